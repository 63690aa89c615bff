"""Check a folder of templates against what the letters offer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from foerderung.dokumente.vorlage import lies_vorlage
from foerderung.dokumente.vorlagenangaben import ANGABEN, geteilt, verlangt
from foerderung.dokumente.vorlagenpruefung import Benutzung, form, lies_benutzung
from foerderung.errors import DokumentError, Meldung, grund_deutsch
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.resources import resource_path

OFFEN = "~$"
"""Beginning of the names that Word gives to its marks of open documents."""


@dataclass(frozen=True, slots=True)
class Vorlagenbefund:
    """What the check of one template found.

    Attributes:
        vorlage: path below the folder.
        angaben: how many texts and truth values it uses.
        meldungen: what is wrong.
    """

    vorlage: str
    angaben: int
    meldungen: tuple[Meldung, ...]


def pruefe_vorlagen(ordner: Path | None = None) -> list[Vorlagenbefund]:
    """Check every template of a folder.

    Args:
        ordner: templates that are not yet released, also a few only; default the shipped ones, whose release is
            checked too, and that none is missing.

    Raises:
        DokumentError: there is no template.
    """
    wurzel = ordner if ordner is not None else resource_path("templates")
    pfade = sorted(pfad for pfad in wurzel.rglob("*.docx") if not pfad.name.startswith(OFFEN))
    if not pfade:
        raise DokumentError(Meldung("enthält keine Vorlage", str(wurzel), zulaessig="Word-Dokumente (docx)"))
    geprueft = [_pruefe(wurzel, pfad, ordner is None) for pfad in pfade]
    befunde = [befund for befund, _ in geprueft]
    vorhanden = {pfad.stem for pfad in pfade}
    if vorhanden >= set(ANGABEN):
        befunde += _ungenutzte({pfad.stem: benutzt.pfade for pfad, (_, benutzt) in zip(pfade, geprueft, strict=True)})
    elif ordner is None:
        fehlend = sorted(set(ANGABEN) - vorhanden)
        befunde += [Vorlagenbefund(f"{name}.docx", 0, (Meldung("fehlt", f"{name}.docx"),)) for name in fehlend]
    return befunde


def _pruefe(wurzel: Path, pfad: Path, freigegeben: bool) -> tuple[Vorlagenbefund, Benutzung]:
    name = pfad.relative_to(wurzel).as_posix()
    meldungen: list[Meldung] = []
    benutzung = Benutzung()
    try:
        inhalt = pfad.read_bytes()
    except OSError as fehler:
        return Vorlagenbefund(name, 0, (Meldung(f"ist nicht lesbar ({grund_deutsch(fehler)})", name),)), benutzung
    if freigegeben:
        try:
            lies_vorlage(name, wurzel)
        except DokumentError as fehler:
            meldungen += fehler.meldungen
    if pfad.stem not in ANGABEN:
        meldungen.append(Meldung("kein Schreiben verwendet diese Vorlage", name, abhilfe=aehnlich(pfad.stem, ANGABEN)))
        return Vorlagenbefund(name, 0, tuple(meldungen)), benutzung
    pflicht = verlangt(pfad.stem)
    benutzung = lies_benutzung(name, inhalt, form(*pflicht, *geteilt(pfad.stem)))
    meldungen += benutzung.meldungen
    meldungen += [
        Meldung(f"„{angabe}“ steht nicht in der Vorlage", name, abhilfe="Platzhalter wieder aufnehmen.")
        for angabe in sorted(pflicht - benutzung.pfade)
    ]
    return Vorlagenbefund(name, len(benutzung.pfade), tuple(meldungen)), benutzung


def _ungenutzte(benutzt: dict[str, set[str]]) -> list[Vorlagenbefund]:
    """Find what letters offer to share but none of the templates shows."""
    ueberall = set[str]().union(*benutzt.values())
    return [
        Vorlagenbefund(f"{name}.docx", 0, (Meldung(f"„{angabe}“ verwendet keine Vorlage", f"{name}.docx"),))
        for name in ANGABEN
        for angabe in sorted(geteilt(name) - ueberall)
    ]

"""Where the files of a guideline come from: a rules folder, a plug-in package; with a reform laid over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from foerderung.errors import FoerderungError, Meldung, RegelError
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.richtlinien.abschnitt import Mangelliste
from foerderung.richtlinien.quelltext import lies_datei

ALLGEMEIN = "allgemein"
BEISPIELE = "beispiele"
STECKPLATZ = "foerderung.richtlinien"
_ENDUNG = ".yaml"


@dataclass(frozen=True, slots=True)
class Herkunft:
    """Where one guideline lies.

    Attributes:
        name: its id.
        ordner: its own folder.
        allgemein: the folder of common parts.
        reform: what a reform declares otherwise; None for the law as it is.
    """

    name: str
    ordner: Traversable
    allgemein: Traversable
    reform: Abbildung | None = None


@dataclass(frozen=True, slots=True)
class Rohdatei:
    """One rule file as read; `eigen` tells the guideline's own from common parts."""

    name: str
    baum: Baum
    ordner: Traversable
    eigen: bool


def steckbare() -> dict[str, Traversable]:
    """Return the folders of guidelines that installed packages bring along, by entry point name.

    An entry point of the group names a function without arguments that returns the guideline's folder.

    Raises:
        RegelError: a package announces a guideline and cannot hand it over.
    """
    # the library loads the parts for mail headers when imported (13 ms), and the shipped guidelines need none of it
    from importlib.metadata import entry_points  # noqa: PLC0415

    gefunden: dict[str, Traversable] = {}
    for punkt in entry_points(group=STECKPLATZ):
        try:
            ordner = punkt.load()()
        except Exception as grund:
            raise _unladbar(punkt.name, grund) from grund
        if not isinstance(ordner, Traversable) or not ordner.is_dir():
            raise _unladbar(punkt.name, f"kein Ordner: {ordner}")
        gefunden[punkt.name] = ordner
    return gefunden


def _unladbar(name: str, grund: object) -> RegelError:
    return RegelError(Meldung(f"die Richtlinie „{name}“ eines Zusatzpakets lässt sich nicht laden ({grund})"))


def lies_rohdateien(herkunft: Herkunft, maengel: Mangelliste) -> list[Rohdatei]:
    """Read the guideline's files and the common parts it uses, with its reform laid over them."""
    eigene = [pfad for pfad in herkunft.ordner.iterdir() if pfad.name.endswith(_ENDUNG)]
    dateien = [
        rohdatei
        for pfad in sorted(eigene, key=lambda pfad: pfad.name)
        if (rohdatei := _lies(pfad, herkunft.ordner, True, maengel)) is not None
    ]
    for rohdatei in tuple(dateien):
        for name, zeile in _verwendete(rohdatei.baum):
            pfad = herkunft.allgemein / f"{name}{_ENDUNG}"
            if pfad.is_file():
                gelesen = _lies(pfad, herkunft.allgemein, False, maengel)
                dateien.extend([gelesen] if gelesen is not None else [])
            else:
                vorhanden = sorted(eine.name.removesuffix(_ENDUNG) for eine in herkunft.allgemein.iterdir())
                maengel.melde(
                    Meldung(
                        f"„{name}“ gibt es nicht",
                        rohdatei.name,
                        zeile,
                        "richtlinie.verwendet",
                        ", ".join(eine for eine in vorhanden if "." not in eine),
                    )
                )
    return dateien if herkunft.reform is None else _reformiert(dateien, herkunft.reform)


def _lies(pfad: Traversable, ordner: Traversable, eigen: bool, maengel: Mangelliste) -> Rohdatei | None:
    try:
        return Rohdatei(f"{ordner.name}/{pfad.name}", lies_datei(pfad, RegelError), ordner, eigen)
    except FoerderungError as fehler:
        for meldung in fehler.meldungen:
            maengel.melde(meldung)
        return None


def _verwendete(baum: Baum) -> Iterator[tuple[str, int]]:
    richtlinie = baum.hole("richtlinie") if isinstance(baum, Abbildung) else None
    verwendet = richtlinie.hole("verwendet") if isinstance(richtlinie, Abbildung) else None
    for glied in verwendet.glieder if isinstance(verwendet, Folge) else ():
        if isinstance(glied, Skalar) and glied.text:
            yield glied.text, glied.zeile


def _reformiert(dateien: list[Rohdatei], reform: Abbildung) -> list[Rohdatei]:
    """Lay each entry of a reform over the file that declares it; what is new stands in a file of its own."""
    neues: dict[str, Eintrag] = {}
    for bereich, abschnitt in reform.eintraege.items():
        eintraege = abschnitt.wert.eintraege if isinstance(abschnitt.wert, Abbildung) else {}
        for name, roh in eintraege.items():
            eintrag = _mit_kennzeichen(bereich, roh)
            ueberlagerung = Abbildung({bereich: Eintrag(Abbildung({name: eintrag}), abschnitt.zeile)})
            for nummer, rohdatei in enumerate(dateien):
                if _hat(rohdatei.baum, bereich, name):
                    dateien[nummer] = replace(rohdatei, baum=ueberlagert(rohdatei.baum, ueberlagerung))
                    break
            else:
                bisher = neues.get(bereich, Eintrag(Abbildung(), abschnitt.zeile))
                neues[bereich] = Eintrag(ueberlagert(bisher.wert, Abbildung({name: eintrag})), abschnitt.zeile)
    ordner = dateien[0].ordner
    return [*dateien, Rohdatei("reform", Abbildung(neues), ordner, True)] if neues else dateien


def _vorschlag(wert: Baum) -> Baum:
    """Mark every value of a reform as a reading of its own, unless it says otherwise."""
    kennzeichen = {
        "fundstelle": Eintrag(Skalar("Reform", wert.zeile, True), wert.zeile),
        "belegstand": Eintrag(Skalar("annahme", wert.zeile, True), wert.zeile),
    }
    if isinstance(wert, Skalar):
        return Abbildung({"wert": Eintrag(wert, wert.zeile), **kennzeichen}, wert.zeile)
    if not isinstance(wert, Abbildung):
        return wert
    if "wert" in wert:
        return Abbildung({**kennzeichen, **wert.eintraege}, wert.zeile)
    return Abbildung(
        {name: Eintrag(_vorschlag(eintrag.wert), eintrag.zeile) for name, eintrag in wert.eintraege.items()}, wert.zeile
    )


def _mit_kennzeichen(bereich: str, eintrag: Eintrag) -> Eintrag:
    werte = eintrag.wert.eintraege.get("werte") if isinstance(eintrag.wert, Abbildung) else None
    if bereich != "parameter" or werte is None or not isinstance(eintrag.wert, Abbildung):
        return eintrag
    eintraege = {**eintrag.wert.eintraege, "werte": Eintrag(_vorschlag(werte.wert), werte.zeile)}
    return Eintrag(Abbildung(eintraege, eintrag.wert.zeile), eintrag.zeile)


def _hat(baum: Baum, bereich: str, name: str) -> bool:
    abschnitt = baum.hole(bereich) if isinstance(baum, Abbildung) else None
    return isinstance(abschnitt, Abbildung) and name in abschnitt


def ueberlagert(unten: Baum, oben: Baum) -> Baum:
    """Return a tree in which every value of `oben` replaces that of `unten`; mappings are merged key by key."""
    if not isinstance(unten, Abbildung) or not isinstance(oben, Abbildung):
        return oben
    eintraege = dict(unten.eintraege)
    for name, eintrag in oben.eintraege.items():
        bisher = eintraege.get(name)
        wert = ueberlagert(bisher.wert, eintrag.wert) if bisher is not None else eintrag.wert
        eintraege[name] = Eintrag(wert, bisher.zeile if bisher is not None else eintrag.zeile)
    return Abbildung(eintraege, unten.zeile)

"""Compute an application: read it, choose the Fassung, apply the decision, evaluate, find, trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.quelltext import Abbildung, Baum, Skalar
from foerderung.rechnung.abweichung import entscheide
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import pruefe_eingaben, pruefe_fall
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.einzelwert import kurz
from foerderung.rechnung.entscheidung import Verteilung, verteile
from foerderung.rechnung.ergebnis import ermittle, weitere_knoten
from foerderung.rechnung.leser import Gelesen, lies_dokument
from foerderung.richtlinien.quelltext import lies_datei
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.eingabepruefung import pruefe_jahre, zu_meldung
from foerderung.services.regelwerk.regeln import lade

STICHTAG_AUS = "eingang_am"


@dataclass(frozen=True, slots=True)
class Dokument:
    """A document as read from disk: its tree and the name to call it in messages.

    Attributes:
        orte: for a form, sheet and cell by key path.
        mappe: for a form, the workbook it was read from.
    """

    baum: Baum
    datei: str
    orte: Mapping[str, str] = field(default_factory=dict)
    mappe: bytes = b""

    @classmethod
    def lies(cls, pfad: Path) -> Dokument:
        """Read a YAML or JSON file.

        Raises:
            EingabeError: it is missing, too large or not well-formed.
        """
        return cls(lies_datei(pfad), pfad.name)


def berechne_datei(
    antrag: Path, entscheidung: Path | None = None, stichtag: date | None = None, regeln: Path | None = None
) -> Berechnung:
    """Compute an application from files.

    Raises:
        EingabeError: application or decision are wrong; all violations at once.
        RegelError: faulty rules, or a day they do not cover.
    """
    beschluss = Dokument.lies(entscheidung) if entscheidung is not None else None
    if ist_mappe(antrag):
        # forms need the reader of workbooks, which takes long to import
        from foerderung.services.rechnen.formulare import lies_antragsformular  # noqa: PLC0415

        dokument = lies_antragsformular(antrag.read_bytes(), antrag.name, regeln)
    else:
        dokument = Dokument.lies(antrag)
    with an_zellen(dokument):
        return berechne(richtlinie_zu(dokument, regeln), dokument, beschluss, stichtag)


def ist_mappe(pfad: Path) -> bool:
    """Tell by its ending whether a file is a workbook."""
    return pfad.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods")


@contextmanager
def an_zellen(dokument: Dokument) -> Iterator[None]:
    """Say of every violation in a form in which sheet and cell it stands.

    Raises:
        EingabeError: the one from within, with other places.
    """
    try:
        yield
    except EingabeError as fehler:
        if not dokument.orte:
            raise
        raise EingabeError(_an_zelle(meldung, dokument) for meldung in fehler.meldungen) from None


def _an_zelle(meldung: Meldung, dokument: Dokument) -> Meldung:
    if meldung.datei not in ("", dokument.datei):
        return meldung
    orte = dokument.orte
    zelle = orte.get(meldung.ort) or next((orte[ort] for ort in orte if ort.startswith(meldung.ort)), "")
    return replace(meldung, datei=dokument.datei, zeile=0, ort=zelle or meldung.ort)


def richtlinie_zu(dokument: Dokument, regeln: Path | None = None) -> Richtlinie:
    """Load the guideline an application names.

    Raises:
        EingabeError: none is named, or there is none of that name; with the place in the application.
    """
    name, zeile = richtlinie_von(dokument)
    try:
        return lade(name, regeln)
    except EingabeError as fehler:
        raise EingabeError(replace(m, datei=dokument.datei, zeile=zeile) for m in fehler.meldungen) from None


def richtlinie_von(dokument: Dokument) -> tuple[str, int]:
    """Return the guideline an application names, and the line."""
    knoten = dokument.baum.hole("richtlinie") if isinstance(dokument.baum, Abbildung) else None
    if isinstance(knoten, Skalar) and knoten.text:
        return kurz(knoten.text), knoten.zeile
    raise EingabeError(
        Meldung(
            "„richtlinie“ fehlt",
            dokument.datei,
            dokument.baum.zeile,
            "richtlinie",
            "",
            "",
            "richtlinie: ergänzen.",
        )
    )


def berechne(
    richtlinie: Richtlinie,
    antrag: Dokument,
    entscheidung: Dokument | None = None,
    stichtag: date | None = None,
) -> Berechnung:
    """Compute an application under a guideline; raises as `berechne_datei`."""
    if richtlinie.deklaration.ohne_antrag:
        raise EingabeError(Meldung(f"{richtlinie.deklaration.kurz} kennt keinen Antrag", antrag.datei, 0, "richtlinie"))
    neueste = richtlinie.fassung(None)
    gelesen = lies_dokument(antrag.baum, neueste.felder, antrag.datei)
    tag = stichtag or gelesen.eingaben.hole(STICHTAG_AUS)
    meldungen = list(gelesen.meldungen)
    if not isinstance(tag, date):
        raise EingabeError(meldungen or [Meldung("kein Stichtag", antrag.datei, abhilfe="--stichtag angeben.")])
    regelwerk = neueste if meldungen else richtlinie.am(tag)
    rechner = Rechner(regelwerk, gelesen.eingaben, max(tag, regelwerk.fassung.ab))
    meldungen.extend(pruefe_jahre(rechner, gelesen, antrag.datei))
    for fehler in pruefe_eingaben(rechner):
        meldungen.append(zu_meldung(fehler, antrag.datei, gelesen.zeilen.get(fehler.befund.ort, 0)))
    if meldungen:
        raise EingabeError(meldungen)
    beschluss, verteilung = _lies_entscheidung(rechner, entscheidung)
    if verteilung is not None and entscheidung is not None:
        eingaben = gelesen.eingaben.ergaenzt(verteilung.werte, verteilung.belege())
        rechner = Rechner(regelwerk, eingaben, tag)
        _pruefe_entscheidung(rechner, verteilung, entscheidung)
    ergebnis = ermittle(rechner, regelwerk.ausgabe)
    treffer = tuple(pruefe_fall(rechner))
    if verteilung is not None and entscheidung is not None:
        mit_jahr = {ziel.befund for ziel in regelwerk.ziele.values() if "jahr" in ziel.dimensionen}
        treffer, einwaende = entscheide(treffer, verteilung.abweichungen, mit_jahr, entscheidung.datei)
        if einwaende:
            raise EingabeError(einwaende)
    return Berechnung(regelwerk, tag, rechner, gelesen, beschluss, ergebnis, treffer, tuple(weitere_knoten(rechner)))


def _lies_entscheidung(rechner: Rechner, dokument: Dokument | None) -> tuple[Gelesen | None, Verteilung | None]:
    felder = rechner.regelwerk.entscheidungsfelder
    if dokument is None:
        return None, None
    if felder is None:
        raise EingabeError(Meldung(f"{rechner.regelwerk.kurz} kennt keine Entscheidung", dokument.datei))
    gelesen = lies_dokument(dokument.baum, felder, dokument.datei)
    if gelesen.meldungen:
        raise EingabeError(gelesen.meldungen)
    verteilung = verteile(rechner, gelesen, dokument.datei)
    if verteilung.meldungen:
        raise EingabeError(verteilung.meldungen)
    return gelesen, verteilung


def _pruefe_entscheidung(rechner: Rechner, verteilung: Verteilung, dokument: Dokument) -> None:
    meldungen = []
    for treffer in pruefe_eingaben(rechner):
        pfad = treffer.regel.ort
        eintrag = verteilung.herkunft.get((pfad, treffer.knoten.index)) if isinstance(pfad, str) else None
        ort, zeile = (eintrag.ort, eintrag.zeile) if eintrag else ("", 0)
        meldungen.append(zu_meldung(treffer, dokument.datei, zeile, ort))
    if meldungen:
        raise EingabeError(meldungen)

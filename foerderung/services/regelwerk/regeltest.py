"""Run golden cases against the rules and say what they do not cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from foerderung.errors import EingabeError, FoerderungError, Meldung, RegelError
from foerderung.rechnung.abdeckung import Abdeckung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.richtlinien.faelle import Antragsfall, Fall, Rechenfall, beispiele, lies_faelle
from foerderung.richtlinien.herkunft import BEISPIELE
from foerderung.richtlinien.verzeichnis import finde
from foerderung.services.rechnen.fallvergleich import vergleiche, vergleiche_fehler
from foerderung.services.rechnen.rechenfall import lies_rechnung
from foerderung.services.rechnen.zuwendung import Dokument, berechne, richtlinie_zu
from foerderung.services.regelwerk.regeln import lade, namen, regelordner

VORGABE = Path("tests/faelle")


@dataclass(slots=True)
class Testbericht:
    """Outcome of a run.

    Attributes:
        faelle: number of cases.
        unterschiede: per case that failed, what differs.
        nicht_abgedeckt: per guideline and Fassung, what no case saw.
    """

    faelle: int = 0
    unterschiede: dict[str, list[str]] = field(default_factory=dict)
    nicht_abgedeckt: dict[str, list[str]] = field(default_factory=dict)

    def verlange_bestanden(self) -> None:
        """Raise a RegelError that names every case with differences."""
        if self.unterschiede:
            raise RegelError(
                Meldung("; ".join(unterschiede), datei) for datei, unterschiede in self.unterschiede.items()
            )


def pruefe_faelle(ordner: Path | None = None, regeln: Path | None = None) -> Testbericht:
    """Run the examples beside the rules and every case below a folder (default ``tests/faelle`` if it exists).

    Raises:
        RegelError: faulty rules or cases that are not well-formed.
    """
    bericht = Testbericht()
    abdeckungen = {name: Abdeckung() for name in namen(regeln)}
    for fall in alle_faelle(ordner or (VORGABE if VORGABE.is_dir() else None), regeln):
        bericht.faelle += 1
        ausgang = fuehre_aus(fall, regeln)
        _sieh(ausgang, abdeckungen)
        unterschiede = _unterschiede(fall, ausgang)
        if unterschiede:
            bericht.unterschiede[str(fall.datei)] = unterschiede
    for name, abdeckung in abdeckungen.items():
        for fassung, werk in lade(name, regeln).regelwerke.items():
            fehlend = list(abdeckung.fehlt(werk))
            if fehlend:
                bericht.nicht_abgedeckt[f"{name} {fassung}"] = fehlend
    return bericht


def pruefe_fall(fall: Fall, regeln: Path | None = None) -> list[str]:
    """Run one case and list what differs from what it expects."""
    return _unterschiede(fall, fuehre_aus(fall, regeln))


def alle_faelle(ordner: Path | None, regeln: Path | None = None) -> Iterable[Fall]:
    """Read the examples of every guideline, then the cases below a folder.

    Raises:
        RegelError: a case is not well-formed.
    """
    herkuenfte = [finde(regelordner(regeln), name, mit_zusatzpaketen=regeln is None) for name in namen(regeln)]
    basen = [herkunft.ordner / BEISPIELE for herkunft in herkuenfte if isinstance(herkunft.ordner, Path)]
    for basis in basen:
        yield from beispiele(basis)
    if ordner is not None:
        yield from lies_faelle(ordner, basen)


def fuehre_aus(fall: Fall, regeln: Path | None = None) -> Berechnung | Teilberechnung | FoerderungError:
    """Compute what a case asks for; an error is an outcome too.

    Raises:
        RegelError: the inputs of a calculator are not well-formed.
    """
    match fall:
        case Rechenfall():
            rechnung = lies_rechnung(fall)
            try:
                return rechnung(regeln)
            except FoerderungError as fehler:
                return fehler
        case Antragsfall():
            antrag = Dokument(fall.antrag, fall.datei.name)
            beschluss = Dokument(fall.entscheidung, fall.datei.name) if fall.entscheidung is not None else None
            try:
                return berechne(richtlinie_zu(antrag, regeln), antrag, beschluss, fall.stichtag)
            except FoerderungError as fehler:
                return fehler
    raise TypeError(fall)


def _sieh(ausgang: Berechnung | Teilberechnung | FoerderungError, abdeckungen: dict[str, Abdeckung]) -> None:
    match ausgang:
        case Berechnung():
            abdeckung = abdeckungen[ausgang.regelwerk.richtlinie]
            abdeckung.sieh(ausgang.regelwerk, ausgang.knoten.values(), ausgang.treffer)
        case Teilberechnung():
            abdeckungen[ausgang.regelwerk.richtlinie].sieh(ausgang.regelwerk, ausgang.knoten)
        case EingabeError():
            for abdeckung in abdeckungen.values():
                abdeckung.sieh_eingabefehler({meldung.regel for meldung in ausgang.meldungen if meldung.regel})


def _unterschiede(fall: Fall, ausgang: Berechnung | Teilberechnung | FoerderungError) -> list[str]:
    if isinstance(ausgang, FoerderungError):
        return vergleiche_fehler(fall.erwartet, ausgang)
    return [] if fall.erwartet is None else vergleiche(fall.erwartet, ausgang.als_json())

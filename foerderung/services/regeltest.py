"""Run golden cases against the rules and say what they do not cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, FoerderungError, Meldung, RegelError
from foerderung.fach.quelltext import Abbildung, Baum, Folge, Skalar
from foerderung.fach.zahlen import lies_dezimal
from foerderung.rechnung.abdeckung import Abdeckung
from foerderung.richtlinien.faelle import Fall, beispiele, lies_faelle
from foerderung.richtlinien.herkunft import BEISPIELE
from foerderung.richtlinien.verzeichnis import richtlinien
from foerderung.services.regeln import lade, regelordner
from foerderung.services.zuwendung import Dokument, berechne, richtlinie_von

VORGABE = Path("tests/faelle")
_EIGENE = frozenset({"befunde", "befunde_nicht", "schwere", "fehler", "meldung"})


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
    wurzel = regelordner(regeln)
    namen = richtlinien(wurzel)
    basen = [wurzel / name / BEISPIELE for name in namen]
    bericht = Testbericht()
    abdeckungen = {name: Abdeckung() for name in namen}
    for fall in _alle(basen, ordner or (VORGABE if VORGABE.is_dir() else None)):
        bericht.faelle += 1
        unterschiede = _pruefe(fall, regeln, abdeckungen)
        if unterschiede:
            bericht.unterschiede[str(fall.datei)] = unterschiede
    for name in namen:
        for fassung, werk in lade(name, regeln).regelwerke.items():
            fehlend = list(abdeckungen[name].fehlt(werk))
            if fehlend:
                bericht.nicht_abgedeckt[f"{name} {fassung}"] = fehlend
    return bericht


def _alle(basen: list[Path], ordner: Path | None) -> Iterable[Fall]:
    for basis in basen:
        yield from beispiele(basis)
    if ordner is not None:
        yield from lies_faelle(ordner, basen)


def _pruefe(fall: Fall, regeln: Path | None, abdeckungen: Mapping[str, Abdeckung]) -> list[str]:
    antrag = Dokument(fall.antrag, fall.datei.name)
    entscheidung = Dokument(fall.entscheidung, fall.datei.name) if fall.entscheidung is not None else None
    try:
        richtlinie = lade(richtlinie_von(antrag), regeln)
        berechnung = berechne(richtlinie, antrag, entscheidung, fall.stichtag)
    except FoerderungError as fehler:
        if isinstance(fehler, EingabeError):
            for abdeckung in abdeckungen.values():
                abdeckung.sieh_eingabefehler({meldung.regel for meldung in fehler.meldungen if meldung.regel})
        return _vergleiche_fehler(fall, fehler)
    abdeckungen[berechnung.regelwerk.richtlinie].sieh(berechnung)
    if fall.erwartet is None:
        return []
    if "fehler" in fall.erwartet:
        return ["ein Fehler war erwartet, die Berechnung gelang"]
    return _vergleiche(fall.erwartet, berechnung.als_json())


def _vergleiche_fehler(fall: Fall, fehler: FoerderungError) -> list[str]:
    erwartet = fall.erwartet or Abbildung()
    code = _text(erwartet.hole("fehler"))
    if code != str(fehler.exit_code):
        return [f"Fehler {fehler.exit_code}: {fehler}"]
    return [f"„{teil}“ fehlt in der Meldung" for teil in _texte(erwartet.hole("meldung")) if teil not in str(fehler)]


def _vergleiche(erwartet: Abbildung, ergebnis: Mapping[str, Any]) -> list[str]:
    unterschiede: list[str] = []
    orte: dict[str, list[str]] = {}
    schweren: dict[str, set[str]] = {}
    for befund in ergebnis["befunde"]:
        orte.setdefault(befund["code"], []).append(befund["ort"])
        schweren.setdefault(befund["code"], set()).add(befund["schwere"])
    for code, eintrag in _eintraege(erwartet.hole("befunde")):
        if sorted(orte.get(code, [])) != sorted(_texte(eintrag)):
            unterschiede.append(f"Befund {code}: {orte.get(code, [])}, erwartet {_texte(eintrag)}")
    for code in _texte(erwartet.hole("befunde_nicht")):
        if code in orte:
            unterschiede.append(f"Befund {code}: {orte[code]}, keiner erwartet")
    for code, eintrag in _eintraege(erwartet.hole("schwere")):
        if schweren.get(code) != {_text(eintrag)}:
            unterschiede.append(f"Schwere von {code}: {schweren.get(code)}, erwartet {_text(eintrag)}")
    for name, eintrag in _eintraege(erwartet):
        if name not in _EIGENE:
            unterschiede.extend(_unterschiede(name, eintrag, ergebnis.get(name)))
    return unterschiede


def _unterschiede(ort: str, soll: Baum, ist: Any) -> Iterable[str]:
    if isinstance(soll, Abbildung) and isinstance(ist, Mapping):
        for name, eintrag in _eintraege(soll):
            yield from _unterschiede(f"{ort}.{name}", eintrag, ist.get(name))
    elif isinstance(soll, Folge) and isinstance(ist, list) and len(soll.glieder) == len(ist):
        for nummer, (glied, wert) in enumerate(zip(soll.glieder, ist, strict=True)):
            yield from _unterschiede(f"{ort}[{nummer}]", glied, wert)
    elif not isinstance(soll, Skalar) or not _gleich(soll.text, ist):
        yield f"{ort}: {ist}, erwartet {_text(soll)}"


def _gleich(soll: str | None, ist: Any) -> bool:
    """Compare a figure by its value, anything else by its text."""
    if soll is None or ist is None:
        return soll is None and ist is None
    text = str(ist).lower() if isinstance(ist, bool) else str(ist)
    zahl = lies_dezimal(soll)
    return zahl == Fraction(text) if zahl is not None and lies_dezimal(text) is not None else soll == text


def _eintraege(baum: Baum | None) -> Iterable[tuple[str, Baum]]:
    return [(name, e.wert) for name, e in baum.eintraege.items()] if isinstance(baum, Abbildung) else []


def _texte(baum: Baum | None) -> list[str]:
    return [_text(glied) for glied in baum.glieder] if isinstance(baum, Folge) else []


def _text(baum: Baum | None) -> str:
    return baum.text or "" if isinstance(baum, Skalar) else ""

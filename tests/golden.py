"""Read the golden cases in tests/faelle/ and compare what they expect with a result in the JSON contract."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from foerderung.resources import resource_path
from tests.antragstext import lies_yaml

FAELLE = Path(__file__).parent / "faelle" / "kommpraev"
BASEN = (resource_path("rules") / "kommpraev" / "beispiele", FAELLE / "basis")
SCHLUESSEL = {
    "beschreibung", "quelle", "rechenweg", "basis", "aendere", "entferne", "stichtag", "entscheidung",
    "erwartet",
}  # fmt: skip
ERWARTBAR = {
    "fassung", "jahre", "stellen", "zuwendungsfaehig_gesamt", "zuwendung_gesamt", "auszahlung", "befunde",
    "befunde_nicht", "schwere", "fehler", "meldung",
}  # fmt: skip
EXAKT = {"roh", "deckel", "foerdersatz", "prozent"}
"""Exact numbers, compared by value; everything else is compared as the text of the contract."""


@dataclass(frozen=True)
class Fall:
    """Hold one golden case, its application already changed as the case says."""

    datei: Path
    beschreibung: str
    quelle: str
    rechenweg: str
    antrag: dict[str, Any]
    erwartet: dict[str, Any]
    stichtag: date | None = None
    entscheidung: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Give the short name shown by the test runner."""
        return f"{self.datei.parent.name}/{self.datei.stem}"

    @property
    def fehler(self) -> int:
        """Give the exit code expected, 0 for a case with a result."""
        return int(self.erwartet.get("fehler", 0))


def dateien() -> list[Path]:
    """List the golden cases of all Fassungen."""
    return sorted(pfad for pfad in FAELLE.glob("*/*.yaml") if pfad.parent.name != "basis")


def lade_basis(name: str) -> dict[str, Any]:
    """Read the application a case starts from."""
    for ordner in BASEN:
        pfad = ordner / f"{name}.yaml"
        if pfad.exists():
            antrag: dict[str, Any] = lies_yaml(pfad.read_text(encoding="utf-8"))
            return antrag
    raise LookupError(f"no application named {name}")


def lade(datei: Path) -> Fall:
    """Read one golden case; a misspelt key or an empty source is refused."""
    roh: dict[str, Any] = lies_yaml(datei.read_text(encoding="utf-8"))
    unbekannt = (set(roh) - SCHLUESSEL) | (set(roh["erwartet"]) - ERWARTBAR)
    if unbekannt or not str(roh.get("quelle") or "").strip():
        raise ValueError(f"{datei.name}: unknown keys {sorted(unbekannt)} or no quelle")
    antrag = copy.deepcopy(lade_basis(roh["basis"]))
    for pfad, wert in (roh.get("aendere") or {}).items():
        setze(antrag, pfad, wert)
    for pfad in roh.get("entferne") or ():
        entferne(antrag, pfad)
    return Fall(
        datei=datei,
        beschreibung=roh["beschreibung"],
        quelle=roh["quelle"],
        rechenweg=roh.get("rechenweg") or "",
        antrag=antrag,
        erwartet=roh["erwartet"],
        stichtag=roh.get("stichtag"),
        entscheidung=roh.get("entscheidung") or {},
    )


def _teile(pfad: str) -> list[str | int]:
    stuecke = re.findall(r"([a-z_]+)|\[(\d+)\]", pfad)
    return [name or int(nummer) for name, nummer in stuecke]


def _ziel(dokument: Any, pfad: str) -> tuple[Any, str | int]:
    *weg, letzter = _teile(pfad)
    for teil in weg:
        if isinstance(dokument, dict) and teil not in dokument:
            dokument[teil] = {}
        dokument = dokument[teil]
    return dokument, letzter


def setze(dokument: dict[str, Any], pfad: str, wert: Any) -> None:
    """Set the value at a key path such as ``stellen[0].personalausgaben[2027]``."""
    behaelter, schluessel = _ziel(dokument, pfad)
    behaelter[schluessel] = wert


def entferne(dokument: dict[str, Any], pfad: str) -> None:
    """Remove what stands at a key path; it has to be there."""
    behaelter, schluessel = _ziel(dokument, pfad)
    del behaelter[schluessel]


def vergleiche(erwartet: Mapping[str, Any], ergebnis: Mapping[str, Any]) -> list[str]:
    """List the differences between a case's expectation and a result in the JSON contract.

    Of the result only what the case names is compared. A code under ``befunde`` has to occur at exactly the
    places listed, one under ``schwere`` with exactly that severity.
    """
    orte: dict[str, list[str]] = {}
    schwere: dict[str, set[str]] = {}
    for befund in ergebnis["befunde"]:
        orte.setdefault(befund["code"], []).append(befund["ort"])
        schwere.setdefault(befund["code"], set()).add(befund["schwere"])
    unterschiede = []
    for code, soll in (erwartet.get("befunde") or {}).items():
        if sorted(orte.get(code, [])) != sorted(soll):
            unterschiede.append(f"befunde.{code}: {orte.get(code, [])} instead of {soll}")
    for code in erwartet.get("befunde_nicht") or ():
        if code in orte:
            unterschiede.append(f"befunde.{code}: {orte[code]}, although none is expected")
    for code, soll in (erwartet.get("schwere") or {}).items():
        if schwere.get(code) != {soll}:
            unterschiede.append(f"schwere.{code}: {schwere.get(code)} instead of {soll}")
    for name in erwartet.keys() - {"befunde", "befunde_nicht", "schwere", "fehler", "meldung"}:
        unterschiede.extend(_unterschiede(name, erwartet[name], ergebnis.get(name)))
    return unterschiede


def _unterschiede(ort: str, soll: Any, ist: Any) -> Iterator[str]:
    if isinstance(soll, Mapping) and isinstance(ist, Mapping):
        nach_text = {str(schluessel): wert for schluessel, wert in ist.items()}
        for schluessel, wert in soll.items():
            yield from _unterschiede(f"{ort}.{schluessel}", wert, nach_text.get(str(schluessel)))
    elif isinstance(soll, list) and isinstance(ist, list) and len(soll) == len(ist):
        for nummer, (einzeln, gefunden) in enumerate(zip(soll, ist, strict=True)):
            yield from _unterschiede(f"{ort}[{nummer}]", einzeln, gefunden)
    elif ort.rpartition(".")[2] in EXAKT and isinstance(soll, str) and isinstance(ist, str):
        if Fraction(soll) != Fraction(ist):
            yield f"{ort}: {ist} instead of {soll}"
    elif soll != ist:
        yield f"{ort}: {ist!r} instead of {soll!r}"

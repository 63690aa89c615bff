"""Read the golden cases about applications as plain data, for what has to know them without the product's reader."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from foerderung.fach.quelltext import Abbildung
from foerderung.resources import resource_path
from foerderung.richtlinien.quelltext import lies_datei
from tests.antragstext import lies_yaml

ALLE_FAELLE = Path(__file__).parent / "faelle"
FAELLE = ALLE_FAELLE / "kommpraev"
BASEN = (resource_path("rules") / "kommpraev" / "beispiele", FAELLE / "basis")


@dataclass(frozen=True)
class Fall:
    """Hold one golden case, its application already changed as the case says.

    Attributes:
        erwartet: what has to come out, as plain data.
        soll: the same as a tree, for the comparison of the product.
    """

    datei: Path
    beschreibung: str
    rechenweg: str
    antrag: dict[str, Any]
    entscheidung: dict[str, Any]
    stichtag: date | None
    erwartet: dict[str, Any]
    soll: Abbildung

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
    """Read one golden case."""
    roh: dict[str, Any] = lies_yaml(datei.read_text(encoding="utf-8"))
    baum = lies_datei(datei)
    assert isinstance(baum, Abbildung)
    soll = baum.hole("erwartet")
    assert isinstance(soll, Abbildung)
    antrag = copy.deepcopy(lade_basis(roh["basis"]))
    for pfad, wert in (roh.get("aendere") or {}).items():
        setze(antrag, pfad, wert)
    for pfad in roh.get("entferne") or ():
        entferne(antrag, pfad)
    return Fall(
        datei=datei,
        beschreibung=roh["beschreibung"],
        rechenweg=roh.get("rechenweg") or "",
        antrag=antrag,
        entscheidung=roh.get("entscheidung") or {},
        stichtag=roh.get("stichtag"),
        erwartet=roh["erwartet"],
        soll=soll,
    )


def _ziel(dokument: Any, pfad: str) -> tuple[Any, str | int]:
    *weg, letzter = [name or int(nummer) for name, nummer in re.findall(r"([a-z_]+)|\[(\d+)\]", pfad)]
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

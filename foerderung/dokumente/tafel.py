"""A table that leaves the program: the one thing that screen, xlsx, csv and JSON are written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any

from foerderung.fach.zahlen import datum_deutsch, dezimal, euro_deutsch

Zelle = str | int | date | Fraction | None
"""What a cell holds: an amount in EUR as Fraction, a day, a whole number, a text; None for nothing."""

NICHTS = "–"
"""How nothing shows on a screen."""


class Art(Enum):
    """What a column holds, which decides how it is written."""

    TEXT = "text"
    WORT = "wort"
    ZAHL = "zahl"
    BETRAG = "betrag"
    TAG = "tag"


class Leser(Enum):
    """For whom a column is."""

    ALLE = "alle"
    MENSCHEN = "menschen"
    MASCHINEN = "maschinen"


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column.

    Attributes:
        name: as JSON and the csv for machines name it.
        kopf: German head.
        worte: of a column of words, what people read for each of them.
        leer: what people read where there is nothing.
        breite: in characters of a worksheet.
        summiert: the control sum adds it up.
    """

    name: str
    kopf: str
    art: Art = Art.TEXT
    worte: Mapping[str, str] = field(default_factory=dict)
    leer: str = ""
    breite: float = 12
    summiert: bool = False
    leser: Leser = Leser.ALLE

    def fuer(self, leser: Leser) -> bool:
        """Tell whether somebody gets to see it."""
        return self.leser in (Leser.ALLE, leser)

    def deutsch(self, wert: Zelle) -> str:
        """Write a cell for people."""
        match wert:
            case None:
                return self.leer
            case Fraction():
                return euro_deutsch(wert)
            case date():
                return datum_deutsch(wert)
        return self.worte.get(wert, wert) if isinstance(wert, str) else str(wert)

    def maschinell(self, wert: Zelle) -> str | int | None:
        """Write a cell for machines: amounts with a point, days as ISO."""
        match wert:
            case Fraction():
                return dezimal(wert, 2)
            case date():
                return wert.isoformat()
        return wert


@dataclass(frozen=True)
class Tafel:
    """Rows under their columns.

    Attributes:
        name: as JSON, the command line and file names call it.
        titel: German.
        zeilen: every row has a cell for every column.
    """

    name: str
    titel: str
    spalten: tuple[Spalte, ...]
    zeilen: Sequence[tuple[Zelle, ...]]

    def stellen(self, leser: Leser) -> list[tuple[int, Spalte]]:
        """Return the columns for somebody, with their place in a row."""
        return [(stelle, spalte) for stelle, spalte in enumerate(self.spalten) if spalte.fuer(leser)]

    @cached_property
    def summen(self) -> dict[str, Fraction]:
        """Return the control sums by the name of their column, in EUR."""
        return {
            spalte.name: _summe(zeile[stelle] for zeile in self.zeilen)
            for stelle, spalte in enumerate(self.spalten)
            if spalte.summiert
        }

    def als_daten(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        stellen = self.stellen(Leser.MASCHINEN)
        return {
            "zeilen": [{s.name: s.maschinell(zeile[stelle]) for stelle, s in stellen} for zeile in self.zeilen],
            **self.kontrolle(),
        }

    def kontrolle(self) -> dict[str, Any]:
        """Return the number of rows and the control sums as plain data."""
        return {"anzahl": len(self.zeilen), "summen": {name: dezimal(s, 2) for name, s in self.summen.items()}}


@dataclass(frozen=True, slots=True)
class Vermerk:
    """One thing that an export says about itself: for people, and for machines."""

    name: str
    kopf: str
    text: str
    wert: str


@dataclass(frozen=True, slots=True)
class Ausgabe:
    """Tables that leave the program together.

    Attributes:
        vermerke: filter, day, person, head of the chain.
        am: day of the export.
        uebung: they come from a practice store.
    """

    titel: str
    tafeln: tuple[Tafel, ...]
    vermerke: tuple[Vermerk, ...]
    am: date
    uebung: bool


def _summe(betraege: Iterable[Zelle]) -> Fraction:
    """Add up whole cents as integers: ten thousand fractions would take as long as writing them."""
    cent = 0
    for betrag in betraege:
        if isinstance(betrag, Fraction):
            hundert = betrag * 100 if betrag.denominator != 1 else betrag.numerator * 100
            if hundert.denominator != 1:
                raise ValueError(f"{betrag} is no amount of whole cents")
            cent += hundert.numerator
    return Fraction(cent, 100)

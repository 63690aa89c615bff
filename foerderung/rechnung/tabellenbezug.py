"""What the formulas of a workbook are about: blocks of calculated cells, and the names that formulas use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from foerderung.rechnung.gebunden import Gebunden
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.runden import Rundung
from foerderung.rechnung.typen import Typ

JA, NEIN = "ja", "nein"
"""How a truth value of an input stands in its cell."""

GETRENNT = "; "
"""Between the chosen texts in the cell of a set."""

STICHTAG = "stichtag"


class NichtAusdrueckbarError(Exception):
    """An expression has no form in a spreadsheet; the text says why."""


@dataclass(frozen=True, slots=True)
class Zellbezug:
    """A cell of a calculated block; None in `index` stands for all indices of that dimension, one after the other."""

    block: str
    index: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Eingabebezug:
    """The cell of an input (position in lists from 0, years), or of the Stichtag."""

    pfad: str
    index: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parameterbezug:
    """The value of a parameter; of one with keys its column of values, or of its keys joined by ``|``."""

    parameter: str
    ist_schluessel: bool = False


@dataclass(frozen=True, slots=True)
class Reihenbezug:
    """A series: its values by key (rows) and first day (columns), its keys joined by ``|``, or its first days."""

    reihe: str
    teil: str = "werte"


@dataclass(frozen=True, slots=True)
class Auswahlbezug:
    """The labels of a choice, or beside them the texts the rules know."""

    pfad: str
    ist_text: bool


@dataclass(frozen=True, slots=True)
class Feiertagsbezug:
    """All holidays of the years that matter, in order."""


Bezug = Zellbezug | Eingabebezug | Parameterbezug | Reihenbezug | Auswahlbezug | Feiertagsbezug


@dataclass(frozen=True, slots=True)
class Rahmen:
    """What a workbook offers the formulas.

    Attributes:
        bereiche: indices of every dimension for which there are cells.
        hat_eingabe: whether there is a cell for an input; what is missing counts as not given.
        kennfelder: list dimensions whose rows may be empty, with the input that marks a filled one.
        begrenzt: dimensions of numbers of which not every index has to exist; their bounds stand in the formulas.
        leer_moeglich: cells of inputs with a default may be empty.
    """

    bereiche: Mapping[str, range]
    hat_eingabe: Callable[[str], bool] = lambda _: True
    kennfelder: Mapping[str, str] = field(default_factory=dict)
    begrenzt: frozenset[str] = frozenset()
    leer_moeglich: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A calculated figure at all its indices.

    Attributes:
        id: the rule's id; with ``.vor_rundung`` the value before rounding, with ``.glied`` (and a number) a summand.
        regel: the rule it belongs to.
        ausdruck: what is computed; None for a rounding, which takes the block before it.
        nur: condition under which it exists, None if always.
        paare: sparse pairs outside which its cells stay empty.
        exakt: for a summand, what the evaluator computes in its place.
    """

    id: str
    regel: str
    dimensionen: tuple[str, ...]
    typ: Typ
    ausdruck: Gebunden | None
    rundung: Rundung | None = None
    nur: Gebunden | None = None
    paare: tuple[str, ...] = ()
    exakt: Gebunden | None = None


@dataclass(frozen=True, slots=True)
class Glied:
    """A summand that has cells of its own, at the index of the sum and of the dimension summed over."""

    block: str
    dimensionen: tuple[str, ...]
    dimension: str


Ausdrueckbar = Gebunden | Glied


def zellname(name: str, *index: int | None) -> str:
    """Return the name of a cell: the rule or input and its index, ``roh_stelle_1_2027``; ``alle`` for a whole row."""
    return "_".join([name, *("alle" if nummer is None else str(nummer) for nummer in index)])


def liegt_beisammen(regelwerk: Regelwerk, dimensionen: tuple[str, ...], dimension: str) -> bool:
    """Tell whether the cells of a block along one dimension lie in one row or column of a sheet.

    The last dimension of numbers runs across; the others run down, the last of them fastest.
    """
    quer = querachse(regelwerk, dimensionen)
    laengs = [name for name in dimensionen if name != quer]
    return dimension == quer or dimension == laengs[-1]


def querachse(regelwerk: Regelwerk, dimensionen: tuple[str, ...]) -> str | None:
    """Return the dimension that runs across a sheet: the last one of numbers, None if there is none."""
    zahlen = [name for name in dimensionen if not regelwerk.dimensionen[name].liste]
    return zahlen[-1] if zahlen else None

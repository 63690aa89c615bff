"""Expressions as the parser reads them: names are still only names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Spanne:
    """Where an expression stands in its text: first column (from 1) and the column after its last character."""

    von: int
    bis: int


@dataclass(frozen=True, slots=True)
class Zahl:
    """A number; `einheit` is ``""``, ``"eur"`` or ``"satz"`` (a percentage, already divided by 100)."""

    wert: Fraction
    einheit: str
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks."""

    wert: str
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Wahrheit:
    """``wahr`` or ``falsch``."""

    wert: bool
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Leer:
    """The empty set, ``leer``."""

    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Name:
    """An input, rule, parameter or index, such as ``stelle.vzae``."""

    name: str
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Zugriff:
    """A look-up ``name[schluessel, …]`` in a series or keyed parameter."""

    name: str
    schluessel: tuple[Ausdruck, ...]
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Aufruf:
    """A word of the closed vocabulary with its arguments."""

    wort: str
    argumente: tuple[Ausdruck, ...]
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Zweistellig:
    """An operator between two expressions: ``+ - * /``, a comparison, ``und``, ``oder``, ``in``."""

    zeichen: str
    links: Ausdruck
    rechts: Ausdruck
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Einstellig:
    """``nicht x`` or ``-x``."""

    zeichen: str
    wert: Ausdruck
    spanne: Spanne


Ausdruck = Zahl | Text | Wahrheit | Leer | Name | Zugriff | Aufruf | Zweistellig | Einstellig
VERGLEICHE = frozenset({"=", "<>", "<", "<=", ">", ">="})

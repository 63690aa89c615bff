"""Checked expressions: every name is resolved to what it stands for. All faces of a rule walk these nodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.kalender import Kalendertag

Wert = Fraction | int | bool | str | date | Kalendertag | frozenset[str]
"""Numbers are Fraction, years and indices int."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    wert: Wert


@dataclass(frozen=True, slots=True)
class Eingabewert:
    """An input of the application or of the decision, at the current index."""

    eingabe: str
    dimensionen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regelwert:
    """The value of another rule, at the current index."""

    regel: str
    dimensionen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vorheriger:
    """The value of a rule at the previous index of one dimension; 0 before its first."""

    dimension: str
    regel: str
    dimensionen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The current year, month or number of a dimension."""

    dimension: str


@dataclass(frozen=True, slots=True)
class Stichtag:
    """The day by which the Fassung and all dated parameters are chosen."""


@dataclass(frozen=True, slots=True)
class Lokal:
    """The item a finding repeats over."""

    name: str


@dataclass(frozen=True, slots=True)
class Parameterzugriff:
    """A parameter's value in force on the Stichtag, looked up by its keys if it has any."""

    parameter: str
    schluessel: tuple[Gebunden, ...]


@dataclass(frozen=True, slots=True)
class Reihenzugriff:
    """A value of an official series, by its keys and a day."""

    reihe: str
    schluessel: tuple[Gebunden, ...]
    tag: Gebunden


@dataclass(frozen=True, slots=True)
class Rechnung:
    """``+ - * /``."""

    zeichen: str
    links: Gebunden
    rechts: Gebunden


@dataclass(frozen=True, slots=True)
class Negativ:
    """``-x``."""

    wert: Gebunden


@dataclass(frozen=True, slots=True)
class Vergleich:
    """``= <> < <= > >=``."""

    zeichen: str
    links: Gebunden
    rechts: Gebunden


@dataclass(frozen=True, slots=True)
class Element:
    """``text in menge``."""

    links: Gebunden
    rechts: Gebunden


@dataclass(frozen=True, slots=True)
class Verknuepfung:
    """``und`` (`ist_und`) or ``oder``; the right side is looked at only if it matters."""

    ist_und: bool
    links: Gebunden
    rechts: Gebunden


@dataclass(frozen=True, slots=True)
class Nicht:
    """``nicht x``."""

    wert: Gebunden


@dataclass(frozen=True, slots=True)
class Wenn:
    """``wenn(bedingung, dann, sonst)``; spans point into the text of the rule."""

    bedingung: Gebunden
    dann: Gebunden
    sonst: Gebunden
    spanne: Spanne
    spanne_dann: Spanne
    spanne_sonst: Spanne


@dataclass(frozen=True, slots=True)
class Aeusserster:
    """``min`` or ``max`` of two or more numbers or days."""

    ist_min: bool
    glieder: tuple[Gebunden, ...]
    spanne: Spanne
    spannen: tuple[Spanne, ...]


@dataclass(frozen=True, slots=True)
class Ueber:
    """``summe(dimension, x)`` or, with `zaehlt`, ``anzahl(dimension, bedingung)``.

    `paare` names the sparse pairs whose condition decides which indices take part.
    """

    dimension: str
    inneres: Gebunden
    zaehlt: bool
    paare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vorhanden:
    """Whether an optional input was given."""

    eingabe: str
    dimensionen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sonst:
    """An optional input, or the second value where it was not given."""

    eingabe: str
    dimensionen: tuple[str, ...]
    ersatz: Gebunden
    spanne: Spanne


@dataclass(frozen=True, slots=True)
class Funktion:
    """A word of the vocabulary that needs only the values of its arguments."""

    wort: str
    argumente: tuple[Gebunden, ...]


@dataclass(frozen=True, slots=True)
class Herkunft:
    """What a rule's result rests on: its unconfirmed assumptions, or the series carried on."""

    was: str
    regel: str
    dimensionen: tuple[str, ...]


Gebunden = (
    Literal
    | Eingabewert
    | Regelwert
    | Vorheriger
    | Index
    | Stichtag
    | Lokal
    | Parameterzugriff
    | Reihenzugriff
    | Rechnung
    | Negativ
    | Vergleich
    | Element
    | Verknuepfung
    | Nicht
    | Wenn
    | Aeusserster
    | Ueber
    | Vorhanden
    | Sonst
    | Funktion
    | Herkunft
)

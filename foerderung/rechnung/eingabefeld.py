"""Declared inputs: one declaration yields the reader, its errors, the JSON schema and the names in the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.typen import Typ


class Gestalt(Enum):
    """Shape of an input."""

    GRUPPE = "gruppe"
    LISTE = "liste"
    WERT = "wert"


class Fehlt(Enum):
    """What it means when an input is left out."""

    FEHLER = "fehler"
    ERLAUBT = "erlaubt"
    VORGABE = "vorgabe"


Bedingung = tuple[tuple[str, str], ...]
"""Conjunction of ``(input, choice)`` pairs under which an input exists."""


@dataclass(frozen=True, slots=True)
class Muster:
    """A form a text must have.

    Attributes:
        form: regular expression that must match the whole text.
        text: German description of what is allowed.
        fuer: choices of the sibling `nach` for which it applies; empty for all.
    """

    form: str
    text: str
    nach: str = ""
    fuer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schranken:
    """Bounds of a number; None where there is none.

    Attributes:
        nachkomma: decimal places allowed at most.
        ueber: the value must be greater.
        unter: the value must be less.
    """

    nachkomma: int = 0
    mindestens: Fraction | None = None
    ueber: Fraction | None = None
    hoechstens: Fraction | None = None
    unter: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Eingabefeld:
    """One declared input, or a group or list of them.

    Attributes:
        name: its key in the document.
        pfad: its name in the rules: ``stelle.vzae``, ``vorhaben.beginn``.
        ort: its key path with ``{}`` for each index: ``stellen[{}].personalausgaben[{}]``.
        dimensionen: index of its value: the list it stands in, then the year.
        dimension: for a list, the dimension its items form; empty for lists no rule looks at.
        je_jahr: a mapping from years to values.
        typname: ``eur``, ``auswahl``, ``menge``, ``texte`` …
        auswahl: allowed texts with their labels.
        vorgabe: value where it is left out (`fehlt` is VORGABE).
        nur: when it exists at all; given otherwise it is an error.
        mindestens: least number of items or years.
    """

    name: str
    pfad: str
    ort: str
    gestalt: Gestalt
    beschriftung: str
    hilfe: str = ""
    kinder: tuple[Eingabefeld, ...] = ()
    dimensionen: tuple[str, ...] = ()
    dimension: str = ""
    je_jahr: bool = False
    typname: str = ""
    typ: Typ | None = None
    auswahl: Mapping[str, str] | None = None
    muster: tuple[Muster, ...] = ()
    schranken: Schranken = Schranken()
    fehlt: Fehlt = Fehlt.FEHLER
    vorgabe: Wert | None = None
    nur: Bedingung = ()
    mindestens: int = 0
    quelle: str = ""

    def alle(self) -> Iterator[Eingabefeld]:
        """Walk over this field and everything below it."""
        yield self
        for kind in self.kinder:
            yield from kind.alle()


@dataclass(frozen=True, slots=True)
class Entscheidungsziel:
    """Say which entries of an officer's decision fill an input of the rules.

    Attributes:
        pfad: name in the rules: ``entscheidung.stelle_satz``.
        abschnitt: section of the decision: ``saetze``.
        feld: key of the value in an entry; empty where the entry itself means true.
        liste: list of the application that `ort` must point into; empty for the whole case.
        gesamt: `ort` names the list itself, for all its items.
        befund: the finding an entry must name, for deviations.
    """

    pfad: str
    abschnitt: str
    feld: str
    liste: str
    gesamt: bool
    befund: str
    typ: Typ
    dimensionen: tuple[str, ...]

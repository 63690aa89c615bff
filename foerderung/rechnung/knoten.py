"""Nodes of the trace: what the evaluator noted while it computed one rule at one index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.typen import Typ

Verwendungsstelle = tuple[str, tuple[str, ...], date | None]
"""A value that was used: parameter or series, its keys, for a series a day."""


@dataclass(frozen=True, slots=True)
class Verwendung:
    """A parameter or series value that was used, with the day from which it holds and its source.

    Attributes:
        tag: for a series, the day that was looked up.
        fortgeschrieben: the series ended before that year, its last row was carried on.
    """

    id: str
    bezeichnung: str
    schluessel: tuple[str, ...]
    wert: Wert
    typ: Typ
    gilt_ab: date
    quelle: Quelle
    tag: date | None = None
    fortgeschrieben: bool = False


@dataclass(frozen=True, slots=True)
class Angabe:
    """An input that was read: where it stands, its value, None if it was left out.

    Attributes:
        grund: the reason an officer gave for a value of the decision; empty for the application.
    """

    ort: str
    pfad: str
    wert: Wert | None
    grund: str = ""


@dataclass(frozen=True, slots=True)
class Zweig:
    """A choice inside an expression: which part of the text was taken, which parts were not."""

    art: str
    spanne: Spanne
    genommen: Spanne
    nicht_genommen: tuple[Spanne, ...]


class Knoten:
    """One computed value with everything it rests on.

    Attributes:
        id: rule and index, such as ``roh_stelle[0,2027]``.
        name: id of the rule or finding.
        vor_rundung: the exact value before the declared rounding; None if none was declared.
        vorgegeben: the value was given from outside, not computed.
    """

    __slots__ = (
        "angaben",
        "id",
        "index",
        "kinder",
        "name",
        "parameter",
        "vor_rundung",
        "vorgegeben",
        "wert",
        "zweige",
    )

    def __init__(self, name: str, index: tuple[int, ...]) -> None:
        self.name = name
        self.index = index
        self.id = f"{name}[{','.join(map(str, index))}]" if index else name
        self.wert: Wert = False
        self.kinder: dict[str, Knoten] = {}
        self.parameter: dict[Verwendungsstelle, Verwendung] = {}
        self.angaben: dict[str, Angabe] = {}
        self.zweige: dict[tuple[int, int, int, int], Zweig] = {}
        self.vor_rundung: Wert | None = None
        self.vorgegeben = False

    def alle(self) -> Iterator[Knoten]:
        """Walk over this node and all it rests on, each once, children first."""
        return alle_knoten((self,))


def alle_knoten(wurzeln: Iterable[Knoten]) -> Iterator[Knoten]:
    """Walk over the nodes below several roots, each once, children before parents, in a stable order."""
    gesehen: set[str] = set()
    fertig: set[str] = set()
    stapel = list(wurzeln)[::-1]
    while stapel:
        knoten = stapel[-1]
        if knoten.id not in gesehen:
            gesehen.add(knoten.id)
            stapel.extend([kind for kind in reversed(knoten.kinder.values()) if kind.id not in gesehen])
            continue
        stapel.pop()
        if knoten.id not in fertig:
            fertig.add(knoten.id)
            yield knoten


def ist_annahme(quelle: Quelle) -> bool:
    """Tell whether a source is only our reading."""
    return quelle.belegstand is Belegstand.ANNAHME

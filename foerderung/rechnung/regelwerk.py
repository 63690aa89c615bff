"""A checked rule set of one Fassung: immutable declarations that every face of the product is made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from foerderung.fach.befund import Schwere
from foerderung.fach.belegstand import Quelle
from foerderung.rechnung.eingabefeld import Eingabefeld, Entscheidungsziel
from foerderung.rechnung.gebunden import Gebunden, Wert
from foerderung.rechnung.kalender import Kalender
from foerderung.rechnung.klausel import Klausel
from foerderung.rechnung.runden import Rundung
from foerderung.rechnung.typen import TEXT, Typ


@dataclass(frozen=True, slots=True)
class Fassung:
    """One version of a guideline.

    Attributes:
        id: its name, usually the year.
        ab: first day in force.
        aendert: what it changed, one German sentence.
    """

    id: str
    ab: date
    quelle: Quelle
    aendert: str


@dataclass(frozen=True, slots=True)
class Parameterwert:
    """One value of a parameter with the day from which it holds and its own source."""

    wert: Wert
    gilt_ab: date
    quelle: Quelle


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated value of the guideline, or a small dated table by keys.

    Attributes:
        schluessel: names of the keys; empty for a single value.
        schluesselarten: per key ``anzahl``, ``text`` or the input whose choices it lists.
        verfahren: the procedure of the engine that reads it; empty if rules do.
        werte: per day in force the values by key tuple.
    """

    id: str
    bezeichnung: str
    typ: Typ
    schluessel: tuple[str, ...]
    schluesselarten: tuple[str, ...]
    verfahren: str
    werte: tuple[tuple[date, Mapping[tuple[str, ...], Parameterwert]], ...]

    def am(self, tag: date) -> Mapping[tuple[str, ...], Parameterwert] | None:
        """Return the values in force on a day, None before the first."""
        stelle = bisect_right([ab for ab, _ in self.werte], tag)
        return self.werte[stelle - 1][1] if stelle else None


@dataclass(frozen=True, slots=True)
class Reihenwert:
    """One row of a series: valid from `von` to `bis` (None: until the next, or open)."""

    von: date
    bis: date | None
    wert: Fraction | None


@dataclass(frozen=True, slots=True)
class Reihe:
    """An official series read from a table.

    Attributes:
        schluessel: names of the keys beside the day.
        zeilen: rows by key tuple, in order of time.
        letzter_beginn: day on which the series' last row begins.
        fortschreiben: whether later times use the last row; else they are an error.
        monate: months for which a row speaks at least: 12, or 6 for half-yearly series.
    """

    id: str
    bezeichnung: str
    typ: Typ
    quelle: Quelle
    schluessel: tuple[str, ...]
    zeilen: Mapping[tuple[str, ...], tuple[Reihenwert, ...]]
    letzter_beginn: date
    fortschreiben: bool
    monate: int = 12

    def am(self, schluessel: tuple[str, ...], tag: date) -> Reihenwert | None:
        """Return the row in force, None if there is none for that key and day."""
        zeilen = self.zeilen.get(schluessel, ())
        stelle = bisect_right(zeilen, tag, key=lambda zeile: zeile.von)
        if not stelle:
            return None
        zeile = zeilen[stelle - 1]
        return zeile if zeile.bis is None or tag <= zeile.bis else None

    def ist_fortgeschrieben(self, tag: date) -> bool:
        """Tell whether a day lies in a later year (or half-year) than the one in which the last row begins."""
        return self._takt(tag) > self._takt(self.letzter_beginn)

    def _takt(self, tag: date) -> int:
        return (tag.year * 12 + tag.month - 1) // self.monate


@dataclass(frozen=True, slots=True)
class Dimension:
    """An index of rules: a range of numbers (`von` to `bis`), or the items of a list of the application."""

    name: str
    bezeichnung: str
    ist_jahr: bool = False
    liste: str = ""
    von: Gebunden | None = None
    bis: Gebunden | None = None


@dataclass(frozen=True, slots=True)
class Paar:
    """A sparse pair of dimensions: only indices that satisfy `bedingung` take part in sums, findings, results."""

    name: str
    dimensionen: tuple[str, str]
    bedingung: Gebunden


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule of one Fassung.

    Attributes:
        dimensionen: its index, in order.
        nur: condition under which it exists, None if always.
        text: its expression as written.
        erklaerung: German template, placeholders name inputs, rules, indices.
    """

    id: str
    bezeichnung: str
    dimensionen: tuple[str, ...]
    typ: Typ
    text: str
    ausdruck: Gebunden
    quelle: Quelle
    nur: Gebunden | None = None
    rundung: Rundung | None = None
    erklaerung: Vorlage | None = None


@dataclass(frozen=True, slots=True)
class Platzhalter:
    """A value inside a text, shown by its type."""

    wert: Gebunden
    typ: Typ


@dataclass(frozen=True, slots=True)
class Vorlage:
    """A German text with placeholders."""

    teile: tuple[str | Platzhalter, ...]


@dataclass(frozen=True, slots=True)
class Befundregel:
    """A finding as a rule: where it looks, when it holds, how severe it is, what it says.

    Attributes:
        schweren: severity and condition pairs; the first that holds wins.
        je_element: name and set to repeat over, for findings per item of a set.
        ort: name of the input it points to, or a text with placeholders.
        ist_eingabefehler: the finding is an error of the documents, not of the case.
    """

    id: str
    code: str
    bezeichnung: str
    dimensionen: tuple[str, ...]
    schweren: tuple[tuple[Schwere, Gebunden], ...]
    ort: Vorlage | str
    gefunden: Vorlage
    zulaessig: Vorlage
    abhilfe: Vorlage
    quelle: Quelle
    text: str
    nur: Gebunden | None = None
    je_element: tuple[str, Gebunden] | None = None
    ist_eingabefehler: bool = False


@dataclass(frozen=True, slots=True)
class Ausgabefeld:
    """One field of the result: an input or rule, and how a machine sees it.

    Attributes:
        prozent: a rate is written as percentage.
        nachkomma: decimal places to which an exact value is written (rounded half up); None for all.
    """

    name: str
    wert: Gebunden | None
    typ: Typ
    bezeichnung: str
    nur: Gebunden | None = None
    prozent: bool = False
    nachkomma: int | None = None


@dataclass(frozen=True, slots=True)
class Ausgabegruppe:
    """A part of the result: fields, repeated over an index, with parts of its own.

    Attributes:
        je: the dimension to repeat over; empty for a single object.
        nur: condition for an element to appear.
        als_abbildung: years become keys of a mapping; else a list.
    """

    name: str
    felder: tuple[Ausgabefeld, ...]
    je: str = ""
    nur: Gebunden | None = None
    als_abbildung: bool = False
    gruppen: tuple[Ausgabegruppe, ...] = ()
    bezeichnung: str = ""


@dataclass(frozen=True, slots=True)
class Planposten:
    """Which rules show one list of expenditure in the financing plan, year by year.

    Attributes:
        dimension: index of the list.
        name: input that names an item.
        zuwendung: its part of the grant before any limit; empty where eligible amount times rate says it.
    """

    dimension: str
    name: str
    beantragt: str
    zuwendungsfaehig: str
    satz: str
    zuwendung: str = ""


@dataclass(frozen=True, slots=True)
class Finanzierungsplan:
    """Which rules and inputs by year make up the Ausgaben- und Finanzierungsplan.

    Attributes:
        anteile: sum of the parts of all items.
        grenzen: rules or inputs between that sum and the grant.
        mittel: inputs that cover the expenditure beside the grant.
        rest: what is not covered.
        nachrichtlich: inputs that are shown, but cover nothing in money.
    """

    posten: tuple[Planposten, ...]
    gesamtausgaben: str
    zuwendungsfaehig: str
    anteile: str
    grenzen: tuple[str, ...]
    zuwendung: str
    mittel: tuple[str, ...]
    deckung: str
    rest: str
    nachrichtlich: tuple[str, ...] = ()

    def regeln(self) -> tuple[str, ...]:
        """List the names it shows, inputs among them."""
        je_posten = (
            name
            for eines in self.posten
            for name in (eines.beantragt, eines.zuwendungsfaehig, eines.satz, eines.zuwendung)
        )
        summen = (self.gesamtausgaben, self.zuwendungsfaehig, self.anteile, *self.grenzen, self.zuwendung)
        deckung = (*self.mittel, self.deckung, self.rest, *self.nachrichtlich)
        return tuple(dict.fromkeys(name for name in (*je_posten, *summen, *deckung) if name))


@dataclass(frozen=True, slots=True)
class Regelwerk:
    """All of one guideline in one Fassung, checked, ready to be computed.

    Attributes:
        weitere: rules that belong to the trace of every calculation although no field of the result shows them.
        unterlagen: further documents of a case by name; no rule looks at them.
        finanzierungsplan: None where the guideline declares none.
        klauseln: clauses of notices, in the order in which they stand there.
    """

    richtlinie: str
    titel: str
    kurz: str
    fassung: Fassung
    sha256: str
    dimensionen: Mapping[str, Dimension]
    paare: Mapping[str, Paar]
    felder: Eingabefeld
    entscheidungsfelder: Eingabefeld | None
    ziele: Mapping[str, Entscheidungsziel]
    eingaben: Mapping[str, Eingabefeld]
    parameter: Mapping[str, Parameter]
    reihen: Mapping[str, Reihe]
    regeln: Mapping[str, Regel]
    befunde: tuple[Befundregel, ...]
    ausgabe: Ausgabegruppe
    weitere: tuple[str, ...]
    anzeigetexte: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kalender: Kalender = field(default_factory=Kalender)
    unterlagen: Mapping[str, Eingabefeld] = field(default_factory=dict)
    finanzierungsplan: Finanzierungsplan | None = None
    klauseln: tuple[Klausel, ...] = ()

    def typ_der_eingabe(self, pfad: str) -> Typ:
        """Return the type of an input of the application or of the decision; text for the Stichtag."""
        feld, ziel = self.eingaben.get(pfad), self.ziele.get(pfad)
        typ = feld.typ if feld is not None else ziel.typ if ziel is not None else None
        return typ or TEXT

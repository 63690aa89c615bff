"""The names a rule may use in one Fassung, and what the checks note while they resolve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from foerderung.rechnung import ausdruck as a
from foerderung.rechnung.ausdruck import Ausdruck
from foerderung.rechnung.eingabefeld import Bedingung, Fehlt
from foerderung.rechnung.typen import Typ

VORHANDEN = "(vorhanden)"
"""Marks, in place of a choice, the fact that an optional input was given."""

Fakten = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EingabeName:
    """An input: its type, index, and the facts a reader needs."""

    typ: Typ
    dimensionen: tuple[str, ...]
    nur: Bedingung = ()
    fehlt: Fehlt = Fehlt.FEHLER


@dataclass(frozen=True, slots=True)
class RegelName:
    """A rule: its type, index, and the facts under which it exists."""

    typ: Typ
    dimensionen: tuple[str, ...]
    nur: Fakten = frozenset()


@dataclass(frozen=True, slots=True)
class SchluesselName:
    """A key of a table: ``anzahl`` or ``text`` by `typ`; allowed texts if closed."""

    name: str
    typ: Typ


@dataclass(frozen=True, slots=True)
class TabellenName:
    """A parameter (without `mit_tag`) or a series (with): its type and keys."""

    typ: Typ
    schluessel: tuple[SchluesselName, ...]
    mit_tag: bool


@dataclass(frozen=True, slots=True)
class DimensionsName:
    """A dimension; `typ` is None where it has no number of its own (items of a list)."""

    typ: Typ | None


@dataclass(slots=True)
class Namen:
    """Everything that can be named.

    Attributes:
        paare: maps a sparse pair to its two dimensions.
        lokale: names that exist only in one finding.
        spaeter: rules that exist only in a later Fassung.
    """

    eingaben: dict[str, EingabeName] = field(default_factory=dict)
    regeln: dict[str, RegelName] = field(default_factory=dict)
    tabellen: dict[str, TabellenName] = field(default_factory=dict)
    dimensionen: dict[str, DimensionsName] = field(default_factory=dict)
    paare: dict[str, tuple[str, str]] = field(default_factory=dict)
    lokale: dict[str, Typ] = field(default_factory=dict)
    spaeter: set[str] = field(default_factory=set)

    def alle(self) -> list[str]:
        """List every name, for suggestions."""
        return [*self.eingaben, *self.regeln, *self.tabellen, *self.dimensionen, "stichtag"]


@dataclass(frozen=True, slots=True)
class Fehlstelle:
    """One mistake inside an expression: column, German text, remedy."""

    spalte: int
    text: str
    abhilfe: str = ""


@dataclass(slots=True)
class Notizen:
    """What binding an expression found out besides its value."""

    fehler: list[Fehlstelle] = field(default_factory=list)
    benutzt: set[str] = field(default_factory=set)
    regeln: set[str] = field(default_factory=set)
    dimensionen: set[str] = field(default_factory=set)


def fakten_aus(ausdruck: Ausdruck, namen: Mapping[str, EingabeName], wahr: bool = True) -> Fakten:
    """Return what is known about inputs where a condition holds (or, with `wahr` False, where it does not)."""
    match ausdruck:
        case a.Einstellig("nicht", wert, _):
            return fakten_aus(wert, namen, not wahr)
        case a.Zweistellig("und" | "oder" as zeichen, links, rechts, _):
            if (zeichen == "und") == wahr:
                return fakten_aus(links, namen, wahr) | fakten_aus(rechts, namen, wahr)
        case a.Zweistellig("=" | "<>" as zeichen, a.Name(name, _), a.Text(wert, _), _) if name in namen:
            if (zeichen == "=") == wahr:
                return frozenset({(name, wert)})
            andere = [text for text in namen[name].typ.auswahl or () if text != wert]
            return frozenset({(name, andere[0])}) if len(andere) == 1 else frozenset()
        case a.Aufruf("vorhanden", (a.Name(name, _),), _) if wahr:
            return frozenset({(name, VORHANDEN)})
        case _:
            pass
    return frozenset()


def ist_faktum(ausdruck: Ausdruck, namen: Mapping[str, EingabeName]) -> bool:
    """Tell whether a condition says nothing but facts, so that readers can be checked against it."""
    if isinstance(ausdruck, a.Zweistellig) and ausdruck.zeichen == "und":
        return ist_faktum(ausdruck.links, namen) and ist_faktum(ausdruck.rechts, namen)
    return bool(fakten_aus(ausdruck, namen))

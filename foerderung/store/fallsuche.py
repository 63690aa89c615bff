"""Search cases by the columns of their table; the standing itself is never read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, type_coerce

from foerderung.store import tabellen as t
from foerderung.verfahren.zustand import Rolle, Zustand

_F = t.fall.c

_BIS_JAHR = len("KP-2027")
"""What of a number comes before the running one, which may grow beyond four digits."""


@dataclass(frozen=True, slots=True)
class Wort:
    """A word to find: in the text of a case, or in what the register says of its applicant.

    Attributes:
        antragsteller: numbers of the applicants in whose entry it occurs.
    """

    text: str
    antragsteller: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Handelnder:
    """For whom to look: cases they handle, and cases that wait for one of their roles and do not exclude them."""

    kuerzel: str
    rollen: Collection[Rolle]


@dataclass(frozen=True, slots=True)
class Suche:
    """What a case has to fulfil, all at once; what is left out does not matter.

    Attributes:
        jahr: year of the Aktenzeichen.
        haushaltsjahr: year in which there is a grant.
        antragsteller: numbers of which the applicant must be one.
        frist_bis: the next deadline is on this day or before.
    """

    zustaende: Collection[str] = ()
    jahr: int | None = None
    haushaltsjahr: int | None = None
    antragsteller: Collection[str] | None = None
    betrag_ab: Fraction | None = None
    betrag_bis: Fraction | None = None
    frist_bis: date | None = None
    person: Handelnder | None = None
    richtlinie: str = ""
    worte: Sequence[Wort] = ()


def zustand_am(tag: date) -> ColumnElement[str]:
    """Return the state of a case on a day: an announced notice whose safe date has come is final."""
    eingetreten = and_(_F.zustand == Zustand.BEKANNTGEGEBEN.value, _F.bestandskraft <= tag.isoformat())
    return case((eingetreten, Zustand.BESTANDSKRAEFTIG.value), else_=_F.zustand)


def bedingungen(suche: Suche, tag: date) -> list[ColumnElement[bool]]:
    """Return what a search demands, as SQL."""
    verlangt: list[tuple[object, Any]] = [
        (suche.zustaende, lambda: zustand_am(tag).in_(suche.zustaende)),
        (suche.jahr, lambda: _F.aktenzeichen.like(f"%-{suche.jahr}-%")),
        (suche.haushaltsjahr, lambda: _F.jahre.like(f"%,{suche.haushaltsjahr},%")),
        (suche.richtlinie, lambda: _F.richtlinie == suche.richtlinie),
        (suche.person, lambda: _geht_an(suche.person, tag)),
    ]
    gefunden = [bedingung() for angabe, bedingung in verlangt if angabe]
    if suche.antragsteller is not None:
        gefunden.append(_F.antragsteller.in_(suche.antragsteller))
    if suche.betrag_ab is not None:
        gefunden.append(_F.zuwendung >= suche.betrag_ab)
    if suche.betrag_bis is not None:
        gefunden.append(_F.zuwendung <= suche.betrag_bis)
    if suche.frist_bis is not None:
        gefunden.append(_F.naechste_frist <= suche.frist_bis.isoformat())
    return [*gefunden, *map(_enthaelt, suche.worte)]


def _geht_an(person: Handelnder | None, tag: date) -> ColumnElement[bool]:
    """Return who handles a case, or is waited for; an act of the Sachbearbeitung waits for the one who handles it."""
    assert person is not None
    andere = [rolle.value for rolle in person.rollen if rolle is not Rolle.SACHBEARBEITUNG]
    return or_(
        _F.zustaendig == person.kuerzel, and_(_spalte("wartet", tag).in_(andere), _F.ausgeschlossen != person.kuerzel)
    )


def _enthaelt(wort: Wort) -> ColumnElement[bool]:
    im_text = _F.suchtext.contains(wort.text, autoescape=True)
    return or_(im_text, _F.antragsteller.in_(wort.antragsteller)) if wort.antragsteller else im_text


SPALTEN = {
    "fall": _F.aktenzeichen,
    "nummer": _F.antragsteller,
    "titel": _F.titel,
    "zuwendung": type_coerce(_F.zuwendung, t.GANZZAHL),
    "jahre": _F.jahre,
    "angelegt": _F.angelegt_am,
    "eingang": _F.eingang_am,
    "bestandskraft": _F.bestandskraft,
    "frist": _F.naechste_frist,
    "zustaendig": _F.zustaendig,
    "richtlinie": _F.richtlinie,
}
"""Columns by the names of an overview; amounts as whole cents."""


def _spalte(name: str, tag: date) -> ColumnElement[Any]:
    """Return a column by its name; some depend on the day."""
    gereift = and_(_F.wartet_auf == "", _F.wartet_seit <= tag.isoformat())
    am_tag: dict[str, Callable[[], ColumnElement[Any]]] = {
        "zustand": lambda: zustand_am(tag),
        "wartet": lambda: case((gereift, _F.wartet_dann), else_=_F.wartet_auf),
        "worauf": lambda: case((and_(gereift, _F.worauf_dann != ""), _F.worauf_dann), else_=_F.worauf),
    }
    return am_tag[name]() if name in am_tag else SPALTEN[name]


def suche_faelle(verbindung: Connection, suche: Suche, spalten: Collection[str], tag: date) -> list[dict[str, Any]]:
    """Return the columns of the cases found, in the order of their numbers.

    Args:
        spalten: names of `SPALTEN`, or ``zustand``, ``wartet``, ``worauf``: as they are on that day.
    """
    gewaehlt = [_spalte(name, tag).label(name) for name in spalten]
    anfrage = (
        select(*gewaehlt)
        .where(*bedingungen(suche, tag))
        .order_by(func.substr(_F.aktenzeichen, 1, _BIS_JAHR), func.length(_F.aktenzeichen), _F.aktenzeichen)
    )
    namen = list(spalten)
    return [dict(zip(namen, zeile, strict=True)) for zeile in verbindung.execute(anfrage).all()]


def richtlinien(verbindung: Connection) -> list[str]:
    """List the guidelines of all cases."""
    return list(verbindung.scalars(select(_F.richtlinie).distinct().order_by(_F.richtlinie)))


def staende(verbindung: Connection, spalten: Collection[str], tag: date) -> Iterator[dict[str, Any]]:
    """Yield columns of every case together with its whole standing as plain data, under ``stand``."""
    namen = list(spalten)
    gewaehlt = [_spalte(name, tag).label(name) for name in namen]
    anfrage = select(*gewaehlt, _F.stand).order_by(_F.aktenzeichen)
    for *werte, stand in verbindung.execute(anfrage.execution_options(yield_per=500)):
        yield {**dict(zip(namen, werte, strict=True)), "stand": json.loads(stand)}

"""Fold every case anew, one after the other, and compare what is stored beside the chain with what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.store.projektion import fallzeile, sollzeilen
from foerderung.verfahren.amtsstand import NUMMERNKREIS, UEBERTRAGEN, Amtsstand
from foerderung.verfahren.ereignis import Ereignis

UNLESBAR = "die Fakten lassen sich nicht lesen ({!s:.80})"

GRUPPE = 200
"""Cases compared at a time: enough to make the queries few, few enough for the memory."""


@dataclass(slots=True)
class Standbericht:
    """What the fold found.

    Attributes:
        unlesbar: numbers of events whose facts make no sense, each with the reason.
        abweichend: table and key of every row that is not what the events yield.
    """

    unlesbar: list[tuple[int, str]] = field(default_factory=list)
    abweichend: list[tuple[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Faltung:
    """What is held while cases are folded: the office's own facts, and the cases that are not compared yet.

    Attributes:
        reihen: last number given, by series, after the event that gave it: cases do not come in the order of the chain.
        faelle: rows that the table of cases should hold.
        bekannt: every case that began.
    """

    amt: Amtsstand = field(default_factory=Amtsstand)
    reihen: dict[str, tuple[int, int]] = field(default_factory=dict)
    faelle: dict[Any, dict[str, Any]] = field(default_factory=dict)
    bekannt: set[Any] = field(default_factory=set)

    def nimm(self, zeile: Any) -> None:
        """Take in the next event of a case."""
        nummer, typ, fall, wirksam_am, erfasst_am, person, benutzer, inhalt = zeile
        fakten = None if inhalt is None else json.loads(inhalt)
        self.amt.wende_an(
            Ereignis(nummer, typ, fall, date.fromisoformat(wirksam_am), erfasst_am, person, benutzer, fakten)
        )
        for kreis, stand in ((fakten or {}).get(NUMMERNKREIS) or {}).items():
            self.reihen[kreis] = max(self.reihen.get(kreis, (0, 0)), (nummer, stand))

    def schliesse(self, fall: Any) -> None:
        """Put a case that is folded among those to be compared."""
        stand = self.amt.faelle.pop(fall, None)
        if stand is not None:
            self.faelle[fall] = fallzeile(stand)
            self.bekannt.add(fall)


def pruefe_staende(lesung: Lesung) -> Standbericht:
    """Fold the whole chain case by case, and compare."""
    bericht, faltung = Standbericht(), _Faltung()
    for fall, zeilen in groupby(_zeilen_nach_fall(lesung.verbindung), key=lambda zeile: zeile.fall):
        for zeile in zeilen:
            try:
                faltung.nimm(zeile)
            except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as fehler:
                bericht.unlesbar.append((zeile.nummer, UNLESBAR.format(fehler)))
        faltung.schliesse(fall)
        if len(faltung.faelle) >= GRUPPE:
            bericht.abweichend.extend(_vergleiche_faelle(lesung.verbindung, faltung.faelle))
            faltung.faelle.clear()
    bericht.abweichend.extend(_vergleiche_faelle(lesung.verbindung, faltung.faelle))
    ueberzaehlig = set(lesung.aktenzeichen()) - faltung.bekannt
    bericht.abweichend.extend(("fall", eines) for eines in ueberzaehlig)
    bericht.abweichend.sort()
    faltung.amt.speicher |= _umzugsvermerk(lesung)
    bericht.abweichend.extend(_vergleiche_amt(lesung.verbindung, faltung))
    return bericht


def _zeilen_nach_fall(verbindung: Connection) -> Iterator[Any]:
    e = t.ereignis.c
    anfrage = (
        select(e.nummer, e.typ, e.fall, e.wirksam_am, e.erfasst_am, e.person, e.benutzer, t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == e.nummer, isouter=True)
        .order_by(e.fall, e.nummer)
    )
    yield from verbindung.execute(anfrage.execution_options(yield_per=1000))


def _vergleiche_faelle(verbindung: Connection, soll: dict[Any, dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Name the cases whose row is another or is missing."""
    zeilen = verbindung.execute(select(t.fall).where(t.fall.c.aktenzeichen.in_(soll))).mappings()
    ist = {zeile["aktenzeichen"]: dict(zeile) for zeile in zeilen}
    for fall, erwartet in soll.items():
        if ist.get(fall) != erwartet:
            yield "fall", fall


def _umzugsvermerk(lesung: Lesung) -> dict[str, str]:
    """Return the mark of a store from which the office moved away, if its last event says the same.

    At the new place the event is there too, and no mark.
    """
    nach = lesung.angabe(t.UEBERTRAGEN_NACH)
    letztes = lesung.ereignis(lesung.kopf()[0])
    if nach is None or letztes is None or letztes.typ != UEBERTRAGEN or letztes.fakten().get("nach") != nach:
        return {}
    return {t.UEBERTRAGEN_NACH: nach}


def _vergleiche_amt(verbindung: Connection, faltung: _Faltung) -> Iterator[tuple[str, Any]]:
    """Name the rows beside the cases that are not what the events yield."""
    faltung.amt.nummern = {kreis: stand for kreis, (_, stand) in faltung.reihen.items()}
    soll: dict[str, dict[str, dict[str, Any]]] = sollzeilen(faltung.amt)
    del soll["fall"]
    soll["speicher"] = {s: {"schluessel": s, "wert": w} for s, w in faltung.amt.speicher.items()}
    for name, erwartet in soll.items():
        tabelle = t.metadata.tables[name]
        schluessel = tabelle.primary_key.columns.keys()[0]
        ist = {zeile[schluessel]: dict(zeile) for zeile in verbindung.execute(select(tabelle)).mappings()}
        for eines in sorted({*erwartet, *ist}):
            if erwartet.get(eines) != ist.get(eines):
                yield name, eines

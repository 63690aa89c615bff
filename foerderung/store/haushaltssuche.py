"""Cases and bookings that a budget report needs, found by columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, cast, func, or_, select, type_coerce

from foerderung.store import tabellen as t
from foerderung.verfahren.buchungen import Buchungsart, Buchungsstelle, Konto
from foerderung.verfahren.zustand import Zustand

ZAHLUNG = "zahlung_bescheinigen"
"""Act with which every payment begins."""

_OHNE_ERWARTUNG = (Zustand.ABGELEHNT, Zustand.ZURUECKGEZOGEN, Zustand.ABGESCHLOSSEN, Zustand.GELOESCHT)


@dataclass(frozen=True, slots=True)
class Kopfzeile:
    """What the tables know of a case: of a deleted one nothing but its state."""

    antragsteller: str
    titel: str
    zustand: Zustand


@dataclass(frozen=True, slots=True)
class Fallbuchung:
    """What was booked on a line for a case, summed up."""

    fall: str
    art: Buchungsart
    konto: Konto
    betrag: Fraction


def fallbuchungen(verbindung: Connection, stelle: Buchungsstelle | None) -> list[Fallbuchung]:
    """Return the bookings of cases by line, of one Kapitel and Titel or of all; what adds up to 0 is left out."""
    b = t.buchung.c
    konto = (b.fall, b.art, b.kapitel, b.titel, b.haushaltsjahr, b.jahr)
    cent = cast(func.sum(type_coerce(b.betrag, t.GANZZAHL)), t.GANZZAHL)  # PostgreSQL adds up to a numeric
    anfrage = select(*konto, cent).where(b.fall != "").group_by(*konto).order_by(*konto)
    if stelle is not None:
        anfrage = anfrage.where(b.kapitel == stelle.kapitel, b.titel == stelle.titel)
    return [
        Fallbuchung(
            fall, Buchungsart(art), Konto(Buchungsstelle(kapitel, titel), haushaltsjahr, jahr), Fraction(summe, 100)
        )
        for fall, art, kapitel, titel, haushaltsjahr, jahr, summe in verbindung.execute(anfrage)
        if summe
    ]


def kopfzeilen(verbindung: Connection) -> dict[str, Kopfzeile]:
    """Return what the tables know of every case, by its number."""
    f = t.fall.c
    zeilen = verbindung.execute(select(f.aktenzeichen, f.antragsteller, f.titel, f.zustand))
    return {nummer: Kopfzeile(wer, titel, Zustand(zustand)) for nummer, wer, titel, zustand in zeilen}


def faelle_mit_zahlungen(verbindung: Connection) -> Sequence[str]:
    """List the cases in which a payment was ever certified."""
    e = t.ereignis.c
    return verbindung.scalars(select(e.fall).where(e.typ == ZAHLUNG).distinct()).all()


def faelle_mit_erwartung(verbindung: Connection, jahr: int) -> Sequence[str]:
    """List the cases with a grant that may still be paid, and those with a payment ordered for a year."""
    f, b = t.fall.c, t.buchung.c
    angeordnet = select(b.fall).where(b.art == Buchungsart.ANORDNUNG.value, b.jahr == jahr)
    laufend = f.zustand.not_in([eines.value for eines in _OHNE_ERWARTUNG]) & (f.zuwendung > 0)
    return verbindung.scalars(select(f.aktenzeichen).where(or_(laufend, f.aktenzeichen.in_(angeordnet)))).all()

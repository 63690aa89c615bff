"""Cases with open deadlines, read from the columns kept for it, no case folded or parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from foerderung.store import tabellen as t
from foerderung.verfahren.fristarten import FRISTARTEN


@dataclass(frozen=True, slots=True)
class Suche:
    """Which deadlines are looked for; empty means all.

    Attributes:
        bis: those that end on this day or before.
        person: Kuerzel of the officer of the case.
    """

    bis: date | None = None
    art: str = ""
    person: str = ""
    fall: str = ""


def faelle_mit_fristen(verbindung: Connection, suche: Suche) -> Sequence[Any]:
    """Return the rows of cases that may have a deadline looked for; which of theirs it is, the reader finds out."""
    c = t.fall.c
    anfrage = select(c.aktenzeichen, c.titel, c.fristen, c.zustaendig, c.wartet_auf).where(c.fristen.not_in(("", "[]")))
    if suche.fall:
        anfrage = anfrage.where(c.aktenzeichen == suche.fall)
    if suche.person:
        anfrage = anfrage.where(c.zustaendig == suche.person)
    if suche.art:
        anfrage = anfrage.where(c.fristen.contains(_art(suche.art), autoescape=True))
    if suche.bis is not None:
        von_selbst = [
            c.fristen.contains(_art(art), autoescape=True) for art, eine in FRISTARTEN.items() if eine.endet_von_selbst
        ]
        anfrage = anfrage.where(or_(c.naechste_frist <= suche.bis.isoformat(), *von_selbst))
    return verbindung.execute(anfrage).all()


def _art(art: str) -> str:
    """Return how a kind stands in the canonical JSON of the column."""
    return f'"art":"{art}"'


def aktenzeichen(verbindung: Connection) -> list[str]:
    """List the numbers of all cases."""
    return list(verbindung.scalars(select(t.fall.c.aktenzeichen).order_by(t.fall.c.aktenzeichen)))

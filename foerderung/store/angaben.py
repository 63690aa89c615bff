"""What a store says about itself: facts, and the head of its chain."""

from __future__ import annotations

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.verfahren.ereignis import ANFANG


def angabe(verbindung: Connection, schluessel: str) -> str | None:
    """Return a fact about the store itself, such as ``uebung``."""
    return verbindung.scalar(select(t.speicher.c.wert).where(t.speicher.c.schluessel == schluessel))


def kopf(verbindung: Connection) -> tuple[int, str]:
    """Return number and hash of the newest event; 0 and the beginning for an empty chain."""
    e = t.ereignis.c
    zeile = verbindung.execute(select(e.nummer, e.sha256).order_by(e.nummer.desc()).limit(1)).first()
    return (zeile.nummer, zeile.sha256) if zeile is not None else (0, ANFANG)

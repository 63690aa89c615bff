"""Copy a store: a file as it is, or row by row between two kinds of database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, func, insert, select

from foerderung.store import tabellen as t

Fortschritt = Callable[[int, int], None]
"""Hear how much is done, of how much."""


def still(_: int, __: int) -> None:
    """Hear of progress and say nothing."""


SEITEN, ZEILEN = 2000, 1000
"""Pages of a file, and rows of a table, between two words on the progress."""


def kopiere_datei(verbindung: Connection, nach: Path, fortschritt: Fortschritt) -> None:
    """Copy a store on SQLite page by page, as it stands at the first look of the transaction.

    The transaction keeps others from writing until the copy is done; they wait. Without it the copy would begin anew
    with every act of somebody else.
    """
    quelle = cast(sqlite3.Connection, verbindung.connection.driver_connection)
    quelle.execute("SELECT count(*) FROM sqlite_master").fetchone()
    with closing(sqlite3.connect(nach)) as ziel:
        quelle.backup(ziel, pages=SEITEN, progress=lambda _, rest, gesamt: fortschritt(gesamt - rest, gesamt))
        ziel.execute("PRAGMA journal_mode = DELETE").fetchone()


def kopiere_zeilen(quelle: Connection, ziel: Connection, fortschritt: Fortschritt) -> None:
    """Copy every row of a store into the empty tables of another, events first.

    What a database keeps for itself stays behind: who may write which event, and that a store has moved on.
    """
    tabellen = [tabelle for tabelle in t.metadata.sorted_tables if tabelle is not t.ereignisrecht]
    gesamt = sum(quelle.scalar(select(func.count()).select_from(tabelle)) or 0 for tabelle in tabellen)
    getan = 0
    for tabelle in tabellen:
        anfrage = select(tabelle).order_by(*tabelle.primary_key.columns)
        if tabelle is t.speicher:
            anfrage = anfrage.where(t.speicher.c.schluessel != t.UEBERTRAGEN_NACH)
        zeilen = quelle.execute(anfrage.execution_options(yield_per=ZEILEN)).mappings()
        for teil in zeilen.partitions():
            ziel.execute(insert(tabelle), [dict(zeile) for zeile in teil])
            getan += len(teil)
            fortschritt(getan, gesamt)

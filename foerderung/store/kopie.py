"""Copy a store: a file as it is, or row by row between two kinds of database; a copy appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, func, insert, select

from foerderung.errors import Meldung, SpeicherError, grund_deutsch
from foerderung.store import tabellen as t

Fortschritt = Callable[[int, int], None]
"""Hear how much is done, of how much."""

SEITEN, ZEILEN = 2000, 1000
"""Pages of a file, and rows of a table, between two words on the progress."""

_NEBENDATEIEN = ("", "-journal", "-wal", "-shm")


@contextmanager
def neue_datei(ziel: Path) -> Iterator[Path]:
    """Lend a file for its owner alone beside `ziel`, and give it that name once everything succeeded.

    A kill leaves at most the file under its other name.

    Raises:
        SpeicherError: there is something of that name already, or the place cannot be written.
    """
    vorlaeufig = ziel.with_name(f".foerderung-{secrets.token_hex(6)}.unfertig")
    if os.path.lexists(ziel):
        raise _schon_da(ziel)
    try:
        os.close(os.open(vorlaeufig, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as grund:
        raise SpeicherError(Meldung(f"lässt sich nicht anlegen ({grund_deutsch(grund)})", str(ziel))) from None
    try:
        yield vorlaeufig
        _schreibe_durch(vorlaeufig)
        _benenne(vorlaeufig, ziel)
        _schreibe_durch(ziel.parent)
    finally:
        for endung in _NEBENDATEIEN:
            vorlaeufig.with_name(vorlaeufig.name + endung).unlink(missing_ok=True)


def _schreibe_durch(pfad: Path) -> None:
    """Make the system write what it still holds back."""
    kennung = os.open(pfad, os.O_RDONLY)
    try:
        os.fsync(kennung)
    finally:
        os.close(kennung)


def _benenne(vorlaeufig: Path, ziel: Path) -> None:
    """Give the finished file its name without ever replacing another."""
    try:
        os.link(vorlaeufig, ziel)
    except FileExistsError:
        raise _schon_da(ziel) from None
    except OSError:  # a medium without hard links
        if os.path.lexists(ziel):
            raise _schon_da(ziel) from None
        vorlaeufig.rename(ziel)


def _schon_da(ziel: Path) -> SpeicherError:
    return SpeicherError(
        Meldung(
            "dort liegt schon eine Datei", str(ziel), abhilfe="Einen anderen Namen angeben; überschrieben wird nie."
        )
    )


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

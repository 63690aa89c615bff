"""Faults on the way of an act: its connection breaks, or an exception comes, at a chosen statement or at the commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

AUSNAHME, VERBINDUNG = "ausnahme", "verbindung"
ARTEN = (AUSNAHME, VERBINDUNG)
COMMIT = 0
_SCHREIBEND = "foerderung_schreibend"


class StoerungError(Exception):
    """What no code expects."""


class Stoerung:
    """A fault that waits for its statement.

    Attributes:
        bei: number of the statement of the writing transaction, from 1; `COMMIT` for the commit.
        eingetreten: it has come.
    """

    def __init__(self, bei: int, art: str) -> None:
        self.bei, self.art = bei, art
        self.eingetreten = False
        self._gezaehlt = 0

    def vor_anweisung(self, verbindung: Connection, zeiger: Any, *_: Any) -> None:
        """Count a statement, and break in at the chosen one."""
        if verbindung.get_execution_options().get(_SCHREIBEND) and not self.eingetreten:
            self._gezaehlt += 1
            if self._gezaehlt == self.bei:
                if self.art == VERBINDUNG and getattr(zeiger, "name", None):
                    zeiger.close()  # a cursor of the server complains when it is left open
                self._tritt_ein(verbindung)

    def vor_commit(self, verbindung: Connection) -> None:
        """Break in before the commit."""
        if verbindung.get_execution_options().get(_SCHREIBEND) and self.bei == COMMIT and not self.eingetreten:
            self._tritt_ein(verbindung)

    def _tritt_ein(self, verbindung: Connection) -> None:
        self.eingetreten = True
        if self.art == AUSNAHME:
            raise StoerungError(f"at statement {self.bei}")
        roh: Any = verbindung.connection.dbapi_connection
        roh.close()


@contextmanager
def gestoert(stoerung: Stoerung | None) -> Iterator[None]:
    """Let a fault wait for every engine of this process; None for an act in peace."""
    if stoerung is None:
        yield
        return
    horcher = (("before_cursor_execute", stoerung.vor_anweisung), ("commit", stoerung.vor_commit))
    for name, funktion in horcher:
        event.listen(Engine, name, funktion)
    try:
        yield
    finally:
        for name, funktion in horcher:
            event.remove(Engine, name, funktion)

"""Stop a process with SIGKILL in the middle of an act: at a chosen statement, or just before or after the commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

from tests.amt.buero import Platz

VOR_COMMIT, NACH_COMMIT = "vor COMMIT", "nach COMMIT"
_SCHREIBEND = "foerderung_schreibend"
_SCHREIBENDE_WORTE = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "GRANT", "SELECT * FROM EREIGNIS_SCHR")


class _ProbeBeendetError(BaseException):
    """Ends a rehearsal before its commit; no code that catches errors sees it."""


class Halte:
    """The points that a writing act passes, in order; at one of them the process kills itself.

    Attributes:
        bei: number of the point, from 1; 0 only lists the points and ends before the commit.
    """

    def __init__(self, bei: int) -> None:
        self.bei = bei
        self.namen: list[str] = []
        self._in_commit = False

    def erreicht(self, name: str) -> None:
        """Take note of a point, and stop there if it is the chosen one."""
        self.namen.append(name)
        if len(self.namen) == self.bei:
            os.kill(os.getpid(), signal.SIGKILL)
        if not self.bei and name == VOR_COMMIT:
            raise _ProbeBeendetError

    def vor_anweisung(self, verbindung: Connection, _: Any, anweisung: str, *__: Any) -> None:
        """Note that a statement is about to run."""
        self._anweisung("vor", verbindung, anweisung)

    def nach_anweisung(self, verbindung: Connection, _: Any, anweisung: str, *__: Any) -> None:
        """Note that a statement ran."""
        self._anweisung("nach", verbindung, anweisung)

    def vor_commit(self, verbindung: Connection) -> None:
        """Note that the act is about to be committed."""
        self._in_commit = _schreibt(verbindung)
        if self._in_commit:
            self.erreicht(VOR_COMMIT)

    def nach_commit(self) -> None:
        """Note that the act was committed."""
        if self._in_commit:
            self.erreicht(NACH_COMMIT)

    def _anweisung(self, wann: str, verbindung: Connection, anweisung: str) -> None:
        if _schreibt(verbindung):
            self.erreicht(f"{wann} {' '.join(anweisung.split()[:4])}")


def fuehre_aus(
    platz: Platz, funktion: Callable[..., Any], angaben: Sequence[Any], bei: int, kleiner_speicher: bool = False
) -> list[str]:
    """Perform an act in this process and die at a point of it; without one return the points up to the commit.

    Args:
        bei: number of the point, from 1; 0 for none.
        kleiner_speicher: let SQLite write changed pages into the file long before the commit.
    """
    halte = Halte(bei)
    _horche(halte)
    if kleiner_speicher:
        event.listen(Engine, "connect", lambda roh, _: roh.execute("PRAGMA cache_size = 1"))
    try:
        funktion(platz.amt(), *angaben)
    except _ProbeBeendetError:
        return halte.namen
    raise AssertionError(f"{funktion.__name__} came to its end and passed only {halte.namen}")


def schreibt_etwas(name: str) -> bool:
    """Tell whether a point lies at a statement that changes something, or at the commit."""
    return name == VOR_COMMIT or name.partition(" ")[2].upper().startswith(_SCHREIBENDE_WORTE)


def _horche(halte: Halte) -> None:
    """Listen to every engine of this process, which is a child that ends soon."""
    event.listen(Engine, "before_cursor_execute", halte.vor_anweisung)
    event.listen(Engine, "after_cursor_execute", halte.nach_anweisung)
    event.listen(Engine, "commit", halte.vor_commit)
    echt: Callable[..., None] = DefaultDialect.do_commit

    def do_commit(dialekt: DefaultDialect, verbindung: Any) -> None:
        echt(dialekt, verbindung)
        halte.nach_commit()

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def _schreibt(verbindung: Connection) -> bool:
    return bool(verbindung.get_execution_options().get(_SCHREIBEND))

"""Compare the budget ledger with what the events book, while the chain is read; both come in the order of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.store.projektion import Zeile


class Buchleser:
    """Reads the ledger row by row alongside the events."""

    def __init__(self, verbindung: Connection) -> None:
        anfrage = select(t.buchung).order_by(t.buchung.c.nummer, t.buchung.c.zeile)
        self._zeilen: Iterator[Any] = iter(verbindung.execute(anfrage.execution_options(yield_per=200)).mappings())
        self._naechste: Any = next(self._zeilen, None)

    def vergleiche(self, nummer: int, soll: Sequence[Zeile]) -> Iterator[tuple[int, str]]:
        """Yield what differs up to an event, as number of the event and reason.

        Args:
            nummer: event that books; those since the last one that was given book nothing.
            soll: rows that it makes.
        """
        yield from _unterschiede(soll, list(self._bis(nummer)))

    def rest(self) -> Iterator[tuple[int, str]]:
        """Yield what is left once all events were given: nobody booked it."""
        while self._naechste is not None:
            yield from _unterschiede((), [self._nimm()])

    def _bis(self, nummer: int) -> Iterator[Zeile]:
        while self._naechste is not None and self._naechste["nummer"] <= nummer:
            yield self._nimm()

    def _nimm(self) -> Zeile:
        zeile, self._naechste = dict(self._naechste), next(self._zeilen, None)
        return zeile


def _unterschiede(soll: Sequence[Zeile], ist: Sequence[Zeile]) -> Iterator[tuple[int, str]]:
    erwartet, gefunden = ({(eine["nummer"], eine["zeile"]): eine for eine in zeilen} for zeilen in (soll, ist))
    for nummer, zeile in sorted({*erwartet, *gefunden}):
        if erwartet.get((nummer, zeile)) != gefunden.get((nummer, zeile)):
            yield nummer, f"die Buchung {zeile} stimmt nicht mit dem Ereignis überein"

"""Compare the budget ledger with what the events book, while the chain is read; both come in the order of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select, type_coerce

from foerderung.store import tabellen as t
from foerderung.store.projektion import Zeile

_SPALTEN = tuple(t.buchung.c.keys())


class Buchleser:
    """Reads the ledger row by row alongside the events."""

    def __init__(self, verbindung: Connection) -> None:
        b = t.buchung.c
        spalten = (type_coerce(b[name], t.GANZZAHL) if name == "betrag" else b[name] for name in _SPALTEN)
        anfrage = select(*spalten).order_by(b.nummer, b.zeile)
        self._zeilen: Iterator[Any] = iter(verbindung.execute(anfrage.execution_options(yield_per=500)))
        self._naechste: Any = next(self._zeilen, None)

    def vergleiche(self, nummer: int, soll: Sequence[Zeile]) -> Iterator[tuple[int, str]]:
        """Yield what differs up to an event, as number of the event and reason.

        Args:
            nummer: event that books; those since the last one that was given book nothing.
            soll: rows that it makes.
        """
        erwartet = [tuple(eine[n] * 100 if n == "betrag" else eine[n] for n in _SPALTEN) for eine in soll]
        gefunden = list(self._bis(nummer))
        if erwartet != gefunden:
            yield from _unterschiede(erwartet, gefunden)

    def rest(self) -> Iterator[tuple[int, str]]:
        """Yield what is left once all events were given: nobody booked it."""
        while self._naechste is not None:
            yield from _unterschiede((), [self._nimm()])

    def _bis(self, nummer: int) -> Iterator[Any]:
        while self._naechste is not None and self._naechste[0] <= nummer:
            yield self._nimm()

    def _nimm(self) -> Any:
        zeile, self._naechste = self._naechste, next(self._zeilen, None)
        return zeile


def _unterschiede(soll: Sequence[Any], ist: Sequence[Any]) -> Iterator[tuple[int, str]]:
    erwartet, gefunden = ({eine[:2]: eine for eine in zeilen} for zeilen in (soll, ist))
    for nummer, zeile in sorted({*erwartet, *gefunden}):
        if erwartet.get((nummer, zeile)) != gefunden.get((nummer, zeile)):
            yield nummer, f"die Buchung {zeile} stimmt nicht mit dem Ereignis überein"

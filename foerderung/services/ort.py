"""Where an office keeps its store, and which day it is there; imports nothing that an overview can do without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from foerderung.errors import Meldung, NichtErlaubtError
from foerderung.store.angaben import angabe
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.store.version import pruefe_version
from foerderung.verfahren.speicherangaben import JA, UEBUNG

ORTSZEIT = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Ort:
    """A store as somebody looks at it.

    Attributes:
        als: declared Kuerzel of the acting person; on PostgreSQL the login counts instead.
        gestellt: day to use instead of today, in a practice store only.
        regeln: folder to use instead of the shipped rules, or None.
        jetzt: the present moment, UTC.
    """

    datenbank: Datenbank
    als: str | None = None
    gestellt: date | None = None
    regeln: Path | None = None
    jetzt: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def heute(self) -> date:
        """Return the calendar day of the office."""
        return self.gestellt or self.jetzt.astimezone(ORTSZEIT).date()

    @contextmanager
    def einblick(self) -> Iterator[Connection]:
        """Open the store for looking at its tables, all in one moment."""
        with self.datenbank.lies() as verbindung:
            pruefe_version(verbindung, self.datenbank.name)
            self.pruefe_uhr(verbindung)
            yield verbindung

    def pruefe_uhr(self, verbindung: Connection) -> None:
        """Refuse to play a day outside of practice.

        Raises:
            NichtErlaubtError: a day is played in a real store.
        """
        if self.gestellt is not None and angabe(verbindung, UEBUNG) != JA:
            raise NichtErlaubtError(
                Meldung(
                    "den Tag stellen geht nur in einem Übungsspeicher",
                    ort="--heute",
                    abhilfe="Speicher mit „foerderung db init --uebung“ einrichten.",
                )
            )


def finde_ort(db: str | None, als: str | None = None, heute: date | None = None, regeln: Path | None = None) -> Ort:
    """Return a store by its path or URL, None for the standard place; nothing is opened yet.

    Raises:
        AufrufError: a URL of another kind of database.
    """
    return Ort(Datenbank(lies_ort(db)), als, heute, regeln)

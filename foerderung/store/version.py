"""Tell whether a store fits this version of the program."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, text

from foerderung.errors import Meldung, SpeicherError
from foerderung.store.tabellen import UEBERTRAGEN_NACH, speicher

VERSION = "0002"
"""Newest migration this version of the program knows."""


def version(verbindung: Connection) -> str | None:
    """Return the version of the tables, None where there is no store."""
    if not inspect(verbindung).has_table("alembic_version"):
        return None
    stand: str | None = verbindung.scalar(text("SELECT version_num FROM alembic_version"))
    return stand


def pruefe_version(verbindung: Connection, name: str) -> None:
    """Refuse a store of another version.

    Raises:
        SpeicherError: there is none, an older one, or one of a newer program.
    """
    stand = version(verbindung)
    if stand is None:
        raise SpeicherError(Meldung("hier ist kein Speicher eingerichtet", name, abhilfe="foerderung db init"))
    if stand < VERSION:
        raise SpeicherError(
            Meldung(f"der Speicher hat Version {stand}, nötig ist {VERSION}", name, abhilfe="foerderung db migriere")
        )
    pruefe_nicht_neuer(stand, name)


def pruefe_nicht_neuer(stand: str, name: str) -> None:
    """Refuse a store that a newer program made.

    Raises:
        SpeicherError: it is newer than this program.
    """
    if stand > VERSION:
        raise SpeicherError(
            Meldung(
                f"der Speicher gehört zu einer neueren Programmversion ({stand})", name, abhilfe="Programm erneuern."
            )
        )


def pruefe_offen(verbindung: Connection, name: str) -> None:
    """Refuse to write where the office has moved away.

    Raises:
        SpeicherError: it works elsewhere; with the place.
    """
    nach = verbindung.scalar(select(speicher.c.wert).where(speicher.c.schluessel == UEBERTRAGEN_NACH))
    if nach is not None:
        raise SpeicherError(
            Meldung(f"das Amt arbeitet jetzt in {nach}, hier wird nur noch gelesen", name, abhilfe="Dort handeln.")
        )

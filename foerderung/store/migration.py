"""Set up and migrate the tables of a store with alembic; costs import time that only `db` commands may take."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from foerderung.errors import Meldung, SpeicherError
from foerderung.store.version import VERSION

_SKRIPTE = Path(__file__).resolve().parent / "migrationen"


def migriere(verbindung: Connection) -> None:
    """Bring the tables to the newest version, inside the transaction of the connection.

    Raises:
        SpeicherError: they have a version that this program never made.
    """
    config = Config()
    config.set_main_option("script_location", str(_SKRIPTE).replace("%", "%%"))
    config.attributes["verbindung"] = verbindung
    try:
        command.upgrade(config, VERSION)
    except CommandError:
        raise SpeicherError(
            Meldung("diese Version der Tabellen kennt das Programm nicht", abhilfe="Eine Sicherung einspielen.")
        ) from None

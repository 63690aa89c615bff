"""Set up and migrate the tables of a store with alembic; costs import time that only `db` commands may take."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from foerderung.store.version import VERSION

_SKRIPTE = Path(__file__).resolve().parent / "migrationen"


def migriere(verbindung: Connection) -> None:
    """Bring the tables to the newest version, inside the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(_SKRIPTE).replace("%", "%%"))
    config.attributes["verbindung"] = verbindung
    command.upgrade(config, VERSION)

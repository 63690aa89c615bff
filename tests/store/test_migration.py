"""The migrations yield exactly the tables the program works with."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from foerderung.store import migration
from foerderung.store.tabellen import metadata
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.store.version import VERSION
from tests.amt.buero import Buero


def test_the_migrations_yield_the_tables_that_the_program_declares(buero: Buero) -> None:
    buero.richte_ein()
    with Datenbank(lies_ort(buero.angaben("leitung")[1])).lies() as verbindung:
        kontext = MigrationContext.configure(verbindung, opts={"compare_server_default": True})
        assert compare_metadata(kontext, metadata) == []


def test_the_version_of_the_program_is_that_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migration._SKRIPTE))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


def test_migrating_a_store_of_today_changes_nothing(buero: Buero, tmp_path: Path) -> None:
    buero.richte_ein()
    vorher = buero.ereignisse()
    lauf = buero.rufe(["db", "migriere", "--json"], als=None, heute=None)
    assert lauf.daten == {"vorher": VERSION, "nachher": VERSION, "sicherung": None}
    assert buero.ereignisse() == vorher


def test_the_protection_is_there_after_the_migrations(buero: Buero) -> None:
    buero.richte_ein()
    assert buero.rufe(["db", "pruefe"], als=None, heute=None).code == 0

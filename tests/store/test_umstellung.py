"""A store that version 0001 made, kept as it was: after the migration everything reads, acts and checks as before."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from foerderung.cli.faden import FALL
from foerderung.store import migration
from foerderung.store.anmeldungen import gib_rollen
from foerderung.store.schutz import gruppe
from foerderung.verfahren.lage import Person
from foerderung.verfahren.zustand import Rolle
from tests.amt.buero import Buero, Server

ALT = Path(__file__).with_name("alt")
TAG = "2026-11-09"
ROLLEN = {"leitung": Rolle.ZEICHNUNG, "bearbeitung": Rolle.SACHBEARBEITUNG, "haushalt": Rolle.HAUSHALT}
TABELLEN = ("ereignis", "nutzlast", "ablage", "fall", "person", "antragsteller", "behoerde", "nummernkreis", "speicher")


def alte_datei(datei: Path) -> Path:
    with closing(sqlite3.connect(datei)) as verbindung:
        verbindung.executescript((ALT / "0001-sqlite.sql").read_text(encoding="utf-8"))
    return datei


def alte_datenbank(server: Server, ordner: Path) -> str:
    """Make a database as version 0001 left it: its tables, its protection and rights, the rows of the old file."""
    name = server.neue_datenbank()
    config = Config()
    config.set_main_option("script_location", str(migration._SKRIPTE))
    maschine = create_engine(server.url.set(database=name, drivername="postgresql+psycopg"))
    with maschine.begin() as verbindung:
        config.attributes["verbindung"] = verbindung
        command.upgrade(config, "0001")
        for anweisung in (ALT / "0001-postgresql.sql").read_text(encoding="utf-8").split("\n;;\n"):
            verbindung.exec_driver_sql(anweisung.replace("{DATENBANK}", name).replace("%", "%%"))
        with closing(sqlite3.connect(alte_datei(ordner / "vorlage.db"))) as vorlage:
            for tabelle in TABELLEN:
                for zeile in vorlage.execute(f"SELECT * FROM {tabelle}"):
                    werte = ", ".join(["%s"] * len(zeile))
                    verbindung.exec_driver_sql(f"INSERT INTO {tabelle} VALUES ({werte})", tuple(zeile))
        gib_rollen(verbindung, [Person(kuerzel, "", frozenset({rolle})) for kuerzel, rolle in ROLLEN.items()])
    maschine.dispose()
    return name


@pytest.fixture
def altes(buero: Buero) -> Buero:
    """Return an office that version 0001 made, on SQLite and on PostgreSQL."""
    if buero.server is None:
        alte_datei(buero.datei)
    else:
        buero.datenbank = alte_datenbank(buero.server, buero.ordner)
    return buero


def migriere(buero: Buero) -> dict[str, str]:
    lauf = buero.rufe(["db", "migriere", "--json"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    daten: dict[str, str] = lauf.daten
    return daten


def kopf(datei: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(datei)) as verbindung:
        nummer, sha = verbindung.execute("SELECT nummer, sha256 FROM ereignis ORDER BY nummer DESC").fetchone()
    return int(nummer), str(sha)


def test_an_old_store_is_refused_with_the_remedy(altes: Buero) -> None:
    for worte in (["fall", "liste"], ["db", "pruefe"], ["db", "sichere", "--nach", altes.ordner / "s.db"]):
        lauf = altes.rufe(worte, als="leitung", heute=TAG)
        assert lauf.code == 6, lauf.aus
        assert "foerderung db migriere" in lauf.fehler


def test_after_the_migration_everything_reads_and_the_check_finds_nothing(altes: Buero) -> None:
    daten = migriere(altes)
    assert (daten["vorher"], daten["nachher"]) == ("0001", "0002")
    pruefung = altes.rufe(["db", "pruefe", "--json"], als="leitung", heute=None)
    assert pruefung.code == 0, pruefung.fehler
    assert pruefung.daten["kopf"]["sha256"] == kopf(alte_datei(altes.ordner / "vergleich.db"))[1]
    stand = altes.rufe(["fall", "zeige", FALL, "--json"], als="leitung", heute=TAG)
    assert stand.daten["zustand"] == "vorgeschlagen"
    assert stand.daten["antragsteller_name"] == "Stadt Beispielstadt"
    assert altes.rufe(["fall", "verlauf", FALL], als="leitung", heute=TAG).code == 0
    liste = altes.rufe(["fall", "liste", "--suche", "Beispielstadt", "--json"], als="leitung", heute=TAG)
    assert FALL in liste.aus


def test_after_the_migration_persons_keep_their_roles(altes: Buero) -> None:
    migriere(altes)
    falsch = altes.rufe(["entscheidung", "lehne-ab", FALL, "--grund", "x"], als="bearbeitung", heute=TAG)
    assert falsch.code == 5
    lauf = altes.rufe(["entscheidung", "lehne-ab", FALL, "--grund", "x"], als="leitung", heute=TAG)
    assert lauf.code == 0, lauf.fehler
    assert altes.rufe(["behoerde", "setze", "ort=Pirna"], als="leitung", heute=TAG).code == 0
    assert altes.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0
    if altes.server is not None:
        assert altes.rufe(["fall", "liste"], als="fremd", heute=TAG).code == 5
        with altes.server.verbinde(altes.datenbank) as verbindung:
            for kuerzel, rolle in ROLLEN.items():
                frage = "SELECT pg_has_role(%s, %s, 'MEMBER')"
                assert verbindung.execute(frage, (kuerzel, gruppe(altes.datenbank, rolle))).fetchone() == (True,)


def test_a_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    buero = Buero(tmp_path)
    alte_datei(buero.datei)
    vorher = kopf(buero.datei)
    assert migriere(buero)["sicherung"] == str(tmp_path / "amt.db.0001")
    assert kopf(tmp_path / "amt.db.0001") == vorher
    with closing(sqlite3.connect(tmp_path / "amt.db.0001")) as verbindung:
        assert verbindung.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    buero.datei.unlink()
    alte_datei(buero.datei)
    assert migriere(buero)["sicherung"] == str(tmp_path / "amt.db.0001-2")
    assert migriere(buero)["sicherung"] is None


GETOETET = """
import os, signal, sys
from foerderung.cli import main
from foerderung.services.speicher import speicher
{stelle} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "stelle", ["speicher.kopiere_datei", "speicher.migriere", "speicher.gefaltet", "speicher.baue_neu"]
)
def test_a_kill_in_the_middle_leaves_the_old_version_whole(altes: Buero, stelle: str) -> None:
    if altes.server is not None and stelle == "speicher.kopiere_datei":
        stelle = "speicher.setze_rechte"
    programm = [sys.executable, "-c", GETOETET.format(stelle=stelle), *altes.angaben(None), "db", "migriere"]
    assert subprocess.run(programm, check=False, timeout=60).returncode == -signal.SIGKILL
    lauf = altes.rufe(["fall", "liste"], als="leitung", heute=TAG)
    assert "der Speicher hat Version 0001" in lauf.fehler
    migriere(altes)
    assert altes.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


def test_an_old_backup_is_brought_up_to_date_where_it_is_restored(buero: Buero, tmp_path: Path) -> None:
    sicherung = alte_datei(tmp_path / "sicherung.db")
    lauf = buero.rufe(["db", "stelle-her", "--aus", sicherung], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    assert buero.rufe(["fall", "zeige", FALL], als="leitung", heute=TAG).code == 0
    with closing(sqlite3.connect(sicherung)) as verbindung:
        assert verbindung.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)

"""An office moves from a file to PostgreSQL: never two places that take acts, never one that lost something."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from foerderung.cli.faden import FALL
from foerderung.services.speicher import uebertragung
from tests.amt.buero import Buero, Lauf, Server
from tests.amt.roh import entriegelt, roh
from tests.amt.test_kette import ANZAHL
from tests.amt.test_sicherung import ist_leer
from tests.amt.vorrat import TABELLEN, Vorrat

TAG = "2030-07-01"
NEUER_FALL = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "neu"]


@pytest.fixture
def quelle(sqlite_vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return an office in a file, at its end."""
    return sqlite_vorrat.buero(tmp_path)


@pytest.fixture
def ziel(postgres: Server, tmp_path: Path) -> Buero:
    """Return an empty database."""
    return Buero(tmp_path, postgres)


def uebertrage(quelle: Buero, ziel: Buero, als: str = "leitung") -> Lauf:
    return quelle.rufe(["db", "uebertrage", "--nach", ziel.angaben(None)[1], "--json"], als=als, heute=TAG)


def letzte(buero: Buero) -> tuple[int, str, str]:
    with roh(buero) as offen:
        zeile = offen.zeilen()[-1]
    return zeile.nummer, zeile.typ, zeile.sha256


def assert_umgezogen(quelle: Buero, ziel: Buero) -> None:
    """Assert that both places hold the same chain and only the new one takes acts."""
    assert letzte(quelle) == letzte(ziel)
    assert letzte(quelle)[:2] == (ANZAHL + 1, "speicher_uebertragen")
    abgewiesen = quelle.rufe(NEUER_FALL, heute=TAG)
    assert abgewiesen.code == 6
    assert f"/{ziel.datenbank}" in abgewiesen.fehler
    assert letzte(quelle)[0] == ANZAHL + 1
    for buero, als in ((quelle, None), (ziel, "leitung")):
        lauf = buero.rufe(["db", "pruefe"], als=als, heute=None)
        assert lauf.code == 0, lauf.fehler
        assert buero.rufe(["fall", "zeige", FALL], als=als).code == 0
    neu = ziel.rufe(NEUER_FALL, heute=TAG)
    assert neu.code == 0, neu.fehler
    assert letzte(ziel)[0] == ANZAHL + 2


def test_after_the_move_the_database_works_on_and_the_file_is_only_read(quelle: Buero, ziel: Buero) -> None:
    vorher = quelle.rufe(["fall", "zeige", FALL, "--json"], als=None).daten
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 0, lauf.fehler
    nummer, _, sha = letzte(quelle)
    assert lauf.daten["ereignisse"] == ANZAHL + 1
    assert lauf.daten["kopf"] == {"ereignis": nummer, "sha256": sha}
    assert not lauf.daten["schon_uebertragen"]
    assert_umgezogen(quelle, ziel)
    nachher = ziel.rufe(["fall", "zeige", FALL, "--json"], als="leitung").daten
    for eines in (vorher, nachher):
        for name in ("kette", "identitaet_geprueft"):
            del eines[name]
    assert nachher == vorher


def test_every_row_arrives(quelle: Buero, ziel: Buero) -> None:
    assert uebertrage(quelle, ziel).code == 0
    for tabelle in set(TABELLEN) - {"ereignisrecht"}:
        wo = "WHERE schluessel <> 'uebertragen_nach'" if tabelle == "speicher" else ""
        zeilen = []
        for buero in (quelle, ziel):
            with roh(buero) as offen:
                zeilen.append(sorted(map(repr, offen.tue(f"SELECT * FROM {tabelle} {wo}").fetchall())))
        assert zeilen[0] == zeilen[1], tabelle


def test_persons_act_with_their_logins_and_their_roles(quelle: Buero, ziel: Buero) -> None:
    zweite = ["person", "anlege", "zweite", "--name", "x", "--rolle", "sachbearbeitung"]
    assert quelle.rufe(zweite, als="leitung", heute=TAG).code == 0
    assert quelle.rufe(["person", "sperre", "zweite"], als="leitung", heute=TAG).code == 0
    assert uebertrage(quelle, ziel).code == 0
    assert ziel.rufe(["behoerde", "setze", "ort=Pirna"], als="leitung", heute=TAG).code == 0
    assert ziel.rufe(["behoerde", "setze", "ort=Pirna"], als="bearbeitung", heute=TAG).code == 5
    assert ziel.rufe(["fall", "liste"], als="zweite", heute=TAG).code == 0
    assert "gesperrt" in ziel.rufe(NEUER_FALL, als="zweite", heute=TAG).fehler
    assert ziel.rufe(["fall", "liste"], als="fremd", heute=TAG).code == 5


def test_only_who_signs_moves_the_office_and_the_attempt_is_recorded(quelle: Buero, ziel: Buero) -> None:
    lauf = uebertrage(quelle, ziel, als="bearbeitung")
    assert lauf.code == 5
    assert letzte(quelle)[:2] == (ANZAHL + 1, "versuch_abgewiesen")
    assert ist_leer(ziel)
    assert uebertrage(quelle, ziel).code == 0


def test_logins_that_are_missing_are_all_named_and_nothing_is_written(quelle: Buero, ziel: Buero) -> None:
    for kuerzel in ("otto", "erna"):
        worte = ["person", "anlege", kuerzel, "--name", "x", "--rolle", "haushalt"]
        assert quelle.rufe(worte, als="leitung", heute=TAG).code == 0
    vorher = letzte(quelle)
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 3
    assert "„erna“" in lauf.fehler
    assert "„otto“" in lauf.fehler
    assert letzte(quelle) == vorher
    assert ist_leer(ziel)


def test_a_database_that_is_not_empty_is_refused(quelle: Buero, ziel: Buero) -> None:
    ziel.richte_ein()
    vorher = letzte(quelle), letzte(ziel)
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 6
    assert "nicht leer" in lauf.fehler
    assert (letzte(quelle), letzte(ziel)) == vorher


def test_a_store_that_contradicts_itself_does_not_move(quelle: Buero, ziel: Buero) -> None:
    with entriegelt(quelle) as offen:
        offen.tue("UPDATE nutzlast SET salz = 'anderes' WHERE nummer = 12")
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 8
    assert "erstes fehlerhaftes Ereignis ist 12" in lauf.fehler
    assert letzte(quelle)[0] == ANZAHL
    assert ist_leer(ziel)


@pytest.mark.parametrize("nach", ["andere.db", "mysql://x/y"])
def test_only_postgresql_is_a_place_to_move_to(quelle: Buero, nach: str) -> None:
    lauf = quelle.rufe(["db", "uebertrage", "--nach", nach], als="leitung", heute=TAG)
    assert lauf.code == 2
    assert "postgresql://" in lauf.fehler


def test_a_database_does_not_move(ziel: Buero) -> None:
    ziel.richte_ein()
    lauf = ziel.rufe(["db", "uebertrage", "--nach", "postgresql://x/y"], als="leitung", heute=TAG)
    assert lauf.code == 2
    assert "db sichere" in lauf.fehler


def test_neither_login_nor_password_of_the_owner_is_recorded(quelle: Buero, ziel: Buero) -> None:
    nach = ziel.angaben(None)[1].replace("postgres:@", "postgres:geheim1@").replace("postgres@", "postgres:geheim1@")
    nach += "&password=geheim2&connect_timeout=9"
    assert "geheim1" in nach
    lauf = quelle.rufe(["db", "uebertrage", "--nach", nach], als="leitung", heute=TAG)
    assert lauf.code == 0, lauf.fehler
    for buero in (quelle, ziel):
        with roh(buero) as offen:
            assert f"/{ziel.datenbank}?host=" in offen.zeilen()[-1].inhalt
            assert "postgres@" not in offen.zeilen()[-1].inhalt
    fehler = quelle.rufe(NEUER_FALL, heute=TAG).fehler
    assert b"geheim" not in quelle.datei.read_bytes()
    assert "geheim" not in lauf.aus + lauf.fehler + fehler


# --- interrupted -----------------------------------------------------------------------------------------------------

VOR_DEM_SCHLIESSEN = ("uebertragung.verlange_platz", "uebertragung.setze_angabe", "uebertragung.fuelle",
                      "umzug.kopiere_zeilen", "umzug.gib_rollen", "umzug.pruefe", "Einheit.commit")  # fmt: skip
NACH_DEM_SCHLIESSEN = ("uebertragung._bestaetige",)
NACH_ALLEM = ("uebertragung._ergebnis",)

GETOETET = """
import os, signal, sys
from foerderung.cli import main
from foerderung.services.speicher import uebertragung
from foerderung.services.speicher import umzug
from foerderung.store.einheit import Einheit
{stelle} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


def toete(quelle: Buero, ziel: Buero, stelle: str) -> None:
    worte = [*quelle.angaben("leitung"), "--heute", TAG, "db", "uebertrage", "--nach", ziel.angaben(None)[1]]
    programm = [sys.executable, "-c", GETOETET.format(stelle=stelle), *worte]
    assert subprocess.run(programm, check=False, timeout=60).returncode == -signal.SIGKILL


@pytest.mark.parametrize("stelle", VOR_DEM_SCHLIESSEN)
def test_a_kill_before_the_file_is_closed_leaves_everything_as_it_was(quelle: Buero, ziel: Buero, stelle: str) -> None:
    vorher = letzte(quelle)
    toete(quelle, ziel, stelle)
    assert letzte(quelle) == vorher
    assert ist_leer(ziel)
    assert uebertrage(quelle, ziel).code == 0
    assert_umgezogen(quelle, ziel)


@pytest.mark.parametrize("stelle", NACH_DEM_SCHLIESSEN)
def test_a_kill_between_the_commits_loses_nothing_and_the_same_command_completes_the_move(
    quelle: Buero, ziel: Buero, stelle: str
) -> None:
    toete(quelle, ziel, stelle)
    assert letzte(quelle)[:2] == (ANZAHL + 1, "speicher_uebertragen")
    assert ist_leer(ziel)
    assert quelle.rufe(NEUER_FALL, heute=TAG).code == 6
    assert quelle.rufe(["db", "pruefe"], als=None, heute=None).code == 0
    assert uebertrage(quelle, ziel, als="bearbeitung").code == 5
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 0, lauf.fehler
    assert not lauf.daten["schon_uebertragen"]
    assert_umgezogen(quelle, ziel)


@pytest.mark.parametrize("stelle", NACH_ALLEM)
def test_a_kill_after_the_last_commit_leaves_a_complete_move(quelle: Buero, ziel: Buero, stelle: str) -> None:
    toete(quelle, ziel, stelle)
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["schon_uebertragen"]
    assert_umgezogen(quelle, ziel)
    assert uebertrage(quelle, ziel).daten["schon_uebertragen"]  # also once the office worked on


def test_a_server_that_does_not_confirm_is_named_with_the_remedy(
    quelle: Buero, ziel: Buero, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestaetige = uebertragung._bestaetige

    class Abgebrochen:
        def commit(self) -> None:
            raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    with monkeypatch.context() as stoerung:
        stoerung.setattr(uebertragung, "_bestaetige", lambda _, wohin: bestaetige(Abgebrochen(), wohin))  # type: ignore[arg-type]  # a fake
        lauf = uebertrage(quelle, ziel)
    assert lauf.code == 6
    assert "noch einmal aufrufen" in lauf.fehler
    assert uebertrage(quelle, ziel).code == 0
    assert_umgezogen(quelle, ziel)


def test_a_closed_file_does_not_move_elsewhere(quelle: Buero, ziel: Buero, postgres: Server, tmp_path: Path) -> None:
    assert uebertrage(quelle, ziel).code == 0
    anderes = Buero(tmp_path, postgres)
    lauf = uebertrage(quelle, anderes)
    assert lauf.code == 6
    assert ziel.datenbank in lauf.fehler
    assert ist_leer(anderes)


def test_another_office_in_the_database_is_no_move_that_is_complete(quelle: Buero, ziel: Buero) -> None:
    toete(quelle, ziel, "uebertragung._bestaetige")
    ziel.richte_ein()
    lauf = uebertrage(quelle, ziel)
    assert lauf.code == 6
    assert "nicht leer" in lauf.fehler


# --- what keeps the file closed --------------------------------------------------------------------------------------


@pytest.fixture
def verlassen(quelle: Buero, ziel: Buero) -> Buero:
    """Return the file of an office that moved away."""
    assert uebertrage(quelle, ziel).code == 0
    return quelle


@pytest.mark.parametrize(
    "anweisung",
    [
        "INSERT INTO ereignis SELECT nummer + 1, sha256, typ, fall, wirksam_am, erfasst_am, person, benutzer, "
        "nutzlast_sha256, sha256 FROM ereignis ORDER BY nummer DESC LIMIT 1",
        "DELETE FROM speicher WHERE schluessel = 'uebertragen_nach'",
        "UPDATE speicher SET wert = '' WHERE schluessel = 'uebertragen_nach'",
    ],
)
def test_other_programs_cannot_write_there_either(verlassen: Buero, anweisung: str) -> None:
    with closing(sqlite3.connect(verlassen.datei)) as offen, pytest.raises(sqlite3.IntegrityError):
        offen.execute(anweisung)


@pytest.mark.parametrize(
    "anweisung",
    [
        "UPDATE speicher SET wert = 'postgresql:///fremd' WHERE schluessel = 'uebertragen_nach'",
        "DROP TRIGGER ereignis_nicht_nach_umzug",
        "DROP TRIGGER speicher_umzug_kein_delete",
    ],
)
def test_tampering_with_what_keeps_it_closed_is_found(verlassen: Buero, anweisung: str) -> None:
    with roh(verlassen) as offen:
        if anweisung.startswith("UPDATE"):
            offen.tue("DROP TRIGGER speicher_umzug_kein_update")
        offen.tue(anweisung)
    lauf = verlassen.rufe(["db", "pruefe"], als=None, heute=None)
    assert lauf.code == 8
    assert "Ereignis" not in lauf.fehler.partition("stimmt nicht mit")[0]


def test_a_mark_without_the_event_is_found(quelle: Buero) -> None:
    with roh(quelle) as offen:
        offen.tue("INSERT INTO speicher VALUES ('uebertragen_nach', 'postgresql:///fremd')")
    lauf = quelle.rufe(["db", "pruefe"], als=None, heute=None)
    assert lauf.code == 8
    assert "speicher uebertragen_nach" in lauf.fehler


def test_a_backup_made_after_the_move_can_be_worked_in_and_one_of_the_closed_file_not(
    verlassen: Buero, ziel: Buero, tmp_path: Path
) -> None:
    for name, buero, code in (("neu", ziel, 0), ("alt", verlassen, 6)):
        (tmp_path / name).mkdir()
        hergestellt = Buero(tmp_path / name)
        sicherung = tmp_path / f"{name}.db"
        assert buero.rufe(["db", "sichere", "--nach", sicherung], als="leitung", heute=None).code == 0
        lauf = hergestellt.rufe(["db", "stelle-her", "--aus", sicherung], als=None, heute=None)
        assert lauf.code == 0, lauf.fehler
        assert hergestellt.rufe(NEUER_FALL, heute=TAG).code == code, name


def test_a_closed_file_can_be_restored_to_another_server_and_works_on(
    verlassen: Buero, postgres: Server, tmp_path: Path
) -> None:
    neu = Buero(tmp_path, postgres)
    lauf = neu.rufe(["db", "stelle-her", "--aus", verlassen.datei], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    assert neu.rufe(NEUER_FALL, heute=TAG).code == 0


def test_the_event_of_a_move_cannot_be_written_by_a_login(ziel: Buero, quelle: Buero) -> None:
    assert uebertrage(quelle, ziel).code == 0
    assert ziel.server is not None
    with (
        ziel.server.verbinde(ziel.datenbank, "leitung") as verbindung,
        pytest.raises(psycopg.Error, match="darf das"),
    ):
        verbindung.execute(
            "SELECT ereignis_schreiben('speicher_uebertragen', '', '2030-07-01', '2030-07-01T00:00:00Z', 's', '{}')"
        )

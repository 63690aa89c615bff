"""A backup holds everything as it stood at one moment, appears whole or not at all, and comes back anywhere."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import pytest

from foerderung.cli.faden import FALL
from foerderung.services.amt import oeffne
from foerderung.services.fall.faelle import NeuerFall, lege_fall_an
from foerderung.services.speicher import sicherungen
from foerderung.store import kopie
from foerderung.store.verbindung import datei_als_speicher
from tests.amt.buero import Buero, Lauf, Server
from tests.amt.roh import entriegelt, roh
from tests.amt.test_kette import ANZAHL
from tests.amt.vorrat import TABELLEN, Vorrat

DATEN = [tabelle for tabelle in TABELLEN if tabelle != "ereignisrecht"]
NEUER_FALL = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "neu"]


def sichere(buero: Buero, ziel: Path, als: str | None = "leitung") -> Lauf:
    return buero.rufe(["db", "sichere", "--nach", ziel, "--json"], als=als, heute=None)


def stelle_her(buero: Buero, sicherung: Path, *worte: str) -> Lauf:
    return buero.rufe(["db", "stelle-her", "--aus", sicherung, *worte, "--json"], als=None, heute=None)


def inhalt(buero: Buero) -> dict[str, list[Any]]:
    """Return every row of every table, amounts and all."""
    with roh(buero) as offen:
        return {name: sorted(map(repr, offen.tue(f"SELECT * FROM {name}").fetchall())) for name in DATEN}


def als_buero(ordner: Path, datei: Path) -> Buero:
    """Return an office on a copy of a file."""
    ordner.mkdir()
    buero = Buero(ordner)
    shutil.copy(datei, buero.datei)
    return buero


def unfertige(ordner: Path) -> list[Path]:
    return list(ordner.glob(".*.db-*"))


@pytest.fixture(params=["sqlite", "postgresql"])
def leer(request: pytest.FixtureRequest, tmp_path: Path) -> Buero:
    """Return a place without a store."""
    (tmp_path / "leer").mkdir()
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return Buero(tmp_path / "leer", server)


def ist_leer(buero: Buero) -> bool:
    if buero.server is None:
        return not buero.datei.exists() and not unfertige(buero.ordner)
    with buero.server.verbinde(buero.datenbank) as verbindung:
        anfrage = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        return verbindung.execute(anfrage).fetchone() == (0,)


# --- backing up ------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_whole_store_checked_and_for_its_owner_alone(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path)
    ziel = tmp_path / "sicherung.db"
    lauf = sichere(buero, ziel)
    assert lauf.code == 0, lauf.fehler
    pruefung = buero.rufe(["db", "pruefe", "--json"], als="leitung", heute=None).daten
    assert lauf.daten == {"ort": str(ziel), "ereignisse": ANZAHL, "kopf": pruefung["kopf"]}
    assert stat.S_IMODE(ziel.stat().st_mode) == 0o600
    assert unfertige(tmp_path) == []
    assert inhalt(als_buero(tmp_path / "kopie", ziel)) == inhalt(buero)


def test_a_backup_says_how_many_events_and_which_anchor_it_holds(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    lauf = buero.rufe(["db", "sichere", "--nach", tmp_path / "s.db"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    assert f"{tmp_path}/s.db, {ANZAHL} Ereignisse" in lauf.aus
    with roh(buero) as offen:
        assert f"Anker zum Ausdrucken: {ANZAHL}:{offen.zeilen()[-1].sha256}" in lauf.aus
    assert lauf.fehler == ""


def test_who_only_examines_may_back_up(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path)
    assert buero.rufe(["person", "anlege", "revision", "--name", "x", "--rolle", "pruefung"], als="leitung").code == 0
    assert sichere(buero, tmp_path / "s.db", als="revision").code == 0
    fremd = sichere(buero, tmp_path / "f.db", als="fremd")
    assert fremd.code == 5
    assert not (tmp_path / "f.db").exists()


@pytest.mark.parametrize("vorhanden", ["datei", "verweis", "ordner"])
def test_a_backup_never_overwrites(sqlite_vorrat: Vorrat, tmp_path: Path, vorhanden: str) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    ziel = tmp_path / "s.db"
    if vorhanden == "datei":
        ziel.write_text("alt")
    elif vorhanden == "verweis":
        ziel.symlink_to(tmp_path / "anderswo")
    else:
        ziel.mkdir()
    lauf = sichere(buero, ziel)
    assert lauf.code == 6
    assert "liegt schon eine Datei" in lauf.fehler
    assert not (tmp_path / "anderswo").exists()
    assert vorhanden != "datei" or ziel.read_text() == "alt"


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ziel = tmp_path / "s.db"
    monkeypatch.setattr(sicherungen, "verlange_heil", lambda *_: ziel.write_text("anderer"))
    assert sichere(sqlite_vorrat.buero(tmp_path), ziel).code == 6
    assert ziel.read_text() == "anderer"
    assert unfertige(tmp_path) == []


def test_a_medium_without_hard_links_takes_a_backup_too(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keine(*_: object) -> None:
        raise PermissionError(1, "no links")

    monkeypatch.setattr("foerderung.store.verbindung.os.link", keine)
    assert sichere(sqlite_vorrat.buero(tmp_path), tmp_path / "s.db").code == 0
    assert als_buero(tmp_path / "k", tmp_path / "s.db").ereignisse() == ANZAHL
    assert unfertige(tmp_path) == []


def test_a_place_that_cannot_be_written_is_named(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    ziel = tmp_path / "amt.db" / "tiefer" / "s.db"
    lauf = sichere(sqlite_vorrat.buero(tmp_path), ziel)
    assert lauf.code == 6
    assert f"{ziel}: lässt sich nicht anlegen" in lauf.fehler


def test_a_store_that_contradicts_itself_yields_no_backup(opfer: Buero, tmp_path: Path) -> None:
    with entriegelt(opfer) as offen:
        offen.tue("UPDATE nutzlast SET salz = 'anderes' WHERE nummer = 12")
    lauf = sichere(opfer, tmp_path / "s.db")
    assert lauf.code == 8
    assert "erstes fehlerhaftes Ereignis ist 12" in lauf.fehler
    assert not (tmp_path / "s.db").exists()
    assert unfertige(tmp_path) == []


def test_backups_are_whole_while_others_write(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "antrag einlesen")
    angaben = buero.angaben("bearbeitung")
    ort, als = angaben[1], (angaben[3] if len(angaben) > 2 else None)
    genug, fehler, geschrieben = Event(), [], []

    def schreibe() -> None:
        try:
            while not genug.is_set():
                vollzug = lege_fall_an(oeffne(ort, als, date(2026, 11, 25)), NeuerFall("A-0001", "neu"))
                geschrieben.append(vollzug.ereignis.nummer)
        except Exception as grund:  # shown by the assertion below
            fehler.append(grund)

    schreiber = Thread(target=schreibe)
    schreiber.start()
    try:
        laeufe = [sichere(buero, tmp_path / f"{n}.db") for n in range(4)]
    finally:
        genug.set()
        schreiber.join()
    assert fehler == []
    assert [lauf.code for lauf in laeufe] == [0] * 4, laeufe
    anzahlen = [lauf.daten["ereignisse"] for lauf in laeufe]
    assert anzahlen == sorted(anzahlen)
    assert geschrieben[-1] > anzahlen[0]


def test_a_backup_of_a_database_shows_the_moment_at_which_it_began(
    postgres_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buero = postgres_vorrat.buero(tmp_path, "antrag einlesen")
    vorher = buero.ereignisse()
    kopiere = kopie.kopiere_zeilen

    def waehrenddessen(*angaben: Any) -> None:
        assert buero.rufe(NEUER_FALL).code == 0
        kopiere(*angaben)

    monkeypatch.setattr(sicherungen, "kopiere_zeilen", waehrenddessen)
    lauf = sichere(buero, tmp_path / "s.db")
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["ereignisse"] == vorher
    assert buero.ereignisse() == vorher + 1


def test_who_writes_while_a_file_is_copied_waits_so_that_the_copy_need_not_begin_anew(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    monkeypatch.setattr(kopie, "SEITEN", 10)
    versuche = []

    def waehrenddessen(*_: int) -> None:
        with closing(sqlite3.connect(buero.datei, timeout=0)) as anderer:
            anderer.execute("BEGIN IMMEDIATE")
            anderer.execute("UPDATE fall SET suchtext = 'x'")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                anderer.execute("COMMIT")
        versuche.append(1)

    with datei_als_speicher(buero.datei).lies() as verbindung:
        kopie.kopiere_datei(verbindung, tmp_path / "s.db", waehrenddessen)
    assert len(versuche) > 3


GETOETET = """
import os, signal, sys
from foerderung.cli import main
from foerderung.services.speicher import sicherungen
{stelle} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


@pytest.mark.parametrize("stelle", ["sicherungen.pruefe", "sicherungen.kopiere_datei", "sicherungen.migriere"])
def test_a_kill_leaves_nothing_that_looks_like_a_backup(
    request: pytest.FixtureRequest, tmp_path: Path, stelle: str
) -> None:
    art = "postgres_vorrat" if stelle.endswith("migriere") else "sqlite_vorrat"
    buero = request.getfixturevalue(art).buero(tmp_path, "antrag einlesen")
    worte = [*buero.angaben("leitung"), "db", "sichere", "--nach", str(tmp_path / "s.db")]
    programm = [sys.executable, "-c", GETOETET.format(stelle=stelle), *worte]
    assert subprocess.run(programm, check=False, timeout=60).returncode == -signal.SIGKILL
    assert not (tmp_path / "s.db").exists()
    assert len(unfertige(tmp_path)) >= 1
    assert sichere(buero, tmp_path / "s.db").code == 0


def test_long_work_says_how_far_it_is(sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foerderung.cli.fortschritt._STILLE_SEKUNDEN", 0)
    monkeypatch.setattr(kopie, "SEITEN", 10)
    lauf = sichere(sqlite_vorrat.buero(tmp_path), tmp_path / "s.db")
    zeilen = lauf.fehler.splitlines()
    assert len(zeilen) > 3
    assert zeilen[-1] == "Sichern: 100 %"


# --- restoring -------------------------------------------------------------------------------------------------------


def test_a_restored_office_is_the_same_and_works_on(vorrat: Vorrat, leer: Buero, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path)
    sicherung = tmp_path / "s.db"
    kopf = sichere(buero, sicherung).daten["kopf"]
    lauf = stelle_her(leer, sicherung, "--anker", f"{ANZAHL}:{kopf['sha256']}")
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["kopf"] == kopf
    assert inhalt(leer) == inhalt(buero)
    assert leer.rufe(["fall", "rechne-nach", FALL], als="leitung").code == 0
    neu = leer.rufe(NEUER_FALL, heute="2030-07-01")
    assert neu.code == 0, neu.fehler
    assert leer.ereignisse() == ANZAHL + 1
    assert leer.server is not None or stat.S_IMODE(leer.datei.stat().st_mode) == 0o600


def test_restored_persons_have_the_roles_they_had(sqlite_vorrat: Vorrat, postgres: Server, tmp_path: Path) -> None:
    alt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    for kuerzel, rolle in (("zweite", "haushalt"), ("revision", "pruefung")):
        assert alt.rufe(["person", "anlege", kuerzel, "--name", "x", "--rolle", rolle], als="leitung").code == 0
    assert alt.rufe(["person", "sperre", "zweite"], als="leitung").code == 0
    assert sichere(alt, tmp_path / "s.db").code == 0
    neu = Buero(tmp_path, postgres)
    lauf = stelle_her(neu, tmp_path / "s.db")
    assert lauf.code == 0, lauf.fehler
    assert neu.rufe(["fall", "liste"], als="fremd").code == 5
    for kuerzel in ("zweite", "revision"):
        assert neu.rufe(["fall", "liste"], als=kuerzel).code == 0
    with neu.server.verbinde(neu.datenbank, "zweite") as verbindung, pytest.raises(psycopg.Error, match="darf das"):  # type: ignore[union-attr]  # it is there
        verbindung.execute("SELECT ereignis_schreiben('zahlung_anordnen', 'x', '2026-11-25', '2026-11-25', 's', '{}')")


def test_logins_that_are_missing_are_all_named_before_anything_is_written(
    sqlite_vorrat: Vorrat, postgres: Server, tmp_path: Path
) -> None:
    alt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    for kuerzel in ("erna", "otto"):
        assert alt.rufe(["person", "anlege", kuerzel, "--name", "x", "--rolle", "haushalt"], als="leitung").code == 0
    assert sichere(alt, tmp_path / "s.db").code == 0
    neu = Buero(tmp_path, postgres)
    lauf = stelle_her(neu, tmp_path / "s.db")
    assert lauf.code == 3
    assert "„erna“" in lauf.fehler
    assert "„otto“" in lauf.fehler
    assert ist_leer(neu)


def verfaelscht(sicherung: Path, *anweisungen: str) -> None:
    with closing(sqlite3.connect(sicherung)) as verbindung, verbindung:
        trigger = verbindung.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in trigger:
            verbindung.execute(f"DROP TRIGGER {name}")
        for anweisung in anweisungen:
            verbindung.execute(anweisung)
        for _, text in trigger:
            verbindung.execute(text)


@pytest.fixture
def sicherung(sqlite_vorrat: Vorrat, tmp_path: Path) -> Path:
    """Return a backup of the whole case."""
    (tmp_path / "alt").mkdir()
    assert sichere(sqlite_vorrat.buero(tmp_path / "alt"), tmp_path / "s.db").code == 0
    return tmp_path / "s.db"


def test_a_damaged_backup_is_refused_with_the_first_bad_event_and_leaves_nothing(sicherung: Path, leer: Buero) -> None:
    verfaelscht(sicherung, "UPDATE nutzlast SET inhalt = replace(inhalt, 'a', 'b') WHERE nummer IN (20, 12)")
    lauf = stelle_her(leer, sicherung)
    assert lauf.code == 8
    assert "erstes fehlerhaftes Ereignis ist 12" in lauf.fehler
    assert str(sicherung) in lauf.fehler
    assert ist_leer(leer)


def test_a_backup_whose_bytes_are_broken_is_refused_and_leaves_nothing(sicherung: Path, leer: Buero) -> None:
    daten = bytearray(sicherung.read_bytes())
    with closing(sqlite3.connect(sicherung)) as verbindung:
        (seite,) = verbindung.execute("SELECT rootpage FROM sqlite_master WHERE name = 'nutzlast'").fetchone()
        (groesse,) = verbindung.execute("PRAGMA page_size").fetchone()
    daten[(seite - 1) * groesse : seite * groesse] = b"\xff" * groesse
    sicherung.write_bytes(daten)
    lauf = stelle_her(leer, sicherung)
    assert lauf.code == 8, lauf.fehler
    assert "erstes fehlerhaftes Ereignis ist 1" in lauf.fehler
    assert "beschädigt" in lauf.fehler
    assert ist_leer(leer)


def test_a_backup_older_than_a_printed_anchor_is_refused(sicherung: Path, leer: Buero) -> None:
    lauf = stelle_her(leer, sicherung, "--anker", f"{ANZAHL + 7}:{'0' * 12}")
    assert lauf.code == 8
    assert f"Ereignis {ANZAHL + 1} bis {ANZAHL + 7} fehlen am Ende" in lauf.fehler
    assert ist_leer(leer)


def test_a_store_is_never_restored_over_another(sicherung: Path, buero: Buero) -> None:
    buero.richte_ein()
    vorher = inhalt(buero)
    lauf = stelle_her(buero, sicherung)
    assert lauf.code == 6
    assert "nicht leer" in lauf.fehler or "liegt schon eine Datei" in lauf.fehler
    assert inhalt(buero) == vorher


@pytest.mark.parametrize(("was", "code"), [("fehlt", 6), ("text", 6), ("leer", 6)])
def test_what_is_no_backup_is_refused_and_leaves_nothing(leer: Buero, tmp_path: Path, was: str, code: int) -> None:
    quelle = tmp_path / "x.db"
    if was != "fehlt":
        quelle.write_text("kein Speicher, nur Text" * 50 if was == "text" else "")
    lauf = stelle_her(leer, quelle)
    assert lauf.code == code, lauf.fehler
    assert str(quelle) in lauf.fehler
    assert ist_leer(leer)

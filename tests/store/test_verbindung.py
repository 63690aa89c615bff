"""Where a store lies, who may read its file, and what a person is told when it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from foerderung.cli import main
from foerderung.errors import AufrufError
from foerderung.services.amt import oeffne
from foerderung.store import verbindung
from foerderung.store.standardort import standardort
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.store.version import VERSION
from tests.amt.buero import Buero, Lauf
from tests.amt.vorrat import Vorrat

INIT = ["db", "init", "--person", "leitung", "--name", "Leitung"]


def rufe(*worte: object, **umgebung: str) -> Lauf:
    ergebnis = CliRunner(env=umgebung).invoke(main, [str(wort) for wort in worte])
    return Lauf(ergebnis.exit_code, ergebnis.stdout, ergebnis.stderr)


def assert_speicherfehler(lauf: Lauf, *texte: str) -> None:
    assert lauf.code == 6, lauf.aus + lauf.fehler
    assert lauf.aus == ""
    assert lauf.fehler.startswith("Speicher: ")
    for text in texte:
        assert text in lauf.fehler


# --- the place -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("maske", [0o000, 0o022, 0o077])
def test_the_file_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, maske: int) -> None:
    vorher = os.umask(maske)
    try:
        lauf = rufe("--db", tmp_path / "amt.db", *INIT)
    finally:
        os.umask(vorher)
    assert lauf.code == 0, lauf.fehler
    assert stat.S_IMODE((tmp_path / "amt.db").stat().st_mode) == 0o600


def test_the_store_lies_in_the_data_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "daten"))
    monkeypatch.delenv("FOERDERUNG_DB", raising=False)
    assert standardort() == tmp_path / "daten" / "foerderung" / "foerderung.db"
    assert rufe(*INIT).code == 0
    assert standardort().is_file()
    assert rufe("person", "liste").code == 0


def test_without_xdg_the_store_lies_below_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in standardort().parents


def test_the_environment_names_store_and_person_and_an_option_wins(tmp_path: Path) -> None:
    umgebung = {"FOERDERUNG_DB": str(tmp_path / "amt.db"), "FOERDERUNG_ALS": "leitung"}
    assert rufe(*INIT, **umgebung).code == 0
    assert (tmp_path / "amt.db").is_file()
    anlege = ["person", "anlege", "zweite", "--name", "Zweite", "--rolle", "zeichnung"]
    assert rufe(*anlege, **umgebung).code == 0
    assert_speicherfehler(rufe("--db", tmp_path / "anderes.db", "person", "liste", **umgebung), "kein Speicher")
    lauf = rufe("--als", "niemand", "behoerde", "setze", "ort=Pirna", **umgebung)
    assert lauf.code == 5
    assert "niemand" in lauf.fehler


@pytest.mark.parametrize(
    "ort", ["mysql://x/y", "sqlite:///x.db", "postgres://x/y", "://", "postgresql://h:abc/db", "postgresql://[::1/db"]
)
def test_a_place_of_another_kind_is_a_wrong_call(ort: str) -> None:
    with pytest.raises(AufrufError, match="--db"):
        lies_ort(ort)
    lauf = rufe("--db", ort, "fall", "liste")
    assert lauf.code == 2
    assert "postgresql://" in lauf.fehler


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    lauf = rufe("--db", f"postgresql://ich:geheim@/amt?host={tmp_path}", "fall", "liste")
    assert_speicherfehler(lauf, "antwortet nicht")
    assert "geheim" not in lauf.fehler


def test_the_user_is_that_of_the_process_and_not_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "ministerin")
    datenbank = Datenbank(lies_ort(str(buero.datei)))
    with datenbank.lies() as offen:
        assert datenbank.benutzer(offen) != "ministerin"


# --- setting up ------------------------------------------------------------------------------------------------------


def test_a_store_is_set_up_once(buero: Buero) -> None:
    buero.richte_ein()
    vorher = buero.ereignisse()
    lauf = buero.rufe(INIT, als=None, heute=None)
    assert_speicherfehler(lauf, "schon")
    assert buero.ereignisse() == vorher


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    datei = tmp_path / "brief.txt"
    datei.write_text("Sehr geehrte Damen und Herren")
    assert_speicherfehler(rufe("--db", datei, *INIT), "dort liegt schon eine Datei", "Einen anderen Ort")
    assert datei.read_text() == "Sehr geehrte Damen und Herren"


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def verweigere(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("foerderung.store.verbindung.os.open", verweigere)
    assert_speicherfehler(rufe("--db", tmp_path / "amt.db", *INIT), "keine Berechtigung")


def test_a_place_below_a_file_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    assert_speicherfehler(rufe("--db", tmp_path / "datei" / "unten" / "amt.db", *INIT))


def test_a_set_up_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def brich_ab(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foerderung.services.speicher.speicher.migriere", brich_ab)
    assert rufe("--db", tmp_path / "amt.db", *INIT).code != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("weitere", "text"),
    [
        (["--person", "Leitung"], "Kleinbuchstaben"),
        (["--person", "1x"], "Kleinbuchstaben"),
        (["--person", "a" * 32], "Kleinbuchstaben"),
        (["--name", " "], "der Name ist leer"),
        (["--heute", "2026-01-01"], "Übungsspeicher"),
    ],
)
def test_a_first_person_or_day_that_will_not_do_sets_up_nothing(tmp_path: Path, weitere: list[str], text: str) -> None:
    lauf = rufe("--db", tmp_path / "amt.db", *INIT, *weitere)
    assert lauf.code == 3, lauf.aus
    assert text in lauf.fehler
    assert list(tmp_path.iterdir()) == []


# --- opening ---------------------------------------------------------------------------------------------------------

LESEND = ["fall", "liste"]


def test_a_missing_store_is_named_with_the_remedy(tmp_path: Path) -> None:
    for worte in (LESEND, ["db", "pruefe"], ["db", "migriere"], ["--als", "x", "behoerde", "setze", "ort=Pirna"]):
        assert_speicherfehler(rufe("--db", tmp_path / "amt.db", *worte), "hier liegt kein Speicher", "db init")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("inhalt", "text"),
    [
        (b"Sehr geehrte Damen und Herren, " * 200, "kein Speicher von foerderung"),
        (b"", "kein Speicher eingerichtet"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "kein Speicher von foerderung"),
    ],
)
def test_a_file_that_is_no_store_is_a_message(tmp_path: Path, inhalt: bytes, text: str) -> None:
    datei = tmp_path / "amt.db"
    datei.write_bytes(inhalt)
    for worte in (LESEND, ["db", "pruefe"], ["--als", "x", "behoerde", "setze", "ort=Pirna"]):
        assert_speicherfehler(rufe("--db", datei, *worte), text)
    assert datei.read_bytes() == inhalt


def test_a_store_of_another_program_is_a_message(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "amt.db") as fremd:
        fremd.execute("CREATE TABLE kunden (nummer INTEGER)")
    fremd.close()
    assert_speicherfehler(rufe("--db", tmp_path / "amt.db", *LESEND), "kein Speicher eingerichtet")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert_speicherfehler(rufe("--db", tmp_path, *LESEND), "hier liegt kein Speicher")


def test_a_store_that_cannot_be_written_is_still_read(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with buero.datei.open("r+b") as datei:
        datei.seek(18)
        datei.write(b"\x03")  # a format that only newer versions of SQLite may write
    assert buero.rufe(LESEND, heute=None).code == 0
    lauf = buero.rufe(["behoerde", "setze", "ort=Pirna"], als="leitung", heute=None)
    assert_speicherfehler(lauf, "schreibgeschützt")


@pytest.mark.parametrize(
    ("version", "texte"),
    [
        ("0000", ("hat Version 0000", f"nötig ist {VERSION}", "foerderung db migriere")),
        ("9999", ("neueren Programmversion (9999)", "Programm erneuern")),
        (None, ("kein Speicher eingerichtet", "foerderung db init")),
    ],
)
def test_a_store_of_another_version_is_named_with_the_remedy(
    sqlite_vorrat: Vorrat, tmp_path: Path, version: str | None, texte: tuple[str, ...]
) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with sqlite3.connect(buero.datei) as offen:
        offen.execute("DELETE FROM alembic_version")
        if version is not None:
            offen.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    offen.close()
    for worte in (LESEND, ["db", "pruefe"], ["behoerde", "setze", "ort=Pirna"]):
        assert_speicherfehler(buero.rufe(worte, als="leitung", heute=None), *texte)
    assert_speicherfehler(buero.rufe(["db", "migriere"], als=None, heute=None))


def test_a_server_that_does_not_answer_is_a_message() -> None:
    lauf = rufe("--db", "postgresql://ich@127.0.0.1:1/amt", *LESEND)
    assert_speicherfehler(lauf, "antwortet nicht")


# --- at the same time ------------------------------------------------------------------------------------------------


def test_a_busy_file_is_a_message(sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbindung, "WARTEZEIT_SEKUNDEN", 0.05)
    buero = sqlite_vorrat.buero(tmp_path)
    halter = sqlite3.connect(buero.datei)
    halter.execute("BEGIN EXCLUSIVE")
    lauf = buero.rufe(["behoerde", "setze", "ort=Pirna"], als="leitung", heute=None)
    halter.close()
    assert_speicherfehler(lauf, "hält die Datenbank besetzt", "noch einmal versuchen")


def test_a_second_writer_waits_for_the_first_and_a_reader_does_not(vorrat: Vorrat, tmp_path: Path) -> None:
    import threading  # noqa: PLC0415  # only here

    buero = vorrat.buero(tmp_path)
    amt = oeffne(buero.angaben("leitung")[1], None if buero.server else "leitung")
    with amt.schreibend() as (einheit, _):
        einheit.schreibe("behoerde_setzen", "", amt.heute, {"angaben": {"ort": "Erste"}})
        worte = ["behoerde", "setze", "ort=Zweite"]
        faden = threading.Thread(target=lambda: ergebnisse.append(buero.rufe(worte, "leitung", heute="2030-06-11")))
        ergebnisse: list[Lauf] = []
        faden.start()
        faden.join(0.3)
        assert faden.is_alive()
        assert buero.rufe(["behoerde", "zeige", "--json"], "leitung", heute=None).daten["ort"] == "Dresden"
        einheit.commit()
    faden.join(10)
    assert [lauf.code for lauf in ergebnisse] == [0], ergebnisse
    assert buero.rufe(["behoerde", "zeige", "--json"], "leitung", heute=None).daten["ort"] == "Zweite"
    assert buero.rufe(["db", "pruefe"], als=None, heute=None).code == 0


def test_nothing_lasts_without_commit(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path)
    vorher = buero.ereignisse()
    amt = oeffne(buero.angaben("leitung")[1], None if buero.server else "leitung")
    with amt.schreibend() as (einheit, _):
        einheit.schreibe("behoerde_setzen", "", amt.heute, {"angaben": {"ort": "Pirna"}})
    assert buero.ereignisse() == vorher

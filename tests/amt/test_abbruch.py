"""A process killed in the middle of an act leaves the whole act or nothing, a clean store, and the act to be done."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from foerderung.errors import SpeicherError
from foerderung.services.fall.entscheidungen import bewillige
from foerderung.services.speicher.sicherungen import stelle_her
from foerderung.services.speicher.speicher import bringe_auf_stand, pruefe_speicher, richte_ein
from foerderung.store import migration
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.store.version import VERSION
from foerderung.verfahren.zustand import Rolle
from tests.amt.abbruch import VOR_COMMIT, fuehre_aus, schreibt_etwas
from tests.amt.buero import Buero, Platz
from tests.amt.proben import EINRICHTEND, MIT_EIGENEN_TESTS, PROBEN, Probe, schreibende
from tests.amt.prozesse import allein
from tests.amt.roh import roh
from tests.amt.test_eingaben import Bestand, bestand
from tests.amt.vorrat import AUF_POSTGRESQL, Vorrat

pytestmark = pytest.mark.lang


def name(probe: Probe) -> str:
    return f"{probe.funktion.__name__}-{probe.typen[-1]}"


def ausgewaehlt(namen: list[str], anzahl: int) -> list[int]:
    """Return the numbers of some points, the first and the last that change something among them."""
    nummern = [nummer for nummer, eines in enumerate(namen, 1) if schreibt_etwas(eines)]
    anzahl = min(anzahl, len(nummern))
    return sorted({nummern[(len(nummern) - 1) * i // (anzahl - 1)] for i in range(anzahl)})


def assert_getoetet(platz: Platz, probe: Probe, bei: int, kleiner_speicher: bool = False) -> None:
    ausgang = allein(partial(fuehre_aus, platz, probe.funktion, probe.angaben, bei, kleiner_speicher))
    assert ausgang.code == -signal.SIGKILL


def assert_heil(platz: Platz) -> None:
    assert not pruefe_speicher(platz.amt()).verletzungen


def assert_nichts_geschehen(buero: Buero, vorher: Bestand, platz: Platz) -> None:
    assert bestand(buero) == vorher
    assert_heil(platz)


def assert_ganz_geschehen(buero: Buero, vorher: Bestand, probe: Probe, platz: Platz) -> None:
    nachher = bestand(buero).kette
    assert nachher[: len(vorher.kette)] == vorher.kette
    assert tuple(zeile.typ for zeile in nachher[len(vorher.kette) :]) == probe.typen
    assert_heil(platz)


def toete_ueberall(buero: Buero, probe: Probe, anzahl: int) -> None:
    """Kill an act at some points before its commit, then right after it, and look at the store each time."""
    platz = buero.platz(probe.person, probe.heute)
    for person, funktion, angaben in probe.vorher:
        funktion(buero.platz(person, probe.heute).amt(), *angaben)
    vorher = bestand(buero)
    halte = allein(partial(fuehre_aus, platz, probe.funktion, probe.angaben, 0)).wert
    stellen = ausgewaehlt(halte, anzahl)
    assert halte[stellen[-1] - 1] == VOR_COMMIT
    for stelle in stellen:
        assert_getoetet(platz, probe, stelle)
        assert_nichts_geschehen(buero, vorher, platz)
    assert_getoetet(platz, probe, len(halte) + 1)  # after the commit: what was stopped before is done now
    assert_ganz_geschehen(buero, vorher, probe, platz)


@pytest.mark.parametrize("probe", PROBEN, ids=name)
def test_a_killed_act_happened_on_sqlite_as_a_whole_or_not_at_all(
    sqlite_vorrat: Vorrat, tmp_path: Path, probe: Probe
) -> None:
    toete_ueberall(sqlite_vorrat.buero(tmp_path, probe.station), probe, 4)


@pytest.mark.parametrize("probe", [probe for probe in PROBEN if probe.station in AUF_POSTGRESQL], ids=name)
def test_a_killed_act_happened_on_postgresql_as_a_whole_or_not_at_all(
    postgres_vorrat: Vorrat, tmp_path: Path, probe: Probe
) -> None:
    with postgres_vorrat.geteilt(tmp_path, probe.station) as buero:
        toete_ueberall(buero, probe, 3)


def test_every_service_function_that_writes_is_killed() -> None:
    assert schreibende() == {probe.funktion for probe in PROBEN} | {*EINRICHTEND, *MIT_EIGENEN_TESTS}


def abschrift(datei: Path) -> list[str]:
    """Return everything a file holds, as statements, once it was found whole."""
    with closing(sqlite3.connect(datei)) as verbindung:
        assert verbindung.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(verbindung.iterdump())


def test_pages_that_reached_the_file_before_the_commit_are_taken_back(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    probe = next(probe for probe in PROBEN if probe.funktion is bewillige)
    buero = sqlite_vorrat.buero(tmp_path, probe.station)
    platz, datei, vorher = buero.platz(probe.person, probe.heute), buero.datei.read_bytes(), bestand(buero)
    inhalt = abschrift(buero.datei)
    halte = allein(partial(fuehre_aus, platz, probe.funktion, probe.angaben, 0)).wert
    assert_getoetet(platz, probe, len(halte), kleiner_speicher=True)
    assert buero.datei.read_bytes() != datei
    assert buero.datei.with_name("amt.db-journal").stat().st_size > 0
    assert_nichts_geschehen(buero, vorher, platz)
    assert abschrift(buero.datei) == inhalt  # but for pages that hold nothing


# --- the store itself ------------------------------------------------------------------------------------------------

EINRICHTUNG = ("leitung", "Leitung", [Rolle.ZEICHNUNG], True)
HEUTE = date(2026, 8, 20)


@pytest.mark.parametrize("kleiner_speicher", [False, True])
def test_a_killed_set_up_leaves_no_store_and_can_be_done_again(tmp_path: Path, kleiner_speicher: bool) -> None:
    platz = Buero(tmp_path).platz("leitung", HEUTE)
    halte = allein(partial(fuehre_aus, platz, richte_ein, EINRICHTUNG, 0)).wert
    assert list(tmp_path.iterdir()) == []
    for stelle in ausgewaehlt(halte, 6):
        ausgang = allein(partial(fuehre_aus, platz, richte_ein, EINRICHTUNG, stelle, kleiner_speicher))
        assert ausgang.code == -signal.SIGKILL
        assert not (tmp_path / "amt.db").exists()
    richte_ein(platz.amt(), *EINRICHTUNG)
    assert_heil(platz)


def test_a_killed_set_up_on_a_server_leaves_an_empty_database(postgres_buero: Buero) -> None:
    platz = Platz(postgres_buero.angaben(None)[1], None, HEUTE)
    halte = allein(partial(fuehre_aus, platz, richte_ein, EINRICHTUNG, 0)).wert
    for stelle in ausgewaehlt(halte, 4):
        ausgang = allein(partial(fuehre_aus, platz, richte_ein, EINRICHTUNG, stelle))
        assert ausgang.code == -signal.SIGKILL
        with pytest.raises(SpeicherError, match="kein Speicher eingerichtet"):
            pruefe_speicher(platz.amt())
    richte_ein(platz.amt(), *EINRICHTUNG)
    assert_heil(platz)


def test_a_killed_migration_leaves_the_old_version_or_the_new_one(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = Buero(tmp_path)
    shutil.copy(sqlite_vorrat.schritte[1], buero.datei)  # nothing happened yet that only newer tables can hold
    platz, kette = buero.platz("leitung", HEUTE), bestand(buero).kette
    alte = auf_vorige_version(buero.datei)
    halte = allein(partial(fuehre_aus, platz, bringe_auf_stand, (), 0)).wert
    for stelle in [*ausgewaehlt(halte, 6), len(halte) + 1]:
        ausgang = allein(partial(fuehre_aus, platz, bringe_auf_stand, (), stelle))
        assert ausgang.code == -signal.SIGKILL
        with roh(buero) as offen:
            gefunden = offen.wert("SELECT version_num FROM alembic_version")
            assert (gefunden, offen.zeilen()) == (alte if stelle <= len(halte) else VERSION, kette)
    assert_heil(platz)


def still(*_: int) -> None:
    """Say nothing about how far long work is."""


def test_a_killed_restore_leaves_no_store_and_can_be_done_again(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    sicherung, ordner = tmp_path / "sicherung.db", tmp_path / "leer"
    shutil.copy(sqlite_vorrat.schritte[1], sicherung)
    auf_vorige_version(sicherung)
    ordner.mkdir()
    platz, angaben = Buero(ordner).platz("leitung", HEUTE), (sicherung, (), still)
    halte = allein(partial(fuehre_aus, platz, stelle_her, angaben, 0)).wert
    for stelle in [*ausgewaehlt(halte, 4), len(halte) + 1]:  # the last after the migration, before it has its name
        assert allein(partial(fuehre_aus, platz, stelle_her, angaben, stelle)).code == -signal.SIGKILL
        assert not (ordner / "amt.db").exists()
    stelle_her(platz.amt(), *angaben)
    assert_heil(platz)


def test_a_killed_restore_on_a_server_leaves_an_empty_database(
    sqlite_vorrat: Vorrat, postgres_buero: Buero, tmp_path: Path
) -> None:
    sicherung = Path(shutil.copy(sqlite_vorrat.schritte[1], tmp_path / "sicherung.db"))
    platz, angaben = Platz(postgres_buero.angaben(None)[1], None, HEUTE), (sicherung, (), still)
    halte = allein(partial(fuehre_aus, platz, stelle_her, angaben, 0)).wert
    for stelle in ausgewaehlt(halte, 4):
        assert allein(partial(fuehre_aus, platz, stelle_her, angaben, stelle)).code == -signal.SIGKILL
        with pytest.raises(SpeicherError, match="kein Speicher eingerichtet"):
            pruefe_speicher(platz.amt())
    stelle_her(platz.amt(), *angaben)
    assert_heil(platz)


def auf_vorige_version(datei: Path) -> str:
    """Put a store that an earlier program would have made in the place of this one, with the same events."""
    config = Config()
    config.set_main_option("script_location", str(migration._SKRIPTE))
    vorige = ScriptDirectory.from_config(config).get_revision(VERSION).down_revision
    assert isinstance(vorige, str)
    neue = datei.rename(datei.with_name("neu.db"))
    datei.touch()
    with Datenbank(lies_ort(str(datei))).schreibe() as verbindung:
        config.attributes["verbindung"] = verbindung
        command.upgrade(config, vorige)
        verbindung.commit()
    with sqlite3.connect(datei) as alt:
        alt.execute("ATTACH ? AS neu", (str(neue),))
        for tabelle in ("speicher", "ereignis", "nutzlast", "ablage"):
            alt.execute(f"INSERT INTO {tabelle} SELECT * FROM neu.{tabelle}")
    alt.close()
    return vorige

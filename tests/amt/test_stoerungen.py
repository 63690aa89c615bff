"""Full and write-protected devices, lost connections: a clear message, nothing half done, and afterwards it goes on."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from foerderung.cli.faden import FALL
from foerderung.store.einheit import Einheit
from tests.amt import datentraeger
from tests.amt.buero import Buero, Lauf, Server
from tests.amt.datentraeger import Befehl, Verlauf
from tests.amt.haeuser import gestarteter_server
from tests.amt.prozesse import allein
from tests.amt.test_eingaben import bestand
from tests.amt.vorrat import Vorrat

pytestmark = pytest.mark.lang

BEWILLIGE = Befehl(["entscheidung", "bewillige", FALL, "--annahmen-grund", "Vermerk"], "leitung", "2026-11-09")
ORT = ["behoerde", "setze", "ort=Pirna"]
STATION = "entscheidung schlage-vor"


def assert_speicherfehler(lauf: Lauf, grund: str) -> None:
    assert (lauf.code, lauf.aus) == (6, ""), lauf
    assert lauf.fehler.startswith("Speicher: ")
    assert grund in lauf.fehler
    for fremd in ("Traceback", "Error", "Fehler der Datenbank"):
        assert fremd not in lauf.fehler


def assert_nur_danach_geschehen(verlauf: Verlauf, *gruende: str) -> None:
    """Demand the message and an unchanged, clean store during each failure, and one event after it."""
    for fall, grund in zip(verlauf.stoerungen, gruende, strict=True):
        assert_speicherfehler(fall.lauf, grund)
        assert (fall.pruefung.code, fall.kopf) == (0, verlauf.vorher), fall.pruefung
    assert verlauf.danach.lauf.code == 0, verlauf.danach.lauf
    assert (verlauf.danach.pruefung.code, verlauf.danach.kopf) == (0, verlauf.vorher + 1)


@pytest.fixture
def offener_ordner() -> Iterator[Path]:
    """Return a folder that others than root may enter, which those of pytest are not."""
    ordner = Path(tempfile.mkdtemp(prefix="kp-"))
    yield ordner
    shutil.rmtree(ordner)


# --- the device ------------------------------------------------------------------------------------------------------

FREI = (0, 4, 16, 64)
"""Room that is left, in KiB: not even for the journal, for its beginning, for some pages."""


def test_a_full_device_is_a_message_and_the_act_goes_on_once_there_is_room(
    sqlite_vorrat: Vorrat, tmp_path: Path, offener_ordner: Path
) -> None:
    vorlage = sqlite_vorrat.buero(tmp_path, STATION).datei
    ausgang = allein(partial(datentraeger.auf_vollem_datentraeger, vorlage, offener_ordner, BEWILLIGE, FREI))
    echt, verlauf = ausgang.wert
    grund = "der Datenträger ist voll" if echt else "der Datenträger lässt sich nicht lesen oder beschreiben"
    assert_nur_danach_geschehen(verlauf, *[f"{grund}; es wurde nichts geändert."] * len(FREI))


def test_a_failing_device_is_a_message_and_the_act_goes_on_once_it_works(
    sqlite_vorrat: Vorrat, tmp_path: Path, offener_ordner: Path
) -> None:
    vorlage = sqlite_vorrat.buero(tmp_path, STATION).datei
    ausgang = allein(partial(datentraeger.auf_fehlerhaftem_datentraeger, vorlage, offener_ordner, BEWILLIGE, FREI))
    grund = "der Datenträger lässt sich nicht lesen oder beschreiben; es wurde nichts geändert."
    assert_nur_danach_geschehen(ausgang.wert, *[grund] * len(FREI))


def test_a_protected_file_or_folder_is_a_message_and_still_read(
    sqlite_vorrat: Vorrat, tmp_path: Path, offener_ordner: Path
) -> None:
    vorlage = sqlite_vorrat.buero(tmp_path, STATION).datei
    befehl = Befehl(ORT, "leitung", "2026-11-09")
    rechte = [(0o700, 0o400), (0o500, 0o400), (0o500, 0o600)]
    ausgang = allein(partial(datentraeger.unter_schreibschutz, vorlage, offener_ordner, befehl, rechte))
    assert_nur_danach_geschehen(ausgang.wert, *["die Datei oder ihr Ordner ist schreibgeschützt."] * len(rechte))


def test_a_document_that_finds_no_room_leaves_the_one_that_was_there(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    ziel = tmp_path / "ziel" / "bescheid.docx"
    ziel.parent.mkdir()
    ziel.write_bytes(b"der vorige Entwurf")
    befehl = Befehl(["bescheid", "erstelle", FALL, "--ziel", str(ziel)], "bearbeitung", "2026-11-09")
    lauf = allein(partial(datentraeger.ohne_platz_fuer_dokumente, buero, befehl)).wert
    assert lauf.code == 7, lauf
    assert "lässt sich nicht schreiben" in lauf.fehler
    assert {datei: datei.read_bytes() for datei in ziel.parent.iterdir()} == {ziel: b"der vorige Entwurf"}
    assert buero.rufe(befehl.worte, befehl.als, befehl.heute).code == 0
    assert ziel.read_bytes().startswith(b"PK")


# --- the connection --------------------------------------------------------------------------------------------------


def vorher_getan(methode: str, tue: Callable[[Einheit], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let something happen once, right before a step of the next act."""
    echt, getan = getattr(Einheit, methode), list[bool]()

    def umhuellt(einheit: Einheit, *angaben: Any) -> Any:
        if not getan:
            getan.append(True)
            tue(einheit)
        return echt(einheit, *angaben)

    monkeypatch.setattr(Einheit, methode, umhuellt)


NICHTS = "die Verbindung zum Datenbankserver ist abgerissen; es wurde nichts geändert."
UNGEWISS = "beim Abschließen abgerissen; ob der Vorgang erfasst ist, steht nicht fest. Zuerst mit „fall verlauf“"


@pytest.mark.filterwarnings("ignore:<psycopg.ServerCursor:ResourceWarning")  # nobody can close it on a lost connection
@pytest.mark.parametrize(
    ("methode", "grund"),
    [("fall", NICHTS), ("lege_ab", NICHTS), ("schreibe", NICHTS), ("_projiziere", NICHTS), ("commit", UNGEWISS)],
    ids=["reading", "filing", "writing", "projecting", "committing"],
)
def test_a_connection_lost_in_the_middle_of_an_act_leaves_nothing_of_it(
    postgres_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, methode: str, grund: str
) -> None:
    with postgres_vorrat.geteilt(tmp_path, STATION) as buero:
        vorher = bestand(buero)

        def trenne(einheit: Einheit) -> None:
            assert buero.server is not None
            nummer = einheit.verbindung.scalar(text("SELECT pg_backend_pid()"))
            with buero.server.verbinde() as verbindung:
                verbindung.execute("SELECT pg_terminate_backend(%s, 5000)", (nummer,))

        vorher_getan(methode, trenne, monkeypatch)
        assert_speicherfehler(buero.rufe(BEWILLIGE.worte, "leitung", BEWILLIGE.heute), grund)
        gc.collect()  # its warning belongs to this test
        assert bestand(buero) == vorher
        assert buero.rufe(BEWILLIGE.worte, "leitung", BEWILLIGE.heute).code == 0
        assert len(bestand(buero).kette) == len(vorher.kette) + 1
        assert buero.rufe(["db", "pruefe"], "leitung", None).code == 0


def test_a_server_without_room_is_a_message(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, STATION)
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank) as verbindung:
        verbindung.execute(
            "CREATE FUNCTION voll() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        verbindung.execute("CREATE TRIGGER voll BEFORE INSERT ON nutzlast FOR EACH ROW EXECUTE FUNCTION voll()")
        lauf = buero.rufe(BEWILLIGE.worte, "leitung", BEWILLIGE.heute)
        assert_speicherfehler(lauf, "der Datenträger ist voll; es wurde nichts geändert.")
        verbindung.execute("DROP TRIGGER voll ON nutzlast")
        verbindung.execute("DROP FUNCTION voll")
    assert buero.rufe(BEWILLIGE.worte, "leitung", BEWILLIGE.heute).code == 0
    assert buero.rufe(["db", "pruefe"], "leitung", None).code == 0


def test_a_server_that_stops_or_crashes_and_comes_back_has_lost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gestarteter_server() as postgres:
        buero = Buero(tmp_path, Server(postgres.get_uri()))
        buero.richte_ein()
        assert buero.rufe(ORT, "leitung").code == 0
        vorher = bestand(buero)

        beende(postgres, signal.SIGINT)
        assert_speicherfehler(buero.rufe(ORT, "leitung"), "der Datenbankserver antwortet nicht")
        assert_speicherfehler(buero.rufe(["fall", "liste"], "leitung"), "der Datenbankserver antwortet nicht")
        postgres.ensure_postgres_running()
        assert bestand(buero) == vorher

        vorher_getan("_projiziere", lambda _: beende(postgres, signal.SIGQUIT), monkeypatch)
        assert_speicherfehler(buero.rufe(ORT, "leitung"), NICHTS)
        postgres.ensure_postgres_running()
        assert bestand(buero) == vorher
        assert buero.rufe(ORT, "leitung").code == 0
        assert len(bestand(buero).kette) == len(vorher.kette) + 1
        assert buero.rufe(["db", "pruefe"], "leitung", None).code == 0


def beende(postgres: Any, wie: signal.Signals) -> None:
    """End a server, in order or at once, and wait until it has gone."""
    prozess = postgres.get_postmaster_info().process
    os.kill(prozess.pid, wie)
    prozess.wait(60)


def test_a_server_that_takes_the_connection_and_says_nothing_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foerderung.store.verbindung.WARTEZEIT_SEKUNDEN", 2)
    with socket.create_server(("127.0.0.1", 0)) as stumm:
        adresse = f"postgresql://leitung@127.0.0.1:{stumm.getsockname()[1]}/amt"
        lauf = Buero(Path()).rufe(["--db", adresse, "fall", "liste"], als=None, heute=None)
    assert_speicherfehler(lauf, "der Datenbankserver antwortet nicht")

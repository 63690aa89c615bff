"""The shell completes what a store and the rules hold, by the protocol of real shells, quickly and without a word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foerderung.resources import resource_path
from tests.amt.bestand import FAELLE, HEUTE, fuelle
from tests.amt.buero import Buero, Server

PROGRAMM = 'from foerderung.cli import main; main(prog_name="foerderung")'


@pytest.fixture(scope="module")
def bestand(tmp_path_factory: pytest.TempPathFactory) -> Buero:
    buero = fuelle(Buero(tmp_path_factory.mktemp("shell")))
    lauf = buero.rufe(["fall", "liste", "--jahr", "2026", "--merke", "Mein Jahr"], als="zweite", heute=HEUTE)
    assert lauf.code == 0
    return buero


def frage(*worte: str, db: object, shell: str = "bash") -> list[str]:
    """Ask as a shell does for the last word; every answer has to come without error and in silence."""
    umgebung = {
        **os.environ,
        "FOERDERUNG_DB": str(db),
        "_FOERDERUNG_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(("foerderung", *(f"'{wort}'" if " " in wort else wort for wort in worte))),
        "COMP_CWORD": worte[-1] if shell == "fish" else str(len(worte)),
    }
    lauf = subprocess.run(
        [sys.executable, "-c", PROGRAMM], env=umgebung, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert lauf.stderr == ""
    return (
        [zeile.removeprefix("plain,") for zeile in lauf.stdout.splitlines() if zeile]
        if shell == "bash"
        else [lauf.stdout]
    )


def test_cases_are_offered_by_the_beginning_of_their_number_the_newest_first(bestand: Buero) -> None:
    erwartet = sorted((f.az for f in FAELLE if f.jahr == 2027), reverse=True)
    assert frage("fall", "zeige", "KP-2027", db=bestand.datei) == erwartet
    assert frage("bescheid", "aufgabe", "kp-2027", db=bestand.datei) == erwartet
    assert frage("fall", "anlegen", "--folge-von", "KP-2027-0003", db=bestand.datei) == ["KP-2027-0003"]


def test_a_word_of_the_title_finds_a_case_too(bestand: Buero) -> None:
    graffiti = [f.az for f in FAELLE if "Graffiti" in f.titel]
    assert sorted(frage("fall", "verlauf", "graffiti", db=bestand.datei)) == graffiti


def test_applicants_persons_views_and_guidelines_are_offered(bestand: Buero) -> None:
    assert frage("fall", "anlegen", "--antragsteller", "A-", db=bestand.datei) == [f"A-000{n}" for n in range(1, 7)]
    assert frage("fall", "liste", "--antragsteller", "öder", db=bestand.datei) == ["A-0002"]
    assert frage("--als", "", db=bestand.datei) == ["bearbeitung", "haushalt", "leitung", "zweite"]
    assert frage("fall", "liste", "--als", "z", db=bestand.datei) == ["zweite"]
    assert frage("fall", "liste", "--ansicht", "", db=bestand.datei) == ["Mein Jahr"]
    assert frage("regeln", "liste", "", db=bestand.datei) == ["kommpraev", "verfahren"]


def test_states_columns_and_districts_are_offered_after_a_comma(bestand: Buero) -> None:
    assert frage("fall", "liste", "--zustand", "beraten,eing", db=bestand.datei) == ["beraten,eingegangen"]
    assert frage("fall", "liste", "--spalten", "fall,zust", db=bestand.datei) == ["fall,zustand", "fall,zustaendig"]
    assert frage("fall", "liste", "--sortiere", "fall,-zuw", db=bestand.datei) == ["fall,-zuwendung"]
    assert frage("fall", "liste", "--kreis", "1471", db=bestand.datei) == ["14713"]
    assert frage("fall", "liste", "--kreis", "vogt", db=bestand.datei) == ["14523"]


def test_the_place_on_the_command_line_goes_before_that_of_the_environment(bestand: Buero, tmp_path: Path) -> None:
    fremd = tmp_path / "fremd.db"
    worte = ("fall", "zeige", "KP-2027-0001")
    assert frage(*worte, db=fremd) == []
    assert frage("--db", str(bestand.datei), *worte, db=fremd) == ["KP-2027-0001"]
    assert frage("fall", "zeige", "--db", str(bestand.datei), "KP-2027-0001", db=fremd) == ["KP-2027-0001"]


def test_another_folder_of_rules_has_other_guidelines(bestand: Buero, tmp_path: Path) -> None:
    shutil.copytree(resource_path("rules") / "kommpraev", tmp_path / "rules" / "eigene")
    assert frage("--regeln", str(tmp_path / "rules"), "regeln", "liste", "", db=bestand.datei) == ["eigene"]


@pytest.mark.parametrize("db", ["/nirgends/x.db", "/", "postgresql://nirgends.invalid/x", "mysql://x", "\x01"])
def test_a_store_that_cannot_be_read_offers_nothing_in_silence(db: str) -> None:
    assert frage("fall", "zeige", "KP", db=db) == []


def test_a_file_that_is_no_store_offers_nothing_in_silence(tmp_path: Path) -> None:
    datei = tmp_path / "x.db"
    datei.write_bytes(b"kein Speicher" * 1000)
    assert frage("fall", "zeige", "KP", db=datei) == []
    assert datei.read_bytes() == b"kein Speicher" * 1000
    assert frage("fall", "zeige", "KP", db=tmp_path / "neu.db") == []
    assert not (tmp_path / "neu.db").exists()


@pytest.mark.parametrize(("worte", "stelle"), [("foerderung fall", "x"), ("foerderung 'offen", "1"), ("", "7")])
def test_a_question_that_makes_no_sense_is_answered_in_silence(worte: str, stelle: str) -> None:
    umgebung = {**os.environ, "_FOERDERUNG_COMPLETE": "bash_complete", "COMP_WORDS": worte, "COMP_CWORD": stelle}
    lauf = subprocess.run([sys.executable, "-c", PROGRAMM], env=umgebung, capture_output=True, check=False, timeout=60)
    assert (lauf.returncode, lauf.stderr) == (0, b"")


def test_other_shells_show_what_a_number_stands_for(bestand: Buero) -> None:
    eines = FAELLE[0]
    for shell in ("zsh", "fish"):
        (antwort,) = frage("fall", "zeige", eines.az, db=bestand.datei, shell=shell)
        assert eines.az in antwort
        assert eines.titel in antwort


def test_postgresql_is_asked_too(postgres: Server, tmp_path: Path) -> None:
    buero = Buero(tmp_path, postgres)
    buero.richte_ein()
    ort = postgres.ort(buero.datenbank, "leitung")
    assert frage("person", "rolle", "", db=ort) == ["leitung"]
    assert frage("person", "rolle", "", db=ort.replace("postgresql://", "postgresql+psycopg://")) == ["leitung"]


def test_completing_loads_neither_the_database_library_nor_models(bestand: Buero) -> None:
    programm = (
        "import atexit, sys\n"
        "schwer = ('sqlalchemy', 'pydantic', 'yaml', 'rich')\n"
        "atexit.register(lambda: print('SCHWER', [m for m in schwer if m in sys.modules]))\n" + PROGRAMM
    )
    umgebung = {
        **os.environ,
        "FOERDERUNG_DB": str(bestand.datei),
        "_FOERDERUNG_COMPLETE": "bash_complete",
        "COMP_WORDS": "foerderung fall zeige KP-2027-0001",
        "COMP_CWORD": "3",
    }
    lauf = subprocess.run(
        [sys.executable, "-c", programm], env=umgebung, capture_output=True, text=True, check=True, timeout=60
    )
    assert lauf.stdout.splitlines() == ["plain,KP-2027-0001", "SCHWER []"]


def test_a_real_bash_completes_with_the_script_that_the_program_prints(bestand: Buero, tmp_path: Path) -> None:
    starter = tmp_path / "bin" / "foerderung"
    starter.parent.mkdir()
    starter.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{PROGRAMM}' \"$@\"\n", encoding="utf-8")
    starter.chmod(0o755)
    umgebung = {
        **os.environ,
        "PATH": f"{starter.parent}{os.pathsep}{os.environ['PATH']}",
        "FOERDERUNG_DB": str(bestand.datei),
    }
    skript = (
        'eval "$(_FOERDERUNG_COMPLETE=bash_source foerderung)"\n'
        "COMP_WORDS=(foerderung fall zeige KP-2027-000); COMP_CWORD=3\n"
        'name=$(complete -p foerderung | sed "s/.*-F \\([^ ]*\\) .*/\\1/")\n'
        '"$name" foerderung KP-2027-000 zeige\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    lauf = subprocess.run(["bash", "-c", skript], env=umgebung, capture_output=True, text=True, check=True, timeout=60)
    assert lauf.stderr == ""
    assert lauf.stdout.split() == [f"KP-2027-000{n}" for n in range(9, 0, -1)]

"""Every way a command can end: exit code, stream and German text."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from foerderung.cli import main
from foerderung.cli.rahmen import Befehl, Einstellungen, Gruppe, Wurzel
from foerderung.cli.typen import Auswahl
from foerderung.errors import (
    AufrufError,
    DokumentError,
    EingabeError,
    FoerderungError,
    IntegritaetError,
    Meldung,
    NichtErlaubtError,
    RegelError,
    SpeicherError,
)

ENGLISCH = (
    "usage",
    "error",
    "options",
    "missing",
    "invalid",
    "no such",
    "try '",
    "did you",
    "unexpected",
    "argument",
)


def rufe(*woerter: str) -> Result:
    return CliRunner().invoke(main, list(woerter))


def wurzel_mit(tat: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Wurzel:
    """Return a top group whose only command does the given thing."""
    modul = ModuleType("foerderung.cli.tue")
    modul.tue = Befehl("tue", callback=tat)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foerderung.cli.tue", modul)
    return Wurzel("probe", nomen={"tue": "Tut es."})


def wirf(fehler: BaseException) -> Callable[[], Any]:
    def tat() -> None:
        raise fehler

    return tat


# --- errors of usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zeile", "text"),
    [
        ("rechn", "Den Befehl „rechn“ gibt es nicht. Meinten Sie „rechne“?"),
        ("xyz", "Den Befehl „xyz“ gibt es nicht. Vorhanden: db, person, behoerde"),
        ("rechne zuwendunk", "Meinten Sie „zuwendung“?"),
        ("--regel x", "Die Option „--regel“ gibt es hier nicht. Meinten Sie „--regeln“"),
        ("--regeln", "Die Option „--regeln“ braucht einen Wert."),
        ("--regeln x", "Es fehlt der Befehl."),
        ("rechne zuwendung", "Es fehlt die Angabe ANTRAG."),
        ("rechne zuwendung a b c", "Überzählige Angabe: b c."),
        ("rechne zuwendung a --vol", "Meinten Sie „--voll“?"),
        ("rechne zuwendung a -x", "Die Option „-x“ gibt es hier nicht."),
        ("rechne zuwendung a --voll=1", "Die Option „--voll“ nimmt keinen Wert."),
        ("rechne zuwendung a --regeln x", "Sie steht vor dem Nomen: foerderung --regeln …"),
        (
            "rechne zuwendung a --stichtag 30.02.2026",
            "--stichtag: Den Tag „30.02.2026“ gibt es im Kalender nicht.",
        ),
        ("rechne auszahlungsplan", "Es fehlt die Option --zuwendung."),
        ("rechne auszahlungsplan --zuwendung nan", "--zuwendung: „nan“: das ist kein Betrag"),
        ("rechne auszahlungsplan --zuwendung -5", "ein Betrag darf nicht negativ sein"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_in_german_what_is_wrong(zeile: str, text: str) -> None:
    ergebnis = rufe(*zeile.split())
    assert ergebnis.exit_code == 2
    assert ergebnis.stdout == ""
    assert text in ergebnis.stderr
    assert ergebnis.stderr.startswith("Aufruf nicht möglich: ")
    assert "\nAufruf: foerderung" in ergebnis.stderr
    assert not [w for w in ENGLISCH if w in ergebnis.stderr.lower()]


@click.group("alles", cls=Gruppe)
def alles() -> None:
    """Alles."""


@alles.command("tue")
@click.argument("paar", nargs=2, required=False)
@click.option("--zahl", type=int)
@click.option("--anteil", type=click.IntRange(1, 9))
@click.option("--art", type=Auswahl(["stelle", "minijob"]), required=True)
@click.option("--von-bis", nargs=2)
@click.option("--ja", type=bool)
def tue(**_: object) -> None:
    """Tut es."""


@pytest.mark.parametrize(
    ("zeile", "text"),
    [
        ("tue", "Es fehlt die Option --art. Erlaubt: stelle, minijob."),
        ("tue --art x", "--art: „x“ gehört nicht zur Auswahl. Erlaubt: stelle, minijob."),
        ("tue --zahl x", "--zahl: „x“ ist keine ganze Zahl."),
        ("tue --anteil 10", "--anteil: 10 liegt nicht im Bereich 1<=x<=9."),
        ("tue --von-bis a", "Die Option „--von-bis“ braucht 2 Werte."),
        ("tue --ja vielleicht", "--ja: „vielleicht“ ist weder ja noch nein."),
        ("tue --art stelle a", "„paar“ braucht 2 Werte."),
    ],
)
def test_every_message_of_click_that_commands_may_meet_is_translated(
    zeile: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    modul = ModuleType("foerderung.cli.alles")
    modul.alles = alles  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foerderung.cli.alles", modul)
    ergebnis = CliRunner().invoke(Wurzel("probe", nomen={"alles": "Alles."}), ["alles", *zeile.split()])
    assert (ergebnis.exit_code, ergebnis.stderr.splitlines()[0]) == (2, f"Aufruf nicht möglich: {text}")


def test_a_call_without_words_shows_the_help_and_ends_with_2() -> None:
    ergebnis = rufe()
    assert ergebnis.exit_code == 2
    assert ergebnis.stderr.startswith("Aufruf: foerderung [OPTIONEN] NOMEN VERB")


# --- errors of the product -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("klasse", "code"),
    [
        (AufrufError, 2),
        (EingabeError, 3),
        (RegelError, 4),
        (NichtErlaubtError, 5),
        (SpeicherError, 6),
        (DokumentError, 7),
        (IntegritaetError, 8),
    ],
)
def test_an_error_of_the_product_ends_with_the_code_of_its_class(
    klasse: type[FoerderungError], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(klasse("so geht es nicht")), monkeypatch), ["tue"])
    assert ergebnis.exit_code == code
    assert ergebnis.stdout == ""
    assert ergebnis.stderr == f"{klasse.titel}: so geht es nicht.\n"


def test_several_messages_become_a_numbered_list(monkeypatch: pytest.MonkeyPatch) -> None:
    meldungen = [Meldung("fehlt", datei="a.yaml", zeile=n, ort="stellen[0].vzae") for n in range(1, 11)]
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(EingabeError(meldungen)), monkeypatch), ["tue"])
    zeilen = ergebnis.stderr.splitlines()
    assert zeilen[0] == "Eingabe fehlerhaft: 10 Meldungen"
    assert zeilen[1] == "   1. a.yaml, Zeile 1, stellen[0].vzae: fehlt."
    assert zeilen[10] == "  10. a.yaml, Zeile 10, stellen[0].vzae: fehlt."


def test_a_message_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(EingabeError("\x1b[2J\x9b1m\rda")), monkeypatch), ["tue"])
    assert "\x1b" not in ergebnis.stderr
    assert "\x9b" not in ergebnis.stderr
    assert "\r" not in ergebnis.stderr


# --- defects, interruption, devices ----------------------------------------------------------------------


def test_a_defect_is_reported_shortly_without_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOERDERUNG_DEBUG", raising=False)
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(ZeroDivisionError("durch null")), monkeypatch), ["tue"])
    assert ergebnis.exit_code == 1
    assert ergebnis.stderr.startswith("Interner Fehler: ZeroDivisionError: durch null\n")
    assert "Traceback" not in ergebnis.stderr


def test_developers_get_the_traceback_of_a_defect_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOERDERUNG_DEBUG", "1")
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(ZeroDivisionError()), monkeypatch), ["tue"])
    assert ergebnis.exit_code == 1
    assert "Traceback" in ergebnis.stderr


def test_a_failing_device_is_no_defect_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    fehler = PermissionError(13, "Permission denied", "/x/demo")
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(fehler), monkeypatch), ["tue"])
    assert ergebnis.exit_code == 1
    assert ergebnis.stderr == "Lesen oder Schreiben fehlgeschlagen: keine Berechtigung (/x/demo).\n"


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    ergebnis = CliRunner().invoke(wurzel_mit(wirf(KeyboardInterrupt()), monkeypatch), ["tue"])
    assert ergebnis.exit_code == 130
    assert "Abgebrochen." in ergebnis.stderr


def test_a_command_may_end_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def tat() -> None:
        click.get_current_context().exit(3)

    assert CliRunner().invoke(wurzel_mit(tat, monkeypatch), ["tue"]).exit_code == 3


def test_a_command_that_returns_has_succeeded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert CliRunner().invoke(wurzel_mit(lambda: None, monkeypatch), ["tue"]).exit_code == 0


def test_without_standalone_mode_errors_reach_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EingabeError):
        wurzel_mit(wirf(EingabeError("x")), monkeypatch).main(["tue"], standalone_mode=False)


def test_the_rules_folder_reaches_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    gesehen: list[object] = []
    modul = ModuleType("foerderung.cli.demo")
    modul.demo = Befehl("demo", callback=click.pass_obj(gesehen.append))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foerderung.cli.demo", modul)
    assert rufe("--regeln", "meine/regeln", "demo").exit_code == 0
    assert rufe("demo").exit_code == 0
    assert gesehen == [Einstellungen(regeln=Path("meine/regeln")), Einstellungen(regeln=None)]


# --- real processes --------------------------------------------------------------------------------------


def starte(programm: str, **kwargs: Any) -> subprocess.CompletedProcess[bytes]:
    umgebung = {**os.environ, **kwargs.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-c", programm],
        stderr=subprocess.PIPE,
        env=umgebung,
        check=False,
        timeout=30,
        **kwargs,
    )


def test_a_reader_that_leaves_early_ends_the_command_quietly() -> None:
    lesen, schreiben = os.pipe()
    os.close(lesen)
    try:
        ergebnis = starte("from foerderung.cli import main; main(['--help'])", stdout=schreiben)
    finally:
        os.close(schreiben)
    assert (ergebnis.returncode, ergebnis.stderr) == (141, b"")


def test_text_that_was_only_buffered_does_not_fail_when_the_interpreter_ends() -> None:
    lesen, schreiben = os.pipe()
    os.close(lesen)
    programm = "from foerderung.cli.rahmen import _beende; import sys; sys.exit(_beende(lambda: print('x')))"
    try:
        ergebnis = starte(programm, stdout=schreiben, env={"PYTHONUNBUFFERED": ""})
    finally:
        os.close(schreiben)
    assert (ergebnis.returncode, ergebnis.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")
def test_a_full_disk_is_told_in_german() -> None:
    with Path("/dev/full").open("wb") as voll:
        ergebnis = starte("from foerderung.cli import main; main(['--help'])", stdout=voll)
    assert ergebnis.returncode == 1
    assert ergebnis.stderr.decode() == "Lesen oder Schreiben fehlgeschlagen: kein Platz auf dem Datenträger.\n"


@pytest.mark.parametrize("zeichensatz", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_lacks_characters_gets_the_rest(zeichensatz: str) -> None:
    programm = "from foerderung.cli import main; main(['rechne', '--help'])"  # this page quotes with „ and “
    umgebung = {"PYTHONIOENCODING": zeichensatz, "PYTHONUTF8": "0"}
    ergebnis = starte(programm, stdout=subprocess.PIPE, env=umgebung)
    assert (ergebnis.returncode, ergebnis.stderr) == (0, b"")
    assert b"rechne zuwendung" in ergebnis.stdout

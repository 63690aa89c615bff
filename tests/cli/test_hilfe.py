"""Help pages: complete, German, agreeing with each other, and light."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from foerderung import __version__
from foerderung.cli import NOMEN, main

SCHWER = (
    "pydantic",
    "yaml",
    "openpyxl",
    "docxtpl",
    "icalendar",
    "docx",
    "rich",
    "xlsxwriter",
    "jinja2",
    "lxml",
    "sqlalchemy",
)


def alle_befehle() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield the words and the command of every noun and verb, the top group first."""

    def steige(worte: tuple[str, ...], befehl: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        yield worte, befehl
        if isinstance(befehl, click.Group):
            ctx = click.Context(befehl)
            for name in befehl.list_commands(ctx):
                unterbefehl = befehl.get_command(ctx, name)
                assert unterbefehl is not None
                yield from steige((*worte, name), unterbefehl)

    return steige((), main)


BEFEHLE = [pytest.param(worte, befehl, id=" ".join(worte) or "foerderung") for worte, befehl in alle_befehle()]


@pytest.mark.parametrize(("worte", "befehl"), BEFEHLE)
def test_every_command_option_and_argument_is_explained(worte: tuple[str, ...], befehl: click.Command) -> None:
    assert befehl.help, worte
    assert befehl.help.strip().endswith(".")
    for parameter in befehl.params:
        erklaerung = getattr(parameter, "help", None)
        assert erklaerung, f"{worte}: {parameter.name}"
        assert erklaerung.endswith("."), f"{worte}: {parameter.name}"


@pytest.mark.parametrize(("worte", "befehl"), BEFEHLE)
def test_every_help_page_is_german(worte: tuple[str, ...], befehl: click.Command) -> None:
    ergebnis = CliRunner().invoke(main, [*worte, "--help"])
    assert ergebnis.exit_code == 0
    assert ergebnis.stdout.startswith("Aufruf: foerderung")
    assert "\nOptionen:\n" in ergebnis.stdout
    assert "Diese Hilfe anzeigen." in ergebnis.stdout
    assert ("\nBefehle:\n" in ergebnis.stdout) == isinstance(befehl, click.Group)
    assert ("\nAngaben:\n" in ergebnis.stdout) == any(isinstance(p, click.Argument) for p in befehl.params)
    for wort in (
        "Usage",
        "Options",
        "Commands",
        "OPTIONS",
        "COMMAND",
        "required",
        "default",
        "Show ",
        "TEXT",
        "...",
    ):
        assert wort not in ergebnis.stdout.replace("[ANGABEN]...", ""), wort


@pytest.mark.parametrize("nomen", NOMEN)
def test_the_overview_says_the_same_as_the_noun_itself(nomen: str) -> None:
    befehl = main.get_command(click.Context(main), nomen)
    assert befehl is not None
    assert befehl.get_short_help_str(limit=200) == NOMEN[nomen]


def test_short_helps_fit_without_being_cut() -> None:
    assert not [w for w, b in alle_befehle() if b.get_short_help_str(limit=200).endswith("...")]


def test_required_and_default_are_marked_in_german() -> None:
    hilfe = CliRunner().invoke(main, ["rechne", "auszahlungsplan", "--help"]).stdout
    assert "[Pflicht]" in hilfe
    assert "[Standard: kommpraev]" in hilfe


def test_the_version_is_the_one_of_the_package() -> None:
    ergebnis = CliRunner().invoke(main, ["--version"])
    assert (ergebnis.exit_code, ergebnis.stdout) == (0, f"foerderung {__version__}\n")


@pytest.mark.parametrize("zeile", ["--help", "--version", "rechne --help", "rechne zuwendung --help", "regeln --help"])
def test_help_imports_nothing_heavy(zeile: str) -> None:
    programm = (
        "import sys\n"
        "from foerderung.cli import main\n"
        f"try: main({zeile.split()!r})\n"
        "except SystemExit as ende: assert ende.code == 0\n"
        f"print('SCHWER', sorted({{*sys.modules}} & {{*{SCHWER!r}}}), 'importlib.metadata' in sys.modules)\n"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], capture_output=True, text=True, check=True, timeout=30)
    assert lauf.stdout.splitlines()[-1] == "SCHWER [] False"


def test_the_overview_imports_no_noun() -> None:
    programm = (
        "import sys\n"
        "from foerderung.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith('foerderung')))\n"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], capture_output=True, text=True, check=True, timeout=30)
    geladen = lauf.stdout.splitlines()[-1]
    assert not [n for n in NOMEN if f"foerderung.cli.{n}" in geladen]


def test_the_shell_completes_nouns_and_verbs() -> None:
    ergebnis = CliRunner().invoke(
        main,
        [],
        env={"_FOERDERUNG_COMPLETE": "bash_complete", "COMP_WORDS": "foerderung rechne ", "COMP_CWORD": "2"},
    )
    verben = [
        "zuwendung",
        "auszahlungsplan",
        "fristen",
        "nachweisfrist",
        "zinsen",
        "ermaessigung",
        "rueckforderung",
        "schema",
    ]
    assert ergebnis.stdout.split() == [f"plain,{verb}" for verb in verben]

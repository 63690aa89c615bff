"""Frame of all commands: German help pages, lazily imported nouns, one place that ends the process."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from foerderung.cli.fehlertexte import (
    aufruffehler_text,
    fehler_text,
    geraetefehler_text,
    interner_fehler_text,
)
from foerderung.cli.vervollstaendigung import VARIABLE, ergaenzbar, still
from foerderung.errors import FoerderungError

#: Exit codes of a process ended by a signal, as shells report them; 1 is left to defects of the program.
ABGEBROCHEN = 130
LESER_WEG = 141

_ZUSAETZE = {"required": "Pflicht", "default: ": "Standard: ", "env var: ": "Umgebungsvariable: "}


@dataclass(frozen=True, slots=True)
class Einstellungen:
    """Hold the global options; commands receive it by ``click.pass_obj``.

    Attributes:
        regeln: folder to use instead of the shipped rules, or None.
        db: where the store of cases lies, None for the standard place.
        als: Kuerzel of the acting person.
        heute: day to play in a practice store.
    """

    regeln: Path | None = None
    db: str | None = None
    als: str | None = None
    heute: date | None = None


class _Deutsch(click.Command):
    """Print help pages in German and tell every usage error in which command it arose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIONEN]")
        super().__init__(*args, **kwargs)
        for parameter in self.params:
            ergaenzbar(parameter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Diese Hilfe anzeigen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Aufruf: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        angaben = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Argument)]
        if angaben:
            with formatter.section("Angaben"):
                formatter.write_dl(angaben)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        optionen = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        zeilen = [(kopf, _deutsche_zusaetze(text)) for kopf, text in filter(None, optionen)]
        if zeilen:
            with formatter.section("Optionen"):
                formatter.write_dl(zeilen)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fehler:
            fehler.ctx = fehler.ctx or ctx
            raise


class Befehl(_Deutsch):
    """A command with German help; a plain text option shows its own name for what it takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter in self.params:
            einfach = isinstance(parameter, click.Option) and not parameter.is_flag and parameter.name is not None
            if einfach and parameter.metavar is None and isinstance(parameter.type, type(click.STRING)):
                parameter.metavar = str(parameter.name).replace("_", "-").upper()


class Gruppe(_Deutsch, click.Group):
    """A noun: a group of commands with German help, listed in the order in which they are defined."""

    command_class = Befehl
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "VERB [ANGABEN]...")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def kurzhilfen(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return name and short help of every command, in the order of the help page."""
        befehle = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, b.get_short_help_str(limit=200)) for name, b in befehle if b and not b.hidden]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if zeilen := self.kurzhilfen(ctx):
            with formatter.section("Befehle"):
                formatter.write_dl(zeilen)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as fehler:  # click knows only commands that are already imported
            raise click.NoSuchCommand(fehler.command_name, possibilities=self.list_commands(ctx), ctx=ctx) from None


class Wurzel(Gruppe):
    """The top group: imports a noun when it is called and maps every error to a message and an exit code.

    Commands return None; they end with another code only by raising a FoerderungError or by ``ctx.exit``.
    """

    def __init__(self, *args: Any, nomen: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nomen = dict(nomen)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.nomen)

    def kurzhilfen(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return the table of short helps without importing the nouns."""
        return list(self.nomen.items())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.nomen:
            return None
        befehl = getattr(importlib.import_module(f"foerderung.cli.{cmd_name}"), cmd_name)
        assert isinstance(befehl, click.Command)
        return befehl

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _leser_darf_gehen():  # a help page is printed while the context is made
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _leser_darf_gehen():
            return super().invoke(ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and end the process with its exit code; see click.Command.main."""

        def lauf() -> Any:
            return super(Wurzel, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return lauf()
        if VARIABLE in os.environ:
            sys.exit(still(lauf))
        for strom in (sys.stdout, sys.stderr):
            _verzeihe_zeichen(strom)
        sys.exit(_beende(lauf))


def _beende(lauf: Callable[[], Any]) -> int:
    """Run a command and return the exit code; write what went wrong to stderr."""
    try:
        with _leser_darf_gehen():
            code = lauf()
            _leere_puffer()
    except FoerderungError as fehler:
        return _melde(fehler_text(fehler), fehler.exit_code)
    except click.ClickException as fehler:
        return _melde(aufruffehler_text(fehler), fehler.exit_code)
    except click.exceptions.Exit as ende:
        return ende.exit_code
    except click.Abort:
        return _melde("Abgebrochen.", ABGEBROCHEN)
    except Exception as fehler:
        return _melde_defekt(fehler)
    return code if isinstance(code, int) else 0  # ctx.exit(n) comes back as n


def _melde(text: str, code: int) -> int:
    """Write a message to stderr; a reader that has gone does not change the exit code."""
    try:
        click.echo(text, err=True)
    except OSError:
        _verstumme(sys.stderr)
    return code


def _melde_defekt(fehler: Exception) -> int:
    """Report an exception that nobody expected, or a device that failed; with traceback only on demand."""
    if os.environ.get("FOERDERUNG_DEBUG") == "1":
        import traceback  # only for developers, costs time

        traceback.print_exc()
    try:
        _leere_puffer()
    except OSError:
        _verstumme(sys.stdout)
    if isinstance(fehler, OSError) and fehler.errno is not None:
        return _melde(geraetefehler_text(fehler), 1)
    return _melde(interner_fehler_text(fehler), 1)


@contextmanager
def _leser_darf_gehen() -> Iterator[None]:
    """End quietly when the reader of our output has closed its end (``foerderung ... | head``)."""
    try:
        yield
    except BrokenPipeError:
        _verstumme(sys.stdout)
        raise click.exceptions.Exit(LESER_WEG) from None


def _leere_puffer() -> None:
    if sys.stdout is not None:  # a process may be started with its standard output closed
        sys.stdout.flush()


def _verstumme(strom: TextIO) -> None:
    """Point a stream to nowhere, so that the interpreter's last flush does not fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), strom.fileno())


def _verzeihe_zeichen(strom: TextIO) -> None:
    """Let a stream replace characters it cannot encode instead of failing in the middle of a result."""
    umstellen = getattr(strom, "reconfigure", None)
    if umstellen is not None:
        umstellen(errors="replace")


def _deutsche_zusaetze(text: str) -> str:
    """Translate the notes that click puts in brackets behind the help of an option."""
    kopf, klammer, rest = text.rpartition("[")
    if not klammer or not rest.endswith("]"):
        return text
    zusaetze = [_ZUSAETZE.get(z, z) for z in re.split(r"(?<=default: )|(?<=env var: )|(; )", rest[:-1]) if z]
    return f"{kopf}[{''.join(zusaetze)}]"

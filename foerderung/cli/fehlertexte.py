"""German text of every error that ends a command: our own, click's English ones, and defects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from foerderung.errors import FoerderungError, grund_deutsch

#: Characters that could steer a terminal; texts of errors may quote a file from outside.
_STEUERZEICHEN = {c: "�" for c in [*range(32), *range(0x7F, 0xA0)] if chr(c) not in "\n\t"}

#: Messages that click raises as plain text, without a class or a field to recognise them by.
_TEXTE: tuple[tuple[str, str], ...] = (
    (r"Missing command\.", "Es fehlt der Befehl."),
    (r"Got unexpected extra arguments? \((.*)\)", "Überzählige Angabe: {0}."),
    (r"Argument '(.*)' takes (\d+) values\.", "„{0}“ braucht {1} Werte."),
    (r"'(.*)' is not a valid (?:integer|integer range)\.", "„{0}“ ist keine ganze Zahl."),
    (r"(.*) is not in the range (.*)\.", "{0} liegt nicht im Bereich {1}."),
    (r"'(.*)' is not a valid boolean\.(?s:.*)", "„{0}“ ist weder ja noch nein."),
)


def fehler_text(fehler: FoerderungError) -> str:
    """Return title and messages; several messages become a numbered list."""
    meldungen = [_sauber(str(m)) for m in fehler.meldungen]
    if len(meldungen) == 1:
        return f"{fehler.titel}: {meldungen[0]}"
    breite = len(str(len(meldungen)))
    zeilen = [f"{fehler.titel}: {len(meldungen)} Meldungen"]
    for nummer, meldung in enumerate(meldungen, start=1):
        einzug = "\n" + " " * (breite + 4)
        zeilen.append(f"  {nummer:>{breite}}. {meldung.replace(chr(10), einzug)}")
    return "\n".join(zeilen)


def interner_fehler_text(fehler: Exception) -> str:
    """Return the message for an exception nobody expected: a defect of the program."""
    grund = _sauber(" ".join(str(fehler).split()))[:300]
    name = type(fehler).__name__
    return (
        f"Interner Fehler: {name}{': ' + grund if grund else ''}\n"
        "Das ist ein Fehler des Programms, nicht Ihrer Eingabe. "
        "Mit der Umgebungsvariable FOERDERUNG_DEBUG=1 erscheinen Einzelheiten für die Entwickler."
    )


def geraetefehler_text(fehler: OSError) -> str:
    """Return the message for a file or device that failed outside of any check (disk full, no rights)."""
    ort = f" ({fehler.filename})" if fehler.filename else ""
    return _sauber(f"Lesen oder Schreiben fehlgeschlagen: {grund_deutsch(fehler)}{ort}.")


def aufruffehler_text(fehler: click.ClickException) -> str:
    """Return the German text of an error that click found in the command line; no words at all get help."""
    if isinstance(fehler, click.exceptions.NoArgsIsHelpError):
        return fehler.format_message()
    text = f"Aufruf nicht möglich: {_sauber(_grund(fehler))}"
    ctx = fehler.ctx if isinstance(fehler, click.UsageError) else None
    if ctx is None:
        return text
    return f"{text}\n{ctx.get_usage()}\nHilfe: {ctx.command_path} --help"


def _grund(fehler: click.ClickException) -> str:
    gruende: tuple[tuple[type[click.ClickException], Callable[..., str]], ...] = (
        (click.NoSuchOption, _unbekannte_option),
        (click.NoSuchCommand, _unbekannter_befehl),
        (click.MissingParameter, _fehlende_angabe),
        (click.BadOptionUsage, _falsch_benutzte_option),
        (click.BadParameter, _falscher_wert),
        (click.FileError, _unlesbare_datei),
    )
    for klasse, grund in gruende:
        if isinstance(fehler, klasse):
            return grund(fehler)
    return _uebersetze(fehler.message)


def _unbekannte_option(fehler: click.NoSuchOption) -> str:
    text = f"Die Option „{fehler.option_name}“ gibt es hier nicht."
    wurzel = fehler.ctx.find_root() if fehler.ctx else None
    if wurzel is not None and any(fehler.option_name in p.opts for p in wurzel.command.params):
        return f"{text} Sie steht vor dem Nomen: {wurzel.info_name} {fehler.option_name} …"
    return text + _meinten_sie(fehler.possibilities)


def _unbekannter_befehl(fehler: click.NoSuchCommand) -> str:
    text = f"Den Befehl „{fehler.command_name}“ gibt es nicht."
    if fehler.possibilities:
        return text + _meinten_sie(fehler.possibilities)
    if fehler.ctx is not None and isinstance(fehler.ctx.command, click.Group):
        text += f" Vorhanden: {', '.join(fehler.ctx.command.list_commands(fehler.ctx))}."
    return text


def _fehlende_angabe(fehler: click.MissingParameter) -> str:
    art = "die Option" if fehler.param_type == "option" or isinstance(fehler.param, click.Option) else "die Angabe"
    text = f"Es fehlt {art} {_name(fehler)}."
    if fehler.param is not None and isinstance(fehler.param.type, click.Choice):
        text += f" {erlaubte(fehler.param.type.choices)}"
    return text


def _falsch_benutzte_option(fehler: click.BadOptionUsage) -> str:
    option = next(
        (
            p
            for p in (fehler.ctx.command.params if fehler.ctx else ())
            if isinstance(p, click.Option) and fehler.option_name in (*p.opts, *p.secondary_opts)
        ),
        None,
    )
    if option is None or option.is_flag:
        return f"Die Option „{fehler.option_name}“ nimmt keinen Wert."
    if option.nargs > 1:
        return f"Die Option „{fehler.option_name}“ braucht {option.nargs} Werte."
    return f"Die Option „{fehler.option_name}“ braucht einen Wert."


def _falscher_wert(fehler: click.BadParameter) -> str:
    return f"{_name(fehler)}: {_uebersetze(fehler.message)}"


def _unlesbare_datei(fehler: click.FileError) -> str:
    return f"Die Datei „{fehler.ui_filename}“ lässt sich nicht öffnen: {fehler.message}."


def _name(fehler: click.BadParameter) -> str:
    """Return how the parameter is written in the command line."""
    param = fehler.param
    if param is None:
        return str(fehler.param_hint or "Angabe")
    if isinstance(param, click.Option):
        return " / ".join((*param.opts, *param.secondary_opts))
    return param.human_readable_name


def _meinten_sie(namen: Iterable[str] | None) -> str:
    return f" Meinten Sie {' oder '.join(f'„{n}“' for n in namen)}?" if namen else ""


def erlaubte(werte: Iterable[object]) -> str:
    """Return the sentence that lists the permitted values."""
    return f"Erlaubt: {', '.join(map(str, werte))}."


def _uebersetze(text: str) -> str:
    for muster, deutsch in _TEXTE:
        if treffer := re.fullmatch(muster, text):
            return deutsch.format(*treffer.groups())
    return text


def _sauber(text: str) -> str:
    return text.translate(_STEUERZEICHEN)

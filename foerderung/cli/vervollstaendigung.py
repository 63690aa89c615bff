"""Complete words in the shell: cases, applicants, persons, views and guidelines, by the names of parameters."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VARIABLE = "_FOERDERUNG_COMPLETE"
"""What a shell sets when it asks for words."""

ARTEN = {
    "fall": "fall",
    "folge_von": "fall",
    "antragsteller": "antragsteller",
    "nummer": "antragsteller",
    "als": "person",
    "person": "person",
    "kuerzel": "person",
    "fuer": "person",
    "durch": "person",
    "ansicht": "ansicht",
    "merke": "ansicht",
    "vergiss": "ansicht",
    "richtlinie": "richtlinie",
}
"""Parameters of commands with the kind of word they take."""


class Wort(click.types.StringParamType):
    """A text that the shell can complete from the store or the rules."""

    def __init__(self, art: str) -> None:
        self.art = art

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only while completing

        from foerderung.services.fall.vorschlaege import vorschlaege

        regeln = _angabe(ctx, "regeln")
        gefunden = vorschlaege(self.art, incomplete, _angabe(ctx, "db"), Path(regeln) if regeln else None)
        return [CompletionItem(wort, help=" ".join(dazu.split()) or None) for wort, dazu in gefunden]


def ergaenzbar(parameter: click.Parameter) -> None:
    """Let the shell complete a parameter that takes plain text, if its name says what it takes."""
    if parameter.type is click.STRING and parameter.name in ARTEN:
        parameter.type = Wort(ARTEN[parameter.name])


def _angabe(ctx: click.Context, name: str) -> Any:
    """Return an option given to the command or before the noun."""
    ebene: click.Context | None = ctx
    while ebene is not None:
        if ebene.params.get(name) is not None:
            return ebene.params[name]
        ebene = ebene.parent
    return None


def still(lauf: Callable[[], Any]) -> Any:
    """Answer a shell without a word on the error stream, whatever happens."""
    with Path(os.devnull).open("w", encoding="utf-8") as nichts, redirect_stderr(nichts):
        try:
            return lauf()
        except Exception:
            return 0

"""Show on the standard error how far long work has come; short work says nothing."""

from __future__ import annotations

import time

import click

_STILLE_SEKUNDEN = 2.0
"""How long work says nothing, and the time between two lines."""


class Anzeige:
    """Hear of progress and print a line now and then."""

    def __init__(self, was: str) -> None:
        self.was = was
        self._zuletzt = time.monotonic()

    def __call__(self, getan: int, gesamt: int) -> None:
        """Take in how much is done, of how much."""
        jetzt = time.monotonic()
        if jetzt - self._zuletzt >= _STILLE_SEKUNDEN:
            self._zuletzt = jetzt
            click.echo(f"{self.was}: {100 * getan // max(gesamt, 1)} %", err=True)

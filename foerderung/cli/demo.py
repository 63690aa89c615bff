"""Command ``demo``: one example from application to result."""

from __future__ import annotations

from pathlib import Path

import click

from foerderung.cli.rahmen import Befehl, Einstellungen
from foerderung.cli.typen import ORDNER


@click.command("demo", cls=Befehl)
@click.option(
    "--nach",
    type=ORDNER,
    default=Path("demo"),
    show_default=True,
    help="Ordner für die erzeugten Dateien.",
)
@click.pass_obj
def demo(einstellungen: Einstellungen, *, nach: Path) -> None:
    """Führt alles an einem Beispielantrag vor."""
    raise NotImplementedError("foerderung.services: Vorführung")

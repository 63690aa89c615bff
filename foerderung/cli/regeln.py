"""Noun ``regeln``: look at rule sets and check them."""

from __future__ import annotations

from pathlib import Path

import click

from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.typen import ORDNER


@click.group("regeln", cls=Gruppe)
def regeln() -> None:
    """Regelwerke ansehen und prüfen."""


@regeln.command("liste")
@click.argument("richtlinie", required=False, help="Name der Richtlinie; ohne Angabe alle Richtlinien.")
@click.pass_obj
def liste(einstellungen: Einstellungen, *, richtlinie: str | None) -> None:
    """Listet Richtlinien mit ihren Fassungen oder die Regeln einer Richtlinie."""
    raise NotImplementedError("foerderung.services: Regeln auflisten")


@regeln.command("zeige")
@click.argument("kennung", metavar="ID", help="Kennung einer Regel, eines Parameters oder eines Befunds.")
@click.pass_obj
def zeige(einstellungen: Einstellungen, *, kennung: str) -> None:
    """Zeigt Regel, Parameter oder Befund mit Formel, Fundstelle und Belegstand."""
    raise NotImplementedError("foerderung.services: Regel anzeigen")


@regeln.command("pruefe")
@click.argument(
    "ordner", type=ORDNER, required=False, help="Ordner mit Regelwerken; sonst die mitgelieferten."
)
@click.pass_obj
def pruefe(einstellungen: Einstellungen, *, ordner: Path | None) -> None:
    """Prüft Regelwerke und nennt alle Fehler mit Datei und Zeile."""
    raise NotImplementedError("foerderung.services: Regelwerke prüfen")

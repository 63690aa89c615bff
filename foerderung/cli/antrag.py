"""Noun ``antrag``: what an application holds."""

from __future__ import annotations

import click

from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe


@click.group("antrag", cls=Gruppe)
def antrag() -> None:
    """Anträge: welche Angaben ein Antrag enthält."""


@antrag.command("schema")
@click.argument("richtlinie", default="kommpraev", help="Name der Richtlinie; ohne Angabe kommpraev.")
@click.pass_obj
def schema(einstellungen: Einstellungen, *, richtlinie: str) -> None:
    """Zeigt das JSON-Schema eines Antrags nach der Richtlinie."""
    from foerderung.services.schema import schema_des_antrags

    zeige_json(schema_des_antrags(richtlinie, einstellungen.regeln))

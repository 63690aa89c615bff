"""Show what changed between two versions of an application."""

from __future__ import annotations

import click

from foerderung.cli.tabelle import zeige_tabelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.services.fall.antragsvergleich import Antragsvergleich


def zeige_vergleich(vergleich: Antragsvergleich) -> None:
    """Print every value that is another."""
    von, bis = vergleich.von, vergleich.bis
    kopf = (
        f"Antrag {vergleich.fall}: Fassung {von.fassung} (Eingang {datum_deutsch(von.eingang_am)}) "
        f"gegen Fassung {bis.fassung} (Eingang {datum_deutsch(bis.eingang_am)})"
    )
    if not vergleich.unterschiede:
        click.echo(f"{kopf}: keine Änderung")
        return
    zeilen = [[eines.bezeichnung, eines.alt, eines.neu] for eines in vergleich.unterschiede]
    zeige_tabelle(kopf, ["Angabe", "bisher", "jetzt"], zeilen)

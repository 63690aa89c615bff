"""Show what an export says of the store it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.ausgabe import UEBUNGSVERMERK

if TYPE_CHECKING:
    from foerderung.services.herkunft import Herkunft


def herkunft_daten(herkunft: Herkunft) -> dict[str, Any]:
    """Return it as plain data."""
    nummer, sha = herkunft.kopf
    return {
        "kette": {"ereignis": nummer, "sha256": sha},
        "uebung": herkunft.uebung,
        "identitaet_geprueft": herkunft.geprueft,
    }


def zeige_herkunft(herkunft: Herkunft) -> None:
    """Print it."""
    click.echo(f"Kette: Ereignis {herkunft.kopf[0]}, {herkunft.kopf[1]}")
    if not herkunft.geprueft:
        click.echo("Personen wie angegeben; Identität nicht durch die Datenbank geprüft.")
    if herkunft.uebung:
        click.echo(UEBUNGSVERMERK)

"""Show what can be done in a case now, whose turn it is, and whom an act waits for."""

from __future__ import annotations

from typing import Any

import click

from foerderung.cli.tabelle import zeige_tabelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.services.fall.moeglichkeiten import Ausblick, Moeglichkeit
from foerderung.verfahren.warten import Wartet
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN


def ausblick_daten(ausblick: Ausblick) -> dict[str, Any]:
    """Return it as plain data."""
    wartet = ausblick.wartet
    return {
        "fall": ausblick.stand.aktenzeichen,
        "zustand": ausblick.stand.zustand.value,
        "wartet": {
            "rolle": wartet.rolle.value if wartet.rolle is not None else None,
            "ausgeschlossen": wartet.ausgeschlossen,
            "worauf": wartet.worauf,
            "seit": wartet.seit.isoformat() if wartet.seit is not None else None,
        },
        "akte": [eine.als_json() for eine in ausblick.moeglichkeiten],
    }


def zeige_ausblick(ausblick: Ausblick) -> None:
    """Print whose turn it is, what can be done now, and what is missing for the rest."""
    stand, liste = ausblick.stand, ausblick.moeglichkeiten
    click.echo(f"{stand.aktenzeichen}: {ZUSTANDSNAMEN[stand.zustand]}")
    if ausblick.wartet.worauf:
        click.echo(_wartet(ausblick.wartet))
    if ausblick.einzige is not None:
        einzige, vertretende = ausblick.einzige
        befehl = f"foerderung person vertretung --fuer {einzige} --durch {'|'.join(vertretende)} …"
        click.echo(f"Nur {einzige} kann das; bei Abwesenheit: {befehl}")
    if not liste:
        click.echo("Hier ist nichts mehr zu tun.")
    frei = [eine for eine in liste if not eine.hindernisse]
    if frei:
        zeilen = [[f"foerderung {e.akt.befehl}", e.akt.bezeichnung, ", ".join(e.personen)] for e in frei]
        zeige_tabelle("Jetzt möglich", ["Befehl", "", "durch"], zeilen)
    for eine in liste:
        if eine.hindernisse:
            _zeige_fehlendes(eine)


def _wartet(wartet: Wartet) -> str:
    if wartet.rolle is None:
        return f"Wartet auf: {wartet.worauf}"
    ausser = f" außer {wartet.ausgeschlossen}" if wartet.ausgeschlossen else ""
    seit = f", seit {datum_deutsch(wartet.seit)}" if wartet.seit is not None else ""
    return f"Wartet auf {ROLLENNAMEN[wartet.rolle]}{ausser}: {wartet.worauf}{seit}"


def _zeige_fehlendes(eine: Moeglichkeit) -> None:
    rolle = ROLLENNAMEN[eine.akt.rolle] if eine.akt.rolle is not None else ""
    click.echo(f"Noch nicht möglich: {eine.akt.bezeichnung} (foerderung {eine.akt.befehl}, {rolle})")
    for hindernis in eine.hindernisse:
        click.echo(f"  – {hindernis.grund} ({hindernis.quelle}). {hindernis.abhilfe}".rstrip())
    if eine.besetzung is not None:
        click.echo(f"  – {eine.besetzung.satz()}")

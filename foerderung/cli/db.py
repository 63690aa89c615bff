"""Noun ``db``: the store itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import ANKER, ROLLE

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.store.pruefung import Verletzung


@click.group("db", cls=Gruppe)
def db() -> None:
    """Speicher einrichten, auf Stand bringen, prüfen."""


@db.command("init")
@click.option("--person", "kuerzel", required=True, metavar="KÜRZEL", help="Kürzel der ersten Person des Amtes.")
@click.option("--name", required=True, help="Name oder Funktion der ersten Person.")
@click.option(
    "--rolle",
    "rollen",
    type=ROLLE,
    metavar="ROLLE",
    multiple=True,
    default=("zeichnung",),
    help="Rolle; mehrfach möglich.",
)
@click.option("--uebung", is_flag=True, help="Übungsspeicher: der Tag lässt sich stellen, alles ist gekennzeichnet.")
@mit_amt
def init(amt: Amt, *, kuerzel: str, name: str, rollen: tuple[str, ...], uebung: bool, als_json: bool) -> None:
    """Richtet einen leeren Speicher mit seiner ersten Person ein."""
    from foerderung.services.speicher import richte_ein
    from foerderung.verfahren.zustand import Rolle

    einrichtung = richte_ein(amt, kuerzel, name, [Rolle(rolle) for rolle in rollen], uebung)
    if als_json:
        zeige_json(
            {
                "ort": einrichtung.ort,
                "version": einrichtung.version,
                "uebung": einrichtung.uebung,
                "person": einrichtung.person.kuerzel,
            }
        )
        return
    art = "Übungsspeicher" if einrichtung.uebung else "Speicher"
    click.echo(f"{art} eingerichtet: {einrichtung.ort}")
    click.echo(f"Erste Person: {einrichtung.person.kuerzel} ({einrichtung.person.name})")


@db.command("migriere")
@mit_amt
def migriere(amt: Amt, *, als_json: bool) -> None:
    """Bringt die Tabellen eines Speichers auf den Stand dieses Programms."""
    from foerderung.services.speicher import bringe_auf_stand

    vorher, nachher = bringe_auf_stand(amt)
    if als_json:
        zeige_json({"vorher": vorher, "nachher": nachher})
    elif vorher == nachher:
        click.echo(f"Der Speicher ist auf dem Stand {nachher}.")
    else:
        click.echo(f"Der Speicher wurde von {vorher} auf {nachher} gebracht.")


@db.command("pruefe")
@click.option(
    "--anker",
    "anker",
    type=ANKER,
    metavar="NUMMER:SHA256",
    multiple=True,
    help="Gedruckter Kopf der Kette, NUMMER:SHA256; mehrfach möglich.",
)
@mit_amt
def pruefe(amt: Amt, *, anker: tuple[tuple[int, str], ...], als_json: bool) -> None:
    """Prüft die ganze Kette, die Ablage, den Schutz der Datenbank und die gespeicherten Stände."""
    from foerderung.errors import IntegritaetError, Meldung
    from foerderung.services.speicher import pruefe_speicher
    from foerderung.store.pruefung import Anker

    bericht = pruefe_speicher(amt, tuple(Anker(*eines) for eines in anker))
    if als_json:
        zeige_json(
            {
                "ereignisse": bericht.anzahl,
                "kopf": {"ereignis": bericht.kopf.nummer, "sha256": bericht.kopf.sha256},
                "anker": [nummer for nummer, _ in anker],
                "verletzungen": [{"ereignis": v.nummer or None, "grund": v.grund} for v in bericht.verletzungen],
            }
        )
    if bericht.verletzungen:
        erste = bericht.verletzungen[0]
        kopf = [Meldung(f"erstes fehlerhaftes Ereignis ist {erste.nummer}")] if erste.nummer else []
        raise IntegritaetError([*kopf, *(Meldung(v.grund, ort=_ort(v)) for v in bericht.verletzungen)])
    if als_json:
        return
    click.echo(f"{bericht.anzahl} Ereignisse geprüft, alles stimmt.")
    click.echo(f"Anker zum Ausdrucken: {bericht.kopf.nummer}:{bericht.kopf.sha256}")
    if not anker:
        click.echo(
            "Ob am Ende Ereignisse abgeschnitten oder neu berechnet wurden, zeigt erst der Vergleich mit einem früher "
            "gedruckten Anker (--anker)."
        )


def _ort(verletzung: Verletzung) -> str:
    """Name the event, unless the reason does."""
    genannt = verletzung.grund.startswith("Ereignis") or not verletzung.nummer
    return "" if genannt else f"Ereignis {verletzung.nummer}"

"""Noun ``db``: the store itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt, zeige_vollzug
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.fortschritt import Anzeige
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import ANKER, DATEI, ROLLE

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.store.pruefung import Pruefbericht


ANKER_OPTION = click.option(
    "--anker",
    "anker",
    type=ANKER,
    metavar="NUMMER:SHA256",
    multiple=True,
    help="Gedruckter Kopf der Kette, NUMMER:SHA256; mehrfach möglich.",
)


@click.group("db", cls=Gruppe)
def db() -> None:
    """Speicher einrichten, prüfen, sichern, wiederherstellen."""


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
    from foerderung.services.speicher.speicher import richte_ein
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
    from foerderung.services.speicher.speicher import bringe_auf_stand

    umstellung = bringe_auf_stand(amt, Anzeige("Sichern"))
    vorher, nachher, sicherung = umstellung.vorher, umstellung.nachher, umstellung.sicherung
    if als_json:
        zeige_json({"vorher": vorher, "nachher": nachher, "sicherung": str(sicherung) if sicherung else None})
        return
    if sicherung is not None:
        click.echo(f"Vorher gesichert: {sicherung}")
    if vorher == nachher:
        click.echo(f"Der Speicher ist auf dem Stand {nachher}.")
    else:
        click.echo(f"Der Speicher wurde von {vorher} auf {nachher} gebracht.")


@db.command("pruefe")
@ANKER_OPTION
@mit_amt
def pruefe(amt: Amt, *, anker: tuple[tuple[int, str], ...], als_json: bool) -> None:
    """Prüft die ganze Kette, die Ablage, den Schutz der Datenbank und die gespeicherten Stände."""
    from foerderung.services.speicher.speicher import pruefe_speicher, verlange_heil
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
    verlange_heil(bericht)
    if als_json:
        return
    click.echo(f"{bericht.anzahl} Ereignisse geprüft, alles stimmt.")
    click.echo(f"Anker zum Ausdrucken: {bericht.kopf.nummer}:{bericht.kopf.sha256}")
    if not anker:
        click.echo(
            "Ob am Ende Ereignisse abgeschnitten oder neu berechnet wurden, zeigt erst der Vergleich mit einem früher "
            "gedruckten Anker (--anker)."
        )


@db.command("sichere")
@click.option("--nach", type=DATEI, required=True, help="Neue Datei für die Sicherung; überschrieben wird nie.")
@mit_amt
def sichere(amt: Amt, *, nach: Path, als_json: bool) -> None:
    """Sichert den Speicher in eine Datei, auch während andere arbeiten, und prüft die Sicherung."""
    from foerderung.services.speicher.sicherungen import sichere as sichere_speicher

    bericht = sichere_speicher(amt, nach, Anzeige("Sichern"))
    _zeige_kopie("Gesichert", str(nach), bericht, als_json)


@db.command("stelle-her")
@click.option("--aus", type=DATEI, required=True, help="Sicherung, die „db sichere“ geschrieben hat.")
@ANKER_OPTION
@mit_amt
def stelle_her(amt: Amt, *, aus: Path, anker: tuple[tuple[int, str], ...], als_json: bool) -> None:
    """Stellt aus einer Sicherung einen Speicher her, wo noch keiner ist."""
    from foerderung.services.speicher.sicherungen import stelle_her as stelle_speicher_her
    from foerderung.store.pruefung import Anker

    bericht = stelle_speicher_her(amt, aus, tuple(Anker(*eines) for eines in anker), Anzeige("Herstellen"))
    _zeige_kopie("Hergestellt", amt.datenbank.name, bericht, als_json)


@db.command("uebertrage")
@click.option("--nach", required=True, metavar="URL", help="Leere Datenbank, postgresql://inhaber@rechner/datenbank.")
@mit_amt
def uebertrage(amt: Amt, *, nach: str, als_json: bool) -> None:
    """Zieht aus einer Datei in eine leere Datenbank um; die Datei nimmt danach nichts mehr auf."""
    from foerderung.services.speicher.uebertragung import uebertrage as uebertrage_speicher

    fertig = uebertrage_speicher(amt, nach, Anzeige("Übertragen"))
    kopf = fertig.kopf
    if als_json:
        zeige_json(
            {
                "ort": fertig.ort,
                "ereignisse": fertig.anzahl,
                "kopf": {"ereignis": kopf.nummer, "sha256": kopf.sha256},
                "schon_uebertragen": fertig.schon,
            }
        )
        return
    was = "Schon übertragen" if fertig.schon else "Übertragen und geprüft"
    click.echo(f"{was}: {fertig.ort}, {fertig.anzahl} Ereignisse")
    click.echo(f"Anker zum Ausdrucken: {kopf.nummer}:{kopf.sha256}")
    click.echo(f"{amt.datenbank.name} wird nur noch gelesen; gehandelt wird mit der eigenen Anmeldung am neuen Ort.")


@db.command("loesche")
@click.argument("fall", metavar="FALL", help="Aktenzeichen eines beendeten Falls, dessen Aufbewahrung abgelaufen ist.")
@click.option("--grund", default="", help="Warum gelöscht wird; beim Antrag Pflicht.")
@click.option("--beantragen", is_flag=True, help="Die Löschung erst beantragen; eine andere Person vollzieht sie.")
@mit_amt
def loesche(amt: Amt, *, fall: str, grund: str, beantragen: bool, als_json: bool) -> None:
    """Löscht die Angaben eines Falls aus Gründen des Datenschutzes; zwei Personen, nicht umkehrbar."""
    from foerderung.services.speicher.loeschungen import beantrage_loeschung, vollziehe_loeschung

    if beantragen:
        zeige_vollzug(beantrage_loeschung(amt, fall, grund), als_json, "Eine andere Person vollzieht die Löschung.")
        return
    vollzug, verdichtet = vollziehe_loeschung(amt, fall, grund)
    fakten = vollzug.ereignis.fakten()
    zeige_vollzug(
        vollzug,
        als_json,
        f"Gelöscht: Angaben von {len(fakten['ereignisse'])} Ereignissen, {len(fakten['ablagen'])} abgelegte Inhalte.",
        "Sicherungen enthalten die Angaben noch; ältere Sicherungen vernichten.",
    )
    if not verdichtet:
        click.echo("Die Datei konnte nicht neu geschrieben werden; andere halten sie offen.", err=True)


def _zeige_kopie(was: str, ort: str, bericht: Pruefbericht, als_json: bool) -> None:
    """Say where a checked copy of the store lies and what its newest event is."""
    kopf = bericht.kopf
    if als_json:
        zeige_json({"ort": ort, "ereignisse": bericht.anzahl, "kopf": {"ereignis": kopf.nummer, "sha256": kopf.sha256}})
        return
    click.echo(f"{was} und geprüft: {ort}, {bericht.anzahl} Ereignisse")
    click.echo(f"Anker zum Ausdrucken: {kopf.nummer}:{kopf.sha256}")

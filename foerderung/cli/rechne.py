"""Noun ``rechne``: calculators that need no database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.typen import BETRAG, DATEI, DATUM


@click.group("rechne", cls=Gruppe)
def rechne() -> None:
    """Rechnen ohne Datenbank: Zuwendung und Auszahlungsplan."""


@rechne.command("zuwendung")
@click.argument("antrag", type=DATEI, help="Antrag als YAML- oder JSON-Datei.")
@click.option(
    "--stichtag",
    type=DATUM,
    help="Die Fassung anwenden, die an diesem Tag gilt; sonst gilt der Tag des Eingangs (eingang_am).",
)
@click.option("--entscheidung", type=DATEI, help="Entscheidung zum Antrag als YAML- oder JSON-Datei.")
@click.option("--reform", type=DATEI, help="Zusätzlich unter einer Reform rechnen und beides gegenüberstellen.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.option("--voll", is_flag=True, help="Die Rechenspur vollständig zeigen, auch Zweige mit null.")
@click.pass_obj
def zuwendung(
    einstellungen: Einstellungen,
    *,
    antrag: Path,
    stichtag: date | None,
    entscheidung: Path | None,
    reform: Path | None,
    als_json: bool,
    voll: bool,
) -> None:
    """Berechnet die Zuwendung zu einem Antrag und begründet jeden Betrag."""
    if reform is not None:
        _vergleiche(einstellungen, antrag, reform, entscheidung, stichtag, als_json)
        return
    from foerderung.services.zuwendung import berechne_datei

    berechnung = berechne_datei(antrag, entscheidung, stichtag, einstellungen.regeln)
    if als_json:
        zeige_json(berechnung.als_json())
        return
    from foerderung.cli.bericht import zeige_befunde, zeige_ergebnis, zeige_kopf, zeige_spur

    zeige_kopf(berechnung)
    zeige_ergebnis(berechnung.ergebnis)
    zeige_befunde(berechnung.befunde)
    zeige_spur(berechnung, voll)


def _vergleiche(
    einstellungen: Einstellungen,
    antrag: Path,
    reform: Path,
    entscheidung: Path | None,
    stichtag: date | None,
    als_json: bool,
) -> None:
    from foerderung.services.reform import vergleiche_datei

    vergleich = vergleiche_datei(antrag, reform, entscheidung, stichtag, einstellungen.regeln)
    if als_json:
        zeige_json(vergleich.als_json())
        return
    from foerderung.cli.bericht import zeige_kopf, zeige_vergleich

    zeige_kopf(vergleich.geltend)
    zeige_vergleich(vergleich)


@rechne.command("auszahlungsplan")
@click.option("--zuwendung", type=BETRAG, required=True, help="Bewilligte Zuwendung in Euro, etwa 46.800,00.")
@click.option("--beginn", type=DATUM, required=True, help="Erster Tag des Vorhabens.")
@click.option("--ende", type=DATUM, required=True, help="Letzter Tag des Vorhabens.")
@click.option(
    "--einzelprojekt/--kein-einzelprojekt",
    default=True,
    show_default=True,
    help="Ob das Vorhaben ein einzelnes Projekt ist und keine Reihe von Maßnahmen.",
)
@click.option("--richtlinie", default="kommpraev", show_default=True, metavar="NAME", help="Name der Richtlinie.")
@click.option("--fassung", metavar="FASSUNG", help="Fassung der Richtlinie; sonst gilt die neueste.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def auszahlungsplan(
    einstellungen: Einstellungen,
    *,
    zuwendung: Fraction,
    beginn: date,
    ende: date,
    einzelprojekt: bool,
    richtlinie: str,
    fassung: str | None,
    als_json: bool,
) -> None:
    """Berechnet, in welchen Raten eine Zuwendung ausgezahlt wird."""
    from foerderung.services.auszahlungsplan import Vorgabe, plane

    vorgabe = Vorgabe(zuwendung, beginn, ende, einzelprojekt)
    plan = plane(vorgabe, richtlinie, fassung, einstellungen.regeln)
    if als_json:
        zeige_json(plan.als_json())
        return
    from foerderung.cli.bericht import zeige_auszahlung

    click.echo(f"{plan.regelwerk.kurz}, Fassung {plan.regelwerk.fassung.id}")
    zeige_auszahlung(plan.ergebnis)


@rechne.command("schema")
@click.argument("richtlinie", default="kommpraev", help="Name der Richtlinie; ohne Angabe kommpraev.")
@click.pass_obj
def schema(einstellungen: Einstellungen, *, richtlinie: str) -> None:
    """Zeigt das JSON-Schema des Ergebnisses von „rechne zuwendung --json“."""
    from foerderung.services.schema import schema_des_ergebnisses

    zeige_json(schema_des_ergebnisses(richtlinie, einstellungen.regeln))

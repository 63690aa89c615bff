"""Noun ``zahlung``: the way of the money."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import fuehre_aus, mit_akt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATUM

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("zahlung", cls=Gruppe)
def zahlung() -> None:
    """Beginnanzeige, Bescheinigung, Anordnung."""


@zahlung.command("beginnanzeige")
@mit_akt("beginn_anzeigen")
def beginnanzeige(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Hält den Eingang der Anzeige fest, dass das Vorhaben begonnen hat."""
    fuehre_aus(amt, auftrag, als_json)


@zahlung.command("bescheinige")
@mit_akt("zahlung_bescheinigen")
def bescheinige(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Bescheinigt die nächste Rate als sachlich und rechnerisch richtig; der Betrag kommt aus dem Plan."""
    from foerderung.fach.zahlen import euro_deutsch
    from foerderung.services.fall.zahlungen import bescheinige as bescheinige_rate

    vollzug = bescheinige_rate(amt, auftrag)
    neueste = vollzug.stand.zahlungen[-1]
    zeige_vollzug(vollzug, als_json, f"{neueste.rate}. Rate: {euro_deutsch(neueste.betrag)}")


@zahlung.command("ordne-an")
@click.option("--faellig", type=DATUM, help="Fälligkeitstag; sonst der Tag der Anordnung.")
@mit_akt("zahlung_anordnen")
def ordne_an(amt: Amt, *, auftrag: Auftrag, faellig: date | None, als_json: bool) -> None:
    """Ordnet die bescheinigte Zahlung an; eine andere Person als die bescheinigende."""
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.fall.zahlungen import ordne_an as ordne
    from foerderung.services.fall.zahlungsanordnung import anordnungszeilen

    vollzug = ordne(amt, auftrag, faellig)
    zeige_vollzug(vollzug, als_json)
    if not als_json:
        zeilen = [list(zeile) for zeile in anordnungszeilen(vollzug.ereignis.fakten())]
        zeige_tabelle("Auszahlungsanordnung (VwV zu § 70 SäHO Nr. 5.1)", ["Nr.", "", ""], zeilen)

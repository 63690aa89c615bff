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
    from foerderung.services.zahlungen import bescheinige as bescheinige_rate

    vollzug = bescheinige_rate(amt, auftrag)
    neueste = vollzug.stand.zahlungen[-1]
    zeige_vollzug(vollzug, als_json, f"{neueste.rate}. Rate: {euro_deutsch(neueste.betrag)}")


@zahlung.command("ordne-an")
@click.option("--faellig", type=DATUM, help="Fälligkeitstag; sonst der Tag der Anordnung.")
@mit_akt("zahlung_anordnen")
def ordne_an(amt: Amt, *, auftrag: Auftrag, faellig: date | None, als_json: bool) -> None:
    """Ordnet die bescheinigte Zahlung an; eine andere Person als die bescheinigende."""
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.zahlungen import ordne_an as ordne

    vollzug = ordne(amt, auftrag, faellig)
    zeige_vollzug(vollzug, als_json)
    if not als_json:
        zeige_tabelle("Auszahlungsanordnung (VwV zu § 70 SäHO Nr. 5.1)", [], _anordnung(vollzug.ereignis.fakten()))


def _anordnung(fakten: object) -> list[list[str]]:
    from foerderung.fach.geld import als_euro
    from foerderung.fach.zahlen import datum_deutsch, euro_deutsch

    assert hasattr(fakten, "__getitem__")
    iban = str(fakten["iban"])
    return [
        ["Kasse", fakten["kasse"]],
        ["Betrag", euro_deutsch(als_euro(fakten["betrag"]))],
        ["Empfänger", fakten["empfaenger"]],
        ["IBAN", " ".join(iban[stelle : stelle + 4] for stelle in range(0, len(iban), 4))],
        ["fällig am", datum_deutsch(date.fromisoformat(fakten["faellig_am"]))],
        ["Buchungsstelle", f"{fakten['buchungsstelle']}, Haushaltsjahr {fakten['haushaltsjahr']}"],
        ["Begründung", fakten["begruendung"]],
        ["Kennzeichen", fakten["kennzeichen"]],
        ["Haushaltsüberwachungsliste", fakten["huel"]],
        ["sachlich und rechnerisch richtig", fakten["bescheinigt_von"]],
        ["anordnende Stelle", fakten["anordnende_stelle"]],
        ["angeordnet von", fakten["angeordnet_von"]],
    ]

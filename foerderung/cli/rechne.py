"""Noun ``rechne``: calculators that need no database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.typen import BETRAG, DATEI, DATUM, ZAHLUNG

if TYPE_CHECKING:
    from foerderung.rechnung.teilberechnung import Teilberechnung


@click.group("rechne", cls=Gruppe)
def rechne() -> None:
    """Rechnen ohne Datenbank: Zuwendung, Auszahlung, Fristen, Zinsen, Rückforderung."""


@rechne.command("zuwendung")
@click.argument("antrag", type=DATEI, help="Antrag als YAML- oder JSON-Datei.")
@click.option(
    "--stichtag",
    type=DATUM,
    help="Die Fassung anwenden, die an diesem Tag gilt; sonst gilt der Tag des Eingangs (eingang_am).",
)
@click.option("--entscheidung", type=DATEI, help="Entscheidung zum Antrag als YAML- oder JSON-Datei.")
@click.option("--reform", type=DATEI, help="Zusätzlich unter einer Reform rechnen und beides gegenüberstellen.")
@click.option("--xlsx", type=DATEI, help="Arbeitsmappe mit Finanzierungsplan und Formeln in diese Datei schreiben.")
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
    xlsx: Path | None,
    als_json: bool,
    voll: bool,
) -> None:
    """Berechnet die Zuwendung zu einem Antrag und begründet jeden Betrag."""
    if reform is not None:
        if xlsx is not None:
            raise click.UsageError("--xlsx gibt es nicht zusammen mit --reform.")
        _vergleiche(einstellungen, antrag, reform, entscheidung, stichtag, als_json)
        return
    from foerderung.services.rechnen.zuwendung import berechne_datei

    berechnung = berechne_datei(antrag, entscheidung, stichtag, einstellungen.regeln)
    if xlsx is not None:
        from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
        from foerderung.services.speicher.ausgabedatei import schreibe_datei

        geschrieben = schreibe_datei(xlsx, render_arbeitsmappe(berechnung), "Mit --xlsx einen anderen Ort angeben.")
        click.echo(f"Geschrieben: {geschrieben}", err=True)
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
    from foerderung.services.rechnen.reform import vergleiche_datei

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
    from foerderung.services.rechnen.auszahlungsplan import Vorgabe, plane

    vorgabe = Vorgabe(zuwendung, beginn, ende, einzelprojekt)
    _zeige_teil(plane(vorgabe, richtlinie, fassung, einstellungen.regeln), als_json)


@rechne.command("fristen")
@click.option("--aufgabe", type=DATUM, required=True, help="Tag, an dem der Bescheid zur Post gegeben wurde.")
@click.option("--verzicht", type=DATUM, help="Tag, an dem ein Rechtsbehelfsverzicht einging.")
@click.option("--zugang", type=DATUM, help="Tag des tatsächlichen Zugangs, wenn er feststeht.")
@click.option("--empfangsbekenntnis", is_flag=True, help="Gegen Empfangsbekenntnis übermittelt: nur der Zugang zählt.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def fristen(
    einstellungen: Einstellungen,
    *,
    aufgabe: date,
    verzicht: date | None,
    zugang: date | None,
    empfangsbekenntnis: bool,
    als_json: bool,
) -> None:
    """Berechnet Bekanntgabe, Klagefrist und Bestandskraft eines Bescheids."""
    from foerderung.services.rechnen.verfahrensrecht import Zustellung, rechne_fristen

    zustellung = Zustellung(aufgabe, verzicht, zugang, empfangsbekenntnis)
    _zeige_teil(rechne_fristen(zustellung, einstellungen.regeln), als_json)


@rechne.command("nachweisfrist")
@click.option("--ende", type=DATUM, required=True, help="Letzter Tag des Bewilligungszeitraums.")
@click.option("--stichtag", type=DATUM, help="Die Werte anwenden, die an diesem Tag gelten; sonst die am Ende.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def nachweisfrist(einstellungen: Einstellungen, *, ende: date, stichtag: date | None, als_json: bool) -> None:
    """Berechnet, bis wann die Verwendung nachzuweisen ist."""
    from foerderung.services.rechnen.verfahrensrecht import rechne_nachweisfrist

    _zeige_teil(rechne_nachweisfrist(ende, stichtag or ende, einstellungen.regeln), als_json)


@rechne.command("zinsen")
@click.option("--betrag", type=BETRAG, required=True, help="Erstattungsbetrag in Euro.")
@click.option("--von", type=DATUM, required=True, help="Erster Tag der Verzinsung.")
@click.option("--bis", type=DATUM, required=True, help="Letzter Tag der Verzinsung.")
@click.option("--zahlung", type=ZAHLUNG, multiple=True, metavar="TAG=BETRAG", help="Zahlung; mehrfach möglich.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def zinsen(
    einstellungen: Einstellungen,
    *,
    betrag: Fraction,
    von: date,
    bis: date,
    zahlung: tuple[tuple[date, Fraction], ...],
    als_json: bool,
) -> None:
    """Berechnet die Zinsen auf eine Erstattung, auch mit Teilzahlungen."""
    from foerderung.services.rechnen.verfahrensrecht import rechne_zinsen

    summen: dict[date, Fraction] = {}
    for tag, einzelner in zahlung:
        summen[tag] = summen.get(tag, Fraction(0)) + einzelner
    _zeige_teil(rechne_zinsen(betrag, von, bis, summen, einstellungen.regeln), als_json)


@rechne.command("ermaessigung")
@click.option("--zuwendung", type=BETRAG, required=True, help="Bewilligte Zuwendung in Euro.")
@click.option("--plan", type=BETRAG, required=True, help="Bewilligte zuwendungsfähige Ausgaben.")
@click.option("--ist", type=BETRAG, required=True, help="Anerkannte tatsächliche Ausgaben.")
@click.option("--mehreinnahmen", type=BETRAG, default="0", help="Zusätzliche Deckungsmittel.")
@click.option("--deckungsmittel", type=BETRAG, default="0", help="Andere geplante Deckungsmittel.")
@click.option("--wiederkehrend", is_flag=True, help="Wiederkehrende Förderung desselben Zwecks.")
@click.option("--stichtag", type=DATUM, help="Die Werte anwenden, die an diesem Tag gelten; sonst gelten die neuesten.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def ermaessigung(
    einstellungen: Einstellungen,
    *,
    zuwendung: Fraction,
    plan: Fraction,
    ist: Fraction,
    mehreinnahmen: Fraction,
    deckungsmittel: Fraction,
    wiederkehrend: bool,
    stichtag: date | None,
    als_json: bool,
) -> None:
    """Berechnet, wie sich die Zuwendung nach dem Verwendungsnachweis ermäßigt."""
    from foerderung.services.rechnen.verfahrensrecht import Ermaessigung, rechne_ermaessigung

    vorgabe = Ermaessigung(zuwendung, plan, ist, mehreinnahmen, deckungsmittel, wiederkehrend)
    _zeige_teil(rechne_ermaessigung(vorgabe, einstellungen.regeln, stichtag), als_json)


@rechne.command("rueckforderung")
@click.option("--zuwendung", type=BETRAG, required=True, help="Bewilligte Zuwendung in Euro.")
@click.option("--gezahlt", type=BETRAG, required=True, help="Ausgezahlter Betrag.")
@click.option("--neu", type=BETRAG, required=True, help="Neue Zuwendung.")
@click.option("--ruecknahme", is_flag=True, help="Der Bescheid wird zurückgenommen (ohne Grenze).")
@click.option("--stichtag", type=DATUM, help="Die Werte anwenden, die an diesem Tag gelten; sonst gelten die neuesten.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def rueckforderung(
    einstellungen: Einstellungen,
    *,
    zuwendung: Fraction,
    gezahlt: Fraction,
    neu: Fraction,
    ruecknahme: bool,
    stichtag: date | None,
    als_json: bool,
) -> None:
    """Berechnet, was nach einer neuen Festsetzung zurückzufordern ist."""
    from foerderung.services.rechnen.verfahrensrecht import rechne_rueckforderung

    teil = rechne_rueckforderung(zuwendung, gezahlt, neu, ruecknahme, einstellungen.regeln, stichtag)
    _zeige_teil(teil, als_json)


def _zeige_teil(teil: Teilberechnung, als_json: bool) -> None:
    if als_json:
        zeige_json(teil.als_json())
        return
    from foerderung.cli.bericht import zeige_teilberechnung

    zeige_teilberechnung(teil)


@rechne.command("schema")
@click.argument("richtlinie", default="kommpraev", help="Name der Richtlinie; ohne Angabe kommpraev.")
@click.pass_obj
def schema(einstellungen: Einstellungen, *, richtlinie: str) -> None:
    """Zeigt das JSON-Schema des Ergebnisses von „rechne zuwendung --json“."""
    from foerderung.services.rechnen.schema import schema_des_ergebnisses

    zeige_json(schema_des_ergebnisses(richtlinie, einstellungen.regeln))

"""Noun ``frist``: deadlines of all cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_ort, zeige_vollzug
from foerderung.cli.ausgabe import UEBUNGSVERMERK, zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, DATUM, Auswahl

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag, Vollzug
    from foerderung.services.amt import Amt
    from foerderung.services.ort import Ort

ARTEN = ("nachforderung", "klagefrist", "beginn", "nachweis", "vollstaendigkeit", "schlussrate", "jahresfrist")
ART = click.argument(
    "art",
    type=Auswahl(art for art in ARTEN if art != "klagefrist"),
    metavar="ART",
    help="Art der Frist, etwa beginn oder jahresfrist.",
)


@click.group("frist", cls=Gruppe)
def frist() -> None:
    """Fristen ansehen, auslösen, erledigen, in den Kalender übernehmen."""


@frist.command("liste")
@click.option("--bis", type=DATUM, help="Nur Fristen, die bis zu diesem Tag enden.")
@click.option("--ueberfaellig", is_flag=True, help="Nur Fristen, die auf jede Ansicht abgelaufen sind.")
@click.option("--art", type=Auswahl(ARTEN), help="Nur Fristen dieser Art.")
@click.option("--person", default="", metavar="KÜRZEL", help="Nur Fälle, die diese Person bearbeitet.")
@click.option("--fall", default="", metavar="FALL", help="Nur dieser Fall.")
@mit_ort
def liste(
    ort: Ort, *, bis: date | None, ueberfaellig: bool, art: str | None, person: str, fall: str, als_json: bool
) -> None:
    """Listet die offenen Fristen nach Dringlichkeit, auf beide Ansichten."""
    from foerderung.cli.fristbericht import listendaten, zeige_fristenliste
    from foerderung.services.fall.fristenliste import liste_fristen
    from foerderung.store.fristsuche import Suche

    gefunden = liste_fristen(ort, Suche(bis, art or "", person, fall), ueberfaellig)
    if als_json:
        zeige_json(listendaten(gefunden))
    else:
        zeige_fristenliste(gefunden)


@frist.command("ical")
@click.option("--bis", type=DATUM, help="Nur Fristen, die bis zu diesem Tag enden.")
@click.option("--person", default="", metavar="KÜRZEL", help="Nur Fälle, die diese Person bearbeitet.")
@click.option("--ziel", type=DATEI, help="Datei für den Kalender, etwa fristen.ics; sonst wird er ausgegeben.")
@mit_ort
def ical(ort: Ort, *, bis: date | None, person: str, ziel: Path | None, als_json: bool) -> None:
    """Schreibt die offenen Fristen als Kalender; neu eingelesen, verschiebt er verschobene Fristen."""
    from foerderung.cli.fristbericht import listendaten
    from foerderung.services.fall.fristkalender import kalender_der_fristen
    from foerderung.services.speicher.ausgabedatei import schreibe_datei
    from foerderung.store.fristsuche import Suche

    kalender = kalender_der_fristen(ort, Suche(bis, person=person))
    if ziel is not None:
        schreibe_datei(ziel, kalender.inhalt)
    if als_json:
        zeige_json({"datei": None if ziel is None else str(ziel), **listendaten(kalender.liste)})
    elif ziel is None:
        click.echo(kalender.inhalt, nl=False)
    else:
        anzahl = len(kalender.liste.fristen)
        click.echo(f"Geschrieben: {ziel} ({anzahl} {'Frist' if anzahl == 1 else 'Fristen'})")
        if kalender.liste.herkunft.uebung:
            click.echo(UEBUNGSVERMERK)


@frist.command("kenntnis")
@click.option("--grund", required=True, help="Welche Tatsachen bekannt sind und woher.")
@mit_akt("kenntnis_erfassen")
def kenntnis(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Hält fest, dass alle Tatsachen für Rücknahme oder Widerruf bekannt sind; die Jahresfrist läuft ab --am."""
    from foerderung.services.fall.fristen import erfasse_kenntnis

    vollzug = erfasse_kenntnis(amt, auftrag, grund)
    zeige_vollzug(vollzug, als_json, _ende(vollzug, "jahresfrist"))


@frist.command("erledige")
@click.option("--grund", required=True, help="Wodurch sie erledigt ist.")
@mit_akt("frist_erledigen", ART)
def erledige(amt: Amt, *, auftrag: Auftrag, art: str, grund: str, als_json: bool) -> None:
    """Vermerkt eine Frist als erledigt, wenn das Programm es nicht selbst sehen kann."""
    from foerderung.services.fall.fristen import erledige_frist

    vollzug = erledige_frist(amt, auftrag, art, grund)
    zeige_vollzug(vollzug, als_json, f"Erledigt: {_ende(vollzug, art)}")


def _ende(vollzug: Vollzug, art: str) -> str:
    from foerderung.cli.fristbericht import beide_ansichten
    from foerderung.verfahren.fristarten import FRISTARTEN

    eine = vollzug.stand.gesetzte_fristen[art]
    return f"{FRISTARTEN[art].bezeichnung} bis {beide_ansichten(eine.bis, eine.spaetestens)}"

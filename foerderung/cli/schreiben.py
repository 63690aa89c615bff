"""Noun ``schreiben``: letters and notes of a case beside the notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI

if TYPE_CHECKING:
    from foerderung.services.amt import Amt

FALL = click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")


@click.group("schreiben", cls=Gruppe)
def schreiben() -> None:
    """Schreiben und Vermerke zu einem Fall als Word-Dokument."""


@schreiben.command("liste")
@FALL
@mit_amt
def liste(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Listet alle Schreiben und was für die jetzt nicht möglichen fehlt."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.fall.schreiben import liste_schreiben

    arten = liste_schreiben(amt, fall)
    if als_json:
        zeige_json([{"art": a.name, "bezeichnung": a.bezeichnung, "fehlt": a.fehlt or None} for a in arten])
        return
    zeilen = [(a.name, a.bezeichnung, a.fehlt or "jetzt möglich") for a in arten]
    zeige_tabelle(f"Schreiben zu {fall}", ("Art", "Bezeichnung", "Stand"), zeilen)


@schreiben.command("erstelle")
@FALL
@click.argument("art", metavar="ART", help="Art des Schreibens, etwa eingangsbestaetigung.")
@click.option("--ziel", type=DATEI, help="Datei; sonst Aktenzeichen und Art im aktuellen Ordner.")
@mit_amt
def erstelle(amt: Amt, *, fall: str, art: str, ziel: Path | None, als_json: bool) -> None:
    """Schreibt ein Schreiben als Word-Dokument; jede Zahl stammt aus Rechenspur oder Fallakte."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.services.fall.schreiben import erstelle_schreiben
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    fertig = erstelle_schreiben(amt, fall, art)
    pfad = schreibe_datei(ziel or Path(fertig.dateiname), fertig.inhalt)
    if als_json:
        zeige_json({"art": art, "datei": str(pfad), "bezuege": list(fertig.bezuege)})
        return
    click.echo(f"{fertig.bezeichnung} geschrieben: {pfad}")

"""Noun ``schreiben``: letters and notes of a case beside the notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, ORDNER

if TYPE_CHECKING:
    from foerderung.services.amt import Amt

ART = click.argument("art", metavar="ART", help="Art des Schreibens, etwa eingangsbestaetigung.")
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
@ART
@click.option("--angaben", type=DATEI, help="YAML-Datei mit dem, was nur die Sachbearbeitung weiß; siehe vorlage.")
@click.option("--ziel", type=DATEI, help="Datei; sonst Aktenzeichen und Art im aktuellen Ordner.")
@click.option("--pdf", "mit_pdf", is_flag=True, help="Daneben ein PDF/A schreiben (braucht LibreOffice).")
@mit_amt
def erstelle(
    amt: Amt, *, fall: str, art: str, angaben: Path | None, ziel: Path | None, mit_pdf: bool, als_json: bool
) -> None:
    """Schreibt ein Schreiben als Word-Dokument; jede Zahl stammt aus Rechenspur oder Fallakte."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.services.fall.schreiben import erstelle_schreiben
    from foerderung.services.pdfstapel import pdf_daneben, verlange_programm
    from foerderung.services.rechnen.zuwendung import Dokument
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    if mit_pdf:
        verlange_programm()
    fertig = erstelle_schreiben(amt, fall, art, Dokument.lies(angaben) if angaben is not None else None)
    pfad = schreibe_datei(ziel or Path(fertig.dateiname), fertig.inhalt)
    pdf = pdf_daneben(pfad) if mit_pdf else None
    if als_json:
        zeige_json({"art": art, "datei": str(pfad), "pdf": str(pdf) if pdf else None, "bezuege": list(fertig.bezuege)})
        return
    click.echo(f"{fertig.bezeichnung} geschrieben: {pfad}")
    if pdf:
        click.echo(f"PDF/A geschrieben: {pdf}")


@schreiben.command("pdf")
@click.argument("dateien", metavar="DATEI…", nargs=-1, required=True, type=DATEI, help="Word-Dokumente (docx).")
@click.option("--nach", type=ORDNER, help="Ordner für die PDF; sonst neben jedem Dokument.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
def pdf(*, dateien: tuple[Path, ...], nach: Path | None, als_json: bool) -> None:
    """Wandelt Word-Dokumente in PDF/A-2b um; ein zweiter Aufruf setzt einen abgebrochenen fort."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.cli.fortschritt import Anzeige
    from foerderung.services.pdfstapel import wandle_dateien

    bericht = wandle_dateien(dateien, nach, Anzeige("Umgewandelt"))
    if als_json:
        gescheitert = [{"datei": eine.datei, "grund": eine.gefunden} for eine in bericht.gescheitert]
        namen = {"geschrieben": bericht.geschrieben, "vorhanden": bericht.vorhanden}
        zeige_json({**{was: [str(p) for p in pfade] for was, pfade in namen.items()}, "gescheitert": gescheitert})
    else:
        for pfad in bericht.geschrieben:
            click.echo(f"PDF/A geschrieben: {pfad}")
        zahlen = f"{len(bericht.geschrieben)} geschrieben, {len(bericht.vorhanden)} schon vorhanden"
        click.echo(f"{zahlen}, {len(bericht.gescheitert)} nicht umgewandelt")
    bericht.verlange_alle()


@schreiben.command("vorlage")
@FALL
@ART
@mit_amt
def vorlage(amt: Amt, *, fall: str, art: str, als_json: bool) -> None:
    """Gibt die Angaben aus, die ein Schreiben braucht, als YAML zum Ausfüllen."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.services.fall.schreiben import schreibvorlage

    text = schreibvorlage(amt, fall, art)
    if als_json:
        zeige_json({"art": art, "vorlage": text})
        return
    click.echo(text, nl=False)

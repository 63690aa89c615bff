"""Command line: ``foerderung NOMEN VERB``; the module of a noun is imported only when the noun is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from foerderung import __version__
from foerderung.cli.rahmen import Einstellungen, Wurzel
from foerderung.cli.typen import DATUM, ORDNER

#: Every noun with the short help shown by ``foerderung --help``, so that the overview imports none of them.
NOMEN = {
    "db": "Speicher einrichten, prüfen, sichern, wiederherstellen.",
    "person": "Personen des Amtes und ihre Rollen.",
    "behoerde": "Angaben der Bewilligungsbehörde für Bescheide und Anordnungen.",
    "antragsteller": "Verzeichnis der Antragsteller.",
    "fall": "Fälle anlegen, ansehen, nachrechnen, schließen.",
    "beratung": "Pflichtberatung vor dem Antrag.",
    "antrag": "Anträge: Vorlage, Formular, Einlesen, Nachfordern, Prüfen.",
    "anlage": "Unterlagen, die zu einem Fall eingehen.",
    "evaluation": "Ziele und Indikatoren, Erfolgskontrolle am Ende.",
    "entscheidung": "Vorschlagen, bewilligen, ablehnen.",
    "bescheid": "Bescheid entwerfen, ablegen, zur Post geben.",
    "schreiben": "Schreiben und Vermerke zu einem Fall als Word-Dokument.",
    "klage": "Klagen gegen einen Bescheid.",
    "haushalt": "Ansätze, Bindungen und ihre Übersicht.",
    "zahlung": "Beginnanzeige, Bescheinigung, Anordnung.",
    "nachweis": "Verwendungsnachweis aufnehmen und prüfen.",
    "frist": "Fristen ansehen, auslösen, erledigen, in den Kalender übernehmen.",
    "statistik": "Zahlen zu allen Fällen: Zustände, Vorgänge, Summen, Dauer, Ausstehendes, Bilanz.",
    "rechne": "Rechnen ohne Datenbank: Zuwendung, Auszahlung, Fristen, Zinsen, Rückforderung.",
    "regeln": "Regelwerke ansehen und prüfen.",
    "demo": "Spielt einen ganzen Fall vor und rechnet die Beispielanträge.",
}


@click.group("foerderung", cls=Wurzel, nomen=NOMEN, subcommand_metavar="NOMEN VERB [ANGABEN]...")
@click.option("--regeln", type=ORDNER, help="Diesen Ordner statt der mitgelieferten Regelwerke verwenden.")
@click.option("--db", envvar="FOERDERUNG_DB", metavar="ORT", help="Speicher der Fälle: Datei oder postgresql://….")
@click.option("--als", envvar="FOERDERUNG_ALS", metavar="KÜRZEL", help="Wer handelt (nur bei einer Datei).")
@click.option("--heute", type=DATUM, help="Tag, der gespielt wird (nur in einem Übungsspeicher).")
@click.version_option(__version__, message="%(prog)s %(version)s", help="Version anzeigen.")
@click.pass_context
def main(ctx: click.Context, *, regeln: Path | None, db: str | None, als: str | None, heute: date | None) -> None:
    """Berechnet sächsische Zuwendungen auf den Cent und begründet jeden Betrag.

    Hilfe zu einem Nomen: foerderung NOMEN --help, zu einem Befehl: foerderung NOMEN VERB --help.
    """
    ctx.obj = Einstellungen(regeln, db, als, heute)

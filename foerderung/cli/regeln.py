"""Noun ``regeln``: look at rule sets and check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.tabelle import ist_terminal, zeige_tabelle
from foerderung.cli.typen import ORDNER


@click.group("regeln", cls=Gruppe)
def regeln() -> None:
    """Regelwerke ansehen und prüfen."""


@regeln.command("liste")
@click.argument("richtlinie", required=False, help="Name der Richtlinie; ohne Angabe alle Richtlinien.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def liste(einstellungen: Einstellungen, *, richtlinie: str | None, als_json: bool) -> None:
    """Listet Richtlinien mit ihren Fassungen oder die Regeln einer Richtlinie."""
    from foerderung.services.regelseite import fassungszeilen, regelzeilen

    if richtlinie is None:
        fassungen = fassungszeilen(einstellungen.regeln)
        _zeige_zeilen("Richtlinien und Fassungen", fassungen, als_json)
    else:
        regeln = regelzeilen(richtlinie, einstellungen.regeln)
        _zeige_zeilen(f"Regeln, Parameter, Reihen und Befunde: {richtlinie}", regeln, als_json)


@regeln.command("teste")
@click.argument("ordner", type=ORDNER, required=False, help="Ordner mit Fällen; sonst tests/faelle, wenn es ihn gibt.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def teste(einstellungen: Einstellungen, *, ordner: Path | None, als_json: bool) -> None:
    """Rechnet Beispiele und Fälle nach und nennt, was kein Fall abdeckt."""
    from foerderung.services.regeltest import pruefe_faelle

    bericht = pruefe_faelle(ordner, einstellungen.regeln)
    if als_json:
        zeige_json(asdict(bericht))
    else:
        _zeige_bericht(bericht)
    bericht.verlange_bestanden()


def _zeige_bericht(bericht: Any) -> None:
    click.echo(f"{bericht.faelle} Fälle, {len(bericht.unterschiede)} mit Unterschieden")
    for stand, fehlend in bericht.nicht_abgedeckt.items():
        click.echo(f"Von keinem Fall abgedeckt ({stand}): {len(fehlend)}")
        for eines in fehlend:
            click.echo(f"  {eines}")


def _zeige_zeilen(titel: str, zeilen: Sequence[Any], als_json: bool) -> None:
    if als_json:
        zeige_json([zeile._asdict() for zeile in zeilen])
        return
    spalten = [name.replace("_", " ") for name in zeilen[0]._fields] if zeilen else []
    zeige_tabelle(titel, spalten, [[_kurz(wert) for wert in map(str, zeile)] for zeile in zeilen])


def _kurz(wert: str) -> str:
    return f"{wert[:12]}…" if len(wert) == 64 and " " not in wert and ist_terminal() else wert


@regeln.command("zeige")
@click.argument("kennung", metavar="ID", help="Kennung einer Regel, eines Parameters, einer Reihe oder eines Befunds.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def zeige(einstellungen: Einstellungen, *, kennung: str, als_json: bool) -> None:
    """Zeigt Regel, Parameter oder Befund mit Formel, Fundstelle und Belegstand."""
    from foerderung.services.regelseite import seiten

    gefunden = seiten(kennung, einstellungen.regeln)
    if als_json:
        zeige_json([seite.als_json() for seite in gefunden])
        return
    for seite in gefunden:
        titel = f"{seite.art} {seite.kennung}: {seite.bezeichnung} ({seite.richtlinie})"
        zeige_tabelle(titel, (), [list(zeile) for zeile in seite.zeilen])


@regeln.command("pruefe")
@click.argument("ordner", type=ORDNER, required=False, help="Ordner mit Regelwerken; sonst die mitgelieferten.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def pruefe(einstellungen: Einstellungen, *, ordner: Path | None, als_json: bool) -> None:
    """Prüft Regelwerke und nennt alle Fehler mit Datei und Zeile."""
    from foerderung.services.regelpruefung import pruefe as pruefe_regeln

    _zeige_zeilen("Keine Fehler", pruefe_regeln(ordner or einstellungen.regeln), als_json)

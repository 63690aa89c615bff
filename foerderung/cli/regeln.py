"""Noun ``regeln``: look at rule sets and check them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.tabelle import ist_terminal, zeige_tabelle
from foerderung.cli.typen import ORDNER

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.services.buero.annahmen import Annahmenstand


@click.group("regeln", cls=Gruppe)
def regeln() -> None:
    """Regelwerke ansehen und prüfen."""


@regeln.command("liste")
@click.argument("richtlinie", required=False, help="Name der Richtlinie; ohne Angabe alle Richtlinien.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def liste(einstellungen: Einstellungen, *, richtlinie: str | None, als_json: bool) -> None:
    """Listet Richtlinien mit ihren Fassungen oder die Regeln einer Richtlinie."""
    from foerderung.services.regelwerk.regelseite import fassungszeilen, regelzeilen

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
    from foerderung.services.regelwerk.regeltest import pruefe_faelle

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
    from foerderung.services.regelwerk.regelseite import seiten

    gefunden = seiten(kennung, einstellungen.regeln)
    if als_json:
        zeige_json([seite.als_json() for seite in gefunden])
        return
    for seite in gefunden:
        titel = f"{seite.art} {seite.kennung}: {seite.bezeichnung} ({seite.richtlinie})"
        zeige_tabelle(titel, (), [list(zeile) for zeile in seite.zeilen])


@regeln.command("annahmen")
@click.option("--richtlinie", metavar="NAME", help="Nur diese Richtlinie; sonst alle, auf denen Fälle beruhen.")
@mit_amt
def annahmen(amt: Amt, *, richtlinie: str | None, als_json: bool) -> None:
    """Listet die Annahmen der Regelwerke und ob sie bestätigt sind: von wem, wann, warum."""
    from foerderung.services.buero.annahmen import liste_annahmen

    _zeige_annahmen(liste_annahmen(amt, richtlinie), als_json)


@regeln.command("bestaetige")
@click.argument("kennung", metavar="ID", help="Kennung der Annahme, wie „regeln annahmen“ sie nennt.")
@click.option("--grund", required=True, help="Worauf sich die Bestätigung stützt.")
@click.option("--richtlinie", metavar="NAME", default="kommpraev", show_default=True, help="Name der Richtlinie.")
@mit_amt
def bestaetige(amt: Amt, *, kennung: str, grund: str, richtlinie: str, als_json: bool) -> None:
    """Bestätigt eine Annahme in ihrem heutigen Wortlaut; der Regeltext bleibt unberührt."""
    from foerderung.services.buero.annahmen import bestaetige as bestaetige_annahme

    _zeige_annahmen([bestaetige_annahme(amt, kennung, grund, richtlinie)], als_json)


def _zeige_annahmen(staende: Sequence[Annahmenstand], als_json: bool) -> None:
    if als_json:
        zeige_json([eine.als_json() for eine in staende])
        return
    zeilen = [
        [eine.richtlinie, a.kennung, f"{a.art}: {a.bezeichnung}\n{a.text}", a.fundstelle, _bestaetigt(eine)]
        for eine in staende
        for a in [eine.annahme]
    ]
    offen = sum(not eine.gilt for eine in staende)
    titel = f"Annahmen: {len(staende)}, davon nicht bestätigt: {offen}"
    zeige_tabelle(titel, ["Richtlinie", "ID", "Annahme", "Fundstelle", "Bestätigung"], zeilen)


def _bestaetigt(stand: Annahmenstand) -> str:
    from foerderung.fach.zahlen import datum_deutsch

    bestaetigung = stand.bestaetigung
    if bestaetigung is None:
        return "nicht bestätigt"
    fuer = f" i. V. für {bestaetigung.in_vertretung_fuer}" if bestaetigung.in_vertretung_fuer else ""
    wer = f"bestätigt am {datum_deutsch(bestaetigung.am)} durch {bestaetigung.person}{fuer}: {bestaetigung.grund}"
    return wer if stand.gilt else f"nicht bestätigt, der Regeltext ist seither ein anderer ({wer})"


@regeln.command("pruefe")
@click.argument("ordner", type=ORDNER, required=False, help="Ordner mit Regelwerken; sonst die mitgelieferten.")
@click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben.")
@click.pass_obj
def pruefe(einstellungen: Einstellungen, *, ordner: Path | None, als_json: bool) -> None:
    """Prüft Regelwerke und nennt alle Fehler mit Datei und Zeile."""
    from foerderung.services.regelwerk.regelpruefung import pruefe as pruefe_regeln

    _zeige_zeilen("Keine Fehler", pruefe_regeln(ordner or einstellungen.regeln), als_json)

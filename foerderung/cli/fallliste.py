"""Show an overview of cases: a table for people, its rows as data for machines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.herkunft import herkunft_daten, zeige_herkunft
from foerderung.cli.tabelle import breite, ist_terminal, zeige_tabelle
from foerderung.fach.zahlen import cent_deutsch, datum_deutsch, dezimal, euro_deutsch
from foerderung.services.fall.fallliste import Fallliste
from foerderung.services.fall.fallspalten import FREIE, SCHMALE, SPALTEN, UEBLICHE, Inhalt
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN

if TYPE_CHECKING:
    from foerderung.services.ort import Ort

AM_BILDSCHIRM = 40
"""Rows on a terminal unless another number is asked for."""

SCHMAL = 120
"""Columns of a terminal below which an overview shows less."""


def uebliche_spalten(als_json: bool, in_datei: bool = False) -> tuple[str, ...]:
    """Return the columns to show unless others are named: all for machines, on a narrow terminal fewer."""
    if als_json:
        return tuple(SPALTEN)
    return SCHMALE if not in_datei and (breite() or SCHMAL) < SCHMAL else UEBLICHE


def liste_daten(liste: Fallliste, spalten: Sequence[str], hoechstens: int | None) -> dict[str, Any]:
    """Return an overview as plain data; number and sum are those of all cases found."""
    return {
        "faelle": [
            {name: _als_daten(zeile[name], SPALTEN[name].inhalt) for name in spalten}
            for zeile in liste.zeilen[:hoechstens]
        ],
        "anzahl": len(liste.zeilen),
        "zuwendung_gesamt": dezimal(liste.summe, 2),
        "filter": liste.filter.als_text(),
        **herkunft_daten(liste.herkunft),
    }


def zeige_liste(liste: Fallliste, spalten: Sequence[str], hoechstens: int | None) -> None:
    """Print an overview; the last line says how many cases, how much money, by which filter."""
    grenze = hoechstens or (AM_BILDSCHIRM if ist_terminal() else None)
    gezeigt = liste.zeilen[:grenze]
    if gezeigt:
        koepfe = [SPALTEN[name].kopf for name in spalten]
        betraege = frozenset(nr for nr, name in enumerate(spalten) if SPALTEN[name].inhalt is Inhalt.BETRAG)
        schreiber = [(name, _SCHREIBER[SPALTEN[name].inhalt]) for name in spalten]
        zellen = [[schreibe(zeile[name]) for name, schreibe in schreiber] for zeile in gezeigt]
        kuerzbar = frozenset(nr for nr, name in enumerate(spalten) if name in FREIE)
        zeige_tabelle("Fälle", koepfe, zellen, rechts=betraege, kuerzbar=kuerzbar)
    else:
        click.echo("Kein Fall gefunden.")
    if weitere := len(liste.zeilen) - len(gezeigt):
        click.echo(f"… und {weitere} weitere; --hoechstens {len(liste.zeilen)} zeigt alle.")
    zeige_herkunft(liste.herkunft)
    click.echo(summenzeile(liste))


def schreibe_liste(ort: Ort, liste: Fallliste, spalten: Sequence[str], xlsx: Path | None, csv: Path | None) -> None:
    """Write every case found into files and say which; nothing else is printed but the last line."""
    from foerderung.cli.fortschritt import Anzeige
    from foerderung.services.fall.fallausgabe import liste_als_ausgabe
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    ausgabe = liste_als_ausgabe(ort, liste, spalten)
    if xlsx is not None:
        from foerderung.dokumente.tafelmappe import render_tafelmappe

        inhalt = render_tafelmappe(ausgabe, Anzeige("geschrieben"))
        click.echo(f"Geschrieben: {schreibe_datei(xlsx, inhalt, 'Mit --xlsx einen anderen Ort angeben.')}")
    if csv is not None:
        from foerderung.dokumente.tafeltext import Profil, render_csv

        inhalt = render_csv(ausgabe, Profil.EXCEL)
        click.echo(f"Geschrieben: {schreibe_datei(csv, inhalt, 'Mit --csv einen anderen Ort angeben.')}")
    click.echo(summenzeile(liste))


def summenzeile(liste: Fallliste) -> str:
    """Say how many cases, how much money, by which filter."""
    anzahl = len(liste.zeilen)
    faelle = "1 Fall" if anzahl == 1 else f"{anzahl} Fälle"
    return f"{faelle}, Zuwendungen zusammen {euro_deutsch(liste.summe)}; Filter: {liste.filter.als_text()}"


def _als_daten(wert: Any, inhalt: Inhalt) -> Any:
    return dezimal(Fraction(wert, 100), 2) if inhalt is Inhalt.BETRAG else wert


_SCHREIBER: dict[Inhalt, Callable[[Any], str]] = {
    Inhalt.TEXT: lambda text: text or "",
    Inhalt.ZUSTAND: lambda zustand: ZUSTANDSNAMEN[zustand],
    Inhalt.ROLLE: lambda rolle: ROLLENNAMEN[rolle] if rolle else "",
    Inhalt.TAG: lambda tag: datum_deutsch(date.fromisoformat(tag)) if tag else "",
    Inhalt.JAHRE: lambda jahre: ", ".join(map(str, jahre)),
    Inhalt.BETRAG: lambda cent: cent_deutsch(cent) if cent else "–",
}
"""How a cell is written, by what its column holds."""

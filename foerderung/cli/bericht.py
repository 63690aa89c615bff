"""Show the outcome of a calculation to people: figures, payment, findings, trace."""

from __future__ import annotations

import click

from foerderung.cli.tabelle import breite, zeige_tabelle
from foerderung.fach.befund import BEDEUTUNG, Befund, Schwere
from foerderung.fach.zahlen import datum_deutsch, zahl_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe, Ergebniswert
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.reform import Vergleich


def zeige_kopf(berechnung: Berechnung) -> None:
    """Print what was computed by which rules."""
    werk = berechnung.regelwerk
    for text in (berechnung.angabe("vorhaben", "titel"), berechnung.angabe("antragsteller", "name")):
        if text:
            click.echo(text)
    stichtag = datum_deutsch(berechnung.stichtag)
    click.echo(f"{werk.kurz}, Fassung {werk.fassung.id}, Stichtag {stichtag}, Regelwerk {werk.sha256[:12]}")
    click.echo()


def zeige_ergebnis(ergebnis: Ergebnisgruppe) -> None:
    """Print every part of the result as a table, then the totals."""
    for name, teile in ergebnis.gruppen.items():
        if teile and name not in ergebnis.einzeln:
            _zeige_teile(teile)
    for name in ergebnis.einzeln:
        (teil,) = ergebnis.gruppen[name]
        zeige_auszahlung(teil)
    for wert in ergebnis.werte.values():
        click.echo(f"{wert.bezeichnung}: {wert}")
    click.echo()


def _zeige_teile(teile: tuple[Ergebnisgruppe, ...]) -> None:
    """Print parts that hold figures as one table; parts that hold parts as one table each."""
    if any(teil.gruppen for teil in teile):
        for teil in teile:
            kopf = " · ".join(str(wert) for wert in teil.werte.values())
            for unter in teil.gruppen.values():
                if unter:
                    _tabelle(kopf, unter)
        return
    _tabelle(teile[0].bezeichnung, teile)


def _tabelle(titel: str, teile: tuple[Ergebnisgruppe, ...]) -> None:
    namen = list(teile[0].werte)
    koepfe = [teile[0].werte[name].bezeichnung for name in namen]
    spalten = ["", *(str(teil.schluessel) for teil in teile)]
    zeilen = [[kopf, *(_zelle(teil.werte[name]) for teil in teile)] for kopf, name in zip(koepfe, namen, strict=True)]
    zeige_tabelle(titel, spalten, zeilen, rechts=frozenset(range(1, len(spalten))))


def _zelle(wert: Ergebniswert) -> str:
    return fuer_menschen(wert.wert, wert.typ, wert.texte)


def zeige_auszahlung(teil: Ergebnisgruppe) -> None:
    """Print a single part: its texts in a line, its lists as tables."""
    click.echo(f"{teil.bezeichnung}: " + ", ".join(str(wert) for wert in teil.werte.values()))
    for unter in teil.gruppen.values():
        if unter:
            _zeige_liste(unter)
    click.echo()


def _zeige_liste(teile: tuple[Ergebnisgruppe, ...]) -> None:
    """Print parts as the rows of a table."""
    erste = teile[0].werte.values()
    zeilen = [[str(teil.schluessel), *(str(wert) for wert in teil.werte.values())] for teil in teile]
    zahlen = frozenset(nummer for nummer, wert in enumerate(erste, 1) if wert.typ.art == "zahl")
    zeige_tabelle(teile[0].bezeichnung, ["Nr.", *(wert.bezeichnung for wert in erste)], zeilen, rechts=zahlen)


def zeige_befunde(befunde: tuple[Befund, ...]) -> None:
    """Print the findings, the gravest first."""
    if not befunde:
        click.echo("Keine Befunde.")
        return
    ordnung = list(Schwere)
    zeilen = [
        [
            befund.schwere.value,
            f"{befund.code}\n{befund.ort}",
            f"{befund.gefunden}; zulässig: {befund.zulaessig}"
            + (f" – {befund.entschieden}" if befund.entschieden else ""),
            str(befund.quelle),
        ]
        for befund in sorted(befunde, key=lambda befund: ordnung.index(befund.schwere))
    ]
    titel = f"Befunde: {zusammengefasst(befunde)}"
    zeige_tabelle(titel, ["Schwere", "Befund und Ort", "gefunden und zulässig", "Quelle"], zeilen)


def zusammengefasst(befunde: tuple[Befund, ...]) -> str:
    """Count findings by severity: „1 nachzufordern, 8 Hinweise“."""
    teile = []
    for schwere in Schwere:
        anzahl = sum(befund.schwere is schwere for befund in befunde)
        if anzahl:
            teile.append(f"{zahl_deutsch(anzahl)} × {BEDEUTUNG[schwere]}")
    return ", ".join(teile) or "keine"


def zeige_spur(berechnung: Berechnung, voll: bool) -> None:
    """Print the trace."""
    from foerderung.rechnung.spurtext import Darstellung, spurtext

    click.echo()
    click.echo("Rechenspur" if voll else "Rechenspur (verkürzt; vollständig mit --voll)")
    click.echo(spurtext(berechnung, Darstellung(voll, breite())), nl=False)


def zeige_vergleich(vergleich: Vergleich) -> None:
    """Print what a reform changes: figures, then the sentences of the trace."""
    click.echo(f"Geltendes Regelwerk {vergleich.geltend.regelwerk.sha256[:12]}")
    click.echo(f"Reform              {vergleich.reform.regelwerk.sha256[:12]}")
    click.echo()
    zahlen = vergleich.zahlen_deutsch()
    if not zahlen:
        click.echo("Die Reform ändert keine Zahl dieses Antrags.")
        return
    zeilen = [[eines.ort, eines.geltend or "–", eines.reform or "–"] for eines in zahlen]
    zeige_tabelle("Zahlen", ["Angabe", "geltend", "Reform"], zeilen, rechts=frozenset({1, 2}))
    saetze = [[eines.geltend or "–", eines.reform or "–"] for eines in vergleich.spur()]
    zeige_tabelle("Rechenspur", ["geltend", "Reform"], saetze)


def zeige_teilberechnung(teil: Teilberechnung) -> None:
    """Print one part of a result: its lists as tables, its figures, and the sentence of each node."""
    werk = teil.regelwerk
    click.echo(f"{teil.ergebnis.bezeichnung} ({werk.kurz}, Fassung {werk.fassung.id}, Regelwerk {werk.sha256[:12]})")
    click.echo()
    for unter in teil.ergebnis.gruppen.values():
        if unter:
            _zeige_liste(unter)
    for wert in teil.ergebnis.werte.values():
        click.echo(f"{wert.bezeichnung}: {wert}")
    click.echo()
    click.echo("Rechenspur")
    for satz in teil.saetze():
        click.echo(f"  {satz}")

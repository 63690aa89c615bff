"""How the budget is shown to people: the lines of a year, and the grants it carries."""

from __future__ import annotations

from datetime import date

import click

from foerderung.cli.herkunft import zeige_herkunft
from foerderung.cli.tabelle import zeige_tabelle
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.services.buero.haushaltsuebersicht import SUMMEN, Mittelzeile, Uebersicht, Zuwendungszeile
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import ZUSTANDSNAMEN


def bindungszeilen(stand: Fallstand) -> list[str]:
    """Return a line for every year that a grant binds, or is only expected to need."""
    return [
        *(f"gebunden für {eine.jahr}: {euro_deutsch(eine.betrag)}" for eine in stand.bindungen),
        *(
            f"nur voraussichtlich für {jahr}: {euro_deutsch(betrag)} (keine Verpflichtungsermächtigung, VVK Nr. 4.1)"
            for jahr, betrag in stand.voraussicht.items()
        ),
    ]


def zeige_uebersicht(blick: Uebersicht) -> None:
    """Print what a Haushaltsjahr provides and carries."""
    zustand = ", abgeschlossen" if blick.abgeschlossen else ""
    if not blick.mittel:
        click.echo(f"Für das Haushaltsjahr {blick.jahr} ist nichts erfasst; „foerderung haushalt ansatz“ erfasst es.")
    else:
        spalten = ["Buchungsstelle", "Mittel", "Ansatz", "gebunden", "angeordnet", "voraussichtlich", "frei"]
        zeilen = [_mittel(eine) for eine in blick.mittel]
        zeige_tabelle(f"Haushaltsjahr {blick.jahr}{zustand}", spalten, zeilen, rechts=frozenset(range(2, 7)))
    if blick.zuwendungen:
        _zeige_zuwendungen(blick)
    zeige_herkunft(blick.herkunft)


def _zeige_zuwendungen(blick: Uebersicht) -> None:
    """Print the grants twice, so that both fit a screen: what they cost, and what they are for and how it is proven."""
    summen = [euro_deutsch(blick.summe(name)) for name in SUMMEN]
    zeige_tabelle(
        "Projektförderungen (VVK Nr. 9.2.1 und 9.2.2)",
        ["Fall", "Empfänger", "Zuwendung", f"gebunden {blick.jahr}", "angeordnet", "später", "voraussichtlich"],
        [*(_betraege(eine) for eine in blick.zuwendungen), ["insgesamt", "", *summen]],
        rechts=frozenset(range(2, 7)),
    )
    zeige_tabelle(
        "Zweck und Verwendungsnachweis (VVK Nr. 9.2.1 und 9.2.3)",
        ["Fall", "Zweck", "Stand", "Nachweis bis", "Eingang", "geprüft"],
        [_nachweis(eine) for eine in blick.zuwendungen],
    )


def _mittel(zeile: Mittelzeile) -> list[str]:
    name = f"VE für {zeile.konto.jahr}" if zeile.ist_ermaechtigung else "Ausgabemittel"
    return [
        str(zeile.konto.stelle),
        name,
        euro_deutsch(zeile.ansatz) if zeile.frei is not None else "nicht erfasst",
        euro_deutsch(zeile.gebunden),
        "–" if zeile.ist_ermaechtigung else euro_deutsch(zeile.angeordnet),
        euro_deutsch(zeile.voraussichtlich),
        euro_deutsch(zeile.frei) if zeile.frei is not None else "–",
    ]


def _betraege(zeile: Zuwendungszeile) -> list[str]:
    return [zeile.aktenzeichen, zeile.empfaenger, *(euro_deutsch(getattr(zeile, name)) for name in SUMMEN)]


def _nachweis(zeile: Zuwendungszeile) -> list[str]:
    tage = (zeile.nachweis_faellig, zeile.nachweis_eingang, zeile.nachweis_geprueft)
    return [zeile.aktenzeichen, zeile.zweck, ZUSTANDSNAMEN[zeile.zustand], *map(_tag, tage)]


def _tag(tag: date | None) -> str:
    return "–" if tag is None else datum_deutsch(tag)

"""How the budget is shown to people: the lines of a year, and the grants it carries."""

from __future__ import annotations

import click

from foerderung.cli.herkunft import zeige_herkunft
from foerderung.cli.tafelanzeige import zeige_tafel
from foerderung.fach.zahlen import euro_deutsch
from foerderung.services.buero.haushaltsuebersicht import SUMMEN, Uebersicht
from foerderung.services.buero.uebersichtstafeln import BETRAEGE, mitteltafel, zuwendungstafel
from foerderung.verfahren.fallstand import Fallstand


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
    """Print what a Haushaltsjahr provides and carries.

    The grants come twice, so that both fit a screen: what they cost, and what they are for and how it is proven.
    """
    zustand = ", abgeschlossen" if blick.abgeschlossen else ""
    if not blick.mittel:
        click.echo(f"Für das Haushaltsjahr {blick.jahr} ist nichts erfasst; „foerderung haushalt ansatz“ erfasst es.")
    else:
        titel = f"Haushaltsjahr {blick.jahr}{zustand}"
        zeige_tafel(mitteltafel(blick), titel, ["buchungsstelle", "mittel", *BETRAEGE], summe=False)
    if blick.zuwendungen:
        tafel = zuwendungstafel(blick)
        zeige_tafel(tafel, "Projektförderungen (VVK Nr. 9.2.1 und 9.2.2)", ["fall", "empfaenger", *SUMMEN])
        nachweis = ("nachweis_faellig", "nachweis_eingang", "nachweis_geprueft")
        titel = "Zweck und Verwendungsnachweis (VVK Nr. 9.2.1 und 9.2.3)"
        zeige_tafel(tafel, titel, ["fall", "zweck", "zustand", *nachweis], summe=False)
    zeige_herkunft(blick.herkunft)

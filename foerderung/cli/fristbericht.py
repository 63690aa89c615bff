"""Show deadlines to people and machines: those of all cases by urgency, those of one case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from foerderung.cli.herkunft import herkunft_daten, zeige_herkunft
from foerderung.cli.tabelle import ist_terminal, zeige_tabelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.services.fall.fristenliste import Fristenliste, OffeneFrist

AM_BILDSCHIRM = 40
"""Rows on a terminal; into a file go all."""


def listendaten(liste: Fristenliste) -> dict[str, Any]:
    """Return open deadlines as plain data, with the head of the chain."""
    return {
        "heute": liste.heute.isoformat(),
        "fristen": [frist.als_json() for frist in liste.fristen],
        **herkunft_daten(liste.herkunft),
    }


def zeige_fristenliste(liste: Fristenliste) -> None:
    """Print open deadlines by urgency; on a terminal those that have passed stand out."""
    if not liste.fristen:
        click.echo("Keine offene Frist.")
    else:
        gezeigte = liste.fristen[: AM_BILDSCHIRM if ist_terminal() else None]
        zeilen = [_zeile(frist) for frist in gezeigte]
        betont = frozenset(nummer for nummer, frist in enumerate(gezeigte) if frist.ueberfaellig)
        spalten = ["noch", "Frist", "Fall", "", "zu tun", "durch", "Fundstelle"]
        zeige_tabelle(_titel(liste), spalten, zeilen, betont=betont)
        if weitere := len(liste.fristen) - len(gezeigte):
            click.echo(f"… und {weitere} weitere; --bis, --art oder --person schränken ein.")
    zeige_herkunft(liste.herkunft)


def _titel(liste: Fristenliste) -> str:
    anzahl = len(liste.fristen)
    ueberfaellige = sum(frist.ueberfaellig for frist in liste.fristen)
    wort = "1 offene Frist" if anzahl == 1 else f"{anzahl} offene Fristen"
    zusatz = f", {ueberfaellige} überfällig" if ueberfaellige else ""
    return f"{wort} am {datum_deutsch(liste.heute)}{zusatz}"


def _zeile(frist: OffeneFrist) -> Sequence[str]:
    return [
        dringlichkeit(frist.tage, frist.ueberfaellig),
        beide_ansichten(frist.bis, frist.bis_spaet or frist.bis),
        frist.fall,
        frist.fristart.bezeichnung,
        frist.fristart.zu_tun,
        frist.durch,
        frist.quelle,
    ]


def dringlichkeit(tage: int, ueberfaellig: bool) -> str:
    """Say how many days are left; between the ends on two views, that only one of them has passed."""
    if tage == 0:
        return "heute"
    if tage > 0:
        return f"{tage} Tag" if tage == 1 else f"{tage} Tage"
    if not ueberfaellig:
        return "nur nach anderer Ansicht"
    return "überfällig 1 Tag" if tage == -1 else f"überfällig {-tage} Tage"


def beide_ansichten(eine: date, andere: date) -> str:
    """Write a day on which two views of § 41 Abs. 2 VwVfG may differ."""
    if eine == andere:
        return datum_deutsch(eine)
    return f"{datum_deutsch(eine)}, nach anderer Ansicht {datum_deutsch(andere)}"

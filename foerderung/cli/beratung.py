"""Noun ``beratung``: the consultation before the application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt, zeige_vollzug
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.typen import DATEI

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.services.rechnen.zuwendung import Dokument


@click.group("beratung", cls=Gruppe)
def beratung() -> None:
    """Pflichtberatung vor dem Antrag."""


@beratung.command("erfasse")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.argument("datei", type=DATEI, required=False, help="Beratungsprotokoll als YAML oder JSON; sonst wird gefragt.")
@click.option("--nachtrag", default="", metavar="GRUND", help="Grund, wenn die Beratung mehr als 14 Tage zurückliegt.")
@mit_amt
def erfasse(amt: Amt, *, fall: str, datei: Path | None, nachtrag: str, als_json: bool) -> None:
    """Hält eine Beratung fest, aus einer Datei oder Frage für Frage; sie gilt ab dem Tag, den sie nennt."""
    from foerderung.services.fall.faelle import erfasse_beratung
    from foerderung.services.rechnen.zuwendung import Dokument

    dokument = Dokument.lies(datei) if datei is not None else _erfragt(amt, fall)
    zeige_vollzug(erfasse_beratung(amt, fall, dokument, nachtrag), als_json)


def _erfragt(amt: Amt, fall: str) -> Dokument:
    from foerderung.cli.erfassung import erfrage
    from foerderung.services.amt import hole_fall
    from foerderung.services.fall.fallrechnung import richtlinie_des_falls
    from foerderung.services.fall.unterlagen import felder_der_unterlage
    from foerderung.services.rechnen.zuwendung import Dokument

    with amt.lesend() as lesung:
        stand = hole_fall(lesung, fall)
    feld = felder_der_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), "beratung")
    return Dokument(erfrage(feld), "Eingabe")


@beratung.command("schema")
@click.argument("richtlinie", default="kommpraev", help="Name der Richtlinie; ohne Angabe kommpraev.")
@click.pass_obj
def schema(einstellungen: Einstellungen, *, richtlinie: str) -> None:
    """Zeigt das JSON-Schema eines Beratungsprotokolls."""
    from foerderung.services.fall.unterlagen import schema_der_unterlage

    zeige_json(schema_der_unterlage(richtlinie, "beratung", einstellungen.regeln))

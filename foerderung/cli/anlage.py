"""Noun ``anlage``: papers that come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_amt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, DATUM

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("anlage", cls=Gruppe)
def anlage() -> None:
    """Unterlagen, die zu einem Fall eingehen."""


@anlage.command("erfasse")
@click.option("--art", required=True, help="Art der Anlage, etwa bildungsnachweis.")
@click.option("--eingang", type=DATUM, help="Tag des Eingangs; sonst der Tag der Erfassung.")
@mit_akt("anlage_erfassen", click.argument("datei", type=DATEI, help="Die Unterlage, etwa als PDF."))
def erfasse(amt: Amt, *, auftrag: Auftrag, datei: Path, art: str, eingang: date | None, als_json: bool) -> None:
    """Legt eine Unterlage mit dem Tag ihres Eingangs ab; die Antragsprüfung berücksichtigt sie."""
    from foerderung.services.fall.anlagen import erfasse_anlage
    from foerderung.services.fall.fallrechnung import Datei

    zeige_vollzug(erfasse_anlage(amt, auftrag, Datei.lies(datei), art, eingang), als_json)


@anlage.command("hole")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.argument("nummer", type=click.IntRange(min=1), help="Nummer der Anlage in „fall zeige“.")
@click.option("--ziel", type=DATEI, required=True, help="Datei, in die sie geschrieben wird.")
@mit_amt
def hole(amt: Amt, *, fall: str, nummer: int, ziel: Path, als_json: bool) -> None:
    """Schreibt eine abgelegte Unterlage unverändert heraus."""
    from foerderung.cli.ausgabe import zeige_json
    from foerderung.services.fall.anlagen import hole_anlage
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    gefunden, inhalt = hole_anlage(amt, fall, nummer)
    schreibe_datei(ziel, inhalt)
    if als_json:
        zeige_json({**gefunden.model_dump(mode="json"), "ziel": str(ziel)})
    else:
        click.echo(f"Geschrieben: {ziel}")

"""Noun ``entscheidung``: propose, grant, reject."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, DATUM, NUMMER_TAG, zuordnung

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("entscheidung", cls=Gruppe)
def entscheidung() -> None:
    """Vorschlagen, bewilligen, ablehnen."""


@entscheidung.command("schlage-vor")
@click.option("--entscheidung", "datei", type=DATEI, help="Kürzungen, Sätze, Abweichungen als YAML oder JSON.")
@click.option("--ablehnung", metavar="GRUND", help="Ablehnung vorschlagen, mit dieser Begründung.")
@click.option("--zwischenrate-am", type=DATUM, help="Termin der Zwischenrate (VVK Nr. 7.2).")
@click.option(
    "--rate-am",
    "termine",
    type=NUMMER_TAG,
    metavar="RATE=TAG",
    multiple=True,
    help="Erwarteter Zahltag einer Rate, etwa 1=15.01.2027; mehrfach möglich. Er bestimmt das gebundene Haushaltsjahr.",
)
@mit_akt("entscheidung_vorschlagen")
def schlage_vor(
    amt: Amt,
    *,
    auftrag: Auftrag,
    datei: Path | None,
    ablehnung: str | None,
    zwischenrate_am: date | None,
    termine: tuple[tuple[int, date], ...],
    als_json: bool,
) -> None:
    """Schlägt der zeichnenden Person eine Bewilligung oder Ablehnung vor."""
    from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
    from foerderung.services.fall.entscheidungen import Vorschlagsangaben
    from foerderung.services.fall.entscheidungen import schlage_vor as schlage
    from foerderung.services.fall.fallrechnung import Datei

    inhalt = Datei.lies(datei) if datei is not None else None
    vollzug = schlage(
        amt, auftrag, Vorschlagsangaben(inhalt, ablehnung, zwischenrate_am, zuordnung(termine, "--rate-am"))
    )
    vorschlag = vollzug.stand.vorschlag
    betrag = vorschlag.zuwendung if vorschlag is not None else 0
    hinweis = f"Vorgeschlagene Zuwendung: {euro_deutsch(betrag)}" if ablehnung is None else "Vorgeschlagen: Ablehnung"
    tage = vorschlag.zahltermine if vorschlag is not None else {}
    erwartet = [f"{nummer}. Rate erwartet am {datum_deutsch(tag)}" for nummer, tag in sorted(tage.items())]
    zeige_vollzug(vollzug, als_json, hinweis, *erwartet)


@entscheidung.command("bewillige")
@click.option("--annahmen-grund", default="", metavar="GRUND", help="Warum unbestätigte Annahmen hingenommen werden.")
@mit_akt("entscheidung_bewilligen")
def bewillige(amt: Amt, *, auftrag: Auftrag, annahmen_grund: str, als_json: bool) -> None:
    """Bewilligt, was eine andere Person vorgeschlagen hat."""
    from foerderung.cli.haushaltsbericht import bindungszeilen
    from foerderung.fach.zahlen import euro_deutsch
    from foerderung.services.fall.entscheidungen import bewillige as bewillige_fall

    vollzug = bewillige_fall(amt, auftrag, annahmen_grund)
    betrag = f"Bewilligte Zuwendung: {euro_deutsch(vollzug.stand.zuwendung)}"
    zeige_vollzug(vollzug, als_json, betrag, *bindungszeilen(vollzug.stand))


@entscheidung.command("lehne-ab")
@click.option("--grund", default="", help="Begründung; ohne Angabe die des Vorschlags.")
@mit_akt("entscheidung_ablehnen")
def lehne_ab(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Lehnt einen Antrag ab."""
    from foerderung.services.fall.entscheidungen import lehne_ab as lehne

    zeige_vollzug(lehne(amt, auftrag, grund), als_json)

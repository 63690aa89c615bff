"""Noun ``evaluation``: goals at the beginning, judgement at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("evaluation", cls=Gruppe)
def evaluation() -> None:
    """Ziele und Indikatoren, Erfolgskontrolle am Ende."""


@evaluation.command("ziele")
@click.option("--datei", type=DATEI, required=True, help="Zuwendungszweck, Ziele und Indikatoren als YAML oder JSON.")
@mit_akt("ziele_festlegen")
def ziele(amt: Amt, *, auftrag: Auftrag, datei: Path, als_json: bool) -> None:
    """Legt vor der Entscheidung fest, woran der Erfolg gemessen wird."""
    from foerderung.services.fall.evaluationen import lege_ziele_fest
    from foerderung.services.rechnen.zuwendung import Dokument

    zeige_vollzug(lege_ziele_fest(amt, auftrag, Dokument.lies(datei)), als_json)


@evaluation.command("erfasse")
@click.option("--datei", type=DATEI, required=True, help="Ergebnis zu jedem Indikator als YAML oder JSON.")
@mit_akt("evaluation_erfassen")
def erfasse(amt: Amt, *, auftrag: Auftrag, datei: Path, als_json: bool) -> None:
    """Schließt die Erfolgskontrolle ab: jeder Indikator ist bewertet."""
    from foerderung.services.fall.evaluationen import erfasse_evaluation
    from foerderung.services.rechnen.zuwendung import Dokument

    zeige_vollzug(erfasse_evaluation(amt, auftrag, Dokument.lies(datei)), als_json)

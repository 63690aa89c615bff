"""Noun ``statistik``: figures on all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_ort
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Befehl

if TYPE_CHECKING:
    from foerderung.services.ort import Ort


@click.command("statistik", cls=Befehl)
@click.option("--jahr", type=click.IntRange(1990, 2200), metavar="JAHR", help="Nur dieses Jahr; sonst alle.")
@mit_ort
def statistik(ort: Ort, *, jahr: int | None, als_json: bool) -> None:
    """Zahlen zu allen Fällen: Zustände, Vorgänge, Summen, Dauer, Ausstehendes, Bilanz."""
    from foerderung.cli.statistikbericht import statistik_daten, zeige_statistik
    from foerderung.services.buero.statistik import zaehle

    zahlen = zaehle(ort, jahr)
    if als_json:
        zeige_json(statistik_daten(zahlen))
    else:
        zeige_statistik(zahlen)

"""Command ``demo``: one example from application to result."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

import click

from foerderung.cli.rahmen import Befehl, Einstellungen
from foerderung.cli.typen import ORDNER


@click.command("demo", cls=Befehl)
@click.option(
    "--nach",
    type=ORDNER,
    default=Path("demo"),
    show_default=True,
    help="Ordner für die erzeugten Dateien.",
)
@click.pass_obj
def demo(einstellungen: Einstellungen, *, nach: Path) -> None:
    """Rechnet die Beispielanträge und schreibt Rechenspur, Bescheid und Arbeitsmappe."""
    from foerderung.cli.bericht import zusammengefasst
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.richtlinien.herkunft import BEISPIELE
    from foerderung.services.demo import RICHTLINIE, fuehre_vor
    from foerderung.services.regeln import regelordner

    vorfuehrungen = list(fuehre_vor(nach, einstellungen.regeln))
    zeilen = [
        [
            eine.name,
            eine.berechnung.angabe("antragsteller", "name"),
            str(eine.berechnung.ergebnis["zuwendungsfaehig_gesamt"]),
            str(eine.berechnung.ergebnis["zuwendung_gesamt"]),
            zusammengefasst(eine.berechnung.befunde),
        ]
        for eine in vorfuehrungen
    ]
    werk = vorfuehrungen[0].berechnung.regelwerk
    spalten = ["Beispiel", "Antragsteller", "zuwendungsfähig", "Zuwendung", "Befunde"]
    zeige_tabelle(f"{werk.kurz}: {werk.titel}", spalten, zeilen, rechts=frozenset({2, 3}))
    click.echo("Geschrieben:")
    for eine in vorfuehrungen:
        for datei in eine.dateien:
            click.echo(f"  {datei}")
    erstes = regelordner(einstellungen.regeln) / RICHTLINIE / BEISPIELE / f"{vorfuehrungen[-1].name}.yaml"
    click.echo("Jeder Betrag mit seiner Begründung:")
    click.echo(f"  {_aufruf()} rechne zuwendung {_kurzer_pfad(erstes)} --voll")


def _aufruf() -> str:
    """Return how this program can be called from here: by its name, or by where it lies."""
    return "foerderung" if shutil.which("foerderung") else str(_kurzer_pfad(Path(sys.argv[0]).absolute()))


def _kurzer_pfad(pfad: Path) -> Path:
    """Return the path as seen from where the user stands, if it lies below."""
    with suppress(ValueError):
        return pfad.relative_to(Path.cwd())
    return pfad

"""Command line: ``foerderung NOMEN VERB``; the module of a noun is imported only when the noun is called."""

from __future__ import annotations

from pathlib import Path

import click

from foerderung import __version__
from foerderung.cli.rahmen import Einstellungen, Wurzel
from foerderung.cli.typen import ORDNER

#: Every noun with the short help shown by ``foerderung --help``, so that the overview imports none of them.
NOMEN = {
    "antrag": "Anträge: welche Angaben ein Antrag enthält.",
    "rechne": "Rechnen ohne Datenbank: Zuwendung, Auszahlung, Fristen, Zinsen, Rückforderung.",
    "regeln": "Regelwerke ansehen und prüfen.",
    "demo": "Rechnet die Beispielanträge und schreibt Rechenspur, Bescheid und Arbeitsmappe.",
}


@click.group("foerderung", cls=Wurzel, nomen=NOMEN, subcommand_metavar="NOMEN VERB [ANGABEN]...")
@click.option("--regeln", type=ORDNER, help="Diesen Ordner statt der mitgelieferten Regelwerke verwenden.")
@click.version_option(__version__, message="%(prog)s %(version)s", help="Version anzeigen.")
@click.pass_context
def main(ctx: click.Context, regeln: Path | None) -> None:
    """Berechnet sächsische Zuwendungen auf den Cent und begründet jeden Betrag.

    Hilfe zu einem Nomen: foerderung NOMEN --help, zu einem Befehl: foerderung NOMEN VERB --help.
    """
    ctx.obj = Einstellungen(regeln=regeln)

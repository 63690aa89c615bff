"""Noun ``klage``: an action against a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("klage", cls=Gruppe)
def klage() -> None:
    """Klagen gegen einen Bescheid."""


@klage.command("erfasse")
@click.option("--grund", required=True, help="Gericht, Aktenzeichen und Gegenstand.")
@mit_akt("klage_erfassen")
def erfasse(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Hält fest, dass gegen den Bescheid geklagt wird; --am ist der Eingang bei Gericht."""
    _vollziehe(amt, auftrag, grund, als_json)


@klage.command("erledige")
@click.option("--grund", required=True, help="Wie die Klage endete; der Bescheid bleibt bestehen.")
@mit_akt("klage_erledigen")
def erledige(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Hält fest, dass die Klage erledigt ist und der Bescheid Bestand hat."""
    _vollziehe(amt, auftrag, grund, als_json)


def _vollziehe(amt: Amt, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    from foerderung.services.akt import Vorbereitung, vollziehe

    zeige_vollzug(vollziehe(amt, auftrag, lambda _: Vorbereitung({"grund": grund})), als_json)

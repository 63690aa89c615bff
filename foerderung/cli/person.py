"""Noun ``person``: who works in the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import ROLLE

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.verfahren.lage import Person


@click.group("person", cls=Gruppe)
def person() -> None:
    """Personen des Amtes und ihre Rollen."""


@person.command("anlege")
@click.argument("kuerzel", help="Kürzel; auf PostgreSQL der Name der Anmeldung.")
@click.option("--name", required=True, help="Name oder Funktion.")
@click.option(
    "--rolle", "rollen", type=ROLLE, metavar="ROLLE", multiple=True, required=True, help="Rolle; mehrfach möglich."
)
@mit_amt
def anlege(amt: Amt, *, kuerzel: str, name: str, rollen: tuple[str, ...], als_json: bool) -> None:
    """Nimmt eine Person in das Amt auf."""
    from foerderung.services.stammdaten import lege_person_an, neue_person
    from foerderung.verfahren.zustand import Rolle

    _zeige([lege_person_an(amt, neue_person(kuerzel, name, [Rolle(rolle) for rolle in rollen]))], als_json)


@person.command("rolle")
@click.argument("kuerzel", help="Kürzel der Person.")
@click.option(
    "--rolle",
    "rollen",
    type=ROLLE,
    metavar="ROLLE",
    multiple=True,
    required=True,
    help="Alle Rollen, die sie haben soll.",
)
@mit_amt
def rolle(amt: Amt, *, kuerzel: str, rollen: tuple[str, ...], als_json: bool) -> None:
    """Gibt einer Person andere Rollen; niemand ändert die eigenen."""
    from foerderung.services.stammdaten import aendere_person
    from foerderung.verfahren.zustand import Rolle

    _zeige([aendere_person(amt, kuerzel, [Rolle(eine) for eine in rollen], None)], als_json)


@person.command("sperre")
@click.argument("kuerzel", help="Kürzel der Person.")
@click.option("--sperren/--entsperren", default=True, show_default=True, help="Sperren oder wieder zulassen.")
@mit_amt
def sperre(amt: Amt, *, kuerzel: str, sperren: bool, als_json: bool) -> None:
    """Sperrt eine Person; sie liest noch, handelt aber nicht mehr."""
    from foerderung.services.stammdaten import aendere_person

    _zeige([aendere_person(amt, kuerzel, None, sperren)], als_json)


@person.command("liste")
@mit_amt
def liste(amt: Amt, *, als_json: bool) -> None:
    """Listet die Personen des Amtes."""
    with amt.lesend() as lesung:
        personen = lesung.personen()
    _zeige(personen, als_json)


def _zeige(personen: Sequence[Person], als_json: bool) -> None:
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.stammdaten import personenfakten
    from foerderung.verfahren.zustand import ROLLENNAMEN

    if als_json:
        daten: list[Any] = [personenfakten(eine) for eine in personen]
        zeige_json(daten)
        return
    zeilen = [
        [
            eine.kuerzel,
            eine.name,
            ", ".join(ROLLENNAMEN[rolle] for rolle in sorted(eine.rollen)),
            "gesperrt" if eine.gesperrt else "",
        ]
        for eine in personen
    ]
    zeige_tabelle("Personen", ["Kürzel", "Name", "Rollen", ""], zeilen)

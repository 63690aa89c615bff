"""Noun ``person``: who works in the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATUM, ROLLE

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.verfahren.lage import Person, Vertretung


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


@person.command("vertretung")
@click.option("--fuer", required=True, metavar="KÜRZEL", help="Wer vertreten wird.")
@click.option("--durch", required=True, metavar="KÜRZEL", help="Wer vertritt.")
@click.option("--von", type=DATUM, required=True, help="Erster Tag.")
@click.option("--bis", type=DATUM, required=True, help="Letzter Tag; ein früherer beendet die Vertretung.")
@click.option("--grund", default="", help="Anlass, etwa Urlaub.")
@mit_amt
def vertretung(amt: Amt, *, fuer: str, durch: str, von: date, bis: date, grund: str, als_json: bool) -> None:
    """Regelt eine Vertretung; dieselben zwei Personen noch einmal ersetzen den früheren Zeitraum."""
    from foerderung.services.vertretungen import regle_vertretung
    from foerderung.verfahren.lage import Vertretung

    _zeige([regle_vertretung(amt, durch, Vertretung(fuer, von, bis, grund))], als_json)


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
        zeige_json([{**personenfakten(eine), "vertritt": _vertretungen(eine)} for eine in personen])
        return
    zeilen = [
        [
            eine.kuerzel,
            eine.name,
            ", ".join(ROLLENNAMEN[rolle] for rolle in sorted(eine.rollen)),
            "; ".join(map(_vertretungstext, eine.vertritt)),
            "gesperrt" if eine.gesperrt else "",
        ]
        for eine in personen
    ]
    zeige_tabelle("Personen", ["Kürzel", "Name", "Rollen", "vertritt", ""], zeilen)


def _vertretungstext(vertretung: Vertretung) -> str:
    from foerderung.fach.zahlen import datum_deutsch

    grund = f" ({vertretung.grund})" if vertretung.grund else ""
    return f"{vertretung.fuer} vom {datum_deutsch(vertretung.von)} bis {datum_deutsch(vertretung.bis)}{grund}"


def _vertretungen(person: Person) -> list[dict[str, Any]]:
    return [
        {"fuer": eine.fuer, "von": eine.von.isoformat(), "bis": eine.bis.isoformat(), "grund": eine.grund}
        for eine in person.vertritt
    ]

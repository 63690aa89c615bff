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
    from foerderung.services.buero.aufgaben import Aufgabe
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
    from foerderung.services.buero.stammdaten import lege_person_an, neue_person
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
    from foerderung.services.buero.stammdaten import aendere_person
    from foerderung.verfahren.zustand import Rolle

    _zeige([aendere_person(amt, kuerzel, [Rolle(eine) for eine in rollen], None)], als_json)


@person.command("sperre")
@click.argument("kuerzel", help="Kürzel der Person.")
@click.option("--sperren/--entsperren", default=True, show_default=True, help="Sperren oder wieder zulassen.")
@mit_amt
def sperre(amt: Amt, *, kuerzel: str, sperren: bool, als_json: bool) -> None:
    """Sperrt eine Person; sie liest noch, handelt aber nicht mehr."""
    from foerderung.services.buero.stammdaten import aendere_person

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
    from foerderung.services.buero.vertretungen import regle_vertretung
    from foerderung.verfahren.lage import Vertretung

    _zeige([regle_vertretung(amt, durch, Vertretung(fuer, von, bis, grund))], als_json)


@person.command("liste")
@mit_amt
def liste(amt: Amt, *, als_json: bool) -> None:
    """Listet die Personen des Amtes."""
    with amt.lesend() as lesung:
        personen = lesung.personen()
    _zeige(personen, als_json)


@person.command("aufgaben")
@click.argument("kuerzel", required=False, metavar="[KÜRZEL]", help="Wessen Aufgaben; sonst die der handelnden Person.")
@click.option("--alle", is_flag=True, help="Auch Fälle, die eine andere Person bearbeitet.")
@mit_amt
def aufgaben(amt: Amt, *, kuerzel: str | None, alle: bool, als_json: bool) -> None:
    """Zeigt, was auf eine Person wartet, was zu tun ist und seit wann; Vertretungen zählen mit."""
    from foerderung.services.buero.aufgaben import aufgaben as hole

    person, liste = hole(amt, kuerzel, alle)
    if als_json:
        zeige_json([eine.als_json() for eine in liste])
    else:
        _zeige_aufgaben(person, liste)


def _zeige_aufgaben(person: Person, liste: Sequence[Aufgabe]) -> None:
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.fach.zahlen import datum_deutsch
    from foerderung.verfahren.zustand import ROLLENNAMEN

    if not liste:
        click.echo(f"Auf {person.kuerzel} wartet nichts.")
        return
    zeilen = [
        [
            eine.fall,
            eine.worauf,
            datum_deutsch(eine.seit) if eine.seit is not None else "",
            ROLLENNAMEN[eine.rolle] + (f" i. V. für {eine.fuer}" if eine.fuer else ""),
            eine.titel,
        ]
        for eine in liste
    ]
    titel = f"Auf {person.kuerzel} {'wartet 1 Fall' if len(liste) == 1 else f'warten {len(liste)} Fälle'}"
    zeige_tabelle(titel, ["Fall", "zu tun", "seit", "Rolle", "Vorhaben"], zeilen)


def _zeige(personen: Sequence[Person], als_json: bool) -> None:
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.buero.stammdaten import personenfakten
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

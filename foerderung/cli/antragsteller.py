"""Noun ``antragsteller``: the register of applicants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import Auswahl

if TYPE_CHECKING:
    from foerderung.services.amt import Amt
    from foerderung.verfahren.amtsstand import Antragsteller

ART = Auswahl(("gemeinde", "landkreis", "eigenbetrieb", "verband", "sonstige"))
_OPTIONEN = (
    ("--name", None, "Name, etwa Stadt Beispielstadt."),
    ("--art", ART, "Art des Antragstellers."),
    ("--ags", None, "Amtlicher Gemeindeschlüssel, acht Ziffern, für einen Landkreis fünf."),
    ("--strasse", None, "Straße und Hausnummer."),
    ("--plz", None, "Postleitzahl."),
    ("--ort", None, "Ort."),
)
_IBAN = "IBAN; erst vor der ersten Auszahlung nötig."


def _mit_angaben(pflicht: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add an option for every fact of an applicant."""

    def schmuecke(funktion: Callable[..., None]) -> Callable[..., None]:
        funktion = click.option("--iban", help=_IBAN)(funktion)
        for name, typ, hilfe in reversed(_OPTIONEN):
            funktion = click.option(name, type=typ, required=pflicht, help=hilfe)(funktion)
        return funktion

    return schmuecke


@click.group("antragsteller", cls=Gruppe)
def antragsteller() -> None:
    """Verzeichnis der Antragsteller."""


@antragsteller.command("anlege")
@_mit_angaben(pflicht=True)
@mit_amt
def anlege(amt: Amt, *, als_json: bool, **angaben: str | None) -> None:
    """Nimmt einen Antragsteller in das Verzeichnis auf."""
    from foerderung.services.buero.stammdaten import lege_antragsteller_an

    _zeige([lege_antragsteller_an(amt, _gegeben(angaben))], als_json)


@antragsteller.command("aendere")
@click.argument("nummer", help="Nummer im Verzeichnis, etwa A-0001.")
@_mit_angaben(pflicht=False)
@mit_amt
def aendere(amt: Amt, *, nummer: str, als_json: bool, **angaben: str | None) -> None:
    """Ändert Angaben eines Antragstellers, etwa die IBAN."""
    from foerderung.services.buero.stammdaten import aendere_antragsteller

    _zeige([aendere_antragsteller(amt, nummer, _gegeben(angaben))], als_json)


@antragsteller.command("liste")
@mit_amt
def liste(amt: Amt, *, als_json: bool) -> None:
    """Listet das Verzeichnis."""
    with amt.lesend() as lesung:
        alle = lesung.alle_antragsteller()
    _zeige(alle, als_json)


def _gegeben(angaben: dict[str, str | None]) -> dict[str, str]:
    return {name: wert for name, wert in angaben.items() if wert is not None}


def _zeige(alle: Sequence[Antragsteller], als_json: bool) -> None:
    from foerderung.cli.tabelle import zeige_tabelle

    if als_json:
        zeige_json([eines.model_dump() for eines in alle])
        return
    zeilen = [
        [eines.nummer, eines.name, eines.art, eines.ags, f"{eines.strasse}, {eines.plz} {eines.ort}", eines.iban]
        for eines in alle
    ]
    zeige_tabelle("Antragsteller", ["Nr.", "Name", "Art", "AGS", "Anschrift", "IBAN"], zeilen)

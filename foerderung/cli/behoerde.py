"""Noun ``behoerde``: what the authority says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_amt
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import ANGABE

if TYPE_CHECKING:
    from foerderung.services.amt import Amt


@click.group("behoerde", cls=Gruppe)
def behoerde() -> None:
    """Angaben der Bewilligungsbehörde für Bescheide und Anordnungen."""


@behoerde.command("zeige")
@click.option("--gerichte", is_flag=True, help="Auch die Verwaltungsgerichte nach Kreis zeigen.")
@mit_amt
def zeige(amt: Amt, *, gerichte: bool, als_json: bool) -> None:
    """Zeigt, was eingetragen ist und was noch fehlt."""
    from foerderung.services.rechnen.verfahrensrecht import verwaltungsgerichte

    with amt.lesend() as lesung:
        angaben = lesung.behoerde()
    _zeige(angaben, verwaltungsgerichte(amt.heute, amt.regeln) if gerichte else None, als_json)


@behoerde.command("setze")
@click.argument(
    "angaben",
    type=ANGABE,
    metavar="NAME=WERT …",
    nargs=-1,
    required=True,
    help="Angaben als NAME=WERT, etwa kapitel=0305.",
)
@mit_amt
def setze(amt: Amt, *, angaben: tuple[tuple[str, str], ...], als_json: bool) -> None:
    """Trägt Angaben der Behörde ein; frühere bleiben in der Kette sichtbar."""
    from foerderung.services.buero.stammdaten import setze_behoerde

    _zeige(setze_behoerde(amt, dict(angaben)), None, als_json)


def _zeige(angaben: dict[str, str], gerichte: dict[str, str] | None, als_json: bool) -> None:
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.buero.behoerdenangaben import BEHOERDENANGABEN, WOFUER, offene_angaben

    offen = {wofuer: offene_angaben(angaben, noetig) for wofuer, noetig in WOFUER.items()}
    if als_json:
        fehlt = {wofuer.split()[-1].lower(): list(namen) for wofuer, namen in offen.items()}
        zeige_json({**angaben, "fehlt": fehlt, **({"gerichte": gerichte} if gerichte is not None else {})})
        return
    noetige = {name for namen in WOFUER.values() for name in namen}
    zeilen = [
        [name, text, angaben.get(name, "").strip() or ("– fehlt –" if name in noetige else "–")]
        for name, text in BEHOERDENANGABEN.items()
    ]
    zeige_tabelle("Bewilligungsbehörde", ["Name", "", "Wert"], zeilen)
    for wofuer, namen in offen.items():
        if namen:
            befehl = " ".join(f"{name}=…" for name in namen)
            click.echo(f"Es fehlt für {wofuer}: foerderung behoerde setze {befehl}")
    if gerichte is not None:
        sitze = [[kreis, f"Verwaltungsgericht {sitz}"] for kreis, sitz in gerichte.items()]
        zeige_tabelle("Zuständige Gerichte nach Kreis (§ 52 Nr. 3 VwGO)", ["Kreis", "Gericht"], sitze)

"""Noun ``nachweis``: the proof of use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_amt, zeige_vollzug
from foerderung.cli.ausgabe import zeige_geschrieben
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import BETRAG, DATEI, DATUM

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


@click.group("nachweis", cls=Gruppe)
def nachweis() -> None:
    """Verwendungsnachweis aufnehmen und prüfen."""


@nachweis.command("formular")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.option("--ziel", type=DATEI, required=True, help="Excel-Datei, in die das Formular geschrieben wird.")
@mit_amt
def formular(amt: Amt, *, fall: str, ziel: Path, als_json: bool) -> None:
    """Gibt das Formular des Verwendungsnachweises aus, gegliedert wie der bewilligte Finanzierungsplan."""
    from foerderung.services.fall.formulare import nachweisformular
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    zeige_geschrieben(schreibe_datei(ziel, nachweisformular(amt, fall)), als_json)


@nachweis.command("einlesen")
@click.option("--datei", type=DATEI, required=True, help="Verwendungsnachweis als YAML, JSON oder Excel (Formular).")
@click.option("--eingang", type=DATUM, help="Tag des Eingangs; nur bei einem Formular, in dem er fehlt.")
@click.option("--mehreinnahmen", type=BETRAG, default="0", help="Zusätzliche Deckungsmittel (ANBest-K Nr. 2).")
@mit_akt("nachweis_einlesen")
def einlesen(
    amt: Amt,
    *,
    auftrag: Auftrag,
    datei: Path,
    eingang: date | None,
    mehreinnahmen: Fraction,
    als_json: bool,
) -> None:
    """Nimmt einen Verwendungsnachweis auf und rechnet die Zuwendung daraus neu."""
    from foerderung.fach.zahlen import euro_deutsch
    from foerderung.services.fall.nachweise import lies_nachweis_ein
    from foerderung.services.rechnen.zuwendung import Dokument, ist_mappe

    if ist_mappe(datei):
        from foerderung.services.fall.fallrechnung import Datei
        from foerderung.services.fall.formulare import lies_nachweis

        dokument = lies_nachweis(amt, auftrag.aktenzeichen, Datei.lies(datei), eingang)
    else:
        if eingang is not None:
            raise click.UsageError("--eingang gibt es nur bei einem Formular; sonst steht der Eingang im Nachweis.")
        dokument = Dokument.lies(datei)
    vollzug = lies_nachweis_ein(amt, auftrag, dokument, mehreinnahmen)
    neu = vollzug.stand.nachweis
    hinweise = (
        (
            f"Anerkannt: {euro_deutsch(neu.ist)} von bewilligten {euro_deutsch(neu.plan)}",
            f"Zuwendung danach: {euro_deutsch(neu.zuwendung)}",
        )
        if neu is not None
        else ()
    )
    zeige_vollzug(vollzug, als_json, *hinweise)


@nachweis.command("vollstaendig")
@mit_akt("nachweis_vervollstaendigen")
def vollstaendig(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Stellt fest, dass der Verwendungsnachweis vollständig ist."""
    from foerderung.services.fall.nachweise import stelle_vollstaendigkeit_fest

    zeige_vollzug(stelle_vollstaendigkeit_fest(amt, auftrag), als_json)


@nachweis.command("stichprobe")
@click.option("--gezogen/--nicht-gezogen", required=True, default=None, help="Ob der Nachweis vertieft geprüft wird.")
@click.option("--grund", required=True, help="Kriterien der Auswahl (VVK Nr. 11.2).")
@mit_akt("stichprobe_ziehen")
def stichprobe(amt: Amt, *, auftrag: Auftrag, gezogen: bool | None, grund: str, als_json: bool) -> None:
    """Hält fest, ob der Nachweis in der Stichprobe ist, und nach welchen Kriterien."""
    from foerderung.errors import AufrufError, Meldung
    from foerderung.services.fall.nachweise import entscheide_stichprobe

    if gezogen is None:  # a pair of flags is not demanded by `required`
        raise AufrufError(Meldung("es fehlt die Entscheidung", zulaessig="--gezogen oder --nicht-gezogen"))
    zeige_vollzug(entscheide_stichprobe(amt, auftrag, gezogen, grund), als_json)


@nachweis.command("pruefe")
@click.option("--vermerk", required=True, help="Umfang und Ergebnis der Prüfung (VVK Nr. 11.4).")
@mit_akt("nachweis_pruefen")
def pruefe(amt: Amt, *, auftrag: Auftrag, vermerk: str, als_json: bool) -> None:
    """Schließt die Prüfung eines Nachweises aus der Stichprobe ab."""
    from foerderung.services.fall.nachweise import pruefe_nachweis

    zeige_vollzug(pruefe_nachweis(amt, auftrag, vermerk), als_json)

"""Noun ``haushalt``: what the budget provides, what is bound of it, and where it stands."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_amt, zeige_vollzug
from foerderung.cli.ausgabe import zeige_json
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import BETRAG, DATEI, HAUSHALTSJAHR, JAHR_BETRAG, Auswahl, zuordnung

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt
    from foerderung.verfahren.buchungen import Buchungsstelle

BERICHT = Auswahl(("uebersicht", "bindungen", "mittelbedarf", "zahlungen"))
FORMAT = Auswahl(("xlsx", "csv", "json"))
PROFIL = Auswahl(("excel", "maschine"))
JAHR = click.option("--jahr", type=HAUSHALTSJAHR, metavar="JAHR", required=True, help="Haushaltsjahr.")


def _mit_stelle(funktion: click.decorators.FC) -> click.decorators.FC:
    titel = click.option("--titel", default="", help="Titel; sonst der des Amtes.")
    kapitel = click.option("--kapitel", default="", help="Kapitel; sonst das des Amtes.")
    return kapitel(titel(funktion))


def _mit_filter(funktion: click.decorators.FC) -> click.decorators.FC:
    titel = click.option("--titel", default="", help="Nur dieser Titel.")
    kapitel = click.option("--kapitel", default="", help="Nur dieses Kapitel; mit --titel.")
    return kapitel(titel(funktion))


@click.group("haushalt", cls=Gruppe)
def haushalt() -> None:
    """Ansätze, Bindungen und ihre Übersicht."""


@haushalt.command("ansatz")
@JAHR
@click.option("--ausgabemittel", type=BETRAG, metavar="BETRAG", help="Ausgabemittel des Jahres, insgesamt.")
@click.option(
    "--ve",
    "ermaechtigungen",
    type=JAHR_BETRAG,
    metavar="JAHR=BETRAG",
    multiple=True,
    help="Verpflichtungsermächtigung, insgesamt, fällig in diesem späteren Jahr; mehrfach möglich.",
)
@click.option("--grund", default="", help="Grundlage, etwa Haushaltsplan oder Zuweisung.")
@_mit_stelle
@mit_amt
def ansatz(
    amt: Amt,
    *,
    jahr: int,
    ausgabemittel: Fraction | None,
    ermaechtigungen: tuple[tuple[int, Fraction], ...],
    grund: str,
    kapitel: str,
    titel: str,
    als_json: bool,
) -> None:
    """Erfasst, was der Haushalt eines Jahres bereitstellt; ein neuer Betrag ersetzt den alten."""
    from foerderung.services.buero.haushalt import Ansatz, setze_ansatz

    werte = zuordnung(ermaechtigungen, "--ve")
    setze_ansatz(amt, Ansatz(jahr, ausgabemittel, werte, grund, _stelle(kapitel, titel)))
    _zeige_uebersicht(amt, jahr, _stelle(kapitel, titel), als_json)


@haushalt.command("uebersicht")
@JAHR
@_mit_stelle
@mit_amt
def uebersicht(amt: Amt, *, jahr: int, kapitel: str, titel: str, als_json: bool) -> None:
    """Zeigt Mittel und Zuwendungen eines Haushaltsjahres (VVK Nr. 9.2)."""
    _zeige_uebersicht(amt, jahr, _stelle(kapitel, titel), als_json)


@haushalt.command("export")
@click.argument("bericht", type=BERICHT, help="uebersicht, bindungen, mittelbedarf oder zahlungen.")
@JAHR
@_mit_filter
@click.option("--format", "form", type=FORMAT, help="xlsx, csv oder json; sonst nach der Endung von --ziel.")
@click.option("--profil", type=PROFIL, help="csv für ein deutsches Excel (excel) oder exakt für Programme (maschine).")
@click.option("--tafel", metavar="TAFEL", help="Nur diese Tafel des Berichts, etwa zuwendungen.")
@click.option("--ziel", type=DATEI, help="Datei; csv und json sonst auf die Standardausgabe.")
@mit_amt
def export(
    amt: Amt,
    *,
    bericht: str,
    jahr: int,
    kapitel: str,
    titel: str,
    form: str | None,
    profil: str | None,
    tafel: str | None,
    ziel: Path | None,
    als_json: bool,
) -> None:
    """Gibt einen Bericht zum Haushalt als Arbeitsmappe, csv oder JSON aus, mit Kontrollsummen und Filter."""
    from foerderung.cli.fortschritt import Anzeige
    from foerderung.cli.haushaltsexport import Form, gib_aus
    from foerderung.services.buero.haushaltsexport import Auswahl as Berichtsauswahl
    from foerderung.services.buero.haushaltsexport import lies_bericht

    gepruefte = Form(form, profil, tafel, ziel).geprueft(als_json)
    gelesen = lies_bericht(amt, bericht, Berichtsauswahl(jahr, _stelle(kapitel, titel)), Anzeige("gelesen"))
    gib_aus(gelesen, gepruefte, als_json, Anzeige("geschrieben"))


@haushalt.command("verschiebe")
@click.option("--von", type=HAUSHALTSJAHR, metavar="JAHR", required=True, help="Haushaltsjahr, für das gebunden ist.")
@click.option("--nach", type=HAUSHALTSJAHR, metavar="JAHR", required=True, help="Haushaltsjahr der Zahlung.")
@click.option("--betrag", type=BETRAG, metavar="BETRAG", required=True, help="Was verschoben wird.")
@click.option("--grund", required=True, help="Warum später oder früher gezahlt wird.")
@mit_akt("mittel_verschieben")
def verschiebe(
    amt: Amt, *, auftrag: Auftrag, von: int, nach: int, betrag: Fraction, grund: str, als_json: bool
) -> None:
    """Verschiebt gebundene Mittel eines Falls in ein anderes Haushaltsjahr."""
    from foerderung.services.buero.haushalt import Verschiebung
    from foerderung.services.buero.haushalt import verschiebe as verschiebe_mittel

    vollzug = verschiebe_mittel(amt, auftrag, Verschiebung(von, nach, betrag, grund))
    zeige_vollzug(vollzug, als_json, *_bindungen(vollzug.stand))


@haushalt.command("binde")
@click.option("--jahr", type=HAUSHALTSJAHR, metavar="JAHR", required=True, help="Haushaltsjahr der Zahlung.")
@click.option("--datei", type=DATEI, required=True, help="Gezeichneter Änderungsbescheid.")
@mit_akt("mittel_binden")
def binde(amt: Amt, *, auftrag: Auftrag, jahr: int, datei: Path, als_json: bool) -> None:
    """Macht voraussichtlich bewilligte Mittel verbindlich, sobald der Haushalt sie trägt (VVK Nr. 4.1)."""
    from foerderung.services.buero.haushalt import binde as binde_mittel
    from foerderung.services.fall.fallrechnung import Datei

    vollzug = binde_mittel(amt, auftrag, jahr, Datei.lies(datei))
    zeige_vollzug(vollzug, als_json, *_bindungen(vollzug.stand))


@haushalt.command("schliesse")
@JAHR
@mit_amt
def schliesse(amt: Amt, *, jahr: int, als_json: bool) -> None:
    """Schließt ein abgelaufenes Haushaltsjahr ab; danach wird darin nichts mehr gebucht."""
    from foerderung.services.buero.haushalt import schliesse_haushaltsjahr

    schliesse_haushaltsjahr(amt, jahr)
    _zeige_uebersicht(amt, jahr, None, als_json)


def _stelle(kapitel: str, titel: str) -> Buchungsstelle | None:
    from foerderung.verfahren.buchungen import Buchungsstelle

    if bool(kapitel) is not bool(titel):
        raise click.UsageError("--kapitel und --titel gehören zusammen.")
    return Buchungsstelle(kapitel, titel) if kapitel else None


def _bindungen(stand: object) -> list[str]:
    from foerderung.cli.haushaltsbericht import bindungszeilen
    from foerderung.verfahren.fallstand import Fallstand

    assert isinstance(stand, Fallstand)
    return bindungszeilen(stand)


def _zeige_uebersicht(amt: Amt, jahr: int, stelle: Buchungsstelle | None, als_json: bool) -> None:
    from foerderung.cli.haushaltsbericht import zeige_uebersicht
    from foerderung.cli.herkunft import herkunft_daten
    from foerderung.services.buero.haushaltsuebersicht import uebersicht as hole

    blick = hole(amt, jahr, stelle)
    if als_json:
        zeige_json({**blick.als_json(), **herkunft_daten(blick.herkunft)})
    else:
        zeige_uebersicht(blick)

"""Noun ``antrag``: what an application holds, and its way through the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, mit_amt, zeige_vollzug
from foerderung.cli.ausgabe import zeige_geschrieben, zeige_json
from foerderung.cli.rahmen import Einstellungen, Gruppe
from foerderung.cli.typen import DATEI, DATUM, HAUSHALTSJAHR

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt


FASSUNG = click.IntRange(min=1)


@click.group("antrag", cls=Gruppe)
def antrag() -> None:
    """Anträge: Vorlage, Formular, Einlesen, Nachfordern, Prüfen."""


@antrag.command("schema")
@click.argument("richtlinie", default="kommpraev", help="Name der Richtlinie; ohne Angabe kommpraev.")
@click.pass_obj
def schema(einstellungen: Einstellungen, *, richtlinie: str) -> None:
    """Zeigt das JSON-Schema eines Antrags nach der Richtlinie."""
    from foerderung.services.rechnen.schema import schema_des_antrags

    zeige_json(schema_des_antrags(richtlinie, einstellungen.regeln))


@antrag.command("vorlage")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@mit_amt
def vorlage(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Gibt einen Antrag aus, vorausgefüllt aus Verzeichnis und Beratung; was fehlt, steht als Kommentar darin."""
    from foerderung.services.fall.faelle import vorlage_zum_fall

    text = vorlage_zum_fall(amt, fall)
    if als_json:
        zeige_json({"fall": fall, "antrag": text})
    else:
        click.echo(text, nl=False)


@antrag.command("formular")
@click.argument("fall", metavar="FALL", required=False, help="Aktenzeichen; ohne Angabe ein leeres Formular.")
@click.option("--ziel", type=DATEI, required=True, help="Excel-Datei, in die das Formular geschrieben wird.")
@click.option("--richtlinie", default="kommpraev", metavar="NAME", help="Richtlinie eines leeren Formulars.")
@click.option("--von", type=HAUSHALTSJAHR, metavar="JAHR", help="Erstes Haushaltsjahr; sonst das des Vorhabens.")
@click.option("--bis", type=HAUSHALTSJAHR, metavar="JAHR", help="Letztes Haushaltsjahr.")
@mit_amt
def formular(
    amt: Amt, *, fall: str | None, ziel: Path, richtlinie: str, von: int | None, bis: int | None, als_json: bool
) -> None:
    """Gibt ein Antragsformular in Excel aus, leer oder mit dem, was zum Fall bekannt ist."""
    from foerderung.services.fall.formulare import antragsformular_zum_fall
    from foerderung.services.rechnen.formulare import leeres_antragsformular
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    if (bis is not None and von is None) or (von is not None and bis is not None and bis < von):
        raise click.UsageError("--bis braucht ein --von, das nicht danach liegt.")
    jahre = () if von is None else tuple(range(von, (bis or von + 2) + 1))
    if fall is not None:
        inhalt = antragsformular_zum_fall(amt, fall, jahre)
    else:
        inhalt = leeres_antragsformular(richtlinie, jahre, amt.heute, amt.regeln)
    zeige_geschrieben(schreibe_datei(ziel, inhalt), als_json)


@antrag.command("einlesen")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.argument("datei", type=DATEI, help="Antrag als YAML-, JSON- oder Excel-Datei (Formular).")
@click.option("--eingang", type=DATUM, help="Tag des Eingangs; nur bei einem Formular, in dem er fehlt.")
@click.option("--am", type=DATUM, help="Tag der Erfassung; sonst heute. Der Eingang steht im Antrag.")
@click.option("--nachtrag", default="", metavar="GRUND", help="Grund, wenn --am mehr als 14 Tage zurückliegt.")
@mit_amt
def einlesen(
    amt: Amt, *, fall: str, datei: Path, eingang: date | None, am: date | None, nachtrag: str, als_json: bool
) -> None:
    """Nimmt einen Antrag oder eine neue Fassung auf; ohne Beratung wird nur der Eingang vermerkt."""
    from foerderung.services.fall.antraege import EINGANG_VERMERKEN, lies_antrag_ein
    from foerderung.services.fall.fallrechnung import Datei
    from foerderung.services.rechnen.zuwendung import ist_mappe

    gelesen = Datei.lies(datei)
    if ist_mappe(datei):
        from foerderung.services.fall.formulare import lies_antrag

        gelesen = lies_antrag(amt, gelesen, eingang)
    elif eingang is not None:
        raise click.UsageError("--eingang gibt es nur bei einem Formular; sonst steht der Eingang im Antrag.")
    vollzug = lies_antrag_ein(amt, fall, gelesen, am, nachtrag)
    hinweise = (
        ("Nicht eingelesen: Es fehlt die Beratung (RL KommPräv IV Nr. 2). Nur der Eingang ist festgehalten.",)
        if vollzug.akt.name == EINGANG_VERMERKEN
        else ()
    )
    zeige_vollzug(vollzug, als_json, *hinweise)
    if not als_json and len(vollzug.stand.antraege) > 1 and vollzug.akt.name != EINGANG_VERMERKEN:
        _zeige_aenderungen(amt, fall)


def _zeige_aenderungen(amt: Amt, fall: str) -> None:
    """Print what a version changes that was just taken up, also where it cannot be compared with the one before."""
    from foerderung.cli.vergleichsbericht import zeige_vergleich
    from foerderung.errors import FoerderungError
    from foerderung.services.fall.antragsvergleich import vergleiche_antraege

    try:
        vergleich = vergleiche_antraege(amt, fall)
    except FoerderungError as grund:
        click.echo(f"Nicht vergleichbar mit der vorigen Fassung: {grund}")
        return
    zeige_vergleich(vergleich)


@antrag.command("vergleiche")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@click.option("--von", type=FASSUNG, metavar="NUMMER", help="Frühere Fassung; sonst die vor der späteren.")
@click.option("--bis", type=FASSUNG, metavar="NUMMER", help="Spätere Fassung; sonst die neueste.")
@mit_amt
def vergleiche(amt: Amt, *, fall: str, von: int | None, bis: int | None, als_json: bool) -> None:
    """Zeigt, was sich zwischen zwei Fassungen des Antrags geändert hat."""
    from foerderung.cli.vergleichsbericht import zeige_vergleich
    from foerderung.services.fall.antragsvergleich import vergleiche_antraege

    vergleich = vergleiche_antraege(amt, fall, von, bis)
    if als_json:
        zeige_json(vergleich.als_json())
    else:
        zeige_vergleich(vergleich)


@antrag.command("nachfordere")
@click.option("--frist", type=DATUM, help="Bis wann die Unterlagen vorliegen sollen.")
@mit_akt("antrag_nachfordern")
def nachfordere(amt: Amt, *, auftrag: Auftrag, frist: date | None, als_json: bool) -> None:
    """Fordert nach, was die Prüfung vermisst."""
    from foerderung.services.fall.antraege import fordere_nach

    zeige_vollzug(fordere_nach(amt, auftrag, frist), als_json)


@antrag.command("pruefe")
@click.option("--vermerk", type=DATEI, help="Antragsprüfvermerk als YAML oder JSON (VVK Nr. 3.4).")
@mit_akt("antrag_pruefen")
def pruefe(amt: Amt, *, auftrag: Auftrag, vermerk: Path | None, als_json: bool) -> None:
    """Schließt die Antragsprüfung mit ihrem Vermerk ab."""
    from foerderung.services.fall.antraege import pruefe_antrag
    from foerderung.services.rechnen.zuwendung import Dokument

    zeige_vollzug(pruefe_antrag(amt, auftrag, Dokument.lies(vermerk) if vermerk is not None else None), als_json)


@antrag.command("befunde")
@click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")
@mit_amt
def befunde(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Rechnet den Antrag eines Falls nach heutigem Stand und zeigt Beträge und Befunde."""
    from foerderung.rechnung.spur import befund_daten
    from foerderung.services.fall.entscheidungen import berechnung_des_falls

    berechnung, alle = berechnung_des_falls(amt, fall)
    if als_json:
        zeige_json({**berechnung.als_json(), "befunde": [befund_daten(befund) for befund in alle]})
        return
    from foerderung.cli.bericht import zeige_befunde, zeige_ergebnis, zeige_kopf

    zeige_kopf(berechnung)
    zeige_ergebnis(berechnung.ergebnis)
    zeige_befunde(alle)

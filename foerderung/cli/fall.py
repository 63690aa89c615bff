"""Noun ``fall``: the life of a case."""

from __future__ import annotations

import shlex
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foerderung.cli.amtsbefehl import fuehre_aus, mit_akt, mit_amt, mit_ort, zeige_vollzug
from foerderung.cli.ausgabe import zeige_geschrieben, zeige_json
from foerderung.cli.listenangaben import ANZEIGE, FILTER, als_worte, aus_worten, fallfilter, mit_angaben
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, DATUM, parse_datum

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag
    from foerderung.services.amt import Amt
    from foerderung.services.ort import Ort

EREIGNIS = click.argument(
    "ereignis", type=click.IntRange(min=1), metavar="EREIGNIS", help="Nummer des Ereignisses im Verlauf."
)
FALL = click.argument("fall", metavar="FALL", help="Aktenzeichen, etwa KP-2027-0001.")


@click.group("fall", cls=Gruppe)
def fall() -> None:
    """Fälle anlegen, ansehen, nachrechnen, schließen."""


@fall.command("anlegen")
@click.option("--antragsteller", default="", metavar="NR", help="Nummer im Verzeichnis, etwa A-0001.")
@click.option("--titel", default="", help="Titel des Vorhabens.")
@click.option("--richtlinie", default="", metavar="NAME", help="Name der Richtlinie; sonst kommpraev.")
@click.option("--folge-von", default="", metavar="FALL", help="Voriger Fall; Antragsteller und Titel kommen von dort.")
@click.option("--am", type=DATUM, help="Tag des ersten Kontakts; sonst heute.")
@click.option("--nachtrag", default="", metavar="GRUND", help="Grund, wenn --am mehr als 14 Tage zurückliegt.")
@mit_amt
def anlegen(
    amt: Amt,
    *,
    antragsteller: str,
    titel: str,
    richtlinie: str,
    folge_von: str,
    am: date | None,
    nachtrag: str,
    als_json: bool,
) -> None:
    """Legt einen Fall beim ersten Kontakt an, auch als Folge eines früheren."""
    from foerderung.services.fall.faelle import NeuerFall, lege_fall_an

    if not folge_von:
        for name, wert in (("--antragsteller", antragsteller), ("--titel", titel)):
            if not wert:
                raise click.MissingParameter(param_hint=name, param_type="option")
    neu = NeuerFall(antragsteller, titel, richtlinie, folge_von)
    zeige_vollzug(lege_fall_an(amt, neu, am, nachtrag), als_json)


@fall.command("liste")
@mit_angaben((*FILTER, *ANZEIGE))
@click.option("--ansicht", metavar="ANSICHT", help="Gespeicherte Ansicht; weitere Optionen gehen vor.")
@click.option("--merke", metavar="ANSICHT", help="Diese Angaben als Ansicht des Amtes speichern.")
@click.option("--xlsx", type=DATEI, help="Alle gefundenen Fälle als Arbeitsmappe in diese Datei schreiben.")
@click.option(
    "--csv", type=DATEI, help="Alle gefundenen Fälle als csv für ein deutsches Excel in diese Datei schreiben."
)
@mit_ort
def liste(
    ort: Ort,
    *,
    ansicht: str | None,
    merke: str | None,
    xlsx: Path | None,
    csv: Path | None,
    als_json: bool,
    **angaben: Any,
) -> None:
    """Listet Fälle: gefiltert, durchsucht, sortiert; die letzte Zeile nennt Anzahl und Summe."""
    from foerderung.cli.fallliste import liste_daten, uebliche_spalten, zeige_liste
    from foerderung.services.fall.fallliste import liste_faelle

    if ansicht is not None:
        from foerderung.services.fall.fallansicht import ansicht as hole

        gegeben = {name: wert for name, wert in angaben.items() if wert is not None}
        angaben = {**angaben, **aus_worten(hole(ort, ansicht), liste), **gegeben}
    in_datei = xlsx is not None or csv is not None
    if in_datei and als_json:
        raise click.UsageError("--json und --xlsx oder --csv schließen sich aus.")
    spalten = angaben["spalten"] or uebliche_spalten(als_json, in_datei)
    gefunden = liste_faelle(ort, fallfilter(angaben, ort.heute), spalten, angaben["sortierung"] or ())
    if merke is not None:
        from foerderung.services.buero.ansichten import merke_ansicht

        merke_ansicht(ort, merke, als_worte(angaben))
    if in_datei:
        from foerderung.cli.fallliste import schreibe_liste

        schreibe_liste(ort, gefunden, spalten, xlsx, csv)
    elif als_json:
        zeige_json(liste_daten(gefunden, spalten, angaben["hoechstens"]))
    else:
        zeige_liste(gefunden, spalten, angaben["hoechstens"])


@fall.command("ansichten")
@click.option("--vergiss", metavar="ANSICHT", help="Diese Ansicht löschen.")
@mit_ort
def ansichten(ort: Ort, *, vergiss: str | None, als_json: bool) -> None:
    """Zeigt die gespeicherten Ansichten des Amtes."""
    from foerderung.cli.tabelle import zeige_tabelle
    from foerderung.services.fall.fallansicht import ansichten as alle

    if vergiss is not None:
        from foerderung.services.buero.ansichten import vergiss_ansicht

        vergiss_ansicht(ort, vergiss)
    gefunden = alle(ort)
    if als_json:
        zeige_json(gefunden)
    elif gefunden:
        zeilen = [[name, shlex.join(chain(*worte.items()))] for name, worte in gefunden.items()]
        zeige_tabelle("Ansichten", ["Name", "Angaben"], zeilen)
    else:
        click.echo("Keine Ansicht gespeichert; foerderung fall liste … --merke NAME speichert eine.")


@fall.command("zeige")
@FALL
@mit_amt
def zeige(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Zeigt einen Fall, wie er heute steht."""
    from foerderung.cli.fallbericht import blick_daten, zeige_fall
    from foerderung.services.fall.fallblick import zeige_fall as hole

    blick = hole(amt, fall)
    if als_json:
        offene = [eine.model_dump(mode="json") for eine in blick.fristen]
        zeige_json({**blick_daten(blick), "offene_fristen": offene})
    else:
        zeige_fall(blick)


@fall.command("moeglich")
@FALL
@mit_amt
def moeglich(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Zeigt, was jetzt getan werden kann, von wem, und was für das Übrige fehlt."""
    from foerderung.cli.ausblick import ausblick_daten, zeige_ausblick
    from foerderung.services.fall.moeglichkeiten import moeglichkeiten

    ausblick = moeglichkeiten(amt, fall)
    if als_json:
        zeige_json(ausblick_daten(ausblick))
    else:
        zeige_ausblick(ausblick)


@fall.command("verlauf")
@FALL
@click.option(
    "--spur", is_flag=True, help="Auch die vollständigen Rechenspuren der Entscheidungen und die Herleitungen zeigen."
)
@mit_amt
def verlauf(amt: Amt, *, fall: str, spur: bool, als_json: bool) -> None:
    """Zeigt alles, was in einem Fall geschah, auch abgewiesene Versuche."""
    from foerderung.cli.fallbericht import verlauf_daten, zeige_verlauf
    from foerderung.services.fall.entscheidungsakte import akten, herleitungen
    from foerderung.services.fall.fallblick import verlauf as hole

    geschehen = hole(amt, fall)
    geordnete = akten(amt, fall) if spur else {}
    if als_json:
        zeige_json(verlauf_daten(geschehen, {nummer: akte.daten["ergebnis"] for nummer, akte in geordnete.items()}))
        return
    zeige_verlauf(geschehen)
    if not spur:
        return
    from foerderung.cli.bericht import zeige_befunde, zeige_spur

    for nummer, akte in geordnete.items():
        click.echo(f"\nEreignis {nummer}: Rechenspur der Entscheidung")
        berechnung = akte.berechne()
        zeige_befunde(berechnung.befunde)
        zeige_spur(berechnung, voll=True)
    for nummer, saetze in herleitungen(amt, fall).items():
        click.echo(f"\nEreignis {nummer}: Herleitung")
        for satz in saetze:
            click.echo(f"  {satz}")


@fall.command("export")
@FALL
@click.option("--xlsx", type=DATEI, required=True, help="Datei für die Arbeitsmappe.")
@mit_amt
def export(amt: Amt, *, fall: str, xlsx: Path, als_json: bool) -> None:
    """Schreibt Finanzierungsplan und Ermittlung der Zuwendung als Arbeitsmappe, die selbst rechnet."""
    from foerderung.services.fall.fallmappe import mappe_zum_fall
    from foerderung.services.speicher.ausgabedatei import schreibe_datei

    ziel = schreibe_datei(xlsx, mappe_zum_fall(amt, fall), "Mit --xlsx einen anderen Ort angeben.")
    zeige_geschrieben(ziel, als_json)


@fall.command("rechne-nach")
@FALL
@mit_amt
def rechne_nach(amt: Amt, *, fall: str, als_json: bool) -> None:
    """Rechnet jede Entscheidung aus ihrer Akte nach und vergleicht Beträge, Befunde und Rechenspur."""
    from foerderung.errors import IntegritaetError, Meldung
    from foerderung.fach.zahlen import datum_deutsch
    from foerderung.services.fall.entscheidungsakte import rechne_nach as rechne
    from foerderung.verfahren.akte import NACH_NAME

    ergebnisse = rechne(amt, fall)
    if als_json:
        zeige_json([eines.als_json() for eines in ergebnisse])
    abweichend: list[Meldung] = []
    for eines in ergebnisse:
        kopf = f"{NACH_NAME[eines.akt].bezeichnung} vom {datum_deutsch(eines.am)} (Ereignis {eines.ereignis})"
        if not als_json:
            stand = "identisch" if eines.identisch else f"{len(eines.abweichungen)} Abweichungen"
            click.echo(f"{kopf}: {stand}; Regelwerk {eines.regelwerk_sha256[:12]}")
        abweichend.extend(
            Meldung(f"in der Akte {a.akte!r}, nachgerechnet {a.neu!r}", ort=f"{kopf}, {a.ort}")
            for a in eines.abweichungen
        )
    if abweichend:
        raise IntegritaetError(abweichend)


@fall.command("berichtige")
@click.option("--feld", required=True, help="Welche Angabe, etwa am, eingang_am oder titel.")
@click.option("--neu", required=True, metavar="WERT", help="Richtiger Wert; ein Tag als 12.11.2026 oder 2026-11-12.")
@click.option("--grund", required=True, help="Warum berichtigt wird.")
@mit_akt("fall_berichtigen", EREIGNIS)
def berichtige(amt: Amt, *, auftrag: Auftrag, ereignis: int, feld: str, neu: str, grund: str, als_json: bool) -> None:
    """Berichtigt eine Angabe; der alte Wert bleibt sichtbar, was davon abhängt, wird neu gerechnet oder hinfällig."""
    from foerderung.services.fall.berichtigungen import Berichtigung
    from foerderung.services.fall.berichtigungen import berichtige as berichtige_angabe

    vollzug = berichtige_angabe(amt, auftrag, Berichtigung(ereignis, feld, _tag_oder_text(neu), grund))
    fakten = vollzug.ereignis.fakten()
    zeige_vollzug(vollzug, als_json, f"Ereignis {ereignis}, {feld}: {fakten['alt']} → {fakten['neu']}")


def _tag_oder_text(wert: str) -> date | str:
    try:
        return parse_datum(wert)
    except ValueError:
        return wert


@fall.command("schliesse")
@mit_akt("fall_schliessen")
def schliesse(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Schließt einen Fall, in dem alles erledigt ist."""
    fuehre_aus(amt, auftrag, als_json)


@fall.command("ziehe-zurueck")
@click.option("--datei", type=DATEI, required=True, help="Schreiben des Antragstellers.")
@click.option("--grund", default="", help="Grund, wenn einer genannt ist.")
@mit_akt("antrag_zurueckziehen")
def ziehe_zurueck(amt: Amt, *, auftrag: Auftrag, datei: Path, grund: str, als_json: bool) -> None:
    """Beendet einen Fall vor der Entscheidung auf Schreiben des Antragstellers."""
    from foerderung.services.fall.faelle import ziehe_zurueck as ziehe
    from foerderung.services.fall.fallrechnung import Datei

    zeige_vollzug(ziehe(amt, auftrag, Datei.lies(datei), grund), als_json)

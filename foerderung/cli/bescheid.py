"""Noun ``bescheid``: the letter of a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foerderung.cli.amtsbefehl import mit_akt, zeige_vollzug
from foerderung.cli.rahmen import Gruppe
from foerderung.cli.typen import DATEI, Auswahl

if TYPE_CHECKING:
    from foerderung.services.akt import Auftrag, Vollzug
    from foerderung.services.amt import Amt


@click.group("bescheid", cls=Gruppe)
def bescheid() -> None:
    """Bescheid entwerfen, ablegen, zur Post geben."""


@bescheid.command("erstelle")
@click.option("--ziel", type=DATEI, help="Datei für den Entwurf; sonst die Dokumentnummer im aktuellen Ordner.")
@click.option("--weitere-geber", default="", help="Andere, die denselben Zweck fördern (VVK Nr. 4.2.8).")
@click.option("--bindung", default="", help="Was angeschafft wird und wie lange es gebunden ist (VVK Nr. 4.2.6).")
@mit_akt("bescheid_erstellen")
def erstelle(
    amt: Amt, *, auftrag: Auftrag, ziel: Path | None, weitere_geber: str, bindung: str, als_json: bool
) -> None:
    """Entwirft den Zuwendungsbescheid als Word-Dokument; jede Zahl darin stammt aus der Rechenspur."""
    from foerderung.services.fall.bescheide import Zusaetze, erstelle_bescheid, schreibe_datei

    entwurf = erstelle_bescheid(amt, auftrag, Zusaetze(weitere_geber, bindung))
    pfad = schreibe_datei(ziel or Path(entwurf.dateiname), entwurf.inhalt)
    zeige_vollzug(entwurf.vollzug, als_json, f"Geschrieben: {pfad}")


@bescheid.command("lege-ab")
@click.option("--datei", type=DATEI, required=True, help="Der gezeichnete Bescheid, etwa als PDF.")
@mit_akt("bescheid_ablegen")
def lege_ab(amt: Amt, *, auftrag: Auftrag, datei: Path, als_json: bool) -> None:
    """Legt den gezeichneten Bescheid ab; er wird nie neu erzeugt."""
    from foerderung.services.fall.bescheide import lege_bescheid_ab
    from foerderung.services.fall.fallrechnung import Datei

    zeige_vollzug(lege_bescheid_ab(amt, auftrag, Datei.lies(datei)), als_json)


@bescheid.command("aufgabe")
@click.option(
    "--art",
    type=Auswahl(("post", "elektronisch", "empfangsbekenntnis")),
    default="post",
    show_default=True,
    help="Wie er versandt wird (§ 41 Abs. 2 VwVfG).",
)
@mit_akt("bescheid_aufgeben")
def aufgabe(amt: Amt, *, auftrag: Auftrag, art: str, als_json: bool) -> None:
    """Hält fest, dass der Bescheid zur Post ging, und leitet die Fristen ab."""
    from foerderung.services.fall.bescheide import gib_auf

    vollzug = gib_auf(amt, auftrag, art)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


@bescheid.command("zugang")
@mit_akt("zugang_erfassen")
def zugang(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Hält den tatsächlichen Zugang fest: später als vermutet oder laut Empfangsbekenntnis; --am ist der Tag."""
    from foerderung.services.fall.bescheide import erfasse_zugang

    vollzug = erfasse_zugang(amt, auftrag)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


@bescheid.command("ruecklauf")
@click.option("--grund", required=True, help="Vermerk auf dem Umschlag, etwa unbekannt verzogen.")
@mit_akt("ruecklauf_erfassen")
def ruecklauf(amt: Amt, *, auftrag: Auftrag, grund: str, als_json: bool) -> None:
    """Hält fest, dass der Bescheid zurückkam; er ist nicht bekanntgegeben und kann neu aufgegeben werden."""
    from foerderung.services.fall.bescheide import erfasse_ruecklauf

    zeige_vollzug(erfasse_ruecklauf(amt, auftrag, grund), als_json)


@bescheid.command("verzicht")
@mit_akt("rechtsbehelf_verzichten")
def verzicht(amt: Amt, *, auftrag: Auftrag, als_json: bool) -> None:
    """Hält den Eingang eines Rechtsbehelfsverzichts fest; der Bescheid wird an diesem Tag bestandskräftig."""
    from foerderung.services.fall.bescheide import verzichte

    vollzug = verzichte(amt, auftrag)
    zeige_vollzug(vollzug, als_json, *_fristzeilen(vollzug))


def _fristzeilen(vollzug: Vollzug) -> list[str]:
    from foerderung.cli.fristbericht import beide_ansichten
    from foerderung.fach.zahlen import datum_deutsch as deutsch

    fristen = vollzug.stand.fristen
    if fristen is None:
        return []
    return [
        f"Bekanntgabe: {beide_ansichten(fristen.bekanntgabe, fristen.bekanntgabe_spaet)}",
        f"Ende der Klagefrist: {beide_ansichten(fristen.fristende, fristen.fristende_spaet)}",
        f"Bestandskräftig am {deutsch(fristen.bestandskraft)}",
    ]

"""The calculation as an Excel workbook: figures by year, payments, findings and the whole trace."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from foerderung.dokumente.blaetter_nachweis import befunde, rechenspur
from foerderung.dokumente.blaetter_plan import gruppe, posten, stammdaten, uebersicht
from foerderung.dokumente.blatt import Mappe
from foerderung.dokumente.figur import Fundus
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung

_OPTIONEN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 9},
}


def render_arbeitsmappe(berechnung: Berechnung) -> bytes:
    """Write a calculation as a workbook; the same calculation yields the same bytes.

    Every figure stands beside the id of the node, or the key path of the input, it comes from. Amounts are written
    as numbers; where a number has no exact binary form the sheet with the trace holds its exact text.

    Raises:
        DokumentError: a text or amount does not fit into a cell.
    """
    regelwerk = berechnung.regelwerk
    puffer = BytesIO()
    buch = Workbook(puffer, dict(_OPTIONEN))
    buch.set_properties(
        {
            "title": f"Berechnung der Zuwendung nach der {regelwerk.kurz}",
            "created": datetime.combine(berechnung.stichtag, time()),
        }
    )
    fusszeile = (
        f"{regelwerk.kurz}, Fassung {regelwerk.fassung.id}, Stichtag {datum_deutsch(berechnung.stichtag)}, "
        f"Prüfsumme {regelwerk.sha256}"
    )
    mappe, fundus = Mappe(buch, fusszeile), Fundus(berechnung)
    uebersicht(mappe, fundus)
    for name, teile in berechnung.ergebnis.gruppen.items():
        if name not in berechnung.ergebnis.als_abbildung | berechnung.ergebnis.einzeln:
            posten(mappe, fundus, name, teile)
    stammdaten(mappe, fundus)
    for name in berechnung.ergebnis.gruppen:
        if name in berechnung.ergebnis.einzeln:
            gruppe(mappe, berechnung.ergebnis.gruppen[name][0])
    befunde(mappe, berechnung)
    rechenspur(mappe, fundus)
    buch.close()
    return puffer.getvalue()

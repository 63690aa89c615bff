"""Sheets that account for the figures: findings, and every node of the trace."""

from __future__ import annotations

from foerderung.dokumente.blatt import Blatt, Mappe
from foerderung.dokumente.figur import Figur
from foerderung.fach.befund import BEDEUTUNG
from foerderung.rechnung.anzeige import fuer_maschinen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.spur import befundknoten_daten, regelknoten_daten
from foerderung.rechnung.typen import WAHR

_BEFUNDSPALTEN = {
    "Wirkung": 21,
    "Befund": 23,
    "Ort": 25,
    "gefunden": 26,
    "zulässig": 22,
    "Fundstelle": 20,
    "Abhilfe": 24,
    "entschieden": 16,
    "Spur": 18,
}
_SPURSPALTEN = {"Knoten": 34, "Wert": 16, "exakter Wert": 18, "Erläuterung": 64, "Fundstelle": 28, "Belegstand": 14}


def befunde(mappe: Mappe, berechnung: Berechnung) -> None:
    """Write the findings, in the order of the rules."""
    blatt = _tabellenblatt(mappe, "Befunde", _BEFUNDSPALTEN)
    for befund in berechnung.befunde:
        texte = (
            BEDEUTUNG[befund.schwere],
            befund.bezeichnung,
            befund.ort,
            befund.gefunden,
            befund.zulaessig,
            str(befund.quelle),
            befund.abhilfe,
            befund.entschieden or "",
        )
        for spalte, text in enumerate(texte):
            blatt.text(spalte, text, "absatz")
        blatt.text(len(texte), befund.knoten, "absatz_klein")
        blatt.weiter()
    if not berechnung.befunde:
        blatt.text(0, "keine")


def rechenspur(mappe: Mappe, berechnung: Berechnung) -> None:
    """Write every node with the name of its cell, its exact value, sentence and citation."""
    blatt = _tabellenblatt(mappe, "Rechenspur", _SPURSPALTEN)
    for knoten in berechnung.knoten.values():
        daten = regelknoten_daten(berechnung.rechner, knoten)
        typ = berechnung.regelwerk.regeln[knoten.name].typ
        figur = Figur(knoten.wert, typ, knoten.id, berechnung.regelwerk.anzeigetexte.get(knoten.name, {}))
        _spurzeile(blatt, figur, daten["satz"], daten["fundstelle"], daten["belegstand"])
    for treffer in berechnung.treffer:
        daten = befundknoten_daten(berechnung.rechner, treffer)
        figur = Figur(True, WAHR, treffer.knoten.id, {})
        _spurzeile(blatt, figur, daten["satz"], daten["fundstelle"], daten["belegstand"])


def _spurzeile(blatt: Blatt, figur: Figur, satz: str, fundstelle: str, belegstand: str) -> None:
    exakt = fuer_maschinen(figur.wert, figur.typ) if figur.typ.art == "zahl" else ""
    blatt.text(0, figur.spur, "absatz")
    blatt.figur(1, figur, "zahl_oben")
    blatt.text(2, str(exakt), "zahl_oben")
    for spalte, text in enumerate((satz, fundstelle, belegstand), 3):
        blatt.text(spalte, text, "absatz")
    blatt.weiter()


def _tabellenblatt(mappe: Mappe, name: str, spalten: dict[str, int]) -> Blatt:
    blatt = mappe.blatt(name, list(spalten.values()), 1)
    for nummer, spalte in enumerate(spalten):
        blatt.text(nummer, spalte, "kopf_absatz")
    blatt.weiter()
    return blatt

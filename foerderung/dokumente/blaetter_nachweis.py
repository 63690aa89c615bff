"""Sheets that account for the figures: findings, and every node of the trace."""

from __future__ import annotations

from foerderung.dokumente.blatt import Blatt, Mappe
from foerderung.dokumente.figur import Figur, Fundus
from foerderung.fach.befund import BEDEUTUNG
from foerderung.rechnung.anzeige import fuer_maschinen, fuer_menschen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.spur import befundknoten_daten, regelknoten_daten
from foerderung.rechnung.typen import TEXT, WAHR

_BEFUNDSPALTEN = {
    "Wirkung": 17,
    "Befund": 24,
    "Ort": 24,
    "gefunden": 32,
    "zulässig": 28,
    "Fundstelle": 22,
    "Abhilfe": 30,
    "entschieden": 20,
    "Spur": 22,
}
_SPURSPALTEN = {"Knoten": 36, "Wert": 18, "exakter Wert": 22, "Erläuterung": 80, "Fundstelle": 36, "Belegstand": 12}


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
            blatt.text(spalte, text)
        blatt.text(len(texte), befund.knoten, "spur")
        blatt.weiter()
    if not berechnung.befunde:
        blatt.text(0, "keine")


def rechenspur(mappe: Mappe, fundus: Fundus) -> None:
    """Write every node, and every input shown on another sheet, with its exact value, sentence and citation."""
    blatt = _tabellenblatt(mappe, "Rechenspur", _SPURSPALTEN)
    rechner = fundus.berechnung.rechner
    for ort, (feld, leser) in fundus.angaben.items():
        wert, typ = leser.angaben[ort].wert, feld.typ or TEXT
        satz = f"{feld.beschriftung}: {fuer_menschen(wert, typ, feld.auswahl)} – Angabe im Antrag, gelesen von {leser.id}."
        figur = Figur(wert, typ, ort, feld.auswahl or {})
        _spurzeile(blatt, figur, str(fuer_maschinen(wert, typ)), satz, "Antrag", "angabe")
    for knoten in fundus.knoten.values():
        daten = regelknoten_daten(rechner, knoten)
        typ = fundus.berechnung.regelwerk.regeln[knoten.name].typ
        figur = Figur(knoten.wert, typ, knoten.id, fundus.berechnung.regelwerk.anzeigetexte.get(knoten.name, {}))
        _spurzeile(blatt, figur, _text(daten["wert"]), daten["satz"], daten["fundstelle"], daten["belegstand"])
    for treffer in fundus.berechnung.treffer:
        daten = befundknoten_daten(rechner, treffer)
        figur = Figur(True, WAHR, treffer.knoten.id, {})
        _spurzeile(blatt, figur, "", daten["satz"], daten["fundstelle"], daten["belegstand"])


def _spurzeile(blatt: Blatt, figur: Figur, exakt: str, satz: str, fundstelle: str, belegstand: str) -> None:
    blatt.text(0, figur.spur)
    blatt.figur(1, figur)
    for spalte, text in enumerate((exakt, satz, fundstelle, belegstand), 2):
        blatt.text(spalte, text)
    blatt.weiter()


def _text(wert: object) -> str:
    return ", ".join(map(str, wert)) if isinstance(wert, list) else str(wert)


def _tabellenblatt(mappe: Mappe, name: str, spalten: dict[str, int]) -> Blatt:
    blatt = mappe.blatt(name, list(spalten.values()), 1)
    for nummer, spalte in enumerate(spalten):
        blatt.text(nummer, spalte, "kopf")
    blatt.weiter()
    return blatt

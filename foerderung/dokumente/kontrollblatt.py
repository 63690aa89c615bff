"""The sheet that compares: each result as the program stored it, as the workbook computes it, and the difference."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from foerderung.dokumente.blatt import Blatt, Formel, Mappe
from foerderung.dokumente.figur import Figur
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.erklaerung import benenne
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.tabellenrechnung import Tabellenrechnung
from foerderung.rechnung.typen import ANZAHL

_BREITEN = [58, 26, 26, 18, 30]


def kontrolle(mappe: Mappe, berechnung: Berechnung, rechnung: Tabellenrechnung, vermerke: Mapping[str, str]) -> None:
    """Write the sheet; its last figure counts the results that differ, below stands where everything comes from."""
    blatt = mappe.blatt("Kontrolle", _BREITEN, 3)
    blatt.breit(0, "Kontrolle", "titel")
    blatt.weiter()
    blatt.breit(0, "Gespeichert ist das Ergebnis des Programms; daneben rechnet diese Mappe neu.", "untertitel")
    blatt.weiter()
    for spalte, text in enumerate(("Ergebnis", "gespeichert", "neu berechnet", "Abweichung", "Knoten der Rechenspur")):
        blatt.text(spalte, text, "kopf_rechts" if spalte in (1, 2, 3) else "kopf_absatz" if spalte else "kopf")
    blatt.weiter()
    erste = blatt.zeile
    for knoten in _ergebnisse(berechnung):
        _zeile(blatt, berechnung, rechnung, knoten)
    bereich = blatt.bereich((erste, 3), (blatt.zeile - 1, 3))
    blatt.weiter()
    blatt.text(0, "Ergebnisse mit Abweichung (0: die Mappe rechnet wie das Programm)", "summe_text")
    anzahl = Formel(f'SUMPRODUCT(--ISERROR({bereich}))+COUNTIF({bereich},"<>0")', Fraction(0), ANZAHL)
    blatt.formel(3, anzahl, "summe")
    blatt.weiter(2)
    regelwerk = berechnung.regelwerk
    angaben = {
        **vermerke,
        "Richtlinie": f"{regelwerk.titel} ({regelwerk.kurz})",
        "Fassung": f"{regelwerk.fassung.id}, in Kraft ab {datum_deutsch(regelwerk.fassung.ab)}",
        "Stichtag": datum_deutsch(berechnung.stichtag),
        "Prüfsumme des Regelwerks (SHA-256)": regelwerk.sha256,
    }
    for bezeichnung, text in angaben.items():
        blatt.text(0, bezeichnung)
        blatt.breit(1, text)
        blatt.weiter()


def _zeile(blatt: Blatt, berechnung: Berechnung, rechnung: Tabellenrechnung, knoten: Knoten) -> None:
    typ = berechnung.regelwerk.regeln[knoten.name].typ
    blatt.text(0, benenne(berechnung.rechner, knoten))
    blatt.figur(1, Figur(knoten.wert, typ, "", {}))
    blatt.formel(2, Formel(rechnung.uebersetzer.zelle(knoten.name, knoten.index), knoten.wert, typ))
    gespeichert, neu = blatt.nachbar(1), blatt.nachbar(2)
    if typ.art == "zahl":
        blatt.formel(3, Formel(f"ROUND({neu}-{gespeichert},6)", Fraction(0), typ))
    else:
        blatt.formel(3, Formel(f"IF({neu}={gespeichert},0,1)", Fraction(0), ANZAHL))
    blatt.text(4, knoten.id, "klein")
    blatt.weiter()


def _ergebnisse(berechnung: Berechnung) -> list[Knoten]:
    """Return the nodes of the declared result, each once."""
    knoten = [wert.knoten for wert in berechnung.ergebnis.alle() if wert.knoten is not None]
    return list({eines.id: eines for eines in (*knoten, *berechnung.weitere)}.values())

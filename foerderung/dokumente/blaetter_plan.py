"""Sheets with the figures of the plan: overview, items with results, further items and financing, payments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from foerderung.dokumente.blatt import Blatt, Mappe
from foerderung.dokumente.figur import Figur, Fundus
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.ergebnis import Ergebnisgruppe

BREITE_NAME = 44
BREITE_ZAHL = 17
BREITE_SPUR = 22

Jahreswerte = Callable[[int], Figur | None]


def uebersicht(mappe: Mappe, fundus: Fundus) -> None:
    """Write the first sheet: what was computed by which rules, the figures by year, the totals."""
    berechnung = fundus.berechnung
    blatt = _jahresblatt(mappe, fundus, "Übersicht", f"Zuwendung nach der {berechnung.regelwerk.titel}")
    for name, teile in berechnung.ergebnis.gruppen.items():
        if name in berechnung.ergebnis.als_abbildung:
            _abschnitt(blatt, fundus, teile[0].bezeichnung or name)
            _ergebniszeilen(blatt, fundus, berechnung.ergebnis.je_jahr(name))
    blatt.weiter()
    _abschnitt(blatt, fundus, "Insgesamt")
    for wert in berechnung.ergebnis.werte.values():
        _zeile(blatt, wert.bezeichnung, [Figur.aus_ergebnis(wert)])
    blatt.weiter()
    _abschnitt(blatt, fundus, "Grundlagen der Berechnung")
    for bezeichnung, text in _kopfdaten(fundus):
        blatt.text(0, bezeichnung)
        blatt.breit(1, text)
        blatt.weiter()


def _kopfdaten(fundus: Fundus) -> Iterator[tuple[str, str]]:
    berechnung, regelwerk = fundus.berechnung, fundus.berechnung.regelwerk
    antrag = berechnung.antrag.eingaben.baum
    yield "Richtlinie", f"{regelwerk.titel} ({regelwerk.kurz})"
    yield "Fassung", f"{regelwerk.fassung.id}, in Kraft ab {datum_deutsch(regelwerk.fassung.ab)}"
    yield "Stichtag", datum_deutsch(berechnung.stichtag)
    yield "Prüfsumme des Regelwerks (SHA-256)", regelwerk.sha256
    yield "Antragsteller", antrag["antragsteller"]["name"]
    yield "Vorhaben", antrag["vorhaben"]["titel"]
    yield "Zeitraum", f"{datum_deutsch(antrag['vorhaben']['beginn'])} bis {datum_deutsch(antrag['vorhaben']['ende'])}"
    yield "Entscheidung", "berücksichtigt" if berechnung.entscheidung is not None else "keine"
    yield "Befunde", str(len(berechnung.befunde))


def posten(mappe: Mappe, fundus: Fundus, name: str, teile: Sequence[Ergebnisgruppe]) -> None:
    """Write a sheet for a list of the result: one block per item, one row per figure, one column per year."""
    titel = next((teil.bezeichnung for teil in teile if teil.bezeichnung), _beschriftung(fundus, name))
    blatt = _jahresblatt(mappe, fundus, titel, titel)
    if not teile:
        blatt.text(0, "keine")
    for teil in teile:
        _abschnitt(blatt, fundus, ", ".join(str(wert) for wert in teil.werte.values()))
        for jahre in teil.als_abbildung:
            _ergebniszeilen(blatt, fundus, teil.je_jahr(jahre))
        blatt.weiter()


def stammdaten(mappe: Mappe, fundus: Fundus) -> None:
    """Write a sheet for lists that the result does not repeat, and for yearly inputs and what follows from them."""
    regelwerk = fundus.berechnung.regelwerk
    listen = [feld for feld in regelwerk.felder.kinder if feld.dimension and _jaehrliche(fundus, feld)]
    listen = [feld for feld in listen if feld.name not in fundus.berechnung.ergebnis.gruppen]
    gruppen = [feld for feld in regelwerk.felder.kinder if not feld.dimension and _jaehrliche(fundus, feld)]
    titel = " und ".join(feld.beschriftung for feld in (*listen, *gruppen)) or "Angaben"
    blatt = _jahresblatt(mappe, fundus, titel, titel)
    for liste in listen:
        _liste(blatt, fundus, liste)
    for feld in gruppen:
        _abschnitt(blatt, fundus, feld.beschriftung)
        for kind in _jaehrliche(fundus, feld):
            _jahreszeile(blatt, fundus, kind.beschriftung, lambda jahr, kind=kind: fundus.angabe(kind, (jahr,)))
        blatt.weiter()
    _abschnitt(blatt, fundus, "Weitere Rechengrößen")
    for regel in fundus.nebenrechnung(je_jahr=True):
        _jahreszeile(blatt, fundus, regel.bezeichnung, lambda jahr, regel=regel: fundus.figur(regel, (jahr,)))
    for regel in fundus.nebenrechnung(je_jahr=False):
        _zeile(blatt, regel.bezeichnung, [fundus.figur(regel, ())])


def _liste(blatt: Blatt, fundus: Fundus, liste: Eingabefeld) -> None:
    regelwerk, eingaben = fundus.berechnung.regelwerk, fundus.berechnung.antrag.eingaben
    dimensionen = (liste.dimension, fundus.jahr)
    regeln = [regel for regel in regelwerk.regeln.values() if regel.dimensionen == dimensionen]
    regeln = [regel for regel in regeln if regel.typ.art == "zahl"]
    einzelne = [kind for kind in liste.kinder if not kind.je_jahr and kind.typ is not None]
    for nummer in range(eingaben.laengen.get(liste.dimension, 0)):
        texte = []
        for kind in einzelne:
            wert = eingaben.hole(kind.pfad, (nummer,))
            if wert is not None and kind.typ is not None:
                text = fuer_menschen(wert, kind.typ, kind.auswahl)
                texte.append(text if isinstance(wert, str) else f"{kind.beschriftung}: {text}")
        _abschnitt(blatt, fundus, ", ".join(texte))
        for kind in _jaehrliche(fundus, liste):
            werte = (lambda jahr, kind=kind, nummer=nummer: fundus.angabe(kind, (nummer, jahr)))
            _jahreszeile(blatt, fundus, kind.beschriftung, werte)
        for regel in regeln:
            werte = (lambda jahr, regel=regel, nummer=nummer: fundus.figur(regel, (nummer, jahr)))
            _jahreszeile(blatt, fundus, regel.bezeichnung, werte)
        blatt.weiter()


def gruppe(mappe: Mappe, teil: Ergebnisgruppe) -> None:
    """Write a sheet for a single part of the result: its figures, then its lists as tables."""
    spalten = max([1, *(len(unter[0].werte) for unter in teil.gruppen.values() if unter)])
    blatt = mappe.blatt(teil.bezeichnung, [BREITE_NAME, *([26, BREITE_SPUR] * spalten)], 1)
    blatt.text(0, teil.bezeichnung, "titel")
    blatt.weiter(2)
    for wert in teil.werte.values():
        _zeile(blatt, wert.bezeichnung, [Figur.aus_ergebnis(wert)])
    for name, elemente in teil.gruppen.items():
        if elemente:
            blatt.weiter()
            _tabelle(blatt, elemente[0].bezeichnung or name.capitalize(), elemente)


def _tabelle(blatt: Blatt, titel: str, elemente: Sequence[Ergebnisgruppe]) -> None:
    blatt.text(0, titel, "kopf")
    for nummer, wert in enumerate(elemente[0].werte.values()):
        blatt.text(1 + 2 * nummer, wert.bezeichnung, "kopf_rechts")
        blatt.text(2 + 2 * nummer, "Spur", "kopf")
    blatt.weiter()
    for nummer, element in enumerate(elemente, 1):
        _zeile(blatt, str(nummer), [Figur.aus_ergebnis(wert) for wert in element.werte.values()])


# --- Rows by year --------------------------------------------------------------------------------------------------


def _jahresblatt(mappe: Mappe, fundus: Fundus, name: str, titel: str) -> Blatt:
    blatt = mappe.blatt(name, [BREITE_NAME, *([BREITE_ZAHL, BREITE_SPUR] * len(fundus.jahre))], 3)
    blatt.text(0, titel, "titel")
    blatt.weiter()
    blatt.breit(0, f"{fundus.berechnung.antrag.eingaben.baum['vorhaben']['titel']}", "untertitel")
    blatt.weiter()
    blatt.text(0, "Haushaltsjahr", "kopf")
    for nummer, jahr in enumerate(fundus.jahre):
        blatt.text(1 + 2 * nummer, str(jahr), "kopf_rechts")
        blatt.text(2 + 2 * nummer, "Spur", "kopf")
    blatt.weiter()
    return blatt


def _abschnitt(blatt: Blatt, fundus: Fundus, text: str) -> None:
    blatt.breit(0, text, "abschnitt", 1 + 2 * len(fundus.jahre))
    blatt.weiter()


def _ergebniszeilen(blatt: Blatt, fundus: Fundus, jahre: dict[int, Ergebnisgruppe]) -> None:
    namen = next(iter(jahre.values())).werte if jahre else {}
    for name, muster in namen.items():
        werte = {jahr: Figur.aus_ergebnis(teil[name]) for jahr, teil in jahre.items()}
        _jahreszeile(blatt, fundus, muster.bezeichnung, werte.get)


def _jahreszeile(blatt: Blatt, fundus: Fundus, bezeichnung: str, wert: Jahreswerte) -> None:
    _zeile(blatt, bezeichnung, [wert(jahr) for jahr in fundus.jahre])


def _zeile(blatt: Blatt, bezeichnung: str, figuren: Sequence[Figur | None]) -> None:
    blatt.text(0, bezeichnung)
    for nummer, figur in enumerate(figuren):
        blatt.figur_mit_spur(1 + 2 * nummer, figur)
    blatt.weiter()


def _jaehrliche(fundus: Fundus, feld: Eingabefeld) -> list[Eingabefeld]:
    return [kind for kind in feld.alle() if kind.je_jahr and fundus.jahr in kind.dimensionen]


def _beschriftung(fundus: Fundus, name: str) -> str:
    felder = fundus.berechnung.regelwerk.felder.kinder
    return next((feld.beschriftung for feld in felder if feld.name == name), name.capitalize())

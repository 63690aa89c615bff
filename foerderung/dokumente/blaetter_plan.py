"""Sheets with the figures of the plan: overview, items with results, further items and financing, payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foerderung.dokumente.blatt import Blatt, Mappe
from foerderung.dokumente.figur import Figur, Fundus
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.ergebnis import Ergebnisgruppe
from foerderung.rechnung.typen import DATUM, TEXT

BREITE_NAME = 40
BREITE_ZAHL = 15
BREITE_SPUR = 30
BREITE_TEXT = 24
BREITE_LANG = 60


def uebersicht(mappe: Mappe, fundus: Fundus) -> None:
    """Write the first sheet: what was computed by which rules, the figures by year, the totals."""
    berechnung = fundus.berechnung
    blatt = _jahresblatt(mappe, fundus, "Übersicht", f"Zuwendung nach der {berechnung.regelwerk.titel}")
    for name in berechnung.ergebnis.gruppen:
        if name in berechnung.ergebnis.als_abbildung:
            _ergebniszeilen(blatt, fundus, berechnung.ergebnis.je_jahr(name))
    blatt.weiter()
    _abschnitt(blatt, fundus, "Insgesamt")
    for wert in berechnung.ergebnis.werte.values():
        _zeile(blatt, wert.bezeichnung, [Figur.aus_ergebnis(wert)])
    blatt.weiter()
    _abschnitt(blatt, fundus, "Grundlagen der Berechnung")
    for bezeichnung, inhalt in _kopfdaten(fundus):
        blatt.text(0, bezeichnung)
        blatt.figur(1, Figur(inhalt, DATUM if isinstance(inhalt, date) else TEXT, "", {}), "breit")
        blatt.weiter()


def _kopfdaten(fundus: Fundus) -> Iterator[tuple[str, str | date]]:
    berechnung, regelwerk = fundus.berechnung, fundus.berechnung.regelwerk
    yield "Richtlinie", f"{regelwerk.titel} ({regelwerk.kurz})"
    yield "Fassung", f"{regelwerk.fassung.id}, in Kraft ab {datum_deutsch(regelwerk.fassung.ab)}"
    yield "Stichtag", berechnung.stichtag
    yield "Prüfsumme des Regelwerks (SHA-256)", regelwerk.sha256
    angaben = (("Antragsteller", "antragsteller", "name"), ("Vorhaben", "vorhaben", "titel"))
    for kopf, gruppe, feld in (*angaben, ("Beginn", "vorhaben", "beginn"), ("Ende", "vorhaben", "ende")):
        wert = berechnung.angabe(gruppe, feld)
        if wert is not None:
            yield kopf, wert
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
            _zeile(blatt, kind.beschriftung, [fundus.angabe(kind, (jahr,)) for jahr in fundus.jahre])
        blatt.weiter()
    _abschnitt(blatt, fundus, "Weitere Rechengrößen")
    for regel in fundus.nebenrechnung(je_jahr=True):
        _zeile(blatt, regel.bezeichnung, [fundus.figur(regel, (jahr,)) for jahr in fundus.jahre])
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
            _zeile(blatt, kind.beschriftung, [fundus.angabe(kind, (nummer, jahr)) for jahr in fundus.jahre])
        for regel in regeln:
            _zeile(blatt, regel.bezeichnung, [fundus.figur(regel, (nummer, jahr)) for jahr in fundus.jahre])
        blatt.weiter()


def gruppe(mappe: Mappe, teil: Ergebnisgruppe) -> None:
    """Write a sheet for a single part of the result: its figures, then its lists as tables."""
    tabellen = [_Tabelle(name, elemente) for name, elemente in teil.gruppen.items() if elemente]
    breiten = max((tabelle.breiten for tabelle in tabellen), key=len, default=[BREITE_TEXT, BREITE_SPUR])
    blatt = mappe.blatt(teil.bezeichnung, [BREITE_NAME, *breiten], 1)
    blatt.text(0, teil.bezeichnung, "titel")
    blatt.weiter(2)
    for wert in teil.werte.values():
        _zeile(blatt, wert.bezeichnung, [Figur.aus_ergebnis(wert)])
    for tabelle in tabellen:
        blatt.weiter()
        tabelle.schreibe(blatt)


@dataclass(frozen=True)
class _Tabelle:
    """A list of the result as a table: one row per element; columns of look-ups have no trace beside them."""

    name: str
    elemente: Sequence[Ergebnisgruppe]

    @property
    def spalten(self) -> list[tuple[str, bool]]:
        return [
            (name, any(element[name].knoten is not None for element in self.elemente))
            for name in self.elemente[0].werte
        ]

    @property
    def breiten(self) -> list[float]:
        muster = self.elemente[0]
        breiten: list[float] = []
        for name, spur in self.spalten:
            ist_text = muster[name].typ.art == "text"
            breiten += [BREITE_LANG if ist_text else BREITE_TEXT, BREITE_SPUR] if spur else [BREITE_LANG]
        return breiten

    def schreibe(self, blatt: Blatt) -> None:
        muster = self.elemente[0]
        blatt.text(0, muster.bezeichnung or self.name.capitalize(), "kopf")
        spalte = 1
        for name, spur in self.spalten:
            ist_zahl = spur and muster[name].typ.art != "text"
            blatt.text(spalte, muster[name].bezeichnung, "kopf_rechts" if ist_zahl else "kopf")
            if spur:
                blatt.text(spalte + 1, "Spur", "kopf_spur")
            spalte += 1 + spur
        blatt.weiter()
        for nummer, element in enumerate(self.elemente, 1):
            self._zeile(blatt, str(nummer), element)

    def _zeile(self, blatt: Blatt, bezeichnung: str, element: Ergebnisgruppe) -> None:
        blatt.text(0, bezeichnung)
        spalte = 1
        for name, spur in self.spalten:
            if spur:
                art = "text" if element[name].typ.art == "text" else "zahl"
                blatt.figur_mit_spur(spalte, Figur.aus_ergebnis(element[name]), art)
            else:
                blatt.figur(spalte, Figur.aus_ergebnis(element[name]), "text")
            spalte += 1 + spur
        blatt.weiter()


# --- Rows by year --------------------------------------------------------------------------------------------------


def _jahresblatt(mappe: Mappe, fundus: Fundus, name: str, titel: str) -> Blatt:
    blatt = mappe.blatt(name, [BREITE_NAME, *([BREITE_ZAHL, BREITE_SPUR] * len(fundus.jahre))], 3)
    blatt.text(0, titel, "titel")
    blatt.weiter()
    blatt.breit(0, fundus.berechnung.angabe("vorhaben", "titel") or "", "untertitel")
    blatt.weiter()
    blatt.text(0, "Haushaltsjahr", "kopf")
    for nummer, jahr in enumerate(fundus.jahre):
        blatt.text(1 + 2 * nummer, str(jahr), "kopf_rechts")
        blatt.text(2 + 2 * nummer, "Spur", "kopf_spur")
    blatt.weiter()
    return blatt


def _abschnitt(blatt: Blatt, fundus: Fundus, text: str) -> None:
    blatt.breit(0, text, "abschnitt", 1 + 2 * len(fundus.jahre))
    blatt.weiter()


def _ergebniszeilen(blatt: Blatt, fundus: Fundus, jahre: dict[int, Ergebnisgruppe]) -> None:
    namen = next(iter(jahre.values())).werte if jahre else {}
    for name, muster in namen.items():
        werte = {jahr: Figur.aus_ergebnis(teil[name]) for jahr, teil in jahre.items()}
        _zeile(blatt, muster.bezeichnung, [werte.get(jahr) for jahr in fundus.jahre])


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

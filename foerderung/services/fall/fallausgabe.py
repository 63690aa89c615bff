"""The overview of cases as a table that leaves the program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.dokumente.tafel import Art, Ausgabe, Tafel, Zelle
from foerderung.dokumente.tafel import Spalte as Tafelspalte
from foerderung.services.ausgabevermerke import ausgabevermerke
from foerderung.services.fall.fallliste import Fallliste
from foerderung.services.fall.fallspalten import FREIE, SPALTEN, Inhalt, Spalte
from foerderung.services.ort import Ort
from foerderung.store.verbindung import POSTGRESQL
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN

_ARTEN = {
    Inhalt.BETRAG: Art.BETRAG,
    Inhalt.TAG: Art.TAG,
    Inhalt.ZUSTAND: Art.WORT,
    Inhalt.ROLLE: Art.WORT,
}
_WORTE = {
    Inhalt.ZUSTAND: {zustand.value: name for zustand, name in ZUSTANDSNAMEN.items()},
    Inhalt.ROLLE: {rolle.value: name for rolle, name in ROLLENNAMEN.items()},
}


def liste_als_ausgabe(ort: Ort, liste: Fallliste, spalten: Sequence[str]) -> Ausgabe:
    """Return the cases found, each with the columns asked for, whole and in their order."""
    felder = [SPALTEN[name] for name in spalten]
    zeilen = [tuple(_zelle(feld, zeile[feld.name]) for feld in felder) for zeile in liste.zeilen]
    tafel = Tafel("faelle", "Fälle", tuple(map(_spalte, felder)), zeilen)
    wer = _wer(ort)
    vermerke = ausgabevermerke(liste.herkunft, liste.filter.als_text(), ort.heute, (wer, wer or "nicht angegeben"))
    return Ausgabe("Fälle", (tafel,), vermerke, ort.heute, liste.herkunft.uebung)


def _wer(ort: Ort) -> str:
    """Return who looks: the login, else who was named; a list may be looked at without a name."""
    if ort.datenbank.art != POSTGRESQL:
        return ort.als or ""
    with ort.einblick() as verbindung:
        return ort.datenbank.benutzer(verbindung)


def _spalte(feld: Spalte) -> Tafelspalte:
    art = _ARTEN.get(feld.inhalt, Art.TEXT)
    breite = 26 if feld.name in FREIE else max(14, len(feld.kopf) + 3)
    worte = _WORTE.get(feld.inhalt, {})
    return Tafelspalte(feld.name, feld.kopf, art, worte, breite=breite, summiert=art is Art.BETRAG)


def _zelle(feld: Spalte, wert: Any) -> Zelle:
    match feld.inhalt:
        case Inhalt.BETRAG:
            return Fraction(wert, 100)
        case Inhalt.TAG:
            return date.fromisoformat(wert) if wert else None
        case Inhalt.JAHRE:
            return ", ".join(map(str, wert))
    return str(wert) if wert else None

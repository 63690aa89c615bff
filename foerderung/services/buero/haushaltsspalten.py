"""Columns that several reports on the budget share."""

from __future__ import annotations

from foerderung.dokumente.tafel import Art, Leser, Spalte, Zelle
from foerderung.verfahren.buchungen import Buchungsstelle
from foerderung.verfahren.zustand import ZUSTANDSNAMEN

AUSGABEMITTEL, ERMAECHTIGUNG = "ausgabemittel", "verpflichtungsermaechtigung"

STELLE = (
    Spalte("kapitel", "Kapitel", leser=Leser.MASCHINEN),
    Spalte("titel", "Titel", leser=Leser.MASCHINEN),
    Spalte("buchungsstelle", "Kapitel / Titel", breite=14, leser=Leser.MENSCHEN),
)
"""Where the money stands: machines get both numbers; people read them as one text, which no spreadsheet shortens."""

FALL = (
    Spalte("fall", "Fall", breite=14),
    Spalte("empfaenger", "Empfänger", leer="(gelöscht)", breite=24),
    Spalte("zweck", "Zweck", leer="(gelöscht)", breite=32),
)
ZUSTAND = Spalte(
    "zustand", "Stand des Falls", Art.WORT, {z.value: name for z, name in ZUSTANDSNAMEN.items()}, breite=15
)
MITTEL = Spalte("mittel", "Mittel", Art.WORT, {AUSGABEMITTEL: "Ausgabemittel", ERMAECHTIGUNG: "VE"}, breite=13)


def stellenzellen(stelle: Buchungsstelle) -> tuple[Zelle, ...]:
    """Return the cells of `STELLE`."""
    return stelle.kapitel, stelle.titel, f"{stelle.kapitel} / {stelle.titel}"


def betragsspalte(name: str, kopf: str, leer: str = "") -> Spalte:
    """Return a column of amounts that is added up."""
    return Spalte(name, kopf, Art.BETRAG, leer=leer, breite=14, summiert=True)

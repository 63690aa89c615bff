"""The financing plan as an annex: every item claimed, and what covers it, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foerderung.dokumente.bescheid_ermittlung import BETRAG_EINER_SACHAUSGABE, stellenname
from foerderung.dokumente.bezug import LEER, Bezuege
from foerderung.rechnung.berechnung import Berechnung

JAHRE_JE_TAFEL = 3
"""Columns of amounts that fit on a page."""

IMMER = "eigenmittel"
QUELLEN = (IMMER, "spenden", "andere_zuwendungen")
UNBAR = "eigenleistungen"


def finanzierungsplan(berechnung: Berechnung, bezuege: Bezuege) -> list[dict[str, Any]]:
    """Return the plan in tables of a few years each.

    Source: ANBest-K Nr. 1.2, VVK Nr. 3.3.1.
    """
    jahre = list(berechnung.ergebnis.je_jahr("jahre"))
    bloecke = [jahre[ab : ab + JAHRE_JE_TAFEL] for ab in range(0, len(jahre), JAHRE_JE_TAFEL)]
    return [_tafel(block, berechnung, bezuege) for block in bloecke]


def _tafel(jahre: list[int], berechnung: Berechnung, bezuege: Bezuege) -> dict[str, Any]:
    teile = berechnung.ergebnis.je_jahr("jahre")
    return {
        "jahre": [str(jahr) for jahr in jahre],
        "breite": str(len(jahre)),
        "ausgaben": list(_ausgaben(jahre, berechnung, bezuege)),
        "gesamtausgaben": _knoten("gesamtausgaben", jahre, bezuege),
        "zuwendungsfaehig": [bezuege.ergebnis(teile[jahr]["zuwendungsfaehig"]) for jahr in jahre],
        "mittel": [zeile for name in QUELLEN for zeile in _mittel(name, jahre, berechnung, bezuege)],
        "zuwendung": [bezuege.ergebnis(teile[jahr]["zuwendung"]) for jahr in jahre],
        "deckung": _knoten("deckung", jahre, bezuege),
        "rest": _rest(jahre, bezuege),
        "unbar": list(_mittel(UNBAR, jahre, berechnung, bezuege)),
    }


def _ausgaben(jahre: list[int], berechnung: Berechnung, bezuege: Bezuege) -> Iterator[dict[str, Any]]:
    """Yield the items claimed in any of the years."""
    for stelle in berechnung.ergebnis.gruppen["stellen"]:
        teile = stelle.je_jahr("jahre")
        betraege = [bezuege.ergebnis(teile[jahr]["beantragt"]) if jahr in teile else LEER for jahr in jahre]
        if set(betraege) != {LEER}:
            yield {"name": stellenname(stelle), "betraege": betraege}
    for nummer, sachausgabe in enumerate(berechnung.angabe("sachausgaben") or ()):
        betraege = [bezuege.angabe(BETRAG_EINER_SACHAUSGABE, nummer, jahr) for jahr in jahre]
        if set(betraege) != {LEER}:
            yield {"name": str(sachausgabe["bezeichnung"]), "betraege": betraege}


def _mittel(name: str, jahre: list[int], berechnung: Berechnung, bezuege: Bezuege) -> Iterator[dict[str, Any]]:
    """Yield the row of one kind of money; one that is nought in all years is left out."""
    pfad = f"finanzierung.{name}"
    if name == IMMER or any(berechnung.antrag.eingaben.hole(pfad, (jahr,)) for jahr in jahre):
        feld = berechnung.regelwerk.eingaben[pfad]
        yield {"name": feld.beschriftung, "betraege": [bezuege.angabe(pfad, jahr) for jahr in jahre]}


def _knoten(regel: str, jahre: list[int], bezuege: Bezuege) -> list[str]:
    return [bezuege.zahl(bezuege.suche(regel, jahr)) for jahr in jahre]


def _rest(jahre: list[int], bezuege: Bezuege) -> list[str]:
    """Return what the money does not cover, or nothing where it covers all."""
    offen = [bezuege.suche("finanzierungsluecke_betrag", jahr) for jahr in jahre]
    return [bezuege.zahl(knoten) for knoten in offen] if any(knoten and knoten.wert for knoten in offen) else []

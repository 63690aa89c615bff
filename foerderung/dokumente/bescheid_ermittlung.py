"""How the grant was found: one table per year, and the sentences of the nodes that decided it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from foerderung.dokumente.bezug import LEER, Bezuege
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe, Ergebniswert
from foerderung.rechnung.knoten import Knoten

BETRAG_EINER_SACHAUSGABE = "sachausgabe.betraege"
BEANTRAGTE_ZUWENDUNG = "finanzierung.beantragt"
HOECHSTENS_ZUSAMMEN = 12
"""Rows up to which a table is kept on one page."""


def ermittlung(jahr: int, berechnung: Berechnung, bezuege: Bezuege) -> dict[str, Any]:
    """Return the table of a year and its reasons."""
    teil = berechnung.ergebnis.je_jahr("jahre")[jahr]
    zeilen = [_stellenzeile(name, eigener, bezuege) for name, eigener in stellen(berechnung, jahr)]
    zeilen.extend(_sachzeile(name, nummer, knoten, bezuege) for name, nummer, knoten in sachausgaben(berechnung, jahr))
    if teil["sach"].wert:
        zeilen.append(_sachsumme(jahr, teil, bezuege))
    gruende = {knoten.id: knoten for knoten in _massgebliche(jahr, berechnung)}
    return {
        "jahr": str(jahr),
        "zeilen": zeilen,
        "lang": len(zeilen) > HOECHSTENS_ZUSAMMEN,
        "zuwendungsfaehig": bezuege.ergebnis(teil["zuwendungsfaehig"]),
        "roh": bezuege.ergebnis(teil["roh"]),
        "deckel": bezuege.ergebnis(teil["deckel"]),
        "beantragt": bezuege.angabe(BEANTRAGTE_ZUWENDUNG, jahr),
        "zuwendung": bezuege.ergebnis(teil["zuwendung"]),
        "gruende": [bezuege.satz(knoten) for knoten in gruende.values()],
    }


def stellen(berechnung: Berechnung, jahr: int) -> Iterator[tuple[str, Ergebnisgruppe]]:
    """Yield the Stellen claimed in a year: their name and their figures."""
    for stelle in berechnung.ergebnis.gruppen["stellen"]:
        teil = stelle.je_jahr("jahre").get(jahr)
        if teil is not None:
            yield stellenname(stelle), teil


def stellenname(stelle: Ergebnisgruppe) -> str:
    """Name a Stelle or Minijob."""
    return f"{stelle['art']} „{stelle['bezeichnung']}“"


def sachausgaben(berechnung: Berechnung, jahr: int) -> Iterator[tuple[str, int, Knoten]]:
    """Yield the Sachausgaben claimed in a year: name, number, node of the eligible amount."""
    for nummer, sachausgabe in enumerate(berechnung.antrag.eingaben.baum.get("sachausgaben", ())):
        knoten = berechnung.knoten.get(f"zuwendungsfaehig_sachausgabe[{nummer},{jahr}]")
        if knoten is not None:
            yield str(sachausgabe["bezeichnung"]), nummer, knoten


def _stellenzeile(name: str, teil: Ergebnisgruppe, bezuege: Bezuege) -> dict[str, Any]:
    werte = ("beantragt", "obergrenze", "zuwendungsfaehig", "foerdersatz", "roh")
    return _zeile(name, *(bezuege.ergebnis(teil[wert]) for wert in werte))


def _sachzeile(name: str, nummer: int, knoten: Knoten, bezuege: Bezuege) -> dict[str, Any]:
    beantragt = bezuege.angabe(BETRAG_EINER_SACHAUSGABE, nummer, knoten.index[-1])
    return _zeile(name, beantragt, LEER, bezuege.zahl(knoten), "", "")


def _sachsumme(jahr: int, teil: Ergebnisgruppe, bezuege: Bezuege) -> dict[str, Any]:
    satz, betrag = (bezuege.zahl(bezuege.suche(regel, jahr)) for regel in ("foerdersatz_sach", "roh_sach"))
    return _zeile("Sachausgaben zusammen", "", "", bezuege.ergebnis(teil["sach"]), satz, betrag, summe=True)


def _zeile(name: str, *spalten: str, summe: bool = False) -> dict[str, Any]:
    namen = ("beantragt", "obergrenze", "zuwendungsfaehig", "satz", "betrag")
    return {"name": name, "summe": summe, **dict(zip(namen, spalten, strict=True))}


# --- Which nodes decided -------------------------------------------------------------------------------------------


def _massgebliche(jahr: int, berechnung: Berechnung) -> Iterator[Knoten]:
    """Yield the nodes that decided a year: cuts, ceilings, the origin of each rate, a binding cap, the grant."""
    for _, stelle in stellen(berechnung, jahr):
        angesetzt = stelle["zuwendungsfaehig"].knoten
        if angesetzt is not None and angesetzt.wert != stelle["beantragt"].wert:
            yield angesetzt
            for kind in angesetzt.kinder.values():
                if kind.wert in (angesetzt.wert, False):
                    yield from _herkunft(kind)
        yield from _herkunft(stelle["foerdersatz"].knoten)
    for _, nummer, knoten in sachausgaben(berechnung, jahr):
        if knoten.wert != berechnung.antrag.eingaben.hole(BETRAG_EINER_SACHAUSGABE, (nummer, jahr)):
            yield next((kind for kind in knoten.kinder.values() if kind.wert == knoten.wert), knoten)
    teil = berechnung.ergebnis.je_jahr("jahre")[jahr]
    deckel = teil["deckel"].knoten
    if deckel is not None and _ist_kleiner(teil["deckel"], teil["roh"]):
        yield from (kind for kind in deckel.kinder.values() if kind.name not in teil.werte)
        yield deckel
    if (zuwendung := teil["zuwendung"].knoten) is not None:
        yield zuwendung


def _herkunft(knoten: Knoten | None) -> Iterator[Knoten]:
    """Yield the node a passed-on value comes from."""
    while knoten is not None:
        gleiche = [kind for kind in knoten.kinder.values() if kind.wert == knoten.wert]
        if not gleiche:
            yield knoten
        knoten = gleiche[0] if gleiche else None


def _ist_kleiner(links: Ergebniswert, rechts: Ergebniswert) -> bool:
    wert, grenze = links.wert, rechts.wert
    return isinstance(wert, Fraction) and isinstance(grenze, Fraction) and wert < grenze

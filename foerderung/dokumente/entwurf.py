"""What still stands against sending a draft: open findings and assumptions nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.fach.befund import BEDEUTUNG, Schwere
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.knoten import Knoten, alle_knoten, ist_annahme

HINDERNISSE = (Schwere.HART, Schwere.NACHFORDERUNG, Schwere.ERMESSEN)


def offene_befunde(berechnung: Berechnung, bezuege: Bezuege) -> list[dict[str, str]]:
    """List the undecided findings that keep a notice from being sent, the gravest first."""
    offen = [
        treffer
        for treffer in berechnung.treffer
        if treffer.befund.schwere in HINDERNISSE and treffer.befund.entschieden is None
    ]
    zeilen = []
    for treffer in sorted(offen, key=lambda treffer: HINDERNISSE.index(treffer.befund.schwere)):
        befund = treffer.befund
        gefunden, zulaessig = bezuege.befund(treffer)
        zeilen.append(
            {
                "schwere": BEDEUTUNG[befund.schwere],
                "bezeichnung": befund.bezeichnung,
                "ort": befund.ort,
                "gefunden": gefunden,
                "zulaessig": zulaessig,
                "fundstelle": umbruchfest(str(befund.quelle)),
                "abhilfe": befund.abhilfe,
            }
        )
    return zeilen


def annahmen(berechnung: Berechnung, bezuege: Bezuege) -> list[str]:
    """List what the result rests on without a provision or practice to show for it, one line per source."""
    betroffen: dict[str, dict[str, None]] = {}
    for fundstelle, was in _annahmen(berechnung, bezuege):
        betroffen.setdefault(fundstelle, {})[was] = None
    return [umbruchfest(f"{', '.join(was)}: {fundstelle}") for fundstelle, was in betroffen.items()]


def _annahmen(berechnung: Berechnung, bezuege: Bezuege) -> Iterator[tuple[str, str]]:
    fassung = berechnung.regelwerk.fassung
    if ist_annahme(fassung.quelle):
        yield fassung.quelle.fundstelle, f"Inkrafttreten der Fassung {fassung.id}"
    for knoten in alle_knoten(berechnung.wurzeln):
        yield from _annahmen_an(berechnung, bezuege, knoten)


def _annahmen_an(berechnung: Berechnung, bezuege: Bezuege, knoten: Knoten) -> Iterator[tuple[str, str]]:
    regel = berechnung.regelwerk.regeln[knoten.name]
    if ist_annahme(regel.quelle):
        yield regel.quelle.fundstelle, regel.bezeichnung
    if regel.rundung is not None and ist_annahme(regel.rundung.quelle):
        yield regel.rundung.quelle.fundstelle, f"Rundung bei „{regel.bezeichnung}“"
    for verwendung in knoten.parameter.values():
        if ist_annahme(verwendung.quelle):
            yield verwendung.quelle.fundstelle, bezuege.parameter(knoten, verwendung)

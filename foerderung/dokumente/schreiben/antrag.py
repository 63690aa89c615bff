"""What letters and notes before the decision say, and the refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foerderung.dokumente.bescheid_gruende import abweichungen
from foerderung.dokumente.bescheid_kontext import finanzierungsart, jahreszeile
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.entwurf import annahmen
from foerderung.dokumente.schreiben.fakten import Fakten, Quellen
from foerderung.dokumente.schreiben.unterlage import abschnitte
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.fach.befund import BEDEUTUNG, Schwere
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.berechnung import Berechnung

ANLAGEN = "anlagen"
ANNAHMEN = "parameter_unbestaetigt"
"""Finding that lists the assumptions by their ids; the note has a section that names them."""

UNENTSCHIEDEN = "nicht entschieden"


def eingangsbestaetigung(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Confirm the receipt of the newest version of the application and what came with it.

    Source: RL KommPräv VI Nr. 2; VVK Nr. 1.3.
    """
    berechnung, spur = _gerechnet(fakten, quellen)
    antrag = fakten.stand.antrag
    assert antrag is not None
    return {
        "eingang": quellen.fall.zeige("antrag.eingang_am"),
        "erster_eingang": quellen.fall.zeige("erster_eingang"),
        "weitere_fassung": quellen.fall.zeige("antrag.fassung") if antrag.fassung > 1 else "",
        "anlagen": _anlagen(berechnung),
        "beantragt": [
            {"jahr": str(jahr), "ausgaben": spur.zahl(spur.suche("gesamtausgaben", jahr))}
            for jahr in berechnung.ergebnis.je_jahr("jahre")
        ],
    }


def _anlagen(berechnung: Berechnung) -> list[str]:
    """Name the annexes that are there, as the guideline calls them."""
    feld = next((kind for kind in berechnung.regelwerk.felder.kinder if kind.name == ANLAGEN), None)
    vorhanden = berechnung.angabe(ANLAGEN) or ()
    namen = feld.auswahl if feld is not None and feld.auswahl else {}
    return [namen.get(eine, eine) for eine in sorted(vorhanden)]


def nachforderung(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Ask for what the check found missing: what, why, and how to mend it.

    Source: RL KommPräv VI Nr. 3; VVK Nr. 3.2.
    """
    berechnung, spur = _gerechnet(fakten, quellen)
    gefordert = fakten.stand.nachforderung
    assert gefordert is not None
    offene = [treffer for treffer in berechnung.treffer if treffer.befund.code in gefordert.codes]
    return {
        "eingang": quellen.fall.zeige("antrag.eingang_am"),
        "befunde": _befunde((eine for eine in offene if eine.befund.schwere is Schwere.NACHFORDERUNG), spur),
        "frist": quellen.fall.zeige("nachforderung.frist") if gefordert.frist is not None else "",
    }


def beratungsprotokoll(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Record the consultation that has to come before the application.

    Source: RL KommPräv IV Nr. 2.
    """
    beratung = fakten.stand.beratung
    unterlage = fakten.unterlagen["beratung"]
    quellen.fall.nenne("beratung.unterlage")
    assert beratung is not None
    return {
        "am": quellen.fall.zeige("beratung.am"),
        "person": fakten.namen.get(beratung.person, beratung.person),
        "abschnitte": abschnitte(unterlage.felder, unterlage.werte),
    }


def antragspruefvermerk(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Note the result of the check: what VVK Nr. 3.4 asks for, the figures, findings and assumptions.

    Source: VVK Nr. 3.4.
    """
    berechnung, spur = _gerechnet(fakten, quellen)
    vermerk = fakten.stand.pruefvermerk
    unterlage = fakten.unterlagen["pruefvermerk"]
    quellen.fall.nenne("pruefvermerk.unterlage")
    assert vermerk is not None
    jahre = berechnung.ergebnis.je_jahr("jahre")
    return {
        "am": quellen.fall.zeige("pruefvermerk.am"),
        "person": fakten.namen.get(vermerk.person, vermerk.person),
        "eingang": quellen.fall.zeige("erster_eingang"),
        "abschnitte": abschnitte(unterlage.felder, unterlage.werte),
        "finanzierungsart": finanzierungsart(berechnung)[1],
        "jahre": [jahreszeile(jahr, teil, spur) for jahr, teil in jahre.items()],
        "zuwendungsfaehig": spur.ergebnis(berechnung.ergebnis["zuwendungsfaehig_gesamt"]),
        "zuwendung": spur.ergebnis(berechnung.ergebnis["zuwendung_gesamt"]),
        "befunde": _befunde((eine for eine in berechnung.treffer if eine.befund.code != ANNAHMEN), spur),
        "annahmen": annahmen(berechnung, spur),
        **_regelwerk(berechnung),
    }


def ablehnungsbescheid(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Refuse the application with the reasons that were recorded.

    Source: § 39 VwVfG; RL KommPräv I Nr. 3; VVK Nr. 4.1.
    """
    berechnung, spur = _gerechnet(fakten, quellen)
    stand = fakten.stand
    assert stand.beschluss is not None
    harte = (treffer for treffer in berechnung.treffer if treffer.befund.schwere is Schwere.HART)
    return {
        "eingang": quellen.fall.zeige("erster_eingang"),
        "beratung": quellen.fall.zeige("beratung.am") if stand.beratung is not None else "",
        "grund": stand.beschluss.grund,
        "befunde": _befunde(harte, spur),
        "ermessen": abweichungen(berechnung),
        "gericht": f"Verwaltungsgericht {fakten.gericht}",
        "gericht_ort": fakten.gericht,
        **_regelwerk(berechnung),
    }


def _gerechnet(fakten: Fakten, quellen: Quellen) -> tuple[Berechnung, Bezuege]:
    assert fakten.berechnung is not None
    assert quellen.spur is not None
    return fakten.berechnung, quellen.spur


def _befunde(treffer: Iterable[Treffer], spur: Bezuege) -> list[dict[str, str]]:
    zeilen: list[dict[str, str]] = []
    for einer in treffer:
        befund = einer.befund
        gefunden, zulaessig = spur.befund(einer)
        zeilen.append(
            {
                "nummer": f"{len(zeilen) + 1}.",
                "bezeichnung": befund.bezeichnung,
                "bedeutung": BEDEUTUNG[befund.schwere],
                "gefunden": gefunden,
                "zulaessig": zulaessig,
                "fundstelle": umbruchfest(befund.quelle.fundstelle),
                "abhilfe": umbruchfest(befund.abhilfe),
                "entschieden": befund.entschieden or (UNENTSCHIEDEN if befund.schwere is Schwere.ERMESSEN else ""),
            }
        )
    return zeilen


def _regelwerk(berechnung: Berechnung) -> dict[str, str]:
    return {
        "fassung": berechnung.regelwerk.fassung.id,
        "stichtag": datum_deutsch(berechnung.stichtag),
        "pruefsumme": berechnung.regelwerk.sha256[:16],
    }

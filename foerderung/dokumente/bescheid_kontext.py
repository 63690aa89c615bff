"""What a grant notice under RL KommPräv says: texts from the application, figures by reference to the trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foerderung.dokumente.bescheid_ermittlung import ermittlung, stellenname
from foerderung.dokumente.bescheid_fall import fallangaben, offene_angaben
from foerderung.dokumente.bescheid_gruende import abgrenzung, abweichungen, grenzen, niedrigere_saetze
from foerderung.dokumente.bescheid_zahlung import auszahlung
from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.entwurf import annahmen, offene_befunde
from foerderung.dokumente.finanzierungsplan import finanzierungsplan
from foerderung.dokumente.klauseln import klauseltexte
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe
from foerderung.rechnung.klausel import Klausel

FESTBETRAG = "festbetrag"
STELLE = "stelle"


def bescheid_kontext(
    berechnung: Berechnung, bezuege: Bezuege, klauseln: Iterable[Klausel], angaben: Bescheidangaben | None = None
) -> dict[str, Any]:
    """Collect what the template of the notice shows; every figure passes through `bezuege`.

    Args:
        berechnung: its result, findings and trace.
        bezuege: where the figures come from.
        klauseln: those that rules chose for it.
        angaben: facts of the case; without them a draft with its cover sheet.
    """
    fall = fallangaben(berechnung, angaben) if angaben is not None else offene_angaben(berechnung)
    art, artname = finanzierungsart(berechnung)
    jahre = berechnung.ergebnis.je_jahr("jahre")
    kontext = {
        "fall": fall,
        "entwurf": angaben is None,
        "befunde": offene_befunde(berechnung, bezuege) if angaben is None else [],
        "annahmen": annahmen(berechnung, bezuege) if angaben is None else [],
        **_regelwerk(berechnung),
        **_antragstexte(berechnung.antrag.eingaben.baum),
        "festbetrag": art == FESTBETRAG,
        "finanzierungsart": artname,
        "mehrjaehrig": len(jahre) > 1,
        **_betraege(berechnung, bezuege, "" if art == FESTBETRAG else "bis zu "),
        "foerdersaetze": list(_foerdersaetze(berechnung, bezuege)),
        "degressiv": any(stelle["art"].wert == STELLE for stelle in berechnung.ergebnis.gruppen["stellen"]),
        "abgrenzung": abgrenzung(berechnung, bezuege),
        "grenzen": grenzen(berechnung, bezuege),
        "niedrigere_saetze": niedrigere_saetze(berechnung),
        "abweichungen": abweichungen(berechnung),
        "ermittlung": [ermittlung(jahr, berechnung, bezuege) for jahr in jahre],
        "finanzierungsplan": finanzierungsplan(berechnung, bezuege),
        **auszahlung(berechnung.ergebnis.gruppen["auszahlung"][0], bezuege, fall["zwischenrate"]),
    }
    return {**kontext, **klauseltexte(klauseln, bezuege, kontext)}


def _regelwerk(berechnung: Berechnung) -> dict[str, str]:
    return {
        "richtlinie": f"{berechnung.regelwerk.titel} ({berechnung.regelwerk.kurz})",
        "kurz": berechnung.regelwerk.kurz,
        "fassung": berechnung.regelwerk.fassung.id,
        "pruefsumme": berechnung.regelwerk.sha256[:16],
        "stichtag": datum_deutsch(berechnung.stichtag),
    }


def _betraege(berechnung: Berechnung, bezuege: Bezuege, hoechstens: str) -> dict[str, Any]:
    """Return the grant, its share and its years; `hoechstens` stands before an amount that is only a maximum."""
    ergebnis = berechnung.ergebnis
    gesamt = ergebnis["zuwendung_gesamt"]
    jahre = [jahreszeile(jahr, teil, bezuege) for jahr, teil in ergebnis.je_jahr("jahre").items()]
    return {
        "hoechstens": hoechstens,
        "zuwendung": f"{hoechstens}{bezuege.ergebnis(gesamt)}",
        "zuwendung_gesamt": bezuege.ergebnis(gesamt),
        "in_worten": bezuege.in_worten(gesamt),
        "anteil": bezuege.zahl(bezuege.suche("zuwendungsanteil")),
        "zuwendungsfaehig": bezuege.ergebnis(ergebnis["zuwendungsfaehig_gesamt"]),
        "jahre": jahre,
    }


def finanzierungsart(berechnung: Berechnung) -> tuple[str, str]:
    """Return the kind of financing the officer chose, or the declared default, with its German name."""
    felder = berechnung.regelwerk.entscheidungsfelder
    feld = next(kind for kind in felder.kinder if kind.name == "finanzierungsart") if felder is not None else None
    gewaehlt = berechnung.entscheidung.eingaben.hole("finanzierungsart") if berechnung.entscheidung else None
    art = str(gewaehlt or (feld.vorgabe if feld is not None else ""))
    return art, (feld.auswahl or {}).get(art, art) if feld is not None else art


def _antragstexte(antrag: Mapping[str, Any]) -> dict[str, Any]:
    anschrift = antrag["antragsteller"]["anschrift"]
    iban = antrag["antragsteller"].get("iban", "")
    return {
        "name": antrag["antragsteller"]["name"],
        "strasse": anschrift["strasse"],
        "ort": f"{anschrift['plz']} {anschrift['ort']}",
        "ags": antrag["antragsteller"]["ags"],
        "iban": "\u00a0".join(iban[stelle : stelle + 4] for stelle in range(0, len(iban), 4)),
        "titel": antrag["vorhaben"]["titel"],
        "beginn": datum_deutsch(antrag["vorhaben"]["beginn"]),
        "ende": datum_deutsch(antrag["vorhaben"]["ende"]),
        "in_sachsen": bool(antrag["vorhaben"]["in_sachsen"]),
    }


def jahreszeile(jahr: int, teil: Ergebnisgruppe, bezuege: Bezuege) -> dict[str, str]:
    """Return the amounts of one Haushaltsjahr."""
    return {
        "jahr": str(jahr),
        "gesamtausgaben": bezuege.zahl(bezuege.suche("gesamtausgaben", jahr)),
        "personal": bezuege.ergebnis(teil["personal"]),
        "sach": bezuege.ergebnis(teil["sach"]),
        "zuwendungsfaehig": bezuege.ergebnis(teil["zuwendungsfaehig"]),
        "zuwendung": bezuege.ergebnis(teil["zuwendung"]),
    }


def _foerdersaetze(berechnung: Berechnung, bezuege: Bezuege) -> Iterator[dict[str, str]]:
    """Yield the rates year by year: one line per Stelle, one for all Sachausgaben."""
    for stelle in berechnung.ergebnis.gruppen["stellen"]:
        jahre = stelle.je_jahr("jahre")
        saetze = [f"{jahr}:\u00a0{bezuege.ergebnis(teil['foerdersatz'])}" for jahr, teil in jahre.items()]
        yield {"bezeichnung": stellenname(stelle), "saetze": ", ".join(saetze)}
    mit_sach = [jahr for jahr, teil in berechnung.ergebnis.je_jahr("jahre").items() if teil["sach"].wert]
    if mit_sach:
        saetze = [f"{jahr}:\u00a0{bezuege.zahl(bezuege.suche('foerdersatz_sach', jahr))}" for jahr in mit_sach]
        yield {"bezeichnung": "Sachausgaben", "saetze": ", ".join(saetze)}

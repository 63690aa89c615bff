"""What a grant notice under RL KommPräv says: texts from the application, figures by reference to the trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from foerderung.dokumente.bescheid_ermittlung import (
    BETRAG_EINER_SACHAUSGABE,
    ermittlung,
    sachausgaben,
    stellen,
    stellenname,
)
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.entwurf import annahmen, offene_befunde
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe

FESTBETRAG = "festbetrag"
ZWISCHENRATE = "zwischenrate"
ZU_ERGAENZEN = "[Termin wird im Verfahren ergänzt]"


def bescheid_kontext(berechnung: Berechnung, bezuege: Bezuege) -> dict[str, Any]:
    """Collect what the template of the notice shows; every figure passes through `bezuege`."""
    antrag = berechnung.antrag.eingaben.baum
    ergebnis = berechnung.ergebnis
    art, artname = finanzierungsart(berechnung)
    jahre = ergebnis.je_jahr("jahre")
    gesamt = bezuege.ergebnis(ergebnis["zuwendung_gesamt"])
    return {
        "richtlinie": f"{berechnung.regelwerk.titel} ({berechnung.regelwerk.kurz})",
        "kurz": berechnung.regelwerk.kurz,
        "fassung": berechnung.regelwerk.fassung.id,
        "pruefsumme": berechnung.regelwerk.sha256[:16],
        "stichtag": datum_deutsch(berechnung.stichtag),
        "befunde": offene_befunde(berechnung, bezuege),
        "annahmen": annahmen(berechnung, bezuege),
        "mehrjaehrig": len(jahre) > 1,
        **_antragstexte(antrag),
        "festbetrag": art == FESTBETRAG,
        "finanzierungsart": artname,
        "zuwendung": gesamt if art == FESTBETRAG else f"bis zu {gesamt}",
        "zuwendung_gesamt": gesamt,
        "anteil": bezuege.zahl(bezuege.suche("zuwendungsanteil")),
        "zuwendungsfaehig": bezuege.ergebnis(ergebnis["zuwendungsfaehig_gesamt"]),
        "jahre": [_jahr(jahr, teil, bezuege) for jahr, teil in jahre.items()],
        "foerdersaetze": list(_foerdersaetze(berechnung, bezuege)),
        "ausgeschlossen": list(_ausgeschlossen(berechnung, bezuege)),
        "ermittlung": [ermittlung(jahr, berechnung, bezuege) for jahr in jahre],
        "entscheidungsgruende": _entscheidungsgruende(berechnung),
        **_auszahlung(ergebnis.gruppen["auszahlung"][0], bezuege),
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
        "eingang": datum_deutsch(antrag["eingang_am"]),
    }


def _jahr(jahr: int, teil: Ergebnisgruppe, bezuege: Bezuege) -> dict[str, str]:
    return {
        "jahr": str(jahr),
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


def _ausgeschlossen(berechnung: Berechnung, bezuege: Bezuege) -> Iterator[str]:
    """Yield what was claimed in a year and is not eligible at all."""
    for jahr in berechnung.ergebnis.je_jahr("jahre"):
        for name, teil in stellen(berechnung, jahr):
            if not teil["zuwendungsfaehig"].wert:
                yield f"{name} {jahr}: {bezuege.ergebnis(teil['beantragt'])}"
        for name, nummer, knoten in sachausgaben(berechnung, jahr):
            if not knoten.wert:
                yield f"{name} {jahr}: {bezuege.angabe(BETRAG_EINER_SACHAUSGABE, nummer, jahr)}"


def _entscheidungsgruende(berechnung: Berechnung) -> list[str]:
    """List the reasons the officer recorded, each with what it speaks of."""
    if berechnung.entscheidung is None:
        return []
    felder = berechnung.regelwerk.entscheidungsfelder
    namen = {feld.name: feld.beschriftung for feld in felder.kinder} if felder is not None else {}
    gruende = []
    for abschnitt, eintraege in berechnung.entscheidung.eingaben.baum.items():
        for eintrag in eintraege if isinstance(eintraege, tuple) else ():
            teile = (namen.get(abschnitt, abschnitt), _ortsname(berechnung, eintrag), str(eintrag.get("jahr", "")))
            gruende.append(f"{' '.join(filter(None, teile))}: {eintrag['grund']}")
    return list(dict.fromkeys(gruende))


def _ortsname(berechnung: Berechnung, eintrag: Mapping[str, Any]) -> str:
    """Name what an entry of the decision speaks of: the finding it decides, the item it points to."""
    codes = {treffer.befund.code: treffer.befund.bezeichnung for treffer in berechnung.treffer}
    teile = [f"„{codes[eintrag['befund']]}“"] if eintrag.get("befund") in codes else []
    liste, _, nummer = str(eintrag.get("ort", "")).partition("[")
    posten = berechnung.antrag.eingaben.baum.get(liste, ())
    if nummer.rstrip("]").isdecimal() and isinstance(posten, tuple):
        teile.append(f"„{posten[int(nummer.rstrip(']'))]['bezeichnung']}“")
    elif liste:
        namen = {feld.name: feld.beschriftung for feld in berechnung.regelwerk.felder.kinder}
        teile.append(namen.get(liste, liste))
    return " ".join(teile)


def _auszahlung(auszahlung: Ergebnisgruppe, bezuege: Bezuege) -> dict[str, Any]:
    raten = auszahlung.gruppen["raten"]
    return {
        "verfahren": str(auszahlung["verfahren"].wert),
        "termin_offen": any(rate["anlass"].wert == ZWISCHENRATE for rate in raten),
        "raten": [
            {
                "nummer": str(nummer),
                "prozent": bezuege.ergebnis(rate["prozent"]),
                "betrag": bezuege.ergebnis(rate["betrag"]),
                "anlass": ZU_ERGAENZEN if rate["anlass"].wert == ZWISCHENRATE else str(rate["anlass"]),
            }
            for nummer, rate in enumerate(raten, 1)
        ],
    }

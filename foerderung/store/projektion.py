"""Rows that are kept beside the chain so that reading is quick: each is a function of events and can be made anew."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, delete, insert

from foerderung.store import tabellen as t
from foerderung.verfahren.amtsstand import Amtsstand, Antragsteller
from foerderung.verfahren.bestaetigung import Bestaetigung
from foerderung.verfahren.buchungen import BUCHUNGEN
from foerderung.verfahren.ereignis import kanonisches_json
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fristen import naechste_frist, offene_fristen
from foerderung.verfahren.lage import Person, Vertretung
from foerderung.verfahren.suchtext import suchtext
from foerderung.verfahren.warten import NICHTS, wartet_auf

Zeile = dict[str, Any]

FRIST_OHNE = {"herleitung", "erledigt_am", "erledigt_grund"}
"""What the overview of open deadlines does not need."""


def fallzeile(stand: Fallstand) -> Zeile:
    """Return the row of a case: the whole standing, and columns to search and sort by.

    ``jahre`` holds the Haushaltsjahre with a grant between commas, ``fristen`` the open deadlines as JSON: also a
    Klagefrist that has passed by the day of reading. ``naechste_frist`` leaves it out: nobody has to keep it.
    """
    offen = offene_fristen(stand)
    frist = naechste_frist(offen)
    jahre = stand.jahre
    eingang, bestandskraft = stand.erster_eingang, stand.bestandskraft
    return {
        "aktenzeichen": stand.aktenzeichen,
        "zustand": stand.zustand.value,
        "richtlinie": stand.richtlinie,
        "antragsteller": stand.antragsteller,
        "titel": stand.titel,
        "zuwendung": stand.zuwendung,
        "angelegt_am": stand.angelegt_am.isoformat(),
        "version": stand.version,
        "stand": stand.model_dump_json(),
        "eingang_am": eingang.isoformat() if eingang is not None else None,
        "bestandskraft": bestandskraft.isoformat() if bestandskraft is not None else None,
        "jahre": "".join(f",{jahr}" for jahr, betrag in jahre.items() if betrag) + ",",
        "naechste_frist": frist.isoformat() if frist is not None else None,
        "fristen": kanonisches_json([eine.model_dump(mode="json", exclude=FRIST_OHNE) for eine in offen]),
        "zustaendig": stand.zustaendig,
        **_wartespalten(stand),
        "suchtext": suchtext(stand),
    }


def _wartespalten(stand: Fallstand) -> Zeile:
    """Return whom a case waits for.

    The last two tell whose turn it is from ``wartet_seit`` on where now it is nobody's.
    """
    wartet = wartet_auf(stand)
    dann = wartet_auf(stand, wartet.seit) if wartet.rolle is None and wartet.seit is not None else NICHTS
    return {
        "wartet_auf": wartet.rolle.value if wartet.rolle is not None else "",
        "ausgeschlossen": wartet.ausgeschlossen,
        "worauf": wartet.worauf,
        "wartet_seit": wartet.seit.isoformat() if wartet.seit is not None else None,
        "wartet_dann": dann.rolle.value if dann.rolle is not None else "",
        "worauf_dann": dann.worauf,
    }


def personenzeile(person: Person) -> Zeile:
    """Return the row of a person."""
    daten = {
        "kuerzel": person.kuerzel,
        "name": person.name,
        "rollen": sorted(rolle.value for rolle in person.rollen),
        "gesperrt": person.gesperrt,
        "vertritt": [vertretungsdaten(eine) for eine in person.vertritt],
    }
    return {"kuerzel": person.kuerzel, "daten": kanonisches_json(daten)}


def vertretungsdaten(vertretung: Vertretung) -> dict[str, str]:
    """Return a period of deputising as plain data."""
    return {
        "fuer": vertretung.fuer,
        "von": vertretung.von.isoformat(),
        "bis": vertretung.bis.isoformat(),
        "grund": vertretung.grund,
    }


def registerzeile(eines: Antragsteller) -> Zeile:
    """Return the row of an applicant."""
    return {"nummer": eines.nummer, "daten": eines.model_dump_json()}


def bestaetigungszeile(bestaetigung: Bestaetigung) -> Zeile:
    """Return the row of a confirmed assumption."""
    return {"schluessel": bestaetigung.schluessel, "daten": bestaetigung.model_dump_json()}


def behoerdenzeile(schluessel: str, wert: str) -> Zeile:
    """Return the row of a fact about the authority."""
    return {"schluessel": schluessel, "wert": wert}


def ansichtszeile(name: str, angaben: Mapping[str, Any]) -> Zeile:
    """Return the row of a saved view; one that was forgotten keeps its row and asks for nothing."""
    return {"name": name, "daten": kanonisches_json(dict(angaben))}


def kreiszeile(kreis: str, nummer: int) -> Zeile:
    """Return the row of a number series."""
    return {"kreis": kreis, "stand": nummer}


def buchungszeilen(nummer: int, fall: str, fakten: Mapping[str, Any]) -> list[Zeile]:
    """Return the rows of the budget ledger that the facts of an event name; on PostgreSQL its function writes them."""
    return [
        {
            "nummer": nummer,
            "zeile": stelle,
            "art": eine["art"],
            "kapitel": eine["kapitel"],
            "titel": eine["titel"],
            "haushaltsjahr": eine["haushaltsjahr"],
            "jahr": eine["jahr"],
            "fall": fall,
            "betrag": Fraction(eine["betrag"]),
        }
        for stelle, eine in enumerate(fakten.get(BUCHUNGEN, ()), 1)
    ]


def sollzeilen(stand: Amtsstand) -> dict[str, dict[str, Zeile]]:
    """Return every row of every projection by table and key, as the whole chain yields them."""
    return {
        "fall": {az: fallzeile(eines) for az, eines in stand.faelle.items()},
        "person": {k: personenzeile(p) for k, p in stand.personen.items()},
        "antragsteller": {n: registerzeile(a) for n, a in stand.antragsteller.items()},
        "bestaetigung": {s: bestaetigungszeile(b) for s, b in stand.bestaetigungen.items()},
        "behoerde": {s: behoerdenzeile(s, w) for s, w in stand.behoerde.items()},
        "ansicht": {n: ansichtszeile(n, a) for n, a in stand.ansichten.items()},
        "nummernkreis": {k: kreiszeile(k, n) for k, n in stand.nummern.items()},
    }


def baue_neu(verbindung: Connection, stand: Amtsstand) -> None:
    """Write all projections anew."""
    for name, zeilen in sollzeilen(stand).items():
        tabelle = t.metadata.tables[name]
        verbindung.execute(delete(tabelle))
        if zeilen:
            verbindung.execute(insert(tabelle), list(zeilen.values()))

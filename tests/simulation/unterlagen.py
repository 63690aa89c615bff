"""The further documents of a case: consultation, note, goals, decision, proof of use, evaluation; some broken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import yaml

from foerderung.fach.befund import Befund, Schwere
from foerderung.services.fall.fallrechnung import Datei
from foerderung.services.rechnen.zuwendung import Dokument
from tests.amt.buero import UNTERLAGEN
from tests.simulation.antraege import Vorhaben, als_datei
from tests.simulation.wuerfel import Wuerfel

BESTAETIGUNGEN = ("publizitaet", "buecher", "skonti_abgesetzt", "vorsteuer_abgesetzt")


@cache
def _text(name: str) -> str:
    return json.dumps(yaml.safe_load((UNTERLAGEN / f"{name}.yaml").read_text(encoding="utf-8")), default=str)


def unterlage(name: str, **neu: Any) -> Dokument:
    """Return a document of the demonstration with other facts."""
    return als_datei(name, {**json.loads(_text(name)), **neu}).dokument()


def kaputt(name: str) -> Dokument:
    """Return a document that does not say what it has to."""
    return als_datei(name, {"unsinn": name}).dokument()


def beratung(am: date) -> Dokument:
    """Return the record of a consultation on a day."""
    return unterlage("beratung", am=am.isoformat())


def entscheidung(wuerfel: Wuerfel, befunde: Iterable[Befund], antrag: dict[str, Any]) -> Datei:
    """Return an officer's decision on everything that is left to discretion, sometimes with a cut."""
    offen = [eines for eines in befunde if eines.schwere is Schwere.ERMESSEN]
    kuerzungen = []
    if wuerfel.trifft(30):
        jahr = min(antrag["sachausgaben"][0]["betraege"])
        kuerzungen = [
            {"ort": "sachausgaben[0]", "jahr": int(jahr), "anerkannt": "1000.00", "grund": "mehr nicht nötig"}
        ]
    daten: dict[str, Any] = {
        "kuerzungen": kuerzungen,
        "abweichungen": [{"befund": code, "grund": "vertretbar"} for code in dict.fromkeys(b.code for b in offen)],
        "finanzierungsart": wuerfel.eines(("anteil", "anteil", "anteil", "festbetrag")),
    }
    return als_datei("entscheidung", daten)


def nachweis(wuerfel: Wuerfel, eingang: date, vorhaben: Vorhaben, sauber: bool) -> Dokument:
    """Return a proof of use: costs as planned, lower or higher; partial or without what it has to confirm."""
    antrag = vorhaben.antrag
    prozent = wuerfel.eines((100, 100, 97, 85, 60, 110))
    fehlend = "" if sauber else wuerfel.eines(("", *BESTAETIGUNGEN))
    daten: dict[str, Any] = {
        "eingang_am": eingang.isoformat(),
        "art": "verwendungsnachweis" if sauber or wuerfel.trifft(60) else "teilnachweis",
        "sachbericht": "Wie geplant.",
        "finanzierung": {"eigenmittel": antrag["finanzierung"].get("eigenmittel", {})},
        "bestaetigungen": {name: name != fehlend for name in BESTAETIGUNGEN},
        "nachweise_dritter": sauber or wuerfel.trifft(50),
        "stellen": [_ist(posten, "personalausgaben", prozent) for posten in antrag["stellen"]],
        "sachausgaben": [_ist(posten, "betraege", prozent) for posten in antrag["sachausgaben"]],
    }
    if not sauber and wuerfel.trifft(20):
        daten["sachausgaben"] = [{"bezeichnung": "nie geplant", "ausgaben": {"2024": "1.00"}}]
    return als_datei("nachweis", daten).dokument()


def vollstaendiger(daten: Mapping[str, Any]) -> bool:
    """Tell whether a proof of use, as recorded, ends the project and confirms everything."""
    ganz = daten.get("art") == "verwendungsnachweis" and bool(daten.get("nachweise_dritter"))
    return ganz and all(daten.get("bestaetigungen", {}).values())


def _ist(posten: dict[str, Any], feld: str, prozent: int) -> dict[str, Any]:
    cent = {jahr: int(Fraction(betrag) * prozent) for jahr, betrag in posten[feld].items()}
    return {
        "bezeichnung": posten["bezeichnung"],
        "ausgaben": {jahr: f"{eines // 100}.{eines % 100:02d}" for jahr, eines in cent.items()},
    }

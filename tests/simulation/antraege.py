"""Applications of many kinds: short and over three years, posts, Minijobs, reimbursements; late, wrong, incomplete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from foerderung.services.fall.fallrechnung import Datei
from foerderung.services.rechnen.zuwendung import berechne
from foerderung.services.regelwerk.regeln import lade
from foerderung.verfahren.amtsstand import Antragsteller
from tests.simulation.wuerfel import Wuerfel

Dokument = dict[str, Any]

ARTEN = {"klein": 3, "einjahr": 3, "dreijahr": 3, "gross": 2, "minijob": 2}
JAHRE = {"klein": 1, "einjahr": 1, "dreijahr": 3, "gross": 2, "minijob": 1}
MAENGEL = {
    "": 55,
    "anlage": 12,
    "erklaerung": 6,
    "luecke": 6,
    "weiterleitung": 8,
    "stellenanteil": 4,
    "vorsteuer": 4,
    "ausland": 3,
    "ohne_eigenanteil": 2,
}
"""What is wrong or open with an application, and how often in a hundred."""

FEHLT = ("anlage", "erklaerung", "luecke")
"""What the applicant can mend when asked."""

QUALIFIKATIONEN = ("berufsausbildung", "fachhochschule", "hochschule")
KOSTENARTEN = ("honorare", "material", "oeffentlichkeitsarbeit", "fortbildung", "miete")
LETZTES_JAHR = 2036


@dataclass(slots=True)
class Vorhaben:
    """What an applicant wants, as it stands in the next version of the application."""

    antrag: Dokument
    mangel: str

    def datei(self, eingang: date) -> Datei:
        """Return the application as it comes in on a day."""
        return als_datei("antrag", {**self.antrag, "eingang_am": eingang.isoformat()})

    @property
    def ende(self) -> date:
        """Return the last day of the project."""
        return date.fromisoformat(self.antrag["vorhaben"]["ende"])

    def bessere(self) -> None:
        """Mend what was asked for."""
        if self.mangel in FEHLT:
            self.mangel = ""
            self.antrag["anlagen"] = ["projektbeschreibung", "finanzierungsplan", "bildungsnachweis"]
            self.antrag["erklaerungen"] = {"nicht_begonnen": True, "vorsteuerabzug": False}
            self.antrag["finanzierung"] = _finanzierung(self.antrag)


def als_datei(name: str, daten: Mapping[str, Any]) -> Datei:
    """Return a document as a file of JSON."""
    return Datei(f"{name}.json", json.dumps(daten, ensure_ascii=False).encode())


def plane(wuerfel: Wuerfel, heute: date, antragsteller: Antragsteller, beratung_am: date) -> Vorhaben:
    """Draw a project whose application comes in on a day."""
    art, mangel = wuerfel.gewichtet(ARTEN), wuerfel.gewichtet(MAENGEL)
    fruehestens = heute + timedelta(days=wuerfel.eines((43, 60, 90, 120)))
    beginn = min(date(fruehestens.year, fruehestens.month, 1) + timedelta(days=31), date(LETZTES_JAHR - 2, 1, 1))
    ende = date(beginn.year + JAHRE[art] - 1, 12, 31)
    jahre = [str(jahr) for jahr in range(beginn.year, ende.year + 1)]
    antrag: Dokument = {
        "richtlinie": "kommpraev",
        "antragsteller": _antragsteller(antragsteller),
        "vorhaben": {
            "titel": f"Vorhaben {art}",
            "in_sachsen": mangel != "ausland",
            "beginn": beginn.isoformat(),
            "ende": ende.isoformat(),
            "einzelprojekt": True,
            "wiederkehrend": wuerfel.trifft(20),
        },
        "beratung_am": beratung_am.isoformat(),
        "eingang_am": heute.isoformat(),
        "stellen": _stellen(wuerfel, art, mangel, (beginn, ende)),
        "sachausgaben": _sachausgaben(wuerfel, art, jahre),
        "weiterleitung": [{"empfaenger": "Jugendverein", "zweck": "Werkstatt"}] if mangel == "weiterleitung" else [],
        "erklaerungen": {"nicht_begonnen": True, "vorsteuerabzug": mangel == "vorsteuer"},
        "anlagen": ["projektbeschreibung", "finanzierungsplan", "bildungsnachweis"],
        "begruendungen": {"foerderuntergrenze": "anlassbezogen", "verspaetung": "Beschluss des Rates im Oktober"},
    }
    return Vorhaben(_mit_mangel(antrag, mangel), mangel)


def _mit_mangel(antrag: Dokument, mangel: str) -> Dokument:
    antrag["finanzierung"] = {} if mangel == "ohne_eigenanteil" else _finanzierung(antrag)
    if mangel == "anlage":
        antrag["anlagen"] = ["projektbeschreibung"]
    elif mangel == "erklaerung":
        antrag["erklaerungen"] = {}
    elif mangel == "luecke":
        antrag["finanzierung"] = {"eigenmittel": dict.fromkeys(_gesamt(antrag), "100.00")}
    return antrag


def _antragsteller(eines: Antragsteller) -> Dokument:
    anschrift = {"strasse": eines.strasse, "plz": eines.plz, "ort": eines.ort}
    return {"name": eines.name, "art": eines.art, "ags": eines.ags, "anschrift": anschrift}


def _stellen(wuerfel: Wuerfel, art: str, mangel: str, zeit: tuple[date, date]) -> list[Dokument]:
    if art == "klein":
        return []
    beginn, ende = zeit
    jahre = range(beginn.year, ende.year + 1)
    tage = {"beginn": beginn.isoformat(), "ende": ende.isoformat()}
    if art == "minijob":
        ausgaben = {str(jahr): _betrag(wuerfel, 2_000, 9_000) for jahr in jahre}
        anzahl = wuerfel.zahl(1, 3)
        return [{"bezeichnung": "Streife", "art": "minijob", "anzahl": anzahl, **tage, "personalausgaben": ausgaben}]
    name = "Koordination" if wuerfel.trifft(10) else f"Koordination ab {beginn} {wuerfel.zahl(1, 999)}"
    return [
        {
            "bezeichnung": name if nummer == 1 else f"{name} {nummer}",
            "art": "stelle",
            "qualifikation": wuerfel.eines(QUALIFIKATIONEN),
            "vzae": "0.15" if mangel == "stellenanteil" else wuerfel.eines(("0.5", "0.75", "1.0")),
            **tage,
            "personalausgaben": {str(jahr): _betrag(wuerfel, 25_000, 70_000) for jahr in jahre},
        }
        for nummer in range(1, 4 if art == "gross" else 2)
    ]


def _sachausgaben(wuerfel: Wuerfel, art: str, jahre: list[str]) -> list[Dokument]:
    hoechstens = {"klein": 5_000, "gross": 60_000}.get(art, 15_000)
    return [
        {
            "bezeichnung": f"Posten {nummer}",
            "kostenart": kostenart,
            "investiv": wuerfel.trifft(5),
            "betraege": {jahr: _betrag(wuerfel, 1_500, hoechstens) for jahr in jahre},
        }
        for nummer, kostenart in enumerate(wuerfel.mehrere(KOSTENARTEN, wuerfel.zahl(1, 3)), 1)
    ]


def _betrag(wuerfel: Wuerfel, von: int, bis: int) -> str:
    return f"{wuerfel.zahl(von, bis)}.{wuerfel.eines(('00', '50', '37', '99'))}"


def _gesamt(antrag: Dokument) -> dict[str, Fraction]:
    summen: dict[str, Fraction] = {}
    for liste, feld in (("stellen", "personalausgaben"), ("sachausgaben", "betraege")):
        for posten in antrag[liste]:
            for jahr, betrag in posten[feld].items():
                summen[jahr] = summen.get(jahr, Fraction(0)) + Fraction(betrag)
    return summen


def _finanzierung(antrag: Dokument) -> Dokument:
    """Return own means that close the gap which the grant leaves."""
    gesamt = _gesamt(antrag)
    ohne = {**antrag, "finanzierung": {}}
    jahre = berechne(lade("kommpraev"), als_datei("antrag", ohne).dokument()).ergebnis.als_json()["jahre"]
    offen = {jahr: betrag - Fraction(jahre[jahr]["zuwendung"]) for jahr, betrag in gesamt.items()}
    return {"eigenmittel": {jahr: f"{int(betrag)}.{int(betrag * 100) % 100:02d}" for jahr, betrag in offen.items()}}

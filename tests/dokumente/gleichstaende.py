"""Applications whose figures fall exactly between two: where binary fractions round to the wrong side."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from foerderung.resources import resource_path
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.regelwerk.regeln import lade
from tests import golden

AG_AB_2027 = "2027-01-01,9.3,1.3,7.3,1.45,1.3,4.35,8450,5812.50,"
"""Shares of the employer that add up to 25 %: with them a ceiling can fall on half a cent."""


def roh_auf_einem_euro() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield posts in their second year whose 70 % are whole euros, which binary fractions miss."""
    gefunden = 0
    for betrag in range(12_010, 40_000, 10):
        if int(betrag * 0.7) != betrag * 7 // 10:
            gefunden += 1
            yield f"roh_{betrag}", _zweites_jahr(Decimal(betrag))
        if gefunden == 10:
            return


def _zweites_jahr(betrag: Decimal) -> dict[str, Any]:
    daten = _stelle("fachhochschule", 11, 1000)
    daten["stellen"][0] |= {"ende": date(2027, 12, 31), "foerderbeginn": 2026, "personalausgaben": {2027: betrag}}
    return daten


def minijob_auf_einem_halben_cent() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield Minijobs of a week, or of three, whose ceiling falls on half a cent."""
    for jahr in (2026, 2027):
        for tage in (7, 21):
            for anzahl in (1, 3):
                daten = golden.lade_basis("kleinprojekt")
                daten |= {"beratung_am": date(jahr - 1, 9, 2), "eingang_am": date(jahr - 1, 10, 1)}
                daten["vorhaben"] |= {"beginn": date(jahr, 1, 1), "ende": date(jahr, 12, 31)}
                daten["stellen"] = [_minijob(jahr, tage, anzahl)]
                daten["sachausgaben"][0]["betraege"] = {jahr: Decimal(6400)}
                daten["sachausgaben"][1]["betraege"] = {}
                del daten["sachausgaben"][1]
                daten["finanzierung"] = {"eigenmittel": {jahr: Decimal(9000)}}
                yield f"minijob_{jahr}_{tage}_{anzahl}", daten


def _minijob(jahr: int, tage: int, anzahl: int) -> dict[str, Any]:
    return {
        "bezeichnung": "Vermittlung am Abend",
        "art": "minijob",
        "anzahl": anzahl,
        "beginn": date(jahr, 2, 1),
        "ende": date(jahr, 2, tage),
        "personalausgaben": {jahr: Decimal(5000)},
    }


def richtlinie_mit_glatten_anteilen(ordner: Path) -> Richtlinie:
    """Return the guideline with shares of the employer of 25 % from 2027 on."""
    regeln = ordner / "rules"
    shutil.copytree(resource_path("rules"), regeln)
    anteile = regeln / "allgemein" / "arbeitgeberanteile.csv"
    anteile.write_text(anteile.read_text(encoding="utf-8").rstrip() + f"\n{AG_AB_2027}\n", encoding="utf-8")
    return lade("kommpraev", regeln)


def stelle_auf_einem_halben_cent(richtlinie: Richtlinie) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield posts of some whole months whose ceiling falls on half a cent."""
    entgelt = richtlinie.fassung(None).reihen["tvl_entgelt"]
    gefunden = 0
    for qualifikation, gruppe in (("fachhochschule", "E11"), ("hochschule", "E14"), ("berufsausbildung", "E7")):
        for monate in (1, 2, 3, 5, 6, 7):
            werte = [entgelt.am((gruppe, "3"), date(2027, monat, 1)) for monat in range(1, monate + 1)]
            summe = sum((zeile.wert for zeile in werte if zeile and zeile.wert is not None), start=Fraction(0))
            for tausendstel in range(210, 1000, 10):
                obergrenze = summe * Fraction(tausendstel, 1000) * Fraction(125, 100) * 100
                if obergrenze.denominator == 2:
                    gefunden += 1
                    yield f"stelle_{gruppe}_{monate}_{tausendstel}", _stelle(qualifikation, monate, tausendstel)
                if gefunden == 8:
                    return


def _stelle(qualifikation: str, monate: int, tausendstel: int) -> dict[str, Any]:
    daten = golden.lade_basis("koordination-dreijaehrig")
    ende = date(2027, monate + 1, 1).toordinal() - 1
    daten["vorhaben"] |= {"ende": date(2027, 12, 31)}
    daten["stellen"] = [
        {
            "bezeichnung": "Koordination",
            "art": "stelle",
            "qualifikation": qualifikation,
            "vzae": Decimal(tausendstel) / 1000,
            "beginn": date(2027, 1, 1),
            "ende": date.fromordinal(ende),
            "personalausgaben": {2027: Decimal(90000)},
        }
    ]
    daten["sachausgaben"] = []
    daten["finanzierung"] = {"eigenmittel": {2027: Decimal(90000)}}
    return daten

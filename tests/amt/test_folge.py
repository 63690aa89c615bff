"""A post that was funded before keeps its first year, whatever a later application says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from foerderung.cli.faden import FALL
from tests.amt.buero import UNTERLAGEN, Buero

ZWEITER = "KP-2027-0001"
HEUTE = "2027-09-10"


def folge(buero: Buero) -> None:
    """Begin a second case that follows the one of the script, up to its consultation."""
    buero.gehe_bis("bescheid aufgabe")
    lauf = buero.rufe(["fall", "anlegen", "--folge-von", FALL], heute=HEUTE)
    assert lauf.code == 0, lauf.fehler
    beratung = yaml.safe_load((UNTERLAGEN / "beratung.yaml").read_text(encoding="utf-8"))
    beratung |= {"am": "2027-09-08"}
    beratung["vorhaben"] |= {"beginn": "2028-01-01", "ende": "2028-12-31"}
    beratung["kosten"] = [
        {"bezeichnung": "Koordination", "art": "stelle", "vzae": 0.75, "betraege": {"2028": "52900.00"}}
    ]
    pfad = buero.ordner / "beratung2.json"
    pfad.write_text(json.dumps(beratung, default=str), encoding="utf-8")
    lauf = buero.rufe(["beratung", "erfasse", ZWEITER, pfad], heute=HEUTE)
    assert lauf.code == 0, lauf.fehler


def folgeantrag(ordner: Path, **stelle: Any) -> Path:
    daten = yaml.safe_load((UNTERLAGEN / "antrag.yaml").read_text(encoding="utf-8"))
    daten |= {"beratung_am": "2027-09-08", "eingang_am": "2027-09-09", "sachausgaben": [], "weiterleitung": []}
    daten["vorhaben"] |= {"beginn": "2028-01-01", "ende": "2028-12-31"}
    daten["stellen"][0] |= {
        "beginn": "2028-01-01",
        "ende": "2028-12-31",
        "personalausgaben": {"2028": "52900.00"},
        **stelle,
    }
    eigenmittel = "15870.00" if stelle["foerderbeginn"] == 2027 else "5290.00"  # 70 % or 90 % of 52 900 are funded
    daten["finanzierung"] = {"eigenmittel": {"2028": eigenmittel}}
    pfad = ordner / "folgeantrag.json"
    pfad.write_text(json.dumps(daten, default=str), encoding="utf-8")
    return pfad


def befunde(buero: Buero) -> dict[str, Any]:
    lauf = buero.rufe(["antrag", "befunde", ZWEITER, "--json"], heute=HEUTE)
    assert lauf.code == 0, lauf.fehler
    return {befund["code"]: befund for befund in lauf.daten["befunde"]}


def test_a_follow_up_takes_applicant_title_and_first_funded_year_along(buero: Buero) -> None:
    folge(buero)
    fall = buero.rufe(["fall", "zeige", ZWEITER, "--json"], heute=HEUTE).daten
    assert (fall["vorgaenger"], fall["antragsteller"]) == (FALL, "A-0001")
    vorlage = yaml.safe_load(buero.rufe(["antrag", "vorlage", ZWEITER], heute=HEUTE).aus)
    (stelle,) = vorlage["stellen"]
    assert (stelle["foerderbeginn"], stelle["vorgaenger"]) == (2027, FALL)


def test_an_application_that_begins_the_ladder_anew_is_found_out(buero: Buero) -> None:
    folge(buero)
    antrag = folgeantrag(buero.ordner, foerderbeginn=2028)
    assert buero.rufe(["antrag", "einlesen", ZWEITER, antrag], heute=HEUTE).code == 0
    befund = befunde(buero)["foerderbeginn_abweichend"]
    assert (befund["schwere"], befund["ort"], befund["zulaessig"]) == ("hart", "stellen[0].foerderbeginn", "2027")
    for worte in (
        ["evaluation", "ziele", ZWEITER, "--datei", UNTERLAGEN / "ziele.yaml"],
        ["antrag", "pruefe", ZWEITER, "--vermerk", UNTERLAGEN / "pruefvermerk.yaml"],
    ):
        assert buero.rufe(worte, heute=HEUTE).code == 0
    lauf = buero.rufe(["entscheidung", "schlage-vor", ZWEITER], heute=HEUTE)
    assert (lauf.code, "seit 2027 gefördert" in lauf.fehler) == (5, True)


def test_the_true_first_year_brings_the_second_rate_of_the_ladder_and_no_finding(buero: Buero) -> None:
    folge(buero)
    antrag = folgeantrag(buero.ordner, foerderbeginn=2027, vorgaenger=FALL)
    assert buero.rufe(["antrag", "einlesen", ZWEITER, antrag], heute=HEUTE).code == 0
    assert "foerderbeginn_abweichend" not in befunde(buero)
    ergebnis = buero.rufe(["antrag", "befunde", ZWEITER, "--json"], heute=HEUTE).daten
    assert ergebnis["stellen"][0]["jahre"]["2028"]["foerdersatz"] == "0.7"


def test_another_name_does_not_hide_a_post_whose_case_is_named(buero: Buero) -> None:
    folge(buero)
    antrag = folgeantrag(buero.ordner, bezeichnung="Geschäftsstelle", foerderbeginn=2028, vorgaenger=FALL)
    assert buero.rufe(["antrag", "einlesen", ZWEITER, antrag], heute=HEUTE).code == 0
    assert "foerderbeginn_abweichend" in befunde(buero)


def test_a_case_to_follow_has_to_exist(buero: Buero) -> None:
    buero.gehe_bis("fall anlegen")
    lauf = buero.rufe(["fall", "anlegen", "--folge-von", "KP-2026-0002"])
    assert (lauf.code, FALL in lauf.fehler) == (3, True)
    assert buero.rufe(["fall", "anlegen", "--titel", "ohne Antragsteller"]).code == 2

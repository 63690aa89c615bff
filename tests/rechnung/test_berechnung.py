"""A calculation knows its application, and lists the roots of its trace once, each where it is last needed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.ergebnis import ermittle
from foerderung.rechnung.leser import Gelesen
from tests.richtlinien.miniatur import Fall, lade, regel

BAUM = MappingProxyType({"vorhaben": MappingProxyType({"titel": "T", "dauer": Fraction(2)}), "eingang": None})


@pytest.fixture
def berechnung(tmp_path: Path) -> Berechnung:
    felder = {"eins": "a", "zwei": "b", "drei": "a", "vier": "c"}
    regeln = {name: regel("1 EUR") for name in "abc"} | {"x": regel("a + b")}
    rechner = Fall().rechner(lade(tmp_path, ausgabe={"felder": felder}, regeln=regeln))
    ergebnis = ermittle(rechner, rechner.regelwerk.ausgabe)
    antrag = Gelesen(Eingaben(baum=BAUM), {}, ())
    return Berechnung(rechner.regelwerk, rechner.stichtag, rechner, antrag, None, ergebnis, (), ())


def test_a_value_of_the_application_is_found_by_its_keys_or_is_none(berechnung: Berechnung) -> None:
    assert berechnung.angabe("vorhaben", "titel") == "T"
    assert berechnung.angabe("vorhaben") == BAUM["vorhaben"]
    assert berechnung.angabe("vorhaben", "ort") is None
    assert berechnung.angabe("vorhaben", "titel", "x") is None
    assert berechnung.angabe("eingang", "am") is None


def test_each_root_stands_once_where_it_is_last_needed(berechnung: Berechnung) -> None:
    assert [knoten.id for knoten in berechnung.wurzeln] == ["b", "a", "c"]
    mehr = replace(berechnung, weitere=(berechnung.rechner.knoten("x"), berechnung.rechner.knoten("b")))
    assert [knoten.id for knoten in mehr.wurzeln] == ["a", "c", "x", "b"]
    assert list(mehr.knoten) == ["a", "c", "b", "x"]


def test_without_a_decision_and_findings_the_outer_contract_says_so(berechnung: Berechnung) -> None:
    daten = berechnung.als_json()
    assert (daten["richtlinie"], daten["fassung"], daten["stichtag"]) == ("probe", "2020", "2027-01-01")
    assert len(daten["regelwerk_sha256"]) == 64
    assert daten["entscheidung"] is None
    assert daten["befunde"] == []
    assert daten["eins"] == "1.00"
    assert daten["spur"]["wurzeln"] == ["b", "a", "c"]
    assert [knoten["id"] for knoten in daten["spur"]["knoten"]] == ["b", "a", "c"]

"""One part of a result tells its figures and what they rest on, without the zeros."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.rechnung.ergebnis import ermittle
from foerderung.rechnung.teilberechnung import Teilberechnung
from tests.richtlinien.miniatur import Fall, lade, regel


@pytest.fixture
def teil(tmp_path: Path) -> Teilberechnung:
    regeln = {
        "eins": regel("1 EUR", bezeichnung="Eins"),
        "null": regel("0 EUR", bezeichnung="Null"),
        "summe": regel("eins + null", bezeichnung="Summe"),
        "nichts": regel("null * 2", bezeichnung="Nichts"),
    }
    felder = {"summe": "summe", "nichts": "nichts", "wahr": {"wert": "stichtag"}}
    rechner = Fall().rechner(lade(tmp_path, ausgabe={"felder": felder}, regeln=regeln))
    return Teilberechnung(rechner.regelwerk, rechner, ermittle(rechner, rechner.regelwerk.ausgabe))


def test_figures_are_told_even_if_they_are_zero_and_what_they_rest_on_only_if_it_is_not(teil: Teilberechnung) -> None:
    assert teil.saetze() == [
        "Eins: 1,00 € (Satzung § 1).",
        "Summe: 1,00 € (Satzung § 1).",
        "Nichts: 0,00 € (Satzung § 1).",
    ]


def test_nodes_stand_once_causes_first(teil: Teilberechnung) -> None:
    assert [knoten.id for knoten in teil.wurzeln] == ["summe", "nichts"]
    assert [knoten.id for knoten in teil.knoten] == ["eins", "null", "summe", "nichts"]


def test_the_outer_contract_names_the_rules_it_rests_on(teil: Teilberechnung) -> None:
    daten = teil.als_json()
    assert (daten["summe"], daten["nichts"], daten["wahr"]) == ("1.00", "0.00", "2027-01-01")
    assert (daten["richtlinie"], daten["fassung"]) == ("probe", "2020")
    assert daten["regelwerk_sha256"] == teil.regelwerk.sha256
    assert daten["spur"]["wurzeln"] == ["summe", "nichts"]
    assert [knoten["id"] for knoten in daten["spur"]["knoten"]] == ["eins", "null", "summe", "nichts"]

"""The random applications have to be valid, keep their digits in both text forms, and reach the limits."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import orakel
from tests.antragstext import lies_yaml
from tests.orakel_grundlagen import aktiv, je_jahr
from tests.strategien import Rechenfall, als_json, als_yaml, antraege, rechenfaelle

KURZ = settings(max_examples=60, deadline=None)


@KURZ
@given(antrag=antraege())
def test_an_application_survives_yaml_and_json_with_all_its_digits(antrag: dict[str, Any]) -> None:
    assert lies_yaml(als_yaml(antrag)) == antrag
    aus_json = json.loads(als_json(antrag), parse_float=Decimal)
    als_text = json.loads(als_json(antrag, betraege_als_text=True))
    assert orakel.rechne(aus_json) == orakel.rechne(als_text) == orakel.rechne(antrag)


@KURZ
@given(antrag=antraege())
def test_an_application_keeps_the_rules_of_its_form(
    antrag: dict[str, Any],
) -> None:
    vorhaben = antrag["vorhaben"]
    positiv = 0
    for stelle in antrag["stellen"]:
        von, bis = aktiv(stelle, vorhaben)
        assert von <= bis
        assert all(von.year <= jahr <= bis.year for jahr in stelle["personalausgaben"])
        positiv += sum(betrag > 0 for betrag in stelle["personalausgaben"].values())
        assert ("vzae" in stelle) is ("qualifikation" in stelle) is (stelle["art"] == "stelle")
    for posten in antrag["sachausgaben"]:
        positiv += sum(betrag > 0 for betrag in posten["betraege"].values())
    assert positiv > 0


@KURZ
@given(fall=rechenfaelle())
def test_the_oracle_never_grants_more_than_the_guideline_allows(fall: Rechenfall) -> None:
    ergebnis = orakel.rechne(fall.antrag, fall.entscheidung, fall.stichtag)
    for jahr, werte in ergebnis["jahre"].items():
        zuwendung = werte["zuwendung"]
        assert zuwendung.denominator == 1
        assert 0 <= zuwendung <= max(0, werte["deckel"])
        assert zuwendung <= werte["roh"] <= werte["zuwendungsfaehig"] * Fraction(9, 10)
        beantragt = je_jahr(fall.antrag.get("finanzierung", {}).get("beantragt"))
        assert zuwendung <= beantragt.get(jahr, zuwendung)
    assert ergebnis["zuwendung_gesamt"] == sum(w["zuwendung"] for w in ergebnis["jahre"].values())
    raten = ergebnis["auszahlung"]["raten"]
    assert not raten or sum(r["betrag"] for r in raten) == ergebnis["zuwendung_gesamt"]
    assert not raten or sum(r["prozent"] for r in raten) == 100


@KURZ
@given(fall=rechenfaelle(), mehr=st.integers(1, 20_000))
def test_more_money_of_third_parties_never_raises_the_grant(fall: Rechenfall, mehr: int) -> None:
    vorher = orakel.rechne(fall.antrag, fall.entscheidung, fall.stichtag)
    plan = fall.antrag.get("finanzierung", {})
    for art in ("spenden", "andere_zuwendungen"):
        spalte = {jahr: plan.get(art, {}).get(jahr, Decimal(0)) + mehr for jahr in vorher["jahre"]}
        reicher = {**fall.antrag, "finanzierung": {**plan, art: spalte}}
        nachher = orakel.rechne(reicher, fall.entscheidung, fall.stichtag)
        assert nachher["zuwendung_gesamt"] <= vorher["zuwendung_gesamt"]

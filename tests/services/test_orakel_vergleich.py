"""The engine and an independent calculation of the same guideline agree on every figure and every finding.

``FOERDERUNG_BEISPIELE=2000`` compares more random applications than the default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings

from foerderung.errors import RegelError
from tests import orakel
from tests.services.rechengang import rechne
from tests.strategien import Rechenfall, rechenfaelle

BEISPIELE = int(os.environ.get("FOERDERUNG_BEISPIELE", "150"))
NUR_DES_PRODUKTS = {"parameter_unbestaetigt"}
"""Findings on the rules themselves, of which the oracle knows nothing."""


def figuren(wert: Any, ort: str = "") -> dict[str, Any]:
    """Flatten figures to their places; numbers compare by value."""
    if isinstance(wert, Mapping):
        return {k: v for name, teil in wert.items() for k, v in figuren(teil, f"{ort}.{name}").items()}
    if isinstance(wert, list):
        return {k: v for nummer, teil in enumerate(wert) for k, v in figuren(teil, f"{ort}[{nummer}]").items()}
    return {ort: Fraction(wert) if isinstance(wert, int) or _ist_zahl(wert) else wert}


def _ist_zahl(wert: Any) -> bool:
    try:
        return isinstance(wert, str) and Fraction(wert) is not None
    except ValueError:
        return False


@settings(max_examples=BEISPIELE, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rechenfaelle())
def test_figures_and_findings_are_those_of_the_oracle(fall: Rechenfall) -> None:
    try:
        vertrag = orakel.als_vertrag(orakel.rechne(fall.antrag, fall.entscheidung, fall.stichtag))
    except orakel.OrakelError:
        event("refused")
        with pytest.raises(RegelError):
            rechne(fall.antrag, fall.entscheidung, fall.stichtag)
        return
    ergebnis = rechne(fall.antrag, fall.entscheidung, fall.stichtag).als_json()
    befunde = vertrag.pop("befunde")
    gefunden, erwartet = figuren(ergebnis), figuren(vertrag)
    assert {ort: gefunden.get(ort) for ort in erwartet} == erwartet
    for name in ("jahre", "stellen", "auszahlung"):
        assert len(figuren(ergebnis[name])) >= len(figuren(vertrag[name]))
    assert ergebnis["auszahlung"]["raten"] == [] or vertrag["auszahlung"]["raten"]
    assert [set(stelle["jahre"]) for stelle in ergebnis["stellen"]] == [
        set(stelle["jahre"]) for stelle in vertrag["stellen"]
    ]
    assert sorted(
        (b["code"], b["schwere"], b["ort"]) for b in ergebnis["befunde"] if b["code"] not in NUR_DES_PRODUKTS
    ) == sorted((b["code"], b["schwere"], b["ort"]) for b in befunde)
    assert _unbestaetigt(ergebnis) == 1


def _unbestaetigt(ergebnis: Mapping[str, Any]) -> int:
    return sum(befund["code"] in NUR_DES_PRODUKTS for befund in ergebnis["befunde"])

"""Every golden case can be written as a notice and as a workbook, with no figure that the trace does not hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.rechnen.zuwendung import Dokument, berechne
from foerderung.services.regelwerk.regeln import lade
from tests import golden
from tests.antragstext import als_yaml
from tests.dokumente.beispiele import exakter_wert, fremde_zahlen, render_entwurf, text_von, zahlen_mit_spur

FAELLE = [fall for fall in map(golden.lade, golden.dateien()) if not fall.fehler]


def rechne(fall: golden.Fall) -> Berechnung:
    dokumente = [
        Dokument(lies_text(als_yaml(daten), "fall.yaml"), "fall.yaml") if daten else None
        for daten in (fall.antrag, fall.entscheidung)
    ]
    assert dokumente[0] is not None
    return berechne(lade("kommpraev"), dokumente[0], dokumente[1], fall.stichtag)


@pytest.mark.parametrize("fall", FAELLE, ids=lambda fall: fall.name)
def test_the_notice_of_a_golden_case_holds_only_figures_of_the_trace(fall: golden.Fall) -> None:
    berechnung = rechne(fall)
    if not berechnung.ergebnis["zuwendung_gesamt"].wert:
        return
    bescheid = render_entwurf(berechnung)
    assert fremde_zahlen(text_von(bescheid.inhalt), berechnung, bescheid)[1] == []


@pytest.mark.parametrize("fall", FAELLE, ids=lambda fall: fall.name)
def test_the_workbook_of_a_golden_case_holds_the_exact_figures(fall: golden.Fall) -> None:
    berechnung = rechne(fall)
    for zahl, spur in zahlen_mit_spur(render_arbeitsmappe(berechnung), berechnung):
        exakt = exakter_wert(berechnung, spur)[0]
        assert isinstance(exakt, Fraction | int)
        if 10**12 % Fraction(exakt).denominator == 0:
            assert Decimal(str(zahl)) == exakt, spur
        else:  # no finite decimal: the nearest number, the exact text stands in the trace sheet
            assert zahl == float(exakt), spur

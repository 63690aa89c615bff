"""The workbook: the figures of the nodes, exactly, and nothing that a spreadsheet would execute."""

import shutil
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from foerderung.resources import resource_path
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import NAMEN, berechne, exakter_wert, lies_mappe, schreibe_antrag, zahlen_mit_spur

BLAETTER = ["Übersicht", "Stellen", "Sachausgaben und Finanzierung", "Auszahlung", "Befunde", "Rechenspur"]


def zelle_neben(blatt: Any, beschriftung: str) -> Any:
    return next(zeile[1].value for zeile in blatt.iter_rows() if zeile[0].value == beschriftung)


@pytest.mark.parametrize("name", NAMEN)
def test_every_example_yields_a_workbook_with_all_sheets(name: str) -> None:
    assert lies_mappe(render_arbeitsmappe(berechne(name))).sheetnames == BLAETTER


@pytest.mark.parametrize("name", NAMEN)
def test_every_number_equals_exactly_the_node_or_input_that_stands_beside_it(name: str) -> None:
    berechnung = berechne(name)
    paare = list(zahlen_mit_spur(lies_mappe(render_arbeitsmappe(berechnung))))
    falsch = [(zahl, spur) for zahl, spur in paare if Decimal(str(zahl)) != exakter_wert(berechnung, spur)[0]]
    assert falsch == []
    assert len(paare) > 15


def test_the_figures_of_the_contract_all_stand_in_the_workbook() -> None:
    berechnung = berechne("koordination-dreijaehrig")
    spuren = {spur for _, spur in zahlen_mit_spur(lies_mappe(render_arbeitsmappe(berechnung)))}
    zahlen = [wert for wert in berechnung.ergebnis.alle() if wert.knoten is not None and wert.typ.art == "zahl"]
    assert {wert.knoten.id for wert in zahlen if wert.knoten is not None} <= spuren


@pytest.mark.parametrize("name", NAMEN)
def test_every_item_of_expenditure_and_the_financing_plan_stand_in_the_workbook(name: str) -> None:
    berechnung = berechne(name)
    spuren = {spur for _, spur in zahlen_mit_spur(lies_mappe(render_arbeitsmappe(berechnung)))}
    assert {spur for spur in berechnung.knoten if spur.startswith("zuwendungsfaehig_sachausgabe[")} <= spuren
    for jahr in berechnung.ergebnis.je_jahr("jahre"):
        assert {f"gesamtausgaben[{jahr}]", f"deckung[{jahr}]", f"finanzierung.eigenmittel[{jahr}]"} <= spuren


@pytest.mark.parametrize("name", NAMEN)
def test_the_trace_sheet_holds_every_node_with_its_exact_value_and_citation(name: str) -> None:
    berechnung = berechne(name)
    blatt = lies_mappe(render_arbeitsmappe(berechnung))["Rechenspur"]
    zeilen = {zeile[0].value: [zelle.value for zelle in zeile] for zeile in blatt.iter_rows(min_row=2)}
    assert {knoten["id"] for knoten in berechnung.spur()["knoten"]} <= set(zeilen)
    for spur, (_, _, exakt, satz, fundstelle, belegstand) in zeilen.items():
        assert satz
        assert fundstelle
        assert belegstand in ("norm", "norm_extern", "praxis", "annahme", "angabe")
        if exakt:
            assert Fraction(exakt) == exakter_wert(berechnung, spur)[0]


@pytest.mark.parametrize("name", NAMEN)
def test_every_trace_id_on_a_sheet_can_be_found_in_the_trace_sheet(name: str) -> None:
    buch = lies_mappe(render_arbeitsmappe(berechne(name)))
    bekannt = {zeile[0].value for zeile in buch["Rechenspur"].iter_rows(min_row=2)}
    assert [spur for _, spur in zahlen_mit_spur(buch) if spur not in bekannt] == []


def test_the_overview_names_guideline_fassung_day_and_checksum() -> None:
    berechnung = berechne("dresden-2024")
    blatt = lies_mappe(render_arbeitsmappe(berechnung))["Übersicht"]
    assert zelle_neben(blatt, "Richtlinie") == "Richtlinie Kommunale Prävention (RL KommPräv)"
    assert zelle_neben(blatt, "Fassung") == "2023, in Kraft ab 01.07.2023"
    assert zelle_neben(blatt, "Stichtag") == datetime(2023, 10, 12)
    assert zelle_neben(blatt, "Prüfsumme des Regelwerks (SHA-256)") == berechnung.regelwerk.sha256
    assert zelle_neben(blatt, "Vorhaben") == "Nacht(sch)lichter in der Äußeren Neustadt"
    assert zelle_neben(blatt, "Zuwendung insgesamt") == 143856


def test_every_finding_has_its_row() -> None:
    berechnung = berechne("grosses_vorhaben")
    zeilen = list(lies_mappe(render_arbeitsmappe(berechnung))["Befunde"].iter_rows(min_row=2, values_only=True))
    assert [zeile[8] for zeile in zeilen] == [befund.knoten for befund in berechnung.befunde]
    (entschieden,) = (zeile for zeile in zeilen if zeile[1] == "Stellenanteil außerhalb der Förderpraxis")
    assert entschieden[7] == "Abweichung zugelassen: Teilstelle in einer kleinen Gemeinde."


def test_formats_are_german_in_a_german_excel() -> None:
    blatt = lies_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))["Stellen"]
    formate = {zeile[0].value: zeile[1].number_format for zeile in blatt.iter_rows(min_row=5)}
    assert formate["Obergrenze der Personalausgaben"] == '#,##0.00\\ "€"'
    assert formate["Zuwendung für die Stelle vor Begrenzung"] == '#,##0.00####\\ "€"'
    assert formate["Fördersatz"] == "0.00##\\ %"
    assert formate["Förderjahr"] == "0"


@pytest.mark.parametrize("name", BLAETTER)
def test_every_sheet_prints_on_a4_landscape_with_repeated_head_and_checksum(name: str) -> None:
    berechnung = berechne("koordination-dreijaehrig")
    blatt = lies_mappe(render_arbeitsmappe(berechnung))[name]
    assert (blatt.page_setup.orientation, blatt.page_setup.paperSize) == ("landscape", 9)
    assert blatt.sheet_properties.pageSetUpPr.fitToPage
    assert (blatt.page_setup.fitToHeight, blatt.page_setup.fitToWidth or 1) == (0, 1)
    assert blatt.freeze_panes is not None
    assert blatt.print_title_rows is not None
    assert berechnung.regelwerk.sha256 in blatt.oddFooter.left.text


@pytest.mark.parametrize(
    "text",
    [
        "Müller & Söhne <GmbH>",
        "{{ 7*7 }}",
        "=cmd|' /C calc'!A0",
        "+49 351",
        "@x",
        "https://a.de",
        "_x0041_",
        "#N/A",
        "1e5",
    ],
)
def test_texts_of_the_application_stay_text(text: str, tmp_path: Path) -> None:
    gequotet = f'"{text}"'
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", titel=gequotet, name=gequotet)
    buch = lies_mappe(render_arbeitsmappe(berechne_datei(antrag)))
    assert zelle_neben(buch["Übersicht"], "Vorhaben") == text
    assert zelle_neben(buch["Übersicht"], "Antragsteller") == text
    assert not any(zelle.hyperlink for blatt in buch for zeile in blatt.iter_rows() for zelle in zeile)
    assert {z.data_type for blatt in buch for zeile in blatt.iter_rows() for z in zeile} <= {"s", "n", "d"}


def test_the_same_application_yields_the_same_bytes() -> None:
    erste, zweite = (render_arbeitsmappe(berechne("grosses_vorhaben")) for _ in range(2))
    assert erste == zweite
    assert lies_mappe(erste).properties.created == datetime(2026, 11, 2)  # the Stichtag, not the clock


def test_a_changed_rule_changes_the_workbook(tmp_path: Path) -> None:
    regeln = tmp_path / "rules"
    shutil.copytree(resource_path("rules"), regeln)
    parameter = regeln / "kommpraev" / "parameter.yaml"
    parameter.write_text(parameter.read_text(encoding="utf-8").replace('"70 %"', '"65 %"'), encoding="utf-8")
    berechnung = berechne("koordination-dreijaehrig", regeln)
    werte = {spur: zahl for zahl, spur in zahlen_mit_spur(lies_mappe(render_arbeitsmappe(berechnung)))}
    assert werte["foerdersatz[0,2028]"] == 0.65
    assert Decimal(str(werte["zuwendung[2028]"])) == berechnung.ergebnis.je_jahr("jahre")[2028]["zuwendung"].wert
    assert werte["zuwendung[2028]"] < 37271

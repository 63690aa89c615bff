"""The workbook: the figures of the nodes, exactly, and nothing that a spreadsheet would execute."""

import shutil
import zipfile
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from foerderung.resources import resource_path
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.antragstext import als_json
from tests.dokumente.beispiele import (
    NAMEN,
    antrag_daten,
    berechne,
    exakter_wert,
    lies_mappe,
    werte_der_mappe,
    zahlen_mit_spur,
)
from tests.dokumente.boese import BOESE

BLAETTER = [
    "Ausgaben",
    "Finanzierung",
    "Ermittlung",
    "Stellen",
    "Stellen je Monat",
    "Sachausgaben",
    "je Rate",
    "Kontrolle",
    "Angaben",
    "Parameter",
    "Reihen",
    "Listen",
    "Befunde",
    "Rechenspur",
]
OHNE_RATEN = {"kleinprojekt"}


def zelle_neben(blatt: Any, beschriftung: str) -> Any:
    return next(zeile[1].value for zeile in blatt.iter_rows() if zeile[0].value == beschriftung)


@pytest.mark.parametrize("name", NAMEN)
def test_every_example_yields_a_workbook_with_all_sheets(name: str) -> None:
    erwartet = [blatt for blatt in BLAETTER if name not in OHNE_RATEN or blatt not in ("je Rate", "Listen")]
    assert lies_mappe(render_arbeitsmappe(berechne(name))).sheetnames == erwartet


@pytest.mark.parametrize("name", NAMEN)
def test_every_named_number_is_exactly_the_node_or_input_it_is_named_after(name: str) -> None:
    berechnung = berechne(name)
    paare = list(zahlen_mit_spur(render_arbeitsmappe(berechnung), berechnung))
    falsch = [(zahl, spur) for zahl, spur in paare if zahl != float(Fraction(str(exakter_wert(berechnung, spur)[0])))]
    assert falsch == []
    assert len(paare) > 20


@pytest.mark.parametrize("name", NAMEN)
def test_the_figures_of_the_contract_all_have_a_name(name: str) -> None:
    berechnung = berechne(name)
    spuren = {spur for _, spur in zahlen_mit_spur(render_arbeitsmappe(berechnung), berechnung)}
    zahlen = [wert for wert in berechnung.ergebnis.alle() if wert.knoten is not None and wert.typ.art == "zahl"]
    assert {wert.knoten.id for wert in zahlen if wert.knoten is not None} <= spuren


@pytest.mark.parametrize("name", NAMEN)
def test_every_formula_is_stored_with_a_value(name: str) -> None:
    inhalt = render_arbeitsmappe(berechne(name))
    formeln, werte = lies_mappe(inhalt), werte_der_mappe(inhalt)
    zellen = [zelle for blatt in formeln for zeile in blatt.iter_rows() for zelle in zeile if zelle.data_type == "f"]
    assert len(zellen) > 100
    # an empty text is stored as such, so that a viewer which does not compute shows nothing instead of 0
    leere = [zelle for zelle in zellen if werte[zelle.parent.title][zelle.coordinate].value is None]
    assert all('""' in zelle.value or "_" in zelle.value for zelle in leere)
    assert max(len(zelle.value) for zelle in zellen) < 2_000


def test_whoever_changes_a_parameter_finds_it_in_a_named_cell_that_formulas_read() -> None:
    buch = lies_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))
    blatt, _, zelle = buch.defined_names["mindesteigenanteil"].attr_text.rpartition("!")
    assert buch[blatt.strip("'")][zelle.replace("$", "")].value == 0.1
    formeln = [z.value for zeile in buch["Ermittlung"].iter_rows() for z in zeile if z.data_type == "f"]
    assert "=MAX(0,mindesteigenanteil*zuwendungsfaehig_2027-finanzierung.eigenleistungen_2027)" in formeln


def test_parameters_show_citation_day_and_mark() -> None:
    blatt = lies_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))["Parameter"]
    zeilen = {(zeile[6], zeile[1]): zeile for zeile in blatt.iter_rows(min_row=4, values_only=True)}
    name, schluessel, wert, gilt_ab, fundstelle, belegstand, _ = zeilen[("leiter_personal", "2")]
    assert (name, schluessel, wert, gilt_ab) == ("Leiter der Personalausgaben", "2", 0.7, datetime(2018, 6, 13))
    assert (fundstelle, belegstand) == ("Förderpraxis LPR", "annahme")


def test_the_plan_lists_every_item_with_claim_eligible_amount_rate_and_part_of_the_grant() -> None:
    blatt = werte_der_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))["Ausgaben"]
    zeilen = {zeile[0]: zeile for zeile in blatt.iter_rows(min_row=8, values_only=True) if zeile[0]}
    assert zeilen["Koordination"][1:5] == (48200, 44308.24, 0.9, 39877.416)
    assert zeilen["Honorare für Moderation"][9:13] == (None, None, None, None)
    assert zeilen["Summe"][1:5] == (56890, 51808.24, None, 46627.416)
    assert zeilen["Zuwendung"][-1] == 109942


def test_the_financing_balances_and_has_a_chart() -> None:
    inhalt = render_arbeitsmappe(berechne("koordination-dreijaehrig"))
    zeilen = {zeile[0]: zeile[1:] for zeile in werte_der_mappe(inhalt)["Finanzierung"].iter_rows(values_only=True)}
    assert zeilen["Zuwendung"] == (46627, 37271, 26044, 109942)
    assert zeilen["Deckung"] == zeilen["Gesamtausgaben"] == (56890, 55900, 54600, 167390)
    with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
        assert b"Finanzierung" in archiv.read("xl/charts/chart1.xml")


@pytest.mark.parametrize("name", NAMEN)
def test_the_trace_sheet_holds_every_node_with_its_exact_value_and_citation(name: str) -> None:
    berechnung = berechne(name)
    blatt = lies_mappe(render_arbeitsmappe(berechnung))["Rechenspur"]
    zeilen = {zeile[0].value: [zelle.value for zelle in zeile] for zeile in blatt.iter_rows(min_row=2)}
    assert {knoten["id"] for knoten in berechnung.spur()["knoten"]} == set(zeilen)
    for spur, (_, _, exakt, satz, fundstelle, belegstand) in zeilen.items():
        assert satz
        assert fundstelle
        assert belegstand in ("norm", "norm_extern", "praxis", "annahme")
        if exakt:
            assert Fraction(exakt) == exakter_wert(berechnung, spur)[0]


def test_the_workbook_names_guideline_fassung_day_and_checksum() -> None:
    berechnung = berechne("dresden-2024")
    buch = lies_mappe(render_arbeitsmappe(berechnung))
    kontrolle = buch["Kontrolle"]
    assert zelle_neben(kontrolle, "Richtlinie") == "Richtlinie Kommunale Prävention (RL KommPräv)"
    assert zelle_neben(kontrolle, "Fassung") == "2023, in Kraft ab 01.07.2023"
    assert zelle_neben(kontrolle, "Stichtag") == "12.10.2023"
    assert zelle_neben(kontrolle, "Prüfsumme des Regelwerks (SHA-256)") == berechnung.regelwerk.sha256
    assert buch["Ausgaben"]["A2"].value.endswith("Nacht(sch)lichter in der Äußeren Neustadt")
    assert werte_der_mappe(render_arbeitsmappe(berechnung))["Ermittlung"].parent.defined_names["zuwendung_gesamt"]


def test_every_finding_has_its_row() -> None:
    berechnung = berechne("grosses_vorhaben")
    zeilen = list(lies_mappe(render_arbeitsmappe(berechnung))["Befunde"].iter_rows(min_row=2, values_only=True))
    assert [zeile[8] for zeile in zeilen] == [befund.knoten for befund in berechnung.befunde]
    (entschieden,) = (zeile for zeile in zeilen if zeile[1] == "Stellenanteil außerhalb der Förderpraxis")
    assert entschieden[7] == "Abweichung zugelassen: Teilstelle in einer kleinen Gemeinde."


def test_formats_are_german_in_a_german_excel() -> None:
    buch = lies_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))

    def format_von(name: str) -> str:
        blatt, _, zelle = buch.defined_names[name].attr_text.rpartition("!")
        return str(buch[blatt.strip("'")][zelle.replace("$", "")].number_format)

    assert format_von("obergrenze_1_2027") == '#,##0.00\\ "€"'
    assert format_von("roh_stelle_1_2027") == '#,##0.00##\\ "€"'
    assert format_von("foerdersatz_1_2027") == "0.00##\\ %"
    assert format_von("foerderjahr_1_2027") == "0"
    assert format_von("aktiv_von_1") == "dd.mm.yyyy"
    assert format_von("stelle.vzae_1") == '0.00#\\ "VZÄ"'


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


@pytest.mark.parametrize("text", BOESE)
def test_texts_of_the_application_stay_text(text: str, tmp_path: Path) -> None:
    """No text from outside becomes a formula, a link, a number or an error."""
    daten = antrag_daten("koordination-dreijaehrig")
    daten["antragsteller"]["name"] = daten["vorhaben"]["titel"] = text
    daten["stellen"][0]["bezeichnung"] = daten["sachausgaben"][0]["bezeichnung"] = text
    daten["begruendungen"] = {"verspaetung": text}
    pfad = tmp_path / "a.json"
    pfad.write_text(als_json(daten), encoding="utf-8")
    inhalt = render_arbeitsmappe(berechne_datei(pfad))
    buch, sauber = lies_mappe(inhalt), lies_mappe(render_arbeitsmappe(berechne("koordination-dreijaehrig")))
    zellen = {(blatt.title, z.coordinate): z for blatt in buch for zeile in blatt.iter_rows() for z in zeile}
    vorher = {(blatt.title, z.coordinate): z for blatt in sauber for zeile in blatt.iter_rows() for z in zeile}
    assert not any(zelle.hyperlink for zelle in zellen.values())
    assert {zelle.data_type for zelle in zellen.values()} <= {"s", "n", "d", "f", "b"}
    formeln = [ort for ort, zelle in zellen.items() if zelle.data_type == "f" and vorher[ort].data_type != "f"]
    assert formeln == []
    assert text in buch["Ausgaben"]["A2"].value
    with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
        assert not [name for name in archiv.namelist() if "externalLink" in name or "vba" in name.lower()]


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
    werte = {spur: zahl for zahl, spur in zahlen_mit_spur(render_arbeitsmappe(berechnung), berechnung)}
    assert werte["foerdersatz[0,2028]"] == 0.65
    assert Decimal(str(werte["zuwendung[2028]"])) == berechnung.ergebnis.je_jahr("jahre")[2028]["zuwendung"].wert
    assert werte["zuwendung[2028]"] < 37271

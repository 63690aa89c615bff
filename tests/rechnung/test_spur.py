"""The trace shows every figure with all it rests on; whoever follows the links can compute each value again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import pruefe_fall
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabewerte import Beleg, Eingaben
from foerderung.rechnung.parser import parse
from foerderung.rechnung.spur import KnotenDaten, befund_daten, befundknoten_daten, regelknoten_daten
from tests.orakel import OrakelError
from tests.orakel import rechne as orakel
from tests.richtlinien.miniatur import STICHTAG, Fall, feld, lade, parameter, regel
from tests.richtlinien.miniatur import befund as erklaere_befund
from tests.services.rechengang import antrag, rechne
from tests.strategien import Rechenfall, rechenfaelle

KURZ = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
Links = Mapping[str, Fraction]


def spur(berechnung: Berechnung) -> dict[str, KnotenDaten]:
    """Return the nodes by their id; an id stands once."""
    knoten = berechnung.spur()["knoten"]
    nach_id = {eines["id"]: eines for eines in knoten}
    assert len(nach_id) == len(knoten)
    return nach_id


def berechne(fall: Rechenfall) -> Berechnung:
    try:
        orakel(fall.antrag, fall.entscheidung, fall.stichtag)
    except OrakelError:
        assume(False)
    return rechne(fall.antrag, fall.entscheidung, fall.stichtag)


def zahl(wert: Any) -> Fraction:
    return Fraction(str(wert))


@KURZ
@given(rechenfaelle())
def test_links_lead_to_nodes_that_stand_before_and_every_node_is_reachable(fall: Rechenfall) -> None:
    berechnung = berechne(fall)
    daten = berechnung.spur()
    gesehen: set[str] = set()
    for knoten in daten["knoten"]:
        assert set(knoten["eingaben"]) <= gesehen, knoten["id"]
        gesehen.add(knoten["id"])
    nach_id = spur(berechnung)
    offen = [*daten["wurzeln"], *(befund.knoten for befund in berechnung.befunde)]
    erreicht: set[str] = set()
    while offen:
        name = offen.pop()
        if name not in erreicht:
            erreicht.add(name)
            offen.extend(nach_id[name]["eingaben"])
    assert erreicht == set(nach_id)


@KURZ
@given(rechenfaelle())
def test_each_node_has_a_name_a_citation_and_one_sentence_that_shows_it(fall: Rechenfall) -> None:
    for knoten in spur(berechne(fall)).values():
        assert knoten["bezeichnung"]
        assert knoten["fundstelle"]
        assert knoten["belegstand"] in {"norm", "norm_extern", "praxis", "annahme"}
        assert knoten["satz"].endswith(").")
        assert knoten["satz"].startswith(f"{knoten['bezeichnung']}: ")
        assert knoten["fundstelle"] in knoten["satz"]
        assert "{" not in knoten["satz"]
        assert "None" not in knoten["satz"]
        assert "Fraction" not in knoten["satz"]
        assert knoten["belegstand"] != "annahme" or "nicht bestätigt" in knoten["satz"]
        for verwendung in knoten["parameter"]:
            assert verwendung["fundstelle"]
            assert date.fromisoformat(verwendung["gilt_ab"]) <= date(2031, 1, 1)


@KURZ
@given(rechenfaelle())
def test_branch_texts_are_parts_of_the_expression_at_their_column(fall: Rechenfall) -> None:
    for knoten in spur(berechne(fall)).values():
        if knoten["art"] == "befund":
            continue
        for zweig in knoten["zweige"]:
            rest = knoten["ausdruck"][zweig["spalte"] - 1 :]
            assert rest.startswith(f"{zweig['art']}("), knoten["id"]
            teile = [zweig["genommen"], *zweig["nicht_genommen"]]
            assert len(teile) >= 2
            for teil in teile:
                assert teil in rest
                assert parse(teil).spanne.von >= 1


@KURZ
@given(rechenfaelle())
def test_the_condition_of_a_finding_is_true_and_it_shows_where_it_comes_from(fall: Rechenfall) -> None:
    berechnung = berechne(fall)
    nach_id = spur(berechnung)
    for befund in berechnung.befunde:
        knoten = nach_id[befund.knoten]
        assert knoten["art"] == "befund"
        assert knoten["wert"] is True
        assert befund.gefunden in knoten["satz"]


@KURZ
@given(rechenfaelle())
def test_every_figure_of_the_result_has_its_node_with_the_same_value(fall: Rechenfall) -> None:
    berechnung = berechne(fall)
    nach_id = spur(berechnung)
    for wert in berechnung.ergebnis.alle():
        if wert.name in {"bezeichnung", "art", "anlass"} or wert.wert is None:
            continue
        assert wert.knoten is not None, wert.name
        faktor = 100 if wert.prozent else 1
        gezeigt = nach_id[wert.knoten.id]["wert"]
        assert gezeigt == wert.json or zahl(gezeigt) * faktor == zahl(wert.json)


def _zuwendung(links: Links) -> Fraction:
    return max(Fraction(0), min(links["roh"], links["deckel"], links.get("finanzierung.beantragt", links["roh"])))


FORMELN: dict[str, Callable[[Links], Fraction]] = {
    "roh_stelle": lambda k: k["zuwendungsfaehig_stelle"] * k["foerdersatz"],
    "roh_sach": lambda k: k["sach"] * k["foerdersatz_sach"],
    "zuwendungsfaehig": lambda k: k["personal"] + k["sach"],
    "eigenanteil_mindestens": lambda k: k["mindesteigenanteil"] * k["zuwendungsfaehig_gesamt"],
    "finanzierungsluecke_betrag": lambda k: k["gesamtausgaben"] - k["deckung"],
    "rate_aufgelaufen": lambda k: k["ratenanteil"] + k.get("rate_uebertrag", Fraction(0)),
    "zuwendung": _zuwendung,
}
SUMMEN = {"personal", "sach", "roh", "zuwendungsfaehig_gesamt", "zuwendung_gesamt"}


def links(knoten: KnotenDaten, nach_id: Mapping[str, KnotenDaten]) -> dict[str, Fraction]:
    """Collect what a node names: other nodes by rule, parameters by name, inputs by their field."""
    werte: dict[str, Fraction] = {}
    for name in knoten["eingaben"]:
        if nach_id[name]["typ"] in {"eur", "eur_exakt", "satz"}:
            werte[nach_id[name]["regel"]] = zahl(nach_id[name]["wert"])
    for verwendung in knoten["parameter"]:
        if isinstance(verwendung["wert"], str) and re.fullmatch(r"-?[0-9./]+", verwendung["wert"]):
            werte[verwendung["id"]] = zahl(verwendung["wert"])
    for angabe in knoten["angaben"]:
        if isinstance(angabe["wert"], str) and re.fullmatch(r"-?[0-9.]+", angabe["wert"]):
            werte[re.sub(r"\[.*", "", angabe["ort"])] = zahl(angabe["wert"])
    return werte


@KURZ
@given(rechenfaelle())
def test_a_value_computed_again_from_its_links_is_the_value_shown(fall: Rechenfall) -> None:
    nach_id = spur(berechne(fall))
    gerechnet = set()
    for knoten in nach_id.values():
        name, rundung = knoten["regel"], knoten["rundung"]
        gezeigt = rundung["vorher"] if rundung is not None else knoten["wert"]
        if name in FORMELN:
            assert FORMELN[name](links(knoten, nach_id)) == zahl(gezeigt), knoten["id"]
            gerechnet.add(name)
        elif name in SUMMEN:
            assert sum(zahl(nach_id[teil]["wert"]) for teil in knoten["eingaben"]) == zahl(gezeigt), knoten["id"]
            gerechnet.add(name)
        if rundung is not None:
            assert abs(zahl(knoten["wert"]) - zahl(rundung["vorher"])) < zahl(rundung["auf"])
            assert (zahl(knoten["wert"]) / zahl(rundung["auf"])).denominator == 1
            assert rundung["fundstelle"]
    assert {"zuwendung", "zuwendung_gesamt", "roh"} <= gerechnet


# --- the example in detail --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def beispiel() -> dict[str, KnotenDaten]:
    return spur(rechne(antrag()))


def test_the_sentence_of_a_rate_names_its_year_and_that_it_is_unconfirmed(
    beispiel: dict[str, KnotenDaten],
) -> None:
    satz = beispiel["foerdersatz_stelle_hoechst[0,2028]"]["satz"]
    assert satz.startswith("Höchster Fördersatz der Stelle „Koordination“ 2028: 70 %")
    assert "Förderpraxis LPR – Annahme, nicht bestätigt" in satz


def test_a_series_is_shown_with_the_day_looked_up_and_whether_it_was_carried_on(
    beispiel: dict[str, KnotenDaten],
) -> None:
    (anteil,) = beispiel["arbeitgeberanteil[2029]"]["parameter"]
    assert anteil["id"] == "arbeitgeberanteile"
    assert (anteil["tag"], anteil["fortgeschrieben"]) == ("2029-01-01", True)
    (hoechst,) = beispiel["foerdersatz_sach[2027]"]["parameter"]
    assert (hoechst["tag"], hoechst["fortgeschrieben"], hoechst["gilt_ab"]) == (None, False, "2018-06-13")


def test_a_rounding_shows_the_exact_value_before_it(beispiel: dict[str, KnotenDaten]) -> None:
    knoten = beispiel["obergrenze_stelle[0,2027]"]
    assert knoten["rundung"] is not None
    assert knoten["rundung"]["modus"] == "kaufmaennisch"
    assert zahl(knoten["rundung"]["vorher"]) != zahl(knoten["wert"])
    assert "kaufmännisch gerundet von" in knoten["satz"]


def test_an_input_left_out_is_shown_as_left_out(beispiel: dict[str, KnotenDaten]) -> None:
    angaben = {angabe["ort"]: angabe["wert"] for angabe in beispiel["zuwendung[2027]"]["angaben"]}
    assert angaben == {"finanzierung.beantragt[2027]": None}
    gesamt = {angabe["ort"]: angabe["wert"] for angabe in beispiel["deckel[2028]"]["angaben"]}
    assert gesamt == {"finanzierung.andere_zuwendungen[2028]": "0.00", "finanzierung.spenden[2028]": "0.00"}


def test_both_ways_through_a_sum_are_shown_where_both_were_gone() -> None:
    halbes_jahr = {"stellen[0].ende": "2027-06-30", "stellen[0].personalausgaben": {2027: 20000}}
    knoten = spur(rechne(antrag(setze=halbes_jahr)))["entgelt[0,2027]"]
    genommen = {zweig["genommen"] for zweig in knoten["zweige"]}
    assert len(genommen) == 2
    assert "0" in genommen


# --- small rules ------------------------------------------------------------------------------------------


def knoten_von(ordner: Path, ausdruck: str, typ: str = "eur", **teile: Any) -> KnotenDaten:
    fall: Fall = teile.pop("fall", Fall({"ja": True, "a": Fraction(1), "b": Fraction(2)}))
    richtlinie = lade(ordner, regeln={"x": regel(ausdruck, typ, **teile.pop("x", {}))}, **teile)
    rechner = fall.rechner(richtlinie)
    return regelknoten_daten(rechner, rechner.knoten("x"))


EINGABEN = {"ja": feld("wahrheitswert"), "a": feld(), "b": feld()}


@pytest.mark.parametrize(
    ("ausdruck", "zweige"),
    [
        ("wenn(ja, a, b)", [("wenn", 1, "a", ["b"])]),
        ("wenn(nicht ja, a, (a + b) * 2)", [("wenn", 1, "(a + b) * 2", ["a"])]),
        ("1 EUR + min(a, b, 5 EUR)", [("min", 9, "a", ["b", "5 EUR"])]),
        ("max( a ,  b )", [("max", 1, "b", ["a"])]),
        (
            "wenn(ja, wenn(a > b, a, b), 0)",
            [("wenn", 1, "wenn(a > b, a, b)", ["0"]), ("wenn", 10, "b", ["a"])],
        ),
        ("wenn(ja,\n   a,\n   b)", [("wenn", 1, "a", ["b"])]),
        ("wenn(\n  ja und a > 0 EUR,\n  a  +  b,\n  b)\n", [("wenn", 1, "a + b", ["b"])]),
    ],
)
def test_branches_are_cut_out_of_the_expression_also_over_several_lines(
    tmp_path: Path, ausdruck: str, zweige: list[tuple[str, int, str, list[str]]]
) -> None:
    daten = knoten_von(tmp_path, ausdruck, eingaben=EINGABEN)
    gefunden = [(z["art"], z["spalte"], " ".join(z["genommen"].split()), z["nicht_genommen"]) for z in daten["zweige"]]
    assert gefunden == zweige


def test_a_set_value_is_shown_as_set(tmp_path: Path) -> None:
    richtlinie = lade(tmp_path, regeln={"x": regel("1 EUR")})
    rechner = Fall().rechner(richtlinie, x=Fraction(5))
    daten = regelknoten_daten(rechner, rechner.knoten("x"))
    assert daten["vorgegeben"]
    assert daten["satz"] == "Regel: 5,00 € (vorgegeben)."


def test_an_explanation_is_filled_and_cited_with_parameters_and_rounding(tmp_path: Path) -> None:
    runden = {"auf": "1.00", "modus": "abrunden", "fundstelle": "Übung", "belegstand": "annahme"}
    daten = knoten_von(
        tmp_path,
        "a * p",
        parameter={"p": parameter("satz", {"2020-01-01": "33 %"}, fundstelle="Satzung § 7")},
        eingaben=EINGABEN,
        x={"runden": runden, "erklaerung": "{a} mal {p}."},
        fall=Fall({"a": Fraction(10)}),
    )
    assert daten["satz"] == (
        "Regel: 3,00 €, abgerundet von 3,30 € – 10,00 € mal 33 % "
        "(Satzung § 1; Übung – Annahme, nicht bestätigt; Satzung § 7)."
    )
    assert daten["rundung"] == {
        "vorher": "3.3",
        "auf": "1.00",
        "modus": "abrunden",
        "fundstelle": "Übung",
        "belegstand": "annahme",
    }


# --- the data of one node, field by field --------------------------------------------------------------------


def test_the_node_of_a_rule_has_every_field(tmp_path: Path) -> None:
    runden = {"auf": "0.10", "modus": "abrunden", "fundstelle": "Übung", "belegstand": "annahme"}
    richtlinie = lade(
        tmp_path,
        eingaben={"betrag": feld("eur")},
        parameter={"satz": parameter("satz", {"2020-01-01": {2: "50 %"}}, schluessel={"stufe": "anzahl"})},
        regeln={
            "teil": regel("betrag / 4", "eur_exakt"),
            "x": regel("wenn(betrag > 1 EUR, teil * satz[2], 0)", runden=runden, bezeichnung="Betrag"),
        },
    )
    rechner = Fall({"betrag": Fraction(5)}).rechner(richtlinie)
    assert regelknoten_daten(rechner, rechner.knoten("x")) == {
        "id": "x",
        "art": "regel",
        "regel": "x",
        "index": {},
        "bezeichnung": "Betrag",
        "typ": "eur",
        "wert": "0.60",
        "vorgegeben": False,
        "ausdruck": "wenn(betrag > 1 EUR, teil * satz[2], 0)",
        "eingaben": ["teil"],
        "angaben": [{"ort": "betrag", "wert": "5.00", "grund": None}],
        "parameter": [
            {
                "id": "satz",
                "bezeichnung": "Parameter",
                "schluessel": ["2"],
                "wert": "0.5",
                "gilt_ab": "2020-01-01",
                "tag": None,
                "fortgeschrieben": False,
                "fundstelle": "Satzung § 1",
                "belegstand": "norm",
            }
        ],
        "zweige": [{"art": "wenn", "spalte": 1, "genommen": "teil * satz[2]", "nicht_genommen": ["0"]}],
        "rundung": {
            "vorher": "0.625",
            "auf": "0.10",
            "modus": "abrunden",
            "fundstelle": "Übung",
            "belegstand": "annahme",
        },
        "fundstelle": "Satzung § 1",
        "belegstand": "norm",
        "satz": "Betrag: 0,60 €, abgerundet von 0,625 € (Satzung § 1; Übung – Annahme, nicht bestätigt).",
    }
    assert regelknoten_daten(rechner, rechner.knoten("teil"))["rundung"] is None


def test_a_value_set_from_outside_has_no_rounding(tmp_path: Path) -> None:
    runden = {"auf": "1.00", "modus": "abrunden", "fundstelle": "Übung", "belegstand": "annahme"}
    rechner = Fall().rechner(lade(tmp_path, regeln={"x": regel("1 EUR", runden=runden)}), x=Fraction(7))
    daten = regelknoten_daten(rechner, rechner.knoten("x"))
    assert (daten["vorgegeben"], daten["wert"], daten["rundung"]) == (True, "7.00", None)


def test_the_node_of_a_finding_has_every_field(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"betrag": feld("eur")},
        befunde={"hoch": erklaere_befund("betrag > 1 EUR", gefunden="{betrag}")},
    )
    rechner = Fall({"betrag": Fraction(5)}).rechner(richtlinie)
    (treffer,) = pruefe_fall(rechner)
    assert befundknoten_daten(rechner, treffer) == {
        "id": "befund:hoch",
        "art": "befund",
        "regel": "befund:hoch",
        "index": {},
        "bezeichnung": "Befund",
        "typ": "wahrheitswert",
        "wert": True,
        "vorgegeben": False,
        "ausdruck": "betrag > 1 EUR",
        "eingaben": [],
        "angaben": [{"ort": "betrag", "wert": "5.00", "grund": None}],
        "parameter": [],
        "zweige": [],
        "rundung": None,
        "fundstelle": "Satzung § 1",
        "belegstand": "norm",
        "satz": "Befund: 5,00 €; zulässig: zulässig (Satzung § 1).",
    }
    assert befund_daten(replace(treffer.befund, entschieden="so")) == {
        "code": "hoch",
        "schwere": "hinweis",
        "ort": "betrag",
        "bezeichnung": "Befund",
        "gefunden": "5,00 €",
        "zulaessig": "zulässig",
        "fundstelle": "Satzung § 1",
        "belegstand": "norm",
        "abhilfe": "Ändern.",
        "entschieden": "so",
        "knoten": "befund:hoch",
    }


def test_a_value_of_a_decision_shows_the_officers_reason(tmp_path: Path) -> None:
    werk = lade(tmp_path, eingaben={"betrag": feld("eur")}, regeln={"x": regel("betrag")}).am(STICHTAG)
    belege: dict[tuple[str, tuple[int, ...]], Beleg] = {("betrag", ()): Beleg("entscheidung.saetze[0]", "nach Prüfung")}
    rechner = Rechner(werk, Eingaben({"betrag": {(): Fraction(5)}}, {}, {}, belege), STICHTAG)
    angaben = regelknoten_daten(rechner, rechner.knoten("x"))["angaben"]
    assert angaben == [{"ort": "entscheidung.saetze[0]", "wert": "5.00", "grund": "nach Prüfung"}]

"""The result has the form its declaration gives it, and every figure the node it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.errors import RegelError
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.ergebnis import Ergebnisgruppe, Ergebniswert, ermittle, weitere_knoten
from foerderung.rechnung.gebunden import Literal
from foerderung.rechnung.regelwerk import Ausgabegruppe
from foerderung.rechnung.typen import EUR, EUR_EXAKT, SATZ, TEXT, Typ
from tests.richtlinien.miniatur import JAHR, ZEITRAUM, Fall, feld, lade, regel

ARTEN = {"gut": "Gut", "schlecht": "Schlecht"}
POSTEN: dict[str, Any] = {
    "liste": "posten",
    "fehlt": "erlaubt",
    "beschriftung": "Posten",
    "felder": {"art": feld("auswahl", werte=ARTEN), "betrag": feld("eur", je="jahr", fehlt="0", quelle="Satzung")},
}
DIMENSIONEN: dict[str, Any] = {
    **JAHR,
    "posten": {"bezeichnung": "Posten", "liste": "posten"},
    "posten_jahr": {"bezeichnung": "Posten im Jahr", "je": ["posten", "jahr"], "nur": "posten.betrag > 0"},
}
FALL = Fall(
    {
        "beginn": date(2027, 1, 1),
        "ende": date(2028, 12, 31),
        "posten.art": {(0,): "gut", (1,): "schlecht"},
        "posten.betrag": {(0, 2027): Fraction(10), (0, 2028): Fraction(0), (1, 2028): Fraction(7)},
    },
    {"posten": 2},
)


@pytest.fixture
def ergebnis(tmp_path: Path) -> Ergebnisgruppe:
    ausgabe = {
        "felder": {"summe": "gesamt"},
        "gruppen": [
            {"name": "kopf", "felder": {"beginn": "beginn"}},
            {"name": "jahre", "je": "jahr", "bezeichnung": "Jahre", "felder": {"summe": "je_jahr"}},
            {
                "name": "posten",
                "je": "posten",
                "bezeichnung": "Posten",
                "felder": {"art": "posten.art"},
                "gruppen": [{"name": "jahre", "je": "jahr", "felder": {"doppelt": "doppelt"}}],
            },
        ],
    }
    regeln = {
        "doppelt": regel("2 * posten.betrag", je=["posten", "jahr"]),
        "je_jahr": regel("summe(posten, doppelt)", je=["jahr"]),
        "gesamt": regel("summe(jahr, je_jahr)"),
    }
    richtlinie = lade(
        tmp_path,
        dimensionen=DIMENSIONEN,
        eingaben={**ZEITRAUM, "posten": POSTEN},
        regeln=regeln,
        ausgabe=ausgabe,
    )
    rechner = FALL.rechner(richtlinie)
    return ermittle(rechner, rechner.regelwerk.ausgabe)


def test_years_are_keys_lists_are_lists_and_a_single_part_is_an_object(ergebnis: Ergebnisgruppe) -> None:
    assert ergebnis.als_json() == {
        "summe": "34.00",
        "kopf": {"beginn": "2027-01-01"},
        "jahre": {"2027": {"summe": "20.00"}, "2028": {"summe": "14.00"}},
        "posten": [
            {"art": "gut", "jahre": {"2027": {"doppelt": "20.00"}}},
            {"art": "schlecht", "jahre": {"2028": {"doppelt": "14.00"}}},
        ],
    }


def test_a_figure_has_the_node_of_its_rule_and_an_input_has_none(ergebnis: Ergebnisgruppe) -> None:
    summe = ergebnis["summe"].knoten
    assert summe is not None
    assert summe.id == "gesamt"
    erster = ergebnis.gruppen["posten"][0]
    assert erster["art"].knoten is None
    assert str(erster["art"]) == "Gut"
    doppelt = erster.je_jahr("jahre")[2027]["doppelt"].knoten
    assert doppelt is not None
    assert doppelt.id == "doppelt[0,2027]"


def test_parts_are_found_by_year_or_position(ergebnis: Ergebnisgruppe) -> None:
    assert ergebnis.bezeichnung == ""
    assert ergebnis.schluessel is None
    assert [teil.schluessel for teil in ergebnis.gruppen["posten"]] == [0, 1]
    assert list(ergebnis.je_jahr("jahre")) == [2027, 2028]
    assert ergebnis.gruppen["kopf"][0].schluessel is None
    assert ergebnis.je_jahr("kopf") == {}
    assert ergebnis.gruppen["posten"][1].bezeichnung == "Posten"


def test_every_figure_is_walked_over_the_own_ones_first(ergebnis: Ergebnisgruppe) -> None:
    assert [wert.json for wert in ergebnis.alle()] == [
        "34.00", "2027-01-01", "20.00", "14.00", "gut", "20.00", "schlecht", "14.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wert", "typ", "weitere", "json"),
    [
        (Fraction(1, 3), EUR_EXAKT, {"nachkomma": 6}, "0.333333"),
        (Fraction(1, 3), EUR_EXAKT, {}, "1/3"),
        (Fraction(2), EUR_EXAKT, {"nachkomma": 0}, "2"),
        (Fraction(862, 10000), SATZ, {"prozent": True}, "8.62"),
        (Fraction(862, 10000), SATZ, {}, "0.0862"),
        (Fraction(5), EUR, {}, "5.00"),
        (None, EUR_EXAKT, {"nachkomma": 6}, None),
        ("x", TEXT, {"nachkomma": 2}, "x"),
    ],
)
def test_a_figure_is_written_as_declared(wert: Any, typ: Typ, weitere: dict[str, Any], json: Any) -> None:
    assert Ergebniswert("w", "W", wert, typ, None, {}, **weitere).json == json


def test_rules_beside_the_result_are_computed_where_they_exist(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        dimensionen=DIMENSIONEN,
        eingaben={**ZEITRAUM, "posten": POSTEN},
        regeln={
            "kehrwert": regel("100 EUR / (posten.betrag / 1 EUR)", "eur_exakt", je=["posten", "jahr"]),
            "nur_gut": regel("1 EUR", je=["posten"], nur='posten.art = "gut"'),
            "einmal": regel("1 EUR"),
        },
    )
    eines = FALL.rechner(richtlinie)
    werk = replace(eines.regelwerk, weitere=("kehrwert", "nur_gut", "einmal"))
    rechner = Rechner(werk, eines.eingaben, eines.stichtag)
    assert [knoten.id for knoten in weitere_knoten(rechner)] == [
        "kehrwert[0,2027]",
        "kehrwert[1,2028]",
        "nur_gut[0]",
        "einmal",
    ]


def test_a_part_that_this_fassung_lacks_is_not_even_looked_at(tmp_path: Path) -> None:
    nie = {"bezeichnung": "Nie", "von": "jahr(beginn)", "bis": "jahr(datum(jahr(beginn), 2, 30))"}
    richtlinie = lade(tmp_path, dimensionen={"nie": nie}, eingaben=ZEITRAUM)
    rechner = FALL.rechner(richtlinie)
    with pytest.raises(RegelError):
        rechner.bereich("nie")
    teil = Ausgabegruppe("teile", (), je="nie", nur=Literal(False))
    assert ermittle(rechner, Ausgabegruppe("", (), gruppen=(teil,))).als_json() == {"teile": []}

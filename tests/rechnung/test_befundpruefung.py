"""Findings hold at every index and item at which their condition holds, each with a node that shows why."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.fach.befund import Schwere
from foerderung.rechnung.auswertung import FehlendeAngabeError
from foerderung.rechnung.befundpruefung import Treffer, ort_von, pruefe_eingaben, pruefe_fall
from foerderung.rechnung.knoten import Angabe, Knoten
from tests.richtlinien.miniatur import FASSUNGEN, Fall, befund, feld, lade, parameter, regel

ARTEN = {"gut": "Gut", "schlecht": "Schlecht"}
POSTEN: dict[str, Any] = {
    "liste": "posten",
    "fehlt": "erlaubt",
    "beschriftung": "Posten",
    "felder": {"art": feld("auswahl", werte=ARTEN), "betrag": feld("eur")},
}


def pruefe(ordner: Path, fall: Fall, befunde: dict[str, Any], **teile: Any) -> list[Treffer]:
    return list(pruefe_fall(fall.rechner(lade(ordner, befunde=befunde, **teile))))


def test_a_finding_looks_at_every_index_and_skips_those_where_it_does_not_apply(tmp_path: Path) -> None:
    hoch = befund("posten.betrag > 10 EUR", "posten.betrag", je=["posten"], nur='posten.art = "gut"')
    arten = {(0,): "schlecht", (1,): "gut", (2,): "schlecht", (3,): "gut"}
    betraege = {(nummer,): Fraction(20) for nummer in range(4)}
    treffer = pruefe(
        tmp_path,
        Fall({"posten.art": arten, "posten.betrag": betraege}, {"posten": 4}),
        {"hoch": hoch},
        eingaben={"posten": POSTEN},
        dimensionen={"posten": {"bezeichnung": "Posten", "liste": "posten"}},
    )
    assert [eines.befund.ort for eines in treffer] == ["posten[1].betrag", "posten[3].betrag"]
    assert [eines.knoten.id for eines in treffer] == ["befund:hoch[1]", "befund:hoch[3]"]
    assert [eines.befund.knoten for eines in treffer] == ["befund:hoch[1]", "befund:hoch[3]"]


def test_the_first_severity_whose_condition_holds_wins_and_none_means_no_finding(tmp_path: Path) -> None:
    stufen = befund("", schwere={"hart": "betrag > 9 EUR", "ermessen": "betrag > 8 EUR"})
    del stufen["wenn"]
    richtlinie = lade(tmp_path, eingaben={"betrag": feld("eur")}, befunde={"stufen": stufen})
    schweren = [
        [treffer.befund.schwere for treffer in pruefe_fall(Fall({"betrag": Fraction(betrag)}).rechner(richtlinie))]
        for betrag in (8, 9, 10)
    ]
    assert schweren == [[], [Schwere.ERMESSEN], [Schwere.HART]]


def test_the_node_of_a_finding_is_true_and_holds_what_it_rests_on(tmp_path: Path) -> None:
    (treffer,) = pruefe(
        tmp_path,
        Fall({"betrag": Fraction(20)}),
        {"hoch": befund("doppelt > 10 EUR", gefunden="{betrag}")},
        eingaben={"betrag": feld("eur")},
        regeln={"doppelt": regel("2 * betrag")},
    )
    assert treffer.knoten.id == "befund:hoch"
    assert treffer.knoten.wert is True
    assert list(treffer.knoten.kinder) == ["doppelt"]
    assert treffer.knoten.angaben == {"betrag": Angabe("betrag", "betrag", Fraction(20))}
    assert treffer.befund.gefunden == "20,00 €"


def test_a_finding_per_item_of_a_set_names_each_in_order_and_shows_where_the_set_comes_from(tmp_path: Path) -> None:
    werte = {"c": "C", "a": "A", "b": "B", "d": "D", "e": "E"}
    je = befund("wahr", "m", fuer={"teil": "m"}, gefunden="{teil}")
    treffer = pruefe(
        tmp_path,
        Fall({"m": frozenset("cabed")}),
        {"je": je},
        eingaben={"m": feld("menge", werte=werte)},
    )
    assert [eines.befund.gefunden for eines in treffer] == list("abcde")
    assert [eines.knoten.id for eines in treffer] == [f"befund:je:{teil}" for teil in "abcde"]
    assert all(list(eines.knoten.angaben) == ["m"] for eines in treffer)


def test_errors_of_the_document_that_cannot_be_looked_at_do_not_hide_the_others(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"a": feld("eur"), "b": feld("eur")},
        befunde={
            "erst": befund("a > 1 EUR", "a", schwere="eingabe"),
            "fall": befund("b > 1 EUR", "b"),
            "dann": befund("b > 1 EUR", "b", schwere="eingabe"),
        },
    )
    rechner = Fall({"b": Fraction(2)}).rechner(richtlinie)
    assert [treffer.regel.id for treffer in pruefe_eingaben(rechner)] == ["dann"]
    assert [treffer.regel.id for treffer in pruefe_fall(rechner)] == ["fall"]


def test_a_finding_on_the_case_needs_its_inputs(tmp_path: Path) -> None:
    with pytest.raises(FehlendeAngabeError):
        pruefe(tmp_path, Fall(), {"hoch": befund("a > 1 EUR", "a")}, eingaben={"a": feld("eur")})


@pytest.mark.parametrize(
    ("text", "gezeigt"),
    [
        ("{art}", "Gut"),
        ("{sonst(wunsch, art2)}", "Zwei"),
        ("{weiter}", "Gut"),
        ("{eigene}", "Eigener Text"),
        ("{grenze} und {betrag}", "5,00 € und 20,00 €"),
    ],
)
def test_a_text_shows_choices_with_their_labels_also_when_a_rule_passes_them_on(
    tmp_path: Path, text: str, gezeigt: str
) -> None:
    (treffer,) = pruefe(
        tmp_path,
        Fall({"art": "gut", "art2": "zwei", "betrag": Fraction(20)}),
        {"hoch": befund("betrag > grenze", gefunden=text)},
        eingaben={
            "betrag": feld("eur"),
            "art": feld("auswahl", werte=ARTEN),
            "art2": feld("auswahl", werte={"zwei": "Zwei", "drei": "Drei"}),
            "wunsch": feld("auswahl", werte=dict(ARTEN), fehlt="erlaubt"),
        },
        parameter={"grenze": parameter("eur", {FASSUNGEN["2020"]: 5})},
        regeln={"weiter": regel("art", "text"), "eigene": regel('wenn(betrag > 1 EUR, "x", "y")', "text")},
        anzeigetexte={"eigene": {"x": "Eigener Text", "y": "Anderer"}},
    )
    assert treffer.befund.gefunden == gezeigt


def test_a_place_that_is_no_input_of_the_application_stays_as_it_is_written(tmp_path: Path) -> None:
    richtlinie = lade(tmp_path, eingaben={"betrag": feld("eur")}, befunde={"hoch": befund("betrag > 1 EUR")})
    rechner = Fall({"betrag": Fraction(2)}).rechner(richtlinie)
    regel_hoch = replace(rechner.regelwerk.befunde[0], ort="entscheidung.satz")
    assert ort_von(rechner, regel_hoch, {}, Knoten("", ())) == "entscheidung.satz"

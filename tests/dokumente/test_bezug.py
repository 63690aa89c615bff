"""Every figure in a letter is a reference to a node of the trace."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.vorlage import render_docx
from foerderung.resources import resource_path
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import NAMEN, berechne, fremde_zahlen, render_entwurf, schreibe_antrag, text_von


@pytest.mark.parametrize("name", NAMEN)
def test_every_amount_and_rate_in_the_letter_is_the_value_of_a_referenced_node(name: str) -> None:
    berechnung = berechne(name)
    bescheid = render_entwurf(berechnung)
    anzahl, fremde = fremde_zahlen(text_von(bescheid.inhalt), berechnung, bescheid)
    assert fremde == []
    assert anzahl > 20


def test_the_check_finds_a_figure_that_was_typed_in() -> None:
    berechnung = berechne("kleinprojekt")
    bescheid = render_entwurf(berechnung)
    text = text_von(bescheid.inhalt) + "\nDazu kommen 12.345,67 € und 33 %."
    assert fremde_zahlen(text, berechnung, bescheid)[1] == ["12.345,67 €", "33 %"]


def test_the_check_finds_a_figure_whose_node_is_not_referenced() -> None:
    berechnung = berechne("kleinprojekt")
    bescheid = render_entwurf(berechnung)
    uebrige = (b for b in bescheid.bezuege if "sachausgabe" not in b and not b.startswith("gesamtausgaben"))
    ohne = dataclasses.replace(bescheid, bezuege=tuple(uebrige))
    assert "6.400,00 €" in fremde_zahlen(text_von(bescheid.inhalt), berechnung, ohne)[1]


@pytest.mark.parametrize("name", NAMEN)
def test_every_reference_stands_in_the_trace_that_is_handed_out(name: str) -> None:
    berechnung = berechne(name)
    spur = {knoten["id"] for knoten in berechnung.spur()["knoten"]}
    bezuege = render_entwurf(berechnung).bezuege
    assert [bezug for bezug in bezuege if not bezug.startswith("parameter:") and bezug not in spur] == []
    assert len(set(bezuege)) == len(bezuege) > 10


def test_a_changed_rule_changes_the_letter(tmp_path: Path) -> None:
    regeln = tmp_path / "rules"
    shutil.copytree(resource_path("rules"), regeln)
    parameter = regeln / "kommpraev" / "parameter.yaml"
    text = parameter.read_text(encoding="utf-8")
    assert text.count('"70 %"') == 1
    parameter.write_text(text.replace('"70 %"', '"65 %"'), encoding="utf-8")
    vorher = text_von(render_entwurf(berechne("koordination-dreijaehrig")).inhalt)
    nachher = text_von(render_entwurf(berechne("koordination-dreijaehrig", regeln)).inhalt)
    assert "2028: 70 %" in vorher
    assert "2028: 65 %" in nachher
    assert "70 %" not in nachher
    assert "37.271,00 €" in vorher
    assert "37.271,00 €" not in nachher


def test_no_number_gets_into_a_template_except_as_text() -> None:
    with pytest.raises(TypeError, match="only texts"):
        render_docx(b"", {"betrag": [12]}, berechne("kleinprojekt").stichtag)


def test_a_figure_of_the_result_without_a_node_is_refused() -> None:
    berechnung = berechne("kleinprojekt")
    ohne_knoten = dataclasses.replace(berechnung.ergebnis["zuwendung_gesamt"], knoten=None)
    with pytest.raises(ValueError, match="without a node"):
        Bezuege(berechnung).ergebnis(ohne_knoten)


def test_what_was_not_computed_or_not_given_shows_as_a_dash() -> None:
    bezuege = Bezuege(berechne("kleinprojekt"))
    assert bezuege.zahl(bezuege.suche("foerdersatz", 0, 2027)) == "–"
    assert bezuege.angabe("finanzierung.beantragt", 2027) == "–"
    assert bezuege.angabe("sachausgabe.betraege", 1, 2027) == "2.150,50\u00a0€"


def test_what_only_a_sentence_names_is_referenced_too(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", einzelprojekt="false")
    berechnung = berechne_datei(antrag)
    bezuege = Bezuege(berechnung)
    satz = bezuege.satz(berechnung.knoten["auszahlungsverfahren"])
    assert "20.000,00\u00a0€" in satz
    assert bezuege.ids == ("auszahlungsverfahren", "parameter:erstattung_unter")

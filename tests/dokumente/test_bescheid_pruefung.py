"""A notice whose facts are incomplete or contradict the calculation is not written."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foerderung.dokumente.bescheidangaben import Ziel
from foerderung.errors import DokumentError
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import angaben, berechne, render_bescheid, schreibe_antrag

GEBER = "Landkreis Beispielkreis"


def orte(name: str, **anders: Any) -> list[str]:
    with pytest.raises(DokumentError) as fehler:
        render_bescheid(berechne(name), angaben(**anders))
    assert fehler.value.exit_code == 7
    return [meldung.ort for meldung in fehler.value.meldungen]


@pytest.mark.parametrize(
    "name", ["aktenzeichen", "dokumentnummer", "bearbeitung", "zeichnung", "gericht", "gericht_ort", "zweck"]
)
def test_a_text_that_the_letter_needs_must_not_be_blank(name: str) -> None:
    assert orte("kleinprojekt", **{name: " "}) == [name]


@pytest.mark.parametrize("name", ["name", "strasse", "plz", "ort"])
def test_the_authority_needs_a_whole_address(name: str) -> None:
    behoerde = dataclasses.replace(angaben().behoerde, **{name: ""})
    assert orte("kleinprojekt", behoerde=behoerde) == [f"behoerde.{name}"]


def test_telephone_mail_and_department_may_be_left_out() -> None:
    behoerde = dataclasses.replace(angaben().behoerde, zusatz="", telefon="", email="")
    assert render_bescheid(berechne("kleinprojekt"), angaben(behoerde=behoerde)).inhalt


def test_there_is_a_goal_and_each_is_whole() -> None:
    assert orte("kleinprojekt", ziele=()) == ["ziele"]
    ziele = (Ziel("a", "b", "c"), Ziel("a", "", " "))
    assert orte("kleinprojekt", ziele=ziele) == ["ziele[1].indikator", "ziele[1].sollwert"]


def test_each_recipient_of_passed_on_money_is_named_with_a_purpose() -> None:
    assert orte("kleinprojekt", weiterleitung=(("A", "B"), ("", ""))) == [
        "weiterleitung[1].empfaenger",
        "weiterleitung[1].zweck",
    ]


def test_the_proof_is_due_after_the_period() -> None:
    assert orte("kleinprojekt", nachweis_bis=date(2027, 10, 31)) == ["nachweis_bis"]
    assert render_bescheid(berechne("kleinprojekt"), angaben(nachweis_bis=date(2027, 11, 1))).inhalt


@pytest.mark.parametrize("tag", [None, date(2027, 1, 1), date(2030, 12, 31)])
def test_the_second_of_four_instalments_needs_a_day_between_begin_and_proof(tag: date | None) -> None:
    assert orte("grosses_vorhaben", weitere_zuwendungsgeber=GEBER, zwischenrate_am=tag) == ["zwischenrate_am"]


def test_other_public_grants_in_the_plan_need_their_grantors_named() -> None:
    assert orte("grosses_vorhaben", zwischenrate_am=date(2028, 7, 3)) == ["weitere_zuwendungsgeber"]


def test_all_violations_are_told_at_once() -> None:
    assert len(orte("grosses_vorhaben", zweck="", ziele=(), gericht="")) == 5


def test_before_2023_the_rates_are_missing_and_the_notice_is_refused(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eingang_am="2022-10-01", beratung_am="2022-09-01")
    with pytest.raises(DokumentError, match="überlässt die Raten dem Bescheid"):
        render_bescheid(berechne_datei(antrag), angaben())


def test_without_a_grant_there_is_no_notice(tmp_path: Path) -> None:
    keine = "{}\n  andere_zuwendungen: {2027: 9000.00}"
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eigenmittel=keine)
    with pytest.raises(DokumentError, match="keine Zuwendung"):
        render_bescheid(berechne_datei(antrag), angaben())

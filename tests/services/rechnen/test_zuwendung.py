"""A calculation says what is wrong with its documents, all at once, at their lines, with the right exit code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foerderung.errors import EingabeError, RegelError
from foerderung.services.rechnen.zuwendung import Dokument, berechne_datei, richtlinie_von
from foerderung.services.regelwerk.regeln import lade
from tests.antragstext import als_yaml
from tests.services.rechengang import antrag, aus_text, fehler, rechne


def zeile(text: str, schluessel: str) -> int:
    return next(nummer for nummer, inhalt in enumerate(text.splitlines(), 1) if schluessel in inhalt)


def test_what_only_the_whole_document_shows_is_found_at_its_line_too() -> None:
    daten = antrag(setze={"stellen[0].ende": date(2026, 1, 1), "finanzierung.eigenmittel": {2031: 5}})
    text = als_yaml(daten)
    gefunden = {meldung.ort: meldung for meldung in fehler(daten).meldungen}
    stelle = gefunden["stellen[0].ende"]
    assert stelle.gefunden == "Ende 01.01.2026 liegt vor dem Beginn 01.01.2027"
    assert stelle.zeile == zeile(text, "ende: 2026-01-01")
    assert stelle.quelle == "VVK Nr. 4.2.5"
    jahr = gefunden["finanzierung.eigenmittel[2031]"]
    assert jahr.gefunden == "Haushaltsjahr 2031 liegt außerhalb des Vorhabens"
    assert jahr.zulaessig == "2027 bis 2029"
    assert jahr.zeile == zeile(text, "2031: 5")


def test_errors_of_form_and_of_content_come_together() -> None:
    orte = {
        m.ort for m in fehler(antrag(setze={"finanzierung.eigenmittel": {2031: 5}, "vorhaben.titel": ""})).meldungen
    }
    assert orte == {"finanzierung.eigenmittel[2031]", "vorhaben.titel"}


def test_an_end_before_the_beginn_is_one_error_and_no_crash() -> None:
    (meldung,) = fehler(antrag(setze={"vorhaben.ende": date(2026, 12, 31)})).meldungen
    assert meldung.ort == "vorhaben.ende"


def test_the_input_errors_come_before_the_date_outside_of_the_rules() -> None:
    alt = {"eingang_am": date(2010, 1, 1)}
    falsch = fehler(antrag(setze=alt, quatsch=1))
    assert isinstance(falsch, EingabeError)
    assert {meldung.ort for meldung in falsch.meldungen} == {"quatsch"}
    assert isinstance(fehler(antrag(setze=alt)), RegelError)


def test_the_day_of_reference_is_the_one_given_else_the_day_of_receipt() -> None:
    assert rechne(antrag()).stichtag == date(2026, 10, 1)
    berechnung = rechne(antrag(), stichtag=date(2022, 5, 1))
    assert (berechnung.stichtag, berechnung.regelwerk.fassung.id) == (date(2022, 5, 1), "2020")
    assert berechnung.als_json()["stichtag"] == "2022-05-01"


@pytest.mark.parametrize(
    ("tag", "fassung"),
    [
        (date(2018, 6, 13), "2018"),
        (date(2019, 12, 31), "2018"),
        (date(2020, 1, 1), "2020"),
        (date(2023, 6, 30), "2020"),
        (date(2023, 7, 1), "2023"),
        (date(2199, 1, 1), "2023"),
    ],
)
def test_each_fassung_holds_from_its_first_day_to_the_eve_of_the_next(tag: date, fassung: str) -> None:
    assert lade("kommpraev").am(tag).fassung.id == fassung


def test_before_the_first_fassung_there_is_an_error_with_remedy() -> None:
    with pytest.raises(RegelError) as gefangen:
        lade("kommpraev").am(date(2018, 6, 12))
    (meldung,) = gefangen.value.meldungen
    assert "12.06.2018" in meldung.gefunden
    assert "RL KommPräv" in meldung.gefunden
    assert meldung.zulaessig == "ab 13.06.2018 (Fassung 2018)"
    assert meldung.abhilfe == "Stichtag prüfen."


def test_a_fassung_is_found_by_name_and_the_newest_without_one() -> None:
    assert lade("kommpraev").fassung(None).fassung.id == "2023"
    assert lade("kommpraev").fassung("2018").fassung.id == "2018"
    with pytest.raises(EingabeError, match="Fassung „2019“ gibt es nicht; zulässig: 2018, 2020, 2023"):
        lade("kommpraev").fassung("2019")


@pytest.mark.parametrize("text", ["{}", "[]", "x", "richtlinie:", "richtlinie: [a]", "richtlinie: ''"])
def test_an_application_that_names_no_guideline_is_refused(text: str) -> None:
    with pytest.raises(EingabeError) as gefangen:
        richtlinie_von(aus_text(text))
    assert gefangen.value.meldungen[0].ort == "richtlinie"


def test_an_unknown_guideline_is_an_input_error(tmp_path: Path) -> None:
    pfad = tmp_path / "antrag.yaml"
    pfad.write_text(als_yaml(antrag(richtlinie="komprav")), encoding="utf-8")
    with pytest.raises(EingabeError, match="Meinten Sie „kommpraev“"):
        berechne_datei(pfad)


def test_a_document_is_called_by_its_name_in_messages(tmp_path: Path) -> None:
    pfad = tmp_path / "mein antrag.yaml"
    pfad.write_text(als_yaml(antrag(quatsch=1)), encoding="utf-8")
    assert Dokument.lies(pfad).datei == "mein antrag.yaml"
    with pytest.raises(EingabeError, match=r"mein antrag\.yaml, Zeile \d+, quatsch"):
        berechne_datei(pfad)


def test_nothing_that_is_computed_changes_what_was_loaded() -> None:
    vorher = lade("kommpraev")
    erste, zweite = rechne(antrag()), rechne(antrag())
    assert erste.als_json() == zweite.als_json()
    assert lade("kommpraev") is vorher

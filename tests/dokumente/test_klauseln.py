"""Clauses of a notice are data: rules choose them, each stands under its heading with its kind, each has a source."""

from __future__ import annotations

import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.dokumente.klauseln import ARTEN, bescheidlage
from foerderung.errors import DokumentError
from foerderung.rechnung.klausel import Klauselort
from foerderung.resources import resource_path
from foerderung.services.rechnen.klauselwahl import waehle_klauseln
from foerderung.services.rechnen.zuwendung import berechne_datei
from foerderung.services.regelwerk.regeln import lade
from tests.dokumente.beispiele import (
    NAMEN,
    angaben,
    berechne,
    kontext,
    render_bescheid,
    render_entwurf,
    schreibe_antrag,
    text_von,
)

KOORDINATION = "koordination-dreijaehrig"
LAGEN: dict[str, dict[str, Any]] = {
    "all years bind": {},
    "later years are expected only": {"offene_jahre": {2029: Fraction(33040)}},
    "assumptions were accepted": {"annahmen_grund": "geprüft"},
    "the due date deviates": {"nachweis_bis": date(2030, 6, 30)},
    "passing on is permitted": {"weiterleitung": (("Jugendverein", "Werkstatt"),)},
}


def gewaehlt(name: str = KOORDINATION, **fakten: Any) -> list[str]:
    berechnung = berechne(name)
    return [klausel.name for klausel in waehle_klauseln(berechnung, angaben(**fakten))]


def verspaetet(ordner: Path) -> Any:
    """Return the calculation of an application after the period, with the decision to look at it nevertheless."""
    antrag = schreibe_antrag(ordner / "a.yaml", "kleinprojekt", eingang_am="2026-11-20", beratung_am="2026-09-03")
    entscheidung = ordner / "e.yaml"
    entscheidung.write_text("abweichungen: [{befund: frist_versaeumt, grund: Tat im November}]\n", encoding="utf-8")
    return berechne_datei(antrag, entscheidung)


# --- choice --------------------------------------------------------------------------------------------------------


def test_every_clause_stands_in_the_notice_of_some_case(tmp_path: Path) -> None:
    alle = {klausel.name for klausel in lade("verfahren").am(date(2026, 11, 12)).klauseln}
    gefunden = {name for fakten in LAGEN.values() for name in gewaehlt(**fakten)}
    gefunden |= {klausel.name for klausel in waehle_klauseln(verspaetet(tmp_path), angaben())}
    gefunden |= set(gewaehlt_unter_grenze(tmp_path))
    assert alle == gefunden


def gewaehlt_unter_grenze(ordner: Path) -> list[str]:
    antrag = schreibe_antrag(ordner / "b.yaml", "kleinprojekt", eigenmittel="{}\n  beantragt: {2027: 4999.99}")
    return [klausel.name for klausel in waehle_klauseln(berechne_datei(antrag), angaben())]


@pytest.mark.parametrize(
    ("fakten", "dabei", "nicht_dabei"),
    [
        ({}, "gesamthoehe_verbindlich", "gesamthoehe_voraussichtlich"),
        ({"offene_jahre": {2029: Fraction(1)}}, "gesamthoehe_voraussichtlich", "gesamthoehe_verbindlich"),
        ({"annahmen_grund": "geprüft"}, "annahmen", "verspaetung"),
        ({}, "erste_rate", "annahmen"),
        ({"nachweis_bis": date(2030, 6, 30)}, "anbest_k_frist_abweichend", "anbest_k_ohne_abweichung"),
        ({"weiterleitung": (("Verein", "Zweck"),)}, "weiterleitung", "keine_weiterleitung"),
        ({}, "keine_weiterleitung", "weiterleitung"),
    ],
)
def test_the_facts_of_the_case_choose_by_rule(fakten: dict[str, Any], dabei: str, nicht_dabei: str) -> None:
    namen = gewaehlt(**fakten)
    assert dabei in namen
    assert nicht_dabei not in namen


def test_a_draft_leaves_open_what_only_a_case_decides() -> None:
    namen = [klausel.name for klausel in waehle_klauseln(berechne(KOORDINATION), None)]
    assert not {"gesamthoehe_verbindlich", "gesamthoehe_voraussichtlich", "weiterleitung", "annahmen"} & set(namen)


def test_an_accepted_late_application_is_named_in_the_reasons(tmp_path: Path) -> None:
    berechnung = verspaetet(tmp_path)
    assert bescheidlage(berechnung, angaben())["bescheid.verspaetet"] is True
    text = text_von(render_bescheid(berechnung, angaben(nachweis_bis=date(2028, 10, 31))).inhalt)
    begruendung = text.partition("10 Begründung")[2].partition("11 Rechtsbehelfsbelehrung")[0]
    assert "Ihr Antrag ist nach dem Ende des Antragszeitraums eingegangen." in begruendung
    assert "Tat im November" in begruendung


# --- what the letter shows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMEN)
def test_every_nebenbestimmung_has_a_number_a_heading_a_kind_and_a_provision(name: str) -> None:
    gezeigt = kontext(berechne(name), angaben())["nebenbestimmungen"]
    assert [klausel["nummer"] for klausel in gezeigt] == [str(nummer) for nummer in range(1, len(gezeigt) + 1)]
    for klausel in gezeigt:
        assert klausel["art"] in ARTEN.values()
        zitiert = klausel["text"] + " ".join(klausel["punkte"])
        assert re.search(r"VVK|ANBest|SäHO|VwVfG|RL\xa0KommPräv", zitiert), klausel["titel"]


@pytest.mark.parametrize("fakten", LAGEN.values(), ids=list(LAGEN))
def test_the_notice_holds_every_chosen_clause_word_by_word_with_its_kind(fakten: dict[str, Any]) -> None:
    berechnung = berechne(KOORDINATION)
    text = text_von(render_bescheid(berechnung, angaben(**fakten)).inhalt)
    for klausel in waehle_klauseln(berechnung, angaben(**fakten)):
        for satz in (*re.split(r"\{\w+\}", klausel.text), *klausel.punkte):
            assert satz.strip() in text, klausel.name
        if klausel.ort is Klauselort.NEBENBESTIMMUNGEN:
            assert f"{klausel.titel} (" in text
            assert ARTEN[klausel.art] in text


def test_the_expected_whole_and_what_binds_of_it_come_from_the_case() -> None:
    ganz = {2027: Fraction(54000), 2028: Fraction(44590), 2029: Fraction(33040)}
    zum_teil = text_von(render_bescheid(berechne(KOORDINATION), angaben(offene_jahre={2029: Fraction(33040)})).inhalt)
    nichts = text_von(render_bescheid(berechne(KOORDINATION), angaben(offene_jahre=ganz)).inhalt)
    assert "Rechtsverbindlich ist die Bewilligung nur in dieser Höhe. Für Auszahlungen in 2029 stehen" in zum_teil
    assert "Rechtsverbindlich ist noch kein Betrag bewilligt. Für Auszahlungen in 2027, 2028 und 2029" in nichts
    zuwendung = str(kontext(berechne(KOORDINATION))["zuwendung"]).replace("\u00a0", " ")
    assert f"voraussichtliche Gesamthöhe der Zuwendung beträgt {zuwendung} (VVK Nr. 4.1)" in zum_teil


def test_each_clause_is_kept_as_what_the_letter_was_read_from() -> None:
    belege = {beleg.bezug for beleg in render_bescheid(berechne(KOORDINATION), angaben()).belege}
    assert {f"klausel:{name}" for name in gewaehlt()} <= belege


# --- as data -------------------------------------------------------------------------------------------------------


def geaendert(ordner: Path, alt: str, neu: str) -> Path:
    regeln = ordner / "regeln"
    shutil.copytree(resource_path("rules"), regeln)
    datei = regeln / "verfahren" / "nebenbestimmungen.yaml"
    text = datei.read_text(encoding="utf-8")
    assert alt in text
    datei.write_text(text.replace(alt, neu, 1), encoding="utf-8")
    return regeln


def test_a_changed_clause_changes_the_letter_without_touching_the_template(tmp_path: Path) -> None:
    regeln = geaendert(
        tmp_path, "titel: Beginn des Vorhabens\n    art: widerrufsvorbehalt", "titel: Anfang\n    art: auflage"
    )
    text = text_von(render_bescheid(berechne("kleinprojekt"), angaben(), regeln).inhalt)
    assert "9.2 Anfang (Auflage)" in text
    assert "Widerrufsvorbehalt" not in text
    assert "9.2 Beginn des Vorhabens (Widerrufsvorbehalt)" in text_von(render_entwurf(berechne("kleinprojekt")).inhalt)


def test_a_place_that_no_notice_fills_is_refused_with_the_clause(tmp_path: Path) -> None:
    regeln = geaendert(tmp_path, "text: Zeigen Sie uns", 'text: "{betrag} Zeigen Sie uns')
    datei = regeln / "verfahren" / "nebenbestimmungen.yaml"
    datei.write_text(datei.read_text("utf-8").replace("(Nr. 5 ANBest-K), wenn\n", '(Nr. 5 ANBest-K), wenn"\n'), "utf-8")
    with pytest.raises(DokumentError, match=r"mitteilung: „\{betrag\}“ kennt kein Bescheid"):
        render_bescheid(berechne("kleinprojekt"), angaben(), regeln)

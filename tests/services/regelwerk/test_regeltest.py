"""Running golden cases: what a case may say, what counts as a difference, what is reported as not covered."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from foerderung.errors import EingabeError, FoerderungError, RegelError
from foerderung.fach.quelltext import Abbildung
from foerderung.richtlinien.faelle import lies_fall
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.rechnen.fallvergleich import vergleiche, vergleiche_fehler
from foerderung.services.regelwerk.regeltest import pruefe_faelle, pruefe_fall
from tests import golden
from tests.richtlinien.kopie import Kopie

KOPF = "beschreibung: Ein Fall.\nquelle: § 1\n"
FRISTEN = "rechne: fristen\nangaben: {aufgabe: 2026-11-12}\nerwartet: {bekanntgabe: 2026-11-16}\n"
ERGEBNIS: dict[str, Any] = {
    "zuwendung_gesamt": "27000.00",
    "jahre": {"2026": {"roh": "27000.0", "satz": "1/3"}},
    "raten": [{"prozent": "40"}, {"prozent": "60"}],
    "grenze": None,
    "erhoben": True,
    "befunde": [{"code": "prioritaet_fehlt", "schwere": "hinweis", "ort": "praevention.prioritaeten"}],
}


def baum(text: str) -> Abbildung:
    gelesen = lies_text(text, "fall.yaml")
    assert isinstance(gelesen, Abbildung)
    return gelesen


def schreibe(ordner: Path, text: str, name: str = "fall.yaml") -> Path:
    (ordner / name).write_text(text, encoding="utf-8")
    return ordner / name


def maengel(ordner: Path, text: str) -> str:
    """Return the messages with which a case is refused."""
    with pytest.raises(RegelError) as gefangen:
        pruefe_fall(lies_fall(schreibe(ordner, text), list(golden.BASEN)))
    return str(gefangen.value)


# --- comparison -------------------------------------------------------------------------------------------


def test_figures_compare_by_value_and_only_what_is_named() -> None:
    soll = """
        zuwendung_gesamt: 27000
        jahre: {2026: {roh: "27000.00", satz: 1/3}}
        raten: [{prozent: "40.0"}, {prozent: 60}]
        grenze: null
        erhoben: true
        befunde: {prioritaet_fehlt: [praevention.prioritaeten], beratung_fehlt: []}
        befunde_nicht: [beratung_fehlt]
        schwere: {prioritaet_fehlt: hinweis}
    """
    assert vergleiche(baum(soll), ERGEBNIS) == []


@pytest.mark.parametrize(
    ("soll", "unterschied"),
    [
        ("zuwendung_gesamt: 27000.01", "zuwendung_gesamt: 27000.00, erwartet 27000.01"),
        ("zuwendung_gesamt: null", "zuwendung_gesamt: 27000.00, erwartet null"),
        ("jahre: {2026: {roh: 27001}}", "jahre.2026.roh: 27000.0, erwartet 27001"),
        ("jahre: {2026: {satz: 0.3333}}", "jahre.2026.satz: 1/3, erwartet 0.3333"),
        ("jahre: {2027: {roh: 27000}}", "jahre.2027: nicht im Ergebnis, erwartet {roh}"),
        ("jahre: 27000", "jahre: {2026}, erwartet 27000"),
        ("raten: [{prozent: 40}]", "raten: 2 Einträge, erwartet 1 Einträge"),
        ("raten: [{prozent: 40}, {prozent: 50}]", "raten[1].prozent: 60, erwartet 50"),
        ("grenze: 0", "grenze: null, erwartet 0"),
        ("grenzwert: null", "grenzwert: nicht im Ergebnis, erwartet null"),
        ("erhoben: false", "erhoben: True, erwartet false"),
        ("befunde: {prioritaet_fehlt: []}", "Befund prioritaet_fehlt: ['praevention.prioritaeten'], erwartet []"),
        ("befunde: {beratung_fehlt: [beratung_am]}", "Befund beratung_fehlt: [], erwartet ['beratung_am']"),
        ("befunde_nicht: [prioritaet_fehlt]", "Befund prioritaet_fehlt: ['praevention.prioritaeten'], keiner erwartet"),
        ("schwere: {prioritaet_fehlt: hart}", "Schwere von prioritaet_fehlt: {'hinweis'}, erwartet hart"),
        ("fehler: 3", "ein Fehler war erwartet, die Berechnung gelang"),
    ],
)
def test_a_difference_names_place_figure_and_expectation(soll: str, unterschied: str) -> None:
    assert vergleiche(baum(soll), ERGEBNIS) == [unterschied]


@pytest.mark.parametrize(
    ("soll", "unterschiede"),
    [
        ("{fehler: 3, meldung: [rund, eckig]}", []),
        ("{fehler: 3, meldung: [rund, flach]}", ["„flach“ fehlt in der Meldung"]),
        ("{fehler: 4}", ["Fehler 3: rund und eckig."]),
        ("{zuwendung: 5}", ["Fehler 3: rund und eckig."]),
    ],
)
def test_an_error_compares_by_code_and_message(soll: str, unterschiede: list[str]) -> None:
    fehler: FoerderungError = EingabeError("rund und eckig")
    assert vergleiche_fehler(baum(soll), fehler) == unterschiede


def test_an_example_has_to_compute() -> None:
    assert vergleiche_fehler(None, EingabeError("falsch")) == ["Fehler 3: falsch."]


# --- cases that are not well-formed -------------------------------------------------------------------------


def test_a_case_for_a_calculator_needs_no_application(tmp_path: Path) -> None:
    assert pruefe_fall(lies_fall(schreibe(tmp_path, KOPF + FRISTEN), [])) == []


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        (FRISTEN, "„beschreibung“ fehlt"),
        (KOPF + FRISTEN.replace("erwartet", "erwarted"), "unbekannter Schlüssel „erwarted“"),
        (
            KOPF + FRISTEN.replace("fristen", "frist"),
            "fall.yaml, Zeile 3, rechne: „frist“; zulässig: fristen, nachweisfrist",
        ),
        (KOPF + FRISTEN.replace("aufgabe", "aufgaben"), "angaben: „aufgabe“ fehlt"),
        (KOPF + FRISTEN.replace("2026-11-12", "12.11.2026"), "angaben.aufgabe: „12.11.2026“ ist kein Datum"),
        (KOPF + FRISTEN.replace("12}", "12, verzichtet: 2026-11-20}"), "unbekannter Schlüssel „verzichtet“"),
        (KOPF + FRISTEN + "basis: kleinprojekt\n", "unbekannter Schlüssel „basis“"),
        (KOPF + "rechne: fristen\nerwartet: {}\n", "„angaben“ fehlt"),
        (KOPF + "basis: kleinprojekt\nangaben: {}\nerwartet: {}\n", "unbekannter Schlüssel „angaben“"),
        (KOPF + "basis: grossprojekt\nerwartet: {}\n", "Antrag „grossprojekt“ gibt es nicht"),
        (KOPF + "basis: kleinprojekt\nerwartet: 5\n", "erwartet: eine Gruppe von Schlüsseln erwartet"),
    ],
)
def test_a_case_that_is_not_well_formed_is_refused(text: str, meldung: str, tmp_path: Path) -> None:
    assert meldung in maengel(tmp_path, text)


@pytest.mark.parametrize("betrag", ["nan", "-1", "1.234,50", "1.005", "viel", "[1]", "1e3"])
def test_an_amount_of_a_case_is_plain_with_two_decimals(betrag: str, tmp_path: Path) -> None:
    text = f"{KOPF}rechne: rueckforderung\nangaben: {{zuwendung: {betrag!r}, gezahlt: 1, neu: 0}}\nerwartet: {{}}\n"
    assert "angaben.zuwendung: " in maengel(tmp_path, text)


def test_all_wrong_inputs_are_named_at_once(tmp_path: Path) -> None:
    angaben = "{betrag: x, von: gestern, bis: 2024-01-01, zahlungen: {morgen: 1, 2024-01-02: y}}"
    text = maengel(tmp_path, f"{KOPF}rechne: zinsen\nangaben: {angaben}\nerwartet: {{}}\n")
    for teil in ("„x“ ist kein Betrag", "„gestern“", "„morgen“ ist kein Datum", "„y“ ist kein Betrag"):
        assert teil in text


# --- report -------------------------------------------------------------------------------------------------


def test_a_run_counts_cases_and_names_the_one_that_differs(tmp_path: Path) -> None:
    schreibe(tmp_path, KOPF + FRISTEN, "gut.yaml")
    falsch = schreibe(tmp_path, KOPF + FRISTEN.replace("11-16", "11-17"), "falsch.yaml")
    bericht = pruefe_faelle(tmp_path)
    assert bericht.faelle == 5  # three examples beside the rules
    assert bericht.unterschiede == {str(falsch): ["bekanntgabe: 2026-11-16, erwartet 2026-11-17"]}
    with pytest.raises(RegelError, match=r"falsch\.yaml: bekanntgabe: 2026-11-16, erwartet 2026-11-17"):
        bericht.verlange_bestanden()


def test_what_no_case_saw_is_named_per_guideline_and_fassung(tmp_path: Path) -> None:
    schreibe(tmp_path, KOPF + FRISTEN)
    fehlend = pruefe_faelle(tmp_path).nicht_abgedeckt["verfahren 2018"]
    assert "Regel zinsen_gesamt" in fehlend
    assert "Parameter grenze_bis [1]" in fehlend
    assert "Befund verzicht_vor_bekanntgabe (eingabe)" in fehlend
    assert not {"Regel bekanntgabe", "Parameter klagefrist_monate", "Parameter zinswechsel [1]"} & set(fehlend)


def test_a_branch_that_no_case_took_is_named(tmp_path: Path) -> None:
    angaben = "{zuwendung: 100.00, gezahlt: 100.00, neu: 0}"
    schreibe(tmp_path, f"{KOPF}rechne: rueckforderung\nangaben: {angaben}\nerwartet: {{grenze: 10}}\n")
    fehlend = pruefe_faelle(tmp_path).nicht_abgedeckt["verfahren 2023"]
    assert "Zweig von rueckforderungsgrenze: grenze_hoechstens[5]" in fehlend
    assert "Zweig von rueckforderungsgrenze: rueckforderung.zuwendung * grenze_anteil[1]" not in fehlend


def test_the_cases_of_the_project_leave_nothing_uncovered() -> None:
    bericht = pruefe_faelle(golden.ALLE_FAELLE)
    assert asdict(bericht) == {"faelle": bericht.faelle, "unterschiede": {}, "nicht_abgedeckt": {}}


def test_cases_notice_changed_rules(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path).ersetze("verfahren/fristen.yaml", "2025-01-01: 4", "2025-01-01: 5")
    bericht = pruefe_faelle(golden.ALLE_FAELLE / "verfahren", kopie.ordner)
    assert any("frist-ohne-arbeitsfreie-tage" in datei for datei in bericht.unterschiede)

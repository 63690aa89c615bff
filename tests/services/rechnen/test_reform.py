"""A reform is computed beside the law as it is: what differs is shown, nothing else is touched, errors say where."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foerderung.cli import main
from foerderung.errors import EingabeError, RegelError
from foerderung.resources import resource_path
from foerderung.services.rechnen.reform import Vergleich, vergleiche_datei
from foerderung.services.regelwerk.regeln import lade

BEISPIELE = resource_path("rules") / "kommpraev" / "beispiele"
DREI_JAHRE = BEISPIELE / "koordination-dreijaehrig.yaml"
SATZ_65 = """
parameter:
  leiter_personal:
    werte:
      2018-06-13:
        2: {wert: "65 %", fundstelle: Vorschlag, belegstand: annahme}
"""
ZUSCHLAG = """
parameter:
  zuschlag:
    bezeichnung: Zuschlag je Jahr
    einheit: eur
    fundstelle: Vorschlag
    belegstand: annahme
    werte: {2018-06-13: 100}
regeln:
  roh_mit_zuschlag:
    bezeichnung: Zuwendung mit Zuschlag
    je: [jahr]
    typ: eur_exakt
    fundstelle: Vorschlag
    belegstand: annahme
    rechne: summe(stelle, roh_stelle) + roh_sach + zuschlag
  roh: {rechne: roh_mit_zuschlag}
"""


def schreibe(ordner: Path, text: str) -> Path:
    pfad = ordner / "reform.yaml"
    pfad.write_text(text, encoding="utf-8")
    return pfad


def vergleiche(ordner: Path, text: str, antrag: Path = DREI_JAHRE) -> Vergleich:
    return vergleiche_datei(antrag, schreibe(ordner, text))


def rufe(ordner: Path, text: str, *weitere: str) -> Result:
    woerter = ["rechne", "zuwendung", str(DREI_JAHRE), "--reform", str(schreibe(ordner, text)), *weitere]
    return CliRunner().invoke(main, woerter)


def zahlen(vergleich: Vergleich) -> dict[str, tuple[str | None, str | None]]:
    return {eines.ort: (eines.geltend, eines.reform) for eines in vergleich.zahlen()}


def abdruck(ordner: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(ordner.rglob("*")) if p.is_file()}


# --- what differs -------------------------------------------------------------------------------------------


def test_only_the_figures_that_a_new_value_reaches_differ(tmp_path: Path) -> None:
    gefunden = zahlen(vergleiche(tmp_path, SATZ_65))
    # second year of the post: 44 888,02 of eligible expenditure at 65 instead of 70 %: 29 177,213; 2 244,401 less
    assert gefunden["jahre.2028.roh"] == ("37271.614", "35027.213")
    assert gefunden["jahre.2028.zuwendung"] == ("37271.00", "35027.00")
    assert gefunden["zuwendung_gesamt"] == ("109942.00", "107698.00")
    assert not [ort for ort in gefunden if "2027" in ort or "2029" in ort]
    assert [(alt, neu) for ort, (alt, neu) in gefunden.items() if ort.endswith("foerdersatz")] == [("0.7", "0.65")]


def test_both_sets_of_rules_have_a_checksum_of_their_own(tmp_path: Path) -> None:
    eins, zwei = vergleiche(tmp_path, SATZ_65), vergleiche(tmp_path, ZUSCHLAG)
    summen = [v.regelwerk.sha256 for v in (eins.geltend, eins.reform, zwei.reform)]
    assert len(set(summen)) == 3
    assert summen[0] == zwei.geltend.regelwerk.sha256 == lade("kommpraev").sha256
    assert summen[1] == vergleiche(tmp_path, SATZ_65).reform.regelwerk.sha256


def test_the_sentences_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    saetze = [(eines.geltend or "", eines.reform or "") for eines in vergleiche(tmp_path, SATZ_65).spur()]
    (satz,) = [paar for paar in saetze if paar[0].startswith("Höchster Fördersatz der Stelle")]
    assert "70 %" in satz[0]
    assert "65 %" in satz[1]
    assert "Vorschlag – Annahme" in satz[1]


def test_a_reform_may_add_parameter_and_rule(tmp_path: Path) -> None:
    vergleich = vergleiche(tmp_path, ZUSCHLAG)
    gefunden = zahlen(vergleich)
    # the Deckel still holds in 2027; 100 more in 2028 and 2029
    assert gefunden["zuwendung_gesamt"] == ("109942.00", "110142.00")
    assert gefunden["jahre.2027.roh"] == ("46627.416", "46727.416")
    assert "jahre.2027.zuwendung" not in gefunden
    neu = [eines for eines in vergleich.spur() if eines.geltend is None]
    assert [eines.ort for eines in neu] == [f"roh_mit_zuschlag[{jahr}]" for jahr in (2027, 2028, 2029)]
    assert all((eines.reform or "").startswith("Zuwendung mit Zuschlag 202") for eines in neu)


def test_a_finding_may_become_more_severe(tmp_path: Path) -> None:
    vergleich = vergleiche(tmp_path, "befunde: {prioritaet_fehlt: {schwere: hart}}", BEISPIELE / "kleinprojekt.yaml")
    schweren = [
        {befund.code: befund.schwere.value for befund in eine.befunde}["prioritaet_fehlt"]
        for eine in (vergleich.geltend, vergleich.reform)
    ]
    assert schweren == ["hinweis", "hart"]


def test_a_reform_in_words_alone_changes_no_figure(tmp_path: Path) -> None:
    text = "parameter: {foerdersatz_hoechst: {bezeichnung: Höchster Satz}}"
    vergleich = vergleiche(tmp_path, text)
    assert vergleich.zahlen() == []
    assert vergleich.geltend.regelwerk.sha256 != vergleich.reform.regelwerk.sha256
    ausgabe = rufe(tmp_path, text)
    assert ausgabe.exit_code == 0
    assert "Die Reform ändert keine Zahl dieses Antrags." in ausgabe.output


def test_application_rules_and_later_calculations_stay_as_they_were(tmp_path: Path) -> None:
    regeln = resource_path("rules")
    vorher = abdruck(regeln)
    ohne = vergleiche(tmp_path, "parameter: {foerdersatz_hoechst: {bezeichnung: Satz}}").geltend.als_json()
    reformiert = vergleiche(tmp_path, SATZ_65)
    assert abdruck(regeln) == vorher
    assert reformiert.geltend.als_json() == ohne
    assert (
        lade("kommpraev").fassung("2023").parameter["leiter_personal"]
        == (reformiert.geltend.regelwerk.parameter["leiter_personal"])
    )
    assert reformiert.geltend.antrag == reformiert.reform.antrag


# --- command line -------------------------------------------------------------------------------------------


def test_the_command_shows_both_checksums_and_both_figures(tmp_path: Path) -> None:
    ausgabe = rufe(tmp_path, SATZ_65)
    assert ausgabe.exit_code == 0
    vergleich = vergleiche(tmp_path, SATZ_65)
    for eine in (vergleich.geltend, vergleich.reform):
        assert eine.regelwerk.sha256[:12] in ausgabe.output
    for teil in ("109.942,00 €", "107.698,00 €", "37.271,00 €", "35.027,00 €", "geltend", "Reform"):
        assert teil in ausgabe.output


def test_json_holds_both_results_and_what_differs(tmp_path: Path) -> None:
    ausgabe = rufe(tmp_path, SATZ_65, "--json")
    daten: dict[str, Any] = json.loads(ausgabe.output)
    assert set(daten) >= {"geltend", "reform", "unterschiede", "spur_unterschiede"}
    assert (daten["geltend"]["zuwendung_gesamt"], daten["reform"]["zuwendung_gesamt"]) == ("109942.00", "107698.00")
    eintrag = {"ort": "zuwendung_gesamt", "geltend": "109942.00", "reform": "107698.00"}
    assert eintrag in daten["unterschiede"]


# --- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "teile"),
    [
        (
            "regeln: {zuwendungsanteil: {rechne: zuwendung_gesamtt / 2}}",
            ["regeln.zuwendungsanteil.rechne", "„zuwendung_gesamtt“", "Meinten Sie „zuwendung_gesamt“?"],
        ),
        (
            "parameter: {foerdersatz_hoechst: {werte: {2018-06-13: 90}}}",
            ["parameter.foerdersatz_hoechst", "„90“ ist kein Wert der Einheit satz"],
        ),
        (
            "parameter: {foerdersatz_hoechst: {einheit: eur, werte: {2018-06-13: 90}}}",
            ["regeln.foerdersatz_minijob.rechne", "ergibt eur, deklariert ist satz"],
        ),
        ("parameter: {foerdersatz_hoechst: {wert: 1}}", ["unbekannter Schlüssel „wert“", "Meinten Sie „werte“?"]),
        (ZUSCHLAG[: ZUSCHLAG.index("regeln:")], ["parameter.zuschlag", "wird nirgends verwendet"]),
        (
            "regeln: {zuwendungsanteil: {rechne: zuwendung_gesamt}}",
            ["regeln.zuwendungsanteil.rechne", "ergibt eur, deklariert ist satz"],
        ),
    ],
)
def test_a_faulty_reform_is_named_and_ends_with_4(text: str, teile: list[str], tmp_path: Path) -> None:
    with pytest.raises(RegelError):
        vergleiche(tmp_path, text)
    ausgabe = rufe(tmp_path, text)
    assert ausgabe.exit_code == 4
    assert ausgabe.stdout == ""
    for teil in teile:
        assert teil in ausgabe.stderr


@pytest.mark.parametrize("abschnitt", ["eingaben", "richtlinie", "ausgabe", "dimensionen", "reihen", "kalender"])
def test_a_section_that_no_reform_may_change_ends_with_3(abschnitt: str, tmp_path: Path) -> None:
    text = f"{abschnitt}: {{x: 1}}"
    with pytest.raises(EingabeError):
        vergleiche(tmp_path, text)
    ausgabe = rufe(tmp_path, text)
    assert ausgabe.exit_code == 3
    assert f"„{abschnitt}“ lässt sich durch eine Reform nicht ändern" in ausgabe.stderr
    assert "reform.yaml" in ausgabe.stderr
    assert "parameter, regeln, befunde" in ausgabe.stderr


@pytest.mark.parametrize("text", ["", "- parameter\n", "nur ein Text", "parameter: [", "parameter: {}\nparameter: {}"])
def test_a_file_that_is_no_reform_ends_with_3(text: str, tmp_path: Path) -> None:
    assert rufe(tmp_path, text).exit_code == 3


def test_a_missing_file_ends_with_3(tmp_path: Path) -> None:
    ausgabe = CliRunner().invoke(main, ["rechne", "zuwendung", str(DREI_JAHRE), "--reform", str(tmp_path / "nichts")])
    assert ausgabe.exit_code == 3
    assert "nichts" in ausgabe.stderr

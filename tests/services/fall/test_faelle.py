"""Every golden case comes out of the product as it was worked out by hand, from YAML and from JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.errors import FoerderungError
from foerderung.richtlinien.faelle import Antragsfall, Fall, Rechenfall, lies_faelle
from foerderung.services.rechnen.fallvergleich import vergleiche, vergleiche_fehler
from foerderung.services.rechnen.zuwendung import berechne_datei
from foerderung.services.regelwerk.regeltest import alle_faelle, fuehre_aus, pruefe_fall
from tests import golden
from tests.antragstext import als_json

FAELLE = list(lies_faelle(golden.ALLE_FAELLE, list(golden.BASEN)))
JEDER_VIERTE = [golden.lade(datei) for datei in golden.dateien()[::4]]


def name(fall: Fall) -> str:
    return "/".join([*fall.datei.parts[-3:-1], fall.datei.stem])


def fehlercode(fall: Fall) -> int:
    ausgang = fuehre_aus(fall)
    return ausgang.exit_code if isinstance(ausgang, FoerderungError) else 0


def unterschiede(fall: golden.Fall, antrag: Path, entscheidung: Path | None) -> list[str]:
    try:
        ergebnis = berechne_datei(antrag, entscheidung, fall.stichtag).als_json()
    except FoerderungError as fehler:
        return vergleiche_fehler(fall.soll, fehler)
    return vergleiche(fall.soll, ergebnis)


@pytest.mark.parametrize("fall", FAELLE, ids=name)
def test_the_product_agrees_with_the_hand_calculation(fall: Fall) -> None:
    assert pruefe_fall(fall) == []


@pytest.mark.parametrize("fall", FAELLE, ids=name)
def test_a_case_lies_in_the_folder_of_its_guideline_and_fassung(fall: Fall) -> None:
    ausgang = fuehre_aus(fall)
    if not isinstance(ausgang, FoerderungError):
        werk = ausgang.regelwerk
        assert (werk.richtlinie, werk.fassung.id) == fall.datei.parts[-3:-1]


@pytest.mark.parametrize("betraege_als_text", [False, True], ids=["numbers", "texts"])
@pytest.mark.parametrize("fall", JEDER_VIERTE, ids=lambda fall: fall.name)
def test_a_json_file_gives_the_same(fall: golden.Fall, betraege_als_text: bool, tmp_path: Path) -> None:
    antrag, entscheidung = tmp_path / "antrag.json", None
    antrag.write_text(als_json(fall.antrag, betraege_als_text=betraege_als_text), encoding="utf-8")
    if fall.entscheidung:
        entscheidung = tmp_path / "entscheidung.json"
        entscheidung.write_text(als_json(fall.entscheidung), encoding="utf-8")
    assert unterschiede(fall, antrag, entscheidung) == []


def test_there_are_cases_of_every_kind() -> None:
    antraege = [fall for fall in FAELLE if isinstance(fall, Antragsfall)]
    rechnungen = [fall for fall in FAELLE if isinstance(fall, Rechenfall)]
    assert len(antraege) >= 190
    assert len(rechnungen) >= 90
    assert {fehlercode(fall) for fall in antraege} == {fehlercode(fall) for fall in rechnungen} == {0, 3, 4}
    assert any(fall.entscheidung for fall in antraege)
    assert {fall.rechner for fall in rechnungen} == {
        "fristen",
        "nachweisfrist",
        "beginnfrist",
        "vollstaendigkeitsfrist",
        "schlussratenfrist",
        "jahresfrist",
        "aufbewahrung",
        "zinsen",
        "ermaessigung",
        "rueckforderung",
        "klauseln",
    }
    assert {fall.datei.parent.name for fall in antraege} == {"2018", "2020", "2023"}
    assert {fall.fehler for fall in JEDER_VIERTE} >= {0, 3}


def test_the_examples_beside_the_rules_are_run_too() -> None:
    beispiele = [fall for fall in alle_faelle(None) if fall.erwartet is None]
    assert {fall.datei.parent.name for fall in beispiele} == {"beispiele"}
    assert len(beispiele) >= 3
    assert [pruefe_fall(fall) for fall in beispiele] == [[]] * len(beispiele)

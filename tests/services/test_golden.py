"""Every golden case comes out of the product as it was worked out by hand, from YAML and from JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.errors import FoerderungError
from foerderung.services.zuwendung import berechne_datei
from tests import golden
from tests.antragstext import als_json, als_yaml

FAELLE = [golden.lade(datei) for datei in golden.dateien()]


def pruefe(fall: golden.Fall, antrag: Path, entscheidung: Path | None) -> None:
    """Compute the files of a case and compare result, exit code and message with what is expected."""
    if not fall.fehler:
        ergebnis = berechne_datei(antrag, entscheidung, fall.stichtag).als_json()
        assert golden.vergleiche(fall.erwartet, ergebnis) == []
        return
    with pytest.raises(FoerderungError) as gefangen:
        berechne_datei(antrag, entscheidung, fall.stichtag)
    assert gefangen.value.exit_code == fall.fehler
    for teil in fall.erwartet.get("meldung", ()):
        assert teil in str(gefangen.value)


@pytest.mark.parametrize("fall", FAELLE, ids=lambda fall: fall.name)
def test_the_product_agrees_with_the_hand_calculation(fall: golden.Fall, tmp_path: Path) -> None:
    antrag, entscheidung = tmp_path / "antrag.yaml", None
    antrag.write_text(als_yaml(fall.antrag), encoding="utf-8")
    if fall.entscheidung:
        entscheidung = tmp_path / "entscheidung.yaml"
        entscheidung.write_text(als_yaml(fall.entscheidung), encoding="utf-8")
    pruefe(fall, antrag, entscheidung)


@pytest.mark.parametrize("betraege_als_text", [False, True], ids=["numbers", "texts"])
@pytest.mark.parametrize("fall", FAELLE[::4], ids=lambda fall: fall.name)
def test_a_json_file_gives_the_same(fall: golden.Fall, betraege_als_text: bool, tmp_path: Path) -> None:
    antrag, entscheidung = tmp_path / "antrag.json", None
    antrag.write_text(als_json(fall.antrag, betraege_als_text=betraege_als_text), encoding="utf-8")
    if fall.entscheidung:
        entscheidung = tmp_path / "entscheidung.json"
        entscheidung.write_text(als_json(fall.entscheidung), encoding="utf-8")
    pruefe(fall, antrag, entscheidung)


def test_there_are_cases_of_every_kind() -> None:
    assert len(FAELLE) >= 190
    assert {fall.fehler for fall in FAELLE} == {0, 3, 4}
    assert any(fall.entscheidung for fall in FAELLE)
    assert {fall.datei.parent.name for fall in FAELLE} == {"2018", "2020", "2023"}
    assert {0, 3} <= {fall.fehler for fall in FAELLE[::4]}

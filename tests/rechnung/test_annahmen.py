"""The fingerprint of an assumption follows what it says, from when, and its source, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.rechnung.annahmen import annahmen
from foerderung.services.regelwerk.regeln import lade
from tests.richtlinien.kopie import Kopie

PARAMETER, REGELN = "kommpraev/parameter.yaml", "kommpraev/regeln.yaml"


def geaendert(ordner: Path, datei: str, alt: str, neu: str) -> set[str]:
    """Return the assumptions whose fingerprint a change of the rules changes."""
    vorher = annahmen(lade("kommpraev").fassung("2023"))
    nachher = annahmen(Kopie(ordner).ersetze(datei, alt, neu).lade().fassung("2023"))
    assert vorher.keys() == nachher.keys()
    return {name for name in vorher if vorher[name].abdruck != nachher[name].abdruck}


@pytest.mark.parametrize(
    ("datei", "alt", "neu", "betroffen"),
    [
        (PARAMETER, '"70 %"', '"65 %"', {"leiter_personal"}),
        (PARAMETER, '"50 %"', '"45 %"', set()),
        (REGELN, "jahr - foerderbeginn + 1", "jahr - foerderbeginn + 2", {"foerderjahr"}),
    ],
)
def test_another_value_or_formula_is_another_assumption(
    tmp_path: Path, datei: str, alt: str, neu: str, betroffen: set[str]
) -> None:
    assert geaendert(tmp_path, datei, alt, neu) == betroffen


def test_every_mark_of_the_rules_is_found_with_its_kind_and_source() -> None:
    gefunden = annahmen(lade("kommpraev").fassung("2023"))
    assert {gefunden[name].art for name in gefunden} == {"Regel", "Parameter", "Befund", "Fassung"}
    assert gefunden["leiter_personal"].text == "ab 13.06.2018 [2] 70 %"
    assert gefunden["zuwendung"].text.endswith("; auf 1,00 € abgerundet")
    assert gefunden["fassung_2023"].text == "in Kraft ab 01.07.2023"
    assert "roh" not in gefunden
    assert "fassung_2020" not in gefunden
    assert len({eine.abdruck for eine in gefunden.values()}) == len(gefunden)

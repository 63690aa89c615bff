"""A second version of an application says what it changes, when it is taken up and at any time later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.vorrat import Vorrat

FALL = "KP-2026-0001"
ANTRAG = (UNTERLAGEN / "antrag.yaml").read_text(encoding="utf-8")


def einlesen(amt: Buero, text: str, *worte: str) -> list[str]:
    datei = amt.ordner / "zweite.yaml"
    datei.write_text(text, encoding="utf-8")
    lauf = amt.rufe(["antrag", "einlesen", FALL, datei, *worte], heute="2026-10-05")
    assert lauf.code == 0, lauf.fehler
    return lauf.aus.splitlines()


@pytest.fixture
def amt(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return an office with one application taken up."""
    return vorrat.buero(tmp_path, "antrag einlesen")


def neuer_antrag() -> str:
    alt = "titel: Koordinierungsstelle"
    assert ANTRAG.count(alt) == 1
    return ANTRAG.replace(alt, "titel: Erweiterte Koordinierungsstelle")


def test_a_first_version_is_compared_with_nothing(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    lauf = amt.rufe(["antrag", "vergleiche", FALL], heute="2026-10-05")
    assert lauf.code == 3
    assert "es gibt noch keine zweite Fassung des Antrags" in lauf.fehler


def test_a_second_version_says_what_changed_now_and_later(amt: Buero) -> None:
    zeilen = einlesen(amt, neuer_antrag())
    gezeigt = zeilen[zeilen.index("Angabe\tbisher\tjetzt") - 1 :]
    assert gezeigt[0].startswith(f"Antrag {FALL}: Fassung 1 (Eingang ")
    assert len(gezeigt) == 3
    bezeichnung, alt, neu = gezeigt[2].split("\t")
    assert bezeichnung == "Vorhaben › Titel"
    assert neu == f"Erweiterte {alt}"
    spaeter = amt.rufe(["antrag", "vergleiche", FALL], als=None, heute="2026-10-06")
    assert spaeter.aus.splitlines() == gezeigt


def test_machines_get_place_and_plain_values(amt: Buero) -> None:
    einlesen(amt, neuer_antrag())
    daten = amt.rufe(["antrag", "vergleiche", FALL, "--von", "1", "--bis", "2", "--json"], als=None).daten
    (eines,) = daten.pop("unterschiede")
    assert daten == {"fall": FALL, "von": 1, "bis": 2}
    assert eines["ort"] == "vorhaben.titel"
    assert eines["neu"] == f"Erweiterte {eines['alt']}"


def test_any_two_versions_can_be_compared_also_backwards(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    einlesen(amt, neuer_antrag())
    assert "keine Änderung" in einlesen(amt, neuer_antrag())[-1]
    vor = amt.rufe(["antrag", "vergleiche", FALL, "--von", "1", "--json"], als=None).daten
    zurueck = amt.rufe(["antrag", "vergleiche", FALL, "--von", "3", "--bis", "1", "--json"], als=None).daten
    assert (vor["von"], vor["bis"]) == (1, 3)
    assert [(e["alt"], e["neu"]) for e in vor["unterschiede"]] == [
        (e["neu"], e["alt"]) for e in zurueck["unterschiede"]
    ]
    lauf = amt.rufe(["antrag", "vergleiche", FALL, "--bis", "4"], als=None)
    assert lauf.code == 3
    assert "--bis: die Fassung 4 gibt es nicht; zulässig: 1 bis 3" in lauf.fehler

"""The large store of the measurements is a clean one, of the size asked for, with which the office can go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.vorrat import FENSTER, LAENGEN, vervielfache
from tests.amt.buero import Buero
from tests.amt.roh import roh
from tests.amt.vorrat import Vorrat


def amt_mit(weitere: int, vorrat: Vorrat, ordner: Path) -> tuple[Buero, int]:
    """Return an office with so many further events, and how many there were."""
    buero = Buero(ordner)
    quelle = vorrat.buero(ordner)
    with roh(quelle) as offen:
        vorhandene = int(offen.wert("SELECT max(nummer) FROM ereignis"))
    vervielfache(quelle.datei, ordner / "gross.db", vorhandene + weitere)
    buero.datei = ordner / "gross.db"
    return buero, vorhandene


@pytest.mark.parametrize("weitere", [0, 1, 2, 600])
def test_it_has_as_many_events_as_asked_for_and_the_check_finds_nothing(
    sqlite_vorrat: Vorrat, tmp_path: Path, weitere: int
) -> None:
    buero, vorhandene = amt_mit(weitere, sqlite_vorrat, tmp_path)
    lauf = buero.rufe(["db", "pruefe"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    assert f"{vorhandene + weitere} Ereignisse geprüft, alles stimmt." in lauf.aus


def test_its_cases_lie_between_each_other_come_to_different_points_and_have_their_own_papers(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    assert sum(LAENGEN) == 10 * len(LAENGEN)
    buero, vorhandene = amt_mit(600, sqlite_vorrat, tmp_path)
    with roh(buero) as offen:
        zahlen = offen.tue("SELECT count(*) FROM ereignis WHERE fall <> '' GROUP BY fall").fetchall()
        neue = offen.tue("SELECT fall FROM ereignis WHERE nummer > ? ORDER BY nummer", vorhandene).fetchmany(4)
        antraege = offen.wert("SELECT count(*) FROM ablage WHERE art = 'antrag'")
        eingelesen = offen.wert("SELECT count(*) FROM ereignis WHERE typ = 'antrag_einlesen'")
    assert {zahl for (zahl,) in zahlen} >= set(LAENGEN)
    assert len(zahlen) == 61 < FENSTER
    assert [fall for (fall,) in neue] == ["", "", "KP-2026-0002", "KP-2026-0003"]
    assert antraege == eingelesen > 40


def test_the_office_goes_on_with_the_next_numbers(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero, _ = amt_mit(600, sqlite_vorrat, tmp_path)
    lauf = buero.rufe(["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "neu"])
    assert "KP-2026-0062" in lauf.aus, lauf.fehler
    lauf = buero.rufe(["zahlung", "bescheinige", "KP-2026-0008"], heute="2027-01-11")
    assert lauf.code == 5, lauf.aus
    assert buero.rufe(["db", "pruefe"], als=None, heute=None).code == 0

"""Saved views belong to the office: any writer saves and forgets them, everybody uses them, options on top win."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.amt.bestand import FAELLE, HEUTE, fuelle
from tests.amt.buero import Buero, Lauf

GEMERKT = ["--zustand", "in Auszahlung,bewilligt", "--betrag-ab", "1.000,00", "--sortiere", "-zuwendung"]


@pytest.fixture
def amt(buero: Buero) -> Buero:
    return fuelle(buero)


def rufe(amt: Buero, *worte: str, als: str | None = "zweite", heute: str = HEUTE) -> Lauf:
    return amt.rufe(["fall", *worte], als=als, heute=heute)


def test_a_view_shows_what_was_asked_for_to_everybody_and_options_on_top_win(amt: Buero) -> None:
    gemerkt = rufe(amt, "liste", *GEMERKT, "--merke", "Große Fälle", "--json").daten
    wieder = rufe(amt, "liste", "--ansicht", "Große Fälle", "--json", als="haushalt").daten
    assert wieder["faelle"] == gemerkt["faelle"]
    assert wieder["filter"] == "Zustand in Auszahlung, bewilligt; Zuwendung ab 1.000,00 €"
    enger = rufe(amt, "liste", "--ansicht", "Große Fälle", "--zustand", "bewilligt", "--json").daten
    bewilligte = sorted((f for f in FAELLE if f.ziel == "bewilligt"), key=lambda f: -f.betrag)
    assert [z["fall"] for z in enger["faelle"]] == [f.az for f in bewilligte]


def test_a_view_is_an_event_and_the_chain_yields_it_again(amt: Buero) -> None:
    vorher = amt.ereignisse()
    rufe(amt, "liste", "--jahr", "2026", "--merke", "a")
    rufe(amt, "liste", "--jahr", "2027", "--merke", "a")
    rufe(amt, "liste", "--jahr", "2027", "--merke", "b")
    assert rufe(amt, "ansichten", "--vergiss", "b").code == 0
    assert amt.ereignisse() == vorher + 4  # counts after checking every projection
    assert rufe(amt, "ansichten", "--json").daten == {"a": {"--jahr": "2027"}}
    assert rufe(amt, "liste", "--ansicht", "b").code == 3
    assert rufe(amt, "liste", "--jahr", "2027", "--merke", "b").code == 0  # a name may come back
    assert amt.ereignisse() == vorher + 5


def test_days_counted_from_today_stay_counted_from_today(amt: Buero) -> None:
    assert rufe(amt, "liste", "--frist-bis", "+14", "--merke", "bald").code == 0
    for heute, tag in ((HEUTE, "14.07.2028"), ("2028-07-01", "15.07.2028")):
        assert rufe(amt, "liste", "--ansicht", "bald", heute=heute).aus.splitlines()[-1].endswith(f"Frist bis {tag}")


def test_who_only_reads_saves_and_forgets_nothing(amt: Buero) -> None:
    assert amt.rufe(["person", "anlege", "revision", "--name", "R", "--rolle", "pruefung"], als="leitung").code == 0
    rufe(amt, "liste", "--jahr", "2026", "--merke", "a")
    for worte in (["liste", "--jahr", "2026", "--merke", "x"], ["ansichten", "--vergiss", "a"]):
        lauf = rufe(amt, *worte, als="revision")
        assert lauf.code == 5
        assert "Sachbearbeitung oder Zeichnung oder Haushalt" in lauf.fehler
    assert rufe(amt, "liste", "--ansicht", "a", als="revision").code == 0


def test_views_are_listed_as_they_would_be_typed(amt: Buero) -> None:
    assert "Keine Ansicht gespeichert" in rufe(amt, "ansichten").aus
    rufe(amt, "liste", "--suche", "graffiti stadt", "--spalten", "fall,titel", "--merke", "a")
    assert rufe(amt, "ansichten").aus.splitlines() == [
        "Ansichten",
        "Name\tAngaben",
        "a\t--spalten fall,titel --suche 'graffiti stadt'",
    ]


@pytest.mark.parametrize("name", ["", "-x", " x", "x" * 41, "a\nb", "a\tb", "a;b"])
def test_a_name_is_a_short_word_or_two(sqlite_buero: Buero, name: str) -> None:
    sqlite_buero.richte_ein()
    lauf = sqlite_buero.rufe(["fall", "liste", "--jahr", "2026", "--merke", name], als="leitung")
    assert lauf.code in (2, 3)
    assert sqlite_buero.ereignisse() == 2


def test_a_view_of_nothing_is_refused_and_an_unknown_one_names_the_nearest(sqlite_buero: Buero) -> None:
    sqlite_buero.richte_ein()
    assert "es ist nichts zu merken" in rufe(sqlite_buero, "liste", "--merke", "x", als="leitung").fehler
    rufe(sqlite_buero, "liste", "--jahr", "2026", "--merke", "meine", als="leitung")
    lauf = rufe(sqlite_buero, "liste", "--ansicht", "meien", als="leitung")
    assert lauf.code == 3
    assert "Meinten Sie „meine“?" in lauf.fehler


def test_a_wrong_word_saves_nothing(sqlite_buero: Buero, tmp_path: Path) -> None:
    sqlite_buero.richte_ein()
    assert rufe(sqlite_buero, "liste", "--person", "niemand", "--merke", "x", als="leitung").code == 3
    assert rufe(sqlite_buero, "ansichten", "--json", als="leitung").daten == {}

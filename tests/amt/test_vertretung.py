"""Deputising in an office, on both databases: acts, history, four eyes, who may regulate it."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from tests.amt.buero import UNTERLAGEN, Buero, Lauf
from tests.amt.roh import roh
from tests.amt.vorrat import Vorrat

BEWILLIGE = ["entscheidung", "bewillige", FALL, "--annahmen-grund", "abgestimmt"]


@pytest.fixture
def amt(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return an office with a proposal by bearbeitung and one more person of that role."""
    buero = vorrat.buero(tmp_path, "entscheidung schlage-vor")
    lauf = buero.rufe(["person", "anlege", "zweite", "--name", "Zweite", "--rolle", "sachbearbeitung"], als="leitung")
    assert lauf.code == 0, lauf.fehler
    return buero


def vertretung(buero: Buero, fuer: str, durch: str, als: str = "leitung", **tage: str) -> Lauf:
    zeit = ["--von", tage.get("von", "2026-11-20"), "--bis", tage.get("bis", "2026-11-30"), "--grund", "Urlaub"]
    return buero.rufe(["person", "vertretung", "--fuer", fuer, "--durch", durch, *zeit], als=als)


def heil(buero: Buero) -> bool:
    return buero.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


def test_a_deputy_decides_and_the_history_says_for_whom(amt: Buero) -> None:
    assert amt.rufe(BEWILLIGE, als="zweite").code == 5
    assert vertretung(amt, "leitung", "zweite").code == 0
    lauf = amt.rufe(["person", "liste"], als="leitung")
    assert "leitung vom 20.11.2026 bis 30.11.2026 (Urlaub)" in lauf.aus
    lauf = amt.rufe([*BEWILLIGE, "--json"], als="zweite")
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["ereignis"]["fakten"]["in_vertretung_fuer"] == "leitung"
    assert lauf.daten["fall"]["beschluss"]["person"] == "zweite"
    assert "zweite i. V. für leitung" in amt.rufe(["fall", "verlauf", FALL]).aus
    assert heil(amt)


@pytest.mark.parametrize("tag", ["2026-11-19", "2026-12-01"])
def test_before_and_after_the_period_a_deputy_has_only_the_own_roles(amt: Buero, tag: str) -> None:
    assert vertretung(amt, "leitung", "zweite").code == 0
    lauf = amt.rufe(BEWILLIGE, als="zweite", heute=tag)
    assert lauf.code == 5
    assert "verlangt die Rolle Zeichnung" in lauf.fehler


def test_a_period_is_ended_by_giving_it_again(amt: Buero) -> None:
    assert vertretung(amt, "leitung", "zweite").code == 0
    assert vertretung(amt, "leitung", "zweite", bis="2026-11-24").code == 0
    assert amt.rufe(BEWILLIGE, als="zweite").code == 5
    assert amt.rufe(["person", "liste", "--json"], als="leitung").daten[-1]["vertritt"] == [
        {"fuer": "leitung", "von": "2026-11-20", "bis": "2026-11-24", "grund": "Urlaub"}
    ]
    assert heil(amt)


def test_a_deputy_of_the_proposer_alone_does_not_decide(amt: Buero) -> None:
    rollen = ["--rolle", "sachbearbeitung", "--rolle", "zeichnung"]
    assert amt.rufe(["person", "rolle", "bearbeitung", *rollen], als="leitung").code == 0
    assert vertretung(amt, "bearbeitung", "zweite").code == 0
    lauf = amt.rufe(BEWILLIGE, als="zweite")
    assert lauf.code == 5
    assert "nur in Vertretung von „bearbeitung“, von dort kam der Vorschlag" in lauf.fehler
    assert vertretung(amt, "leitung", "zweite").code == 0
    lauf = amt.rufe([*BEWILLIGE, "--json"], als="zweite")
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["ereignis"]["fakten"]["in_vertretung_fuer"] == "leitung"
    assert heil(amt)


def test_who_proposed_as_deputy_does_not_decide_as_deputy(amt: Buero) -> None:
    assert vertretung(amt, "bearbeitung", "haushalt").code == 0
    assert vertretung(amt, "leitung", "haushalt").code == 0
    unterlage = ["--entscheidung", str(UNTERLAGEN / "entscheidung.yaml")]
    lauf = amt.rufe(["entscheidung", "schlage-vor", FALL, *unterlage, "--json"], als="haushalt")
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["fall"]["zustaendig"] == "bearbeitung", "the case stays with the absent officer"
    assert lauf.daten["fall"]["vorschlag"]["person"] == "haushalt"
    lauf = amt.rufe(BEWILLIGE, als="haushalt")
    assert lauf.code == 5
    assert "hat den Vorschlag selbst gemacht" in lauf.fehler
    assert amt.rufe(BEWILLIGE, als="leitung").code == 0
    assert heil(amt)


def test_the_absent_person_regulates_it_and_nobody_appoints_themself(amt: Buero) -> None:
    assert vertretung(amt, "bearbeitung", "zweite", als="bearbeitung").code == 0
    for als, fuer, durch, grund in (
        ("bearbeitung", "leitung", "zweite", "das regelt die Rolle Zeichnung"),
        ("zweite", "leitung", "zweite", "niemand bestellt sich selbst"),
        ("leitung", "haushalt", "leitung", "niemand bestellt sich selbst"),
    ):
        lauf = vertretung(amt, fuer, durch, als=als)
        assert lauf.code == 5
        assert grund.lower() in lauf.fehler.lower()
    assert vertretung(amt, "haushalt", "haushalt").code == 3
    assert vertretung(amt, "haushalt", "niemand").code == 3
    assert vertretung(amt, "haushalt", "zweite", bis="2026-11-19").code == 3
    assert heil(amt)


def test_who_signs_as_deputy_regulates_deputising_as_deputy(amt: Buero) -> None:
    assert vertretung(amt, "leitung", "zweite").code == 0
    lauf = vertretung(amt, "bearbeitung", "haushalt", als="zweite")
    assert lauf.code == 0, lauf.fehler
    with roh(amt) as offen:
        inhalt = offen.tue("SELECT inhalt FROM nutzlast ORDER BY nummer DESC").fetchone()[0]
    assert '"in_vertretung_fuer":"leitung"' in inhalt
    assert heil(amt)


def test_who_is_blocked_or_only_examines_takes_no_part(amt: Buero) -> None:
    assert amt.rufe(["person", "anlege", "revision", "--name", "R", "--rolle", "pruefung"], als="leitung").code == 0
    for fuer, durch in (("leitung", "revision"), ("revision", "zweite")):
        lauf = vertretung(amt, fuer, durch)
        assert lauf.code == 5
        assert "nur die Rolle Prüfung" in lauf.fehler
    assert vertretung(amt, "leitung", "zweite").code == 0
    assert amt.rufe(["person", "sperre", "zweite"], als="leitung").code == 0
    assert "gesperrt" in vertretung(amt, "bearbeitung", "zweite").fehler
    assert amt.rufe(BEWILLIGE, als="zweite").code == 5
    assert amt.rufe(["person", "sperre", "zweite", "--entsperren"], als="leitung").code == 0
    assert amt.rufe(BEWILLIGE, als="zweite").code == 0, "a change of the person keeps the deputising"
    assert heil(amt)


def test_acts_outside_of_a_case_are_deputised_too(amt: Buero) -> None:
    assert vertretung(amt, "leitung", "zweite").code == 0
    lauf = amt.rufe(["behoerde", "setze", "ort=Pirna"], als="zweite")
    assert lauf.code == 0, lauf.fehler
    assert amt.rufe(["person", "rolle", "zweite", "--rolle", "zeichnung"], als="zweite").code == 5
    assert heil(amt)


def test_the_check_finds_a_deputy_who_decided_on_a_proposal_of_the_absent_person(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung schlage-vor")
    assert buero.rufe(["person", "rolle", "haushalt", "--rolle", "zeichnung"], als="leitung").code == 0
    with pytest.MonkeyPatch.context() as stelle:
        stelle.setattr("foerderung.verfahren.waechter.nur_fuer", lambda *_: False)
        rollen = ["--rolle", "sachbearbeitung", "--rolle", "zeichnung"]
        assert buero.rufe(["person", "rolle", "bearbeitung", *rollen], als="leitung").code == 0
        assert buero.rufe(["person", "rolle", "haushalt", "--rolle", "haushalt"], als="leitung").code == 0
        assert vertretung(buero, "bearbeitung", "haushalt").code == 0
        assert buero.rufe(BEWILLIGE, als="haushalt").code == 0
    lauf = buero.rufe(["db", "pruefe"], als="leitung", heute=None)
    assert lauf.code == 8
    assert "Vier-Augen-Prinzip verletzt" in lauf.fehler

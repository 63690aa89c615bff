"""What waits for whom: by role, never for the excluded, for the officer of the case, for deputies, from its day on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foerderung.cli.faden import FALL
from tests.amt.buero import Buero
from tests.amt.roh import roh
from tests.amt.vorrat import Vorrat


def aufgaben(buero: Buero, person: str, heute: str, *worte: str) -> list[tuple[Any, ...]]:
    """Return case, what is to be done, role, and for whom, as the person sees it."""
    lauf = buero.rufe(["person", "aufgaben", *worte, "--json"], als=person, heute=heute)
    assert lauf.code == 0, lauf.fehler
    return [(eine["worauf"], eine["seit"], eine["rolle"], eine["in_vertretung_fuer"]) for eine in lauf.daten]


def neue_person(buero: Buero, kuerzel: str, *rollen: str) -> None:
    worte = [wort for rolle in rollen for wort in ("--rolle", rolle)]
    assert buero.rufe(["person", "anlege", kuerzel, "--name", kuerzel, *worte], als="leitung").code == 0


def vertretung(buero: Buero, fuer: str, durch: str) -> None:
    worte = ["--fuer", fuer, "--durch", durch, "--von", "2026-11-20", "--bis", "2026-11-30"]
    assert buero.rufe(["person", "vertretung", *worte], als="leitung").code == 0


def test_a_proposal_waits_for_who_signs_but_not_for_the_proposer(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "entscheidung schlage-vor")
    erwartet = ("über den Vorschlag entscheiden", "2026-11-02", "zeichnung", "")
    assert aufgaben(buero, "leitung", "2026-11-25") == [erwartet]
    rollen = ["--rolle", "sachbearbeitung", "--rolle", "zeichnung"]
    assert buero.rufe(["person", "rolle", "bearbeitung", *rollen], als="leitung").code == 0
    assert aufgaben(buero, "bearbeitung", "2026-11-25") == []
    lauf = buero.rufe(["person", "aufgaben", "leitung"], als="bearbeitung")
    assert "Auf leitung wartet 1 Fall" in lauf.aus
    assert f"{FALL}\tüber den Vorschlag entscheiden\t02.11.2026\tZeichnung" in lauf.aus
    assert "Auf haushalt wartet nichts." in buero.rufe(["person", "aufgaben"], als="haushalt").aus


def test_deputies_see_what_waits_for_the_absent_person_unless_that_person_is_excluded(
    vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = vorrat.buero(tmp_path, "entscheidung schlage-vor")
    neue_person(buero, "zweite", "haushalt")
    vertretung(buero, "leitung", "zweite")
    erwartet = ("über den Vorschlag entscheiden", "2026-11-02", "zeichnung", "leitung")
    assert aufgaben(buero, "zweite", "2026-11-25") == [erwartet]
    assert aufgaben(buero, "zweite", "2026-12-01") == []
    assert "Zeichnung i. V. für leitung" in buero.rufe(["person", "aufgaben"], als="zweite").aus
    rollen = ["--rolle", "sachbearbeitung", "--rolle", "zeichnung"]
    assert buero.rufe(["person", "rolle", "bearbeitung", *rollen], als="leitung").code == 0
    vertretung(buero, "bearbeitung", "haushalt")
    assert aufgaben(buero, "haushalt", "2026-11-25") == [], "deputy of nobody but the proposer"


def test_the_officer_of_the_case_sees_it_and_others_only_with_all(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    neue_person(buero, "zweite", "sachbearbeitung")
    erwartet = ("Antrag prüfen", "2026-10-01", "sachbearbeitung", "")
    assert aufgaben(buero, "bearbeitung", "2026-11-25") == [erwartet]
    assert aufgaben(buero, "zweite", "2026-11-25") == []
    assert aufgaben(buero, "zweite", "2026-11-25", "--alle") == [erwartet]
    vertretung(buero, "bearbeitung", "zweite")
    assert aufgaben(buero, "zweite", "2026-11-25") == [erwartet]
    assert aufgaben(buero, "zweite", "2026-12-01") == []
    assert buero.rufe(["person", "sperre", "bearbeitung"], als="leitung").code == 0
    assert aufgaben(buero, "zweite", "2026-12-01") == [erwartet], "nobody else handles it any more"
    assert aufgaben(buero, "leitung", "2026-12-01", "bearbeitung") == [], "a blocked person has nothing to do"


def test_what_only_the_calendar_brings_is_there_from_its_day(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    begin = ["zahlung", "beginnanzeige", FALL]
    assert buero.rufe(begin, heute="2026-12-10").code == 0
    assert aufgaben(buero, "bearbeitung", "2026-12-16") == []
    erwartet = ("1. Rate bescheinigen", "2026-12-17", "sachbearbeitung", "")
    assert aufgaben(buero, "bearbeitung", "2026-12-17") == [erwartet]
    assert buero.rufe(["zahlung", "bescheinige", FALL], heute="2026-12-18").code == 0
    assert aufgaben(buero, "haushalt", "2026-12-18") == [("1. Rate anordnen", "2026-12-18", "haushalt", "")]
    assert aufgaben(buero, "bearbeitung", "2026-12-18") == []


def test_who_only_examines_has_nothing_to_do_and_a_stranger_is_refused(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    neue_person(buero, "revision", "pruefung")
    assert aufgaben(buero, "revision", "2026-11-25", "--alle") == []
    assert buero.rufe(["person", "aufgaben", "niemand"], als="leitung").code == 3
    assert buero.rufe(["person", "aufgaben"], als=None).code == 5


@pytest.mark.parametrize("station", ["antrag einlesen", "entscheidung schlage-vor"])
def test_the_list_says_what_fall_moeglich_says(sqlite_vorrat: Vorrat, tmp_path: Path, station: str) -> None:
    buero = sqlite_vorrat.buero(tmp_path, station)
    wartet = buero.rufe(["fall", "moeglich", FALL, "--json"], heute="2026-11-25").daten["wartet"]
    person = {"sachbearbeitung": "bearbeitung", "zeichnung": "leitung"}[wartet["rolle"]]
    assert aufgaben(buero, person, "2026-11-25") == [(wartet["worauf"], wartet["seit"], wartet["rolle"], "")]


def test_no_case_is_read_for_the_list(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    assert buero.rufe(["zahlung", "beginnanzeige", FALL], heute="2026-12-10").code == 0
    with roh(buero) as offen:
        offen.tue("UPDATE fall SET stand = 'unlesbar'")
    erwartet = ("1. Rate bescheinigen", "2026-12-17", "sachbearbeitung", "")
    assert aufgaben(buero, "bearbeitung", "2026-12-17") == [erwartet]

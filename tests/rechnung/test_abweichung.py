"""A deviation decides the findings of its code, place and year; one that decides nothing is refused with a remedy."""

from __future__ import annotations

from typing import Any

import pytest

from foerderung.errors import Meldung
from foerderung.fach.befund import Befund, Schwere
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.abweichung import entscheide
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.entscheidung import Eintrag
from foerderung.rechnung.gebunden import Literal
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.regelwerk import Befundregel, Vorlage

QUELLE = Quelle("Satzung § 1", Belegstand.NORM)
LEER = Vorlage(())


def treffer(ort: str, code: str = "dauer", schwere: Schwere = Schwere.ERMESSEN) -> Treffer:
    befund = Befund(code, schwere, ort, "Befund", "", "", QUELLE, "", f"befund:{code}")
    schweren = ((schwere, Literal(True)),)
    regel = Befundregel(code, code, "Befund", (), schweren, ort, LEER, LEER, LEER, QUELLE, "wahr")
    return Treffer(befund, Knoten(f"befund:{code}", ()), regel)


def eintrag(nummer: int = 0, befund: str = "dauer", **weitere: Any) -> Eintrag:
    werte = {"befund": befund, "grund": f"Grund {nummer}", **weitere}
    return Eintrag(f"abweichungen[{nummer}]", 10 + nummer, werte)


def entschieden(alle: list[Treffer], *eintraege: Eintrag, mit_jahr: frozenset[str] = frozenset()) -> list[str | None]:
    ergebnis, meldungen = entscheide(alle, eintraege, mit_jahr, "e.yaml")
    assert meldungen == []
    return [eines.befund.entschieden for eines in ergebnis]


def meldungen(alle: list[Treffer], *eintraege: Eintrag) -> list[Meldung]:
    return entscheide(alle, eintraege, frozenset(), "e.yaml")[1]


def test_an_entry_without_place_and_year_decides_every_finding_of_its_code() -> None:
    alle = [treffer("stellen[0].jahre[2027]"), treffer("stellen[1]"), treffer("stellen[1]", "anderer")]
    assert entschieden(alle, eintrag()) == [
        "Abweichung zugelassen: Grund 0",
        "Abweichung zugelassen: Grund 0",
        None,
    ]


def test_an_entry_with_a_year_decides_only_that_year_and_says_so() -> None:
    alle = [treffer("stellen[0].jahre[2027]"), treffer("stellen[0].jahre[2028]")]
    assert entschieden(alle, eintrag(jahr=2028)) == [None, "Abweichung zugelassen für 2028: Grund 0"]


def test_a_year_alone_fits_a_finding_without_year_only_where_that_is_declared() -> None:
    assert entschieden([treffer("zuwendung")], eintrag(jahr=2028), mit_jahr=frozenset({"dauer"})) == [
        "Abweichung zugelassen für 2028: Grund 0"
    ]
    assert len(meldungen([treffer("zuwendung")], eintrag(jahr=2028))) == 1


@pytest.mark.parametrize("ort", ["stellen[1]", "stellen"])
def test_an_entry_with_a_place_decides_what_lies_within(ort: str) -> None:
    alle = [treffer("stellen[1].jahre[2027]"), treffer("stellen[1]"), treffer("stellenplan")]
    assert entschieden(alle, eintrag(ort=ort)) == ["Abweichung zugelassen: Grund 0"] * 2 + [None]


def test_a_place_does_not_reach_a_neighbour_whose_name_begins_so() -> None:
    alle = [treffer("stellen[1]"), treffer("stellen[10]"), treffer("stellen[1]x")]
    assert entschieden(alle, eintrag(ort="stellen[1]")) == ["Abweichung zugelassen: Grund 0", None, None]


def test_a_general_entry_and_one_for_the_year_both_stand_with_the_finding() -> None:
    assert entschieden([treffer("a[2028]")], eintrag(0), eintrag(1, jahr=2028)) == [
        "Abweichung zugelassen: Grund 0; Abweichung zugelassen für 2028: Grund 1"
    ]


def test_an_entry_that_decides_nothing_is_refused_and_the_open_findings_are_named_in_order() -> None:
    alle = [treffer("z", "zwei"), treffer("e", "eins"), treffer("h", "hart", Schwere.HART)]
    assert meldungen(alle, eintrag()) == [
        Meldung(
            "Befund „dauer“ liegt hier nicht vor",
            "e.yaml",
            10,
            "abweichungen[0]",
            "eins, zwei",
            abhilfe="Eintrag streichen oder ort und jahr berichtigen.",
        )
    ]


@pytest.mark.parametrize(
    ("schwere", "bedeutung"),
    [
        (Schwere.HART, "Bewilligung ausgeschlossen"),
        (Schwere.NACHFORDERUNG, "nachzufordern"),
        (Schwere.HINWEIS, "Hinweis"),
    ],
)
def test_what_leaves_no_discretion_cannot_be_decided(schwere: Schwere, bedeutung: str) -> None:
    assert meldungen([treffer("a", schwere=schwere)], eintrag()) == [
        Meldung(
            f"„dauer“ eröffnet kein Ermessen ({bedeutung})",
            "e.yaml",
            10,
            "abweichungen[0]",
            abhilfe="Eintrag streichen.",
        )
    ]


def test_a_second_entry_for_the_same_year_is_refused_once_and_names_the_first() -> None:
    alle = [treffer("a[2028]"), treffer("b[2028]")]
    assert meldungen(alle, eintrag(0, jahr=2028), eintrag(1, jahr=2028)) == [
        Meldung(
            "zweiter Eintrag für „dauer“ (abweichungen[0])",
            "e.yaml",
            11,
            "abweichungen[1]",
            abhilfe="Einen streichen.",
        )
    ]

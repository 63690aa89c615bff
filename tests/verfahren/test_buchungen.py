"""The ledger: whatever is granted, shifted and released, no line carries more than is there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.verfahren.buchungen import (
    BUCHUNGEN,
    Buchung,
    Buchungsart,
    Buchungsstelle,
    Haushalt,
    Konto,
    als_buchungsfakten,
    bindungen_aus,
    decke,
    freigabe,
    jahresbetraege,
    umbuchung,
)
from foerderung.verfahren.fallstand import Beschluss, Bindung, Fallstand, Zahlung
from foerderung.verfahren.zustand import Zustand

STELLE = Buchungsstelle("0305", "633 05")
ANDERE = Buchungsstelle("0305", "633 06")
JAHRE = st.integers(2026, 2029)
BETRAEGE = st.integers(0, 300).map(Fraction)


def haushalt(buchungen: list[Buchung]) -> Haushalt:
    summen: dict[tuple[Buchungsart, Konto], Fraction] = {}
    for eine in buchungen:
        summen[eine.art, eine.konto] = summen.get((eine.art, eine.konto), Fraction(0)) + eine.betrag
    return Haushalt(summen)


def ansatz(haushaltsjahr: int, jahr: int, betrag: int) -> Buchung:
    return Buchung(Buchungsart.ANSATZ, Konto(STELLE, haushaltsjahr, jahr), Fraction(betrag))


def fall(**felder: object) -> Fallstand:
    grund = {
        "aktenzeichen": "KP-2026-0001",
        "richtlinie": "kommpraev",
        "antragsteller": "A-0001",
        "titel": "Vorhaben",
        "zustand": Zustand.BEWILLIGT,
        "version": 1,
        "angelegt_am": date(2026, 8, 24),
        "buchungsstelle": (STELLE.kapitel, STELLE.titel),
        "beschluss": Beschluss(am=date(2026, 11, 9), person="leitung", art="bewilligung", akte="0" * 64),
    }
    return Fallstand.model_validate({**grund, **felder})


def zahlung(betrag: int, am: date) -> Zahlung:
    return Zahlung(
        nummer=1,
        rate=1,
        betrag=Fraction(betrag),
        anlass="bestandskraft_beginn",
        bescheinigt_am=am,
        bescheinigt_von="bearbeitung",
        angeordnet_am=am,
        faellig_am=am,
    )


@given(
    ansaetze=st.dictionaries(st.tuples(JAHRE, JAHRE).filter(lambda paar: paar[0] <= paar[1]), BETRAEGE),
    wuensche=st.lists(st.tuples(JAHRE, st.dictionaries(JAHRE, BETRAEGE, max_size=3)), max_size=8),
)
def test_grants_never_bind_more_than_is_there(
    ansaetze: dict[tuple[int, int], Fraction], wuensche: list[tuple[int, dict[int, Fraction]]]
) -> None:
    buchungen = [ansatz(hj, jahr, int(betrag)) for (hj, jahr), betrag in ansaetze.items()]
    for haushaltsjahr, betraege in sorted(wuensche, key=lambda wunsch: wunsch[0]):
        gedeckt = decke(haushalt(buchungen), STELLE, betraege, haushaltsjahr)
        erwartet = {max(jahr, haushaltsjahr) for jahr in betraege}
        offen = {eines.konto.jahr for eines in gedeckt.fehlend}
        assert {*gedeckt.verbindlich, *gedeckt.voraussicht, *offen} == erwartet
        assert haushaltsjahr not in gedeckt.voraussicht
        if not gedeckt.fehlend:
            summe = sum(gedeckt.verbindlich.values()) + sum(gedeckt.voraussicht.values())
            assert summe == sum(betraege.values())
            for jahr, betrag in gedeckt.verbindlich.items():
                buchungen.append(Buchung(Buchungsart.BINDUNG, Konto(STELLE, haushaltsjahr, jahr), betrag))
        stand = haushalt(buchungen)
        for _, konto in stand.summen:
            assert stand.frei(konto) >= 0
            if konto.haushaltsjahr == konto.jahr and stand.hat_ansatz(STELLE, konto.jahr):
                gebunden = stand.im_jahr(Buchungsart.BINDUNG, STELLE, konto.jahr)
                assert gebunden <= stand.summe(Buchungsart.ANSATZ, konto)


def test_an_authorisation_reaches_no_further_than_the_ausgabemittel_that_are_known() -> None:
    doppelhaushalt = [ansatz(2027, 2028, 500), ansatz(2028, 2028, 300)]
    assert haushalt(doppelhaushalt).frei(Konto(STELLE, 2027, 2028)) == 300
    assert haushalt(doppelhaushalt[:1]).frei(Konto(STELLE, 2027, 2028)) == 500
    assert haushalt(doppelhaushalt).frei(Konto(ANDERE, 2027, 2028)) == 0


def test_bindings_of_earlier_years_burden_the_ausgabemittel_of_the_year_of_payment() -> None:
    gebunden = Buchung(Buchungsart.BINDUNG, Konto(STELLE, 2026, 2027), Fraction(400))
    stand = haushalt([ansatz(2026, 2027, 400), gebunden, ansatz(2027, 2027, 1000)])
    assert stand.frei(Konto(STELLE, 2027, 2027)) == 600
    assert stand.frei(Konto(STELLE, 2026, 2027)) == 0


def test_years_that_are_over_count_as_the_current_one() -> None:
    betraege = jahresbetraege([(date(2025, 3, 1), Fraction(10)), (date(2026, 3, 1), Fraction(20))])
    gedeckt = decke(haushalt([ansatz(2026, 2026, 30)]), STELLE, betraege, 2026)
    assert dict(gedeckt.verbindlich) == {2026: Fraction(30)}
    assert not gedeckt.fehlend


def test_what_is_ordered_stays_bound_and_expected_amounts_go_first() -> None:
    stand = fall(
        bindungen=(
            Bindung(haushaltsjahr=2026, jahr=2027, betrag=Fraction(100)),
            Bindung(haushaltsjahr=2026, jahr=2028, betrag=Fraction(80)),
        ),
        voraussicht={2029: Fraction(20)},
        zahlungen=(zahlung(60, date(2027, 2, 1)),),
    )
    weg = [(b.art.value, b.konto.jahr, int(b.betrag)) for b in freigabe(stand, Fraction(150))]
    assert weg == [("voraussicht", 2029, -20), ("bindung", 2028, -30)]
    alles = [(b.art.value, b.konto.jahr, int(b.betrag)) for b in freigabe(stand, Fraction(0))]
    assert alles == [("voraussicht", 2029, -20), ("bindung", 2028, -80), ("bindung", 2027, -40)]
    assert freigabe(stand, Fraction(200)) == []
    assert freigabe(fall(buchungsstelle=None), Fraction(0)) == []


@given(
    gebunden=st.dictionaries(JAHRE, st.integers(1, 100).map(Fraction), max_size=4),
    erwartet=st.dictionaries(JAHRE, st.integers(1, 100).map(Fraction), max_size=2),
    zuwendung=st.integers(0, 500).map(Fraction),
)
def test_after_a_release_exactly_the_grant_is_bound_or_expected(
    gebunden: dict[int, Fraction], erwartet: dict[int, Fraction], zuwendung: Fraction
) -> None:
    stand = fall(
        bindungen=tuple(Bindung(haushaltsjahr=2026, jahr=j, betrag=b) for j, b in sorted(gebunden.items())),
        voraussicht=erwartet,
    )
    neu = stand.model_copy(update=bindungen_aus(stand, als_buchungsfakten(freigabe(stand, zuwendung))))
    vorher = stand.gebunden + sum(erwartet.values())
    assert neu.gebunden + sum(neu.voraussicht.values()) == min(vorher, zuwendung)
    assert all(eine.betrag > 0 for eine in neu.bindungen)
    assert all(betrag > 0 for betrag in neu.voraussicht.values())


def test_more_than_is_bound_and_not_ordered_cannot_be_shifted() -> None:
    stand = fall(
        bindungen=(Bindung(haushaltsjahr=2026, jahr=2027, betrag=Fraction(100)),),
        zahlungen=(zahlung(60, date(2027, 2, 1)),),
    )
    assert [b.betrag for b in umbuchung(stand, 2027, Fraction(40))] == [-40]
    with pytest.raises(ValueError, match="more than bound"):
        umbuchung(stand, 2027, Fraction(41))


def test_what_takes_back_is_booked_first_and_nothing_is_booked_for_nothing() -> None:
    konto = Konto(STELLE, 2026, 2027)
    fakten = als_buchungsfakten(
        [
            Buchung(Buchungsart.BINDUNG, konto, Fraction(5)),
            Buchung(Buchungsart.BINDUNG, konto, Fraction(0)),
            Buchung(Buchungsart.VORAUSSICHT, konto, Fraction(-5)),
        ]
    )
    assert [(eine["art"], eine["betrag"]) for eine in fakten[BUCHUNGEN]] == [
        ("voraussicht", "-5.00"),
        ("bindung", "5.00"),
    ]

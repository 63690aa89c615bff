"""Rounding is exact in every mode, also below zero and on the half."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.runden import MODI, Rundung, runde

QUELLE = Quelle("VVK", Belegstand.NORM)
BRUECHE = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
EINHEITEN = st.sampled_from(["0.01", "0.05", "1", "10", "100"]).map(Fraction)


def gerundet(wert: str | Fraction, modus: str, auf: str | Fraction = "0.01") -> Fraction:
    return runde(Fraction(wert), Rundung(Fraction(auf), modus, QUELLE))


@pytest.mark.parametrize(
    ("wert", "modus", "auf", "ergebnis"),
    [
        ("26999.9955", "abrunden", "1", "26999"),
        ("27000", "abrunden", "1", "27000"),
        ("-0.5", "abrunden", "1", "-1"),
        ("-2", "abrunden", "1", "-2"),
        ("0.001", "aufrunden", "0.01", "0.01"),
        ("-0.009", "aufrunden", "0.01", "0"),
        ("7", "aufrunden", "1", "7"),
        ("195.975", "kaufmaennisch", "0.01", "195.98"),
        ("195.965", "kaufmaennisch", "0.01", "195.97"),
        ("0.0049999", "kaufmaennisch", "0.01", "0"),
        ("-0.005", "kaufmaennisch", "0.01", "-0.01"),
        ("-0.0049", "kaufmaennisch", "0.01", "0"),
        ("2.5", "kaufmaennisch", "1", "3"),
        ("-2.5", "kaufmaennisch", "1", "-3"),
        ("1/3", "kaufmaennisch", "0.01", "0.33"),
        ("149.99", "kaufmaennisch", "100", "100"),
        ("150", "kaufmaennisch", "100", "200"),
        ("0.07", "abrunden", "0.05", "0.05"),
    ],
)
def test_hand_vectors(wert: str, modus: str, auf: str, ergebnis: str) -> None:
    assert gerundet(wert, modus, auf) == Fraction(ergebnis)


@given(BRUECHE, EINHEITEN, st.sampled_from(sorted(MODI)))
def test_the_result_is_a_multiple_less_than_one_unit_away_and_rounding_again_changes_nothing(
    wert: Fraction, auf: Fraction, modus: str
) -> None:
    ergebnis = gerundet(wert, modus, auf)
    assert (ergebnis / auf).denominator == 1
    assert abs(ergebnis - wert) < auf
    assert gerundet(ergebnis, modus, auf) == ergebnis


@given(BRUECHE, EINHEITEN)
def test_each_mode_goes_its_way(wert: Fraction, auf: Fraction) -> None:
    unten, oben = gerundet(wert, "abrunden", auf), gerundet(wert, "aufrunden", auf)
    mitte = gerundet(wert, "kaufmaennisch", auf)
    assert unten <= wert <= oben
    assert mitte in (unten, oben)
    assert 2 * abs(mitte - wert) <= auf
    assert gerundet(-wert, "kaufmaennisch", auf) == -mitte
    if 2 * abs(mitte - wert) == auf:
        assert abs(mitte) > abs(wert)


def test_each_mode_has_its_word_for_sentences() -> None:
    assert MODI == {
        "abrunden": "abgerundet",
        "aufrunden": "aufgerundet",
        "kaufmaennisch": "kaufmännisch gerundet",
    }

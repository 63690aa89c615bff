"""Numbers are read from their text and written back without losing anything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.fach import zahlen
from foerderung.fach.belegstand import Belegstand, Quelle

ENDLICH = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False).map(
    Fraction
)
BRUECHE = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("12.50", Fraction(25, 2)),
        ("-12.50", Fraction(-25, 2)),
        ("0.1", Fraction(1, 10)),
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("007", Fraction(7)),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, wert: Fraction) -> None:
    assert zahlen.lies_dezimal(text) == wert


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "nan", "inf", "-inf", "1e5", "1E5", "1,5", "1.234,50", "1 000", "1_000", "+5", ".5", "5.", "0x1",
        "1:30", "٣", "1/3", "12.50 ", "\n1", "1\n", "--1", "9" * 31, "yes",
    ],
)  # fmt: skip
def test_anything_else_is_no_plain_decimal(text: str) -> None:
    assert zahlen.lies_dezimal(text) is None


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("70 %", Fraction(7, 10)),
        ("70%", Fraction(7, 10)),
        (" 8,62 % ", Fraction(862, 10_000)),
        ("8.62 %", Fraction(862, 10_000)),
        ("0 %", Fraction(0)),
        ("-5 %", Fraction(-1, 20)),
    ],
)
def test_a_percentage_is_divided_by_hundred(text: str, wert: Fraction) -> None:
    assert zahlen.lies_satz(text) == wert


@pytest.mark.parametrize("text", ["70", "0.7", "%", "% 70", "70 % %", "1.000,5 %", "1e1 %", "siebzig %", ""])
def test_a_rate_needs_a_plain_number_and_its_sign(text: str) -> None:
    assert zahlen.lies_satz(text) is None


@given(ENDLICH)
def test_machine_text_is_read_back_exactly(wert: Fraction) -> None:
    assert zahlen.lies_dezimal(zahlen.dezimal(wert)) == wert
    assert Decimal(zahlen.dezimal(wert, 2)) == Decimal(zahlen.dezimal(wert))


@given(BRUECHE)
def test_machine_text_is_the_exact_value_also_where_no_decimal_ends(wert: Fraction) -> None:
    assert Fraction(zahlen.dezimal(wert)) == wert


@given(ENDLICH)
def test_machine_text_has_no_superfluous_digits(wert: Fraction) -> None:
    text = zahlen.dezimal(wert)
    assert not (("." in text) and text.endswith("0"))
    assert not text.startswith(("-0", "00")) or text.startswith(("-0.", "0."))


@pytest.mark.parametrize(
    ("wert", "mindestens", "text"),
    [
        ("46800", 2, "46800.00"),
        ("31342.5", 0, "31342.5"),
        ("31342.5", 2, "31342.50"),
        ("0.001", 2, "0.001"),
        ("-0.05", 0, "-0.05"),
        ("-0.05", 2, "-0.05"),
        ("1/3", 2, "1/3"),
        ("-7/6", 0, "-7/6"),
        ("0", 0, "0"),
        ("0", 2, "0.00"),
        ("1/1024", 0, "0.0009765625"),
    ],
)
def test_amounts_for_machines(wert: str, mindestens: int, text: str) -> None:
    assert zahlen.dezimal(Fraction(wert), mindestens) == text


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        ("46800", "46.800,00 €"),
        ("0", "0,00 €"),
        ("-1234.5", "-1.234,50 €"),
        ("999", "999,00 €"),
        ("1000", "1.000,00 €"),
        ("1234567.891", "1.234.567,891 €"),
        ("1/3", "0,333333… €"),
        ("-1/3", "-0,333333… €"),
        ("0.0000001", "0,000000… €"),
    ],
)
def test_amounts_for_people(wert: str, text: str) -> None:
    assert zahlen.euro_deutsch(Fraction(wert)) == text


@given(ENDLICH)
def test_german_text_stands_for_the_same_value(wert: Fraction) -> None:
    text = zahlen.zahl_deutsch(wert, 2)
    assert "…" not in text
    assert Fraction(text.replace(".", "").replace(",", ".")) == wert


@given(BRUECHE)
def test_a_cut_number_is_marked_and_never_larger_in_size(wert: Fraction) -> None:
    text = zahlen.zahl_deutsch(wert)
    gezeigt = Fraction(text.rstrip("…").replace(".", "").replace(",", "."))
    assert text.endswith("…") == (gezeigt != wert)
    assert 0 <= abs(wert) - abs(gezeigt) < Fraction(1, 10**6)


def test_rates_and_days_for_people() -> None:
    assert zahlen.satz_deutsch(Fraction(7, 10)) == "70 %"
    assert zahlen.satz_deutsch(Fraction(862, 10_000)) == "8,62 %"
    assert zahlen.satz_deutsch(Fraction(1, 3)) == "33,333333… %"
    assert zahlen.datum_deutsch(date(2026, 10, 1)) == "01.10.2026"


def test_each_month_has_its_name() -> None:
    assert [zahlen.monat_deutsch(nummer) for nummer in range(1, 13)] == [
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ]  # fmt: skip


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**5), st.integers(0, 5))
def test_the_number_of_places_is_judged_by_value(wert: Fraction, stellen: int) -> None:
    assert zahlen.hat_hoechstens(wert, stellen) == ((wert * 10**stellen).denominator == 1)


@pytest.mark.parametrize(
    ("fundstelle", "stand", "text"),
    [
        ("RL V Nr. 2", Belegstand.NORM, "RL V Nr. 2"),
        ("§ 8 SGB IV", Belegstand.NORM_EXTERN, "§ 8 SGB IV"),
        ("forum 3/2022", Belegstand.PRAXIS, "forum 3/2022 – Förderpraxis"),
        ("Förderpraxis LPR", Belegstand.PRAXIS, "Förderpraxis LPR"),
        ("Förderpraxis LPR", Belegstand.ANNAHME, "Förderpraxis LPR – Annahme, nicht bestätigt"),
    ],
)
def test_a_citation_says_how_well_it_is_evidenced(fundstelle: str, stand: Belegstand, text: str) -> None:
    assert str(Quelle(fundstelle, stand)) == text


@pytest.mark.parametrize("cent", [0, 1, 10, 99, 100, 99_999, 100_000, 12_345_678, 99_999_999_999])
def test_whole_cents_are_written_like_amounts(cent: int) -> None:
    assert zahlen.cent_deutsch(cent) == zahlen.euro_deutsch(Fraction(cent, 100))

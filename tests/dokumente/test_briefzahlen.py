"""Figures of a letter mean the same however they are written, and what is no figure is left alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foerderung.dokumente.briefzahlen import BETRAG, IN_WORTEN, JAHR, KONTO, MONAT, SATZ, TAG, finde_zahlen, schlicht
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch, satz_deutsch
from foerderung.fach.zahlwort import euro_in_worten


def zahlen(text: str, mit_leerzeichen: bool = True) -> list[tuple[str, Fraction | str]]:
    return [zahl.schluessel for zahl in finde_zahlen(schlicht(text), mit_leerzeichen)]


@pytest.mark.parametrize(
    "text",
    [
        "1.234,50 €",
        "1.234,50\u00a0€",
        "1 234,50 €",
        "1\u202f234,50 €",
        "1'234,50 EUR",
        "1234,50 Euro",
        "1234.50 €",
        "EUR 1.234,50",
        "€ 1.234,50",
        "123450 Cent",
        "1,2345 Tsd. Euro",
        "1,2345 TEUR",
        "1.234,50",
        "１.２３４,５０ €",
        "\u0661\u0662\u0663\u0664,\u0665\u0660 €",
        "1.2\u200b34,50 €",
        "1.2\u00ad34,50 €",
    ],
)
def test_an_amount_means_the_same_however_it_is_written(text: str) -> None:
    assert zahlen(text) == [(BETRAG, Fraction("1234.5"))]


@pytest.mark.parametrize("text", ["-5,00 €", "–5,00 €", "−5,00 €", "− 5,00 €", "EUR -5"])
def test_a_minus_counts(text: str) -> None:
    assert zahlen(text) == [(BETRAG, Fraction(-5))]


def test_a_dash_between_words_is_no_minus() -> None:
    assert zahlen("Zuwendung – 5,00 € – jährlich") == [(BETRAG, Fraction(5))]


@pytest.mark.parametrize("text", ["70 %", "70\u00a0%", "70,0%", "70 v. H.", "70 vom Hundert", "70 Prozent"])
def test_a_rate_means_the_same_however_it_is_written(text: str) -> None:
    assert zahlen(text) == [(SATZ, Fraction(70))]


@pytest.mark.parametrize(
    "text", ["01.03.2027", "1.3.2027", "1. März 2027", "1.3.27", "2027-03-01", "01.\u00a0März 2027"]
)
def test_a_day_means_the_same_however_it_is_written(text: str) -> None:
    assert zahlen(text) == [(TAG, "2027-03-01")]


def test_days_that_do_not_exist_months_and_days_without_a_year_are_figures_too() -> None:
    assert zahlen("31.02.2027, ab März 2027, bis 31. August") == [
        (TAG, "31.02.2027"),
        (MONAT, "2027-3"),
        (TAG, "31. August"),
    ]


def test_years_are_figures_numbers_of_cases_provisions_and_papers_are_not() -> None:
    assert zahlen("Jahre 2027–2029") == [(JAHR, "2027"), (JAHR, "2029")]
    assert zahlen("KP-2027-0001/07, § 44 Abs. 1, VVK Nr. 7.1 bis 7.3, Telefon 0351 000-0000, 4 Sitzungen") == []


def test_an_account_is_one_figure_and_no_years() -> None:
    assert zahlen("IBAN DE02 1203 2027 0000 2020 51") == [(KONTO, "de02120320270000202051")]


def test_millions_and_amounts_in_words_count() -> None:
    assert zahlen("1,5 Mio. €, 2 Millionen Euro, 3 Mrd. Euro") == [
        (BETRAG, Fraction(1_500_000)),
        (BETRAG, Fraction(2_000_000)),
        (BETRAG, Fraction(3_000_000_000)),
    ]
    assert zahlen("in Worten: Eine Million zweihundertein Euro 50/100") == [
        (IN_WORTEN, "einemillionzweihunderteineuro50/100")
    ]


def test_columns_that_only_spaces_part_do_not_grow_together() -> None:
    assert zahlen("1 500,00 €", mit_leerzeichen=False) == [(BETRAG, Fraction(500))]


def test_text_that_runs_the_other_way_is_never_the_same() -> None:
    assert zahlen("\u202e5,00 €") != zahlen("5,00 €")


@given(st.integers(0, 10**11), st.integers(0, 10**4))
@example(500_000_000, 0)
def test_what_letters_write_is_found_as_one_figure(cent: int, zehntausendstel: int) -> None:
    betrag = Fraction(cent, 100)
    assert zahlen(f"bis zu {euro_deutsch(betrag)}.") == [(BETRAG, betrag)]
    satz = Fraction(zehntausendstel, 10000)
    assert zahlen(f"({satz_deutsch(satz)})") == [(SATZ, satz * 100)]
    if betrag < 10**9:
        ((art, _),) = zahlen(f"(in Worten: {euro_in_worten(betrag)}).")
        assert art == IN_WORTEN


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_days_that_letters_write_are_found(tag: date) -> None:
    assert zahlen(f"vom {datum_deutsch(tag)}.") == [(TAG, tag.isoformat())]

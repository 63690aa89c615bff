"""Amounts and dates as an officer types them."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.cli.typen import BETRAG, DATEI, DATUM, Auswahl, parse_betrag, parse_datum

CENT = st.integers(min_value=0, max_value=99_999_999_999)


def deutsch(cent: int, *, gruppiert: bool) -> str:
    euro, rest = divmod(cent, 100)
    return (f"{euro:,}".replace(",", ".") if gruppiert else str(euro)) + f",{rest:02d}"


@given(CENT)
def test_every_amount_comes_back_exactly_from_each_spelling(cent: int) -> None:
    betrag = Fraction(cent, 100)
    assert parse_betrag(deutsch(cent, gruppiert=True)) == betrag
    assert parse_betrag(deutsch(cent, gruppiert=False)) == betrag
    assert parse_betrag(f"{cent // 100}.{cent % 100:02d}") == betrag


@pytest.mark.parametrize(
    ("text", "betrag"),
    [
        ("0", Fraction(0)),
        ("1234", Fraction(1234)),
        ("1234,5", Fraction(2469, 2)),
        ("1234.5", Fraction(2469, 2)),
        ("1.234,50", Fraction(2469, 2)),
        ("1.234.567", Fraction(1234567)),
        (" 46.800,00 ", Fraction(46800)),
        ("0,07", Fraction(7, 100)),
        ("0" * 6000 + "7", Fraction(7)),
        ("999.999.999,99", Fraction(99_999_999_999, 100)),
    ],
)
def test_usual_spellings_are_read(text: str, betrag: Fraction) -> None:
    assert parse_betrag(text) == betrag


@pytest.mark.parametrize(
    ("text", "grund"),
    [
        ("nan", "kein Betrag"),
        ("inf", "kein Betrag"),
        ("-inf", "kein Betrag"),
        ("", "kein Betrag"),
        ("zehn", "kein Betrag"),
        ("1e3", "ohne Exponent"),
        ("1,5E2", "ohne Exponent"),
        ("-5", "nicht negativ"),
        ("-1.234,50", "nicht negativ"),
        ("−5", "nicht negativ"),
        ("+5", "kein Betrag"),
        ("1,234", "höchstens zwei Nachkommastellen"),
        ("1234.567", "höchstens zwei Nachkommastellen"),
        ("1.234,567", "höchstens zwei Nachkommastellen"),
        ("0.001", "höchstens zwei Nachkommastellen"),
        ("1.234", "mehrdeutig; bitte 1234,00 oder 1.234,00"),
        ("999.000", "mehrdeutig"),
        ("1.23,4", "Tausenderpunkte"),
        ("12.34.567,00", "Tausenderpunkte"),
        ("1234.567,00", "Tausenderpunkte"),
        ("1.234.56", "Tausenderpunkte"),
        ("1,234.50", "vertauscht"),
        ("1,234,567.89", "vertauscht"),
        ("1.234,", "kein Betrag"),
        (",50", "kein Betrag"),
        ("1 234,50", "kein Betrag"),
        ("1.234,50 €", "kein Betrag"),
        ("٣٤", "kein Betrag"),
        ("1000000000", "zu groß"),
        ("1.000.000.000,00", "zu groß"),
        ("9" * 6000, "zu groß"),
    ],
)
def test_other_spellings_are_refused_with_the_reason(text: str, grund: str) -> None:
    with pytest.raises(ValueError, match=grund) as gefangen:
        parse_betrag(text)
    assert len(str(gefangen.value)) < 200


@given(st.text(alphabet="0123456789.,-+eE nainf€", max_size=14))
def test_a_spelling_is_refused_or_is_a_whole_number_of_cents_in_range(text: str) -> None:
    try:
        betrag = parse_betrag(text)
    except ValueError:
        return
    assert 0 <= betrag < 1_000_000_000
    assert (betrag * 100).denominator == 1


@given(st.dates())
def test_every_day_comes_back_from_both_spellings(tag: date) -> None:
    assert parse_datum(tag.isoformat()) == tag
    assert parse_datum(f"{tag.day}.{tag.month}.{tag.year:04d}") == tag
    assert parse_datum(f"{tag.day:02d}.{tag.month:02d}.{tag.year:04d}") == tag


@pytest.mark.parametrize("text", ["2026-02-30", "30.02.2026", "29.2.2025", "2026-13-01", "0.1.2026", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="gibt es im Kalender nicht"):
        parse_datum(text)


@pytest.mark.parametrize(
    "text",
    ["", "heute", "12.11.26", "2026-11", "20261112", "2026-W46-4", "12/11/2026", "2026-11-12T00:00", "1.1."],
)
def test_another_spelling_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ist kein Datum"):
        parse_datum(text)


@pytest.mark.parametrize(("typ", "wert"), [(BETRAG, "1.234"), (DATUM, "30.02.2026"), (DATEI, ""), (DATEI, "a\0b")])
def test_a_wrong_value_is_an_error_of_usage(typ: click.ParamType[object], wert: str) -> None:
    with pytest.raises(click.BadParameter):
        typ.convert(wert, None, None)


def test_values_that_are_converted_already_stay_as_they_are() -> None:
    assert BETRAG.convert(Fraction(1, 2), None, None) == Fraction(1, 2)
    assert DATUM.convert(date(2026, 11, 12), None, None) == date(2026, 11, 12)
    assert DATEI.convert("a/b.yaml", None, None) == Path("a/b.yaml")


def test_a_word_outside_of_the_choice_is_refused_with_the_permitted_ones() -> None:
    with pytest.raises(click.BadParameter, match=r"„c“ gehört nicht zur Auswahl. Erlaubt: a, b\."):
        Auswahl(["a", "b"]).convert("c", None, None)


def test_the_shell_completes_paths_by_itself() -> None:
    ctx = click.Context(click.Command("x"))
    [eintrag] = DATEI.shell_complete(ctx, click.Argument(["a"]), "an")
    assert (eintrag.value, eintrag.type) == ("an", "file")

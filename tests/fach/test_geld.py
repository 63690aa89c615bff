"""Amounts in stored facts: whole cents, exact, one spelling."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from foerderung.fach.geld import Euro, als_euro, euro_text


class Fakt(BaseModel):
    betrag: Euro


@pytest.mark.parametrize(
    ("wert", "betrag"),
    [
        ("46800.00", Fraction(46800)),
        ("0.01", Fraction(1, 100)),
        ("7", Fraction(7)),
        ("-3.50", Fraction(-7, 2)),
        (Fraction(5, 2), Fraction(5, 2)),
    ],
)
def test_whole_cents_are_read_exactly(wert: Any, betrag: Fraction) -> None:
    assert als_euro(wert) == betrag
    assert Fakt(betrag=wert).betrag == betrag


@pytest.mark.parametrize("wert", ["0.001", Fraction(1, 3), Fraction(1, 1000), "1,50", "abc", "", 5, 1.5, None, True])
def test_anything_else_is_refused(wert: Any) -> None:
    with pytest.raises(ValueError, match="whole cents"):
        als_euro(wert)
    with pytest.raises(ValidationError):
        Fakt(betrag=wert)


def test_an_amount_is_written_with_two_decimals_and_comes_back() -> None:
    assert euro_text(Fraction(46800)) == "46800.00"
    fakt = Fakt(betrag=Fraction(1, 10))
    assert fakt.model_dump_json() == '{"betrag":"0.10"}'
    assert Fakt.model_validate_json(fakt.model_dump_json()) == fakt


def test_the_schema_says_how_an_amount_is_written() -> None:
    assert Fakt.model_json_schema()["properties"]["betrag"] == {
        "pattern": r"^-?[0-9]+\.[0-9]{2}$",
        "title": "Betrag",
        "type": "string",
    }

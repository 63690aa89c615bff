"""Values are shown to machines as exact text and to people in German, by their type."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest

from foerderung.rechnung.anzeige import als_daten, auf_stellen, fuer_maschinen, fuer_menschen, zahl_mit_einheit
from foerderung.rechnung.kalender import Kalendertag
from foerderung.rechnung.typen import (
    ANZAHL,
    DATUM,
    EUR,
    EUR_EXAKT,
    JAHR,
    KALENDERTAG,
    MENGE,
    SATZ,
    TEXT,
    VZAE,
    WAHR,
    Typ,
    typ_aus_text,
)

MENGE_AB = frozenset({"b", "a", "c"})


def typ(text: str) -> Typ:
    gefunden = typ_aus_text(text, frozenset({"stunde", "meile"}))
    assert gefunden is not None
    return gefunden


@pytest.mark.parametrize(
    ("wert", "art", "gezeigt"),
    [
        (Fraction(46800), EUR, "46800.00"),
        (Fraction("31342.5"), EUR_EXAKT, "31342.5"),
        (Fraction(1, 3), EUR_EXAKT, "1/3"),
        (Fraction(7, 10), SATZ, "0.7"),
        (Fraction(3), ANZAHL, 3),
        (Fraction(7, 2), ANZAHL, "3.5"),
        (Fraction(3), VZAE, "3"),
        (2027, JAHR, 2027),
        (True, WAHR, True),
        ("text", TEXT, "text"),
        (None, EUR, None),
        (date(2027, 3, 1), DATUM, "2027-03-01"),
        (MENGE_AB, MENGE, ["a", "b", "c"]),
        (Kalendertag(15, 10), KALENDERTAG, "15.10."),
    ],
)
def test_a_machine_reads_exact_text_whole_counts_and_plain_days(wert: Any, art: Typ, gezeigt: Any) -> None:
    ergebnis = fuer_maschinen(wert, art)
    assert ergebnis == gezeigt
    assert type(ergebnis) is type(gezeigt)


def test_a_rate_may_be_written_as_percentage() -> None:
    assert fuer_maschinen(Fraction(862, 10_000), SATZ, prozent=True) == "8.62"


@pytest.mark.parametrize(
    ("baum", "daten"),
    [
        (Fraction(5, 2), "2.5"),
        (date(2027, 3, 1), "2027-03-01"),
        (MENGE_AB, ["a", "b", "c"]),
        ((Fraction(1), "x", None), ["1", "x", None]),
        (MappingProxyType({2027: Fraction(1), "a": {"b": (True,)}}), {"2027": "1", "a": {"b": [True]}}),
    ],
)
def test_a_document_becomes_plain_data(baum: Any, daten: Any) -> None:
    assert als_daten(baum) == daten


@pytest.mark.parametrize(
    ("wert", "stellen", "text"),
    [
        ("1.005", 2, "1.01"),
        ("1.0049", 2, "1.00"),
        ("-1.005", 2, "-1.01"),
        ("-0.004", 2, "0.00"),
        ("2.5", 0, "3"),
        ("0", 1, "0.0"),
        ("1/3", 6, "0.333333"),
    ],
)
def test_an_exact_value_is_cut_to_places_half_away_from_zero(wert: str, stellen: int, text: str) -> None:
    assert auf_stellen(Fraction(wert), stellen) == text


TEXTE = {"a": "Apfel", "b": "Birne"}


@pytest.mark.parametrize(
    ("wert", "art", "texte", "gezeigt"),
    [
        (None, EUR, None, "–"),
        (True, WAHR, None, "ja"),
        (False, WAHR, None, "nein"),
        (date(2027, 3, 1), DATUM, None, "01.03.2027"),
        ("a", TEXT, TEXTE, "Apfel"),
        ("z", TEXT, TEXTE, "z"),
        ("z", TEXT, None, "z"),
        (MENGE_AB, MENGE, TEXTE, "Apfel, Birne, c"),
        (MENGE_AB, MENGE, None, "a, b, c"),
        (frozenset(), MENGE, None, "keine"),
        (2027, JAHR, None, "2027"),
        (Kalendertag(5, 1), KALENDERTAG, None, "05.01."),
        (Fraction(3), ANZAHL, None, "3"),
    ],
)
def test_people_read_german(wert: Any, art: Typ, texte: dict[str, str] | None, gezeigt: str) -> None:
    assert fuer_menschen(wert, art, texte) == gezeigt


@pytest.mark.parametrize(
    ("wert", "art", "gezeigt"),
    [
        ("0.7", SATZ, "70 %"),
        ("1234.5", EUR, "1.234,50 €"),
        ("0.125", EUR_EXAKT, "0,125 €"),
        ("8000", typ("eur/vzae"), "8.000,00 €"),
        ("12.5", typ("eur/stunde"), "12,50 €"),
        ("0.75", VZAE, "0,75 VZÄ"),
        ("1", VZAE, "1,00 VZÄ"),
        ("0.125", VZAE, "0,125 VZÄ"),
        ("1234.5", ANZAHL, "1.234,5"),
        ("7", typ("stunde"), "7 stunde"),
        ("7", typ("meile·stunde"), "7 meile·stunde"),
        ("7", typ("meile/stunde"), "7 meile"),
        ("7", typ("eur·meile"), "7 eur·meile"),
        ("7", typ("vzae·stunde"), "7 stunde·vzae"),
    ],
)
def test_a_number_shows_its_unit_and_an_amount_per_something_is_an_amount(wert: str, art: Typ, gezeigt: str) -> None:
    assert zahl_mit_einheit(Fraction(wert), art) == gezeigt

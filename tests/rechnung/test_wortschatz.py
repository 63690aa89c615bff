"""Every plain word of the language computes what the law says about days, months and years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from foerderung.rechnung.kalender import Kalender, Kalendertag
from foerderung.rechnung.typen import ANZAHL, DATUM, JAHR, KALENDERTAG, MONATSNENNER, SATZ, Typ
from foerderung.rechnung.wortschatz import ALLE_WORTE, SONDERWORTE, WOERTER


def rechne(wort: str, *argumente: Any) -> Any:
    return WOERTER[wort].wert(Kalender(), *argumente)


def tag(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("beginn", "jahre", "danach"),
    [
        ("2027-03-15", 1, "2028-03-15"),
        ("2028-02-29", 1, "2029-03-01"),
        ("2028-02-29", 4, "2032-02-29"),
        ("2027-02-28", 1, "2028-02-28"),
        ("2028-01-29", 1, "2029-01-29"),
        ("2028-02-28", 1, "2029-02-28"),
    ],
)
def test_years_later_is_the_day_after_the_period(beginn: str, jahre: int, danach: str) -> None:
    assert rechne("jahre_spaeter", tag(beginn), Fraction(jahre)) == tag(danach)


@pytest.mark.parametrize(
    ("beginn", "monate", "ende"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", 13, "2027-04-30"),
        ("2026-05-15", 0, "2026-05-15"),
    ],
)
def test_months_later_is_the_same_number_or_the_last_of_the_month(beginn: str, monate: int, ende: str) -> None:
    assert rechne("monate_spaeter", tag(beginn), Fraction(monate)) == tag(ende)


@pytest.mark.parametrize(
    ("von", "bis", "tage"),
    [
        ("2024-01-01", "2024-12-31", 360),
        ("2024-01-01", "2024-01-31", 30),
        ("2024-01-31", "2024-01-31", 0),
        ("2024-01-30", "2024-01-30", 1),
        ("2024-02-01", "2024-02-28", 28),
        ("2024-02-01", "2024-02-29", 30),
        ("2026-02-01", "2026-02-28", 30),
        ("2026-02-28", "2026-03-01", 4),
        ("2024-12-31", "2025-01-01", 1),
    ],
)
def test_interest_days_count_months_of_thirty_days(von: str, bis: str, tage: int) -> None:
    assert rechne("zinstage", tag(von), tag(bis)) == tage


@pytest.mark.parametrize(
    ("von", "bis", "monat", "anteil"),
    [
        ("2027-03-15", "2027-12-31", 3, Fraction(17, 31)),
        ("2027-01-01", "2027-03-15", 3, Fraction(15, 31)),
        ("2027-03-10", "2027-03-10", 3, Fraction(1, 31)),
        ("2027-03-31", "2027-12-31", 2, Fraction(0)),
        ("2027-01-01", "2027-01-31", 2, Fraction(0)),
        ("2027-01-01", "2027-12-31", 2, Fraction(1)),
    ],
)
def test_the_share_of_a_month_counts_calendar_days(von: str, bis: str, monat: int, anteil: Fraction) -> None:
    assert rechne("anteil_im_monat", tag(von), tag(bis), 2027, Fraction(monat)) == anteil


def test_a_day_is_made_of_year_month_and_day_or_of_a_day_of_the_year() -> None:
    assert rechne("datum", 2027, Fraction(3), Fraction(2)) == tag("2027-03-02")
    assert rechne("datum", 2027, Kalendertag(15, 10)) == tag("2027-10-15")
    assert rechne("jahr", tag("2027-03-02")) == 2027
    assert rechne("werktag", tag("2027-03-06")) == tag("2027-03-08")


@pytest.mark.parametrize(
    ("wort", "aufruf", "argumente", "ergebnis"),
    [
        ("jahr", "jahr(datum)", ((DATUM,),), JAHR),
        (
            "datum",
            "datum(jahr, monat, tag) oder datum(jahr, kalendertag)",
            ((JAHR, ANZAHL, ANZAHL), (JAHR, KALENDERTAG)),
            DATUM,
        ),
        ("werktag", "werktag(datum)", ((DATUM,),), DATUM),
        (
            "anteil_im_monat",
            "anteil_im_monat(von, bis, jahr, monat)",
            ((DATUM, DATUM, JAHR, ANZAHL),),
            Typ("zahl", nenner=MONATSNENNER, anzeige=SATZ.anzeige),
        ),
        ("jahre_spaeter", "jahre_spaeter(datum, anzahl)", ((DATUM, ANZAHL),), DATUM),
        ("monate_spaeter", "monate_spaeter(datum, anzahl)", ((DATUM, ANZAHL),), DATUM),
        ("zinstage", "zinstage(von, bis)", ((DATUM, DATUM),), ANZAHL),
    ],
)
def test_each_word_says_how_it_is_called(wort: str, aufruf: str, argumente: Any, ergebnis: Typ) -> None:
    eines = WOERTER[wort]
    assert (eines.aufruf, eines.argumente, eines.ergebnis) == (aufruf, argumente, ergebnis)


def test_the_vocabulary_is_closed() -> None:
    assert SONDERWORTE == {
        "wenn": "wenn(bedingung, dann, sonst)",
        "min": "min(x, y, …)",
        "max": "max(x, y, …)",
        "summe": "summe(dimension, x)",
        "anzahl": "anzahl(dimension, bedingung)",
        "vorher": "vorher(dimension, regel)",
        "vorhanden": "vorhanden(eingabe)",
        "sonst": "sonst(eingabe, ersatz)",
        "annahme": "annahme(regel)",
        "fortgeschrieben": "fortgeschrieben(regel)",
    }
    assert {*SONDERWORTE, *WOERTER} == ALLE_WORTE
    assert not SONDERWORTE.keys() & WOERTER.keys()
    assert MONATSNENNER == 28 * 29 * 15 * 31

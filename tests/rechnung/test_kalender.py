"""Working days of Saxony against a computation of Easter and the holidays written for this test alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.kalender import WOCHENTAGE, Feiertag, Kalender, Kalendertag, als_kalendertag
from foerderung.richtlinien.tabellen import lies_kalendertag
from foerderung.services.regelwerk.regeln import lade

JAHRE = range(2018, 2041)
KALENDER = lade("kommpraev").deklaration.kalender
QUELLE = Quelle("§ 1", Belegstand.NORM)
FESTE = {
    (1, 1): "Neujahr",
    (5, 1): "Tag der Arbeit",
    (10, 3): "Tag der Deutschen Einheit",
    (10, 31): "Reformationstag",
    (12, 25): "Erster Weihnachtstag",
    (12, 26): "Zweiter Weihnachtstag",
}
BEWEGLICHE = {
    -2: "Karfreitag",
    0: "Ostersonntag",
    1: "Ostermontag",
    39: "Christi Himmelfahrt",
    49: "Pfingstsonntag",
    50: "Pfingstmontag",
}


def ostern(jahr: int) -> date:
    """Compute Easter Sunday by Gauss's rule in Lichtenberg's form."""
    k = jahr // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    s = 2 - (3 * k + 3) // 4
    a = jahr % 19
    d = (19 * a + m) % 30
    r = (d + a // 11) // 29
    grenze = 21 + d - r
    sonntag = 7 - (jahr + jahr // 4 + s) % 7
    tage = grenze + 7 - (grenze - sonntag) % 7
    return date(jahr, 3, 1) + timedelta(days=tage - 1)


def test_easter_agrees_with_gauss_for_two_centuries() -> None:
    assert [easter(jahr) for jahr in range(1900, 2100)] == [ostern(jahr) for jahr in range(1900, 2100)]


def test_gauss_knows_the_published_dates() -> None:
    bekannt = {1954: (4, 18), 1981: (4, 19), 2008: (3, 23), 2018: (4, 1), 2038: (4, 25), 2049: (4, 18)}
    assert {jahr: (ostern(jahr).month, ostern(jahr).day) for jahr in bekannt} == bekannt


@pytest.mark.parametrize("jahr", JAHRE)
def test_fixed_holidays_are_the_same_every_year(jahr: int) -> None:
    assert {tag: KALENDER.feiertag(date(jahr, *tag)) for tag in FESTE} == FESTE


@pytest.mark.parametrize("jahr", JAHRE)
def test_movable_holidays_lie_around_easter(jahr: int) -> None:
    gefunden = {tage: KALENDER.feiertag(ostern(jahr) + timedelta(days=tage)) for tage in BEWEGLICHE}
    assert gefunden == BEWEGLICHE


@pytest.mark.parametrize("jahr", JAHRE)
def test_buss_und_bettag_is_the_wednesday_from_16_to_22_november(jahr: int) -> None:
    (busstag,) = [
        tag
        for tag in (date(jahr, 11, nummer) for nummer in range(1, 31))
        if KALENDER.feiertag(tag) == "Buß- und Bettag"
    ]
    assert busstag.weekday() == 2
    assert 16 <= busstag.day <= 22


@pytest.mark.parametrize("jahr", JAHRE)
def test_there_are_no_other_holidays(jahr: int) -> None:
    tage = (date(jahr, 1, 1) + timedelta(days=nummer) for nummer in range(366))
    feiertage = {tag for tag in tage if tag.year == jahr and KALENDER.feiertag(tag)}
    assert len(feiertage) == 13 - (ostern(jahr) + timedelta(days=39) == date(jahr, 5, 1))
    fronleichnam = ostern(jahr) + timedelta(days=60)
    assert KALENDER.feiertag(fronleichnam) is None


def test_the_end_of_a_time_limit_moves_over_weekend_and_holidays() -> None:
    assert KALENDER.naechster_werktag(date(2026, 4, 3)) == date(2026, 4, 7)  # Karfreitag to Easter Tuesday
    assert KALENDER.naechster_werktag(date(2026, 10, 31)) == date(2026, 11, 2)  # Reformation Day, a Saturday
    assert KALENDER.naechster_werktag(date(2027, 12, 25)) == date(2027, 12, 27)
    assert KALENDER.naechster_werktag(date(2023, 10, 15)) == date(2023, 10, 16)
    assert KALENDER.naechster_werktag(date(2025, 10, 15)) == date(2025, 10, 15)


@pytest.mark.parametrize("jahr", JAHRE)
def test_the_next_working_day_is_one_and_none_lies_between(jahr: int) -> None:
    for nummer in range(365):
        tag = date(jahr, 1, 1) + timedelta(days=nummer)
        ziel = KALENDER.naechster_werktag(tag)
        assert KALENDER.ist_werktag(ziel)
        assert not any(KALENDER.ist_werktag(tag + timedelta(days=n)) for n in range((ziel - tag).days))


def test_two_names_on_one_day_and_an_empty_calendar() -> None:
    doppelt = Kalender([Feiertag("A", QUELLE, fest=Kalendertag(1, 5)), Feiertag("B", QUELLE, ostern=39)])
    assert doppelt.feiertag(date(2008, 5, 1)) in {"A", "B"}
    assert Kalender((), ()).ist_werktag(date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "tag"),
    [("15.10.", Kalendertag(15, 10)), ("31.08.", Kalendertag(31, 8)), ("1.1.", Kalendertag(1, 1))],
)
def test_a_day_of_the_year_is_read(text: str, tag: Kalendertag) -> None:
    assert lies_kalendertag(text) == tag


@pytest.mark.parametrize("text", ["29.02.", "31.09.", "0.1.", "1.13.", "15.10", "15.10.2027", "", "a.b.", "²."])
def test_a_day_that_does_not_exist_every_year_is_none(text: str) -> None:
    assert lies_kalendertag(text) is None


def test_a_day_of_the_year_shows_itself_as_it_was_written() -> None:
    assert str(als_kalendertag(15, 10)) == "15.10."
    assert als_kalendertag(29, 2) is None


def test_weekdays_are_named_from_monday() -> None:
    assert WOCHENTAGE == ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


def test_without_further_words_the_weekend_is_saturday_and_sunday_and_the_weekday_monday() -> None:
    woche = [Kalender().ist_werktag(date(2026, 11, 16) + timedelta(days=nummer)) for nummer in range(7)]
    assert woche == [True] * 5 + [False] * 2
    assert Feiertag("M", QUELLE, vor=Kalendertag(23, 11)).im_jahr(2026) == date(2026, 11, 16)

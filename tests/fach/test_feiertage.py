"""The holidays declared for Saxony against dates recorded from a library that knows nothing of this project."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from foerderung.services.regelwerk.regeln import lade

JAHRE = range(2018, 2041)
KALENDER = lade("verfahren").deklaration.kalender
NUR_BEI_UNS = {"Ostersonntag", "Pfingstsonntag"}
"""Sundays that our calendar names; the recording leaves them out, as they are free anyway."""


def aufgezeichnet() -> set[date]:
    zeilen = (Path(__file__).parent / "feiertage_sn.csv").read_text(encoding="utf-8").splitlines()
    return {date.fromisoformat(z["tag"]) for z in csv.DictReader(z for z in zeilen if not z.startswith("#"))}


AUFGEZEICHNET = aufgezeichnet()


def tage(jahr: int) -> list[date]:
    return [date(jahr, 1, 1) + timedelta(days=n) for n in range((date(jahr + 1, 1, 1) - date(jahr, 1, 1)).days)]


@pytest.mark.parametrize("jahr", JAHRE)
def test_the_holidays_of_a_year_are_the_recorded_ones_and_two_sundays(jahr: int) -> None:
    unsere = {tag: name for tag in tage(jahr) if (name := KALENDER.feiertag(tag)) is not None}
    soll = {tag for tag in AUFGEZEICHNET if tag.year == jahr}
    assert len(soll) == 11
    assert soll - set(unsere) == set()
    weitere = {tag: unsere[tag] for tag in set(unsere) - soll}
    assert set(weitere.values()) == NUR_BEI_UNS
    assert {tag.isoweekday() for tag in weitere} == {7}


@pytest.mark.parametrize("jahr", JAHRE)
def test_the_working_days_of_a_year_are_those_of_the_recording(jahr: int) -> None:
    soll = [tag for tag in tage(jahr) if tag.isoweekday() < 6 and tag not in AUFGEZEICHNET]
    assert [tag for tag in tage(jahr) if KALENDER.ist_werktag(tag)] == soll


def test_every_guideline_uses_the_same_calendar() -> None:
    assert lade("kommpraev").deklaration.kalender.feiertage == KALENDER.feiertage

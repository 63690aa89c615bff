"""When an instalment is needed: its quarter by its day, and what has no day or passed it stays visible."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.services.buero.mittelbedarf import OHNE_TERMIN, QUARTALE, UEBERFAELLIG, Bedarf, bedarf
from foerderung.verfahren.fallstand import Beschluss, Fallstand, Rate, Zahlung
from foerderung.verfahren.zustand import Zustand

HEUTE = date(2027, 5, 10)


def eine(tag: date | None, stand: str = "erwartet") -> Bedarf:
    return Bedarf(1, "zwischenrate", Fraction(100), tag, stand)


def fall(
    verfahren: str, *zahlungen: Zahlung, zuwendung: int = 25_000, termine: dict[int, date] | None = None
) -> Fallstand:
    betraege = (10_000, 12_500, 2_500) if verfahren == "raten" else ()
    raten = tuple(Rate(nummer=n, betrag=Fraction(b), anlass="zwischenrate") for n, b in enumerate(betraege, 1))
    beschluss = Beschluss(
        am=date(2027, 1, 18), person="l", art="bewilligung", akte="a" * 64, zuwendung=Fraction(zuwendung),
        verfahren=verfahren, raten=raten, zahltermine=termine or {},
    )  # fmt: skip
    return Fallstand(
        aktenzeichen="KP-2026-0001", richtlinie="kommpraev", antragsteller="A-0001", titel="x", angelegt_am=HEUTE,
        zustand=Zustand.BESTANDSKRAEFTIG, version=1, beschluss=beschluss, zahlungen=zahlungen,
    )  # fmt: skip


def zahlung(nummer: int, betrag: int, faellig: date | None = None) -> Zahlung:
    return Zahlung(
        nummer=nummer, rate=nummer, betrag=Fraction(betrag), anlass="zwischenrate", bescheinigt_am=date(2027, 2, 1),
        bescheinigt_von="b", angeordnet_am=faellig, faellig_am=faellig,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "abschnitt"),
    [
        (date(2027, 5, 10), QUARTALE[1]),
        (date(2027, 5, 9), UEBERFAELLIG),
        (date(2027, 6, 30), QUARTALE[1]),
        (date(2027, 7, 1), QUARTALE[2]),
        (date(2027, 12, 31), QUARTALE[3]),
        (date(2026, 12, 31), UEBERFAELLIG),
        (date(2028, 1, 1), None),
        (None, OHNE_TERMIN),
    ],
)
def test_a_day_decides_on_the_part_of_the_current_year(tag: date | None, abschnitt: str | None) -> None:
    assert eine(tag).abschnitt(2027, HEUTE) == abschnitt


@pytest.mark.parametrize(
    ("jahr", "tag", "abschnitt"),
    [
        (2026, date(2026, 3, 31), UEBERFAELLIG),
        (2026, date(2025, 3, 31), None),
        (2028, date(2027, 5, 1), None),
        (2028, date(2028, 3, 31), QUARTALE[0]),
        (2028, None, None),
    ],
)
def test_another_year_shows_only_its_own_days(jahr: int, tag: date | None, abschnitt: str | None) -> None:
    assert eine(tag).abschnitt(jahr, HEUTE) == abschnitt


def test_what_was_ordered_is_never_overdue() -> None:
    assert eine(date(2027, 2, 1), "angeordnet").abschnitt(2027, HEUTE) == QUARTALE[0]
    assert eine(date(2027, 2, 1), "bescheinigt").abschnitt(2027, HEUTE) == UEBERFAELLIG


@given(st.dates(date(2018, 1, 1), date(2099, 12, 31)), st.dates(date(2018, 1, 1), date(2099, 12, 31)))
def test_every_day_shows_in_its_own_year_and_at_most_once_more(tag: date, heute: date) -> None:
    jahre = [jahr for jahr in range(2018, 2100) if eine(tag).abschnitt(jahr, heute) is not None]
    assert tag.year in jahre
    assert set(jahre) <= {tag.year, heute.year}


def test_a_grant_that_only_the_notice_arranges_is_needed_without_a_day() -> None:
    assert list(bedarf(fall("bescheid"))) == [Bedarf(None, "laut Bescheid", Fraction(25_000), None, "erwartet")]


def test_the_parts_add_up_to_the_grant_whatever_was_paid() -> None:
    tag = date(2027, 2, 15)
    for gezahlt in ((), (zahlung(1, 10_000, tag),), (zahlung(1, 10_000, tag), zahlung(2, 12_500))):
        teile = list(bedarf(fall("raten", *gezahlt)))
        assert sum(teil.betrag for teil in teile) == 25_000
        assert [teil.stand for teil in teile] == ["angeordnet", "bescheinigt"][: len(gezahlt)] + ["erwartet"] * (
            3 - len(gezahlt)
        )


def test_a_smaller_grant_takes_from_the_last_instalments_first() -> None:
    teile = list(bedarf(fall("raten", zahlung(1, 10_000, date(2027, 2, 15)), zuwendung=15_000)))
    assert [(teil.nummer, int(teil.betrag)) for teil in teile] == [(1, 10_000), (2, 5_000)]

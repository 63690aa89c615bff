"""Deadlines, reduction and recovery: worked vectors, and agreement with an independent calculation.

``FOERDERUNG_BEISPIELE=2000`` compares more random cases than the default.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.errors import EingabeError, RegelError
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.verfahrensrecht import (
    Ermaessigung,
    Zustellung,
    rechne_beginnfrist,
    rechne_ermaessigung,
    rechne_fristen,
    rechne_jahresfrist,
    rechne_nachweisfrist,
    rechne_rueckforderung,
    rechne_schlussratenfrist,
    rechne_vollstaendigkeitsfrist,
    verwaltungsgericht,
    verwaltungsgerichte,
)
from tests import orakel_verfahren as orakel

BEISPIELE = settings(max_examples=int(os.environ.get("FOERDERUNG_BEISPIELE", "150")))
F = Fraction
EIN_TAG = timedelta(days=1)
CENT = st.integers(0, 30_000_000).map(lambda cent: F(cent, 100)) | st.integers(0, 1_000_000).map(
    lambda cent: F(cent, 100)
)


def tag(text: str) -> date:
    return date.fromisoformat(text)


def werte(teil: Teilberechnung) -> dict[str, Any]:
    return {name: wert.wert for name, wert in teil.ergebnis.werte.items()}


# --- deadlines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aufgabe", "bekanntgabe", "spaet", "fristende", "fristende_spaet", "bestandskraft"),
    [
        ("2026-11-12", "2026-11-16", "2026-11-16", "2026-12-16", "2026-12-16", "2026-12-17"),
        ("2026-11-10", "2026-11-14", "2026-11-16", "2026-12-14", "2026-12-16", "2026-12-17"),
        ("2026-10-14", "2026-10-18", "2026-10-19", "2026-11-19", "2026-11-19", "2026-11-20"),
        ("2024-12-31", "2025-01-03", "2025-01-03", "2025-02-03", "2025-02-03", "2025-02-04"),  # three days
        ("2025-01-01", "2025-01-05", "2025-01-06", "2025-02-05", "2025-02-06", "2025-02-07"),  # four days
        ("2026-01-27", "2026-01-31", "2026-02-02", "2026-03-02", "2026-03-02", "2026-03-03"),  # no 31 February
        ("2024-01-26", "2024-01-29", "2024-01-29", "2024-02-29", "2024-02-29", "2024-03-01"),  # leap year
        ("2026-03-30", "2026-04-03", "2026-04-07", "2026-05-04", "2026-05-07", "2026-05-08"),  # Karfreitag to Easter
        (
            "2026-05-31",
            "2026-06-04",
            "2026-06-04",
            "2026-07-06",
            "2026-07-06",
            "2026-07-07",
        ),  # Fronleichnam: no holiday
    ],
)
def test_deadlines_follow_the_hand_vectors(
    aufgabe: str, bekanntgabe: str, spaet: str, fristende: str, fristende_spaet: str, bestandskraft: str
) -> None:
    erwartet = [tag(text) for text in (bekanntgabe, spaet, fristende, fristende_spaet, bestandskraft)]
    assert list(werte(rechne_fristen(Zustellung(tag(aufgabe)))).values()) == erwartet
    soll = orakel.fristen(tag(aufgabe))
    assert [getattr(soll, name) for name in orakel.Fristen.__dataclass_fields__] == erwartet


@pytest.mark.parametrize(
    ("verzicht", "bestandskraft"),
    [
        ("2026-11-16", "2026-11-16"),
        ("2026-12-01", "2026-12-01"),
        ("2026-12-17", "2026-12-17"),
        ("2027-01-05", "2026-12-17"),
    ],
)
def test_a_waiver_makes_a_notice_final_unless_it_comes_later(verzicht: str, bestandskraft: str) -> None:
    assert rechne_fristen(Zustellung(tag("2026-11-12"), tag(verzicht))).ergebnis["bestandskraft"].wert == tag(
        bestandskraft
    )


def test_a_waiver_before_the_announcement_is_refused() -> None:
    with pytest.raises(EingabeError, match=r"Verzicht am 15\.11\.2026, Bekanntgabe am 16\.11\.2026; zulässig: ab 16"):
        rechne_fristen(Zustellung(tag("2026-11-12"), tag("2026-11-15")))


def test_a_notice_posted_before_the_rules_is_an_error() -> None:
    with pytest.raises(RegelError, match=r"29\.12\.2017"):
        rechne_fristen(Zustellung(tag("2017-12-29")))


@BEISPIELE
@given(
    st.dates(date(2017, 12, 1), date(2060, 12, 31)) | st.dates(date(2024, 12, 20), date(2025, 1, 10)),
    st.none() | st.integers(-3, 60),
)
def test_deadlines_are_those_of_the_oracle(aufgabe: date, abstand: int | None) -> None:
    verzicht = None if abstand is None else aufgabe + abstand * EIN_TAG
    try:
        soll = orakel.fristen(aufgabe, verzicht)
    except orakel.AusserhalbError:
        with pytest.raises(RegelError):
            rechne_fristen(Zustellung(aufgabe, verzicht))
    except orakel.NichtErlaubtError:
        with pytest.raises(EingabeError):
            rechne_fristen(Zustellung(aufgabe, verzicht))
    else:
        gefunden = werte(rechne_fristen(Zustellung(aufgabe, verzicht)))
        assert gefunden == {name: getattr(soll, name) for name in orakel.Fristen.__dataclass_fields__}


TAGE = st.dates(date(2018, 1, 1), date(2060, 12, 31)) | st.sampled_from(
    [date(jahr, monat, tag_) for jahr in range(2018, 2033) for monat, tag_ in ((1, 31), (2, 28), (8, 31), (10, 31))]
    + [date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29)]
)


@BEISPIELE
@given(TAGE, st.none() | st.integers(0, 60))
def test_the_begin_is_due_a_year_after_either_announcement(aufgabe: date, abstand: int | None) -> None:
    zugang = None if abstand is None else aufgabe + abstand * EIN_TAG
    gefunden = werte(rechne_beginnfrist(Zustellung(aufgabe, zugang=zugang)))
    assert tuple(gefunden.values()) == orakel.beginn(aufgabe, zugang=zugang)


@BEISPIELE
@given(TAGE)
def test_the_deadlines_that_follow_from_one_day_are_those_of_the_oracle(ereignis: date) -> None:
    for rechne, monate in (
        (rechne_vollstaendigkeitsfrist, 1),
        (rechne_schlussratenfrist, 6),
        (rechne_jahresfrist, 12),
        (lambda ende: rechne_nachweisfrist(ende, ende), 12),
    ):
        assert tuple(werte(rechne(ereignis)).values()) == orakel.ab_monaten(ereignis, monate)


# --- reduction ----------------------------------------------------------------------------------------------


def vorgabe_aus(texte: tuple[str, ...], *, wiederkehrend: bool = False) -> Ermaessigung:
    zuwendung, plan, ist, mehreinnahmen, deckungsmittel = (F(text) for text in (*texte, "0", "0")[:5])
    return Ermaessigung(zuwendung, plan, ist, mehreinnahmen, deckungsmittel, wiederkehrend)


def zweite_meinung(v: Ermaessigung) -> Fraction:
    return orakel.ermaessigt(
        v.zuwendung, v.plan, v.ist, v.mehreinnahmen, v.deckungsmittel, wiederkehrend=v.wiederkehrend
    )


@pytest.mark.parametrize(
    ("vorgabe", "zuwendung"),
    [
        (("46800", "52000", "52000"), "46800"),
        (("46800", "52000", "51500"), "46800"),  # 500,00 less: nothing changes
        (("46800", "52000", "51499.99"), "46349"),  # 500,01 less: the whole difference counts, 46 349,991
        (("46800", "52000", "60000"), "46800"),  # more was spent: never more than granted
        (("46800", "52000", "0"), "0"),
        (("46800", "52000", "52000", "500", "5200"), "46800"),
        (("46800", "52000", "52000", "500.01", "5200"), "46349"),  # 46 800 − 500,01 × 0,9 = 46 349,991
        (("46800", "52000", "52000", "2000"), "44800"),  # no other Deckungsmittel: all of it
        (("46800", "52000", "51700", "300", "5200"), "46800"),  # the thresholds are tested apart
        (("46800", "52000", "40000", "1000", "5200"), "35100"),  # 36 000 − 900
        (("46800", "52000", "52000", "60000", "5200"), "0"),
    ],
)
def test_the_reduction_follows_the_hand_vectors(vorgabe: tuple[str, ...], zuwendung: str) -> None:
    v = vorgabe_aus(vorgabe)
    ergebnis = werte(rechne_ermaessigung(v))
    assert ergebnis == {"zuwendung": F(zuwendung), "ermaessigung": v.zuwendung - F(zuwendung)}
    assert zweite_meinung(v) == F(zuwendung)


@pytest.mark.parametrize(
    ("vorgabe", "zuwendung"),
    [(("46800", "52000", "51999.99"), "46799"), (("46800", "52000", "52000", "0.01", "5200"), "46799")],
)
def test_for_a_recurring_grant_every_change_counts(vorgabe: tuple[str, ...], zuwendung: str) -> None:
    v = vorgabe_aus(vorgabe, wiederkehrend=True)
    assert rechne_ermaessigung(v).ergebnis["zuwendung"].wert == F(zuwendung) == zweite_meinung(v)


def test_a_recurring_grant_that_did_not_change_keeps_its_cents() -> None:
    v = vorgabe_aus(("100.50", "1000", "1200"), wiederkehrend=True)
    assert rechne_ermaessigung(v).ergebnis["ermaessigung"].wert == 0
    assert zweite_meinung(v) == F("100.50")


def test_without_planned_expenditure_there_is_no_reduction_to_compute() -> None:
    with pytest.raises(EingabeError, match="plan"):
        rechne_ermaessigung(Ermaessigung(F(100), F(0), F(0)))


@BEISPIELE
@given(st.builds(Ermaessigung, CENT.filter(bool), CENT.filter(bool), CENT, st.just(F(0)) | CENT, CENT, st.booleans()))
def test_the_reduction_is_that_of_the_oracle(v: Ermaessigung) -> None:
    soll = zweite_meinung(v)
    assert 0 <= soll <= v.zuwendung
    assert werte(rechne_ermaessigung(v)) == {"zuwendung": soll, "ermaessigung": v.zuwendung - soll}


@BEISPIELE
@given(st.integers(0, 50_100), st.integers(0, 50_100), st.booleans())
def test_the_reduction_near_the_thresholds_is_that_of_the_oracle(minder: int, mehr: int, wiederkehrend: bool) -> None:
    v = Ermaessigung(F(46800), F(52000), F(52000) - F(minder, 100), F(mehr, 100), F(5200), wiederkehrend)
    soll = zweite_meinung(v)
    assert rechne_ermaessigung(v).ergebnis["zuwendung"].wert == soll


# --- recovery -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zuwendung", "grenze"),
    [
        ("1000", "100"),
        ("5000", "500"),
        ("5001", "250.05"),
        ("10000", "500"),
        ("20000", "500"),
        ("20001", "600.03"),
        ("33333", "999.99"),
        ("50000", "1000"),
        ("50001", "1000.02"),
        ("75000", "1500"),
        ("125000", "1500"),
        ("125001", "2500"),
        ("999999", "2500"),
    ],
)
def test_up_to_the_limit_of_the_grant_a_recovery_is_left_alone(zuwendung: str, grenze: str) -> None:
    betrag, hoechstens = F(zuwendung), F(grenze)
    bis = werte(rechne_rueckforderung(betrag, betrag, betrag - hoechstens))
    ueber = werte(rechne_rueckforderung(betrag, betrag, betrag - hoechstens - F("0.01")))
    assert bis == {"ueberzahlung": hoechstens, "grenze": hoechstens, "rueckforderung": 0}
    assert ueber["rueckforderung"] == hoechstens + F("0.01")


def test_a_ruecknahme_knows_no_limit() -> None:
    ergebnis = werte(rechne_rueckforderung(F(20000), F(20000), F("19999.99"), ruecknahme=True))
    assert ergebnis == {"ueberzahlung": F("0.01"), "grenze": None, "rueckforderung": F("0.01")}


def test_less_paid_than_due_is_no_overpayment() -> None:
    assert werte(rechne_rueckforderung(F(20000), F(8000), F(18000)))["ueberzahlung"] == 0


@BEISPIELE
@given(CENT, CENT, CENT, st.booleans())
def test_the_recovery_is_that_of_the_oracle(zuwendung: Fraction, gezahlt: Fraction, neu: Fraction, rueck: bool) -> None:
    ueberzahlung, grenze, betrag = orakel.rueckforderung(zuwendung, gezahlt, neu, ruecknahme=rueck)
    assert werte(rechne_rueckforderung(zuwendung, gezahlt, neu, rueck)) == {
        "ueberzahlung": ueberzahlung,
        "grenze": None if grenze is None else orakel.cent_ab(grenze),
        "rueckforderung": betrag,
    }


@pytest.mark.parametrize("tag_", ["2018-01-01", "2026-11-09"])
def test_every_kreis_of_saxony_has_its_administrative_court(tag_: str) -> None:
    sitze = verwaltungsgerichte(tag(tag_))
    assert len(sitze) == 13
    assert {sitz: sum(1 for wert in sitze.values() if wert == sitz) for sitz in set(sitze.values())} == {
        "Chemnitz": 5,
        "Dresden": 5,
        "Leipzig": 3,
    }


@pytest.mark.parametrize(
    ("ags", "sitz"),
    [
        ("14524999", "Chemnitz"),
        ("14612000", "Dresden"),
        ("14628", "Dresden"),
        ("14713000", "Leipzig"),
        ("14999000", None),
    ],
)
def test_the_court_follows_from_the_first_five_digits(ags: str, sitz: str | None) -> None:
    assert verwaltungsgericht(ags, tag("2026-11-09")) == sitz


def test_a_receipt_before_the_posting_is_refused() -> None:
    with pytest.raises(EingabeError, match=r"ab 12\.11\.2026"):
        rechne_fristen(Zustellung(tag("2026-11-12"), zugang=tag("2026-11-11")))

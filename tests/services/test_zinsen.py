"""Interest on a recovery: worked vectors, sections however they are cut, agreement with an independent calculation.

``FOERDERUNG_BEISPIELE=2000`` compares more random cases than the default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.errors import EingabeError, RegelError
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.verfahrensrecht import rechne_zinsen
from tests import orakel_verfahren as orakel

BEISPIELE = settings(max_examples=int(os.environ.get("FOERDERUNG_BEISPIELE", "150")))
F = Fraction
EIN_TAG = timedelta(days=1)


def tag(text: str) -> date:
    return date.fromisoformat(text)


def werte(teil: Teilberechnung) -> dict[str, Any]:
    return {name: wert.wert for name, wert in teil.ergebnis.werte.items()}


def abschnitte(teil: Teilberechnung) -> list[dict[str, Any]]:
    return [{name: w.wert for name, w in eines.werte.items()} for eines in teil.ergebnis.gruppen["abschnitte"]]


def zinsen(betrag: str, von: str, bis: str, zahlungen: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Compute interest by the product, and see that the oracle says the same."""
    paare = {tag(am): F(wert) for am, wert in (zahlungen or {}).items()}
    teil = rechne_zinsen(F(betrag), tag(von), tag(bis), paare)
    vergleiche(teil, orakel.zinsen(F(betrag), tag(von), tag(bis), paare))
    return {**werte(teil), "abschnitte": abschnitte(teil)}


def vergleiche(teil: Teilberechnung, soll: orakel.Zinsen) -> None:
    gefunden = abschnitte(teil)
    assert [(a["von"], a["bis"], a["tage"]) for a in gefunden] == [(a.von, a.bis, a.tage) for a in soll.abschnitte]
    assert [a["satz"] * 100 for a in gefunden] == [a.satz for a in soll.abschnitte]
    assert [a["kapital"] for a in gefunden] == [a.kapital for a in soll.abschnitte]
    assert [a["zinsen"] for a in gefunden] == [a.zinsen for a in soll.abschnitte]
    assert [a["fortgeschrieben"] for a in gefunden] == [a.fortgeschrieben for a in soll.abschnitte]
    assert werte(teil) == {
        "zinsen": soll.zinsen,
        "erhoben": soll.erhoben,
        "restkapital": soll.restkapital,
        "zinsen_offen": soll.zinsen_offen,
    }


# --- vectors --------------------------------------------------------------------------------------


def test_interest_over_six_half_years_is_the_one_worked_out_by_hand() -> None:
    ergebnis = zinsen("10000", "2024-03-15", "2026-09-30")
    # 10 000 × (106 × 8,62 + 180 × 8,37 + 180 × 7,27 + 360 × 6,27 + 90 × 6,52) / 36 000 = 1 825,811…
    assert [a["tage"] for a in ergebnis["abschnitte"]] == [106, 180, 180, 180, 180, 90]
    assert ergebnis["zinsen"] == ergebnis["zinsen_offen"] == F("1825.81")
    assert ergebnis["erhoben"] is True
    assert ergebnis["restkapital"] == 10000


@pytest.mark.parametrize(
    ("von", "bis", "tage"),
    [
        ("2026-02-01", "2026-02-28", 30),
        ("2028-02-01", "2028-02-28", 28),
        ("2028-02-01", "2028-02-29", 30),
        ("2028-02-29", "2028-02-29", 2),
        ("2026-02-28", "2026-02-28", 3),
        ("2026-01-31", "2026-01-31", 0),
        ("2026-01-30", "2026-01-31", 1),
        ("2026-01-31", "2026-02-01", 1),
        ("2026-03-01", "2026-03-31", 30),
        ("2026-01-01", "2026-06-30", 180),
    ],
)
def test_every_month_has_thirty_days(von: str, bis: str, tage: int) -> None:
    assert [a["tage"] for a in zinsen("1000", von, bis)["abschnitte"]] == [tage]


def test_the_rate_follows_the_basiszinssatz_from_below_zero_to_above() -> None:
    ergebnis = zinsen("100000", "2022-07-01", "2023-06-30")
    assert [a["satz"] for a in ergebnis["abschnitte"]] == [F("0.0412"), F("0.0662")]
    assert [a["zinsen"] for a in ergebnis["abschnitte"]] == [2060, 3310]
    assert ergebnis["zinsen"] == 5370


def test_a_half_year_with_an_unchanged_rate_is_a_section_of_its_own() -> None:
    assert len(zinsen("1000", "2019-01-01", "2020-12-31")["abschnitte"]) == 4


@pytest.mark.parametrize(
    ("betrag", "summe", "erhoben", "offen"),
    [("5800.69", "250.00", False, "0"), ("5800.70", "250.01", True, "250.01")],
)
def test_interest_of_exactly_250_euro_is_not_charged(betrag: str, summe: str, erhoben: bool, offen: str) -> None:
    ergebnis = zinsen(betrag, "2024-01-01", "2024-06-30")  # 180 days at 8,62 %: 4,31 % of the amount
    assert (ergebnis["zinsen"], ergebnis["erhoben"], ergebnis["zinsen_offen"]) == (F(summe), erhoben, F(offen))


# --- payments -------------------------------------------------------------------------------------


def test_a_payment_covers_the_interest_first_and_the_capital_with_the_rest() -> None:
    ergebnis = zinsen("20000", "2024-01-01", "2024-12-31", {"2024-03-31": "5000"})
    # 20 000 × 8,62 % × 90/360 = 431,00; 5 000 − 431 = 4 569 to the capital; 15 431 × 8,62 % × 90/360 = 332,538…
    # + 15 431 × 8,37 % × 180/360 = 645,787…; together 978,325… → 978,32
    assert [a["kapital"] for a in ergebnis["abschnitte"]] == [20000, 15431, 15431]
    assert ergebnis["zinsen"] == F("1409.32")
    assert ergebnis["zinsen_offen"] == F("978.32")
    assert ergebnis["restkapital"] == 15431


def test_every_settlement_is_rounded_down_for_itself() -> None:
    einmal = zinsen("99999.99", "2024-01-01", "2024-01-03")
    dreimal = zinsen("99999.99", "2024-01-01", "2024-01-03", {"2024-01-01": "0.01", "2024-01-02": "0.01"})
    assert einmal["zinsen"] == F("71.83")  # 3 × 23,944442…
    assert dreimal["zinsen"] == F("71.82")  # 3 × 23,94


def test_interest_left_unpaid_bears_no_interest() -> None:
    ergebnis = zinsen("20000", "2024-01-01", "2024-06-30", {"2024-03-31": "100", "2024-04-30": "100"})
    assert [a["kapital"] for a in ergebnis["abschnitte"]] == [20000, 20000, 20000]
    assert ergebnis["zinsen"] == F("861.99")  # 431,00 + 143,66 + 287,33
    assert ergebnis["zinsen_offen"] == F("661.99")


def test_a_payment_larger_than_everything_leaves_nothing_and_no_further_interest() -> None:
    ergebnis = zinsen("20000", "2024-01-01", "2024-12-31", {"2024-06-30": "30000"})
    assert [(a["kapital"], a["zinsen"]) for a in ergebnis["abschnitte"]] == [(20000, 862), (0, 0)]
    assert (ergebnis["zinsen"], ergebnis["restkapital"], ergebnis["zinsen_offen"]) == (862, 0, 0)


def test_on_the_first_day_the_capital_is_still_whole() -> None:
    ergebnis = zinsen("20000", "2024-01-01", "2024-06-30", {"2024-01-01": "10000"})
    # one day: 4,788… → 4,78; 9 995,22 to the capital, 10 004,78 × 8,62 % × 179/360 = 428,810…
    assert [(a["tage"], a["kapital"]) for a in ergebnis["abschnitte"]] == [(1, 20000), (179, F("10004.78"))]
    assert (ergebnis["zinsen"], ergebnis["zinsen_offen"]) == (F("433.59"), F("428.81"))


def test_a_payment_on_the_last_day_settles_and_opens_no_section() -> None:
    ergebnis = zinsen("20000", "2024-01-01", "2024-06-30", {"2024-06-30": "20862"})
    assert len(ergebnis["abschnitte"]) == 1
    assert (ergebnis["zinsen"], ergebnis["restkapital"], ergebnis["zinsen_offen"]) == (862, 0, 0)


def test_without_interest_every_payment_goes_to_the_capital() -> None:
    ergebnis = zinsen("1000", "2024-01-01", "2024-12-31", {"2024-06-30": "400"})
    assert (ergebnis["erhoben"], ergebnis["restkapital"], ergebnis["zinsen_offen"]) == (False, 600, 0)


def test_a_half_year_after_the_series_carries_its_last_value_and_says_so() -> None:
    ergebnis = zinsen("10000", "2040-01-01", "2040-12-31")
    assert [a["fortgeschrieben"] for a in ergebnis["abschnitte"]] == [True, True]
    assert [a["fortgeschrieben"] for a in zinsen("10000", "2025-01-01", "2026-12-31")["abschnitte"]] == [False] * 4


@pytest.mark.parametrize(
    ("von", "bis", "zahlung", "ort"),
    [
        ("2024-02-01", "2024-01-31", None, "bis"),
        ("2024-02-01", "2024-03-31", "2024-01-31", "zahlung"),
        ("2024-02-01", "2024-03-31", "2024-04-01", "zahlung"),
    ],
)
def test_days_out_of_order_are_refused(von: str, bis: str, zahlung: str | None, ort: str) -> None:
    with pytest.raises(EingabeError) as gefangen:
        rechne_zinsen(F(1000), tag(von), tag(bis), {tag(zahlung): F(1)} if zahlung else {})
    assert [meldung.ort for meldung in gefangen.value.meldungen] == [ort]


def test_interest_before_the_series_is_an_error() -> None:
    with pytest.raises(RegelError, match=r"31\.12\.2017"):
        rechne_zinsen(F(1000), tag("2017-12-31"), tag("2018-06-30"), {})


# --- properties -----------------------------------------------------------------------------------

TAGE = st.dates(date(2018, 1, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(jahr, *rest) for jahr in (2022, 2023, 2024) for rest in ((1, 1), (1, 31), (2, 28), (6, 30), (7, 1), (12, 31))]
)
CENT = st.integers(0, 30_000_000).map(lambda cent: F(cent, 100)) | st.integers(0, 1_000_000).map(
    lambda cent: F(cent, 100)
)


@st.composite
def verzinsungen(draw: st.DrawFn) -> tuple[Fraction, date, date, dict[date, Fraction]]:
    von, bis = sorted((draw(TAGE), draw(TAGE)))
    betrag = draw(CENT)
    tage = st.just(von) | st.just(bis) | st.dates(von, bis)
    klein, gross = st.integers(1, 50_000), st.integers(1, int(betrag * 150) + 1)
    zahlungen = draw(st.dictionaries(tage, (klein | gross).map(lambda cent: F(cent, 100)), max_size=5))
    return betrag, von, bis, zahlungen


@BEISPIELE
@given(verzinsungen())
def test_interest_is_that_of_the_oracle(fall: tuple[Fraction, date, date, dict[date, Fraction]]) -> None:
    vergleiche(rechne_zinsen(*fall), orakel.zinsen(*fall))


@BEISPIELE
@given(TAGE, TAGE, TAGE, st.integers(1, 10**8))
def test_the_days_add_up_however_they_are_cut(eins: date, zwei: date, drei: date, cent: int) -> None:
    von, schnitt, bis = sorted((eins, zwei, drei))
    if schnitt == bis:
        return
    stuecke = [(von, bis), (von, schnitt), (schnitt + EIN_TAG, bis)]
    exakt = [sum(a["zinsen"] for a in abschnitte(rechne_zinsen(F(cent, 100), *stueck, {}))) for stueck in stuecke]
    assert exakt[0] == exakt[1] + exakt[2]

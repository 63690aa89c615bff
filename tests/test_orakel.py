"""The oracle has to be right before anything is compared with it: hand vectors and every golden case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from foerderung.services.rechnen.fallvergleich import vergleiche
from tests import golden, orakel
from tests.orakel_befunde import feiertage, naechster_werktag, ostersonntag
from tests.orakel_grundlagen import (
    arbeitgeberanteil,
    monatsanteile,
    obergrenze,
    prozent,
    sonderzahlung_satz,
    tabellenentgelt,
    tage_im_monat,
    zahl,
)

JAHR_2025 = {"beginn": date(2025, 1, 1), "ende": date(2025, 12, 31)}


def stelle(**anders: Any) -> dict[str, Any]:
    return {
        "art": "stelle",
        "qualifikation": "fachhochschule",
        "vzae": Decimal("0.5"),
        **JAHR_2025,
        "personalausgaben": {2025: Decimal("30000.00")},
        **anders,
    }


def betraege(plan: dict[str, Any]) -> list[tuple[str, str]]:
    return [(rate["prozent"], rate["betrag"]) for rate in orakel.als_vertrag(plan)["raten"]]


# --- golden cases -----------------------------------------------------------------------------------------


FAELLE = [golden.lade(datei) for datei in golden.dateien()]


@pytest.mark.parametrize("fall", [fall for fall in FAELLE if fall.fehler != 3], ids=lambda fall: fall.name)
def test_the_oracle_agrees_with_the_hand_calculation(fall: golden.Fall) -> None:
    if fall.fehler == 4:
        with pytest.raises(orakel.OrakelError):
            orakel.rechne(fall.antrag, fall.entscheidung, fall.stichtag)
        return
    ergebnis = orakel.als_vertrag(orakel.rechne(fall.antrag, fall.entscheidung, fall.stichtag))
    assert vergleiche(fall.soll, ergebnis) == []


def test_every_befund_of_an_application_alone_occurs_in_a_golden_case() -> None:
    gefunden: dict[str, set[str]] = {}
    for fall in FAELLE:
        for code, orte in (fall.erwartet.get("befunde") or {}).items():
            gefunden.setdefault(code, set()).add("there" if orte else "absent")
    assert len(gefunden) == 29
    assert {code for code, wie in gefunden.items() if wie != {"there", "absent"}} == set()


@pytest.mark.parametrize("fall", FAELLE, ids=lambda fall: fall.name)
def test_a_golden_case_says_what_it_shows_and_how_it_is_calculated(fall: golden.Fall) -> None:
    assert fall.beschreibung.endswith(".")
    assert fall.rechenweg.strip()
    assert fall.fehler or fall.erwartet.get("fassung", fall.datei.parent.name) == fall.datei.parent.name


# --- series and ceilings ----------------------------------------------------------------------------------


def test_the_ceiling_of_half_a_post_in_2025_is_the_one_worked_out_by_hand() -> None:
    # (4 378,29 + 11 × 4 619,10) × 0,5 = 27 594,195; + 74,35 % × 4 619,10 × 0,5 = 1 717,150425; × 1,2351
    assert obergrenze(stelle(), JAHR_2025, 2025, set()) == Fraction("36202.44")


def test_the_ceiling_of_the_published_case_is_the_one_worked_out_by_hand() -> None:
    # 10 × 5 167,63 + 2 × 5 367,63 = 62 411,56; + 32,53 % × 5 167,63 = 1 681,030039; × 1,2301 = 78 840,30…
    jahr = {"beginn": date(2024, 1, 1), "ende": date(2024, 12, 31)}
    post = stelle(qualifikation="hochschule", vzae="1.0", **jahr)
    assert obergrenze(post, jahr, 2024, set()) == Fraction("78840.30")


def test_half_a_cent_of_a_ceiling_is_rounded_up() -> None:
    woche = {"beginn": date(2026, 2, 22), "ende": date(2026, 2, 28)}
    minijob = {"art": "minijob", **woche}
    vorhaben = {"beginn": date(2026, 1, 1), "ende": date(2026, 12, 31)}
    assert obergrenze(minijob, vorhaben, 2026, set()) == Fraction("195.98")  # 603 × 7/28 × 1,30 = 195,975


@pytest.mark.parametrize(
    ("eg", "stichtag", "betrag"),
    [
        ("E7", date(2019, 1, 1), "2933.23"),
        ("E11", date(2022, 11, 30), "4064.48"),
        ("E11", date(2022, 12, 1), "4178.29"),
        ("E14", date(2026, 4, 1), "5821.41"),
        ("E15", date(2035, 1, 1), "6473.14"),
    ],
)
def test_table_pay_is_that_of_stufe_3_on_the_day(eg: str, stichtag: date, betrag: str) -> None:
    assert tabellenentgelt(eg, stichtag, set()) == Fraction(betrag)


def test_a_series_counts_as_continued_only_after_the_year_in_which_its_last_row_begins() -> None:
    genutzt: set[str] = set()
    tabellenentgelt("E7", date(2028, 12, 31), genutzt)
    arbeitgeberanteil(2026, genutzt)
    sonderzahlung_satz("E7", 2026, genutzt)
    assert genutzt == set()
    tabellenentgelt("E7", date(2029, 1, 1), genutzt)
    arbeitgeberanteil(2027, genutzt)
    sonderzahlung_satz("E7", 2027, genutzt)
    assert genutzt == {"tvl_entgelt", "arbeitgeberanteile", "jahressonderzahlung"}


def test_the_employers_share_is_the_sum_of_its_parts_on_1_january() -> None:
    assert arbeitgeberanteil(2023, set()) == Fraction("0.22785")
    assert arbeitgeberanteil(2024, set()) == Fraction("0.2301")


def test_months_are_shared_by_calendar_days_also_in_a_leap_year() -> None:
    assert [tage_im_monat(2028, m) for m in (2, 4, 12)] == [29, 30, 31]
    anteile = monatsanteile(date(2028, 2, 15), date(2028, 4, 10), 2028)
    assert anteile == [0, Fraction(15, 29), 1, Fraction(1, 3), *[0] * 8]


def test_a_date_before_a_series_is_an_error() -> None:
    with pytest.raises(orakel.OrakelError):
        tabellenentgelt("E7", date(2018, 12, 31), set())


# --- payments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zuwendung", "ende", "einzelprojekt", "erwartet"),
    [
        ("143856", date(2024, 12, 31), True, [("40", "57542.40"), ("50", "71928.00"), ("10", "14385.60")]),
        ("21000", date(2024, 12, 31), True, [("90", "18900.00"), ("10", "2100.00")]),
        ("15000", date(2024, 12, 31), False, [("90", "13500.00"), ("10", "1500.00")]),
        ("10500", date(2024, 12, 31), False, [("100", "10500.00")]),
        ("19999", date(2024, 12, 31), True, []),
        ("0", date(2024, 12, 31), False, []),
        ("20000", date(2024, 12, 31), True, [("90", "18000.00"), ("10", "2000.00")]),
        ("150000", date(2025, 12, 31), True, [("40", "60000.00"), ("50", "75000.00"), ("10", "15000.00")]),
        (
            "150001",
            date(2025, 1, 1),
            True,
            [("40", "60000.40"), ("25", "37500.25"), ("25", "37500.25"), ("10", "15000.10")],
        ),
        ("150001", date(2024, 12, 31), True, [("40", "60000.40"), ("50", "75000.50"), ("10", "15000.10")]),
    ],
)
def test_payments_follow_the_hand_vectors(
    zuwendung: str, ende: date, einzelprojekt: bool, erwartet: list[tuple[str, str]]
) -> None:
    plan = orakel.auszahlung(Fraction(zuwendung), date(2024, 1, 1), ende, einzelprojekt=einzelprojekt)
    assert betraege(plan) == erwartet
    assert sum(rate["betrag"] for rate in plan["raten"]) in {0, Fraction(zuwendung)}


def test_a_year_from_29_february_ends_with_28_february() -> None:
    assert not orakel.laenger_als_ein_jahr(date(2028, 2, 29), date(2029, 2, 28))
    assert orakel.laenger_als_ein_jahr(date(2028, 2, 29), date(2029, 3, 1))


# --- days -------------------------------------------------------------------------------------------------


def test_holidays_of_saxony_are_the_known_ones() -> None:
    assert [ostersonntag(j) for j in (2024, 2025, 2026)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ]
    assert {date(2026, 11, 18), date(2026, 10, 31), date(2026, 5, 14)} <= feiertage(2026)
    assert date(2026, 6, 4) not in feiertage(2026)
    assert date(2023, 11, 22) in feiertage(2023)
    assert len(feiertage(2026)) == 11


def test_the_end_of_the_window_moves_to_the_next_working_day() -> None:
    assert naechster_werktag(date(2023, 10, 15)) == date(2023, 10, 16)
    assert naechster_werktag(date(2022, 10, 15)) == date(2022, 10, 17)
    assert naechster_werktag(date(2025, 10, 15)) == date(2025, 10, 15)
    assert naechster_werktag(date(2026, 4, 3)) == date(2026, 4, 7)


# --- numbers ----------------------------------------------------------------------------------------------


def test_numbers_are_read_exactly_and_never_from_a_float() -> None:
    assert zahl(Decimal("0.07")) == zahl("0.07") == Fraction(7, 100)
    assert prozent("72,5 %") == prozent("72.5%") == Fraction(725, 1000)
    for falsch in (0.07, True, None):
        with pytest.raises(TypeError):
            zahl(falsch)


@pytest.mark.parametrize(
    ("name", "wert", "text"),
    [
        ("zuwendung", "46800", "46800.00"),
        ("roh", "31342.5", "31342.5"),
        ("roh", "0.001", "0.001"),
        ("roh", "1/3", "1/3"),
        ("deckel", "-2000", "-2000"),
        ("foerdersatz", "0.9", "0.9"),
        ("prozent", "40", "40"),
    ],
)
def test_the_contract_writes_amounts_with_cents_and_exact_values_as_they_are(name: str, wert: str, text: str) -> None:
    assert orakel.als_vertrag({name: Fraction(wert)}) == {name: text}

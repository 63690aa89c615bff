"""Dated values and series are looked up by the day, and a series says from when on it is carried on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.regelwerk import (
    Befundregel,
    Dimension,
    Parameter,
    Parameterwert,
    Reihe,
    Reihenwert,
    Vorlage,
)
from foerderung.rechnung.typen import DATUM, EUR, TEXT
from foerderung.services.regelwerk.regeln import lade

QUELLE = Quelle("§ 1", Belegstand.NORM)
ALT: dict[tuple[str, ...], Parameterwert] = {(): Parameterwert(Fraction(1), date(2020, 1, 1), QUELLE)}
NEU: dict[tuple[str, ...], Parameterwert] = {(): Parameterwert(Fraction(2), date(2023, 7, 1), QUELLE)}


@pytest.mark.parametrize(
    ("tag", "werte"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), ALT),
        (date(2023, 6, 30), ALT),
        (date(2023, 7, 1), NEU),
        (date(2099, 1, 1), NEU),
    ],
)
def test_a_parameter_holds_from_its_day_until_the_next(tag: date, werte: object) -> None:
    parameter = Parameter("p", "P", EUR, (), (), "", ((date(2020, 1, 1), ALT), (date(2023, 7, 1), NEU)))
    assert parameter.am(tag) is werte


def reihe(monate: int = 12) -> Reihe:
    zeilen = (
        Reihenwert(date(2025, 1, 1), date(2025, 6, 30), Fraction(1)),
        Reihenwert(date(2025, 8, 1), None, Fraction(2)),
        Reihenwert(date(2026, 7, 1), None, Fraction(3)),
    )
    return Reihe("r", "R", EUR, QUELLE, ("eg",), {("E7",): zeilen}, date(2026, 7, 1), True, monate)


@pytest.mark.parametrize(
    ("tag", "wert"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), 1),
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), None),
        (date(2025, 8, 1), 2),
        (date(2026, 6, 30), 2),
        (date(2026, 7, 1), 3),
        (date(2030, 1, 1), 3),
    ],
)
def test_a_row_holds_from_its_first_to_its_last_day_or_until_the_next(tag: date, wert: int | None) -> None:
    zeile = reihe().am(("E7",), tag)
    assert (None if zeile is None else zeile.wert) == wert
    assert reihe().am(("E8",), tag) is None


@pytest.mark.parametrize(
    ("monate", "tag", "ja"),
    [
        (12, date(2026, 12, 31), False),
        (12, date(2027, 1, 1), True),
        (12, date(2026, 1, 1), False),
        (6, date(2026, 12, 31), False),
        (6, date(2027, 1, 1), True),
        (6, date(2026, 6, 30), False),
        (6, date(2027, 7, 1), True),
    ],
)
def test_a_series_is_carried_on_after_the_year_or_half_year_of_its_last_row(monate: int, tag: date, ja: bool) -> None:
    assert reihe(monate).ist_fortgeschrieben(tag) is ja


def test_a_half_yearly_series_that_begins_in_january_speaks_until_june() -> None:
    werte = reihe(6)
    januar = Reihe("r", "R", EUR, QUELLE, (), werte.zeilen, date(2026, 1, 1), True, 6)
    assert [januar.ist_fortgeschrieben(date(2026, monat, 30)) for monat in (6, 7)] == [False, True]


def test_an_input_has_the_type_of_its_declaration_and_anything_else_is_text() -> None:
    werk = lade("kommpraev").fassung(None)
    assert werk.typ_der_eingabe("vorhaben.beginn") == DATUM
    assert werk.typ_der_eingabe("entscheidung.stelle_satz").anzeige == "satz"
    assert werk.typ_der_eingabe("stichtag") == TEXT


def test_a_series_is_yearly_and_a_dimension_a_range_of_numbers_unless_they_say_otherwise() -> None:
    assert Reihe("r", "R", EUR, QUELLE, (), {}, date(2026, 7, 1), True).monate == 12
    dimension = Dimension("d", "D")
    assert (dimension.ist_jahr, dimension.liste, dimension.von, dimension.bis) == (False, "", None, None)


def test_a_finding_is_one_on_the_case_unless_it_says_otherwise() -> None:
    leer = Vorlage(())
    regel = Befundregel("b", "b", "B", (), (), "x", leer, leer, leer, QUELLE, "wahr")
    assert (regel.nur, regel.je_element, regel.ist_eingabefehler) == (None, None, False)

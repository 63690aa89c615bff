"""Amounts are kept to the cent, on both databases."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import StatementError

from foerderung.store.tabellen import Cent
from foerderung.store.verbindung import Datenbank, lies_ort
from tests.amt.buero import Buero

tabelle = Table("betraege", MetaData(), Column("betrag", Cent))


@pytest.mark.parametrize("betrag", [Fraction(1, 1000), Fraction(1, 3), Fraction("0.005"), Fraction("-0.001")])
def test_fractions_of_a_cent_are_refused(betrag: Fraction) -> None:
    with pytest.raises(ValueError, match="fractions of a cent"):
        Cent().process_bind_param(betrag, None)


@pytest.mark.parametrize("betrag", [0.1, "1.00", Decimal("0.001")])
def test_what_is_no_exact_amount_never_reaches_the_database(betrag: object) -> None:
    with pytest.raises((ValueError, AttributeError, TypeError)):
        Cent().process_bind_param(betrag, None)  # type: ignore[arg-type]


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_every_whole_cent_comes_back_as_it_went(cent: int) -> None:
    art = Cent()
    assert art.process_result_value(art.process_bind_param(Fraction(cent, 100), None), None) == Fraction(cent, 100)


@pytest.mark.parametrize("betrag", [Fraction(0), Fraction("0.01"), Fraction("999999999.99"), Fraction("-0.01"), None])
def test_an_amount_comes_back_from_the_database_and_lies_there_as_whole_cents(
    buero: Buero, betrag: Fraction | None
) -> None:
    buero.richte_ein()
    with Datenbank(lies_ort(buero.angaben(None)[1])).schreibe() as verbindung:
        tabelle.create(verbindung)
        verbindung.execute(insert(tabelle).values(betrag=betrag))
        assert verbindung.scalar(select(tabelle.c.betrag)) == betrag
        roh = verbindung.scalar(text("SELECT betrag FROM betraege"))
        assert roh == (None if betrag is None else int(betrag * 100))
        assert roh is None or isinstance(roh, int)


def test_a_fraction_of_a_cent_stops_the_statement() -> None:
    with create_engine("sqlite://").connect() as verbindung:
        tabelle.create(verbindung)
        with pytest.raises(StatementError, match="fractions of a cent"):
            verbindung.execute(insert(tabelle).values(betrag=Fraction(1, 1000)))

"""Instalments: in order, when their occasion has come, never more than what is left of the grant."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from foerderung.verfahren.fallstand import Rate
from foerderung.verfahren.zahlungsplan import naechste_rate, plan
from tests.verfahren.test_waechter import BESCHLUSS, HEUTE, NACHWEIS, fall, zahlung


def test_reimbursement_is_one_payment_of_the_final_grant_on_the_complete_proof() -> None:
    erstattung = BESCHLUSS.model_copy(update={"verfahren": "erstattung", "raten": ()})
    vorher = fall(beschluss=erstattung)
    assert [(rate.nummer, rate.anlass) for rate in plan(vorher)] == [(1, "nachweis_vollstaendig")]
    naechste = naechste_rate(vorher, HEUTE)
    assert naechste is not None
    assert not naechste.faellig
    nachher = fall(
        beschluss=erstattung,
        nachweis=NACHWEIS.model_copy(update={"zuwendung": Fraction(900), "vollstaendig_am": HEUTE}),
    )
    naechste = naechste_rate(nachher, HEUTE)
    assert naechste is not None
    assert (naechste.betrag, naechste.faellig) == (Fraction(900), True)


def test_an_instalment_at_a_fixed_day_is_due_on_that_day() -> None:
    rate = Rate(nummer=1, betrag=Fraction(250), anlass="zwischenrate")
    beschluss = BESCHLUSS.model_copy(update={"raten": (rate,), "zwischenrate_am": date(2027, 6, 1)})
    for tag, faellig in ((date(2027, 5, 31), False), (date(2027, 6, 1), True)):
        naechste = naechste_rate(fall(beschluss=beschluss), tag)
        assert naechste is not None
        assert naechste.faellig is faellig


def test_without_the_sample_the_last_instalment_is_due_at_once() -> None:
    stand = fall(
        beschluss=BESCHLUSS,
        zahlungen=(zahlung(1, 400), zahlung(2, 500)),
        nachweis=NACHWEIS.model_copy(update={"vollstaendig_am": HEUTE, "stichprobe": False}),
    )
    naechste = naechste_rate(stand, HEUTE)
    assert naechste is not None
    assert (naechste.rate.nummer, naechste.faellig) == (3, True)


def test_before_a_decision_there_is_nothing_to_pay() -> None:
    assert naechste_rate(fall(), HEUTE) is None


@given(
    raten=st.lists(st.integers(1, 100_000), min_size=1, max_size=4),
    endgueltig=st.integers(0, 400_000),
    nach=st.integers(0, 4),
)
def test_whatever_the_proof_yields_never_more_is_paid_than_the_grant(
    raten: list[int], endgueltig: int, nach: int
) -> None:
    bewilligt = sum(raten)
    liste = tuple(Rate(nummer=n, betrag=Fraction(b), anlass="bestandskraft_beginn") for n, b in enumerate(raten, 1))
    beschluss = BESCHLUSS.model_copy(update={"zuwendung": Fraction(bewilligt), "raten": liste})
    endlich = min(endgueltig, bewilligt)
    stand = fall(beschluss=beschluss, beginnanzeige_am=HEUTE)
    gezahlt = Fraction(0)
    while (naechste := naechste_rate(stand, HEUTE)) is not None:
        grenze = stand.zuwendung
        gezahlt += naechste.betrag
        assert naechste.betrag >= 0
        assert gezahlt <= max(grenze, gezahlt - naechste.betrag)
        eine = zahlung(1, 0).model_copy(update={"rate": naechste.rate.nummer, "betrag": naechste.betrag})
        stand = stand.model_copy(update={"zahlungen": (*stand.zahlungen, eine)})
        if len(stand.zahlungen) == nach:
            stand = stand.model_copy(update={"nachweis": NACHWEIS.model_copy(update={"zuwendung": Fraction(endlich)})})
    if 0 < nach < len(raten) and endlich >= sum(raten[:nach]):
        assert gezahlt == endlich
    assert gezahlt <= bewilligt

"""Deputising: roles of the day are those of the absent person, with their bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foerderung.verfahren.amtsstand import mit_vertretung, person_aus, person_nach
from foerderung.verfahren.lage import Person, Vertretung
from foerderung.verfahren.rechte import vertretene_bei
from foerderung.verfahren.vertretung import handelnd, nur_fuer
from foerderung.verfahren.zustand import Rolle

VON, BIS = date(2026, 11, 2), date(2026, 11, 13)
S, Z, H, P = Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT, Rolle.PRUEFUNG


def person(kuerzel: str, *rollen: Rolle, fuer: tuple[str, ...] = (), gesperrt: bool = False) -> Person:
    return Person(kuerzel, kuerzel, frozenset(rollen), gesperrt, tuple(Vertretung(eine, VON, BIS) for eine in fuer))


def rollen(vertretende: Person, *andere: Person, tag: date = VON) -> set[Rolle]:
    return set(handelnd(vertretende, [vertretende, *andere], tag).rollen)


@pytest.mark.parametrize(
    ("tag", "erwartet"),
    [(date(2026, 11, 1), {S}), (VON, {S, Z}), (BIS, {S, Z}), (date(2026, 11, 14), {S})],
)
def test_a_deputy_has_the_roles_of_the_absent_person_on_every_day_of_the_period(
    tag: date, erwartet: set[Rolle]
) -> None:
    assert rollen(person("k2", S, fuer=("k",)), person("k", Z), tag=tag) == erwartet


def test_the_right_to_read_everything_is_not_lent() -> None:
    assert rollen(person("k2", S, fuer=("k",)), person("k", Z, P)) == {S, Z}


def test_who_only_examines_deputises_for_nobody() -> None:
    assert rollen(person("k2", P, fuer=("k",)), person("k", Z)) == {P}


def test_a_blocked_person_neither_deputises_nor_is_deputised_for() -> None:
    assert rollen(person("k2", S, fuer=("k",)), person("k", Z, gesperrt=True)) == {S}
    assert rollen(person("k2", S, fuer=("k",), gesperrt=True), person("k", Z)) == {S}


def test_a_borrowed_role_is_not_passed_on() -> None:
    assert rollen(person("k3", S, fuer=("k2",)), person("k2", H, fuer=("k",)), person("k", Z)) == {S, H}


def test_only_roles_that_come_from_deputising_alone_are_named_as_such() -> None:
    eine = handelnd(person("k2", S, fuer=("k", "l")), [person("k", S, Z), person("l", Z, H)], VON)
    assert eine.geliehen == ((Z, "k"), (H, "l"), (Z, "l"))
    assert eine.eigene_rollen == {S}
    assert vertretene_bei(eine, "entscheidung_bewilligen") == ("k", "l")
    assert vertretene_bei(eine, "zahlung_anordnen") == ("l",)
    assert vertretene_bei(eine, "entscheidung_vorschlagen") == ()
    assert vertretene_bei(eine, "versuch_abgewiesen") == ()


def test_four_eyes_look_at_a_deputy_of_nobody_else() -> None:
    nur_k = handelnd(person("k2", S, fuer=("k",)), [person("k", Z)], VON)
    beide = handelnd(person("k2", S, fuer=("k", "l")), [person("k", Z), person("l", Z)], VON)
    assert nur_fuer(nur_k, Z, "k")
    assert not nur_fuer(nur_k, Z, "l")
    assert not nur_fuer(nur_k, S, "k")
    assert not nur_fuer(beide, Z, "k")


def test_the_same_pair_given_again_replaces_the_earlier_period_and_other_roles_leave_it() -> None:
    fakten = {"fuer": "k", "durch": "k2", "von": "2026-11-02", "bis": "2026-11-13", "grund": "Urlaub"}
    eine = mit_vertretung(person("k2", S, fuer=("l",)), fakten)
    assert [(v.fuer, v.bis) for v in eine.vertritt] == [("k", BIS), ("l", BIS)]
    eine = mit_vertretung(eine, {**fakten, "bis": "2026-11-06"})
    assert [(v.fuer, v.bis) for v in eine.vertritt] == [("k", date(2026, 11, 6)), ("l", BIS)]
    geaendert = {"kuerzel": "k2", "name": "k2", "rollen": ["haushalt"], "gesperrt": False}
    assert person_nach(eine, geaendert) == replace(eine, rollen=frozenset({H}))
    assert person_nach(None, geaendert) == person_aus(geaendert)

"""The table of acts, walked exhaustively: every state with every act, and no path around what the law demands."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from foerderung.verfahren.akt import ZAHLBAR
from foerderung.verfahren.akte import AKTE, NACH_NAME
from foerderung.verfahren.automat import folgezustand, pruefe
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.lage import Lage, Person
from foerderung.verfahren.zustand import Rolle, Zustand

ENDEN = {Zustand.GELOESCHT}
ALLES_DUERFEND = Person("alle", "Alle Rollen", frozenset(Rolle))
PAARE = [pytest.param(z, a.name, id=f"{z.value}-{a.name}") for z, a in product(Zustand, AKTE)]


def fall(zustand: Zustand) -> Fallstand:
    return Fallstand(
        aktenzeichen="KP-2027-0001",
        richtlinie="kommpraev",
        antragsteller="A-0001",
        titel="Vorhaben",
        zustand=zustand,
        version=1,
        angelegt_am=date(2027, 1, 4),
    )


def lage(zustand: Zustand, person: Person = ALLES_DUERFEND) -> Lage:
    return Lage(fall(zustand), person, date(2027, 2, 1), date(2027, 2, 1))


def erreichbar(ohne: frozenset[str] = frozenset(), von: Zustand = Zustand.NEU) -> set[Zustand]:
    """Return the states that can be reached when some acts do not exist."""
    gesehen, offen = {von}, [von]
    while offen:
        zustand = offen.pop()
        for akt in AKTE:
            nach = akt.nach(zustand)
            if akt.name not in ohne and nach is not None and nach not in gesehen:
                gesehen.add(nach)
                offen.append(nach)
    return gesehen


@pytest.mark.parametrize(("zustand", "name"), PAARE)
def test_every_state_with_every_act_is_in_the_table_or_refused_with_a_code(zustand: Zustand, name: str) -> None:
    akt = NACH_NAME[name]
    erwartet = akt.nach(zustand)
    assert folgezustand(zustand, name) is erwartet
    codes = [hindernis.code for hindernis in pruefe(akt, lage(zustand))]
    assert ("zustand" in codes) is (erwartet is None)


def test_names_are_unique_and_every_act_but_the_derived_one_has_a_command_and_a_role() -> None:
    assert len(NACH_NAME) == len(AKTE)
    assert [akt.name for akt in AKTE if not akt.befehl or akt.rolle is None] == ["bestandskraft_eintreten"]


def test_every_state_is_reachable_and_only_the_ends_are_final() -> None:
    assert erreichbar() == set(Zustand)
    sackgassen = {z for z in Zustand if not any(akt.nach(z) for akt in AKTE)}
    assert sackgassen == ENDEN
    assert all(ENDEN & erreichbar(von=zustand) for zustand in Zustand)


def test_there_is_no_path_around_the_consultation() -> None:
    ohne = erreichbar(frozenset({"beratung_erfassen"}))
    assert ohne == {Zustand.NEU, Zustand.ANGELEGT, Zustand.ZURUECKGEZOGEN, Zustand.GELOESCHT}


@pytest.mark.parametrize(
    ("akt", "verschlossen"),
    [
        ("antrag_pruefen", Zustand.GEPRUEFT),
        ("entscheidung_vorschlagen", Zustand.VORGESCHLAGEN),
        ("entscheidung_bewilligen", Zustand.BEWILLIGT),
        ("bescheid_aufgeben", Zustand.BEKANNTGEGEBEN),
        ("zahlung_anordnen", Zustand.IN_AUSZAHLUNG),
        ("nachweis_einlesen", Zustand.NACHWEIS_EINGEREICHT),
        ("evaluation_erfassen", Zustand.EVALUIERT),
    ],
)
def test_there_is_no_path_around_an_act_of_the_procedure(akt: str, verschlossen: Zustand) -> None:
    assert verschlossen not in erreichbar(frozenset({akt}))


def test_four_eyes_guard_every_way_to_a_decision_and_to_a_payment() -> None:
    zurueck = {"ruecklauf_erfassen"}  # from a notice that never arrived back to the decision it belongs to
    zu_bewilligt = [a for a in AKTE if any(nach is Zustand.BEWILLIGT and von is not nach for von, nach in a.wege)]
    zu_abgelehnt = [a for a in AKTE if any(nach is Zustand.ABGELEHNT and von is not nach for von, nach in a.wege)]
    zu_bewilligt = [a for a in zu_bewilligt if a.name not in zurueck]
    assert all(von is Zustand.BEKANNTGEGEBEN for von, _ in NACH_NAME["ruecklauf_erfassen"].wege[:1])
    for akt in (*zu_bewilligt, *zu_abgelehnt):
        assert akt.rolle is Rolle.ZEICHNUNG
        assert "vier_augen" in [waechter.__name__ for waechter in akt.waechter]
        assert {von for von, _ in akt.wege} == {Zustand.VORGESCHLAGEN}
    anordnung = NACH_NAME["zahlung_anordnen"]
    assert anordnung.rolle is Rolle.HAUSHALT
    assert "anderer_als_bescheinigender" in [waechter.__name__ for waechter in anordnung.waechter]


def test_money_moves_only_from_states_after_the_notice_is_final() -> None:
    vorher = erreichbar(frozenset({"bestandskraft_eintreten", "klage_erledigen"}))
    assert not set(ZAHLBAR) & vorher


def test_a_refusal_names_state_and_role_at_once() -> None:
    niemand = Person("pruefer", "Prüfung", frozenset({Rolle.PRUEFUNG}))
    codes = [h.code for h in pruefe(NACH_NAME["entscheidung_bewilligen"], lage(Zustand.BERATEN, niemand))]
    assert codes == ["zustand", "rolle"]


def test_an_act_the_table_does_not_know_is_a_defect() -> None:
    with pytest.raises(KeyError):
        folgezustand(Zustand.BERATEN, "gibt_es_nicht")


def test_who_only_examines_may_perform_no_act_at_all() -> None:
    assert not [akt.name for akt in AKTE if akt.rolle is Rolle.PRUEFUNG]

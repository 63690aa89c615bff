"""The fold: every act has its step, facts are taken as they are, an unknown act is never passed over."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.amtsstand import Amtsstand
from foerderung.verfahren.ereignis import Ereignis, kanonisches_json, nutzlast_hash
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import SCHRITTE, VERSUCH, schreibe_fort
from tests.verfahren.test_waechter import fall


def ereignis(typ: str, fakten: dict[str, Any] | None, fall: str = "KP-2027-0001", nummer: int = 7) -> Ereignis:
    return Ereignis(nummer, typ, fall, date(2027, 1, 4), "2027-01-04T10:00:00Z", "p", "b", fakten)


def test_every_act_but_the_first_and_the_last_has_a_step() -> None:
    assert set(SCHRITTE) == {akt.name for akt in AKTE} - {"fall_anlegen", "loeschung_vollziehen"}


def test_a_case_begins_with_its_first_event() -> None:
    fakten = {"richtlinie": "kommpraev", "antragsteller": "A-0001", "titel": "T", "nach": "angelegt"}
    stand = schreibe_fort(None, ereignis("fall_anlegen", fakten))
    assert stand is not None
    assert (stand.zustand, stand.version, stand.angelegt_am) == ("angelegt", 7, date(2027, 1, 4))


def test_a_refused_attempt_moves_nothing_but_the_version() -> None:
    vorher = fall()
    nachher = schreibe_fort(vorher, ereignis(VERSUCH, {"akt": "x", "gruende": []}))
    assert nachher == vorher.model_copy(update={"version": 7})


def test_the_state_comes_from_the_event_not_from_the_table_of_today() -> None:
    nachher = schreibe_fort(fall(), ereignis("klage_erledigen", {"nach": "bestandskraeftig"}))
    assert nachher is not None
    assert nachher.zustand == "bestandskraeftig"


@pytest.mark.parametrize("fakten", [{"nach": "beraten"}, {}])
def test_an_unknown_act_or_a_missing_fact_is_an_error(fakten: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        schreibe_fort(fall(), ereignis("gibt_es_nicht", fakten))
    with pytest.raises(KeyError):
        schreibe_fort(fall(), ereignis("beratung_erfassen", fakten))


def test_the_standing_of_a_case_is_immutable_and_closed() -> None:
    stand = fall()
    with pytest.raises(ValueError, match="frozen"):
        stand.titel = "anders"
    with pytest.raises(ValueError, match="extra"):
        Fallstand.model_validate({**stand.model_dump(), "unbekannt": 1})


def test_the_office_knows_the_newest_facts_of_persons_and_series() -> None:
    amt = Amtsstand()
    person = {"kuerzel": "a", "name": "A", "rollen": ["zeichnung"], "gesperrt": False}
    amt.wende_an(ereignis("person_anlegen", person, ""))
    amt.wende_an(ereignis("person_aendern", {**person, "gesperrt": True}, ""))
    amt.wende_an(ereignis("behoerde_setzen", {"angaben": {"ort": "Dresden"}}, ""))
    amt.wende_an(ereignis("behoerde_setzen", {"angaben": {"plz": "01000"}, "nummernkreis": {"A": 3}}, ""))
    assert amt.personen["a"].gesperrt
    assert amt.behoerde == {"ort": "Dresden", "plz": "01000"}
    assert amt.nummern == {"A": 3}


def test_canonical_json_has_one_form_and_refuses_what_json_does_not_know() -> None:
    assert kanonisches_json({"b": [1, None], "a": "Größe „x“\n"}) == '{"a":"Größe „x“\\n","b":[1,null]}'
    for schlecht in ({"a": date(2027, 1, 1)}, {"a": object()}):
        with pytest.raises(TypeError):
            kanonisches_json(schlecht)
    with pytest.raises(ValueError, match="JSON"):
        kanonisches_json({"a": float("nan")})


def test_the_same_payload_under_another_salt_has_another_hash() -> None:
    assert nutzlast_hash("a", "{}") != nutzlast_hash("b", "{}")


def test_the_facts_of_an_event_whose_payload_was_deleted_are_empty() -> None:
    assert ereignis("x", None).fakten() == MappingProxyType({})

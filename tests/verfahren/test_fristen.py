"""Deadlines: which are open in which standing of a case, which end by themselves, which the office has to keep."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from foerderung.verfahren.fallstand import Fallstand, Frist
from foerderung.verfahren.fortschreibung import schreibe_fort
from foerderung.verfahren.fristarten import FRISTARTEN
from foerderung.verfahren.fristen import am_tag, naechste_frist, offene_fristen
from foerderung.verfahren.zustand import Zustand
from tests.verfahren.test_fortschreibung import ereignis
from tests.verfahren.test_waechter import BESCHLUSS, HEUTE, NACHWEIS, bescheid, fall, zahlung

BIS = date(2027, 6, 1)
BEZAHLT = (zahlung(1, 400), zahlung(2, 500), zahlung(3, 100))
VOLLSTAENDIG = NACHWEIS.model_copy(update={"vollstaendig_am": HEUTE})
TEILNACHWEIS = NACHWEIS.model_copy(update={"unterlage": {"art": "teilnachweis"}})


def frist(art: str, **angaben: Any) -> Frist:
    grund = {"art": art, "ab": HEUTE, "bis": BIS, "quelle": "q", "ereignis": 7, "erfasst_am": "2027-02-01T10:00:00Z"}
    return Frist.model_validate({**grund, **angaben})


def mit(*arten: str, **angaben: Any) -> Fallstand:
    return fall(gesetzte_fristen={art: frist(art) for art in arten}, **angaben)


def offen(stand: Fallstand) -> list[str]:
    return [eine.art for eine in offene_fristen(stand)]


@pytest.mark.parametrize(
    ("art", "angaben", "erwartet"),
    [
        ("nachforderung", {"zustand": Zustand.NACHGEFORDERT}, True),
        ("nachforderung", {"zustand": Zustand.EINGEGANGEN}, False),
        ("klagefrist", {"zustand": Zustand.BEKANNTGEGEBEN}, True),
        ("klagefrist", {"zustand": Zustand.ABGELEHNT}, True),
        ("klagefrist", {"zustand": Zustand.BESTANDSKRAEFTIG}, False),
        ("klagefrist", {"zustand": Zustand.ABGELEHNT, "klage_am": HEUTE}, False),
        ("klagefrist", {"zustand": Zustand.BEKANNTGEGEBEN, "bescheid": bescheid(verzicht_am=HEUTE)}, False),
        ("beginn", {"zustand": Zustand.BEKANNTGEGEBEN}, True),
        ("beginn", {"zustand": Zustand.ANGEFOCHTEN}, True),
        ("beginn", {"zustand": Zustand.BESTANDSKRAEFTIG, "beginnanzeige_am": HEUTE}, False),
        ("beginn", {"zustand": Zustand.NACHWEIS_EINGEREICHT, "nachweis": NACHWEIS}, False),
        ("nachweis", {"zustand": Zustand.BEWILLIGT}, True),
        ("nachweis", {"zustand": Zustand.NACHWEIS_EINGEREICHT, "nachweis": TEILNACHWEIS}, True),
        ("nachweis", {"zustand": Zustand.NACHWEIS_EINGEREICHT, "nachweis": NACHWEIS}, False),
        ("vollstaendigkeit", {"zustand": Zustand.NACHWEIS_EINGEREICHT, "nachweis": NACHWEIS}, True),
        ("vollstaendigkeit", {"zustand": Zustand.NACHWEIS_VOLLSTAENDIG, "nachweis": VOLLSTAENDIG}, False),
        ("schlussrate", {"nachweis": VOLLSTAENDIG, "beschluss": BESCHLUSS, "zahlungen": BEZAHLT[:2]}, True),
        (
            "schlussrate",
            {
                "nachweis": VOLLSTAENDIG,
                "beschluss": BESCHLUSS,
                "zahlungen": (*BEZAHLT[:2], zahlung(3, 100, angeordnet=False)),
            },
            True,
        ),
        ("schlussrate", {"nachweis": VOLLSTAENDIG, "beschluss": BESCHLUSS, "zahlungen": BEZAHLT}, False),
        (
            "schlussrate",  # the proof left nothing to pay
            {
                "nachweis": VOLLSTAENDIG.model_copy(update={"zuwendung": Fraction(900)}),
                "beschluss": BESCHLUSS,
                "zahlungen": BEZAHLT[:2],
            },
            False,
        ),
        ("jahresfrist", {"zustand": Zustand.EVALUIERT}, True),
        ("jahresfrist", {"zustand": Zustand.ABGESCHLOSSEN}, False),
        ("nachforderung", {"zustand": Zustand.ZURUECKGEZOGEN}, False),
    ],
)
def test_a_deadline_is_open_until_what_it_is_set_for_has_happened(
    art: str, angaben: dict[str, Any], erwartet: bool
) -> None:
    assert offen(mit(art, **angaben)) == ([art] if erwartet else [])


@pytest.mark.parametrize("art", FRISTARTEN)
def test_a_deadline_declared_met_is_open_no_longer(art: str) -> None:
    stand = fall(zustand=Zustand.EVALUIERT, gesetzte_fristen={art: frist(art, erledigt_am=HEUTE)})
    assert offen(stand) == []


def test_the_earliest_deadline_comes_first() -> None:
    fristen = {"beginn": frist("beginn"), "nachweis": frist("nachweis", bis=date(2027, 5, 31))}
    assert offen(fall(gesetzte_fristen=fristen)) == ["nachweis", "beginn"]


def test_only_what_ends_by_itself_is_over_with_its_later_end() -> None:
    fristen = [frist(art, bis_spaet=date(2027, 6, 3)) for art in FRISTARTEN]
    assert [eine.art for eine in am_tag(fristen, date(2027, 6, 3))] == list(FRISTARTEN)
    danach = [eine.art for eine in am_tag(fristen, date(2027, 6, 4))]
    assert danach == [art for art in FRISTARTEN if art != "klagefrist"]
    assert am_tag([frist("klagefrist")], BIS)
    assert not am_tag([frist("klagefrist")], date(2027, 6, 2))


def test_the_next_deadline_is_the_first_that_somebody_has_to_keep() -> None:
    fristen = [frist("klagefrist", bis=HEUTE), frist("beginn"), frist("nachweis", bis=date(2027, 5, 1))]
    assert naechste_frist(fristen) == date(2027, 5, 1)
    assert naechste_frist(fristen[:1]) is None
    assert naechste_frist([]) is None


def test_any_act_sets_a_deadline_and_takes_it_away_by_its_facts_alone() -> None:
    gesetzt = {"jahresfrist": {"ab": "2027-01-04", "bis": "2028-01-04", "quelle": "q", "herleitung": "a" * 64}}
    stand = schreibe_fort(
        fall(), ereignis("klage_erledigen", {"nach": "bestandskraeftig", "gesetzte_fristen": gesetzt})
    )
    assert stand is not None
    assert stand.gesetzte_fristen == {
        "jahresfrist": frist(
            "jahresfrist", ab=date(2027, 1, 4), bis=date(2028, 1, 4), herleitung="a" * 64,
            erfasst_am="2027-01-04T10:00:00Z",
        )
    }  # fmt: skip
    ohne = {"nach": "bestandskraeftig", "gesetzte_fristen": {"jahresfrist": None, "beginn": None}}
    danach = schreibe_fort(stand, ereignis("klage_erledigen", ohne, nummer=8))
    assert danach is not None
    assert danach.gesetzte_fristen == {}
    unberuehrt = schreibe_fort(stand, ereignis("klage_erledigen", {"nach": "bestandskraeftig"}, nummer=8))
    assert unberuehrt is not None
    assert unberuehrt.gesetzte_fristen == stand.gesetzte_fristen

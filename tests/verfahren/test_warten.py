"""Whom a case waits for: in every state, and where only the calendar decides."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from foerderung.verfahren.fallstand import Antrag, Bescheid, Fallstand, Nachforderung
from foerderung.verfahren.warten import Wartet, wartet_auf
from foerderung.verfahren.zustand import Rolle, Zustand
from tests.verfahren.test_waechter import BESCHLUSS, FRISTEN, HEUTE, NACHWEIS, RATEN, VORSCHLAG, fall, zahlung

S, Z, H = Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT
NUMMER = "KP-2027-0001/01"
ENTWURF = Bescheid(nummer=NUMMER)
ABGELEGT = Bescheid(nummer=NUMMER, gezeichnet="a" * 64, abgelegt_am=date(2026, 11, 10))
AUFGEGEBEN = ABGELEGT.model_copy(update={"aufgabe_am": date(2026, 11, 12), "versandart": "post", "fristen": FRISTEN})
OHNE_FIKTION = AUFGEGEBEN.model_copy(update={"fristen": None})
ANTRAG = Antrag(fassung=1, eingang_am=date(2026, 10, 1), ablage="", datei="antrag.yaml")
BEWILLIGT = {"beschluss": BESCHLUSS, "bescheid": AUFGEGEBEN}
BEGONNEN = {**BEWILLIGT, "beginnanzeige_am": date(2026, 12, 1)}
ERSTE = {**BEGONNEN, "zahlungen": (zahlung(1, 400),)}
VOLLSTAENDIG = NACHWEIS.model_copy(update={"vollstaendig_am": HEUTE})
GEZOGEN = VOLLSTAENDIG.model_copy(update={"stichprobe": True})
GEPRUEFT = GEZOGEN.model_copy(update={"geprueft_am": HEUTE})
ZWEI = (zahlung(1, 400), zahlung(2, 500))
DREI = (*ZWEI, zahlung(3, 100))
BESTANDSKRAFT = FRISTEN.bestandskraft
MIT_ZWISCHENRATE = BESCHLUSS.model_copy(
    update={
        "raten": (RATEN[0], RATEN[1].model_copy(update={"anlass": "zwischenrate"}), RATEN[2]),
        "zwischenrate_am": date(2027, 6, 1),
    }
)

LAGEN: list[tuple[Zustand, dict[str, Any], Rolle | None, str]] = [
    (Zustand.NEU, {}, None, ""),
    (Zustand.ANGELEGT, {}, S, "Beratung festhalten"),
    (Zustand.BERATEN, {}, None, "Antrag des Antragstellers"),
    (Zustand.EINGEGANGEN, {"antraege": (ANTRAG,)}, S, "Antrag prüfen"),
    (Zustand.NACHGEFORDERT, {}, None, "nachgeforderte Unterlagen des Antragstellers"),
    (Zustand.GEPRUEFT, {"ziele": {}}, S, "Entscheidung vorschlagen"),
    (Zustand.GEPRUEFT, {}, S, "Ziele festlegen, Entscheidung vorschlagen"),
    (Zustand.VORGESCHLAGEN, {"vorschlag": VORSCHLAG}, Z, "über den Vorschlag entscheiden"),
    (Zustand.BEWILLIGT, {"beschluss": BESCHLUSS}, S, "Bescheid entwerfen"),
    (Zustand.BEWILLIGT, {"beschluss": BESCHLUSS, "bescheid": ENTWURF}, S, "gezeichneten Bescheid ablegen"),
    (Zustand.BEWILLIGT, {"beschluss": BESCHLUSS, "bescheid": ABGELEGT}, S, "Bescheid zur Post geben"),
    (Zustand.ABGELEHNT, {"beschluss": BESCHLUSS}, S, "gezeichneten Bescheid ablegen"),
    (Zustand.ABGELEHNT, {"bescheid": ABGELEGT}, S, "Bescheid zur Post geben"),
    (Zustand.ABGELEHNT, {"bescheid": AUFGEGEBEN}, Z, "Fall schließen"),
    (Zustand.ABGELEHNT, {"bescheid": AUFGEGEBEN, "klage_am": HEUTE}, None, "Ausgang der Klage"),
    (Zustand.BEKANNTGEGEBEN, {"bescheid": OHNE_FIKTION}, None, "Empfangsbekenntnis des Empfängers"),
    (Zustand.BEKANNTGEGEBEN, BEWILLIGT, None, "Anzeige des Vorhabensbeginns"),
    (Zustand.BEKANNTGEGEBEN, BEGONNEN, S, "1. Rate bescheinigen"),
    (Zustand.ANGEFOCHTEN, {"klage_am": HEUTE}, None, "Ausgang der Klage"),
    (Zustand.BESTANDSKRAEFTIG, BEWILLIGT, None, "Anzeige des Vorhabensbeginns"),
    (Zustand.BESTANDSKRAEFTIG, BEGONNEN, S, "1. Rate bescheinigen"),
    (Zustand.BESTANDSKRAEFTIG, {**BEGONNEN, "zahlungen": (zahlung(1, 400, False),)}, H, "1. Rate anordnen"),
    (Zustand.IN_AUSZAHLUNG, ERSTE, None, "Verwendungsnachweis"),
    (Zustand.NACHWEIS_EINGEREICHT, {**ERSTE, "nachweis": NACHWEIS}, S, "Vollständigkeit des Nachweises feststellen"),
    (Zustand.NACHWEIS_VOLLSTAENDIG, {**ERSTE, "nachweis": VOLLSTAENDIG}, S, "2. Rate bescheinigen"),
    (
        Zustand.NACHWEIS_VOLLSTAENDIG,
        {**ERSTE, "nachweis": VOLLSTAENDIG, "zahlungen": ZWEI},
        S,
        "über die Stichprobe entscheiden",
    ),
    (Zustand.NACHWEIS_VOLLSTAENDIG, {**ERSTE, "nachweis": GEZOGEN, "zahlungen": ZWEI}, S, "Nachweis prüfen"),
    (Zustand.NACHWEIS_GEPRUEFT, {**ERSTE, "nachweis": GEPRUEFT, "zahlungen": ZWEI}, S, "3. Rate bescheinigen"),
    (Zustand.NACHWEIS_GEPRUEFT, {**ERSTE, "nachweis": GEPRUEFT, "zahlungen": DREI}, S, "Erfolgskontrolle abschließen"),
    (
        Zustand.NICHT_IN_STICHPROBE,
        {**ERSTE, "nachweis": GEPRUEFT, "zahlungen": DREI},
        S,
        "Erfolgskontrolle abschließen",
    ),
    (Zustand.EVALUIERT, {**ERSTE, "nachweis": GEPRUEFT, "zahlungen": ZWEI}, S, "3. Rate bescheinigen"),
    (Zustand.EVALUIERT, {**ERSTE, "nachweis": GEPRUEFT, "zahlungen": DREI}, Z, "Fall schließen"),
    (Zustand.ABGESCHLOSSEN, {}, None, ""),
    (Zustand.ZURUECKGEZOGEN, {}, None, ""),
    (Zustand.ABGESCHLOSSEN, {"loeschantrag": {"am": HEUTE, "person": "b", "grund": "x"}}, Z, "Löschung vollziehen"),
    (Zustand.GELOESCHT, {}, None, ""),
]


def test_the_list_below_speaks_of_every_state() -> None:
    assert {zustand for zustand, *_ in LAGEN} == set(Zustand)


@pytest.mark.parametrize(("zustand", "angaben", "rolle", "worauf"), LAGEN)
def test_in_every_state_a_case_says_whose_turn_it_is_and_what_is_to_be_done(
    zustand: Zustand, angaben: dict[str, Any], rolle: Rolle | None, worauf: str
) -> None:
    wartet = wartet_auf(fall(zustand=zustand, **angaben), HEUTE)
    assert (wartet.rolle, wartet.worauf) == (rolle, worauf)
    assert wartet.seit is None or wartet.seit <= HEUTE


def test_who_proposed_and_who_certified_are_excluded_from_what_comes_next() -> None:
    vorschlag = fall(zustand=Zustand.VORGESCHLAGEN, vorschlag=VORSCHLAG)
    assert wartet_auf(vorschlag) == Wartet(Z, "bearbeitung", "über den Vorschlag entscheiden", VORSCHLAG.am)
    bescheinigt = fall(zustand=Zustand.BESTANDSKRAEFTIG, **{**BEGONNEN, "zahlungen": (zahlung(1, 400, False),)})
    assert wartet_auf(bescheinigt) == Wartet(H, "bearbeitung", "1. Rate anordnen", HEUTE)


@pytest.mark.parametrize(
    ("stand", "tag", "rolle"),
    [
        (fall(zustand=Zustand.BEKANNTGEGEBEN, **BEGONNEN), BESTANDSKRAFT, S),
        (fall(zustand=Zustand.ABGELEHNT, bescheid=AUFGEGEBEN), BESTANDSKRAFT, Z),
        (
            fall(zustand=Zustand.IN_AUSZAHLUNG, **{**ERSTE, "beschluss": MIT_ZWISCHENRATE}),
            date(2027, 6, 1),
            S,
        ),
    ],
)
def test_what_the_calendar_decides_waits_for_nobody_before_its_day(stand: Fallstand, tag: date, rolle: Rolle) -> None:
    for frueher in (wartet_auf(stand), wartet_auf(stand, tag - timedelta(days=1))):
        assert frueher.rolle is None
        assert frueher.seit == tag, "the day from which the case has to be looked at again"
        assert f"{tag.day:02d}.{tag.month:02d}.{tag.year}" in frueher.worauf
    assert (wartet_auf(stand, tag).rolle, wartet_auf(stand, tag).seit) == (rolle, tag)


def test_a_partial_proof_waits_for_the_rest_and_a_request_names_its_day() -> None:
    teil = NACHWEIS.model_copy(update={"unterlage": {"art": "teilnachweis"}})
    wartet = wartet_auf(fall(zustand=Zustand.NACHWEIS_EINGEREICHT, **ERSTE, nachweis=teil))
    assert (wartet.rolle, wartet.worauf) == (None, "Verwendungsnachweis über das ganze Vorhaben")
    gefordert = Nachforderung(am=HEUTE, codes=("anlage_fehlt",), frist=date(2027, 3, 1))
    wartet = wartet_auf(fall(zustand=Zustand.NACHGEFORDERT, nachforderung=gefordert))
    assert wartet.worauf == "nachgeforderte Unterlagen des Antragstellers, Frist 01.03.2027"


def test_what_was_paid_too_much_is_settled_before_the_case_is_closed() -> None:
    weniger = GEPRUEFT.model_copy(update={"zuwendung": Fraction(900)})
    wartet = wartet_auf(fall(zustand=Zustand.EVALUIERT, **{**ERSTE, "nachweis": weniger, "zahlungen": DREI}), HEUTE)
    assert (wartet.rolle, wartet.worauf) == (S, "Überzahlung klären")

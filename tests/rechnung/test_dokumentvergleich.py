"""Versions of a document are compared value by value, by what they mean and not by how they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foerderung.rechnung.dokumentvergleich import Unterschied, unterschiede
from foerderung.rechnung.leser import lies_dokument
from foerderung.resources import resource_path
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.regelwerk.regeln import lade

VORLAGE = (resource_path("rules") / "kommpraev" / "beispiele" / "koordination-dreijaehrig.yaml").read_text("utf-8")
FELDER = lade("kommpraev").fassung(None).felder


def lies(text: str) -> Any:
    gelesen = lies_dokument(lies_text(text, "antrag.yaml"), FELDER, "antrag.yaml")
    assert not gelesen.meldungen
    return gelesen.eingaben.baum


def vergleiche(*ersetzungen: tuple[str, str]) -> list[Unterschied]:
    neu = VORLAGE
    for alt, ersatz in ersetzungen:
        assert alt in neu
        neu = neu.replace(alt, ersatz)
    return unterschiede(lies(VORLAGE), lies(neu), FELDER)


def test_the_same_document_differs_in_nothing_however_it_is_written() -> None:
    assert vergleiche() == []
    assert vergleiche(("48200.00", '"48200"'), ("titel:", "titel:  ")) == []


def test_amounts_days_and_choices_are_shown_in_german_with_their_labels() -> None:
    (betrag,) = vergleiche(("2027: 48200.00", "2027: 53000.5"))
    assert betrag.ort == "stellen[0].personalausgaben[2027]"
    assert (betrag.alt, betrag.neu) == ("48.200,00 €", "53.000,50 €")
    assert (betrag.alt_wert, betrag.neu_wert) == ("48200.00", "53000.50")
    assert betrag.bezeichnung.startswith("Stellen „Koordination“ › ")
    assert betrag.bezeichnung.endswith(" › 2027")
    (tag,) = vergleiche(("eingang_am: 2026-10-01", "eingang_am: 2026-10-02"))
    assert (tag.alt, tag.neu, tag.neu_wert) == ("01.10.2026", "02.10.2026", "2026-10-02")
    (auswahl,) = vergleiche(("qualifikation: berufsausbildung", "qualifikation: hochschule"))
    assert auswahl.alt != "berufsausbildung"
    assert (auswahl.alt_wert, auswahl.neu_wert) == ("berufsausbildung", "hochschule")


def test_what_is_added_or_gone_has_a_dash_on_the_other_side() -> None:
    (neu,) = vergleiche(("    vzae: 0.75\n", "    vzae: 0.75\n    foerderbeginn: 2026\n"))
    assert (neu.alt, neu.alt_wert, neu.neu) == ("–", None, "2026")


STELLE = "  - bezeichnung: Koordination\n"
MINIJOB = (
    "  - bezeichnung: Nachtlichter\n    art: minijob\n    anzahl: 2\n    beginn: 2027-01-01\n    ende: 2027-12-31\n"
    "    personalausgaben: {2027: 12000.00}\n"
)


def test_an_item_put_in_front_shifts_nothing_because_names_tell_items_apart() -> None:
    gefunden = vergleiche((STELLE, MINIJOB + STELLE))
    assert {eines.bezeichnung.partition(" › ")[0] for eines in gefunden} == {"Stellen „Nachtlichter“"}
    assert all(eines.alt == "–" for eines in gefunden)
    assert all(eines.ort.startswith("stellen[0].") for eines in gefunden)


def test_a_renamed_item_is_the_same_item_under_another_name() -> None:
    (gefunden,) = vergleiche(("bezeichnung: Koordination", "bezeichnung: Leitung"))
    assert (gefunden.ort, gefunden.alt, gefunden.neu) == ("stellen[0].bezeichnung", "Koordination", "Leitung")


def test_an_item_taken_out_is_shown_with_its_old_place() -> None:
    mit = lies(VORLAGE.replace(STELLE, MINIJOB + STELLE))
    gefunden = unterschiede(mit, lies(VORLAGE), FELDER)
    assert {eines.bezeichnung.partition(" › ")[0] for eines in gefunden} == {"Stellen „Nachtlichter“"}
    assert all((eines.neu, eines.neu_wert) == ("–", None) for eines in gefunden)


def test_items_of_the_same_name_are_paired_by_their_order() -> None:
    doppelt = VORLAGE.replace(STELLE, MINIJOB + MINIJOB.replace("anzahl: 2", "anzahl: 4") + STELLE)
    anders = VORLAGE.replace(STELLE, MINIJOB + MINIJOB.replace("anzahl: 2", "anzahl: 3") + STELLE)
    (gefunden,) = unterschiede(lies(doppelt), lies(anders), FELDER)
    assert (gefunden.ort, gefunden.alt, gefunden.neu) == ("stellen[1].anzahl", "4", "3")


@pytest.mark.parametrize("pfad", sorted((resource_path("rules") / "kommpraev" / "beispiele").glob("*.yaml")))
def test_every_value_of_an_example_is_seen_when_all_of_it_is_new(pfad: Path) -> None:
    baum = lies(pfad.read_text("utf-8"))
    gefunden = unterschiede({}, baum, FELDER)
    assert gefunden
    assert all(eines.alt == "–" and eines.neu_wert is not None for eines in gefunden)
    assert unterschiede(baum, baum, FELDER) == []

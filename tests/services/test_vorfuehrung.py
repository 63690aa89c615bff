"""The documents of the case that is shown as a whole read cleanly and tell one story, exact to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from foerderung.rechnung.berechnung import Berechnung
from foerderung.resources import resource_path
from foerderung.services.fall.unterlagen import lies_unterlage, unterlage_aus_daten
from foerderung.services.rechnen.zuwendung import Dokument, berechne_datei
from foerderung.services.regelwerk.regeln import lade

ORDNER = resource_path("rules") / "kommpraev" / "vorfuehrung"
ANTRAG, ENTSCHEIDUNG = ORDNER / "antrag.yaml", ORDNER / "entscheidung.yaml"
REGELWERK = lade("kommpraev").fassung(None)
UNTERLAGEN = sorted(REGELWERK.unterlagen)


def unterlage(art: str) -> Any:
    daten = lies_unterlage(REGELWERK, art, Dokument.lies(ORDNER / f"{art}.yaml"))
    return unterlage_aus_daten(REGELWERK, art, daten)


def schweren(berechnung: Berechnung) -> set[str]:
    return {befund.schwere.value for befund in berechnung.befunde}


def test_there_is_one_file_for_every_document_and_none_besides() -> None:
    namen = {pfad.name for pfad in ORDNER.iterdir()}
    assert namen == {"antrag.yaml", "entscheidung.yaml", *(f"{art}.yaml" for art in UNTERLAGEN)}


@pytest.mark.parametrize("art", UNTERLAGEN)
def test_every_document_reads_cleanly(art: str) -> None:
    assert unterlage(art)


def test_the_application_needs_one_discretionary_decision_and_nothing_else() -> None:
    berechnung = berechne_datei(ANTRAG)
    assert schweren(berechnung) == {"ermessen", "hinweis"}
    assert [b.code for b in berechnung.befunde if b.schwere.value == "ermessen"] == ["weiterleitung_pruefen"]


def test_with_the_decision_everything_is_decided_and_the_grant_is_paid_in_three_instalments() -> None:
    berechnung = berechne_datei(ANTRAG, ENTSCHEIDUNG)
    ergebnis = berechnung.als_json()
    assert schweren(berechnung) == {"ermessen", "hinweis"}
    assert all(befund.entschieden for befund in berechnung.befunde if befund.schwere.value == "ermessen")
    assert ergebnis["zuwendung_gesamt"] == "131630.00"
    assert ergebnis["zuwendungsfaehig_gesamt"] == "182100.00"
    assert [rate["betrag"] for rate in ergebnis["auszahlung"]["raten"]] == ["52652.00", "65815.00", "13163.00"]


def test_the_reduction_lowers_the_eligible_expenditure_and_the_grant_stays_within_the_rate() -> None:
    vorher, nachher = berechne_datei(ANTRAG).als_json(), berechne_datei(ANTRAG, ENTSCHEIDUNG).als_json()
    assert vorher["jahre"]["2027"]["zuwendungsfaehig"] == "60400.00"
    assert nachher["jahre"]["2027"]["zuwendungsfaehig"] == "60000.00"
    assert nachher["jahre"]["2027"]["roh"] == "54000"
    assert nachher["jahre"]["2027"]["zuwendung"] == "54000.00"


def test_consultation_and_application_agree() -> None:
    beratung, antrag = unterlage("beratung"), berechne_datei(ANTRAG).antrag.eingaben.baum
    assert beratung["am"] == antrag["beratung_am"]
    for name in ("titel", "beginn", "ende"):
        assert beratung["vorhaben"][name] == antrag["vorhaben"][name]
    besprochen = {position["bezeichnung"]: position["betraege"] for position in beratung["kosten"]}
    stellen = {stelle["bezeichnung"]: stelle["personalausgaben"] for stelle in antrag["stellen"]}
    assert besprochen == stellen | {posten["bezeichnung"]: posten["betraege"] for posten in antrag["sachausgaben"]}
    assert beratung["prioritaeten"] == antrag["praevention"]["prioritaeten"]


def test_the_proof_has_the_items_of_the_plan_and_balances_to_the_cent_with_the_reduced_grant() -> None:
    nachweis, antrag = unterlage("nachweis"), berechne_datei(ANTRAG).antrag.eingaben.baum
    for liste in ("stellen", "sachausgaben"):
        assert [p["bezeichnung"] for p in nachweis[liste]] == [p["bezeichnung"] for p in antrag[liste]]
    posten = [*nachweis["stellen"], *nachweis["sachausgaben"]]
    ausgaben = sum(betrag for eines in posten for betrag in eines["ausgaben"].values())
    einnahmen = sum(betrag for je_jahr in nachweis["finanzierung"].values() for betrag in je_jahr.values())
    plan, zuwendung = Fraction(182100), Fraction(131630)
    assert ausgaben == Fraction("179453.60")
    assert plan - ausgaben > 500
    assert ausgaben - einnahmen == zuwendung * ausgaben // plan == 129717


def test_every_indicator_has_one_result() -> None:
    soll = [indikator["bezeichnung"] for indikator in unterlage("ziele")["indikatoren"]]
    ist = [ergebnis["bezeichnung"] for ergebnis in unterlage("evaluation")["ergebnisse"]]
    assert soll == ist

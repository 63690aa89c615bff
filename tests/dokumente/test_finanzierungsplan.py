"""The financing plan of the annex: every item and every source of money, year by year."""

from __future__ import annotations

from pathlib import Path

from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.finanzierungsplan import finanzierungsplan
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import berechne, schreibe_antrag


def tafeln(name: str) -> list[dict[str, object]]:
    berechnung = berechne(name)
    return finanzierungsplan(berechnung, Bezuege(berechnung))


def test_items_money_and_sums_stand_by_year() -> None:
    (tafel,) = tafeln("koordination-dreijaehrig")
    text = str(tafel).replace("\\xa0", " ")
    assert tafel["jahre"] == ["2027", "2028", "2029"]
    assert "'Beamer', 'betraege': ['1.190,00 €', '–', '–']" in text
    assert "'gesamtausgaben': ['56.890,00 €', '55.900,00 €', '54.600,00 €']" in text
    assert "'Zweckgebundene Spenden und Sponsoring', 'betraege': ['500,00 €', '0,00 €', '0,00 €']" in text
    assert "'deckung': ['56.890,00 €', '55.900,00 €', '54.600,00 €']" in text
    assert tafel["rest"] == []


def test_kinds_of_money_that_nobody_gives_are_left_out_but_own_means_never() -> None:
    (tafel,) = tafeln("dresden-2024")
    mittel = tafel["mittel"]
    assert isinstance(mittel, list)
    assert [zeile["name"] for zeile in mittel] == ["Eigenmittel"]


def test_own_means_of_nought_are_shown(tmp_path: Path) -> None:
    berechnung = berechne_datei(schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eigenmittel="{}"))
    (tafel,) = finanzierungsplan(berechnung, Bezuege(berechnung))
    assert tafel["mittel"] == [{"name": "Eigenmittel", "betraege": ["0,00\u00a0€"]}]


def test_what_the_money_does_not_cover_is_shown() -> None:
    (tafel,) = tafeln("grosses_vorhaben")
    assert [text.replace("\u00a0", " ") for text in tafel["rest"]] == ["94.486,68 €", "7.494,00 €", "222.695,44 €"]  # type: ignore[attr-defined]


def test_more_than_three_years_go_into_several_tables(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "koordination-dreijaehrig", ende="2030-12-31")
    berechnung = berechne_datei(antrag)
    plan = finanzierungsplan(berechnung, Bezuege(berechnung))
    assert [tafel["jahre"] for tafel in plan] == [["2027", "2028", "2029"], ["2030"]]
    assert [tafel["breite"] for tafel in plan] == ["3", "1"]
    assert plan[1]["ausgaben"] == []


def test_own_work_is_mentioned_beside_the_money(tmp_path: Path) -> None:
    eigenes = "{2027: 856.00}\n  eigenleistungen: {2027: 300.00}"
    berechnung = berechne_datei(schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eigenmittel=eigenes))
    (tafel,) = finanzierungsplan(berechnung, Bezuege(berechnung))
    assert tafel["unbar"] == [{"name": "Eigenleistungen", "betraege": ["300,00\u00a0€"]}]

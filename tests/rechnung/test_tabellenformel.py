"""Every rule has a spreadsheet formula made from its parsed text; what has none is named here with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor, log10
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.kalender import Kalender
from foerderung.rechnung.regelwerk import Befundregel, Regelwerk
from foerderung.rechnung.runden import MODI, Rundung, runde
from foerderung.rechnung.tabellenbezug import NichtAusdrueckbarError, Rahmen
from foerderung.rechnung.tabellenformel import Uebersetzer
from foerderung.rechnung.tabellenrechnung import Tabellenrechnung
from foerderung.rechnung.tabellenrundung import rundungsformel
from foerderung.rechnung.tabellenworte import TABELLENWORTE
from foerderung.rechnung.wortschatz import WOERTER
from foerderung.services.regelwerk.regeln import alle, lade

OHNE_FORMEL = {
    "fortgeschrieben": "wiederholt sich über eine Menge, die erst die Rechenspur ergibt",
    "parameter_unbestaetigt": "annahme(…) fragt die Rechenspur, die es in einer Tabelle nicht gibt",
}
"""Findings that only the trace can answer; every other finding and every rule has a formula."""

WERKE = [richtlinie.fassung(fassung.id) for richtlinie in alle() for fassung in richtlinie.deklaration.fassungen]
HOECHSTENS = 8_192
"""Characters of a formula that Excel takes."""


def rahmen(werk: Regelwerk) -> Rahmen:
    return Rahmen(
        {
            name: range(2027, 2030) if dimension.ist_jahr else range(3) if dimension.liste else range(1, 13)
            for name, dimension in werk.dimensionen.items()
        }
    )


@pytest.mark.parametrize("werk", WERKE, ids=lambda werk: f"{werk.richtlinie}-{werk.fassung.id}")
def test_every_rule_of_every_fassung_has_a_formula_that_excel_takes(werk: Regelwerk) -> None:
    laengen = []
    for regel in werk.regeln.values():
        rechnung = Tabellenrechnung(werk, rahmen(werk), [regel.id])
        assert regel.id in rechnung.bloecke
        laengen += [len(zelle.formel) for zelle in rechnung.alle_zellen]
    assert 0 < max(laengen) < HOECHSTENS


def befundformeln(werk: Regelwerk, befund: Befundregel) -> Iterator[str]:
    umgebung = {name: rahmen(werk).bereiche[name][0] for name in befund.dimensionen}
    uebersetzer = Uebersetzer(werk, rahmen(werk))
    lokale = {}
    if befund.je_element is not None:
        name, menge = befund.je_element
        lokale = {name: "x"} if isinstance(menge, g.Literal | g.Eingabewert) else {}
        ausdruck: g.Gebunden = g.Lokal(name)
        yield uebersetzer.ausdruck(ausdruck, umgebung, lokale)
    for bedingung in (*(eine for _, eine in befund.schweren), *([befund.nur] if befund.nur is not None else [])):
        yield uebersetzer.ausdruck(bedingung, umgebung, lokale)


@pytest.mark.parametrize("werk", WERKE, ids=lambda werk: f"{werk.richtlinie}-{werk.fassung.id}")
def test_findings_without_a_formula_are_named_with_the_reason(werk: Regelwerk) -> None:
    ohne = {}
    for befund in werk.befunde:
        try:
            assert all(befundformeln(werk, befund))
        except NichtAusdrueckbarError as grund:
            ohne[befund.id] = str(grund)
    assert ohne == {name: grund for name, grund in OHNE_FORMEL.items() if name in {b.id for b in werk.befunde}}


def test_every_plain_word_of_the_language_has_a_formula() -> None:
    assert set(TABELLENWORTE) == set(WOERTER)


def formel(regel: str, *index: int, fassung: str = "2023") -> str:
    werk = lade("kommpraev").fassung(fassung)
    rechnung = Tabellenrechnung(werk, rahmen(werk), [regel])
    return rechnung.zelle(rechnung.bloecke[regel], index).formel


@pytest.mark.parametrize(
    ("regel", "index", "erwartet"),
    [
        ("zuwendungsfaehig", (2027,), "ROUND(personal_2027+sach_2027,2)"),
        ("personal", (2028,), "ROUND(SUM(zuwendungsfaehig_stelle_alle_2028),2)"),
        ("roh", (2027,), "SUM(roh_stelle_alle_2027)+roh_sach_2027"),
        ("zuwendung_gesamt", (), "ROUND(SUM(zuwendung_alle),0)"),
        ("foerdersatz_sach", (2027,), 'IF(entscheidung.sachausgaben_satz_2027="",foerdersatz_hoechst,'
         "entscheidung.sachausgaben_satz_2027)"),
        ("arbeitgeberanteil", (2029,), "INDEX(arbeitgeberanteile,1,MATCH(DATE(2029,1,1),arbeitgeberanteile_ab,1))"),
        ("antragsfrist_beginn", (), "DATE(YEAR(vorhaben.beginn)-1,VALUE(MID(antragsfenster_beginn,4,2)),"
         "VALUE(LEFT(antragsfenster_beginn,2)))"),
        ("foerderbeginn", (1,), 'IF(stelle.art_2="Stelle",IF(stelle.foerderbeginn_2="",YEAR(stelle.beginn_2),'
         'stelle.foerderbeginn_2),"")'),
    ],
)  # fmt: skip
def test_formulas_read_like_the_rules(regel: str, index: tuple[int, ...], erwartet: str) -> None:
    assert formel(regel, *index) == erwartet


def test_a_dated_formula_follows_its_fassung() -> None:
    assert "obergrenze" in formel("zuwendungsfaehig_stelle", 0, 2027)
    assert "obergrenze" not in formel("zuwendungsfaehig_stelle", 0, 2027, fassung="2018")


# --- rounding, computed as a spreadsheet does: with binary numbers -------------------------------------------------


def tabelle(text: str, vor: float) -> float:
    """Evaluate a rounding formula over the cell ``x`` with the numbers and functions of a spreadsheet."""

    def rund(wert: float, stellen: float) -> float:
        # a spreadsheet rounds the shortest decimal text of a number, half away from zero
        exakt = Decimal(repr(wert)).scaleb(int(stellen))
        ganze = int(abs(exakt) + Decimal("0.5")) * (-1 if exakt < 0 else 1)
        return float(Decimal(ganze).scaleb(-int(stellen)))

    namen: dict[str, Any] = {"ROUND": rund, "INT": floor, "LOG10": log10, "MAX": max, "ABS": abs, "x": vor}
    return float(eval(text, {"__builtins__": {}}, namen))


def rundung(auf: str, modus: str) -> Rundung:
    return Rundung(Fraction(auf), modus, Quelle("Versuch", Belegstand.ANNAHME))


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["1", "0.01", "10", "0.0001", "0.05"]),
    st.sampled_from(sorted(MODI)),
    st.integers(1, 9),
)
def test_rounding_in_binary_agrees_with_the_exact_one_on_ties_and_elsewhere(
    tausendstel: int, auf: str, modus: str, teile: int
) -> None:
    exakt = Fraction(tausendstel, 1000)
    binaer = sum(tausendstel / teile / 1000 for _ in range(teile))  # off by a few last bits
    soll = runde(exakt, rundung(auf, modus))
    assert abs(tabelle(rundungsformel("x", rundung(auf, modus)), binaer) - float(soll)) < 1e-6


@pytest.mark.parametrize("betrag", [n for n in range(10, 40_000, 10) if int(n * 0.7) != n * 7 // 10][:50])
def test_seventy_per_cent_of_round_amounts_never_lose_a_euro(betrag: int) -> None:
    text = rundungsformel("x", rundung("1", "abrunden"))
    assert tabelle(text, betrag * 0.7) == betrag * 7 // 10


def test_without_the_guard_they_would() -> None:
    assert any(floor(float(n) * 0.7) != n * 7 // 10 for n in range(10, 40_000, 10))


# --- dates, computed as a spreadsheet does ------------------------------------------------------------------------


@given(st.dates(date(2018, 1, 1), date(2035, 12, 31)), st.dates(date(2018, 1, 1), date(2035, 12, 31)))
def test_interest_days_agree_with_the_word(von: date, bis: date) -> None:
    if von > bis:
        von, bis = bis, von

    def tag(nummer: int) -> date:
        return date.fromordinal(nummer)

    namen: dict[str, Any] = {
        "YEAR": lambda n: tag(n).year,
        "MONTH": lambda n: tag(n).month,
        "DAY": lambda n: tag(n).day,
        "AND": lambda *teile: all(teile),
        "IF": lambda wenn, dann, sonst: dann if wenn else sonst,
        "MIN": min,
        "von": von.toordinal(),
        "bis": bis.toordinal(),
    }
    werk = lade("kommpraev").fassung("2023")
    text = TABELLENWORTE["zinstage"](Uebersetzer(werk, rahmen(werk)), ["von", "bis"]).replace("=2", "==2")
    text = text.replace("=1", "==1")
    erwartet = WOERTER["zinstage"].wert(werk.kalender, von, bis)
    assert eval(text, {"__builtins__": {}}, namen) == erwartet


def test_a_weekend_of_other_days_has_no_formula() -> None:
    werk = lade("kommpraev").fassung("2023")
    uebersetzer = Uebersetzer(werk, rahmen(werk))
    assert "WORKDAY(tag-1,1,feiertage)" in TABELLENWORTE["werktag"](uebersetzer, ["tag"])
    uebersetzer.regelwerk = replace(werk, kalender=Kalender(werk.kalender.feiertage, (4, 5)))
    with pytest.raises(NichtAusdrueckbarError, match="Wochenende"):
        TABELLENWORTE["werktag"](uebersetzer, ["tag"])

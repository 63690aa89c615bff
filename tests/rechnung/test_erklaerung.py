"""A node is explained in one German sentence: name, value, rounding, reasons, sources, each at most once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.eingabewerte import Beleg, Eingaben
from foerderung.rechnung.erklaerung import benenne, erklaere, verwendung_text, wert_text
from foerderung.rechnung.knoten import Verwendung
from foerderung.rechnung.typen import EUR, SATZ
from tests.richtlinien.miniatur import FASSUNGEN, JAHR, STICHTAG, ZEITRAUM, Fall, feld, lade, parameter, regel

AB = FASSUNGEN["2020"]
RUNDEN = {"auf": "1.00", "modus": "abrunden", "fundstelle": "Übung", "belegstand": "annahme"}


def satz(ordner: Path, fall: Fall | None = None, **teile: Any) -> str:
    """Return the sentence of the rule ``x``."""
    rechner = (fall or Fall()).rechner(lade(ordner, **teile))
    return erklaere(rechner, rechner.knoten("x"))


def test_name_value_and_source_make_the_shortest_sentence(tmp_path: Path) -> None:
    assert satz(tmp_path, regeln={"x": regel("5 EUR", bezeichnung="Betrag")}) == "Betrag: 5,00 € (Satzung § 1)."


def test_a_rounding_is_told_with_the_value_before_it_and_its_source(tmp_path: Path) -> None:
    regeln = {"x": regel("10 EUR / 3", runden=RUNDEN)}
    assert satz(tmp_path, regeln=regeln) == (
        "Regel: 3,00 €, abgerundet von 3,333333… € (Satzung § 1; Übung – Annahme, nicht bestätigt)."
    )


def test_a_rounding_that_changes_nothing_is_not_told(tmp_path: Path) -> None:
    assert satz(tmp_path, regeln={"x": regel("3 EUR", runden=RUNDEN)}) == "Regel: 3,00 € (Satzung § 1)."


def test_a_value_set_from_outside_says_so_and_nothing_else(tmp_path: Path) -> None:
    rechner = Fall().rechner(lade(tmp_path, regeln={"x": regel("5 EUR", erklaerung="Text.")}), x=Fraction(7))
    assert erklaere(rechner, rechner.knoten("x")) == "Regel: 7,00 € (vorgegeben)."


def test_an_explanation_is_filled_and_loses_its_full_stop(tmp_path: Path) -> None:
    regeln = {"x": regel("betrag * 2", erklaerung=" Zweimal {betrag}. ")}
    fall = Fall({"betrag": Fraction(5)})
    assert satz(tmp_path, fall, eingaben={"betrag": feld()}, regeln=regeln) == (
        "Regel: 10,00 € – Zweimal 5,00 € (Satzung § 1)."
    )


def entschieden(ordner: Path, **weitere: Any) -> str:
    richtlinie = lade(ordner, eingaben={"betrag": feld()}, regeln={"x": regel("betrag", **weitere)})
    belege: dict[tuple[str, tuple[int, ...]], Beleg] = {("betrag", ()): Beleg("entscheidung.saetze[0]", "nach Prüfung")}
    eingaben = Eingaben({"betrag": {(): Fraction(5)}}, {}, {}, belege)
    rechner = Rechner(richtlinie.am(STICHTAG), eingaben, STICHTAG)
    return erklaere(rechner, rechner.knoten("x"), "Name")


def test_an_officers_reason_follows_the_explanation(tmp_path: Path) -> None:
    assert entschieden(tmp_path) == "Name: 5,00 € – Entscheidung: nach Prüfung (Satzung § 1)."
    assert entschieden(tmp_path, erklaerung="Wie beantragt.") == (
        "Name: 5,00 € – Wie beantragt; Entscheidung: nach Prüfung (Satzung § 1)."
    )


@pytest.mark.parametrize(
    ("fundstellen", "quellen"),
    [
        (("Satzung § 1", "Satzung § 1"), "Satzung § 1"),
        (("Satzung § 2", "Satzung § 3"), "Satzung § 1; Satzung § 2; Satzung § 3"),
        (("Satzung § 1 Abs. 2", "Satzung § 3"), "Satzung § 1 Abs. 2; Satzung § 3"),
        (("Satzung", "Satzung § 3"), "Satzung § 1; Satzung § 3"),
    ],
)
def test_a_source_stands_once_and_a_more_exact_one_includes_it(
    tmp_path: Path, fundstellen: tuple[str, str], quellen: str
) -> None:
    werte = {
        name: {**parameter("eur", {AB: 1}), "fundstelle": fundstelle}
        for name, fundstelle in zip("pq", fundstellen, strict=True)
    }
    assert satz(tmp_path, parameter=werte, regeln={"x": regel("p + q")}) == f"Regel: 2,00 € ({quellen})."


POSTEN: dict[str, Any] = {
    "liste": "posten",
    "fehlt": "erlaubt",
    "beschriftung": "Posten",
    "felder": {"bezeichnung": feld("text", fehlt="erlaubt")},
}


def test_an_index_is_named_by_year_month_label_or_number(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        dimensionen={
            **JAHR,
            "monat": {"bezeichnung": "Monat", "von": 1, "bis": 12},
            "rate": {"bezeichnung": "Rate", "von": 1, "bis": 3},
            "posten": {"bezeichnung": "Posten", "liste": "posten"},
        },
        eingaben={**ZEITRAUM, "posten": POSTEN},
        regeln={
            "a": regel("1 EUR", bezeichnung="A", je=["jahr", "monat"]),
            "b": regel("1 EUR", bezeichnung="B", je=["rate", "posten"]),
        },
    )
    werte = {"beginn": date(2027, 1, 1), "ende": date(2027, 12, 31), "posten.bezeichnung": {(0,): "Honorar"}}
    rechner = Fall(werte, {"posten": 2}).rechner(richtlinie)
    assert benenne(rechner, rechner.knoten("a", (2027, 3))) == "A 2027 März"
    assert benenne(rechner, rechner.knoten("b", (2, 0))) == "B Rate 2 „Honorar“"
    assert benenne(rechner, rechner.knoten("b", (2, 1))) == "B Rate 2 Posten 2"


def test_a_value_shows_the_label_of_a_choice(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path, regeln={"x": regel('"a"', "text"), "y": regel("1 EUR")}, anzeigetexte={"x": {"a": "Apfel"}}
    )
    rechner = Fall().rechner(richtlinie)
    assert wert_text(rechner, rechner.knoten("x")) == "Apfel"
    assert wert_text(rechner, rechner.knoten("y")) == "1,00 €"


def test_a_value_used_is_told_with_keys_first_day_and_source() -> None:
    quelle = Quelle("Satzung § 2", Belegstand.PRAXIS)
    leiter = Verwendung("leiter", "Leiter", ("2", "x"), Fraction(7, 10), SATZ, date(2018, 6, 13), quelle)
    assert verwendung_text(leiter) == "Leiter [2, x] = 70 %, gilt ab 13.06.2018 (Satzung § 2 – Förderpraxis)"
    lohn = Verwendung(
        "lohn", "Lohn", (), Fraction(12), EUR, date(2027, 7, 1), quelle, date(2029, 1, 1), fortgeschrieben=True
    )
    assert verwendung_text(lohn) == ("Lohn = 12,00 €, gilt ab 01.07.2027, fortgeschrieben (Satzung § 2 – Förderpraxis)")

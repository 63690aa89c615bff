"""Rules are computed exactly, once, and only where they are needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.errors import Meldung, RegelError
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.auswertung import FehlendeAngabeError, Rechner
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.knoten import Angabe
from foerderung.richtlinien.verzeichnis import Richtlinie
from tests.richtlinien.miniatur import JAHR, STICHTAG, ZEITRAUM, Fall, feld, lade, parameter, rechne, regel, reihe
from tests.services.rechengang import antrag
from tests.services.rechengang import rechne as rechne_antrag

STELLEN: dict[str, Any] = {
    "stellen": {
        "liste": "stelle",
        "fehlt": "erlaubt",
        "beschriftung": "Stellen",
        "felder": {
            "bezeichnung": feld("text"),
            "anteil": feld("vzae"),
            "kosten": feld("eur", je="jahr", fehlt="0", quelle="Satzung"),
        },
    }
}
DIMENSIONEN: dict[str, Any] = {
    **JAHR,
    "stelle": {"bezeichnung": "Stelle", "liste": "stellen"},
    "stelle_jahr": {"bezeichnung": "Stelle im Jahr", "je": ["stelle", "jahr"], "nur": "stelle.kosten > 0"},
    "monat": {"bezeichnung": "Monat", "von": "1", "bis": "12"},
}
DREI_JAHRE = {"beginn": date(2027, 3, 15), "ende": date(2029, 6, 30)}


@pytest.mark.parametrize(
    ("ausdruck", "wert"),
    [
        ("10 EUR / 3 * 3", "10"),
        ("0.1 EUR + 0.2 EUR", "0.3"),
        ("1 EUR / 7", "1/7"),
        ("100 EUR * 8.62 %", "8.62"),
        ("-(2 EUR - 5 EUR)", "3"),
        ("min(3 EUR, 2 EUR, 5 EUR) + max(1 EUR, 4 EUR)", "6"),
        ("wenn(1 < 2 und nicht falsch oder falsch, 1 EUR, 2 EUR)", "1"),
        ("wenn(2 <> 2 oder 2 >= 3, 1 EUR, 2 EUR)", "2"),
        ('wenn("a" = "a" und wahr, 1 EUR, 2 EUR)', "1"),
        ("summe(monat, monat * 1 EUR)", "78"),
        ("anzahl(monat, monat > 10) * 1 EUR", "2"),
    ],
)
def test_arithmetic_is_exact(tmp_path: Path, ausdruck: str, wert: str) -> None:
    assert rechne(tmp_path, ausdruck, dimensionen={"monat": DIMENSIONEN["monat"]}).wert == Fraction(wert)


@pytest.mark.parametrize(
    ("ausdruck", "typ", "wert"),
    [
        ("jahr(beginn)", "jahr", 2027),
        ("jahr(beginn) + 3", "jahr", 2030),
        ("jahr(beginn) - 3", "jahr", 2024),
        ("jahr(ende) - jahr(beginn)", "anzahl", 2),
        ("ende - beginn", "anzahl", 838),
        ("beginn + 31", "datum", date(2027, 4, 15)),
        ("beginn - 15", "datum", date(2027, 2, 28)),
        ("datum(jahr(beginn), 2, 28)", "datum", date(2027, 2, 28)),
        ("max(beginn, ende)", "datum", date(2029, 6, 30)),
        ("jahre_spaeter(datum(jahr(beginn) + 1, 2, 29), 1)", "datum", date(2029, 3, 1)),
        ("jahre_spaeter(datum(jahr(beginn) + 1, 2, 29), 4)", "datum", date(2032, 2, 29)),
        ("jahre_spaeter(beginn, 1)", "datum", date(2028, 3, 15)),
        ("stichtag", "datum", date(2027, 1, 1)),
        ("werktag(datum(jahr(beginn), 3, 20))", "datum", date(2027, 3, 22)),
        ("anteil_im_monat(beginn, ende, jahr(beginn), 3)", "satz", Fraction(17, 31)),
        ("anteil_im_monat(beginn, ende, jahr(beginn), 2)", "satz", Fraction(0)),
        ("anteil_im_monat(beginn, ende, jahr(beginn) + 1, 2)", "satz", Fraction(1)),
    ],
)
def test_days_and_years(tmp_path: Path, ausdruck: str, typ: str, wert: Any) -> None:
    knoten = rechne(tmp_path, ausdruck, typ, eingaben=ZEITRAUM, fall=Fall(DREI_JAHRE))
    assert knoten.wert == wert
    assert type(knoten.wert) is type(wert) or (isinstance(wert, int) and isinstance(knoten.wert, Fraction))


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegelError, match=r"datum\(2027, 2, 30\) gibt es nicht"):
        rechne(tmp_path, "datum(jahr(beginn), 2, 30)", "datum", eingaben=ZEITRAUM, fall=Fall(DREI_JAHRE))


def test_division_by_a_value_that_is_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegelError, match="Division durch 0 in x"):
        rechne(tmp_path, "1 EUR / n", eingaben={"n": feld("anzahl")}, fall=Fall({"n": Fraction(0)}))


@pytest.fixture(scope="module")
def formel(tmp_path_factory: pytest.TempPathFactory) -> Richtlinie:
    eingaben = {name: feld("eur", nachkomma="3") for name in ("a", "b", "c")}
    ausdruck = "max(min(a, b), c) * 70 % - wenn(a > b, b / 3, c)"
    regeln = {"x": regel(ausdruck, "eur_exakt")}
    return lade(tmp_path_factory.mktemp("formel"), eingaben=eingaben, regeln=regeln)


BETRAG = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)


@given(a=BETRAG, b=BETRAG, c=BETRAG)
def test_a_formula_gives_what_exact_fractions_give(formel: Richtlinie, a: Fraction, b: Fraction, c: Fraction) -> None:
    ergebnis = Fall({"a": a, "b": b, "c": c}).rechner(formel).knoten("x").wert
    assert ergebnis == max(min(a, b), c) * Fraction(7, 10) - (b / 3 if a > b else c)


# --- index, sparse pairs, looking back --------------------------------------------------------------------


def stellenwerk(ordner: Path, **regeln: Any) -> Richtlinie:
    return lade(ordner, dimensionen=DIMENSIONEN, eingaben={**ZEITRAUM, **STELLEN}, regeln=regeln)


FALL = Fall(
    {
        **DREI_JAHRE,
        "stelle.anteil": {(0,): Fraction(1), (1,): Fraction(1, 2)},
        "stelle.kosten": {(0, 2027): Fraction(100), (0, 2028): Fraction(0), (1, 2028): Fraction(40)},
    },
    {"stelle": 2},
)


def test_sums_run_over_the_items_of_a_list_and_the_years_of_the_project(tmp_path: Path) -> None:
    richtlinie = stellenwerk(
        tmp_path,
        je_jahr=regel("summe(stelle, stelle.kosten)", je=["jahr"]),
        gesamt=regel("summe(jahr, je_jahr)"),
        mittel=regel("summe(jahr, je_jahr) / anzahl(jahr, wahr und jahr = jahr)", "eur_exakt"),
    )
    rechner = FALL.rechner(richtlinie)
    assert [rechner.knoten("je_jahr", (jahr,)).wert for jahr in (2027, 2028, 2029)] == [100, 40, 0]
    assert rechner.knoten("gesamt").wert == 140
    assert rechner.knoten("mittel").wert == Fraction(140, 3)


def test_an_empty_list_sums_to_zero(tmp_path: Path) -> None:
    richtlinie = stellenwerk(tmp_path, x=regel("summe(jahr, summe(stelle, stelle.kosten))"))
    assert Fall(DREI_JAHRE).rechner(richtlinie).knoten("x").wert == 0


def test_a_list_that_was_left_out_has_no_items(tmp_path: Path) -> None:
    richtlinie = stellenwerk(tmp_path, x=regel('anzahl(stelle, stelle.bezeichnung <> "")', "anzahl"))
    assert Fall(DREI_JAHRE).rechner(richtlinie).knoten("x").wert == 0


def test_only_members_of_a_sparse_pair_are_evaluated(tmp_path: Path) -> None:
    """A division that would fail outside the pair never happens there."""
    richtlinie = stellenwerk(
        tmp_path,
        kehrwert=regel("1000 EUR / (stelle.kosten / 1 EUR)", "eur_exakt", je=["stelle", "jahr"]),
        x=regel("summe(stelle, kehrwert)", "eur_exakt", je=["jahr"]),
        n=regel("anzahl(stelle, kehrwert > 0)", "anzahl", je=["jahr"]),
    )
    rechner = FALL.rechner(richtlinie)
    assert [rechner.knoten("x", (jahr,)).wert for jahr in (2027, 2028, 2029)] == [10, 25, 0]
    assert [rechner.knoten("n", (jahr,)).wert for jahr in (2027, 2028, 2029)] == [1, 1, 0]
    assert set(rechner.knoten("x", (2028,)).kinder) == {"kehrwert[1,2028]"}


def test_looking_back_gives_zero_before_the_first_year(tmp_path: Path) -> None:
    richtlinie = stellenwerk(
        tmp_path,
        je_jahr=regel("summe(stelle, stelle.kosten)", je=["jahr"]),
        bisher=regel("vorher(jahr, bisher) + je_jahr", je=["jahr"]),
    )
    rechner = FALL.rechner(richtlinie)
    assert [rechner.knoten("bisher", (jahr,)).wert for jahr in (2029, 2028, 2027)] == [140, 140, 100]
    assert set(rechner.knoten("bisher", (2028,)).kinder) == {"bisher[2027]", "je_jahr[2028]"}
    assert set(rechner.knoten("bisher", (2027,)).kinder) == {"je_jahr[2027]"}


def test_a_node_is_computed_once_and_shared(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"a": feld()},
        regeln={"d": regel("a + a"), "l": regel("d + 1 EUR"), "r": regel("d + 2 EUR"), "x": regel("l + r")},
    )
    rechner = Fall({"a": Fraction(3)}).rechner(richtlinie)
    x = rechner.knoten("x")
    assert x.wert == 15
    assert x.kinder["l"].kinder["d"] is x.kinder["r"].kinder["d"] is rechner.knoten("d")
    assert [knoten.id for knoten in x.alle()] == ["d", "l", "r", "x"]


def test_fifty_levels_of_doubling_take_no_time(tmp_path: Path) -> None:
    """Without memory this would take 2^50 steps."""
    regeln = {"r0": regel("1 EUR")}
    regeln |= {f"r{n}": regel(f"r{n - 1} + r{n - 1}") for n in range(1, 51)}
    assert Fall().rechner(lade(tmp_path, regeln=regeln)).knoten("r50").wert == 2**50


def test_values_set_from_outside_replace_a_rule(tmp_path: Path) -> None:
    richtlinie = lade(tmp_path, regeln={"a": regel("1 EUR"), "x": regel("a + a")})
    rechner = Fall().rechner(richtlinie, a=Fraction(7))
    assert rechner.knoten("x").wert == 14
    assert rechner.knoten("a").vorgegeben


# --- what is not needed is not looked at ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ausdruck", "wert"),
    [
        ("wenn(n > 0, 1 EUR / n, 5 EUR)", 5),
        ("wenn(n > 0 und 1 / n > 0, 1 EUR, 6 EUR)", 6),
        ("wenn(n = 0 oder 1 / n > 0, 7 EUR, 8 EUR)", 7),
    ],
)
def test_the_branch_not_taken_is_never_evaluated(tmp_path: Path, ausdruck: str, wert: int) -> None:
    fall = Fall({"n": Fraction(0)})
    assert rechne(tmp_path, ausdruck, eingaben={"n": feld("anzahl")}, fall=fall).wert == wert


def test_a_missing_input_gives_its_substitute_and_its_presence_can_be_asked(tmp_path: Path) -> None:
    eingaben = {"w": feld(fehlt="erlaubt"), "v": feld(fehlt="12.5", quelle="Satzung")}
    ausdruck = "sonst(w, 3 EUR) + wenn(vorhanden(w), w, 10 EUR) + v"
    assert rechne(tmp_path, ausdruck, eingaben=eingaben).wert == Fraction("25.5")
    fall = Fall({"w": Fraction(1), "v": Fraction(2)})
    assert rechne(tmp_path, ausdruck, eingaben=eingaben, fall=fall).wert == 4


def test_a_mandatory_input_that_is_not_there_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(FehlendeAngabeError):
        rechne(tmp_path, "a", eingaben={"a": feld()})


def test_sets_are_compared_and_searched(tmp_path: Path) -> None:
    eingaben = {"m": feld("menge", werte={"p": "Plan", "n": "Nachweis"}, fehlt=[], quelle="Satzung")}
    ausdruck = 'wenn("p" in m, 1 EUR, 2 EUR) + wenn(m = leer, 10 EUR, 20 EUR)'
    assert rechne(tmp_path, ausdruck, eingaben=eingaben).wert == 12
    fall = Fall({"m": frozenset({"p", "n"})})
    assert rechne(tmp_path, ausdruck, eingaben=eingaben, fall=fall).wert == 21


# --- dated values -----------------------------------------------------------------------------------------

MINDESTLOHN = "# Reihe\nab,wert\n2026-01-01,10\n2027-07-01,12.5\n"


def lohn(ordner: Path, tag: date, **anders: Any) -> Rechner:
    richtlinie = lade(
        ordner,
        eingaben={"tag": feld("datum")},
        reihen={"lohn": reihe("lohn.csv", **anders)},
        tabellen={"lohn.csv": MINDESTLOHN},
        regeln={"x": regel("lohn[tag]")},
    )
    return Fall({"tag": tag}).rechner(richtlinie)


@pytest.mark.parametrize(
    ("tag", "wert", "ab", "fortgeschrieben"),
    [
        (date(2026, 1, 1), "10", date(2026, 1, 1), False),
        (date(2027, 6, 30), "10", date(2026, 1, 1), False),
        (date(2027, 7, 1), "12.5", date(2027, 7, 1), False),
        (date(2027, 12, 31), "12.5", date(2027, 7, 1), False),
        (date(2028, 1, 1), "12.5", date(2027, 7, 1), True),
    ],
)
def test_the_row_in_force_is_used_and_carried_on_after_the_year_of_the_last(
    tmp_path: Path, tag: date, wert: str, ab: date, fortgeschrieben: bool
) -> None:
    knoten = lohn(tmp_path, tag).knoten("x")
    (verwendung,) = knoten.parameter.values()
    assert knoten.wert == verwendung.wert == Fraction(wert)
    assert (verwendung.gilt_ab, verwendung.tag, verwendung.fortgeschrieben) == (ab, tag, fortgeschrieben)


@pytest.mark.parametrize(
    ("tag", "anders"),
    [(date(2025, 12, 31), {}), (date(2028, 1, 1), {"nach_ende": "fehler"})],
    ids=["before", "after"],
)
def test_a_day_outside_a_series_is_an_error_of_the_rules(tmp_path: Path, tag: date, anders: dict[str, str]) -> None:
    with pytest.raises(RegelError) as gefangen:
        lohn(tmp_path, tag, **anders).knoten("x")
    assert gefangen.value.exit_code == 4
    text = f"„Reihe“ hat am {tag.day:02d}.{tag.month:02d}.{tag.year} keinen Wert"
    assert text in str(gefangen.value)
    assert "rules/" in str(gefangen.value)


def test_the_day_of_reference_is_an_input_of_its_own(tmp_path: Path) -> None:
    knoten = rechne(tmp_path, "stichtag", "datum")
    assert knoten.angaben == {"stichtag": Angabe("stichtag", "stichtag", STICHTAG)}


def test_a_parameter_is_the_one_in_force_on_the_day_of_reference(tmp_path: Path) -> None:
    werte = {"2020-01-01": "10", "2027-01-02": {"wert": "20", "belegstand": "annahme"}}
    teile: dict[str, Any] = {"parameter": {"p": parameter("eur", werte)}, "regeln": {"x": regel("p")}}
    richtlinie = lade(tmp_path, **teile)
    assert Fall().rechner(richtlinie).knoten("x").wert == 10
    spaeter = Fall(stichtag=date(2027, 1, 2)).rechner(richtlinie).knoten("x")
    (verwendung,) = spaeter.parameter.values()
    assert (spaeter.wert, verwendung.gilt_ab) == (20, date(2027, 1, 2))
    assert str(verwendung.quelle) == "Satzung § 1 – Annahme, nicht bestätigt"


def test_a_key_without_value_is_an_error_of_the_rules(tmp_path: Path) -> None:
    leiter = parameter("satz", {"2020-01-01": {1: "90 %", 2: "70 %"}}, schluessel={"nr": "anzahl"})
    teile: dict[str, Any] = {"parameter": {"l": leiter}, "eingaben": {"n": feld("anzahl")}}
    assert rechne(tmp_path, "l[n] * 1 EUR", fall=Fall({"n": Fraction(2)}), **teile).wert == Fraction(7, 10)
    with pytest.raises(RegelError, match="keinen Wert für 3"):
        rechne(tmp_path, "l[n] * 1 EUR", fall=Fall({"n": Fraction(3)}), **teile)


def test_a_wide_table_is_read_by_row_and_column_key_and_day(tmp_path: Path) -> None:
    tabelle = "von,bis,eg,s1,s2\n2026-01-01,2026-12-31,E7,1,2\n2027-01-01,,E7,3,4\n2026-01-01,,E8,5,6\n"
    entgelt = {
        **reihe("entgelt.csv", "eur/vzae"),
        "gueltig": {"von": "von", "bis": "bis"},
        "schluessel": {"eg": "eg"},
        "schluessel_spalten": {"stufe": {"s1": "1", "s2": "2"}},
    }
    del entgelt["wert"]
    teile: dict[str, Any] = {"reihen": {"t": entgelt}, "tabellen": {"entgelt.csv": tabelle}}
    zellen = ((date(2026, 5, 1), "E7", "2", 2), (date(2030, 1, 1), "E7", "1", 3), (date(2026, 1, 1), "E8", "2", 6))
    for tag, eg, stufe, wert in zellen:
        ausdruck = f't["{eg}", "{stufe}", tag] * 1.000'
        knoten = rechne(
            tmp_path, ausdruck, "eur/vzae", eingaben={"tag": feld("datum")}, fall=Fall({"tag": tag}), **teile
        )
        assert knoten.wert == wert


# --- what a result rests on -------------------------------------------------------------------------------


def test_assumptions_and_series_carried_on_are_asked_of_the_whole_tree(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"tag": feld("datum")},
        reihen={"lohn": reihe("lohn.csv")},
        tabellen={"lohn.csv": MINDESTLOHN},
        parameter={"p": parameter("eur", {"2020-01-01": "1"}, belegstand="annahme")},
        regeln={
            "tief": regel("lohn[tag] + p"),
            "gut": regel("1 EUR"),
            "mitte": regel("tief + gut", belegstand="annahme"),
            "oben": regel("mitte"),
            "annahmen": regel('wenn("mitte" in annahme(oben) und "p" in annahme(oben), 1, 0)', "anzahl"),
            "keine": regel("wenn(annahme(gut) = leer, 1, 0)", "anzahl"),
            "alt": regel('wenn("lohn" in fortgeschrieben(oben), 1, 0)', "anzahl"),
        },
    )  # fmt: skip
    heute = Fall({"tag": date(2027, 8, 1)}).rechner(richtlinie)
    assert [heute.knoten(name).wert for name in ("annahmen", "keine", "alt")] == [1, 1, 0]
    spaeter = Fall({"tag": date(2029, 8, 1)}).rechner(richtlinie)
    assert spaeter.knoten("alt").wert == 1


def test_a_declared_rounding_keeps_the_exact_value_before_it(tmp_path: Path) -> None:
    runden = {"auf": "1.00", "modus": "abrunden", "fundstelle": "Übung", "belegstand": "annahme"}
    richtlinie = lade(tmp_path, regeln={"x": regel("10 EUR / 3", runden=runden)})
    knoten = Fall().rechner(richtlinie).knoten("x")
    assert (knoten.wert, knoten.vor_rundung) == (3, Fraction(10, 3))


def test_the_first_of_equal_values_wins_in_min_and_max(tmp_path: Path) -> None:
    ausdruck = "min(a, b) + max(b, a)"
    knoten = rechne(
        tmp_path,
        ausdruck,
        eingaben={"a": feld(), "b": feld()},
        fall=Fall({"a": Fraction(1), "b": Fraction(1)}),
    )
    genommen = [ausdruck[z.genommen.von - 1 : z.genommen.bis - 1] for z in knoten.zweige.values()]
    assert genommen == ["a", "b"]


def test_a_day_beyond_the_calendar_is_an_error_of_the_rules(tmp_path: Path) -> None:
    with pytest.raises(RegelError):
        rechne(tmp_path, "beginn + 10000000", "datum", eingaben=ZEITRAUM, fall=Fall(DREI_JAHRE))


def test_an_input_is_noted_with_its_place_in_the_document_and_a_decision_not_taken_with_its_name(
    tmp_path: Path,
) -> None:
    richtlinie = stellenwerk(tmp_path, x=regel("summe(stelle, stelle.kosten)", je=["jahr"]))
    angaben = FALL.rechner(richtlinie).knoten("x", (2027,)).angaben
    assert list(angaben) == ["stellen[0].kosten[2027]"]
    knoten = rechne_antrag(antrag()).rechner.knoten("foerdersatz", (0, 2027))
    offen = [ort for ort in knoten.angaben if ort.startswith("entscheidung.")]
    assert offen == ["entscheidung.stelle_satz[0,2027]"]


@pytest.mark.parametrize(
    ("schluessel", "ausdruck", "fuer"),
    [({}, "p", ""), ({"a": "text", "n": "anzahl"}, 'p["x", 2]', " für x, 2")],
)
def test_a_value_that_is_missing_is_named_with_day_and_keys(
    tmp_path: Path, schluessel: dict[str, str], ausdruck: str, fuer: str
) -> None:
    werte: Any = {"x": {2: 1}} if schluessel else 1
    tabelle = (
        parameter("eur", {"2020-01-01": werte}, schluessel=schluessel)
        if schluessel
        else parameter("eur", {"2020-01-01": werte})
    )
    richtlinie = lade(tmp_path, parameter={"p": tabelle}, regeln={"x": regel(ausdruck)})
    rechner = Rechner(richtlinie.am(STICHTAG), Eingaben(), date(2019, 12, 31))
    with pytest.raises(RegelError) as gefangen:
        rechner.knoten("x")
    assert gefangen.value.meldungen == (
        Meldung(
            f"„Parameter“ hat am 31.12.2019 keinen Wert{fuer}",
            ort="p",
            abhilfe="Datum prüfen oder die Werte in rules/ ergänzen.",
        ),
    )


def test_a_day_beyond_the_calendar_names_its_rule(tmp_path: Path) -> None:
    with pytest.raises(RegelError) as gefangen:
        rechne(tmp_path, "beginn + 10000000", "datum", eingaben=ZEITRAUM, fall=Fall(DREI_JAHRE))
    assert gefangen.value.meldungen == (Meldung("ein Datum außerhalb des Kalenders", ort="x"),)


def test_a_fassung_that_is_only_a_reading_is_an_assumption_of_everything(tmp_path: Path) -> None:
    regeln = {
        "gut": regel("1 EUR"),
        "x": regel('wenn(annahme(gut) = leer, 0, wenn("fassung_2020" in annahme(gut), 1, 2))', "anzahl"),
    }
    werk = lade(tmp_path, regeln=regeln).am(STICHTAG)
    assert Rechner(werk, Eingaben(), STICHTAG).knoten("x").wert == 0
    gelesen = replace(werk.fassung, quelle=Quelle("Übung", Belegstand.ANNAHME))
    assert Rechner(replace(werk, fassung=gelesen), Eingaben(), STICHTAG).knoten("x").wert == 1

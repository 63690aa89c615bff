"""Coverage names every rule, branch, parameter and finding that no calculation has seen, and nothing else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from foerderung.rechnung.abdeckung import Abdeckung
from foerderung.rechnung.befundpruefung import pruefe_fall
from foerderung.richtlinien.verzeichnis import Richtlinie
from tests.richtlinien.miniatur import FASSUNGEN, STICHTAG, Fall, befund, feld, lade, parameter, regel

AB = FASSUNGEN["2020"]
ZWEIGE = "wenn(betrag > 5 EUR, max(betrag, grenze[1], 1 EUR), wenn(betrag > 2 EUR, 2 EUR, 3 EUR))"


def probe(ordner: Path) -> Richtlinie:
    stufen = befund("", schwere={"hart": "betrag > 9 EUR", "ermessen": "betrag > 8 EUR"})
    del stufen["wenn"]
    return lade(
        ordner,
        eingaben={"betrag": feld("eur")},
        parameter={
            "schnitt": parameter("eur", {AB: 1}, fuer_verfahren="Schnitt"),
            "grenze": parameter("eur", {AB: {1: 10, 2: 20}}, schluessel={"stufe": "anzahl"}),
            "satz": parameter("satz", {AB: "5 %"}),
            "staffel": parameter(
                "eur",
                {AB: {"a": {1: 1}, "b": {2: 2}}},
                schluessel={"art": "text", "stufe": "anzahl"},
            ),
        },
        regeln={"x": regel(ZWEIGE), "y": regel("betrag * satz", "eur_exakt")},
        befunde={
            "hoch": befund("betrag > 5 EUR"),
            "stufen": stufen,
            "falsch": befund("betrag > 100 EUR", schwere="eingabe"),
        },
    )


def fehlt(richtlinie: Richtlinie, *betraege: int, regeln: tuple[str, ...] = ("x", "y")) -> list[str]:
    """Return what is missing after calculations with these amounts."""
    werk = richtlinie.am(STICHTAG)
    gesehen = Abdeckung()
    for betrag in betraege:
        rechner = Fall({"betrag": Fraction(betrag)}).rechner(richtlinie)
        gesehen.sieh(werk, [rechner.knoten(name) for name in regeln], pruefe_fall(rechner))
    return list(gesehen.fehlt(werk))


BEFUNDE = ["Befund hoch (hinweis)", "Befund stufen (hart)", "Befund stufen (ermessen)", "Befund falsch (eingabe)"]
PARAMETER = ["Parameter grenze [1]", "Parameter grenze [2]", "Parameter satz"]
STAFFEL = ["Parameter staffel [a, 1]", "Parameter staffel [b, 2]"]
AUSSEN = "max(betrag, grenze[1], 1 EUR)"
INNEN = "wenn(betrag > 2 EUR, 2 EUR, 3 EUR)"


def test_without_any_calculation_everything_is_missing(tmp_path: Path) -> None:
    assert fehlt(probe(tmp_path)) == ["Regel x", "Regel y", *PARAMETER, *STAFFEL, *BEFUNDE]


def test_a_rule_seen_is_missing_only_the_branches_not_taken(tmp_path: Path) -> None:
    fehlend = fehlt(probe(tmp_path), 7)
    assert fehlend == [
        f"Zweig von x: {INNEN}",
        "Zweig von x: betrag",
        "Zweig von x: 1 EUR",
        "Zweig von x: 2 EUR",
        "Zweig von x: 3 EUR",
        "Parameter grenze [2]",
        *STAFFEL,
        *BEFUNDE[1:],
    ]


def test_a_rule_not_seen_does_not_hide_those_behind_it(tmp_path: Path) -> None:
    fehlend = fehlt(probe(tmp_path), 3, regeln=("x",))
    assert fehlend[:6] == [
        f"Zweig von x: {AUSSEN}",
        "Zweig von x: betrag",
        "Zweig von x: grenze[1]",
        "Zweig von x: 1 EUR",
        "Zweig von x: 3 EUR",
        "Regel y",
    ]


def test_each_severity_of_a_finding_counts_for_itself(tmp_path: Path) -> None:
    richtlinie = probe(tmp_path)
    assert fehlt(richtlinie, 9)[-2:] == ["Befund stufen (hart)", "Befund falsch (eingabe)"]
    assert fehlt(richtlinie, 10)[-2:] == ["Befund stufen (ermessen)", "Befund falsch (eingabe)"]


def test_what_only_a_finding_reads_is_seen_with_it(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"betrag": feld("eur")},
        parameter={"grenze": parameter("eur", {AB: 10})},
        befunde={"hoch": befund("betrag > grenze")},
    )
    assert fehlt(richtlinie, 9, regeln=()) == ["Parameter grenze", "Befund hoch (hinweis)"]
    assert fehlt(richtlinie, 11, regeln=()) == []


def test_a_finding_that_made_a_document_wrong_is_seen_by_its_code(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path, eingaben={"betrag": feld("eur")}, befunde={"falsch": befund("betrag > 1 EUR", schwere="eingabe")}
    )
    gesehen = Abdeckung()
    gesehen.sieh_eingabefehler({"falsch"})
    assert list(gesehen.fehlt(richtlinie.am(STICHTAG))) == []


def test_a_choice_within_another_or_within_a_call_counts_too(tmp_path: Path) -> None:
    ausdruck = "min(5 EUR, wenn(betrag > 2 EUR, 2 EUR, 3 EUR)) + summe(monat, wenn(monat > 1, 1 EUR, 0 EUR))"
    monat = {"monat": {"bezeichnung": "Monat", "von": 1, "bis": 1}}
    richtlinie = lade(tmp_path, eingaben={"betrag": feld("eur")}, dimensionen=monat, regeln={"x": regel(ausdruck)})
    assert fehlt(richtlinie, 9, regeln=("x",)) == [
        "Zweig von x: 5 EUR",
        "Zweig von x: 3 EUR",
        "Zweig von x: 1 EUR",
    ]

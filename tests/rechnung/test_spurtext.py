"""The trace as a text: short by default and without repetition, complete on demand, within a width."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import ermittle
from foerderung.rechnung.leser import Gelesen
from foerderung.rechnung.spurtext import Darstellung, spurtext
from foerderung.richtlinien.verzeichnis import pruefe_richtlinie
from tests.rechnung.test_fremde_richtlinie import ANTRAG, REGELN
from tests.richtlinien.miniatur import Fall, feld, lade, regel
from tests.services.rechengang import rechne

KURZ = """\
Größe der Gemeinde: klein (§ 6).
Saalmiete, gerundet: 87,50 € (§ 7).
└─ Saalmiete: 87,50 € – Je Stunde höchstens 12,50 € (§ 7).
Zuwendung insgesamt: 7.677,50 € (§ 1).
└─ Zuwendung 2026: 7.590,00 €, abgerundet von 7.596,18 € (§ 1; § 8 – Förderpraxis; § 6).
   └─ Förderfähige Ausgaben 2026: 9.495,225 € (§ 1).
      ├─ Lehrgänge 2026: 3.000,00 € (§ 2).
      ├─ Sachkosten 2026: 6.000,00 € (§ 3).
      │  └─ Sachkosten des Postens „Grenzer“ 2026: 6.000,00 € (§ 3).
      ├─ Botengänge 2026: 45,225 € (§ 5; Gildentafel von Bree).
      └─ Gemeinkosten 2026: 450,00 € (§ 4).
"""
VOLL = """\
Größe der Gemeinde: klein (§ 6).
   · Regel groesse = wenn(gemeinde.einwohner <= kleine_gemeinde,
     "klein", "gross")
   · Angabe gemeinde.einwohner: 5.000
   · Wert kleine_gemeinde: Einwohner, bis zu denen eine Gemeinde klein
     ist = 5.000, gilt ab 01.01.2020 (§ 6)
   · wenn: "klein" (nicht: "gross")
Saalmiete, gerundet: 87,50 € (§ 7).
│  · Regel saalbetrag_gerundet = saalbetrag
└─ Saalmiete: 87,50 € – Je Stunde höchstens 12,50 € (§ 7).
      · Regel saalbetrag = wenn(vorhanden(saal.miete) und
        vorhanden(saal.stunden), min(saal.miete / saal.stunden,
        saalpreis) * saal.stunden, 0)
      · Angabe saal.miete: 100,00 €
      · Angabe saal.stunden: 7 stunde
      · Wert saalpreis: Höchster Preis je Stunde = 12,50 €, gilt ab
        01.01.2020 (§ 7)
      · wenn: min(saal.miete / saal.stunden, saalpreis) * saal.stunden
        (nicht: 0)
      · min: saalpreis (nicht: saal.miete / saal.stunden)
Zuwendung insgesamt: 7.677,50 € (§ 1).
│  · Regel gesamt = summe(jahr, zuwendung) + saalbetrag_gerundet
├─ Zuwendung 2026: 7.590,00 €, abgerundet von 7.596,18 € (§ 1; § 8 –
│  Förderpraxis; § 6).
│  │  · Regel zuwendung[2026] = ausgaben * foerdersatz[groesse]
│  │  · Wert foerdersatz: Fördersatz [klein] = 80 %, gilt ab 01.01.2020
│  │    (§ 6)
│  ├─ Förderfähige Ausgaben 2026: 9.495,225 € (§ 1).
│  │  │  · Regel ausgaben[2026] = lehrgangsbetrag + sachkosten + fahrten
│  │  │    + gemeinkosten
│  │  ├─ Lehrgänge 2026: 3.000,00 € (§ 2).
│  │  │     · Regel lehrgangsbetrag[2026] = lehrgaenge *
│  │  │       lehrgangspauschale
│  │  │     · Angabe lehrgaenge[2026]: 12 lehrgang
│  │  │     · Wert lehrgangspauschale: Pauschale je Lehrgang = 250,00 €,
│  │  │       gilt ab 01.01.2020 (§ 2)
│  │  ├─ Sachkosten 2026: 6.000,00 € (§ 3).
│  │  │  │  · Regel sachkosten[2026] = summe(posten, sachbetrag)
│  │  │  └─ Sachkosten des Postens „Grenzer“ 2026: 6.000,00 € (§ 3).
│  │  │        · Regel sachbetrag[0,2026] = min(posten.sachkosten,
│  │  │          posten.vzae * sachpauschale)
│  │  │        · Angabe posten[0].sachkosten[2026]: 6.500,00 €
│  │  │        · Angabe posten[0].vzae: 0,75 VZÄ
│  │  │        · Wert sachpauschale: Höchste Sachkosten je voller Stelle
│  │  │          = 8.000,00 €, gilt ab 01.01.2020 (§ 3)
│  │  │        · min: posten.vzae * sachpauschale (nicht:
│  │  │          posten.sachkosten)
│  │  ├─ Botengänge 2026: 45,225 € (§ 5; Gildentafel von Bree).
│  │  │     · Regel fahrten[2026] = meilen * fuhrlohn[datum(jahr, 7, 1)]
│  │  │     · Angabe meilen[2026]: 100,5 meile
│  │  │     · Wert fuhrlohn: Fuhrlohn = 0,45 €, gilt ab 01.07.2026
│  │  │       (Gildentafel von Bree)
│  │  └─ Gemeinkosten 2026: 450,00 € (§ 4).
│  │     │  · Regel gemeinkosten[2026] = gemeinkosten_satz *
│  │     │    (lehrgangsbetrag + sachkosten)
│  │     │  · Wert gemeinkosten_satz: Gemeinkosten = 5 %, gilt ab
│  │     │    01.01.2026 (§ 4)
│  │     ├─ Lehrgänge 2026: siehe oben.
│  │     └─ Sachkosten 2026: siehe oben.
│  └─ Größe der Gemeinde: siehe oben.
└─ Saalmiete, gerundet: siehe oben.
"""


@pytest.fixture(scope="module")
def wegewacht() -> Berechnung:
    richtlinie, _ = pruefe_richtlinie(REGELN, "mittelerde")
    assert richtlinie is not None
    antrag = copy.deepcopy(ANTRAG)
    antrag["vorhaben"]["ende"] = date(2026, 10, 31)
    antrag["lehrgaenge"] = {2026: 12}
    antrag["posten"] = [{**antrag["posten"][0], "sachkosten": {2026: "6500.00"}}]
    return rechne(antrag, richtlinie=richtlinie)


def test_the_short_text_is_a_tree_of_sentences_each_once(wegewacht: Berechnung) -> None:
    assert spurtext(wegewacht, Darstellung()) == KURZ


def test_the_full_text_shows_formula_inputs_values_and_branches_within_the_width(wegewacht: Berechnung) -> None:
    assert spurtext(wegewacht, Darstellung(voll=True, breite=72)) == VOLL


def test_a_line_is_never_narrower_than_thirty_columns_behind_its_branches(wegewacht: Berechnung) -> None:
    zeilen = spurtext(wegewacht, Darstellung(breite=10)).splitlines()
    assert zeilen[0] == "Größe der Gemeinde: klein (§"
    assert zeilen[1] == "6)."
    assert "      │  └─ Sachkosten des Postens" in zeilen
    assert "      │     „Grenzer“ 2026: 6.000,00 € (§" in zeilen


def kleine(ordner: Path, fall: Fall | None = None, **teile: Any) -> Berechnung:
    """Compute the figure ``x`` of a tiny guideline."""
    richtlinie = lade(ordner, ausgabe={"felder": {"x": "x"}}, **teile)
    rechner = (fall or Fall()).rechner(richtlinie)
    ergebnis = ermittle(rechner, rechner.regelwerk.ausgabe)
    antrag = Gelesen(rechner.eingaben, {}, ())
    return Berechnung(rechner.regelwerk, rechner.stichtag, rechner, antrag, None, ergebnis, (), ())


def test_a_word_wider_than_the_text_stays_whole(tmp_path: Path) -> None:
    name = "Zuwendungsfähigkeitsfeststellungs-Verwaltungsvorschrift"
    berechnung = kleine(tmp_path, regeln={"x": regel("1 EUR", bezeichnung=name)})
    assert spurtext(berechnung, Darstellung(breite=20)).splitlines() == [f"{name}:", "1,00 € (Satzung § 1)."]


def test_an_input_left_out_is_named_as_not_given(tmp_path: Path) -> None:
    berechnung = kleine(
        tmp_path,
        eingaben={"wunsch": feld("eur", fehlt="erlaubt")},
        regeln={"x": regel("sonst(wunsch, 5 EUR)")},
    )
    assert "   · Angabe wunsch: nicht angegeben\n" in spurtext(berechnung, Darstellung(voll=True))


DIMENSIONEN = {
    name: {"bezeichnung": name.capitalize(), "von": von, "bis": bis}
    for name, von, bis in (("jahr", 2026, 2027), ("teil", 1, 2), ("monat", 1, 4))
}


def monate(ordner: Path, anteil: str) -> list[str]:
    """Return the lines of a sum over three dimensions."""
    summe = "summe(jahr, summe(teil, summe(monat, anteil)))"
    je = ["jahr", "teil", "monat"]
    regeln = {"x": regel(summe, "anzahl"), "anteil": regel(anteil, "anzahl", je=je, bezeichnung="Anteil")}
    return spurtext(kleine(ordner, dimensionen=DIMENSIONEN, regeln=regeln), Darstellung()).splitlines()[1:]


def test_equal_values_of_neighbouring_months_are_one_line(tmp_path: Path) -> None:
    assert monate(tmp_path, "teil * 10 + wenn(monat < 3, 1, 2)") == [
        "├─ Anteil Jahr 2026 Teil 1 Januar bis Februar: je 11.",
        "├─ Anteil Jahr 2026 Teil 1 März bis April: je 12.",
        "├─ Anteil Jahr 2026 Teil 2 Januar bis Februar: je 21.",
        "├─ Anteil Jahr 2026 Teil 2 März bis April: je 22.",
        "├─ Anteil Jahr 2027 Teil 1 Januar bis Februar: je 11.",
        "├─ Anteil Jahr 2027 Teil 1 März bis April: je 12.",
        "├─ Anteil Jahr 2027 Teil 2 Januar bis Februar: je 21.",
        "└─ Anteil Jahr 2027 Teil 2 März bis April: je 22.",
    ]


def test_a_gap_and_a_zero_end_a_line_of_months(tmp_path: Path) -> None:
    zeilen = monate(tmp_path, "wenn(monat = 2, 0, 1)")
    assert zeilen[:2] == [
        "├─ Anteil Jahr 2026 Teil 1 Januar: 1 (Satzung § 1).",
        "├─ Anteil Jahr 2026 Teil 1 März bis April: je 1.",
    ]


def test_the_same_value_in_another_part_begins_a_new_line(tmp_path: Path) -> None:
    # April of one part and January of the next are no neighbours, nor are two rules
    assert monate(tmp_path, "teil - teil + 1") == [
        "├─ Anteil Jahr 2026 Teil 1 Januar bis April: je 1.",
        "├─ Anteil Jahr 2026 Teil 2 Januar bis April: je 1.",
        "├─ Anteil Jahr 2027 Teil 1 Januar bis April: je 1.",
        "└─ Anteil Jahr 2027 Teil 2 Januar bis April: je 1.",
    ]


def test_values_with_fewer_indices_are_never_joined(tmp_path: Path) -> None:
    regeln = {
        "x": regel("summe(jahr, summe(monat, y))", "anzahl"),
        "y": regel("jahr - jahr + monat - monat + 1", "anzahl", je=["jahr", "monat"], bezeichnung="Y"),
    }
    dimensionen = {name: DIMENSIONEN[name] for name in ("jahr", "monat")}
    text = spurtext(kleine(tmp_path, dimensionen=dimensionen, regeln=regeln), Darstellung())
    assert " bis " not in text
    assert text.count("Y Jahr 2026") == 4


def test_the_short_text_ends_at_the_fourth_level_the_full_one_shows_all(tmp_path: Path) -> None:
    regeln = {f"r{stufe}": regel(f"r{stufe + 1} + 1 EUR", bezeichnung=f"R{stufe}") for stufe in range(1, 7)}
    regeln |= {"x": regel("r1 + 1 EUR"), "r7": regel("1 EUR", bezeichnung="R7")}
    berechnung = kleine(tmp_path, regeln=regeln)
    kurz = spurtext(berechnung, Darstellung())
    assert kurz.count("└─") == 4
    assert "R4: 4,00 € (Satzung § 1)." in kurz
    assert "R5" not in kurz
    assert spurtext(berechnung, Darstellung(voll=True)).count("└─") == 7


def test_a_figure_below_an_earlier_one_is_not_told_again_even_if_it_lies_too_deep_to_be_shown(tmp_path: Path) -> None:
    regeln = {f"r{stufe}": regel(f"r{stufe + 1} + 1 EUR", bezeichnung=f"R{stufe}") for stufe in range(1, 7)}
    regeln |= {"x": regel("r1 + 1 EUR"), "r7": regel("1 EUR", bezeichnung="R7")}
    richtlinie = lade(tmp_path, ausgabe={"felder": {"x": "x", "tief": "r6"}}, regeln=regeln)
    rechner = Fall().rechner(richtlinie)
    ergebnis = ermittle(rechner, rechner.regelwerk.ausgabe)
    antrag = Gelesen(rechner.eingaben, {}, ())
    berechnung = Berechnung(rechner.regelwerk, rechner.stichtag, rechner, antrag, None, ergebnis, (), ())
    assert "R6" not in spurtext(berechnung, Darstellung())
    assert spurtext(berechnung, Darstellung(voll=True)).count("R6: ") == 1


def test_months_told_in_one_line_are_not_told_again(tmp_path: Path) -> None:
    summe = "summe(jahr, summe(teil, summe(monat, anteil)))"
    regeln = {
        "x": regel("y + z", "anzahl"),
        "y": regel(summe, "anzahl", bezeichnung="Y"),
        "z": regel(summe, "anzahl", bezeichnung="Z"),
        "anteil": regel("teil - teil + 1", "anzahl", je=["jahr", "teil", "monat"], bezeichnung="Anteil"),
    }
    zeilen = spurtext(kleine(tmp_path, dimensionen=DIMENSIONEN, regeln=regeln), Darstellung()).splitlines()
    assert sum("Januar bis April" in zeile for zeile in zeilen) == 4
    assert zeilen[-1] == "└─ Z: 16 (Satzung § 1)."


def test_every_part_not_taken_is_named(tmp_path: Path) -> None:
    berechnung = kleine(tmp_path, regeln={"x": regel("min(3 EUR, 1 EUR, 2 EUR)")})
    assert "· min: 1 EUR (nicht: 3 EUR / 2 EUR)\n" in spurtext(berechnung, Darstellung(voll=True))


def test_thirty_columns_are_kept_and_not_one_more(tmp_path: Path) -> None:
    for laenge, erste in ((26, "x" * 26), (25, "x" * 25 + " yyy:")):
        berechnung = kleine(tmp_path, regeln={"x": regel("1 EUR", bezeichnung="x" * laenge + " yyy")})
        assert spurtext(berechnung, Darstellung(breite=1)).splitlines()[0] == erste

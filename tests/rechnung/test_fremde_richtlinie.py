"""A guideline of quite another kind is only files: it loads, computes, explains and refuses without any Python."""

from __future__ import annotations

import copy
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.errors import EingabeError, FoerderungError, RegelError
from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.verzeichnis import Richtlinie, pruefe_richtlinie, richtlinien
from foerderung.services.rechnen.zuwendung import berechne_datei
from foerderung.services.regelwerk import regeln
from tests import golden
from tests.antragstext import als_yaml
from tests.richtlinien.miniatur import texte
from tests.services.rechengang import rechne as rechne_antrag

REGELN = Path(__file__).parents[1] / "rules"
ANTRAG: dict[str, Any] = {
    "richtlinie": "mittelerde",
    "gemeinde": {"name": "Hobbingen", "einwohner": 5000},
    "vorhaben": {"beginn": date(2026, 3, 1), "ende": date(2027, 10, 31)},
    "eingang_am": date(2026, 2, 1),
    "lehrgaenge": {2026: 12, 2027: 3},
    "meilen": {2026: "100.5"},
    "posten": [
        {"bezeichnung": "Grenzer", "vzae": "0.75", "sachkosten": {2026: "6500.00", 2027: "1000.00"}},
        {"bezeichnung": "Büttel", "vzae": "0.125", "sachkosten": {2026: "999.99"}},
    ],
    "saal": {"miete": "100.00", "stunden": 7},
}


@pytest.fixture(scope="module")
def wegewacht() -> Richtlinie:
    richtlinie, meldungen = pruefe_richtlinie(REGELN, "mittelerde")
    assert richtlinie is not None, texte(meldungen)
    return richtlinie


def rechne(richtlinie: Richtlinie, stichtag: date | None = None, **setze: Any) -> Berechnung:
    antrag = copy.deepcopy(ANTRAG)
    for pfad, wert in setze.items():
        golden.setze(antrag, pfad.replace("__", "."), wert)
    return rechne_antrag(antrag, stichtag=stichtag, richtlinie=richtlinie)


def test_it_is_found_beside_the_common_parts() -> None:
    assert richtlinien(REGELN) == ["mittelerde"]


def test_lump_sums_percentages_and_a_ladder_by_size_give_the_hand_figures(wegewacht: Richtlinie) -> None:
    # 2026: 12 · 250 = 3 000,00; min(6 500; 0,75 · 8 000 = 6 000) + min(999,99; 1 000) = 6 999,99;
    #       5 % of 9 999,99 = 499,9995; miles 100,5 · 0,45 = 45,225; together 10 545,2145; 80 % = 8 436,1716 -> 8 430
    # 2027: 3 · 250 = 750,00; 1 000,00; 5 % = 87,50; together 1 837,50; 80 % = 1 470,00
    # hall: 100 / 7 = 14,28… above 12,50, so 12,50 · 7 = 87,50
    ergebnis = rechne(wegewacht).ergebnis.als_json()
    assert ergebnis["jahre"] == {
        "2026": {
            "lehrgaenge": "3000.00",
            "sachkosten": "6999.99",
            "gemeinkosten": "499.9995",
            "ausgaben": "10545.2145",
            "zuwendung": "8430.00",
        },
        "2027": {
            "lehrgaenge": "750.00",
            "sachkosten": "1000",
            "gemeinkosten": "87.5",
            "ausgaben": "1837.5",
            "zuwendung": "1470.00",
        },
    }
    assert ergebnis["groesse"] == "klein"
    assert ergebnis["saal"] == "87.50"
    assert ergebnis["zuwendung_gesamt"] == "9987.50"


def test_one_inhabitant_more_is_the_second_step_of_the_ladder(wegewacht: Richtlinie) -> None:
    # 62,5 % of 1 837,50 = 1 148,4375 -> 1 140
    ergebnis = rechne(wegewacht, gemeinde__einwohner=5001).ergebnis.als_json()
    assert ergebnis["groesse"] == "gross"
    assert ergebnis["jahre"]["2027"]["zuwendung"] == "1140.00"


def test_a_division_by_an_input_stays_exact_until_it_is_rounded(wegewacht: Richtlinie) -> None:
    # 50 / 7 < 12,50, so 50 / 7 · 7 = 50 exactly
    assert rechne(wegewacht, saal__miete="50.00").ergebnis.als_json()["saal"] == "50.00"


def test_the_earlier_fassung_has_no_overheads(wegewacht: Richtlinie) -> None:
    berechnung = rechne(wegewacht, date(2025, 12, 31))
    jahr = berechnung.ergebnis.als_json()["jahre"]["2027"]
    assert berechnung.regelwerk.fassung.id == "erste"
    assert (jahr["gemeinkosten"], jahr["ausgaben"], jahr["zuwendung"]) == (None, "1750", "1400.00")


def test_a_dated_value_follows_the_day_of_reference(wegewacht: Richtlinie) -> None:
    berechnung = rechne(wegewacht, date(2027, 1, 1))
    assert berechnung.ergebnis.als_json()["jahre"]["2027"]["lehrgaenge"] == "826.50"
    satz = next(k["satz"] for k in berechnung.spur()["knoten"] if k["id"] == "lehrgangsbetrag[2027]")
    assert satz == "Lehrgänge 2027: 826,50 € (§ 2 – Annahme, nicht bestätigt)."


def test_own_units_show_in_sentences_and_findings(wegewacht: Richtlinie) -> None:
    befunde = rechne(wegewacht, lehrgaenge={2026: 1}).befunde
    assert [(b.code, b.schwere.value, b.ort, b.gefunden) for b in befunde] == [
        ("zu_wenig_lehrgaenge", "ermessen", "lehrgaenge[2026]", "1 lehrgang für 250,00 €"),
        ("zu_wenig_lehrgaenge", "hart", "lehrgaenge[2027]", "0 lehrgang für 0,00 €"),
    ]


def test_wrong_inputs_are_refused_with_the_guidelines_own_words(wegewacht: Richtlinie) -> None:
    with pytest.raises(EingabeError) as gefangen:
        rechne(wegewacht, lehrgaenge={2026: "1.5", 2031: 1}, posten={"a": 1}, gemeinde__einwohner=0)
    text = str(gefangen.value)
    for teil in (
        "lehrgaenge[2026]: 1.5; zulässig: höchstens 0 Nachkommastellen",
        "Haushaltsjahr 2031 liegt außerhalb des Vorhabens; zulässig: 2026 bis 2027",
        "posten: eine Gruppe von Angaben statt einer Liste",
        "gemeinde.einwohner: 0; zulässig: ab 1",
    ):
        assert teil in text
    with pytest.raises(RegelError, match=r"RL Wegewacht.*ab 01\.01\.2020"):
        rechne(wegewacht, date(2019, 12, 31))


def test_a_decision_for_a_guideline_that_knows_none_is_refused(wegewacht: Richtlinie) -> None:
    with pytest.raises(FoerderungError):
        rechne_antrag(ANTRAG, {"kuerzungen": []}, richtlinie=wegewacht)


def test_every_node_of_its_trace_has_a_sentence(wegewacht: Richtlinie) -> None:
    knoten = rechne(wegewacht).spur()["knoten"]
    assert len(knoten) > 15
    assert all(eines["satz"].endswith(").") for eines in knoten)
    wert = next(eines for eines in knoten if eines["id"] == "fahrten[2026]")
    assert Fraction(str(wert["wert"])) == Fraction("45.225")
    assert wert["parameter"][0]["gilt_ab"] == "2026-07-01"


def test_a_file_is_computed_with_a_folder_of_ones_own_rules(tmp_path: Path) -> None:
    pfad = tmp_path / "antrag.yaml"
    pfad.write_text(als_yaml(ANTRAG), encoding="utf-8")
    assert berechne_datei(pfad, regeln=REGELN).ergebnis.als_json()["zuwendung_gesamt"] == "9987.50"
    assert [richtlinie.deklaration.id for richtlinie in regeln.alle(REGELN)] == ["mittelerde"]
    with pytest.raises(EingabeError, match="Richtlinie „mittelerde“ gibt es nicht"):
        berechne_datei(pfad)


@pytest.mark.parametrize(
    ("alt", "neu", "text"),
    [
        ("lehrgaenge * lehrgangspauschale\n", "lehrgaenge * sachpauschale\n", "ergibt eur·lehrgang/vzae"),
        ("posten.vzae * sachpauschale", "sachpauschale", "min über eur und eur/vzae"),
        ("meilen * fuhrlohn", "lehrgaenge * fuhrlohn", "ergibt eur·lehrgang/meile"),
        ("foerdersatz[groesse]\n", "foerdersatz\n", "„foerdersatz“ ist eine Tabelle"),
        ('"klein", "gross")', '"klein", "riesig")', "für „riesig“ gibt es keinen Wert in der Tabelle"),
    ],
)
def test_its_own_mistakes_are_found_too(alt: str, neu: str, text: str, tmp_path: Path) -> None:
    ordner = shutil.copytree(REGELN, tmp_path / "rules")
    pfad = ordner / "mittelerde" / "regeln.yaml"
    inhalt = pfad.read_text(encoding="utf-8")
    assert alt in inhalt
    pfad.write_text(inhalt.replace(alt, neu, 1), encoding="utf-8")
    assert text in texte(pruefe_richtlinie(ordner, "mittelerde")[1])

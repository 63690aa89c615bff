"""What an officer decides enters the calculation exactly as far as it fits the application, with its reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.rechnung.berechnung import Berechnung
from tests.services.rechnen import antrag, fehler, rechne

GRUND = "nach Prüfung"
STELLE, SACH = "stellen[0]", "sachausgaben[0]"


def kuerzung(ort: str, anerkannt: Any, **jahr: int) -> dict[str, Any]:
    return {"kuerzungen": [{"ort": ort, "anerkannt": anerkannt, "grund": GRUND, **jahr}]}


def satz(ort: str, wert: str, **jahr: int) -> dict[str, Any]:
    return {"saetze": [{"ort": ort, "satz": wert, "grund": GRUND, **jahr}]}


def abweichung(befund: str, **weitere: Any) -> dict[str, Any]:
    return {"abweichungen": [{"befund": befund, "grund": GRUND, **weitere}]}


def figuren(berechnung: Berechnung) -> dict[str, Any]:
    return berechnung.ergebnis.als_json()


def stelle(entscheidung: dict[str, Any] | None, jahr: int, **anders: Any) -> dict[str, Any]:
    gefunden: dict[str, Any] = figuren(rechne(antrag(**anders), entscheidung))["stellen"][0]["jahre"][str(jahr)]
    return gefunden


def sach(entscheidung: dict[str, Any] | None, **anders: Any) -> list[str]:
    return [teil["sach"] for teil in figuren(rechne(antrag(**anders), entscheidung))["jahre"].values()]


# --- cuts -------------------------------------------------------------------------------------------------


def test_a_cut_caps_the_eligible_amount_of_one_year_or_of_every_year() -> None:
    assert stelle(kuerzung(STELLE, "40000.00", jahr=2028), 2028)["zuwendungsfaehig"] == "40000.00"
    vorher = stelle(None, 2027)["zuwendungsfaehig"]
    assert stelle(kuerzung(STELLE, "40000.00", jahr=2028), 2027)["zuwendungsfaehig"] == vorher
    assert [stelle(kuerzung(STELLE, 30000), jahr)["zuwendungsfaehig"] for jahr in (2027, 2028, 2029)] == [
        "30000.00"
    ] * 3
    assert sach(None) == ["7500.00", "6500.00", "4000.00"]
    assert sach(kuerzung(SACH, "1000.50")) == ["4500.50", "3500.50", "1000.50"]
    assert sach(kuerzung(SACH, 0)) == ["3500.00", "2500.00", "0.00"]


@settings(max_examples=25)
@given(mehr=st.integers(0, 10**7))
def test_a_cut_at_or_above_the_amount_changes_nothing(mehr: int) -> None:
    entscheidung = kuerzung(SACH, Decimal(400000 + mehr) / 100)
    assert figuren(rechne(antrag(), entscheidung)) == figuren(rechne(antrag()))


def test_a_cut_above_the_ceiling_leaves_the_ceiling() -> None:
    grenze = Fraction(stelle(None, 2027)["obergrenze"])
    entscheidung = kuerzung(STELLE, Decimal(int(grenze) + 1))
    assert stelle(entscheidung, 2027)["zuwendungsfaehig"] == stelle(None, 2027)["zuwendungsfaehig"]


def test_an_entry_with_the_year_wins_over_one_without_in_either_order() -> None:
    allgemein, besonders = (
        {"ort": SACH, "anerkannt": 100, "grund": GRUND},
        {"ort": SACH, "anerkannt": 3000, "jahr": 2028, "grund": GRUND},
    )
    for eintraege in ([allgemein, besonders], [besonders, allgemein]):
        assert sach({"kuerzungen": eintraege}) == ["3600.00", "5500.00", "100.00"]


# --- rates ------------------------------------------------------------------------------------------------


def test_a_lower_rate_is_used_with_comma_or_point() -> None:
    assert stelle(satz(STELLE, "72,5 %", jahr=2027), 2027)["foerdersatz"] == "0.725"
    assert stelle(satz(STELLE, "72.5%", jahr=2027), 2027)["foerdersatz"] == "0.725"
    assert stelle(satz(STELLE, "0 %"), 2029)["foerdersatz"] == "0"
    jahr = figuren(rechne(antrag(), satz("sachausgaben", "50 %")))["jahre"]["2027"]
    assert Fraction(jahr["roh"]) == Fraction(stelle(None, 2027)["roh"]) + 3750


def test_the_maximum_itself_is_allowed() -> None:
    for jahr, hoechstens in ((2027, "90 %"), (2028, "70 %"), (2029, "50 %")):
        assert stelle(satz(STELLE, hoechstens, jahr=jahr), jahr) == stelle(None, jahr)
    assert figuren(rechne(antrag(), satz("sachausgaben", "90 %"))) == figuren(rechne(antrag()))


UEBER = [
    (satz(STELLE, "90.01 %", jahr=2027), "90,01 % für Koordination im Jahr 2027", "höchstens 90 %"),
    (satz(STELLE, "71 %", jahr=2028), "71 % für Koordination im Jahr 2028", "höchstens 70 %"),
    (satz(STELLE, "80 %"), "80 % für Koordination im Jahr 2029", "höchstens 50 %"),
    (satz("sachausgaben", "91 %"), "91 % für Sachausgaben im Jahr 2027", "höchstens 90 %"),
]


@pytest.mark.parametrize(("entscheidung", "gefunden", "zulaessig"), UEBER)
def test_a_rate_above_the_maximum_is_an_input_error_at_its_entry(
    entscheidung: dict[str, Any], gefunden: str, zulaessig: str
) -> None:
    grund = fehler(antrag(), entscheidung)
    assert grund.exit_code == 3
    meldungen = {meldung.gefunden: meldung for meldung in grund.meldungen}
    assert meldungen[gefunden].zulaessig == zulaessig
    assert meldungen[gefunden].ort == "saetze[0]"
    assert meldungen[gefunden].datei == "entscheidung.yaml"
    assert meldungen[gefunden].zeile == 2
    assert meldungen[gefunden].abhilfe == "Satz senken."


# --- deviations -------------------------------------------------------------------------------------------

KLEIN: dict[str, Any] = {"setze": {"stellen[0].vzae": "0.1"}}


def test_a_decided_finding_stays_and_says_how() -> None:
    ohne, mit = rechne(antrag(**KLEIN)), rechne(antrag(**KLEIN), abweichung("vzae_ausserhalb", ort=STELLE))
    (offen,) = [befund for befund in ohne.befunde if befund.code == "vzae_ausserhalb"]
    (entschieden,) = [befund for befund in mit.befunde if befund.code == "vzae_ausserhalb"]
    assert offen.entschieden is None
    assert entschieden.entschieden is not None
    assert GRUND in entschieden.entschieden
    assert (entschieden.ort, entschieden.schwere, entschieden.gefunden) == (
        offen.ort,
        offen.schwere,
        offen.gefunden,
    )


def test_an_allowed_share_computes_the_post_as_usual() -> None:
    assert stelle(None, 2027, **KLEIN)["zuwendungsfaehig"] == "0.00"
    entscheidung = abweichung("vzae_ausserhalb", ort=STELLE)
    mit = stelle(entscheidung, 2027, **KLEIN)
    assert mit["zuwendungsfaehig"] == mit["obergrenze"] != "0.00"


LANGE: dict[str, Any] = {"setze": {"stellen[0].foerderbeginn": 2025}}


def test_from_the_fourth_year_the_rate_is_zero_until_a_deviation_sets_one() -> None:
    assert stelle(None, 2028, **LANGE)["foerdersatz"] == "0"
    assert stelle(None, 2027, **LANGE)["foerdersatz"] == "0.5"
    entscheidung = abweichung("foerderdauer", ort=STELLE, satz="50 %")
    assert stelle(entscheidung, 2028, **LANGE)["foerdersatz"] == "0.5"
    nur_2029 = abweichung("foerderdauer", ort=STELLE, satz="25,5 %", jahr=2029)
    assert [stelle(nur_2029, jahr, **LANGE)["foerdersatz"] for jahr in (2027, 2028, 2029)] == ["0.5", "0", "0.255"]


def test_a_deviation_with_year_decides_only_that_year() -> None:
    berechnung = rechne(antrag(**LANGE), abweichung("foerderdauer", ort=STELLE, satz="10 %", jahr=2029))
    entschieden = {b.ort: b.entschieden is not None for b in berechnung.befunde if b.code == "foerderdauer"}
    assert entschieden == {
        "stellen[0].personalausgaben[2028]": False,
        "stellen[0].personalausgaben[2029]": True,
    }


def test_a_lower_rate_may_be_set_below_the_one_of_the_deviation() -> None:
    entscheidung = {
        **abweichung("foerderdauer", ort=STELLE, satz="50 %"),
        **satz(STELLE, "20 %", jahr=2028),
    }
    assert stelle(entscheidung, 2028, **LANGE)["foerdersatz"] == "0.2"
    zu_hoch = {**abweichung("foerderdauer", ort=STELLE, satz="20 %"), **satz(STELLE, "21 %", jahr=2028)}
    assert "höchstens 20 %" in str(fehler(antrag(**LANGE), zu_hoch))


# --- what is refused --------------------------------------------------------------------------------------

SPAET: dict[str, Any] = {"setze": {"eingang_am": "2026-10-20"}}
ZWEI: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "two cuts for one year": ({"kuerzungen": kuerzung(SACH, 1, jahr=2027)["kuerzungen"] * 2}, {}),
    "two cuts for every year": ({"kuerzungen": kuerzung(SACH, 1)["kuerzungen"] * 2}, {}),
    "two rates": ({"saetze": satz(STELLE, "1 %")["saetze"] + satz(STELLE, "2 %")["saetze"]}, {}),
    "two deviations": (
        {"abweichungen": abweichung("vzae_ausserhalb", ort=STELLE)["abweichungen"] * 2},
        KLEIN,
    ),
    "two rates beyond the third year": (
        {"abweichungen": abweichung("foerderdauer", ort=STELLE, satz="1 %")["abweichungen"] * 2},
        LANGE,
    ),
    "two reasons for one finding": (
        {"abweichungen": abweichung("frist_versaeumt")["abweichungen"] * 2},
        SPAET,
    ),
    "two general rates beside one with a year": (
        {
            "saetze": [
                *satz(STELLE, "1 %", jahr=2027)["saetze"],
                *satz(STELLE, "2 %")["saetze"],
                *satz(STELLE, "3 %")["saetze"],
            ]
        },
        {"setze": {"stellen[0].personalausgaben": {2027: 5000}}},
    ),
}


@pytest.mark.parametrize("name", ZWEI)
def test_two_entries_for_the_same_place_and_year_are_refused(name: str) -> None:
    entscheidung, anders = ZWEI[name]
    grund = fehler(antrag(**anders), entscheidung)
    assert grund.exit_code == 3
    assert "zweite" in str(grund)


PASST_NICHT: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "list unknown": (kuerzung("posten[0]", 1), {}, "kuerzungen[0].ort: „posten[0]“ passt zu nichts"),
    "item beyond the list": (
        kuerzung("sachausgaben[3]", 1),
        {},
        "„sachausgaben[3]“ passt zu nichts; zulässig: stellen[0], sachausgaben[0] bis sachausgaben[2]",
    ),
    "cut of a whole list": (kuerzung("sachausgaben", 1), {}, "„sachausgaben“ passt zu nichts"),
    "cut of a field": (kuerzung("stellen[0].vzae", 1), {}, "„stellen[0].vzae“ passt zu nichts"),
    "rate of one item of other costs": (satz(SACH, "1 %"), {}, "„sachausgaben[0]“ passt zu nichts"),
    "rate of all posts": (satz("stellen", "1 %"), {}, "„stellen“ passt zu nichts"),
    "rate of costs that are not claimed": (
        satz("sachausgaben", "1 %"),
        {"sachausgaben": []},
        "„sachausgaben“ passt zu nichts",
    ),
    "year without claim": (
        kuerzung("sachausgaben[1]", 1, jahr=2029),
        {},
        "für „sachausgaben[1]“ ist im Jahr 2029 nichts beantragt",
    ),
    "year outside the project": (
        satz(STELLE, "1 %", jahr=2031),
        {},
        "saetze[0].jahr: das Jahr 2031 liegt außerhalb des Vorhabens",
    ),
    "finding unknown": (
        abweichung("vzae_auserhalb", ort=STELLE),
        KLEIN,
        "Befund „vzae_auserhalb“ gibt es nicht",
    ),
    "finding that is not there": (
        abweichung("vzae_ausserhalb", ort=STELLE),
        {},
        "Befund „vzae_ausserhalb“ liegt hier nicht vor",
    ),
    "finding at another place": (
        abweichung("vzae_ausserhalb", ort="stellen[1]"),
        KLEIN,
        "„stellen[1]“ passt zu nichts",
    ),
    "finding in another year": (
        abweichung("foerderdauer", ort=STELLE, satz="1 %", jahr=2027),
        LANGE,
        "Befund „foerderdauer“ liegt hier nicht vor",
    ),
    "year for a finding that has none": (abweichung("frist_versaeumt", jahr=2031), SPAET, "jahr"),
    "year outside the project for a deviation": (
        abweichung("vzae_ausserhalb", ort=STELLE, jahr=2031),
        KLEIN,
        "2031",
    ),
    "rate for a finding that takes none": (
        abweichung("vzae_ausserhalb", ort=STELLE, satz="1 %"),
        KLEIN,
        "hat keinen Fördersatz",
    ),
    "no rate for a finding that needs one": (
        abweichung("foerderdauer", ort=STELLE),
        LANGE,
        "braucht einen Fördersatz",
    ),
    "rate above that of the third year": (
        abweichung("foerderdauer", ort=STELLE, satz="51 %"),
        LANGE,
        "51 % für Koordination im Jahr 2028; zulässig: höchstens 50 %",
    ),
    "finding that excludes approval": (
        abweichung("beratung_fehlt"),
        {"ohne": ["beratung_am"]},
        "beratung_fehlt",
    ),
    "finding that is only a hint": (abweichung("prioritaet_fehlt"), {}, "prioritaet_fehlt"),
    "input error as finding": (abweichung("ausgaben_fehlen"), {}, "Befund „ausgaben_fehlen“ gibt es nicht"),
    "rate of other costs in a year without any": (
        satz("sachausgaben", "1 %", jahr=2028),
        {"setze": {"sachausgaben[0].betraege": {2027: 1}, "sachausgaben[1].betraege": {2027: 1}}},
        "2028",
    ),
}


@pytest.mark.parametrize("name", PASST_NICHT)
def test_an_entry_that_fits_nothing_is_an_input_error(name: str) -> None:
    entscheidung, anders, text = PASST_NICHT[name]
    grund = fehler(antrag(**anders), entscheidung)
    assert grund.exit_code == 3
    assert text in str(grund)
    assert all(meldung.datei == "entscheidung.yaml" for meldung in grund.meldungen)
    assert all(meldung.zeile > 0 for meldung in grund.meldungen)


@pytest.mark.parametrize("grund", [None, "", "  "])
@pytest.mark.parametrize("abschnitt", ["kuerzungen", "saetze", "abweichungen"])
def test_a_reason_is_mandatory(abschnitt: str, grund: str | None) -> None:
    eintrag = {**kuerzung(SACH, 1), **satz(STELLE, "1 %"), **abweichung("frist_versaeumt")}[abschnitt][0]
    if grund is None:
        del eintrag["grund"]
    else:
        eintrag["grund"] = grund
    meldung = fehler(antrag(**SPAET), {abschnitt: [eintrag]}).meldungen[0]
    assert meldung.ort == f"{abschnitt}[0].grund"


def test_all_wrong_entries_are_reported_at_once() -> None:
    entscheidung = {
        "kuerzungen": [*kuerzung("posten[0]", 1)["kuerzungen"], *kuerzung("stellen[7]", 1)["kuerzungen"]],
        **satz("alles", "1 %"),
        **abweichung("quatsch"),
    }
    orte = {meldung.ort for meldung in fehler(antrag(), entscheidung).meldungen}
    assert orte == {"kuerzungen[0].ort", "kuerzungen[1].ort", "saetze[0].ort", "abweichungen[0].befund"}


def test_an_empty_decision_changes_nothing_but_is_itself_part_of_the_result() -> None:
    ohne = rechne(antrag()).als_json()
    assert ohne.pop("entscheidung", None) is None
    leere: list[dict[str, Any]] = [{}, {"kuerzungen": [], "saetze": None}, {"finanzierungsart": "festbetrag"}]
    for leer in leere:
        mit = rechne(antrag(), leer).als_json()
        assert mit.pop("entscheidung", None) == {name: wert for name, wert in leer.items() if wert is not None}
        assert mit == ohne


def test_what_was_decided_stands_in_the_trace_with_its_entry() -> None:
    spur = rechne(antrag(), kuerzung(STELLE, "40000.00", jahr=2028)).spur()
    knoten = {eines["id"]: eines for eines in spur["knoten"]}
    angaben = knoten["anerkannte_personalausgaben[0,2028]"]["angaben"]
    assert ("entscheidung.kuerzungen[0]", "40000.00") in [(angabe["ort"], angabe["wert"]) for angabe in angaben]

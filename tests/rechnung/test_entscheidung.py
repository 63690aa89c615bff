"""What an officer decides enters the calculation exactly as far as it fits the application, with its reason."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.errors import Meldung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.entscheidung import verteile
from foerderung.rechnung.leser import Gelesen
from tests.services.rechengang import antrag, fehler, rechne

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
    (meldung,) = grund.meldungen
    assert meldung.gefunden.startswith("zweiter Eintrag für „")
    assert (meldung.zulaessig, meldung.abhilfe) == ("", "Einen streichen.")
    assert re.fullmatch(r"[a-z]+\[[12]\]", meldung.ort)


ALLE = "stellen[0], sachausgaben[0] bis sachausgaben[2]"
STREICHEN = "Eintrag streichen oder ort und jahr berichtigen."
PASST_NICHT: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "list unknown": (
        kuerzung("posten[0]", 1),
        {},
        f"kuerzungen[0].ort: „posten[0]“ passt zu nichts; zulässig: {ALLE}.",
    ),
    "item beyond the list": (
        kuerzung("sachausgaben[3]", 1),
        {},
        f"kuerzungen[0].ort: „sachausgaben[3]“ passt zu nichts; zulässig: {ALLE}.",
    ),
    "cut of a whole list": (
        kuerzung("sachausgaben", 1),
        {},
        f"kuerzungen[0].ort: „sachausgaben“ passt zu nichts; zulässig: {ALLE}.",
    ),
    "cut of a field": (
        kuerzung("stellen[0].vzae", 1),
        {},
        f"kuerzungen[0].ort: „stellen[0].vzae“ passt zu nichts; zulässig: {ALLE}.",
    ),
    "rate of one item of other costs": (
        satz(SACH, "1 %"),
        {},
        "saetze[0].ort: „sachausgaben[0]“ passt zu nichts; zulässig: stellen[0], sachausgaben.",
    ),
    "rate of all posts": (
        satz("stellen", "1 %"),
        {},
        "saetze[0].ort: „stellen“ passt zu nichts; zulässig: stellen[0], sachausgaben.",
    ),
    "rate of costs that are not claimed": (
        satz("sachausgaben", "1 %"),
        {"sachausgaben": []},
        "saetze[0].ort: „sachausgaben“ passt zu nichts; zulässig: stellen[0].",
    ),
    "year without claim": (
        kuerzung("sachausgaben[1]", 1, jahr=2029),
        {},
        "kuerzungen[0].jahr: für „sachausgaben[1]“ ist im Jahr 2029 nichts beantragt.",
    ),
    "year outside the project": (
        satz(STELLE, "1 %", jahr=2031),
        {},
        "saetze[0].jahr: das Jahr 2031 liegt außerhalb des Vorhabens.",
    ),
    "finding unknown": (
        abweichung("vzae_auserhalb", ort=STELLE),
        KLEIN,
        "abweichungen[0].befund: Befund „vzae_auserhalb“ gibt es nicht. Meinten Sie „vzae_ausserhalb“?",
    ),
    "finding that is not there": (
        abweichung("vzae_ausserhalb", ort=STELLE),
        {},
        f"abweichungen[0]: Befund „vzae_ausserhalb“ liegt hier nicht vor. {STREICHEN}",
    ),
    "finding at another place": (
        abweichung("vzae_ausserhalb", ort="stellen[1]"),
        KLEIN,
        "abweichungen[0].ort: „stellen[1]“ passt zu nichts; zulässig: stellen[0].",
    ),
    "finding in another year": (
        abweichung("foerderdauer", ort=STELLE, satz="1 %", jahr=2027),
        LANGE,
        f"abweichungen[0]: Befund „foerderdauer“ liegt hier nicht vor; zulässig: foerderdauer. {STREICHEN}",
    ),
    "year for a finding that has none": (
        abweichung("frist_versaeumt", jahr=2031),
        SPAET,
        f"abweichungen[0]: Befund „frist_versaeumt“ liegt hier nicht vor; zulässig: frist_versaeumt. {STREICHEN}",
    ),
    "year outside the project for a deviation": (
        abweichung("vzae_ausserhalb", ort=STELLE, jahr=2031),
        KLEIN,
        "abweichungen[0].jahr: das Jahr 2031 liegt außerhalb des Vorhabens.",
    ),
    "rate for a finding that takes none": (
        abweichung("vzae_ausserhalb", ort=STELLE, satz="1 %"),
        KLEIN,
        "abweichungen[0].satz: eine Abweichung vzae_ausserhalb hat keinen Fördersatz.",
    ),
    "no rate for a finding that needs one": (
        abweichung("foerderdauer", ort=STELLE),
        LANGE,
        "abweichungen[0].satz: eine Abweichung foerderdauer braucht einen Fördersatz.",
    ),
    "rate above that of the third year": (
        abweichung("foerderdauer", ort=STELLE, satz="51 %"),
        LANGE,
        "abweichungen[0]: 51 % für Koordination im Jahr 2027; zulässig: höchstens 50 % "
        "(Förderpraxis LPR; nicht über dem Satz des dritten Jahres). Satz senken.",
    ),
    "finding that excludes approval": (
        abweichung("beratung_fehlt"),
        {"ohne": ["beratung_am"]},
        "abweichungen[0]: „beratung_fehlt“ eröffnet kein Ermessen (Bewilligung ausgeschlossen). Eintrag streichen.",
    ),
    "finding that is only a hint": (
        abweichung("prioritaet_fehlt"),
        {},
        "abweichungen[0]: „prioritaet_fehlt“ eröffnet kein Ermessen (Hinweis). Eintrag streichen.",
    ),
    "input error as finding": (
        abweichung("ausgaben_fehlen"),
        {},
        "abweichungen[0].befund: Befund „ausgaben_fehlen“ gibt es nicht.",
    ),
    "rate of other costs in a year without any": (
        satz("sachausgaben", "1 %", jahr=2028),
        {"setze": {"sachausgaben[0].betraege": {2027: 1}, "sachausgaben[1].betraege": {2027: 1}}},
        "saetze[0].jahr: für „sachausgaben“ ist im Jahr 2028 nichts beantragt.",
    ),
}


@pytest.mark.parametrize("name", PASST_NICHT)
def test_an_entry_that_fits_nothing_is_an_input_error(name: str) -> None:
    entscheidung, anders, text = PASST_NICHT[name]
    grund = fehler(antrag(**anders), entscheidung)
    assert grund.exit_code == 3
    assert str(grund.meldungen[0]) == f"entscheidung.yaml, Zeile 2, {text}"
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


def test_an_entry_for_nothing_that_is_claimed_at_all_names_the_place() -> None:
    anders: dict[str, Any] = {"setze": {"sachausgaben[0].betraege": {2027: 0}}}
    meldungen = fehler(antrag(**anders), kuerzung(SACH, 1)).meldungen
    assert [str(meldung) for meldung in meldungen] == [
        "entscheidung.yaml, Zeile 2, kuerzungen[0].ort: für „sachausgaben[0]“ ist nichts beantragt."
    ]


def test_two_wrong_entries_of_the_same_kind_are_both_named_and_one_twice_only_once() -> None:
    doppelt = kuerzung(SACH, 1)["kuerzungen"] * 3
    orte = [meldung.ort for meldung in fehler(antrag(), {"kuerzungen": doppelt}).meldungen]
    assert orte == ["kuerzungen[1]", "kuerzungen[2]"]


def test_a_deviation_with_a_rate_needs_a_place() -> None:
    (meldung,) = fehler(antrag(**LANGE), abweichung("foerderdauer", satz="1 %")).meldungen
    assert str(meldung) == (
        "entscheidung.yaml, Zeile 2, abweichungen[0].ort: kein Ort angegeben; zulässig: stellen[0]."
    )


def test_without_any_claim_nothing_can_be_named() -> None:
    ohne = antrag(stellen=[])
    (meldung,) = fehler(ohne, satz(STELLE, "1 %")).meldungen
    assert meldung.zulaessig == "sachausgaben"
    (meldung,) = fehler(ohne, abweichung("vzae_ausserhalb", ort=STELLE)).meldungen
    assert meldung.zulaessig == "nichts in diesem Antrag"


def test_two_items_of_a_list_are_named_from_the_first_to_the_last() -> None:
    zwei = antrag()
    zwei["sachausgaben"] = zwei["sachausgaben"][:2]
    (meldung,) = fehler(zwei, kuerzung("posten[0]", 1)).meldungen
    assert meldung.zulaessig == "stellen[0], sachausgaben[0] bis sachausgaben[1]"


def test_a_plain_value_of_a_decision_hides_no_entry() -> None:
    beides = {"finanzierungsart": "festbetrag", **kuerzung(SACH, 0)}
    assert sach(beides) == sach(kuerzung(SACH, 0))


def test_a_rate_for_a_whole_list_holds_where_only_some_of_its_items_are_claimed() -> None:
    assert sach(None)[2] == "4000.00"
    roh = [teil["roh"] for teil in figuren(rechne(antrag(), satz("sachausgaben", "1 %", jahr=2029)))["jahre"].values()]
    assert Fraction(roh[2]) == Fraction("44888.02") / 2 + 40


def test_a_deviation_without_rate_is_an_input_that_is_true() -> None:
    rechner = rechne(antrag(**KLEIN), abweichung("vzae_ausserhalb", ort=STELLE)).rechner
    angaben = rechner.knoten("vzae_zulaessig", (0, 2027)).angaben
    assert angaben["entscheidung.abweichungen[0]"].wert is True


def test_sections_are_read_in_any_order_and_an_entry_without_line_has_none() -> None:
    baum = {"finanzierungsart": "festbetrag", "abweichungen": ({"befund": "quatsch", "grund": GRUND},)}
    verteilung = verteile(rechne(antrag()).rechner, Gelesen(Eingaben(baum=baum), {}, ()), "e.yaml")
    assert verteilung.meldungen == [Meldung("Befund „quatsch“ gibt es nicht", "e.yaml", 0, "abweichungen[0].befund")]
    ohne = {"abweichungen": ({"grund": GRUND},)}
    (meldung,) = verteile(rechne(antrag()).rechner, Gelesen(Eingaben(baum=ohne), {}, ()), "e.yaml").meldungen
    assert meldung.gefunden == "Befund „“ gibt es nicht"

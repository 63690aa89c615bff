"""A document is read as it is declared: every violation at once, with file, line and place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.errors import Meldung
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.leser import Gelesen, lies_dokument
from foerderung.services.regelwerk.regeln import lade as lade_regeln
from tests.richtlinien.miniatur import JAHR, ZEITRAUM, feld, lade
from tests.services.rechengang import antrag, aus_text, dokument

FELDER = lade_regeln("kommpraev").fassung(None).felder


def lies(**anders: Any) -> Gelesen:
    return lies_dokument(dokument(antrag(**anders)).baum, FELDER, "antrag.yaml")


def nach_ort(gelesen: Gelesen) -> dict[str, Meldung]:
    return {meldung.ort: meldung for meldung in gelesen.meldungen}


def eine(**anders: Any) -> Meldung:
    (meldung,) = lies(**anders).meldungen
    return meldung


def test_an_example_is_read_without_violation_and_addressed_as_the_rules_name_it() -> None:
    gelesen = lies()
    assert gelesen.meldungen == ()
    assert gelesen.eingaben.hole("stelle.personalausgaben", (0, 2027)) == 48200
    assert gelesen.eingaben.hole("sachausgabe.kostenart", (1,)) == "honorare"
    assert gelesen.eingaben.hole("vorhaben.titel") == "Koordinierungsstelle des Kommunalen Präventionsrates"
    assert gelesen.eingaben.hole("stelle.personalausgaben", (1, 2027)) is None
    assert gelesen.eingaben.laengen["sachausgabe"] == 3
    assert gelesen.eingaben.laengen["stelle"] == 1


def test_the_document_is_kept_whole_for_letters_and_cannot_be_changed() -> None:
    baum = lies().eingaben.baum
    assert baum["antragsteller"]["anschrift"]["plz"] == "08056"
    assert baum["stellen"][0]["personalausgaben"][2028] == 49400
    with pytest.raises(TypeError):
        baum["stellen"][0]["personalausgaben"][2028] = Fraction(1)


@pytest.mark.parametrize(
    ("pfad", "vorschlag"),
    [
        ("antragstelller", "antragsteller"),
        ("vorhaben.title", "titel"),
        ("stellen[0].vzea", "vzae"),
        ("antragsteller.anschrift.strase", "strasse"),
        ("finanzierung.eigenmitel", "eigenmittel"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(pfad: str, vorschlag: str) -> None:
    meldung = eine(setze={pfad: "x"})
    assert meldung.ort == pfad
    assert meldung.gefunden == f"unbekannter Schlüssel „{pfad.rpartition('.')[2]}“"
    assert vorschlag in meldung.zulaessig.split(", ")
    assert meldung.abhilfe == f"Meinten Sie „{vorschlag}“?"
    assert meldung.zeile > 0


FORMEN: list[tuple[str, Any, str]] = [
    ("vorhaben", [1], "eine Liste statt einer Gruppe von Angaben"),
    ("vorhaben", "x", "„x“ statt einer Gruppe von Angaben"),
    ("stellen", {"a": 1}, "eine Gruppe von Angaben statt einer Liste"),
    ("stellen", "keine", "„keine“ statt einer Liste"),
    ("stellen[0]", "Koordination", "„Koordination“ statt einer Gruppe von Angaben"),
    ("stellen[0].personalausgaben", [1], "eine Liste statt Beträgen je Jahr"),
    ("stellen[0].personalausgaben", "48200.00", "„48200.00“ statt Beträgen je Jahr"),
    ("stellen[0].personalausgaben", {}, "kein Jahr angegeben"),
    ("stellen[0].personalausgaben[zwei]", 1, "„zwei“ ist kein Haushaltsjahr"),
    ("stellen[0].personalausgaben[20277]", 1, "„20277“ ist kein Haushaltsjahr"),
    ("stellen[0].personalausgaben[2027]", None, "Betrag fehlt"),
    ("vorhaben.titel", ["a"], "eine Liste statt eines Werts"),
    ("anlagen", "sonstige", "keine Liste"),
]


@pytest.mark.parametrize(("pfad", "wert", "text"), FORMEN)
def test_a_wrong_shape_is_named(pfad: str, wert: Any, text: str) -> None:
    daten = antrag() if "[zwei]" in pfad else antrag(setze={pfad: wert})
    if "[zwei]" in pfad:
        daten["stellen"][0]["personalausgaben"]["zwei"] = wert
    gefunden = nach_ort(lies_dokument(dokument(daten).baum, FELDER, "antrag.yaml"))
    assert gefunden[pfad].gefunden == text


def test_a_whole_document_of_another_shape_is_one_violation() -> None:
    for text in ("[]", "Hallo", "5"):
        (meldung,) = lies_dokument(aus_text(text).baum, FELDER, "antrag.yaml").meldungen
        assert "statt einer Gruppe von Angaben" in meldung.gefunden


@pytest.mark.parametrize(
    ("art", "ags", "erlaubt"),
    [
        ("gemeinde", "14524999", ""),
        ("gemeinde", "14599", "8 Ziffern, beginnend mit 14"),
        ("gemeinde", "13524999", "8 Ziffern, beginnend mit 14"),
        ("gemeinde", "145249990", "8 Ziffern, beginnend mit 14"),
        ("eigenbetrieb", "14524999", ""),
        ("eigenbetrieb", "14599", "8 Ziffern, beginnend mit 14"),
        ("landkreis", "14599", ""),
        ("landkreis", "14524999", "5 Ziffern, beginnend mit 14"),
        ("verband", "14599", ""),
        ("verband", "14524999", ""),
        ("verband", "145249", "5 oder 8 Ziffern, beginnend mit 14"),
        ("sonstige", "1459912", "5 oder 8 Ziffern, beginnend mit 14"),
    ],
)
def test_the_municipality_key_fits_the_kind_of_applicant(art: str, ags: str, erlaubt: str) -> None:
    gelesen = lies(setze={"antragsteller.art": art, "antragsteller.ags": ags})
    assert [meldung.zulaessig for meldung in gelesen.meldungen] == ([erlaubt] if erlaubt else [])


@pytest.mark.parametrize("plz", ["1234", "123456", "12a45", "08056 ", "٠٨٠٥٦"])
def test_a_postal_code_has_five_digits(plz: str) -> None:
    meldung = eine(setze={"antragsteller.anschrift.plz": plz})
    assert meldung.zulaessig == "5 Ziffern"


MINIJOB = {"bezeichnung": "M", "art": "minijob", "beginn": "2027-01-01", "ende": "2027-12-31"}


def test_a_field_of_the_other_kind_is_refused() -> None:
    gelesen = lies(setze={"stellen[0].art": "minijob"})
    assert {m.ort: m.zulaessig for m in gelesen.meldungen} == {
        "stellen[0].qualifikation": "nur bei art: stelle",
        "stellen[0].vzae": "nur bei art: stelle",
    }
    stelle = {**MINIJOB, "anzahl": 2, "foerderbeginn": 2027, "personalausgaben": {2027: 1}}
    meldung = eine(setze={"stellen[0]": stelle})
    assert (meldung.ort, meldung.gefunden) == ("stellen[0].foerderbeginn", "„foerderbeginn“ gibt es hier nicht")


def test_a_mandatory_field_that_is_missing_or_empty_is_named_with_its_label() -> None:
    meldung = eine(ohne=["vorhaben.titel"])
    assert str(meldung).startswith("antrag.yaml, Zeile ")
    assert "vorhaben.titel: „titel“ fehlt (Titel). titel: ergänzen." in str(meldung)
    assert eine(setze={"vorhaben.titel": None}).ort == "vorhaben.titel"
    assert eine(ohne=["stellen[0].vzae"]).ort == "stellen[0].vzae"
    assert eine(ohne=["stellen[0].personalausgaben"]).ort == "stellen[0].personalausgaben"


def test_a_field_that_exists_only_under_a_condition_is_mandatory_only_there() -> None:
    assert lies(setze={"stellen[0]": {**MINIJOB, "personalausgaben": {2027: 1}}}).meldungen == ()


def test_optional_groups_lists_and_fields_may_be_left_out_or_empty() -> None:
    weglassbar = ["beratung_am", "finanzierung", "erklaerungen", "anlagen", "antragsteller.iban"]
    assert lies(ohne=weglassbar).meldungen == ()
    assert lies(setze=dict.fromkeys(weglassbar)).meldungen == ()
    gelesen = lies(ohne=["stellen"])
    assert gelesen.eingaben.laengen["stelle"] == 0


def test_all_violations_are_found_at_once_each_with_file_line_and_place() -> None:
    daten = antrag(
        setze={
            "stellen[0].vzae": "3",
            "vorhaben.titel": "",
            "antragsteller.anschrift.plz": "1",
            "sachausgaben[1].betraege[2028]": "12.345",
            "erklaerungen.vorsteuerabzug": "ja",
        },
        quatsch=1,
    )
    gelesen = lies_dokument(dokument(daten).baum, FELDER, "antrag.yaml")
    assert {meldung.ort for meldung in gelesen.meldungen} == {
        "stellen[0].vzae",
        "vorhaben.titel",
        "antragsteller.anschrift.plz",
        "sachausgaben[1].betraege[2028]",
        "erklaerungen.vorsteuerabzug",
        "quatsch",
    }
    assert {meldung.datei for meldung in gelesen.meldungen} == {"antrag.yaml"}
    assert all(meldung.zeile > 0 for meldung in gelesen.meldungen)


def test_the_line_is_that_of_the_key() -> None:
    text = "richtlinie: kommpraev\n\n# Kommentar\nvorhaben:\n  titel: ''\n  beginn: 2027-02-30\n"
    gelesen = nach_ort(lies_dokument(aus_text(text).baum, FELDER, "a.yaml"))
    assert gelesen["vorhaben.titel"].zeile == 5
    assert gelesen["vorhaben.beginn"].zeile == 6
    assert gelesen["vorhaben.ende"].zeile in (4, 5)
    assert gelesen["antragsteller"].zeile == 1


def test_lists_of_a_minimal_length_are_counted(tmp_path: Path) -> None:
    kurse = {"liste": "kurs", "mindestens": 2, "beschriftung": "Kurse", "felder": {"titel": feld("text")}}
    dimension = {"kurs": {"bezeichnung": "Kurs", "liste": "kurse"}}
    felder = lade(tmp_path, eingaben={"kurse": kurse}, dimensionen=dimension).fassung(None).felder
    for text in ("{}", "kurse: []", "kurse: [{titel: A}]"):
        assert lies_dokument(aus_text(text).baum, felder, "a.yaml").meldungen, text
    assert lies_dokument(aus_text("kurse: [{titel: A}, {titel: B}]").baum, felder, "a.yaml").meldungen == ()


def test_a_default_stands_in_for_a_sibling_that_decides(tmp_path: Path) -> None:
    eingaben = {
        "art": feld("auswahl", werte={"a": "A", "b": "B"}, fehlt="a", quelle="Satzung"),
        "nur_a": feld("text", nur={"art": "a"}),
    }
    felder = lade(tmp_path, eingaben=eingaben).fassung(None).felder
    assert lies_dokument(aus_text("nur_a: x").baum, felder, "a.yaml").meldungen == ()
    assert lies_dokument(aus_text("art: b").baum, felder, "a.yaml").meldungen == ()
    assert lies_dokument(aus_text("{art: b, nur_a: x}").baum, felder, "a.yaml").meldungen


# --- every message word for word, on a declaration of its own -----------------------------------------------


@pytest.fixture(scope="module")
def kurs(tmp_path_factory: pytest.TempPathFactory) -> Eingabefeld:
    posten = {
        "liste": "posten",
        "mindestens": 1,
        "fehlt": "erlaubt",
        "beschriftung": "Posten",
        "felder": {
            "name": feld("text", beschriftung="Name"),
            "betrag": feld("eur", je="jahr", mindestjahre=1, beschriftung="Betrag"),
        },
    }
    muster = [
        {"form": "[A-Z]+", "text": "Großbuchstaben"},
        {"form": ".{3}", "text": "drei Zeichen", "nach": "art", "fuer": ["a"]},
    ]
    eingaben = {
        "art": feld("auswahl", werte={"a": "A", "b": "B"}),
        "kuerzel": feld("text", muster=muster),
        "nur_a": feld("text", nur={"art": "a"}, beschriftung="Nur bei A"),
        "stufen": feld("menge", werte={"x": "X", "y": "Y"}, fehlt="erlaubt"),
        "ort": {"beschriftung": "Ort", "felder": {"plz": feld("text", beschriftung="PLZ")}},
        "posten": posten,
    }
    dimensionen = {**JAHR, "posten": {"bezeichnung": "Posten", "liste": "posten"}}
    richtlinie = lade(tmp_path_factory.mktemp("kurs"), eingaben={**eingaben, **ZEITRAUM}, dimensionen=dimensionen)
    return richtlinie.fassung(None).felder


GUT = """\
art: a
kuerzel: ABC
nur_a: x
ort: {plz: "01067"}
posten:
  - {name: N, betrag: {2027: 1.00}}
beginn: 2027-01-01
ende: 2027-12-31
"""


def meldungen(felder: Eingabefeld, *ersetze: tuple[str, str]) -> list[str]:
    text = GUT
    for alt, neu in ersetze:
        assert alt in text
        text = text.replace(alt, neu)
    gelesen = lies_dokument(aus_text(text).baum, felder, "k.yaml")
    return [str(meldung) for meldung in gelesen.meldungen]


@pytest.mark.parametrize(
    ("alt", "neu", "erwartet"),
    [
        ("art: a", "art: a", []),
        (
            "kuerzel:",
            "kuerzl:",
            [
                "k.yaml, Zeile 1, kuerzel: „kuerzel“ fehlt (Eingabe). kuerzel: ergänzen.",
                "k.yaml, Zeile 2, kuerzl: unbekannter Schlüssel „kuerzl“; zulässig: art, kuerzel, nur_a, stufen, ort, "
                "posten, beginn, ende. Meinten Sie „kuerzel“?",
            ],
        ),
        ("ABC", "abc", ["k.yaml, Zeile 2, kuerzel: „abc“; zulässig: Großbuchstaben."]),
        ("ABC", "ABCD", ["k.yaml, Zeile 2, kuerzel: „ABCD“; zulässig: drei Zeichen."]),
        (
            "ABC",
            "abcd",
            [
                "k.yaml, Zeile 2, kuerzel: „abcd“; zulässig: Großbuchstaben.",
                "k.yaml, Zeile 2, kuerzel: „abcd“; zulässig: drei Zeichen.",
            ],
        ),
        ("nur_a: x\n", "", ["k.yaml, Zeile 1, nur_a: „nur_a“ fehlt (Nur bei A). nur_a: ergänzen."]),
        ("nur_a: x\n", "nur_a:\n", ["k.yaml, Zeile 3, nur_a: „nur_a“ fehlt (Nur bei A). nur_a: ergänzen."]),
        (
            "art: a",
            "art: b",
            ["k.yaml, Zeile 3, nur_a: „nur_a“ gibt es hier nicht; zulässig: nur bei art: a. Angabe streichen."],
        ),
        ("art: a", "art: c", ["k.yaml, Zeile 1, art: „c“; zulässig: a, b."]),
        ("nur_a: x", "stufen: [x, x]\nnur_a: x", ["k.yaml, Zeile 3, stufen: „x“ steht doppelt. Einmal streichen."]),
        ('{plz: "01067"}', "{}", ["k.yaml, Zeile 4, ort.plz: „plz“ fehlt (PLZ). plz: ergänzen."]),
        ('{plz: "01067"}', "[]", ["k.yaml, Zeile 4, ort: eine Liste statt einer Gruppe von Angaben; zulässig: plz."]),
        ('{plz: "01067"}', "x", ["k.yaml, Zeile 4, ort: „x“ statt einer Gruppe von Angaben; zulässig: plz."]),
        (
            "\n  - {name: N, betrag: {2027: 1.00}}",
            " {}",
            ["k.yaml, Zeile 5, posten: eine Gruppe von Angaben statt einer Liste."],
        ),
        (
            "\n  - {name: N, betrag: {2027: 1.00}}",
            " []",
            ["k.yaml, Zeile 5, posten: 0 Einträge; zulässig: mindestens 1."],
        ),
        (
            "\n  - {name: N, betrag: {2027: 1.00}}",
            "",
            ["k.yaml, Zeile 5, posten: „posten“ fehlt (Posten). posten: ergänzen."],
        ),
        (
            "{2027: 1.00}",
            "{}",
            ["k.yaml, Zeile 6, posten[0].betrag: kein Jahr angegeben; zulässig: mindestens 1."],
        ),
        (
            "{2027: 1.00}",
            "5",
            ["k.yaml, Zeile 6, posten[0].betrag: „5“ statt Beträgen je Jahr; zulässig: {2027: 1000.00}."],
        ),
        (
            "{2027: 1.00}",
            "{27: 1.00}",
            ["k.yaml, Zeile 6, posten[0].betrag[27]: „27“ ist kein Haushaltsjahr; zulässig: vierstellige Jahre."],
        ),
        (
            "{2027: 1.00}",
            "{2027: }",
            [
                "k.yaml, Zeile 6, posten[0].betrag[2027]: Betrag fehlt. Betrag eintragen oder das Jahr streichen.",
            ],
        ),
        (
            "{2027: 1.00}",
            "{x: 1, 2027: 1.005, 2028: 2}",
            [
                "k.yaml, Zeile 6, posten[0].betrag[x]: „x“ ist kein Haushaltsjahr; zulässig: vierstellige Jahre.",
                "k.yaml, Zeile 6, posten[0].betrag[2027]: 1.005 EUR; zulässig: höchstens 2 Nachkommastellen.",
            ],
        ),
    ],
)
def test_each_violation_word_for_word(kurs: Eingabefeld, alt: str, neu: str, erwartet: list[str]) -> None:
    assert meldungen(kurs, (alt, neu)) == erwartet


def test_violations_are_listed_by_line(kurs: Eingabefeld) -> None:
    gefunden = meldungen(kurs, ("art: a", "quatsch: 1\nart: a"), ("ABC", "abc"), ("2027-01-01", "x"))
    assert [text.split(",")[1] for text in gefunden] == [" Zeile 1", " Zeile 3", " Zeile 8"]


def test_a_pattern_for_one_choice_does_not_bind_another(kurs: Eingabefeld) -> None:
    assert meldungen(kurs, ("art: a", "art: b"), ("ABC", "ABCD"), ("nur_a: x\n", "")) == []


def test_what_could_be_read_is_kept_beside_what_could_not(kurs: Eingabefeld) -> None:
    text = GUT.replace("{2027: 1.00}", "{x: 1, 2027: , 2028: 2, 2029: 3.00}").replace("nur_a: x", "stufen: [y, x]")
    gelesen = lies_dokument(aus_text(text).baum, kurs, "k.yaml")
    assert gelesen.eingaben.werte["posten.betrag"] == {(0, 2028): 2, (0, 2029): 3}
    assert gelesen.eingaben.baum["posten"][0] == {"name": "N", "betrag": {2028: 2, 2029: 3}}
    assert gelesen.eingaben.hole("stufen") == frozenset({"x", "y"})
    assert gelesen.eingaben.laengen == {"posten": 1}
    assert gelesen.zeilen["posten[0].betrag[2028]"] == 6
    assert gelesen.zeilen["posten[0]"] == 6
    assert gelesen.zeilen["ort.plz"] == 4
    assert "nur_a" not in gelesen.zeilen


def test_a_choice_that_does_not_exist_hides_what_depends_on_it_and_nothing_else(kurs: Eingabefeld) -> None:
    assert meldungen(kurs, ("art: a", "art: c"), ('{plz: "01067"}', "x")) == [
        "k.yaml, Zeile 1, art: „c“; zulässig: a, b.",
        "k.yaml, Zeile 4, ort: „x“ statt einer Gruppe von Angaben; zulässig: plz.",
    ]


def test_what_is_no_group_is_read_as_an_empty_one(kurs: Eingabefeld) -> None:
    assert lies_dokument(aus_text("[]").baum, kurs, "k.yaml").eingaben.baum == {}
    text = GUT.replace("{name: N, betrag: {2027: 1.00}}", "x")
    assert lies_dokument(aus_text(text).baum, kurs, "k.yaml").eingaben.baum["posten"] == ({},)


def test_a_list_that_is_none_has_no_items(kurs: Eingabefeld) -> None:
    text = GUT.replace("\n  - {name: N, betrag: {2027: 1.00}}", " x")
    gelesen = lies_dokument(aus_text(text).baum, kurs, "k.yaml")
    assert gelesen.eingaben.laengen == {"posten": 0}
    assert "posten" not in gelesen.eingaben.baum


@pytest.mark.parametrize(
    ("ersetze", "erwartet"),
    [
        ([("art: a", "art: b"), ("nur_a: x", "nur_a:")], []),
        ([("ABC", "[1]")], ["k.yaml, Zeile 2, kuerzel: eine Liste statt eines Werts; zulässig: ein Text."]),
        (
            [("{name: N, betrag: {2027: 1.00}}", "null")],
            ["k.yaml, Zeile 6, posten[0]: „“ statt einer Gruppe von Angaben; zulässig: name, betrag."],
        ),
    ],
)
def test_what_is_null_or_of_another_shape_is_told_once(
    kurs: Eingabefeld, ersetze: list[tuple[str, str]], erwartet: list[str]
) -> None:
    assert meldungen(kurs, *ersetze) == erwartet


def test_a_field_that_depends_on_a_default_is_read(tmp_path: Path) -> None:
    eingaben = {
        "art": feld("auswahl", werte={"a": "A", "b": "B"}, fehlt="a", quelle="Satzung"),
        "nur_a": feld("text", nur={"art": "a"}),
    }
    felder = lade(tmp_path, eingaben=eingaben).fassung(None).felder
    gelesen = lies_dokument(aus_text("nur_a: x").baum, felder, "a.yaml")
    assert gelesen.eingaben.hole("nur_a") == "x"
    (meldung,) = lies_dokument(aus_text("{}").baum, felder, "a.yaml").meldungen
    assert meldung.gefunden == "„nur_a“ fehlt (Eingabe)"

"""The JSON Schema says of a document and of a result exactly what their declarations say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt, Muster, Schranken
from foerderung.rechnung.gebunden import Literal
from foerderung.rechnung.regelwerk import Ausgabefeld, Ausgabegruppe
from foerderung.rechnung.schema import antragsschema, ergebnisschema
from foerderung.rechnung.typen import ANZAHL, DATUM, EUR, EUR_EXAKT, JAHR, SATZ, TEXT, WAHR, Typ
from foerderung.services.rechnen.schema import schema_des_antrags, schema_des_ergebnisses
from tests.services.rechengang import antrag, rechne

NULL = {"type": "null"}


def feld(typname: str, **weitere: Any) -> Eingabefeld:
    return Eingabefeld("a", "a", "a", Gestalt.WERT, "Angabe", typname=typname, **weitere)


def gruppe(*kinder: Eingabefeld, **weitere: Any) -> Eingabefeld:
    return Eingabefeld("g", "g", "g", Gestalt.GRUPPE, "Gruppe", kinder=kinder, **weitere)


def liste(*kinder: Eingabefeld, **weitere: Any) -> Eingabefeld:
    return Eingabefeld("l", "l", "l", Gestalt.LISTE, "Liste", kinder=kinder, **weitere)


def schema(kind: Eingabefeld) -> dict[str, Any]:
    eines: dict[str, Any] = antragsschema(gruppe(kind), "Antrag")["properties"][kind.name]
    return eines


def passt(kind: Eingabefeld, wert: Any) -> bool:
    return Draft202012Validator(schema(kind)).is_valid(wert)


def test_a_document_is_a_closed_object_with_title_and_dialect() -> None:
    assert antragsschema(gruppe(feld("datum"), feld("text", fehlt=Fehlt.ERLAUBT)), "Antrag nach Probe") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Antrag nach Probe",
        "type": "object",
        "properties": {"a": {"title": "Angabe", "type": ["string", "null"], "minLength": 1}},
        "additionalProperties": False,
        "required": ["a"],
    }


def test_a_group_without_anything_required_requires_nothing() -> None:
    assert antragsschema(gruppe(), "leer") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "leer",
        "type": "object",
        "properties": {},
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("kind", "erwartet"),
    [
        (feld("text"), {"type": "string", "minLength": 1}),
        (feld("iban"), {"type": "string", "minLength": 1}),
        (feld("text", muster=(Muster("[0-9]{5}", "fünf Ziffern"),)), {"type": "string", "pattern": "^[0-9]{5}$"}),
        (feld("text", muster=(Muster("[0-9]{5}", "fünf Ziffern", "art"),)), {"type": "string", "minLength": 1}),
        (feld("auswahl", auswahl={"ja": "Ja", "nein": "Nein"}), {"enum": ["ja", "nein"]}),
        (
            feld("menge", auswahl={"plan": "Plan", "2": "Zwei"}),
            {"type": "array", "items": {"enum": ["plan", "2", 2]}, "uniqueItems": True},
        ),
        (feld("texte"), {"type": "array", "items": {"type": "string", "minLength": 1}}),
        (feld("wahrheitswert"), {"type": "boolean"}),
        (feld("datum"), {"type": "string", "format": "date"}),
        (feld("jahr"), {"type": ["integer", "string"], "pattern": "^[0-9]{4}$"}),
        (feld("satz"), {"type": "string", "pattern": r"^[0-9]+([.,][0-9]{1,2})?\s*%$"}),
        (feld("anzahl"), {"type": ["number", "string"], "pattern": "^[0-9]+$"}),
        (
            feld("eur", schranken=Schranken(2, mindestens=Fraction(0), unter=Fraction(10**9))),
            {
                "type": ["number", "string"],
                "pattern": r"^[0-9]+(\.[0-9]{1,2})?$",
                "minimum": 0,
                "exclusiveMaximum": 10**9,
            },
        ),
        (
            feld("vzae", schranken=Schranken(3, ueber=Fraction(0), hoechstens=Fraction(2), unter=Fraction(9))),
            {
                "type": ["number", "string"],
                "pattern": r"^[0-9]+(\.[0-9]{1,3})?$",
                "exclusiveMinimum": 0,
                "maximum": 2,
            },
        ),
        (
            feld("vzae", schranken=Schranken(1, mindestens=Fraction(1, 2))),
            {"type": ["number", "string"], "pattern": r"^[0-9]+(\.[0-9]{1,1})?$"},
        ),
        (
            feld("eur", je_jahr=True, mindestens=1),
            {
                "type": "object",
                "patternProperties": {"^[0-9]{4}$": {"type": ["number", "string"], "pattern": "^[0-9]+$"}},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ),
        (
            gruppe(feld("wahrheitswert")),
            {
                "type": "object",
                "properties": {"a": {"title": "Angabe", "type": "boolean"}},
                "additionalProperties": False,
                "required": ["a"],
                "title": "Gruppe",
            },
        ),
        (
            liste(feld("wahrheitswert", fehlt=Fehlt.ERLAUBT)),
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"a": {"title": "Angabe", "type": ["boolean", "null"]}},
                    "additionalProperties": False,
                },
                "title": "Liste",
            },
        ),
    ],
)
def test_each_kind_of_input_has_its_form(kind: Eingabefeld, erwartet: dict[str, Any]) -> None:
    assert schema(kind) == {"title": "Angabe", **erwartet}
    assert next(iter(schema(kind))) == "title"


def test_a_help_text_becomes_the_description_behind_the_title() -> None:
    assert list(schema(feld("datum", hilfe="Tag des Eingangs")).items())[:2] == [
        ("title", "Angabe"),
        ("description", "Tag des Eingangs"),
    ]


@pytest.mark.parametrize("fehlt", [Fehlt.ERLAUBT, Fehlt.VORGABE])
def test_what_may_be_left_out_may_be_null(fehlt: Fehlt) -> None:
    assert schema(feld("datum", fehlt=fehlt)) == {"title": "Angabe", "type": ["string", "null"], "format": "date"}
    assert schema(feld("anzahl", fehlt=fehlt, hilfe="Zahl")) == {
        "title": "Angabe",
        "description": "Zahl",
        "anyOf": [{"type": ["number", "string"], "pattern": "^[0-9]+$"}, NULL],
    }
    assert schema(feld("auswahl", auswahl={"ja": "Ja"}, fehlt=fehlt)) == {
        "title": "Angabe",
        "anyOf": [{"enum": ["ja"]}, NULL],
    }


def test_a_list_that_needs_an_item_is_required_although_it_may_be_left_out() -> None:
    eine = antragsschema(gruppe(liste(fehlt=Fehlt.ERLAUBT, mindestens=1)), "")
    assert eine["required"] == ["l"]
    assert eine["properties"]["l"]["type"] == "array"
    keine = antragsschema(gruppe(liste(fehlt=Fehlt.ERLAUBT)), "")
    assert "required" not in keine
    assert keine["properties"]["l"]["type"] == ["array", "null"]


def bedingt(fehlt: Fehlt) -> dict[str, Any]:
    art = Eingabefeld(
        "art", "antrag.stelle.art", "art", Gestalt.WERT, "Art", typname="auswahl", auswahl={"x": "X", "y": "Y"}
    )
    return antragsschema(gruppe(art, feld("datum", nur=(("antrag.stelle.art", "x"),), fehlt=fehlt)), "")


def test_an_input_that_exists_under_a_condition_is_required_or_null_by_it() -> None:
    assert bedingt(Fehlt.FEHLER)["required"] == ["art"]
    assert bedingt(Fehlt.FEHLER)["allOf"] == [
        {
            "if": {"properties": {"art": {"const": "x"}}, "required": ["art"]},
            "then": {"required": ["a"]},
            "else": {"properties": {"a": NULL}},
        }
    ]
    assert bedingt(Fehlt.ERLAUBT)["allOf"][0]["then"] == {}


def ausgabe(typ: Typ, **weitere: Any) -> Ausgabefeld:
    return Ausgabefeld("f", Literal(Fraction(1)), typ, "Feld", **weitere)


def teil(*felder: Ausgabefeld, **weitere: Any) -> Ausgabegruppe:
    return Ausgabegruppe("t", felder, **weitere)


EXAKT = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"}


@pytest.mark.parametrize(
    ("eines", "erwartet"),
    [
        (ausgabe(EUR), {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "description": "EUR"}),
        (ausgabe(ANZAHL), {"type": "integer"}),
        (ausgabe(JAHR), {"type": "integer"}),
        (ausgabe(WAHR), {"type": "boolean"}),
        (ausgabe(DATUM), {"type": "string", "format": "date"}),
        (ausgabe(TEXT), {"type": "string"}),
        (ausgabe(EUR_EXAKT), {**EXAKT, "description": "exakt: 31342.5, ohne endliche Dezimalzahl p/q"}),
        (ausgabe(SATZ, prozent=True), {**EXAKT, "description": "Prozent"}),
    ],
)
def test_each_kind_of_figure_has_its_form(eines: Ausgabefeld, erwartet: dict[str, Any]) -> None:
    assert ergebnisschema([teil(eines)]) == {
        "type": "object",
        "properties": {"f": {"title": "Feld", **erwartet}},
        "required": ["f"],
    }


@pytest.mark.parametrize("frueher", [Ausgabefeld("f", None, WAHR, "Feld"), ausgabe(WAHR, nur=Literal(True))])
def test_a_figure_that_a_fassung_lacks_or_that_depends_on_a_condition_may_be_null(frueher: Ausgabefeld) -> None:
    nullbar = {"title": "Feld", "anyOf": [{"type": "boolean"}, NULL]}
    assert ergebnisschema([teil(frueher), teil(ausgabe(WAHR))])["properties"]["f"] == nullbar
    assert ergebnisschema([teil(frueher)])["properties"]["f"] == nullbar


def test_the_newest_fassung_says_how_a_figure_is_called_and_every_figure_of_any_is_there() -> None:
    neu = Ausgabefeld("f", Literal(True), WAHR, "Neu")
    weiteres = Ausgabefeld("h", Literal(True), WAHR, "Später")
    schema_beider = ergebnisschema([teil(ausgabe(WAHR)), teil(neu, weiteres)])
    assert schema_beider["properties"]["f"] == {"title": "Neu", "type": "boolean"}
    assert schema_beider["required"] == ["f", "h"]


INNEN = {"type": "object", "properties": {"f": {"title": "Feld", "type": "boolean"}}, "required": ["f"]}


@pytest.mark.parametrize(
    ("art", "erwartet"),
    [
        ({}, INNEN),
        ({"bezeichnung": "Teil"}, INNEN),
        ({"je": "stelle"}, {"type": "array", "items": INNEN}),
        ({"je": "stelle", "bezeichnung": "Teil"}, {"title": "Teil", "type": "array", "items": INNEN}),
        (
            {"je": "jahr", "als_abbildung": True, "bezeichnung": "Teil"},
            {
                "title": "Teil",
                "type": "object",
                "patternProperties": {"^[0-9]{4}$": INNEN},
                "additionalProperties": False,
            },
        ),
    ],
)
def test_a_part_is_an_object_a_list_or_a_mapping_by_year(art: dict[str, Any], erwartet: dict[str, Any]) -> None:
    ganzes = Ausgabegruppe("", (), gruppen=(teil(ausgabe(WAHR), **art),))
    assert ergebnisschema([ganzes]) == {"type": "object", "properties": {"t": erwartet}, "required": ["t"]}


def test_the_form_of_a_part_is_that_of_the_newest_fassung() -> None:
    staende = [Ausgabegruppe("", (), gruppen=(teil(ausgabe(WAHR), je=je),)) for je in ("", "stelle")]
    assert ergebnisschema(staende)["properties"]["t"] == {"type": "array", "items": INNEN}


@pytest.mark.parametrize("richtlinie", ["kommpraev"])
def test_the_schemas_of_a_guideline_are_themselves_valid(richtlinie: str) -> None:
    Draft202012Validator.check_schema(schema_des_antrags(richtlinie))
    Draft202012Validator.check_schema(schema_des_ergebnisses(richtlinie))


def test_a_result_satisfies_the_schema_of_results_and_a_wrong_one_does_not() -> None:
    pruefer = Draft202012Validator(schema_des_ergebnisses("kommpraev"))
    ergebnis = rechne(antrag()).als_json()
    pruefer.validate(ergebnis)
    with pytest.raises(ValidationError):
        pruefer.validate({**ergebnis, "befunde": None})


@pytest.mark.parametrize(
    ("kind", "gut", "schlecht"),
    [
        (feld("satz"), ["80 %", "8,62%", "8.5 %"], ["80", "8,625 %", "% 80"]),
        (feld("jahr"), [2027, "2027"], ["27", "20270"]),
        (feld("eur", schranken=Schranken(2, unter=Fraction(10))), ["9.99", 9.99], ["9,99", "9.999", 10, "-1"]),
        (feld("eur", je_jahr=True, mindestens=1), [{"2027": 1}], [{}, {"27": 1}, {"2027": "x"}]),
    ],
)
def test_the_forms_admit_what_the_reader_admits(kind: Eingabefeld, gut: list[Any], schlecht: list[Any]) -> None:
    assert all(passt(kind, wert) for wert in gut)
    assert not any(passt(kind, wert) for wert in schlecht)

"""A document to be completed is valid YAML at every stage, whatever is known of it already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foerderung.fach.quelltext import Abbildung, Folge, Skalar
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.formulartext import formular, zulaessig
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.regelwerk.regeln import lade as lade_regeln
from tests.richtlinien.miniatur import feld, lade

ANTRAG = lade_regeln("kommpraev").fassung(None).felder


def felder(ordner: Path, **kinder: Any) -> Eingabefeld:
    unterlage = {"beschriftung": "Bericht", "felder": kinder}
    return lade(ordner, unterlagen={"bericht": unterlage}).fassung(None).unterlagen["bericht"]


def test_a_list_entry_whose_first_field_is_open_keeps_its_place() -> None:
    zeilen = formular(ANTRAG, {"sachausgaben": [{"investiv": True}, {"bezeichnung": "B", "investiv": False}]})
    text = "\n".join(zeilen[zeilen.index("sachausgaben:") :])
    assert "sachausgaben:\n  -\n    # bezeichnung:  # Bezeichnung: Text in Anführungszeichen (Pflicht)\n" in text
    assert "    investiv: true\n" in text
    assert '  - bezeichnung: "B"\n' in text
    lies_text(text, "antrag.yaml")


def test_a_mandatory_list_is_marked_as_such_and_its_entry_shows_what_it_needs(tmp_path: Path) -> None:
    eintrag = {"name": feld("text", beschriftung="Name"), "alter": feld("anzahl", fehlt="erlaubt", hoechstens=120)}
    leute = {"liste": "person", "mindestens": 1, "beschriftung": "Leute", "felder": eintrag}
    assert formular(felder(tmp_path, leute=leute), {}) == [
        "# leute:  # Leute (Pflicht)",
        "#   - name:  # Name: Text in Anführungszeichen (nötig)",
        "#     alter:  # Eingabe: Zahl bis 120 (freiwillig)",
    ]


def test_a_condition_is_named_as_long_as_it_is_open(tmp_path: Path) -> None:
    art = feld("auswahl", werte={"eins": "Eins", "zwei": "Zwei"})
    wurzel = felder(tmp_path, art=art, zahl=feld("anzahl", nur={"art": "eins"}))
    assert formular(wurzel, {})[1] == "# zahl:  # Eingabe: Zahl, nur bei art: eins (Pflicht)"
    assert formular(wurzel, {"art": "eins"})[1] == "# zahl:  # Eingabe: Zahl (Pflicht)"
    assert formular(wurzel, {"art": "zwei"}) == ["art: zwei"]


@pytest.mark.parametrize(
    ("angaben", "text"),
    [
        ({"typ": "satz"}, "etwa „80 %“ in Anführungszeichen"),
        ({"typ": "eur", "je": "jahr"}, "Betrag, etwa 1234.50 je Jahr"),
        ({"typ": "menge", "werte": {"a": "A", "b": "B"}}, "a | b, mehrere möglich"),
        ({"typ": "vzae", "hoechstens": "1.5"}, "Zahl bis 1,5"),
        ({"typ": "text", "muster": [{"form": "[0-9]{5}", "text": "5 Ziffern"}]}, "in Anführungszeichen, 5 Ziffern"),
        (
            {
                "typ": "text",
                "muster": [{"form": "[0-9]{5}", "text": "5 Ziffern"}, {"form": "[A-Z]", "text": "1 Buchstabe"}],
            },
            "in Anführungszeichen, 5 Ziffern oder 1 Buchstabe",
        ),
        ({"typ": "texte"}, "[Text, Text]"),
        ({"typ": "datum"}, "JJJJ-MM-TT"),
        ({"typ": "jahr"}, "JJJJ"),
        ({"typ": "iban"}, "IBAN in Anführungszeichen"),
        ({"typ": "wahrheitswert", "fehlt": False, "quelle": "q"}, "true | false, ohne Angabe false"),
    ],
)
def test_what_may_stand_there_is_said_in_german(angaben: dict[str, Any], text: str, tmp_path: Path) -> None:
    (kind,) = felder(tmp_path, x={"beschriftung": "X", **angaben}).kinder
    assert zulaessig(kind) == text


@pytest.mark.parametrize("wert", ["no", "on", "null", "true", "y"])
def test_a_choice_that_yaml_would_take_for_something_else_is_quoted(wert: str, tmp_path: Path) -> None:
    wurzel = felder(tmp_path, art=feld("auswahl", werte={wert: "W", "anders": "A"}))
    assert formular(wurzel, {"art": wert}) == [f'art: "{wert}"']
    assert formular(wurzel, {"art": "anders"}) == ["art: anders"]


def test_two_conditions_are_named_until_both_are_met(tmp_path: Path) -> None:
    art, weg = (feld("auswahl", werte={"eins": "Eins", "zwei": "Zwei"}) for _ in range(2))
    wurzel = felder(tmp_path, art=art, weg=weg, zahl=feld("anzahl", nur={"art": "eins", "weg": "zwei"}))
    offen = "# zahl:  # Eingabe: Zahl, nur bei art: eins, nur bei weg: zwei (Pflicht)"
    assert formular(wurzel, {})[-1] == offen
    assert formular(wurzel, {"art": "eins"})[-1] == offen
    assert formular(wurzel, {"art": "eins", "weg": "zwei"})[-1] == "# zahl:  # Eingabe: Zahl (Pflicht)"
    assert formular(wurzel, {"art": "eins", "weg": "eins"}) == ["art: eins", "weg: eins"]


def test_an_open_list_of_values_and_an_open_amount_per_year_show_their_brackets(tmp_path: Path) -> None:
    wahl = feld("menge", werte={"a": "A", "b": "B"})
    wurzel = felder(tmp_path, wahl=wahl, worte=feld("texte"), betrag=feld("eur", je="jahr"))
    assert [zeile.partition("  #")[0] for zeile in formular(wurzel, {}, (2027, 2028))] == [
        "# wahl: []",
        "# worte: []",
        "# betrag: {2027: , 2028: }",
    ]


@pytest.mark.parametrize(
    ("typ", "wert", "geschrieben"),
    [
        ("texte", ["no", 'a "b"'], '["no", "a \\"b\\""]'),
        ("satz", "80 %", '"80 %"'),
        ("iban", "DE02 1203 0000 0000 2020 51", '"DE02 1203 0000 0000 2020 51"'),
        ("eur", "1234.5", "1234.50"),
        ("text", "Straße „am Ring“", '"Straße „am Ring“"'),
        ("text", 'C:\\x "y"', '"C:\\\\x \\"y\\""'),
        ("text", "a\nb", '"a\\nb"'),
        ("text", "a\tb", '"a\\u0009b"'),
        ("text", "a\U00010000b", '"a\U00010000b"'),
        ("text", "a\uffffb", '"a\\uffffb"'),
        ("text", "a\U000e0001b", '"a\\U000e0001b"'),
    ],
)
def test_a_known_value_is_written_so_that_it_is_read_again(
    typ: str, wert: Any, geschrieben: str, tmp_path: Path
) -> None:
    (zeile,) = formular(felder(tmp_path, x=feld(typ)), {"x": wert})
    assert zeile == f"x: {geschrieben}"
    gelesen = lies_text(zeile, "bericht.yaml")
    assert isinstance(gelesen, Abbildung)
    knoten = gelesen.eintraege["x"].wert
    teile = knoten.glieder if isinstance(knoten, Folge) else (knoten,)
    verlangt = wert if isinstance(wert, list) else [geschrieben if typ == "eur" else wert]
    assert [teil.text for teil in teile if isinstance(teil, Skalar)] == verlangt

"""Documents of a case are read as they are declared, kept as plain data, and read back without any change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.errors import EingabeError
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.klardaten import als_baum, als_klardaten
from foerderung.rechnung.leser import lies_dokument
from foerderung.services.fall.unterlagen import lies_unterlage, schema_der_unterlage, unterlage_aus_daten
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.services.regelwerk.regeln import lade
from tests.services.rechengang import aus_text

REGELWERK = lade("kommpraev").fassung(None)
ARTEN = sorted(REGELWERK.unterlagen)
FEHLERHAFT = """\
art: schlussnachweis
sachbericht: 12
finanzierung: {eigenmittel: {2027: 1.234}}
bestaetigungen: {publizitaet: ja, buecher: true, skonti_abgesetzt: true}
stellen:
  - {ausgaben: {2027: 5, 27: 5}}
sachausgabn: []
"""


def lies(art: str, text: str) -> Mapping[str, Any]:
    return lies_unterlage(REGELWERK, art, aus_text(text, f"{art}.yaml"))


def test_all_violations_come_at_once_with_file_line_key_and_what_is_allowed() -> None:
    with pytest.raises(EingabeError) as gefangen:
        lies("nachweis", FEHLERHAFT)
    meldungen = {meldung.ort: meldung for meldung in gefangen.value.meldungen}
    assert {ort: meldung.zeile for ort, meldung in meldungen.items()} == {
        "eingang_am": 1,
        "art": 1,
        "sachbericht": 2,
        "finanzierung.eigenmittel[2027]": 3,
        "bestaetigungen.publizitaet": 4,
        "bestaetigungen.vorsteuer_abgesetzt": 4,
        "stellen[0].bezeichnung": 6,
        "stellen[0].ausgaben[27]": 6,
        "sachausgabn": 7,
    }
    assert {meldung.datei for meldung in meldungen.values()} == {"nachweis.yaml"}
    assert meldungen["art"].zulaessig == "verwendungsnachweis, teilnachweis"
    assert meldungen["sachausgabn"].abhilfe == "Meinten Sie „sachausgaben“?"
    assert gefangen.value.exit_code == 3


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(EingabeError) as gefangen:
        lies("evaluaton", "a: 1")
    (meldung,) = gefangen.value.meldungen
    assert meldung.gefunden == "RL KommPräv kennt keine Unterlage „evaluaton“"
    assert meldung.abhilfe == "Meinten Sie „evaluation“?"
    assert "pruefvermerk" in meldung.zulaessig


def test_a_guideline_without_documents_knows_none() -> None:
    with pytest.raises(EingabeError, match="kennt keine Unterlage"):
        lies_unterlage(lade("verfahren").fassung(None), "nachweis", aus_text("a: 1"))


def test_plain_data_hold_cents_exact_numbers_and_days_as_text() -> None:
    text = """\
am: 2026-09-02
personen: [{rolle: polizei}]
gremium: keiner
sicherheitsanalyse: {jahr: 2025, handlungsempfehlungen: [Graffiti, Beleuchtung]}
vorhaben: {titel: T, beginn: 2027-01-01, ende: 2027-12-31, problem: p, ziele: z, massnahmen: m}
foerderfaehigkeit: {einschaetzung: bedingt, begruendung: b}
kosten: [{bezeichnung: K, art: stelle, vzae: 0.750, betraege: {2028: 1000, 2027: 0.5}}]
prioritaeten: [4, 2]
hinweis_wegfall: true
"""
    daten = lies("beratung", text)
    assert daten["am"] == "2026-09-02"
    assert daten["kosten"] == [
        {"bezeichnung": "K", "art": "stelle", "vzae": "0.75", "betraege": {"2028": "1000.00", "2027": "0.50"}}
    ]
    assert daten["sicherheitsanalyse"] == {"jahr": 2025, "handlungsempfehlungen": ["Graffiti", "Beleuchtung"]}
    assert daten["prioritaeten"] == ["2", "4"]
    assert daten["hinweis_wegfall"] is True
    assert "coaching" not in daten
    assert json.loads(json.dumps(daten)) == daten


def test_read_back_the_values_are_exact_numbers_days_and_sets() -> None:
    daten = {
        "eingang_am": "2030-03-14",
        "art": "teilnachweis",
        "sachbericht": "s",
        "finanzierung": {"spenden": {"2027": "0.10"}},
        "bestaetigungen": dict.fromkeys(("publizitaet", "buecher", "skonti_abgesetzt", "vorsteuer_abgesetzt"), True),
    }
    werte = unterlage_aus_daten(REGELWERK, "nachweis", daten)
    assert werte["eingang_am"] == date(2030, 3, 14)
    assert werte["finanzierung"]["spenden"] == {2027: Fraction(1, 10)}
    with pytest.raises(EingabeError, match=r"Verwendungsnachweis, art: „x“; zulässig: verwendungsnachweis"):
        unterlage_aus_daten(REGELWERK, "nachweis", {**daten, "art": "x"})


@pytest.mark.parametrize("wert", [0.1, 1j, b"x", object(), {1, 2}])
def test_what_is_no_exact_plain_data_is_a_defect(wert: object) -> None:
    with pytest.raises(TypeError, match="is no plain data"):
        als_baum({"a": [wert]})


def test_a_rate_comes_back_as_percentage() -> None:
    felder = REGELWERK.entscheidungsfelder
    assert felder is not None
    daten = {"saetze": [{"ort": "sachausgaben", "satz": "12.5 %", "grund": "g"}]}
    assert als_klardaten(lies_dokument(als_baum(daten), felder, "").eingaben.baum, felder) == daten


# --- round trip: every document the declaration allows ------------------------------------------------------------

TEXT = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=12
)


def unterlage(feld: Eingabefeld) -> st.SearchStrategy[dict[str, Any]]:
    """Draw plain data that fit a declaration."""
    return st.fixed_dictionaries(
        {kind.name: angabe(kind) for kind in feld.kinder if ist_pflicht(kind) and not kind.nur},
        optional={kind.name: angabe(kind) for kind in feld.kinder if not ist_pflicht(kind) or kind.nur},
    ).map(lambda daten: ohne_unpassende(daten, feld))


def ist_pflicht(feld: Eingabefeld) -> bool:
    return feld.fehlt is Fehlt.FEHLER or feld.mindestens > 0


def ohne_unpassende(daten: dict[str, Any], feld: Eingabefeld) -> dict[str, Any]:
    fremd = {k.name for k in feld.kinder for pfad, wert in k.nur if daten.get(pfad.rpartition(".")[2]) != wert}
    return {name: wert for name, wert in daten.items() if name not in fremd}


def angabe(feld: Eingabefeld) -> st.SearchStrategy[Any]:
    if feld.gestalt is Gestalt.GRUPPE:
        return unterlage(feld)
    if feld.gestalt is Gestalt.LISTE:
        return st.lists(unterlage(feld), min_size=feld.mindestens, max_size=3)
    if feld.je_jahr:
        jahre = st.integers(2018, 2040).map(str)
        return st.dictionaries(jahre, einzelwert(feld), min_size=feld.mindestens, max_size=3)
    return einzelwert(feld)


def einzelwert(feld: Eingabefeld) -> st.SearchStrategy[Any]:
    match feld.typname:
        case "text":
            return TEXT.filter(lambda text: text.strip() != "")
        case "auswahl":
            return st.sampled_from(sorted(feld.auswahl or ()))
        case "menge":
            return st.sets(st.sampled_from(sorted(feld.auswahl or ()))).map(sorted)
        case "texte":
            return st.lists(TEXT.filter(lambda text: text.strip() != ""), max_size=3, unique=True)
        case "wahrheitswert":
            return st.booleans()
        case "datum":
            return st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
        case "jahr":
            return st.integers(1900, 2199)
        case "vzae":
            return st.integers(1, 2000).map(lambda teile: dezimal(Fraction(teile, 1000)))
    assert feld.typname == "eur"
    return st.integers(0, 99_999_999_999).map(lambda cent: dezimal(Fraction(cent, 100), 2))


@pytest.mark.parametrize("art", ARTEN)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_reading_writing_and_reading_again_changes_nothing(art: str, data: st.DataObject) -> None:
    daten = data.draw(unterlage(REGELWERK.unterlagen[art]))
    gelesen = lies_unterlage(REGELWERK, art, Dokument(als_baum(daten), "daten"))
    assert gelesen == daten
    werte = unterlage_aus_daten(REGELWERK, art, json.loads(json.dumps(gelesen)))
    assert als_klardaten(werte, REGELWERK.unterlagen[art]) == daten
    assert lies(art, json.dumps(daten, ensure_ascii=False)) == daten
    jsonschema.validate(daten, schema_der_unterlage("kommpraev", art))


@pytest.mark.parametrize("art", ARTEN)
def test_the_schema_names_title_labels_choices_and_what_is_mandatory(art: str) -> None:
    schema = schema_der_unterlage("kommpraev", art)
    jsonschema.Draft202012Validator.check_schema(schema)
    wurzel = REGELWERK.unterlagen[art]
    assert schema["title"] == f"{wurzel.beschriftung} nach RL KommPräv"
    assert list(schema["properties"]) == [kind.name for kind in wurzel.kinder]
    assert schema["required"] == [kind.name for kind in wurzel.kinder if ist_pflicht(kind)]


MINDESTENS = {
    "beratung": {"am", "personen", "gremium", "vorhaben", "foerderfaehigkeit", "kosten", "hinweis_wegfall"},
    "pruefvermerk": {
        "beteiligung",
        "zuwendungsfaehige_ausgaben",
        "finanzierungsart",
        "gesamtfinanzierung",
        "folgen",
    },
    "ziele": {"zweck", "indikatoren", "problem", "ziele", "massnahmen", "evaluation"},
    "nachweis": {"eingang_am", "art", "sachbericht", "finanzierung", "bestaetigungen"},
    "evaluation": {"ergebnisse", "zusammenfassung", "schlussfolgerungen"},
}


@pytest.mark.parametrize("art", MINDESTENS)
def test_an_empty_document_names_everything_that_makes_it_complete(art: str) -> None:
    with pytest.raises(EingabeError) as gefangen:
        lies(art, "{}")
    assert {meldung.ort for meldung in gefangen.value.meldungen} == MINDESTENS[art]


def test_a_list_that_has_to_have_entries_may_not_be_empty() -> None:
    with pytest.raises(EingabeError, match="ergebnisse: 0 Einträge; zulässig: mindestens 1"):
        lies("evaluation", "{ergebnisse: [], zusammenfassung: z, schlussfolgerungen: s}")


def test_full_time_equivalents_belong_to_a_post_only() -> None:
    with pytest.raises(
        EingabeError, match=r"kosten\[0\]\.vzae: „vzae“ gibt es hier nicht; zulässig: nur bei art: stelle"
    ):
        lies("beratung", "kosten: [{bezeichnung: b, art: minijob, vzae: 1, betraege: {2027: 1}}]")

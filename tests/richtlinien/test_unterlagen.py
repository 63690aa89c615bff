"""Further documents of a case are declared as data: checked at load, apart from inputs of rules, in the checksum."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt
from foerderung.services.regelwerk.regeln import lade as lade_regeln
from tests.richtlinien.kopie import Kopie
from tests.richtlinien.miniatur import feld, lade, pruefe, regel

EIGENE, GEMEINSAME = "kommpraev/unterlagen.yaml", "allgemein/unterlagen.yaml"


def unterlage(**felder: Any) -> dict[str, Any]:
    return {"beschriftung": "Bericht", "hilfe": "Ein Satz.", "felder": felder}


def namen(wurzel: Eingabefeld) -> list[str]:
    return [kind.name for kind in wurzel.kinder]


def test_a_document_of_a_common_part_is_declared_in_every_fassung(tmp_path: Path) -> None:
    fassungen = {"2020": "2020-01-01", "2024": "2024-01-01"}
    richtlinie = lade(tmp_path, fassungen=fassungen, unterlagen={"bericht": unterlage(text=feld("text"))})
    for regelwerk in richtlinie.regelwerke.values():
        (bericht,) = regelwerk.unterlagen.values()
        assert list(regelwerk.unterlagen) == ["bericht"]
        assert (bericht.beschriftung, bericht.hilfe, bericht.gestalt) == ("Bericht", "Ein Satz.", Gestalt.GRUPPE)
        assert namen(bericht) == ["text"]


def test_its_fields_are_no_inputs_of_rules_and_may_be_called_as_those_are(tmp_path: Path) -> None:
    richtlinie = lade(
        tmp_path,
        eingaben={"betrag": feld()},
        unterlagen={"bericht": unterlage(betrag=feld("text"), x=feld("text"))},
        regeln={"x": regel("betrag")},
    )
    regelwerk = richtlinie.fassung(None)
    assert list(regelwerk.eingaben) == ["betrag"]
    assert regelwerk.eingaben["betrag"].typname == "eur"


def test_no_rule_can_look_at_a_document(tmp_path: Path) -> None:
    meldungen = pruefe(tmp_path, unterlagen={"bericht": unterlage(betrag=feld())}, regeln={"x": regel("betrag")})
    assert [m.gefunden for m in meldungen] == ["Spalte 1: unbekannter Name „betrag“"]


def test_a_guideline_adds_its_fields_after_those_of_the_common_part() -> None:
    unterlagen = lade_regeln("kommpraev").fassung(None).unterlagen
    assert set(unterlagen) == {
        "beratung",
        "pruefvermerk",
        "ziele",
        "nachweis",
        "evaluation",
        "aufhebung",
        "aenderung",
    }
    assert namen(unterlagen["nachweis"])[0] == "eingang_am"
    assert namen(unterlagen["nachweis"])[-2:] == ["stellen", "sachausgaben"]
    assert unterlagen["nachweis"].beschriftung == "Verwendungsnachweis"
    assert namen(unterlagen["ziele"])[:2] == ["zweck", "indikatoren"]


def test_every_field_of_a_shipped_document_has_a_label_and_every_choice_a_text() -> None:
    for name, wurzel in lade_regeln("kommpraev").fassung(None).unterlagen.items():
        assert wurzel.hilfe, name
        for eines in wurzel.alle():
            assert eines.beschriftung
            assert not [wert for wert, text in (eines.auswahl or {}).items() if not text or "_" in text]


AENDERUNGEN = {
    "label of a field of a common part": (GEMEINSAME, "beschriftung: Istwert", "beschriftung: Ist"),
    "help of a field": (EIGENE, "hilfe: Wie im Finanzierungsplan.", "hilfe: Wie im Plan."),
    "choice": (EIGENE, "polizei: Polizei", "polizei: Landespolizei"),
    "what is mandatory": (GEMEINSAME, "        mindestens: 1\n", "        mindestens: 2\n"),
}


@pytest.mark.parametrize("name", AENDERUNGEN)
def test_every_change_of_a_declaration_gives_another_checksum(name: str, tmp_path: Path) -> None:
    kopie = Kopie(tmp_path).ersetze(*AENDERUNGEN[name])
    assert kopie.lade().sha256 != lade_regeln("kommpraev").sha256


# --- planted mistakes: file, text, what is put there, key path, what is said ----------------------------------------

GEPFLANZT: dict[str, tuple[str, str, str, str, str]] = {
    "unknown key of a document": (
        GEMEINSAME,
        "    beschriftung: Evaluation\n",
        "    beschriftung: Evaluation\n    liste: x\n",
        "unterlagen.evaluation",
        "unbekannter Schlüssel „liste“",
    ),
    "unknown key of a field": (
        GEMEINSAME,
        "beschriftung: Bemerkungen}",
        "beschriftung: Bemerkungen, hilf: x}",
        "unterlagen.pruefvermerk.felder.bemerkungen",
        "unbekannter Schlüssel „hilf“",
    ),
    "unknown type": (
        EIGENE,
        "am: {typ: datum,",
        "am: {typ: dattum,",
        "unterlagen.beratung.felder.am.typ",
        "unbekannter Typ „dattum“",
    ),
    "label missing": (
        EIGENE,
        "    beschriftung: Beratung\n",
        "",
        "unterlagen.beratung",
        "„beschriftung“ fehlt",
    ),
    "label of a field missing": (
        EIGENE,
        "titel: {typ: text, beschriftung: Titel}",
        "titel: {typ: text}",
        "unterlagen.beratung.felder.vorhaben.felder.titel",
        "„beschriftung“ fehlt",
    ),
    "fields missing": (
        GEMEINSAME,
        "unterlagen:\n",
        "unterlagen:\n  vermerk: {beschriftung: Vermerk}\n",
        "unterlagen.vermerk",
        "„felder“ fehlt",
    ),
    "a document that is no group": (
        GEMEINSAME,
        "unterlagen:\n",
        "unterlagen:\n  vermerk: Text\n",
        "unterlagen.vermerk",
        "eine Gruppe von Schlüsseln erwartet",
    ),
    "labelled twice": (
        EIGENE,
        "  evaluation:\n    felder:\n",
        "  evaluation:\n    beschriftung: Auswertung\n    felder:\n",
        "unterlagen.evaluation.beschriftung",
        "„evaluation“ hat schon eine Beschriftung (allgemein/unterlagen.yaml",
    ),
    "field declared twice": (
        EIGENE,
        "  nachweis:\n    felder:\n",
        "  nachweis:\n    felder:\n      sachbericht: {typ: text, beschriftung: Sachbericht}\n",
        "unterlagen.nachweis.felder",
        "Eingabe „sachbericht“ ist schon deklariert",
    ),
    "name that is none": (
        GEMEINSAME,
        "  pruefvermerk:\n",
        "  Prüfvermerk:\n",
        "unterlagen.Prüfvermerk",
        "„Prüfvermerk“ ist kein Name",
    ),
    "choice without values": (
        EIGENE,
        "            werte: {stelle: Stelle, minijob: Minijob, sachausgabe: Sachausgabe}\n",
        "",
        "unterlagen.beratung.felder.kosten.felder.art",
        "„werte“ fehlt",
    ),
    "condition on a choice that does not exist": (
        EIGENE,
        "nur: {art: stelle}",
        "nur: {art: stele}",
        "unterlagen.beratung.felder.kosten.felder.vzae",
        "„stele“ kommt in art nicht vor",
    ),
    "condition at the top on a field that does not exist": (
        GEMEINSAME,
        "bemerkungen: {typ: text,",
        "bemerkungen: {nur: {sorte: x}, typ: text,",
        "unterlagen.pruefvermerk.felder.bemerkungen",
        "„sorte“ ist kein Feld daneben",
    ),
    "default without source": (
        EIGENE,
        '        quelle: "RL KommPräv II: keine Priorität genannt"\n',
        "",
        "unterlagen.beratung.felder.prioritaeten",
        "„quelle“ fehlt",
    ),
    "default of another type": (
        EIGENE,
        "        fehlt: []\n",
        "        fehlt: keine\n",
        "unterlagen.beratung.felder.prioritaeten.fehlt",
        "Vorgabe: keine Liste",
    ),
    "two lists of one name": (
        EIGENE,
        "liste: sachausgabe",
        "liste: stelle",
        "unterlagen.nachweis.felder.sachausgaben.liste",
        "„stelle“ heißt schon eine andere Liste dieses Dokuments",
    ),
    "list inside a list": (
        GEMEINSAME,
        "          zielgruppe: {typ: text,",
        "          gruppen: {liste: gruppe, beschriftung: G, felder: {a: {typ: text, beschriftung: A}}}\n"
        "          zielgruppe: {typ: text,",
        "unterlagen.ziele.felder.indikatoren.felder.gruppen.liste",
        "eine Liste innerhalb einer Liste",
    ),
}


@pytest.mark.parametrize("name", GEPFLANZT)
def test_a_planted_mistake_is_found_where_it_stands(name: str, tmp_path: Path) -> None:
    datei, alt, neu, pfad, gefunden = GEPFLANZT[name]
    meldungen = Kopie(tmp_path).ersetze(datei, alt, neu).meldungen()
    passende = [m for m in meldungen if m.datei == datei and m.ort == pfad and m.gefunden.startswith(gefunden)]
    assert passende, "\n".join(map(str, meldungen))
    assert passende[0].zeile > 0


def test_all_mistakes_of_documents_are_reported_at_once(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path)
    gepflanzt = [GEPFLANZT[name] for name in ("unknown type", "labelled twice", "choice without values")]
    for datei, alt, neu, _, _ in gepflanzt:
        kopie.ersetze(datei, alt, neu)
    orte = {meldung.ort for meldung in kopie.meldungen()}
    assert {pfad for _, _, _, pfad, _ in gepflanzt} <= orte


def test_a_list_may_be_called_as_one_of_the_application_or_of_another_document(tmp_path: Path) -> None:
    def posten() -> dict[str, Any]:
        return {"liste": "posten", "beschriftung": "Posten", "felder": {"name": feld("text")}}

    unterlagen = {"a": unterlage(p=posten()), "b": unterlage(p=posten())}
    assert pruefe(tmp_path, eingaben={"posten": posten()}, unterlagen=unterlagen) == []

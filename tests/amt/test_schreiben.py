"""Letters and notes of a case: which can be made when, and that each says what the case says and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.cli.faden import BEARBEITUNG, LEITUNG
from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.dokumente.schreiben.fakten import Fallbezuege
from foerderung.dokumente.schreiben.verzeichnis import SCHREIBARTEN, render_schreiben
from foerderung.dokumente.vorlage import lies_vorlage
from foerderung.errors import DokumentError
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.services.fall.schreiben import sammle_fakten
from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.vorrat import Vorrat
from tests.dokumente.beispiele import anzeigen, text_von
from tests.dokumente.boese import BOESE

FALL = "KP-2026-0001"
STAND = {
    "beratungsprotokoll": ("beratung erfasse", "2026-09-03"),
    "eingangsbestaetigung": ("antrag einlesen", "2026-10-05"),
    "antragspruefvermerk": ("antrag pruefe", "2026-10-12"),
    "auszahlungsmitteilung": ("zahlung ordne-an", "2027-01-13"),
    "nachweisvermerk": ("nachweis pruefe", "2030-05-20"),
    "schlussschreiben": ("nachweis pruefe", "2030-05-20"),
}
"""Station of the script at which each letter is made; the other two need a case that went another way."""


def _neu(ordner: Path) -> Path:
    ordner.mkdir(exist_ok=True)
    return ordner


def tu(amt: Buero, befehl: list[Any], heute: str, als: str = BEARBEITUNG) -> str:
    lauf = amt.rufe(befehl, als=als, heute=heute)
    assert lauf.code == 0, lauf.fehler
    return lauf.aus


def schreibe(amt: Buero, art: str, heute: str) -> tuple[str, list[str]]:
    """Make a letter and return its text and what its figures refer to."""
    ziel = amt.ordner / f"{art}.docx"
    daten = json.loads(tu(amt, ["schreiben", "erstelle", FALL, art, "--ziel", ziel, "--json"], heute))
    return text_von(ziel.read_bytes()), daten["bezuege"]


def nachgefordert(vorrat: Vorrat, ordner: Path) -> Buero:
    """Return an office whose case lacks its annexes, and was asked for them."""
    amt = vorrat.buero(_neu(ordner), "beratung erfasse")
    antrag = amt.ordner / "ohne.yaml"
    antrag.write_bytes((UNTERLAGEN / "antrag.yaml").read_bytes().replace(b"anlagen: [", b"anlagen: [] # ["))
    tu(amt, ["antrag", "einlesen", FALL, antrag], "2026-10-05")
    tu(amt, ["antrag", "nachfordere", FALL, "--frist", "2026-10-30"], "2026-10-06")
    return amt


def abgelehnt(
    vorrat: Vorrat, ordner: Path, grund: str = "Die Mittel sind ausgeschöpft; andere Vorhaben gehen vor."
) -> Buero:
    amt = vorrat.buero(_neu(ordner), "antrag pruefe")
    tu(amt, ["entscheidung", "schlage-vor", FALL, "--ablehnung", grund], "2026-10-13")
    tu(amt, ["entscheidung", "lehne-ab", FALL], "2026-10-14", LEITUNG)
    return amt


def alle(vorrat: Vorrat, ordner: Path) -> dict[str, tuple[str, list[str]]]:
    """Make every letter there is, each in a case that has its facts."""
    gemacht = {}
    for art, (station, tag) in STAND.items():
        amt = vorrat.buero(_neu(ordner / art), station)
        gemacht[art] = schreibe(amt, art, tag)
    gemacht["nachforderung"] = schreibe(nachgefordert(vorrat, ordner / "n"), "nachforderung", "2026-10-06")
    gemacht["ablehnungsbescheid"] = schreibe(abgelehnt(vorrat, ordner / "a"), "ablehnungsbescheid", "2026-10-14")
    assert set(gemacht) == set(SCHREIBARTEN)
    return gemacht


def test_every_letter_can_be_made_and_leaves_nothing_open(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    for art, (text, _) in alle(sqlite_vorrat, tmp_path).items():
        assert not re.search(r"\{\{|\{%|\[wird|None|Undefined", text), art
        assert FALL in text
        assert "Stadt Beispielstadt" in text
        assert "Koordinierungsstelle des Kommunalen Präventionsrates" in text
        assert "ÜBUNG – kein Verwaltungsakt" in text


BETRAG_SATZ_TAG = re.compile(r"\d{1,3}(?:\.\d{3})*,\d+ €|\d+(?:,\d+)? %|\d{2}\.\d{2}\.\d{4}")


def offices(vorrat: Vorrat, ordner: Path) -> Iterator[tuple[str, Buero, date]]:
    for art, (station, tag) in STAND.items():
        yield art, vorrat.buero(_neu(ordner / art), station), date.fromisoformat(tag)
    yield "nachforderung", nachgefordert(vorrat, ordner / "n"), date(2026, 10, 6)
    yield "ablehnungsbescheid", abgelehnt(vorrat, ordner / "a"), date(2026, 10, 14)


def fakten_von(amt: Buero, art: str, tag: date) -> Any:
    platz = amt.platz(BEARBEITUNG, tag).amt()
    with platz.lesend() as lesung:
        stand = lesung.fall(FALL)
        assert stand is not None
        return sammle_fakten(platz, lesung, stand, SCHREIBARTEN[art])


def erlaubte(fakten: Any, bezuege: list[str]) -> set[str]:
    """Return how every figure that a letter refers to is shown."""
    fall = Fallbezuege(fakten.stand)
    texte = {datum_deutsch(fakten.kopf.datum)}
    for bezug in bezuege:
        pfad = bezug.removeprefix("fall:")
        if bezug.endswith(".unterlage"):
            texte |= set(_aus_unterlage(getattr(fakten.stand, pfad.split(".")[0]).unterlage))
        elif bezug.startswith("fall:"):
            texte.add(fall.zeige(pfad))
        else:
            texte |= set(anzeigen(fakten.berechnung, bezug))
    return {text.replace("\u00a0", " ") for text in texte}


def _aus_unterlage(daten: Any) -> Iterator[str]:
    match daten:
        case dict():
            for wert in daten.values():
                yield from _aus_unterlage(wert)
        case list():
            for wert in daten:
                yield from _aus_unterlage(wert)
        case str() if re.fullmatch(r"\d+\.\d\d", daten):
            yield euro_deutsch(Fraction(daten))
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", daten):
            yield datum_deutsch(date.fromisoformat(daten))
        case str():
            yield from BETRAG_SATZ_TAG.findall(daten)


def test_every_amount_rate_and_day_is_a_node_or_a_fact_it_refers_to(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    gezaehlt = 0
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        fakten = fakten_von(amt, art, tag)
        text, bezuege = schreibe(amt, art, tag.isoformat())
        worte = BETRAG_SATZ_TAG.findall(fakten.stand.nachweis.pruefvermerk) if fakten.stand.nachweis else []
        gefunden = BETRAG_SATZ_TAG.findall(text)
        stichtag = [datum_deutsch(fakten.berechnung.stichtag)] if fakten.berechnung is not None else []
        fremde = set(gefunden) - erlaubte(fakten, bezuege) - {*worte, *stichtag}
        assert not {zahl for zahl in fremde if not _in_annahme(zahl, text)}, art
        gezaehlt += len(gefunden)
    assert gezaehlt > 80


def _in_annahme(zahl: str, text: str) -> bool:
    """Tell whether a figure stands only in the sentences on assumptions, which the notice's own tests cover."""
    teil = text.partition("Unbestätigte Annahmen")
    return zahl in teil[2] and zahl not in teil[0]


def test_hostile_texts_and_long_names_stand_in_every_letter_as_they_are(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    lang = "Zweckverband für kommunale Prävention im ländlichen Raum " * 4
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        fakten = fakten_von(amt, art, tag)
        for stelle in range(0, len(BOESE), 8):
            name, strasse, titel = (" | ".join(BOESE[stelle : stelle + 8]), BOESE[stelle], lang[:200])
            boese = replace(
                fakten,
                empfaenger=Anschrift(name, strasse, "01067", 'Müller & Söhne <GmbH> "Ä"'),
                stand=fakten.stand.model_copy(update={"titel": titel}),
                kopf=replace(fakten.kopf, behoerde=replace(fakten.kopf.behoerde, name=name)),
            )
            text = _ohne_leerraum(text_von(render_schreiben(SCHREIBARTEN[art], boese).inhalt))
            for teil in (name, 'Müller & Söhne <GmbH> "Ä"', titel):
                assert _ohne_leerraum(teil) in text, art


def _ohne_leerraum(text: str) -> str:
    """Return a text without what line breaks in Word make of white space."""
    return "".join(text.split())


def test_the_same_facts_yield_the_same_bytes(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        fakten = fakten_von(amt, art, tag)
        einmal, nochmal = (render_schreiben(SCHREIBARTEN[art], fakten).inhalt for _ in range(2))
        assert einmal == nochmal


def test_an_altered_template_is_refused(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    fakten = fakten_von(amt, "eingangsbestaetigung", date(2026, 10, 5))
    vorlagen = tmp_path / "vorlagen"
    (vorlagen / "kommpraev").mkdir(parents=True)
    (vorlagen / "kommpraev" / "eingangsbestaetigung.docx").write_bytes(
        lies_vorlage("kommpraev/eingangsbestaetigung.docx") + b" "
    )
    with pytest.raises(DokumentError, match="nicht freigegeben"):
        render_schreiben(SCHREIBARTEN["eingangsbestaetigung"], fakten, vorlagen)


def test_the_list_says_what_is_possible_now_and_what_the_rest_lacks(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "antrag einlesen")
    daten = json.loads(tu(amt, ["schreiben", "liste", FALL, "--json"], "2026-10-05"))
    assert [eine["art"] for eine in daten if eine["fehlt"] is None] == ["beratungsprotokoll", "eingangsbestaetigung"]
    assert {eine["fehlt"] for eine in daten} >= {"es ist keine Zahlung angeordnet", "der Antrag ist nicht abgelehnt"}


def test_a_letter_that_is_not_due_is_refused_and_making_one_records_nothing(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "antrag einlesen")
    vorher = amt.ereignisse()
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "schlussschreiben", "--ziel", tmp_path / "x.docx"])
    assert lauf.code == 5
    assert "der Verwendungsnachweis ist nicht abschließend bearbeitet" in lauf.fehler
    assert not (tmp_path / "x.docx").exists()
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "schlusschreiben"])
    assert lauf.code == 3
    assert "schlussschreiben" in lauf.fehler
    schreibe(amt, "eingangsbestaetigung", "2026-10-05")
    assert amt.ereignisse() == vorher


def test_the_refusal_gives_its_reasons_its_court_and_its_number(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = abgelehnt(sqlite_vorrat, tmp_path, "Andere Vorhaben gehen vor & die Mittel sind <ausgeschöpft>.")
    text, _ = schreibe(amt, "ablehnungsbescheid", "2026-10-14")
    assert "Der Antrag wird abgelehnt." in text
    assert "Andere Vorhaben gehen vor & die Mittel sind <ausgeschöpft>." in text
    assert "Klage beim Verwaltungsgericht Chemnitz mit Sitz in Chemnitz" in text
    assert "KP-2026-0001/01" in text
    assert "Leitung der Geschäftsstelle" in text
    tu(amt, ["bescheid", "lege-ab", FALL, "--datei", amt.ordner / "ablehnungsbescheid.docx"], "2026-10-14")
    assert (
        json.loads(tu(amt, ["fall", "zeige", FALL, "--json"], "2026-10-14"))["bescheid"]["nummer"] == "KP-2026-0001/01"
    )


def test_the_note_on_the_check_goes_into_all_that_it_has_to(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag pruefe")
    text, _ = schreibe(amt, "antragspruefvermerk", "2026-10-12")
    for nummer in range(1, 7):
        assert f"VVK Nr. 3.4.{nummer}" in text  # VVK Nr. 3.4


def test_a_payment_is_told_in_figures_and_in_words(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    text, _ = schreibe(sqlite_vorrat.buero(tmp_path, "zahlung ordne-an"), "auszahlungsmitteilung", "2027-01-13")
    assert "52.652,00 €" in text
    assert "(in Worten: zweiundfünfzigtausendsechshundertzweiundfünfzig Euro)" in text

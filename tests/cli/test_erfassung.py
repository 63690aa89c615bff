"""A document is asked for field by field: labels, choices, repetition in the reader's words, nothing by halves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from foerderung.cli.erfassung import erfrage
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.resources import resource_path
from foerderung.services.fall.unterlagen import lies_unterlage
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.services.regelwerk.regeln import lade as lade_regeln
from tests.richtlinien.miniatur import feld, lade

REGELWERK = lade_regeln("kommpraev").fassung(None)
VORFUEHRUNG = resource_path("rules") / "kommpraev" / "vorfuehrung"


def befehl(regelwerk: Regelwerk, art: str, ziel: Path | None = None) -> click.Command:
    @click.command()
    def erfasse() -> None:
        daten = lies_unterlage(regelwerk, art, Dokument(erfrage(regelwerk.unterlagen[art]), "Erfassung"))
        text = json.dumps(daten, ensure_ascii=False)
        click.echo(f"\nDATEN {text}")
        if ziel is not None:
            ziel.write_text(text, encoding="utf-8")

    return erfasse


def starte(regelwerk: Regelwerk, art: str, *zeilen: str) -> Result:
    return CliRunner().invoke(befehl(regelwerk, art), input="".join(f"{zeile}\n" for zeile in zeilen))


def daten(lauf: Result) -> Any:
    assert lauf.exit_code == 0, lauf.output
    return json.loads(lauf.output.partition("DATEN ")[2])


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Regelwerk:
    """A guideline with one document that has a field of every kind."""
    felder = {
        "art": feld("auswahl", beschriftung="Art", werte={"lang": "ein langer", "kurz": "ein kurzer"}),
        "seiten": feld("anzahl", nur={"art": "lang"}, beschriftung="Seiten", mindestens=1),
        "am": feld("datum", fehlt="erlaubt", beschriftung="Tag"),
        "fertig": feld("wahrheitswert", fehlt="erlaubt", beschriftung="Fertig"),
        "themen": feld("menge", fehlt="erlaubt", beschriftung="Themen", werte={"1": "Weg", "2": "Ziel"}),
        "worte": feld("texte", fehlt="erlaubt", beschriftung="Worte"),
        "anteil": feld("vzae", fehlt="erlaubt", beschriftung="Anteil"),
        "betrag": feld(je="jahr", fehlt="erlaubt", beschriftung="Betrag"),
        "ort": {"beschriftung": "Ort", "fehlt": "erlaubt", "felder": {"plz": _plz()}},
        "posten": {
            "liste": "posten",
            "fehlt": "erlaubt",
            "beschriftung": "Posten",
            "felder": {"name": feld("text", beschriftung="Name", hilfe="Kurz.")},
        },
    }
    unterlagen = {"bericht": {"beschriftung": "Bericht", "hilfe": "Worum es geht.", "felder": felder}}
    return lade(tmp_path_factory.mktemp("regeln"), unterlagen=unterlagen).fassung(None)


def _plz() -> dict[str, Any]:
    return feld("text", beschriftung="Postleitzahl", muster=[{"form": "[0-9]{5}", "text": "5 Ziffern"}])


NICHTS = ("", "", "", "", "", "", "", "")
"""Skips everything behind `art` and what depends on it."""


def test_optional_fields_are_skipped_by_an_empty_line(klein: Regelwerk) -> None:
    assert daten(starte(klein, "bericht", "kurz", *NICHTS)) == {"art": "kurz"}


def test_every_kind_of_field_is_asked_for_and_german_spellings_are_taken(klein: Regelwerk) -> None:
    lauf = starte(
        klein, "bericht", "1", "12", "2.9.2026", "ja", "2, 1", "erstes Wort", "1990", "", "0,75",
        "2027 1.234,50", "2028: 7", "", "ja", "08056", "j", "eins", "j", "2", "",
    )  # fmt: skip
    assert daten(lauf) == {
        "art": "lang",
        "seiten": 12,
        "am": "2026-09-02",
        "fertig": True,
        "themen": ["1", "2"],
        "worte": ["erstes Wort", "1990"],
        "anteil": "0.75",
        "betrag": {"2027": "1234.50", "2028": "7.00"},
        "ort": {"plz": "08056"},
        "posten": [{"name": "eins"}, {"name": "2"}],
    }


def test_label_help_choices_and_what_is_mandatory_are_shown(klein: Regelwerk) -> None:
    text = starte(klein, "bericht", "lang", "3", *NICHTS).output
    assert text.index("Bericht") < text.index("Worum es geht.") < text.index("Art (Pflicht):")
    assert "  1 lang – ein langer\n  2 kurz – ein kurzer\nArt (Pflicht):" in text
    assert "Tag:" in text
    assert "  2 – Ziel\n  Mehrere durch Komma getrennt.\nThemen:" in text
    assert "Eintrag erfassen? [j/N]:" in text
    assert "[y/N]" not in text


FALSCH = [
    ("mandatory", ("", "kurz", *NICHTS), "„art“ fehlt (Art).\n"),
    ("choice", ("krz", "kurz", *NICHTS), "„krz“; zulässig: lang, kurz. Meinten Sie „kurz“?"),
    ("number of a choice", ("3", "2", *NICHTS), "„3“; zulässig: lang, kurz."),
    ("bound", ("lang", "0", "3", *NICHTS), "0; zulässig: ab 1 unter 1.000.000.000."),
    ("day", ("kurz", "30.2.2027", *NICHTS), "„30.2.2027“ ist kein Datum; zulässig: JJJJ-MM-TT."),
    ("truth", ("kurz", "", "vielleicht", *NICHTS[1:]), "„vielleicht“; zulässig: true oder false."),
    ("set", ("kurz", "", "", "3", *NICHTS[2:]), "„3“; zulässig: 1, 2."),
    ("text twice", ("kurz", "", "", "", "a", "a", *NICHTS[3:]), "„a“ steht doppelt."),
    ("year", ("kurz", *[""] * 5, "27 5", *NICHTS[5:]), "„27“ ist kein Haushaltsjahr; zulässig: vierstellige Jahre."),
    ("amount missing", ("kurz", *[""] * 5, "2027", *NICHTS[5:]), "Betrag fehlt."),
    ("amount", ("kurz", *[""] * 5, "2027 1.234", *NICHTS[5:]), "1.234 EUR; zulässig: höchstens 2 Nachkommastellen."),
    ("form", ("kurz", *[""] * 6, "j", "8056", "08056", ""), "„8056“; zulässig: 5 Ziffern."),
    ("yes or no", ("kurz", *[""] * 6, "doch", "", ""), "Bitte ja oder nein."),
]


@pytest.mark.parametrize(("zeilen", "meldung"), [fall[1:] for fall in FALSCH], ids=[fall[0] for fall in FALSCH])
def test_a_wrong_value_is_asked_for_again_in_the_readers_words(
    zeilen: tuple[str, ...], meldung: str, klein: Regelwerk
) -> None:
    lauf = starte(klein, "bericht", *zeilen)
    assert f"  {meldung}" in lauf.output
    assert "30.2.2027" not in str(daten(lauf))


def test_a_year_given_again_is_corrected(klein: Regelwerk) -> None:
    lauf = starte(klein, "bericht", "kurz", *[""] * 5, "2027 5", "2027 6", *NICHTS[5:])
    assert daten(lauf)["betrag"] == {"2027": "6.00"}


def test_what_does_not_exist_for_an_answer_is_not_asked(klein: Regelwerk) -> None:
    assert "Seiten" not in starte(klein, "bericht", "kurz", *NICHTS).output


@pytest.mark.parametrize("ende", [KeyboardInterrupt, EOFError])
def test_breaking_off_leaves_nothing_behind(
    ende: type[BaseException], klein: Regelwerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antworten = iter(["kurz", "2026-01-01"])

    def tippe(_: str = "") -> str:
        for antwort in antworten:
            return antwort
        raise ende

    monkeypatch.setattr("click.termui.visible_prompt_func", tippe)
    with pytest.raises(click.Abort):
        befehl(klein, "bericht", tmp_path / "ziel").main([], standalone_mode=False)
    assert list(tmp_path.iterdir()) == []


# --- the shipped documents, typed as they stand in their files ----------------------------------------------------


def antworten(wurzel: Eingabefeld, werte: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines somebody types who copies a document."""
    for kind in wurzel.kinder:
        if any(werte.get(pfad.rpartition(".")[2]) != wert for pfad, wert in kind.nur):
            continue
        yield from _antwort(kind, werte.get(kind.name))


def _antwort(kind: Eingabefeld, wert: Any) -> Iterator[str]:
    if kind.gestalt is Gestalt.LISTE:
        for nummer, glied in enumerate(wert or ()):
            if nummer >= kind.mindestens:
                yield "j"
            yield from antworten(kind, glied)
        yield "n"
    elif kind.gestalt is Gestalt.GRUPPE:
        if kind.fehlt is not Fehlt.FEHLER:
            yield "n" if wert is None else "j"
        if wert is not None:
            yield from antworten(kind, wert)
    elif kind.je_jahr:
        yield from (f"{jahr} {betrag}" for jahr, betrag in (wert or {}).items())
        yield ""
    elif kind.typname == "texte":
        yield from (*(wert or ()), "")
    elif kind.typname == "menge":
        yield ", ".join(wert or ())
    else:
        yield "" if wert is None else {True: "ja", False: "nein"}.get(wert, str(wert))


@pytest.mark.parametrize("art", sorted(REGELWERK.unterlagen))
def test_a_whole_document_can_be_typed_and_is_the_same_as_the_file(art: str) -> None:
    aus_datei = lies_unterlage(REGELWERK, art, Dokument.lies(VORFUEHRUNG / f"{art}.yaml"))
    assert daten(starte(REGELWERK, art, *antworten(REGELWERK.unterlagen[art], aus_datei))) == aus_datei

"""What a filed notice says can be read at the command line, and where each of its figures comes from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from foerderung.dokumente.pdftext import PROGRAMM
from tests.amt.buero import Buero
from tests.amt.test_bescheidablage import seite
from tests.amt.vorrat import Vorrat
from tests.dokumente.briefaenderung import ersetze

TAG = "2026-11-10"


def zeige(buero: Buero, *weitere: str) -> list[str]:
    return ["bescheid", "zeige", FALL, *weitere]


@pytest.fixture
def entworfen(sqlite_vorrat: Vorrat, tmp_path: Path) -> Buero:
    return sqlite_vorrat.buero(tmp_path, "bescheid erstelle")


def test_before_anything_is_drafted_there_is_nothing_to_show(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    lauf = buero.rufe(zeige(buero), heute=TAG)
    assert (lauf.code, "kein Bescheid entworfen" in lauf.fehler) == (5, True)


def test_the_draft_is_shown_until_the_signed_letter_is_there(entworfen: Buero) -> None:
    lauf = entworfen.rufe(zeige(entworfen), heute=TAG)
    assert lauf.aus.startswith(f"Entwurf {FALL}/01 (SHA-256 ")
    assert "2027 | 60.000,00 € | 54.000,00 €" in lauf.aus.replace("\u00a0", " ")
    freundlich = entworfen.ordner / "freundlich.docx"
    entwurf = (entworfen.ordner / "zuwendungsbescheid.docx").read_bytes()
    freundlich.write_bytes(ersetze(entwurf, "Sehr geehrte", "Liebe"))
    assert entworfen.rufe(["bescheid", "lege-ab", FALL, "--datei", freundlich], heute=TAG).code == 0
    assert "Liebe Damen und Herren" in entworfen.rufe(zeige(entworfen), heute=TAG).aus
    assert "Liebe" not in entworfen.rufe(zeige(entworfen, "--entwurf"), heute=TAG).aus


def test_every_figure_of_the_letter_leads_to_a_node_or_a_fact(buero: Buero) -> None:
    buero.gehe_bis("bescheid erstelle")
    daten = buero.rufe(zeige(buero, "--json"), heute=TAG).daten
    assert len(daten["zahlen"]) > 150
    for zahl in daten["zahlen"]:
        assert zahl["bezuege"], zahl
        if zahl["art"] in ("Betrag", "Betrag in Worten", "Satz"):
            fremd = [bezug for bezug in zahl["bezuege"] if bezug.startswith("angabe:")]
            assert not fremd, zahl
    (gesamt,) = {tuple(zahl["bezuege"]) for zahl in daten["zahlen"] if zahl["art"] == "Betrag in Worten"}
    assert gesamt == ("zuwendung_gesamt",)
    assert daten["saetze"]["zuwendung[2028]"].startswith("Zuwendung 2028: 44.590,00")
    tage = {zahl["text"]: zahl["bezuege"] for zahl in daten["zahlen"] if zahl["art"] == "Tag"}
    assert tage["01.01.2027"] == ["angabe:beginn"]
    assert tage["31.12.2030"] == ["fall:nachweis_bis"]


def test_the_trace_is_shown_as_a_table_with_sentences(entworfen: Buero) -> None:
    aus = entworfen.rufe(zeige(entworfen, "--spur"), heute=TAG).aus.replace("\u00a0", " ")
    assert "131.630,00 €\tAbsatz 10 (unter „2 Art und Höhe der Zuwendung“)\tzuwendung_gesamt\n" in aus
    assert "zuwendung[2028]\tZuwendung 2028: 44.590,00 €" in aus


@pytest.mark.skipif(shutil.which(PROGRAMM) is None, reason="pdftotext is not installed")
def test_a_pdf_is_shown_as_far_as_it_has_text(entworfen: Buero) -> None:
    for text, code in (("Zuwendung 131.630,00 EUR", 0), ("", 7)):
        datei = entworfen.ordner / "b.pdf"
        datei.write_bytes(seite(text))
        worte = ["bescheid", "lege-ab", FALL, "--datei", datei, "--ohne-vergleich", "Probe"]
        assert entworfen.rufe(worte, heute=TAG).code == 0
        lauf = entworfen.rufe(zeige(entworfen, "--spur"), heute=TAG)
        assert (lauf.code, text in lauf.aus) == (code, True)
        assert ("\tzuwendung_gesamt" in lauf.aus) is not bool(code)
        assert ("Mit --entwurf" in lauf.fehler) is bool(code)

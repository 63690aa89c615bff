"""Tables that leave the program: text stays text, amounts stay exact, the same input gives the same bytes."""

from __future__ import annotations

import csv
import gc
import io
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from foerderung.dokumente.tafel import Art, Ausgabe, Leser, Spalte, Tafel, Vermerk, Zelle
from foerderung.dokumente.tafelmappe import render_tafelmappe
from foerderung.dokumente.tafeltext import BOM, Profil, entschaerft, render_csv
from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError
from tests.dokumente.boese import BOESE
from tests.dokumente.tabellenprogramm import BRAUCHT_LIBREOFFICE, profil, wandle

HARMLOS = ("", "Stadt Beispielstadt", "Öderburg; „Mitte“", 'mit "Zeichen"', "zwei\nZeilen", "\x1b[31mrot\x07", "ende\r")
TEXTE = (*BOESE, *HARMLOS)
SPALTEN = (
    Spalte("empfaenger", "Empfänger", breite=30),
    Spalte("stand", "Stand", Art.WORT, {"offen": "noch offen"}),
    Spalte("kapitel", "Kapitel", leser=Leser.MASCHINEN),
    Spalte("stelle", "Stelle", leser=Leser.MENSCHEN),
    Spalte("nummer", "Nr.", Art.ZAHL),
    Spalte("betrag", "Betrag", Art.BETRAG, leer="nicht erfasst", summiert=True, breite=16),
    Spalte("tag", "Tag", Art.TAG),
)


def zeile(text: str, nummer: int = 1, betrag: Fraction | None = Fraction(123456, 100)) -> tuple[Zelle, ...]:
    return (text, "offen", "0012", "0012 / 000 01", nummer, betrag, date(2027, 2, 28))


def ausgabe(*zeilen: tuple[Zelle, ...], filter_: str = "alle", uebung: bool = False) -> Ausgabe:
    tafel = Tafel("proben", "Proben", SPALTEN, zeilen)
    vermerke = (Vermerk("filter", "Filter", filter_, filter_), Vermerk("kette", "Kette", "Ereignis 1, ab", "1:ab"))
    return Ausgabe("Probe & Muster", (tafel,), vermerke, date(2027, 3, 1), uebung)


def blatt(inhalt: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(inhalt))["Proben"]


def gelesen(inhalt: bytes, trenner: str) -> list[list[str]]:
    text = inhalt.decode().removeprefix(BOM)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=trenner))


# --- text from outside ----------------------------------------------------------------------------------------------


def test_there_are_at_least_forty_payloads() -> None:
    assert len(set(BOESE)) >= 40


def test_no_text_becomes_a_formula_link_or_error_in_a_workbook() -> None:
    seite = blatt(render_tafelmappe(ausgabe(*map(zeile, TEXTE), filter_='=HYPERLINK("x")')))
    for text, zellen in zip(TEXTE, seite.iter_rows(min_row=5, max_row=4 + len(TEXTE)), strict=True):
        zelle = zellen[0]
        assert (unescape(zelle.value or ""), zelle.data_type if text else "s") == (bereinigt(text), "s"), text
    alle = [zelle for reihe in seite.iter_rows() for zelle in reihe]
    assert {zelle.data_type for zelle in alle} <= {"s", "n", "d"}
    assert not [zelle for zelle in alle if zelle.hyperlink is not None]


@BRAUCHT_LIBREOFFICE
def test_a_spreadsheet_program_keeps_every_text_of_the_workbook_as_text(tmp_path: Path) -> None:
    neu = wandle(tmp_path, {"mappe": render_tafelmappe(ausgabe(*map(zeile, TEXTE)))})["mappe"]
    seite = openpyxl.load_workbook(neu)["Proben"]
    gezeigt = [seite.cell(5 + nummer, 1) for nummer in range(len(TEXTE))]
    assert [zelle.value or "" for zelle in gezeigt] == [bereinigt(text) for text in TEXTE]
    assert {zelle.data_type for zelle in gezeigt if zelle.value} == {"s"}
    assert not [zelle.coordinate for zelle in gezeigt if zelle.hyperlink is not None]


@BRAUCHT_LIBREOFFICE
def test_a_spreadsheet_program_computes_nothing_of_the_csv(tmp_path: Path) -> None:
    (tmp_path / "probe.csv").write_bytes(render_csv(ausgabe(*map(zeile, TEXTE), filter_="=1+1"), Profil.EXCEL))
    filter_ = (
        "--infilter=CSV:59,34,76,1,,1031,false,true,false,false,false,-1,true"  # German, all that can be recognised is
    )
    befehl = ["soffice", profil(tmp_path), "--headless", filter_, "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    subprocess.run([*befehl, str(tmp_path / "probe.csv")], check=True, capture_output=True, timeout=300)
    seiten = openpyxl.load_workbook(tmp_path / "probe.xlsx").worksheets
    alle = [zelle for seite in seiten for reihe in seite.iter_rows() for zelle in reihe]
    assert len([zelle for zelle in alle if zelle.column == 1]) >= len(TEXTE)
    assert not [zelle.value for zelle in alle if zelle.data_type in ("f", "e") or zelle.hyperlink is not None]


@pytest.mark.parametrize("text", BOESE)
def test_text_that_a_spreadsheet_would_compute_gets_an_apostrophe_for_people(text: str) -> None:
    (gezeigt, *_) = gelesen(render_csv(ausgabe(zeile(text)), Profil.EXCEL), ";")[1]
    assert gezeigt == entschaerft(bereinigt(text))
    erstes = bereinigt(text).lstrip(" \t\r\n\u00a0\u200b")[:1]
    assert gezeigt.startswith("'") is (erstes in tuple("=+-@#|{'＝－＠﹢"))


def test_the_filter_is_text_from_outside_too() -> None:
    assert ["Filter", "'=1+1"] in gelesen(render_csv(ausgabe(filter_="=1+1"), Profil.EXCEL), ";")


def test_the_csv_for_machines_brings_back_every_text_exactly() -> None:
    zeilen = gelesen(render_csv(ausgabe(*map(zeile, TEXTE)), Profil.MASCHINE), ",")
    assert [eine[1] for eine in zeilen if eine[0] == "zeile"] == list(TEXTE)
    assert len({len(eine) for eine in zeilen}) == 1


# --- how it is written ----------------------------------------------------------------------------------------------


def test_people_get_a_mark_german_numbers_and_days_and_what_is_missing() -> None:
    inhalt = render_csv(
        ausgabe(zeile("a"), zeile("b", 2, None), zeile("c", 3, Fraction(-1, 2)), uebung=True), Profil.EXCEL
    )
    assert inhalt.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in inhalt
    assert gelesen(inhalt, ";") == [
        ["ÜBUNG – kein echter Vorgang."],
        ["Empfänger", "Stand", "Stelle", "Nr.", "Betrag", "Tag"],
        ["a", "noch offen", "0012 / 000 01", "1", "1234,56", "28.02.2027"],
        ["b", "noch offen", "0012 / 000 01", "2", "nicht erfasst", "28.02.2027"],
        ["c", "noch offen", "0012 / 000 01", "3", "-0,50", "28.02.2027"],
        ["Kontrollsumme", "", "", "", "1234,06", ""],
        [],
        ["Filter", "alle"],
        ["Kette", "Ereignis 1, ab"],
    ]


def test_machines_get_a_point_iso_days_and_what_each_line_is() -> None:
    inhalt = render_csv(ausgabe(zeile("a"), zeile("b", 2, None)), Profil.MASCHINE)
    assert inhalt.decode().splitlines() == [
        "satz,empfaenger,stand,kapitel,nummer,betrag,tag",
        "zeile,a,offen,0012,1,1234.56,2027-02-28",
        "zeile,b,offen,0012,2,,2027-02-28",
        "summe,,,,,1234.56,",
        "vermerk,filter,alle,,,,",
        "vermerk,kette,1:ab,,,,",
    ]


def test_several_tables_do_not_fit_into_one_csv_for_machines() -> None:
    eine = ausgabe(zeile("a"))
    zwei = Ausgabe(eine.titel, eine.tafeln * 2, eine.vermerke, eine.am, False)
    with pytest.raises(DokumentError, match="--tafel"):
        render_csv(zwei, Profil.MASCHINE)
    assert render_csv(zwei, Profil.EXCEL).decode().count("Kontrollsumme") == 2


def test_a_sheet_has_heads_values_sums_and_notes() -> None:
    seite = blatt(render_tafelmappe(ausgabe(zeile("a"), zeile("b", 2, None), uebung=True)))
    reihen = [[zelle.value for zelle in reihe] for reihe in seite.iter_rows()]
    assert reihen[0][0] == "Probe & Muster"
    assert reihen[1][0] == "Filter: alle"
    assert reihen[2][0] == "ÜBUNG – kein echter Vorgang."
    assert reihen[3] == ["Empfänger", "Stand", "Stelle", "Nr.", "Betrag", "Tag"]
    assert reihen[4][4] == 1234.56
    assert (reihen[4][5].date(), reihen[5][4]) == (date(2027, 2, 28), "nicht erfasst")
    assert reihen[6] == ["Kontrollsumme (2 Zeilen)", None, None, None, 1234.56, None]
    assert [reihe[0] for reihe in reihen[8:]] == ["Filter: alle", "Kette: Ereignis 1, ab"]
    assert (seite["E5"].number_format, seite["F5"].number_format) == ('#,##0.00\\ "€"', "dd.mm.yyyy")


def test_a_sheet_is_set_up_for_paper_and_filtering() -> None:
    seite = blatt(render_tafelmappe(ausgabe(zeile("a"), zeile("b"), uebung=True)))
    assert (seite.page_setup.orientation, seite.page_setup.paperSize) == ("landscape", 9)
    assert (seite.sheet_properties.pageSetUpPr.fitToPage, seite.page_setup.fitToHeight) == (True, 0)
    assert (seite.print_title_rows, seite.freeze_panes, seite.auto_filter.ref) == ("$1:$4", "A5", "A4:F6")
    fuss = f"{seite.oddFooter.left.text} {seite.oddFooter.right.text}"
    assert "ÜBUNG" in fuss
    assert "Ereignis 1, ab" in fuss
    assert "Seite &P von &N" in fuss


@BRAUCHT_LIBREOFFICE
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_no_amount_shows_as_hashes_and_nothing_is_cut(tmp_path: Path) -> None:
    betraege = [Fraction(99_999_999_999, 100), Fraction(-99_999_999_999, 100), Fraction(5, 100), Fraction(10**12)]
    lang = "Verwaltungsgemeinschaft Oberes Musterland mit Sitz in Beispielstadt, Ende"
    inhalt = render_tafelmappe(ausgabe(*(zeile(lang, n, betrag) for n, betrag in enumerate(betraege, 1))))
    pdf = wandle(tmp_path, {"mappe": inhalt}, "pdf")["mappe"]
    lauf = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    text = lauf.stdout.decode()
    assert "##" not in text
    assert text.count("Ende") == len(betraege)
    for gezeigt in ("999.999.999,99 €", "-999.999.999,99 €", "0,05 €", "1.000.000.000.000,05 €", "28.02.2027"):
        assert gezeigt in text.replace("\u00a0", " ")


def test_a_workbook_is_made_on_the_day_of_the_export_not_of_the_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(render_tafelmappe(ausgabe(zeile("a"))))) as mappe:
        assert "2027-03-01T00:00:00Z" in mappe.read("docProps/core.xml").decode()


def test_an_empty_table_has_heads_and_a_sum_of_zero() -> None:
    seite = blatt(render_tafelmappe(ausgabe()))
    assert [zelle.value for zelle in seite[5]] == ["Kontrollsumme (0 Zeilen)", None, None, None, 0, None]
    assert ausgabe().tafeln[0].als_daten() == {"zeilen": [], "anzahl": 0, "summen": {"betrag": "0.00"}}


def test_json_holds_what_machines_read() -> None:
    daten = ausgabe(zeile("=1+1", 7, Fraction(-1, 2))).tafeln[0].als_daten()
    assert daten == {
        "zeilen": [
            {
                "empfaenger": "=1+1",
                "stand": "offen",
                "kapitel": "0012",
                "nummer": 7,
                "betrag": "-0.50",
                "tag": "2027-02-28",
            }
        ],
        "anzahl": 1,
        "summen": {"betrag": "-0.50"},
    }


def test_the_same_input_gives_the_same_bytes_also_the_first_time() -> None:
    """In a process of its own: what a library changes on its first use must not show."""
    code = (
        "from tests.dokumente.test_tafel import ausgabe, zeile; from hashlib import sha256;"
        "from foerderung.dokumente.tafelmappe import render_tafelmappe as r;"
        "print(*(sha256(r(ausgabe(zeile('a'), zeile('b')))).hexdigest() for _ in range(3)))"
    )
    laeufe = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
        ).stdout.split()
        for _ in range(2)
    ]
    assert len({summe for lauf in laeufe for summe in lauf}) == 1
    assert len(laeufe[0]) == 3


def test_a_text_longer_than_a_cell_is_an_error_and_leaves_nothing_cut() -> None:
    with pytest.raises(DokumentError, match="passt nicht in eine Tabellenzelle"):
        render_tafelmappe(ausgabe(zeile("x" * 32_768)))
    assert blatt(render_tafelmappe(ausgabe(zeile("x" * 32_767))))["A5"].value == "x" * 32_767


def test_an_amount_with_more_digits_than_a_cell_holds_is_an_error() -> None:
    with pytest.raises(DokumentError, match="passt nicht genau"):
        render_tafelmappe(ausgabe(zeile("a", 1, Fraction(12345678901234567890_01, 100))))


def test_a_control_sum_of_less_than_cents_is_a_defect() -> None:
    with pytest.raises(ValueError, match="no amount of whole cents"):
        _ = ausgabe(zeile("a", 1, Fraction(1, 3))).tafeln[0].summen


def test_a_long_table_tells_how_far_it_has_come() -> None:
    gehoert: list[tuple[int, int]] = []
    render_tafelmappe(ausgabe(*(zeile("a", nummer) for nummer in range(1001))), lambda *stand: gehoert.append(stand))
    assert gehoert == [(0, 1001), (500, 1001), (1000, 1001)]


def test_no_room_for_temporary_files_is_said_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    def voll(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.worksheet.tempfile.mkstemp", voll)
    with pytest.raises(DokumentError, match=r"lässt sich nicht schreiben \(.*Platz") as fehler:
        render_tafelmappe(ausgabe(zeile("a")))
    assert "space" not in str(fehler.value)
    del fehler
    gc.collect()  # what is left of the half-written file makes no noise


def test_nothing_is_left_behind_where_a_workbook_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(DokumentError):
        render_tafelmappe(ausgabe(zeile("a"), zeile("x" * 32_768)))
    render_tafelmappe(ausgabe(zeile("a")))
    assert not list(tmp_path.iterdir())

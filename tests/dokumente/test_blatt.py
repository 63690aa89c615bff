"""Worksheets: nothing is cut or rounded without an error."""

import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from textwrap import wrap

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook

from foerderung.dokumente.blatt import Blatt, Mappe, _zeilenzahl, zahlenformat
from foerderung.dokumente.figur import Figur
from foerderung.errors import DokumentError
from foerderung.rechnung.typen import ANZAHL, DATUM, EUR, EUR_EXAKT, JAHR, MENGE, SATZ, TEXT, VZAE, WAHR, Typ


@pytest.fixture
def puffer() -> io.BytesIO:
    return io.BytesIO()


@pytest.fixture
def blatt(puffer: io.BytesIO) -> Iterator[Blatt]:
    with Workbook(puffer, {"in_memory": True}) as buch:
        yield Mappe(buch, "R & D").blatt("Blatt", [20, 20], 1)


def test_a_text_longer_than_a_cell_is_an_error_that_names_the_place(blatt: Blatt) -> None:
    blatt.weiter(4)
    with pytest.raises(DokumentError, match="passt nicht in eine Tabellenzelle") as fehler:
        blatt.text(1, "x" * 32_768)
    assert fehler.value.meldungen[0].ort == "Blatt, Zeile 5, Spalte 2"


def test_an_amount_with_more_digits_than_a_cell_holds_is_an_error(blatt: Blatt) -> None:
    blatt.figur(0, Figur(Fraction(999_999_999_99, 100), EUR, "a", {}))
    with pytest.raises(DokumentError, match="passt nicht genau"):
        blatt.figur(0, Figur(Fraction(12345678901234567890_01, 100), EUR, "a", {}))


def test_values_are_written_by_their_kind(puffer: io.BytesIO) -> None:
    figuren = (
        Figur(Fraction(1, 2), SATZ, "a", {}),
        Figur(2027, JAHR, "b", {}),
        Figur(date(2027, 2, 28), DATUM, "c", {}),
        Figur(True, WAHR, "d", {}),
        Figur("x", TEXT, "e", {"x": "=1+1"}),
        Figur(frozenset(("b", "a")), MENGE, "f", {}),
        Figur(None, EUR, "", {}),
        None,
    )
    with Workbook(puffer, {"in_memory": True}) as buch:
        blatt = Mappe(buch, "").blatt("Blatt", [20, 20], 1)
        for figur in figuren:
            blatt.figur_mit_spur(0, figur)
            blatt.weiter()
    zeilen = list(openpyxl.load_workbook(puffer)["Blatt"].iter_rows())
    werte = [zeile[0].value for zeile in zeilen]
    assert [str(wert) for wert in werte] == ["0.5", "2027", "2027-02-28 00:00:00", "ja", "=1+1", "a, b", "–", "–"]
    assert zeilen[4][0].data_type == "s"
    assert [zeile[1].value or "" for zeile in zeilen] == ["a", "b", "c", "d", "e", "f", "", ""]


@pytest.mark.parametrize(
    ("wert", "typ", "erwartet"),
    [
        (Fraction(1), EUR, '#,##0.00\\ "€"'),
        (Fraction(1, 1000), EUR_EXAKT, '#,##0.00####\\ "€"'),
        (Fraction(1, 3), SATZ, "0.00##\\ %"),
        (Fraction(3, 4), VZAE, '0.00#\\ "VZÄ"'),
        (Fraction(3), ANZAHL, "0"),
        (Fraction(3, 2), ANZAHL, "0.00####"),
        (Fraction(3, 2), Typ("zahl", (("stunde", 1),)), "#,##0.######"),
    ],
)
def test_number_formats_follow_the_type(wert: Fraction, typ: Typ, erwartet: str) -> None:
    assert zahlenformat(wert, typ) == erwartet


def test_long_texts_make_their_row_higher(puffer: io.BytesIO) -> None:
    with Workbook(puffer, {"in_memory": True}) as buch:
        blatt = Mappe(buch, "").blatt("Blatt", [20, 20], 1)
        blatt.text(0, "kurz")
        blatt.weiter()
        blatt.text(0, "Ein Text von etwa sechzig Zeichen braucht mehr als eine Zeile")
        blatt.weiter()
    hoehen = openpyxl.load_workbook(puffer)["Blatt"].row_dimensions
    assert hoehen[1].height is None
    assert hoehen[2].height > 30


def test_an_ampersand_in_the_footer_is_no_command(puffer: io.BytesIO) -> None:
    with Workbook(puffer, {"in_memory": True}) as buch:
        Mappe(buch, "R & D").blatt("Blatt", [20], 1)
    fusszeile = openpyxl.load_workbook(puffer)["Blatt"].oddFooter
    assert fusszeile is not None
    assert "R && D" in str(fusszeile.left.text)


@given(st.lists(st.text("abcdef", min_size=1, max_size=12), max_size=12), st.integers(3, 30))
def test_lines_are_counted_as_a_typesetter_breaks_them(worte: list[str], zeichen: int) -> None:
    text = " ".join(worte)
    assert _zeilenzahl(text, zeichen) == max(1, len(wrap(text, zeichen, break_long_words=True))) or any(
        len(wort) > zeichen for wort in worte
    )
    assert _zeilenzahl(text, zeichen) * zeichen >= len(text.replace(" ", ""))
    assert _zeilenzahl(f"{text}\n{text}", zeichen) == 2 * _zeilenzahl(text, zeichen)

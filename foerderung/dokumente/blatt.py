"""Write worksheets: text always as text, numbers exactly, nothing lost without an error, print set-up for A4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from foerderung.dokumente.figur import Figur
from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError, Meldung
from foerderung.fach.zahlen import hat_hoechstens
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.typen import Typ

GRAU, WEISS = "#7F7F7F", "#FFFFFF"
EINGABE = "#FFF9E5"
"""Ground of cells that a person may change."""

_EURO = '\\ "€"'

ZEILENHOEHE = 12
"""Height of one line of text, in points."""

HOECHSTE_ZEILE = 409
"""What spreadsheets allow, in points."""

_GRUND: dict[str, Any] = {"font_name": "Arial", "font_size": 9, "valign": "vcenter"}
_LISTE = {"valign": "top", "bottom": 4, "bottom_color": "#BFBFBF"}
_KLEIN: dict[str, Any] = {"font_size": 7, "font_color": GRAU, "indent": 1, "text_wrap": True}
_ARTEN: dict[str, dict[str, Any]] = {
    "titel": {"bold": True, "font_size": 13},
    "untertitel": {"font_color": GRAU},
    "abschnitt": {"bold": True, "font_size": 10, "top": 1, "bg_color": "#F2F2F2"},
    "kopf": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "text_wrap": True},
    "kopf_rechts": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "align": "right", "text_wrap": True},
    "kopf_mitte": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "left": 1, "left_color": WEISS, "align": "center"},
    "kopf_spur": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "font_color": GRAU, "indent": 1},
    "kopf_absatz": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "indent": 1},
    "text": {"text_wrap": True},
    "breit": {"align": "left"},
    "zahl": {"align": "right"},
    "spur": {"font_size": 7, "font_color": GRAU, "bg_color": "#F7F7F7", "indent": 1},
    "klein": _KLEIN,
    "abschnitt_klein": {**_KLEIN, "top": 1, "bg_color": "#F2F2F2"},
    "eingabe": {"align": "right", "bg_color": EINGABE, "border": 1, "border_color": "#D9D9D9"},
    "eingabe_text": {
        "align": "left",
        "text_wrap": True,
        "bg_color": EINGABE,
        "border": 1,
        "border_color": "#D9D9D9",
    },
    "fett": {"bold": True, "align": "right"},
    "summe": {"bold": True, "top": 1, "align": "right"},
    "summe_text": {"bold": True, "top": 1, "text_wrap": True},
    "absatz": {**_LISTE, "text_wrap": True, "align": "left", "indent": 1},
    "absatz_klein": {**_LISTE, "text_wrap": True, "align": "left", "indent": 1, "font_size": 7, "font_color": GRAU},
    "zahl_oben": {**_LISTE, "align": "right"},
}


def optionen(reihenweise: bool = False) -> dict[str, Any]:
    """Return how a workbook is opened: nothing written as text ever becomes anything else.

    Made anew for each: the writer changes what it is given, and the next workbook would get other bytes.

    Args:
        reihenweise: rows leave memory as soon as the next one begins; then nothing above can be written any more.
    """
    return {
        "in_memory": not reihenweise,
        "constant_memory": reihenweise,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 9},
    }


@dataclass(frozen=True, slots=True)
class Formel:
    """A formula (without the equals sign), the value it has now, and the type that says how it shows."""

    text: str
    wert: Wert | None
    typ: Typ


class Mappe:
    """The formats and the print footer that all sheets of a workbook share."""

    def __init__(self, buch: Workbook, fusszeile: str) -> None:
        self.buch = buch
        self.fusszeile = bereinigt(fusszeile).replace("&", "&&")
        self._formate: dict[tuple[str, str], Format] = {}

    def format(self, art: str, zahlenformat: str = "") -> Format:
        """Return a format by kind and number format, made once."""
        schluessel = (art, zahlenformat)
        if schluessel not in self._formate:
            zusatz = {"num_format": zahlenformat} if zahlenformat else {}
            self._formate[schluessel] = self.buch.add_format({**_GRUND, **_ARTEN[art], **zusatz})
        return self._formate[schluessel]

    def blatt(self, name: str, breiten: Sequence[float], kopfzeilen: int) -> Blatt:
        """Add a worksheet.

        Args:
            name: title of the sheet, see `blattname`.
            breiten: width of each column in characters.
            kopfzeilen: rows at the top that stay in view and repeat in print.
        """
        seite = self.neue_seite(blattname(name), kopfzeilen)
        for spalte, breite in enumerate(breiten):
            seite.set_column(spalte, spalte, breite, self.format("text"))
        return Blatt(self, seite, breiten)

    def neue_seite(self, name: str, kopfzeilen: int) -> Worksheet:
        """Add a sheet that is set up for print on A4."""
        seite = self.buch.add_worksheet(name)
        seite.freeze_panes(kopfzeilen, 0)
        seite.repeat_rows(0, kopfzeilen - 1)
        seite.set_landscape()
        seite.set_paper(9)
        seite.fit_to_pages(1, 0)
        seite.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        seite.set_footer(f"&L&8{self.fusszeile}&R&8&A, Seite &P von &N")
        seite.hide_gridlines(2)
        return seite

    def eigenes_format(self, schluessel: tuple[str, str], eigenschaften: dict[str, Any]) -> Format:
        """Return a format that other kinds of sheets define, made once."""
        if schluessel not in self._formate:
            self._formate[schluessel] = self.buch.add_format(eigenschaften)
        return self._formate[schluessel]


class Blatt:
    """One worksheet, written from top to bottom; `zeile` is the next free row, from 0."""

    def __init__(self, mappe: Mappe, seite: Worksheet, breiten: Sequence[float]) -> None:
        self._mappe = mappe
        self._seite = seite
        self._breiten = breiten
        self._textzeilen = 1
        self.zeile = 0

    def weiter(self, zeilen: int = 1) -> None:
        """Go down; the row left behind becomes as high as its longest wrapped text needs."""
        if self._textzeilen > 1:
            self._seite.set_row(self.zeile, min(ZEILENHOEHE * self._textzeilen + 2, HOECHSTE_ZEILE))
        self._textzeilen = 1
        self.zeile += zeilen

    def text(self, spalte: int, text: str, art: str = "text") -> None:
        """Write text; it never becomes a formula, a link or a number."""
        text = bereinigt(text)
        self._pruefe(self._seite.write_string(self.zeile, spalte, text, self._mappe.format(art)), spalte)
        if _ARTEN[art].get("text_wrap"):
            self._textzeilen = max(self._textzeilen, self._zeilen(text, spalte, art))

    def _zeilen(self, text: str, spalte: int, art: str) -> int:
        """Estimate how many lines a text takes; letters are narrower than the digit that widths are measured in."""
        groesse = _ARTEN[art].get("font_size", _GRUND["font_size"])
        zeichen = int(self._breiten[spalte] * _GRUND["font_size"] * 11 / (groesse * 10))
        return _zeilenzahl(text, zeichen)

    def breit(self, spalte: int, text: str, art: str = "breit", spalten: int = 1) -> None:
        """Write text that may run over the cells to its right; the first `spalten` cells take its format."""
        for leer in range(spalte + 1, spalte + spalten):
            self._pruefe(self._seite.write_blank(self.zeile, leer, None, self._mappe.format(art)), leer)
        self.text(spalte, text, art)

    def reihe(self, zellen: Iterable[tuple[str | int | Fraction | date | None, Format]]) -> None:
        """Write a row of cells, each with its format, and go down; the quick way for long tables.

        Amounts are whole cents, text wraps.
        """
        seite = self._seite
        for spalte, (wert, form) in enumerate(zellen):
            match wert:
                case str():
                    text = bereinigt(wert)
                    ergebnis = seite.write_string(self.zeile, spalte, text, form)
                    if len(text) > self._breiten[spalte] or "\n" in text:
                        self._textzeilen = max(self._textzeilen, self._zeilen(text, spalte, "absatz"))
                case None:
                    ergebnis = seite.write_blank(self.zeile, spalte, None, form)
                case date():
                    ergebnis = seite.write_number(self.zeile, spalte, (wert - _ERSTER_TAG).days, form)
                case _:
                    ergebnis = seite.write_number(self.zeile, spalte, _genau(wert), form)
            self._pruefe(ergebnis, spalte)
        self.weiter()

    def filtere(self, von: int, bis: int) -> None:
        """Let people filter the rows between a head and the last one."""
        self._seite.autofilter(von, 0, bis, len(self._breiten) - 1)

    def figur(self, spalte: int, figur: Figur | None, art: str = "zahl") -> None:
        """Write a value by its type, as a number or day where it is one; nothing shows as „–“."""
        match figur.wert if figur is not None else None:
            case bool() | str() | frozenset():
                self.text(spalte, str(figur), art)
            case date() as tag:
                self._datum(spalte, tag, art)
            case int() | Fraction() as wert if figur is not None:
                self._zahl(spalte, Fraction(wert), figur.typ, art)
            case None:
                self.text(spalte, "–", art)
            case _:
                self.text(spalte, str(figur), art)

    def figur_mit_spur(self, spalte: int, figur: Figur | None, art: str = "zahl") -> None:
        """Write a value and beside it the id of what it comes from."""
        self.figur(spalte, figur, art)
        self.text(spalte + 1, figur.spur if figur is not None else "", "spur")

    def formel(self, spalte: int, formel: Formel, art: str = "zahl", ohne_einheit: bool = False) -> None:
        """Write a formula together with the value it has now, so that viewers which do not compute show it too."""
        zahlenformat = typformat(formel.typ)
        form = self._mappe.format(art, zahlenformat.replace(_EURO, "") if ohne_einheit else zahlenformat)
        wert = zellwert(formel.wert)
        self._pruefe(self._seite.write_formula(self.zeile, spalte, f"={formel.text}", form, wert), spalte)

    def leer(self, spalte: int, art: str = "text", zahlenformat: str = "") -> None:
        """Format a cell without writing anything into it."""
        form = self._mappe.format(art, zahlenformat)
        self._pruefe(self._seite.write_blank(self.zeile, spalte, None, form), spalte)

    def spanne(self, spalte: int, spalten: int, text: str, art: str) -> None:
        """Write text over several cells joined to one; for heads only."""
        letzte = spalte + spalten - 1
        form = self._mappe.format(art)
        self._pruefe(self._seite.merge_range(self.zeile, spalte, self.zeile, letzte, bereinigt(text), form), spalte)

    def bereich(self, oben: tuple[int, int], unten: tuple[int, int]) -> str:
        """Return the absolute address of cells from one corner (row, column) to the other."""
        erste, letzte = self.adresse(oben[1], oben[0]), self.adresse(unten[1], unten[0])
        return erste if erste == letzte else f"{erste}:{letzte.partition('!')[2]}"

    def nachbar(self, spalte: int) -> str:
        """Return the address of a cell in the current row, for formulas on the same sheet."""
        return str(xl_rowcol_to_cell(self.zeile, spalte))

    def diagramm(self, spalte: int, diagramm: Any) -> None:
        """Put a chart with its corner into a cell of the current row."""
        self._pruefe(self._seite.insert_chart(self.zeile, spalte, diagramm), spalte)

    def adresse(self, spalte: int, zeile: int | None = None) -> str:
        """Return the absolute address of a cell, for names and charts."""
        name = self._seite.get_name().replace("'", "''")
        return f"'{name}'!{xl_rowcol_to_cell(self.zeile if zeile is None else zeile, spalte, True, True)}"

    def _datum(self, spalte: int, tag: date, art: str) -> None:
        form = self._mappe.format(art, "dd.mm.yyyy")
        self._pruefe(self._seite.write_datetime(self.zeile, spalte, datetime.combine(tag, time()), form), spalte)

    def _zahl(self, spalte: int, wert: Fraction, typ: Typ, art: str) -> None:
        zahl = _genau(wert)
        form = self._mappe.format(art, zahlenformat(wert, typ))
        self._pruefe(self._seite.write_number(self.zeile, spalte, zahl, form), spalte)

    def _pruefe(self, ergebnis: int, spalte: int) -> None:
        if ergebnis:
            ort = f"{self._seite.get_name()}, Zeile {self.zeile + 1}, Spalte {spalte + 1}"
            raise DokumentError(Meldung("der Inhalt passt nicht in eine Tabellenzelle", ort=ort))


@lru_cache(maxsize=1024)
def _zeilenzahl(text: str, zeichen: int) -> int:
    """Count the lines of so many characters that a text takes, word by word; a longer word is broken.

    Counted by hand and kept: long tables wrap ten thousand texts, and say the same again and again.
    """
    zeilen = 0
    for absatz in text.split("\n"):
        zeilen += 1
        frei = zeichen
        for laenge in map(len, absatz.split()):
            if laenge > frei and frei < zeichen:
                zeilen += 1
                frei = zeichen
            gebrochen = max(0, laenge - 1) // zeichen
            zeilen += gebrochen
            frei -= laenge - gebrochen * zeichen + 1
    return zeilen


def _genau(wert: Fraction | int) -> float:
    """Return a number as a cell holds it, in binary; one of whole cents has to come back from there.

    Raises:
        DokumentError: it has more digits than a cell holds.
    """
    zahl = float(wert)
    cent = wert * 100
    if cent.denominator == 1 and abs(cent.numerator) > _GENAU_BIS and Fraction(Decimal(repr(zahl))) != wert:
        raise DokumentError(Meldung(f"der Betrag {wert} passt nicht genau in eine Tabellenzelle"))
    return zahl


def blattname(name: str) -> str:
    """Return the title of a sheet as Excel allows it: 31 characters, none of those that addresses use."""
    return _BLATTZEICHEN.sub(" ", bereinigt(name)).strip("' ")[:31].strip("' ") or "Blatt"


def zahlenformat(wert: Fraction, typ: Typ) -> str:
    """Return the number format: euros with all decimals an exact value needs (up to six), rates as percent."""
    if typ.anzeige == "satz":
        return "0.00##\\ %"
    if typ.anzeige in ("jahr", "anzahl"):
        return "0" if wert.denominator == 1 else "0.00####"
    if any(name == "eur" for name, _ in typ.einheit):
        return '#,##0.00\\ "€"' if hat_hoechstens(wert, 2) else '#,##0.00####\\ "€"'
    if typ.anzeige == "vzae":
        return '0.00#\\ "VZÄ"'
    return "#,##0.######"


def typformat(typ: Typ) -> str:
    """Return the number format of a value that may change: by its type alone."""
    if typ.art == "datum":
        return "dd.mm.yyyy"
    if typ.anzeige == "eur_exakt":
        return '#,##0.00##\\ "€"'
    return zahlenformat(Fraction(1), typ) if typ.art in ("jahr", "zahl") else ""


def zellwert(wert: Wert | None) -> str | float | bool:
    """Return a value as a cell stores it: days as numbers, nothing as an empty text."""
    match wert:
        case None:
            return ""
        case bool() | str():
            return wert
        case date():
            return (wert - _ERSTER_TAG).days
        case int() | Fraction():
            return float(wert)  # spreadsheets hold binary numbers
    return str(wert)


_BLATTZEICHEN = re.compile(r"[\[\]:*?/\\]")
_GENAU_BIS = 10**15
"""Whole cents up to which a binary number always comes back: it keeps fifteen digits."""

_ERSTER_TAG = date(1899, 12, 30)
"""Day 0 of a spreadsheet, for days from 1 March 1900 on."""

"""A protected sheet of a form: fixed texts, inputs a person may change, sums; written cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from foerderung.dokumente.blatt import EINGABE, GRAU, ZEILENHOEHE, Mappe, blattname
from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError, Meldung
from foerderung.rechnung.eingabefeld import Eingabefeld

_GRUND: dict[str, Any] = {"font_name": "Arial", "font_size": 9, "valign": "vcenter"}
_RAHMEN = {"border": 1, "border_color": "#BFBFBF"}
_ARTEN: dict[str, dict[str, Any]] = {
    "titel": {"bold": True, "font_size": 13},
    "untertitel": {"font_color": GRAU},
    "abschnitt": {"bold": True, "font_size": 10, "top": 1, "bg_color": "#F2F2F2"},
    "beschriftung": {"text_wrap": True},
    "nummer": {"align": "right", "font_color": GRAU},
    "hinweis": {"font_size": 8, "font_color": GRAU, "text_wrap": True, "indent": 1},
    "hinweis_ueber": {"font_size": 8, "font_color": GRAU, "indent": 1},
    "hinweis_gross": {"text_wrap": True, "valign": "top"},
    "kopf": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "text_wrap": True},
    "kopf_rechts": {"bold": True, "bg_color": "#D9D9D9", "bottom": 1, "text_wrap": True, "align": "right"},
    "summe": {"bold": True, "top": 1, "align": "right", "num_format": "#,##0.00"},
    "summe_text": {"bold": True, "top": 1},
    "zahl": {"align": "right", "num_format": "#,##0.00"},
    "ergebnis": {"bold": True, "align": "right", "num_format": '#,##0\\ "€"'},
    "fest": {**_RAHMEN, "text_wrap": True, "bg_color": "#F2F2F2"},
}
_ZAHLENFORMATE = {
    "eur": "#,##0.00",
    "datum": "dd.mm.yyyy",
    "jahr": "0",
    "anzahl": "0",
    "vzae": "0.00#",
    "satz": "0.00\\ %",
}


class Seite:
    """One sheet of a form; rows and columns from 0."""

    def __init__(self, mappe: Mappe, name: str, breiten: Sequence[float], kopfzeilen: int) -> None:
        self.mappe = mappe
        self.name = name
        self._seite = mappe.neue_seite(blattname(name), kopfzeilen)
        for spalte, breite in enumerate(breiten):
            self._seite.set_column(spalte, spalte, breite)

    def text(self, zeile: int, spalte: int, text: str, art: str, spalten: int = 1) -> None:
        """Write a fixed text; the format may run over the cells to its right."""
        for leer in range(spalte + 1, spalte + spalten):
            self._pruefe(self._seite.write_blank(zeile, leer, None, self._format(art)), zeile, leer)
        self._pruefe(self._seite.write_string(zeile, spalte, bereinigt(text), self._format(art)), zeile, spalte)

    def eingabe(self, zeile: int, spalte: int, wert: Any, feld: Eingabefeld, fest: bool) -> None:
        """Write a cell a person fills in, or one that is given."""
        form = self._eingabeformat(feld, fest)
        match wert:
            case None:
                ergebnis = self._seite.write_blank(zeile, spalte, None, form)
            case date():
                ergebnis = self._seite.write_datetime(zeile, spalte, datetime.combine(wert, time()), form)
            case Decimal():
                ergebnis = self._seite.write_number(zeile, spalte, float(wert), form)
            case _:
                ergebnis = self._seite.write_string(zeile, spalte, bereinigt(str(wert)), form)
        self._pruefe(ergebnis, zeile, spalte)

    def betrag(self, zeile: int, spalte: int, wert: Decimal | None) -> None:
        """Write an amount that is only shown."""
        if wert is not None:
            self._pruefe(self._seite.write_number(zeile, spalte, float(wert), self._format("zahl")), zeile, spalte)

    def formel(self, zeile: int, spalte: int, formel: str, wert: float | str, art: str) -> None:
        """Write a formula with the value it has now."""
        ergebnis = self._seite.write_formula(zeile, spalte, f"={formel}", self._format(art), wert)
        self._pruefe(ergebnis, zeile, spalte)

    def gueltigkeit(self, zeile: int, spalte: int, regeln: Mapping[str, Any]) -> None:
        """Let a cell check what is typed into it."""
        self._pruefe(self._seite.data_validation(zeile, spalte, zeile, spalte, dict(regeln)), zeile, spalte)

    def grau_wenn_nicht(self, zeile: int, spalte: int, von_zeile: int, von_spalte: int, text: str) -> None:
        """Grey a cell out while another one says something else than `text`."""
        andere = xl_rowcol_to_cell(von_zeile, von_spalte)
        gesucht = text.replace('"', '""')
        regel = {
            "type": "formula",
            "criteria": f'=AND({andere}<>"",{andere}<>"{gesucht}")',
            "format": self.mappe.buch.add_format({"bg_color": "#D9D9D9", "pattern": 1}),
        }
        self._pruefe(self._seite.conditional_format(zeile, spalte, zeile, spalte, regel), zeile, spalte)

    def hoehe(self, zeile: int, textzeilen: int) -> None:
        """Make a row as high as its longest text needs."""
        if textzeilen > 1:
            self._seite.set_row(zeile, ZEILENHOEHE * textzeilen + 2)

    def lokal(self, zeile: int, spalte: int) -> str:
        """Return the address of a cell for formulas on this sheet."""
        return str(xl_rowcol_to_cell(zeile, spalte))

    def adresse(self, zeile: int, spalte: int) -> str:
        """Return the absolute address of a cell."""
        name = self._seite.get_name().replace("'", "''")
        return f"'{name}'!{xl_rowcol_to_cell(zeile, spalte, True, True)}"

    def schuetze(self) -> None:
        """Protect everything but the inputs; without a password, since this guards against slips only."""
        self._seite.protect("", {"format_columns": True, "format_rows": True})

    def _format(self, art: str) -> Any:
        return self.mappe.eigenes_format(("formular", art), {**_GRUND, **_ARTEN[art]})

    def _eingabeformat(self, feld: Eingabefeld, fest: bool) -> Any:
        zahlenformat = _ZAHLENFORMATE.get(feld.typname, "@")
        if fest:
            return self.mappe.eigenes_format(("formular fest", zahlenformat), {**_GRUND, **_ARTEN["fest"]})
        offen = {"locked": False, "bg_color": EINGABE, "num_format": zahlenformat, **_RAHMEN}
        ist_text = zahlenformat == "@"
        lage = {"text_wrap": True, "align": "left"} if ist_text else {"align": "right"}
        return self.mappe.eigenes_format(("formular eingabe", zahlenformat), {**_GRUND, **offen, **lage})

    def _pruefe(self, ergebnis: int, zeile: int, spalte: int) -> None:
        if ergebnis:
            ort = f"{self._seite.get_name()}!{xl_rowcol_to_cell(zeile, spalte)}"
            raise DokumentError(Meldung("der Inhalt passt nicht in eine Tabellenzelle", ort=ort))

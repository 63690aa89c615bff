"""Write tables as a workbook: one sheet each, row by row, the same input to the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime, time
from fractions import Fraction

from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from foerderung.dokumente.blatt import Blatt, Mappe, optionen
from foerderung.dokumente.tafel import Art, Ausgabe, Leser, Spalte, Tafel, Vermerk, Zelle
from foerderung.errors import DokumentError, Meldung, grund_deutsch
from foerderung.fach.zahlen import euro_deutsch

Fortschritt = Callable[[int, int], None]

UEBUNG = "ÜBUNG – kein echter Vorgang."
KETTE = "kette"
"""Name of the note that goes into the footer of every page."""

_FORMATE = {
    Art.TEXT: ("absatz", ""),
    Art.WORT: ("absatz", ""),
    Art.ZAHL: ("zahl_oben", "0"),
    Art.BETRAG: ("zahl_oben", '#,##0.00\\ "€"'),
    Art.TAG: ("zahl_oben", "dd.mm.yyyy"),
}
_RECHTS = (Art.ZAHL, Art.BETRAG, Art.TAG)
_BREITE_JE_ZEICHEN = 1.1

_STUFE = 500
"""Rows between two words on the progress."""


class _Puffer(io.BytesIO):
    """Bytes that stay open: a zip that was given up half-way still ends itself when it is thrown away."""

    def close(self) -> None:
        """Do nothing; the memory goes with the object."""


def render_tafelmappe(ausgabe: Ausgabe, fortschritt: Fortschritt = lambda _, __: None) -> bytes:
    """Return tables as a workbook, with the control sums below each and the notes below the last.

    Raises:
        DokumentError: a text or an amount does not fit into a cell, or there is no room for temporary files.
    """
    puffer = _Puffer()
    kette = next((vermerk.text for vermerk in ausgabe.vermerke if vermerk.name == KETTE), "")
    fusszeile = f"{f'{UEBUNG}  ' if ausgabe.uebung else ''}{ausgabe.titel}\nKette: {kette}"
    try:
        with Workbook(puffer, optionen(reihenweise=True)) as buch:
            buch.set_properties({"title": ausgabe.titel, "created": datetime.combine(ausgabe.am, time())})
            mappe = Mappe(buch, fusszeile)
            for tafel in ausgabe.tafeln:
                _schreibe(mappe, ausgabe, tafel, fortschritt)
    except (OSError, XlsxFileError) as fehler:
        grund = next((eines for eines in (fehler, *fehler.args) if isinstance(eines, OSError)), None)
        text = grund_deutsch(grund) if grund is not None else str(fehler)
        raise DokumentError(Meldung(f"die Arbeitsmappe lässt sich nicht schreiben ({text})")) from None
    return puffer.getvalue()


def _schreibe(mappe: Mappe, ausgabe: Ausgabe, tafel: Tafel, fortschritt: Fortschritt) -> None:
    stellen = tafel.stellen(Leser.MENSCHEN)
    spalten = [spalte for _, spalte in stellen]
    blatt = mappe.blatt(tafel.titel, [_breite(tafel, stelle, spalte) for stelle, spalte in stellen], 4)
    _kopf(blatt, ausgabe, tafel)
    kopf = blatt.zeile
    blatt.reihe(
        (spalte.kopf, mappe.format("kopf_rechts" if spalte.art in _RECHTS else "kopf_absatz")) for spalte in spalten
    )
    formate = [mappe.format(*_FORMATE[spalte.art]) for spalte in spalten]
    felder = [(stelle, spalte, form) for (stelle, spalte), form in zip(stellen, formate, strict=True)]
    gesamt = len(tafel.zeilen)
    for nummer, zeile in enumerate(tafel.zeilen):
        blatt.reihe((_zelle(spalte, zeile[stelle]), form) for stelle, spalte, form in felder)
        if nummer % _STUFE == 0:
            fortschritt(nummer, gesamt)
    if gesamt:
        blatt.filtere(kopf, blatt.zeile - 1)
    _summe(mappe, blatt, tafel, spalten)
    _vermerke(blatt, ausgabe.vermerke)


def _breite(tafel: Tafel, stelle: int, spalte: Spalte) -> float:
    """Return a width in which the control sum shows, bold, and every amount: a number too wide shows as hashes."""
    if spalte.art is not Art.BETRAG:
        return spalte.breite
    betraege = [abs(wert) for zeile in tafel.zeilen if isinstance(wert := zeile[stelle], Fraction)]
    groesster = max([*betraege, abs(tafel.summen.get(spalte.name, Fraction(0)))])
    return max(spalte.breite, _BREITE_JE_ZEICHEN * len(euro_deutsch(-groesster)))


def _kopf(blatt: Blatt, ausgabe: Ausgabe, tafel: Tafel) -> None:
    """Write title, notes and mark above the heads of the columns; they stay in view and repeat in print."""
    blatt.breit(0, f"{ausgabe.titel}: {tafel.titel}" if len(ausgabe.tafeln) > 1 else ausgabe.titel, "titel")
    blatt.weiter()
    erster, *weitere = ausgabe.vermerke
    blatt.breit(0, f"{erster.kopf}: {erster.text}", "untertitel")
    blatt.weiter()
    angaben = [f"{vermerk.kopf} {vermerk.text}" for vermerk in weitere if vermerk.name != KETTE]
    blatt.breit(0, " · ".join([*([UEBUNG] if ausgabe.uebung else []), *angaben]), "untertitel")
    blatt.weiter()


def _zelle(spalte: Spalte, wert: Zelle) -> Zelle:
    """Return what a cell holds: numbers and days as they are, words as people read them."""
    if wert is None or spalte.worte:
        return spalte.deutsch(wert) or None
    return None if wert == "" else wert


def _summe(mappe: Mappe, blatt: Blatt, tafel: Tafel, spalten: Sequence[Spalte]) -> None:
    """Write the control sums as values: they are those of the program, not of what a person filters or changes."""
    text, zahl = mappe.format("summe_text"), mappe.format("summe", '#,##0.00\\ "€"')
    name = f"Kontrollsumme ({len(tafel.zeilen)} {'Zeile' if len(tafel.zeilen) == 1 else 'Zeilen'})"
    zellen: list[tuple[Zelle, Format]] = [
        (tafel.summen[spalte.name], zahl) if spalte.summiert else (None, text) for spalte in spalten
    ]
    zellen[0] = name, text
    blatt.reihe(zellen)


def _vermerke(blatt: Blatt, vermerke: Sequence[Vermerk]) -> None:
    blatt.weiter()
    for vermerk in vermerke:
        blatt.breit(0, f"{vermerk.kopf}: {vermerk.text}")
        blatt.weiter()

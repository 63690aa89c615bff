"""Write tables as csv: for a German spreadsheet, or exactly for machines."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from foerderung.dokumente.tafel import Ausgabe, Leser, Spalte, Tafel, Zelle
from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError, Meldung
from foerderung.fach.zahlen import dezimal

BOM = "\ufeff"

KONTROLLSUMME = "Kontrollsumme"

SATZART = "satz"
"""First column of the csv for machines; it tells rows, control sums and notes apart."""

ZEILE, SUMME, VERMERK = "zeile", "summe", "vermerk"

_ANFAENGE = frozenset("=+-@#|{＝＋－＠﹢﹣﹦﹫−＃")
"""Characters that make a spreadsheet compute, call or show an error, their lookalikes too."""

_UMBRUECHE = frozenset("\t\r\n")


class Profil(StrEnum):
    """For whom a csv is written."""

    EXCEL = "excel"
    MASCHINE = "maschine"


def render_csv(ausgabe: Ausgabe, profil: Profil) -> bytes:
    """Return tables as csv, UTF-8.

    ``excel``: semicolons, decimal comma, German days, a byte order mark; text that a spreadsheet would compute gets an
    apostrophe in front. ``maschine``: RFC 4180 with a point and ISO days, one table, every text exactly as it is.

    Raises:
        DokumentError: several tables at once for machines, whose rows must all have the same columns.
    """
    puffer = io.StringIO(newline="")
    if profil is Profil.EXCEL:
        csv.writer(puffer, delimiter=";").writerows(_fuer_excel(ausgabe))
        return (BOM + puffer.getvalue()).encode()
    if len(ausgabe.tafeln) != 1:
        namen = ", ".join(tafel.name for tafel in ausgabe.tafeln)
        raise DokumentError(
            Meldung("mehrere Tafeln in einer csv-Datei für Maschinen", zulaessig="eine", abhilfe=f"--tafel: {namen}.")
        )
    csv.writer(puffer).writerows(_fuer_maschinen(ausgabe, ausgabe.tafeln[0]))
    return puffer.getvalue().encode()


def entschaerft(text: str) -> str:
    """Return text that no spreadsheet computes when it opens a csv.

    What a spreadsheet may skip in front – blanks, controls, what is invisible – does not hide what comes after it.
    """
    sichtbar = next((z for z in text if unicodedata.category(z)[0] not in "ZC"), "")
    return f"'{text}" if sichtbar in _ANFAENGE or text[:1] in _UMBRUECHE else text


def _fuer_excel(ausgabe: Ausgabe) -> Iterator[Sequence[str]]:
    if ausgabe.uebung:
        yield ["ÜBUNG – kein echter Vorgang."]
    for tafel in ausgabe.tafeln:
        stellen = tafel.stellen(Leser.MENSCHEN)
        if len(ausgabe.tafeln) > 1:
            yield [tafel.titel]
        yield [spalte.kopf for _, spalte in stellen]
        for zeile in tafel.zeilen:
            yield [_excelzelle(spalte, zeile[stelle]) for stelle, spalte in stellen]
        yield _summenzeile(stellen, KONTROLLSUMME, {name: _betrag(summe) for name, summe in tafel.summen.items()})
        yield []
    for vermerk in ausgabe.vermerke:
        yield [vermerk.kopf, entschaerft(bereinigt(vermerk.text))]


def _excelzelle(spalte: Spalte, wert: Zelle) -> str:
    if isinstance(wert, Fraction):
        return _betrag(wert)
    text = spalte.deutsch(wert)
    return entschaerft(bereinigt(text)) if isinstance(wert, str) else text


def _fuer_maschinen(ausgabe: Ausgabe, tafel: Tafel) -> Iterator[Sequence[str | int | None]]:
    stellen = tafel.stellen(Leser.MASCHINEN)
    yield [SATZART, *(spalte.name for _, spalte in stellen)]
    for zeile in tafel.zeilen:
        yield [ZEILE, *(spalte.maschinell(zeile[stelle]) for stelle, spalte in stellen)]
    yield [SUMME, *_summenzeile(stellen, "", {name: dezimal(summe, 2) for name, summe in tafel.summen.items()})]
    leer = [""] * (len(stellen) - 2)
    for vermerk in ausgabe.vermerke:
        yield [VERMERK, vermerk.name, vermerk.wert, *leer]


def _summenzeile(spalten: list[tuple[int, Spalte]], name: str, summen: Mapping[str, str]) -> list[str]:
    erste, *weitere = (summen.get(spalte.name, "") for _, spalte in spalten)
    return [erste or name, *weitere]


def _betrag(wert: Fraction) -> str:
    """Write an amount as a German spreadsheet reads it: no separators, no unit."""
    return dezimal(wert, 2).replace(".", ",")

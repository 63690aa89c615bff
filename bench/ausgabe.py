"""Measures on tables that leave the program: ten thousand payments as a workbook and as csv."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

from bench.messung import dauer_ms
from foerderung.dokumente.tafel import Art, Ausgabe, Spalte, Tafel, Vermerk, Zelle

ZEILEN = 10_000

_SPALTEN = (
    Spalte("fall", "Fall", breite=14),
    Spalte("empfaenger", "Empfänger", breite=24),
    Spalte("zweck", "Zweck", breite=32),
    Spalte("buchungsstelle", "Kapitel / Titel", breite=14),
    Spalte("nummer", "Nr.", Art.ZAHL, breite=5),
    Spalte("anlass", "Anlass", Art.WORT, {"zwischenrate": "Termin der Zwischenrate laut Bescheid"}, breite=24),
    Spalte("betrag", "Betrag", Art.BETRAG, summiert=True, breite=14),
    Spalte("stand", "Stand", Art.WORT, {"angeordnet": "angeordnet"}, breite=12),
    Spalte("bescheinigt_am", "bescheinigt am", Art.TAG, breite=14),
    Spalte("bescheinigt_von", "bescheinigt von", breite=15),
    Spalte("angeordnet_am", "angeordnet am", Art.TAG, breite=14),
    Spalte("angeordnet_von", "angeordnet von", breite=15),
    Spalte("faellig_am", "fällig", Art.TAG, breite=11),
    Spalte("huel", "HÜL-Nr.", breite=26),
)
"""As wide as the list of payments."""


def _zeile(nummer: int) -> tuple[Zelle, ...]:
    tag = date(2027, 1, 1) + timedelta(days=nummer % 365)
    return (
        f"KP-2026-{nummer:05d}",
        f"Große Kreisstadt Öderburg {nummer % 419}",
        f"Koordinierungsstelle des Kommunalen Präventionsrates {nummer}",
        "0000 / 000 00",
        nummer % 3 + 1,
        "zwischenrate",
        Fraction(100_000 + 137 * nummer, 100),
        "angeordnet",
        tag,
        "bearbeitung",
        tag,
        "haushalt",
        tag,
        f"HÜL 2027 0000 000 00/{nummer:04d}",
    )


@cache
def zahlungen() -> Ausgabe:
    """Make the list."""
    tafel = Tafel("zahlungen", "Zahlungen", _SPALTEN, [_zeile(nummer) for nummer in range(ZEILEN)])
    return Ausgabe("Zahlungen", (tafel,), (Vermerk("filter", "Filter", "alle", "alle"),), date(2027, 12, 31), False)


def als_mappe() -> bytes:
    """Write it as a workbook."""
    from foerderung.dokumente.tafelmappe import render_tafelmappe  # noqa: PLC0415  # each process pays for its own

    return render_tafelmappe(zahlungen())


def als_csv() -> bytes:
    """Write it as csv for a German spreadsheet."""
    from foerderung.dokumente.tafeltext import Profil, render_csv  # noqa: PLC0415

    return render_csv(zahlungen(), Profil.EXCEL)


def mappe_schreiben() -> float:
    """Measure the workbook."""
    zahlungen()
    return dauer_ms(als_mappe)


def csv_schreiben() -> float:
    """Measure the csv."""
    zahlungen()
    return dauer_ms(als_csv)


def mappe_mib() -> float:
    """Measure the peak memory of a process that makes the list and writes the workbook, its interpreter included."""
    return _mib("mappe")


def csv_mib() -> float:
    """Measure the same for the csv."""
    return _mib("csv")


def _mib(was: str) -> float:
    lauf = subprocess.run([sys.executable, "-m", "bench.ausgabe", was], check=True, capture_output=True, text=True)
    return float(lauf.stdout)


def _hoechststand_mib() -> float:
    """Return the peak of this program alone; what `resource` tells begins with that of the process it was born from."""
    zeilen = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(zeile for zeile in zeilen if zeile.startswith("VmHWM:")).split()[1]) / 1024


_WERKE: dict[str, Callable[[], bytes]] = {"mappe": als_mappe, "csv": als_csv}

if __name__ == "__main__":
    _WERKE[sys.argv[1]]()
    print(_hoechststand_mib())

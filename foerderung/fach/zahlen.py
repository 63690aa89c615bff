"""Read and write exact numbers: rationals from their text, machine text and German text from rationals."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache

_DEZIMAL = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?\Z", re.ASCII)
_MONATE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def lies_dezimal(text: str) -> Fraction | None:
    """Return the exact value of a plain decimal such as ``-12.50``, or None if the text is no such number.

    Exponents, ``nan``, ``inf``, thousands separators and decimal commas are no plain decimals.
    """
    return Fraction(text) if _DEZIMAL.match(text) else None


def lies_satz(text: str) -> Fraction | None:
    """Return the fraction a percentage such as ``70 %`` or ``8,62 %`` stands for, or None."""
    rumpf = text.strip()
    if not rumpf.endswith("%"):
        return None
    wert = lies_dezimal(rumpf[:-1].strip().replace(",", "."))
    return None if wert is None else wert / 100


def hat_hoechstens(wert: Fraction, stellen: int) -> bool:
    """Tell whether the value needs no more than so many decimal places."""
    return bool(10**stellen % wert.denominator == 0)


def dezimal(wert: Fraction | int, mindestens: int = 0) -> str:
    """Write an exact value for machines: a finite decimal with a point, or ``p/q`` where there is none.

    Args:
        wert: the value.
        mindestens: decimal places to show at least (2 for amounts: ``46800.00``).
    """
    if wert.denominator == 1 and not mindestens:
        return str(wert.numerator)
    stellen = _dezimalstellen(wert.denominator)
    if stellen is None:
        return f"{wert.numerator}/{wert.denominator}"
    stellen = max(stellen, mindestens)
    ganze = abs(wert.numerator) * 10**stellen // wert.denominator
    ziffern = str(ganze).rjust(stellen + 1, "0")
    vorzeichen = "-" if wert < 0 else ""
    return vorzeichen + (f"{ziffern[:-stellen]}.{ziffern[-stellen:]}" if stellen else ziffern)


@lru_cache(maxsize=1024)
def _dezimalstellen(nenner: int) -> int | None:
    zweien = fuenfen = 0
    while nenner % 2 == 0:
        nenner //= 2
        zweien += 1
    while nenner % 5 == 0:
        nenner //= 5
        fuenfen += 1
    return max(zweien, fuenfen) if nenner == 1 else None


def zahl_deutsch(wert: Fraction | int, mindestens: int = 0, hoechstens: int = 6) -> str:
    """Write a number for people: ``1.234,50``; more than `hoechstens` decimals are cut and marked with ``…``."""
    text = dezimal(wert, mindestens)
    gekuerzt = ""
    if "/" in text or len(text.partition(".")[2]) > max(hoechstens, mindestens):
        grenze = max(hoechstens, mindestens)
        ganze = abs(wert.numerator) * 10**grenze // wert.denominator
        text = dezimal(Fraction(-ganze if wert < 0 else ganze, 10**grenze), grenze)
        gekuerzt = "…"
    vorzeichen = "-" if text.startswith("-") else ""
    ganz, _, bruch = text.lstrip("-").partition(".")
    gruppen = f"{int(ganz):,}".replace(",", ".")
    return vorzeichen + gruppen + (f",{bruch}" if bruch else "") + gekuerzt


def euro_deutsch(wert: Fraction | int) -> str:
    """Write an amount in EUR for people: ``46.800,00 €``; fractions of a cent stay visible."""
    return f"{zahl_deutsch(wert, 2)} €"


def cent_deutsch(cent: int) -> str:
    """Write whole cents, not negative, as an amount for people; the quick way for long lists."""
    ganze, rest = divmod(cent, 100)
    return f"{ganze:,}".replace(",", ".") + f",{rest:02d} €"


def satz_deutsch(wert: Fraction | int) -> str:
    """Write a rate for people: Fraction(7, 10) as ``70 %``."""
    return f"{zahl_deutsch(Fraction(wert) * 100)} %"


def datum_deutsch(tag: date) -> str:
    """Write a day for people: ``01.10.2026``."""
    return f"{tag.day:02d}.{tag.month:02d}.{tag.year:04d}"


def monat_deutsch(monat: int) -> str:
    """Name a month from 1 to 12."""
    return _MONATE[monat - 1]

"""Show values: to machines as exact text, to people in German by their type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from foerderung.fach.zahlen import datum_deutsch, dezimal, euro_deutsch, satz_deutsch, zahl_deutsch
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.typen import Typ

JsonWert = str | int | bool | None | list[str]


def fuer_maschinen(wert: Wert | None, typ: Typ, prozent: bool = False) -> JsonWert:
    """Write a value for JSON: amounts in cents as ``"46800.00"``, exact values unrounded, counts as numbers."""
    match wert:  # Fraction last: asking whether something else is one is slow
        case None | str() | int():
            return wert
        case date():
            return wert.isoformat()
        case frozenset():
            return sorted(wert)
        case Fraction():
            if typ.anzeige == "anzahl" and wert.denominator == 1:
                return wert.numerator
            return dezimal(wert * 100 if prozent else wert, 2 if typ.anzeige == "eur" else 0)
    return str(wert)


def als_daten(baum: Any) -> Any:
    """Turn a document as read into plain JSON data: numbers as exact text, days as ISO dates."""
    match baum:
        case Fraction():
            return dezimal(baum)
        case date():
            return baum.isoformat()
        case Mapping():
            return {str(name): als_daten(wert) for name, wert in baum.items()}
        case frozenset():
            return sorted(baum)
        case tuple():
            return [als_daten(wert) for wert in baum]
    return baum


def auf_stellen(wert: Fraction, stellen: int) -> str:
    """Write an exact value with so many decimals, rounded half up: for display only."""
    ganze = floor(abs(wert) * 10**stellen + Fraction(1, 2))
    return dezimal(Fraction(-ganze if wert < 0 else ganze, 10**stellen), stellen)


def fuer_menschen(wert: Wert | None, typ: Typ, texte: Mapping[str, str] | None = None) -> str:
    """Write a value in German.

    Args:
        wert: the value; None shows as „–“.
        typ: decides the form.
        texte: labels of choices.
    """
    match wert:  # Fraction last: asking whether something else is one is slow
        case None:
            return "–"
        case bool():
            return "ja" if wert else "nein"
        case date():
            return datum_deutsch(wert)
        case str():
            return (texte or {}).get(wert, wert)
        case frozenset():
            return ", ".join((texte or {}).get(teil, teil) for teil in sorted(wert)) or "keine"
        case Fraction():
            return zahl_mit_einheit(wert, typ)
    return str(wert)


def zahl_mit_einheit(wert: Fraction, typ: Typ) -> str:
    """Write a number with its unit; an amount per something shows as an amount."""
    if typ.anzeige == "satz":
        return satz_deutsch(wert)
    oben = [name for name, potenz in typ.einheit if potenz > 0]
    if oben == ["eur"]:
        return euro_deutsch(wert)
    if typ.einheit == (("vzae", 1),):
        return f"{zahl_deutsch(wert, 2)} VZÄ"
    return f"{zahl_deutsch(wert)} {'·'.join(oben)}".rstrip()

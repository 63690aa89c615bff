"""Turn a document as read into plain JSON data and back into a tree; both ways lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung.anzeige import fuer_maschinen
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt
from foerderung.rechnung.typen import TEXT


def als_klardaten(werte: Mapping[str, Any], feld: Eingabefeld) -> dict[str, Any]:
    """Return a document, or a group of it, as data its own reader accepts again.

    Amounts are texts with cents (``"52000.00"``), other numbers exact texts, rates texts in percent, days ISO texts,
    years as keys texts. What was left out stays out: defaults are not filled in.

    Args:
        werte: values as the reader returns them.
        feld: their declaration.
    """
    return {kind.name: _angabe(werte[kind.name], kind) for kind in feld.kinder if kind.name in werte}


def _angabe(wert: Any, feld: Eingabefeld) -> Any:
    if feld.gestalt is Gestalt.GRUPPE:
        return als_klardaten(wert, feld)
    if feld.gestalt is Gestalt.LISTE:
        return [als_klardaten(glied, feld) for glied in wert]
    if feld.je_jahr:
        return {str(jahr): _einzeln(betrag, feld) for jahr, betrag in wert.items()}
    return _einzeln(wert, feld)


def _einzeln(wert: Any, feld: Eingabefeld) -> Any:
    if isinstance(wert, tuple):
        return list(wert)
    if feld.typname == "satz":
        return f"{dezimal(wert * 100)} %"
    return fuer_maschinen(wert, feld.typ or TEXT)


def als_baum(daten: Any) -> Baum:
    """Return plain data as a tree without lines, for the same reader as a file.

    Raises:
        TypeError: something that is no plain exact data, a binary fraction above all.
    """
    match daten:
        case None:
            return Skalar(None, 0)
        case bool():
            return Skalar("true" if daten else "false", 0)
        case str():
            return Skalar(daten, 0, zitiert=True)
        case int() | Fraction():
            return Skalar(dezimal(daten), 0)
        case date():
            return Skalar(daten.isoformat(), 0)
        case Mapping():
            return Abbildung({str(name): Eintrag(als_baum(wert), 0) for name, wert in daten.items()})
        case frozenset():
            return Folge(tuple(map(als_baum, sorted(daten))), 0)
        case list() | tuple():
            return Folge(tuple(map(als_baum, daten)), 0)
    raise TypeError(f"{type(daten).__name__} is no plain data")

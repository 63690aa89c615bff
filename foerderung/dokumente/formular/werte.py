"""Cells and values: how an input stands in its cell, and what a person's cell says."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.einzelwert import kurz
from foerderung.rechnung.tabellenbezug import JA, NEIN

_DEUTSCHE_ZAHL = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?", re.ASCII)
_MIT_PUNKT = re.compile(r"-?\d+\.\d{1,2}", re.ASCII)
_DEUTSCHER_TAG = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ZIFFERN = ".15g"
"""As many digits as Excel itself counts: what lies beyond is the error of binary fractions."""


def als_angabe(wert: Any, feld: Eingabefeld) -> Any:
    """Return what a cell says as the reader of documents takes it: text or truth value; or a Meldung what is wrong.

    Args:
        wert: what openpyxl read: text, number, day or truth value; not None.
    """
    match feld.typname:
        case "text" | "iban" | "texte":
            return _text(wert, feld)
        case "auswahl":
            return _auswahl(wert, feld)
        case "wahrheitswert" | "menge":
            return _wahrheit(wert)
        case "datum":
            return _datum(wert)
        case "satz":
            return f"{_dezimal(wert) * 100:f} %" if isinstance(wert, int | float) else _zahl(wert)
        case _:
            return _zahl(wert)


def _text(wert: Any, feld: Eingabefeld) -> str | Meldung:
    if isinstance(wert, str):
        return wert.strip() if feld.typname == "iban" or feld.muster else wert
    if isinstance(wert, bool):
        return JA if wert else NEIN
    if isinstance(wert, datetime | date):
        return datum_deutsch(wert.date() if isinstance(wert, datetime) else wert)
    if isinstance(wert, int | float) and wert == int(wert):
        return str(int(wert))
    return Meldung(f"„{wert}“", zulaessig="ein Text", abhilfe="Zelle als Text formatieren und neu eingeben.")


def _auswahl(wert: Any, feld: Eingabefeld) -> str | Meldung:
    texte = {beschriftung.casefold(): text for text, beschriftung in (feld.auswahl or {}).items()}
    gegeben = str(wert).strip().casefold()
    if gegeben in texte:
        return texte[gegeben]
    beschriftungen = list((feld.auswahl or {}).values())
    return Meldung(
        f"„{kurz(str(wert))}“",
        zulaessig=", ".join(beschriftungen),
        abhilfe=aehnlich(str(wert), beschriftungen) or "Aus der Liste der Zelle wählen.",
    )


def _wahrheit(wert: Any) -> bool | Meldung:
    if isinstance(wert, bool):
        return wert
    gegeben = str(wert).strip().casefold()
    if gegeben in (JA, NEIN):
        return gegeben == JA
    return Meldung(f"„{kurz(str(wert))}“", zulaessig=f"{JA} oder {NEIN}")


def _datum(wert: Any) -> str | Meldung:
    if isinstance(wert, datetime):
        if wert.time() == datetime.min.time():
            return wert.date().isoformat()
        return Meldung(f"„{wert:%d.%m.%Y %H:%M}“ ist kein Tag", abhilfe="Nur das Datum eingeben.")
    if isinstance(wert, date):
        return wert.isoformat()
    treffer = _DEUTSCHER_TAG.fullmatch(str(wert).strip())
    if treffer:
        tag, monat, jahr = treffer.groups()
        return f"{jahr}-{int(monat):02d}-{int(tag):02d}"
    if isinstance(wert, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", wert.strip(), re.ASCII):
        return wert.strip()
    return Meldung(f"„{kurz(str(wert))}“ ist kein Datum", zulaessig="ein Tag, etwa 01.04.2027")


def _zahl(wert: Any) -> str | Meldung:
    if isinstance(wert, int | float) and not isinstance(wert, bool):
        return f"{_dezimal(wert):f}"
    text = str(wert).strip().removesuffix("€").removesuffix("EUR").strip()
    if _DEUTSCHE_ZAHL.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _MIT_PUNKT.fullmatch(text):
        return text
    return Meldung(f"„{kurz(str(wert))}“ ist keine Zahl", zulaessig="etwa 1.234,50")


def _dezimal(wert: int | float) -> Decimal:
    """Return a number as people see it in the cell; 100.0 is 100."""
    zahl = Decimal(wert) if isinstance(wert, int) else Decimal(format(wert, _ZIFFERN))
    return zahl.quantize(Decimal(1)) if zahl == zahl.to_integral_value() else zahl


def in_zelle(angabe: Any, feld: Eingabefeld) -> str | Decimal | date | bool:
    """Return how a value of plain data stands in its cell: labels of choices, ja and nein, days, numbers, text."""
    match feld.typname:
        case "wahrheitswert":
            return JA if angabe in (True, "true") else NEIN
        case "auswahl":
            return (feld.auswahl or {}).get(str(angabe), str(angabe))
        case "datum":
            return date.fromisoformat(str(angabe))
        case "text" | "texte" | "iban":
            return str(angabe)
        case "satz":
            return Decimal(str(angabe).removesuffix("%").strip().replace(",", ".")) / 100
    return Decimal(str(angabe))

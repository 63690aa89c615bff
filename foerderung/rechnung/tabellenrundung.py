"""Rounding in a spreadsheet: on the decimal value of a binary number, so that ties fall as the law has them."""

from __future__ import annotations

from foerderung.rechnung.runden import Rundung

_GENAUE_STELLEN = 13
"""Decimals of a number below ten that are looked at before rounding: a binary number carries two to three more."""


def geschuetzt(wert: str) -> str:
    """Return a value without the error of binary fractions: its first 14 digits, so that a tie is one."""
    return f"ROUND({wert},{_GENAUE_STELLEN}-INT(LOG10(MAX(1,ABS({wert})))))"


def rundungsformel(vor: str, rundung: Rundung) -> str:
    """Return the formula that rounds the cell `vor` as declared; a tie is decided on its decimal value."""
    teiler, faktor = rundung.auf.denominator, rundung.auf.numerator
    if rundung.modus == "kaufmaennisch" and faktor == 1 and (stellen := _stellen(teiler)) is not None:
        return f"ROUND({geschuetzt(vor)},{stellen})"
    vielfaches = geschuetzt(vor + (f"*{teiler}" if teiler > 1 else "") + (f"/{faktor}" if faktor > 1 else ""))
    ganze = {
        "abrunden": f"INT({vielfaches})",
        "aufrunden": f"-INT(-{vielfaches})",
        "kaufmaennisch": f"ROUND({vielfaches},0)",
    }[rundung.modus]
    return ganze + (f"*{faktor}" if faktor > 1 else "") + (f"/{teiler}" if teiler > 1 else "")


def _stellen(teiler: int) -> int | None:
    """Return k where the divisor is ten to the k, None otherwise."""
    text = str(teiler)
    return len(text) - 1 if text.rstrip("0") == "1" else None

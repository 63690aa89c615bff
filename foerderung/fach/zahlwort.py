"""Write amounts in German words, as letters put them beside the figure."""

from __future__ import annotations

from fractions import Fraction

GRENZE = 1_000_000_000
"""Whole euros from which nobody writes an amount in words."""

_BIS_19 = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_ZEHNER = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def euro_in_worten(betrag: Fraction) -> str:
    """Write an amount in words: „einhundertneuntausendneunhundertzweiundvierzig Euro“, with cents „… Euro 50/100“.

    Args:
        betrag: whole cents, from 0 to below 1 000 000 000 EUR.

    Raises:
        ValueError: negative, too large, or fractions of a cent.
    """
    if not 0 <= betrag < GRENZE or 100 % betrag.denominator:
        raise ValueError(f"{betrag} is no amount that is written in words")
    ganze, cent = divmod(int(betrag * 100), 100)
    return f"{_ganze(ganze)} Euro" + (f" {cent:02d}/100" if cent else "")


def _ganze(zahl: int) -> str:
    """Write a whole number as it stands before „Euro“: 1 is „ein“."""
    if zahl == 0:
        return _BIS_19[0]
    millionen, rest = divmod(zahl, 1_000_000)
    teile = []
    if millionen:
        teile.append("eine Million" if millionen == 1 else f"{_unter_tausend(millionen)} Millionen")
    if rest:
        teile.append(_unter_million(rest))
    return " ".join(teile)


def _unter_million(zahl: int) -> str:
    tausender, rest = divmod(zahl, 1000)
    return (f"{_unter_tausend(tausender)}tausend" if tausender else "") + (_unter_tausend(rest) if rest else "")


def _unter_tausend(zahl: int) -> str:
    hunderter, rest = divmod(zahl, 100)
    return (f"{_BIS_19[hunderter]}hundert" if hunderter else "") + (_unter_hundert(rest) if rest else "")


def _unter_hundert(zahl: int) -> str:
    if zahl < len(_BIS_19):
        return _BIS_19[zahl]
    zehner, einer = divmod(zahl, 10)
    return (f"{_BIS_19[einer]}und" if einer else "") + _ZEHNER[zehner]

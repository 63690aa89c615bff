"""The closed vocabulary: every word that may be called, with its types and, where it is a plain function, its value.

A new word is one entry here; words that touch the trace, an index or a missing value are bound in `bindung`.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from foerderung.rechnung.kalender import Kalender, Kalendertag
from foerderung.rechnung.typen import ANZAHL, DATUM, JAHR, KALENDERTAG, MONATSNENNER, SATZ, Typ

SONDERWORTE = {
    "wenn": "wenn(bedingung, dann, sonst)",
    "min": "min(x, y, …)",
    "max": "max(x, y, …)",
    "summe": "summe(dimension, x)",
    "anzahl": "anzahl(dimension, bedingung)",
    "vorher": "vorher(dimension, regel)",
    "vorhanden": "vorhanden(eingabe)",
    "sonst": "sonst(eingabe, ersatz)",
    "annahme": "annahme(regel)",
    "fortgeschrieben": "fortgeschrieben(regel)",
}


@dataclass(frozen=True, slots=True)
class Wort:
    """One plain function.

    Attributes:
        aufruf: how it is written, for messages.
        argumente: the alternatives of argument types it takes.
        ergebnis: type of its value.
        wert: computes it from the working-day calendar and the argument values.
    """

    aufruf: str
    argumente: tuple[tuple[Typ, ...], ...]
    ergebnis: Typ
    wert: Callable[..., Any]


def _datum(_: Kalender, jahr: int, monat: Fraction | Kalendertag, tag: Fraction = Fraction(1)) -> date:
    if isinstance(monat, Kalendertag):
        return monat.im_jahr(jahr)
    return date(jahr, int(monat), int(tag))


def _anteil_im_monat(_: Kalender, von: date, bis: date, jahr: int, monat: Fraction) -> Fraction:
    erster, letzter = _monatsgrenzen(jahr, int(monat))
    aktiv = (min(bis, letzter) - max(von, erster)).days + 1
    return Fraction(max(aktiv, 0), letzter.day)


@lru_cache(maxsize=256)
def _monatsgrenzen(jahr: int, monat: int) -> tuple[date, date]:
    return date(jahr, monat, 1), date(jahr, monat, monthrange(jahr, monat)[1])


def _jahre_spaeter(tag: date, jahre: int) -> date:
    """Return the day after a period of years that begins on `tag`.

    From 29 February the period ends with the last day of February, so the day after is 1 March.

    Source: §§ 187 Abs. 2, 188 Abs. 2 and 3 BGB.
    """
    jahr = tag.year + jahre
    if tag.month == 2 and tag.day == 29 and not isleap(jahr):
        return date(jahr, 3, 1)
    return tag.replace(year=jahr)


def _monate_spaeter(tag: date, monate: int) -> date:
    """Return the day of the same number so many months later, the last of the month if it has none.

    Source: § 188 Abs. 2 and 3 BGB.
    """
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    return date(jahr, monat + 1, min(tag.day, monthrange(jahr, monat + 1)[1]))


def _zinstage(von: date, bis: date) -> Fraction:
    """Return the days from `von` to `bis`, both counted, in months of 30 days; the last of February counts as 30.

    Source: Zins-A Nr. 2.1.
    """
    return Fraction(_zinsstelle(bis) - _zinsstelle(von - timedelta(days=1)))


def _zinsstelle(tag: date) -> int:
    ist_letzter_februar = tag.month == 2 and tag.day == monthrange(tag.year, 2)[1]
    return 360 * tag.year + 30 * tag.month + (30 if ist_letzter_februar else min(tag.day, 30))


WOERTER: dict[str, Wort] = {
    "jahr": Wort("jahr(datum)", ((DATUM,),), JAHR, lambda _, d: d.year),
    "datum": Wort(
        "datum(jahr, monat, tag) oder datum(jahr, kalendertag)",
        ((JAHR, ANZAHL, ANZAHL), (JAHR, KALENDERTAG)),
        DATUM,
        _datum,
    ),
    "werktag": Wort("werktag(datum)", ((DATUM,),), DATUM, lambda kalender, d: kalender.naechster_werktag(d)),
    "anteil_im_monat": Wort(
        "anteil_im_monat(von, bis, jahr, monat)",
        ((DATUM, DATUM, JAHR, ANZAHL),),
        replace(SATZ, nenner=MONATSNENNER),
        _anteil_im_monat,
    ),
    "jahre_spaeter": Wort(
        "jahre_spaeter(datum, anzahl)",
        ((DATUM, ANZAHL),),
        DATUM,
        lambda _, d, n: _jahre_spaeter(d, int(n)),
    ),
    "monate_spaeter": Wort(
        "monate_spaeter(datum, anzahl)",
        ((DATUM, ANZAHL),),
        DATUM,
        lambda _, d, n: _monate_spaeter(d, int(n)),
    ),
    "zinstage": Wort("zinstage(von, bis)", ((DATUM, DATUM),), ANZAHL, lambda _, von, bis: _zinstage(von, bis)),
}

ALLE_WORTE = frozenset(SONDERWORTE) | frozenset(WOERTER)

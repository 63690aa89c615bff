"""The only place where a number is rounded: each rounding is declared with unit, mode and source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from foerderung.fach.belegstand import Quelle

MODI = {"abrunden": "abgerundet", "aufrunden": "aufgerundet", "kaufmaennisch": "kaufmännisch gerundet"}


@dataclass(frozen=True, slots=True)
class Rundung:
    """Declare a rounding.

    Attributes:
        auf: unit to which is rounded, in EUR: 1 for whole euros, 1/100 for cents.
        modus: ``abrunden`` (towards minus infinity), ``aufrunden``, ``kaufmaennisch`` (half away from zero).
        quelle: where it is prescribed.
    """

    auf: Fraction
    modus: str
    quelle: Quelle


def runde(wert: Fraction, rundung: Rundung) -> Fraction:
    """Round a value as declared."""
    vielfaches = wert / rundung.auf
    if rundung.modus == "abrunden":
        ganze = floor(vielfaches)
    elif rundung.modus == "aufrunden":
        ganze = ceil(vielfaches)
    else:
        ganze = floor(abs(vielfaches) + Fraction(1, 2)) * (-1 if vielfaches < 0 else 1)
    return ganze * rundung.auf

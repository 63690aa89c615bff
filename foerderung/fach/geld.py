"""Amounts of money in stored facts: exact rationals of whole cents, written as ``46800.00``."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from foerderung.fach.zahlen import dezimal, hat_hoechstens, lies_dezimal


def als_euro(wert: Any) -> Fraction:
    """Return an amount in EUR of whole cents.

    Raises:
        ValueError: no plain decimal such as ``46800.00``, or fractions of a cent.
    """
    betrag = wert if isinstance(wert, Fraction) else lies_dezimal(wert) if isinstance(wert, str) else None
    if betrag is None or not hat_hoechstens(betrag, 2):
        raise ValueError(f"{wert!r} is no amount of whole cents")
    return betrag


def euro_text(betrag: Fraction) -> str:
    """Write an amount as stored facts and JSON show it: ``46800.00``."""
    return dezimal(betrag, 2)


Euro = Annotated[
    Fraction,
    PlainValidator(als_euro),
    PlainSerializer(euro_text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}),
]
"""An amount in EUR, whole cents, as a field of a stored fact."""

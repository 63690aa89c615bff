"""Imported once by the process that makes the others, so that each of them finds modules and rules loaded."""

from foerderung.services import (
    anlagen,
    antraege,
    berichtigungen,
    bescheide,
    entscheidungen,
    evaluationen,
    faelle,
    nachweise,
    regeln,
    speicher,
    stammdaten,
    zahlungen,
)

__all__ = [
    "anlagen",
    "antraege",
    "berichtigungen",
    "bescheide",
    "entscheidungen",
    "evaluationen",
    "faelle",
    "nachweise",
    "regeln",
    "speicher",
    "stammdaten",
    "zahlungen",
]

for _richtlinie in ("kommpraev", "verfahren"):
    regeln.lade(_richtlinie)

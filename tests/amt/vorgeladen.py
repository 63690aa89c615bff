"""Imported once by the process that makes the others, so that each of them finds modules and rules loaded."""

from foerderung.services.regelwerk.regeln import lade
from tests.amt import abbruch, andrang, proben

__all__ = ["abbruch", "andrang", "proben"]

for _richtlinie in ("kommpraev", "verfahren"):
    lade(_richtlinie)

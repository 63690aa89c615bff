"""Clauses of a grant notice as a guideline declares them: text, kind, source, and the rule that chooses each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from foerderung.fach.belegstand import Quelle


class Klauselart(StrEnum):
    """What a clause is in law.

    Source: § 36 Abs. 2 VwVfG; `FESTSETZUNG` and `HINWEIS` are no Nebenbestimmungen.
    """

    BEFRISTUNG = "befristung"
    BEDINGUNG = "bedingung"
    WIDERRUFSVORBEHALT = "widerrufsvorbehalt"
    AUFLAGE = "auflage"
    AUFLAGENVORBEHALT = "auflagenvorbehalt"
    FESTSETZUNG = "festsetzung"
    HINWEIS = "hinweis"


class Klauselort(StrEnum):
    """Where in the notice a clause stands."""

    HOEHE = "hoehe"
    NEBENBESTIMMUNGEN = "nebenbestimmungen"
    BEGRUENDUNG = "begruendung"


TABELLEN = ("weiterleitung",)
"""Tables of a case that a clause may show."""


@dataclass(frozen=True, slots=True)
class Klausel:
    """One clause.

    Attributes:
        titel: its heading; clauses with the same heading stand below it one after the other.
        text: may hold ``{name}`` for texts of the case.
        punkte: list below the text.
        tabelle: table of the case that belongs to it, empty for none.
        wenn: rule that chooses it; empty: it stands in every notice.
    """

    name: str
    ort: Klauselort
    art: Klauselart
    titel: str
    text: str
    punkte: tuple[str, ...]
    tabelle: str
    wenn: str
    quelle: Quelle

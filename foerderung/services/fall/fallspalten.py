"""The columns an overview of cases can show and sort by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Inhalt(Enum):
    """What a column holds, which decides how it is written and sorted."""

    TEXT = "text"
    ZUSTAND = "zustand"
    ROLLE = "rolle"
    BETRAG = "betrag"
    TAG = "tag"
    JAHRE = "jahre"


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column.

    Attributes:
        name: as the command line and JSON name it.
        kopf: German head.
    """

    name: str
    kopf: str
    inhalt: Inhalt = Inhalt.TEXT


SPALTEN = {
    spalte.name: spalte
    for spalte in (
        Spalte("fall", "Fall"),
        Spalte("zustand", "Zustand", Inhalt.ZUSTAND),
        Spalte("antragsteller", "Antragsteller"),
        Spalte("nummer", "Nr."),
        Spalte("ort", "Ort"),
        Spalte("kreis", "Kreis"),
        Spalte("titel", "Vorhaben"),
        Spalte("zuwendung", "Zuwendung", Inhalt.BETRAG),
        Spalte("jahre", "Haushaltsjahre", Inhalt.JAHRE),
        Spalte("angelegt", "angelegt", Inhalt.TAG),
        Spalte("eingang", "Eingang", Inhalt.TAG),
        Spalte("bestandskraft", "bestandskräftig", Inhalt.TAG),
        Spalte("frist", "Frist", Inhalt.TAG),
        Spalte("zustaendig", "zuständig"),
        Spalte("wartet", "wartet auf", Inhalt.ROLLE),
        Spalte("worauf", "nächster Schritt"),
        Spalte("richtlinie", "Richtlinie"),
    )
}

UEBLICHE = ("fall", "zustand", "antragsteller", "titel", "zuwendung", "frist", "zustaendig")
"""Columns of an overview unless others are named."""

SCHMALE = tuple(name for name in UEBLICHE if name != "zustaendig")
"""The same on a narrow terminal."""

FREIE = ("antragsteller", "ort", "kreis", "titel", "worauf")
"""Columns of free text, which may be cut."""

"""Findings of the eligibility check: data, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from foerderung.fach.belegstand import Quelle


class Schwere(StrEnum):
    """What a finding does to an approval."""

    HART = "hart"
    NACHFORDERUNG = "nachforderung"
    ERMESSEN = "ermessen"
    HINWEIS = "hinweis"


BEDEUTUNG = {
    Schwere.HART: "Bewilligung ausgeschlossen",
    Schwere.NACHFORDERUNG: "nachzufordern",
    Schwere.ERMESSEN: "Ermessensentscheidung nötig",
    Schwere.HINWEIS: "Hinweis",
}


@dataclass(frozen=True, slots=True)
class Befund:
    """State one finding at one place.

    Attributes:
        code: name of the finding, such as ``vzae_ausserhalb``.
        ort: key path, such as ``stellen[0].personalausgaben[2027]``.
        entschieden: how the officer decided it, None while undecided.
        knoten: id of the node in the trace that shows the condition.
    """

    code: str
    schwere: Schwere
    ort: str
    bezeichnung: str
    gefunden: str
    zulaessig: str
    quelle: Quelle
    abhilfe: str
    knoten: str
    entschieden: str | None = None

"""The outcome of one calculation: figures, findings, trace, and the outer contract made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from foerderung.fach.befund import Befund
from foerderung.rechnung.anzeige import als_daten
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.ergebnis import Ergebnisgruppe
from foerderung.rechnung.knoten import Knoten, alle_knoten
from foerderung.rechnung.leser import Gelesen
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.spur import SpurDaten, befund_daten, befundknoten_daten, regelknoten_daten


@dataclass(frozen=True)
class Berechnung:
    """The result of one calculation with all it rests on.

    Attributes:
        ergebnis: every figure as the guideline declares it, with its node.
        treffer: findings with their nodes.
        weitere: nodes that belong to the trace although the result does not show them.
    """

    regelwerk: Regelwerk
    stichtag: date
    rechner: Rechner
    antrag: Gelesen
    entscheidung: Gelesen | None
    ergebnis: Ergebnisgruppe
    treffer: tuple[Treffer, ...]
    weitere: tuple[Knoten, ...]

    def angabe(self, *weg: str) -> Any:
        """Return a value of the application by its keys, None where this guideline or application has none."""
        daten: Any = self.antrag.eingaben.baum
        for schluessel in weg:
            daten = daten.get(schluessel) if isinstance(daten, Mapping) else None
        return daten

    @property
    def befunde(self) -> tuple[Befund, ...]:
        """List the findings."""
        return tuple(treffer.befund for treffer in self.treffer)

    @cached_property
    def wurzeln(self) -> tuple[Knoten, ...]:
        """List the nodes of the result's figures, the most summary first."""
        knoten = [wert.knoten for wert in self.ergebnis.alle() if wert.knoten is not None]
        return tuple({eines.id: eines for eines in reversed([*knoten, *self.weitere])}.values())[::-1]

    @cached_property
    def knoten(self) -> dict[str, Knoten]:
        """Map ids to all nodes of rules that the result or a finding rests on."""
        wurzeln = [*self.wurzeln, *(treffer.knoten for treffer in self.treffer)]
        befunde = {treffer.knoten.id for treffer in self.treffer}
        return {eines.id: eines for eines in alle_knoten(wurzeln) if eines.id not in befunde}

    def spur(self) -> SpurDaten:
        """Return the trace as data."""
        regeln = [regelknoten_daten(self.rechner, eines) for eines in self.knoten.values()]
        befunde = [befundknoten_daten(self.rechner, treffer) for treffer in self.treffer]
        return {"wurzeln": [eines.id for eines in self.wurzeln], "knoten": [*regeln, *befunde]}

    def als_json(self) -> dict[str, Any]:
        """Return the outer contract: head, figures, findings, trace."""
        return {
            "richtlinie": self.regelwerk.richtlinie,
            "fassung": self.regelwerk.fassung.id,
            "stichtag": self.stichtag.isoformat(),
            "regelwerk_sha256": self.regelwerk.sha256,
            **self.ergebnis.als_json(),
            "entscheidung": None if self.entscheidung is None else als_daten(self.entscheidung.eingaben.baum),
            "befunde": [befund_daten(befund) for befund in self.befunde],
            "spur": self.spur(),
        }

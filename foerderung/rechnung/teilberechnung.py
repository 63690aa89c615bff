"""One part of a declared result, computed from a few inputs alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.ergebnis import Ergebnisgruppe
from foerderung.rechnung.erklaerung import erklaere
from foerderung.rechnung.knoten import Knoten, alle_knoten
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.spur import regelknoten_daten


@dataclass(frozen=True)
class Teilberechnung:
    """Figures of one part with the nodes they rest on."""

    regelwerk: Regelwerk
    rechner: Rechner
    ergebnis: Ergebnisgruppe

    @property
    def wurzeln(self) -> list[Knoten]:
        """List the nodes of the figures."""
        return [wert.knoten for wert in self.ergebnis.alle() if wert.knoten is not None]

    @property
    def knoten(self) -> list[Knoten]:
        """List the nodes of all rules that the figures rest on, causes first."""
        return list(alle_knoten(self.wurzeln))

    def saetze(self) -> list[str]:
        """Return the sentences of the figures and of every node below that is not zero, causes first."""
        wurzeln = {knoten.id for knoten in self.wurzeln}
        return [erklaere(self.rechner, knoten) for knoten in self.knoten if knoten.wert != 0 or knoten.id in wurzeln]

    def als_json(self) -> dict[str, Any]:
        """Return the outer contract of the part, and the rules it rests on."""
        return {
            **self.ergebnis.als_json(),
            "richtlinie": self.regelwerk.richtlinie,
            "fassung": self.regelwerk.fassung.id,
            "regelwerk_sha256": self.regelwerk.sha256,
            "spur": {
                "wurzeln": [knoten.id for knoten in self.wurzeln],
                "knoten": [regelknoten_daten(self.rechner, knoten) for knoten in self.knoten],
            },
        }

"""What an act is, and the groups of states that acts are possible in."""

from __future__ import annotations

from dataclasses import dataclass

from foerderung.verfahren.lage import Waechter
from foerderung.verfahren.zustand import Rolle, Zustand

S = Zustand


@dataclass(frozen=True, slots=True)
class Akt:
    """One act of a case.

    Attributes:
        name: trigger of the state machine and type of the event.
        befehl: command that performs it; empty for what follows by itself.
        bezeichnung: what it is, in German.
        rolle: who may do it; None for what follows by itself.
        wege: from which state to which.
        waechter: guards beside those of every act.
    """

    name: str
    befehl: str
    bezeichnung: str
    rolle: Rolle | None
    quelle: str
    wege: tuple[tuple[Zustand, Zustand], ...]
    waechter: tuple[Waechter, ...] = ()

    def nach(self, von: Zustand) -> Zustand | None:
        """Return the state it leads to, None if it is not possible there."""
        return dict(self.wege).get(von)


def bleibt(*zustaende: Zustand) -> tuple[tuple[Zustand, Zustand], ...]:
    """Return the ways of an act that leaves the state as it is."""
    return tuple((zustand, zustand) for zustand in zustaende)


ZAHLBAR = (S.BESTANDSKRAEFTIG, S.IN_AUSZAHLUNG, S.NACHWEIS_VOLLSTAENDIG, S.NACHWEIS_GEPRUEFT, S.NICHT_IN_STICHPROBE)
VOR_DER_ENTSCHEIDUNG = (S.ANGELEGT, S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT, S.GEPRUEFT, S.VORGESCHLAGEN)

ERLEDIGT = (S.ABGESCHLOSSEN, S.ZURUECKGEZOGEN)

NACH_DER_ENTSCHEIDUNG = tuple(
    zustand for zustand in Zustand if zustand not in (*VOR_DER_ENTSCHEIDUNG, S.NEU, *ERLEDIGT, S.GELOESCHT)
)
BEWILLIGTE = tuple(zustand for zustand in NACH_DER_ENTSCHEIDUNG if zustand is not S.ABGELEHNT)
LAUFEND = (*VOR_DER_ENTSCHEIDUNG[1:], *NACH_DER_ENTSCHEIDUNG)

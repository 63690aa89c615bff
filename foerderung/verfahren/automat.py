"""The state machine: the library `transitions` behind one adapter, driven by the table of acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from transitions import Machine, MachineError

from foerderung.verfahren.akt import Akt
from foerderung.verfahren.akte import AKTE, ALLGEMEIN
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.waechter_vollzug import bestandskraft_erreicht
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN, Zustand


@dataclass(slots=True)
class _Stelle:
    """Something with a state, so that one machine without models serves all cases."""

    state: str


@cache
def _maschine() -> Any:
    zustaende = [zustand.value for zustand in Zustand]
    maschine = Machine(model=None, states=zustaende, initial=Zustand.NEU.value, auto_transitions=False)
    for akt in AKTE:
        for von, nach in akt.wege:
            maschine.add_transition(akt.name, von.value, nach.value)
    return maschine


def folgezustand(zustand: Zustand, akt: str) -> Zustand | None:
    """Return the state an act leads to, None if it is not possible in this state.

    Raises:
        KeyError: there is no act of that name.
    """
    stelle = _Stelle(zustand.value)
    try:
        _maschine().events[akt].trigger(stelle)
    except MachineError:
        return None
    return Zustand(stelle.state)


def pruefe(akt: Akt, lage: Lage) -> list[Hindernis]:
    """List everything that stands against an act: state, role, and every guard.

    Where the state does not know the act, only the guards of every act are asked beside: the others rest on facts that
    such a case does not have yet.
    """
    moeglich = folgezustand(lage.stand.zustand, akt.name) is not None
    waechter = (*ALLGEMEIN, *akt.waechter) if moeglich else ALLGEMEIN
    return [
        *(() if moeglich else _falscher_zustand(akt, lage)),
        *_fehlende_rolle(akt, lage),
        *(hindernis for einer in waechter for hindernis in einer(lage)),
    ]


def _falscher_zustand(akt: Akt, lage: Lage) -> Iterator[Hindernis]:
    zustand = lage.stand.zustand
    moeglich = ", ".join(dict.fromkeys(f"„{ZUSTANDSNAMEN[von]}“" for von, _ in akt.wege))
    yield Hindernis(
        "zustand",
        f"„{akt.bezeichnung}“ ist im Zustand „{ZUSTANDSNAMEN[zustand]}“ nicht möglich, nur in {moeglich}",
        akt.quelle,
        "foerderung fall moeglich zeigt, was jetzt geht.",
        {"zustand": zustand.value},
    )
    if zustand is Zustand.BEKANNTGEGEBEN and akt.nach(Zustand.BESTANDSKRAEFTIG) is not None:
        yield from bestandskraft_erreicht(lage)


def _fehlende_rolle(akt: Akt, lage: Lage) -> Iterator[Hindernis]:
    if akt.rolle is not None and akt.rolle not in lage.person.rollen:
        yield Hindernis(
            "rolle",
            f"„{akt.bezeichnung}“ verlangt die Rolle {ROLLENNAMEN[akt.rolle]}; „{lage.person.kuerzel}“ hat sie nicht",
            "Hausregel",
            f"Eine Person mit der Rolle {akt.rolle.value} handelt.",
            {"rolle": akt.rolle.value},
        )

"""Deadlines of a case: which of them are open, and which is the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from foerderung.verfahren.fallstand import Fallstand, Frist
from foerderung.verfahren.fristarten import (
    BEGINN,
    FRISTARTEN,
    JAHRESFRIST,
    KLAGEFRIST,
    NACHFORDERUNG,
    NACHWEIS,
    SCHLUSSRATE,
    VOLLSTAENDIGKEIT,
)
from foerderung.verfahren.zustand import Zustand

TEILNACHWEIS = "teilnachweis"
BEENDET = (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN, Zustand.GELOESCHT)


def _anfechtbar(stand: Fallstand) -> bool:
    verzichtet = stand.bescheid is not None and stand.bescheid.verzicht_am is not None
    return stand.zustand in (Zustand.BEKANNTGEGEBEN, Zustand.ABGELEHNT) and stand.klage_am is None and not verzichtet


def _nicht_begonnen(stand: Fallstand) -> bool:
    """A proof of use shows that the project was begun, also where nobody announced it."""
    return stand.beginnanzeige_am is None and stand.nachweis is None


def _nicht_nachgewiesen(stand: Fallstand) -> bool:
    return stand.nachweis is None or stand.nachweis.unterlage.get("art") == TEILNACHWEIS


def _vollstaendigkeit_offen(stand: Fallstand) -> bool:
    return stand.nachweis is not None and stand.nachweis.vollstaendig_am is None


def _schlussrate_offen(stand: Fallstand) -> bool:
    return stand.angeordnet < stand.zuwendung


def _nachgefordert(stand: Fallstand) -> bool:
    return stand.zustand is Zustand.NACHGEFORDERT


_OFFEN: dict[str, Callable[[Fallstand], bool]] = {
    NACHFORDERUNG: _nachgefordert,
    KLAGEFRIST: _anfechtbar,
    BEGINN: _nicht_begonnen,
    NACHWEIS: _nicht_nachgewiesen,
    VOLLSTAENDIGKEIT: _vollstaendigkeit_offen,
    SCHLUSSRATE: _schlussrate_offen,
    JAHRESFRIST: lambda _: True,
}
"""Whether what a kind is set for is still outstanding."""


def offene_fristen(stand: Fallstand) -> tuple[Frist, ...]:
    """Return the deadlines that are not met yet, the earliest first, whatever day it is."""
    if stand.zustand in BEENDET:
        return ()
    offen = (frist for art, frist in stand.gesetzte_fristen.items() if frist.erledigt_am is None and _OFFEN[art](stand))
    return tuple(sorted(offen, key=lambda frist: (frist.bis, frist.art)))


def am_tag(fristen: Iterable[Frist], heute: date) -> tuple[Frist, ...]:
    """Return the deadlines that still matter on a day: one that ends by itself is over once every view has it so."""
    return tuple(f for f in fristen if not FRISTARTEN[f.art].endet_von_selbst or f.spaetestens >= heute)


def naechste_frist(fristen: Iterable[Frist]) -> date | None:
    """Return the earliest day on which somebody has to have acted; what ends by itself asks nothing of anybody."""
    return min((f.bis for f in fristen if not FRISTARTEN[f.art].endet_von_selbst), default=None)

"""Deadlines of a case: their kinds, which of them are open, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from foerderung.verfahren.fallstand import Fallstand, Frist
from foerderung.verfahren.zustand import Zustand

KLAGEFRIST, BEGINN, NACHWEIS = "klagefrist", "beginn", "nachweis"
VOLLSTAENDIGKEIT, SCHLUSSRATE = "vollstaendigkeit", "schlussrate"
JAHRESFRIST, NACHFORDERUNG = "jahresfrist", "nachforderung"

TEILNACHWEIS = "teilnachweis"
BEENDET = (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN)


@dataclass(frozen=True, slots=True)
class Fristart:
    """A kind of deadline.

    Attributes:
        bezeichnung: what has to have happened by then, in German.
        zu_tun: what the office does about it.
        der_behoerde: the office itself has to keep it; while it is open no case is closed.
        endet_von_selbst: once it has passed there is nothing left to do.
        offen: whether what it is set for is still outstanding.
    """

    bezeichnung: str
    zu_tun: str
    offen: Callable[[Fallstand], bool]
    der_behoerde: bool = False
    endet_von_selbst: bool = False


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


FRISTARTEN: dict[str, Fristart] = {
    NACHFORDERUNG: Fristart("Nachgeforderte Unterlagen", "an die Unterlagen erinnern", _nachgefordert),
    KLAGEFRIST: Fristart("Klagefrist", "Bestandskraft abwarten", _anfechtbar, endet_von_selbst=True),
    BEGINN: Fristart("Beginn der Maßnahme", "nach dem Beginn fragen, sonst Widerruf prüfen", _nicht_begonnen),
    NACHWEIS: Fristart("Verwendungsnachweis", "Nachweis anmahnen", _nicht_nachgewiesen),
    VOLLSTAENDIGKEIT: Fristart(
        "Vollständigkeit des Nachweises", "Vollständigkeit feststellen oder nachfordern", _vollstaendigkeit_offen, True
    ),
    SCHLUSSRATE: Fristart("Schlussrate", "Prüfung abschließen, Schlussrate auszahlen", _schlussrate_offen, True),
    JAHRESFRIST: Fristart("Jahresfrist", "über Rücknahme oder Widerruf entscheiden", lambda _: True, True),
}
"""Every kind, in the order of a case's life."""

ERLEDIGBAR = tuple(art for art, eine in FRISTARTEN.items() if not eine.endet_von_selbst)
"""Kinds that an officer may declare met, where the system cannot see it."""


def offene_fristen(stand: Fallstand) -> tuple[Frist, ...]:
    """Return the deadlines that are not met yet, the earliest first, whatever day it is."""
    if stand.zustand in BEENDET:
        return ()
    offen = (
        frist
        for art, frist in stand.gesetzte_fristen.items()
        if frist.erledigt_am is None and FRISTARTEN[art].offen(stand)
    )
    return tuple(sorted(offen, key=lambda frist: (frist.bis, frist.art)))


def am_tag(fristen: Iterable[Frist], heute: date) -> tuple[Frist, ...]:
    """Return the deadlines that still matter on a day: one that ends by itself is over once every view has it so."""
    return tuple(f for f in fristen if not FRISTARTEN[f.art].endet_von_selbst or f.spaetestens >= heute)


def naechste_frist(fristen: Iterable[Frist]) -> date | None:
    """Return the earliest day on which somebody has to have acted; what ends by itself asks nothing of anybody."""
    return min((f.bis for f in fristen if not FRISTARTEN[f.art].endet_von_selbst), default=None)

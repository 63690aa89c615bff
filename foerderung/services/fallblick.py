"""Look at cases: one, all, what happened; nothing is computed or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foerderung.services.akt import mit_eingetretener_bestandskraft
from foerderung.services.amt import Amt, hole_antragsteller, hole_fall
from foerderung.store.einheit import Lesung
from foerderung.store.verbindung import POSTGRESQL
from foerderung.verfahren.amtsstand import JA, NUMMERNKREIS, UEBUNG, Antragsteller
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand, Frist
from foerderung.verfahren.fristen import am_tag, offene_fristen


@dataclass(frozen=True, slots=True)
class Herkunft:
    """What every export says of the store it comes from.

    Attributes:
        kopf: number and hash of the newest event: the anchor that shows later whether anything was cut off.
        uebung: the store is for practice.
        geprueft: the database itself knows who acts; else persons are what was declared.
    """

    kopf: tuple[int, str]
    uebung: bool
    geprueft: bool

    @classmethod
    def von(cls, lesung: Lesung) -> Herkunft:
        """Ask a store."""
        return cls(lesung.kopf(), lesung.angabe(UEBUNG) == JA, lesung.datenbank.art == POSTGRESQL)


@dataclass(frozen=True, slots=True)
class Fallblick:
    """A case with what belongs to it, as it stands at the moment of looking.

    Attributes:
        fristen: open deadlines on that day; not collected for an overview of many cases.
    """

    stand: Fallstand
    antragsteller: Antragsteller
    herkunft: Herkunft
    fristen: tuple[Frist, ...] = ()


@dataclass(frozen=True, slots=True)
class Verlauf:
    """Everything that happened in a case."""

    ereignisse: tuple[Ereignis, ...]
    herkunft: Herkunft


def zeige_fall(amt: Amt, aktenzeichen: str) -> Fallblick:
    """Return a case as it stands; a notice whose safe date has passed counts as final."""
    with amt.lesend() as lesung:
        stand = mit_eingetretener_bestandskraft(hole_fall(lesung, aktenzeichen), amt.heute)
        fristen = am_tag(offene_fristen(stand), amt.heute)
        return Fallblick(stand, hole_antragsteller(lesung, stand.antragsteller), Herkunft.von(lesung), fristen)


def liste_faelle(amt: Amt) -> list[Fallblick]:
    """List all cases as they stand."""
    with amt.lesend() as lesung:
        antragsteller = {eines.nummer: eines for eines in lesung.alle_antragsteller()}
        herkunft = Herkunft.von(lesung)
        return [
            Fallblick(mit_eingetretener_bestandskraft(stand, amt.heute), antragsteller[stand.antragsteller], herkunft)
            for stand in lesung.faelle()
        ]


def verlauf(amt: Amt, aktenzeichen: str) -> Verlauf:
    """List everything that happened in a case, refused attempts included."""
    with amt.lesend() as lesung:
        hole_fall(lesung, aktenzeichen)
        return Verlauf(tuple(lesung.ereignisse(aktenzeichen)), Herkunft.von(lesung))


def fakten_deutsch(ereignis: Ereignis) -> Mapping[str, Any]:
    """Return the facts of an event without what only machines need."""
    return {name: wert for name, wert in ereignis.fakten().items() if name not in ("nach", NUMMERNKREIS)}

"""Look at a case and at what happened in it; nothing is computed or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foerderung.services.akt import mit_eingetretener_bestandskraft
from foerderung.services.amt import Amt, hole_antragsteller, hole_fall
from foerderung.services.herkunft import Herkunft
from foerderung.verfahren.amtsstand import NUMMERNKREIS, Antragsteller
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand, Frist
from foerderung.verfahren.fristen import am_tag, offene_fristen


@dataclass(frozen=True, slots=True)
class Fallblick:
    """A case with what belongs to it, as it stands at the moment of looking.

    Attributes:
        antragsteller: None once the facts of the case were deleted.
        fristen: open deadlines on that day; not collected for an overview of many cases.
    """

    stand: Fallstand
    antragsteller: Antragsteller | None
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
        stand = mit_eingetretener_bestandskraft(hole_fall(lesung, aktenzeichen, auch_geloescht=True), amt.heute)
        fristen = am_tag(offene_fristen(stand), amt.heute)
        herkunft = Herkunft.von(lesung.verbindung)
        antragsteller = hole_antragsteller(lesung, stand.antragsteller) if stand.antragsteller else None
        return Fallblick(stand, antragsteller, herkunft, fristen)


def verlauf(amt: Amt, aktenzeichen: str) -> Verlauf:
    """List everything that happened in a case, refused attempts included."""
    with amt.lesend() as lesung:
        hole_fall(lesung, aktenzeichen, auch_geloescht=True)
        return Verlauf(tuple(lesung.ereignisse(aktenzeichen)), Herkunft.von(lesung.verbindung))


def fakten_deutsch(ereignis: Ereignis) -> Mapping[str, Any]:
    """Return the facts of an event without what only machines need."""
    return {name: wert for name, wert in ereignis.fakten().items() if name not in ("nach", NUMMERNKREIS)}

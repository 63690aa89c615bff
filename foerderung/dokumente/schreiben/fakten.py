"""What a letter is made from: the case, its calculation, its papers; figures of the case only by their path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.dokumente.bezug import LEER, Bezuege
from foerderung.dokumente.briefkopf import Briefkopf
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.fach.zahlwort import euro_in_worten
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.verfahren.fallstand import Fallstand


class Fallbezuege:
    """Show facts of a case in German and remember which; no method takes a number."""

    def __init__(self, stand: Fallstand) -> None:
        self._stand = stand
        self._pfade: dict[str, None] = {}

    @property
    def pfade(self) -> tuple[str, ...]:
        """List the facts that were shown, in order."""
        return tuple(self._pfade)

    def nenne(self, pfad: str) -> None:
        """Remember that a paper of the case is shown as a whole."""
        self._pfade[pfad] = None

    def in_worten(self, pfad: str) -> str:
        """Show an amount of the case in words.

        Raises:
            AttributeError: a case has no such fact.
        """
        return euro_in_worten(self._hole(pfad))

    def zeige(self, pfad: str) -> str:
        """Show a fact by its path, such as ``nachweis.ist`` or ``zahlungen.0.betrag``; „–“ where there is none.

        Raises:
            AttributeError: a case has no such fact.
        """
        wert = self._hole(pfad)
        match wert:
            case None:
                return LEER
            case date():
                return datum_deutsch(wert)
            case Fraction():
                return umbruchfest(euro_deutsch(wert))
        return str(wert)

    def _hole(self, pfad: str) -> Any:
        wert: Any = self._stand
        for teil in pfad.split("."):
            wert = wert[int(teil)] if teil.isdecimal() else getattr(wert, teil)
            if wert is None:
                return None
        self._pfade[pfad] = None
        return wert


@dataclass(frozen=True, slots=True)
class Unterlage:
    """A paper of the case as declared: its fields, and the values as the rules know them."""

    felder: Eingabefeld
    werte: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fakten:
    """Everything letters may speak of.

    Attributes:
        richtlinie: full title of the guideline; `kurz` its short one.
        berechnung: of the decision, or of the newest application as it stands; None without one.
        unterlagen: papers of the case by their kind.
        namen: names (roles) of the persons of the office by their Kuerzel.
        gericht: seat of the administrative court, empty if nobody knows it.
    """

    kopf: Briefkopf
    empfaenger: Anschrift
    stand: Fallstand
    richtlinie: str
    kurz: str
    berechnung: Berechnung | None = None
    unterlagen: Mapping[str, Unterlage] = field(default_factory=dict)
    namen: Mapping[str, str] = field(default_factory=dict)
    gericht: str = ""


@dataclass(frozen=True, slots=True)
class Quellen:
    """Where the figures of one letter are read from."""

    fall: Fallbezuege
    spur: Bezuege | None

    @property
    def ids(self) -> tuple[str, ...]:
        """List what was referred to: ids of nodes, and ``fall:PFAD`` for facts of the case."""
        knoten = self.spur.ids if self.spur is not None else ()
        return (*knoten, *(f"fall:{pfad}" for pfad in self.fall.pfade))

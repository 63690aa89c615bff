"""What a letter is made from: the case, its calculation, its papers; figures of the case only by their path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.dokumente.bezug import LEER, Bezuege, Teilspur
from foerderung.dokumente.briefkopf import Briefkopf
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.fach.zahlwort import euro_in_worten
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.rechnung.typen import TEXT
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


class Angabenbezuege:
    """Show what an officer stated for a letter, and remember which; no method takes a number."""

    def __init__(self, unterlage: Unterlage | None) -> None:
        self._unterlage = unterlage
        self._pfade: dict[str, None] = {}

    @property
    def pfade(self) -> tuple[str, ...]:
        """List what was shown, in order."""
        return tuple(self._pfade)

    def zeige(self, pfad: str) -> str:
        """Show a value by its path, such as ``erstattungen.0.tag``; „–“ where none was stated.

        Raises:
            KeyError: the paper declares no such field.
        """
        feld, wert = self._hole(pfad)
        if wert is None:
            return LEER
        return umbruchfest(fuer_menschen(wert, feld.typ or TEXT, feld.auswahl))

    def in_worten(self, pfad: str) -> str:
        """Show an amount in words."""
        return euro_in_worten(self._hole(pfad)[1])

    def _hole(self, pfad: str) -> tuple[Eingabefeld, Any]:
        assert self._unterlage is not None
        feld = self._unterlage.felder
        wert: Any = self._unterlage.werte
        for teil in pfad.split("."):
            if teil.isdecimal():
                wert = wert[int(teil)]
            else:
                feld = {kind.name: kind for kind in feld.kinder}[teil]
                wert = wert.get(teil)
        if wert is not None:
            self._pfade[pfad] = None
        return feld, wert


@dataclass(frozen=True, slots=True)
class Fakten:
    """Everything letters may speak of.

    Attributes:
        richtlinie: full title of the guideline; `kurz` its short one.
        berechnung: of the decision, or of the newest application as it stands; None without one.
        unterlagen: papers of the case by their kind.
        namen: names (roles) of the persons of the office by their Kuerzel.
        gericht: seat of the administrative court, empty if nobody knows it.
        angaben: what an officer stated for this letter; None where it needs nothing.
        teile: parts of the general procedure that were computed for it.
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
    angaben: Unterlage | None = None
    teile: Mapping[str, Teilberechnung] = field(default_factory=dict)

    def angabe(self, name: str) -> Any:
        """Return what an officer stated, None if nothing."""
        return self.angaben.werte.get(name) if self.angaben is not None else None


@dataclass(frozen=True, slots=True)
class Quellen:
    """Where the figures of one letter are read from."""

    fall: Fallbezuege
    spur: Bezuege | None
    angaben: Angabenbezuege
    teile: Mapping[str, Bezuege]

    @classmethod
    def von(cls, fakten: Fakten) -> Quellen:
        """Return the sources of a letter, of which nothing was shown yet."""
        return cls(
            Fallbezuege(fakten.stand),
            Bezuege(fakten.berechnung) if fakten.berechnung is not None else None,
            Angabenbezuege(fakten.angaben),
            {name: Bezuege(Teilspur.von(teil)) for name, teil in fakten.teile.items()},
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """List what was referred to: ids of nodes, ``fall:PFAD`` for facts of the case, ``angabe:PFAD`` for others."""
        spuren = (*((self.spur,) if self.spur is not None else ()), *self.teile.values())
        knoten = (kennung for spur in spuren for kennung in spur.ids)
        fall, angaben = (f"fall:{p}" for p in self.fall.pfade), (f"angabe:{p}" for p in self.angaben.pfade)
        return (*knoten, *fall, *angaben)

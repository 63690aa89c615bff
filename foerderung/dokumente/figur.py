"""Figures for a workbook: a value, its type, and the node or input it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from foerderung.errors import RegelError
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.auswertung import FehlendeAngabeError
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.ergebnis import Ergebniswert
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Knoten, alle_knoten
from foerderung.rechnung.regelwerk import Regel
from foerderung.rechnung.typen import TEXT, Typ


@dataclass(frozen=True, slots=True)
class Figur:
    """A value as a cell shows it.

    Attributes:
        wert: None where there is nothing to show.
        spur: id of the node, or key path of the input; empty for look-ups and None.
    """

    wert: Wert | None
    typ: Typ
    spur: str
    texte: Mapping[str, str]

    @classmethod
    def aus_ergebnis(cls, wert: Ergebniswert) -> Self:
        """Take a value of the result."""
        return cls(wert.wert, wert.typ, wert.knoten.id if wert.knoten is not None else "", wert.texte)

    def __str__(self) -> str:
        return fuer_menschen(self.wert, self.typ, self.texte)


class Fundus:
    """Everything a workbook of one calculation can show: its trace, and further nodes that check the financing.

    Attributes:
        jahre: the years of the project.
        knoten: all nodes of rules by id.
        angaben: the inputs that were shown, by key path, with the node that read them.
    """

    def __init__(self, berechnung: Berechnung) -> None:
        self.berechnung = berechnung
        self.jahr = next(d.name for d in berechnung.regelwerk.dimensionen.values() if d.ist_jahr)
        self.jahre = tuple(berechnung.rechner.bereich(self.jahr))
        weitere = [knoten for regel in self._nebenregeln() for knoten in self._berechne(regel)]
        self.knoten = {**berechnung.knoten, **{knoten.id: knoten for knoten in alle_knoten(weitere)}}
        self.angaben: dict[str, tuple[Eingabefeld, Knoten]] = {}
        self._leser: dict[str, Knoten] = {}
        for knoten in (*self.knoten.values(), *(treffer.knoten for treffer in berechnung.treffer)):
            for ort in knoten.angaben:
                self._leser.setdefault(ort, knoten)

    def _nebenregeln(self) -> Iterable[Regel]:
        """List the rules per year or for the whole that the declared result does not show."""
        gezeigt = {wert.knoten.name for wert in self.berechnung.ergebnis.alle() if wert.knoten is not None}
        for regel in self.berechnung.regelwerk.regeln.values():
            if regel.dimensionen in ((), (self.jahr,)) and regel.typ.art == "zahl" and regel.id not in gezeigt:
                yield regel

    def _berechne(self, regel: Regel) -> Iterable[Knoten]:
        """Yield a rule's nodes that the trace lacks but that rest on yearly inputs, such as a financing gap."""
        for index in [(jahr,) for jahr in self.jahre] if regel.dimensionen else [()]:
            if Knoten(regel.id, index).id in self.berechnung.knoten or regel.nur is not None:
                continue
            try:
                knoten = self.berechnung.rechner.knoten(regel.id, index)
            except (RegelError, FehlendeAngabeError):
                continue  # not needed for the result, so its absence is no error
            if any(self._ist_jaehrlich(teil) for teil in knoten.alle()):
                yield knoten

    def _ist_jaehrlich(self, knoten: Knoten) -> bool:
        felder = (self.berechnung.regelwerk.eingaben.get(angabe.pfad) for angabe in knoten.angaben.values())
        return any(feld is not None and self.jahr in feld.dimensionen for feld in felder)

    def nebenrechnung(self, je_jahr: bool) -> list[Regel]:
        """List the further rules of which there is a node, per year or for the whole."""
        vorhanden = {knoten.name for knoten in self.knoten.values()}
        dimensionen = (self.jahr,) if je_jahr else ()
        return [r for r in self._nebenregeln() if r.dimensionen == dimensionen and r.id in vorhanden]

    def figur(self, regel: Regel, index: tuple[int, ...]) -> Figur | None:
        """Return a rule's value at an index, None if there is no node of it."""
        knoten = self.knoten.get(Knoten(regel.id, index).id)
        if knoten is None:
            return None
        return Figur(knoten.wert, regel.typ, knoten.id, self.berechnung.regelwerk.anzeigetexte.get(regel.id, {}))

    def angabe(self, feld: Eingabefeld, index: tuple[int, ...]) -> Figur | None:
        """Return an input as a node read it, None if none did or it was left out."""
        ort = feld.ort.format(*index)
        knoten = self._leser.get(ort)
        if knoten is None or knoten.angaben[ort].wert is None:
            return None
        self.angaben[ort] = (feld, knoten)
        return Figur(knoten.angaben[ort].wert, feld.typ or TEXT, ort, feld.auswahl or {})

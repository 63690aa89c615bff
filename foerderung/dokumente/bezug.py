"""The only way a figure gets into a letter: it is read from a node of the trace, and the node is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from foerderung.dokumente.belege import Beleg
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.fach.zahlwort import euro_in_worten
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import Treffer, fuelle
from foerderung.rechnung.ergebnis import Ergebniswert
from foerderung.rechnung.erklaerung import benenne, wert_text
from foerderung.rechnung.knoten import Knoten, Verwendung, ist_annahme
from foerderung.rechnung.runden import MODI
from foerderung.rechnung.teilberechnung import Teilberechnung

LEER = "–"
PRAXIS = "Förderpraxis der Bewilligungsbehörde"


class Spur(Protocol):
    """What was computed, with its nodes: a whole calculation, or a part of the procedure."""

    @property
    def rechner(self) -> Rechner:
        """Return what computed it."""

    @property
    def knoten(self) -> Mapping[str, Knoten]:
        """Map ids to the nodes it rests on."""

    @property
    def treffer(self) -> Sequence[Treffer]:
        """List what was found."""


@dataclass(frozen=True, slots=True)
class Teilspur:
    """The trace of one part of the procedure, which finds nothing."""

    rechner: Rechner
    knoten: Mapping[str, Knoten]
    treffer: tuple[Treffer, ...] = ()

    @classmethod
    def von(cls, teil: Teilberechnung) -> Teilspur:
        """Return the trace of a part."""
        return cls(teil.rechner, {knoten.id: knoten for knoten in teil.knoten})


class Bezuege:
    """Show figures of one calculation and remember what they were read from.

    Every method returns German text, ready for a letter; no method takes a number.

    Args:
        bestaetigt: assumptions that the office confirmed, by their id, with the day.
    """

    def __init__(self, berechnung: Spur, bestaetigt: Mapping[str, date] | None = None) -> None:
        self._rechner = berechnung.rechner
        self._bestaetigt = bestaetigt or {}
        self._knoten = berechnung.knoten
        self._ids: dict[str, None] = {}
        self._belege: dict[Beleg, None] = {}
        self._leser: dict[str, Knoten] = {}
        for knoten in (*berechnung.knoten.values(), *(treffer.knoten for treffer in berechnung.treffer)):
            for ort in knoten.angaben:
                self._leser.setdefault(ort, knoten)

    @property
    def ids(self) -> tuple[str, ...]:
        """List what was referred to, in order: ids of nodes, and ``parameter:ID`` where a sentence names one."""
        return tuple(self._ids)

    @property
    def belege(self) -> tuple[Beleg, ...]:
        """List every text that was shown with what it was read from; of a sentence also the values it names."""
        return tuple(self._belege)

    def _belege_mit(self, bezug: str, text: str) -> str:
        self._ids[bezug] = None
        self._belege[Beleg(bezug, text)] = None
        return text

    def klausel(self, name: str, text: str) -> str:
        """Show the text of a clause that rules chose; its figures were read elsewhere."""
        self._belege[Beleg(f"klausel:{name}", text)] = None
        return text

    def suche(self, regel: str, *index: int) -> Knoten | None:
        """Return a node of the trace by rule and index, None if the result does not rest on it."""
        return self._knoten.get(Knoten(regel, index).id)

    def zahl(self, knoten: Knoten | None) -> str:
        """Show the value of a node; None shows as „–“."""
        if knoten is None:
            return LEER
        return self._belege_mit(knoten.id, umbruchfest(wert_text(self._rechner, knoten)))

    def ergebnis(self, wert: Ergebniswert) -> str:
        """Show a value of the result.

        Raises:
            ValueError: it is a number without a node, which no letter may show.
        """
        if wert.knoten is not None:
            return self._belege_mit(wert.knoten.id, umbruchfest(str(wert)))
        if wert.wert is not None and not isinstance(wert.wert, str):
            raise ValueError(f"{wert.name} is a figure without a node")
        return umbruchfest(str(wert))

    def in_worten(self, wert: Ergebniswert) -> str:
        """Show an amount of the result in words.

        Raises:
            ValueError: it is no whole number of cents with a node.
        """
        if wert.knoten is None or not isinstance(wert.wert, Fraction):
            raise ValueError(f"{wert.name} is no amount with a node")
        return self._belege_mit(wert.knoten.id, euro_in_worten(wert.wert))

    def angabe(self, pfad: str, *index: int) -> str:
        """Show an input of the application as a node of the trace read it; „–“ if none did or it was left out."""
        feld = self._rechner.regelwerk.eingaben[pfad]
        ort = feld.ort.format(*index)
        knoten = self._leser.get(ort)
        if knoten is None or feld.typ is None:
            return LEER
        return self._belege_mit(knoten.id, umbruchfest(fuer_menschen(knoten.angaben[ort].wert, feld.typ)))

    def satz(self, knoten: Knoten) -> str:
        """Explain a node in one sentence with its citation; a rounding to cents is not worth a word."""
        self._ids[knoten.id] = None
        regel = self._rechner.regelwerk.regeln[knoten.name]
        satz = f"{benenne(self._rechner, knoten)}: {wert_text(self._rechner, knoten)}"
        if regel.rundung is not None and regel.rundung.auf >= 1 and knoten.vor_rundung not in (None, knoten.wert):
            satz += f", {MODI[regel.rundung.modus]} von {fuer_menschen(knoten.vor_rundung, regel.typ)}"
        gruende = [self._erklaerung(knoten)]
        gruende += [
            f"Entscheidung: {angabe.grund.strip().removesuffix('.')}"
            for angabe in knoten.angaben.values()
            if angabe.grund
        ]
        text = " – ".join(filter(None, (satz, "; ".join(filter(None, gruende)))))
        return self._belege_mit(knoten.id, self._mit_belegen(text, knoten))

    def grund(self, knoten: Knoten) -> str:
        """Say why a node has its value, with its citation."""
        self._ids[knoten.id] = None
        return self._belege_mit(knoten.id, self._mit_belegen(self._erklaerung(knoten), knoten))

    def _erklaerung(self, knoten: Knoten) -> str:
        """Fill the explanation of a node's rule; empty if it has none."""
        regel = self._rechner.regelwerk.regeln[knoten.name]
        if regel.erklaerung is None:
            return ""
        genannt = Knoten("", ())
        umgebung = dict(zip(regel.dimensionen, knoten.index, strict=True))
        text = fuelle(self._rechner, regel.erklaerung, umgebung, genannt)
        self._merke_inhalt(genannt)
        return text.strip().removesuffix(".")

    def _mit_belegen(self, text: str, knoten: Knoten) -> str:
        """Close a sentence with what it rests on, as a letter cites it: provisions, and practice as such.

        A reading that nobody confirmed is no citation; who signs answers for it in the file.
        """
        quellen = [(knoten.name, self._rechner.regelwerk.regeln[knoten.name].quelle)]
        quellen += [(verwendung.id, verwendung.quelle) for verwendung in knoten.parameter.values()]
        belege = [
            self._beleg(kennung, quelle)
            for kennung, quelle in quellen
            if not ist_annahme(quelle) or kennung in self._bestaetigt
        ]
        einmal = [
            beleg for beleg in dict.fromkeys(belege) if not any(b.startswith(beleg) and b != beleg for b in belege)
        ]
        return umbruchfest(" ".join(filter(None, (text, f"({'; '.join(einmal)})" if einmal else ""))) + ".")

    def _beleg(self, kennung: str, quelle: Quelle) -> str:
        if ist_annahme(quelle):
            return str(replace(quelle, bestaetigt_am=self._bestaetigt[kennung]))
        return PRAXIS if quelle.belegstand is Belegstand.PRAXIS else quelle.fundstelle

    def befund(self, treffer: Treffer) -> tuple[str, str]:
        """Show what a finding found and what would be allowed."""
        kennung, befund = treffer.knoten.id, treffer.befund
        self._ids[kennung] = None
        self._merke_inhalt(treffer.knoten)
        return self._belege_mit(kennung, umbruchfest(befund.gefunden)), self._belege_mit(
            kennung, umbruchfest(befund.zulaessig)
        )

    def parameter(self, knoten: Knoten, verwendung: Verwendung) -> str:
        """Name a parameter that a node used, with its value: „Leiter der Personalausgaben [2] = 70 %“."""
        schluessel = f" [{', '.join(verwendung.schluessel)}]" if verwendung.schluessel else ""
        wert = fuer_menschen(verwendung.wert, verwendung.typ)
        return self._belege_mit(knoten.id, umbruchfest(f"{verwendung.bezeichnung}{schluessel} = {wert}"))

    def _merke_inhalt(self, knoten: Knoten) -> None:
        for kennung, kind in knoten.kinder.items():
            self._belege_mit(kennung, umbruchfest(wert_text(self._rechner, kind)))
        for verwendung in knoten.parameter.values():
            wert = umbruchfest(fuer_menschen(verwendung.wert, verwendung.typ))
            self._belege_mit(f"parameter:{verwendung.id}", wert)

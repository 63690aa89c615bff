"""The only way a figure gets into a letter: it is read from a node of the trace, and the node is kept."""

from __future__ import annotations

from foerderung.dokumente.zeichen import umbruchfest
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.befundpruefung import Treffer, fuelle
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebniswert
from foerderung.rechnung.erklaerung import erklaere, wert_text
from foerderung.rechnung.knoten import Knoten, Verwendung

LEER = "–"


class Bezuege:
    """Show figures of one calculation and remember what they were read from.

    Every method returns German text, ready for a letter; no method takes a number.
    """

    def __init__(self, berechnung: Berechnung) -> None:
        self._rechner = berechnung.rechner
        self._knoten = berechnung.knoten
        self._ids: dict[str, None] = {}
        self._leser: dict[str, Knoten] = {}
        for knoten in (*berechnung.knoten.values(), *(treffer.knoten for treffer in berechnung.treffer)):
            for ort in knoten.angaben:
                self._leser.setdefault(ort, knoten)

    @property
    def ids(self) -> tuple[str, ...]:
        """List what was referred to, in order: ids of nodes, and ``parameter:ID`` where a sentence names one."""
        return tuple(self._ids)

    def suche(self, regel: str, *index: int) -> Knoten | None:
        """Return a node of the trace by rule and index, None if the result does not rest on it."""
        return self._knoten.get(Knoten(regel, index).id)

    def zahl(self, knoten: Knoten | None) -> str:
        """Show the value of a node; None shows as „–“."""
        if knoten is None:
            return LEER
        self._ids[knoten.id] = None
        return umbruchfest(wert_text(self._rechner, knoten))

    def ergebnis(self, wert: Ergebniswert) -> str:
        """Show a value of the result.

        Raises:
            ValueError: it is a number without a node, which no letter may show.
        """
        if wert.knoten is not None:
            self._ids[wert.knoten.id] = None
        elif wert.wert is not None and not isinstance(wert.wert, str):
            raise ValueError(f"{wert.name} is a figure without a node")
        return umbruchfest(str(wert))

    def angabe(self, pfad: str, *index: int) -> str:
        """Show an input of the application as a node of the trace read it; „–“ if none did or it was left out."""
        feld = self._rechner.regelwerk.eingaben[pfad]
        ort = feld.ort.format(*index)
        knoten = self._leser.get(ort)
        if knoten is None or feld.typ is None:
            return LEER
        self._ids[knoten.id] = None
        return umbruchfest(fuer_menschen(knoten.angaben[ort].wert, feld.typ))

    def satz(self, knoten: Knoten) -> str:
        """Explain a node in one sentence with its citation."""
        self._ids[knoten.id] = None
        regel = self._rechner.regelwerk.regeln[knoten.name]
        if regel.erklaerung is not None:
            genannt = Knoten("", ())
            umgebung = dict(zip(regel.dimensionen, knoten.index, strict=True))
            fuelle(self._rechner, regel.erklaerung, umgebung, genannt)
            self._merke_inhalt(genannt)
        return umbruchfest(erklaere(self._rechner, knoten))

    def befund(self, treffer: Treffer) -> tuple[str, str]:
        """Show what a finding found and what would be allowed."""
        self._ids[treffer.knoten.id] = None
        self._merke_inhalt(treffer.knoten)
        return umbruchfest(treffer.befund.gefunden), umbruchfest(treffer.befund.zulaessig)

    def parameter(self, knoten: Knoten, verwendung: Verwendung) -> str:
        """Name a parameter that a node used, with its value: „Leiter der Personalausgaben [2] = 70 %“."""
        self._ids[knoten.id] = None
        schluessel = f" [{', '.join(verwendung.schluessel)}]" if verwendung.schluessel else ""
        wert = fuer_menschen(verwendung.wert, verwendung.typ)
        return umbruchfest(f"{verwendung.bezeichnung}{schluessel} = {wert}")

    def _merke_inhalt(self, knoten: Knoten) -> None:
        self._ids.update(dict.fromkeys(knoten.kinder))
        self._ids.update({f"parameter:{verwendung.id}": None for verwendung in knoten.parameter.values()})

"""The trace as a text for people: a tree of sentences, short by default, everything on demand."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.erklaerung import benenne, erklaere, verwendung_text, wert_text
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.spur import schnitt

KURZE_TIEFE = 4


@dataclass(frozen=True, slots=True)
class Darstellung:
    """How much to show.

    Attributes:
        voll: every node with formula, parameters, inputs, branches; else sentences only, no zeros.
        breite: columns to wrap at, None for no wrapping.
    """

    voll: bool = False
    breite: int | None = None


def spurtext(berechnung: Berechnung, darstellung: Darstellung) -> str:
    """Return the trace of a calculation as trees below the figures of the result."""
    schreiber = _Schreiber(berechnung, darstellung)
    erreicht: set[str] = set()
    for wurzel in berechnung.wurzeln:
        if wurzel.id not in (schreiber.gezeigt if darstellung.voll else erreicht):
            schreiber.baum(wurzel, "", "", 0)
            erreicht.update(knoten.id for knoten in wurzel.alle())
    return "\n".join(schreiber.zeilen) + "\n"


class _Schreiber:
    def __init__(self, berechnung: Berechnung, darstellung: Darstellung) -> None:
        self.rechner = berechnung.rechner
        self.darstellung = darstellung
        self.gezeigt: set[str] = set()
        self.zeilen: list[str] = []

    def baum(self, knoten: Knoten, erste: str, weitere: str, tiefe: int) -> None:
        if knoten.id in self.gezeigt:
            if self.darstellung.voll:
                self._zeile(f"{benenne(self.rechner, knoten)}: siehe oben.", erste, weitere)
            return
        self.gezeigt.add(knoten.id)
        self._zeile(erklaere(self.rechner, knoten), erste, weitere)
        kinder = self._kinder(knoten, tiefe)
        rand = weitere + ("│  " if kinder else "   ")
        if self.darstellung.voll:
            for zeile in self._einzelheiten(knoten):
                self._zeile(zeile, f"{rand}· ", f"{rand}  ")
        for nummer, gruppe in enumerate(kinder):
            letzte = nummer == len(kinder) - 1
            ast, fort = ("└─ ", "   ") if letzte else ("├─ ", "│  ")
            if len(gruppe) > 1:
                self._zeile(self._lauf(gruppe), weitere + ast, weitere + fort)
                self.gezeigt.update(eines.id for eines in gruppe)
            else:
                self.baum(gruppe[0], weitere + ast, weitere + fort, tiefe + 1)

    def _kinder(self, knoten: Knoten, tiefe: int) -> list[list[Knoten]]:
        if self.darstellung.voll:
            return [[kind] for kind in knoten.kinder.values()]
        if tiefe >= KURZE_TIEFE:
            return []
        return _laeufe([kind for kind in knoten.kinder.values() if _zaehlt(kind) and kind.id not in self.gezeigt])

    def _lauf(self, gruppe: Sequence[Knoten]) -> str:
        erster, letzter = gruppe[0], gruppe[-1]
        wert = wert_text(self.rechner, erster)
        return f"{benenne(self.rechner, erster)} bis {benenne(self.rechner, letzter).split()[-1]}: je {wert}."

    def _einzelheiten(self, knoten: Knoten) -> Iterator[str]:
        regel = self.rechner.regelwerk.regeln[knoten.name]
        yield f"Regel {knoten.id} = {regel.text}"
        for angabe in knoten.angaben.values():
            wert = fuer_menschen(angabe.wert, self.rechner.regelwerk.typ_der_eingabe(angabe.pfad))
            grund = f" – {angabe.grund}" if angabe.grund else ""
            yield f"Angabe {angabe.ort}: {wert if angabe.wert is not None else 'nicht angegeben'}{grund}"
        for verwendung in knoten.parameter.values():
            yield f"Wert {verwendung.id}: {verwendung_text(verwendung)}"
        for zweig in knoten.zweige.values():
            andere = " / ".join(schnitt(regel.text, spanne) for spanne in zweig.nicht_genommen)
            yield f"{zweig.art}: {schnitt(regel.text, zweig.genommen)} (nicht: {andere})"

    def _zeile(self, text: str, erste: str, weitere: str) -> None:
        if self.darstellung.breite is None:
            self.zeilen.append(erste + text)
            return
        self.zeilen.extend(
            textwrap.wrap(
                text,
                max(self.darstellung.breite, len(erste) + 30),
                initial_indent=erste,
                subsequent_indent=weitere,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def _zaehlt(knoten: Knoten) -> bool:
    return not (isinstance(knoten.wert, Fraction) and knoten.wert == 0)


def _laeufe(knoten: Sequence[Knoten]) -> list[list[Knoten]]:
    """Fold neighbours of the same rule with the same value whose last index runs on (months, years)."""
    laeufe: list[list[Knoten]] = []
    for eines in knoten:
        if laeufe and _setzt_fort(laeufe[-1][-1], eines):
            laeufe[-1].append(eines)
        else:
            laeufe.append([eines])
    return laeufe


def _setzt_fort(vorher: Knoten, knoten: Knoten) -> bool:
    return (
        len(knoten.index) > 2
        and vorher.name == knoten.name
        and vorher.index[:-1] == knoten.index[:-1]
        and vorher.index[-1] + 1 == knoten.index[-1]
        and vorher.wert == knoten.wert
    )

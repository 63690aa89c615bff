"""Lay out the rules of a calculation as blocks of cells, each with its formula: what a workbook recomputes.

A rounded rule has two blocks, the value before and after. What is summed up has a block of its own unless it is the
plain value of a rule, so that every formula stays short and a person can check it cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.gebunden import Gebunden
from foerderung.rechnung.regelwerk import Regel, Regelwerk
from foerderung.rechnung.tabellenbezug import Bezug, Block, Glied, Rahmen
from foerderung.rechnung.tabellenformel import Uebersetzer
from foerderung.rechnung.typen import ANZAHL, EUR_EXAKT

VOR_RUNDUNG, GLIED = "vor_rundung", "glied"


@dataclass(frozen=True)
class Zelle:
    """One calculated cell; `index` counts as the evaluator does."""

    block: Block
    index: tuple[int, ...]
    formel: str


class Tabellenrechnung:
    """The rules that some results rest on, as blocks in the order in which they are computed.

    Args:
        regelwerk: the checked rules of one Fassung.
        rahmen: what the workbook offers.
        wurzeln: rules whose values the workbook shows; what they rest on comes before them.

    Raises:
        NichtAusdrueckbarError: a rule has no form in a spreadsheet (from `zellen` and `zelle`).
    """

    def __init__(self, regelwerk: Regelwerk, rahmen: Rahmen, wurzeln: Iterable[str]) -> None:
        self.regelwerk = regelwerk
        self.rahmen = rahmen
        regeln = _in_reihenfolge(regelwerk, wurzeln)
        teile = (teil for regel in regeln for teil in _teile(regel.ausdruck))
        self._mit_vorigem = {teil.regel for teil in teile if isinstance(teil, g.Vorheriger)}
        self.bloecke = {block.id: block for regel in regeln for block in self._bloecke(regel)}
        self.uebersetzer = Uebersetzer(regelwerk, rahmen, {name: b.dimensionen for name, b in self.bloecke.items()})

    def _bloecke(self, regel: Regel) -> Iterator[Block]:
        glieder: list[Block] = []
        ausdruck = self._mit_gliedern(regel, regel.ausdruck, glieder)
        yield from glieder
        paare = () if regel.id in self._mit_vorigem else self._paare(regel.dimensionen)
        block = Block(regel.id, regel.id, regel.dimensionen, regel.typ, ausdruck, None, regel.nur, paare)
        if regel.rundung is None:
            yield block
            return
        exakt = EUR_EXAKT if regel.typ.anzeige == "eur" else replace(regel.typ, nenner=None)
        yield replace(block, id=f"{regel.id}.{VOR_RUNDUNG}", typ=exakt)
        yield replace(block, ausdruck=None, rundung=regel.rundung)

    def _mit_gliedern(self, regel: Regel, ausdruck: Any, glieder: list[Block]) -> Any:
        """Put a block of its own in the place of every sum; what is summed is noted in `glieder`."""
        if isinstance(ausdruck, g.Ueber):
            return self._glied(regel, ausdruck, glieder)
        if not isinstance(ausdruck, Gebunden.__args__):
            return ausdruck
        neu = {}
        for feld in fields(ausdruck):
            wert = getattr(ausdruck, feld.name)
            if isinstance(wert, tuple):
                neu[feld.name] = tuple(self._mit_gliedern(regel, teil, glieder) for teil in wert)
            else:
                neu[feld.name] = self._mit_gliedern(regel, wert, glieder)
        return type(ausdruck)(**neu)

    def _glied(self, regel: Regel, ueber: g.Ueber, glieder: list[Block]) -> Glied:
        innen = self._gesamt(regel, ueber.dimension)
        inneres = ueber.inneres
        if not ueber.zaehlt and isinstance(inneres, g.Regelwert) and set(inneres.dimensionen) == set(innen):
            blank = inneres.regel not in self._mit_vorigem and set(ueber.paare) <= set(self._paare(inneres.dimensionen))
            if (blank or not ueber.paare) and self._immer_zahl(inneres.regel):
                return Glied(inneres.regel, inneres.dimensionen, ueber.dimension)
        if ueber.zaehlt:
            inneres = _wenn(inneres, g.Literal(Fraction(1)))
        nummer = f"{len(glieder) + 1}" if glieder else ""
        typ = ANZAHL if ueber.zaehlt else replace(regel.typ, nenner=None)
        name = f"{regel.id}.{GLIED}{nummer}"
        ausdruck = self._mit_gliedern(regel, inneres, glieder)
        glieder.append(Block(name, regel.id, innen, typ, ausdruck, None, regel.nur, self._paare(innen), inneres))
        return Glied(name, innen, ueber.dimension)

    def _immer_zahl(self, regel: str) -> bool:
        """Tell whether a rule's cells are numbers, so that those without a value do not count."""
        return self.regelwerk.regeln[regel].typ.art == "zahl"

    def _gesamt(self, regel: Regel, dimension: str) -> tuple[str, ...]:
        """Return the index of a summand: lists first, then numbers, each as the rule has them."""
        alle = (*regel.dimensionen, dimension)
        listen = [name for name in alle if self.regelwerk.dimensionen[name].liste]
        return (*listen, *(name for name in alle if name not in listen))

    def _paare(self, dimensionen: tuple[str, ...]) -> tuple[str, ...]:
        paare = self.regelwerk.paare.items()
        return tuple(name for name, paar in paare if set(paar.dimensionen) <= set(dimensionen))

    def zellen(self, block: Block) -> Iterator[Zelle]:
        """Write the formulas of a block, row by row."""
        for index in product(*(self.rahmen.bereiche[dimension] for dimension in block.dimensionen)):
            yield self.zelle(block, index)

    def zelle(self, block: Block, index: tuple[int, ...]) -> Zelle:
        """Write the formula of one cell."""
        return Zelle(block, index, self.uebersetzer.formel(block, index))

    @cached_property
    def alle_zellen(self) -> tuple[Zelle, ...]:
        """Write every formula once."""
        return tuple(zelle for block in self.bloecke.values() for zelle in self.zellen(block))

    @property
    def bezuege(self) -> Mapping[str, Bezug]:
        """Return every name that the formulas written so far use."""
        return self.uebersetzer.bezuege


def _wenn(bedingung: Gebunden, dann: Gebunden) -> g.Wenn:
    leer = Spanne(0, 0)
    return g.Wenn(bedingung, dann, g.Literal(Fraction(0)), leer, leer, leer)


def _in_reihenfolge(regelwerk: Regelwerk, wurzeln: Iterable[str]) -> list[Regel]:
    """Return the rules that some rest on, each after those it reads."""
    fertig: dict[str, Regel] = {}
    begonnen: set[str] = set()

    def besuche(name: str) -> None:
        if name in begonnen:
            return
        begonnen.add(name)
        regel = regelwerk.regeln[name]
        ausdruecke = [regel.ausdruck, *([regel.nur] if regel.nur is not None else [])]
        ausdruecke += [paar.bedingung for paar in regelwerk.paare.values()]
        ausdruecke += [g for d in regel.dimensionen for g in _grenzen(regelwerk, d)]
        for ausdruck in ausdruecke:
            for teil in _teile(ausdruck):
                if isinstance(teil, g.Regelwert | g.Vorheriger | g.Herkunft):
                    besuche(teil.regel)
        fertig[name] = regel

    for name in wurzeln:
        besuche(name)
    return list(fertig.values())


def _grenzen(regelwerk: Regelwerk, dimension: str) -> list[Gebunden]:
    deklariert = regelwerk.dimensionen[dimension]
    return [grenze for grenze in (deklariert.von, deklariert.bis) if grenze is not None]


def _teile(ausdruck: Any) -> Iterator[Gebunden]:
    """Walk over an expression and everything in it."""
    if isinstance(ausdruck, tuple):
        for teil in ausdruck:
            yield from _teile(teil)
    elif isinstance(ausdruck, Gebunden.__args__):
        yield ausdruck
        for feld in fields(ausdruck):
            yield from _teile(getattr(ausdruck, feld.name))

"""Sheets that compute: every rule as a row of formulas over named cells, with the values it has now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

from foerderung.dokumente.blatt import Blatt, Formel, Mappe
from foerderung.fach.zahlen import monat_deutsch
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.regelwerk import Dimension, Regel, Regelwerk
from foerderung.rechnung.tabellenbezug import Bezug, Block, Zellbezug, querachse
from foerderung.rechnung.tabellenrechnung import GLIED, VOR_RUNDUNG, Tabellenrechnung
from foerderung.rechnung.typen import TEXT

ERMITTLUNG = "Ermittlung"
BREITE_NAME, BREITE_WERT, BREITE_FUNDSTELLE, BREITE_STAND, BREITE_REGEL = 40, 17, 30, 12, 26
_BREITE_SCHMAL, _BREITE_TEXT = 14, 24
_VIELE_SPALTEN = 7

Adressen = dict[Bezug, str]
"""Where what a name stands for lies: an absolute address, of one cell or of several."""


class Blick(Protocol):
    """What the sheets show beside formulas."""

    def wert(self, block: Block, index: tuple[int, ...]) -> Wert | None:
        """Return the value of a cell as it is now, None where it has none."""

    def posten(self, dimension: str, nummer: int) -> str:
        """Return how an item of a list is called."""


@dataclass(frozen=True, slots=True)
class _Ort:
    """Which sheet a block lies on, and what runs across it."""

    blatt: str
    quer: str | None
    jahr: str


@dataclass
class Rechenblaetter:
    """Write the blocks of a calculation on their sheets; `adressen` tells where everything lies.

    Args:
        vorsatz: what the titles of the sheets begin with, where others are called the same.
    """

    mappe: Mappe
    rechnung: Tabellenrechnung
    blick: Blick
    vorsatz: str = ""
    adressen: Adressen = field(default_factory=dict)

    def schreibe(self) -> None:
        """Write all sheets, in the order in which they are computed."""
        blaetter: dict[str, list[Block]] = {}
        for block in self.rechnung.bloecke.values():
            blaetter.setdefault(self._ort(block).blatt, []).append(block)
        for name in sorted(blaetter, key=lambda name: name != ERMITTLUNG):
            _Rechenblatt(self, self._ort(blaetter[name][0]), blaetter[name]).schreibe()

    def _ort(self, block: Block) -> _Ort:
        werk = self.rechnung.regelwerk
        jahr = next(d.name for d in werk.dimensionen.values() if d.ist_jahr)
        listen = [name for name in block.dimensionen if werk.dimensionen[name].liste]
        quer = querachse(werk, block.dimensionen)
        namen = [self._listenname(name) for name in listen]
        if quer not in (None, jahr):
            return _Ort(f"{', '.join(namen)} je {werk.dimensionen[quer].bezeichnung}".strip(), quer, jahr)
        return _Ort(", ".join(namen) or ERMITTLUNG, jahr, jahr)

    def _listenname(self, dimension: str) -> str:
        felder = self.rechnung.regelwerk.felder.alle()
        return next((feld.beschriftung for feld in felder if feld.dimension == dimension), dimension)

    def zellen(self, bezug: Zellbezug) -> str:
        """Return the address of one cell, or of a row or column of them."""
        bereiche, block = self.rechnung.rahmen.bereiche, self.rechnung.bloecke[bezug.block]
        paare = list(zip(block.dimensionen, bezug.index, strict=True))
        oben = tuple(bereiche[name][0] if nummer is None else nummer for name, nummer in paare)
        unten = tuple(bereiche[name][-1] if nummer is None else nummer for name, nummer in paare)
        erste, letzte = (self.adressen[Zellbezug(bezug.block, ecke)] for ecke in (oben, unten))
        return erste if erste == letzte else f"{erste}:{letzte.partition('!')[2]}"


class _Rechenblatt:
    """One sheet: the index of a list and the rule down, years (or months, instalments) across."""

    def __init__(self, alle: Rechenblaetter, ort: _Ort, bloecke: list[Block]) -> None:
        self.alle = alle
        self.werk: Regelwerk = alle.rechnung.regelwerk
        self.ort = ort
        self.bloecke = bloecke
        self.mit_zeilen = any(self._laengs(block) for block in bloecke)
        self.spalten = list(alle.rechnung.rahmen.bereiche[ort.quer]) if ort.quer is not None else []
        self.einzeln = any(ort.quer not in block.dimensionen for block in bloecke)
        breite = _BREITE_TEXT if any(block.typ.art == TEXT.art for block in bloecke) else BREITE_WERT
        werte = [_BREITE_SCHMAL if len(self.spalten) > _VIELE_SPALTEN else breite] * (len(self.spalten) + self.einzeln)
        breiten = [BREITE_NAME, *werte, BREITE_FUNDSTELLE, BREITE_STAND, BREITE_REGEL]
        self.hinten = 1 + len(werte)
        self.blatt: Blatt = alle.mappe.blatt(alle.vorsatz + ort.blatt, breiten, 3)

    def schreibe(self) -> None:
        self._kopf()
        for block in self.bloecke:
            self._block(block)

    def _kopf(self) -> None:
        titel = "Ermittlung der Zuwendung" if self.ort.blatt == ERMITTLUNG else f"Ermittlung: {self.ort.blatt}"
        self.blatt.breit(0, titel, "titel")
        self.blatt.weiter()
        self.blatt.breit(
            0, "Jede Zahl ist eine Formel über benannten Zellen; Beträge vor der Rundung exakt.", "untertitel"
        )
        self.blatt.weiter()
        quer = self.werk.dimensionen[self.ort.quer] if self.ort.quer is not None else None
        self.blatt.text(0, quer.bezeichnung if quer is not None else "", "kopf")
        for spalte, stelle in enumerate(self.spalten, 1):
            self.blatt.text(spalte, _spaltenname(quer, stelle), "kopf_rechts")
        if self.einzeln:
            self.blatt.text(self.hinten - 1, "insgesamt" if not self.mit_zeilen else "ohne Jahr", "kopf_rechts")
        for spalte, text in enumerate(("Fundstelle", "Belegstand", "Regel"), self.hinten):
            self.blatt.text(spalte, text, "kopf_absatz")
        self.blatt.weiter()

    def _laengs(self, block: Block) -> list[str]:
        return [name for name in block.dimensionen if name != querachse(self.werk, block.dimensionen)]

    def _block(self, block: Block) -> None:
        regel = self.werk.regeln[block.regel]
        laengs = self._laengs(block)
        if not laengs:
            self._zeile(block, regel_bezeichnung(block, regel), {})
            self._beleg(block, regel)
            self.blatt.weiter()
            return
        self.blatt.breit(0, regel_bezeichnung(block, regel), "abschnitt", self.hinten)
        self._beleg(block, regel, "abschnitt_klein")
        self.blatt.weiter()
        for index in product(*(self.alle.rechnung.rahmen.bereiche[name] for name in laengs)):
            umgebung = dict(zip(laengs, index, strict=True))
            self._zeile(block, self._zeilenname(umgebung), umgebung)
            self.blatt.weiter()

    def _zeilenname(self, umgebung: Mapping[str, int]) -> str:
        teile = []
        for name, nummer in umgebung.items():
            dimension = self.werk.dimensionen[name]
            teile.append(self.alle.blick.posten(name, nummer) if dimension.liste else _spaltenname(dimension, nummer))
        return ", ".join(teile)

    def _zeile(self, block: Block, bezeichnung: str, umgebung: Mapping[str, int]) -> None:
        self.blatt.text(0, bezeichnung)
        quer = querachse(self.werk, block.dimensionen)
        stellen = list(enumerate(self.spalten, 1)) if quer is not None else [(self.hinten - 1, 0)]
        for spalte, stelle in stellen:
            alle = {**umgebung, **({quer: stelle} if quer is not None else {})}
            index = tuple(alle[name] for name in block.dimensionen)
            zelle = self.alle.rechnung.zelle(block, index)
            self.blatt.formel(spalte, Formel(zelle.formel, self.alle.blick.wert(block, index), block.typ))
            self.alle.adressen[Zellbezug(block.id, index)] = self.blatt.adresse(spalte)

    def _beleg(self, block: Block, regel: Regel, art: str = "klein") -> None:
        rundung = block.rundung
        quelle = rundung.quelle if rundung is not None else regel.quelle
        texte = (quelle.fundstelle, quelle.belegstand.value, block.id)
        for spalte, text in enumerate(texte, self.hinten):
            self.blatt.text(spalte, text, art)


def regel_bezeichnung(block: Block, regel: Regel) -> str:
    """Return what a block is called."""
    teil = block.id.partition(".")[2]
    if teil == VOR_RUNDUNG:
        return f"{regel.bezeichnung}, vor Rundung"
    return f"{regel.bezeichnung}, Summand" if teil.startswith(GLIED) else regel.bezeichnung


def _spaltenname(dimension: Dimension | None, stelle: int) -> str:
    if dimension is None or dimension.ist_jahr:
        return str(stelle)
    return monat_deutsch(stelle) if dimension.name == "monat" else f"{dimension.bezeichnung} {stelle}"


Benenner = Callable[[str, str], int]


def benenne_zellen(benenne: Benenner, bezuege: Mapping[str, Bezug], adressen: Mapping[Bezug, str]) -> None:
    """Define every name that a formula uses.

    Raises:
        KeyError: something has no cell.
    """
    for name, bezug in bezuege.items():
        benenne(name, f"={adressen[bezug]}")

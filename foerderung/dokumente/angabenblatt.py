"""The sheet with the inputs that a calculation reads: each in a cell of its own, which may be changed to try."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from foerderung.dokumente.blatt import Blatt, Mappe, typformat
from foerderung.dokumente.figur import Figur
from foerderung.dokumente.rechenblatt import Adressen
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.erklaerung import indextext
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.tabellenbezug import GETRENNT, JA, NEIN, STICHTAG, Bezug, Eingabebezug
from foerderung.rechnung.typen import DATUM, TEXT, Typ

_BREITE_NAME, _BREITE_POSTEN, _BREITE_WERT = 44, 34, 16


@dataclass(frozen=True, slots=True)
class _Eingabe:
    """An input of the application or the decision, with what the sheet says of it."""

    pfad: str
    beschriftung: str
    dimensionen: tuple[str, ...]
    typ: Typ


def angaben(mappe: Mappe, rechner: Rechner, stichtag: date, bezuege: Iterable[Bezug]) -> Adressen:
    """Write the inputs that formulas name and return where they lie."""
    pfade = {bezug.pfad for bezug in bezuege if isinstance(bezug, Eingabebezug)}
    blatt = _Angabenblatt(mappe, rechner)
    blatt.schreibe_stichtag(stichtag)
    werk = rechner.regelwerk
    felder = [
        _Eingabe(pfad, feld.beschriftung, feld.dimensionen, feld.typ or TEXT)
        for pfad, feld in werk.eingaben.items()
        if pfad in pfade
    ]
    blatt.schreibe("Angaben des Antrags", felder)
    ziele = [
        _Eingabe(pfad, _zielname(pfad), ziel.dimensionen, ziel.typ)
        for pfad, ziel in werk.ziele.items()
        if pfad in pfade
    ]
    blatt.schreibe("Entscheidung der Bewilligungsbehörde", ziele)
    return blatt.adressen


def _zielname(pfad: str) -> str:
    return pfad.partition(".")[2].replace("_", " ").capitalize()


class _Angabenblatt:
    def __init__(self, mappe: Mappe, rechner: Rechner) -> None:
        self.rechner = rechner
        self.jahr = next(d.name for d in rechner.regelwerk.dimensionen.values() if d.ist_jahr)
        self.jahre = list(rechner.bereich(self.jahr))
        self.adressen: Adressen = {}
        breiten = [_BREITE_NAME, _BREITE_POSTEN, *([_BREITE_WERT] * (1 + len(self.jahre)))]
        self.blatt: Blatt = mappe.blatt("Angaben", breiten, 3)
        self.blatt.breit(0, "Angaben", "titel")
        self.blatt.weiter()
        self.blatt.breit(0, "Was die Formeln lesen. Gelbe Zellen dürfen zur Probe geändert werden.", "untertitel")
        self.blatt.weiter()
        self.blatt.text(0, "Angabe", "kopf")
        self.blatt.text(1, "Posten", "kopf")
        self.blatt.text(2, "ohne Jahr", "kopf_rechts")
        for spalte, jahr in enumerate(self.jahre, 3):
            self.blatt.text(spalte, str(jahr), "kopf_rechts")
        self.blatt.weiter()

    def schreibe_stichtag(self, stichtag: date) -> None:
        self.blatt.text(0, "Stichtag (bestimmt Fassung und Werte dieser Mappe)")
        self.blatt.figur(2, Figur(stichtag, DATUM, "", {}))
        self.adressen[Eingabebezug(STICHTAG, ())] = self.blatt.adresse(2)
        self.blatt.weiter()

    def schreibe(self, titel: str, eingaben: list[_Eingabe]) -> None:
        if not eingaben:
            return
        self.blatt.weiter()
        self.blatt.breit(0, titel, "abschnitt", 3 + len(self.jahre))
        self.blatt.weiter()
        for eine in eingaben:
            for umgebung in self._zeilen(eine):
                self._zeile(eine, umgebung)

    def _zeilen(self, eine: _Eingabe) -> Iterator[dict[str, int]]:
        namen = [name for name in eine.dimensionen if name != self.jahr]
        for index in product(*(self.rechner.bereich(name) for name in namen)):
            yield dict(zip(namen, index, strict=True))

    def _zeile(self, eine: _Eingabe, umgebung: dict[str, int]) -> None:
        self.blatt.text(0, eine.beschriftung)
        self.blatt.text(1, ", ".join(indextext(self.rechner, name, nummer) for name, nummer in umgebung.items()))
        spalten = list(enumerate(self.jahre, 3)) if self.jahr in eine.dimensionen else [(2, 0)]
        for spalte, jahr in spalten:
            alle = {**umgebung, self.jahr: jahr}
            index = tuple(alle[name] for name in eine.dimensionen)
            self._zelle(spalte, eine, self._wert(eine.pfad, index))
            self.adressen[Eingabebezug(eine.pfad, index)] = self.blatt.adresse(spalte)
        self.blatt.weiter()

    def _wert(self, pfad: str, index: tuple[int, ...]) -> Wert | None:
        wert = self.rechner.eingaben.hole(pfad, index)
        feld = self.rechner.regelwerk.eingaben.get(pfad)
        if wert is not None or feld is None:
            return wert
        gibt_es = all(self.rechner.eingaben.hole(anderes, index[:1]) == text for anderes, text in feld.nur)
        return feld.vorgabe if gibt_es else None

    def _zelle(self, spalte: int, eine: _Eingabe, wert: Wert | None) -> None:
        match wert:
            case None:
                self.blatt.leer(spalte, "eingabe", typformat(eine.typ))
            case bool() | str() | frozenset():
                self._text(spalte, eine.pfad, wert)
            case _:
                self.blatt.figur(spalte, Figur(wert, eine.typ, "", {}), "eingabe")

    def _text(self, spalte: int, pfad: str, wert: bool | str | frozenset[str]) -> None:
        texte = self.rechner.regelwerk.anzeigetexte.get(pfad, {})
        self.blatt.text(spalte, zelltext(wert, texte), "eingabe_text")


def zelltext(wert: bool | str | frozenset[str], texte: Mapping[str, str]) -> str:
    """Return how a text, a truth value or a set stands in a cell that formulas read."""
    if isinstance(wert, frozenset):
        return GETRENNT.join(texte.get(teil, teil) for teil in sorted(wert))
    if isinstance(wert, bool):
        return JA if wert else NEIN
    return texte.get(wert, wert)

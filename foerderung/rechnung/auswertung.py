"""Evaluate a rule set exactly on one application; every value keeps a node with all it rests on."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from foerderung.errors import Meldung, RegelError
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.annahmen import genutzte_annahmen
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Angabe, Knoten, Verwendung, Verwendungsstelle, Zweig
from foerderung.rechnung.regelwerk import Parameter, Regelwerk, Reihe
from foerderung.rechnung.runden import runde
from foerderung.rechnung.wortschatz import WOERTER

Umgebung = dict[str, int]
"""Current index per dimension: a year, a number, or the position in a list."""

_VERGLEICHE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Rechner:
    """Compute rules on demand and remember each value once.

    Args:
        regelwerk: the checked rules of one Fassung.
        eingaben: the application and the decision.
        stichtag: day by which dated parameters are chosen.
        vorgaben: values set from outside instead of a rule's own, by rule id.

    Raises (from every evaluating method):
        RegelError: a day or key that parameters or series do not cover.
    """

    def __init__(
        self,
        regelwerk: Regelwerk,
        eingaben: Eingaben,
        stichtag: date,
        vorgaben: Mapping[str, Wert] | None = None,
    ) -> None:
        self.regelwerk = regelwerk
        self.eingaben = eingaben
        self.stichtag = stichtag
        self.vorgaben = dict(vorgaben or {})
        self.lokale: dict[str, Wert] = {}
        self._knoten: dict[tuple[str, tuple[int, ...]], Knoten] = {}
        self._bereiche: dict[str, range] = {}
        self._paare: dict[tuple[str, int, int], bool] = {}
        self._angaben: dict[tuple[str, tuple[int, ...]], Angabe] = {}
        self._verwendungen: dict[Verwendungsstelle, Verwendung] = {}
        self._herkuenfte: dict[tuple[str, str], frozenset[str]] = {}
        self._jetzt = Knoten("", ())
        # parts of explanations that many nodes share, each written once per calculation
        self.indextexte: dict[tuple[str, int], str] = {}
        self.quellentexte: dict[tuple[str, bool, tuple[Verwendungsstelle, ...]], str] = {}

    def knoten(self, regel: str, index: tuple[int, ...] = ()) -> Knoten:
        """Return the node of a rule at an index, computing it if need be."""
        schluessel = (regel, index)
        fertig = self._knoten.get(schluessel)
        if fertig is None:
            fertig = self._rechne(regel, index)
            self._knoten[schluessel] = fertig
        return fertig

    def _rechne(self, name: str, index: tuple[int, ...]) -> Knoten:
        knoten = Knoten(name, index)
        if name in self.vorgaben:
            knoten.wert = self.vorgaben[name]
            knoten.vorgegeben = True
            return knoten
        regel = self.regelwerk.regeln[name]
        umgebung = dict(zip(regel.dimensionen, index, strict=True))
        wert = self.werte_aus(regel.ausdruck, umgebung, knoten)
        if regel.rundung is not None:
            assert isinstance(wert, Fraction)
            knoten.vor_rundung = wert
            wert = runde(wert, regel.rundung)
        knoten.wert = wert
        return knoten

    def werte_aus(self, ausdruck: g.Gebunden, umgebung: Umgebung, knoten: Knoten) -> Wert:
        """Evaluate an expression; what it uses is noted in `knoten`."""
        vorher, self._jetzt = self._jetzt, knoten
        try:
            wert: Wert = self._wert(ausdruck, umgebung)
            return wert
        finally:
            self._jetzt = vorher

    def bereich(self, dimension: str) -> range:
        """Return the indices of a dimension."""
        fertig = self._bereiche.get(dimension)
        if fertig is None:
            deklariert = self.regelwerk.dimensionen[dimension]
            if deklariert.von is None or deklariert.bis is None:
                fertig = range(self.eingaben.laengen.get(dimension, 0))
            else:
                abseits = Knoten("", ())
                von = self.werte_aus(deklariert.von, {}, abseits)
                bis = self.werte_aus(deklariert.bis, {}, abseits)
                assert isinstance(von, int | Fraction)
                assert isinstance(bis, int | Fraction)
                fertig = range(int(von), int(bis) + 1)
            self._bereiche[dimension] = fertig
        return fertig

    def nimmt_teil(self, paare: Iterable[str], umgebung: Umgebung) -> bool:
        """Tell whether the current indices satisfy the conditions of the sparse pairs."""
        for name in paare:
            paar = self.regelwerk.paare[name]
            erste, zweite = paar.dimensionen
            schluessel = (name, umgebung[erste], umgebung[zweite])
            erfuellt = self._paare.get(schluessel)
            if erfuellt is None:
                erfuellt = bool(self.werte_aus(paar.bedingung, umgebung, Knoten("", ())))
                self._paare[schluessel] = erfuellt
            if not erfuellt:
                return False
        return True

    def paare_von(self, dimensionen: Iterable[str]) -> tuple[str, ...]:
        """Return the sparse pairs that lie within some dimensions."""
        menge = set(dimensionen)
        return tuple(name for name, paar in self.regelwerk.paare.items() if set(paar.dimensionen) <= menge)

    def _wert(self, ausdruck: g.Gebunden, umgebung: Umgebung) -> Any:
        return _AUSWERTUNG[type(ausdruck)](self, ausdruck, umgebung)

    def _literal(self, ausdruck: g.Literal, _: Umgebung) -> Any:
        return ausdruck.wert

    def _lokal(self, ausdruck: g.Lokal, _: Umgebung) -> Any:
        return self.lokale[ausdruck.name]

    def _index(self, ausdruck: g.Index, umgebung: Umgebung) -> Any:
        wert = umgebung[ausdruck.dimension]
        return wert if self.regelwerk.dimensionen[ausdruck.dimension].ist_jahr else Fraction(wert)

    def _stichtag(self, _: g.Stichtag, __: Umgebung) -> Any:
        self._jetzt.angaben["stichtag"] = Angabe("stichtag", "stichtag", self.stichtag)
        return self.stichtag

    def _hole(self, pfad: str, dimensionen: tuple[str, ...], umgebung: Umgebung) -> Wert | None:
        index = tuple([umgebung[dimension] for dimension in dimensionen])
        angabe = self._angaben.get((pfad, index))
        if angabe is None:
            angabe = self._angaben[(pfad, index)] = self._lies(pfad, index)
        self._jetzt.angaben[angabe.ort] = angabe
        return angabe.wert

    def _lies(self, pfad: str, index: tuple[int, ...]) -> Angabe:
        wert = self.eingaben.hole(pfad, index)
        feld = self.regelwerk.eingaben.get(pfad)
        if wert is None and feld is not None:
            wert = feld.vorgabe
        beleg = self.eingaben.belege.get((pfad, index))
        if beleg is not None:
            return Angabe(beleg.ort, pfad, wert, beleg.grund)
        return Angabe(self._zielort(pfad, index) if feld is None else feld.ort.format(*index), pfad, wert)

    @staticmethod
    def _zielort(pfad: str, index: tuple[int, ...]) -> str:
        return f"{pfad}[{','.join(map(str, index))}]" if index else pfad

    def _eingabewert(self, ausdruck: g.Eingabewert, umgebung: Umgebung) -> Any:
        wert = self._hole(ausdruck.eingabe, ausdruck.dimensionen, umgebung)
        if wert is None:
            raise FehlendeAngabeError(ausdruck.eingabe)
        return wert

    def _vorhanden(self, ausdruck: g.Vorhanden, umgebung: Umgebung) -> Any:
        return self._hole(ausdruck.eingabe, ausdruck.dimensionen, umgebung) is not None

    def _sonst(self, ausdruck: g.Sonst, umgebung: Umgebung) -> Any:
        wert = self._hole(ausdruck.eingabe, ausdruck.dimensionen, umgebung)
        return self._wert(ausdruck.ersatz, umgebung) if wert is None else wert

    def _regelwert(self, ausdruck: g.Regelwert, umgebung: Umgebung) -> Any:
        index = tuple([umgebung[dimension] for dimension in ausdruck.dimensionen])
        kind = self._knoten.get((ausdruck.regel, index)) or self.knoten(ausdruck.regel, index)
        self._jetzt.kinder[kind.id] = kind
        return kind.wert

    def _vorheriger(self, ausdruck: g.Vorheriger, umgebung: Umgebung) -> Any:
        vorher = umgebung[ausdruck.dimension] - 1
        if vorher not in self.bereich(ausdruck.dimension):
            return Fraction(0)
        return self._regelwert(
            g.Regelwert(ausdruck.regel, ausdruck.dimensionen), {**umgebung, ausdruck.dimension: vorher}
        )

    def _parameterzugriff(self, ausdruck: g.Parameterzugriff, umgebung: Umgebung) -> Any:
        schluessel = tuple([_schluesseltext(self._wert(teil, umgebung)) for teil in ausdruck.schluessel])
        stelle = (ausdruck.parameter, schluessel, None)
        verwendung = self._verwendungen.get(stelle)
        if verwendung is None:
            parameter = self.regelwerk.parameter[ausdruck.parameter]
            verwendung = self._verwendungen[stelle] = _parameterwert(parameter, schluessel, self.stichtag)
        self._jetzt.parameter[stelle] = verwendung
        return verwendung.wert

    def _reihenzugriff(self, ausdruck: g.Reihenzugriff, umgebung: Umgebung) -> Any:
        schluessel = tuple([_schluesseltext(self._wert(teil, umgebung)) for teil in ausdruck.schluessel])
        tag: date = self._wert(ausdruck.tag, umgebung)
        verwendung = self._verwendungen.get((ausdruck.reihe, schluessel, tag))
        if verwendung is None:
            verwendung = _reihenwert(self.regelwerk.reihen[ausdruck.reihe], schluessel, tag)
            self._verwendungen[(ausdruck.reihe, schluessel, tag)] = verwendung
        self._jetzt.parameter.setdefault((ausdruck.reihe, schluessel, verwendung.gilt_ab), verwendung)
        return verwendung.wert

    def _rechnung(self, ausdruck: g.Rechnung, umgebung: Umgebung) -> Any:
        links = self._wert(ausdruck.links, umgebung)
        rechts = self._wert(ausdruck.rechts, umgebung)
        match ausdruck.zeichen:
            case "*":
                return links * rechts
            case "/":
                if rechts == 0:
                    raise RegelError(Meldung(f"Division durch 0 in {self._jetzt.id}"))
                return Fraction(links) / rechts
        try:
            return _plus(links, rechts) if ausdruck.zeichen == "+" else _minus(links, rechts)
        except OverflowError:
            raise RegelError(Meldung("ein Datum außerhalb des Kalenders", ort=self._jetzt.id)) from None

    def _negativ(self, ausdruck: g.Negativ, umgebung: Umgebung) -> Any:
        return -self._wert(ausdruck.wert, umgebung)

    def _vergleich(self, ausdruck: g.Vergleich, umgebung: Umgebung) -> Any:
        links = self._wert(ausdruck.links, umgebung)
        return _VERGLEICHE[ausdruck.zeichen](links, self._wert(ausdruck.rechts, umgebung))

    def _element(self, ausdruck: g.Element, umgebung: Umgebung) -> Any:
        return self._wert(ausdruck.links, umgebung) in self._wert(ausdruck.rechts, umgebung)

    def _verknuepfung(self, ausdruck: g.Verknuepfung, umgebung: Umgebung) -> Any:
        links = self._wert(ausdruck.links, umgebung)
        return self._wert(ausdruck.rechts, umgebung) if links == ausdruck.ist_und else links

    def _nicht(self, ausdruck: g.Nicht, umgebung: Umgebung) -> Any:
        return not self._wert(ausdruck.wert, umgebung)

    def _wenn(self, ausdruck: g.Wenn, umgebung: Umgebung) -> Any:
        if self._wert(ausdruck.bedingung, umgebung):
            self._zweig("wenn", ausdruck.spanne, ausdruck.spanne_dann, (ausdruck.spanne_sonst,))
            return self._wert(ausdruck.dann, umgebung)
        self._zweig("wenn", ausdruck.spanne, ausdruck.spanne_sonst, (ausdruck.spanne_dann,))
        return self._wert(ausdruck.sonst, umgebung)

    def _aeusserster(self, ausdruck: g.Aeusserster, umgebung: Umgebung) -> Any:
        werte = [self._wert(glied, umgebung) for glied in ausdruck.glieder]
        wert = min(werte) if ausdruck.ist_min else max(werte)
        stelle = werte.index(wert)
        andere = ausdruck.spannen[:stelle] + ausdruck.spannen[stelle + 1 :]
        self._zweig("min" if ausdruck.ist_min else "max", ausdruck.spanne, ausdruck.spannen[stelle], andere)
        return wert

    def _zweig(self, art: str, spanne: Spanne, genommen: Spanne, andere: tuple[Spanne, ...]) -> None:
        zweige = self._jetzt.zweige
        stelle = (spanne.von, spanne.bis, genommen.von, genommen.bis)
        if stelle not in zweige:
            zweige[stelle] = Zweig(art, spanne, genommen, andere)

    def _ueber(self, ausdruck: g.Ueber, umgebung: Umgebung) -> Any:
        summe = Fraction(0)
        for stelle in self.bereich(ausdruck.dimension):
            innen = {**umgebung, ausdruck.dimension: stelle}
            if self.nimmt_teil(ausdruck.paare, innen):
                summe += self._wert(ausdruck.inneres, innen)
        return summe

    def _funktion(self, ausdruck: g.Funktion, umgebung: Umgebung) -> Any:
        argumente = [self._wert(argument, umgebung) for argument in ausdruck.argumente]
        try:
            return WOERTER[ausdruck.wort].wert(self.regelwerk.kalender, *argumente)
        except ValueError:
            angaben = ", ".join(map(str, argumente))
            raise RegelError(Meldung(f"{ausdruck.wort}({angaben}) gibt es nicht", ort=self._jetzt.id)) from None

    def _herkunft(self, ausdruck: g.Herkunft, umgebung: Umgebung) -> Any:
        kind = self.knoten(ausdruck.regel, tuple(umgebung[d] for d in ausdruck.dimensionen))
        self._jetzt.kinder[kind.id] = kind
        schluessel = (ausdruck.was, kind.id)
        if schluessel not in self._herkuenfte:
            ist_gesucht = ausdruck.was == "annahme"
            namen = genutzte_annahmen(self.regelwerk, kind) if ist_gesucht else _fortgeschriebene(kind)
            self._herkuenfte[schluessel] = frozenset(namen)
        return self._herkuenfte[schluessel]


def _fortgeschriebene(wurzel: Knoten) -> Iterator[str]:
    for knoten in wurzel.alle():
        yield from (v.id for v in knoten.parameter.values() if v.fortgeschrieben)


class FehlendeAngabeError(Exception):
    """An input was read that the document does not hold; only checks of incomplete documents meet it."""


def _schluesseltext(wert: Wert) -> str:
    return str(wert.numerator) if isinstance(wert, Fraction) and wert.denominator == 1 else str(wert)


def _parameterwert(parameter: Parameter, schluessel: tuple[str, ...], stichtag: date) -> Verwendung:
    wert = (parameter.am(stichtag) or {}).get(schluessel)
    if wert is None:
        raise RegelError(_kein_wert(parameter, schluessel, stichtag))
    return Verwendung(
        parameter.id, parameter.bezeichnung, schluessel, wert.wert, parameter.typ, wert.gilt_ab, wert.quelle
    )


def _reihenwert(reihe: Reihe, schluessel: tuple[str, ...], tag: date) -> Verwendung:
    zeile = reihe.am(schluessel, tag)
    fortgeschrieben = reihe.ist_fortgeschrieben(tag)
    if zeile is None or zeile.wert is None or (fortgeschrieben and not reihe.fortschreiben):
        raise RegelError(_kein_wert(reihe, schluessel, tag))
    return Verwendung(
        reihe.id, reihe.bezeichnung, schluessel, zeile.wert, reihe.typ, zeile.von, reihe.quelle, tag, fortgeschrieben
    )


def _kein_wert(tabelle: Parameter | Reihe, schluessel: tuple[str, ...], tag: date) -> Meldung:
    fuer = f" für {', '.join(schluessel)}" if schluessel else ""
    return Meldung(
        f"„{tabelle.bezeichnung}“ hat am {datum_deutsch(tag)} keinen Wert{fuer}",
        ort=tabelle.id,
        abhilfe="Datum prüfen oder die Werte in rules/ ergänzen.",
    )


def _plus(links: Any, rechts: Any) -> Any:
    if isinstance(links, date):
        return links + timedelta(days=int(rechts))
    return int(links + rechts) if isinstance(links, int) else links + rechts


def _minus(links: Any, rechts: Any) -> Any:
    if isinstance(links, date):
        if isinstance(rechts, date):
            return Fraction((links - rechts).days)
        return links - timedelta(days=int(rechts))
    if isinstance(links, int):
        return Fraction(links - rechts) if isinstance(rechts, int) else int(links - rechts)
    return links - rechts


_AUSWERTUNG: dict[type, Callable[[Rechner, Any, Umgebung], Any]] = {
    g.Literal: Rechner._literal,
    g.Lokal: Rechner._lokal,
    g.Index: Rechner._index,
    g.Stichtag: Rechner._stichtag,
    g.Eingabewert: Rechner._eingabewert,
    g.Vorhanden: Rechner._vorhanden,
    g.Sonst: Rechner._sonst,
    g.Regelwert: Rechner._regelwert,
    g.Vorheriger: Rechner._vorheriger,
    g.Parameterzugriff: Rechner._parameterzugriff,
    g.Reihenzugriff: Rechner._reihenzugriff,
    g.Rechnung: Rechner._rechnung,
    g.Negativ: Rechner._negativ,
    g.Vergleich: Rechner._vergleich,
    g.Element: Rechner._element,
    g.Verknuepfung: Rechner._verknuepfung,
    g.Nicht: Rechner._nicht,
    g.Wenn: Rechner._wenn,
    g.Aeusserster: Rechner._aeusserster,
    g.Ueber: Rechner._ueber,
    g.Funktion: Rechner._funktion,
    g.Herkunft: Rechner._herkunft,
}
assert set(_AUSWERTUNG) == set(g.Gebunden.__args__)

"""Put the result together as the guideline declares it: every figure with the node it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.anzeige import auf_stellen, fuer_maschinen, fuer_menschen
from foerderung.rechnung.auswertung import Rechner, Umgebung
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.regelwerk import Ausgabefeld, Ausgabegruppe
from foerderung.rechnung.typen import Typ


@dataclass(frozen=True, slots=True)
class Ergebniswert:
    """One figure or text of the result.

    Attributes:
        knoten: the node of the trace it comes from; None for plain inputs and look-ups.
    """

    name: str
    bezeichnung: str
    wert: Wert | None
    typ: Typ
    knoten: Knoten | None
    texte: Mapping[str, str]
    prozent: bool = False
    nachkomma: int | None = None

    @property
    def json(self) -> Any:
        """Return the value as the JSON contract shows it."""
        if self.nachkomma is not None and isinstance(self.wert, Fraction):
            return auf_stellen(self.wert, self.nachkomma)
        return fuer_maschinen(self.wert, self.typ, self.prozent)

    def __str__(self) -> str:
        return fuer_menschen(self.wert, self.typ, self.texte)


@dataclass(frozen=True, slots=True)
class Ergebnisgruppe:
    """A part of the result: figures by name and further parts; `schluessel` is the year or position."""

    bezeichnung: str
    schluessel: int | None
    werte: Mapping[str, Ergebniswert]
    gruppen: Mapping[str, tuple[Ergebnisgruppe, ...]]
    als_abbildung: frozenset[str]
    einzeln: frozenset[str]

    def __getitem__(self, name: str) -> Ergebniswert:
        return self.werte[name]

    def je_jahr(self, name: str) -> dict[int, Ergebnisgruppe]:
        """Return the parts under a name by year."""
        return {teil.schluessel: teil for teil in self.gruppen[name] if teil.schluessel is not None}

    def alle(self) -> Iterator[Ergebniswert]:
        """Walk over every figure."""
        yield from self.werte.values()
        for teile in self.gruppen.values():
            for teil in teile:
                yield from teil.alle()

    def als_json(self) -> dict[str, Any]:
        """Return the part as plain JSON data: years become keys, lists stay lists."""
        daten: dict[str, Any] = {}
        for name, teile in self.gruppen.items():
            if name in self.als_abbildung:
                daten[name] = {str(teil.schluessel): teil.als_json() for teil in teile}
            elif name in self.einzeln:
                daten[name] = teile[0].als_json()
            else:
                daten[name] = [teil.als_json() for teil in teile]
        return {**{name: wert.json for name, wert in self.werte.items()}, **daten}


def ermittle(rechner: Rechner, gruppe: Ausgabegruppe) -> Ergebnisgruppe:
    """Compute one part of the declared result (without repeating it over its own index)."""
    return _teil(rechner, gruppe, {}, None)


def weitere_knoten(rechner: Rechner) -> Iterator[Knoten]:
    """Compute the rules that belong to the trace beside the result, at every index at which they exist."""
    for name in rechner.regelwerk.weitere:
        regel = rechner.regelwerk.regeln[name]
        paare = rechner.paare_von(regel.dimensionen)
        for index in product(*(rechner.bereich(dimension) for dimension in regel.dimensionen)):
            umgebung = dict(zip(regel.dimensionen, index, strict=True))
            if rechner.nimmt_teil(paare, umgebung) and _gilt(rechner, regel.nur, umgebung):
                yield rechner.knoten(name, index)


def _teil(rechner: Rechner, gruppe: Ausgabegruppe, umgebung: Umgebung, schluessel: int | None) -> Ergebnisgruppe:
    return Ergebnisgruppe(
        gruppe.bezeichnung,
        schluessel,
        {feld.name: _wert(rechner, feld, umgebung) for feld in gruppe.felder},
        {unter.name: tuple(_wiederhole(rechner, unter, umgebung)) for unter in gruppe.gruppen},
        frozenset(unter.name for unter in gruppe.gruppen if unter.als_abbildung),
        frozenset(unter.name for unter in gruppe.gruppen if not unter.je),
    )


def _wiederhole(rechner: Rechner, gruppe: Ausgabegruppe, umgebung: Umgebung) -> Iterator[Ergebnisgruppe]:
    if not gruppe.je:
        yield _teil(rechner, gruppe, umgebung, None)
        return
    if gruppe.nur == g.Literal(False):
        return
    paare = rechner.paare_von((*umgebung, gruppe.je))
    for stelle in rechner.bereich(gruppe.je):
        innen = {**umgebung, gruppe.je: stelle}
        if rechner.nimmt_teil(paare, innen) and _gilt(rechner, gruppe.nur, innen):
            yield _teil(rechner, gruppe, innen, stelle)


def _gilt(rechner: Rechner, bedingung: g.Gebunden | None, umgebung: Umgebung) -> bool:
    return bedingung is None or bool(rechner.werte_aus(bedingung, umgebung, Knoten("", ())))


def _wert(rechner: Rechner, feld: Ausgabefeld, umgebung: Umgebung) -> Ergebniswert:
    knoten: Knoten | None = None
    wert: Wert | None = None
    if feld.wert is not None and _gilt(rechner, feld.nur, umgebung):
        abseits = Knoten("", ())
        wert = rechner.werte_aus(feld.wert, umgebung, abseits)
        if isinstance(feld.wert, g.Regelwert):
            (knoten,) = abseits.kinder.values()
    texte = rechner.regelwerk.anzeigetexte.get(_name(feld.wert), {})
    return Ergebniswert(feld.name, feld.bezeichnung, wert, feld.typ, knoten, texte, feld.prozent, feld.nachkomma)


def _name(gebunden: g.Gebunden | None) -> str:
    match gebunden:
        case g.Regelwert(name, _) | g.Eingabewert(name, _) | g.Parameterzugriff(name, _):
            return name
    return ""

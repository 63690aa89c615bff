"""Compute one part of a guideline's result from given inputs, without an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from foerderung.errors import EingabeError, Meldung
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.ergebnis import ermittle
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.regelwerk import Ausgabegruppe, Regelwerk
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.richtlinien.verzeichnis import Richtlinie


def rechne_teil(
    regelwerk: Regelwerk,
    gruppe: str,
    eingaben: Eingaben,
    stichtag: date,
    vorgaben: Mapping[str, Wert] | None = None,
) -> Teilberechnung:
    """Compute the part `gruppe` of the declared result.

    Raises:
        EingabeError: the guideline has no such part.
        RegelError: a day that the rules do not cover.
    """
    rechner = Rechner(regelwerk, eingaben, stichtag, vorgaben)
    return Teilberechnung(regelwerk, rechner, ermittle(rechner, _gruppe(regelwerk, gruppe)))


def _gruppe(regelwerk: Regelwerk, name: str) -> Ausgabegruppe:
    for gruppe in regelwerk.ausgabe.gruppen:
        if gruppe.name == name:
            return gruppe
    raise EingabeError(Meldung(f"{regelwerk.kurz} regelt nichts unter „{name}“", ort="richtlinie"))


def letzter_stand(richtlinie: Richtlinie, regelwerk: Regelwerk) -> date:
    """Return the day on which the last values of a Fassung hold."""
    spaetere = [fassung.ab for fassung in richtlinie.fassungen if fassung.ab > regelwerk.fassung.ab]
    if spaetere:
        return min(spaetere) - timedelta(days=1)
    staende = [ab for parameter in regelwerk.parameter.values() for ab, _ in parameter.werte]
    return max([regelwerk.fassung.ab, *staende])


def einzeln(werte: Mapping[str, Wert | None]) -> Eingaben:
    """Return inputs without index; None means not given."""
    return Eingaben({pfad: {(): wert} for pfad, wert in werte.items() if wert is not None})

"""Compute the payment plan of a grant without an application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.ergebnis import Ergebnisgruppe, ermittle
from foerderung.rechnung.knoten import alle_knoten
from foerderung.rechnung.regelwerk import Ausgabegruppe, Regelwerk
from foerderung.rechnung.spur import regelknoten_daten
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.regeln import lade

ZUWENDUNG = "zuwendung_gesamt"
AUSZAHLUNG = "auszahlung"


@dataclass(frozen=True, slots=True)
class Vorgabe:
    """What a payment plan depends on.

    Attributes:
        zuwendung: the whole grant in EUR.
        beginn, ende: first and last day of the project.
    """

    zuwendung: Fraction
    beginn: date
    ende: date
    einzelprojekt: bool = True


@dataclass(frozen=True)
class Auszahlungsplan:
    """A payment plan with the nodes it rests on."""

    regelwerk: Regelwerk
    rechner: Rechner
    ergebnis: Ergebnisgruppe

    def als_json(self) -> dict[str, Any]:
        """Return the outer contract."""
        wurzeln = [wert.knoten for wert in self.ergebnis.alle() if wert.knoten is not None]
        return {
            **self.ergebnis.als_json(),
            "richtlinie": self.regelwerk.richtlinie,
            "fassung": self.regelwerk.fassung.id,
            "regelwerk_sha256": self.regelwerk.sha256,
            "spur": {
                "wurzeln": [eines.id for eines in wurzeln],
                "knoten": [regelknoten_daten(self.rechner, eines) for eines in alle_knoten(wurzeln)],
            },
        }


def plane(vorgabe: Vorgabe, richtlinie: str, fassung: str | None = None, regeln: Path | None = None) -> Auszahlungsplan:
    """Compute a payment plan.

    Raises:
        EingabeError: unknown guideline or Fassung, or an end before the beginning.
        RegelError: faulty rules.
    """
    if vorgabe.ende < vorgabe.beginn:
        raise EingabeError(
            Meldung(
                f"Ende {datum_deutsch(vorgabe.ende)}",
                ort="ende",
                zulaessig=f"ab {datum_deutsch(vorgabe.beginn)}",
            )
        )
    geladen = lade(richtlinie, regeln)
    regelwerk = geladen.fassung(fassung)
    gruppe = _gruppe(regelwerk)
    eingaben = Eingaben(
        {
            "vorhaben.beginn": {(): vorgabe.beginn},
            "vorhaben.ende": {(): vorgabe.ende},
            "vorhaben.einzelprojekt": {(): vorgabe.einzelprojekt},
        }
    )
    rechner = Rechner(regelwerk, eingaben, _letzter_stand(geladen, regelwerk), {ZUWENDUNG: vorgabe.zuwendung})
    return Auszahlungsplan(regelwerk, rechner, ermittle(rechner, gruppe))


def _gruppe(regelwerk: Regelwerk) -> Ausgabegruppe:
    for gruppe in regelwerk.ausgabe.gruppen:
        if gruppe.name == AUSZAHLUNG:
            return gruppe
    raise EingabeError(Meldung(f"„{regelwerk.kurz}“ regelt keine Auszahlung", ort="richtlinie"))


def _letzter_stand(richtlinie: Richtlinie, regelwerk: Regelwerk) -> date:
    """Return the day on which the last values of a Fassung hold."""
    spaetere = [fassung.ab for fassung in richtlinie.fassungen if fassung.ab > regelwerk.fassung.ab]
    if spaetere:
        return min(spaetere) - timedelta(days=1)
    staende = [ab for parameter in regelwerk.parameter.values() for ab, _ in parameter.werte]
    return max([regelwerk.fassung.ab, *staende])

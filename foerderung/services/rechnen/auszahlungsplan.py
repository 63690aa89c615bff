"""Compute the payment plan of a grant without an application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.teilrechnung import einzeln, letzter_stand, rechne_teil
from foerderung.services.regelwerk.regeln import lade

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


def plane(vorgabe: Vorgabe, richtlinie: str, fassung: str | None = None, regeln: Path | None = None) -> Teilberechnung:
    """Compute a payment plan.

    Raises:
        EingabeError: unknown guideline or Fassung, or an end before the beginning.
        RegelError: faulty rules.
    """
    if vorgabe.ende < vorgabe.beginn:
        raise EingabeError(
            Meldung(datum_deutsch(vorgabe.ende), ort="ende", zulaessig=f"ab {datum_deutsch(vorgabe.beginn)}")
        )
    geladen = lade(richtlinie, regeln)
    regelwerk = geladen.fassung(fassung)
    eingaben = einzeln(
        {
            "vorhaben.beginn": vorgabe.beginn,
            "vorhaben.ende": vorgabe.ende,
            "vorhaben.einzelprojekt": vorgabe.einzelprojekt,
        }
    )
    stand = letzter_stand(geladen, regelwerk)
    return rechne_teil(regelwerk, AUSZAHLUNG, eingaben, stand, {ZUWENDUNG: vorgabe.zuwendung})

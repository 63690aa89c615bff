"""Choose the clauses of a notice by the rules of general procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.dokumente.klauseln import bescheidlage
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.klausel import Klausel
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.teilrechnung import einzeln
from foerderung.services.rechnen.verfahrensrecht import VERFAHREN, rechne_gruppe
from foerderung.services.regelwerk.regeln import lade

GRUPPE = "klauseln"
"""Part of the procedure whose fields are the rules that choose clauses."""


def waehle_klauseln(
    berechnung: Berechnung, angaben: Bescheidangaben | None, regeln: Path | None = None
) -> tuple[Klausel, ...]:
    """Return the clauses of a notice in order: those that stand in every one, and those whose rule is true.

    Args:
        berechnung: what is granted.
        angaben: facts of the case; None for a draft, in which what only a case can say is left open.

    Raises:
        RegelError: a day before the first the rules cover.
    """
    stichtag = angaben.datum if angaben is not None else berechnung.stichtag
    teil = rechne_klauseln(bescheidlage(berechnung, angaben), stichtag, regeln)
    return tuple(klausel for klausel in teil.regelwerk.klauseln if not klausel.wenn or teil.ergebnis[klausel.wenn].wert)


def rechne_klauseln(lage: Mapping[str, Wert | None], stichtag: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute for each rule that chooses clauses whether it holds, by the rules of a day.

    Args:
        lage: inputs ``bescheid.…``; rules whose input is missing have no value.

    Raises:
        RegelError: a day before the first the rules cover.
    """
    return rechne_gruppe(GRUPPE, einzeln(lage), lade(VERFAHREN, regeln), stichtag)

"""Saved views of the overview of cases: they belong to the office, not to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.services.amt import Amt
from foerderung.services.amtsakt import vollziehe_im_amt
from foerderung.services.fall.fallansicht import hole_ansicht
from foerderung.services.ort import Ort
from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN

_NAME = re.compile(r"\w[\w .-]{0,39}")


def merke_ansicht(ort: Ort, name: str, angaben: Mapping[str, Any]) -> None:
    """Save a view, in place of an earlier one of that name.

    Args:
        angaben: plain data, not empty.

    Raises:
        EingabeError: no proper name, or nothing to save.
        NichtErlaubtError: the acting person may write nothing.
    """
    if not _NAME.fullmatch(name):
        zulaessig = "bis zu 40 Buchstaben, Ziffern, Leerzeichen, Punkte und Striche"
        raise EingabeError(Meldung(f"„{name}“ ist kein Name einer Ansicht", "--merke", zulaessig=zulaessig))
    if not angaben:
        raise EingabeError(
            Meldung("es ist nichts zu merken", "--merke", abhilfe="Filter, Spalten oder Reihenfolge angeben.")
        )
    fakten = {"name": name, "angaben": dict(angaben)}
    vollziehe_im_amt(_amt(ort), ANSICHT_SPEICHERN, lambda _, __: fakten, lambda _, __: None)


def vergiss_ansicht(ort: Ort, name: str) -> None:
    """Forget a saved view.

    Raises:
        EingabeError: there is none of that name; with the nearest.
        NichtErlaubtError: the acting person may write nothing.
    """

    def bereite(einheit: Any, _: Any) -> Mapping[str, Any]:
        hole_ansicht(einheit.verbindung, name)
        return {"name": name}

    vollziehe_im_amt(_amt(ort), ANSICHT_LOESCHEN, bereite, lambda _, __: None)


def _amt(ort: Ort) -> Amt:
    return Amt(ort.datenbank, ort.als, ort.gestellt, ort.regeln, ort.jetzt)

"""Compute applications given as plain data, through the same text and reader as a file."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from foerderung.errors import FoerderungError
from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.quelltext import lies_text
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.zuwendung import Dokument, berechne
from foerderung.services.regelwerk.regeln import lade
from tests import golden
from tests.antragstext import als_yaml

Daten = Mapping[str, Any]


def dokument(daten: Daten, datei: str = "antrag.yaml") -> Dokument:
    """Write plain data as YAML and read it as the product does."""
    return aus_text(als_yaml(daten), datei)


def aus_text(text: str, datei: str = "antrag.yaml") -> Dokument:
    """Read the text of a document."""
    return Dokument(lies_text(text, datei), datei)


def rechne(
    antrag: Daten,
    entscheidung: Daten | None = None,
    stichtag: date | None = None,
    richtlinie: Richtlinie | None = None,
) -> Berechnung:
    """Compute an application under RL KommPräv, or under a guideline loaded elsewhere."""
    beschluss = None if entscheidung is None else dokument(entscheidung, "entscheidung.yaml")
    return berechne(richtlinie or lade("kommpraev"), dokument(antrag), beschluss, stichtag)


def fehler(antrag: Daten, entscheidung: Daten | None = None, stichtag: date | None = None) -> FoerderungError:
    """Return the error that computing an application raises."""
    with pytest.raises(FoerderungError) as gefangen:
        rechne(antrag, entscheidung, stichtag)
    return gefangen.value


def antrag(basis: str = "koordination-dreijaehrig", **anders: Any) -> dict[str, Any]:
    """Return an example application; ``stellen[0].vzae`` and the like may be given in a mapping ``setze``."""
    daten = copy.deepcopy(golden.lade_basis(basis))
    for pfad, wert in anders.pop("setze", {}).items():
        golden.setze(daten, pfad, wert)
    for pfad in anders.pop("ohne", ()):
        golden.entferne(daten, pfad)
    return {**daten, **anders}

"""Figures for a workbook: a value, its type, and the node or input it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.ergebnis import Ergebniswert
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.typen import Typ


@dataclass(frozen=True, slots=True)
class Figur:
    """A value as a cell shows it.

    Attributes:
        wert: None where there is nothing to show.
        spur: id of the node, or key path of the input; empty for look-ups and None.
    """

    wert: Wert | None
    typ: Typ
    spur: str
    texte: Mapping[str, str]

    @classmethod
    def aus_ergebnis(cls, wert: Ergebniswert) -> Self:
        """Take a value of the result."""
        return cls(wert.wert, wert.typ, wert.knoten.id if wert.knoten is not None else "", wert.texte)

    def __str__(self) -> str:
        return fuer_menschen(self.wert, self.typ, self.texte)

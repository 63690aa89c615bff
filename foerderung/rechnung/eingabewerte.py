"""The values of one application and one decision, immutable, addressed as the rules name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from foerderung.rechnung.gebunden import Wert

Indexwert = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beleg:
    """Where in a decision a value stands, and the reason given for it."""

    ort: str
    grund: str


@dataclass(frozen=True, slots=True)
class Eingaben:
    """Hold what was given (defaults filled in), ready for the evaluator.

    Attributes:
        werte: per input path the values by index; an input left out has no entry.
        laengen: number of items per list dimension.
        baum: the whole document as plain data, for letters and forms.
        belege: for values of a decision, where they stand and why.
    """

    werte: Mapping[str, Mapping[Indexwert, Wert]] = field(default_factory=dict)
    laengen: Mapping[str, int] = field(default_factory=dict)
    baum: Mapping[str, Any] = field(default_factory=dict)
    belege: Mapping[tuple[str, Indexwert], Beleg] = field(default_factory=dict)

    def hole(self, pfad: str, index: Indexwert = ()) -> Wert | None:
        """Return the value of an input, None if it was not given."""
        return self.werte.get(pfad, {}).get(index)

    def ergaenzt(
        self, werte: Mapping[str, Mapping[Indexwert, Wert]], belege: Mapping[tuple[str, Indexwert], Beleg]
    ) -> Eingaben:
        """Return a copy with the values of a decision."""
        return Eingaben({**self.werte, **werte}, self.laengen, self.baum, belege)

"""A document as a tree of text with line numbers: what a reader of YAML or JSON hands to the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Skalar:
    """Hold one value as its text; ``text`` is None for null.

    Attributes:
        text: the exact characters of the value.
        zeile: line, from 1.
        zitiert: whether it stood in quotation marks (then it is never a number or a date).
    """

    text: str | None
    zeile: int
    zitiert: bool = False


@dataclass(frozen=True, slots=True)
class Folge:
    """Hold a list of nodes."""

    glieder: tuple[Baum, ...]
    zeile: int


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Hold one key of a mapping with its line and its node."""

    wert: Baum
    zeile: int


@dataclass(frozen=True, slots=True)
class Abbildung:
    """Hold a mapping from key texts to entries, in the order of the document."""

    eintraege: dict[str, Eintrag] = field(default_factory=dict)
    zeile: int = 0

    def __contains__(self, schluessel: str) -> bool:
        return schluessel in self.eintraege

    def hole(self, schluessel: str) -> Baum | None:
        """Return the node under a key, or None."""
        eintrag = self.eintraege.get(schluessel)
        return None if eintrag is None else eintrag.wert


Baum = Skalar | Folge | Abbildung


def kanonisch(baum: Baum) -> Any:
    """Return the content without lines, fit for canonical JSON: mappings, lists, texts and None."""
    if isinstance(baum, Skalar):
        return baum.text
    if isinstance(baum, Folge):
        return [kanonisch(glied) for glied in baum.glieder]
    return {schluessel: kanonisch(eintrag.wert) for schluessel, eintrag in baum.eintraege.items()}

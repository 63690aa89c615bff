"""What the figures of a letter were read from, kept beside its draft: from a figure back to its node."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foerderung.dokumente.briefzahlen import Schluessel, finde_zahlen, schlicht

FALL, ANGABE = "fall:", "angabe:"
"""How references to facts of the case, and to other texts a template was filled with, begin; else it is a node."""


@dataclass(frozen=True, slots=True)
class Beleg:
    """A text that a letter shows, and where it was read.

    Attributes:
        bezug: id of a node, ``parameter:ID``, ``fall:PFAD`` or ``angabe:PFAD``.
    """

    bezug: str
    text: str


def kontextbelege(kontext: Mapping[str, Any]) -> Iterator[Beleg]:
    """Yield the texts a template is filled with, by their place."""
    for pfad, text in _texte(kontext, ""):
        praefix = FALL if pfad.startswith("fall.") else ANGABE
        yield Beleg(f"{praefix}{pfad.removeprefix('fall.')}", text)


def _texte(wert: Any, pfad: str) -> Iterator[tuple[str, str]]:
    match wert:
        case str() if wert:
            yield pfad, wert
        case Mapping():
            for name, teil in wert.items():
                yield from _texte(teil, f"{pfad}.{name}" if pfad else name)
        case list() | tuple():
            for nummer, teil in enumerate(wert):
                yield from _texte(teil, f"{pfad}.{nummer}")


def als_json(belege: Iterable[Beleg]) -> bytes:
    """Write references for the file."""
    daten = [{"bezug": beleg.bezug, "text": beleg.text} for beleg in belege]
    return json.dumps(daten, ensure_ascii=False, indent=0).encode()


def aus_json(inhalt: bytes) -> list[Beleg]:
    """Read references back."""
    return [Beleg(eines["bezug"], eines["text"]) for eines in json.loads(inhalt)]


class Herkunftsverzeichnis:
    """Look up where a figure was read.

    A text that is nothing but the figure counts before a sentence that names it, a node before another reference; only
    the best kind is told. Where several nodes show the same figure, all of them are.
    """

    def __init__(self, belege: Iterable[Beleg]) -> None:
        self._bezuege: dict[Schluessel, dict[str, int]] = {}
        for beleg in belege:
            text = schlicht(beleg.text)
            for zahl in finde_zahlen(text):
                rang = (2 if zahl.text != text.strip() else 0) + beleg.bezug.startswith((FALL, ANGABE))
                bisher = self._bezuege.setdefault(zahl.schluessel, {})
                bisher[beleg.bezug] = min(rang, bisher.get(beleg.bezug, rang))

    def bezuege(self, schluessel: Schluessel) -> tuple[str, ...]:
        """Return what shows a figure, empty if nothing does."""
        gefunden = self._bezuege.get(schluessel, {})
        bester = min(gefunden.values(), default=0)
        return tuple(bezug for bezug, rang in gefunden.items() if rang == bester)

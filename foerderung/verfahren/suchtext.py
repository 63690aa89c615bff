"""The text of a case that a search looks through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foerderung.fach.aehnlichkeit import suchform
from foerderung.verfahren.fallstand import Fallstand

_MASCHINENWORTE = frozenset(
    {"zustand", "richtlinie", "antragsteller", "zustaendig", "person", "bescheinigt_von", "angeordnet_von"}
)
"""Facts that have a column of their own, or name who acted."""

_KEIN_WORT = re.compile(r"[0-9a-f]{64}|[0-9.,:+-]*")
"""Hashes, amounts and days."""


def suchtext(stand: Fallstand) -> str:
    """Return every text in a case in the form in which it is searched, one per line; each text once."""
    return "\n".join(dict.fromkeys(suchform(text) for text in _texte(stand.model_dump())))


def _texte(wert: Any) -> Iterator[str]:
    if isinstance(wert, str):
        if not _KEIN_WORT.fullmatch(wert):
            yield wert
    elif isinstance(wert, Mapping):
        for name, teil in wert.items():
            if name not in _MASCHINENWORTE:
                yield from _texte(teil)
    elif isinstance(wert, (list, tuple)):
        for teil in wert:
            yield from _texte(teil)

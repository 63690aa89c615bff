"""The text of a case that a search looks through."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    """Return every text in a case in the form in which it is searched, one per line; each text once.

    Every act on a case makes it anew, so it is walked without recursion.
    """
    return suchform("\n".join(dict.fromkeys(_texte(stand.model_dump()))))


def _texte(daten: dict[str, Any]) -> Iterator[str]:
    offen: list[Any] = [daten]
    while offen:
        wert = offen.pop()
        if isinstance(wert, str):
            if not _KEIN_WORT.fullmatch(wert):
                yield wert
        elif isinstance(wert, dict):
            offen.extend([teil for name, teil in wert.items() if name not in _MASCHINENWORTE])
        elif isinstance(wert, (list, tuple)):
            offen.extend(wert)

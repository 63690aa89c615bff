"""Compare texts as people do: the valid name nearest to a wrong one, and the form in which texts are searched."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from unicodedata import normalize


def aehnlich(name: str, moegliche: Iterable[str]) -> str:
    """Return „Meinten Sie …?“ with the nearest valid name, or an empty text."""
    treffer = difflib.get_close_matches(name, list(moegliche), n=1)
    return f"Meinten Sie „{treffer[0]}“?" if treffer else ""


def suchform(text: str) -> str:
    """Return a text as it is compared in a search: letters of one size, ß as ss, umlauts composed."""
    return normalize("NFC", text).casefold()

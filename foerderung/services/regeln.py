"""Load guidelines from the shipped rules or a folder of the user's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from foerderung.resources import resource_path
from foerderung.richtlinien.verzeichnis import Richtlinie, lade_richtlinie, richtlinien


def regelordner(regeln: Path | None) -> Path:
    """Return the folder of rules to use: the given one, else the shipped one."""
    return regeln if regeln is not None else resource_path("rules")


@lru_cache(maxsize=16)
def _geladen(ordner: Path, name: str) -> Richtlinie:
    return lade_richtlinie(ordner, name)


def lade(name: str, regeln: Path | None = None) -> Richtlinie:
    """Load one guideline, once per process and folder.

    Raises:
        EingabeError: there is no guideline of that name.
        RegelError: the rules have violations.
    """
    return _geladen(regelordner(regeln), name)


def alle(regeln: Path | None = None) -> list[Richtlinie]:
    """Load every guideline of a folder."""
    return [lade(name, regeln) for name in richtlinien(regelordner(regeln))]

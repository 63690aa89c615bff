"""Load guidelines: the shipped ones, those of installed packages, or a folder of the user's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from foerderung.resources import resource_path
from foerderung.richtlinien.herkunft import steckbare
from foerderung.richtlinien.verzeichnis import Richtlinie, finde, lade_herkunft, richtlinien


def regelordner(regeln: Path | None) -> Path:
    """Return the folder of rules to use: the given one, else the shipped one."""
    return regeln if regeln is not None else resource_path("rules")


def namen(regeln: Path | None = None) -> list[str]:
    """List the guidelines; installed packages count only beside the shipped rules."""
    zusaetzliche = steckbare() if regeln is None else {}
    return sorted({*richtlinien(regelordner(regeln)), *zusaetzliche})


@lru_cache(maxsize=16)
def lade(name: str, regeln: Path | None = None) -> Richtlinie:
    """Load one guideline, once per process and folder.

    Raises:
        EingabeError: there is no guideline of that name.
        RegelError: the rules have violations.
    """
    return lade_herkunft(finde(regelordner(regeln), name, mit_zusatzpaketen=regeln is None))


def alle(regeln: Path | None = None) -> list[Richtlinie]:
    """Load every guideline."""
    return [lade(name, regeln) for name in namen(regeln)]

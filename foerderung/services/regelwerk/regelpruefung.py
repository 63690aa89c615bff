"""Check every guideline of a rules folder and report all violations."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from foerderung.errors import Meldung, RegelError
from foerderung.richtlinien.verzeichnis import finde, pruefe_herkunft
from foerderung.services.regelwerk.regeln import namen, regelordner


class Pruefergebnis(NamedTuple):
    """Outcome for one sound guideline."""

    richtlinie: str
    fassungen: int
    regeln: int
    parameter: int
    reihen: int
    befunde: int
    regelwerk_sha256: str


def pruefe(regeln: Path | None = None) -> list[Pruefergebnis]:
    """Check a folder of rules.

    Raises:
        RegelError: at least one guideline has violations; all of all guidelines.
    """
    ordner = regelordner(regeln)
    gefunden = namen(regeln)
    if not gefunden:
        raise RegelError(Meldung("keine Richtlinie im Ordner", datei=str(ordner)))
    ergebnisse = []
    meldungen: list[Meldung] = []
    for name in gefunden:
        richtlinie, maengel = pruefe_herkunft(finde(ordner, name, mit_zusatzpaketen=regeln is None))
        meldungen.extend(maengel)
        if richtlinie is not None:
            d = richtlinie.deklaration
            zahlen = len(d.fassungen), len(d.regeln), len(d.parameter), len(d.reihen), len(d.befunde)
            ergebnisse.append(Pruefergebnis(name, *zahlen, richtlinie.sha256))
    if meldungen:
        raise RegelError(meldungen)
    return ergebnisse

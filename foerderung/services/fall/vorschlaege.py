"""Offer words of a store or of the rules while somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

from foerderung.fach.aehnlichkeit import suchform
from foerderung.resources import resource_path
from foerderung.store.vorschlaege import HOECHSTENS, vorrat

RICHTLINIE = "richtlinie"


def vorschlaege(art: str, anfang: str, ort: str | None = None, regeln: Path | None = None) -> list[tuple[str, str]]:
    """Return words of a kind that begin so, or whose explanation holds what was typed, each with its explanation.

    Args:
        art: ``fall``, ``antragsteller``, ``person``, ``ansicht`` or ``richtlinie``.
        ort: store, None for the standard place.
        regeln: folder of rules, None for the shipped ones.

    Raises:
        Exception: whatever a driver raises; who answers a shell stays silent then.
    """
    alle = _richtlinien(regeln) if art == RICHTLINIE else [(w, _erklaert(d)) for w, d in vorrat(ort, art)]
    gesucht = suchform(anfang)
    beginnt = [eines for eines in alle if suchform(eines[0]).startswith(gesucht)]
    if not beginnt and len(gesucht) > 1:
        beginnt = [eines for eines in alle if gesucht in suchform(eines[1])]
    return beginnt[:HOECHSTENS]


def _erklaert(dazu: str) -> str:
    """Return the name in a stored entry, or the text as it is."""
    if not dazu.startswith("{"):
        return dazu
    daten = json.loads(dazu)
    return str(daten.get("name") or " ".join(f"{option} {wort}" for option, wort in daten.items()))


def _richtlinien(regeln: Path | None) -> list[tuple[str, str]]:
    ordner = regeln if regeln is not None else resource_path("rules")
    return sorted((eines.parent.name, "") for eines in ordner.glob("*/richtlinie.yaml"))

"""What a shell offers while somebody types: read by the driver alone, because every key press has to wait for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from foerderung.store.standardort import standardort

HOECHSTENS = 200
"""More would not fit on a screen."""

GEDULD_SEKUNDEN = 2
"""How long a server may take to answer."""

ANFRAGEN = {
    "fall": "SELECT aktenzeichen, titel FROM fall ORDER BY aktenzeichen DESC",
    "antragsteller": "SELECT nummer, daten FROM antragsteller ORDER BY nummer",
    "person": "SELECT kuerzel, daten FROM person ORDER BY kuerzel",
    "ansicht": "SELECT name, daten FROM ansicht WHERE daten <> '{}' ORDER BY name",
}
"""Kinds of words with the query that yields each word and what explains it."""


def vorrat(ort: str | None, art: str) -> list[tuple[str, str]]:
    """Return all words of a kind that a store holds, each with an explanation.

    Args:
        ort: path or URL, None for the standard place.
        art: one of `ANFRAGEN`.

    Raises:
        Exception: whatever the driver raises; the caller offers nothing then.
    """
    if ort is not None and "://" in ort:
        return [(str(wort), str(dazu)) for wort, dazu in _von_postgresql(ort, ANFRAGEN[art])]
    datei = Path(ort) if ort else standardort()
    with closing(sqlite3.connect(f"{datei.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)) as verbindung:
        return verbindung.execute(ANFRAGEN[art]).fetchall()


def _von_postgresql(ort: str, anfrage: str) -> Sequence[tuple[Any, ...]]:
    import psycopg  # noqa: PLC0415  # an extra, and needless for a file

    adresse = ort.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(adresse, connect_timeout=GEDULD_SEKUNDEN) as verbindung:
        verbindung.execute(f"SET statement_timeout = '{GEDULD_SEKUNDEN}s'")
        return verbindung.execute(anfrage.encode()).fetchall()

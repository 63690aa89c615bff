"""Output for machines: JSON on the standard output; and the mark of practice, the same everywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

UEBUNGSVERMERK = "ÜBUNG – kein echter Vorgang."


def zeige_json(ergebnis: Any) -> None:
    """Write a result as JSON: indented, umlauts readable where the stream can hold them, escaped elsewhere.

    Raises:
        TypeError: the result holds a value that JSON does not know, such as a Decimal; the service has to
            write amounts and dates as text.
    """
    lesbar = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    click.echo(json.dumps(ergebnis, ensure_ascii=not lesbar, indent=2, allow_nan=False))


def zeige_geschrieben(ziel: Path, als_json: bool) -> None:
    """Say which file was written."""
    if als_json:
        zeige_json({"datei": str(ziel)})
    else:
        click.echo(f"Geschrieben: {ziel}")

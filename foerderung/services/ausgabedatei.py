"""Write a file for the officer; what it holds is kept elsewhere already."""

from __future__ import annotations

from pathlib import Path

from foerderung.errors import DokumentError, Meldung, grund_deutsch


def schreibe_datei(ziel: Path, inhalt: bytes, abhilfe: str = "Mit --ziel einen anderen Ort angeben.") -> Path:
    """Write a file, in place of an older one.

    Raises:
        DokumentError: the place cannot be written.
    """
    try:
        ziel.write_bytes(inhalt)
    except OSError as grund:
        text = f"lässt sich nicht schreiben ({grund_deutsch(grund)})"
        raise DokumentError(Meldung(text, datei=str(ziel), abhilfe=abhilfe)) from None
    return ziel

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
        _schreibe_ganz(ziel, inhalt)
    except OSError as grund:
        text = f"lässt sich nicht schreiben ({grund_deutsch(grund)})"
        raise DokumentError(Meldung(text, datei=str(ziel), abhilfe=abhilfe)) from None
    return ziel


def _schreibe_ganz(ziel: Path, inhalt: bytes) -> None:
    """Write a file as a whole or leave what was there; what is no file, such as a pipe, just takes the bytes."""
    if ziel.exists() and not ziel.is_file():
        ziel.write_bytes(inhalt)
        return
    neue = ziel.with_name(f".{ziel.name}.neu")
    try:
        neue.write_bytes(inhalt)
        neue.replace(ziel.resolve())
    finally:
        neue.unlink(missing_ok=True)

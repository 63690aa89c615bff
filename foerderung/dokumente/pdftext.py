"""Read the text of a PDF page by page, with the program ``pdftotext`` where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from foerderung.dokumente.brieftext import Stelle

PROGRAMM = "pdftotext"
KENNUNG = b"%PDF-"
_SEKUNDEN = 60


def ist_pdf(inhalt: bytes) -> bool:
    """Tell whether content is a PDF, whatever its file is called."""
    return KENNUNG in inhalt[:1024]


def lies_seiten(inhalt: bytes) -> list[Stelle] | None:
    """Return the text of the pages that have any, lines as they stand; None if nothing can read it here."""
    programm = shutil.which(PROGRAMM)
    if programm is None:
        return None
    with tempfile.TemporaryDirectory() as ordner:
        datei = Path(ordner) / "brief.pdf"
        datei.write_bytes(inhalt)
        try:
            lauf = subprocess.run(
                [programm, "-layout", "-enc", "UTF-8", str(datei), "-"],
                capture_output=True,
                timeout=_SEKUNDEN,
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return None
    seiten = lauf.stdout.decode("utf-8", "replace").split("\f")
    return [Stelle(f"Seite {nummer}", text) for nummer, text in enumerate(seiten, 1) if text.strip()]

"""Change Word documents as a person in Word would, and as one would who hides something."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx

BRIEF = "word/document.xml"
NAMENSRAUM = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def ersetze(inhalt: bytes, alt: str, neu: str, teil: str = BRIEF, anzahl: int = 1) -> bytes:
    """Replace the first occurrences in the markup of a part; there must be one."""
    return _umgeschrieben(inhalt, {teil: lambda text: _ersetzt(text, alt, neu, anzahl)})


def aendere_datei(name: str, alt: str, neu: str) -> None:
    """Replace the first occurrence of a text in the body of a document on disk."""
    datei = Path(name)
    datei.write_bytes(ersetze(datei.read_bytes(), alt, neu))


def _ersetzt(text: str, alt: str, neu: str, anzahl: int) -> str:
    assert alt in text, alt
    return text.replace(alt, neu, anzahl)


def _umgeschrieben(inhalt: bytes, aendere: Mapping[str, object]) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhalt)) as quelle, zipfile.ZipFile(puffer, "w") as ziel:
        for name in quelle.namelist():
            teil = quelle.read(name)
            if name in aendere:
                tat = aendere[name]
                assert callable(tat)
                teil = tat(teil.decode()).encode()
            ziel.writestr(name, teil)
    return puffer.getvalue()


def brief(*absaetze: str, formate: str = "") -> bytes:
    """Return a document with paragraphs given as markup of what stands in them; plain text becomes one run."""
    dokument = docx.Document()
    puffer = io.BytesIO()
    dokument.save(puffer)
    koerper = "".join(
        absatz if absatz.startswith(("<w:p>", "<w:tbl>")) else f"<w:p>{lauf(absatz)}</w:p>" for absatz in absaetze
    )
    inhalt = ersetze(puffer.getvalue(), "<w:body>", f"<w:body>{koerper}")
    return ersetze(inhalt, "</w:styles>", f"{formate}</w:styles>", "word/styles.xml") if formate else inhalt


def lauf(text: str, eigenschaften: str = "") -> str:
    """Return a run, or the markup as it is."""
    if text.startswith("<w:"):
        return text
    return f'<w:r><w:rPr>{eigenschaften}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

"""A stand-in for LibreOffice that can be told to fail; put first into the search path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

PROGRAMM = """#!{python}
import pathlib, re, sys, time, zipfile
ordner = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
quellen = [pathlib.Path(eine) for eine in sys.argv[1:] if eine.endswith(".docx")]
with open({protokoll!r}, "a") as protokoll:
    print(len(quellen), file=protokoll)
for quelle in quellen:
    with zipfile.ZipFile(quelle) as archiv:
        text, wort = archiv.read("word/document.xml"), re.search(
            rb"docx-sha256-[0-9a-f]+", archiv.read("docProps/core.xml"))[0]
    if b"HAENGT" in text:
        time.sleep(60)
    if b"STUERZT IMMER" in text or (b"STUERZT IM STAPEL" in text and len(quellen) > 1):
        break
    marke = b"<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" % (1 if b"ALTES" in text else 2)
    quelle.with_suffix(".pdf").write_bytes(b"%PDF-1.6 " + marke + wort + (b"" if b"HALB" in text else b" %%EOF"))
"""


def stelle_auf(monkeypatch: pytest.MonkeyPatch, ordner: Path) -> Path:
    """Put the stand-in into the search path; return the file that gets a line per call: how many documents."""
    ordner.mkdir(exist_ok=True)
    protokoll = ordner / "aufrufe.txt"
    protokoll.write_text("")
    programm = ordner / "soffice"
    programm.write_text(PROGRAMM.format(python=sys.executable, protokoll=str(protokoll)))
    programm.chmod(0o755)
    monkeypatch.setenv("PATH", str(ordner), prepend=os.pathsep)
    return protokoll


def nimm_weg(monkeypatch: pytest.MonkeyPatch, ordner: Path) -> None:
    """Leave a search path without LibreOffice."""
    ordner.mkdir(exist_ok=True)
    monkeypatch.setenv("PATH", str(ordner))

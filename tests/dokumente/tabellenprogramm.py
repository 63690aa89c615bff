"""LibreOffice as the spreadsheet that recomputes our workbooks, with the values stored in them thrown away."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

BRAUCHT_LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

EINSTELLUNGEN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop></item>
</oor:items>
"""
"""Recompute always (0), and as a German office has it set up."""


_FORMEL_MIT_ZAHL = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?><f>[^<]*</f><v>)-?[0-9.eE+-]+(</v>)')


def profil(ordner: Path) -> str:
    """Return the option that names a profile of its own, which recomputes every workbook it opens."""
    (ordner / "profil" / "user").mkdir(parents=True, exist_ok=True)
    (ordner / "profil" / "user" / "registrymodifications.xcu").write_text(EINSTELLUNGEN, encoding="utf-8")
    return f"-env:UserInstallation={(ordner / 'profil').as_uri()}"


def wandle(ordner: Path, mappen: Mapping[str, bytes], nach: str = "xlsx") -> dict[str, Path]:
    """Open workbooks in LibreOffice, all in one run, and save them in another format."""
    quellen = []
    for name, inhalt in mappen.items():
        quellen.append(ordner / f"{name}.xlsx")
        quellen[-1].write_bytes(inhalt)
    ziel = ordner / "neu"
    befehl = ["soffice", profil(ordner), "--headless", "--convert-to", nach, "--outdir", str(ziel)]
    subprocess.run([*befehl, *map(str, quellen)], check=True, capture_output=True, timeout=600)
    neue = {name: ziel / f"{name}.{nach.partition(':')[0]}" for name in mappen}
    assert all(datei.exists() for datei in neue.values())
    return neue


def nachgerechnet(ordner: Path, mappen: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the workbooks with the values that LibreOffice computed."""
    return {name: openpyxl.load_workbook(datei, data_only=True) for name, datei in wandle(ordner, mappen).items()}


def mit_falschen_werten(inhalt: bytes) -> bytes:
    """Return a workbook in which every number stored beside a formula is wrong."""
    puffer = BytesIO()
    with zipfile.ZipFile(BytesIO(inhalt)) as quelle, zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name in quelle.namelist():
            teil = quelle.read(name)
            if name.startswith("xl/worksheets/sheet"):
                teil = _FORMEL_MIT_ZAHL.sub(rb"\g<1>4711.11\g<2>", teil)
            ziel.writestr(name, teil)
    return puffer.getvalue()


def abweichungen(vorher: Any, nachher: Any) -> list[str]:
    """List the cells whose values differ, by sheet and cell; an empty text counts as nothing."""
    gefunden = []
    for blatt in vorher:
        for zeile in blatt.iter_rows():
            for zelle in zeile:
                alt, neu = zelle.value or None, nachher[blatt.title][zelle.coordinate].value or None
                if not _gleich(alt, neu):
                    gefunden.append(f"{blatt.title}!{zelle.coordinate}: {alt!r} {neu!r}")
    return gefunden


def _gleich(alt: Any, neu: Any) -> bool:
    if isinstance(alt, int | float) and isinstance(neu, int | float):
        return abs(alt - neu) < 5e-7  # below a ten-thousandth of a cent: the error of binary fractions
    return bool(alt == neu)

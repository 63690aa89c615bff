"""Look at an uploaded workbook before anything opens it: a zip of bounded size, without macros or links."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from foerderung.errors import EingabeError, Meldung

HOECHSTENS_DATEI = 10 * 1024 * 1024
HOECHSTENS_ENTPACKT = 60 * 1024 * 1024
HOECHSTENS_TEILE = 500
HOECHSTENS_VERHAELTNIS = 200
"""Unpacked bytes for one packed byte; forms have about 10."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ALS_XLSX = "In Excel oder LibreOffice als „Excel-Arbeitsmappe (.xlsx)“ speichern."
_VERBOTENES_XML = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def pruefe_mappe(inhalt: bytes, datei: str) -> None:
    """Refuse what is no plain workbook.

    Raises:
        EingabeError: no zip, too large, damaged, with macros, external links or entity declarations.
    """
    if len(inhalt) > HOECHSTENS_DATEI:
        raise _fehler(f"{len(inhalt) // 1024} KiB", datei, f"höchstens {HOECHSTENS_DATEI // 1024} KiB")
    if inhalt.startswith(_OLE):
        raise _fehler("die Datei ist verschlüsselt oder im alten Format .xls", datei, ".xlsx ohne Kennwort", _ALS_XLSX)
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
            _pruefe_archiv(archiv, datei)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _fehler("die Datei ist keine lesbare Arbeitsmappe", datei, ".xlsx", _ALS_XLSX) from None


def _pruefe_archiv(archiv: zipfile.ZipFile, datei: str) -> None:
    teile = archiv.infolist()
    gesamt = sum(teil.file_size for teil in teile)
    if len(teile) > HOECHSTENS_TEILE or gesamt > HOECHSTENS_ENTPACKT:
        zulaessig = f"höchstens {HOECHSTENS_TEILE} Teile und {HOECHSTENS_ENTPACKT // 1024 // 1024} MiB"
        raise _fehler(f"entpackt {len(teile)} Teile mit {gesamt // 1024 // 1024} MiB", datei, zulaessig)
    for teil in teile:
        if teil.file_size > 1_000_000 and teil.file_size > HOECHSTENS_VERHAELTNIS * max(teil.compress_size, 1):
            raise _fehler(f"„{teil.filename}“ ist auffällig stark gepackt", datei, abhilfe=_ALS_XLSX)
    namen = {teil.filename for teil in teile}
    if "xl/workbook.xml" not in namen:
        ist_ods = "content.xml" in namen
        raise _fehler("die Datei ist keine Excel-Arbeitsmappe", datei, ".xlsx", _ALS_XLSX if ist_ods else "")
    if any(name.lower().endswith((".bin", ".vba")) and "vba" in name.lower() for name in namen):
        raise _fehler("die Arbeitsmappe enthält Makros", datei, "eine Arbeitsmappe ohne Makros", _ALS_XLSX)
    if any("externallink" in name.lower() for name in namen):
        raise _fehler(
            "die Arbeitsmappe verweist auf andere Dateien", datei, abhilfe="Verknüpfungen lösen, Werte einfügen."
        )
    gelesen = 0
    for teil in teile:
        if teil.filename.endswith((".xml", ".rels")):
            with archiv.open(teil) as strom:
                text = strom.read(HOECHSTENS_ENTPACKT - gelesen + 1)
            gelesen += len(text)
            if gelesen > HOECHSTENS_ENTPACKT:
                raise _fehler("die Datei entpackt sich größer als angegeben", datei, abhilfe=_ALS_XLSX)
            if _VERBOTENES_XML.search(text):
                raise _fehler(f"„{teil.filename}“ erklärt eigene Zeichen", datei, abhilfe=_ALS_XLSX)
    inhaltsarten = archiv.read("[Content_Types].xml") if "[Content_Types].xml" in namen else b""
    if b"macroEnabled" in inhaltsarten:
        raise _fehler("die Arbeitsmappe ist für Makros eingerichtet", datei, ".xlsx", _ALS_XLSX)


def _fehler(gefunden: str, datei: str, zulaessig: str = "", abhilfe: str = "") -> EingabeError:
    return EingabeError(Meldung(gefunden, datei, zulaessig=zulaessig, abhilfe=abhilfe))

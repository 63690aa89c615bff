"""Turn Word documents into PDF/A-2b with LibreOffice, many in one call; each PDF names the document it came from."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from foerderung.errors import DokumentError, Meldung

PROGRAMME = ("soffice", "libreoffice")
PORTION = 20
"""Documents per call: starting the program costs as much as converting some, a crash costs one portion."""

_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
_SEKUNDEN, _SEKUNDEN_JE_DATEI = 60, 10
_HAUPTTEIL, _EIGENSCHAFTEN = "word/document.xml", "docProps/core.xml"
_HERKUNFT = re.compile(rb"docx-sha256-([0-9a-f]{64})")
_SCHLAGWORTE = re.compile(rb"<cp:keywords\s*/>|<cp:keywords>(.*?)</cp:keywords>", re.DOTALL)
_PDFA = (
    re.compile(rb"<pdfaid:part>2</pdfaid:part>|pdfaid:part=[\"']2[\"']"),
    re.compile(rb"<pdfaid:conformance>B</pdfaid:conformance>|pdfaid:conformance=[\"']B[\"']"),
)

KEIN_DOKUMENT = "ist kein vollständiges Word-Dokument (docx)"
GESCHEITERT = "LibreOffice konnte das Dokument nicht umwandeln"
KEIN_PDFA = "LibreOffice hat ein PDF geschrieben, das kein PDF/A-2b dieses Dokuments ist"

Umgewandelt = bytes | str
"""A PDF, or in German why there is none."""


def suche_programm() -> str:
    """Return where LibreOffice lies.

    Raises:
        DokumentError: it is not installed.
    """
    for name in PROGRAMME:
        if programm := shutil.which(name):
            return programm
    raise DokumentError(
        Meldung(
            "LibreOffice ist nicht installiert",
            "PDF",
            zulaessig=f"ein Programm {' oder '.join(PROGRAMME)} im Suchpfad",
            abhilfe="LibreOffice installieren oder das Word-Dokument in Word als PDF/A speichern.",
        )
    )


def wandle(dokumente: Sequence[bytes], portion: int = PORTION) -> Iterator[tuple[int, Umgewandelt]]:
    """Convert Word documents; yield the position of each with its PDF or the reason why there is none.

    What is yielded is done: a later failure does not touch it. What fails among others is tried again alone.

    Args:
        portion: how many go into one call.

    Raises:
        DokumentError: LibreOffice is not installed.
    """
    programm = suche_programm()
    for anfang in range(0, len(dokumente), portion):
        nummern = range(anfang, min(anfang + portion, len(dokumente)))
        with tempfile.TemporaryDirectory(prefix="foerderung-pdf-", ignore_cleanup_errors=True) as ordner:
            fertig = _wandle_portion(programm, {nummer: dokumente[nummer] for nummer in nummern}, Path(ordner))
        yield from ((nummer, fertig[nummer]) for nummer in nummern)


def herkunft(pdf: bytes) -> str:
    """Return the SHA-256 of the Word document a PDF was made from, empty if it does not say."""
    gefunden = _HERKUNFT.search(pdf)
    return gefunden[1].decode("ascii") if gefunden else ""


def ist_pdfa(pdf: bytes) -> bool:
    """Tell whether a whole PDF declares itself PDF/A-2b (ISO 19005-2, 6.6.4)."""
    return pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-32:] and all(muster.search(pdf) for muster in _PDFA)


def _wandle_portion(programm: str, dokumente: dict[int, bytes], ordner: Path) -> dict[int, Umgewandelt]:
    ergebnis: dict[int, Umgewandelt] = {}
    quellen: dict[int, Path] = {}
    for nummer, inhalt in dokumente.items():
        bezeichnet = _mit_herkunft(inhalt)
        if bezeichnet is None:
            ergebnis[nummer] = KEIN_DOKUMENT
            continue
        quellen[nummer] = ordner / f"{nummer:06d}.docx"
        quellen[nummer].write_bytes(bezeichnet)
    if quellen:
        _rufe(programm, list(quellen.values()), ordner)
    for nummer, quelle in quellen.items():
        ziel = quelle.with_suffix(".pdf")
        summe = sha256(dokumente[nummer]).hexdigest()
        ergebnis[nummer] = _lies(ziel, summe)
        if len(quellen) > 1 and isinstance(ergebnis[nummer], str):
            _rufe(programm, [quelle], ordner)
            ergebnis[nummer] = _lies(ziel, summe)
    return ergebnis


def _lies(ziel: Path, summe: str) -> Umgewandelt:
    """Read what LibreOffice left; it must be PDF/A-2b and name its document."""
    try:
        pdf = ziel.read_bytes()
    except OSError:
        return GESCHEITERT
    return pdf if ist_pdfa(pdf) and herkunft(pdf) == summe else KEIN_PDFA


def _mit_herkunft(inhalt: bytes) -> bytes | None:
    """Return the document with its check sum as a keyword, which the PDF takes over; None if it is no Word document."""
    summe = f"docx-sha256-{sha256(inhalt).hexdigest()}".encode()
    puffer = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as quelle, zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as ziel:
            if not {_HAUPTTEIL, _EIGENSCHAFTEN} <= set(quelle.namelist()):
                return None
            for name in quelle.namelist():
                teil = quelle.read(name)
                ziel.writestr(name, _mit_schlagwort(teil, summe) if name == _EIGENSCHAFTEN else teil)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return None
    return puffer.getvalue()


def _mit_schlagwort(eigenschaften: bytes, wort: bytes) -> bytes:
    """Put a keyword before those a document has; an older check sum goes."""

    def ersetze(treffer: re.Match[bytes]) -> bytes:
        andere = _HERKUNFT.sub(b"", treffer[1] or b"").strip()
        return b"<cp:keywords>" + b" ".join(filter(None, (wort, andere))) + b"</cp:keywords>"

    neu, ersetzt = _SCHLAGWORTE.subn(ersetze, eigenschaften, count=1)
    ende = b"</cp:coreProperties>"
    return neu if ersetzt else neu.replace(ende, b"<cp:keywords>" + wort + b"</cp:keywords>" + ende)


def _rufe(programm: str, quellen: Sequence[Path], ordner: Path) -> None:
    """Run LibreOffice with a profile of its own; its exit code says nothing, only the files it leaves count."""
    profil = f"-env:UserInstallation={(ordner / 'profil').as_uri()}"
    befehl = [programm, profil, "--headless", "--norestore", "--convert-to", _FILTER, "--outdir", str(ordner)]
    with subprocess.Popen(
        [*befehl, *map(str, quellen)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as lauf:
        try:
            lauf.wait(_SEKUNDEN + _SEKUNDEN_JE_DATEI * len(quellen))
        except subprocess.TimeoutExpired:
            pass  # what it did not write is missing, and that is said
        finally:
            if lauf.poll() is None:
                _beende(lauf)


def _beende(lauf: subprocess.Popen[bytes]) -> None:
    """Stop it with everything it started; the program is a script that starts others."""
    if hasattr(os, "killpg"):
        os.killpg(lauf.pid, signal.SIGKILL)
    else:
        lauf.kill()

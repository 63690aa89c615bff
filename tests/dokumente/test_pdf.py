"""PDF/A: made in few calls, judged by the files, bound to the document each came from."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pytest

from foerderung.dokumente import pdf
from foerderung.dokumente.pdf import GESCHEITERT, KEIN_DOKUMENT, KEIN_PDFA, herkunft, ist_pdfa, wandle
from foerderung.errors import DokumentError
from tests.dokumente.beispiele import angaben, berechne, render_bescheid
from tests.dokumente.falsches_office import nimm_weg, stelle_auf

ECHTES = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdffonts") is None, reason="LibreOffice is not installed"
)


def dokument(text: str, schlagworte: str = "") -> bytes:
    neues = docx.Document()
    neues.add_paragraph(text)
    neues.core_properties.keywords = schlagworte
    puffer = io.BytesIO()
    neues.save(puffer)
    return puffer.getvalue()


def test_without_libreoffice_it_says_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nimm_weg(monkeypatch, tmp_path / "leer")
    with pytest.raises(DokumentError, match=r"LibreOffice ist nicht installiert.*LibreOffice installieren oder"):
        list(wandle([dokument("a")]))


def test_many_documents_take_few_calls_and_come_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    protokoll = stelle_auf(monkeypatch, tmp_path / "bin")
    dokumente = [dokument(f"Nummer {nummer}") for nummer in range(7)]
    fertig = list(wandle(dokumente, portion=3))
    assert protokoll.read_text().split() == ["3", "3", "1"]
    assert [nummer for nummer, _ in fertig] == list(range(7))
    for (_, ergebnis), eines in zip(fertig, dokumente, strict=True):
        assert isinstance(ergebnis, bytes)
        assert herkunft(ergebnis) == sha256(eines).hexdigest()


def test_a_portion_is_yielded_before_the_next_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    protokoll = stelle_auf(monkeypatch, tmp_path / "bin")
    lauf = wandle([dokument(str(nummer)) for nummer in range(4)], portion=2)
    next(lauf)
    assert protokoll.read_text().split() == ["2"]


def test_what_is_lost_in_a_crash_is_tried_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    protokoll = stelle_auf(monkeypatch, tmp_path / "bin")
    texte = ("gut", "STUERZT IM STAPEL", "gut danach", "STUERZT IMMER", "gut zuletzt")
    ergebnisse = dict(wandle([dokument(text) for text in texte]))
    assert [isinstance(ergebnisse[nummer], bytes) for nummer in range(5)] == [True, True, True, False, True]
    assert ergebnisse[3] == GESCHEITERT
    assert protokoll.read_text().split() == ["5", "1", "1", "1", "1"]


@pytest.mark.parametrize("text", ["ALTES PDF/A", "HALB"])
def test_a_pdf_that_is_no_whole_pdfa_2b_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    stelle_auf(monkeypatch, tmp_path / "bin")
    assert dict(wandle([dokument(text)])) == {0: KEIN_PDFA}


def test_a_program_that_hangs_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stelle_auf(monkeypatch, tmp_path / "bin")
    monkeypatch.setattr(pdf, "_SEKUNDEN", 0.3)
    monkeypatch.setattr(pdf, "_SEKUNDEN_JE_DATEI", 0)
    assert dict(wandle([dokument("HAENGT")])) == {0: GESCHEITERT}


def _ohne(name: str) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(dokument("a"))) as quelle, zipfile.ZipFile(puffer, "w") as ziel:
        for eines in quelle.namelist():
            if eines != name:
                ziel.writestr(eines, quelle.read(eines))
    return puffer.getvalue()


@pytest.mark.parametrize(
    "inhalt",
    [b"", b"PK", b"%PDF-1.6", dokument("a")[:4000], _ohne("word/document.xml"), _ohne("docProps/core.xml")],
    ids=["leer", "kein Archiv", "PDF", "abgeschnitten", "ohne Text", "ohne Eigenschaften"],
)
def test_what_is_no_word_document_does_not_reach_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inhalt: bytes
) -> None:
    protokoll = stelle_auf(monkeypatch, tmp_path / "bin")
    assert dict(wandle([inhalt])) == {0: KEIN_DOKUMENT}
    assert protokoll.read_text() == ""


@ECHTES
def test_real_notices_become_pdfa_2b_with_every_font_inside_and_name_their_documents(tmp_path: Path) -> None:
    berechnung = berechne("koordination-dreijaehrig")
    dokumente = [
        render_bescheid(berechnung, angaben(uebung=True)).inhalt,
        dokument("Größe: 12 €", schlagworte=f"Prävention, docx-sha256-{'0' * 64}"),
        b"PK kaputt",
    ]
    ergebnisse = dict(wandle(dokumente))
    assert ergebnisse[2] == KEIN_DOKUMENT
    assert isinstance(ergebnisse[1], bytes)
    assert "Prävention".encode() in ergebnisse[1]
    for nummer in (0, 1):
        inhalt = ergebnisse[nummer]
        assert isinstance(inhalt, bytes)
        assert ist_pdfa(inhalt)
        assert herkunft(inhalt) == sha256(dokumente[nummer]).hexdigest()
        datei = tmp_path / f"{nummer}.pdf"
        datei.write_bytes(inhalt)
        schriften = subprocess.run(["pdffonts", str(datei)], check=True, capture_output=True, text=True).stdout
        zeilen = schriften.splitlines()[2:]
        assert zeilen
        assert all(re.search(r" yes (yes|no) +(yes|no) +\d+ +\d+$", zeile) for zeile in zeilen), schriften
    text = subprocess.run(["pdftotext", str(tmp_path / "0.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    assert "bis zu 109.942,00 €" in text.replace("\u00a0", " ")


@ECHTES
def test_the_bytes_of_a_pdf_differ_but_not_what_it_was_made_from() -> None:
    inhalt = dokument("a")
    (_, einmal), (_, nochmal) = (next(wandle([inhalt])) for _ in range(2))
    assert isinstance(einmal, bytes)
    assert isinstance(nochmal, bytes)
    assert einmal != nochmal
    assert herkunft(einmal) == herkunft(nochmal) == sha256(inhalt).hexdigest()

"""Other programs can open the documents: LibreOffice turns them into PDF with every line in it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from tests.dokumente.beispiele import NAMEN, angaben, berechne, render_bescheid, render_entwurf

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="LibreOffice is not installed"
)


def seiten(ordner: Path, dateien: list[Path]) -> dict[str, list[str]]:
    """Convert files to PDF in one run and return the text of their pages by file name."""
    profil = f"-env:UserInstallation={(ordner / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(ordner), *map(str, dateien)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    texte = {}
    for datei in dateien:
        pdf = datei.with_suffix(".pdf")
        assert pdf.exists(), f"soffice made no {pdf.name}"
        lauf = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
        texte[datei.name] = lauf.stdout.decode("utf-8").replace("\u00a0", " ").rstrip("\f").split("\f")
    return texte


def test_the_drafts_convert_to_pdf_without_empty_pages_or_lost_figures(tmp_path: Path) -> None:
    dateien = []
    for name in NAMEN:
        dateien.append(tmp_path / f"{name}.docx")
        dateien[-1].write_bytes(render_entwurf(berechne(name)).inhalt)
    texte = seiten(tmp_path, dateien)
    for name in NAMEN:
        blaetter = texte[f"{name}.docx"]
        assert all("ENTWURF – nicht zum Versand" in blatt for blatt in blaetter)
        assert all(len(blatt.split()) > 30 for blatt in blaetter)
        assert f"Seite {len(blaetter)} von {len(blaetter)}" in blaetter[-1]
        assert "Geschäftsstelle des Landespräventionsrates" in "".join(blaetter)
    assert "bis zu 109.942,00 €" in "".join(texte["koordination-dreijaehrig.docx"])


def test_a_notice_is_numbered_marked_and_ends_with_its_annexes(tmp_path: Path) -> None:
    echt, uebung = tmp_path / "echt.docx", tmp_path / "uebung.docx"
    berechnung = berechne("koordination-dreijaehrig")
    echt.write_bytes(render_bescheid(berechnung, angaben()).inhalt)
    uebung.write_bytes(render_bescheid(berechnung, angaben(uebung=True)).inhalt)
    texte = seiten(tmp_path, [echt, uebung])
    for name, blaetter in texte.items():
        assert all(f"Seite {nummer} von {len(blaetter)}" in blatt for nummer, blatt in enumerate(blaetter, 1))
        assert all("Aktenzeichen KP-2027-0001 · Dokument KP-2027-0001/07" in blatt for blatt in blaetter[1:])
        assert all(("ÜBUNG – kein Verwaltungsakt" in blatt) is (name == "uebung.docx") for blatt in blaetter)
        anlagen = [blatt for blatt in blaetter if any(f"Anlage {n}: " in blatt for n in (1, 2, 3))]
        assert len(anlagen) == 3
        assert "Empfangsbestätigung und Rechtsbehelfsverzicht" in blaetter[-1]
        assert "Muster Zwei (Zeichnung)" not in blaetter[-1]


def test_the_workbooks_convert_to_pdf_with_no_amount_cut(tmp_path: Path) -> None:
    dateien = []
    for name in NAMEN:
        dateien.append(tmp_path / f"{name}.xlsx")
        dateien[-1].write_bytes(render_arbeitsmappe(berechne(name)))
    texte = seiten(tmp_path, dateien)
    for name in NAMEN:
        blaetter = texte[f"{name}.xlsx"]
        assert not any("###" in blatt for blatt in blaetter)
        assert all("Prüfsumme" in blatt for blatt in blaetter)
    assert "Nacht(sch)lichter in der Äußeren Neustadt" in texte["dresden-2024.xlsx"][0]

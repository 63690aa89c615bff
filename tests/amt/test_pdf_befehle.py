"""``--pdf``: a PDF/A beside the Word document, refused before anything is recorded where it cannot be made."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from foerderung.dokumente.pdf import herkunft
from tests.amt.roh import roh
from tests.amt.vorrat import Vorrat
from tests.dokumente.falsches_office import nimm_weg, stelle_auf

FALL = "KP-2026-0001"
BESCHEID = ["bescheid", "erstelle", FALL, "--pdf", "--ziel"]
BRIEF = ["schreiben", "erstelle", FALL, "eingangsbestaetigung", "--pdf", "--ziel"]


def test_notice_and_letter_get_a_pdf_of_exactly_their_document(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stelle_auf(monkeypatch, tmp_path / "bin")
    amt = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    for befehl, name in ((BESCHEID, "bescheid"), (BRIEF, "brief")):
        lauf = amt.rufe([*befehl, tmp_path / f"{name}.docx"], heute="2026-11-09")
        assert lauf.code == 0, lauf.fehler
        assert f"PDF/A geschrieben: {tmp_path / f'{name}.pdf'}" in lauf.aus
        inhalt = (tmp_path / f"{name}.docx").read_bytes()
        assert herkunft((tmp_path / f"{name}.pdf").read_bytes()) == sha256(inhalt).hexdigest()
    lauf = amt.rufe([*BRIEF, tmp_path / "brief.docx", "--json"], heute="2026-11-09")
    assert lauf.daten["pdf"] == str(tmp_path / "brief.pdf")


def test_without_libreoffice_nothing_is_recorded(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nimm_weg(monkeypatch, tmp_path / "leer")
    amt = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    with roh(amt) as offen:
        vorher = offen.wert("SELECT max(nummer) FROM ereignis")
    for befehl in (BESCHEID, BRIEF):
        lauf = amt.rufe([*befehl, tmp_path / "x.docx"], heute="2026-11-09")
        assert lauf.code == 7
        assert "LibreOffice ist nicht installiert" in lauf.fehler
        assert not (tmp_path / "x.docx").exists()
    with roh(amt) as offen:
        assert offen.wert("SELECT max(nummer) FROM ereignis") == vorher


def test_a_signed_scan_in_the_place_stays_and_the_draft_is_recorded_and_shown(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stelle_auf(monkeypatch, tmp_path / "bin")
    amt = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 Scan")
    lauf = amt.rufe([*BESCHEID, tmp_path / "b.docx"], heute="2026-11-09")
    assert lauf.code == 7
    assert "Bescheid entwerfen am 09.11.2026" in lauf.aus
    assert "b.pdf: steht schon da und stammt nicht aus diesem Programm" in lauf.fehler
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF-1.4 Scan"

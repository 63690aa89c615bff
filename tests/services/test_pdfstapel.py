"""A batch of PDF files: what is done stays, what fails is named, a second run goes on, nobody's file is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from foerderung.cli import main
from foerderung.dokumente.pdf import herkunft
from foerderung.services.pdfstapel import wandle_dateien
from foerderung.store.kopie import still
from tests.dokumente.falsches_office import nimm_weg, stelle_auf
from tests.dokumente.test_pdf import dokument


@pytest.fixture
def protokoll(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return stelle_auf(monkeypatch, tmp_path / "bin")


def lege(ordner: Path, **texte: str) -> list[Path]:
    for name, text in texte.items():
        (ordner / f"{name}.docx").write_bytes(dokument(text))
    return [ordner / f"{name}.docx" for name in texte]


def test_a_failure_in_the_middle_keeps_the_rest_and_a_second_run_goes_on(tmp_path: Path, protokoll: Path) -> None:
    dateien = lege(tmp_path, a="gut", b="STUERZT IMMER", c="auch gut")
    bericht = wandle_dateien(dateien, None, still)
    assert [pfad.name for pfad in bericht.geschrieben] == ["a.pdf", "c.pdf"]
    assert [meldung.datei for meldung in bericht.gescheitert] == [str(tmp_path / "b.docx")]
    protokoll.write_text("")
    lege(tmp_path, b="jetzt gut", c="geändert")
    bericht = wandle_dateien(dateien, None, still)
    assert [pfad.name for pfad in bericht.geschrieben] == ["b.pdf", "c.pdf"]
    assert [pfad.name for pfad in bericht.vorhanden] == ["a.pdf"]
    assert protokoll.read_text().split() == ["2"]
    protokoll.write_text("")
    assert len(wandle_dateien(dateien, None, still).vorhanden) == 3
    assert protokoll.read_text() == ""


def test_a_file_from_elsewhere_is_never_overwritten(tmp_path: Path, protokoll: Path) -> None:
    dateien = lege(tmp_path, bescheid="gut", anderer="gut")
    (tmp_path / "bescheid.pdf").write_bytes(b"%PDF-1.4 gezeichneter Scan")
    bericht = wandle_dateien(dateien, None, still)
    assert (tmp_path / "bescheid.pdf").read_bytes() == b"%PDF-1.4 gezeichneter Scan"
    assert "stammt nicht aus diesem Programm" in str(bericht.gescheitert[0])
    assert [pfad.name for pfad in bericht.geschrieben] == ["anderer.pdf"]


def test_progress_counts_every_document_that_was_to_be_converted(tmp_path: Path, protokoll: Path) -> None:
    gehoert: list[tuple[int, int]] = []
    dateien = lege(tmp_path, **{f"d{nummer:02d}": str(nummer) for nummer in range(23)})
    wandle_dateien(dateien, None, lambda getan, gesamt: gehoert.append((getan, gesamt)))
    assert gehoert == [(nummer, 23) for nummer in range(1, 24)]
    assert protokoll.read_text().split() == ["20", "3"]


def rufe(*worte: object) -> tuple[int, str, str]:
    lauf = CliRunner().invoke(main, ["schreiben", "pdf", *map(str, worte)])
    return lauf.exit_code, lauf.stdout, lauf.stderr


def test_the_command_writes_into_a_folder_and_names_what_failed(tmp_path: Path, protokoll: Path) -> None:
    ziel = tmp_path / "pdf"
    ziel.mkdir()
    a, b = lege(tmp_path, a="gut", b="STUERZT IMMER")
    code, aus, fehler = rufe(a, b, tmp_path / "fehlt.docx", "--nach", ziel)
    assert code == 7
    assert f"PDF/A geschrieben: {ziel / 'a.pdf'}" in aus
    assert "1 geschrieben, 0 schon vorhanden, 2 nicht umgewandelt" in aus
    assert "b.docx: LibreOffice konnte das Dokument nicht umwandeln. In Word öffnen" in fehler
    assert "fehlt.docx: ist nicht lesbar (nicht gefunden)." in fehler
    assert herkunft((ziel / "a.pdf").read_bytes())
    code, aus, _ = rufe(a, "--nach", ziel, "--json")
    assert code == 0
    assert '"vorhanden"' in aus


def test_the_command_refuses_what_cannot_be_meant(tmp_path: Path, protokoll: Path) -> None:
    (tmp_path / "x").mkdir()
    eines, anderes = lege(tmp_path, a="gut")[0], lege(tmp_path / "x", a="gut")[0]
    assert rufe(eines, anderes, "--nach", tmp_path)[0] == 2
    code, _, fehler = rufe(eines, "--nach", tmp_path / "fehlt")
    assert code == 7
    assert "den Ordner gibt es nicht" in fehler
    assert protokoll.read_text() == ""


def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, protokoll: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def voll(*_: object) -> int:
        raise OSError(28, "No space left on device")

    dateien = lege(tmp_path, a="gut")
    monkeypatch.setattr(Path, "replace", voll)
    bericht = wandle_dateien(dateien, None, still)
    assert "kein Platz auf dem Datenträger" in str(bericht.gescheitert[0])
    assert not (tmp_path / "a.pdf").exists()


def test_without_libreoffice_the_command_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nimm_weg(monkeypatch, tmp_path / "leer")
    code, _, fehler = rufe(*lege(tmp_path, a="gut"))
    assert code == 7
    assert "LibreOffice ist nicht installiert" in fehler

"""Templates: released, unaltered, run in a sandbox, filled completely."""

import hashlib
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate

from foerderung.dokumente.vorlage import FREIGABELISTE, lies_vorlage, render_docx, umgebung
from foerderung.errors import DokumentError
from foerderung.resources import resource_path
from tests.dokumente.beispiele import NAMEN, angaben, berechne, kontext, render_entwurf, text_von
from tests.dokumente.vorlagentexte import BRIEFE

VORLAGE = "kommpraev/zuwendungsbescheid.docx"
TAG = date(2027, 1, 1)


@pytest.fixture
def vorlagen(tmp_path: Path) -> Path:
    """A copy of the templates that a test may damage."""
    shutil.copytree(resource_path("templates"), tmp_path / "templates")
    return tmp_path / "templates"


def eigene_vorlage(*absaetze: str) -> bytes:
    dokument = docx.Document()
    for absatz in absaetze:
        dokument.add_paragraph(absatz)
    puffer = io.BytesIO()
    dokument.save(puffer)
    return puffer.getvalue()


def test_every_template_is_released_and_every_release_exists() -> None:
    ordner = resource_path("templates")
    zeilen = (ordner / FREIGABELISTE).read_text(encoding="utf-8").splitlines()
    gelistet = {zeile.split("  ")[1]: zeile.split("  ")[0] for zeile in zeilen if not zeile.startswith("#")}
    vorhanden = {
        pfad.relative_to(ordner).as_posix(): hashlib.sha256(pfad.read_bytes()).hexdigest()
        for pfad in ordner.rglob("*.docx")
    }
    assert gelistet == vorhanden


def test_a_missing_template_is_an_error(vorlagen: Path) -> None:
    (vorlagen / VORLAGE).unlink()
    with pytest.raises(DokumentError, match="fehlt oder ist nicht lesbar") as fehler:
        render_entwurf(berechne("kleinprojekt"), vorlagen)
    assert fehler.value.exit_code == 7


def test_an_altered_template_is_an_error(vorlagen: Path) -> None:
    with (vorlagen / VORLAGE).open("ab") as datei:
        datei.write(b"\0")
    with pytest.raises(DokumentError, match="nach der Freigabe verändert"):
        render_entwurf(berechne("kleinprojekt"), vorlagen)


@pytest.mark.parametrize("liste", ["", "# nichts\n"])
def test_a_template_that_is_not_on_the_list_is_an_error(vorlagen: Path, liste: str) -> None:
    (vorlagen / FREIGABELISTE).write_text(liste, encoding="utf-8")
    with pytest.raises(DokumentError, match="nicht freigegeben"):
        lies_vorlage(VORLAGE, vorlagen)
    (vorlagen / FREIGABELISTE).unlink()
    with pytest.raises(DokumentError, match="nicht freigegeben"):
        lies_vorlage(VORLAGE, vorlagen)


@pytest.mark.parametrize("name", NAMEN)
def test_the_template_uses_exactly_what_the_context_holds(name: str) -> None:
    berechnung = berechne(name)
    verlangt = DocxTemplate(io.BytesIO(lies_vorlage(VORLAGE))).get_undeclared_template_variables(umgebung())
    assert verlangt == set(kontext(berechnung))


def test_a_notice_and_a_draft_fill_the_same_places() -> None:
    berechnung = berechne("kleinprojekt")
    notiz = kontext(berechnung, angaben())
    entwurf = kontext(berechnung)
    assert set(notiz) == set(entwurf)
    assert set(notiz["fall"]) == set(entwurf["fall"])


def test_a_missing_value_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(DokumentError, match="lässt sich nicht füllen"):
        render_docx(eigene_vorlage("{{ fehlt }}"), {}, TAG)


def test_a_template_runs_no_code() -> None:
    with pytest.raises(DokumentError, match="lässt sich nicht füllen"):
        render_docx(eigene_vorlage("{{ x.__class__.__mro__ }}"), {"x": "a"}, TAG)


def test_a_file_that_is_no_word_document_is_an_error() -> None:
    with pytest.raises(DokumentError, match="lässt sich nicht füllen"):
        render_docx(b"PK kein Archiv", {}, TAG)


def test_control_characters_are_dropped_and_line_breaks_stay() -> None:
    inhalt = render_docx(eigene_vorlage("{{ x }}"), {"x": "a\x07b\x0cc\x01d\ue000\r\ne"}, TAG)
    assert "abcd" in text_von(inhalt)
    assert b"<w:br/>" in zipfile.ZipFile(io.BytesIO(inhalt)).read("word/document.xml")


def test_the_bytes_hold_no_time_of_day() -> None:
    inhalt = render_docx(eigene_vorlage("{{ x }}"), {"x": "a"}, TAG)
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        assert {eintrag.date_time for eintrag in archiv.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archiv.namelist()[0] == "[Content_Types].xml"
    eigenschaften = docx.Document(io.BytesIO(inhalt)).core_properties
    assert eigenschaften.created is not None
    assert eigenschaften.created.date() == TAG
    assert eigenschaften.modified == eigenschaften.created


@pytest.mark.parametrize("name", BRIEFE)
def test_a_template_is_titled_as_its_letter(name: str) -> None:
    vorlage = docx.Document(io.BytesIO(lies_vorlage(f"kommpraev/{name}.docx")))
    assert vorlage.core_properties.title == BRIEFE[name].betreff

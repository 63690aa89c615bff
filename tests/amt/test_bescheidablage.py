"""The signed notice is filed only with the figures of its draft; the same on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from foerderung.dokumente.pdftext import PROGRAMM
from tests.amt.buero import Buero, Lauf
from tests.amt.vorrat import Vorrat
from tests.dokumente.briefaenderung import ersetze

TAG = "2026-11-10"
ENTWURF = "zuwendungsbescheid.docx"
BETRAG = "52.652,00\u00a0€"
mit_pdftotext = pytest.mark.skipif(shutil.which(PROGRAMM) is None, reason="pdftotext is not installed")


def seite(text: str) -> bytes:
    """Return a PDF of one page with a line of text, or without."""
    zeile = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    teile = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(zeile), zeile),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    inhalt, stellen = b"%PDF-1.4\n", []
    for nummer, teil in enumerate(teile, 1):
        stellen.append(len(inhalt))
        inhalt += b"%d 0 obj%bendobj\n" % (nummer, teil)
    verzeichnis = b"".join(b"%010d 00000 n \n" % stelle for stelle in stellen)
    anfang = len(inhalt)
    return inhalt + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        verzeichnis,
        anfang,
    )


def lege_ab(buero: Buero, datei: Path, *weitere: object) -> Lauf:
    return buero.rufe(["bescheid", "lege-ab", FALL, "--datei", datei, *weitere], heute=TAG)


def ablage(buero: Buero) -> dict[str, object]:
    daten = buero.rufe(["fall", "zeige", FALL, "--json"], heute=TAG).daten["bescheid"]
    return {name: daten[name] for name in ("vergleich", "verglichen", "vergleich_grund", "gezeichnet", "datei")}


def schreibe(buero: Buero, name: str, inhalt: bytes) -> Path:
    (buero.ordner / name).write_bytes(inhalt)
    return buero.ordner / name


@pytest.fixture
def entworfen(buero: Buero) -> Buero:
    buero.gehe_bis("bescheid erstelle")
    return buero


@pytest.fixture
def sqlite_entworfen(sqlite_vorrat: Vorrat, tmp_path: Path) -> Buero:
    return sqlite_vorrat.buero(tmp_path, "bescheid erstelle")


def test_the_draft_passes_a_changed_cent_is_refused_with_its_place_and_nothing_is_recorded(entworfen: Buero) -> None:
    inhalt = (entworfen.ordner / ENTWURF).read_bytes()
    geaendert = schreibe(entworfen, "geaendert.docx", ersetze(inhalt, BETRAG, "52.652,01\u00a0€"))
    vorher = entworfen.ereignisse()
    lauf = lege_ab(entworfen, geaendert)
    assert lauf.code == 7
    assert "geaendert.docx, Tabelle " in lauf.fehler
    assert "„52.652,01 €“ statt „52.652,00 €“" in lauf.fehler
    assert "(Entwurf KP-2026-0001/01, " in lauf.fehler
    assert entworfen.ereignisse() == vorher
    lauf = lege_ab(entworfen, entworfen.ordner / ENTWURF)
    assert lauf.code == 0, lauf.fehler
    assert "Beträge, Sätze und Tage, keine Abweichung" in lauf.aus
    stand = ablage(entworfen)
    assert (stand["vergleich"], int(str(stand["verglichen"])) > 100) == ("docx", True)
    assert entworfen.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


@pytest.mark.parametrize(("alt", "neu"), [("70\u00a0%", "71\u00a0%"), ("31.12.2030", "31.12.2031")])
def test_a_changed_rate_and_a_changed_day_are_refused(sqlite_entworfen: Buero, alt: str, neu: str) -> None:
    inhalt = (sqlite_entworfen.ordner / ENTWURF).read_bytes()
    lauf = lege_ab(sqlite_entworfen, schreibe(sqlite_entworfen, "b.docx", ersetze(inhalt, alt, neu)))
    assert (lauf.code, f"„{neu}“ statt „{alt}“".replace("\u00a0", " ") in lauf.fehler) == (7, True), lauf.fehler


def test_what_stands_against_the_act_is_told_before_what_stands_in_the_letter(sqlite_entworfen: Buero) -> None:
    datei = schreibe(sqlite_entworfen, "b.docx", b"PK kaputt")
    worte = ["bescheid", "lege-ab", FALL, "--datei", datei]
    assert sqlite_entworfen.rufe(worte, als="haushalt", heute=TAG).code == 5
    assert sqlite_entworfen.rufe(worte, heute=TAG).code == 7


def test_a_letter_written_elsewhere_needs_a_reason_which_is_recorded(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    datei = schreibe(buero, "brief.pdf", b"%PDF-1.4")
    lauf = lege_ab(buero, datei)
    assert (lauf.code, "liegt kein Entwurf" in lauf.fehler) == (7, True)
    lauf = lege_ab(buero, datei, "--ohne-vergleich", "von Hand geschrieben")
    assert "Nicht mit dem Entwurf verglichen: von Hand geschrieben" in lauf.aus
    assert ablage(buero)["vergleich_grund"] == "von Hand geschrieben"


def test_what_is_neither_word_nor_pdf_cannot_be_compared(sqlite_entworfen: Buero) -> None:
    lauf = lege_ab(sqlite_entworfen, schreibe(sqlite_entworfen, "scan.tiff", b"II*\0"))
    assert (lauf.code, "weder Word-Dokument noch PDF" in lauf.fehler) == (7, True)


@mit_pdftotext
def test_a_scan_is_compared_by_the_document_it_was_made_from(sqlite_entworfen: Buero) -> None:
    buero, entwurf = sqlite_entworfen, sqlite_entworfen.ordner / ENTWURF
    scan = schreibe(buero, "scan.pdf", seite(""))
    lauf = lege_ab(buero, scan)
    assert (lauf.code, "enthalten keinen Text" in lauf.fehler, "--vergleich" in lauf.fehler) == (7, True, True)
    falsch = schreibe(buero, "falsch.docx", ersetze(entwurf.read_bytes(), BETRAG, "52.652,01\u00a0€"))
    lauf = lege_ab(buero, scan, "--vergleich", falsch)
    assert (lauf.code, "falsch.docx, Tabelle" in lauf.fehler) == (7, True)
    assert lege_ab(buero, scan, "--vergleich", entwurf).code == 0
    assert (ablage(buero)["vergleich"], ablage(buero)["datei"]) == ("vergleichsdokument", "scan.pdf")
    assert buero.rufe(["db", "pruefe"], als=None, heute=None).code == 0


@mit_pdftotext
def test_a_pdf_with_other_figures_is_refused_even_beside_the_right_document(sqlite_entworfen: Buero) -> None:
    falsch = schreibe(sqlite_entworfen, "falsch.pdf", seite("Zuwendung 1.000,00 EUR"))
    for weitere in ((), ("--vergleich", sqlite_entworfen.ordner / ENTWURF)):
        lauf = lege_ab(sqlite_entworfen, falsch, *weitere)
        assert (lauf.code, "„1.000,00 EUR“" in lauf.fehler, "Seite 1" in lauf.fehler) == (7, True, True), lauf.fehler


def test_without_pdftotext_a_pdf_needs_its_document(
    sqlite_entworfen: Buero, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    lauf = lege_ab(sqlite_entworfen, schreibe(sqlite_entworfen, "b.pdf", seite("Zuwendung 1.000,00 EUR")))
    assert (lauf.code, f"{PROGRAMM} fehlt" in lauf.fehler) == (7, True)


@pytest.mark.parametrize("weitere", [["--ohne-vergleich", " "], ["--ohne-vergleich", "x", "--vergleich", ENTWURF]])
def test_a_reason_is_a_reason_and_stands_alone(sqlite_entworfen: Buero, weitere: list[str]) -> None:
    entwurf = sqlite_entworfen.ordner / ENTWURF
    worte = [entwurf if wort == ENTWURF else wort for wort in weitere]
    lauf = lege_ab(sqlite_entworfen, entwurf, *worte)
    assert (lauf.code, "--ohne-vergleich" in lauf.fehler) == (2, True)


def test_a_refusal_letter_has_no_draft_and_says_so(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "antrag pruefe")
    for befehl, als, tag in (
        (["entscheidung", "schlage-vor", FALL, "--ablehnung", "Mittel erschöpft"], "bearbeitung", "2026-10-13"),
        (["entscheidung", "lehne-ab", FALL], "leitung", "2026-10-14"),
    ):
        assert buero.rufe(befehl, als, tag).code == 0
    lauf = lege_ab(buero, schreibe(buero, "ablehnung.pdf", b"%PDF-1.4"))
    assert "Nicht verglichen: bei der Akte liegt kein Entwurf" in lauf.aus, lauf.fehler

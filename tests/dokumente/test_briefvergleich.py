"""A letter that comes back is compared figure by figure with its draft; nothing hides a change, wording is free."""

from __future__ import annotations

import re

import pytest

from foerderung.dokumente.belege import Herkunftsverzeichnis
from foerderung.dokumente.bescheid import Bescheid
from foerderung.dokumente.briefpruefung import Entwurf, Schriftstueck, pruefe_brief
from foerderung.dokumente.brieftext import lies_brief
from foerderung.dokumente.briefvergleich import finde, vergleiche
from foerderung.errors import DokumentError
from tests.dokumente.beispiele import angaben, berechne, render_bescheid
from tests.dokumente.briefaenderung import brief, ersetze, lauf


@pytest.fixture(scope="module")
def bescheid() -> Bescheid:
    return render_bescheid(berechne("koordination-dreijaehrig"), angaben())


def entwurf(inhalt: bytes, bescheid: Bescheid | None = None) -> Entwurf:
    herkunft = Herkunftsverzeichnis(bescheid.belege if bescheid is not None else ())
    return Entwurf("KP-2027-0001/07", lies_brief(inhalt), herkunft)


def abgewiesen(soll: bytes, ist: bytes, bescheid: Bescheid | None = None) -> list[str]:
    """Compare and return what is said, without the name of the file."""
    with pytest.raises(DokumentError) as fehler:
        pruefe_brief(entwurf(soll, bescheid), Schriftstueck("brief.docx", ist))
    assert fehler.value.exit_code == 7
    return [str(meldung).removeprefix("brief.docx, ") for meldung in fehler.value.meldungen]


def unterschiede(soll: bytes, ist: bytes) -> list[tuple[str | None, str | None]]:
    ergebnis = vergleiche(lies_brief(soll), lies_brief(ist))
    return [
        (eine.soll.zahl.text if eine.soll else None, eine.ist.zahl.text if eine.ist else None)
        for eine in ergebnis.abweichungen
    ]


# --- the notice ------------------------------------------------------------------------------------------------------


def test_the_draft_itself_passes_and_every_figure_was_compared(bescheid: Bescheid) -> None:
    art, anzahl = pruefe_brief(entwurf(bescheid.inhalt), Schriftstueck("b.docx", bescheid.inhalt))
    assert (art, anzahl > 150) == ("docx", True)


@pytest.mark.parametrize(
    ("alt", "neu", "gesagt"),
    [
        (
            "46.627,00\u00a0€",
            "46.627,01\u00a0€",
            "Tabelle 2, Zeile 2, Spalte 3 (unter „2 Art und Höhe der Zuwendung“): „46.627,01 €“ statt „46.627,00 €“",
        ),
        ("2028:\u00a070\u00a0%", "2028:\u00a071\u00a0%", "Tabelle 3, Zeile 2, Spalte 2 (unter „2 Art und"),
        ("31.12.2029", "30.12.2029", "„30.12.2029“ statt „31.12.2029“ in „"),
        ("einhundertneuntausendneun", "einhunderttausendneun", "„einhunderttausendneunhundertzweiundvierzig Euro“"),
        ("DE02\u00a01203", "DE03\u00a01203", "„DE03 1203 0000 0000 2020 51“ statt „DE02"),
        ("109.942,00\u00a0€", "", "„109.942,00 €“ fehlt; im Entwurf „bis zu [109.942,00 €]“"),
        ("Sehr geehrte", "Über 5,00 € sehr geehrte", "„5,00 €“ steht nicht im Entwurf; hier „Über [5,00 €] sehr"),
    ],
)
def test_a_changed_cent_rate_day_word_or_account_is_refused_with_its_place(
    bescheid: Bescheid, alt: str, neu: str, gesagt: str
) -> None:
    (meldung,) = abgewiesen(bescheid.inhalt, ersetze(bescheid.inhalt, alt, neu), bescheid)
    assert gesagt in meldung
    assert "Entwurf KP-2027-0001/07" in meldung


def test_the_message_names_the_node_that_the_draft_took_the_figure_from(bescheid: Bescheid) -> None:
    geaendert = ersetze(bescheid.inhalt, "46.627,00\u00a0€", "46.627,01\u00a0€")
    (meldung,) = abgewiesen(bescheid.inhalt, geaendert, bescheid)
    assert "(Entwurf KP-2027-0001/07, zuwendung[2027])" in meldung
    (meldung,) = abgewiesen(bescheid.inhalt, ersetze(bescheid.inhalt, "31.12.2030", "31.12.2031"), bescheid)
    assert "fall:nachweis_bis" in meldung


def test_wording_names_and_formats_may_change(bescheid: Bescheid) -> None:
    freundlich = ersetze(bescheid.inhalt, "Sehr geehrte Damen und Herren", "Sehr geehrte Frau Oberbürgermeisterin")
    freundlich = ersetze(freundlich, "46.627,00\u00a0€", "46 627 EUR")
    freundlich = ersetze(freundlich, "31.12.2029", "31. Dezember 2029")
    assert pruefe_brief(entwurf(bescheid.inhalt), Schriftstueck("b.docx", freundlich))


def test_heads_and_feet_are_compared_however_often_they_repeat(bescheid: Bescheid) -> None:
    kopf = next(f"word/header{n}.xml" for n in (1, 2) if f"header{n}" and _hat(bescheid.inhalt, n))
    (meldung,) = abgewiesen(bescheid.inhalt, ersetze(bescheid.inhalt, "12.11.2026", "13.11.2026", kopf))
    assert meldung.startswith("Kopfzeile: „13.11.2026“ statt „12.11.2026“")


def _hat(inhalt: bytes, nummer: int) -> bool:
    try:
        ersetze(inhalt, "12.11.2026", "", f"word/header{nummer}.xml")
    except AssertionError:
        return False
    return True


def test_every_difference_is_told_up_to_a_number_and_the_rest_counted(bescheid: Bescheid) -> None:
    meldungen = abgewiesen(bescheid.inhalt, brief("Nichts davon"), bescheid)
    assert len(meldungen) == 26
    assert re.fullmatch(r"brief\.docx: und \d+ weitere Abweichungen\. Beträge, .*", meldungen[-1])


def test_two_amounts_that_change_places_are_refused() -> None:
    (erste, letzte) = abgewiesen(brief("A 1,00 €", "B 2,00 €"), brief("A 2,00 €", "B 1,00 €"))[::2]
    assert "„2,00 €“" in erste
    assert "andere" in letzte


# --- what a document can hide ----------------------------------------------------------------------------------------

SOLL = brief("Zuwendung 100,00 € im Jahr")
EINGEFUEGT = '<w:ins w:id="1" w:author="x">{}</w:ins>'
GELOESCHT = '<w:del w:id="2" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del>'
STIL = (
    '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="WegKind"><w:name w:val="WegKind"/><w:basedOn w:val="Weg"/></w:style>'
)


def absatz(*teile: str) -> str:
    return f"<w:p>{''.join(lauf(teil) for teil in teile)}</w:p>"


@pytest.mark.parametrize(
    "ist",
    [
        absatz("Zuwendung 10", "0,", "00", " €", " im Jahr"),
        absatz("Zuwendung ", GELOESCHT.format("999,00 €"), EINGEFUEGT.format(lauf("100,00 €")), " im Jahr"),
        absatz("Zuwendung 100,00 €", lauf(" und 999,00 €", "<w:vanish/>"), " im Jahr"),
        absatz("Zuwendung 100,00 €", lauf(" und 999,00 €", '<w:color w:val="FFFFFF"/>'), " im Jahr"),
        absatz("Zuwendung 100,00 €", " (auf Antrag)"),
        absatz("Zuwendung 100,00 €", '<w:r><w:instrText>= 999,00 €</w:instrText></w:r>'),
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr>' + lauf("Zuwendung 100") + "</w:p>"
        + absatz(",00 € im Jahr"),
        absatz("Zuwendung １００,００ €"),
        absatz(lauf("Zuwendung 100,00 €", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>')),
        "<w:tbl><w:tr><w:tc>" + absatz("Zuwendung 100,00 €") + '</w:tc></w:tr><w:tr><w:trPr><w:del w:id="4" '
        'w:author="x"/></w:trPr><w:tc>' + absatz("999,00 €") + "</w:tc></w:tr></w:tbl>",
    ],
    ids=[
        "split over runs", "tracked changes", "hidden text", "white text", "more words", "instruction of a field",
        "deleted end of a paragraph", "full-width digits", "white on black", "deleted row",
    ],
)  # fmt: skip
def test_what_nobody_sees_does_not_count_and_what_is_seen_does(ist: str) -> None:
    assert unterschiede(SOLL, brief(ist)) == []


@pytest.mark.parametrize(
    ("ist", "erwartet"),
    [
        (absatz("Zuwendung 10", "1,", "00 €"), [("100,00 €", "101,00 €")]),
        (absatz("Zuwendung ", EINGEFUEGT.format(lauf("101,00 €")), GELOESCHT.format("100,00 €")),
         [("100,00 €", "101,00 €")]),
        (absatz("Zuwendung ", lauf("100,00 €", "<w:vanish/>"), "101,00 €"), [("100,00 €", "101,00 €")]),
        (absatz("Zuwendung ", lauf("100,00 €", '<w:color w:val="FEFEFE"/>')), [("100,00 €", None)]),
        (absatz("Zuwendung ", lauf("100,00 €", '<w:color w:themeColor="background1" w:val="auto"/>')),
         [("100,00 €", None)]),
        (absatz("Zuwendung ", lauf("100,00 €", '<w:sz w:val="2"/>')), [("100,00 €", None)]),
        (absatz("Zuwendung ", lauf("100,00 €", '<w:rStyle w:val="WegKind"/>')), [("100,00 €", None)]),
        (absatz("Zuwendung -100,00 €"), [("100,00 €", "-100,00 €")]),
        (absatz("Zuwendung 100,00", lauf("1", '<w:sz w:val="12"/>'), " €"), [("100,00 €", "100,001 €")]),
        (absatz("Zuwendung 100,00 €", '<w:r><w:drawing><w:txbxContent><w:p>' + lauf("5,00 €")
                + "</w:p></w:txbxContent></w:drawing></w:r>"), [(None, "5,00 €")]),
        (absatz("Zuwendung 100,00 € und 70 %"), [(None, "70 %")]),
    ],
    ids=[
        "split over runs", "tracked changes", "hidden draft figure", "almost white", "colour of the theme", "tiny",
        "hidden by a format", "minus", "a digit more", "text box", "added rate",
    ],
)  # fmt: skip
def test_no_trick_hides_a_change(ist: str, erwartet: list[tuple[str | None, str | None]]) -> None:
    assert unterschiede(SOLL, brief(ist, formate=STIL)) == erwartet


@pytest.mark.parametrize(
    ("ist", "was"),
    [
        (absatz("Zuwendung 100,00 €", '<w:fldSimple w:instr=" DATE \\@ dd.MM.yyyy ">' + lauf("2.") + "</w:fldSimple>"),
         "das Feld DATE („2.“)"),
        (absatz("Zuwendung ", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=50*2</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "100,00 €",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "das Feld =50*2 („100,00 €“)"),
        (absatz("Zuwendung 100,00 €", "<w:r><w:object/></w:r>"), "ein eingebettetes Objekt"),
    ],
)  # fmt: skip
def test_what_changes_by_itself_or_cannot_be_read_is_refused_with_its_place(ist: str, was: str) -> None:
    (meldung, *_) = abgewiesen(SOLL, brief(ist))
    assert meldung.startswith(f"Absatz 1: {was}")


def test_page_numbers_are_fields_that_may_stand_there() -> None:
    seite = absatz("Zuwendung 100,00 € Seite ", '<w:fldSimple w:instr=" PAGE ">' + lauf("2") + "</w:fldSimple>")
    assert pruefe_brief(entwurf(SOLL), Schriftstueck("b.docx", brief(seite))) == ("docx", 1)


@pytest.mark.parametrize("inhalt", [b"PK kein Archiv", b"PK\x03\x04", brief("x")[:2000]])
def test_a_broken_document_is_refused_in_german(inhalt: bytes) -> None:
    (meldung,) = abgewiesen(SOLL, inhalt)
    assert "ist kein lesbares Word-Dokument" in meldung


def test_a_document_type_that_could_grow_is_not_read() -> None:
    bombe = ersetze(SOLL, "<w:document", '<!DOCTYPE x [<!ENTITY a "1">]><w:document')
    assert "ist kein lesbares Word-Dokument" in abgewiesen(SOLL, bombe)[0]


def test_nested_tables_and_merged_cells_are_named_as_people_count_them() -> None:
    innen = f"<w:tbl><w:tr><w:tc>{absatz('7,00 €')}</w:tc></w:tr></w:tbl>"
    aussen = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{absatz("a")}</w:tc>'
        f"<w:tc>{absatz('5,00 €')}{innen}</w:tc></w:tr></w:tbl>"
    )
    orte = [fund.ort for fund in finde(lies_brief(brief(aussen)).koerper)]
    assert orte == ["Tabelle 1, Zeile 1, Spalte 3", "Tabelle 2, Zeile 1, Spalte 1"]

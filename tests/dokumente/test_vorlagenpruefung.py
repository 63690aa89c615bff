"""The check of templates: each slip of a person who edits one in Word is named, and no code gets through."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from foerderung.cli import main
from foerderung.dokumente.bescheid import VORLAGE
from foerderung.dokumente.schreiben.verzeichnis import SCHREIBARTEN
from foerderung.dokumente.vorlage import FREIGABELISTE
from foerderung.dokumente.vorlagenangaben import ANGABEN, BESCHEID
from foerderung.dokumente.vorlagenpruefung import blaetter, form, lies_benutzung
from foerderung.errors import DokumentError
from foerderung.resources import resource_path
from foerderung.services.regelwerk import vorlagen
from foerderung.services.regelwerk.vorlagen import pruefe_vorlagen

ERLAUBT = form("frist", "titel", "fall.datum", "befunde[].nummer", "befunde[].gruende[]", "plan.jahre[]", "offen")


def vorlage(*absaetze: str, kopf: str = "") -> bytes:
    dokument = docx.Document()
    for absatz in absaetze:
        dokument.add_paragraph(absatz)
    if kopf:
        dokument.sections[0].header.paragraphs[0].text = kopf
    puffer = io.BytesIO()
    dokument.save(puffer)
    return puffer.getvalue()


def meldungen(*absaetze: str, kopf: str = "") -> str:
    return " | ".join(map(str, lies_benutzung("nachforderung.docx", vorlage(*absaetze, kopf=kopf), ERLAUBT).meldungen))


def test_a_shape_and_its_paths_are_the_same() -> None:
    pfade = {"a", "b.c", "d[].e", "f[]", "g[].h[].i"}
    assert set(blaetter(form(*pfade))) == pfade


def test_all_that_templates_need_is_allowed_and_found() -> None:
    benutzung = lies_benutzung(
        "x",
        vorlage(
            "{%p for eine in befunde %}",
            "{{ eine.nummer }}{% if not loop.last %}, {% endif %}",
            "{% for grund in eine.gruende %}{{ grund }}{% endfor %}",
            "{%p endfor %}",
            '{% if frist and titel != "–" %}{{ plan.jahre[0] }}{% elif offen %}a{% else %}{{ fall.datum }}{% endif %}',
        ),
        ERLAUBT,
    )
    assert benutzung.meldungen == []
    assert benutzung.pfade - {"loop.last"} == set(blaetter(ERLAUBT))


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("{{ fristt }}", "nachforderung.docx: „{{ fristt }}“ gibt es nicht. Meinten Sie „frist“?"),
        ("{{ fall.datun }}", "„{{ fall.datun }}“ gibt es nicht. Meinten Sie „datum“?"),
        ("{% if fristt %}a{% endif %}", "„{{ fristt }}“ gibt es nicht"),
        ("{% for b in befunde %}{{ b.numer }}{% endfor %}", "„{{ befunde[].numer }}“ gibt es nicht"),
        ("{% for b in befunde %}a{% endfor %}{{ b.nummer }}", "„{{ b }}“ gibt es nicht"),
        ("{% for b in befunnde %}{{ b.nummer }}{% endfor %}", "Meinten Sie „befunde“?"),
        ("{% for b in titel %}{{ b }}{% endfor %}", "„titel“ ist keine Liste"),
        ("{{ befunde }}", "„befunde“ ist eine Liste und kein Text"),
        ("{{ fall }}", "„fall“ ist eine Gruppe und kein Text"),
        ("{{ titel[0] }}", "„{{ titel[] }}“ gibt es nicht"),
        ("{{ fall['datum'] }}", "nennt keine Nummer"),
        ("{{ titel.__class__ }}", "greift auf Inneres zu"),
        ("{{ titel.upper() }}", "„Call“ ist in Vorlagen nicht erlaubt"),
        ("{{ titel|upper }}", "„Filter“ ist in Vorlagen nicht erlaubt"),
        ("{% if titel is defined %}a{% endif %}", "„Test“ ist in Vorlagen nicht erlaubt"),
        ("{% set frist = titel %}", "„Assign“ ist in Vorlagen nicht erlaubt"),
        ("{% macro m() %}a{% endmacro %}", "„Macro“ ist in Vorlagen nicht erlaubt"),
        ("{% include 'x' %}", "„Include“ ist in Vorlagen nicht erlaubt"),
        ("{{ range(9) }}", "„Call“ ist in Vorlagen nicht erlaubt"),
        ("{{ 1 + 1 }}", "„Add“ ist in Vorlagen nicht erlaubt"),
        ("{% for a, b in befunde %}a{% endfor %}", "die Schleife hat eine Form"),
        ("{% if titel %}a", "die Platzhalter lassen sich nicht lesen"),
        ("{{ titel", "die Platzhalter lassen sich nicht lesen"),
    ],
)
def test_a_slip_or_code_is_named(text: str, erwartet: str) -> None:
    assert erwartet in meldungen(text)


def test_a_slip_in_the_head_is_named_with_its_place() -> None:
    assert "nachforderung.docx, Kopfzeile: „{{ tittel }}“ gibt es nicht" in meldungen(
        "{{ titel }}", kopf="{{ tittel }}"
    )


@pytest.mark.parametrize("inhalt", [b"", b"PK", b"%PDF"])
def test_what_is_no_word_document_is_named(inhalt: bytes) -> None:
    assert "ist kein Word-Dokument" in str(lies_benutzung("x", inhalt, ERLAUBT).meldungen[0])


def test_every_letter_declares_what_it_offers_and_nothing_else_does() -> None:
    assert set(ANGABEN) == {*SCHREIBARTEN, BESCHEID}
    assert f"{BESCHEID}.docx" == VORLAGE


def test_the_shipped_templates_use_exactly_what_is_declared() -> None:
    befunde = pruefe_vorlagen()
    assert [str(meldung) for befund in befunde for meldung in befund.meldungen] == []
    assert {Path(befund.vorlage).stem for befund in befunde} == set(ANGABEN)


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    shutil.copytree(resource_path("templates"), tmp_path / "templates")
    return tmp_path / "templates"


def alle(ordner: Path | None) -> str:
    return " | ".join(str(meldung) for befund in pruefe_vorlagen(ordner) for meldung in befund.meldungen)


def test_the_shipped_ones_must_be_released_unaltered_and_complete(
    ordner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vorlagen, "resource_path", lambda _: ordner)
    assert alle(None) == ""
    shutil.copy(ordner / "kommpraev" / "nachforderung.docx", ordner / "kommpraev" / "anhoerung.docx")
    assert "anhoerung.docx: die Vorlage wurde nach der Freigabe verändert" in alle(None)
    (ordner / "kommpraev" / "anhoerung.docx").unlink()
    assert "anhoerung.docx: fehlt" in alle(None)
    (ordner / FREIGABELISTE).unlink()
    assert "kommpraev/nachforderung.docx: die Vorlage ist nicht freigegeben" in alle(None)


def test_a_folder_of_few_new_templates_is_checked_alone(ordner: Path, tmp_path: Path) -> None:
    neu = tmp_path / "neu"
    neu.mkdir()
    shutil.copy(ordner / "kommpraev" / "nachforderung.docx", neu)
    (neu / "~$chforderung.docx").write_bytes(b"von Word gesperrt")
    assert alle(neu) == ""
    (neu / "nachforderung.docx").write_bytes(vorlage("{{ titel }}"))
    assert "„frist“ steht nicht in der Vorlage" in alle(neu)
    (neu / "nachforderung.docx").rename(neu / "nachforderungg.docx")
    assert "kein Schreiben verwendet diese Vorlage. Meinten Sie „nachforderung“?" in alle(neu)


def test_what_is_shared_must_be_used_somewhere(ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANGABEN, "anhoerung", ANGABEN["anhoerung"] + " ?nirgends")
    assert "anhoerung.docx: „nirgends“ verwendet keine Vorlage" in alle(ordner)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DokumentError, match="enthält keine Vorlage"):
        pruefe_vorlagen(tmp_path)


def test_the_command_shows_a_table_and_ends_with_7_on_a_fault(tmp_path: Path) -> None:
    lauf = CliRunner().invoke(main, ["bescheid", "pruefe-vorlagen"])
    assert lauf.exit_code == 0, lauf.stderr
    assert "kommpraev/nachforderung.docx\t25\tgut" in lauf.stdout
    (tmp_path / "nachforderung.docx").write_bytes(vorlage("{{ fristt }}"))
    lauf = CliRunner().invoke(main, ["bescheid", "pruefe-vorlagen", "--vorlagen", str(tmp_path), "--json"])
    assert lauf.exit_code == 7
    assert "„{{ fristt }}“ gibt es nicht. Meinten Sie „frist“?" in lauf.stderr
    assert '"vorlage": "nachforderung.docx"' in lauf.stdout

"""What is declared for a template is what the letter gives it in real cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foerderung.dokumente.schreiben import verzeichnis
from foerderung.dokumente.schreiben.verzeichnis import SCHREIBARTEN, render_schreiben
from foerderung.dokumente.vorlagenangaben import ANGABEN, BESCHEID, geteilt, verlangt
from foerderung.dokumente.vorlagenpruefung import form
from tests.amt.test_schreiben import fakten_von, offices
from tests.amt.vorrat import Vorrat
from tests.dokumente.beispiele import NAMEN, angaben, berechne, kontext

NUR_FUER_KLAUSELN = {"fall.offene_jahre", "fall.zwischenrate"}
"""What the notice's context holds for the clauses; the template shows their texts."""


def widersprueche(wert: Any, erlaubt: Mapping[str, Any], pfad: str = "") -> list[str]:
    """Return where a context and a shape differ; an empty list says nothing of its items."""
    match wert:
        case dict():
            anders = [f"{pfad}.{name}".lstrip(".") for name in set(wert) ^ set(erlaubt)]
            gleich = set(wert) & set(erlaubt)
            return anders + [w for name in gleich for w in widersprueche(wert[name], erlaubt[name], f"{pfad}.{name}")]
        case list() | tuple():
            if set(erlaubt) != {"[]"}:
                return [pfad.lstrip(".")]
            return [w for glied in wert for w in widersprueche(glied, erlaubt["[]"], f"{pfad}[]")]
    return [pfad.lstrip(".")] if erlaubt else []


def deklariert(name: str) -> Mapping[str, Any]:
    return form(*verlangt(name), *geteilt(name))


def test_every_letter_gives_its_template_exactly_what_is_declared(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gegeben: list[Mapping[str, Any]] = []

    def merke(_: bytes, was: Mapping[str, Any], __: date) -> bytes:
        gegeben.append(was)
        return b""

    monkeypatch.setattr(verzeichnis, "render_docx", merke)
    gesehen = set()
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        render_schreiben(SCHREIBARTEN[art], fakten_von(amt, art, tag))
        assert widersprueche(dict(gegeben[-1]), deklariert(art)) == [], art
        gesehen.add(art)
    assert {*gesehen, BESCHEID} == set(ANGABEN)


@pytest.mark.parametrize("name", NAMEN)
def test_notice_and_draft_give_exactly_what_is_declared(name: str) -> None:
    berechnung = berechne(name)
    for fakten in (None, angaben()) if name == "kleinprojekt" else (None,):
        assert set(widersprueche(kontext(berechnung, fakten), deklariert(BESCHEID))) == NUR_FUER_KLAUSELN

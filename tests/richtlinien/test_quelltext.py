"""Documents are read strictly: bounded, without tricks, every value as the characters it was written with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.errors import EingabeError, Meldung, RegelError
from foerderung.fach.quelltext import Abbildung, Folge, Skalar, kanonisch
from foerderung.richtlinien.quelltext import (
    HOECHSTENS_BYTES,
    HOECHSTENS_KNOTEN,
    HOECHSTENS_TIEFE,
    lies_datei,
    lies_text,
)


def gelesen(text: str, name: str = "a.yaml") -> Any:
    return kanonisch(lies_text(text, name))


def meldung(text: str, name: str = "a.yaml") -> str:
    with pytest.raises(EingabeError) as gefangen:
        lies_text(text, name)
    assert gefangen.value.exit_code == 3
    return str(gefangen.value)


YAML_FALSCH = {
    "anchor": ("a: &x 1", "Zeile 1: Anker und Verweise (& und *) sind nicht erlaubt."),
    "alias": ("a: 1\nb: *x", "Zeile 2: Anker und Verweise (& und *) sind nicht erlaubt."),
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        "Zeile 1: Anker und Verweise (& und *) sind nicht erlaubt.",
    ),
    "python tag": (
        "a: !!python/object/apply:os.system [x]",
        "Zeile 1: Typangaben wie tag:yaml.org,2002:python/object/apply:os.system sind nicht erlaubt.",
    ),
    "own tag": ("a: 1\nb: !foo x", "Zeile 2: Typangaben wie !foo sind nicht erlaubt."),
    "harmless tag": ("a: !!str 5", "Zeile 1: Typangaben wie tag:yaml.org,2002:str sind nicht erlaubt."),
    "merge key": ("a: 1\n<<: {b: 2}", "Zeile 2: Schlüssel muss ein einfacher Text sein."),
    "list as key": ("? [a]\n: 1", "Zeile 1: Schlüssel muss ein einfacher Text sein."),
    "mapping as key": ("? {a: 1}\n: 1", "Zeile 1: Schlüssel muss ein einfacher Text sein."),
    "duplicate": ("a: 1\nb: 2\na: 3", "Zeile 3: Schlüssel „a“ steht doppelt (zuerst in Zeile 1)."),
    "duplicate in other quotes": (
        "2027: 1\n'2027': 2",
        "Zeile 2: Schlüssel „2027“ steht doppelt (zuerst in Zeile 1).",
    ),
    "nested duplicate": (
        "x:\n  a: 1\n  a: 2",
        "Zeile 3: Schlüssel „a“ steht doppelt (zuerst in Zeile 2).",
    ),
    "two documents": ("a: 1\n---\nb: 2", "mehr als ein Dokument in einer Datei."),
    "empty": ("", "die Datei ist leer."),
    "only a comment": ("# nichts\n", "die Datei ist leer."),
    "colon in a text": (
        "a: b: c",
        "Zeile 1: ein Doppelpunkt steht, wo keiner stehen darf (Text in Anführungszeichen setzen), Spalte 5.",
    ),
    "bracket open": (
        "a: [1, 2",
        "Zeile 2: in der Klammer fehlt ein Komma oder die schließende Klammer, Spalte 1.",
    ),
    "quotation open": (
        'a: "x',
        "Zeile 1: das Dokument endet mitten in einem Text oder einer Klammer, Spalte 6.",
    ),
    "control character": ("a: \x01", "das Dokument enthält Steuerzeichen."),
    "too deep": (
        "[" * (HOECHSTENS_TIEFE + 1) + "]" * (HOECHSTENS_TIEFE + 1),
        "Zeile 1: zu tief verschachtelt; zulässig: 24 Ebenen.",
    ),
    "far too deep": ("[" * 99_999, "Zeile 1: zu tief verschachtelt; zulässig: 24 Ebenen."),
    "too many nodes": (
        "[" + "0," * HOECHSTENS_KNOTEN + "0]",
        "Zeile 1: zu viele Angaben in einer Datei; zulässig: 200000.",
    ),
}


@pytest.mark.parametrize("name", YAML_FALSCH)
def test_yaml_that_is_wrong_or_tricky_is_refused_in_german(name: str) -> None:
    text, erwartet = YAML_FALSCH[name]
    trenner = ", " if erwartet.startswith("Zeile") else ": "
    assert meldung(text) == f"a.yaml{trenner}{erwartet}"


def test_all_duplicates_are_reported_at_once() -> None:
    assert meldung("a: 1\na: 2\nb: 3\nb: 4").count("steht doppelt") == 2


JSON_FALSCH = {
    "not a number": '{"a": NaN}',
    "infinity": '{"a": -Infinity}',
    "comma at the end": '{"a": 1,}',
    "two values": "{} {}",
    "empty": "",
    "blank": " \n",
    "key without quotes": "{a: 1}",
    "single quotes": "{'a': 1}",
    "raw line feed in a text": '"a\nb"',
    "leading zero": "[01]",
    "comment": "{} // x",
    "unknown escape": r'"\x41"',
    "text without end": '"abc',
    "lone surrogate": r'"\ud83d"',
    "lone surrogate in a key": r'{"\ude00": 1}',
    "word": "[wahr]",
    "yaml": "a: 1",
    "plus": "[+1]",
}


@pytest.mark.parametrize("name", JSON_FALSCH)
def test_json_that_is_wrong_is_refused_in_german_with_its_place(name: str) -> None:
    text = meldung(JSON_FALSCH[name], "a.json")
    assert text.startswith("a.json, Zeile ")
    assert "kein gültiges JSON" in text


def test_json_has_the_same_bounds_and_no_duplicates() -> None:
    zu_tief = "[" * (HOECHSTENS_TIEFE + 1) + "]" * (HOECHSTENS_TIEFE + 1)
    assert "zu tief verschachtelt; zulässig: 24 Ebenen" in meldung(zu_tief, "a.json")
    assert "zu tief verschachtelt" in meldung("[" * 99_999, "a.json")
    assert meldung('{"a": 1,\n"a": 2}', "a.json") == (
        "a.json, Zeile 2: Schlüssel „a“ steht doppelt (zuerst in Zeile 1)."
    )


def test_a_large_json_is_refused_or_read_in_no_time() -> None:
    """A reader that counts lines from the start for every value would take more than a minute."""
    beginn = time.perf_counter()
    assert "zu viele Angaben" in meldung("[" + "0,\n" * HOECHSTENS_KNOTEN + "0]", "a.json")
    assert time.perf_counter() - beginn < 10


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("0400", "0400"),
        ("1:30", "1:30"),
        ("0.07", "0.07"),
        ("1e5", "1e5"),
        (".nan", ".nan"),
        ("90 %", "90 %"),
        ("2027-01-01", "2027-01-01"),
        ("1_000", "1_000"),
        ("12.50", "12.50"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("'null'", "null"),
    ],
)
def test_a_value_stays_the_text_it_was_written_as(text: str, wert: str | None) -> None:
    assert gelesen(f"a: {text}") == {"a": wert}
    assert gelesen(f"[{text}]") == ([wert] if text else [])


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("1e5", "1e5"),
        ("0.10", "0.10"),
        ("-0", "-0"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ("true", "true"),
        ("null", None),
        ('""', ""),
        ('"a\\/b"', "a/b"),
        (r'"\u00e4\n\t\""', 'ä\n\t"'),
        (r'"\ud83d\ude00"', "😀"),
        ('"😀"', "😀"),
        ('"a\u2028b\u0085c"', "a\u2028b\u0085c"),
    ],
)
def test_a_json_value_stays_the_text_it_was_written_as(text: str, wert: str | None) -> None:
    assert gelesen(f'{{"a"\n:\t{text}}}', "a.json") == {"a": wert}


def test_quotation_marks_and_lines_are_kept() -> None:
    baum = lies_text("a: '1'\nb:\n  - x\n  - 2\n", "a.yaml")
    assert baum == Abbildung(baum.eintraege, 1)  # type: ignore[union-attr]
    assert isinstance(baum, Abbildung)
    assert baum.hole("a") == Skalar("1", 1, True)
    assert baum.hole("b") == Folge((Skalar("x", 3), Skalar("2", 4)), 3)
    assert baum.eintraege["b"].zeile == 2
    assert "b" in baum
    assert "c" not in baum


def test_lines_of_json_are_those_of_the_file() -> None:
    baum = lies_text('{\n "a": "1",\n "b": [\n  2]}', "a.json")
    assert isinstance(baum, Abbildung)
    assert [baum.eintraege[name].zeile for name in ("a", "b")] == [2, 3]
    assert baum.hole("b") == Folge((Skalar("2", 4),), 3)


# --- files ------------------------------------------------------------------------------------------------

DATEIEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("fehlt.yaml", lambda _: None, "Datei nicht gefunden. Pfad prüfen."),
    "directory": ("ordner.yaml", lambda pfad: pfad.mkdir(), "das ist ein Ordner, keine Datei."),
    "latin-1": (
        "latin.yaml",
        lambda pfad: pfad.write_bytes("a: 1\nb: M\xfcller\n".encode("latin-1")),
        "Zeichen sind nicht in UTF-8 gespeichert. Als UTF-8 speichern.",
    ),
    "utf-16": (
        "utf16.json",
        lambda pfad: pfad.write_text("{}", encoding="utf-16"),
        "Zeichen sind nicht in UTF-8 gespeichert. Als UTF-8 speichern.",
    ),
    "too large": (
        "gross.yaml",
        lambda pfad: pfad.write_bytes(b"a" * (HOECHSTENS_BYTES + 1)),
        "Datei zu groß; zulässig: höchstens 1 MiB.",
    ),
    "empty": ("leer.yaml", lambda pfad: pfad.touch(), "die Datei ist leer."),
}


@pytest.mark.parametrize("name", DATEIEN)
def test_a_file_that_cannot_be_read_is_refused_in_german(name: str, tmp_path: Path) -> None:
    datei, anlegen, text = DATEIEN[name]
    anlegen(tmp_path / datei)
    with pytest.raises(EingabeError) as gefangen:
        lies_datei(tmp_path / datei)
    assert str(gefangen.value).endswith(text)
    assert datei in str(gefangen.value)
    with pytest.raises(RegelError):
        lies_datei(tmp_path / datei, RegelError)


def test_the_line_of_a_wrong_byte_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\nb: \xfc\n")
    with pytest.raises(EingabeError, match="Zeile 2: Zeichen sind nicht"):
        lies_datei(tmp_path / "a.yaml")


def test_a_byte_order_mark_and_a_file_of_exactly_the_limit_are_read(tmp_path: Path) -> None:
    pfad = tmp_path / "a.yaml"
    pfad.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert kanonisch(lies_datei(pfad)) == {"a": "1"}
    pfad.write_bytes(b"a: 1 #".ljust(HOECHSTENS_BYTES, b"x"))
    assert kanonisch(lies_datei(pfad)) == {"a": "1"}
    (tmp_path / "A.JSON").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert kanonisch(lies_datei(tmp_path / "A.JSON")) == {"a": "1"}


# --- properties -------------------------------------------------------------------------------------------

TEXTE = st.text(st.characters(codec="utf-8"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTE,
    lambda kinder: st.lists(kinder, max_size=4) | st.dictionaries(TEXTE, kinder, max_size=4),
    max_leaves=20,
)


def als_text(wert: Any) -> Any:
    """Turn plain JSON data into what the reader yields: every value a text."""
    if isinstance(wert, dict):
        return {name: als_text(teil) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [als_text(teil) for teil in wert]
    return wert if wert is None or isinstance(wert, str) else json.dumps(wert)


@given(JSON, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_any_json_is_read_as_what_it_says(wert: Any, ascii_: bool, einzug: int | str | None) -> None:
    text = json.dumps(wert, ensure_ascii=ascii_, indent=einzug)
    assert gelesen(text, "a.json") == als_text(wert)


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#%@`\n\t ?~<\\", max_size=60), st.sampled_from(["a.yaml", "a.json"]))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str, name: str) -> None:
    meldungen: tuple[Meldung, ...] = ()
    try:
        lies_text(text, name)
    except EingabeError as fehler:
        meldungen = fehler.meldungen
    assert all(meldung.gefunden and meldung.datei == name for meldung in meldungen)

"""Mutation testing changes one thing at a time, finds the tests that run it, and counts what they noticed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mutation.code import bericht, lies_angenommene
from mutation.karte import Karte
from mutation.operatoren import Mutant, mutanten

DATEI = Path("paket/modul.py")


def aenderungen(quelle: str) -> list[str]:
    return [f"{mutant.alt}  →  {mutant.neu}" for mutant in mutanten(DATEI, quelle)]


@pytest.mark.parametrize(
    ("quelle", "erwartet"),
    [
        ("x = a < b", ["a < b  →  a <= b", "a < b  →  a >= b"]),
        ("x = a == b", ["a == b  →  a != b"]),
        ("x = a is not b", ["a is not b  →  a is b"]),
        ("x = a and b", ["a and b  →  a or b"]),
        ("x = not a", ["not a  →  a"]),
        ("x = a + b", ["a + b  →  a - b"]),
        ("x = a + f'{b}'", []),
        ("x += a", ["x += a  →  x -= a"]),
        ("x = 1", ["1  →  2"]),
        ("x = True", ["True  →  False"]),
        ("x = f('a')", ["f('a')  →  f('ax')"]),
        ("x = min(a, b)", ["min(a, b)  →  max(a, b)"]),
        ("x = sorted(a, key=b)", ["sorted(a, key=b)  →  list(a)"]),
        ("x = a if b else c", ["a if b else c  →  a if not b else c"]),
        ("x = [a for a in b if c]", ["for a in b if c  →  for a in b if not c"]),
        ("if a: b()", ["a  →  not a", "a  →  False", "b()  →  pass"]),
        ("for a in b: continue", ["continue  →  break"]),
        ("raise A", ["raise A  →  pass"]),
        ("def f(a=1): return a", ["a=1  →  a=2", "return a  →  return None"]),
        ("def f(): return None", []),
        (
            "match a:\n  case 1: pass\n  case _: b = c",
            ["case 1  →  case 1 if False", "1  →  2", "case _  →  case _ if False"],
        ),
        ("import a\nassert a == 1\n'text'\nx: int\n__slots__ = ('a',)\nraise AssertionError", []),
        ("x = zip(a, b, strict=True)", []),
        ("@a(1)\ndef f(a: 'int') -> 'int': pass", []),
        ("x = f'{a:02d} Tage'", []),
    ],
)  # fmt: skip
def test_each_place_is_changed_once_for_each_way(quelle: str, erwartet: list[str]) -> None:
    assert aenderungen(quelle) == erwartet


def test_a_mutant_runs_and_the_next_starts_from_the_original() -> None:
    ergebnisse = []
    for mutant in mutanten(DATEI, "def f(a, b):\n    return a + b * 2\n"):
        raum: dict[str, Any] = {}
        exec(mutant.code, raum)
        ergebnisse.append(raum["f"](10, 4))
    assert ergebnisse == [None, 2, 12, 22]


def einer(quelle: str, nummer: int = 0) -> Mutant:
    return list(mutanten(DATEI, quelle))[nummer]


def test_a_mutant_is_named_by_file_function_and_change_and_shown_with_its_line() -> None:
    mutant = einer("class A:\n    def f(self):\n        return 1\n", 1)
    assert mutant.modul == "paket.modul"
    assert mutant.aenderung == "paket/modul.py: A.f: 1  →  2"
    assert str(mutant) == "paket/modul.py:3: A.f: 1  →  2"


def karte() -> Karte:
    zeilen = {3: {"t.py::a", "t.py::b"}, 9: {"u.py"}}
    dauer = {"t.py::a": 2.0, "t.py::b": 1.0, "u.py::c": 3.0, "v.py::d": 4.0}
    return Karte(zeilen={str(DATEI.resolve()): zeilen}, dauer=dauer)


def test_the_tests_of_the_statement_run_the_quick_ones_first() -> None:
    mutant = einer("def f():\n    g()\n    return (1,\n      2)\n", 3)
    assert (mutant.von, mutant.bis) == (3, 4)
    assert karte().waehle(mutant, 60) == ["t.py::b", "t.py::a"]


def test_a_condition_belongs_to_its_head_and_not_to_the_block_below() -> None:
    mutant = einer("def f(a):\n\n    if a:\n        b()\n        c()\n")
    assert (mutant.von, mutant.bis) == (3, 3)


def test_what_runs_on_import_is_tried_with_the_tests_of_the_module_and_then_with_all() -> None:
    assert karte().waehle(einer("x = 1\n"), 60) == ["t.py::b", "t.py::a", "u.py::c", "v.py::d"]


def test_what_ran_while_a_file_of_tests_was_imported_belongs_to_all_of_its_tests() -> None:
    assert karte().waehle(einer("def f():\n\n\n\n\n\n\n\n    return 1\n"), 60) == ["u.py::c"]


def test_slow_tests_of_a_file_are_left_out_but_for_a_few_and_so_are_those_that_fail_anyway() -> None:
    langsam = {f"a.py::{nummer}": 10.0 for nummer in range(9)}
    karte = Karte(dauer={**langsam, "b.py::1": 3.0, "b.py::2": 4.0}, fehlgeschlagen={"a.py::0"})
    assert karte.begrenze(karte.dauer, 1) == ["b.py::1", "b.py::2", "a.py::1", "a.py::2"]
    assert karte.begrenze(langsam, 35) == ["a.py::1", "a.py::2", "a.py::3"]


def test_the_file_of_tests_that_mirrors_the_module_runs_whole() -> None:
    dauer = {f"tests/test_{datei}.py::{nummer}": 10.0 for datei in ("modul", "anderes") for nummer in range(5)}
    karte = Karte(zeilen={str(DATEI.resolve()): {2: set(dauer)}}, dauer=dauer)
    gewaehlt = karte.waehle(einer("def f():\n    return 1\n"), 1)
    assert [sum(name in test for test in gewaehlt) for name in ("modul", "anderes")] == [5, 2]


def test_a_change_is_accepted_only_with_a_reason() -> None:
    text = "# Liste\na.py: f: 1  →  2  # nobody reads it\na.py: g: 1  →  2\na.py: h: 1  →  2  # \n"
    assert lies_angenommene(text) == {"a.py: f: 1  →  2"}


def test_the_score_leaves_equivalent_changes_out() -> None:
    zeile, punkte = bericht("fach", Counter(killed=9, equivalent=5, survived=1))
    assert zeile == "fach: 15 mutants, 9 killed, 5 equivalent, 1 survived, score 90.0 %"
    assert punkte == 90

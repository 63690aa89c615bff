"""The core stays pure: no file, clock, environment or binary fraction in fach, rechnung and verfahren."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import foerderung

PAKET = Path(foerderung.__file__).parent
KERN = sorted(datei for name in ("fach", "rechnung", "verfahren") for datei in (PAKET / name).rglob("*.py"))

VERBOTENE_AUFRUFE = {"open", "float", "print", "input", "eval", "exec", "compile", "__import__"}
VERBOTENE_METHODEN = {"today", "now", "utcnow", "getenv", "fromtimestamp"}
VERBOTENE_ATTRIBUTE = {"environ"}


def verstoesse(baum: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and finding for everything the core must not do."""
    for knoten in ast.walk(baum):
        match knoten:
            case ast.Call(func=ast.Name(id=name)) if name in VERBOTENE_AUFRUFE:
                yield knoten.lineno, f"{name}(...)"
            case ast.Call(func=ast.Attribute(attr=name)) if name in VERBOTENE_METHODEN:
                yield knoten.lineno, f".{name}(...)"
            case ast.Attribute(attr=name) if name in VERBOTENE_ATTRIBUTE:
                yield knoten.lineno, f".{name}"
            case ast.Constant(value=float() | complex()):
                yield knoten.lineno, f"literal {knoten.value!r}"
            case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation):
                yield from _float_in(annotation)
            case ast.FunctionDef(returns=ast.expr() as annotation):
                yield from _float_in(annotation)


def _float_in(annotation: ast.expr) -> Iterator[tuple[int, str]]:
    for teil in ast.walk(annotation):
        if isinstance(teil, ast.Name) and teil.id == "float":
            yield annotation.lineno, "annotation float"
        elif isinstance(teil, ast.Constant) and isinstance(teil.value, str) and "float" in teil.value:
            yield annotation.lineno, f"annotation {teil.value!r}"


@pytest.mark.parametrize("datei", KERN, ids=lambda d: d.relative_to(PAKET).as_posix())
def test_the_core_takes_its_inputs_only_as_arguments_and_computes_exactly(datei: Path) -> None:
    baum = ast.parse(datei.read_text(encoding="utf-8"))
    assert not [f"{datei.name}:{zeile}: {fund}" for zeile, fund in verstoesse(baum)]


def test_the_core_was_found() -> None:
    assert {d.parent.name for d in KERN} >= {"fach", "rechnung"}


@pytest.mark.parametrize(
    "zeile",
    [
        "date.today()",
        "datetime.datetime.now()",
        "open('x')",
        "os.environ['X']",
        "os.getenv('X')",
        "float('1')",
        "x = 0.5",
        "def f(x: float): ...",
        "def f(x: list[float | None]): ...",
        "def f() -> float: ...",
        "def f(x: 'float'): ...",
        "class A:\n    wert: float",
        "eval('1')",
    ],
)
def test_the_check_itself_finds_each_forbidden_thing(zeile: str) -> None:
    assert list(verstoesse(ast.parse(zeile)))


@pytest.mark.parametrize("zeile", ["isinstance(x, float)", "x = 1", "x.runden(y)", "def f(x: Fraction) -> int: ..."])
def test_the_check_itself_lets_pass_what_is_allowed(zeile: str) -> None:
    assert not list(verstoesse(ast.parse(zeile)))


@pytest.mark.parametrize("paket", ["fach", "rechnung", "richtlinien", "verfahren"])
def test_the_engine_names_no_guideline(paket: str) -> None:
    dateien = (PAKET / paket).rglob("*.py")
    assert not [d.name for d in dateien if "kommpraev" in d.read_text(encoding="utf-8").lower()]

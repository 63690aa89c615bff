"""The changes that mutation testing makes to Python code, one at a time, on its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

_VERGLEICHE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_RECHNUNGEN: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_PAARE = (
    ("min", "max"),
    ("any", "all"),
    ("floor", "ceil"),
    ("startswith", "endswith"),
    ("lstrip", "rstrip"),
    ("partition", "rpartition"),
    ("removeprefix", "removesuffix"),
)
_AUFRUFE = dict(_PAARE) | {rechts: links for links, rechts in _PAARE} | {"sorted": "list", "reversed": "tuple"}
_BEHAELTER = (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.JoinedStr, ast.FormattedValue, ast.stmt, ast.mod)
_OHNE = {"decorator_list", "annotation", "returns", "format_spec"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module.

    Attributes:
        ort: function or name in which the change stands.
        zeile: line of the change.
        bis: last line of the statement, without the block below it.
        beim_laden: the statement runs when the module is imported.
    """

    datei: Path
    ort: str
    zeile: int
    von: int
    bis: int
    beim_laden: bool
    alt: str
    neu: str
    code: CodeType

    @property
    def modul(self) -> str:
        """Name the module as it is imported."""
        return ".".join(self.datei.with_suffix("").parts).removesuffix(".__init__")

    @property
    def aenderung(self) -> str:
        """Name the change without its line, as the list of equivalent mutants does."""
        return f"{self.datei.as_posix()}: {self.ort}: {self.alt}  →  {self.neu}"

    def __str__(self) -> str:
        return f"{self.datei.as_posix()}:{self.zeile}: {self.ort}: {self.alt}  →  {self.neu}"


@dataclass(slots=True)
class _Stelle:
    """A node, where it hangs, and in which function and statement."""

    knoten: ast.AST
    eltern: ast.AST
    halter: Any
    schluessel: str | int
    ort: str = ""
    anweisung: ast.stmt | None = None
    in_funktion: bool = False


def mutanten(datei: Path, quelle: str) -> Iterator[Mutant]:
    """Yield every change of a module, compiled; the tree is restored after each."""
    baum = ast.parse(quelle)
    for stelle in list(_stellen(baum, "", None, in_funktion=False)):
        anweisung = stelle.anweisung
        assert anweisung is not None
        for neu in _ersatz(stelle):
            gezeigt = stelle.eltern
            if isinstance(stelle.knoten, ast.stmt) or isinstance(gezeigt, _BEHAELTER):
                gezeigt = stelle.knoten
            alt = _text(gezeigt)
            _setze(stelle, neu)
            nachher = _text(neu if gezeigt is stelle.knoten else gezeigt)
            code = compile(ast.fix_missing_locations(baum), str(datei), "exec")
            _setze(stelle, stelle.knoten)
            von, bis = _zeilen(stelle, anweisung)
            zeile = getattr(stelle.knoten, "lineno", anweisung.lineno)
            yield Mutant(datei, stelle.ort, zeile, von, bis, not stelle.in_funktion, alt, nachher, code)


def _text(knoten: ast.AST) -> str:
    if isinstance(knoten, ast.match_case):
        bedingung = f" if {ast.unparse(knoten.guard)}" if knoten.guard else ""
        return f"case {ast.unparse(knoten.pattern)}{bedingung}"
    kopf = ast.unparse(knoten).splitlines()
    return kopf[0] if isinstance(knoten, ast.stmt) else " ".join(zeile.strip() for zeile in kopf)


def _setze(stelle: _Stelle, knoten: ast.AST) -> None:
    if isinstance(stelle.halter, list):
        stelle.halter[int(stelle.schluessel)] = knoten
    else:
        setattr(stelle.halter, str(stelle.schluessel), knoten)


def _zeilen(stelle: _Stelle, anweisung: ast.stmt) -> tuple[int, int]:
    """Return the lines that run together with the change; a default value runs with its whole function."""
    block = getattr(anweisung, "body", None) or getattr(anweisung, "cases", None)
    if block is None or isinstance(anweisung, ast.FunctionDef | ast.ClassDef):
        return anweisung.lineno, anweisung.end_lineno or anweisung.lineno
    zeile = getattr(stelle.knoten, "lineno", anweisung.lineno)
    kopf = (block[0].pattern if isinstance(block[0], ast.match_case) else block[0]).lineno - 1
    return (anweisung.lineno, max(kopf, anweisung.lineno)) if zeile <= max(kopf, anweisung.lineno) else (zeile, zeile)


def _stellen(eltern: ast.AST, ort: str, anweisung: ast.stmt | None, *, in_funktion: bool) -> Iterator[_Stelle]:
    for name, wert in ast.iter_fields(eltern):
        if name in _OHNE:
            continue
        for nummer, knoten in enumerate(wert if isinstance(wert, list) else [wert]):
            if not isinstance(knoten, ast.AST) or _bleibt(knoten, eltern):
                continue
            halter, schluessel = (wert, nummer) if isinstance(wert, list) else (eltern, name)
            eigene = knoten if isinstance(knoten, ast.stmt) else anweisung
            innen = in_funktion or (isinstance(eltern, ast.FunctionDef | ast.Lambda) and name == "body")
            eigener = _ort(knoten, ort)
            yield _Stelle(knoten, eltern, halter, schluessel, eigener or "Modul", eigene, innen)
            yield from _stellen(knoten, eigener, eigene, in_funktion=innen)


def _ort(knoten: ast.AST, ort: str) -> str:
    if isinstance(knoten, ast.FunctionDef | ast.ClassDef):
        return f"{ort}.{knoten.name}".lstrip(".")
    if not ort and isinstance(knoten, ast.Assign | ast.AnnAssign):
        return ast.unparse(knoten.targets[0] if isinstance(knoten, ast.Assign) else knoten.target)
    return ort


def _bleibt(knoten: ast.AST, eltern: ast.AST) -> bool:
    """Tell whether a node is no behaviour: imports, assertions, documentation, declarations for the type checker."""
    match knoten:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Expr(ast.Constant()):
            return True
        case ast.Assign([ast.Name("__slots__")]):
            return True
        case ast.Raise(ast.Name("AssertionError")) | ast.keyword("strict"):
            return True
        case ast.Constant():
            return isinstance(eltern, ast.JoinedStr)
        case ast.BinOp(op=ast.BitOr()):
            return isinstance(eltern, ast.Assign) and isinstance(knoten.right, ast.Name)
    return False


def _ersatz(stelle: _Stelle) -> Iterator[ast.AST]:
    knoten = stelle.knoten
    if isinstance(knoten, ast.stmt):
        yield from _anweisung(knoten)
    elif isinstance(knoten, ast.expr):
        yield from _ausdruck(knoten)
        if stelle.schluessel in ("test", "guard") or (isinstance(stelle.eltern, ast.comprehension) and knoten.lineno):
            yield from _bedingung(stelle, knoten)
    elif isinstance(knoten, ast.match_case) and len(stelle.halter) > 1:
        yield ast.match_case(knoten.pattern, ast.Constant(value=False), knoten.body)


def _ist_text(knoten: ast.expr) -> bool:
    """Tell whether it is plainly a text: only a sum of texts can stand there, any other sign is a crash."""
    return isinstance(knoten, ast.JoinedStr) or (isinstance(knoten, ast.Constant) and isinstance(knoten.value, str))


def _bedingung(stelle: _Stelle, knoten: ast.expr) -> Iterator[ast.expr]:
    if isinstance(stelle.eltern, ast.comprehension) and knoten not in stelle.eltern.ifs:
        return
    ist_nicht = isinstance(knoten, ast.UnaryOp) and isinstance(knoten.op, ast.Not)
    if not ist_nicht and not (isinstance(knoten, ast.Compare) and len(knoten.ops) == 1):
        yield ast.UnaryOp(ast.Not(), knoten)
    if isinstance(stelle.eltern, ast.If):
        yield ast.Constant(value=False)


def _anweisung(knoten: ast.stmt) -> Iterator[ast.stmt]:
    match knoten:
        case ast.Return(ast.expr() as wert) if not (isinstance(wert, ast.Constant) and wert.value in (None, False)):
            yield ast.Return(ast.Constant(value=None))
        case ast.Raise() | ast.Expr():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.AugAssign(ziel, zeichen, wert) if type(zeichen) in _RECHNUNGEN:
            yield ast.AugAssign(ziel, _RECHNUNGEN[type(zeichen)](), wert)


def _ausdruck(knoten: ast.expr) -> Iterator[ast.expr]:
    match knoten:
        case ast.Compare(links, [*zeichen], rechts):
            for nummer, eines in enumerate(zeichen):
                for anderes in _VERGLEICHE[type(eines)]:
                    yield ast.Compare(links, [*zeichen[:nummer], anderes(), *zeichen[nummer + 1 :]], rechts)
        case ast.BoolOp(op, werte):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), werte)
        case ast.BinOp(links, op, rechts) if type(op) in _RECHNUNGEN and not any(map(_ist_text, (links, rechts))):
            yield ast.BinOp(links, _RECHNUNGEN[type(op)](), rechts)
        case ast.UnaryOp(ast.Not() | ast.USub(), wert):
            yield wert
        case ast.Call(ast.Name(name), args, keywords) if name in _AUFRUFE:
            yield ast.Call(ast.Name(_AUFRUFE[name], ast.Load()), args, [] if name == "sorted" else keywords)
        case ast.Call(ast.Attribute(wert, name), args, keywords) if name in _AUFRUFE:
            yield ast.Call(ast.Attribute(wert, _AUFRUFE[name], ast.Load()), args, keywords)
        case ast.Constant(bool() as wert):
            yield ast.Constant(value=not wert)
        case ast.Constant(int() as wert):
            yield ast.Constant(value=wert + 1)
        case ast.Constant(str() as wert):
            yield ast.Constant(value=f"{wert}x")

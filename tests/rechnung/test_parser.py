"""Expressions are read exactly; every mistake is named with its column and in German."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.rechnung import ausdruck as a
from foerderung.rechnung.parser import (
    HOECHSTENS_GLIEDER,
    HOECHSTENS_TIEFE,
    HOECHSTENS_ZEICHEN,
    AusdruckError,
    parse,
)

FALSCH = {
    "a = b = c": (7, "Vergleiche lassen sich nicht verketten, gefunden „=“"),
    "a < b < c": (7, "Vergleiche lassen sich nicht verketten, gefunden „<“"),
    "a in b in c": (8, "Vergleiche lassen sich nicht verketten, gefunden „in“"),
    "x ** 2": (3, "„**“ gibt es nicht, gemeint ist wohl „*“"),
    "12,50 * x": (3, "Komma in einer Zahl: Dezimalpunkt schreiben, etwa 12.50"),
    "lambda: 1": (7, "unbekanntes Zeichen „:“"),
    "summe(jahr, )": (13, "Wert erwartet, gefunden „)“"),
    "1e5": (1, "„1e5“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)"),
    "x und": (6, "Wert erwartet, gefunden das Ende"),
    "x + nan5 5": (10, "Rechenzeichen oder Ende erwartet, gefunden „5“"),
    "": (1, "Wert erwartet, gefunden das Ende"),
    "   ": (1, "Wert erwartet, gefunden das Ende"),
    "(": (2, "Wert erwartet, gefunden das Ende"),
    "(a": (3, "„)“ erwartet, gefunden das Ende"),
    "a)": (2, "Rechenzeichen oder Ende erwartet, gefunden „)“"),
    "a b": (3, "Rechenzeichen oder Ende erwartet, gefunden „b“"),
    "a == b": (3, "„==“ gibt es nicht, gemeint ist wohl „=“"),
    "a != b": (3, "„!=“ gibt es nicht, gemeint ist wohl „<>“"),
    "x and y": (3, "„and“ gibt es nicht, gemeint ist wohl „und“"),
    "x or y": (3, "„or“ gibt es nicht, gemeint ist wohl „oder“"),
    "x if y else z": (3, "„if“ gibt es nicht, gemeint ist wohl „wenn“"),
    "x not y": (3, "„not“ gibt es nicht, gemeint ist wohl „nicht“"),
    "x und  ": (6, "Wert erwartet, gefunden das Ende"),
    "a, 5": (2, "Rechenzeichen oder Ende erwartet, gefunden „,“"),
    "5, a": (2, "Komma in einer Zahl: Dezimalpunkt schreiben, etwa 12.50"),
    "not x": (5, "Rechenzeichen oder Ende erwartet, gefunden „x“"),
    "* a": (1, "Wert erwartet, gefunden „*“"),
    "und b": (1, "Wert erwartet, gefunden „und“"),
    '"offen': (1, "Anführungszeichen wird nicht geschlossen"),
    "'a'": (1, "unbekanntes Zeichen „'“"),
    "a[1": (4, "„]“ erwartet, gefunden das Ende"),
    "a[]": (3, "mindestens ein Wert erwartet, gefunden „]“"),
    "f()": (3, "mindestens ein Wert erwartet, gefunden „)“"),
    "f(a b)": (5, "„)“ erwartet, gefunden „b“"),
    "f(a,)": (5, "Wert erwartet, gefunden „)“"),
    "f(,a)": (3, "Wert erwartet, gefunden „,“"),
    "f(a;b)": (4, "unbekanntes Zeichen „;“"),
    "5€": (2, "unbekanntes Zeichen „€“"),
    "5 EUR EUR": (7, "Rechenzeichen oder Ende erwartet, gefunden „EUR“"),
    "5 % %": (5, "Rechenzeichen oder Ende erwartet, gefunden „%“"),
    ".5": (1, "unbekanntes Zeichen „.“"),
    "5.": (1, "„5.“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)"),
    "1.2.3": (1, "„1.2.3“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)"),
    "1_000": (1, "„1_000“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)"),
    "1 000": (3, "Rechenzeichen oder Ende erwartet, gefunden „000“"),
    "0x10": (1, "„0x10“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)"),
    "a..b": (2, "unbekanntes Zeichen „.“"),
    "a & b": (3, "unbekanntes Zeichen „&“"),
    "[1]": (1, "Wert erwartet, gefunden „[“"),
    "{a}": (1, "unbekanntes Zeichen „{“"),
    "wahr(1)": (5, "Rechenzeichen oder Ende erwartet, gefunden „(“"),
}


@pytest.mark.parametrize(("text", "erwartet"), FALSCH.items(), ids=FALSCH)
def test_a_wrong_expression_is_refused_with_column_and_german_text(text: str, erwartet: tuple[int, str]) -> None:
    with pytest.raises(AusdruckError) as gefangen:
        parse(text)
    assert (gefangen.value.spalte, gefangen.value.text) == erwartet


def klammern(ausdruck: a.Ausdruck) -> str:
    """Write an expression with every bracket that its tree implies."""
    match ausdruck:
        case a.Zweistellig(zeichen, links, rechts, _):
            return f"({klammern(links)} {zeichen} {klammern(rechts)})"
        case a.Einstellig(zeichen, wert, _):
            return f"({zeichen} {klammern(wert)})"
        case a.Aufruf(wort, argumente, _):
            return f"{wort}({', '.join(map(klammern, argumente))})"
        case a.Zugriff(name, schluessel, _):
            return f"{name}[{', '.join(map(klammern, schluessel))}]"
        case a.Name(name, _):
            return name
        case a.Text(text, _):
            return f'"{text}"'
        case a.Wahrheit(wahr, _):
            return "wahr" if wahr else "falsch"
        case a.Leer(_):
            return "leer"
        case a.Zahl(wert, einheit, _):
            return f"{wert}{einheit}"


@pytest.mark.parametrize(
    ("text", "baum"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b / c", "((a / b) / c)"),
        ("a - (b - c)", "(a - (b - c))"),
        ("a > b + c", "(a > (b + c))"),
        ("(a oder b) und c", "((a oder b) und c)"),
        ("f(a oder b, c)", "f((a oder b), c)"),
        ("   a+b", "(a + b)"),
        ("a in b oder c", "((a in b) oder c)"),
        ("a * b / c", "((a * b) / c)"),
        ("a / b * c", "((a / b) * c)"),
        ("a + b - c", "((a + b) - c)"),
        ("a - b + c", "((a - b) + c)"),
        ("a * b - c", "((a * b) - c)"),
        ("a - b * c", "(a - (b * c))"),
        ("a und b oder c", "((a und b) oder c)"),
        ("a = b und c <> d", "((a = b) und (c <> d))"),
        ("- a + b", "((- a) + b)"),
        ("nicht a oder b", "((nicht a) oder b)"),
        ("a / - b", "(a / (- b))"),
        ("- a * b", "((- a) * b)"),
        ("a oder b und c", "(a oder (b und c))"),
        ("nicht a und b", "((nicht a) und b)"),
        ("nicht a = b", "(nicht (a = b))"),
        ("a + 1 > b * 2", "((a + 1) > (b * 2))"),
        ("x in anlagen und y", "((x in anlagen) und y)"),
        ("f(a, b[1, c])", "f(a, b[1, c])"),
        ("wahr oder falsch", "(wahr oder falsch)"),
        ('m = leer und t <> "ä b"', '((m = leer) und (t <> "ä b"))'),
        ("5 EUR + 90 %", "(5eur + 9/10satz)"),
        ("stelle.vzae", "stelle.vzae"),
        ("a\n  + b", "(a + b)"),
    ],
)
def test_operators_bind_as_in_school(text: str, baum: str) -> None:
    assert klammern(parse(text)) == baum


def test_a_decimal_is_exact_and_never_a_float() -> None:
    zahl = parse("0.1")
    assert isinstance(zahl, a.Zahl)
    assert zahl.wert == Fraction(1, 10)
    assert zahl.wert + zahl.wert + zahl.wert == Fraction(3, 10)


def test_spans_cut_the_very_part_out_of_the_text_also_with_brackets() -> None:
    text = "wenn((a + b) * c > 0, min( x , y ), 12 EUR)"
    wenn = parse(text)
    assert isinstance(wenn, a.Aufruf)
    teile = [text[teil.spanne.von - 1 : teil.spanne.bis - 1] for teil in wenn.argumente]
    assert teile == ["(a + b) * c > 0", "min( x , y )", "12 EUR"]


def test_depth_and_length_are_bounded() -> None:
    assert klammern(parse("(" * (HOECHSTENS_TIEFE - 1) + "1" + ")" * (HOECHSTENS_TIEFE - 1))) == "1"
    with pytest.raises(AusdruckError, match=f"mehr als {HOECHSTENS_TIEFE} Ebenen"):
        parse("(" * HOECHSTENS_TIEFE + "1" + ")" * HOECHSTENS_TIEFE)
    with pytest.raises(AusdruckError, match=f"mehr als {HOECHSTENS_TIEFE} Ebenen"):
        parse("-" * 1000 + "1")
    with pytest.raises(AusdruckError, match=f"länger als {HOECHSTENS_ZEICHEN} Zeichen"):
        parse("1" * (HOECHSTENS_ZEICHEN + 1))


@given(st.text(alphabet='ab1.,%()[]"+-*/<>= \nundoderwnEUR²٣', max_size=40))
def test_any_text_is_read_or_refused_at_a_column_within_it(text: str) -> None:
    spalte, grund = 1, "none"
    try:
        parse(text)
    except AusdruckError as fehler:
        spalte, grund = fehler.spalte, fehler.text
    assert 1 <= spalte <= len(text) + 1
    assert grund


def test_only_ascii_digits_are_numbers() -> None:
    with pytest.raises(AusdruckError):
        parse("٣ EUR")


def test_as_many_parts_as_allowed_are_read_and_one_more_is_refused_at_its_sign() -> None:
    assert isinstance(parse("a" + "+a" * HOECHSTENS_GLIEDER), a.Zweistellig)
    with pytest.raises(AusdruckError) as gefangen:
        parse("a" + "+a" * (HOECHSTENS_GLIEDER + 1))
    assert gefangen.value.spalte == 2 * HOECHSTENS_GLIEDER + 2
    assert gefangen.value.text == f"mehr als {HOECHSTENS_GLIEDER} Glieder in einem Ausdruck"
    assert (HOECHSTENS_TIEFE, HOECHSTENS_GLIEDER, HOECHSTENS_ZEICHEN) == (40, 100, 2000)


def test_a_text_as_long_as_allowed_is_read_and_one_more_is_refused_at_its_end() -> None:
    assert parse("a" + " " * (HOECHSTENS_ZEICHEN - 1)) == parse("a")
    with pytest.raises(AusdruckError) as gefangen:
        parse("a" + " " * HOECHSTENS_ZEICHEN)
    assert gefangen.value.spalte == HOECHSTENS_ZEICHEN
    assert str(gefangen.value) == "Spalte 2000: Ausdruck ist länger als 2000 Zeichen"


EINS, B = a.Zahl(Fraction(1), "", a.Spanne(1, 2)), a.Name("b", a.Spanne(5, 6))


@pytest.mark.parametrize(
    ("text", "baum"),
    [
        ("1 + b", a.Zweistellig("+", EINS, B, a.Spanne(1, 6))),
        ("(1)", a.Zahl(Fraction(1), "", a.Spanne(2, 3))),
        ("1.5 EUR", a.Zahl(Fraction(3, 2), "eur", a.Spanne(1, 8))),
        ("90 %", a.Zahl(Fraction(9, 10), "satz", a.Spanne(1, 5))),
        (' "ab"', a.Text("ab", a.Spanne(2, 6))),
        ('""', a.Text("", a.Spanne(1, 3))),
        ("wahr", a.Wahrheit(True, a.Spanne(1, 5))),
        ("falsch", a.Wahrheit(False, a.Spanne(1, 7))),
        ("leer ", a.Leer(a.Spanne(1, 5))),
        ("a.b_1", a.Name("a.b_1", a.Spanne(1, 6))),
        ("x[1]", a.Zugriff("x", (a.Zahl(Fraction(1), "", a.Spanne(3, 4)),), a.Spanne(1, 5))),
        ("x( b )", a.Aufruf("x", (a.Name("b", a.Spanne(4, 5)),), a.Spanne(1, 7))),
        ("-  b", a.Einstellig("-", a.Name("b", a.Spanne(4, 5)), a.Spanne(1, 5))),
        ("nicht b", a.Einstellig("nicht", a.Name("b", a.Spanne(7, 8)), a.Spanne(1, 8))),
    ],
)
def test_each_form_knows_where_it_stands(text: str, baum: a.Ausdruck) -> None:
    assert parse(text) == baum


def test_what_was_closed_does_not_count_as_depth_nor_make_room_for_more() -> None:
    innen = "(" * (HOECHSTENS_TIEFE - 2) + "1" + ")" * (HOECHSTENS_TIEFE - 2)
    assert klammern(parse(f"x[1] + {innen}")) == "(x[1] + 1)"
    with pytest.raises(AusdruckError, match="Ebenen"):
        parse(f"x[1] + ({innen})")

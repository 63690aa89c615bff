"""Types carry kind, unit and denominator; units multiply, denominators never promise too much."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from foerderung.rechnung.gebunden import Eingabewert, Literal
from foerderung.rechnung.rechenzeichen import typ_der_rechnung, vereinigt, vergleichbar
from foerderung.rechnung.typen import (
    ANZAHL,
    DATUM,
    EUR,
    EUR_EXAKT,
    GRUNDEINHEITEN,
    JAHR,
    KALENDERTAG,
    MENGE,
    SATZ,
    TEXT,
    TYPNAMEN,
    VZAE,
    WAHR,
    Einheit,
    Typ,
    einheit_mal,
    einheit_text,
    gemeinsamer_nenner,
    lies_zahl,
    mit_wert,
    typ_aus_text,
)

NULL = replace(ANZAHL, ist_null=True)
STUNDE = Typ("zahl", (("stunde", 1),), None, anzeige="zahl")
UNBEKANNT = Eingabewert("x", ())


@pytest.mark.parametrize(
    ("typ", "felder"),
    [
        (WAHR, ("wahr", (), 1, "wahrheitswert")),
        (DATUM, ("datum", (), 1, "datum")),
        (JAHR, ("jahr", (), 1, "jahr")),
        (KALENDERTAG, ("kalendertag", (), 1, "kalendertag")),
        (TEXT, ("text", (), 1, "text")),
        (MENGE, ("menge", (), 1, "menge")),
        (ANZAHL, ("zahl", (), 1, "anzahl")),
        (SATZ, ("zahl", (), None, "satz")),
        (EUR, ("zahl", (("eur", 1),), 100, "eur")),
        (EUR_EXAKT, ("zahl", (("eur", 1),), None, "eur_exakt")),
        (VZAE, ("zahl", (("vzae", 1),), 1000, "vzae")),
    ],
)
def test_the_types_of_the_language(typ: Typ, felder: tuple[str, Einheit, int | None, str]) -> None:
    assert (typ.art, typ.einheit, typ.nenner, typ.anzeige) == felder
    assert typ.auswahl is None
    assert not typ.ist_null


def test_each_declared_name_is_a_type() -> None:
    assert [typ_aus_text(name, frozenset()) for name in TYPNAMEN] == [
        EUR, EUR_EXAKT, SATZ, SATZ, ANZAHL, VZAE, DATUM, JAHR, KALENDERTAG, WAHR, TEXT,
    ]  # fmt: skip
    assert TYPNAMEN == (
        "eur", "eur_exakt", "satz", "prozent", "anzahl", "vzae", "datum", "jahr", "kalendertag", "wahrheitswert",
        "text",
    )  # fmt: skip
    assert GRUNDEINHEITEN == ("eur", "vzae")


@pytest.mark.parametrize(
    ("text", "einheit"),
    [
        ("stunde", (("stunde", 1),)),
        ("eur / stunde", (("eur", 1), ("stunde", -1))),
        ("eur·stunde", (("eur", 1), ("stunde", 1))),
        ("stunde*eur/vzae", (("eur", 1), ("stunde", 1), ("vzae", -1))),
        ("eur/vzae/stunde", (("eur", 1), ("stunde", -1), ("vzae", -1))),
        ("eur/vzae·stunde", (("eur", 1), ("stunde", -1), ("vzae", -1))),
    ],
)
def test_a_unit_is_read_as_product_and_quotient(text: str, einheit: Einheit) -> None:
    assert typ_aus_text(text, frozenset({"stunde"})) == Typ("zahl", einheit, None, anzeige="zahl")


@pytest.mark.parametrize(
    ("typ", "text"),
    [
        (WAHR, "wahrheitswert"),
        (DATUM, "datum"),
        (ANZAHL, "Zahl ohne Einheit"),
        (EUR, "eur"),
        (STUNDE, "stunde"),
    ],
)
def test_a_type_is_named_for_messages(typ: Typ, text: str) -> None:
    assert str(typ) == text


@pytest.mark.parametrize(
    ("einheit", "text"),
    [
        ((), ""),
        ((("eur", 1),), "eur"),
        ((("eur", 2),), "eur^2"),
        ((("eur", -1),), "1/eur"),
        ((("eur", 1), ("vzae", -1)), "eur/vzae"),
        ((("eur", 1), ("vzae", -2)), "eur/vzae^2"),
        ((("eur", 1), ("stunde", 1)), "eur·stunde"),
        ((("eur", -1), ("stunde", -1)), "1/eur/stunde"),
    ],
)
def test_a_unit_is_written(einheit: Einheit, text: str) -> None:
    assert einheit_text(einheit) == text


def test_powers_add_and_vanish() -> None:
    assert einheit_mal((("eur", 1),), (("eur", 1),)) == (("eur", 2),)
    assert einheit_mal((("eur", 1),), (("eur", 1),), -1) == ()
    assert einheit_mal((("vzae", 1),), (("eur", 1), ("vzae", 2)), -1) == (("eur", -1), ("vzae", -1))
    assert einheit_mal((), (("eur", 1),)) == (("eur", 1),)


def test_a_common_denominator_needs_all_of_them() -> None:
    assert gemeinsamer_nenner(EUR, ANZAHL, VZAE) == 1000
    assert gemeinsamer_nenner(EUR, replace(EUR, nenner=30)) == 300
    assert gemeinsamer_nenner(EUR, SATZ) is None
    assert gemeinsamer_nenner() == 1


def test_a_known_value_narrows_numbers_only() -> None:
    assert mit_wert(EUR, Fraction(25, 2)).nenner == 2
    assert mit_wert(TEXT, Fraction(1, 2)) is TEXT


@pytest.mark.parametrize(
    ("text", "typ", "wert"),
    [
        ("90 %", "satz", Fraction(9, 10)),
        ("0.9", "satz", None),
        ("9.3", "prozent", Fraction(93, 1000)),
        ("9.3 %", "prozent", None),
        ("9.3", "eur", Fraction(93, 10)),
        ("x", "eur", None),
    ],
)
def test_a_number_is_read_as_its_declaration_writes_it(text: str, typ: str, wert: Fraction | None) -> None:
    assert lies_zahl(text, typ) == wert


@pytest.mark.parametrize(
    ("links", "rechts", "ja"),
    [
        (EUR, EUR_EXAKT, True),
        (EUR, VZAE, False),
        (EUR, NULL, True),
        (NULL, EUR, True),
        (NULL, DATUM, False),
        (DATUM, DATUM, True),
        (DATUM, JAHR, False),
    ],
)
def test_values_of_one_kind_and_unit_may_be_compared(links: Typ, rechts: Typ, ja: bool) -> None:
    assert vergleichbar(links, rechts) is ja
    assert (vereinigt(links, rechts) is not None) is ja


def test_the_union_of_two_types_holds_both() -> None:
    assert vereinigt(EUR, NULL) == vereinigt(NULL, EUR) == EUR
    assert vereinigt(NULL, NULL) == NULL
    assert vereinigt(EUR, replace(EUR, nenner=3)) == replace(EUR, nenner=300)
    assert vereinigt(EUR, EUR_EXAKT) == replace(EUR, nenner=None)
    a, b = replace(TEXT, auswahl=("a", "b")), replace(TEXT, auswahl=("c", "b"))
    assert vereinigt(a, b) == replace(TEXT, auswahl=("a", "b", "c"))
    assert vereinigt(a, TEXT) == vereinigt(TEXT, a) == TEXT


@pytest.mark.parametrize(
    ("links", "zeichen", "rechts", "ergebnis"),
    [
        (EUR, "+", EUR, EUR),
        (EUR, "-", NULL, EUR),
        (EUR, "+", VZAE, "eur + vzae: die Einheiten passen nicht"),
        (DATUM, "-", DATUM, ANZAHL),
        (JAHR, "-", JAHR, ANZAHL),
        (DATUM, "+", DATUM, "datum + datum ergibt nichts"),
        (DATUM, "-", JAHR, "datum - jahr ergibt nichts"),
        (JAHR, "+", ANZAHL, JAHR),
        (DATUM, "-", ANZAHL, DATUM),
        (ANZAHL, "+", DATUM, "Zahl ohne Einheit + datum ergibt nichts"),
        (DATUM, "+", EUR, "datum + eur ergibt nichts"),
        (DATUM, "+", replace(ANZAHL, nenner=2), "datum + Zahl ohne Einheit ergibt nichts"),
        (EUR, "*", VZAE, Typ("zahl", (("eur", 1), ("vzae", 1)), 100_000, anzeige="zahl")),
        (EUR, "*", SATZ, Typ("zahl", (("eur", 1),), None, anzeige="zahl")),
        (SATZ, "*", EUR, Typ("zahl", (("eur", 1),), None, anzeige="zahl")),
        (EUR, "/", VZAE, Typ("zahl", (("eur", 1), ("vzae", -1)), None, anzeige="zahl")),
        (EUR, "*", DATUM, "eur * datum: nur Zahlen lassen sich so verknüpfen"),
        (TEXT, "/", EUR, "text / eur: nur Zahlen lassen sich so verknüpfen"),
    ],
)
def test_arithmetic_of_types(links: Typ, zeichen: str, rechts: Typ, ergebnis: Typ | str) -> None:
    assert typ_der_rechnung(zeichen, links, rechts, UNBEKANNT) == ergebnis


@pytest.mark.parametrize(
    ("links", "zeichen", "wert", "nenner"),
    [
        (EUR, "/", Fraction(3), 300),
        (EUR, "/", Fraction(-3), 300),
        (EUR, "/", Fraction(3, 2), 300),
        (SATZ, "/", Fraction(3), None),
        (EUR, "*", Fraction(3, 2), 200),
    ],
)
def test_a_known_number_keeps_the_denominator_provable(
    links: Typ, zeichen: str, wert: Fraction, nenner: int | None
) -> None:
    ergebnis = typ_der_rechnung(zeichen, links, mit_wert(ANZAHL, wert), Literal(wert))
    assert isinstance(ergebnis, Typ)
    assert ergebnis.nenner == nenner


def test_zero_divides_nothing_but_may_be_multiplied() -> None:
    null = Literal(Fraction(0))
    assert typ_der_rechnung("/", EUR, NULL, null) == "Division durch 0"
    ergebnis = typ_der_rechnung("*", EUR, NULL, null)
    assert isinstance(ergebnis, Typ)
    assert ergebnis.nenner == 100


def test_a_type_that_says_no_more_is_shown_as_text_and_proves_whole_numbers() -> None:
    assert Typ("zahl") == Typ("zahl", (), 1, None, ist_null=False, anzeige="")

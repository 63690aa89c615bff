"""Every type takes the good values and refuses the bad ones in German; nothing is guessed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.errors import Meldung
from foerderung.fach.quelltext import Abbildung, Folge, Skalar
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt, Schranken
from foerderung.rechnung.einzelwert import kurz, lies_einzelwert
from foerderung.services.regelwerk.regeln import lade

REGELWERK = lade("kommpraev").fassung(None)
assert REGELWERK.entscheidungsfelder is not None
FELDER: dict[str, Eingabefeld] = {
    **REGELWERK.eingaben,
    **{feld.pfad: feld for feld in REGELWERK.entscheidungsfelder.alle()},
}

BETRAG, VZAE, ANZAHL = "sachausgabe.betraege", "stelle.vzae", "stelle.anzahl"
DATUM, JAHR, WAHR = "vorhaben.beginn", "stelle.foerderbeginn", "vorhaben.in_sachsen"
TEXT, ART, ANLAGEN = "vorhaben.titel", "stelle.art", "anlagen"
IBAN, SATZ, TEXTE = (
    "antragsteller.iban",
    "satz.satz",
    "praevention.sicherheitsanalyse.handlungsempfehlungen",
)


def lies(pfad: str, text: str | None, zitiert: bool = False) -> Any:
    return lies_einzelwert(Skalar(text, 1, zitiert), FELDER[pfad])


GUT: list[tuple[str, str, Any]] = [
    (BETRAG, "0", Fraction(0)),
    (BETRAG, "48200", Fraction(48200)),
    (BETRAG, "48200.5", Fraction("48200.5")),
    (BETRAG, "48200.55", Fraction("48200.55")),
    (BETRAG, "999999999.99", Fraction("999999999.99")),
    (BETRAG, "0400", Fraction(400)),  # decimal as it stands, never the octal 256
    (BETRAG, "0.07", Fraction(7, 100)),
    (VZAE, "0.001", Fraction(1, 1000)),
    (VZAE, "2", Fraction(2)),
    (ANZAHL, "1", Fraction(1)),
    (ANZAHL, "1000", Fraction(1000)),
    (DATUM, "2028-02-29", date(2028, 2, 29)),
    (DATUM, "1900-01-01", date(1900, 1, 1)),
    (DATUM, "2199-12-31", date(2199, 12, 31)),
    (JAHR, "2027", 2027),
    (JAHR, "1900", 1900),
    (JAHR, "2199", 2199),
    (WAHR, "true", True),
    (WAHR, "false", False),
    (TEXT, "no", "no"),
    (TEXT, "Müller & Söhne: <x>", "Müller & Söhne: <x>"),
    (TEXT, "x" * 4000, "x" * 4000),
    (TEXT, "1e5", "1e5"),
    (ART, "minijob", "minijob"),
    (IBAN, "DE02120300000000202051", "DE02120300000000202051"),
    (IBAN, "DE02 1203 0000 0000 2020 51", "DE02120300000000202051"),
    (SATZ, "72,5 %", Fraction(725, 1000)),
    (SATZ, "72.5%", Fraction(725, 1000)),
    (SATZ, "0 %", Fraction(0)),
    (SATZ, "100 %", Fraction(1)),
]


@pytest.mark.parametrize(("pfad", "text", "wert"), GUT)
def test_a_good_value_is_read_exactly(pfad: str, text: str, wert: Any) -> None:
    gelesen = lies(pfad, text)
    assert gelesen == wert
    assert type(gelesen) is type(wert)


KEINE_ZAHL = "„{}“ ist keine Zahl; zulässig: etwa 1234.50."
SCHLECHT = [
    *[
        (BETRAG, text, KEINE_ZAHL.format(text))
        for text in (
            "nan", "NaN", "inf", "-inf", ".nan", ".inf", "1e5", "1E5", "1:30", "1.234,50", "1,5", "1 000", "1_000",
            "+5", "0x1F", "yes", "true", "٣", " 5", "", "12.50 EUR", "50 %", "--1", "1/3",
        )
    ],
    (BETRAG, "12.345", "12.345 EUR; zulässig: höchstens 2 Nachkommastellen."),
    (BETRAG, "48.200", "48.200 EUR; zulässig: höchstens 2 Nachkommastellen."),  # thousands in German writing
    (ANZAHL, "2.0", "2.0; zulässig: höchstens 0 Nachkommastellen."),
    (BETRAG, "-0.01", "-0,01 EUR; zulässig: ab 0 unter 1.000.000.000 EUR."),
    (BETRAG, "1000000000", "1.000.000.000 EUR; zulässig: ab 0 unter 1.000.000.000 EUR."),
    (VZAE, "0.2005", "0.2005 VZÄ; zulässig: höchstens 3 Nachkommastellen."),
    (VZAE, "0", "0 VZÄ; zulässig: über 0 bis 2 VZÄ."),
    (VZAE, "2.001", "2,001 VZÄ; zulässig: über 0 bis 2 VZÄ."),
    (ANZAHL, "1.5", "1.5; zulässig: höchstens 0 Nachkommastellen."),
    (ANZAHL, "0", "0; zulässig: ab 1 bis 1.000."),
    (ANZAHL, "-1", "-1; zulässig: ab 1 bis 1.000."),
    (DATUM, "2027-02-30", "„2027-02-30“ gibt es nicht; zulässig: ein Tag des Kalenders, JJJJ-MM-TT."),
    (DATUM, "2027-02-29", "„2027-02-29“ gibt es nicht; zulässig: ein Tag des Kalenders, JJJJ-MM-TT."),
    (DATUM, "0000-01-01", "„0000-01-01“ gibt es nicht; zulässig: ein Tag des Kalenders, JJJJ-MM-TT."),
    (DATUM, "1899-12-31", "„1899-12-31“; zulässig: Jahre von 1900 bis 2199."),
    (DATUM, "2200-01-01", "„2200-01-01“; zulässig: Jahre von 1900 bis 2199."),
    *[
        (DATUM, text, f"„{text}“ ist kein Datum; zulässig: JJJJ-MM-TT.")
        for text in ("01.02.2027", "2027-2-3", "27-02-03", "20270203", "2027-02-03T00:00", "gestern", "٢٠٢٧-01-01")
    ],
    *[
        (JAHR, text, f"„{text}“; zulässig: ein Jahr von 1900 bis 2199.")
        for text in ("27", "1899", "2200", "0400", "2027.0", "zwei")
    ],
    *[
        (WAHR, text, f"„{text}“; zulässig: true oder false.")
        for text in ("yes", "no", "on", "off", "ja", "nein", "True", "TRUE", "1", "0", "")
    ],
    (TEXT, "", "leer; zulässig: ein nicht leerer Text."),
    (TEXT, " \t", "leer; zulässig: ein nicht leerer Text."),
    *[
        (TEXT, text, f"„{text}“ ist kein Text. In Anführungszeichen setzen.")
        for text in ("0400", "12.5", "-7", "true", "2027-01-01")
    ],
    (TEXT, "x" * 4001, "4001 Zeichen; zulässig: höchstens 4000."),
    (TEXT, "a\x07b", "der Text enthält Steuerzeichen. Steuerzeichen entfernen."),
    (ART, "stele", "„stele“; zulässig: stelle, minijob. Meinten Sie „stelle“?"),
    (ART, "", "„“; zulässig: stelle, minijob."),
    (ART, "STELLE", "„STELLE“; zulässig: stelle, minijob."),
    *[
        (IBAN, text, f"„{text}“ ist keine gültige IBAN. Länge und Prüfziffern prüfen.")
        for text in ("DE02120300000000202052", "DE0212030000000020205", "XX02120300000000202051", "", "5")
    ],
    (SATZ, "80", "„80“ ist keine Zahl; zulässig: etwa 80 %."),
    (SATZ, "0.8", "„0.8“ ist keine Zahl; zulässig: etwa 80 %."),
    (SATZ, "nan %", "„nan %“ ist keine Zahl; zulässig: etwa 80 %."),
    (SATZ, "100.01 %", "100,01 %; zulässig: ab 0 bis 100 %."),
    (SATZ, "-1 %", "-1 %; zulässig: ab 0 bis 100 %."),
    (SATZ, "72.555 %", "72.555 %; zulässig: höchstens 2 Nachkommastellen."),
]  # fmt: skip


@pytest.mark.parametrize(("pfad", "text", "meldung"), SCHLECHT)
def test_a_bad_value_is_refused_with_what_was_found_and_what_is_allowed(pfad: str, text: str, meldung: str) -> None:
    gelesen = lies(pfad, text)
    assert isinstance(gelesen, Meldung)
    assert str(gelesen) == meldung


def test_quotation_marks_make_a_text_of_digits_and_no_truth_value() -> None:
    assert lies(TEXT, "0400", zitiert=True) == "0400"
    assert lies(TEXT, "true", zitiert=True) == "true"
    assert isinstance(lies(WAHR, "true", zitiert=True), Meldung)
    assert lies(BETRAG, "12.50", zitiert=True) == Fraction("12.5")


@pytest.mark.parametrize("pfad", [BETRAG, VZAE, DATUM, JAHR, WAHR, TEXT, ART, IBAN, SATZ])
def test_a_list_or_a_group_is_no_value(pfad: str) -> None:
    for baum, text in ((Folge((), 1), "eine Liste"), (Abbildung(), "eine Gruppe von Angaben")):
        meldung = lies_einzelwert(baum, FELDER[pfad])
        assert str(meldung).startswith(f"{text} statt eines Werts; zulässig: ")


def folge(*texte: str) -> Folge:
    return Folge(tuple(Skalar(text, 1) for text in texte), 1)


def test_a_set_takes_each_choice_once() -> None:
    feld = FELDER[ANLAGEN]
    assert lies_einzelwert(folge("finanzierungsplan", "sonstige"), feld) == {"finanzierungsplan", "sonstige"}
    assert lies_einzelwert(folge(), feld) == frozenset()
    assert str(lies_einzelwert(folge("sonstige", "sonstige"), feld)) == ("„sonstige“ steht doppelt. Einmal streichen.")
    assert "Meinten Sie „finanzierungsplan“?" in str(lies_einzelwert(folge("finanzplan"), feld))
    assert str(lies_einzelwert(Skalar("sonstige", 1), feld)).startswith("keine Liste; zulässig: eine Liste aus ")
    verschachtelt = lies_einzelwert(Folge((folge("sonstige"),), 1), feld)
    assert "etwas anderes als Werte" in str(verschachtelt)


def test_a_list_of_texts_keeps_its_order() -> None:
    feld = FELDER[TEXTE]
    assert lies_einzelwert(folge("Graffiti", "Beleuchtung"), feld) == ("Graffiti", "Beleuchtung")
    assert "kein Text" in str(lies_einzelwert(folge("5"), feld))


def test_what_is_quoted_in_a_message_is_short_and_printable() -> None:
    assert kurz("a\nb\x00c") == "a b�c"
    assert kurz("x" * 100) == "x" * 57 + "…"


@given(st.integers(0, 99_999_999_999))
def test_every_amount_of_whole_cents_survives(cent: int) -> None:
    betrag = Fraction(cent, 100)
    assert lies(BETRAG, dezimal(betrag, 2)) == lies(BETRAG, dezimal(betrag)) == betrag


@given(st.text(max_size=30), st.sampled_from(sorted(FELDER)), st.booleans())
def test_any_text_is_a_value_or_a_message(text: str, pfad: str, zitiert: bool) -> None:
    feld = FELDER[pfad]
    if feld.typ is None:
        return
    ergebnis = lies_einzelwert(Skalar(text, 1, zitiert), feld)
    assert ergebnis is not None
    assert isinstance(ergebnis, Meldung | Fraction | str | date | int)


def test_what_is_quoted_is_cut_after_sixty_characters_and_stays_on_one_line() -> None:
    assert kurz("x" * 60) == "x" * 60
    assert kurz("x" * 61) == "x" * 57 + "…"
    assert kurz("a\nb\x07c\td") == "a b�c\td"


@pytest.mark.parametrize(
    ("pfad", "erwartet"),
    [
        (BETRAG, "eine Zahl"),
        (VZAE, "eine Zahl"),
        (SATZ, "eine Zahl"),
        (DATUM, "ein Datum JJJJ-MM-TT"),
        (JAHR, "ein Jahr von 1900 bis 2199"),
        (WAHR, "true oder false"),
        (TEXT, "ein Text"),
        (ART, "stelle, minijob"),
        (IBAN, "eine IBAN"),
    ],
)
def test_a_list_in_the_place_of_a_value_says_what_belongs_there(pfad: str, erwartet: str) -> None:
    assert lies_einzelwert(Folge((), 1), FELDER[pfad]) == Meldung("eine Liste statt eines Werts", zulaessig=erwartet)


def test_a_value_in_the_place_of_a_list_says_what_belongs_there() -> None:
    anlagen = "eine Liste aus projektbeschreibung, finanzierungsplan, bildungsnachweis, sonstige"
    fremdes = "die Liste enthält etwas anderes als Werte"
    for pfad, erwartet in ((ANLAGEN, anlagen), (TEXTE, "eine Liste von Texten")):
        feld = FELDER[pfad]
        assert lies_einzelwert(Skalar("x", 1), feld) == Meldung("keine Liste", zulaessig=erwartet)
        assert lies_einzelwert(Folge((folge("x"),), 1), feld) == Meldung(fremdes, zulaessig=erwartet)
        leer = lies_einzelwert(Folge((Skalar(None, 1),), 1), feld)
        assert isinstance(leer, Meldung)
    assert lies_einzelwert(folge("a", "a"), FELDER[TEXTE]) == Meldung("„a“ steht doppelt", abhilfe="Einmal streichen.")


def test_a_value_that_is_null_is_read_as_an_empty_text() -> None:
    assert lies(TEXT, None) == Meldung("leer", zulaessig="ein nicht leerer Text")
    assert lies(BETRAG, None) == Meldung("„“ ist keine Zahl", zulaessig="etwa 1234.50")
    assert lies(WAHR, None) == Meldung("„“", zulaessig="true oder false")


def zahl(text: str, **schranken: Any) -> Any:
    grenzen: dict[str, Any] = {
        name: Fraction(wert) if name != "nachkomma" else wert for name, wert in schranken.items()
    }
    feld = Eingabefeld("z", "z", "z", Gestalt.WERT, "Zahl", typname="stunde", schranken=Schranken(**grenzen))
    gelesen = lies_einzelwert(Skalar(text, 1), feld)
    return str(gelesen) if isinstance(gelesen, Meldung) else gelesen


@pytest.mark.parametrize(
    ("schranken", "gut", "schlecht", "zulaessig"),
    [
        ({"mindestens": 2}, "2", "1", "ab 2"),
        ({"ueber": 2}, "3", "2", "über 2"),
        ({"hoechstens": 2}, "2", "3", "bis 2"),
        ({"unter": 2}, "1", "2", "unter 2"),
        ({"mindestens": 1, "hoechstens": 2}, "1", "0", "ab 1 bis 2"),
        ({"ueber": 1, "unter": 3}, "2", "3", "über 1 unter 3"),
        ({"hoechstens": 2, "unter": 5}, "2", "3", "bis 2"),
    ],
)
def test_a_bound_takes_its_own_value_or_not(schranken: Any, gut: str, schlecht: str, zulaessig: str) -> None:
    assert zahl(gut, **schranken) == Fraction(gut)
    assert zahl(schlecht, **schranken) == f"{schlecht}; zulässig: {zulaessig}."


def test_a_number_without_decimals_shows_a_whole_one_as_example() -> None:
    assert zahl("x") == "„x“ ist keine Zahl; zulässig: etwa 12."
    assert zahl("x", nachkomma=1) == "„x“ ist keine Zahl; zulässig: etwa 1234.50."


@pytest.mark.parametrize(
    ("schranken", "schlecht", "zulaessig"),
    [
        ({"mindestens": "0.1"}, "5", "ab 10 %"),
        ({"ueber": "0.1"}, "10", "über 10 %"),
        ({"hoechstens": "0.1"}, "11", "bis 10 %"),
        ({"unter": "0.1"}, "10", "unter 10 %"),
    ],
)
def test_the_bounds_of_a_rate_are_told_in_percent(schranken: Any, schlecht: str, zulaessig: str) -> None:
    grenzen = {name: Fraction(wert) for name, wert in schranken.items()}
    feld = Eingabefeld("z", "z", "z", Gestalt.WERT, "Satz", typname="satz", schranken=Schranken(4, **grenzen))
    assert lies_einzelwert(Skalar(f"{schlecht} %", 1), feld) == Meldung(f"{schlecht} %", zulaessig=zulaessig)

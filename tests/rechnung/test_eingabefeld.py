"""A declared input says only what was declared; everything else is left open."""

from __future__ import annotations

from fractions import Fraction

from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt, Muster, Schranken


def test_what_was_not_declared_is_empty_and_an_input_left_out_is_an_error() -> None:
    feld = Eingabefeld("a", "g.a", "g.a", Gestalt.WERT, "Angabe")
    assert (feld.hilfe, feld.dimension, feld.typname, feld.quelle) == ("", "", "", "")
    assert (feld.kinder, feld.dimensionen, feld.muster, feld.nur) == ((), (), (), ())
    assert (feld.typ, feld.auswahl, feld.vorgabe) == (None, None, None)
    assert (feld.je_jahr, feld.mindestens) == (False, 0)
    assert feld.fehlt is Fehlt.FEHLER
    assert feld.schranken == Schranken(0, None, None, None, None)
    assert Muster("[0-9]", "eine Ziffer") == Muster("[0-9]", "eine Ziffer", "", ())


def test_a_group_is_walked_over_from_the_outside() -> None:
    innen = Eingabefeld("b", "g.b", "g.b", Gestalt.WERT, "B", schranken=Schranken(hoechstens=Fraction(1)))
    aussen = Eingabefeld("g", "g", "g", Gestalt.GRUPPE, "G", kinder=(innen,))
    assert list(aussen.alle()) == [aussen, innen]

"""A document as read keeps text and lines; its canonical form keeps the content only."""

from foerderung.fach.quelltext import Abbildung, Eintrag, Folge, Skalar, kanonisch


def test_a_mapping_finds_its_entries_and_an_empty_one_stands_in_no_line() -> None:
    eintrag = Eintrag(Skalar("1", 3), 3)
    baum = Abbildung({"a": eintrag}, 2)
    assert "a" in baum
    assert "b" not in baum
    assert baum.hole("a") is eintrag.wert
    assert baum.hole("b") is None
    assert Abbildung() == Abbildung({}, 0)


def test_a_value_is_unquoted_unless_it_says_so() -> None:
    assert Skalar("1", 3) == Skalar("1", 3, zitiert=False)


def test_the_canonical_form_leaves_lines_and_quotation_marks_out() -> None:
    werte = Folge((Skalar("1", 2), Skalar(None, 3), Skalar("x", 4, zitiert=True)), 2)
    baum = Abbildung({"a": Eintrag(werte, 2), "b": Eintrag(Abbildung(), 5)}, 1)
    assert kanonisch(baum) == {"a": ["1", None, "x"], "b": {}}

"""Amounts in words say the same as the figure."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foerderung.fach.zahlwort import GRENZE, euro_in_worten

EINER = dict(zip(["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"], range(1, 10), strict=True))
BESONDERE = {
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
ZEHNER = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
WORT = "|".join(sorted((*EINER, *BESONDERE, *ZEHNER), key=len, reverse=True))


@pytest.mark.parametrize(
    ("betrag", "worte"),
    [
        ("0", "null Euro"),
        ("1", "ein Euro"),
        ("16", "sechzehn Euro"),
        ("17", "siebzehn Euro"),
        ("21", "einundzwanzig Euro"),
        ("30", "dreißig Euro"),
        ("101", "einhundertein Euro"),
        ("1000", "eintausend Euro"),
        ("21000", "einundzwanzigtausend Euro"),
        ("52652", "zweiundfünfzigtausendsechshundertzweiundfünfzig Euro"),
        ("109942", "einhundertneuntausendneunhundertzweiundvierzig Euro"),
        ("1000000", "eine Million Euro"),
        ("2000001", "zwei Millionen ein Euro"),
        ("0.05", "null Euro 05/100"),
        ("1234.50", "eintausendzweihundertvierunddreißig Euro 50/100"),
    ],
)
def test_amounts_are_written_as_people_read_them_out(betrag: str, worte: str) -> None:
    assert euro_in_worten(Fraction(betrag)) == worte


@pytest.mark.parametrize("betrag", [Fraction(-1), Fraction(GRENZE), Fraction(1, 3), Fraction(1, 1000)])
def test_what_is_no_amount_in_words_is_refused(betrag: Fraction) -> None:
    with pytest.raises(ValueError, match="no amount"):
        euro_in_worten(betrag)


@given(st.integers(0, GRENZE * 100 - 1))
def test_the_words_read_back_are_the_amount(cent: int) -> None:
    ganze, _, hundertstel = euro_in_worten(Fraction(cent, 100)).partition(" Euro")
    assert _lies(ganze) * 100 + int(hundertstel.strip().partition("/")[0] or 0) == cent


def _lies(worte: str) -> int:
    """Read words by another way than they are written: by adding up their parts."""
    if worte == "null":
        return 0
    treffer = re.fullmatch(r"(?:(.+) Million(?:en)?)?\s?(?:(\S+)tausend)?(\S*)", worte)
    assert treffer is not None
    millionen, tausender, rest = treffer.groups()
    oben = 1 if millionen == "eine" else _summe(millionen or "")
    return oben * 1_000_000 + _summe(tausender or "") * 1000 + _summe(rest)


def _summe(wort: str) -> int:
    links, hundert, rechts = wort.rpartition("hundert")
    teile = re.findall(WORT, rechts.replace("und", " "))
    return (EINER[links] * 100 if hundert else 0) + sum({**EINER, **BESONDERE, **ZEHNER}[teil] for teil in teile)

"""Find the figures of a letter: amounts, rates, shares of a post, days, years, amounts in words, bank accounts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foerderung.fach.zahlen import monat_deutsch

BETRAG, SATZ, ANTEIL, TAG, MONAT, JAHR = "Betrag", "Satz", "Stellenanteil", "Tag", "Monat", "Jahr"
IN_WORTEN, KONTO = "Betrag in Worten", "Konto"
GEDREHT = " in gedrehter Schreibrichtung"

_MONATE = {monat_deutsch(monat): monat for monat in range(1, 13)}
_MONATSNAME = "|".join(_MONATE)
_MINUS = r"(?P<minus>(?:(?<![\w.,)])[-–])?(?=\d)|− ?)"
_ZAHL = r"(?<![\d.,])(?P<zahl>\d{1,3}(?:[.'’ ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\d)…?(?:,[-–—]+)?"
_EURO = r"(?P<faktor>T|Tsd\.? ?|Mio\.? ?|Mrd\.? ?|Million(?:en)? ?|Milliarden? ?)?(?:€|EUR\b|Euro\b)|(?P<cent>Cent\b)"
_PROZENT = r"%|‰|v\. ?H\.|vom Hundert|Prozent(?:punkte?n?)?\b"
_ZAHLWORT = (
    "null|eine?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sech|sieb|zwan|vier|zig|dreißig|und|hundert"
    "|tausend"
)
_WORT = rf"(?:{_ZAHLWORT})+"
_FAKTOREN = {"T": 10**3, "Mrd": 10**9, "Milliard": 10**9, "Mi": 10**6}
"""What the beginning of a word before „Euro“ multiplies by; the longer beginning first."""

_MUSTER = (
    (KONTO, r"\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,3})?\b"),
    (TAG, r"(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"),
    (TAG, r"(?<![\d.,])(?P<tag>\d{1,2})\. ?(?P<monat>\d{1,2})\. ?(?P<jahr>\d{4}|\d{2})(?!\d)"),
    (TAG, rf"(?<![\d.,])(?P<tag>\d{{1,2}})\. ?(?P<name>{_MONATSNAME})(?: (?P<jahr>\d{{4}}))?(?!\w)"),
    (MONAT, rf"\b(?P<name>{_MONATSNAME}) (?P<jahr>\d{{4}})(?!\d)"),
    (BETRAG, rf"{_MINUS}{_ZAHL} ?(?:{_EURO})"),
    (BETRAG, rf"(?P<faktor>T)?(?:€|EUR) ?{_MINUS}{_ZAHL}"),
    (SATZ, rf"{_MINUS}{_ZAHL} ?(?:{_PROZENT})"),
    (ANTEIL, rf"{_MINUS}{_ZAHL} ?(?:VZÄ|Vollzeitäquivalente?n?\b)"),
    (BETRAG, rf"{_MINUS}(?<![\d.,])(?P<zahl>\d{{1,3}}(?:[.'’ ]\d{{3}})+(?:,\d+)?|\d+,\d{{2}})(?![\d%])"),
    (
        IN_WORTEN,
        rf"(?i:(?<!\w)(?:{_WORT} Million(?:en)?(?: {_WORT})?|{_WORT}) Euro\b(?: \d{{1,2}}/100)?)",
    ),
    (JAHR, r"(?<![\w.,/])(?<![A-Za-z]-)(?:19|20)\d{2}(?![\w/]|[.,]\d)"),
)
"""What figures look like, in the order in which they are looked for; what one took, no other takes."""

_MIT_LEERZEICHEN = [(art, re.compile(muster)) for art, muster in _MUSTER]
_OHNE_LEERZEICHEN = [(art, re.compile(muster.replace("'’ ]", "'’]"))) for art, muster in _MUSTER]
_UNSICHTBAR = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RICHTUNG = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GRUPPIERT = re.compile(r"\d{1,3}(?:[.'’ ]\d{3})+(?:,\d+)?")


Schluessel = tuple[str, Fraction | str]
"""Kind and value of a figure."""


@dataclass(frozen=True, slots=True)
class Zahl:
    """A figure as it stands in a text.

    Attributes:
        art: its kind, a German word.
        wert: what it means, however it is written.
        text: how it is written.
        anfang: where it begins in the plain text; `ende` where it ends.
    """

    art: str
    wert: Fraction | str
    text: str
    anfang: int
    ende: int

    @property
    def schluessel(self) -> Schluessel:
        """Return what figures share that mean the same."""
        return self.art, self.wert


def schlicht(text: str) -> str:
    """Write every digit, space and wide sign the plain way; drop what nobody sees."""
    return "".join(_schlichtes_zeichen(zeichen) for zeichen in _UNSICHTBAR.sub("", text))


def _schlichtes_zeichen(zeichen: str) -> str:
    match unicodedata.category(zeichen):
        case "Nd":
            return str(unicodedata.digit(zeichen))
        case "Zs":
            return " "
    einfach = unicodedata.normalize("NFKC", zeichen)
    return einfach if len(einfach) == 1 else zeichen


def finde_zahlen(text: str, mit_leerzeichen: bool = True) -> list[Zahl]:
    """Return the figures of a plain text in order.

    Args:
        text: as `schlicht` returned it.
        mit_leerzeichen: a space may group thousands.
    """
    gedreht = GEDREHT if _RICHTUNG.search(text) else ""
    gefunden, offen = [], text
    for art, muster in _MIT_LEERZEICHEN if mit_leerzeichen else _OHNE_LEERZEICHEN:
        for treffer in muster.finditer(offen):
            wert = _wert(art, treffer)
            gefunden.append(Zahl(art + gedreht, wert, treffer.group().strip(), treffer.start(), treffer.end()))
        offen = muster.sub(lambda treffer: "\0" * len(treffer.group()), offen)
    return sorted(gefunden, key=lambda zahl: zahl.anfang)


def _wert(art: str, treffer: re.Match[str]) -> Fraction | str:
    gruppen = {name: wert for name, wert in treffer.groupdict().items() if wert}
    if art in (TAG, MONAT):
        return _tag(gruppen, treffer.group())
    if art in (BETRAG, SATZ, ANTEIL):
        return _zahlwert(gruppen)
    return re.sub(r"\s", "", treffer.group()).lower()


def _zahlwert(gruppen: dict[str, str]) -> Fraction:
    zahl = gruppen["zahl"]
    if _GRUPPIERT.fullmatch(zahl):
        zahl = re.sub(r"[.'’ ]", "", zahl)
    wert = Fraction(zahl.replace(",", ".")) * (-1 if "minus" in gruppen else 1)
    if "cent" in gruppen:
        return wert / 100
    wort = gruppen.get("faktor", "")
    return wert * next((faktor for anfang, faktor in _FAKTOREN.items() if wort.startswith(anfang)), 1)


def _tag(gruppen: dict[str, str], text: str) -> str:
    """Write a day as ISO date; a month, or a day without its year, as far as it goes; one that does not exist as is."""
    if "iso" in gruppen:
        return gruppen["iso"]
    jahr, monat = gruppen.get("jahr", "--"), gruppen.get("monat") or str(_MONATE[gruppen["name"]])
    jahr = jahr if len(jahr) == 4 else f"20{jahr}"
    if "tag" not in gruppen:
        return f"{jahr}-{monat}"
    try:
        return date(int(jahr), int(monat), int(gruppen["tag"])).isoformat()
    except ValueError:
        return text

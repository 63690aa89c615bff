"""Types of the rule language: kind, unit, and a static denominator that proves whole cents before anything runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from foerderung.fach.zahlen import lies_dezimal, lies_satz

Einheit = tuple[tuple[str, int], ...]
"""A product of powers, sorted by name: ``(("eur", 1), ("vzae", -1))``."""

GRUNDEINHEITEN = ("eur", "vzae")
MONATSNENNER = lcm(28, 29, 30, 31)


@dataclass(frozen=True, slots=True)
class Typ:
    """Type of a value.

    Attributes:
        art: ``zahl``, ``datum``, ``jahr``, ``kalendertag``, ``wahr``, ``text`` or ``menge``.
        einheit: unit of a number.
        nenner: every value is a multiple of 1/nenner; None if nothing is known.
        auswahl: the texts that can occur, None for free text.
        ist_null: the literal 0, which fits every unit.
        anzeige: how people see it: eur, satz, vzae, anzahl, datum, jahr, text, wahrheitswert, menge.
    """

    art: str
    einheit: Einheit = ()
    nenner: int | None = 1
    auswahl: tuple[str, ...] | None = None
    ist_null: bool = False
    anzeige: str = ""

    def __str__(self) -> str:
        if self.art != "zahl":
            return {"wahr": "wahrheitswert"}.get(self.art, self.art)
        return einheit_text(self.einheit) or "Zahl ohne Einheit"


WAHR = Typ("wahr", anzeige="wahrheitswert")
DATUM = Typ("datum", anzeige="datum")
JAHR = Typ("jahr", anzeige="jahr")
KALENDERTAG = Typ("kalendertag", anzeige="kalendertag")
TEXT = Typ("text", anzeige="text")
MENGE = Typ("menge", anzeige="menge")
ANZAHL = Typ("zahl", anzeige="anzahl")
SATZ = Typ("zahl", nenner=None, anzeige="satz")
EUR = Typ("zahl", (("eur", 1),), 100, anzeige="eur")
EUR_EXAKT = Typ("zahl", (("eur", 1),), None, anzeige="eur_exakt")
VZAE = Typ("zahl", (("vzae", 1),), 1000, anzeige="vzae")

_BENANNTE = {
    "eur": EUR,
    "eur_exakt": EUR_EXAKT,
    "satz": SATZ,
    "prozent": SATZ,
    "anzahl": ANZAHL,
    "vzae": VZAE,
    "datum": DATUM,
    "jahr": JAHR,
    "kalendertag": KALENDERTAG,
    "wahrheitswert": WAHR,
    "text": TEXT,
}
TYPNAMEN = tuple(_BENANNTE)


def typ_aus_text(text: str, einheiten: frozenset[str]) -> Typ | None:
    """Return the type a declaration such as ``eur``, ``eur/vzae`` or ``stunde`` names, or None."""
    if text in _BENANNTE:
        return _BENANNTE[text]
    einheit: Einheit = ()
    for nummer, faktor in enumerate(text.replace("*", "·").split("/")):
        for name in faktor.split("·"):
            if name.strip() not in einheiten | set(GRUNDEINHEITEN):
                return None
            einheit = einheit_mal(einheit, ((name.strip(), 1),), 1 if nummer == 0 else -1)
    return Typ("zahl", einheit, None, anzeige="zahl")


def einheit_mal(links: Einheit, rechts: Einheit, richtung: int = 1) -> Einheit:
    """Multiply two units, or divide them (`richtung` -1)."""
    potenzen = dict(links)
    for name, potenz in rechts:
        potenzen[name] = potenzen.get(name, 0) + richtung * potenz
    return tuple(sorted((name, potenz) for name, potenz in potenzen.items() if potenz))


def einheit_text(einheit: Einheit) -> str:
    """Write a unit: ``eur/vzae``."""
    oben = [name if potenz == 1 else f"{name}^{potenz}" for name, potenz in einheit if potenz > 0]
    unten = [name if potenz == -1 else f"{name}^{-potenz}" for name, potenz in einheit if potenz < 0]
    return "·".join(oben or (["1"] if unten else [])) + "".join(f"/{name}" for name in unten)


def gemeinsamer_nenner(*typen: Typ) -> int | None:
    """Return the denominator that fits all of them, None if one is unknown."""
    nenner = 1
    for typ in typen:
        if typ.nenner is None:
            return None
        nenner = lcm(nenner, typ.nenner)
    return nenner


def mit_wert(typ: Typ, wert: Fraction) -> Typ:
    """Narrow a number's type to the denominator of one known value."""
    return replace(typ, nenner=wert.denominator) if typ.art == "zahl" else typ


def lies_zahl(text: str, typ_name: str) -> Fraction | None:
    """Read a number as a declaration writes it: ``90 %`` for rates, ``9.3`` with unit `prozent`, plain decimals.

    Returns None if the text is no number of that type.
    """
    if typ_name == "satz":
        return lies_satz(text)
    wert = lies_dezimal(text)
    return wert / 100 if wert is not None and typ_name == "prozent" else wert

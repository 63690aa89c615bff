"""Types of arithmetic and comparison: units multiply, years and days are affine, denominators stay provable."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from foerderung.rechnung.gebunden import Gebunden, Literal
from foerderung.rechnung.typen import ANZAHL, DATUM, JAHR, Typ, einheit_mal, gemeinsamer_nenner


def vergleichbar(links: Typ, rechts: Typ) -> bool:
    """Tell whether values of both types may be compared or stand for each other."""
    if links.art != rechts.art:
        return False
    return links.art != "zahl" or links.einheit == rechts.einheit or links.ist_null or rechts.ist_null


def vereinigt(links: Typ, rechts: Typ) -> Typ | None:
    """Return the type that holds values of both, None if there is none."""
    if not vergleichbar(links, rechts):
        return None
    fuehrend = rechts if links.ist_null else links
    auswahl = None
    if links.auswahl is not None and rechts.auswahl is not None:
        auswahl = tuple(dict.fromkeys(links.auswahl + rechts.auswahl))
    return replace(
        fuehrend,
        nenner=gemeinsamer_nenner(links, rechts),
        auswahl=auswahl,
        ist_null=links.ist_null and rechts.ist_null,
    )


def typ_der_rechnung(zeichen: str, links: Typ, rechts: Typ, rechter_wert: Gebunden) -> Typ | str:
    """Return the type of ``links zeichen rechts``, or a German message why there is none."""
    if zeichen in "*/":
        return _punkt(zeichen, links, rechts, rechter_wert)
    arten = (links.art, rechts.art)
    if arten == ("zahl", "zahl"):
        summe = vereinigt(links, rechts)
        return f"{links} {zeichen} {rechts}: die Einheiten passen nicht" if summe is None else summe
    if zeichen == "-" and arten in (("datum", "datum"), ("jahr", "jahr")):
        return ANZAHL
    if arten in (("jahr", "zahl"), ("datum", "zahl")) and not rechts.einheit and rechts.nenner == 1:
        return JAHR if links.art == "jahr" else DATUM
    return f"{links} {zeichen} {rechts} ergibt nichts"


def _punkt(zeichen: str, links: Typ, rechts: Typ, rechter_wert: Gebunden) -> Typ | str:
    if links.art != "zahl" or rechts.art != "zahl":
        return f"{links} {zeichen} {rechts}: nur Zahlen lassen sich so verknüpfen"
    einheit = einheit_mal(links.einheit, rechts.einheit, 1 if zeichen == "*" else -1)
    nenner: int | None = None
    if zeichen == "/" and isinstance(rechter_wert, Literal) and rechter_wert.wert == 0:
        return "Division durch 0"
    if zeichen == "*":
        if links.nenner is not None and rechts.nenner is not None:
            nenner = links.nenner * rechts.nenner
    elif isinstance(rechter_wert, Literal) and isinstance(rechter_wert.wert, Fraction) and links.nenner is not None:
        nenner = links.nenner * abs(rechter_wert.wert.numerator)
    return replace(ANZAHL, einheit=einheit, nenner=nenner, anzeige="zahl")

"""What a comparison in a spreadsheet has to know of its sides: texts differ in case too, binary fractions err."""

from __future__ import annotations

from fractions import Fraction

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.gebunden import Gebunden
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.tabellenbezug import Ausdrueckbar, Glied

VERGLEICHSSTELLEN = 6
"""Decimals to which computed figures are compared."""

_CENT = 100


def ist_ungenau(regelwerk: Regelwerk, ausdruck: Ausdrueckbar) -> bool:
    """Tell whether a number was computed and is not known to be whole cents or units."""
    match ausdruck:
        case g.Rechnung() | Glied():
            return not _ist_ganz(regelwerk, ausdruck)
        case g.Regelwert(name):
            typ = regelwerk.regeln[name].typ
            return typ.art == "zahl" and (typ.nenner is None or typ.nenner > _CENT)
    return False


def _ist_ganz(regelwerk: Regelwerk, ausdruck: Ausdrueckbar) -> bool:
    """Tell whether an expression only counts days, years and indices."""
    match ausdruck:
        case g.Rechnung(zeichen, links, rechts):
            return zeichen in "+-" and _ist_ganz(regelwerk, links) and _ist_ganz(regelwerk, rechts)
        case g.Index() | g.Funktion() | g.Stichtag():
            return True
        case g.Literal(wert):
            return wert == int(wert) if isinstance(wert, int | Fraction) else False
        case g.Eingabewert(pfad):
            return regelwerk.typ_der_eingabe(pfad).art in ("datum", "jahr")
        case g.Regelwert(name):
            return regelwerk.regeln[name].typ.art in ("datum", "jahr")
    return False


def ist_text(regelwerk: Regelwerk, ausdruck: Gebunden) -> bool:
    """Tell whether an expression yields text."""
    match ausdruck:
        case g.Literal(wert):
            return isinstance(wert, str)
        case g.Eingabewert(pfad) | g.Sonst(pfad):
            return regelwerk.typ_der_eingabe(pfad).art == "text"
        case g.Regelwert(name) | g.Vorheriger(_, name):
            return regelwerk.regeln[name].typ.art == "text"
        case g.Parameterzugriff(name):
            return regelwerk.parameter[name].typ.art == "text"
        case g.Wenn(_, dann, sonst):
            return ist_text(regelwerk, dann) and ist_text(regelwerk, sonst)
        case g.Lokal():
            return True
    return False

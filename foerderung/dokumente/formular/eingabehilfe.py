"""What a cell of a form tells the person who fills it in, and what it refuses at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.fach.zahlen import zahl_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.einzelwert import ERSTES_JAHR, LETZTES_JAHR
from foerderung.rechnung.formulartext import ist_pflicht
from foerderung.rechnung.tabellenbezug import JA, NEIN

_TITEL, _TEXT = 32, 255
"""Characters that Excel allows for the title and the text of a message."""

_ZAHLEN = frozenset(("eur", "vzae", "anzahl", "jahr"))


def gueltigkeit(feld: Eingabefeld, auswahl: str) -> dict[str, Any] | None:
    """Return the validation of a cell, None where any text may stand.

    Args:
        auswahl: name of the range that holds the labels of a choice.
    """
    regel = _regel(feld, auswahl)
    if regel is None:
        return None
    zulaessig = zulaessiges(feld)
    hinweis = " ".join(filter(None, (feld.hilfe, f"Zulässig: {zulaessig}." if zulaessig else "")))
    meldung = f"Zulässig ist: {zulaessig}." if zulaessig else "Dieser Wert ist hier nicht zulässig."
    return {
        **regel,
        "ignore_blank": True,
        "input_title": _gekuerzt(feld.beschriftung, _TITEL),
        "input_message": _gekuerzt(hinweis, _TEXT),
        "error_title": _gekuerzt(feld.beschriftung, _TITEL),
        "error_message": _gekuerzt(meldung, _TEXT),
        "error_type": "stop",
    }


def _regel(feld: Eingabefeld, auswahl: str) -> dict[str, Any] | None:
    if auswahl:
        return {"validate": "list", "source": f"={auswahl}"}
    if feld.typname in ("wahrheitswert", "menge"):
        return {"validate": "list", "source": [JA, NEIN]}
    if feld.typname == "datum":
        grenzen = {"minimum": date(ERSTES_JAHR, 1, 1), "maximum": date(LETZTES_JAHR, 12, 31)}
        return {"validate": "date", "criteria": "between", **grenzen}
    if feld.typname in _ZAHLEN:
        ganz = feld.typname in ("anzahl", "jahr")
        return {"validate": "integer" if ganz else "decimal", "criteria": "between", **_grenzen(feld)}
    if feld.hilfe or feld.muster:
        return {"validate": "any"}
    return None


def _grenzen(feld: Eingabefeld) -> dict[str, float]:
    schranken = feld.schranken
    unten = schranken.mindestens if schranken.mindestens is not None else schranken.ueber
    oben = schranken.hoechstens if schranken.hoechstens is not None else schranken.unter
    if feld.typname == "jahr":
        unten, oben = Fraction(ERSTES_JAHR), Fraction(LETZTES_JAHR)
    return {"minimum": float(unten or 0), "maximum": float(oben if oben is not None else 999_999_999)}


def zulaessiges(feld: Eingabefeld) -> str:
    """Say in German what a cell takes."""
    if feld.muster:
        return " oder ".join(dict.fromkeys(muster.text for muster in feld.muster))
    if feld.typname == "auswahl":
        return "ein Eintrag der Liste"
    if feld.typname in ("wahrheitswert", "menge"):
        return f"{JA} oder {NEIN}"
    if feld.typname == "datum":
        return "ein Tag, etwa 01.04.2027"
    if feld.typname == "eur":
        return "ein Betrag in Euro mit höchstens zwei Nachkommastellen, nicht negativ"
    if feld.typname in _ZAHLEN:
        grenzen = _grenzen(feld)
        return f"eine Zahl bis {zahl_deutsch(Fraction(grenzen['maximum']))}"
    return ""


def hinweistext(feld: Eingabefeld) -> str:
    """Return what stands beside a cell: whether it is needed, what it takes, what it is for."""
    noetig = "Pflicht" if ist_pflicht(feld) else "freiwillig"
    return ". ".join(filter(None, (noetig, feld.hilfe.rstrip("."), zulaessiges(feld) if not feld.hilfe else ""))) + "."


def _gekuerzt(text: str, zeichen: int) -> str:
    return text if len(text) <= zeichen else f"{text[: zeichen - 1]}…"

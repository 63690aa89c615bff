"""The oracle for deadlines, interest, reduction and recovery agrees with every golden case worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests import orakel_verfahren as orakel
from tests.antragstext import lies_yaml
from tests.golden import ALLE_FAELLE

ORDNER = ALLE_FAELLE / "verfahren"
DATEIEN = sorted(ORDNER.glob("*/*.yaml"))
REGELN_AB = date(2018, 1, 1)


def lies(datei: Path) -> dict[str, Any]:
    fall: dict[str, Any] = lies_yaml(datei.read_text(encoding="utf-8"))
    return fall


def nachweisfrist(ende: date) -> dict[str, Any]:
    """Give both ends of the time for the proof of use."""
    bis = orakel.nachweis_bis(ende)
    return {"nachweis_bis": bis, "nachweis_bis_spaet": orakel.werktag(bis)}


FRISTEN: dict[str, Callable[..., dict[str, Any]]] = {
    "fristen": lambda **werte: vars(orakel.fristen(**werte)),
    "nachweisfrist": nachweisfrist,
    "beginnfrist": lambda **werte: benannt("beginn", orakel.beginn(**werte)),
    "vollstaendigkeitsfrist": lambda eingang: benannt("vollstaendigkeit", orakel.ab_monaten(eingang, 1)),
    "schlussratenfrist": lambda vorlage: benannt("schlussrate", orakel.ab_monaten(vorlage, 6)),
    "jahresfrist": lambda kenntnis: benannt("jahresfrist", orakel.ab_monaten(kenntnis, 12)),
    "aufbewahrung": lambda abschluss: {"aufbewahrung_bis": orakel.aufbewahrung_bis(abschluss)},
}
"""Calculators that yield days alone."""


TEXTE = ("bindung", "weiterleitung")
"""Inputs that are one of several words."""


def rechne(rechner: str, angaben: Mapping[str, Any]) -> dict[str, Any]:
    """Compute a case; amounts and shares are Fractions, a finding that refuses the input is an error."""
    werte: dict[str, Any] = {
        name: wert if isinstance(wert, date | bool | dict) or name in TEXTE else Fraction(wert)
        for name, wert in angaben.items()
    }
    stichtag = werte.pop("stichtag", None)
    if stichtag is not None and stichtag < REGELN_AB:
        raise orakel.AusserhalbError
    if rechner in FRISTEN:
        return FRISTEN[rechner](**werte)
    match rechner:
        case "klauseln":
            return orakel.klauseln(werte)
        case "zinsen":
            zahlungen = {tag: Fraction(betrag) for tag, betrag in werte.get("zahlungen", {}).items()}
            ergebnis = orakel.zinsen(werte["betrag"], werte["von"], werte["bis"], zahlungen)
            return {**vars(ergebnis), "abschnitte": [vars(eines) for eines in ergebnis.abschnitte]}
        case "ermaessigung":
            if not werte["plan"]:
                raise orakel.NichtErlaubtError
            neu = orakel.ermaessigt(**werte)
            return {"zuwendung": neu, "ermaessigung": werte["zuwendung"] - neu}
        case "rueckforderung":
            ueberzahlung, grenze, betrag = orakel.rueckforderung(**werte)
            grenze = None if grenze is None else orakel.cent_ab(grenze)
            return {"ueberzahlung": ueberzahlung, "grenze": grenze, "rueckforderung": betrag}
    raise AssertionError(rechner)


def benannt(name: str, enden: tuple[date, date]) -> dict[str, Any]:
    """Name both ends of a deadline as the result does."""
    return {f"{name}_bis": enden[0], f"{name}_bis_spaet": enden[1]}


def gleich(soll: Any, ist: Any) -> bool:
    """Compare an expected value with one of the oracle; the interest of a section is given to six decimals."""
    if isinstance(soll, list):
        return len(soll) == len(ist) and all(map(gleich, soll, ist))
    if isinstance(soll, dict):
        return all(gleich(wert, ist[name]) for name, wert in soll.items())
    if isinstance(ist, Fraction) and ist * 10**6 % 1:
        return abs(Fraction(soll) - ist) * 2 * 10**6 <= 1
    if isinstance(ist, Fraction):
        return Fraction(soll) == ist
    return bool(soll == ist)


@pytest.mark.parametrize("datei", DATEIEN, ids=lambda datei: f"{datei.parent.name}/{datei.stem}")
def test_the_oracle_agrees_with_the_hand_calculation(datei: Path) -> None:
    fall = lies(datei)
    erwartet = {name: wert for name, wert in fall["erwartet"].items() if name not in ("fassung", "fehler", "meldung")}
    fehler = {3: orakel.NichtErlaubtError, 4: orakel.AusserhalbError}.get(fall["erwartet"].get("fehler", 0))
    if fehler is not None:
        with pytest.raises(fehler):
            rechne(fall["rechne"], fall["angaben"])
    else:
        assert gleich(erwartet, rechne(fall["rechne"], fall["angaben"]))


@pytest.mark.parametrize("datei", DATEIEN, ids=lambda datei: f"{datei.parent.name}/{datei.stem}")
def test_a_case_says_what_it_shows_and_how_it_is_calculated(datei: Path) -> None:
    fall = lies(datei)
    assert fall["beschreibung"].endswith(".")
    assert fall["rechenweg"].strip()
    assert datei.stem.startswith(("frist-", fall["rechne"]))
    assert fall["erwartet"].get("fassung", datei.parent.name) == datei.parent.name


def test_the_comparison_notices_half_a_millionth() -> None:
    assert gleich("4.788889", Fraction(431, 90))
    assert not gleich("4.788890", Fraction(431, 90))
    assert not gleich("431.00", Fraction("431.01"))
    assert gleich({"a": [{"b": "1.50"}]}, {"a": [{"b": Fraction(3, 2), "c": 1}]})
    assert not gleich([1], [1, 2])

"""Run a calculator with the inputs of a golden case, named as the options of its command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from foerderung.errors import Meldung, RegelError
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.quelltext import Baum, Skalar
from foerderung.fach.zahlen import hat_hoechstens, lies_dezimal
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.richtlinien.abschnitt import Abschnitt, Mangelliste, lies_datum
from foerderung.richtlinien.faelle import RECHNE, Rechenfall
from foerderung.services.rechnen.klauselwahl import rechne_klauseln
from foerderung.services.rechnen.verfahrensrecht import (
    Ermaessigung,
    Zustellung,
    rechne_aufbewahrung,
    rechne_beginnfrist,
    rechne_ermaessigung,
    rechne_fristen,
    rechne_jahresfrist,
    rechne_nachweisfrist,
    rechne_rueckforderung,
    rechne_schlussratenfrist,
    rechne_vollstaendigkeitsfrist,
    rechne_zinsen,
)

NULL = Fraction(0)


@dataclass(frozen=True, slots=True)
class Angaben:
    """Read the inputs of a case; violations are collected."""

    abschnitt: Abschnitt

    def tag(self, name: str) -> date:
        """Return a day that has to be there."""
        return self.abschnitt.datum(name, pflicht=True) or date.max

    def betrag(self, name: str, vorgabe: Fraction | None = None) -> Fraction:
        """Return an amount in EUR; it has to be there unless there is a default."""
        knoten = self.abschnitt.knoten(name, pflicht=vorgabe is None)
        return (vorgabe or NULL) if knoten is None else self._euro(knoten, name)

    def zahlungen(self, name: str) -> dict[date, Fraction]:
        """Return amounts by day."""
        unter = self.abschnitt.unter(name)
        gelesen: dict[date, Fraction] = {}
        for text, knoten, zeile in unter.alle() if unter else ():
            tag = lies_datum(text)
            if tag is None:
                self.abschnitt.melde(f"„{text}“ ist kein Datum", name, "JJJJ-MM-TT", zeile=zeile)
            else:
                gelesen[tag] = self._euro(knoten, name)
        return gelesen

    def _euro(self, knoten: Baum, name: str) -> Fraction:
        text = knoten.text or "" if isinstance(knoten, Skalar) else ""
        betrag = lies_dezimal(text)
        if betrag is None or betrag < 0 or not hat_hoechstens(betrag, 2):
            self.abschnitt.melde(f"„{text}“ ist kein Betrag", name, "etwa 1234.50", zeile=knoten.zeile)
            return NULL
        return betrag


Rechnung = Callable[[Path | None], Teilberechnung]
"""A calculation that is ready but for the rules."""


def _zustellung(angaben: Angaben) -> Zustellung:
    abschnitt = angaben.abschnitt
    return Zustellung(
        angaben.tag("aufgabe"),
        abschnitt.datum("verzicht"),
        abschnitt.datum("zugang"),
        abschnitt.wahrheit("empfangsbekenntnis"),
    )


def _fristen(angaben: Angaben) -> Rechnung:
    zustellung = _zustellung(angaben)
    return lambda regeln: rechne_fristen(zustellung, regeln)


def _beginnfrist(angaben: Angaben) -> Rechnung:
    zustellung = _zustellung(angaben)
    return lambda regeln: rechne_beginnfrist(zustellung, regeln)


def _vom_tag(name: str, rechne: Callable[[date, Path | None], Teilberechnung]) -> Callable[[Angaben], Rechnung]:
    """Return the calculator of a deadline that follows from one day."""

    def lies(angaben: Angaben) -> Rechnung:
        tag = angaben.tag(name)
        return lambda regeln: rechne(tag, regeln)

    return lies


def _nachweisfrist(angaben: Angaben) -> Rechnung:
    ende, stichtag = angaben.tag("ende"), angaben.tag("stichtag")
    return lambda regeln: rechne_nachweisfrist(ende, stichtag, regeln)


def _aufbewahrung(angaben: Angaben) -> Rechnung:
    abschluss, stichtag = angaben.tag("abschluss"), angaben.tag("stichtag")
    return lambda regeln: rechne_aufbewahrung(abschluss, stichtag, regeln)


def _zinsen(angaben: Angaben) -> Rechnung:
    betrag, von, bis = angaben.betrag("betrag"), angaben.tag("von"), angaben.tag("bis")
    zahlungen = angaben.zahlungen("zahlungen")
    return lambda regeln: rechne_zinsen(betrag, von, bis, zahlungen, regeln)


def _ermaessigung(angaben: Angaben) -> Rechnung:
    vorgabe = Ermaessigung(
        angaben.betrag("zuwendung"),
        angaben.betrag("plan"),
        angaben.betrag("ist"),
        angaben.betrag("mehreinnahmen", NULL),
        angaben.betrag("deckungsmittel", NULL),
        angaben.abschnitt.wahrheit("wiederkehrend"),
    )
    stichtag = angaben.abschnitt.datum("stichtag")
    return lambda regeln: rechne_ermaessigung(vorgabe, regeln, stichtag)


def _rueckforderung(angaben: Angaben) -> Rechnung:
    zuwendung, gezahlt, neu = (angaben.betrag(name) for name in ("zuwendung", "gezahlt", "neu"))
    ruecknahme, stichtag = angaben.abschnitt.wahrheit("ruecknahme"), angaben.abschnitt.datum("stichtag")
    return lambda regeln: rechne_rueckforderung(zuwendung, gezahlt, neu, ruecknahme, regeln, stichtag)


def _klauseln(angaben: Angaben) -> Rechnung:
    abschnitt, stichtag = angaben.abschnitt, angaben.tag("stichtag")
    lage: dict[str, Wert | None] = {"bescheid.zuwendung": angaben.betrag("zuwendung")}
    lage |= {f"bescheid.{name}": abschnitt.text(name, pflicht=True) for name in ("bindung", "weiterleitung")}
    wahr = ("mehrjaehrig", "frist_abweichend", "nach_beginn", "verspaetet", "annahmen")
    lage |= {f"bescheid.{name}": abschnitt.wahrheit(name) for name in wahr}
    return lambda regeln: rechne_klauseln(lage, stichtag, regeln)


RECHNER: dict[str, Callable[[Angaben], Rechnung]] = {
    "fristen": _fristen,
    "nachweisfrist": _nachweisfrist,
    "beginnfrist": _beginnfrist,
    "vollstaendigkeitsfrist": _vom_tag("eingang", rechne_vollstaendigkeitsfrist),
    "schlussratenfrist": _vom_tag("vorlage", rechne_schlussratenfrist),
    "jahresfrist": _vom_tag("kenntnis", rechne_jahresfrist),
    "aufbewahrung": _aufbewahrung,
    "zinsen": _zinsen,
    "ermaessigung": _ermaessigung,
    "rueckforderung": _rueckforderung,
    "klauseln": _klauseln,
}


def lies_rechnung(fall: Rechenfall) -> Rechnung:
    """Read the inputs of a case.

    Raises:
        RegelError: there is no such calculator, or an input is missing, unknown or no value.
    """
    if fall.rechner not in RECHNER:
        abhilfe = aehnlich(fall.rechner, RECHNER)
        raise RegelError(
            Meldung(f"„{fall.rechner}“", fall.datei.name, fall.zeile, RECHNE, ", ".join(RECHNER), abhilfe=abhilfe)
        )
    maengel = Mangelliste()
    abschnitt = Abschnitt(fall.angaben, fall.datei.name, "angaben", maengel)
    rechnung = RECHNER[fall.rechner](Angaben(abschnitt))
    abschnitt.fertig()
    if maengel.meldungen:
        raise RegelError(maengel.meldungen)
    return rechnung

"""The budget ledger: what is there, what is bound and what was ordered, by year of the budget and year of payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from foerderung.fach.geld import euro_text
from foerderung.verfahren.fallstand import NULL, Bindung, Fallstand

BUCHUNGEN = "buchungen"
"""Key of a payload that holds the bookings of an event."""


class Buchungsart(StrEnum):
    """What a booking changes."""

    ANSATZ = "ansatz"
    BINDUNG = "bindung"
    VORAUSSICHT = "voraussicht"
    ANORDNUNG = "anordnung"
    ABSCHLUSS = "abschluss"


@dataclass(frozen=True, slots=True, order=True)
class Buchungsstelle:
    """Where in the budget the money stands."""

    kapitel: str
    titel: str

    def __str__(self) -> str:
        """Return it as a payment order states it."""
        return f"Kapitel {self.kapitel} Titel {self.titel}"


@dataclass(frozen=True, slots=True, order=True)
class Konto:
    """One line of the budget.

    Attributes:
        haushaltsjahr: year of the budget that the money or the authorisation stands in.
        jahr: year of payment: the same for Ausgabemittel, a later one for a Verpflichtungsermaechtigung.
    """

    stelle: Buchungsstelle
    haushaltsjahr: int
    jahr: int


@dataclass(frozen=True, slots=True)
class Buchung:
    """One booking; a negative amount takes back."""

    art: Buchungsart
    konto: Konto
    betrag: Fraction

    def als_fakten(self) -> dict[str, Any]:
        """Return it as the facts of an event state it."""
        return {
            "art": self.art.value,
            "kapitel": self.konto.stelle.kapitel,
            "titel": self.konto.stelle.titel,
            "haushaltsjahr": self.konto.haushaltsjahr,
            "jahr": self.konto.jahr,
            "betrag": euro_text(self.betrag),
        }


def als_buchungsfakten(buchungen: Iterable[Buchung]) -> dict[str, Any]:
    """Return bookings as part of the facts of an event.

    What takes back stands first, so that no sum is too high in between.
    """
    geordnet = sorted(buchungen, key=lambda eine: (eine.betrag > 0, eine.art, eine.konto))
    return {BUCHUNGEN: [eine.als_fakten() for eine in geordnet if eine.betrag or eine.art is Buchungsart.ABSCHLUSS]}


def bindungen_aus(stand: Fallstand, fakten: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the bookings of an event change in the case: what is bound, and what is only expected."""
    gebunden = {(eine.haushaltsjahr, eine.jahr): eine.betrag for eine in stand.bindungen}
    erwartet = dict(stand.voraussicht)
    stelle = stand.buchungsstelle
    for eine in fakten.get(BUCHUNGEN, ()):
        betrag = Fraction(eine["betrag"])
        if eine["art"] == Buchungsart.BINDUNG:
            konto = eine["haushaltsjahr"], eine["jahr"]
            gebunden[konto] = gebunden.get(konto, NULL) + betrag
        elif eine["art"] == Buchungsart.VORAUSSICHT:
            erwartet[eine["jahr"]] = erwartet.get(eine["jahr"], NULL) + betrag
        stelle = (eine["kapitel"], eine["titel"])
    return {
        "bindungen": tuple(
            Bindung(haushaltsjahr=haushaltsjahr, jahr=jahr, betrag=betrag)
            for (haushaltsjahr, jahr), betrag in sorted(gebunden.items())
            if betrag
        ),
        "voraussicht": {jahr: betrag for jahr, betrag in sorted(erwartet.items()) if betrag},
        "buchungsstelle": stelle,
    }


class Haushalt:
    """The sums of the ledger.

    Args:
        summen: by kind of booking and line.
    """

    def __init__(self, summen: Mapping[tuple[Buchungsart, Konto], Fraction]) -> None:
        self.summen = dict(summen)

    def summe(self, art: Buchungsart, konto: Konto) -> Fraction:
        """Return what was booked on a line."""
        return self.summen.get((art, konto), NULL)

    def im_jahr(self, art: Buchungsart, stelle: Buchungsstelle, jahr: int) -> Fraction:
        """Return what was booked for payments of a year, whichever budget it stands in."""
        return sum((b for (a, k), b in self.summen.items() if (a, k.stelle, k.jahr) == (art, stelle, jahr)), start=NULL)

    def hat_ansatz(self, stelle: Buchungsstelle, jahr: int) -> bool:
        """Tell whether the Ausgabemittel of a year are known."""
        return (Buchungsart.ANSATZ, Konto(stelle, jahr, jahr)) in self.summen

    def ist_abgeschlossen(self, jahr: int) -> bool:
        """Tell whether a Haushaltsjahr is closed."""
        return any(art is Buchungsart.ABSCHLUSS and konto.jahr == jahr for art, konto in self.summen)

    def frei(self, konto: Konto) -> Fraction:
        """Return what can still be bound on a line; negative where the amounts that are there were cut too far.

        Bindings of earlier years burden the Ausgabemittel of the year of payment; an authorisation for a year whose
        Ausgabemittel are known already reaches no further than these.
        """
        jahr = konto.jahr
        eigenes = self.summe(Buchungsart.ANSATZ, konto) - self.summe(Buchungsart.BINDUNG, konto)
        if not self.hat_ansatz(konto.stelle, jahr):
            return eigenes
        ansatz = self.summe(Buchungsart.ANSATZ, Konto(konto.stelle, jahr, jahr))
        mittel = ansatz - self.im_jahr(Buchungsart.BINDUNG, konto.stelle, jahr)
        return mittel if konto.haushaltsjahr == jahr else min(eigenes, mittel)


@dataclass(frozen=True, slots=True)
class Fehlbetrag:
    """What is missing on a line."""

    konto: Konto
    gebraucht: Fraction
    frei: Fraction


@dataclass(frozen=True, slots=True)
class Deckung:
    """How a grant rests on the budget.

    Attributes:
        verbindlich: amounts that bind, by year of payment.
        voraussicht: amounts of later years without Verpflichtungsermaechtigung (VVK Nr. 4.1).
        fehlend: Ausgabemittel of the current year that are not there; the grant is refused.
    """

    verbindlich: Mapping[int, Fraction]
    voraussicht: Mapping[int, Fraction]
    fehlend: tuple[Fehlbetrag, ...]


@dataclass(frozen=True, slots=True)
class Umbuchung:
    """Money of a case that is to be bound in a year.

    Attributes:
        von: year of payment it is taken from, None where it was only expected.
        frei: what is free in the year it goes to, None where that does not matter.
    """

    von: int | None
    nach: int
    betrag: Fraction
    frei: Fraction | None


def decke(haushalt: Haushalt, stelle: Buchungsstelle, betraege: Mapping[int, Fraction], haushaltsjahr: int) -> Deckung:
    """Tell which amounts the budget of a year carries; a later year binds as a whole or not at all.

    Args:
        betraege: amounts by year of expected payment; years that are over count as the current one.

    Source: VVK Nr. 4.1.
    """
    gesamt: dict[int, Fraction] = {}
    for jahr, betrag in betraege.items():
        zahlbar = max(jahr, haushaltsjahr)
        gesamt[zahlbar] = gesamt.get(zahlbar, NULL) + betrag
    konten = {jahr: Konto(stelle, haushaltsjahr, jahr) for jahr in gesamt}
    gedeckt = {jahr: betrag for jahr, betrag in gesamt.items() if betrag <= haushalt.frei(konten[jahr])}
    offen = {jahr: betrag for jahr, betrag in gesamt.items() if jahr not in gedeckt}
    jetzt = offen.pop(haushaltsjahr, None)
    konto = konten.get(haushaltsjahr)
    fehlend = () if jetzt is None or konto is None else (Fehlbetrag(konto, jetzt, max(NULL, haushalt.frei(konto))),)
    return Deckung(gedeckt, offen, fehlend)


def jahresbetraege(betraege: Iterable[tuple[date, Fraction]]) -> dict[int, Fraction]:
    """Return amounts by year of expected payment."""
    summen: dict[int, Fraction] = {}
    for tag, betrag in betraege:
        summen[tag.year] = summen.get(tag.year, NULL) + betrag
    return summen


def freigabe(stand: Fallstand, zuwendung: Fraction) -> list[Buchung]:
    """Return the bookings that release what a grant no longer needs, the latest years first.

    What was ordered stays bound; amounts that are only expected go before those that bind.

    Args:
        zuwendung: grant as finally determined.
    """
    if stand.buchungsstelle is None:
        return []
    stelle = Buchungsstelle(*stand.buchungsstelle)
    zu_viel = stand.gebunden + sum(stand.voraussicht.values(), start=NULL) - zuwendung
    buchungen = []
    for jahr, betrag in sorted(stand.voraussicht.items(), reverse=True):
        weg = min(zu_viel, betrag)
        if weg > 0:
            konto = Konto(stelle, stand.bewilligungsjahr, jahr)
            buchungen.append(Buchung(Buchungsart.VORAUSSICHT, konto, -weg))
            zu_viel -= weg
    for eine, frei in _ungezahlt(stand):
        weg = min(zu_viel, frei)
        if weg > 0:
            konto = Konto(stelle, eine.haushaltsjahr, eine.jahr)
            buchungen.append(Buchung(Buchungsart.BINDUNG, konto, -weg))
            zu_viel -= weg
    return buchungen


def _ungezahlt(stand: Fallstand) -> list[tuple[Bindung, Fraction]]:
    """Return what of each binding was not ordered, the latest first; orders of a year use up its bindings in order."""
    gezahlt = dict(stand.angeordnet_je_jahr)
    offen = []
    for eine in stand.bindungen:
        genutzt = min(eine.betrag, gezahlt.get(eine.jahr, NULL))
        gezahlt[eine.jahr] = gezahlt.get(eine.jahr, NULL) - genutzt
        offen.append((eine, eine.betrag - genutzt))
    return sorted(offen, key=lambda paar: (-paar[0].jahr, -paar[0].haushaltsjahr))


def umbuchung(stand: Fallstand, von: int, betrag: Fraction) -> list[Buchung]:
    """Return the bookings that take an amount out of a year, from what was not ordered there.

    Raises:
        ValueError: the case has no binding of that size in the year.
    """
    assert stand.buchungsstelle is not None
    stelle, rest, buchungen = Buchungsstelle(*stand.buchungsstelle), betrag, []
    for eine, frei in _ungezahlt(stand):
        weg = min(rest, frei) if eine.jahr == von else NULL
        if weg > 0:
            konto = Konto(stelle, eine.haushaltsjahr, eine.jahr)
            buchungen.append(Buchung(Buchungsart.BINDUNG, konto, -weg))
            rest -= weg
    if rest > 0:
        raise ValueError(f"{rest} more than bound in {von}")
    return buchungen

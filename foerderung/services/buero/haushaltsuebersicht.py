"""The budget at a glance: what a year provides, what is bound and ordered, and every grant it carries (VVK Nr. 9.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.fach.geld import euro_text
from foerderung.services.amt import Amt
from foerderung.services.herkunft import Herkunft
from foerderung.store.einheit import Lesung
from foerderung.verfahren.buchungen import Buchungsart, Buchungsstelle, Haushalt, Konto
from foerderung.verfahren.fallstand import NULL, Fallstand
from foerderung.verfahren.zustand import Zustand

ZUWENDUNGSART = "Projektförderung"
"""Kind of every grant under this engine (VVK Nr. 9.2.1)."""


@dataclass(frozen=True, slots=True)
class Mittelzeile:
    """One line of the budget; amounts in EUR.

    Attributes:
        konto: the year of the budget and that of payment: equal for Ausgabemittel.
        gebunden: of Ausgabemittel by every grant that is paid in the year; of a Verpflichtungsermaechtigung by those
            decided in its Haushaltsjahr.
        voraussichtlich: granted for the year of payment without being covered (VVK Nr. 4.1).
        frei: None while the Ansatz of the year is not known.
    """

    konto: Konto
    ansatz: Fraction
    gebunden: Fraction
    angeordnet: Fraction
    voraussichtlich: Fraction
    frei: Fraction | None

    @property
    def ist_ermaechtigung(self) -> bool:
        """Tell whether it is a Verpflichtungsermaechtigung."""
        return self.konto.jahr > self.konto.haushaltsjahr


@dataclass(frozen=True, slots=True)
class Zuwendungszeile:
    """One grant as VVK Nr. 9.2 wants it listed; amounts in EUR.

    Attributes:
        angeordnet: ordered in the year (Nr. 9.2.2).
        gebunden: bound for payments of the year.
        spaeter: obligations for payments of later years.
        voraussichtlich: granted, but not covered, for the year and later.
        nachweis_faellig: prescribed day of the proof of use, then its receipt and its examination (Nr. 9.2.3).
    """

    aktenzeichen: str
    empfaenger: str
    zweck: str
    zustand: Zustand
    stelle: Buchungsstelle
    zuwendung: Fraction
    gebunden: Fraction
    angeordnet: Fraction
    spaeter: Fraction
    voraussichtlich: Fraction
    nachweis_faellig: date | None
    nachweis_eingang: date | None
    nachweis_geprueft: date | None


@dataclass(frozen=True, slots=True)
class Uebersicht:
    """A Haushaltsjahr with its lines and grants.

    Attributes:
        mittel: Ausgabemittel of the year, then its Verpflichtungsermaechtigungen, by Kapitel and Titel.
    """

    jahr: int
    abgeschlossen: bool
    mittel: tuple[Mittelzeile, ...]
    zuwendungen: tuple[Zuwendungszeile, ...]
    herkunft: Herkunft

    def summe(self, spalte: str) -> Fraction:
        """Return the sum of a column over the grants."""
        return sum((getattr(eine, spalte) for eine in self.zuwendungen), start=NULL)

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data, with control sums."""
        return {
            "jahr": self.jahr,
            "abgeschlossen": self.abgeschlossen,
            "mittel": [_mittel_json(eine) for eine in self.mittel],
            "zuwendungen": [_zuwendung_json(eine) for eine in self.zuwendungen],
            "summen": {spalte: euro_text(self.summe(spalte)) for spalte in SUMMEN},
        }


SUMMEN = ("zuwendung", "gebunden", "angeordnet", "spaeter", "voraussichtlich")
"""Columns of the grants that are added up."""


def uebersicht(amt: Amt, jahr: int, stelle: Buchungsstelle | None = None) -> Uebersicht:
    """Return what a Haushaltsjahr provides and carries, of one Kapitel and Titel or of all.

    Source: VVK Nr. 9.2.
    """
    with amt.lesend() as lesung:
        return lies_uebersicht(lesung, jahr, stelle)


def lies_uebersicht(lesung: Lesung, jahr: int, stelle: Buchungsstelle | None = None) -> Uebersicht:
    """Return the same inside a transaction that is open already."""
    haushalt = lesung.haushalt(stelle)
    stellen = sorted({konto.stelle for _, konto in haushalt.summen})
    return Uebersicht(
        jahr,
        lesung.ist_abgeschlossen(jahr),
        tuple(zeile for eine in stellen for zeile in _mittel(haushalt, eine, jahr)),
        tuple(_zuwendungen(lesung, jahr, stelle)),
        Herkunft.von(lesung.verbindung),
    )


def _mittel(haushalt: Haushalt, stelle: Buchungsstelle, jahr: int) -> Iterable[Mittelzeile]:
    """Yield the lines of a Kapitel and Titel that concern a year."""
    konten = {konto for _, konto in haushalt.summen if konto.stelle == stelle and konto.haushaltsjahr == jahr}
    betrifft = any(konto.stelle == stelle and konto.jahr == jahr for _, konto in haushalt.summen)
    for konto in sorted({*konten, *({Konto(stelle, jahr, jahr)} if betrifft else set())}):
        ansatz, frei = haushalt.summe(Buchungsart.ANSATZ, konto), haushalt.frei(konto)
        if konto.jahr == jahr:
            gebunden = haushalt.im_jahr(Buchungsart.BINDUNG, stelle, jahr)
            angeordnet = haushalt.im_jahr(Buchungsart.ANORDNUNG, stelle, jahr)
            offen = haushalt.im_jahr(Buchungsart.VORAUSSICHT, stelle, jahr)
            bekannt = haushalt.hat_ansatz(stelle, jahr)
            yield Mittelzeile(konto, ansatz, gebunden, angeordnet, offen, frei if bekannt else None)
        else:
            gebunden = haushalt.summe(Buchungsart.BINDUNG, konto)
            yield Mittelzeile(konto, ansatz, gebunden, NULL, haushalt.summe(Buchungsart.VORAUSSICHT, konto), frei)


def _zuwendungen(lesung: Lesung, jahr: int, stelle: Buchungsstelle | None) -> Iterable[Zuwendungszeile]:
    namen = {eines.nummer: eines.name for eines in lesung.alle_antragsteller()}
    for stand in lesung.einzelne_faelle(lesung.faelle_im_haushalt(jahr)):
        zeile = _zeile(stand, jahr, namen.get(stand.antragsteller, ""))
        if zeile is not None and stelle in (None, zeile.stelle):
            yield zeile


def _zeile(stand: Fallstand, jahr: int, empfaenger: str) -> Zuwendungszeile | None:
    if stand.buchungsstelle is None:
        return None
    nachweis, beschluss = stand.nachweis, stand.beschluss
    return Zuwendungszeile(
        stand.aktenzeichen,
        empfaenger,
        stand.titel,
        stand.zustand,
        Buchungsstelle(*stand.buchungsstelle),
        stand.zuwendung,
        sum((eine.betrag for eine in stand.bindungen if eine.jahr == jahr), start=NULL),
        stand.angeordnet_je_jahr.get(jahr, NULL),
        sum((eine.betrag for eine in stand.bindungen if eine.jahr > jahr), start=NULL),
        sum((betrag for j, betrag in stand.voraussicht.items() if j >= jahr), start=NULL),
        beschluss.nachweis_bis if beschluss is not None else None,
        nachweis.eingang_am if nachweis is not None else None,
        nachweis.geprueft_am if nachweis is not None else None,
    )


def _mittel_json(zeile: Mittelzeile) -> dict[str, Any]:
    return {
        "kapitel": zeile.konto.stelle.kapitel,
        "titel": zeile.konto.stelle.titel,
        "art": "verpflichtungsermaechtigung" if zeile.ist_ermaechtigung else "ausgabemittel",
        "haushaltsjahr": zeile.konto.haushaltsjahr,
        "jahr": zeile.konto.jahr,
        **{name: euro_text(getattr(zeile, name)) for name in ("ansatz", "gebunden", "angeordnet", "voraussichtlich")},
        "frei": euro_text(zeile.frei) if zeile.frei is not None else None,
    }


def _zuwendung_json(zeile: Zuwendungszeile) -> dict[str, Any]:
    return {
        "fall": zeile.aktenzeichen,
        "empfaenger": zeile.empfaenger,
        "art": ZUWENDUNGSART,
        "zweck": zeile.zweck,
        "zustand": zeile.zustand.value,
        "kapitel": zeile.stelle.kapitel,
        "titel": zeile.stelle.titel,
        **{name: euro_text(getattr(zeile, name)) for name in SUMMEN},
        **{
            name: tag.isoformat() if tag is not None else None
            for name, tag in (
                ("nachweis_faellig", zeile.nachweis_faellig),
                ("nachweis_eingang", zeile.nachweis_eingang),
                ("nachweis_geprueft", zeile.nachweis_geprueft),
            )
        },
    }

"""What is bound: every commitment by line of the budget and case, read from the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from foerderung.dokumente.tafel import Art, Spalte, Tafel, Zelle
from foerderung.services.buero.haushaltsspalten import (
    AUSGABEMITTEL,
    ERMAECHTIGUNG,
    FALL,
    MITTEL,
    STELLE,
    ZUSTAND,
    betragsspalte,
    stellenzellen,
)
from foerderung.store.einheit import Lesung
from foerderung.store.haushaltssuche import Fallbuchung, Kopfzeile, fallbuchungen, kopfzeilen
from foerderung.verfahren.buchungen import Buchungsart, Buchungsstelle, Konto
from foerderung.verfahren.fallstand import NULL

_KONTO = (
    MITTEL,
    Spalte("haushaltsjahr", "Haushaltsjahr", Art.ZAHL, breite=14),
    Spalte("jahr", "Zahlungsjahr", Art.ZAHL, breite=13),
)
_BETRAEGE = (
    betragsspalte("gebunden", "gebunden"),
    betragsspalte("angeordnet", "angeordnet"),
    betragsspalte("offen", "noch offen"),
    betragsspalte("voraussichtlich", "voraussichtlich"),
)


@dataclass(frozen=True, slots=True)
class Bindungszeile:
    """What a line of the budget holds for a case; amounts in EUR.

    Attributes:
        angeordnet: of what is bound; orders of a year use up its bindings in the order of their Haushaltsjahr.
        voraussichtlich: granted, but covered by nothing (VVK Nr. 4.1).
    """

    fall: str
    konto: Konto
    gebunden: Fraction
    angeordnet: Fraction
    voraussichtlich: Fraction

    def betraege(self) -> tuple[Fraction, ...]:
        """Return the amounts in the order of their columns."""
        return self.gebunden, self.angeordnet, self.gebunden - self.angeordnet, self.voraussichtlich


@dataclass(frozen=True)
class Bindungsliste:
    """The commitments that a Haushaltsjahr has to do with: made from its budget, or to be paid in it."""

    zeilen: tuple[Bindungszeile, ...]
    koepfe: dict[str, Kopfzeile]
    namen: dict[str, str]

    def tafeln(self) -> tuple[Tafel, ...]:
        """Return the sums by line, and the cases behind them."""
        faelle = [(*self._fall(eine.fall), *_konto(eine.konto), *eine.betraege()) for eine in self.zeilen]
        spalten = (*FALL, ZUSTAND, *STELLE, *_KONTO, *_BETRAEGE)
        return _kontentafel(self.zeilen), Tafel("faelle", "Fälle", spalten, faelle)

    def _fall(self, nummer: str) -> tuple[Zelle, ...]:
        kopf = self.koepfe[nummer]
        return nummer, self.namen.get(kopf.antragsteller), kopf.titel or None, kopf.zustand.value


def lies_bindungen(lesung: Lesung, jahr: int, stelle: Buchungsstelle | None) -> Bindungsliste:
    """Return what is bound from the budget of a year or for payments of it, of one Kapitel and Titel or of all."""
    zeilen = _zeilen(fallbuchungen(lesung.verbindung, stelle))
    betroffen = [eine for eine in zeilen if jahr in (eine.konto.haushaltsjahr, eine.konto.jahr)]
    namen = {eines.nummer: eines.name for eines in lesung.alle_antragsteller()}
    geordnet = sorted(betroffen, key=lambda eine: (eine.konto, eine.fall))
    return Bindungsliste(tuple(geordnet), kopfzeilen(lesung.verbindung), namen)


def _zeilen(buchungen: list[Fallbuchung]) -> Iterator[Bindungszeile]:
    summen: dict[tuple[str, Konto], dict[Buchungsart, Fraction]] = defaultdict(dict)
    angeordnet: dict[tuple[str, Buchungsstelle, int], Fraction] = defaultdict(Fraction)
    for eine in buchungen:
        if eine.art is Buchungsart.ANORDNUNG:
            angeordnet[eine.fall, eine.konto.stelle, eine.konto.jahr] += eine.betrag
        else:
            summen[eine.fall, eine.konto][eine.art] = eine.betrag
    for (fall, konto), betraege in sorted(summen.items()):
        gebunden = betraege.get(Buchungsart.BINDUNG, NULL)
        gezahlt = angeordnet[fall, konto.stelle, konto.jahr]
        genutzt = min(gebunden, gezahlt)
        angeordnet[fall, konto.stelle, konto.jahr] = gezahlt - genutzt
        yield Bindungszeile(fall, konto, gebunden, genutzt, betraege.get(Buchungsart.VORAUSSICHT, NULL))


def _kontentafel(zeilen: tuple[Bindungszeile, ...]) -> Tafel:
    je_konto: dict[Konto, list[Bindungszeile]] = defaultdict(list)
    for eine in zeilen:
        je_konto[eine.konto].append(eine)
    zeilen_je_konto = [(*_konto(konto), len(eigene), *_zusammen(eigene)) for konto, eigene in je_konto.items()]
    return Tafel(
        "konten",
        "Konten",
        (*STELLE, *_KONTO, Spalte("anzahl", "Fälle", Art.ZAHL, breite=7), *_BETRAEGE),
        zeilen_je_konto,
    )


def _zusammen(zeilen: list[Bindungszeile]) -> Iterator[Fraction]:
    for betraege in zip(*(eine.betraege() for eine in zeilen), strict=True):
        yield sum(betraege, NULL)


def _konto(konto: Konto) -> tuple[Zelle, ...]:
    mittel = AUSGABEMITTEL if konto.jahr == konto.haushaltsjahr else ERMAECHTIGUNG
    return *stellenzellen(konto.stelle), mittel, konto.haushaltsjahr, konto.jahr

"""Every payment of a Haushaltsjahr: certified, then ordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foerderung.dokumente.tafel import Art, Spalte, Tafel, Zelle
from foerderung.services.buero.haushaltsspalten import FALL, STELLE, betragsspalte, stellenzellen
from foerderung.store.einheit import Lesung
from foerderung.store.haushaltssuche import faelle_mit_zahlungen, fallbuchungen, kopfzeilen
from foerderung.store.kopie import Fortschritt
from foerderung.verfahren.buchungen import Buchungsart, Buchungsstelle
from foerderung.verfahren.fallstand import Fallstand, Zahlung
from foerderung.verfahren.zahlungsplan import ANLAESSE
from foerderung.verfahren.zustand import Zustand

BESCHEINIGT, ANGEORDNET = "bescheinigt", "angeordnet"
STAENDE = {BESCHEINIGT: "bescheinigt", ANGEORDNET: "angeordnet"}

_STUFE = 200

_SPALTEN = (
    *FALL,
    *STELLE,
    Spalte("nummer", "Nr.", Art.ZAHL, breite=5),
    Spalte("anlass", "Anlass", Art.WORT, ANLAESSE, leer="(gelöscht)", breite=24),
    betragsspalte("betrag", "Betrag"),
    Spalte("stand", "Stand", Art.WORT, STAENDE, breite=12),
    Spalte("bescheinigt_am", "bescheinigt am", Art.TAG, breite=14),
    Spalte("bescheinigt_von", "bescheinigt von", breite=15),
    Spalte("angeordnet_am", "angeordnet am", Art.TAG, breite=14),
    Spalte("angeordnet_von", "angeordnet von", breite=15),
    Spalte("faellig_am", "fällig", Art.TAG, breite=11),
    Spalte("huel", "HÜL-Nr.", breite=26),
)


@dataclass(frozen=True)
class Zahlungsliste:
    """The payments of a Haushaltsjahr: ordered for it, or certified in it and not ordered yet.

    Attributes:
        zeilen: by case and number; of a deleted case one with the sum that the ledger keeps.
    """

    zeilen: tuple[tuple[Zelle, ...], ...]

    def tafeln(self) -> tuple[Tafel, ...]:
        """Return it as a table."""
        return (Tafel("zahlungen", "Zahlungen", _SPALTEN, self.zeilen),)


def lies_zahlungen(lesung: Lesung, jahr: int, stelle: Buchungsstelle | None, fortschritt: Fortschritt) -> Zahlungsliste:
    """Return the payments of a year, of one Kapitel and Titel or of all."""
    namen = {eines.nummer: eines.name for eines in lesung.alle_antragsteller()}
    nummern = faelle_mit_zahlungen(lesung.verbindung)
    zeilen = list(_geloeschte(lesung, jahr, stelle))
    for getan, stand in enumerate(lesung.einzelne_faelle(nummern)):
        if getan % _STUFE == 0:
            fortschritt(getan, len(nummern))
        zeilen += _des_falls(stand, namen.get(stand.antragsteller), jahr, stelle)
    return Zahlungsliste(tuple(sorted(zeilen, key=lambda zeile: str(zeile[0]))))


def haushaltsjahr(zahlung: Zahlung) -> int:
    """Return the Haushaltsjahr of a payment: that of its due day, until it is ordered that of the certification."""
    return (zahlung.faellig_am or zahlung.bescheinigt_am).year


def _des_falls(
    stand: Fallstand, name: str | None, jahr: int, stelle: Buchungsstelle | None
) -> Iterator[tuple[Zelle, ...]]:
    if stand.buchungsstelle is None:
        return
    eigene = Buchungsstelle(*stand.buchungsstelle)
    for eine in stand.zahlungen if stelle in (None, eigene) else ():
        if haushaltsjahr(eine) == jahr:
            yield (
                stand.aktenzeichen,
                name,
                stand.titel,
                *stellenzellen(eigene),
                eine.nummer,
                eine.anlass,
                eine.betrag,
                BESCHEINIGT if eine.angeordnet_am is None else ANGEORDNET,
                eine.bescheinigt_am,
                eine.bescheinigt_von,
                eine.angeordnet_am,
                eine.angeordnet_von,
                eine.faellig_am,
                eine.huel,
            )


def _geloeschte(lesung: Lesung, jahr: int, stelle: Buchungsstelle | None) -> Iterator[tuple[Zelle, ...]]:
    """Yield what was ordered in cases whose facts were deleted: the ledger keeps the sums, so no total changes."""
    koepfe = kopfzeilen(lesung.verbindung)
    for eine in fallbuchungen(lesung.verbindung, stelle):
        geloescht = koepfe[eine.fall].zustand is Zustand.GELOESCHT
        if geloescht and eine.art is Buchungsart.ANORDNUNG and eine.konto.jahr == jahr:
            rest = (None, None, eine.betrag, ANGEORDNET, *(None,) * 6)
            yield (eine.fall, None, None, *stellenzellen(eine.konto.stelle), *rest)

"""When money is needed: every instalment by quarter, ordered or still expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foerderung.dokumente.tafel import Art, Spalte, Tafel, Zelle
from foerderung.services.buero.haushaltsspalten import FALL, STELLE, ZUSTAND, betragsspalte, stellenzellen
from foerderung.services.buero.zahlungsliste import ANGEORDNET, BESCHEINIGT, STAENDE
from foerderung.store.einheit import Lesung
from foerderung.store.haushaltssuche import faelle_mit_erwartung
from foerderung.store.kopie import Fortschritt
from foerderung.verfahren.buchungen import Buchungsstelle
from foerderung.verfahren.fallstand import NULL, Fallstand
from foerderung.verfahren.zahlungsplan import ANLAESSE, offene_raten
from foerderung.verfahren.zustand import Zustand

ERWARTET = "erwartet"
UEBERFAELLIG, OHNE_TERMIN = "ueberfaellig", "ohne_termin"
QUARTALE = ("quartal_1", "quartal_2", "quartal_3", "quartal_4")

_GRENZEN = ("01.01.–31.03.", "01.04.–30.06.", "01.07.–30.09.", "01.10.–31.12.")
_STUFE = 200


@dataclass(frozen=True, slots=True)
class Bedarf:
    """One instalment; amount in EUR.

    Attributes:
        nummer: of the instalment in the plan; None for a grant whose payments the notice alone arranges.
        tag: on which it is due or expected; None where nothing says when.
        stand: expected, certified or ordered.
    """

    nummer: int | None
    anlass: str
    betrag: Fraction
    tag: date | None
    stand: str

    def abschnitt(self, jahr: int, heute: date) -> str | None:
        """Tell which part of a year it belongs to, None for no part.

        What should have been paid before today stays visible: in its own year, and in the current one.
        """
        laeuft = jahr == heute.year
        if self.tag is None:
            return OHNE_TERMIN if laeuft else None
        if self.stand != ANGEORDNET and self.tag < heute:
            return UEBERFAELLIG if self.tag.year == jahr or (laeuft and self.tag.year < jahr) else None
        return QUARTALE[(self.tag.month - 1) // 3] if self.tag.year == jahr else None


@dataclass(frozen=True)
class Mittelbedarf:
    """What a Haushaltsjahr needs.

    Attributes:
        zeilen: first the part of the year, then the cells of `_spalten`.
    """

    jahr: int
    zeilen: tuple[tuple[Zelle, ...], ...]

    def tafeln(self) -> tuple[Tafel, ...]:
        """Return the quarters, and the instalments behind them."""
        abschnitte = abschnittsnamen(self.jahr)
        kurze = {name: text.partition(" (")[0].partition(",")[0] for name, text in abschnitte.items()}
        spalten = (Spalte("abschnitt", "Zeitraum", Art.WORT, kurze, breite=17), *_SPALTEN)
        return self._quartale(abschnitte), Tafel("raten", "Raten", spalten, self.zeilen)

    def _quartale(self, abschnitte: dict[str, str]) -> Tafel:
        summen = {(abschnitt, stand): NULL for abschnitt in abschnitte for stand in _STAENDE}
        for zeile in self.zeilen:
            abschnitt, stand, betrag = zeile[0], zeile[_STAND], zeile[_BETRAG]
            assert isinstance(abschnitt, str)
            assert isinstance(stand, str)
            assert isinstance(betrag, Fraction)
            summen[abschnitt, stand] += betrag
        zeilen: list[tuple[Zelle, ...]] = []
        for abschnitt in abschnitte:
            betraege = [summen[abschnitt, stand] for stand in _STAENDE]
            if abschnitt in QUARTALE or any(betraege):
                zeilen.append((abschnitt, *betraege, sum(betraege, NULL)))
        spalten = (
            Spalte("abschnitt", "Zeitraum", Art.WORT, abschnitte, breite=38),
            *(betragsspalte(stand, name) for stand, name in _STAENDE.items()),
            betragsspalte("zusammen", "zusammen"),
        )
        return Tafel("quartale", "Quartale", spalten, zeilen)


_STAENDE = {ERWARTET: "erwartet", **STAENDE}
_SPALTEN = (
    *FALL,
    ZUSTAND,
    *STELLE,
    Spalte("nummer", "Rate", Art.ZAHL, leer="", breite=6),
    Spalte("anlass", "Anlass", Art.WORT, ANLAESSE, breite=26),
    Spalte("tag", "Tag", Art.TAG, leer="offen", breite=11),
    Spalte("stand", "Stand", Art.WORT, _STAENDE, breite=12),
    betragsspalte("betrag", "Betrag"),
)
_STAND, _BETRAG = -2, -1


def abschnittsnamen(jahr: int) -> dict[str, str]:
    """Return the parts of a year in their order with their German names."""
    quartale = {name: f"{nummer}. Quartal {jahr} ({_GRENZEN[nummer - 1]})" for nummer, name in enumerate(QUARTALE, 1)}
    return {UEBERFAELLIG: "überfällig, noch nicht angeordnet", **quartale, OHNE_TERMIN: "ohne Termin"}


def lies_mittelbedarf(
    lesung: Lesung, auswahl: tuple[int, Buchungsstelle | None], heute: date, fortschritt: Fortschritt
) -> Mittelbedarf:
    """Return what a year needs, of one Kapitel and Titel or of all.

    Args:
        auswahl: the Haushaltsjahr, then Kapitel and Titel.
        heute: what was expected before is overdue.
    """
    jahr, stelle = auswahl
    namen = {eines.nummer: eines.name for eines in lesung.alle_antragsteller()}
    nummern = faelle_mit_erwartung(lesung.verbindung, jahr)
    zeilen: list[tuple[Zelle, ...]] = []
    for getan, stand in enumerate(lesung.einzelne_faelle(nummern)):
        if getan % _STUFE == 0:
            fortschritt(getan, len(nummern))
        eigene = Buchungsstelle(*stand.buchungsstelle) if stand.buchungsstelle is not None else None
        if stelle not in (None, eigene):
            continue
        ort = stellenzellen(eigene) if eigene is not None else ("", "", "")
        fall = (stand.aktenzeichen, namen.get(stand.antragsteller, ""), stand.titel, stand.zustand.value)
        for eine in bedarf(stand):
            abschnitt = eine.abschnitt(jahr, heute)
            if abschnitt is not None:
                zeilen.append((abschnitt, *fall, *ort, eine.nummer, eine.anlass, eine.tag, eine.stand, eine.betrag))
    folge = list(abschnittsnamen(jahr))
    zeilen.sort(key=lambda zeile: (folge.index(str(zeile[0])), zeile[-3] or date.max, str(zeile[1])))
    return Mittelbedarf(jahr, tuple(zeilen))


def bedarf(stand: Fallstand) -> Iterator[Bedarf]:
    """Yield the instalments of a case: those ordered or certified, then what is still expected of the grant."""
    if stand.beschluss is None:
        return
    termine, gezahlt = stand.beschluss.zahltermine, NULL
    for eine in stand.zahlungen:
        gezahlt += eine.betrag
        tag = eine.faellig_am or termine.get(eine.rate, eine.bescheinigt_am)
        yield Bedarf(eine.rate, eine.anlass, eine.betrag, tag, ANGEORDNET if eine.angeordnet_am else BESCHEINIGT)
    if stand.zustand in (Zustand.ABGESCHLOSSEN, Zustand.ABGELEHNT, Zustand.GELOESCHT):
        return
    offen = offene_raten(stand)
    for rate, betrag in offen:
        if betrag:
            yield Bedarf(rate.nummer, rate.anlass, betrag, termine.get(rate.nummer), ERWARTET)
    rest = stand.zuwendung - gezahlt
    if not offen and not stand.zahlungen and rest > 0:
        yield Bedarf(None, "laut Bescheid", rest, None, ERWARTET)

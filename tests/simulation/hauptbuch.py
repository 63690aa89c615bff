"""The budget kept a second time, from what the events book: nothing is bound or ordered that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select, type_coerce

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.verfahren.ereignis import Ereignis
from tests.simulation.zeuge import verlange

Zeile = tuple[int, int]
"""Year of the budget, year of payment."""


@dataclass(slots=True)
class Hauptbuch:
    """Sums in cents.

    Attributes:
        konten: by kind of booking and line; the office has one Kapitel and Titel.
        faelle: by kind of booking, case and year of payment.
        abgeschlossen: years that are closed.
    """

    konten: Counter[tuple[str, Zeile]] = field(default_factory=Counter)
    faelle: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    angesetzt: set[Zeile] = field(default_factory=set)
    abgeschlossen: set[int] = field(default_factory=set)
    buchungen: int = 0

    def buche(self, ereignis: Ereignis) -> int:
        """Take in what an event books and check every line it touches; return how many lines."""
        eigene: list[Mapping[str, Any]] = ereignis.fakten().get("buchungen", [])
        for eine in eigene:
            self._nimm(ereignis.fall, eine)
        for jahr in sorted({eine["jahr"] for eine in eigene}):
            self._pruefe_jahr(jahr)
            self._pruefe_fall(ereignis.fall, jahr)
        return len(eigene)

    def vergleiche(self, lesung: Lesung) -> None:
        """Compare with the table of bookings."""
        b = t.buchung.c
        anfrage = select(func.count(), func.sum(type_coerce(b.betrag, t.GANZZAHL))).select_from(t.buchung)
        anzahl, summe = lesung.verbindung.execute(anfrage).one()
        verlange(anzahl == self.buchungen, f"{anzahl} Buchungen in der Tabelle, {self.buchungen} in den Ereignissen")
        verlange(int(summe or 0) == sum(self.konten.values()), f"Buchungen ergeben zusammen {summe} Cent")

    def _nimm(self, fall: str, eine: Mapping[str, Any]) -> None:
        art, zeile, cent = eine["art"], (eine["haushaltsjahr"], eine["jahr"]), int(Fraction(eine["betrag"]) * 100)
        geschlossen = eine["jahr"] in self.abgeschlossen and (art in ("ansatz", "anordnung") or cent > 0)
        verlange(not geschlossen, f"{art} über {cent} Cent in einem abgeschlossenen Jahr {eine['jahr']}")
        self.konten[art, zeile] += cent
        self.faelle[art, fall, eine["jahr"]] += cent
        self.buchungen += 1
        if art == "ansatz":
            self.angesetzt.add(zeile)
        elif art == "abschluss":
            self.abgeschlossen.add(eine["jahr"])

    def _pruefe_jahr(self, jahr: int) -> None:
        """No line is bound beyond its Ansatz; all bindings for a year burden its Ausgabemittel once they are known."""
        for haushaltsjahr in self._haushaltsjahre(jahr):
            gebunden, da = (self.konten[art, (haushaltsjahr, jahr)] for art in ("bindung", "ansatz"))
            verlange(0 <= gebunden <= da, f"{haushaltsjahr} für {jahr}: gebunden {gebunden}, Ansatz {da}")
        gebunden, angeordnet = (
            sum(self.konten[art, (hj, jahr)] for hj in self._haushaltsjahre(jahr)) for art in ("bindung", "anordnung")
        )
        if (jahr, jahr) in self.angesetzt:
            da = self.konten["ansatz", (jahr, jahr)]
            verlange(gebunden <= da, f"für {jahr} gebunden {gebunden}, Ausgabemittel {da}")
        verlange(angeordnet <= gebunden, f"für {jahr} angeordnet {angeordnet}, gebunden {gebunden}")

    def _haushaltsjahre(self, jahr: int) -> Iterator[int]:
        return iter(sorted({hj for _, (hj, j) in self.konten if j == jahr}))

    def _pruefe_fall(self, fall: str, jahr: int) -> None:
        if fall:
            gebunden, angeordnet = (self.faelle[art, fall, jahr] for art in ("bindung", "anordnung"))
            verlange(0 <= angeordnet <= gebunden, f"{fall} {jahr}: angeordnet {angeordnet}, gebunden {gebunden}")
            verlange(self.faelle["voraussicht", fall, jahr] >= 0, f"{fall} {jahr}: Voraussicht unter null")

"""Dice and clock: everything that is left to chance comes from one seed, every day from the step that is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
_BEGINN_DES_TAGES = datetime(2000, 1, 1, 6)


class Wuerfel:
    """Draw from a seed."""

    def __init__(self, saat: int) -> None:
        self._zufall = Random(saat)

    def trifft(self, prozent: int) -> bool:
        """Tell whether something happens that happens so often in a hundred times."""
        return self._zufall.randrange(100) < prozent

    def eines(self, auswahl: Sequence[T]) -> T:
        """Draw one, each as likely as any other."""
        return self._zufall.choice(auswahl)

    def mehrere(self, auswahl: Sequence[T], anzahl: int) -> list[T]:
        """Draw several different ones, fewer where there are not so many."""
        return self._zufall.sample(auswahl, min(anzahl, len(auswahl)))

    def gewichtet(self, gewichte: Mapping[T, int]) -> T:
        """Draw one by its weight."""
        return self._zufall.choices(list(gewichte), list(gewichte.values()))[0]

    def zahl(self, von: int, bis: int) -> int:
        """Draw a number, both ends included."""
        return self._zufall.randint(von, bis)


@dataclass(frozen=True, slots=True)
class Umfang:
    """How much is played.

    Attributes:
        tage: days from the first step to the last.
        faelle: cases that begin, as far as the steps allow.
        gruendlich: after so many steps the dear checks are made; they are made at the end in any case.
    """

    schritte: int
    tage: int
    faelle: int
    gruendlich: int = 50
    beginn: date = date(2023, 9, 4)


@dataclass(slots=True)
class Uhr:
    """The day that is played.

    Attributes:
        schritt: number of the step, from 1; 0 while the office is set up.
    """

    umfang: Umfang
    heute: date
    schritt: int = 0

    def ticke(self, wuerfel: Wuerfel) -> None:
        """Go on by a step: days pass evenly over the run, in jumps."""
        self.schritt += 1
        bisher = self.umfang.tage * self.schritt // self.umfang.schritte
        if wuerfel.trifft(40):
            self.heute = self.umfang.beginn + timedelta(days=bisher)

    @property
    def jetzt(self) -> datetime:
        """Return a time of day that is another at each step, and the same whenever the step is played again."""
        return _BEGINN_DES_TAGES + timedelta(seconds=self.schritt % 50_000)

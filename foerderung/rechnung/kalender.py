"""Working days of a Land, from declared holidays: fixed days, days around Easter, weekdays before a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from foerderung.fach.belegstand import Quelle

WOCHENTAGE = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


@dataclass(frozen=True, slots=True)
class Kalendertag:
    """A day of any year, such as 15.10."""

    tag: int
    monat: int

    def im_jahr(self, jahr: int) -> date:
        """Return the day in that year; 29.02. is refused when it is declared."""
        return date(jahr, self.monat, self.tag)

    def __str__(self) -> str:
        return f"{self.tag:02d}.{self.monat:02d}."


@dataclass(frozen=True, slots=True)
class Feiertag:
    """Declare one holiday; exactly one of `fest`, `ostern`, `vor` is set.

    Attributes:
        fest: the same day every year.
        ostern: days after Easter Sunday (negative before).
        vor: the last `wochentag` before that day.
    """

    name: str
    quelle: Quelle
    fest: Kalendertag | None = None
    ostern: int | None = None
    vor: Kalendertag | None = None
    wochentag: int = 0

    def im_jahr(self, jahr: int) -> date:
        """Return the holiday's date in a year."""
        if self.fest is not None:
            return self.fest.im_jahr(jahr)
        if self.ostern is not None:
            return easter(jahr) + timedelta(days=self.ostern)
        assert self.vor is not None
        grenze = self.vor.im_jahr(jahr) - timedelta(days=1)
        return grenze - timedelta(days=(grenze.weekday() - self.wochentag) % 7)


class Kalender:
    """Know the working days that follow from declared holidays and the weekend."""

    def __init__(self, feiertage: Iterable[Feiertag] = (), wochenende: Iterable[int] = (5, 6)) -> None:
        self.feiertage = tuple(feiertage)
        self.wochenende = frozenset(wochenende)
        self._jahr = lru_cache(maxsize=256)(self._rechne_jahr)

    def _rechne_jahr(self, jahr: int) -> dict[date, str]:
        return {feiertag.im_jahr(jahr): feiertag.name for feiertag in self.feiertage}

    def feiertag(self, tag: date) -> str | None:
        """Name the holiday on that day, or None."""
        return self._jahr(tag.year).get(tag)

    def ist_werktag(self, tag: date) -> bool:
        """Tell whether it is neither a holiday nor a day of the weekend."""
        return tag.weekday() not in self.wochenende and self.feiertag(tag) is None

    def naechster_werktag(self, tag: date) -> date:
        """Return the day itself if it is a working day, else the next one."""
        while not self.ist_werktag(tag):
            tag += timedelta(days=1)
        return tag


def als_kalendertag(tag: int, monat: int) -> Kalendertag | None:
    """Return a day that exists in every year, None otherwise."""
    try:
        date(2001, monat, tag)
    except ValueError:
        return None
    return Kalendertag(tag, monat)

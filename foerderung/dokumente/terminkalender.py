"""Write days as an iCalendar file (RFC 5545): the same days give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUKT = "-//foerderung//Fristen//DE"
ERINNERUNG_TAGE = (14, 3)
EIN_TAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Termin:
    """A day to be reminded of, 14 and 3 days before.

    Attributes:
        uid: stays the same when the day moves, so that a calendar moves its entry.
        folge: grows whenever the day was set anew (SEQUENCE).
        stempel: moment at which it was set, UTC.
    """

    uid: str
    tag: date
    titel: str
    beschreibung: str
    folge: int
    stempel: datetime


def schreibe_kalender(name: str, termine: Iterable[Termin]) -> bytes:
    """Return a calendar with one entry for the whole day per date."""
    kalender = Calendar()
    kalender.add("prodid", PRODUKT)
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("x-wr-calname", _zeile(name))
    for termin in termine:
        kalender.add_component(_eintrag(termin))
    inhalt: bytes = kalender.to_ical()
    return inhalt


def _eintrag(termin: Termin) -> Event:
    eintrag = Event()
    eintrag.add("uid", termin.uid)
    eintrag.add("dtstamp", termin.stempel)
    eintrag.add("dtstart", termin.tag)
    eintrag.add("dtend", termin.tag + EIN_TAG)
    eintrag.add("sequence", termin.folge)
    eintrag.add("summary", _zeile(termin.titel))
    eintrag.add("description", _text(termin.beschreibung))
    eintrag.add("transp", "TRANSPARENT")
    for tage in ERINNERUNG_TAGE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-tage))
        alarm.add("description", _zeile(termin.titel))
        eintrag.add_component(alarm)
    return eintrag


def _zeile(text: str) -> str:
    """Return a text as one line: the name of a calendar is not escaped, and a title has no lines."""
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Return a text without control characters, which RFC 5545 does not allow; line breaks stay."""
    zeilen = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(zeichen if zeichen == "\n" or zeichen.isprintable() else " " for zeichen in zeilen)

"""A calendar file is read back as it was written, whatever its titles hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar

from foerderung.dokumente.terminkalender import Termin, schreibe_kalender

TERMIN = Termin(
    "kp-2026-0001-beginn@kennung",
    date(2028, 2, 29),
    "Beginn",
    "Zu tun: fragen",
    19,
    datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
)
FEINDLICH = [
    "Stadt Beispielstadt; Zuwendung, Rate 1",
    "Größe „ß“ – Präventionsrat",
    "x" * 200,
    "ä" * 200,
    "👮" * 80,
    "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:falsch",
    "END:VEVENT\r\nATTENDEE:mailto:x@example.org",
    "Rücken\\strich \\n \\; \\,",
    "Glocke \x07 und \x0b und \x85 und \u2028",
    ' "Anführung" : Doppelpunkt',
    "",
]


def lies(inhalt: bytes) -> Calendar:
    kalender = Calendar.from_ical(inhalt)
    assert isinstance(kalender, Calendar)
    return kalender


def zeilen(inhalt: bytes) -> list[bytes]:
    assert inhalt.endswith(b"\r\n")
    return inhalt.split(b"\r\n")[:-1]


def test_an_entry_fills_its_day_and_reminds_14_and_3_days_before() -> None:
    (eintrag,) = lies(schreibe_kalender("Fristen", [TERMIN])).events
    assert (eintrag.start, eintrag.end) == (date(2028, 2, 29), date(2028, 3, 1))
    assert (str(eintrag["uid"]), eintrag.sequence, eintrag.DTSTAMP) == (TERMIN.uid, 19, TERMIN.stempel)
    alarme = [alarm for alarm in eintrag.walk("VALARM") if isinstance(alarm, Alarm)]
    assert [alarm.TRIGGER for alarm in alarme] == [timedelta(days=-14), timedelta(days=-3)]
    assert [str(alarm["action"]) for alarm in alarme] == ["DISPLAY", "DISPLAY"]


@pytest.mark.parametrize("text", FEINDLICH)
def test_hostile_titles_come_back_and_break_nothing(text: str) -> None:
    inhalt = schreibe_kalender(text, [replace(TERMIN, titel=text, beschreibung=text), TERMIN])
    kalender = lies(inhalt)
    erster, zweiter = kalender.events
    druckbar = "".join(z if z.isprintable() or z == "\n" else " " for z in text.replace("\r\n", "\n"))
    assert str(erster["summary"]) == " ".join(druckbar.split())
    assert str(erster["description"]) == druckbar
    assert str(kalender["x-wr-calname"]) == " ".join(druckbar.split())
    assert (str(zweiter["summary"]), len(list(kalender.walk("VALARM")))) == ("Beginn", 4)
    assert "attendee" not in erster
    assert all(len(zeile) <= 75 and b"\n" not in zeile and b"\r" not in zeile for zeile in zeilen(inhalt))


@given(st.text(), st.text())
def test_any_text_comes_back_up_to_control_characters(titel: str, beschreibung: str) -> None:
    inhalt = schreibe_kalender("Fristen", [replace(TERMIN, titel=titel, beschreibung=beschreibung)])
    (eintrag,) = lies(inhalt).events
    assert set(str(eintrag["description"])) <= {*beschreibung, " ", "\n"}
    assert "".join(str(eintrag["summary"]).split()) == "".join(z for z in titel if z.isprintable() and not z.isspace())
    assert all(len(zeile) <= 75 for zeile in zeilen(inhalt))


def test_the_same_days_give_the_same_bytes() -> None:
    assert schreibe_kalender("Fristen", [TERMIN]) == schreibe_kalender("Fristen", [TERMIN])


def test_without_a_deadline_the_calendar_is_empty_and_valid() -> None:
    assert lies(schreibe_kalender("Fristen", [])).events == []

"""Stored standings are compared case by case, in whatever order the cases come."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bench.vorrat import vervielfache
from foerderung.store.standpruefung import GRUPPE
from tests.amt.buero import Buero
from tests.amt.roh import entriegelt, neu_verkettet
from tests.amt.vorrat import Vorrat


@pytest.fixture(scope="module")
def viele(sqlite_vorrat: Vorrat, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose cases are compared in several groups."""
    ordner = tmp_path_factory.mktemp("viele")
    datei = vervielfache(sqlite_vorrat.buero(ordner).datei, ordner / "viele.db", 33 + 25 * GRUPPE)
    with closing(sqlite3.connect(datei)) as verbindung:
        assert verbindung.execute("SELECT count(*) FROM fall").fetchone()[0] > 2 * GRUPPE
    return datei


def abweichungen(buero: Buero) -> list[str]:
    lauf = buero.rufe(["db", "pruefe", "--json"], als=None, heute=None)
    assert lauf.code == 8, lauf.fehler
    return [eine["grund"] for eine in lauf.daten["verletzungen"]]


def test_every_case_that_is_not_as_its_events_say_is_named_in_the_order_of_the_numbers(
    viele: Path, tmp_path: Path
) -> None:
    buero = Buero(tmp_path)
    buero.datei.write_bytes(viele.read_bytes())
    with entriegelt(buero) as offen:
        offen.tue("UPDATE fall SET titel = 'x' WHERE aktenzeichen IN ('KP-2026-0001', 'KP-2026-0300')")
        offen.tue("DELETE FROM fall WHERE aktenzeichen = 'KP-2026-0250'")
        offen.tue("UPDATE fall SET aktenzeichen = 'KP-2026-0000' WHERE aktenzeichen = 'KP-2026-0490'")
        offen.tue("UPDATE behoerde SET wert = 'x' WHERE schluessel = 'kasse'")
    namen = [f"fall KP-2026-{nummer}" for nummer in ("0000", "0001", "0250", "0300", "0490")]
    assert abweichungen(buero) == [
        f"der gespeicherte Stand „{name}“ stimmt nicht mit den Ereignissen überein"
        for name in (*namen, "behoerde kasse")
    ]


def test_the_number_given_last_counts_not_that_of_the_last_case(opfer: Buero) -> None:
    with entriegelt(opfer) as offen:
        zeilen = offen.zeilen()
        beginn = next(zeile for zeile in zeilen if zeile.typ == "fall_anlegen")
        fakten = beginn.inhalt.replace('{"KP-2026":1}', '{"KP-2026":2}')
        frueher = replace(beginn, fall="AA-2026-0002").mit_inhalt(fakten)
        offen.setze(neu_verkettet([*zeilen, frueher]))
    gefunden = abweichungen(opfer)
    assert [grund.split("„")[1].split("“")[0] for grund in gefunden] == ["fall AA-2026-0002", "nummernkreis KP-2026"]

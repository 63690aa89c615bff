"""A case gives out its financing plan as a workbook: what was decided or stands today, and where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.amt.buero import Buero
from tests.amt.vorrat import Vorrat

FALL = "KP-2026-0001"


def mappe(amt: Buero, heute: str) -> Any:
    ziel = amt.ordner / "plan.xlsx"
    lauf = amt.rufe(["fall", "export", FALL, "--xlsx", ziel], heute=heute)
    assert lauf.code == 0, lauf.fehler
    assert lauf.aus == f"Geschrieben: {ziel}\n"
    return openpyxl.load_workbook(ziel, data_only=True)


def vermerke(buch: Any) -> dict[str, str]:
    return {zeile[0]: zeile[1] for zeile in buch["Kontrolle"].iter_rows(values_only=True) if zeile[0]}


def werte(buch: Any) -> dict[str, tuple[Any, ...]]:
    return {zeile[0]: zeile for zeile in buch["Ausgaben"].iter_rows(values_only=True) if zeile[0]}


def test_a_decided_case_gives_out_what_was_decided_and_says_where_it_comes_from(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "bescheid aufgabe")
    vorher = amt.ereignisse()
    buch = mappe(amt, "2026-11-25")
    assert amt.ereignisse() == vorher
    gefunden = vermerke(buch)
    assert gefunden["Aktenzeichen"] == FALL
    assert gefunden["Grundlage"] == "Entscheidung vom 09.11.2026, mit den Regeln der Entscheidungsakte"
    assert gefunden["Ausgegeben am"] == "25.11.2026"
    assert gefunden["Ausgegeben durch"].startswith("Sachbearbeitung Förderung (bearbeitung)")
    assert ("nicht durch die Datenbank geprüft" in gefunden["Ausgegeben durch"]) is (vorrat.server is None)
    kopf = amt.rufe(["fall", "zeige", FALL, "--json"]).daten["kette"]
    assert gefunden["Kette"] == f"Ereignis {kopf['ereignis']}, {kopf['sha256']}"
    fuss = buch["Ausgaben"].oddFooter.left.text
    assert "ÜBUNG – kein echter Vorgang; KP-2026-0001; " in fuss


def test_the_figures_are_those_of_the_decision(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    stand = amt.rufe(["fall", "zeige", FALL, "--json"]).daten
    zuwendung = werte(mappe(amt, "2026-11-25"))["Zuwendung"]
    assert f"{zuwendung[-1]:.2f}" == stand["beschluss"]["zuwendung"]
    assert [f"{zuwendung[4 * nummer]:.2f}" for nummer in (1, 2, 3)] == list(stand["beschluss"]["jahre"].values())


def test_before_the_decision_the_newest_application_counts(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    assert vermerke(mappe(amt, "2026-10-05"))["Grundlage"].startswith(
        "neueste Fassung des Antrags, nach heutigem Stand"
    )


def test_the_same_store_gives_the_same_bytes(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    mappe(amt, "2026-11-25")
    erste = (tmp_path / "plan.xlsx").read_bytes()
    mappe(amt, "2026-11-25")
    assert (tmp_path / "plan.xlsx").read_bytes() == erste


@pytest.mark.parametrize(
    ("worte", "code", "meldung"),
    [
        (["fall", "export", "KP-2026-0009", "--xlsx", "x.xlsx"], 3, "den Fall „KP-2026-0009“ gibt es nicht"),
        (["fall", "export", FALL, "--xlsx", "fehlt/x.xlsx"], 7, "lässt sich nicht schreiben"),
        (["fall", "export", FALL], 2, "--xlsx"),
    ],
)
def test_refusals_say_why(sqlite_vorrat: Vorrat, tmp_path: Path, worte: list[str], code: int, meldung: str) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    lauf = amt.rufe(worte, heute="2026-10-05")
    assert lauf.code == code
    assert meldung in lauf.fehler


def test_without_an_application_there_is_nothing_to_give_out(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "beratung erfasse")
    lauf = amt.rufe(["fall", "export", FALL, "--xlsx", tmp_path / "x.xlsx"], heute="2026-09-05")
    assert lauf.code == 3
    assert "es liegt kein Antrag vor" in lauf.fehler
    assert not (tmp_path / "x.xlsx").exists()

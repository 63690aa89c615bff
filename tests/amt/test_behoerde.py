"""What the authority says about itself: an order states every element the law asks for, and none goes out without."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from foerderung.services.buero.behoerdenangaben import BEHOERDENANGABEN, BESCHEID, WOFUER, ZAHLUNG
from foerderung.services.fall.zahlungsanordnung import ELEMENTE
from tests.amt.buero import Buero
from tests.amt.vorrat import Vorrat

VWV_70_NR_5_1 = {
    "5.1.1": ["Hauptkasse des Freistaates Sachsen", "Landesjustizkasse"],
    "5.1.2": ["Auszahlung"],
    "5.1.3": ["52.652,00 €"],
    "5.1.4": ["Stadt Beispielstadt, Rathausplatz 1, 08056 Beispielstadt", "DE02 1203 0000 0000 2020 51"],
    "5.1.5": ["15.01.2027"],
    "5.1.6": ["Kapitel 0000 Titel 000 00", "2027"],
    "5.1.7": [f"Zuwendung {FALL}, 1. Rate: Koordinierungsstelle des Kommunalen Präventionsrates"],
    "5.1.8": ["Abschlagsauszahlung"],
    "5.1.9": ["sachlich und rechnerisch richtig: bearbeitung, 11.01.2027"],
    "5.1.10": ["Sächsisches Staatsministerium des Innern, Referat Haushalt", "0000"],
    "5.1.11": ["HÜL 2027 0000 000 00/0001", "HB"],
    "5.1.12": ["12.01.2027"],
    "5.1.13": ["haushalt"],
}
"""The numbers of the provision with what the order of the demonstration says to each."""

ORDNE_AN = ["zahlung", "ordne-an", FALL, "--faellig", "2027-01-15"]


def setze(buero: Buero, *angaben: str) -> None:
    assert buero.rufe(["behoerde", "setze", *angaben], als="leitung").code == 0


def test_a_payment_order_states_every_element_that_the_provision_asks_for(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "zahlung bescheinige")
    setze(buero, "zahlstelle=Landesjustizkasse")
    lauf = buero.rufe(ORDNE_AN, als="haushalt", heute="2027-01-12")
    assert lauf.code == 0, lauf.fehler
    zeilen = [zeile.split("\t") for zeile in lauf.aus.splitlines() if zeile.startswith("5.1.")]
    gefunden: dict[str, list[str]] = {}
    for nummer, _, text in zeilen:
        gefunden.setdefault(nummer, []).append(text)
    assert gefunden == VWV_70_NR_5_1
    assert list(gefunden) == [f"5.1.{nummer}" for nummer in range(1, 14)]


def test_only_the_zahlstelle_may_be_left_out(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "zahlung bescheinige")
    lauf = buero.rufe(ORDNE_AN, als="haushalt", heute="2027-01-12")
    gezeigt = {zeile.split("\t")[1] for zeile in lauf.aus.splitlines() if zeile.startswith("5.1.")}
    assert {eines.bezeichnung for eines in ELEMENTE} - gezeigt == {"Zahlstelle"}


def test_who_orders_as_deputy_signs_as_deputy(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "zahlung bescheinige")
    zeitraum = ["--von", "2027-01-01", "--bis", "2027-01-31"]
    lauf = buero.rufe(["person", "vertretung", "--fuer", "haushalt", "--durch", "leitung", *zeitraum], als="haushalt")
    assert lauf.code == 0, lauf.fehler
    lauf = buero.rufe(ORDNE_AN, als="leitung", heute="2027-01-12")
    assert "5.1.13\tAnordnungsbefugter\tleitung i. V. für haushalt" in lauf.aus, lauf.fehler


@pytest.mark.parametrize(
    ("station", "noetig", "worte", "als", "heute"),
    [
        ("entscheidung bewillige", BESCHEID, ["bescheid", "erstelle", FALL], "bearbeitung", "2026-11-25"),
        ("zahlung bescheinige", ZAHLUNG, ORDNE_AN, "haushalt", "2027-01-12"),
    ],
)
def test_without_a_needed_fact_there_is_no_letter_and_no_order_and_all_that_are_missing_are_named(
    sqlite_vorrat: Vorrat, tmp_path: Path, station: str, noetig: tuple[str, ...], worte: list[str], als: str, heute: str
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, station)
    for name in noetig:
        if name != "plz":
            setze(buero, f"{name}= ")
    lauf = buero.rufe(worte, als=als, heute=heute)
    assert lauf.code == 5
    leer = [name for name in noetig if name != "plz"]
    assert [name for name in BEHOERDENANGABEN if f"foerderung behoerde setze {name}=…" in lauf.fehler] == leer
    aus = buero.rufe(["fall", "moeglich", FALL], als="leitung", heute=heute).aus
    assert all(f"foerderung behoerde setze {name}=…" in aus for name in leer)


def test_the_office_sees_what_is_missing_and_what_for(sqlite_buero: Buero) -> None:
    sqlite_buero.richte_ein()
    lauf = sqlite_buero.rufe(["behoerde", "setze", "name=Amt", "plz=01000", "kasse=Kasse"], als="leitung")
    assert "Es fehlt für den Bescheid: foerderung behoerde setze strasse=… ort=… anordnungsstelle=… " in lauf.aus
    assert (
        "Es fehlt für die Auszahlungsanordnung: foerderung behoerde setze anordnungsstelle=… "
        "anordnungsstellennummer=… huel_namenszeichen=…" in lauf.aus
    )
    assert "zahlstelle\tZahlstelle, wenn eine auszahlt (Nr. 5.1.1)\t–" in lauf.aus
    assert "kapitel\tKapitel im Haushaltsplan (Nr. 5.1.6)\t– fehlt –" in lauf.aus
    daten = sqlite_buero.rufe(["behoerde", "zeige", "--json"], als="leitung").daten
    assert daten["fehlt"] == {
        "bewilligung": ["kapitel", "titel"],
        "bescheid": ["strasse", "ort", "anordnungsstelle", "anordnungsstellennummer", "huel_namenszeichen"],
        "auszahlungsanordnung": ["anordnungsstelle", "anordnungsstellennummer", "huel_namenszeichen"],
    }
    alle = [f"{name}=x" for namen in WOFUER.values() for name in namen if name != "plz"]
    assert "Es fehlt" not in sqlite_buero.rufe(["behoerde", "setze", *alle], als="leitung").aus

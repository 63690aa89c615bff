"""Forms of a case: filled in with what the file knows, read in without retyping, nothing taken in by halves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.amt.buero import Buero, Lauf
from tests.amt.vorrat import Vorrat

FALL = "KP-2026-0001"


def gib_aus(amt: Buero, *worte: object, heute: str) -> Any:
    ziel = amt.ordner / "formular.xlsx"
    lauf = amt.rufe([*worte, "--ziel", ziel], heute=heute)
    assert lauf.code == 0, lauf.fehler
    assert lauf.aus == f"Geschrieben: {ziel}\n"
    return openpyxl.load_workbook(ziel)


def zeile(buch: Any, blatt: str, beschriftung: str) -> int:
    return next(int(zelle.row) for zelle in buch[blatt]["A"] if zelle.value == beschriftung)


def trage_ein(buch: Any, blatt: str, **werte: Any) -> None:
    for beschriftung, wert in werte.items():
        buch[blatt].cell(zeile(buch, blatt, beschriftung.replace("_", " ")), 2).value = wert


def speichere(amt: Buero, buch: Any) -> Path:
    datei = amt.ordner / "ausgefuellt.xlsx"
    buch.save(datei)
    return datei


# --- the application -----------------------------------------------------------------------------------------------


def test_a_form_prefilled_from_the_consultation_is_completed_and_read_in(vorrat: Vorrat, tmp_path: Path) -> None:
    station = "beratung erfasse" if vorrat.server is None else "antrag einlesen"
    amt = vorrat.buero(tmp_path, station)
    buch = gib_aus(amt, "antrag", "formular", FALL, heute="2026-10-05")
    trage_ein(buch, "Antrag", Durchführung_im_Freistaat_Sachsen="ja", Titel="Neuer Titel der Koordinierungsstelle")
    stellen = buch["Stellen"]
    stellen["D4"] = "abgeschlossene Fachhochschulausbildung"
    for nummer in range(4, 10):
        if buch["Sachausgaben"].cell(nummer, 2).value:
            buch["Sachausgaben"].cell(nummer, 3).value = "Honorare"
            buch["Sachausgaben"].cell(nummer, 4).value = "nein"
    lauf = amt.rufe(["antrag", "einlesen", FALL, speichere(amt, buch), "--eingang", "2026-10-05"], heute="2026-10-05")
    assert lauf.code == 0, lauf.fehler
    stand = amt.rufe(["fall", "zeige", FALL, "--json"], heute="2026-10-05").daten
    antrag = stand["antraege"][-1]
    assert antrag["datei"] == "ausgefuellt.xlsx.json"
    assert len(antrag["formular"]) == len(antrag["ablage"]) == 64
    befunde = amt.rufe(["antrag", "befunde", FALL, "--json"], heute="2026-10-05")
    assert befunde.code == 0, befunde.fehler
    assert amt.rufe(["db", "pruefe"], als="leitung", heute="2026-10-05").code == 0
    neu = gib_aus(amt, "antrag", "formular", FALL, heute="2026-10-06")
    assert neu["Antrag"].cell(zeile(neu, "Antrag", "Titel"), 2).value == "Neuer Titel der Koordinierungsstelle"


def test_a_form_of_the_filed_application_reads_as_no_change(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    gib_aus(amt, "antrag", "formular", FALL, heute="2026-10-05")
    lauf = amt.rufe(["antrag", "einlesen", FALL, tmp_path / "formular.xlsx"], heute="2026-10-05")
    assert lauf.code == 0, lauf.fehler
    vergleich = amt.rufe(["antrag", "vergleiche", FALL, "--json"], heute="2026-10-05").daten
    assert vergleich["unterschiede"] == []


def test_nothing_is_recorded_while_a_cell_is_wrong(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "antrag einlesen")
    buch = gib_aus(amt, "antrag", "formular", FALL, heute="2026-10-05")
    buch["Stellen"]["E4"] = 7
    buch["Finanzierung"]["B4"] = "viel"
    vorher = amt.ereignisse()
    lauf = amt.rufe(["antrag", "einlesen", FALL, speichere(amt, buch)], heute="2026-10-05")
    assert lauf.code == 3
    assert "ausgefuellt.xlsx, Finanzierung!B4: „viel“ ist keine Zahl" in lauf.fehler
    assert "ausgefuellt.xlsx, Stellen!E4: 7 VZÄ" in lauf.fehler
    assert amt.ereignisse() == vorher


def test_the_loose_calculator_reads_a_form_too(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    gib_aus(amt, "antrag", "formular", FALL, heute="2026-10-05")
    aus_fall = amt.rufe(["antrag", "befunde", FALL, "--json"], heute="2026-10-05").daten
    lose = amt.rufe(
        ["rechne", "zuwendung", tmp_path / "formular.xlsx", "--stichtag", "2026-10-05", "--json"], heute=None
    ).daten
    assert lose["zuwendung_gesamt"] == aus_fall["zuwendung_gesamt"]
    assert lose["jahre"] == aus_fall["jahre"]


def test_an_empty_form_needs_no_case_and_no_store(tmp_path: Path) -> None:
    amt = Buero(tmp_path)
    ziel = tmp_path / "leer.xlsx"
    lauf = amt.rufe(["antrag", "formular", "--ziel", ziel, "--von", "2028", "--bis", "2029"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    koepfe = [zelle.value for zelle in openpyxl.load_workbook(ziel)["Finanzierung"][3]]
    assert koepfe[:3] == ["Beträge in Euro", "2028", "2029"]
    assert not amt.datei.exists()


@pytest.mark.parametrize(
    ("worte", "code", "meldung"),
    [
        (["antrag", "formular", "--ziel", "x.xlsx", "--bis", "2028"], 2, "--bis braucht ein --von"),
        (["antrag", "formular", "--ziel", "x.xlsx", "--von", "2028", "--bis", "2027"], 2, "--bis braucht ein --von"),
        (["antrag", "formular", "--ziel", "x.xlsx", "--von", "2028", "--bis", "2060"], 3, "33 Haushaltsjahre"),
        (["antrag", "formular", "--ziel", "x.xlsx", "--richtlinie", "komprav"], 3, "komprav"),
        (["antrag", "formular", "--ziel", "x.xlsx", "--richtlinie", "verfahren"], 3, "kennt keinen Antrag"),
        (["antrag", "formular", "KP-2026-0009", "--ziel", "x.xlsx"], 3, "gibt es nicht"),
        (["nachweis", "formular", FALL, "--ziel", "x.xlsx"], 5, "es ist nichts bewilligt"),
    ],
)
def test_refusals_say_why(sqlite_vorrat: Vorrat, tmp_path: Path, worte: list[str], code: int, meldung: str) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    lauf = amt.rufe(worte, heute="2026-10-05")
    assert lauf.code == code, lauf.fehler
    assert meldung in lauf.fehler


# --- the proof of use ----------------------------------------------------------------------------------------------


def fuelle_nachweis(buch: Any, ausgabe: Callable[[float], float] = lambda betrag: betrag) -> None:
    trage_ein(
        buch,
        "Verwendungsnachweis",
        Eingang_des_Nachweises="30.04.2030",
        Art_des_Nachweises="Verwendungsnachweis",
        Sachbericht="Der Rat tagte zwölfmal.",
        Publizitätspflicht_eingehalten="ja",
        Übereinstimmung_mit_den_Büchern_bescheinigt="ja",
        In_Anspruch_genommene_Skonti_abgesetzt="ja",
        Abziehbare_Vorsteuer_abgesetzt="ja",
    )
    for blatt in (buch["Personalausgaben"], buch["Sachausgaben"]):
        for nummer in range(4, blatt.max_row):
            for spalte in (3, 4, 5):
                plan = blatt.cell(nummer, spalte + 3).value
                blatt.cell(nummer, spalte).value = ausgabe(plan) if isinstance(plan, int | float) else None


def lies_ein(amt: Buero, buch: Any, heute: str = "2030-05-02") -> Lauf:
    return amt.rufe(["nachweis", "einlesen", FALL, "--datei", speichere(amt, buch)], heute=heute)


def test_the_proof_has_the_items_of_the_granted_plan_and_is_read_in(vorrat: Vorrat, tmp_path: Path) -> None:
    station = "zahlung ordne-an" if vorrat.server is None else "zahlung bescheinige"
    amt = vorrat.buero(tmp_path, station)
    buch = gib_aus(amt, "nachweis", "formular", FALL, heute="2030-01-10")
    assert [buch["Personalausgaben"]["B4"].value, buch["Sachausgaben"]["B4"].value] == [
        "Koordination",
        "Öffentlichkeitsarbeit",
    ]
    assert buch["Personalausgaben"]["B4"].protection.locked
    assert not buch["Personalausgaben"]["C4"].protection.locked
    fuelle_nachweis(buch)
    if vorrat.server is not None:
        return
    lauf = lies_ein(amt, buch)
    assert lauf.code == 0, lauf.fehler
    stand = amt.rufe(["fall", "zeige", FALL, "--json"], heute="2030-05-02").daten
    assert stand["nachweis"]["ist"] == stand["nachweis"]["plan"] == stand["beschluss"]["zuwendungsfaehig"]
    assert stand["nachweis"]["zuwendung"] == stand["beschluss"]["zuwendung"]
    assert len(stand["nachweis"]["formular"]) == 64
    assert amt.rufe(["db", "pruefe"], als="leitung", heute="2030-05-02").code == 0


def test_the_plan_beside_the_cells_is_what_was_granted(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "zahlung ordne-an")
    buch = gib_aus(amt, "nachweis", "formular", FALL, heute="2030-01-10")
    summe = sum(
        zelle.value
        for blatt in (buch["Personalausgaben"], buch["Sachausgaben"])
        for zeile in blatt.iter_rows(min_row=4, min_col=6, max_col=8)
        for zelle in zeile
        if isinstance(zelle.value, int | float)
    )
    stand = amt.rufe(["fall", "zeige", FALL, "--json"], heute="2030-01-10").daten
    assert f"{summe:.2f}" == stand["beschluss"]["zuwendungsfaehig"]


def test_a_proof_of_another_case_or_with_wrong_cells_is_refused(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "zahlung ordne-an")
    buch = gib_aus(amt, "nachweis", "formular", FALL, heute="2030-01-10")
    fuelle_nachweis(buch)
    buch["Sachausgaben"]["C4"] = "etwa 4000"
    buch["Verwendungsnachweis"]["B5"] = "Abschlussbericht"
    buch["Personalausgaben"]["B4"] = "Ganz andere Stelle"
    vorher = amt.ereignisse()
    lauf = lies_ein(amt, buch)
    assert lauf.code == 3
    assert "Sachausgaben!C4: „etwa 4000“ ist keine Zahl" in lauf.fehler
    assert "Verwendungsnachweis!B5: „Abschlussbericht“; zulässig: Verwendungsnachweis" in lauf.fehler
    buch["Sachausgaben"]["C4"], buch["Verwendungsnachweis"]["B5"] = 4000, "Verwendungsnachweis"
    lauf = lies_ein(amt, buch)
    assert lauf.code == 3
    assert "Personalausgaben!B4: „Ganz andere Stelle“ steht nicht im Finanzierungsplan" in lauf.fehler
    buch["Formulardaten"]["A1"] = buch["Formulardaten"]["A1"].value.replace(FALL, "KP-2026-0002")
    lauf = lies_ein(amt, buch)
    assert "ein Formular zum Fall KP-2026-0002; zulässig: eines zum Fall KP-2026-0001" in lauf.fehler
    assert amt.ereignisse() == vorher

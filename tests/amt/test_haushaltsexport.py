"""Reports on the budget: figures computed by hand, the same on both databases and in every format."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from foerderung.cli.faden import FALL
from foerderung.services.buero.haushaltsexport import BERICHTE
from tests.amt.buero import Buero
from tests.amt.mittel import ANNAHMEN, besetze, rufe, schlage_vor, uebersicht
from tests.amt.test_loeschung import DANACH, beantrage, mit_zweiter, vollziehe
from tests.amt.vorrat import ENDE, Vorrat
from tests.dokumente.boese import BOESE

STELLE = {"kapitel": "0000", "titel": "000 00"}
BESCHEINIGT = "2027-01-11"
"""Day on which the first instalment of the script is certified: 52.652,00 of 131.630,00 EUR."""

TERMINE = ("1=2027-02-15", "2=2028-04-30", "3=2028-09-30")


def hole(buero: Buero, bericht: str, jahr: int, heute: str, *worte: object, als: str = "haushalt") -> Any:
    """Return a report as JSON."""
    lauf = buero.rufe(["haushalt", "export", bericht, "--jahr", jahr, "--json", *worte], als, heute)
    assert lauf.code == 0, lauf.fehler
    return lauf.daten


def auszug(daten: Any, tafel: str, *spalten: str) -> list[tuple[Any, ...]]:
    return [tuple(zeile[name] for name in spalten) for zeile in daten["tafeln"][tafel]["zeilen"]]


def quartale(daten: Any) -> dict[str, list[str]]:
    zeilen = auszug(daten, "quartale", "abschnitt", "erwartet", "bescheinigt", "angeordnet")
    return {name: betraege for name, *betraege in zeilen if set(betraege) != {"0.00"}}


@pytest.fixture
def bescheinigt(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return the office of the script once the first instalment is certified."""
    return vorrat.buero(tmp_path, "zahlung bescheinige")


@pytest.fixture
def am_ende(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return the office of the script at its end."""
    return vorrat.buero(tmp_path, ENDE)


# --- figures by hand ------------------------------------------------------------------------------------------------


def test_what_is_expected_stands_in_the_quarter_of_its_day(bescheinigt: Buero) -> None:
    assert quartale(hole(bescheinigt, "mittelbedarf", 2027, BESCHEINIGT)) == {"quartal_1": ["0.00", "52652.00", "0.00"]}
    daten = hole(bescheinigt, "mittelbedarf", 2030, BESCHEINIGT)
    assert quartale(daten) == {
        "quartal_2": ["65815.00", "0.00", "0.00"],
        "quartal_3": ["13163.00", "0.00", "0.00"],
    }
    assert auszug(daten, "raten", "fall", "nummer", "tag", "stand", "betrag") == [
        (FALL, 2, "2030-04-30", "erwartet", "65815.00"),
        (FALL, 3, "2030-07-31", "erwartet", "13163.00"),
    ]
    assert daten["tafeln"]["quartale"]["summen"]["zusammen"] == "78978.00"
    assert quartale(hole(bescheinigt, "mittelbedarf", 2028, BESCHEINIGT)) == {}


def test_what_is_overdue_stands_in_a_row_of_its_own_and_stays_in_the_current_year(bescheinigt: Buero) -> None:
    daten = hole(bescheinigt, "mittelbedarf", 2030, "2030-06-01")
    assert quartale(daten) == {
        "ueberfaellig": ["65815.00", "52652.00", "0.00"],
        "quartal_3": ["13163.00", "0.00", "0.00"],
    }
    assert auszug(daten, "quartale", "abschnitt")[0] == ("ueberfaellig",)
    assert daten["tafeln"]["raten"]["summen"]["betrag"] == "131630.00"
    assert quartale(hole(bescheinigt, "mittelbedarf", 2027, "2030-06-01")) == {
        "ueberfaellig": ["0.00", "52652.00", "0.00"]
    }


def test_a_day_is_overdue_only_once_it_has_passed(bescheinigt: Buero) -> None:
    assert "ueberfaellig" not in quartale(hole(bescheinigt, "mittelbedarf", 2027, "2027-01-15"))
    assert "ueberfaellig" in quartale(hole(bescheinigt, "mittelbedarf", 2027, "2027-01-16"))


def test_commitments_stand_by_line_year_of_payment_and_case(bescheinigt: Buero) -> None:
    daten = hole(bescheinigt, "bindungen", 2026, BESCHEINIGT)
    spalten = ("mittel", "haushaltsjahr", "jahr", "gebunden", "angeordnet", "offen", "voraussichtlich")
    erwartet = [
        ("verpflichtungsermaechtigung", 2026, 2027, "52652.00", "0.00", "52652.00", "0.00"),
        ("verpflichtungsermaechtigung", 2026, 2030, "78978.00", "0.00", "78978.00", "0.00"),
    ]
    assert auszug(daten, "konten", *spalten) == erwartet
    assert auszug(daten, "faelle", *spalten) == erwartet
    assert auszug(daten, "faelle", "fall", "empfaenger", "zustand")[0] == (
        FALL,
        "Stadt Beispielstadt",
        "bestandskraeftig",
    )
    assert daten["tafeln"]["konten"]["summen"]["gebunden"] == "131630.00"
    assert auszug(hole(bescheinigt, "bindungen", 2030, BESCHEINIGT), "faelle", "jahr", "gebunden") == [
        (2030, "78978.00")
    ]


def test_a_certified_payment_is_listed_with_its_person_and_no_order(bescheinigt: Buero) -> None:
    daten = hole(bescheinigt, "zahlungen", 2027, BESCHEINIGT)
    (zeile,) = daten["tafeln"]["zahlungen"]["zeilen"]
    assert zeile == {
        "fall": FALL,
        "empfaenger": "Stadt Beispielstadt",
        "zweck": "Koordinierungsstelle des Kommunalen Präventionsrates",
        **STELLE,
        "nummer": 1,
        "anlass": "bestandskraft_beginn",
        "betrag": "52652.00",
        "stand": "bescheinigt",
        "bescheinigt_am": BESCHEINIGT,
        "bescheinigt_von": "bearbeitung",
        "angeordnet_am": None,
        "angeordnet_von": "",
        "faellig_am": None,
        "huel": "",
    }
    assert daten["tafeln"]["zahlungen"]["summen"] == {"betrag": "52652.00"}


def test_what_was_ordered_agrees_with_the_overview_of_the_same_year(am_ende: Buero) -> None:
    heute = "2030-06-10"
    for jahr, anzahl in ((2027, 1), (2028, 0), (2030, 2)):
        blick = uebersicht(am_ende, jahr, heute)
        zahlungen = hole(am_ende, "zahlungen", jahr, heute)["tafeln"]["zahlungen"]
        assert zahlungen["anzahl"] == anzahl
        assert {zeile["stand"] for zeile in zahlungen["zeilen"]} <= {"angeordnet"}
        assert zahlungen["summen"]["betrag"] == blick["summen"]["angeordnet"]
        bedarf = hole(am_ende, "mittelbedarf", jahr, heute)["tafeln"]["quartale"]["summen"]
        assert (bedarf["angeordnet"], bedarf["erwartet"]) == (blick["summen"]["angeordnet"], "0.00")
        ganz = hole(am_ende, "uebersicht", jahr, heute)["tafeln"]["zuwendungen"]
        assert ganz["summen"] == blick["summen"]
        assert [{name: zeile[name] for name in ganz["zeilen"][0]} for zeile in blick["zuwendungen"]] == ganz["zeilen"]


def test_orders_use_up_commitments_and_nothing_stays_open_at_the_end(am_ende: Buero) -> None:
    daten = hole(am_ende, "bindungen", 2026, "2030-06-10")
    assert all(zeile[0] == zeile[1] for zeile in auszug(daten, "konten", "gebunden", "angeordnet"))
    assert daten["tafeln"]["konten"]["summen"]["offen"] == "0.00"


def test_a_deleted_case_keeps_its_sums(am_ende: Buero) -> None:
    mit_zweiter(am_ende)
    vorher = {bericht: hole(am_ende, bericht, 2030, DANACH) for bericht in ("zahlungen", "bindungen")}
    assert beantrage(am_ende).code == 0
    assert vollziehe(am_ende).code == 0
    nachher = {bericht: hole(am_ende, bericht, 2030, DANACH) for bericht in vorher}
    for tafel, bericht in (("zahlungen", "zahlungen"), ("konten", "bindungen"), ("faelle", "bindungen")):
        assert nachher[bericht]["tafeln"][tafel]["summen"] == vorher[bericht]["tafeln"][tafel]["summen"]
    (zeile,) = nachher["zahlungen"]["tafeln"]["zahlungen"]["zeilen"]
    assert (zeile["fall"], zeile["empfaenger"], zeile["zweck"], zeile["huel"]) == (FALL, None, None, None)
    gezeigt = rufe(am_ende, "haushalt", DANACH, "haushalt", "export", "zahlungen", "--jahr", 2030, "--format", "csv")
    assert f"{FALL};(gelöscht);(gelöscht);" in gezeigt


def test_what_no_authorisation_covers_is_listed_as_expected_beside_what_binds(buero: Buero) -> None:
    besetze(buero)
    fall = schlage_vor(buero, 1, "2027-01-15", TERMINE)
    rufe(buero, "haushalt", "2027-01-18", "haushalt", "ansatz", "--jahr", 2027, "--ausgabemittel", 50000)
    rufe(buero, "leitung", "2027-01-18", "entscheidung", "bewillige", fall, *ANNAHMEN)
    daten = hole(buero, "bindungen", 2027, "2027-01-18")
    assert auszug(daten, "faelle", "mittel", "jahr", "gebunden", "voraussichtlich") == [
        ("ausgabemittel", 2027, "10000.00", "0.00"),
        ("verpflichtungsermaechtigung", 2028, "0.00", "15000.00"),
    ]
    assert quartale(hole(buero, "mittelbedarf", 2028, "2027-01-18")) == {
        "quartal_2": ["12500.00", "0.00", "0.00"],
        "quartal_3": ["2500.00", "0.00", "0.00"],
    }


# --- one case, every face -------------------------------------------------------------------------------------------


def zellen(mappe: Path) -> list[list[Any]]:
    return [[zelle.value for zelle in zeile] for blatt in openpyxl.load_workbook(mappe) for zeile in blatt.iter_rows()]


def csv_zeilen(buero: Buero, bericht: str, jahr: int, *worte: object) -> list[dict[str, str]]:
    befehl = ["haushalt", "export", bericht, "--jahr", jahr, "--format", "csv", "--profil", "maschine", *worte]
    text = rufe(buero, "haushalt", BESCHEINIGT, *befehl)
    return [zeile for zeile in csv.DictReader(io.StringIO(text)) if zeile["satz"] == "zeile"]


def zuwendung_und_raten(buero: Buero) -> dict[str, tuple[str, set[str]]]:
    """Return the grant and its instalments by where they are shown; a further face is one more entry."""
    gesichter: dict[str, tuple[str, set[str]]] = {}
    stand = hole_fall(buero)
    gesichter["fall zeige"] = stand["beschluss"]["zuwendung"], {rate["betrag"] for rate in stand["beschluss"]["raten"]}
    (schirm,) = uebersicht(buero, 2027, BESCHEINIGT)["zuwendungen"]
    bedarf = [hole(buero, "mittelbedarf", jahr, BESCHEINIGT) for jahr in (2027, 2030)]
    raten = {betrag for daten in bedarf for (betrag,) in auszug(daten, "raten", "betrag")}
    gesichter["json"] = schirm["zuwendung"], raten
    (zeile,) = csv_zeilen(buero, "uebersicht", 2027, "--tafel", "zuwendungen")
    raten_csv = {
        z["betrag"] for jahr in (2027, 2030) for z in csv_zeilen(buero, "mittelbedarf", jahr, "--tafel", "raten")
    }
    gesichter["csv"] = zeile["zuwendung"], raten_csv
    gesichter["xlsx"] = _aus_mappen(buero)
    gesichter["Bildschirm"] = _vom_schirm(buero)
    mappe = buero.ordner / "finanzierungsplan.xlsx"
    rufe(buero, "haushalt", BESCHEINIGT, "fall", "export", FALL, "--xlsx", mappe)
    kontrolle = {zeile[0]: zeile[1] for zeile in zellen(mappe) if isinstance(zeile[1], int | float)}
    raten_mappe = {f"{kontrolle[f'Auszahlung Rate {nummer}']:.2f}" for nummer in (1, 2, 3)}
    gesichter["Arbeitsmappe"] = f"{kontrolle['Zuwendung insgesamt']:.2f}", raten_mappe
    return gesichter


def hole_fall(buero: Buero) -> Any:
    lauf = buero.rufe(["fall", "zeige", FALL, "--json"], "haushalt", BESCHEINIGT)
    assert lauf.code == 0, lauf.fehler
    return lauf.daten


def _aus_mappen(buero: Buero) -> tuple[str, set[str]]:
    raten = set()
    for jahr in (2027, 2030):
        ziel = buero.ordner / f"bedarf{jahr}.xlsx"
        worte = ["haushalt", "export", "mittelbedarf", "--jahr", jahr, "--tafel", "raten", "--ziel", ziel]
        rufe(buero, "haushalt", BESCHEINIGT, *worte)
        raten |= {f"{zeile[-1]:.2f}" for zeile in zellen(ziel) if zeile[1] == FALL}
    ziel = buero.ordner / "uebersicht.xlsx"
    rufe(buero, "haushalt", BESCHEINIGT, "haushalt", "export", "uebersicht", "--jahr", 2027, "--ziel", ziel)
    reihen = zellen(ziel)
    (kopf,) = [zeile for zeile in reihen if "Zuwendung" in zeile]
    (zuwendung,) = [zeile[kopf.index("Zuwendung")] for zeile in reihen if zeile[0] == FALL]
    return f"{zuwendung:.2f}", raten


def _vom_schirm(buero: Buero) -> tuple[str, set[str]]:
    blick = rufe(buero, "haushalt", BESCHEINIGT, "haushalt", "uebersicht", "--jahr", 2027).splitlines()
    zuwendung = next(zeile for zeile in blick if zeile.startswith(FALL)).split("\t")[2]
    fall = rufe(buero, "haushalt", BESCHEINIGT, "fall", "zeige", FALL).splitlines()
    ab = fall.index("Rate\tfällig bei\tPlan\tgezahlt\tStand") + 1
    return _als_betrag(zuwendung), {_als_betrag(zeile.split("\t")[2]) for zeile in fall[ab : ab + 3]}


def _als_betrag(text: str) -> str:
    return text.removesuffix(" €").replace(".", "").replace(",", ".")


def test_screen_csv_xlsx_json_workbook_and_notice_show_the_same_figures(sqlite_buero: Buero) -> None:
    from docx import Document  # noqa: PLC0415  # only here

    sqlite_buero.gehe_bis("zahlung bescheinige")
    sqlite_buero.gehe_weiter_bis("zahlung bescheinige")
    erwartet = "131630.00", {"52652.00", "65815.00", "13163.00"}
    gesichter = zuwendung_und_raten(sqlite_buero)
    assert gesichter == dict.fromkeys(gesichter, erwartet)
    bescheid = Document(str(sqlite_buero.ordner / "zuwendungsbescheid.docx"))
    tabellen = [[zelle.text for zelle in reihe.cells] for tabelle in bescheid.tables for reihe in tabelle.rows]
    text = "\n".join(absatz.text for absatz in bescheid.paragraphs)
    assert "bis zu 131.630,00\u00a0€" in text
    raten = [reihe[2].replace("\u00a0", " ") for reihe in tabellen if reihe[0] in ("1", "2", "3") and "%" in reihe[1]]
    assert raten == ["52.652,00 €", "65.815,00 €", "13.163,00 €"]


@pytest.mark.parametrize("bericht", BERICHTE)
def test_control_sums_agree_with_the_rows_in_every_format(am_ende: Buero, bericht: str) -> None:
    heute, befehl = "2030-06-10", ["haushalt", "export", bericht, "--jahr", 2030]
    daten = hole(am_ende, bericht, 2030, heute)
    ziel = am_ende.ordner / "b.xlsx"
    geschrieben = am_ende.rufe([*befehl, "--ziel", ziel, "--json"], "haushalt", heute).daten
    assert geschrieben["tafeln"] == {
        name: {"anzahl": tafel["anzahl"], "summen": tafel["summen"]} for name, tafel in daten["tafeln"].items()
    }
    fuer_excel = am_ende.rufe([*befehl, "--format", "csv"], "haushalt", heute).aus
    for name, tafel in daten["tafeln"].items():
        text = rufe(am_ende, "haushalt", heute, *befehl, "--format", "csv", "--profil", "maschine", "--tafel", name)
        zeilen = list(csv.DictReader(io.StringIO(text)))
        (summe,) = [zeile for zeile in zeilen if zeile["satz"] == "summe"]
        for spalte, betrag in tafel["summen"].items():
            cent = sum(round(float(zeile[spalte] or 0) * 100) for zeile in tafel["zeilen"])
            assert (f"{cent / 100:.2f}", summe[spalte]) == (betrag, betrag)
            assert betrag.replace(".", ",") in fuer_excel
    gezeigt = [zeile for zeile in zellen(ziel) if str(zeile[0]).startswith("Kontrollsumme")]
    summen = [f"{wert:.2f}" for zeile in gezeigt for wert in zeile[1:] if wert is not None]
    assert summen == [betrag for tafel in daten["tafeln"].values() for betrag in tafel["summen"].values()]


@pytest.mark.parametrize("bericht", BERICHTE)
def test_every_export_names_filter_day_person_and_head_of_the_chain(am_ende: Buero, bericht: str) -> None:
    daten = hole(am_ende, bericht, 2030, "2030-06-10", "--kapitel", "0000", "--titel", "000 00")
    kette = daten["kette"]
    assert daten["filter"] == "Haushaltsjahr 2030; Kapitel 0000 Titel 000 00"
    assert (daten["ausgegeben_am"], daten["ausgegeben_durch"], daten["uebung"]) == ("2030-06-10", "haushalt", True)
    ziel = am_ende.ordner / "b.xlsx"
    befehl = ["haushalt", "export", bericht, "--jahr", 2030, "--kapitel", "0000", "--titel", "000 00"]
    rufe(am_ende, "haushalt", "2030-06-10", *befehl, "--ziel", ziel)
    text = rufe(am_ende, "haushalt", "2030-06-10", *befehl, "--format", "csv")
    mappe = "\n".join(str(zeile[0]) for zeile in zellen(ziel))
    for was in (daten["filter"], "10.06.2030", "Beauftragte für den Haushalt (haushalt)", kette["sha256"], "ÜBUNG"):
        assert was in text
        assert was in mappe


@pytest.mark.parametrize("bericht", BERICHTE)
def test_another_kapitel_and_titel_has_nothing_of_the_case(am_ende: Buero, bericht: str) -> None:
    daten = hole(am_ende, bericht, 2030, "2030-06-10", "--kapitel", "0815", "--titel", "111 11")
    assert not [zeile for tafel in daten["tafeln"].values() for zeile in tafel["zeilen"] if "fall" in zeile]


@pytest.mark.parametrize("format_", ["xlsx", "csv", "json"])
def test_the_same_store_gives_the_same_bytes(am_ende: Buero, format_: str) -> None:
    inhalte = []
    for nummer in (1, 2):
        ziel = am_ende.ordner / f"{nummer}.{format_}"
        rufe(am_ende, "haushalt", "2030-06-10", "haushalt", "export", "zahlungen", "--jahr", 2030, "--ziel", ziel)
        inhalte.append(ziel.read_bytes())
    assert inhalte[0] == inhalte[1]


# --- persons, texts from outside, wrong words -----------------------------------------------------------------------


def test_who_examines_may_hand_out_reports_and_writes_nothing(bescheinigt: Buero) -> None:
    anlegen = ["person", "anlege", "revision", "--name", "Revision", "--rolle", "pruefung"]
    assert bescheinigt.rufe(anlegen, "leitung", BESCHEINIGT).code == 0
    vorher = bescheinigt.ereignisse()
    for bericht in BERICHTE:
        assert hole(bescheinigt, bericht, 2027, BESCHEINIGT, als="revision")["ausgegeben_durch"] == "revision"
    assert bescheinigt.ereignisse() == vorher


def test_a_recipient_or_purpose_from_outside_stays_text_in_every_format(sqlite_buero: Buero) -> None:
    sqlite_buero.richte_ein()
    texte = [text for text in BOESE if text.strip() and "\n" not in text][:40]
    amt = sqlite_buero
    besetze_mit(amt, texte)
    ziel, datei = amt.ordner / "f.xlsx", amt.ordner / "f.csv"
    lauf = amt.rufe(["fall", "liste", "--xlsx", ziel, "--csv", datei], "leitung", "2026-08-25")
    assert lauf.code == 0, lauf.fehler
    seite = openpyxl.load_workbook(ziel)["Fälle"]
    titel = [zeile[3] for zeile in seite.iter_rows(min_row=5) if str(zeile[0].value).startswith("KP-")]
    assert len(titel) == len(texte)
    assert {zelle.data_type for zelle in titel} == {"s"}
    assert not [zelle for zelle in titel if zelle.hyperlink is not None]
    with datei.open(encoding="utf-8-sig", newline="") as strom:
        gezeigt = [zeile[3] for zeile in csv.reader(strom, delimiter=";") if zeile and zeile[0].startswith("KP-")]
    assert len(gezeigt) == len(texte)
    assert not [text for text in gezeigt if text.startswith(("=", "+", "-", "@", "\t", "#", "|", "{"))]


def besetze_mit(buero: Buero, titel: list[str]) -> None:
    """Enter an applicant and a case for each title."""
    rufe(buero, "leitung", "2026-08-24", "person", "anlege", "bearbeitung", "--name", "S", "--rolle", "sachbearbeitung")
    anschrift = ("--strasse", "Weg 1", "--plz", "08056", "--ort", "=1+1")
    angaben = ("--name", "=cmd|' /C calc'!A0", "--art", "gemeinde", "--ags", "14524999", *anschrift)
    rufe(buero, "bearbeitung", "2026-08-24", "antragsteller", "anlege", *angaben)
    for text in titel:
        worte = ["fall", "anlegen", "--antragsteller", "A-0001", f"--titel={text}"]
        assert buero.rufe(worte, "bearbeitung", "2026-08-24").code == 0, text


@pytest.mark.parametrize(
    ("worte", "grund"),
    [
        (["gibtsnicht", "--jahr", 2027, "--json"], "gibtsnicht"),
        (["zahlungen", "--json"], "--jahr"),
        (["zahlungen", "--jahr", 2027], "--format xlsx, csv oder json"),
        (["zahlungen", "--jahr", 2027, "--format", "xlsx"], "--ziel bericht.xlsx"),
        (["zahlungen", "--jahr", 2027, "--format", "json", "--profil", "maschine"], "--profil gilt nur"),
        (["zahlungen", "--jahr", 2027, "--format", "csv", "--json"], "schließen sich"),
        (["zahlungen", "--jahr", 2027, "--json", "--kapitel", "0000"], "gehören zusammen"),
        (["zahlungen", "--jahr", 2027, "--json", "--tafel", "konten"], "zulässig: zahlungen"),
        (["zahlungen", "--jahr", 2017, "--json"], "2017"),
    ],
)
def test_wrong_words_are_refused_in_german(sqlite_vorrat: Vorrat, tmp_path: Path, worte: list[Any], grund: str) -> None:
    lauf = sqlite_vorrat.buero(tmp_path, ENDE).rufe(["haushalt", "export", *worte], "haushalt", "2030-06-10")
    assert (lauf.code, grund in lauf.fehler) == (2, True), lauf.fehler


def test_a_csv_for_machines_names_the_tables_to_choose_from(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    befehl = ["haushalt", "export", "uebersicht", "--jahr", 2030, "--format", "csv", "--profil", "maschine"]
    lauf = sqlite_vorrat.buero(tmp_path, ENDE).rufe(befehl, "haushalt", "2030-06-10")
    assert (lauf.code, "--tafel: mittel, zuwendungen" in lauf.fehler) == (7, True), lauf.fehler


def test_nobody_and_a_place_that_cannot_be_written_are_refused(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, ENDE)
    befehl = ["haushalt", "export", "zahlungen", "--jahr", 2030, "--ziel", tmp_path / "gibtsnicht" / "a.xlsx"]
    assert buero.rufe(befehl, None, "2030-06-10").code == 5
    lauf = buero.rufe(befehl, "haushalt", "2030-06-10")
    assert (lauf.code, "lässt sich nicht schreiben" in lauf.fehler, "Traceback" in lauf.fehler) == (7, True, False)

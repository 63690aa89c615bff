"""The command ``fall liste``: names are checked, the last line sums up, machines get data, little is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from foerderung.cli.listenangaben import FILTER
from foerderung.services.fall.fallliste import Fallfilter
from foerderung.services.fall.fallspalten import SPALTEN
from tests.amt.bestand import FAELLE, HEUTE, fuelle
from tests.amt.buero import Buero, Lauf


@pytest.fixture(scope="session")
def bestand(tmp_path_factory: pytest.TempPathFactory) -> Buero:
    return fuelle(Buero(tmp_path_factory.mktemp("liste")))


def liste(bestand: Buero, *worte: str) -> Lauf:
    return bestand.rufe(["fall", "liste", *worte], als=None, heute=HEUTE)


def test_the_last_line_says_how_many_how_much_and_by_which_filter(bestand: Buero) -> None:
    lauf = liste(bestand, "--zustand", "bewilligt,abgelehnt", "--kreis", "vogtland,Bautzen", "--betrag-ab", "1")
    assert lauf.code == 0
    assert lauf.aus.splitlines()[-1] == (
        "1 Fall, Zuwendungen zusammen 85.700,00 €; Filter: Zustand bewilligt, abgelehnt; "
        "Kreis Vogtlandkreis, Landkreis Bautzen; Zuwendung ab 1,00 €"
    )
    assert liste(bestand).aus.splitlines()[-1].endswith("Filter: alle Fälle")


def test_nothing_found_is_said_and_is_no_error(bestand: Buero) -> None:
    lauf = liste(bestand, "--suche", "gibtsnicht")
    assert (lauf.code, lauf.aus.splitlines()[0]) == (0, "Kein Fall gefunden.")
    assert lauf.aus.splitlines()[-1].startswith("0 Fälle, Zuwendungen zusammen 0,00 €")


def test_columns_and_order_are_chosen_by_name(bestand: Buero) -> None:
    lauf = liste(bestand, "--spalten", "fall,kreis,jahre,wartet", "--sortiere", "-zuwendung", "--hoechstens", "2")
    assert lauf.aus.splitlines()[1:5] == [
        "Fall\tKreis\tHaushaltsjahre\twartet auf",
        "KP-2027-0012\tStadt Leipzig\t2028, 2029\tSachbearbeitung",
        "KP-2027-0010\tLandkreis Bautzen\t2028, 2029\t",
        "… und 28 weitere; --hoechstens 30 zeigt alle.",
    ]


def test_machines_get_every_column_exactly(bestand: Buero) -> None:
    daten = liste(bestand, "--json", "--zustand", "bewilligt", "--hoechstens", "1").daten
    eines = next(f for f in FAELLE if f.ziel == "bewilligt")
    (zeile,) = daten["faelle"]
    assert set(zeile) == set(SPALTEN)
    assert (zeile["fall"], zeile["zuwendung"], zeile["jahre"]) == (eines.az, f"{eines.betrag}.00", [2027, 2028])
    assert daten["anzahl"] == 2
    assert daten["zuwendung_gesamt"] == f"{sum(f.betrag for f in FAELLE if f.ziel == 'bewilligt')}.00"
    assert daten["filter"] == "Zustand bewilligt"
    assert daten["uebung"] is True
    assert len(daten["kette"]["sha256"]) == 64


@pytest.mark.parametrize("name", ["bestandskraeftig", "bestandskräftig", "Bestandskräftig"])
def test_a_state_may_be_written_as_it_is_shown(bestand: Buero, name: str) -> None:
    erwartet = [f.az for f in FAELLE if f.ziel == "bestandskraeftig"]
    assert [z["fall"] for z in liste(bestand, "--json", "--zustand", name).daten["faelle"]] == erwartet


def test_a_state_of_two_words_too(bestand: Buero) -> None:
    assert liste(bestand, "--json", "--zustand", "in Auszahlung").daten["anzahl"] == 2


@pytest.mark.parametrize(
    ("worte", "meldung"),
    [
        (["--zustand", "bewiligt"], "--zustand: „bewiligt“ gibt es nicht. Meinten Sie „bewilligt“?"),
        (["--zustand", "bewilligt,"], "--zustand: „“ gibt es nicht. Erlaubt: angelegt, beraten"),
        (["--zustand", "neu"], "--zustand: „neu“ gibt es nicht."),
        (["--spalten", "fall,zuwendugn"], "--spalten: „zuwendugn“ gibt es nicht. Meinten Sie „zuwendung“?"),
        (["--sortiere", "-frits"], "--sortiere: „frits“ gibt es nicht. Meinten Sie „frist“?"),
        (["--kreis", "Leipzig"], "kann mehreres heißen: Stadt Leipzig (14713), Landkreis Leipzig (14729)."),
        (["--kreis", "Bautzn"], "Den Kreis „Bautzn“ gibt es in Sachsen nicht. Meinten Sie „Bautzen“?"),
        (["--kreis", "09162"], "Den Kreis „09162“ gibt es in Sachsen nicht. Erlaubt: Stadt Chemnitz (14511)"),
        (["--frist-bis", "bald"], "„bald“ ist kein Datum"),
        (["--frist-bis", "+99999"], "„+99999“ ist kein Datum"),
        (["--betrag-ab", "-1"], "ein Betrag darf nicht negativ sein"),
        (["--jahr", "27"], "27 liegt nicht im Bereich"),
        (["--hoechstens", "0"], "0 liegt nicht im Bereich"),
    ],
)
def test_an_unknown_name_is_a_usage_error_with_the_nearest_one(bestand: Buero, worte: list[str], meldung: str) -> None:
    lauf = liste(bestand, *worte)
    assert lauf.code == 2
    assert meldung in lauf.fehler


@pytest.mark.parametrize(
    "kreis",
    ["14628", "Sächsische Schweiz", "saechsische schweiz-osterzgebirge", "LANDKREIS SÄCHSISCHE SCHWEIZ-OSTERZGEBIRGE"],
)
def test_a_district_is_named_by_key_name_or_the_beginning_of_its_name(bestand: Buero, kreis: str) -> None:
    lauf = liste(bestand, "--kreis", kreis)
    assert lauf.aus.splitlines()[-1].endswith("Filter: Kreis Landkreis Sächsische Schweiz-Osterzgebirge")


@pytest.mark.parametrize(
    ("grenze", "gezeigt"), [("heute", "30.06.2028"), ("+14", "14.07.2028"), ("1.7.2028", "01.07.2028")]
)
def test_a_limit_may_be_counted_from_today(bestand: Buero, grenze: str, gezeigt: str) -> None:
    assert liste(bestand, "--frist-bis", grenze).aus.splitlines()[-1].endswith(f"Filter: Frist bis {gezeigt}")


def test_every_filter_of_the_service_has_an_option() -> None:
    assert {name for _, name, *_ in FILTER} == set(Fallfilter.__dataclass_fields__)


def test_an_overview_imports_neither_models_nor_rules(bestand: Buero) -> None:
    programm = (
        "import sys\n"
        "from foerderung.cli import main\n"
        f"main(['--db', {str(bestand.datei)!r}, 'fall', 'liste', '--person', 'zweite'], standalone_mode=False)\n"
        "schwer = {'pydantic', 'yaml', 'transitions', 'rich', 'docxtpl', 'alembic'} & {*sys.modules}\n"
        "print('SCHWER', sorted(schwer), [m for m in sys.modules if m.startswith('foerderung.rechnung')])\n"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], capture_output=True, text=True, check=True, timeout=60)
    assert lauf.stdout.splitlines()[-1] == "SCHWER [] []"


def am_bildschirm(monkeypatch: pytest.MonkeyPatch, spalten: int) -> None:
    monkeypatch.setattr("foerderung.cli.fallliste.ist_terminal", lambda: True)  # first: what it imports is the real one
    monkeypatch.setattr("foerderung.cli.tabelle.ist_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(spalten))


@pytest.mark.parametrize("spalten", [100, 160])
def test_a_screen_shows_a_few_and_says_how_many_more(
    bestand: Buero, monkeypatch: pytest.MonkeyPatch, spalten: int
) -> None:
    am_bildschirm(monkeypatch, spalten)
    monkeypatch.setattr("foerderung.cli.fallliste.AM_BILDSCHIRM", 7)
    zeilen = liste(bestand).aus.splitlines()
    assert "… und 23 weitere; --hoechstens 30 zeigt alle." in zeilen
    assert max(map(len, zeilen[:-4])) <= spalten
    assert sum("KP-20" in zeile for zeile in zeilen) == 7


def test_a_pipe_gets_everything(bestand: Buero, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foerderung.cli.fallliste.AM_BILDSCHIRM", 7)
    assert sum("KP-20" in zeile for zeile in liste(bestand).aus.splitlines()) == 30


def test_a_list_goes_into_files_whole_and_says_so(bestand: Buero, tmp_path: Path) -> None:
    mappe, datei = tmp_path / "f.xlsx", tmp_path / "f.csv"
    lauf = liste(bestand, "--xlsx", str(mappe), "--csv", str(datei), "--spalten", "fall,zuwendung,jahre,eingang,wartet")
    assert (lauf.code, len(lauf.aus.splitlines())) == (0, 3), lauf.fehler
    assert lauf.aus.splitlines()[-1].startswith("30 Fälle, Zuwendungen zusammen")
    seite = openpyxl.load_workbook(mappe)["Fälle"]
    faelle = [zeile for zeile in seite.iter_rows(values_only=True) if str(zeile[0]).startswith("KP-")]
    assert [zeile[0] for zeile in faelle] == [f.az for f in FAELLE]
    bewilligt = next(f for f in FAELLE if f.ziel == "bewilligt")
    assert next(zeile[1] for zeile in faelle if zeile[0] == bewilligt.az) == bewilligt.betrag
    kontrolle = next(zeile for zeile in seite.iter_rows(values_only=True) if str(zeile[0]).startswith("Kontrollsumme"))
    assert kontrolle[1] == sum(float(str(zeile[1])) for zeile in faelle)
    zeilen = datei.read_text(encoding="utf-8-sig").splitlines()
    assert zeilen[1] == "Fall;Zuwendung;Haushaltsjahre;Eingang;wartet auf"
    assert sum(zeile.startswith("KP-") for zeile in zeilen) == 30
    assert f"{kontrolle[1]:.2f}".replace(".", ",") in next(z for z in zeilen if z.startswith("Kontrollsumme"))


def test_json_and_files_exclude_each_other(bestand: Buero, tmp_path: Path) -> None:
    lauf = liste(bestand, "--json", "--xlsx", str(tmp_path / "f.xlsx"))
    assert (lauf.code, "schließen sich aus" in lauf.fehler) == (2, True)

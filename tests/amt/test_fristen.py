"""Deadlines in cases: acts set, move and settle them, each with its filed trace; the list reads them by urgency."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from foerderung.cli.faden import FALL
from foerderung.services.amt import oeffne
from foerderung.services.fall.fristkalender import uid
from tests.amt.buero import UNTERLAGEN, Buero, Lauf
from tests.amt.test_berichtigung import berichtige
from tests.amt.test_wege import antrag, zeige
from tests.amt.vorrat import Vorrat

Zeile = tuple[str, str, str | None]


def liste(buero: Buero, *worte: str, heute: str = "2026-11-25", als: str = "bearbeitung") -> list[dict[str, Any]]:
    lauf = buero.rufe(["frist", "liste", "--json", *worte], als, heute)
    assert lauf.code == 0, lauf.fehler
    fristen: list[dict[str, Any]] = lauf.daten["fristen"]
    return fristen


def enden(buero: Buero, *worte: str, heute: str = "2026-11-25") -> list[Zeile]:
    return [(eine["art"], eine["bis"], eine["bis_spaet"]) for eine in liste(buero, *worte, heute=heute)]


def tue(buero: Buero, worte: list[Any], heute: str = "2026-11-25", als: str = "bearbeitung") -> Lauf:
    lauf = buero.rufe(worte, als, heute)
    assert lauf.code == 0, lauf.fehler
    return lauf


def heil(buero: Buero) -> None:
    assert buero.rufe(["db", "pruefe"], als="leitung").code == 0


# --- the notice ------------------------------------------------------------------------------------------------------


def test_a_posted_notice_sets_its_deadlines_with_their_traces(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    assert enden(buero) == [
        ("klagefrist", "2026-12-16", None),
        ("beginn", "2027-11-16", None),
        ("nachweis", "2030-12-31", None),
    ]
    erste = liste(buero)[0]
    assert (erste["fall"], erste["ab"], erste["tage"], erste["ueberfaellig"]) == (FALL, "2026-11-16", 21, False)
    assert (erste["zustaendig"], erste["wartet_auf"]) == ("bearbeitung", "")  # nobody in the office is next
    assert erste["quelle"].startswith("§ 74 VwGO")
    stand = zeige(buero)
    assert [eine["art"] for eine in stand["offene_fristen"]] == ["klagefrist", "beginn", "nachweis"]
    with oeffne(buero.angaben("leitung")[1]).lesend() as lesung:
        for art, name in (("klagefrist", "fristende"), ("beginn", "beginn_bis"), ("nachweis", "nachweis_bis")):
            gesetzt = stand["gesetzte_fristen"][art]
            herleitung = json.loads(lesung.abgelegt(gesetzt["herleitung"]))
            assert herleitung[name] == gesetzt["bis"]
            assert name in [knoten["id"] for knoten in herleitung["spur"]["knoten"]]


def test_a_klagefrist_is_over_once_both_views_have_it_so_and_no_event_is_needed(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    assert berichtige(buero, "bescheid_aufgeben", "am", "10.11.2026", "leitung").code == 0
    vorher = buero.ereignisse()
    assert ("klagefrist", "2026-12-14", "2026-12-16") in enden(buero, heute="2026-12-14")
    dazwischen = liste(buero, "--art", "klagefrist", heute="2026-12-15")
    assert [(eine["tage"], eine["ueberfaellig"]) for eine in dazwischen] == [(-1, False)]
    assert "nur nach anderer Ansicht" in buero.rufe(["frist", "liste"], heute="2026-12-15").aus
    assert "14.12.2026, nach anderer Ansicht 16.12.2026" in buero.rufe(["fall", "zeige", FALL], heute="2026-12-16").aus
    assert enden(buero, "--art", "klagefrist", heute="2026-12-16")
    assert enden(buero, "--art", "klagefrist", heute="2026-12-17") == []
    assert "klagefrist" not in [eine["art"] for eine in zeige(buero, "2026-12-17")["offene_fristen"]]
    assert enden(buero, "--bis", "2026-12-31", heute="2026-12-17") == []
    assert buero.ereignisse() == vorher
    heil(buero)


def test_a_corrected_posting_moves_klagefrist_and_begin_on_both_views(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    vorige = {eine["art"]: eine["ereignis"] for eine in liste(buero)}
    tue(buero, ["frist", "erledige", FALL, "beginn", "--grund", "Ausschreibung veröffentlicht"])
    assert berichtige(buero, "bescheid_aufgeben", "am", "10.11.2026", "leitung").code == 0
    assert enden(buero)[0] == ("klagefrist", "2026-12-14", "2026-12-16")
    assert liste(buero)[0]["ereignis"] > vorige["klagefrist"]
    beginn = zeige(buero)["gesetzte_fristen"]["beginn"]
    assert (beginn["bis"], beginn["bis_spaet"]) == ("2027-11-14", "2027-11-16")
    assert (beginn["erledigt_am"], beginn["erledigt_grund"]) == ("2026-11-25", "Ausschreibung veröffentlicht")
    heil(buero)


def test_a_later_receipt_moves_both_and_a_returned_letter_takes_both_away(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    tue(buero, ["bescheid", "zugang", FALL], heute="2026-11-21")
    assert enden(buero)[:2] == [("klagefrist", "2026-12-21", None), ("beginn", "2027-11-21", "2027-11-22")]
    tue(buero, ["bescheid", "ruecklauf", FALL, "--grund", "unbekannt verzogen"])
    assert enden(buero) == [("nachweis", "2030-12-31", None)]
    tue(buero, ["bescheid", "aufgabe", FALL], heute="2026-11-26")
    assert [art for art, _, _ in enden(buero, heute="2026-11-26")] == ["klagefrist", "beginn", "nachweis"]


def test_a_waiver_ends_the_klagefrist_at_once(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    tue(buero, ["bescheid", "verzicht", FALL])
    assert [art for art, _, _ in enden(buero)] == ["beginn", "nachweis"]


def test_by_acknowledgement_nothing_runs_before_the_receipt(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid lege-ab")
    tue(buero, ["bescheid", "aufgabe", FALL, "--art", "empfangsbekenntnis"], heute="2026-11-12")
    assert [art for art, _, _ in enden(buero)] == ["nachweis"]
    assert buero.rufe(["fall", "verlauf", FALL, "--spur"]).code == 0
    tue(buero, ["bescheid", "zugang", FALL, "--am", "2026-11-13"])
    assert enden(buero)[:2] == [("klagefrist", "2026-12-14", None), ("beginn", "2027-11-13", "2027-11-15")]


def test_a_rejection_sets_no_begin_and_its_klagefrist_keeps_it_open(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "antrag pruefe")
    tue(buero, ["entscheidung", "schlage-vor", FALL, "--ablehnung", "Mittel erschöpft"], heute="2026-10-13")
    tue(buero, ["entscheidung", "lehne-ab", FALL], heute="2026-10-14", als="leitung")
    tue(buero, ["bescheid", "lege-ab", FALL, "--datei", UNTERLAGEN / "antrag.yaml"], heute="2026-10-14")
    tue(buero, ["bescheid", "aufgabe", FALL], heute="2026-10-14")
    assert enden(buero, heute="2026-10-15") == [("klagefrist", "2026-11-19", None)]
    assert buero.rufe(["fall", "schliesse", FALL], "leitung", "2026-11-19").code == 5
    tue(buero, ["fall", "schliesse", FALL], heute="2026-11-20", als="leitung")


# --- before the decision ---------------------------------------------------------------------------------------------


def test_the_day_set_for_missing_papers_is_open_until_something_comes(sqlite_buero: Buero) -> None:
    buero = sqlite_buero
    buero.gehe_bis("antrag vorlage")
    unvollstaendig = antrag(buero.ordner, anlagen=["projektbeschreibung", "finanzierungsplan"])
    tue(buero, ["antrag", "einlesen", FALL, unvollstaendig], heute="2026-10-01")
    tue(buero, ["antrag", "nachfordere", FALL, "--frist", "2026-10-30"], heute="2026-10-05")
    assert enden(buero, heute="2026-10-31") == [("nachforderung", "2026-10-30", None)]
    assert liste(buero, heute="2026-10-31")[0]["ueberfaellig"] is True
    assert zeige(buero)["gesetzte_fristen"]["nachforderung"]["herleitung"] is None
    papier = buero.ordner / "zeugnis.pdf"
    papier.write_bytes(b"%PDF-1.7 Zeugnis")
    tue(buero, ["anlage", "erfasse", FALL, papier, "--art", "bildungsnachweis"], heute="2026-11-02")
    assert enden(buero, heute="2026-11-02") == []
    heil(buero)


# --- proof of use ----------------------------------------------------------------------------------------------------


def test_the_proof_settles_its_deadline_and_each_later_paper_starts_the_check_anew(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "nachweis einlesen")
    assert enden(buero, heute="2030-03-18") == [("vollstaendigkeit", "2030-04-14", "2030-04-15")]
    papier = tmp_path / "bericht.pdf"
    papier.write_bytes(b"%PDF-1.7 Bericht")
    worte = ["anlage", "erfasse", FALL, papier, "--art", "projektbeschreibung", "--eingang"]
    tue(buero, [*worte, "2030-03-13"], heute="2030-04-02")  # before the proof: it starts nothing
    assert enden(buero, heute="2030-04-02") == [("vollstaendigkeit", "2030-04-14", "2030-04-15")]
    tue(buero, [*worte, "2030-03-29"], heute="2030-04-02")
    assert enden(buero, heute="2030-04-02") == [("vollstaendigkeit", "2030-04-29", None)]
    tue(buero, ["nachweis", "vollstaendig", FALL], heute="2030-04-08")
    assert enden(buero, heute="2030-04-08") == [("schlussrate", "2030-09-29", "2030-09-30")]  # from the last paper
    tue(buero, [*worte, "2030-04-09"], heute="2030-04-09")  # complete is complete
    assert enden(buero, heute="2030-04-09") == [("schlussrate", "2030-09-29", "2030-09-30")]
    heil(buero)


def test_a_corrected_receipt_of_the_proof_moves_what_follows_from_it(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "nachweis vollstaendig")
    assert enden(buero, heute="2030-04-08") == [("schlussrate", "2030-09-14", "2030-09-16")]
    lauf = berichtige(buero, "nachweis_einlesen", "eingang_am", "2030-03-12", "leitung", "2030-04-08")
    assert lauf.code == 0, lauf.fehler
    assert enden(buero, heute="2030-04-08") == [("schlussrate", "2030-09-12", None)]
    assert zeige(buero)["gesetzte_fristen"]["vollstaendigkeit"]["bis"] == "2030-04-12"
    heil(buero)


def test_the_last_instalment_settles_its_deadline_when_it_is_ordered(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "nachweis pruefe")
    tue(buero, ["zahlung", "bescheinige", FALL], heute="2030-05-20")
    (schlussrate,) = liste(buero, heute="2030-05-20")
    assert (schlussrate["art"], schlussrate["wartet_auf"]) == ("schlussrate", "haushalt")
    assert "bearbeitung, wartet auf Haushalt" in buero.rufe(["frist", "liste"], heute="2030-05-20").aus
    tue(buero, ["zahlung", "ordne-an", FALL], heute="2030-05-21", als="haushalt")
    assert enden(buero, heute="2030-05-21") == []


# --- the year of § 48 Abs. 4 VwVfG -----------------------------------------------------------------------------------


def test_full_knowledge_starts_one_year_which_keeps_the_case_open_until_it_is_settled(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "evaluation erfasse")
    kenntnis = ["frist", "kenntnis", FALL, "--grund", "Stelle war nicht besetzt"]
    assert buero.rufe([*kenntnis, "--am", "2030-04-30"], heute="2030-06-03").code == 5  # late without a reason
    lauf = tue(buero, [*kenntnis, "--am", "2030-04-30", "--nachtrag", "Urlaub"], heute="2030-06-03")
    assert "Jahresfrist bis 30.04.2031" in lauf.aus
    lauf = buero.rufe(kenntnis, heute="2030-06-03")
    assert (lauf.code, "läuft schon seit dem 30.04.2030" in lauf.fehler) == (5, True)
    lauf = buero.rufe(["fall", "schliesse", FALL], "leitung", "2030-06-10")
    assert (lauf.code, "Die Frist „Jahresfrist“ bis 30.04.2031 ist offen" in lauf.fehler) == (5, True)
    lauf = berichtige(buero, "kenntnis_erfassen", "am", "2030-05-01", "leitung", "2030-06-10")
    assert lauf.code == 0, lauf.fehler
    assert enden(buero, heute="2030-06-10") == [("jahresfrist", "2031-05-01", "2031-05-02")]
    lauf = buero.rufe(["frist", "erledige", FALL, "beginn", "--grund", "x"], heute="2030-06-10")
    assert (lauf.code, "offen sind: jahresfrist" in lauf.fehler) == (5, True)
    lauf = tue(buero, ["frist", "erledige", FALL, "jahresfrist", "--grund", "kein Widerruf"], heute="2030-06-10")
    assert "Erledigt: Jahresfrist bis 01.05.2031, nach anderer Ansicht 02.05.2031" in lauf.aus
    assert enden(buero, heute="2030-06-10") == []
    tue(buero, ["fall", "schliesse", FALL], heute="2030-06-10", als="leitung")
    heil(buero)


def test_the_roles_of_the_database_allow_the_new_acts_to_the_officer_alone(
    postgres_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = postgres_vorrat.buero(tmp_path, "zahlung bescheinige")
    kenntnis = ["frist", "kenntnis", FALL, "--grund", "Zweck verfehlt"]
    assert buero.rufe(kenntnis, "haushalt", "2027-01-12").code == 5
    tue(buero, kenntnis, heute="2027-01-12")
    tue(buero, ["frist", "erledige", FALL, "jahresfrist", "--grund", "geklärt"], heute="2027-01-13")
    heil(buero)


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_day_kind_person_and_case(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    assert [art for art, _, _ in enden(buero, "--bis", "2027-11-16")] == ["klagefrist", "beginn"]
    assert [art for art, _, _ in enden(buero, "--bis", "2027-11-15")] == ["klagefrist"]
    assert [art for art, _, _ in enden(buero, "--bis", "2026-12-15")] == []
    assert [art for art, _, _ in enden(buero, "--art", "nachweis")] == ["nachweis"]
    assert len(enden(buero, "--person", "bearbeitung")) == 3
    assert enden(buero, "--person", "leitung") == []
    assert len(enden(buero, "--fall", FALL)) == 3
    assert enden(buero, "--ueberfaellig", heute="2027-11-16") == []
    assert [art for art, _, _ in enden(buero, "--ueberfaellig", heute="2027-11-17")] == ["beginn"]
    lauf = buero.rufe(["frist", "liste", "--fall", "KP-2026-0002"])
    assert (lauf.code, "KP-2026-0001" in lauf.fehler) == (3, True)
    lauf = buero.rufe(["frist", "liste", "--person", "leitun"])
    assert (lauf.code, "Meinten Sie „leitung“?" in lauf.fehler) == (3, True)


def test_the_list_names_urgency_act_and_provision_in_german(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    lauf = buero.rufe(["frist", "liste"], heute="2027-11-18")
    assert lauf.aus.splitlines()[:3] == [
        "2 offene Fristen am 18.11.2027, 1 überfällig",
        "noch\tFrist\tFall\t\tzu tun\tdurch\tFundstelle",
        "überfällig 2 Tage\t16.11.2027\tKP-2026-0001\tBeginn der Maßnahme\tnach dem Beginn fragen, sonst Widerruf "
        "prüfen\tbearbeitung\tVVK Nr. 8.2.3, ANBest-K Nr. 1.4",
    ]
    assert buero.rufe(["frist", "liste"], heute="2027-11-16").aus.splitlines()[2].startswith("heute\t")
    assert buero.rufe(["frist", "liste"], heute="2027-11-15").aus.splitlines()[2].startswith("1 Tag\t")
    assert buero.rufe(["frist", "liste", "--art", "jahresfrist"]).aus.splitlines()[0] == "Keine offene Frist."


def test_the_list_reads_columns_kept_for_it_and_no_case_as_a_whole(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    vorher = enden(buero)
    with closing(sqlite3.connect(buero.datei)) as verbindung, verbindung:
        verbindung.execute("UPDATE fall SET stand = 'kein JSON'")
    assert enden(buero) == vorher


def test_the_columns_hold_the_open_deadlines_and_the_next_one_somebody_has_to_keep(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    with closing(sqlite3.connect(buero.datei)) as verbindung:
        (naechste, fristen) = verbindung.execute("SELECT naechste_frist, fristen FROM fall").fetchone()
    assert naechste == "2027-11-16"
    assert [eine["art"] for eine in json.loads(fristen)] == ["klagefrist", "beginn", "nachweis"]


def test_the_list_imports_neither_models_nor_rules(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    programm = (
        "import sys\n"
        "from foerderung.cli import main\n"
        f"main(['--db', {str(buero.datei)!r}, 'frist', 'liste', '--heute', '2026-11-25'], standalone_mode=False)\n"
        "schwer = {'pydantic', 'yaml', 'transitions', 'rich', 'icalendar', 'alembic'} & {*sys.modules}\n"
        "print('SCHWER', sorted(schwer), [m for m in sys.modules if m.startswith('foerderung.rechnung')])\n"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], capture_output=True, text=True, check=True, timeout=60)
    assert lauf.stdout.splitlines()[-1] == "SCHWER [] []"
    assert lauf.stdout.splitlines()[0] == "3 offene Fristen am 25.11.2026"


def test_on_a_screen_overdue_rows_stand_out_and_a_long_list_is_cut(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    for modul in ("tabelle", "fristbericht"):
        monkeypatch.setattr(f"foerderung.cli.{modul}.ist_terminal", lambda: True)
    monkeypatch.setattr("foerderung.cli.fristbericht.AM_BILDSCHIRM", 1)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    gezeigt = buero.rufe(["frist", "liste"], heute="2027-11-18").aus
    assert "\x1b[31müberfällig 2 Tage" in gezeigt
    assert "… und 1 weitere; --bis, --art oder --person schränken ein." in gezeigt
    assert "\x1b[31m" not in buero.rufe(["frist", "liste"], heute="2027-11-16").aus


# --- the calendar ----------------------------------------------------------------------------------------------------


def eintraege(buero: Buero, heute: str = "2026-11-25", *worte: str) -> dict[str, Any]:
    ziel = buero.ordner / "fristen.ics"
    tue(buero, ["frist", "ical", "--ziel", ziel, *worte], heute=heute)
    kalender = Calendar.from_ical(ziel.read_bytes())
    return {str(eines["uid"]).partition("@")[0]: eines for eines in kalender.walk("VEVENT")}


def test_a_moved_deadline_keeps_its_name_in_the_calendar_and_counts_up(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "bescheid aufgabe")
    vorher = eintraege(buero)
    assert list(vorher) == ["kp-2026-0001-klagefrist", "kp-2026-0001-beginn", "kp-2026-0001-nachweis"]
    assert vorher["kp-2026-0001-beginn"].start == date(2027, 11, 16)
    assert str(vorher["kp-2026-0001-beginn"]["summary"]).startswith("ÜBUNG: KP-2026-0001 Beginn der Maßnahme: Koord")
    erster = (buero.ordner / "fristen.ics").read_bytes()
    assert eintraege(buero, "2026-11-26").keys() == vorher.keys()
    assert (buero.ordner / "fristen.ics").read_bytes() == erster  # another day, the same deadlines
    assert berichtige(buero, "bescheid_aufgeben", "am", "10.11.2026", "leitung").code == 0
    nachher = eintraege(buero)
    for name in ("kp-2026-0001-klagefrist", "kp-2026-0001-beginn"):
        assert str(nachher[name]["uid"]) == str(vorher[name]["uid"])
        assert nachher[name].sequence > vorher[name].sequence
        assert nachher[name].DTSTAMP.date() == date(2026, 11, 25)
    assert nachher["kp-2026-0001-nachweis"] == vorher["kp-2026-0001-nachweis"]
    assert "Nach anderer Ansicht bis 16.12.2026" in str(nachher["kp-2026-0001-klagefrist"]["description"])


def test_the_calendar_is_narrowed_printed_and_described(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    assert list(eintraege(buero, "2026-11-25", "--bis", "2026-12-31")) == ["kp-2026-0001-klagefrist"]
    assert eintraege(buero, "2026-11-25", "--person", "leitung") == {}
    assert buero.rufe(["frist", "ical", "--person", "leitun"]).code == 3
    lauf = tue(buero, ["frist", "ical", "--ziel", buero.ordner / "fristen.ics"])
    assert lauf.aus.splitlines()[0] == f"Geschrieben: {buero.ordner / 'fristen.ics'} (3 Fristen)"
    gedruckt = buero.rufe(["frist", "ical"]).aus
    assert gedruckt.encode() == (buero.ordner / "fristen.ics").read_bytes().replace(b"\r\n", b"\n")  # as it is captured
    assert len(buero.rufe(["frist", "ical", "--json"]).daten["fristen"]) == 3
    lauf = buero.rufe(["frist", "ical", "--ziel", buero.ordner / "fehlt" / "fristen.ics"])
    assert (lauf.code, "lässt sich nicht schreiben" in lauf.fehler) == (7, True)


def test_deadlines_of_two_stores_never_share_a_name(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    assert uid("a", FALL, "beginn") != uid("b", FALL, "beginn")
    buero = sqlite_vorrat.buero(tmp_path, "bescheid aufgabe")
    with oeffne(str(buero.datei)).lesend() as lesung:
        kennung = lesung.angabe("kennung") or ""
    assert str(eintraege(buero)["kp-2026-0001-beginn"]["uid"]) == uid(kennung, FALL, "beginn")

"""Mistakes are corrected without losing a trace; papers come in; letters arrive late or come back."""

from __future__ import annotations

from typing import Any

from foerderung.cli.faden import FALL
from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.test_wege import antrag, zeige


def nummer(buero: Buero, typ: str, heute: str = "2030-06-10") -> int:
    """Return the number of the last event of a type."""
    ereignisse = buero.rufe(["fall", "verlauf", FALL, "--json"], heute=heute).daten["ereignisse"]
    return int([eines["nummer"] for eines in ereignisse if eines["typ"] == typ][-1])


def berichtige(buero: Buero, typ: str, feld: str, neu: str, als: str = "bearbeitung", heute: str = "2026-11-25") -> Any:
    worte = ["fall", "berichtige", FALL, nummer(buero, typ), "--feld", feld, "--neu", neu, "--grund", "Zahlendreher"]
    return buero.rufe(worte, als, heute)


def test_a_corrected_day_of_posting_moves_the_deadlines_and_the_old_one_stays_visible(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert berichtige(buero, "bescheid_aufgeben", "am", "10.11.2026").code == 5  # after the decision: zeichnung
    lauf = berichtige(buero, "bescheid_aufgeben", "am", "10.11.2026", "leitung")
    assert lauf.code == 0, lauf.fehler
    bescheid = zeige(buero)["bescheid"]
    assert bescheid["aufgabe_am"] == "2026-11-10"
    assert (bescheid["fristen"]["bekanntgabe"], bescheid["fristen"]["bestandskraft"]) == ("2026-11-14", "2026-12-17")
    assert "2026-11-12 → 2026-11-10" in buero.rufe(["fall", "verlauf", FALL]).aus
    assert buero.rufe(["db", "pruefe"], als="leitung").code == 0


def test_a_corrected_receipt_voids_check_and_proposal(buero: Buero) -> None:
    buero.gehe_bis("entscheidung bewillige")  # the proposer's own try, refused
    lauf = berichtige(buero, "antrag_einlesen", "eingang_am", "2026-10-02")
    assert lauf.code == 0, lauf.fehler
    stand = zeige(buero)
    assert (stand["zustand"], stand["vorschlag"], stand["pruefvermerk"]) == ("eingegangen", None, None)
    assert stand["antraege"][0]["eingang_am"] == "2026-10-02"


def test_a_title_is_corrected_and_the_same_title_is_no_correction(buero: Buero) -> None:
    buero.gehe_bis("fall anlegen")
    assert berichtige(buero, "fall_anlegen", "titel", "Koordinierungsstelle").code == 0
    assert zeige(buero)["titel"] == "Koordinierungsstelle"
    lauf = berichtige(buero, "fall_anlegen", "titel", "Koordinierungsstelle")
    assert (lauf.code, "neue Wert ist der alte" in lauf.fehler) == (5, True)


def test_what_cannot_be_corrected_is_refused_as_input(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    vorher = buero.ereignisse()
    faelle = [
        (["fall", "berichtige", FALL, 999, "--feld", "am", "--neu", "2026-11-10", "--grund", "x"], "gehört nicht zu"),
        (["fall", "berichtige", FALL, nummer(buero, "entscheidung_bewilligen"), "--feld", "am", "--neu", "2026-11-10",
          "--grund", "x"], "nichts zu berichtigen"),
        (["fall", "berichtige", FALL, nummer(buero, "bescheid_aufgeben"), "--feld", "tag", "--neu", "2026-11-10",
          "--grund", "x"], "zulässig: am"),
        (["fall", "berichtige", FALL, nummer(buero, "bescheid_aufgeben"), "--feld", "am", "--neu", "gestern",
          "--grund", "x"], "ein Tag"),
    ]  # fmt: skip
    for worte, text in faelle:
        lauf = buero.rufe(worte, "leitung")
        assert (lauf.code, text in lauf.fehler) == (3, True), lauf.fehler
    assert buero.ereignisse() == vorher


def test_a_correction_cannot_take_back_the_finality_that_money_moved_on(buero: Buero) -> None:
    buero.gehe_bis("zahlung ordne-an")
    lauf = berichtige(buero, "bescheid_aufgeben", "am", "2026-12-10", "leitung", "2027-01-12")
    assert lauf.code == 5
    assert "schon gezahlt" in lauf.fehler


def test_a_paper_that_was_asked_for_ends_the_waiting_and_the_check_sees_it(buero: Buero) -> None:
    buero.gehe_bis("antrag vorlage")
    unvollstaendig = antrag(buero.ordner, anlagen=["projektbeschreibung", "finanzierungsplan"])
    assert buero.rufe(["antrag", "einlesen", FALL, unvollstaendig], heute="2026-10-01").code == 0
    assert buero.rufe(["antrag", "nachfordere", FALL], heute="2026-10-05").code == 0
    papier = buero.ordner / "zeugnis.pdf"
    papier.write_bytes(b"%PDF-1.7 Zeugnis")
    worte = ["anlage", "erfasse", FALL, papier, "--art", "bildungsnachweiß"]
    lauf = buero.rufe(worte, heute="2026-10-12")
    assert (lauf.code, "bildungsnachweis" in lauf.fehler) == (3, True)
    worte[-1] = "bildungsnachweis"
    assert buero.rufe([*worte, "--eingang", "2026-10-09"], heute="2026-10-12").code == 0
    stand = zeige(buero)
    assert stand["zustand"] == "eingegangen"
    assert [(a["art"], a["eingang_am"], a["datei"]) for a in stand["anlagen"]] == [
        ("bildungsnachweis", "2026-10-09", "zeugnis.pdf")
    ]
    assert (
        buero.rufe(["antrag", "pruefe", FALL, "--vermerk", UNTERLAGEN / "pruefvermerk.yaml"], heute="2026-10-12").code
        == 0
    )
    ziel = buero.ordner / "heraus.pdf"
    assert buero.rufe(["anlage", "hole", FALL, 1, "--ziel", ziel]).code == 0
    assert ziel.read_bytes() == b"%PDF-1.7 Zeugnis"
    assert buero.rufe(["anlage", "hole", FALL, 2, "--ziel", ziel]).code == 3


def test_a_letter_that_arrived_late_counts_from_its_arrival(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert buero.rufe(["bescheid", "zugang", FALL], heute="2026-11-16").code == 5
    assert buero.rufe(["bescheid", "zugang", FALL], heute="2026-11-21").code == 0
    fristen = zeige(buero)["bescheid"]["fristen"]
    assert (fristen["bekanntgabe"], fristen["fristende"]) == ("2026-11-21", "2026-12-21")


def test_by_acknowledgement_only_the_receipt_announces(buero: Buero) -> None:
    buero.gehe_bis("bescheid lege-ab")
    assert buero.rufe(["bescheid", "aufgabe", FALL, "--art", "empfangsbekenntnis"], heute="2026-11-12").code == 0
    stand = zeige(buero, "2027-03-01")
    assert (stand["zustand"], stand["bescheid"]["fristen"]) == ("bekanntgegeben", None)
    assert buero.rufe(["bescheid", "zugang", FALL], heute="2026-11-13").code == 0
    assert zeige(buero)["bescheid"]["fristen"]["bestandskraft"] == "2026-12-15"


def test_a_letter_that_came_back_is_posted_again(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert buero.rufe(["bescheid", "ruecklauf", FALL, "--grund", "unbekannt verzogen"], heute="2026-11-20").code == 0
    stand = zeige(buero)
    assert (stand["zustand"], stand["bescheid"]["aufgabe_am"]) == ("bewilligt", None)
    assert buero.rufe(["bescheid", "aufgabe", FALL], heute="2026-11-24").code == 0
    assert zeige(buero)["bescheid"]["fristen"]["bekanntgabe"] == "2026-11-28"


def test_what_was_taken_back_or_replaced_is_no_longer_corrected(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    erste = nummer(buero, "bescheid_aufgeben")
    worte = ["fall", "berichtige", FALL, erste, "--feld", "am", "--neu", "2026-11-11", "--grund", "Zahlendreher"]
    assert buero.rufe(["bescheid", "zugang", FALL], heute="2026-11-18").code == 0
    assert buero.rufe(["bescheid", "ruecklauf", FALL, "--grund", "unbekannt verzogen"], heute="2026-11-20").code == 0
    for typ in ("bescheid_aufgeben", "zugang_erfassen"):
        lauf = berichtige(buero, typ, "am", "2026-11-11", "leitung")
        assert (lauf.code, "Die Angabe gilt nicht mehr" in lauf.fehler) == (5, True), lauf.fehler
    assert zeige(buero)["bescheid"]["fristen"] is None
    assert buero.rufe(["bescheid", "aufgabe", FALL], heute="2026-11-24").code == 0
    lauf = buero.rufe(worte, "leitung", "2026-11-25")
    assert (lauf.code, "durch eine spätere ersetzt" in lauf.fehler) == (5, True), lauf.fehler
    assert zeige(buero)["bescheid"]["aufgabe_am"] == "2026-11-24"


def test_a_corrected_day_does_not_come_before_what_it_rests_on(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    lauf = berichtige(buero, "bescheid_aufgeben", "am", "2026-11-09", "leitung")
    assert (lauf.code, "läge vor der Ablage des Bescheids" in lauf.fehler) == (5, True), lauf.fehler
    grund = ["--grund", "VG Chemnitz, Höhe der Zuwendung"]
    assert buero.rufe(["klage", "erfasse", FALL, "--am", "2026-11-11", *grund], heute="2026-11-20").code == 5
    assert buero.rufe(["klage", "erfasse", FALL, "--am", "2026-11-18", *grund], heute="2026-11-20").code == 0
    lauf = berichtige(buero, "klage_erfassen", "am", "2026-11-11", "leitung")
    assert (lauf.code, "läge vor der Aufgabe zur Post" in lauf.fehler) == (5, True), lauf.fehler
    assert berichtige(buero, "klage_erfassen", "am", "2026-11-19", "leitung").code == 0

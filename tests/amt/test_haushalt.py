"""The budget of an office: nothing is bound that is not there, whoever tries, and everything bound can be followed."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from foerderung.cli.faden import FALL
from foerderung.errors import NichtErlaubtError
from foerderung.services.akt import Auftrag
from foerderung.services.amt import oeffne
from foerderung.services.fall.entscheidungen import bewillige
from tests.amt.buero import Buero
from tests.amt.mittel import ANNAHMEN, besetze, rufe, schlage_vor, uebersicht, zeige_fall
from tests.amt.prozesse import gleichzeitig
from tests.amt.roh import entriegelt, roh
from tests.amt.vorrat import Vorrat

VORSCHLAG, ENTSCHEIDUNG = "2027-01-15", "2027-01-18"
TERMINE = ("1=2027-02-15", "2=2028-04-30", "3=2028-09-30")


def ansatz(buero: Buero, *worte: object, heute: str = ENTSCHEIDUNG) -> None:
    rufe(buero, "haushalt", heute, "haushalt", "ansatz", *worte)


def bewilligt(buero: Buero, *worte: object) -> str:
    """Return a case granted on the day of the decision, after the budget was entered."""
    besetze(buero)
    fall = schlage_vor(buero, 1, VORSCHLAG, TERMINE)
    ansatz(buero, "--jahr", 2027, *worte)
    rufe(buero, "leitung", ENTSCHEIDUNG, "entscheidung", "bewillige", fall, *ANNAHMEN)
    return fall


def bindungen(buero: Buero, fall: str, heute: str = ENTSCHEIDUNG) -> list[tuple[int, int, str]]:
    stand = zeige_fall(buero, fall, heute)
    return [(eine["haushaltsjahr"], eine["jahr"], eine["betrag"]) for eine in stand["bindungen"]]


# --- approval --------------------------------------------------------------------------------------------------------


def test_a_grant_without_ausgabemittel_of_the_current_year_is_refused(buero: Buero) -> None:
    besetze(buero)
    fall = schlage_vor(buero, 1, VORSCHLAG, TERMINE)
    ansatz(buero, "--jahr", 2027, "--ausgabemittel", "9999,99")
    worte = ["entscheidung", "bewillige", fall, *ANNAHMEN]
    lauf = buero.rufe(worte, "leitung", ENTSCHEIDUNG)
    assert lauf.code == 5
    assert "gebraucht werden 10.000,00 €, frei sind 9.999,99 €" in lauf.fehler
    moeglich = buero.rufe(["fall", "moeglich", fall, "--json"], "leitung", ENTSCHEIDUNG).daten
    (akt,) = [eines for eines in moeglich["akte"] if eines["akt"] == "entscheidung_bewilligen"]
    assert [fehlt["code"] for fehlt in akt["fehlt"]] == ["ausgabemittel_fehlen"]
    ansatz(buero, "--jahr", 2027, "--ausgabemittel", "10000")
    assert buero.rufe(worte, "leitung", ENTSCHEIDUNG).code == 0


def test_without_kapitel_and_titel_nothing_is_granted(buero: Buero) -> None:
    besetze(buero)
    fall = schlage_vor(buero, 1, VORSCHLAG, TERMINE)
    rufe(buero, "leitung", ENTSCHEIDUNG, "behoerde", "setze", "titel=")
    lauf = buero.rufe(["entscheidung", "bewillige", fall, *ANNAHMEN], "leitung", ENTSCHEIDUNG)
    assert (lauf.code, "behoerde setze titel=…" in lauf.fehler) == (5, True)


def test_only_years_with_an_authorisation_bind_and_the_rest_is_expected(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "50000", "--ve", "2028=14999,99")
    stand = zeige_fall(buero, fall, ENTSCHEIDUNG)
    assert bindungen(buero, fall) == [(2027, 2027, "10000.00")]
    assert stand["voraussicht"] == {"2028": "15000.00"}  # a year binds as a whole or not at all
    assert stand["buchungsstelle"] == ["0000", "000 00"]


def test_everything_binds_where_everything_is_there(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "10000", "--ve", "2028=15000")
    assert bindungen(buero, fall) == [(2027, 2027, "10000.00"), (2027, 2028, "15000.00")]
    assert zeige_fall(buero, fall, ENTSCHEIDUNG)["voraussicht"] == {}


def test_an_expected_day_for_an_instalment_that_is_not_planned_is_refused(buero: Buero) -> None:
    besetze(buero)
    fall = schlage_vor(buero, 1, VORSCHLAG)
    lauf = buero.rufe(["entscheidung", "schlage-vor", fall, "--rate-am", "4=2027-02-15"], heute=VORSCHLAG)
    assert (lauf.code, "die 4. Rate gibt es nicht; zulässig: 1 bis 3" in lauf.fehler) == (3, True)


# --- the rest of the way ---------------------------------------------------------------------------------------------


def test_what_was_expected_binds_with_a_later_authorisation_and_its_notice(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "10000")
    brief = buero.ordner / "aenderungsbescheid.pdf"
    brief.write_bytes(b"%PDF")
    worte = ["haushalt", "binde", fall, "--jahr", 2028, "--datei", brief]
    lauf = buero.rufe(worte, "haushalt", "2027-03-01")
    assert (lauf.code, "Verpflichtungsermächtigung 2027 für 2028: gebraucht werden 15.000,00 €" in lauf.fehler) == (
        5,
        True,
    )
    ansatz(buero, "--jahr", 2027, "--ve", "2028=15000", heute="2027-03-01")
    assert buero.rufe(worte, "haushalt", "2027-03-01").code == 0
    assert bindungen(buero, fall, "2027-03-01")[1:] == [(2027, 2028, "15000.00")]
    lauf = buero.rufe(worte, "haushalt", "2027-03-01")
    assert (lauf.code, "nichts nur voraussichtlich bewilligt" in lauf.fehler) == (5, True)


def test_money_is_shifted_to_a_later_year_only_as_far_as_it_is_bound_here_and_free_there(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "10000", "--ve", "2028=18000")

    def verschiebe(von: int, nach: int, betrag: str) -> Any:
        ziel = ["haushalt", "verschiebe", fall, "--von", von, "--nach", nach, "--betrag", betrag, "--grund", "später"]
        return buero.rufe(ziel, "haushalt", "2027-03-01")

    assert "In 2027 sind nur 10.000,00 € gebunden" in verschiebe(2027, 2028, "10000,01").fehler
    assert "für 2028: gebraucht werden 4.000,00 €, frei sind 3.000,00 €" in verschiebe(2027, 2028, "4000").fehler
    assert "Das Haushaltsjahr 2026 ist abgelaufen" in verschiebe(2027, 2026, "1").fehler
    assert "ist nichts zu verschieben" in verschiebe(2027, 2027, "1").fehler
    assert verschiebe(2027, 2028, "3000").code == 0
    assert bindungen(buero, fall, "2027-03-01") == [(2027, 2027, "7000.00"), (2027, 2028, "18000.00")]
    assert verschiebe(2028, 2027, "500").code == 0
    mittel = {(eine["jahr"], eine["art"]): eine for eine in uebersicht(buero, 2027, "2027-03-01")["mittel"]}
    assert mittel[2027, "ausgabemittel"]["frei"] == "2500.00"
    assert mittel[2028, "verpflichtungsermaechtigung"]["frei"] == "500.00"


def test_nothing_is_ordered_that_is_not_bound_in_its_haushaltsjahr(buero: Buero) -> None:
    buero.gehe_bis("zahlung beginnanzeige")
    buero.gehe_weiter_bis("zahlung bescheinige")
    spaet = ["zahlung", "ordne-an", FALL, "--faellig", "2028-01-10"]
    lauf = buero.rufe(spaet, "haushalt", "2027-12-20")
    assert lauf.code == 5
    assert "u zahlen sind 52.652,00 €, für Zahlungen in 2028 sind noch 0,00 € gebunden" in lauf.fehler
    ansatz(buero, "--jahr", 2027, "--ve", "2028=60000", heute="2027-12-20")
    verschiebe = ["haushalt", "verschiebe", FALL, "--von", 2027, "--nach", 2028, "--betrag", "52652", "--grund", "spät"]
    assert buero.rufe(verschiebe, "haushalt", "2027-12-20").code == 0
    lauf = buero.rufe(spaet, "haushalt", "2027-12-20")
    assert (lauf.code, "Ausgabemittel des Haushaltsjahres 2028 sind nicht erfasst" in lauf.fehler) == (5, True)
    ansatz(buero, "--jahr", 2028, "--ausgabemittel", "52652", heute="2027-12-20")
    assert buero.rufe(spaet, "haushalt", "2027-12-20").code == 0


def test_what_the_grant_no_longer_needs_is_released_when_the_proof_is_examined(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path)
    stand = zeige_fall(buero, FALL, "2030-06-10")
    assert [eine["betrag"] for eine in stand["bindungen"]] == ["52652.00", "77065.00"]
    assert stand["nachweis"]["zuwendung"] == "129717.00"
    zeile = uebersicht(buero, 2030, "2030-06-10")["zuwendungen"][0]
    assert (zeile["gebunden"], zeile["angeordnet"]) == ("77065.00", "77065.00")
    tage = ("nachweis_faellig", "nachweis_eingang", "nachweis_geprueft")
    assert [zeile[name] for name in tage] == ["2030-12-31", "2030-03-14", "2030-05-20"]


# --- the office ------------------------------------------------------------------------------------------------------


def test_an_ansatz_never_falls_below_what_is_bound(buero: Buero) -> None:
    bewilligt(buero, "--ausgabemittel", "20000", "--ve", "2028=15000")
    for worte in (["--ausgabemittel", "9999,99"], ["--ve", "2028=14999,99"]):
        lauf = buero.rufe(["haushalt", "ansatz", "--jahr", 2027, *worte], "haushalt", ENTSCHEIDUNG)
        assert (lauf.code, "so viel ist gebunden" in lauf.fehler) == (5, True)
    lauf = buero.rufe(["haushalt", "ansatz", "--jahr", 2028, "--ausgabemittel", "14000"], "haushalt", "2028-01-03")
    assert (lauf.code, "mindestens 15.000,00 €" in lauf.fehler) == (5, True)
    ansatz(buero, "--jahr", 2028, "--ausgabemittel", "15000", heute="2028-01-03")
    ansatz(buero, "--jahr", 2027, "--ausgabemittel", "10000")
    assert uebersicht(buero, 2028, "2028-01-03")["mittel"][0]["frei"] == "0.00"


@pytest.mark.parametrize(
    ("worte", "code", "text"),
    [
        (["ansatz", "--jahr", 2027], 3, "kein Betrag"),
        (["ansatz", "--jahr", 2027, "--ve", "2027=1"], 3, "ein Jahr nach 2027"),
        (["ansatz", "--jahr", 2027, "--ve", "2028=1", "--ve", "2028=2"], 2, "zweimal angegeben"),
        (["ansatz", "--jahr", 2027, "--ve", "2028:1"], 2, "keine Angabe wie"),
        (["ansatz", "--jahr", 2017, "--ausgabemittel", "1"], 2, "2018"),
        (["ansatz", "--jahr", 2027, "--ausgabemittel", "1", "--kapitel", "0301"], 2, "gehören zusammen"),
        (["schliesse", "--jahr", 2027], 5, "nicht abgelaufen"),
    ],
)
def test_wrong_input_is_refused_with_what_is_allowed(
    sqlite_vorrat: Vorrat, tmp_path: Path, worte: list[object], code: int, text: str
) -> None:
    lauf = sqlite_vorrat.buero(tmp_path, "fall anlegen").rufe(["haushalt", *worte], "haushalt", ENTSCHEIDUNG)
    assert (lauf.code, text in lauf.fehler) == (code, True), lauf.fehler


def test_only_the_role_haushalt_enters_and_shifts(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "10000")
    for als in ("bearbeitung", "leitung"):
        for worte in (
            ["haushalt", "ansatz", "--jahr", 2027, "--ausgabemittel", "99999"],
            ["haushalt", "verschiebe", fall, "--von", 2027, "--nach", 2028, "--betrag", "1", "--grund", "x"],
        ):
            lauf = buero.rufe(worte, als, ENTSCHEIDUNG)
            assert (lauf.code, "Haushalt" in lauf.fehler) == (5, True), lauf.fehler


def test_a_closed_haushaltsjahr_takes_no_booking_and_only_the_signing_person_reaches_back(buero: Buero) -> None:
    fall = bewilligt(buero, "--ausgabemittel", "10000")
    heute = "2028-01-10"
    rueck = ["bescheid", "lege-ab", fall, "--datei", Path(__file__), "--ohne-vergleich", "x", "--am", "2027-12-30"]
    rufe(buero, "haushalt", heute, "haushalt", "schliesse", "--jahr", 2027)
    assert uebersicht(buero, 2027, heute)["abgeschlossen"] is True
    lauf = buero.rufe(rueck, "bearbeitung", heute)
    assert (lauf.code, "abgeschlossenen Haushaltsjahr" in lauf.fehler) == (5, True)
    rufe(
        buero, "leitung", heute, "person", "rolle", "bearbeitung", "--rolle", "sachbearbeitung", "--rolle", "zeichnung"
    )
    assert buero.rufe(rueck, "bearbeitung", heute).code == 0
    for worte in (
        ["haushalt", "ansatz", "--jahr", 2027, "--ausgabemittel", "50000"],
        ["haushalt", "schliesse", "--jahr", 2027],
    ):
        lauf = buero.rufe(worte, "haushalt", heute)
        assert (lauf.code, "Haushaltsjahr 2027 ist abgeschlossen" in lauf.fehler) == (5, True)


def test_a_refused_budget_is_recorded_like_every_refusal(buero: Buero) -> None:
    bewilligt(buero, "--ausgabemittel", "10000")
    ansatz(buero, "--jahr", 2026, "--ausgabemittel", "1")
    rufe(buero, "haushalt", ENTSCHEIDUNG, "haushalt", "schliesse", "--jahr", 2026)
    vorher = buero.ereignisse()
    for worte in (
        ["ansatz", "--jahr", 2027, "--ausgabemittel", "9999,99"],
        ["ansatz", "--jahr", 2026, "--ausgabemittel", "50000"],
        ["schliesse", "--jahr", 2026],
        ["schliesse", "--jahr", 2027],
    ):
        assert buero.rufe(["haushalt", *worte], "haushalt", ENTSCHEIDUNG).code == 5
    with roh(buero) as offen:
        neue = offen.zeilen()[vorher:]
    akte = ["haushalt_ansetzen"] * 2 + ["haushaltsjahr_abschliessen"] * 2
    assert [(eine.typ, json.loads(eine.inhalt)["akt"]) for eine in neue] == [("versuch_abgewiesen", a) for a in akte]


def test_the_overview_adds_up_to_the_ledger(buero: Buero) -> None:
    besetze(buero)
    ansatz(buero, "--jahr", 2027, "--ausgabemittel", "30000", "--ve", "2028=20000")
    for nummer in (1, 2, 3):
        fall = schlage_vor(buero, nummer, VORSCHLAG, TERMINE)
        rufe(buero, "leitung", ENTSCHEIDUNG, "entscheidung", "bewillige", fall, *ANNAHMEN)
    daten = uebersicht(buero, 2027, ENTSCHEIDUNG)
    mittel = {eine["jahr"]: eine for eine in daten["mittel"]}
    assert mittel[2027]["gebunden"] == daten["summen"]["gebunden"] == "30000.00"
    assert mittel[2028]["gebunden"] == daten["summen"]["spaeter"] == "15000.00"
    assert mittel[2028]["voraussichtlich"] == daten["summen"]["voraussichtlich"] == "30000.00"
    lauf = buero.rufe(["haushalt", "uebersicht", "--jahr", 2027], "haushalt", ENTSCHEIDUNG)
    assert "Vorhaben 3" in lauf.aus
    assert "insgesamt" in lauf.aus


# --- the last money --------------------------------------------------------------------------------------------------


def bewillige_im_wettlauf(ort: str, als: str | None, fall: str) -> str:
    """Try to grant a case; return what became of it."""
    try:
        bewillige(
            oeffne(ort, als, date.fromisoformat(ENTSCHEIDUNG)),
            Auftrag(fall, "entscheidung_bewilligen"),
            "mit dem Fachreferat abgestimmt",
        )
    except NichtErlaubtError as fehler:
        return ",".join(meldung.regel for meldung in fehler.meldungen)
    return "bewilligt"


def test_of_approvals_racing_for_the_last_10000_euros_exactly_one_wins(buero: Buero) -> None:
    besetze(buero)
    faelle = [schlage_vor(buero, nummer, VORSCHLAG, TERMINE) for nummer in (1, 2, 3, 4)]
    ansatz(buero, "--jahr", 2027, "--ausgabemittel", "10000")
    zweite = "zweite"
    rufe(buero, "leitung", VORSCHLAG, "person", "anlege", zweite, "--name", "Stellvertretung", "--rolle", "zeichnung")
    zeichnende = ("leitung", zweite, "leitung", zweite)
    ausgaenge = gleichzeitig(
        [
            partial(bewillige_im_wettlauf, buero.angaben(als)[1], None if buero.server else als, fall)
            for als, fall in zip(zeichnende, faelle, strict=True)
        ]
    )
    assert sorted(ausgang.wert for ausgang in ausgaenge) == [*["ausgabemittel_fehlen"] * 3, "bewilligt"]
    mittel = uebersicht(buero, 2027, ENTSCHEIDUNG)["mittel"][0]
    assert (mittel["ansatz"], mittel["gebunden"], mittel["frei"]) == ("10000.00", "10000.00", "0.00")
    assert buero.rufe(["db", "pruefe"], "leitung", heute=None).code == 0


# --- past the program ------------------------------------------------------------------------------------------------


def test_the_database_itself_refuses_to_bind_more_than_is_there(buero: Buero) -> None:
    bewilligt(buero, "--ausgabemittel", "10000")
    buchung = {"art": "bindung", "kapitel": "0000", "titel": "000 00", "haushaltsjahr": 2027, "jahr": 2027}
    fakten = json.dumps({"buchungen": [{**buchung, "betrag": "0.01"}]})
    if buero.server is None:
        zeile = "INSERT INTO buchung VALUES (1, 1, 'bindung', '0000', '000 00', 2027, 2027, '', 1)"
        with pytest.raises(sqlite3.IntegrityError, match="mehr gebunden als vorhanden"), roh(buero) as offen:
            offen.tue(zeile)
        return
    werte = ("haushalt_ansetzen", "", ENTSCHEIDUNG, f"{ENTSCHEIDUNG}T09:00:00Z", "salz", fakten)
    with (
        buero.server.verbinde(buero.datenbank, "haushalt") as verbindung,
        pytest.raises(psycopg.Error, match="mehr gebunden, als der Haushalt bereitstellt"),
    ):
        verbindung.execute("SELECT * FROM ereignis_schreiben(%s, %s, %s, %s, %s, %s)", werte)


@pytest.mark.parametrize(
    "eingriff",
    [
        "UPDATE buchung SET betrag = betrag + 1 WHERE art = 'ansatz'",
        "DELETE FROM buchung WHERE art = 'anordnung'",
        "UPDATE buchung SET fall = '' WHERE art = 'bindung'",
    ],
)
def test_a_ledger_that_differs_from_the_events_is_found(opfer: Buero, eingriff: str) -> None:
    with entriegelt(opfer) as offen:
        offen.tue(eingriff)
    lauf = opfer.rufe(["db", "pruefe"], "leitung", heute=None)
    assert (lauf.code, "stimmt nicht mit dem Ereignis überein" in lauf.fehler) == (8, True)


@pytest.mark.parametrize("eingriff", ["UPDATE buchung SET betrag = 0", "DELETE FROM buchung"])
def test_the_ledger_cannot_be_changed(opfer: Buero, eingriff: str) -> None:
    with pytest.raises(Exception, match="ist gesperrt"), roh(opfer) as offen:
        offen.tue(eingriff)

"""Ways beside the straight one: four eyes, missing papers, rejection, reimbursement, withdrawal, actions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from foerderung.cli.faden import FALL
from foerderung.resources import resource_path
from tests.amt.buero import UNTERLAGEN, Buero

BEISPIELE = resource_path("rules") / "kommpraev" / "beispiele"
ANNAHMEN = ["--annahmen-grund", "mit dem Fachreferat abgestimmt"]


def zeige(buero: Buero, heute: str = "2026-11-25", fall: str = FALL) -> dict[str, Any]:
    lauf = buero.rufe(["fall", "zeige", fall, "--json"], heute=heute)
    assert lauf.code == 0, lauf.fehler
    daten: dict[str, Any] = lauf.daten
    return daten


def antrag(ordner: Path, **aenderungen: Any) -> Path:
    """Write the application of the script with changes."""
    daten = yaml.safe_load((UNTERLAGEN / "antrag.yaml").read_text(encoding="utf-8"))
    pfad = ordner / "antrag.json"
    pfad.write_text(json.dumps({**daten, **aenderungen}, default=str), encoding="utf-8")
    return pfad


def mit_regeln(ordner: Path, alt: str, neu: str) -> list[str]:
    """Return the option for a copy of the rules in which something reads differently."""
    ziel = ordner / "regeln"
    shutil.copytree(resource_path("rules"), ziel)
    datei = ziel / "kommpraev" / "parameter.yaml"
    text = datei.read_text(encoding="utf-8")
    assert alt in text
    datei.write_text(text.replace(alt, neu), encoding="utf-8")
    return ["--regeln", str(ziel)]


# --- four eyes -------------------------------------------------------------------------------------------------------


def test_nobody_grants_what_they_proposed_even_with_both_roles(buero: Buero) -> None:
    buero.gehe_bis("antrag pruefe")
    lauf = buero.rufe(["person", "anlege", "zweite", "--name", "Vertretung", "--rolle", "zeichnung", "--rolle",
                       "sachbearbeitung"], als="leitung")  # fmt: skip
    assert lauf.code == 0, lauf.fehler
    vorschlag = ["entscheidung", "schlage-vor", FALL, "--entscheidung", UNTERLAGEN / "entscheidung.yaml"]
    assert buero.rufe(vorschlag, als="zweite").code == 0
    lauf = buero.rufe(["entscheidung", "bewillige", FALL, *ANNAHMEN], als="zweite")
    assert lauf.code == 5
    assert "„zweite“ hat den Vorschlag selbst gemacht" in lauf.fehler
    assert buero.rufe(["entscheidung", "lehne-ab", FALL, "--grund", "anders"], als="zweite").code == 5
    assert zeige(buero)["zustand"] == "vorgeschlagen"
    assert buero.rufe(["entscheidung", "bewillige", FALL, *ANNAHMEN], als="leitung").code == 0


def test_nobody_orders_what_they_certified_even_with_both_roles(buero: Buero) -> None:
    buero.gehe_bis("zahlung beginnanzeige")
    lauf = buero.rufe(["person", "anlege", "zweite", "--name", "Vertretung", "--rolle", "haushalt", "--rolle",
                       "sachbearbeitung"], als="leitung", heute="2027-01-08")  # fmt: skip
    assert lauf.code == 0, lauf.fehler
    assert buero.rufe(["zahlung", "bescheinige", FALL], als="zweite", heute="2027-01-11").code == 0
    lauf = buero.rufe(["zahlung", "ordne-an", FALL], als="zweite", heute="2027-01-11")
    assert lauf.code == 5
    assert "hat die Zahlung selbst bescheinigt" in lauf.fehler
    assert buero.rufe(["zahlung", "ordne-an", FALL], als="haushalt", heute="2027-01-11").code == 0


def test_nobody_changes_their_own_roles(buero: Buero) -> None:
    buero.richte_ein()
    lauf = buero.rufe(["person", "rolle", "leitung", "--rolle", "zeichnung", "--rolle", "haushalt"], als="leitung")
    assert lauf.code == 5
    assert "Niemand ändert die eigenen Rollen" in lauf.fehler


# --- decision --------------------------------------------------------------------------------------------------------


def test_assumptions_have_to_be_accepted_with_a_reason(buero: Buero) -> None:
    buero.gehe_bis("entscheidung bewillige")  # the first try of the script is the proposer's own
    lauf = buero.rufe(["entscheidung", "bewillige", FALL], als="leitung")
    assert lauf.code == 5
    assert "unbestätigten Annahmen" in lauf.fehler
    assert "--annahmen-grund" in lauf.fehler


def test_a_proposal_does_not_survive_a_change_of_the_rules(sqlite_buero: Buero) -> None:
    sqlite_buero.gehe_bis("entscheidung schlage-vor")
    sqlite_buero.gehe_weiter_bis("entscheidung schlage-vor KP-2026-0001 --entscheidung")
    regeln = mit_regeln(sqlite_buero.ordner, '"70 %"', '"69 %"')
    lauf = sqlite_buero.rufe([*regeln, "entscheidung", "bewillige", FALL, *ANNAHMEN], als="leitung")
    assert lauf.code == 5
    assert "Seit dem Vorschlag geändert: das Regelwerk" in lauf.fehler
    assert "die Zuwendung" in lauf.fehler


def test_a_decision_recomputes_from_its_record_whatever_the_rules_say_by_then(sqlite_buero: Buero) -> None:
    sqlite_buero.gehe_bis("bescheid aufgabe")
    regeln = mit_regeln(sqlite_buero.ordner, '"70 %"', '"65 %"')
    lauf = sqlite_buero.rufe([*regeln, "fall", "rechne-nach", FALL, "--json"], als="leitung", heute="2027-01-04")
    assert lauf.code == 0
    (entscheidung,) = lauf.daten
    assert entscheidung["identisch"] is True
    assert entscheidung["abweichungen"] == []


def test_a_new_version_after_the_check_voids_check_and_proposal_and_keeps_the_first_receipt(buero: Buero) -> None:
    buero.gehe_bis("entscheidung bewillige")
    neu = antrag(buero.ordner, eingang_am="2026-11-20")
    assert buero.rufe(["antrag", "einlesen", FALL, neu]).code == 0
    stand = zeige(buero)
    assert stand["zustand"] == "eingegangen"
    assert (stand["pruefvermerk"], stand["vorschlag"]) == (None, None)
    assert [eine["eingang_am"] for eine in stand["antraege"]] == ["2026-10-01", "2026-11-20"]
    codes = [b["code"] for b in buero.rufe(["antrag", "befunde", FALL, "--json"]).daten["befunde"]]
    assert "frist_versaeumt" not in codes


def test_missing_papers_are_asked_for_and_hold_up_the_check(buero: Buero) -> None:
    buero.gehe_bis("antrag vorlage")
    unvollstaendig = antrag(buero.ordner, anlagen=["projektbeschreibung"])
    assert buero.rufe(["antrag", "einlesen", FALL, unvollstaendig], heute="2026-10-01").code == 0
    vermerk = ["antrag", "pruefe", FALL, "--vermerk", UNTERLAGEN / "pruefvermerk.yaml"]
    lauf = buero.rufe(vermerk, heute="2026-10-05")
    assert lauf.code == 5
    assert "bildungsnachweis" in lauf.fehler.lower()
    assert buero.rufe(["antrag", "nachfordere", FALL, "--frist", "2026-10-15"], heute="2026-10-05").code == 0
    stand = zeige(buero)
    assert (stand["zustand"], stand["nachforderung"]["codes"]) == ("nachgefordert", ["anlage_fehlt"])
    assert buero.rufe(["antrag", "einlesen", FALL, UNTERLAGEN / "antrag.yaml"], heute="2026-10-12").code == 0
    assert buero.rufe(["antrag", "nachfordere", FALL], heute="2026-10-12").code == 5
    assert buero.rufe(vermerk, heute="2026-10-12").code == 0


def test_an_application_without_consultation_leaves_only_its_receipt(buero: Buero) -> None:
    buero.gehe_bis("fall anlegen")
    lauf = buero.rufe(["antrag", "einlesen", FALL, UNTERLAGEN / "antrag.yaml"], heute="2026-10-01")
    assert lauf.code == 0
    assert "Nicht eingelesen" in lauf.aus
    stand = zeige(buero)
    assert (stand["zustand"], stand["eingang_ohne_beratung"], stand["antraege"]) == ("angelegt", "2026-10-01", [])


def test_a_consultation_after_the_receipt_does_not_help(buero: Buero) -> None:
    buero.gehe_bis("beratung erfasse")
    lauf = buero.rufe(["antrag", "einlesen", FALL, antrag(buero.ordner, eingang_am="2026-09-01")], heute="2026-10-01")
    assert lauf.code == 5
    assert "RL KommPräv IV Nr. 2" in lauf.fehler


def test_a_rejection_is_closed_when_its_time_limit_is_over(buero: Buero) -> None:
    buero.gehe_bis("antrag pruefe")
    vorschlag = ["entscheidung", "schlage-vor", FALL, "--ablehnung", "Haushaltsmittel sind erschöpft"]
    assert buero.rufe(vorschlag, heute="2026-11-02").code == 0
    lauf = buero.rufe(["entscheidung", "bewillige", FALL, *ANNAHMEN], als="leitung", heute="2026-11-03")
    assert "Vorgeschlagen ist die Ablehnung" in lauf.fehler
    assert buero.rufe(["entscheidung", "lehne-ab", FALL], als="leitung", heute="2026-11-03").code == 0
    brief = buero.ordner / "ablehnung.pdf"
    brief.write_bytes(b"%PDF")
    assert buero.rufe(["bescheid", "aufgabe", FALL], heute="2026-11-12").code == 5
    assert buero.rufe(["bescheid", "lege-ab", FALL, "--datei", brief], heute="2026-11-11").code == 0
    assert buero.rufe(["bescheid", "aufgabe", FALL], heute="2026-11-12").code == 0
    stand = zeige(buero, "2026-12-16")
    assert (stand["zustand"], stand["beschluss"]["grund"]) == ("abgelehnt", "Haushaltsmittel sind erschöpft")
    lauf = buero.rufe(["fall", "schliesse", FALL], als="leitung", heute="2026-12-16")
    assert (lauf.code, "17.12.2026" in lauf.fehler) == (5, True)
    assert buero.rufe(["fall", "schliesse", FALL], als="leitung", heute="2026-12-17").code == 0
    assert buero.rufe(["fall", "rechne-nach", FALL], heute="2026-12-17").code == 0


# --- after the decision ----------------------------------------------------------------------------------------------


def test_a_waiver_makes_the_notice_final_on_the_day_it_arrives(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert buero.rufe(["bescheid", "verzicht", FALL], heute="2026-11-15").code == 5
    assert buero.rufe(["bescheid", "verzicht", FALL], heute="2026-11-20").code == 0
    assert zeige(buero, "2026-11-19")["zustand"] == "bekanntgegeben"
    stand = zeige(buero, "2026-11-20")
    assert (stand["zustand"], stand["bescheid"]["fristen"]["bestandskraft"]) == ("bestandskraeftig", "2026-11-20")


def test_an_action_stops_everything_until_it_is_settled(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert buero.rufe(["klage", "erfasse", FALL, "--grund", "VG Chemnitz"], heute="2026-12-16").code == 0
    assert zeige(buero, "2027-02-01")["zustand"] == "angefochten"
    assert buero.rufe(["zahlung", "bescheinige", FALL], heute="2027-02-01").code == 5
    assert buero.rufe(["klage", "erledige", FALL, "--grund", "zurückgenommen"], heute="2027-02-02").code == 0
    assert zeige(buero, "2027-02-02")["zustand"] == "bestandskraeftig"


def test_money_moves_on_the_safe_date_and_not_the_day_before(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    assert buero.rufe(["zahlung", "beginnanzeige", FALL], heute="2026-12-16").code == 0
    lauf = buero.rufe(["zahlung", "bescheinige", FALL], heute="2026-12-16")
    assert (lauf.code, "17.12.2026" in lauf.fehler) == (5, True)
    assert buero.rufe(["zahlung", "bescheinige", FALL], heute="2026-12-17").code == 0
    verlauf = buero.rufe(["fall", "verlauf", FALL, "--json"], heute="2026-12-17").daten["ereignisse"]
    (eintritt,) = [eines for eines in verlauf if eines["typ"] == "bestandskraft_eintreten"]
    assert eintritt["wirksam_am"] == "2026-12-17"


def test_reimbursement_pays_once_on_the_complete_proof(buero: Buero) -> None:
    buero.gehe_bis("behoerde setze")
    for worte in (
        ["antragsteller", "anlege", "--name", "Gemeinde Beispieldorf", "--art", "gemeinde", "--ags", "14729999",
         "--strasse", "Dorfstraße 3", "--plz", "04683", "--ort", "Beispieldorf", "--iban", "DE02120300000000202051"],
        ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "Graffiti-Werkstatt"],
    ):  # fmt: skip
        assert buero.rufe(worte, heute="2026-09-01").code == 0
    beratung = yaml.safe_load((UNTERLAGEN / "beratung.yaml").read_text(encoding="utf-8"))
    pfad = buero.ordner / "beratung.json"
    pfad.write_text(json.dumps(beratung, default=str), encoding="utf-8")
    entscheidung = buero.ordner / "entscheidung.yaml"
    entscheidung.write_text("abweichungen: [{befund: foerderuntergrenze, grund: anlassbezogen}]\n", encoding="utf-8")
    nachweis = buero.ordner / "nachweis.yaml"
    nachweis.write_text(_NACHWEIS_KLEINPROJEKT, encoding="utf-8")
    brief = buero.ordner / "bescheid.pdf"
    brief.write_bytes(b"%PDF")
    schritte: list[tuple[str, str, list[Any]]] = [
        ("2026-09-02", "haushalt", ["haushalt", "ansatz", "--jahr", 2026, "--ve", "2027=8000"]),
        ("2026-09-03", "bearbeitung", ["beratung", "erfasse", FALL, pfad]),
        ("2026-10-15", "bearbeitung", ["antrag", "einlesen", FALL, BEISPIELE / "kleinprojekt.yaml"]),
        ("2026-10-20", "bearbeitung", ["evaluation", "ziele", FALL, "--datei", UNTERLAGEN / "ziele.yaml"]),
        ("2026-10-20", "bearbeitung", ["antrag", "pruefe", FALL, "--vermerk", UNTERLAGEN / "pruefvermerk.yaml"]),
        ("2026-11-02", "bearbeitung", ["entscheidung", "schlage-vor", FALL, "--entscheidung", entscheidung,
                                       "--rate-am", "1=2027-12-01"]),
        ("2026-11-09", "leitung", ["entscheidung", "bewillige", FALL, *ANNAHMEN]),
        ("2026-11-10", "bearbeitung", ["bescheid", "lege-ab", FALL, "--datei", brief, "--ohne-vergleich", "von Hand"]),
        ("2026-11-12", "bearbeitung", ["bescheid", "aufgabe", FALL]),
        ("2027-01-04", "haushalt", ["haushalt", "ansatz", "--jahr", 2027, "--ausgabemittel", "8000"]),
        ("2027-11-15", "bearbeitung", ["nachweis", "einlesen", FALL, "--datei", nachweis]),
        ("2027-11-20", "bearbeitung", ["nachweis", "vollstaendig", FALL]),
        ("2027-11-20", "bearbeitung", ["zahlung", "bescheinige", FALL]),
        ("2027-11-21", "haushalt", ["zahlung", "ordne-an", FALL]),
    ]  # fmt: skip
    for heute, als, worte in schritte:
        lauf = buero.rufe(worte, als, heute)
        assert lauf.code == 0, f"{worte}: {lauf.fehler}"
    stand = zeige(buero, "2027-11-21")
    assert stand["beschluss"]["verfahren"] == "erstattung"
    assert stand["beschluss"]["raten"] == []
    # ist 8 100,50 of plan 8 550,50: less than 500 EUR of difference leaves the grant (ANBest-K 2.2)
    assert [(z["betrag"], z["anlass"]) for z in stand["zahlungen"]] == [("7695.00", "nachweis_vollstaendig")]


_NACHWEIS_KLEINPROJEKT = """
eingang_am: 2027-11-15
art: verwendungsnachweis
sachbericht: Die Werkstatt fand statt.
finanzierung: {eigenmittel: {2027: 406.00}}
bestaetigungen: {publizitaet: true, buecher: true, skonti_abgesetzt: true, vorsteuer_abgesetzt: true}
sachausgaben:
  - {bezeichnung: Honorare, ausgaben: {2027: 6400.00}}
  - {bezeichnung: Material, ausgaben: {2027: 1700.50}}
"""


def test_a_withdrawn_application_ends_the_case(buero: Buero) -> None:
    buero.gehe_bis("antrag einlesen")
    brief = buero.ordner / "ruecknahme.pdf"
    brief.write_bytes(b"%PDF")
    worte = ["fall", "ziehe-zurueck", FALL, "--datei", brief, "--grund", "anderweitig finanziert"]
    assert buero.rufe(worte).code == 0
    assert zeige(buero)["zustand"] == "zurueckgezogen"
    assert "nichts mehr zu tun" in buero.rufe(["fall", "moeglich", FALL]).aus


def test_what_can_be_done_now_names_persons_and_what_is_missing(buero: Buero) -> None:
    buero.gehe_bis("antrag pruefe")
    akte = {eines["akt"]: eines for eines in buero.rufe(["fall", "moeglich", FALL, "--json"]).daten["akte"]}
    assert akte["ziele_festlegen"]["personen"] == ["bearbeitung"]
    vorschlag = akte["entscheidung_vorschlagen"]
    assert vorschlag["personen"] == []
    assert [fehlt["code"] for fehlt in vorschlag["fehlt"]] == ["ermessen_offen"]
    assert "entscheidung_bewilligen" not in akte

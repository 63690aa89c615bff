"""An office of two lives a whole case; with one left an act waits, and the program says for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foerderung.cli.faden import BEARBEITUNG, EINRICHTUNG, FALL, HAUSHALT, LEITUNG, SCHRITTE, Schritt
from tests.amt.buero import UNTERLAGEN, Buero, Lauf

_DREI = " --rolle haushalt --rolle sachbearbeitung"
ROLLEN = {f"person anlege {BEARBEITUNG}": " --rolle haushalt"}


def zu_zweit() -> list[Schritt]:
    """Return the script with the third person's steps taken by the first."""
    schritte = [replace(EINRICHTUNG, befehl=EINRICHTUNG.befehl + _DREI)]
    for schritt in SCHRITTE:
        if not schritt.befehl.startswith(f"person anlege {HAUSHALT}"):
            mehr = next((rollen for anfang, rollen in ROLLEN.items() if schritt.befehl.startswith(anfang)), "")
            als = LEITUNG if schritt.als == HAUSHALT else schritt.als
            schritte.append(replace(schritt, als=als, befehl=schritt.befehl + mehr))
    return schritte


def gehe(buero: Buero, bis: str = "", schritte: list[Schritt] | None = None) -> None:
    """Take the steps up to the first that begins so and succeeds."""
    for nummer, schritt in enumerate(zu_zweit() if schritte is None else schritte):
        als = None if buero.server is not None and not nummer else schritt.als
        lauf = buero.rufe(schritt.worte(UNTERLAGEN, buero.ordner), als, schritt.heute.isoformat())
        assert lauf.code == schritt.code, f"{schritt.befehl}: {lauf.fehler or lauf.aus}"
        if bis and schritt.befehl.startswith(bis) and not schritt.code:
            return


def test_a_whole_case_needs_no_more_than_two_persons(buero: Buero) -> None:
    gehe(buero)
    daten = buero.rufe(["fall", "zeige", FALL, "--json"], als=LEITUNG, heute="2030-06-10").daten
    assert daten["zustand"] == "abgeschlossen"
    assert (daten["vorschlag"]["person"], daten["beschluss"]["person"]) == (BEARBEITUNG, LEITUNG)
    assert {(z["bescheinigt_von"], z["angeordnet_von"]) for z in daten["zahlungen"]} == {(BEARBEITUNG, LEITUNG)}
    assert {eine["kuerzel"] for eine in buero.rufe(["person", "liste", "--json"], als=LEITUNG).daten} == {
        BEARBEITUNG,
        LEITUNG,
    }


def moeglich(buero: Buero) -> Lauf:
    return buero.rufe(["fall", "moeglich", FALL], als=LEITUNG, heute="2026-11-02")


def schlage_vor(buero: Buero, als: str) -> Lauf:
    entscheidung = ["--entscheidung", UNTERLAGEN / "entscheidung.yaml"]
    termine = [wort for rate in ("1=15.01.2027", "2=30.04.2030", "3=31.07.2030") for wort in ("--rate-am", rate)]
    return buero.rufe(["entscheidung", "schlage-vor", FALL, *entscheidung, *termine], als, "2026-11-02")


def test_with_one_left_the_decision_waits_until_somebody_else_has_the_role(buero: Buero) -> None:
    gehe(buero, bis="entscheidung schlage-vor")
    assert "Wartet auf Zeichnung außer bearbeitung: über den Vorschlag entscheiden" in moeglich(buero).aus
    assert schlage_vor(buero, LEITUNG).code == 0
    bewillige = ["entscheidung", "bewillige", FALL, "--annahmen-grund", "abgestimmt"]
    assert buero.rufe(bewillige, LEITUNG, "2026-11-02").code == 5
    lauf = moeglich(buero)
    assert "Noch nicht möglich: Bewilligen" in lauf.aus
    assert (
        "wartet auf eine Person mit der Rolle Zeichnung außer „leitung“; in Frage kommen: bearbeitung. "
        "foerderung person rolle KÜRZEL --rolle zeichnung" in lauf.aus
    )
    vertretung = ["--fuer", LEITUNG, "--durch", BEARBEITUNG, "--von", "2026-11-01", "--bis", "2026-11-30"]
    assert buero.rufe(["person", "vertretung", *vertretung], LEITUNG, "2026-11-02").code == 0
    lauf = buero.rufe(bewillige, BEARBEITUNG, "2026-11-02")
    assert lauf.code == 5, "a deputy of the proposer alone is no second person"
    assert "in Frage kommen: bearbeitung" in moeglich(buero).aus
    rollen = [wort for rolle in ("sachbearbeitung", "haushalt", "zeichnung") for wort in ("--rolle", rolle)]
    assert buero.rufe(["person", "rolle", BEARBEITUNG, *rollen], LEITUNG, "2026-11-02").code == 0
    assert buero.rufe(bewillige, BEARBEITUNG, "2026-11-02").code == 0
    assert buero.rufe(["db", "pruefe"], als=LEITUNG, heute=None).code == 0


def test_with_everybody_else_blocked_nobody_is_left_to_ask(sqlite_buero: Buero) -> None:
    gehe(sqlite_buero, bis="entscheidung schlage-vor")
    assert schlage_vor(sqlite_buero, LEITUNG).code == 0
    assert sqlite_buero.rufe(["person", "sperre", BEARBEITUNG], LEITUNG, "2026-11-02").code == 0
    lauf = moeglich(sqlite_buero)
    assert "außer „leitung“; im Amt kommt niemand in Frage. foerderung person anlege" in lauf.aus
    (bewilligen,) = [
        akt
        for akt in sqlite_buero.rufe(["fall", "moeglich", FALL, "--json"], LEITUNG, "2026-11-02").daten["akte"]
        if akt["akt"] == "entscheidung_bewilligen"
    ]
    assert bewilligen["wartet_auf"] == {"rolle": "zeichnung", "ausgeschlossen": "leitung", "koennten": []}
    assert bewilligen["personen"] == []


def test_a_role_that_nobody_has_is_named_with_who_could_have_it(sqlite_buero: Buero) -> None:
    schritte = [replace(EINRICHTUNG, befehl=EINRICHTUNG.befehl + " --rolle haushalt"), *zu_zweit()[1:]]
    gehe(sqlite_buero, bis="fall anlegen", schritte=schritte)
    assert sqlite_buero.rufe(["person", "rolle", BEARBEITUNG, "--rolle", "haushalt"], LEITUNG, "2026-11-02").code == 0
    lauf = moeglich(sqlite_buero)
    assert "niemand hat die Rolle sachbearbeitung" in lauf.aus
    assert "in Frage kommen: bearbeitung, leitung" in lauf.aus


@pytest.mark.parametrize("befehl", ["zahlung bescheinige"])
def test_only_one_person_for_the_second_act_is_told_with_who_could_deputise(sqlite_buero: Buero, befehl: str) -> None:
    sqlite_buero.gehe_bis("zahlung beginnanzeige")
    sqlite_buero.gehe_weiter_bis(befehl)
    lauf = sqlite_buero.rufe(["fall", "moeglich", FALL], LEITUNG, "2027-01-12")
    assert "Wartet auf Haushalt außer bearbeitung: 1. Rate anordnen, seit 11.01.2027" in lauf.aus
    assert "Nur haushalt kann das; bei Abwesenheit: foerderung person vertretung --fuer haushalt --durch leitung" in (
        lauf.aus
    )

"""One case lives its whole life at the command line, on both databases."""

from foerderung.cli.faden import FALL
from tests.amt.buero import Buero


def test_a_case_goes_from_the_first_contact_to_its_end(buero: Buero) -> None:
    lauf = buero.gehe_bis("db pruefe")
    assert "alles stimmt" in lauf.aus

    fall = buero.rufe(["fall", "zeige", FALL, "--json"], heute="2030-06-10").daten
    assert fall["zustand"] == "abgeschlossen"
    assert fall["beschluss"]["zuwendung"] == "131630.00"
    assert fall["beschluss"]["jahre"] == {"2027": "54000.00", "2028": "44590.00", "2029": "33040.00"}
    # ANBest-K 2.1.1: 131 630 · 179 453,60 / 182 100 = 129 717,06…, in whole euros
    assert (fall["nachweis"]["plan"], fall["nachweis"]["ist"]) == ("182100.00", "179453.60")
    assert fall["nachweis"]["zuwendung"] == "129717.00"
    gezahlt = [
        (zahlung["betrag"], zahlung["bescheinigt_von"], zahlung["angeordnet_von"]) for zahlung in fall["zahlungen"]
    ]
    assert gezahlt == [
        ("52652.00", "bearbeitung", "haushalt"),
        ("65815.00", "bearbeitung", "haushalt"),
        ("11250.00", "bearbeitung", "haushalt"),
    ]


def test_the_deadlines_of_the_posted_notice_are_those_of_the_law(buero: Buero) -> None:
    buero.gehe_bis("bescheid aufgabe")
    fall = buero.rufe(["fall", "zeige", FALL, "--json"], heute="2026-11-12").daten
    fristen = fall["bescheid"]["fristen"]
    assert fristen["bekanntgabe"] == "2026-11-16"
    assert fristen["fristende"] == "2026-12-16"
    assert fristen["bestandskraft"] == "2026-12-17"

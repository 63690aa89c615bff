"""The calculators of procedure on the command line: what --json holds, what people read, how each mistake ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from foerderung.cli import main

FRISTEN = ["fristen", "--aufgabe", "2026-11-12"]
ZINSEN = ["zinsen", "--betrag", "20000", "--von", "2024-01-01", "--bis", "2024-12-31"]
ERMAESSIGUNG = ["ermaessigung", "--zuwendung", "46800", "--plan", "52000", "--ist", "48000"]
RUECKFORDERUNG = ["rueckforderung", "--zuwendung", "46800", "--gezahlt", "46800", "--neu", "43200"]
ALLE = [FRISTEN, ZINSEN, ERMAESSIGUNG, RUECKFORDERUNG]
KOPF = {"richtlinie", "fassung", "regelwerk_sha256", "spur"}
"""What every result says of the rules it rests on."""


def rufe(*woerter: str) -> Result:
    return CliRunner().invoke(main, ["rechne", *woerter])


def ergebnis(*woerter: str) -> dict[str, Any]:
    """Return the figures of a calculation as JSON, without what it says of the rules."""
    lauf = rufe(*woerter, "--json")
    assert lauf.exit_code == 0, lauf.stderr
    assert lauf.stderr == ""
    daten: dict[str, Any] = json.loads(lauf.stdout)
    assert daten["richtlinie"] == "verfahren"
    return {name: wert for name, wert in daten.items() if name not in KOPF}


# --- json ---------------------------------------------------------------------------------------------------


def test_deadlines_hold_exactly_the_five_days() -> None:
    assert ergebnis(*FRISTEN) == {
        "bekanntgabe": "2026-11-16",
        "bekanntgabe_spaet": "2026-11-16",
        "fristende": "2026-12-16",
        "fristende_spaet": "2026-12-16",
        "bestandskraft": "2026-12-17",
    }


def test_a_waiver_is_taken_into_account() -> None:
    assert ergebnis(*FRISTEN, "--verzicht", "20.11.2026")["bestandskraft"] == "2026-11-20"


def test_interest_holds_sections_and_totals() -> None:
    assert ergebnis(*ZINSEN, "--zahlung", "2024-06-30=10.000,00") == {
        "abschnitte": [
            {
                "von": "2024-01-01",
                "bis": "2024-06-30",
                "tage": 180,
                "satz": "8.62",
                "kapital": "20000.00",
                "zinsen": "862.000000",
                "fortgeschrieben": False,
            },
            {
                "von": "2024-07-01",
                "bis": "2024-12-31",
                "tage": 180,
                "satz": "8.37",
                "kapital": "10862.00",  # 20 000 − (10 000 − 862)
                "zinsen": "454.574700",
                "fortgeschrieben": False,
            },
        ],
        "zinsen": "1316.57",
        "erhoben": True,
        "restkapital": "10862.00",
        "zinsen_offen": "454.57",
    }


def test_a_section_gives_its_interest_to_six_decimals() -> None:
    daten = ergebnis("zinsen", "--betrag", "10000", "--von", "2024-03-15", "--bis", "2024-06-30")
    assert daten["abschnitte"][0]["zinsen"] == "253.811111"
    assert daten["zinsen"] == "253.81"


def test_two_payments_on_one_day_count_as_one() -> None:
    getrennt = ergebnis(*ZINSEN, "--zahlung", "2024-03-31=2000", "--zahlung", "31.03.2024=3.000,00")
    assert getrennt == ergebnis(*ZINSEN, "--zahlung", "2024-03-31=5000.00")
    assert getrennt["restkapital"] == "15431.00"


def test_a_reduction_holds_the_new_grant_and_the_difference() -> None:
    assert ergebnis(*ERMAESSIGUNG) == {"zuwendung": "43200.00", "ermaessigung": "3600.00"}


def test_a_reduction_knows_additional_means_and_recurring_grants() -> None:
    mehr = [*ERMAESSIGUNG, "--mehreinnahmen", "1000", "--deckungsmittel", "5200"]
    assert ergebnis(*mehr)["zuwendung"] == "42300.00"  # 43 200 − 1 000 × 0,9
    wenig = ["ermaessigung", "--zuwendung", "46800", "--plan", "52000", "--ist", "51999"]
    assert [ergebnis(*wenig, *schalter)["ermaessigung"] for schalter in ([], ["--wiederkehrend"])] == ["0.00", "1.00"]


def test_a_recovery_holds_overpayment_limit_and_claim() -> None:
    assert ergebnis(*RUECKFORDERUNG) == {"ueberzahlung": "3600.00", "grenze": "1000.00", "rueckforderung": "3600.00"}


def test_a_ruecknahme_has_no_limit() -> None:
    assert ergebnis(*RUECKFORDERUNG, "--ruecknahme")["grenze"] is None


@pytest.mark.parametrize("aufruf", ALLE, ids=lambda aufruf: aufruf[0])
def test_the_trace_names_fassung_checksum_and_every_root(aufruf: list[str]) -> None:
    daten = json.loads(rufe(*aufruf, "--json").stdout)
    assert set(daten) >= KOPF
    assert daten["fassung"] == "2023"
    assert len(daten["regelwerk_sha256"]) == 64
    knoten = {eines["id"] for eines in daten["spur"]["knoten"]}
    assert set(daten["spur"]["wurzeln"]) <= knoten
    assert all(eines["satz"] and eines["fundstelle"] for eines in daten["spur"]["knoten"])


@pytest.mark.parametrize("aufruf", [ERMAESSIGUNG, RUECKFORDERUNG], ids=lambda aufruf: aufruf[0])
def test_the_stichtag_chooses_the_fassung(aufruf: list[str]) -> None:
    daten = json.loads(rufe(*aufruf, "--stichtag", "30.06.2023", "--json").stdout)
    assert daten["fassung"] == "2018"


# --- spelling -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deutsch", "schlicht"),
    [
        (["--betrag", "20.000,00", "--von", "1.1.2024"], ["--betrag", "20000.00", "--von", "2024-01-01"]),
        (["--betrag", "20000,5", "--von", "01.01.2024"], ["--betrag", "20000.50", "--von", "2024-01-01"]),
    ],
)
def test_amounts_and_days_are_german_or_plain(deutsch: list[str], schlicht: list[str]) -> None:
    eins, zwei = (ergebnis("zinsen", *woerter, "--bis", "2024-06-30") for woerter in (deutsch, schlicht))
    assert eins == zwei


def test_people_read_german_amounts_days_and_provisions() -> None:
    text = rufe(*ZINSEN).stdout
    for teil in ("01.01.2024", "20.000,00 €", "8,62 %", "1.699,00 €", "Zins-A Nr. 2.1", "ja"):
        assert teil in text
    assert "bestandskraft" in rufe(*FRISTEN).stdout.lower()
    assert "17.12.2026" in rufe(*FRISTEN).stdout


# --- mistakes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("betrag", ["nan", "inf", "-1", "−1", "1,005", "1.0005", "1e3", "viel", "", "1.234"])
@pytest.mark.parametrize(
    ("aufruf", "option"),
    [(ZINSEN, "--betrag"), (ERMAESSIGUNG, "--mehreinnahmen"), (RUECKFORDERUNG, "--neu")],
    ids=lambda wert: wert if isinstance(wert, str) else wert[0],
)
def test_what_is_no_amount_ends_with_2(betrag: str, aufruf: list[str], option: str) -> None:
    lauf = rufe(*aufruf, f"{option}={betrag}")
    assert (lauf.exit_code, lauf.stdout) == (2, "")
    assert option in lauf.stderr
    assert lauf.stderr.startswith("Aufruf nicht möglich")


@pytest.mark.parametrize(
    "zahlung", ["2024-03-31", "2024-03-31=", "=100", "2024-02-30=100", "2024-03-31=-100", "2024-03-31=1.005", "nan=nan"]
)
def test_what_is_no_payment_ends_with_2(zahlung: str) -> None:
    lauf = rufe(*ZINSEN, "--zahlung", zahlung)
    assert (lauf.exit_code, lauf.stdout) == (2, "")
    assert "--zahlung" in lauf.stderr


def test_a_payment_without_amount_is_told_how_to_write_it() -> None:
    assert "„2024-03-31“ ist keine Zahlung, etwa 2026-03-01=1.234,50" in rufe(*ZINSEN, "--zahlung", "2024-03-31").stderr


@pytest.mark.parametrize("aufruf", ALLE, ids=lambda aufruf: aufruf[0])
def test_a_missing_option_ends_with_2(aufruf: list[str]) -> None:
    lauf = rufe(*aufruf[:-2])
    assert lauf.exit_code == 2
    assert f"Es fehlt die Option {aufruf[-2]}" in lauf.stderr


@pytest.mark.parametrize("tag", ["2026-02-30", "30.02.2026", "gestern", "12/11/2026"])
def test_what_is_no_day_ends_with_2(tag: str) -> None:
    assert rufe("fristen", "--aufgabe", tag).exit_code == 2


@pytest.mark.parametrize(
    ("woerter", "teile"),
    [
        ([*FRISTEN, "--verzicht", "2026-11-15"], ["Verzicht am 15.11.2026", "ab 16.11.2026", "§ 41 VwVfG"]),
        ([*ZINSEN[:5], "--bis", "2023-12-31"], ["bis", "31.12.2023", "ab 01.01.2024"]),
        ([*ZINSEN, "--zahlung", "2025-01-01=5"], ["zahlung", "01.01.2025", "01.01.2024 bis 31.12.2024"]),
        (["ermaessigung", "--zuwendung", "5", "--plan", "0", "--ist", "0"], ["plan", "mehr als 0,00 €"]),
        (["ermaessigung", "--zuwendung", "0", "--plan", "5", "--ist", "0"], ["zuwendung", "mehr als 0,00 €"]),
    ],
)
def test_inputs_that_do_not_fit_end_with_3(woerter: list[str], teile: list[str]) -> None:
    lauf = rufe(*woerter)
    assert (lauf.exit_code, lauf.stdout) == (3, "")
    for teil in ["Eingabe fehlerhaft", *teile]:
        assert teil in lauf.stderr


@pytest.mark.parametrize(
    "woerter",
    [
        ["fristen", "--aufgabe", "2017-12-31"],
        ["zinsen", "--betrag", "5", "--von", "2017-12-31", "--bis", "2018-12-31"],
        ["zinsen", "--betrag", "5", "--von", "2016-01-01", "--bis", "2016-12-31"],
        [*ERMAESSIGUNG, "--stichtag", "2017-12-31"],
        [*RUECKFORDERUNG, "--stichtag", "2017-12-31"],
    ],
    ids=" ".join,
)
def test_a_day_before_the_rules_ends_with_4(woerter: list[str]) -> None:
    lauf = rufe(*woerter)
    assert (lauf.exit_code, lauf.stdout) == (4, "")
    assert lauf.stderr.startswith("Regelwerk: ")
    assert "Traceback" not in lauf.stderr

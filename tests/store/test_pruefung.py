"""What the check of the chain reads in payloads: filed content that is named, and what is booked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foerderung.verfahren.ereignis import kanonisches_json
from tests.amt.buero import Buero
from tests.amt.roh import Roh, entriegelt, neu_verkettet
from tests.amt.vorrat import Vorrat


def verletzungen(buero: Buero) -> list[tuple[int | None, str]]:
    lauf = buero.rufe(["db", "pruefe", "--json"], als=None, heute=None)
    return [(eine["ereignis"], eine["grund"]) for eine in lauf.daten["verletzungen"]]


def test_content_is_missed_also_if_its_hash_is_written_with_escapes(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "antrag einlesen")
    with entriegelt(buero) as offen:
        zeilen = offen.zeilen()
        stelle = next(nr for nr, zeile in enumerate(zeilen) if zeile.typ == "antrag_einlesen")
        anfang = '"ablage":"'
        alt = zeilen[stelle].inhalt
        ziffer = alt[alt.index(anfang) + len(anfang)]
        neu = alt.replace(anfang + ziffer, f"{anfang}\\u00{ord(ziffer):02x}")
        zeilen[stelle] = zeilen[stelle].mit_inhalt(neu)
        offen.setze(neu_verkettet(zeilen))
        offen.tue("DELETE FROM ablage WHERE art = 'antrag'")
    ((nummer, grund),) = verletzungen(buero)
    assert nummer == stelle + 1
    assert "fehlt" in grund


@pytest.mark.parametrize("schreibweise", [kanonisches_json, json.dumps])
@pytest.mark.parametrize(
    ("fakten", "fehlt"),
    [
        ({"ablage": "0" * 64}, True),
        ({"tiefer": {"herleitung": "0" * 64}}, True),
        ({"liste": [{"akte": "0" * 64}]}, True),
        ({"text": f'"ablage":"{"0" * 64}"'}, False),
        ({"ablage": "0" * 63}, False),
        ({"ergebnis_sha256": "0" * 64}, False),
        ({"text": "\x01\n", "entwurf": "0" * 64}, True),
    ],
)
def test_content_is_named_by_certain_facts_at_any_depth_and_by_no_text(
    sqlite_vorrat: Vorrat, tmp_path: Path, schreibweise: Callable[[Any], str], fakten: dict[str, Any], fehlt: bool
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    with entriegelt(buero) as offen:
        zeilen = offen.zeilen()
        vorlage = next(zeile for zeile in zeilen if zeile.typ == "behoerde_setzen")
        offen.setze(neu_verkettet([*zeilen, vorlage.mit_inhalt(schreibweise(fakten | {"angaben": {}}))]))
    erwartet = [(len(zeilen) + 1, f"abgelegter Inhalt {'0' * 12} fehlt")]
    assert verletzungen(buero) == (erwartet if fehlt else [])


def buchung(**anderes: Any) -> dict[str, Any]:
    felder = {"art": "ansatz", "kapitel": "0000", "titel": "000 00", "haushaltsjahr": 2027, "jahr": 2027}
    return {**felder, "betrag": "100.00", **anderes}


def buche(offen: Roh, *buchungen: dict[str, Any]) -> int:
    """Append events of the office that book nothing, something, and nothing again; return how many were there."""
    zeilen = offen.zeilen()
    vorlage = next(zeile for zeile in zeilen if zeile.typ == "behoerde_setzen")
    ohne = vorlage.mit_inhalt('{"angaben":{}}')
    mit = vorlage.mit_inhalt(kanonisches_json({"angaben": {}, "buchungen": buchungen}))
    offen.setze(neu_verkettet([*zeilen, ohne, mit, ohne]))
    return len(zeilen)


def trage_ein(offen: Roh, nummer: int, zeile: int, cent: int = 10_000) -> None:
    offen.tue(
        "INSERT INTO buchung (nummer, zeile, art, kapitel, titel, haushaltsjahr, jahr, fall, betrag) "
        "VALUES (?, ?, 'ansatz', '0000', '000 00', 2027, 2027, '', ?)",
        nummer,
        zeile,
        cent,
    )


@pytest.mark.parametrize(
    ("eingetragen", "falsche"),
    [
        ([(2, 1, 10_000), (2, 2, 20_000)], []),
        ([(2, 1, 10_000), (2, 2, 20_001)], [(2, 2)]),
        ([(2, 1, 10_000)], [(2, 2)]),
        ([(2, 1, 10_000), (2, 2, 20_000), (2, 3, 5)], [(2, 3)]),
        ([(1, 1, 5), (2, 1, 10_000), (2, 2, 20_000)], [(1, 1)]),
        ([(2, 1, 10_000), (2, 2, 20_000), (3, 1, 5), (3, 2, 5)], [(3, 1), (3, 2)]),
        ([], [(2, 1), (2, 2)]),
    ],
)
def test_every_line_of_the_ledger_is_one_that_an_event_booked(
    opfer: Buero, eingetragen: list[tuple[int, int, int]], falsche: list[tuple[int, int]]
) -> None:
    with entriegelt(opfer) as offen:
        letzte = buche(offen, buchung(), buchung(betrag="200.00"))
        for stelle, zeile, cent in eingetragen:
            trage_ein(offen, letzte + stelle, zeile, cent)
    assert verletzungen(opfer) == [
        (letzte + stelle, f"die Buchung {zeile} stimmt nicht mit dem Ereignis überein") for stelle, zeile in falsche
    ]


@pytest.mark.parametrize("kaputt", [{"betrag": "viel"}, {"betrag": None}])
def test_a_booking_that_makes_no_sense_is_found(opfer: Buero, kaputt: dict[str, Any]) -> None:
    with entriegelt(opfer) as offen:
        letzte = buche(offen, buchung(**kaputt))
    ((nummer, grund),) = verletzungen(opfer)
    assert nummer == letzte + 2
    assert "die Fakten lassen sich nicht lesen" in grund

"""Many officers at the same time: nothing lost, nothing doubled, every number given once, and nobody turned away."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import partial
from itertools import pairwise

import pytest
from psycopg import sql

from foerderung.services.fall.faelle import NeuerFall, erfasse_beratung, lege_fall_an
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.verfahren.fortschreibung import VERSUCH
from tests.amt.andrang import MISCHUNG, Arbeitstag, Tat, arbeite, rufe_befehle
from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.prozesse import gleichzeitig
from tests.amt.roh import Zeile, roh

pytestmark = pytest.mark.lang

HEUTE = date(2026, 9, 3)
PERSONEN = tuple(f"andrang{nummer}" for nummer in range(1, 9))
FAELLE, AKTE_JE_PERSON, BEFEHLE = 20, 125, 6
TYP = {
    "titel": "fall_berichtigen",
    "anlage": "anlage_erfassen",
    "fall": "fall_anlegen",
    "antragsteller": "antragsteller_anlegen",
    "abgewiesen": VERSUCH,
}


def besetze(buero: Buero) -> dict[str, int]:
    """Set up an office of eight with its cases, each after its consultation; return the event that began each case."""
    buero.richte_ein()
    for person in PERSONEN:
        if buero.server is not None:
            with buero.server.verbinde() as verbindung:
                verbindung.execute(sql.SQL("DROP ROLE IF EXISTS {0}").format(sql.Identifier(person)))
                verbindung.execute(sql.SQL("CREATE ROLE {0} LOGIN").format(sql.Identifier(person)))
        worte = ["person", "anlege", person, "--name", person, "--rolle", "sachbearbeitung"]
        assert buero.rufe(worte, als="leitung").code == 0
    worte = ["antragsteller", "anlege", "--name", "Stadt", "--art", "gemeinde", "--ags", "14524999"]
    anschrift = ["--strasse", "Markt 1", "--plz", "08056", "--ort", "Beispielstadt"]
    assert buero.rufe([*worte, *anschrift], als=PERSONEN[0]).code == 0
    amt, faelle = buero.platz(PERSONEN[0], HEUTE).amt(), {}
    for nummer in range(FAELLE):
        neu = lege_fall_an(amt, NeuerFall("A-0001", f"anfang-{nummer:04d}"))
        erfasse_beratung(amt, neu.stand.aktenzeichen, Dokument.lies(UNTERLAGEN / "beratung.yaml"))
        faelle[neu.stand.aktenzeichen] = neu.ereignis.nummer
    return faelle


def kette(buero: Buero) -> list[Zeile]:
    with roh(buero) as offen:
        return offen.zeilen()


def nach_marke(zeilen: list[Zeile]) -> dict[str, list[Zeile]]:
    """Sort the events by the text that marks each act."""
    sortiert: dict[str, list[Zeile]] = {}
    for zeile in zeilen:
        fakten = json.loads(zeile.inhalt)
        marke = next((fakten[name] for name in ("grund", "datei", "titel", "name") if name in fakten), "")
        sortiert.setdefault(marke.removesuffix(".pdf"), []).append(zeile)
    return sortiert


def assert_genau_einmal(neue: dict[str, list[Zeile]], tag: Arbeitstag) -> None:
    """Demand that every act that reported success stands in the chain once, as its person's, under its number."""
    for tat in tag.taten:
        if tat.art != "abgewiesen":
            treffer = neue.get(tat.marke, [])
            gefunden = [(zeile.typ, zeile.fall, zeile.person) for zeile in treffer]
            assert gefunden == [(TYP[tat.art], tat.fall, tag.person)], tat
            assert tat.ereignis in (0, treffer[0].nummer), tat
            assert tat.nummer in ("", treffer[0].fall, json.loads(treffer[0].inhalt).get("nummer")), tat


def assert_titel_folgen_aufeinander(zeilen: list[Zeile]) -> None:
    """Demand that every correction saw what the one before it left: none was judged on an old case."""
    titel = {zeile.fall: json.loads(zeile.inhalt)["titel"] for zeile in zeilen if zeile.typ == "fall_anlegen"}
    for zeile in zeilen:
        if zeile.typ == "fall_berichtigen":
            fakten = json.loads(zeile.inhalt)
            assert fakten["alt"] == titel[zeile.fall], zeile.nummer
            titel[zeile.fall] = fakten["neu"]


def test_eight_officers_and_whole_commands_lose_nothing_in_a_thousand_acts(buero: Buero) -> None:
    faelle = besetze(buero)
    vorher = kette(buero)
    ausgaenge = gleichzeitig(
        [
            *(partial(arbeite, buero.platz(person, HEUTE), person, faelle, AKTE_JE_PERSON) for person in PERSONEN),
            partial(rufe_befehle, buero.platz(PERSONEN[0], HEUTE), PERSONEN[0], BEFEHLE),
        ]
    )
    tage: list[Arbeitstag] = [ausgang.wert for ausgang in ausgaenge]
    taten: list[Tat] = [tat for tag in tage for tat in tag.taten]
    zeilen = kette(buero)
    neue = zeilen[len(vorher) :]

    assert [ausgang.code for ausgang in ausgaenge] == [0] * len(ausgaenge)
    assert [tag.besetzt for tag in tage] == [0] * len(tage)
    assert len(taten) == len(PERSONEN) * AKTE_JE_PERSON + BEFEHLE >= 1000
    assert {tat.art for tat in taten} == set(MISCHUNG)

    assert zeilen[: len(vorher)] == vorher
    assert [zeile.nummer for zeile in zeilen] == list(range(1, len(vorher) + len(taten) + 1))
    assert Counter(zeile.typ for zeile in neue) == Counter(TYP[tat.art] for tat in taten)
    for tag in tage:
        assert_genau_einmal(nach_marke(neue), tag)
    abgewiesen = Counter((tag.person, tat.fall) for tag in tage for tat in tag.taten if tat.art == "abgewiesen")
    assert Counter((zeile.person, zeile.fall) for zeile in neue if zeile.typ == VERSUCH) == abgewiesen
    assert_titel_folgen_aufeinander(zeilen)

    neue_faelle = [tat.fall for tat in taten if tat.art == "fall"]
    assert sorted([*faelle, *neue_faelle]) == [f"KP-2026-{n:04d}" for n in range(1, len(faelle) + len(neue_faelle) + 1)]
    nummern = sorted(tat.nummer for tat in taten if tat.art == "antragsteller")
    assert nummern == [f"A-{n:04d}" for n in range(2, len(nummern) + 2)]
    wechsel = sum(eine.person != andere.person for eine, andere in pairwise(neue))
    assert wechsel >= len(neue) // 20, "the officers did not act at the same time"
    lauf = buero.rufe(["db", "pruefe"], als="leitung", heute=None)
    assert lauf.code == 0, lauf.fehler

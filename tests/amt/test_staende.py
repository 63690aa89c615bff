"""What is stored of a case is what its events yield, after every step, and comes back from the store as it went."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foerderung.cli.faden import FALL, SCHRITTE
from foerderung.services.amt import oeffne
from foerderung.verfahren.amtsstand import Amtsstand
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import VERSUCH, schreibe_fort
from tests.amt.buero import Buero
from tests.amt.vorrat import AUF_POSTGRESQL, ENDE, STATIONEN, Vorrat

BETRAEGE = st.integers(min_value=0, max_value=99_999_999_999).map(lambda cent: Fraction(cent, 100))
TAGE = st.dates(date(2018, 6, 13), date(2099, 12, 31))


def lies(buero: Buero) -> tuple[list[Ereignis], Amtsstand]:
    """Return the events of an office and what is stored beside them."""
    with oeffne(str(buero.datei) if buero.server is None else buero.angaben("leitung")[1]).lesend() as lesung:
        gespeichert = Amtsstand()
        gespeichert.faelle = {fall.aktenzeichen: fall for fall in lesung.faelle()}
        gespeichert.personen = {person.kuerzel: person for person in lesung.personen()}
        gespeichert.antragsteller = {eines.nummer: eines for eines in lesung.alle_antragsteller()}
        gespeichert.behoerde = lesung.behoerde()
        gespeichert.nummern = {kreis: n for kreis in KREISE if (n := lesung.nummernstand(kreis))}
        gespeichert.speicher = {name: lesung.angabe(name) or "" for name in ("uebung", "kennung")}
        return list(lesung.ereignisse()), gespeichert


KREISE = ("A", "KP-2026", "HÜL 2027 0000 000 00", "HÜL 2030 0000 000 00")


def gefaltet(ereignisse: list[Ereignis]) -> Amtsstand:
    stand = Amtsstand()
    for ereignis in ereignisse:
        stand.wende_an(ereignis)
    return stand


def test_after_every_step_the_stored_office_is_the_one_the_events_yield(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    assert len(sqlite_vorrat.schritte) == len(SCHRITTE)
    for datei, schritt in zip(sqlite_vorrat.schritte, SCHRITTE, strict=True):
        buero = Buero(tmp_path)
        shutil.copy(datei, buero.datei)
        ereignisse, gespeichert = lies(buero)
        assert vars(gespeichert) == vars(gefaltet(ereignisse)), schritt.befehl


@pytest.mark.parametrize("station", AUF_POSTGRESQL)
def test_at_every_station_the_stored_office_is_the_one_the_events_yield(
    postgres_vorrat: Vorrat, tmp_path: Path, station: str
) -> None:
    with postgres_vorrat.geteilt(tmp_path, station) as buero:
        ereignisse, gespeichert = lies(buero)
    assert vars(gespeichert) == vars(gefaltet(ereignisse))


@pytest.fixture(scope="module")
def ereignisse(sqlite_vorrat: Vorrat, tmp_path_factory: pytest.TempPathFactory) -> list[Ereignis]:
    """Return every event of the script."""
    return lies(sqlite_vorrat.buero(tmp_path_factory.mktemp("ereignisse"), ENDE))[0]


@pytest.fixture(scope="module")
def staende(ereignisse: list[Ereignis]) -> list[Fallstand]:
    """Return the case after each of its events."""
    beginn = next(eines.nummer for eines in ereignisse if eines.fall == FALL)
    return [gefaltet(ereignisse[:n]).faelle[FALL] for n in range(beginn, len(ereignisse) + 1)]


def test_the_stations_are_the_standings_of_the_case(
    sqlite_vorrat: Vorrat, tmp_path: Path, staende: list[Fallstand]
) -> None:
    for nummer, station in enumerate(STATIONEN):
        (tmp_path / str(nummer)).mkdir()
        gespeichert = lies(sqlite_vorrat.buero(tmp_path / str(nummer), station))[1].faelle[FALL]
        assert gespeichert in staende, station


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_a_case_comes_back_from_json_as_it_went(staende: list[Fallstand], data: st.DataObject) -> None:
    stand = data.draw(st.sampled_from(staende))
    stand = stand.model_copy(update={"titel": data.draw(st.text()), "angelegt_am": data.draw(TAGE)})
    if stand.beschluss is not None:
        jahre = data.draw(st.dictionaries(st.integers(2018, 2099), BETRAEGE, max_size=3))
        beschluss = {"zuwendung": data.draw(BETRAEGE), "jahre": jahre, "grund": data.draw(st.text())}
        stand = stand.model_copy(update={"beschluss": stand.beschluss.model_copy(update=beschluss)})
    if stand.nachweis is not None:
        nachweis = {"ist": data.draw(BETRAEGE), "unterlage": data.draw(st.dictionaries(st.text(), st.text()))}
        stand = stand.model_copy(update={"nachweis": stand.nachweis.model_copy(update=nachweis)})
    wieder = Fallstand.model_validate_json(stand.model_dump_json())
    assert wieder == stand
    assert wieder.model_dump_json() == stand.model_dump_json()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_storing_a_case_between_two_steps_loses_nothing(ereignisse: list[Ereignis], data: st.DataObject) -> None:
    gespeicherte = data.draw(st.sets(st.integers(1, len(ereignisse))))
    ohne: Fallstand | None = None
    mit: Fallstand | None = None
    for ereignis in (eines for eines in ereignisse if eines.fall == FALL):
        ohne, mit = schreibe_fort(ohne, ereignis), schreibe_fort(mit, ereignis)
        if ereignis.nummer in gespeicherte and mit is not None:
            mit = Fallstand.model_validate_json(mit.model_dump_json())
        assert mit == ohne


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_refused_attempt_anywhere_changes_only_the_version(
    ereignisse: list[Ereignis], staende: list[Fallstand], data: st.DataObject
) -> None:
    stand = data.draw(st.sampled_from(staende))
    versuch = replace(ereignisse[6], nummer=stand.version + 1, typ=VERSUCH, nutzlast={"akt": "x", "gruende": []})
    danach = schreibe_fort(stand, versuch)
    assert danach == stand.model_copy(update={"version": stand.version + 1})


def test_the_first_permitted_act_after_the_safe_date_records_that_the_notice_became_final(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "zahlung beginnanzeige")
    worte = ["zahlung", "bescheinige", FALL]
    assert buero.rufe(worte, als="haushalt", heute="2027-01-11").code == 5
    vor = lies(buero)[0]
    assert (vor[-1].typ, vor[-2].typ) == (VERSUCH, "beginn_anzeigen")
    assert buero.rufe(worte, heute="2027-01-11").code == 0
    neue = lies(buero)[0][len(vor) :]
    assert [(eines.typ, eines.wirksam_am) for eines in neue] == [
        ("bestandskraft_eintreten", date(2026, 12, 17)),
        ("zahlung_bescheinigen", date(2027, 1, 11)),
    ]


def test_an_act_is_judged_on_the_events_not_on_a_projection_that_was_written_by_hand(sqlite_buero: Buero) -> None:
    sqlite_buero.gehe_bis("antrag einlesen")
    with closing(sqlite3.connect(sqlite_buero.datei)) as verbindung, verbindung:
        (stand,) = verbindung.execute("SELECT stand FROM fall").fetchone()
        gefaelscht = stand.replace('"zustand":"eingegangen"', '"zustand":"geprueft"')
        assert gefaelscht != stand
        verbindung.execute("UPDATE fall SET stand = ?", (gefaelscht,))
    lauf = sqlite_buero.rufe(["entscheidung", "schlage-vor", FALL])
    assert lauf.code == 5
    assert "im Zustand „eingegangen“" in lauf.fehler

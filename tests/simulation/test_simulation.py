"""Short runs of the simulated office from fixed seeds: everything always holds, every act was done and was refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import sql

from foerderung.verfahren.fortschreibung import VERSUCH
from foerderung.verfahren.rechte import rechte
from tests.amt.buero import Server
from tests.simulation.__main__ import main
from tests.simulation.lauf import FOLGT_VON_SELBST, GESTOERT, FehlschlagError, Lauf, spiele
from tests.simulation.personen import ALLE
from tests.simulation.spiel import Haus
from tests.simulation.wuerfel import Umfang

KURZ = Umfang(schritte=60, tage=500, faelle=3, gruendlich=30)
SAATEN = (1, 2, 3)
LANG = Umfang(schritte=220, tage=1900, faelle=4, gruendlich=75)


def auf_sqlite(ordner: Path, umfang: Umfang, saat: int) -> Lauf:
    return spiele(Haus(lambda _: str(ordner / f"amt-{saat}.db")), umfang, saat)


@pytest.fixture(scope="module")
def laeufe(tmp_path_factory: pytest.TempPathFactory) -> list[Lauf]:
    """Play the runs once; a failure says with which seed and at which step."""
    ordner = tmp_path_factory.mktemp("simulation")
    return [auf_sqlite(ordner, LANG, saat) for saat in SAATEN]


def test_an_office_of_several_persons_keeps_every_rule_over_the_years(laeufe: list[Lauf]) -> None:
    for lauf in laeufe:
        assert sum(lauf.ausgaenge.values()) == LANG.schritte
        assert lauf.ausgaenge[GESTOERT] > 0
        assert min(lauf.pruefungen.values()) > 0, lauf.pruefungen


def test_every_act_was_performed_and_refused_in_some_run(laeufe: list[Lauf]) -> None:
    akte = set(rechte()) - {VERSUCH}
    getan = {akt for lauf in laeufe for akt in lauf.spiel.getan}
    abgewiesen = {akt for lauf in laeufe for akt in lauf.spiel.abgewiesen}
    assert sorted(akte - getan) == [], "never performed"
    assert sorted(akte - abgewiesen - {FOLGT_VON_SELBST}) == [], "never refused"


def test_on_postgresql_the_same_holds_and_the_database_knows_who_acts(postgres: Server) -> None:
    datenbank = postgres.neue_datenbank()
    with postgres.verbinde() as verbindung:
        vorhandene = {zeile[0] for zeile in verbindung.execute("SELECT rolname FROM pg_roles").fetchall()}
        for kuerzel in sorted(set(ALLE) - vorhandene):
            verbindung.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(kuerzel)))
    lauf = spiele(Haus(lambda anmeldung: postgres.ort(datenbank, anmeldung), mit_anmeldung=True), KURZ, 1)
    assert sum(lauf.ausgaenge.values()) == KURZ.schritte


def test_the_same_seed_plays_the_same_run_and_another_one_another(tmp_path: Path) -> None:
    for name in ("erster", "zweiter"):
        (tmp_path / name).mkdir()
    summen = [auf_sqlite(tmp_path / name, KURZ, 5).zeuge.pruefsumme for name in ("erster", "zweiter")]
    assert summen[0] == summen[1]
    assert auf_sqlite(tmp_path, KURZ, 6).zeuge.pruefsumme != summen[0]

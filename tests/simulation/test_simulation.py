"""Short runs of the simulated office from fixed seeds: everything always holds, every act was done and was refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import sql

from foerderung.verfahren.akt import Akt
from foerderung.verfahren.automat import pruefe
from foerderung.verfahren.fortschreibung import VERSUCH
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.loeschung import BEANTRAGEN, VOLLZIEHEN
from foerderung.verfahren.rechte import rechte
from tests.amt.buero import Server
from tests.simulation.__main__ import main
from tests.simulation.lauf import FOLGT_VON_SELBST, GESTOERT, FehlschlagError, Lauf, spiele
from tests.simulation.personen import ALLE
from tests.simulation.spiel import Haus
from tests.simulation.wuerfel import Umfang

pytestmark = pytest.mark.lang

KURZ = Umfang(schritte=60, tage=500, faelle=3, gruendlich=30)
LANG = Umfang(schritte=300, tage=2400, faelle=5, gruendlich=100)
SAATEN, WEITERE = (1, 2, 3), (4, 5, 6)
"""What is always played, and what is played beside it until every act came up."""


def auf_sqlite(ordner: Path, umfang: Umfang, saat: int) -> Lauf:
    return spiele(Haus(lambda _: str(ordner / f"amt-{saat}.db")), umfang, saat)


def nie_getan(laeufe: list[Lauf]) -> set[str]:
    ruhend = {VERSUCH, BEANTRAGEN, VOLLZIEHEN}  # what is deleted was kept for longer than these runs last
    return set(rechte()) - ruhend - {akt for lauf in laeufe for akt in lauf.spiel.getan}


def nie_abgewiesen(laeufe: list[Lauf]) -> set[str]:
    nicht_versucht = {VERSUCH, FOLGT_VON_SELBST}
    return set(rechte()) - nicht_versucht - {akt for lauf in laeufe for akt in lauf.spiel.abgewiesen}


def test_an_office_keeps_every_rule_over_the_years_and_every_act_is_performed_and_refused(tmp_path: Path) -> None:
    laeufe = [auf_sqlite(tmp_path, LANG, saat) for saat in SAATEN]
    for saat in WEITERE:
        if nie_getan(laeufe) or nie_abgewiesen(laeufe):
            laeufe.append(auf_sqlite(tmp_path, LANG, saat))
    for lauf in laeufe:
        assert sum(lauf.ausgaenge.values()) == LANG.schritte
        assert lauf.ausgaenge[GESTOERT] > 0
        assert min(lauf.pruefungen.values()) > 0, lauf.pruefungen
    zustaende = {akte.stand.zustand for lauf in laeufe for akte in lauf.zeuge.akten.values() if akte.stand is not None}
    assert {"abgeschlossen", "zurueckgezogen"} <= zustaende
    assert sorted(nie_getan(laeufe)) == [], "never performed"
    assert sorted(nie_abgewiesen(laeufe)) == [], "never refused"


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


@pytest.mark.parametrize(
    ("abgeschaltet", "gefunden"), [("rolle", "hat sachbearbeitung nicht"), ("datum_in_der_zukunft", "heute ist")]
)
def test_a_guard_switched_off_is_found_and_found_again_at_the_same_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abgeschaltet: str, gefunden: str
) -> None:
    def ohne(akt: Akt, lage: Lage) -> list[Hindernis]:
        return [eines for eines in pruefe(akt, lage) if eines.code != abgeschaltet]

    monkeypatch.setattr("foerderung.services.akt.pruefe", ohne)
    meldungen = []
    for name in ("erster", "zweiter"):
        (tmp_path / name).mkdir()
        with pytest.raises(FehlschlagError, match=gefunden) as fehler:
            auf_sqlite(tmp_path / name, LANG, 1)
        meldungen.append(str(fehler.value).replace(name, ""))
    assert meldungen[0] == meldungen[1], "seed, step, event and checksum of the facts"


def test_a_run_from_the_command_line_tells_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--saat", "7", "--faelle", "2", "--schritte", "20", "--tage", "200"]) == 0
    gesagt = capsys.readouterr().err
    assert "seed 7: 20 steps" in gesagt
    assert "checksum of facts" in gesagt


def test_a_failure_on_the_command_line_says_how_to_see_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foerderung.services.akt.pruefe", lambda *_: [])
    assert main(["--saat", "7", "--faelle", "2", "--schritte", "200", "--tage", "2000"]) == 1
    gesagt = capsys.readouterr().err
    assert "FAILED: Saat 7, Schritt" in gesagt
    assert "python -m tests.simulation --saat 7 --faelle 2 --schritte 200" in gesagt

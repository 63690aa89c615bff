"""Assumptions are confirmed beside the rules: a case shows what is left, a decision rests on what was confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from tests.amt.buero import Buero, Lauf
from tests.amt.vorrat import Vorrat
from tests.dokumente.beispiele import text_von
from tests.richtlinien.kopie import Kopie

GENUTZT = (
    "arbeitgeberanteil",
    "fassung_2023",
    "foerderbeginn",
    "foerderjahr",
    "jahressonderzahlung_betrag",
    "leiter_personal",
    "obergrenze_stelle",
    "zuwendung",
)
BEWILLIGE = ["entscheidung", "bewillige", FALL]


@pytest.fixture
def amt(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return an office with a proposal."""
    return vorrat.buero(tmp_path, "entscheidung schlage-vor")


def bestaetige(buero: Buero, *kennungen: str, als: str = "leitung") -> Lauf:
    grund = ["--grund", "Erlass vom 20.11.2026"]
    laeufe = [buero.rufe(["regeln", "bestaetige", kennung, *grund], als=als) for kennung in kennungen]
    return max(laeufe, key=lambda lauf: lauf.code)


def unbestaetigt(buero: Buero, *worte: str | Path) -> list[str]:
    """Return what the finding of a case names."""
    befunde = buero.rufe([*worte, "antrag", "befunde", FALL, "--json"]).daten["befunde"]
    return [eine["gefunden"] for eine in befunde if eine["code"] == "parameter_unbestaetigt"]


def test_a_case_names_only_what_nobody_confirmed_and_nothing_once_all_is(amt: Buero) -> None:
    assert unbestaetigt(amt) == [", ".join(GENUTZT)]
    assert bestaetige(amt, "zuwendung", "foerderjahr").code == 0
    offen = [eine for eine in GENUTZT if eine not in ("zuwendung", "foerderjahr")]
    assert unbestaetigt(amt) == [", ".join(offen)]
    lauf = amt.rufe(BEWILLIGE, als="leitung")
    assert lauf.code == 5
    assert f"unbestätigten Annahmen: {', '.join(offen)} (" in lauf.fehler
    assert bestaetige(amt, *offen).code == 0
    assert unbestaetigt(amt) == []


def test_with_everything_confirmed_an_approval_needs_no_reason_and_recomputes_the_same(amt: Buero) -> None:
    assert bestaetige(amt, *GENUTZT).code == 0
    lauf = amt.rufe(BEWILLIGE, als="leitung")
    assert lauf.code == 0, lauf.fehler
    assert "identisch" in amt.rufe(["fall", "rechne-nach", FALL]).aus
    assert amt.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


def test_a_confirmation_lapses_when_the_rules_say_something_else(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung schlage-vor")
    assert bestaetige(buero, *GENUTZT).code == 0
    andere = Kopie(tmp_path).ersetze("kommpraev/parameter.yaml", '"70 %"', '"65 %"').ordner
    assert unbestaetigt(buero, "--regeln", andere) == ["leiter_personal"]
    liste = buero.rufe(["--regeln", andere, "regeln", "annahmen", "--richtlinie", "kommpraev", "--json"]).daten
    staende = {eine["id"]: (eine["bestaetigt"], eine["bestaetigung"] is not None) for eine in liste}
    assert staende["leiter_personal"] == (False, True)
    assert staende["zuwendung"] == (True, True)
    assert staende["minijob_abgaben"] == (False, False)
    aus = buero.rufe(["--regeln", andere, "regeln", "annahmen"]).aus
    assert "nicht bestätigt, der Regeltext ist seither ein anderer (bestätigt am 25.11.2026 durch leitung" in aus


def test_the_letter_cites_a_confirmed_assumption_with_its_day(amt: Buero, tmp_path: Path) -> None:
    def brief(ziel: str) -> str:
        lauf = amt.rufe(["bescheid", "erstelle", FALL, "--ziel", tmp_path / ziel])
        assert lauf.code == 0, lauf.fehler
        return text_von((tmp_path / ziel).read_bytes()).replace("\u00a0", " ")

    assert amt.rufe([*BEWILLIGE, "--annahmen-grund", "abgestimmt"], als="leitung").code == 0
    assert "bestätigt am" not in brief("vorher.docx")
    assert bestaetige(amt, "leiter_personal").code == 0
    assert "Förderpraxis LPR – Annahme, bestätigt am 25.11.2026" in brief("nachher.docx")


def test_a_finding_that_is_itself_an_assumption_says_when_it_was_confirmed(amt: Buero) -> None:
    aus = amt.rufe(["antrag", "befunde", FALL]).aus
    assert "Letzter bekannter Stand der Reihe – Annahme, nicht bestätigt" in aus
    assert bestaetige(amt, "fortgeschrieben").code == 0
    aus = amt.rufe(["antrag", "befunde", FALL]).aus
    assert "Letzter bekannter Stand der Reihe – Annahme, bestätigt am 25.11.2026" in aus
    assert "nicht bestätigt" not in aus


@pytest.mark.parametrize(
    ("kennung", "teile"),
    [
        ("zuwendun", ("„zuwendun“ gibt es nicht", "Meinten Sie „zuwendung“?")),
        ("roh", ("„roh“ ist keine Annahme", "foerderung regeln annahmen")),
        ("fassung_2020", ("„fassung_2020“ ist keine Annahme", "Meinten Sie „fassung_2023“?")),
    ],
)
def test_only_an_assumption_can_be_confirmed(
    sqlite_vorrat: Vorrat, tmp_path: Path, kennung: str, teile: tuple[str, ...]
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "fall anlegen")
    lauf = bestaetige(buero, kennung)
    assert lauf.code == 3
    assert all(teil in lauf.fehler for teil in teile), lauf.fehler


def test_who_signs_confirms_and_a_reason_is_needed(amt: Buero) -> None:
    lauf = bestaetige(amt, "zuwendung", als="bearbeitung")
    assert lauf.code == 5
    assert "Rolle Zeichnung" in lauf.fehler
    assert amt.rufe(["regeln", "bestaetige", "zuwendung", "--grund", " "], als="leitung").code == 3
    zeitraum = ["--von", "2026-11-20", "--bis", "2026-11-30"]
    assert (
        amt.rufe(["person", "vertretung", "--fuer", "leitung", "--durch", "haushalt", *zeitraum], "leitung").code == 0
    )
    lauf = bestaetige(amt, "zuwendung", als="haushalt")
    assert lauf.code == 0, lauf.fehler
    assert "bestätigt am 25.11.2026 durch haushalt i. V. für leitung: Erlass vom 20.11.2026" in lauf.aus
    assert amt.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


def test_the_law_of_procedure_has_assumptions_of_its_own(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "fall anlegen")
    worte = ["regeln", "bestaetige", "zinsen_bagatelle", "--richtlinie", "verfahren", "--grund", "Erlass"]
    assert buero.rufe(worte, als="leitung").code == 0
    liste = buero.rufe(["regeln", "annahmen", "--json"]).daten
    assert {eine["richtlinie"] for eine in liste} == {"kommpraev", "verfahren"}
    assert [eine["id"] for eine in liste if eine["bestaetigt"]] == ["zinsen_bagatelle"]
    assert all(eine["text"] and eine["fundstelle"] for eine in liste)


def test_a_forged_row_confirms_nothing_for_a_decision(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, "entscheidung schlage-vor")
    assert bestaetige(buero, "zuwendung").code == 0
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank, "bearbeitung") as verbindung:
        for kennung in GENUTZT:
            verbindung.execute(
                "INSERT INTO bestaetigung SELECT replace(schluessel, 'zuwendung', %s), replace(daten, 'zuwendung', %s) "
                "FROM bestaetigung WHERE schluessel = 'kommpraev/zuwendung' ON CONFLICT DO NOTHING",
                (kennung, kennung),
            )
    lauf = buero.rufe(BEWILLIGE, als="leitung")
    assert lauf.code == 5
    assert "arbeitgeberanteil" in lauf.fehler
    assert buero.rufe(["db", "pruefe"], als="leitung", heute=None).code == 8

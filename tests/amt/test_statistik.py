"""Figures are counts of what the cases hold, the same on both databases, and agree with the overview."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.fach.kreise import kreisname
from foerderung.services.buero.statistik import median
from tests.amt.bestand import ANTRAGSTELLER, FAELLE, HEUTE, fuelle
from tests.amt.buero import Buero, Server
from tests.amt.vorrat import Vorrat

BEWILLIGTE = [f for f in FAELLE if f.reicht > 5 and f.ziel not in ("abgelehnt", "zurueckgezogen")]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def gefuellt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Buero:
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return fuelle(Buero(tmp_path_factory.mktemp("statistik"), server))


def zahlen(amt: Buero, *worte: str, heute: str = HEUTE) -> Any:
    lauf = amt.rufe(["statistik", "--json", *worte], als="bearbeitung", heute=heute)
    assert lauf.code == 0, lauf.fehler
    return lauf.daten


def liste(amt: Buero, *worte: str) -> Any:
    return amt.rufe(["fall", "liste", "--json", *worte], als="bearbeitung", heute=HEUTE).daten


def test_states_agree_with_the_overview(gefuellt: Buero) -> None:
    for jahr in (None, 2026):
        angabe = ["--jahr", str(jahr)] if jahr else []
        zustaende = zahlen(gefuellt, *angabe)["zustaende"]
        erwartet = Counter(f.ziel for f in FAELLE if jahr in (None, f.jahr))
        assert {z: posten["anzahl"] for z, posten in zustaende.items()} == erwartet
        for zustand, posten in zustaende.items():
            gefunden = liste(gefuellt, "--zustand", zustand, *angabe)
            assert posten == {"anzahl": gefunden["anzahl"], "betrag": gefunden["zuwendung_gesamt"]}


def test_budget_years_agree_with_the_overview_and_with_the_decisions(gefuellt: Buero) -> None:
    haushaltsjahre = zahlen(gefuellt)["haushaltsjahre"]
    assert set(haushaltsjahre) == {"2027", "2028", "2029"}  # none of the years for which 0.00 was decided
    for jahr, posten in haushaltsjahre.items():
        assert posten["anzahl"] == liste(gefuellt, "--haushaltsjahr", jahr)["anzahl"]
    summe = sum(Fraction(posten["betrag"]) for posten in haushaltsjahre.values())
    assert summe == sum(f.betrag for f in BEWILLIGTE)


def test_what_happened_is_counted_in_the_year_in_which_it_happened(gefuellt: Buero) -> None:
    jahre = zahlen(gefuellt)["jahre"]
    for jahr in (2026, 2027):
        faelle = [f for f in FAELLE if f.jahr == jahr]
        bewilligt = [f for f in BEWILLIGTE if f.jahr == jahr]
        assert jahre[str(jahr)] == {
            "beraten": sum(f.reicht > 0 for f in faelle),
            "beantragt": sum(f.reicht > 1 for f in faelle),
            "bewilligt": len(bewilligt),
            "abgelehnt": sum(f.ziel == "abgelehnt" for f in faelle),
            "zurueckgezogen": sum(f.ziel == "zurueckgezogen" for f in faelle),
            "bewilligt_summe": f"{sum(f.betrag for f in bewilligt)}.00",
        }


def test_districts_add_up_to_the_years_also_within_one_year(gefuellt: Buero) -> None:
    for angabe in ([], ["--jahr", "2027"]):
        daten = zahlen(gefuellt, *angabe)
        for name in ("beraten", "beantragt", "bewilligt", "abgelehnt", "zurueckgezogen"):
            nach_kreis, nach_jahr = (sum(z[name] for z in daten[t].values()) for t in ("kreise", "jahre"))
            assert nach_kreis == nach_jahr > 0
    assert set(zahlen(gefuellt, "--jahr", "2027")["jahre"]) == {"2027"}
    assert set(zahlen(gefuellt)["kreise"]) == {kreisname(ags) for _, _, ags, _ in ANTRAGSTELLER}


def test_waiting_cases_are_those_that_are_not_finished(gefuellt: Buero) -> None:
    wartende = zahlen(gefuellt)["wartende"]
    offen = [f for f in FAELLE if f.ziel not in ("abgeschlossen", "zurueckgezogen")]
    assert sum(eines["anzahl"] for eines in wartende) == len(offen)
    zeichnung = next(eines for eines in wartende if eines["rolle"] == "zeichnung")
    assert zeichnung == {
        "rolle": "zeichnung",
        "person": None,
        "anzahl": liste(gefuellt, "--person", "leitung")["anzahl"],
    }


@pytest.mark.parametrize(("tage", "ueberfaellig", "bald"), [(-15, 0, 0), (-14, 0, 1), (0, 0, 1), (1, 1, 0)])
def test_a_deadline_is_overdue_the_day_after_it(gefuellt: Buero, tage: int, ueberfaellig: int, bald: int) -> None:
    faellige = [z["fall"] for z in liste(gefuellt, "--frist-bis", "2030-12-31")["faelle"]]  # the first of all
    heute = (date(2030, 12, 31) + timedelta(days=tage)).isoformat()
    anzahl = len(faellige)
    assert anzahl
    assert zahlen(gefuellt, heute=heute)["fristen"] == {"ueberfaellig": ueberfaellig * anzahl, "bald": bald * anzahl}


def test_the_time_to_a_decision_is_counted_from_the_first_receipt(gefuellt: Buero) -> None:
    # a case is received 200 days after the (number)th of February and decided on 20 November
    entschieden = [f for f in FAELLE if f in BEWILLIGTE or f.ziel == "abgelehnt"]
    tage = sorted(
        (date(f.jahr, 11, 20) - date(f.jahr, 2, 1) - timedelta(days=f.nummer + 200)).days for f in entschieden
    )
    mitte = Fraction(tage[len(tage) // 2] + tage[(len(tage) - 1) // 2], 2)
    dauer = zahlen(gefuellt)["dauer_tage"]["eingang_bis_entscheidung"]
    assert (Fraction(dauer["median"]), dauer["anzahl"]) == (mitte, len(entschieden))


def test_the_time_to_the_last_instalment_runs_from_the_complete_proof(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path)
    daten = zahlen(amt, heute="2030-06-30")["dauer_tage"]["nachweis_vollstaendig_bis_schlusszahlung"]
    assert daten == {"median": "43", "anzahl": 1}  # complete on 2030-04-08, ordered on 2030-05-21
    assert zahlen(amt, "--jahr", "2029", heute="2030-06-30")["dauer_tage"][
        "nachweis_vollstaendig_bis_schlusszahlung"
    ] == {"median": None, "anzahl": 0}


def test_the_bilanz_counts_each_municipality_once_by_its_newest_consultation(gefuellt: Buero) -> None:
    neueste = {f.antragsteller: f for f in FAELLE if f.reicht > 0}  # all on one day: the later case wins
    bilanz = zahlen(gefuellt)["bilanz"]
    assert bilanz == {
        "beraten": len(neueste),
        "praeventionsraete": sum(f.nummer % 3 == 0 for f in neueste.values()),
        "praeventionsraete_in_gruendung": sum(f.nummer % 3 == 1 for f in neueste.values()),
        "kooperationsvereinbarungen": sum(f.nummer % 3 == 0 for f in neueste.values()),
        "coachings": sum(f.nummer % 5 == 0 for f in neueste.values()),
        "sicherheitsanalysen": sum(f.nummer % 4 == 0 for f in neueste.values()),
    }
    assert 0 < bilanz["praeventionsraete"] < bilanz["beraten"]


def test_people_see_the_same_figures(gefuellt: Buero) -> None:
    lauf = gefuellt.rufe(["statistik"], als="bearbeitung", heute=HEUTE)
    zeilen = lauf.aus.splitlines()
    assert f"zusammen\t30\t{'1.015.500,00 €'}" in zeilen
    assert "beratene Kommunen\t6" in zeilen
    assert "niemand im Amt, etwa der Antragsteller\t\t8" in zeilen


def test_an_empty_office_has_figures_too(buero: Buero) -> None:
    buero.richte_ein()
    lauf = buero.rufe(["statistik"], als="leitung")
    assert lauf.code == 0, lauf.fehler
    assert "zusammen\t0\t0,00 €" in lauf.aus.splitlines()


@pytest.mark.parametrize(("werte", "mitte"), [([], None), ([3], 3), ([1, 9, 2], 2), ([1, 2], Fraction(3, 2))])
def test_the_median_is_exact(werte: list[int], mitte: Any) -> None:
    assert median(werte) == mitte

"""Overviews find, sort and sum cases the same way on both databases, by the columns alone."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.errors import EingabeError
from foerderung.fach.kreise import KREISE
from foerderung.services.fall.fallliste import Fallfilter, Fallliste, liste_faelle
from foerderung.services.fall.fallspalten import SPALTEN
from foerderung.services.ort import Ort, finde_ort
from foerderung.services.rechnen.verfahrensrecht import verwaltungsgerichte
from foerderung.store import tabellen as t
from foerderung.store.einheit import lesend
from foerderung.store.projektion import fallzeile
from foerderung.store.verbindung import Datenbank, lies_ort
from tests.amt.bestand import ANTRAGSTELLER, FAELLE, HEUTE, ZUSTAENDE, fuelle
from tests.amt.buero import Buero, Server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def gefuellt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Buero:
    """Return an office with thirty varied cases; it is only looked at."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return fuelle(Buero(tmp_path_factory.mktemp("bestand"), server))


@pytest.fixture
def ort(gefuellt: Buero) -> Ort:
    return finde_ort(gefuellt.angaben("bearbeitung")[1], heute=date.fromisoformat(HEUTE))


def nummern(liste: Fallliste) -> list[str]:
    return [zeile["fall"] for zeile in liste.zeilen]


def finde(ort: Ort, **angaben: Any) -> list[str]:
    return nummern(liste_faelle(ort, Fallfilter(**angaben)))


def test_without_a_filter_every_case_is_found_with_every_column(ort: Ort) -> None:
    liste = liste_faelle(ort, Fallfilter())
    assert nummern(liste) == [f.az for f in FAELLE]
    assert set(liste.zeilen[0]) >= set(SPALTEN)


def test_the_sum_is_that_of_the_cases_found(ort: Ort) -> None:
    liste = liste_faelle(ort, Fallfilter(zustaende=("bewilligt",)))
    erwartet = [f.betrag for f in FAELLE if f.ziel == "bewilligt"]
    assert liste.summe == Fraction(sum(erwartet))
    assert len(liste.zeilen) == len(erwartet)


@pytest.mark.parametrize("zustand", ZUSTAENDE)
def test_a_state_is_found_as_it_is_on_the_day(ort: Ort, zustand: str) -> None:
    assert finde(ort, zustaende=(zustand,)) == [f.az for f in FAELLE if f.ziel == zustand]


def test_a_notice_is_final_only_from_its_safe_date_on(gefuellt: Buero) -> None:
    faelle = [f.az for f in FAELLE if f.ziel == "bekanntgegeben"]  # posted on 2028-06-20, safe on 2028-07-27
    db = gefuellt.angaben("bearbeitung")[1]
    for tag, endgueltig in (("2028-07-26", False), ("2028-07-27", True)):
        liste = liste_faelle(finde_ort(db, heute=date.fromisoformat(tag)), Fallfilter(zustaende=("bestandskraeftig",)))
        assert (set(faelle) <= set(nummern(liste))) == endgueltig
        assert {zeile["zustand"] for zeile in liste.zeilen} == {"bestandskraeftig"}


def test_the_year_of_the_number_and_the_year_of_a_grant_are_two_things(ort: Ort) -> None:
    assert finde(ort, jahr=2027) == [f.az for f in FAELLE if f.jahr == 2027]
    bewilligt = [f for f in FAELLE if f.reicht > 5 and f.ziel not in ("abgelehnt", "zurueckgezogen")]
    assert finde(ort, haushaltsjahr=2029) == [f.az for f in bewilligt if f.jahr == 2027]
    assert finde(ort, haushaltsjahr=2028) == [f.az for f in bewilligt]


def test_a_year_of_the_project_without_a_grant_does_not_count(ort: Ort) -> None:
    assert finde(ort, haushaltsjahr=2030) == []  # the decisions hold 0.00 for it


def test_a_district_holds_its_municipalities_and_itself(ort: Ort) -> None:
    kreise = {nummer: ags[:5] for nummer, (_, _, ags, _) in enumerate(ANTRAGSTELLER, 1)}
    for kreis in ("14524", "14729"):
        assert finde(ort, kreise=(kreis,)) == [f.az for f in FAELLE if kreise[f.antragsteller] == kreis]
    assert finde(ort, kreise=("14511",)) == []


def test_the_limits_of_an_amount_belong_to_the_range(ort: Ort) -> None:
    eines = next(f for f in FAELLE if f.ziel == "bewilligt")
    genau = Fraction(eines.betrag)
    assert finde(ort, betrag_ab=genau, betrag_bis=genau) == [eines.az]
    assert eines.az not in finde(ort, betrag_ab=genau + Fraction(1, 100))
    assert eines.az not in finde(ort, betrag_bis=genau - Fraction(1, 100))


def test_an_applicant_is_found_by_number_and_by_part_of_a_name_in_any_size_of_letters(ort: Ort) -> None:
    erwartet = [f.az for f in FAELLE if f.antragsteller == 2]
    assert finde(ort, antragsteller="A-0002") == finde(ort, antragsteller="öDERburg") == erwartet


def test_district_and_applicant_both_have_to_fit(ort: Ort) -> None:
    assert finde(ort, antragsteller="Öderburg", kreise=("14524",)) == []


def test_a_person_handles_a_case_or_is_waited_for(ort: Ort) -> None:
    eigene = finde(ort, person="zweite")
    assert eigene == [
        zeile["fall"] for zeile in liste_faelle(ort, Fallfilter()).zeilen if zeile["zustaendig"] == "zweite"
    ]
    assert eigene
    leitung = finde(ort, person="leitung")
    assert leitung == [f.az for f in FAELLE if f.ziel == "vorgeschlagen"]
    haushalt = finde(ort, person="haushalt")
    assert haushalt == [f.az for f in FAELLE if f.ziel == "in_auszahlung"]


@pytest.mark.parametrize(
    ("worte", "trifft"),
    [
        ("graffiti", lambda f: "Graffiti" in f.titel),
        ("GRAFFITI bushaltestellen", lambda f: "Graffiti" in f.titel),
        ("graffiti bahnhof", lambda _: False),
        ("öderburg", lambda f: f.antragsteller == 2),
        ("O\u0308DERBURG", lambda f: f.antragsteller == 2),
        ("strasse graffiti", lambda f: f.antragsteller == 6 and "Graffiti" in f.titel),
        ("haushaltssperre", lambda _: False),  # a reason in the event, not in the standing of a case
        ("straftaten", lambda f: f.reicht > 0),
        ("KP-2026-0007", lambda f: f.az == "KP-2026-0007"),
        ("zwickau", lambda f: f.antragsteller == 1),
        ("100%", lambda _: False),
        ("graf_iti", lambda _: False),
        ("abababab", lambda _: False),  # the beginning of every hash
    ],
)  # fmt: skip
def test_all_words_have_to_occur_somewhere(ort: Ort, worte: str, trifft: Any) -> None:
    assert finde(ort, suche=worte) == [f.az for f in FAELLE if trifft(f)]


def test_amounts_sort_by_value_and_what_is_empty_comes_last_either_way(ort: Ort) -> None:
    zeilen = liste_faelle(ort, Fallfilter(), sortierung=("-zuwendung", "fall")).zeilen
    assert [z["zuwendung"] for z in zeilen] == sorted((z["zuwendung"] for z in zeilen), reverse=True)
    for name in ("eingang", "-eingang"):
        tage = [z["eingang"] for z in liste_faelle(ort, Fallfilter(), sortierung=(name,)).zeilen]
        volle = [tag for tag in tage if tag]
        assert volle == sorted(volle, reverse=name.startswith("-"))
        assert tage[len(volle) :] == [None] * (len(tage) - len(volle))


def test_names_sort_as_in_a_german_list(ort: Ort) -> None:
    namen = [z["ort"] for z in liste_faelle(ort, Fallfilter(), sortierung=("ort",)).zeilen]
    assert list(dict.fromkeys(namen)) == [
        "Adlerthal",
        "Beispielstadt",
        "Musterhausen",
        "Musterstadt",
        "Öderburg",
        "Zweibrunn",
    ]


def test_the_first_column_of_an_order_counts_most_and_states_follow_the_procedure(ort: Ort) -> None:
    zeilen = liste_faelle(ort, Fallfilter(), sortierung=("zustand", "-fall")).zeilen
    assert [z["zustand"] for z in zeilen[:4]] == ["angelegt", "angelegt", "beraten", "beraten"]
    assert [z["fall"] for z in zeilen[:2]] == ["KP-2026-0016", "KP-2026-0001"]


def test_the_ten_thousandth_case_follows_the_one_before(tmp_path: Path) -> None:
    buero = Buero(tmp_path)
    buero.richte_ein()
    datenbank = Datenbank(lies_ort(str(buero.datei)))
    az = ["KP-2026-0002", "KP-2026-9999", "KP-2026-10000", "KP-2027-0001"]
    leer = {s.name: "" for s in t.fall.columns if not s.nullable}
    with datenbank.schreibe() as verbindung:
        daten = '{"name":"A","ort":"B","ags":"14524999"}'
        verbindung.execute(t.antragsteller.insert().values(nummer="A-0001", daten=daten))
        for eines in reversed(az):
            werte = {**leer, "aktenzeichen": eines, "antragsteller": "A-0001", "zuwendung": Fraction(0), "version": 1}
            verbindung.execute(t.fall.insert().values(**werte))
        verbindung.commit()
    ort = finde_ort(str(buero.datei))
    assert nummern(liste_faelle(ort, Fallfilter())) == az
    assert nummern(liste_faelle(ort, Fallfilter(), sortierung=("-fall",))) == az[::-1]


@pytest.mark.parametrize(
    ("angaben", "vorschlag"),
    [
        ({"person": "zweitte"}, "Meinten Sie „zweite“?"),
        ({"antragsteller": "Stadt Zwebrunn"}, "Meinten Sie „Stadt Zweibrunn“?"),
        ({"richtlinie": "komprev"}, "Meinten Sie „kommpraev“?"),
        ({"richtlinie": "xyz"}, "zulässig: kommpraev"),
    ],
)
def test_what_does_not_exist_is_an_error_with_the_nearest_name(ort: Ort, angaben: Any, vorschlag: str) -> None:
    with pytest.raises(EingabeError) as fehler:
        liste_faelle(ort, Fallfilter(**angaben))
    assert vorschlag in str(fehler.value)


def test_who_is_blocked_is_waited_for_no_longer(tmp_path: Path) -> None:
    buero = fuelle(Buero(tmp_path))
    assert buero.rufe(["person", "sperre", "haushalt"], als="leitung", heute=HEUTE).code == 0
    assert finde(finde_ort(str(buero.datei), heute=date.fromisoformat(HEUTE)), person="haushalt") == []


def test_the_columns_kept_are_those_the_events_yield(gefuellt: Buero) -> None:
    datenbank = Datenbank(lies_ort(gefuellt.angaben("leitung")[1]))
    with lesend(datenbank) as lesung:
        for stand in lesung.faelle():
            zeile = lesung.verbindung.execute(t.fall.select().where(t.fall.c.aktenzeichen == stand.aktenzeichen)).one()
            assert dict(zeile._mapping) == fallzeile(stand)


def test_every_district_with_a_court_has_a_name_and_no_other() -> None:
    assert set(verwaltungsgerichte(date(2026, 1, 1))) == set(KREISE)


def test_what_is_due_by_a_day_is_found_by_the_column(ort: Ort) -> None:
    offen = [z for z in liste_faelle(ort, Fallfilter()).zeilen if z["frist"] is not None]
    assert offen
    spaeteste = max(z["frist"] for z in offen)
    assert finde(ort, frist_bis=date.fromisoformat(spaeteste)) == [z["fall"] for z in offen]
    davor = [z["fall"] for z in offen if z["frist"] < spaeteste]
    assert finde(ort, frist_bis=date.fromisoformat(spaeteste) - timedelta(days=1)) == davor


def test_what_comes_by_the_calendar_alone_is_said_on_its_day(gefuellt: Buero) -> None:
    eines = next(f.az for f in FAELLE if f.ziel == "bestandskraeftig")  # posted on 2026-12-01, safe on 2027-01-07
    for tag, schritt in (("2027-01-06", "Ablauf der Klagefrist; bestandskräftig am 07.01.2027"), ("2027-01-07", "")):
        ort = finde_ort(gefuellt.angaben("bearbeitung")[1], heute=date.fromisoformat(tag))
        zeile = next(z for z in liste_faelle(ort, Fallfilter()).zeilen if z["fall"] == eines)
        assert (zeile["worauf"] == schritt) if schritt else not zeile["worauf"].startswith("Ablauf der Klagefrist")

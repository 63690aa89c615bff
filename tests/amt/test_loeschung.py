"""What a case holds can be deleted by two persons once it need not be kept; the chain stays whole."""

from __future__ import annotations

import json
import signal
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from foerderung.cli.faden import FALL
from foerderung.services.speicher.loeschungen import vollziehe_loeschung
from foerderung.store.loeschung import verdichte
from tests.amt.abbruch import fuehre_aus, schreibt_etwas
from tests.amt.buero import UNTERLAGEN, Buero, Lauf
from tests.amt.prozesse import allein
from tests.amt.roh import entriegelt, roh
from tests.amt.vorrat import Vorrat

ENDE_DER_AUFBEWAHRUNG, DANACH = "2040-12-31", "2041-01-02"
MARKE = "Zeichenkette, die verschwinden muss"


def beantrage(buero: Buero, als: str = "leitung", heute: str = DANACH, fall: str = FALL) -> Lauf:
    return buero.rufe(["db", "loesche", fall, "--grund", "Aufbewahrung abgelaufen", "--beantragen"], als, heute)


def vollziehe(buero: Buero, als: str = "zweite", heute: str = DANACH, *worte: str) -> Lauf:
    return buero.rufe(["db", "loesche", FALL, *worte], als, heute)


def pruefe(buero: Buero) -> Lauf:
    return buero.rufe(["db", "pruefe"], als="leitung", heute=None)


def wert(buero: Buero, anfrage: str, *werte: object) -> Any:
    with roh(buero) as offen:
        return offen.wert(anfrage, *werte)


def mit_zweiter(buero: Buero) -> Buero:
    """Take in a second person who signs."""
    rollen = ["--rolle", "zeichnung", "--rolle", "sachbearbeitung"]
    lauf = buero.rufe(["person", "anlege", "zweite", "--name", "x", *rollen], als="leitung", heute="2030-06-11")
    assert lauf.code == 0, lauf.fehler
    return buero


@pytest.fixture
def amt(vorrat: Vorrat, tmp_path: Path) -> Buero:
    """Return an office with a closed case and two persons who sign."""
    return mit_zweiter(vorrat.buero(tmp_path))


@pytest.fixture
def geloescht(amt: Buero) -> Buero:
    """Return an office whose only case was deleted."""
    assert beantrage(amt).code == 0
    lauf = vollziehe(amt)
    assert lauf.code == 0, lauf.fehler
    return amt


def test_two_persons_delete_a_case_and_days_and_sums_remain(amt: Buero) -> None:
    summen = [wert(amt, f"SELECT {spalte} FROM fall") for spalte in ("zuwendung", "jahre", "eingang_am", "angelegt_am")]
    buchungen = wert(amt, "SELECT count(*) FROM buchung")
    ereignisse = wert(amt, "SELECT count(*) FROM ereignis WHERE fall = ?", FALL)
    assert beantrage(amt).code == 0
    lauf = vollziehe(amt)
    assert lauf.code == 0, lauf.fehler
    assert "Zustand: gelöscht" in lauf.aus
    assert f"Angaben von {ereignisse + 1} Ereignissen" in lauf.aus
    assert "Sicherungen enthalten die Angaben noch" in lauf.aus
    assert pruefe(amt).code == 0, pruefe(amt).fehler
    assert summen == [
        wert(amt, f"SELECT {spalte} FROM fall") for spalte in ("zuwendung", "jahre", "eingang_am", "angelegt_am")
    ]
    assert wert(amt, "SELECT count(*) FROM buchung") == buchungen > 0
    stand = json.loads(wert(amt, "SELECT stand FROM fall"))
    leer: tuple[Any, ...] = (None, "", [], {}, 0)
    gefuellt = {name for name, inhalt in stand.items() if inhalt not in leer}
    assert gefuellt == {
        "aktenzeichen", "richtlinie", "zustand", "version", "angelegt_am", "abgeschlossen_am", "rest",
    }  # fmt: skip
    assert wert(amt, "SELECT count(*) FROM nutzlast n JOIN ereignis e USING (nummer) WHERE e.fall = ?", FALL) == 1
    assert wert(amt, "SELECT count(*) FROM ablage WHERE art <> 'regelwerk'") == 0


def test_only_a_case_that_need_not_be_kept_any_longer_is_deleted(amt: Buero) -> None:
    lauf = beantrage(amt, heute=ENDE_DER_AUFBEWAHRUNG)
    assert lauf.code == 5
    assert "bis zum 31.12.2040 aufzubewahren" in lauf.fehler
    assert beantrage(amt).code == 0
    assert vollziehe(amt, heute=ENDE_DER_AUFBEWAHRUNG).code == 5
    assert wert(amt, "SELECT count(*) FROM loeschung") == 0


def test_who_asked_does_not_delete_and_nobody_does_without_a_request(amt: Buero) -> None:
    ohne = vollziehe(amt)
    assert ohne.code == 5
    assert "Niemand hat die Löschung beantragt" in ohne.fehler
    assert beantrage(amt).code == 0
    selbst = vollziehe(amt, als="leitung")
    assert selbst.code == 5
    assert "Die Löschung hat „leitung“ beantragt" in selbst.fehler
    assert wert(amt, "SELECT count(*) FROM loeschung") == 0
    moeglich = amt.rufe(["fall", "moeglich", FALL], als="leitung", heute=DANACH).aus
    assert "foerderung db loesche\tLöschung vollziehen\tzweite\n" in moeglich
    assert vollziehe(amt).code == 0


@pytest.mark.parametrize("als", ["bearbeitung", "haushalt"])
def test_only_who_signs_asks_for_a_deletion(amt: Buero, als: str) -> None:
    assert beantrage(amt, als=als).code == 5
    assert beantrage(amt).code == 0
    assert vollziehe(amt, als=als).code == 5


def test_a_request_needs_a_reason(amt: Buero) -> None:
    lauf = amt.rufe(["db", "loesche", FALL, "--beantragen"], "leitung", DANACH)
    assert lauf.code == 5
    assert "--grund" in lauf.fehler


def test_a_case_that_is_not_over_is_not_deleted(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = mit_zweiter(vorrat.buero(tmp_path, "entscheidung schlage-vor"))
    lauf = beantrage(amt)
    assert lauf.code == 5
    assert "nur in „abgeschlossen“, „zurückgezogen“" in lauf.fehler


def test_a_case_that_another_open_one_rests_on_stays(amt: Buero) -> None:
    folge = ["fall", "anlegen", "--folge-von", FALL, "--richtlinie", "kommpraev"]
    assert amt.rufe(folge, als="zweite", heute="2040-06-03").code == 0
    lauf = beantrage(amt)
    assert lauf.code == 5
    assert "KP-2040-0001 beruft sich auf diesen Fall" in lauf.fehler
    schreiben = str(UNTERLAGEN / "antrag.yaml")
    zurueck = ["fall", "ziehe-zurueck", "KP-2040-0001", "--datei", schreiben]
    assert amt.rufe(zurueck, als="zweite", heute="2040-06-04").code == 0
    assert beantrage(amt).code == 0
    assert vollziehe(amt).code == 0
    assert pruefe(amt).code == 0


def test_content_that_another_case_names_stays(amt: Buero) -> None:
    anderer = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "anderer"]
    assert amt.rufe(anderer, als="zweite", heute="2040-06-03").code == 0
    schreiben = str(UNTERLAGEN / "antrag.yaml")  # the application of the case that is deleted, as a letter
    zurueck = ["fall", "ziehe-zurueck", "KP-2040-0001", "--datei", schreiben]
    assert amt.rufe(zurueck, als="zweite", heute="2040-06-04").code == 0
    antrag = wert(amt, "SELECT sha256 FROM ablage WHERE art = 'antrag'")
    assert beantrage(amt).code == 0
    assert vollziehe(amt).code == 0
    assert wert(amt, "SELECT count(*) FROM ablage WHERE sha256 = ?", antrag) == 1
    assert wert(amt, "SELECT count(*) FROM loeschung WHERE schluessel = ?", antrag) == 0
    assert pruefe(amt).code == 0
    for als, worte in (("leitung", ["--grund", "x", "--beantragen"]), ("zweite", [])):
        lauf = amt.rufe(["db", "loesche", "KP-2040-0001", *worte], als, "2051-01-01")
        assert lauf.code == 0, lauf.fehler
    assert wert(amt, "SELECT count(*) FROM ablage WHERE sha256 = ?", antrag) == 0
    assert pruefe(amt).code == 0


def test_content_that_was_deleted_may_be_filed_and_deleted_again(geloescht: Buero) -> None:
    anderer = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "anderer"]
    assert geloescht.rufe(anderer, als="zweite", heute="2041-06-03").code == 0
    zurueck = ["fall", "ziehe-zurueck", "KP-2041-0001", "--datei", str(UNTERLAGEN / "antrag.yaml")]
    assert geloescht.rufe(zurueck, als="zweite", heute="2041-06-04").code == 0
    assert pruefe(geloescht).code == 0
    for als, worte in (("leitung", ["--grund", "x", "--beantragen"]), ("zweite", [])):
        lauf = geloescht.rufe(["db", "loesche", "KP-2041-0001", *worte], als, "2052-01-01")
        assert lauf.code == 0, lauf.fehler
    assert wert(geloescht, "SELECT count(*) FROM ablage WHERE art <> 'regelwerk'") == 0
    assert pruefe(geloescht).code == 0


def test_numbers_of_a_deleted_case_are_never_given_again(geloescht: Buero) -> None:
    worte = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "neu", "--am", "2026-12-01", "--nachtrag", "x"]
    lauf = geloescht.rufe([*worte, "--json"], als="zweite", heute=DANACH)
    assert lauf.code == 0, lauf.fehler
    assert lauf.daten["fall"]["aktenzeichen"] == "KP-2026-0002"
    assert wert(geloescht, "SELECT count(*) FROM nummernkreis WHERE kreis LIKE ?", "HÜL%") == 2
    assert pruefe(geloescht).code == 0


# --- what cannot be done any longer is said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worte", "text"),
    [
        (["fall", "zeige", FALL], "Die Angaben des Falls wurden gelöscht"),
        (["fall", "zeige", FALL], "zuletzt\t129.717,00 €\t129.717,00 €"),
        (["fall", "liste"], "gelöscht"),
        (["fall", "verlauf", FALL], "Angaben gelöscht"),
        (["fall", "verlauf", FALL], "Löschung vollziehen\tAufbewahrung abgelaufen"),
        (["fall", "moeglich", FALL], "Hier ist nichts mehr zu tun"),
        (["frist", "liste"], ""),
        (["haushalt", "uebersicht", "--jahr", "2027"], ""),
    ],
)
def test_looking_at_a_deleted_case_works(geloescht: Buero, worte: list[str], text: str) -> None:
    for als_json in ([], ["--json"]):
        lauf = geloescht.rufe([*worte, *als_json], als="leitung", heute=DANACH)
        assert lauf.code == 0, lauf.fehler
        assert als_json or text in lauf.aus


@pytest.mark.parametrize(
    "worte",
    [
        ["fall", "rechne-nach", FALL],
        ["fall", "verlauf", FALL, "--spur"],
        ["fall", "berichtige", FALL, "8", "--feld", "am", "--neu", "2026-09-01", "--grund", "x"],
        ["fall", "anlegen", "--folge-von", FALL],
        ["antrag", "vorlage", FALL],
        ["antrag", "befunde", FALL],
        ["anlage", "hole", FALL, "1", "--ziel", "x"],
        ["db", "loesche", FALL],
        ["fall", "schliesse", FALL],
    ],
    ids=lambda worte: " ".join(worte[:2]),
)
def test_what_needs_the_deleted_facts_is_refused_with_a_message(geloescht: Buero, worte: list[str]) -> None:
    lauf = geloescht.rufe(worte, als="zweite", heute=DANACH)
    assert lauf.code == 5, lauf.fehler
    assert "gelöscht" in lauf.fehler
    assert pruefe(geloescht).code == 0


# --- the check accepts exactly what a deletion lists ----------------------------------------------------------------


def fremdes_fehlt(offen: Any) -> None:
    offen.tue("DELETE FROM nutzlast WHERE nummer = 4")


def loeschung_selbst_fehlt(offen: Any) -> None:
    offen.tue("DELETE FROM nutzlast WHERE nummer = (SELECT max(nummer) FROM nutzlast)")


def anordnung_erfunden(offen: Any) -> None:
    offen.tue("INSERT INTO loeschung SELECT 'nutzlast', '4', max(nummer) FROM ereignis")


def anordnung_fehlt(offen: Any) -> None:
    offen.tue("DELETE FROM loeschung WHERE art = 'ablage'")


def wieder_da(offen: Any) -> None:
    offen.tue("INSERT INTO nutzlast SELECT min(nummer), 'salz', '{}' FROM ereignis WHERE fall <> ''")


def buchung_geaendert(offen: Any) -> None:
    offen.tue(
        "UPDATE buchung SET betrag = betrag + 1 WHERE nummer = (SELECT min(nummer) FROM buchung WHERE fall <> '')"
    )


def buchung_fehlt(offen: Any) -> None:
    offen.tue("DELETE FROM buchung WHERE fall <> ''")


@pytest.mark.parametrize(
    "eingriff",
    [
        fremdes_fehlt,
        loeschung_selbst_fehlt,
        anordnung_erfunden,
        anordnung_fehlt,
        wieder_da,
        buchung_geaendert,
        buchung_fehlt,
    ],
)
def test_whatever_else_is_missing_or_changed_is_still_found(geloescht: Buero, eingriff: Any) -> None:
    with entriegelt(geloescht) as offen:
        eingriff(offen)
    assert pruefe(geloescht).code == 8


def test_deleted_content_that_came_back_is_found(amt: Buero) -> None:
    with roh(amt) as offen:
        zeile = offen.tue("SELECT sha256, art, inhalt FROM ablage WHERE art = 'antrag'").fetchone()
    assert beantrage(amt).code == 0
    assert vollziehe(amt).code == 0
    with roh(amt) as offen:
        offen.tue("INSERT INTO ablage VALUES (?, ?, ?)", *zeile)
    lauf = pruefe(amt)
    assert lauf.code == 8
    assert "wäre zu löschen gewesen" in lauf.fehler


def test_facts_missing_without_a_deletion_stop_every_act_with_a_message(amt: Buero) -> None:
    with entriegelt(amt) as offen:
        offen.tue("DELETE FROM nutzlast WHERE nummer = 12")
    lauf = beantrage(amt)
    assert lauf.code == 8
    assert "die Fakten von Ereignis 12 fehlen" in lauf.fehler


@pytest.mark.parametrize("tabelle", ["nutzlast", "ablage"])
def test_what_no_deletion_orders_cannot_be_removed(geloescht: Buero, tabelle: str) -> None:
    with pytest.raises(Exception, match="DELETE ist gesperrt"), roh(geloescht) as offen:
        offen.tue(f"DELETE FROM {tabelle}")


# --- the bytes ------------------------------------------------------------------------------------------------------


def test_the_bytes_are_gone_from_the_file_and_what_lies_beside_it(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = mit_zweiter(sqlite_vorrat.buero(tmp_path))
    worte = ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", MARKE]
    assert amt.rufe(worte, als="zweite", heute="2030-06-12").code == 0
    schreiben = tmp_path / "schreiben.txt"
    schreiben.write_text(MARKE * 50)
    zurueck = ["fall", "ziehe-zurueck", "KP-2030-0001", "--datei", schreiben, "--grund", MARKE]
    assert amt.rufe(zurueck, als="zweite", heute="2030-06-13").code == 0
    schreiben.unlink()
    assert MARKE.encode() in amt.datei.read_bytes()
    assert beantrage(amt, fall="KP-2030-0001").code == 0
    assert amt.rufe(["db", "loesche", "KP-2030-0001"], "zweite", DANACH).code == 0
    for datei in tmp_path.iterdir():
        assert MARKE.encode() not in datei.read_bytes(), datei
    assert pruefe(amt).code == 0


def test_what_is_deleted_is_overwritten_at_once_even_if_the_file_cannot_be_written_anew(
    sqlite_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amt = mit_zweiter(sqlite_vorrat.buero(tmp_path))
    satz = "zweckentsprechend verwendet"
    assert satz.encode() in amt.datei.read_bytes()
    assert beantrage(amt).code == 0
    monkeypatch.setattr("foerderung.services.speicher.loeschungen.verdichte", lambda _: False)
    lauf = vollziehe(amt)
    assert lauf.code == 0
    assert "konnte nicht neu geschrieben werden" in lauf.fehler
    assert satz.encode() not in amt.datei.read_bytes()
    monkeypatch.undo()
    from foerderung.store.verbindung import datei_als_speicher  # noqa: PLC0415

    assert verdichte(datei_als_speicher(amt.datei))
    assert satz.encode() not in amt.datei.read_bytes()


def test_a_killed_deletion_happened_as_a_whole_or_not_at_all(amt: Buero) -> None:
    assert beantrage(amt).code == 0
    platz, angaben = amt.platz("zweite", date.fromisoformat(DANACH)), (FALL, "")
    tabellen = ("ereignis", "nutzlast", "ablage", "loeschung")
    vorher = [wert(amt, f"SELECT count(*) FROM {name}") for name in tabellen]
    halte = allein(partial(fuehre_aus, platz, vollziehe_loeschung, angaben, 0)).wert
    schreibende = [nummer for nummer, eines in enumerate(halte, 1) if schreibt_etwas(eines)]
    for stelle in (*schreibende[:: max(len(schreibende) // 4, 1)], len(halte)):
        assert allein(partial(fuehre_aus, platz, vollziehe_loeschung, angaben, stelle)).code == -signal.SIGKILL
        assert [wert(amt, f"SELECT count(*) FROM {name}") for name in tabellen] == vorher
        assert pruefe(amt).code == 0
    assert allein(partial(fuehre_aus, platz, vollziehe_loeschung, angaben, len(halte) + 1)).code == -signal.SIGKILL
    assert wert(amt, "SELECT count(*) FROM loeschung") > 0
    assert pruefe(amt).code == 0


# --- PostgreSQL takes no word for it --------------------------------------------------------------------------------


def rohe_loeschung(amt: Buero, als: str, fakten: dict[str, Any], fall: str = FALL) -> None:
    assert amt.server is not None
    with amt.server.verbinde(amt.datenbank, als) as verbindung, verbindung.transaction(force_rollback=True):
        verbindung.execute(
            "SELECT ereignis_schreiben('loeschung_vollziehen', %s, '2041-01-02', '2041-01-02T00:00:00Z', 's', %s)",
            (fall, json.dumps(fakten)),
        )


@pytest.fixture(scope="module")
def postgres_amt(postgres_vorrat: Vorrat, tmp_path_factory: pytest.TempPathFactory) -> Buero:
    """Return an office in which a deletion is asked for; nothing of what is tried there lasts."""
    amt = mit_zweiter(postgres_vorrat.buero(tmp_path_factory.mktemp("amt")))
    assert beantrage(amt).code == 0
    return amt


def richtige(amt: Buero, fall: str = FALL) -> dict[str, Any]:
    from foerderung.services.amt import oeffne  # noqa: PLC0415
    from foerderung.store.loeschung import umfang  # noqa: PLC0415

    with oeffne(amt.angaben("leitung")[1]).lesend() as lesung:
        return {**umfang(lesung, fall), "nach": "geloescht"}


def test_the_function_accepts_the_true_lists(postgres_amt: Buero) -> None:
    rohe_loeschung(postgres_amt, "zweite", richtige(postgres_amt))


@pytest.mark.parametrize(
    "aenderung",
    [
        {"ereignisse": []},
        {"ablagen": ["0" * 64]},
        {"ablagen": ["%"]},
        {"ablagen": "x"},
        {"gebucht": []},
    ],
)
def test_the_function_refuses_lists_that_are_not_of_this_case(postgres_amt: Buero, aenderung: dict[str, Any]) -> None:
    with pytest.raises(psycopg.Error, match="nennt anderes"):
        rohe_loeschung(postgres_amt, "zweite", richtige(postgres_amt) | aenderung)


def test_the_function_never_removes_rules_or_what_other_events_name(postgres_amt: Buero) -> None:
    fakten = richtige(postgres_amt)
    regelwerk = wert(postgres_amt, "SELECT sha256 FROM ablage WHERE art = 'regelwerk'")
    with pytest.raises(psycopg.Error, match="nennt anderes"):
        rohe_loeschung(postgres_amt, "zweite", fakten | {"ablagen": [regelwerk]})
    fremde = fakten["ereignisse"] + [{"nummer": 4, "nutzlast_sha256": "0" * 64}]
    with pytest.raises(psycopg.Error, match="nennt anderes"):
        rohe_loeschung(postgres_amt, "zweite", fakten | {"ereignisse": fremde})


def test_the_function_keeps_the_two_persons_apart(postgres_amt: Buero) -> None:
    with pytest.raises(psycopg.Error, match="Vier-Augen"):
        rohe_loeschung(postgres_amt, "leitung", richtige(postgres_amt))
    with pytest.raises(psycopg.Error, match="darf das Ereignis"):
        rohe_loeschung(postgres_amt, "haushalt", richtige(postgres_amt))


def test_the_function_deletes_no_case_that_nobody_asked_to_delete_or_that_is_open(
    postgres_vorrat: Vorrat, tmp_path: Path
) -> None:
    amt = mit_zweiter(postgres_vorrat.buero(tmp_path))
    with pytest.raises(psycopg.Error, match="beantragt"):
        rohe_loeschung(amt, "zweite", richtige(amt))
    assert amt.server is not None
    with amt.server.verbinde(amt.datenbank, "leitung") as verbindung:
        verbindung.execute(
            "SELECT ereignis_schreiben('loeschung_beantragen', %s, '2041-01-02', '2041-01-02T00:00:00Z', 's', %s)",
            (FALL, '{"grund": "x", "nach": "bewilligt"}'),
        )
    with pytest.raises(psycopg.Error, match="beendeter Fall"):
        rohe_loeschung(amt, "zweite", richtige(amt))


@pytest.mark.parametrize("als", ["leitung", "zweite"])
def test_no_login_orders_or_removes_anything_itself(postgres_amt: Buero, als: str) -> None:
    assert postgres_amt.server is not None
    for anweisung in ("INSERT INTO loeschung VALUES ('nutzlast', '4', 5)", "DELETE FROM nutzlast WHERE nummer = 4"):
        with (
            postgres_amt.server.verbinde(postgres_amt.datenbank, als) as verbindung,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            verbindung.execute(anweisung.encode())

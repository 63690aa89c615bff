"""Whoever gets at the tables themselves is found out: the check names the first event that is not as it was."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from foerderung.store.projektion import fallzeile
from foerderung.verfahren.fallstand import Fallstand
from tests.amt.buero import Buero, Lauf
from tests.amt.roh import Eingriff, Roh, Zeile, entriegelt, neu_verkettet, roh
from tests.amt.vorrat import Vorrat

KENNT_NICHT = "zeigt erst der Vergleich mit einem früher gedruckten Anker"
ANZAHL = 36


def pruefe(buero: Buero, *anker: tuple[int, str]) -> Lauf:
    optionen = [wort for nummer, sha in anker for wort in ("--anker", f"{nummer}:{sha}")]
    return buero.rufe(["db", "pruefe", *optionen], als=None, heute=None)


def hashes(buero: Buero) -> dict[int, str]:
    with roh(buero) as offen:
        return {eine.nummer: eine.sha256 for eine in offen.zeilen()}


def assert_erstes(lauf: Lauf, nummer: int) -> None:
    assert lauf.code == 8, lauf.aus + lauf.fehler
    gefunden = re.search(r"erstes fehlerhaftes Ereignis ist (\d+)", lauf.fehler)
    assert gefunden is not None, lauf.fehler
    assert int(gefunden[1]) == nummer, lauf.fehler
    assert "alles stimmt" not in lauf.aus


# --- changes that show by themselves ---------------------------------------------------------------------------------


def mit_nachtrag(zeile: Zeile) -> Zeile:
    """Return an event with one more fact, which changes nothing in the case."""
    inhalt = json.loads(zeile.inhalt) | {"nachtrag": "gefälscht"}
    return zeile.mit_inhalt(json.dumps(inhalt, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def kopffeld(feld: str, wert: str) -> Eingriff:
    def eingriff(offen: Roh) -> None:
        offen.tue(f"UPDATE ereignis SET {feld} = ? WHERE nummer = 12", wert)

    return eingriff


def fakten(offen: Roh) -> None:
    offen.tue("UPDATE nutzlast SET inhalt = replace(inhalt, 'eingegangen', 'geprueft') WHERE nummer = 11")


def salz(offen: Roh) -> None:
    offen.tue("UPDATE nutzlast SET salz = 'anderes' WHERE nummer = 12")


def fakten_geleert(offen: Roh) -> None:
    offen.tue("DELETE FROM nutzlast WHERE nummer = 12")


def ein_ereignis_in_sich_stimmig(offen: Roh) -> None:
    zeilen = offen.zeilen()
    zeilen[11] = mit_nachtrag(zeilen[11]).gesiegelt()
    offen.setze(zeilen)


def mitten_geloescht(offen: Roh) -> None:
    offen.tue("DELETE FROM nutzlast WHERE nummer IN (12, 13)")
    offen.tue("DELETE FROM ereignis WHERE nummer IN (12, 13)")


def anfang_geloescht(offen: Roh) -> None:
    offen.tue("DELETE FROM nutzlast WHERE nummer = 1")
    offen.tue("DELETE FROM ereignis WHERE nummer = 1")


def mitten_eingeschoben(offen: Roh) -> None:
    zeilen = offen.zeilen()
    falsch = replace(zeilen[10], nummer=12, vorher=zeilen[10].sha256).gesiegelt()
    spaetere = [replace(eine, nummer=eine.nummer + 1) for eine in zeilen[11:]]
    offen.setze([*zeilen[:11], falsch, *spaetere])


def am_ende_angefuegt(offen: Roh) -> None:
    zeilen = offen.zeilen()
    offen.setze([*zeilen, replace(zeilen[-1], nummer=ANZAHL + 1)])


def vertauscht(offen: Roh) -> None:
    zeilen = offen.zeilen()
    zeilen[11], zeilen[12] = replace(zeilen[12], nummer=12), replace(zeilen[11], nummer=13)
    offen.setze(zeilen)


def verweis(offen: Roh) -> None:
    offen.tue("UPDATE ereignis SET vorher = ? WHERE nummer = 12", "0" * 64)


def fakten_ohne_ereignis(offen: Roh) -> None:
    offen.tue("INSERT INTO nutzlast (nummer, salz, inhalt) VALUES (?, 'x', '{}')", ANZAHL + 1)


EINGRIFFE: dict[str, tuple[Eingriff, int]] = {
    "the type was changed": (kopffeld("typ", "antrag_einlesen"), 12),
    "the case was changed": (kopffeld("fall", "KP-2026-0002"), 12),
    "the day was changed": (kopffeld("wirksam_am", "2026-10-01"), 12),
    "the time was changed": (kopffeld("erfasst_am", "2026-10-01T09:00:00Z"), 12),
    "the person was changed": (kopffeld("person", "leitung"), 12),
    "the user was changed": (kopffeld("benutzer", "leitung"), 12),
    "the day is no day": (kopffeld("wirksam_am", "gestern"), 12),
    "the hash of the payload was changed": (kopffeld("nutzlast_sha256", "0" * 64), 12),
    "the hash of the header was changed": (kopffeld("sha256", "0" * 64), 12),
    "the link was changed": (verweis, 12),
    "the payload was changed": (fakten, 11),
    "the salt was changed": (salz, 12),
    "the payload was removed": (fakten_geleert, 12),
    "payload and both hashes of one event were changed": (ein_ereignis_in_sich_stimmig, 12),
    "two events in the middle are gone": (mitten_geloescht, 12),
    "the first event is gone": (anfang_geloescht, 1),
    "an event was put in between": (mitten_eingeschoben, 13),
    "an event was put at the end": (am_ende_angefuegt, ANZAHL + 1),
    "two events changed places": (vertauscht, 12),
    "there are facts without an event": (fakten_ohne_ereignis, ANZAHL + 1),
}


@pytest.mark.parametrize(("eingriff", "erstes"), EINGRIFFE.values(), ids=list(EINGRIFFE))
def test_a_change_of_the_chain_is_found_and_its_place_named(opfer: Buero, eingriff: Eingriff, erstes: int) -> None:
    with entriegelt(opfer) as offen:
        eingriff(offen)
    assert_erstes(pruefe(opfer), erstes)


def test_the_report_as_data_names_every_violation(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with entriegelt(buero) as offen:
        salz(offen)
        offen.tue("UPDATE nutzlast SET salz = 'anderes' WHERE nummer = 20")
    lauf = buero.rufe(["db", "pruefe", "--json"], als=None, heute=None)
    assert lauf.code == 8
    assert [eine["ereignis"] for eine in lauf.daten["verletzungen"]] == [12, 20]


@pytest.mark.parametrize(
    ("tabelle", "spalte", "wert"),
    [
        ("ereignis", "person", b"\x00\xff"),
        ("ereignis", "wirksam_am", b"2026"),
        ("nutzlast", "inhalt", b"\xff"),
        ("nutzlast", "inhalt", "[1"),
        ("nutzlast", "inhalt", '{"nummernkreis":[]}'),
        ("nutzlast", "inhalt", '"text"'),
        ("ablage", "inhalt", "kein Inhalt"),
    ],
)
def test_a_value_of_another_kind_is_a_violation_and_no_defect(
    sqlite_vorrat: Vorrat, tmp_path: Path, tabelle: str, spalte: str, wert: object
) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with entriegelt(buero) as offen:
        wo = "" if tabelle == "ablage" else "WHERE nummer = 12"
        offen.tue(f"UPDATE {tabelle} SET {spalte} = ? {wo}", wert)
    lauf = pruefe(buero)
    assert lauf.code == 8, lauf.fehler
    assert "Interner Fehler" not in lauf.fehler


def test_facts_that_fit_their_hash_and_still_make_no_sense_are_found(opfer: Buero) -> None:
    with entriegelt(opfer) as offen:
        zeilen = offen.zeilen()
        sinnlos = replace(zeilen[-1], fall="").mit_inhalt('{"nummernkreis":[]}')
        offen.setze(neu_verkettet([*zeilen, sinnlos]))
    assert_erstes(pruefe(opfer), ANZAHL + 1)


# --- changes that only a printed anchor shows ------------------------------------------------------------------------


def test_events_cut_off_at_the_end_show_only_against_an_anchor(opfer: Buero) -> None:
    gedruckt = hashes(opfer)
    with entriegelt(opfer) as offen:
        vorletzte = gedruckt[ANZAHL - 2]
        offen.setze(offen.zeilen()[:-2])
        # the thief sets the case back too, or the projection would tell
        stand = json.loads(offen.wert("SELECT stand FROM fall"))
        stand |= {"zustand": "nachweis_geprueft", "version": ANZAHL - 2, "evaluation": None, "abgeschlossen_am": None}
        zeile = fallzeile(Fallstand.model_validate(stand))
        zeile["zuwendung"] = int(zeile["zuwendung"] * 100)
        offen.tue(f"UPDATE fall SET {', '.join(f'{name} = ?' for name in zeile)}", *zeile.values())
    ohne = pruefe(opfer)
    assert ohne.code == 0, ohne.fehler
    assert KENNT_NICHT in ohne.aus

    mit = pruefe(opfer, (ANZAHL, gedruckt[ANZAHL]))
    assert_erstes(mit, ANZAHL - 1)
    assert "am Ende" in mit.fehler
    assert pruefe(opfer, (ANZAHL - 2, vorletzte)).code == 0


def gefaelscht(offen: Roh, ab: int) -> None:
    """Change a harmless fact and compute every later hash anew."""
    zeilen = offen.zeilen()
    zeilen[ab - 1] = mit_nachtrag(zeilen[ab - 1])
    offen.setze(neu_verkettet(zeilen, ab))


def test_a_suffix_computed_anew_shows_only_against_an_anchor_and_two_bracket_it(opfer: Buero) -> None:
    gedruckt = hashes(opfer)
    with entriegelt(opfer) as offen:
        gefaelscht(offen, 18)  # the posting of the notice
    ohne = pruefe(opfer)
    assert ohne.code == 0, ohne.fehler
    assert KENNT_NICHT in ohne.aus

    assert pruefe(opfer, (17, gedruckt[17])).code == 0
    eng = pruefe(opfer, (25, gedruckt[25]), (17, gedruckt[17]))
    assert_erstes(eng, 18)
    assert "zwischen Ereignis 18 und 25" in eng.fehler
    weit = pruefe(opfer, (ANZAHL, gedruckt[ANZAHL]))
    assert_erstes(weit, 1)
    assert f"zwischen Ereignis 1 und {ANZAHL}" in weit.fehler


def test_an_event_in_between_computed_into_the_chain_shows_against_an_anchor(opfer: Buero) -> None:
    gedruckt = hashes(opfer)
    with entriegelt(opfer) as offen:
        zeilen = offen.zeilen()
        offen.setze(neu_verkettet([*zeilen[:7], zeilen[6], *zeilen[7:]], 8))
    mit = pruefe(opfer, (7, gedruckt[7]), (12, gedruckt[12]))
    assert_erstes(mit, 8)


def test_the_first_characters_of_a_hash_serve_as_anchor_and_another_hash_does_not(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    gedruckt = hashes(buero)
    lauf = pruefe(buero, (ANZAHL, gedruckt[ANZAHL][:12]), (4, gedruckt[4].upper()))
    assert lauf.code == 0, lauf.fehler
    assert KENNT_NICHT not in lauf.aus
    assert_erstes(pruefe(buero, (4, gedruckt[5])), 1)


def test_an_anchor_inside_a_gap_is_not_called_cut_off(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    gedruckt = hashes(buero)
    with entriegelt(buero) as offen:
        mitten_geloescht(offen)
    lauf = pruefe(buero, (12, gedruckt[12]))
    assert_erstes(lauf, 12)
    assert "am Ende" not in lauf.fehler


@pytest.mark.parametrize("anker", ["0:000000000000", "5", "5:xyz", "5:abc", ":abcdefabcdef", "-1:abcdefabcdef"])
def test_an_anchor_that_is_none_is_refused(sqlite_vorrat: Vorrat, tmp_path: Path, anker: str) -> None:
    lauf = sqlite_vorrat.buero(tmp_path).rufe(["db", "pruefe", "--anker", anker], als=None, heute=None)
    assert lauf.code == 2
    assert "kein Anker" in lauf.fehler


# --- what lies beside the chain --------------------------------------------------------------------------------------


def inhalt_der_ablage(offen: Roh) -> None:
    anderer = offen.wert("SELECT inhalt FROM ablage WHERE art = 'antrag'")
    offen.tue("UPDATE ablage SET inhalt = ? WHERE art = 'entscheidung'", anderer)


def ablage_geloescht(art: str) -> Eingriff:
    def eingriff(offen: Roh) -> None:
        offen.tue("DELETE FROM ablage WHERE art = ?", art)

    return eingriff


def zuwendung(offen: Roh) -> None:
    offen.tue("UPDATE fall SET zuwendung = zuwendung + 1")


def stand(offen: Roh) -> None:
    offen.tue('UPDATE fall SET stand = replace(stand, \'"angeordnet_von":"haushalt"\', \'"angeordnet_von":"x"\')')


def fall_geloescht(offen: Roh) -> None:
    offen.tue("DELETE FROM fall")


def rollen(offen: Roh) -> None:
    offen.tue("UPDATE person SET daten = replace(daten, 'sachbearbeitung\"]', 'sachbearbeitung\",\"zeichnung\"]')")


def person_erfunden(offen: Roh) -> None:
    daten = '{"gesperrt":false,"kuerzel":"neu","name":"Neu","rollen":["zeichnung"]}'
    offen.tue("INSERT INTO person (kuerzel, daten) VALUES ('neu', ?)", daten)


def iban(offen: Roh) -> None:
    offen.tue("UPDATE antragsteller SET daten = replace(daten, 'DE02120300000000202051', 'DE02500105170137075030')")


def behoerde(offen: Roh) -> None:
    offen.tue("UPDATE behoerde SET wert = 'Meine Kasse' WHERE schluessel = 'kasse'")


def nummernkreis(offen: Roh) -> None:
    offen.tue("UPDATE nummernkreis SET stand = 0 WHERE kreis = 'KP-2026'")


def echt_statt_uebung(offen: Roh) -> None:
    offen.tue("UPDATE speicher SET wert = 'nein' WHERE schluessel = 'uebung'")


def kennung(offen: Roh) -> None:
    offen.tue("UPDATE speicher SET wert = 'andere' WHERE schluessel = 'kennung'")


DANEBEN: dict[str, tuple[Eingriff, str]] = {
    "filed content": (inhalt_der_ablage, "(entscheidung) wurde verändert"),
    "filed content that is gone": (ablage_geloescht("entscheidungsakte"), "fehlt"),
    "filed content that only a record names": (ablage_geloescht("regelwerk"), "fehlt"),
    "the grant": (zuwendung, f"fall {FALL}"),
    "the case": (stand, f"fall {FALL}"),
    "a case that is gone": (fall_geloescht, f"fall {FALL}"),
    "roles": (rollen, "person bearbeitung"),
    "an invented person": (person_erfunden, "person neu"),
    "an account": (iban, "antragsteller A-0001"),
    "a fact of the authority": (behoerde, "behoerde kasse"),
    "a number series": (nummernkreis, "nummernkreis KP-2026"),
    "practice or not": (echt_statt_uebung, "uebung"),
    "the identity of the store": (kennung, "kennung"),
}


@pytest.mark.parametrize(("eingriff", "text"), DANEBEN.values(), ids=list(DANEBEN))
def test_a_change_beside_the_chain_is_found_and_named(opfer: Buero, eingriff: Eingriff, text: str) -> None:
    with entriegelt(opfer) as offen:
        eingriff(offen)
    lauf = pruefe(opfer)
    assert lauf.code == 8, lauf.aus
    assert text in lauf.fehler


def test_missing_content_names_the_event_that_filed_it(opfer: Buero) -> None:
    with entriegelt(opfer) as offen:
        ablage_geloescht("antrag")(offen)
        nummer = offen.wert("SELECT nummer FROM ereignis WHERE typ = 'antrag_einlesen'")
    assert_erstes(pruefe(opfer), nummer)


def test_who_proposed_and_decided_alike_is_found_even_in_a_chain_computed_anew(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "entscheidung schlage-vor")
    with entriegelt(buero) as offen:
        zeilen = offen.zeilen()
        assert zeilen[-1].typ == "entscheidung_vorschlagen"
        selbst = replace(zeilen[-1], typ="entscheidung_ablehnen").mit_inhalt(
            '{"akte":"","art":"ablehnung","grund":"selbst","nach":"abgelehnt"}'
        )
        offen.setze(neu_verkettet([*zeilen, selbst]))
        nummer = len(zeilen) + 1
    lauf = pruefe(buero)
    assert_erstes(lauf, nummer)
    assert "Vier-Augen-Prinzip" in lauf.fehler


# --- what protects ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trigger",
    [
        "ereignis_kein_update",
        "ereignis_kein_delete",
        "ereignis_kein_ersatz",
        "ereignis_lueckenlos",
        "nutzlast_kein_update",
        "ablage_kein_delete",
    ],
)
def test_a_missing_trigger_is_found_on_sqlite(sqlite_vorrat: Vorrat, tmp_path: Path, trigger: str) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with roh(buero) as offen:
        offen.tue(f"DROP TRIGGER {trigger}")
    lauf = pruefe(buero)
    assert lauf.code == 8
    assert trigger in lauf.fehler


def test_an_altered_trigger_is_found_on_sqlite(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with roh(buero) as offen:
        offen.tue("DROP TRIGGER ereignis_kein_update")
        offen.tue("CREATE TRIGGER ereignis_kein_update BEFORE UPDATE ON ereignis WHEN 0 BEGIN SELECT 1; END")
    lauf = pruefe(buero)
    assert lauf.code == 8
    assert "ereignis_kein_update" in lauf.fehler


def test_a_trigger_nobody_knows_is_found_on_sqlite(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path)
    with roh(buero) as offen:
        offen.tue("CREATE TRIGGER heimlich AFTER INSERT ON ereignis BEGIN UPDATE person SET daten = '{}'; END")
    lauf = pruefe(buero)
    assert lauf.code == 8
    assert "heimlich" in lauf.fehler


POSTGRES_SCHUTZ = {
    "dropped": ("DROP TRIGGER ereignis_unveraenderlich ON ereignis", "ereignis_unveraenderlich"),
    "disabled": ("ALTER TABLE nutzlast DISABLE TRIGGER nutzlast_nicht_leeren", "nutzlast_nicht_leeren"),
    "all disabled": ("ALTER TABLE ablage DISABLE TRIGGER ALL", "ablage_unveraenderlich"),
    "made anew for nothing": (
        "DROP TRIGGER ereignis_unveraenderlich ON ereignis; CREATE TRIGGER ereignis_unveraenderlich "
        "BEFORE UPDATE ON ereignis FOR EACH ROW WHEN (false) EXECUTE FUNCTION unveraenderlich()",
        "ereignis_unveraenderlich",
    ),
    "made anew elsewhere": (
        "DROP TRIGGER ereignis_unveraenderlich ON ereignis; CREATE TRIGGER ereignis_unveraenderlich "
        "BEFORE UPDATE OR DELETE ON speicher FOR EACH ROW EXECUTE FUNCTION unveraenderlich()",
        "ereignis_unveraenderlich",
    ),
    "its function disarmed": (
        "CREATE OR REPLACE FUNCTION unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN COALESCE(NEW, OLD); END $$",
        "unveraenderlich",
    ),
    "the writing function replaced": (
        "CREATE OR REPLACE FUNCTION ereignis_schreiben(p_typ text, p_fall text, p_wirksam_am text, p_erfasst_am text, "
        "p_salz text, p_inhalt text) RETURNS TABLE (o_nummer bigint, o_benutzer text) LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN RETURN; END $$",
        "ereignis_schreiben",
    ),
    "the writing function without its search path": (
        "ALTER FUNCTION ereignis_schreiben(text, text, text, text, text, text) RESET search_path",
        "ereignis_schreiben",
    ),
    "a right added": ("INSERT INTO ereignisrecht VALUES ('entscheidung_bewilligen', 'sachbearbeitung')", "bewilligen"),
    "a right taken": ("DELETE FROM ereignisrecht WHERE typ = 'versuch_abgewiesen'", "versuch_abgewiesen"),
}


@pytest.mark.parametrize(("anweisung", "text"), POSTGRES_SCHUTZ.values(), ids=list(POSTGRES_SCHUTZ))
def test_protection_that_was_taken_away_is_found_on_postgresql(
    postgres_vorrat: Vorrat, tmp_path: Path, anweisung: str, text: str
) -> None:
    buero = postgres_vorrat.buero(tmp_path)
    with roh(buero) as offen:
        for eine in re.split(r";(?= CREATE)", anweisung):
            offen.tue(eine)
    lauf = pruefe(buero)
    assert lauf.code == 8, lauf.aus
    assert text in lauf.fehler


# --- with the protection in place ------------------------------------------------------------------------------------

VERBOTEN = [
    "UPDATE ereignis SET person = 'x' WHERE nummer = 12",
    "UPDATE ereignis SET nummer = nummer + 100",
    "DELETE FROM ereignis WHERE nummer = 33",
    "DELETE FROM nutzlast WHERE nummer = 33",
    "UPDATE nutzlast SET inhalt = '{}'",
    "UPDATE ablage SET art = 'x'",
    "DELETE FROM ablage",
]
VERBOTEN_SQLITE = [
    "INSERT OR REPLACE INTO ereignis SELECT nummer, vorher, typ, fall, wirksam_am, erfasst_am, 'x', benutzer, "
    "nutzlast_sha256, sha256 FROM ereignis WHERE nummer = 12",
    "REPLACE INTO nutzlast SELECT nummer, salz, '{}' FROM nutzlast WHERE nummer = 12",
    "REPLACE INTO ablage SELECT sha256, 'x', inhalt FROM ablage",
    "UPDATE OR REPLACE ereignis SET nummer = 1 WHERE nummer = 2",
    "INSERT INTO ereignis SELECT 99, vorher, typ, fall, wirksam_am, erfasst_am, person, benutzer, nutzlast_sha256, "
    "sha256 FROM ereignis WHERE nummer = 12",
    "INSERT INTO nutzlast VALUES (99, 'x', '{}')",
    "INSERT INTO ereignis SELECT * FROM ereignis WHERE nummer = 12 ON CONFLICT (nummer) DO UPDATE SET person = 'x'",
]
VERBOTEN_POSTGRES = [
    "TRUNCATE ereignis CASCADE",
    "TRUNCATE nutzlast",
    "TRUNCATE ablage",
    "INSERT INTO ereignis SELECT * FROM ereignis WHERE nummer = 12 ON CONFLICT (nummer) DO UPDATE SET person = 'x'",
    "MERGE INTO ereignis e USING (SELECT 12 AS n) q ON e.nummer = q.n WHEN MATCHED THEN DELETE",
    "INSERT INTO nutzlast VALUES (99, 'x', '{}')",
]


@pytest.mark.parametrize("auf", ["sqlite", "postgresql"])
def test_the_database_itself_refuses_every_change(auf: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    vorbereitet: Vorrat = request.getfixturevalue(f"{'postgres' if auf == 'postgresql' else auf}_vorrat")
    buero = vorbereitet.buero(tmp_path)
    vorher = hashes(buero)
    for anweisung in [*VERBOTEN, *(VERBOTEN_SQLITE if auf == "sqlite" else VERBOTEN_POSTGRES)]:
        with (
            pytest.raises(Exception, match=r"gesperrt|vorhanden|an der Reihe|foreign key|Ereignis"),
            roh(buero) as offen,
        ):
            offen.tue(anweisung)
    assert hashes(buero) == vorher
    assert pruefe(buero).code == 0

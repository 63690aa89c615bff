"""On PostgreSQL the database knows who acts: a login writes what its roles allow, under its own name, one way only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from foerderung.cli.faden import FALL
from foerderung.store.abkommen import SPERRE
from foerderung.store.schutz import gruppe
from foerderung.verfahren.loeschung import VOLLZIEHEN
from foerderung.verfahren.rechte import rechte
from foerderung.verfahren.zustand import Rolle
from tests.amt.buero import Buero, Lauf, Server
from tests.amt.roh import KOPF, roh
from tests.amt.vorrat import TABELLEN, Vorrat

pytestmark = pytest.mark.lang

SCHREIBE = "SELECT * FROM ereignis_schreiben(%s, %s, %s, %s, %s, %s)"
TAG, ZEIT = "2026-11-25", "2026-11-25T10:00:00Z"
KETTE = ("ereignis", "nutzlast", "ablage")


@pytest.fixture(scope="module")
def amt(postgres_vorrat: Vorrat, tmp_path_factory: pytest.TempPathFactory) -> Buero:
    """Return one office for all tests here; nothing of what they try may last."""
    buero = postgres_vorrat.buero(tmp_path_factory.mktemp("amt"), "entscheidung schlage-vor")
    for kuerzel, rollen in (("zweite", ["sachbearbeitung", "zeichnung"]), ("revision", ["pruefung"])):
        worte = [wort for rolle in rollen for wort in ("--rolle", rolle)]
        lauf = buero.rufe(["person", "anlege", kuerzel, "--name", kuerzel, *worte], als="leitung")
        assert lauf.code == 0, lauf.fehler
    return buero


@contextmanager
def als(buero: Buero, anmeldung: str) -> Iterator[psycopg.Connection[Any]]:
    """Open a transaction of a login that is always rolled back."""
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank, anmeldung) as verbindung, verbindung.transaction(force_rollback=True):
        yield verbindung


def schreibe(verbindung: Any, typ: str, fakten: object = None, fall: str = FALL, **weiteres: str) -> Any:
    inhalt = fakten if isinstance(fakten, str) else json.dumps(fakten or {}, ensure_ascii=False)
    werte = (typ, fall, weiteres.get("am", TAG), weiteres.get("zeit", ZEIT), weiteres.get("salz", "salz"), inhalt)
    return verbindung.execute(SCHREIBE, werte).fetchone()


def zeitraum(fuer: str, durch: str, von: str = "2026-11-01", bis: str = "2026-11-30") -> dict[str, str]:
    return {"fuer": fuer, "durch": durch, "von": von, "bis": bis, "grund": ""}


def kette(buero: Buero) -> list[Any]:
    with roh(buero) as offen:
        return offen.zeilen()


# --- what a login may write ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anmeldung", "rollen"),
    [
        ("leitung", {Rolle.ZEICHNUNG}),
        ("bearbeitung", {Rolle.SACHBEARBEITUNG}),
        ("haushalt", {Rolle.HAUSHALT}),
        ("zweite", {Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG}),
        ("revision", {Rolle.PRUEFUNG}),
        ("fremd", set()),
    ],
)
def test_a_login_writes_exactly_the_types_that_its_roles_allow(amt: Buero, anmeldung: str, rollen: set[Rolle]) -> None:
    fakten = {"kuerzel": "fremd", "rollen": [], "gesperrt": False, **zeitraum(anmeldung, "fremd")}
    geschrieben, gruende = set(), set()
    for typ in (*rechte(), "speicher_einrichten", "erfunden", ""):
        with als(amt, anmeldung) as verbindung:
            try:
                schreibe(verbindung, typ, fakten, fall="" if typ.startswith(("person", "speicher")) else "KP-2026-0099")
                geschrieben.add(typ)
            except psycopg.Error as fehler:
                gruende.add(fehler.sqlstate)
    assert gruende <= {"KP001", "42501"}
    assert VOLLZIEHEN not in geschrieben  # that also takes a request, and a case that is over
    assert geschrieben == {typ for typ, erlaubte in rechte().items() if erlaubte & rollen} - {VOLLZIEHEN}


@pytest.mark.parametrize("anmeldung", ["bearbeitung", "leitung", "haushalt", "zweite", "revision", "fremd"])
@pytest.mark.parametrize(
    "anweisung",
    [
        *(f"INSERT INTO {tabelle} SELECT * FROM {tabelle} LIMIT 1" for tabelle in ("ereignis", "nutzlast")),
        *(
            f"UPDATE {tabelle} SET {spalte} = {spalte}"
            for tabelle, spalte in zip(KETTE, ("typ", "salz", "art"), strict=True)
        ),
        *(f"DELETE FROM {tabelle}" for tabelle in TABELLEN),
        *(f"TRUNCATE {tabelle} CASCADE" for tabelle in KETTE),
        "ALTER TABLE ereignis DISABLE TRIGGER ALL",
        "DROP TRIGGER ereignis_unveraenderlich ON ereignis",
        "DROP TABLE nutzlast",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION unveraenderlich() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
        "CREATE FUNCTION public.to_json(text) RETURNS json LANGUAGE sql AS 'SELECT NULL::json'",
        "UPDATE speicher SET wert = 'ja'",
        "INSERT INTO speicher VALUES ('x', 'x')",
        "INSERT INTO ereignisrecht VALUES ('entscheidung_bewilligen', 'sachbearbeitung')",
        "UPDATE alembic_version SET version_num = '9999'",
        "CREATE TABLE public.ereignis2 (x int)",
        "CREATE SCHEMA eigenes",
    ],
)
def test_no_login_changes_the_chain_or_its_protection(amt: Buero, anmeldung: str, anweisung: str) -> None:
    with als(amt, anmeldung) as verbindung, pytest.raises(psycopg.Error) as fehler:
        verbindung.execute(anweisung.encode())
    assert isinstance(fehler.value, errors.InsufficientPrivilege), fehler.value


@pytest.mark.parametrize("anmeldung", ["bearbeitung", "leitung", "haushalt", "zweite", "revision", "fremd"])
def test_no_login_gives_roles_to_itself_or_others(amt: Buero, anmeldung: str) -> None:
    for rolle in Rolle:
        for an in (anmeldung, "fremd"):
            befehl = sql.SQL("GRANT {} TO {}").format(sql.Identifier(gruppe(amt.datenbank, rolle)), sql.Identifier(an))
            with als(amt, anmeldung) as verbindung, pytest.raises(errors.InsufficientPrivilege):
                verbindung.execute(befehl)
    with als(amt, anmeldung) as verbindung, pytest.raises(errors.InsufficientPrivilege):
        verbindung.execute("SET SESSION AUTHORIZATION leitung" if anmeldung != "leitung" else "SET ROLE postgres")


@pytest.mark.parametrize("typ", ["person_anlegen", "person_aendern"])
def test_who_signs_cannot_change_the_own_roles_past_the_program(amt: Buero, typ: str) -> None:
    fakten = {"kuerzel": "leitung", "name": "x", "rollen": ["haushalt", "zeichnung"], "gesperrt": False}
    with als(amt, "leitung") as verbindung, pytest.raises(psycopg.Error, match="die eigenen Rollen") as fehler:
        schreibe(verbindung, typ, fakten, fall="")
    assert fehler.value.sqlstate == "KP001"


def test_roles_are_not_given_to_a_whole_group(amt: Buero) -> None:
    for ziel in (gruppe(amt.datenbank, Rolle.SACHBEARBEITUNG), gruppe(amt.datenbank, Rolle.ZEICHNUNG), "niemand"):
        fakten = {"kuerzel": ziel, "name": "x", "rollen": ["haushalt"], "gesperrt": False}
        with als(amt, "leitung") as verbindung, pytest.raises(psycopg.Error, match="gibt es in der Datenbank nicht"):
            schreibe(verbindung, "person_anlegen", fakten, fall="")


def test_the_actor_is_the_login_whatever_the_facts_say(amt: Buero) -> None:
    with als(amt, "bearbeitung") as verbindung:
        verbindung.execute("SET application_name = 'leitung'")
        verbindung.execute(f'SET ROLE "{gruppe(amt.datenbank, Rolle.SACHBEARBEITUNG)}"'.encode())
        nummer, benutzer = schreibe(verbindung, "antrag_pruefen", {"person": "leitung", "benutzer": "leitung"})
        anfrage = "SELECT person, benutzer FROM ereignis WHERE nummer = %s"
        assert verbindung.execute(anfrage, (nummer,)).fetchone() == ("bearbeitung", "bearbeitung")
        assert benutzer == "bearbeitung"


def test_the_function_itself_keeps_proposer_and_decider_apart(amt: Buero) -> None:
    with als(amt, "zweite") as verbindung:
        schreibe(verbindung, "entscheidung_vorschlagen")
        with pytest.raises(psycopg.Error, match="Vier-Augen") as fehler, verbindung.transaction():
            schreibe(verbindung, "entscheidung_bewilligen")
        assert fehler.value.sqlstate == "KP001"
        with pytest.raises(psycopg.Error, match="Vier-Augen"):
            schreibe(verbindung, "entscheidung_ablehnen")
    with als(amt, "leitung") as verbindung:  # bearbeitung proposed
        assert schreibe(verbindung, "entscheidung_bewilligen")


def test_not_even_a_forged_projection_lets_a_proposer_decide(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, "entscheidung schlage-vor")
    rollen = ["--rolle", "sachbearbeitung", "--rolle", "zeichnung"]
    assert buero.rufe(["person", "rolle", "bearbeitung", *rollen], als="leitung").code == 0
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank, "bearbeitung") as verbindung:
        stand = json.loads(verbindung.execute("SELECT stand FROM fall").fetchone()[0])  # type: ignore[index]
        stand["vorschlag"]["person"] = "haushalt"
        verbindung.execute("UPDATE fall SET stand = %s", (json.dumps(stand, ensure_ascii=False),))
    lauf = buero.rufe(["entscheidung", "bewillige", FALL, "--annahmen-grund", "x"])
    assert lauf.code == 5, lauf.aus
    assert "hat den Vorschlag selbst gemacht" in lauf.fehler


@pytest.mark.parametrize(
    ("angaben", "fakten"),
    [
        ({"am": "gestern"}, {}),
        ({"am": "2026-02-30"}, {}),
        ({"am": "infinity"}, {}),
        ({"zeit": "2026-11-25 10:00:00"}, {}),
        ({}, "kein JSON"),
        ({}, "[]"),
        ({}, "5"),
        ({}, '{"a": "\\u0000"}'),
    ],
)
def test_the_function_takes_no_days_and_facts_that_are_none(
    amt: Buero, angaben: dict[str, str], fakten: object
) -> None:
    vorher = kette(amt)
    with als(amt, "bearbeitung") as verbindung, pytest.raises(psycopg.Error):
        schreibe(verbindung, "antrag_pruefen", fakten, **angaben)
    assert kette(amt) == vorher


def test_a_clock_that_is_wrong_is_refused_outside_of_practice(postgres_buero: Buero) -> None:
    lauf = postgres_buero.rufe(["db", "init", "--person", "leitung", "--name", "Leitung"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    with als(postgres_buero, "leitung") as verbindung, pytest.raises(psycopg.Error, match="Uhr weicht") as fehler:
        schreibe(verbindung, "behoerde_setzen", {"angaben": {}}, fall="", zeit="2020-01-01T00:00:00Z")
    assert fehler.value.sqlstate == "KP001"


# --- tricks ----------------------------------------------------------------------------------------------------------


def test_temporary_tables_and_a_search_path_do_not_mislead_the_function(amt: Buero) -> None:
    gruppen = {rolle: gruppe(amt.datenbank, rolle) for rolle in Rolle}
    assert gruppen
    with als(amt, "bearbeitung") as verbindung:
        verbindung.execute(
            "CREATE TEMP TABLE ereignisrecht AS SELECT 'entscheidung_bewilligen' AS typ, 'sachbearbeitung' AS rolle"
        )
        verbindung.execute("CREATE TEMP TABLE speicher AS SELECT 'uebung' AS schluessel, 'ja' AS wert")
        verbindung.execute("CREATE TEMP TABLE ereignis (LIKE public.ereignis)")
        verbindung.execute("CREATE TEMP TABLE nutzlast (LIKE public.nutzlast)")
        verbindung.execute(
            "CREATE FUNCTION pg_temp.pg_has_role(name, text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        )
        verbindung.execute(
            "CREATE FUNCTION pg_temp.to_json(text) RETURNS json LANGUAGE sql AS $$SELECT '\"x\"'::json$$"
        )
        verbindung.execute("SET search_path = pg_temp, public, pg_catalog")
        with pytest.raises(psycopg.Error) as fehler, verbindung.transaction():
            verbindung.execute(
                f"SELECT public.{SCHREIBE.partition('FROM ')[2]}".encode(),
                ("entscheidung_bewilligen", FALL, TAG, ZEIT, "s", "{}"),
            )
        assert fehler.value.sqlstate == "KP001"
        verbindung.execute(
            f"SELECT public.{SCHREIBE.partition('FROM ')[2]}".encode(), ("antrag_pruefen", FALL, TAG, ZEIT, "s", "{}")
        )
        assert verbindung.execute("SELECT count(*) FROM pg_temp.ereignis").fetchone() == (0,)
        assert verbindung.execute("SELECT typ FROM public.ereignis ORDER BY nummer DESC LIMIT 1").fetchone() == (
            "antrag_pruefen",
        )


FEINDLICH = [
    "Anführung \"doppelt\" und 'einfach'",
    "Schrägstrich \\ und \\\\ und \\n als Text, / auch",
    "Ümläute äöüß ÄÖÜ ẞ",
    "🙂 👩‍👩‍👧 𝔊",
    "\x01\x02\x08\x0b\x0c\x1b\x1f\x7f\x80\x9f",
    "\t\r\n\r\n",
    "\u2028\u2029\ufeff\ufffd\ufffe",
    "e\u0301 gegen é",
    "$$; DROP TABLE ereignis; --",
    "%s %(name)s :name ? $1 {x}",
    "",
    " ",
    "\\u0000",
]


@pytest.mark.parametrize("text", FEINDLICH)
def test_the_function_hashes_hostile_text_as_the_program_does(amt: Buero, text: str) -> None:
    inhalt = json.dumps({"text": text}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with als(amt, "bearbeitung") as verbindung:
        nummer, _ = schreibe(verbindung, "antrag_pruefen", inhalt, fall=text, salz=text)
        anfrage = f"SELECT {', '.join(KOPF)}, sha256 FROM ereignis WHERE nummer = %s"
        zeile = verbindung.execute(anfrage.encode(), (nummer,)).fetchone()
    assert zeile is not None
    kopf = json.dumps(dict(zip(KOPF, zeile, strict=False)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert zeile[-1] == hashlib.sha256(kopf.encode()).hexdigest()
    assert zeile[KOPF.index("nutzlast_sha256")] == hashlib.sha256(f"{text}\n{inhalt}".encode()).hexdigest()


def test_hostile_text_through_the_program_leaves_a_whole_chain(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, "antrag einlesen")
    for text in filter(str.strip, FEINDLICH):
        lauf = buero.rufe(["fall", "anlegen", "--antragsteller", "A-0001", "--titel", text, "--nachtrag", text])
        assert lauf.code == 0, lauf.fehler
    lauf = buero.rufe(["db", "pruefe"], als="bearbeitung", heute=None)
    assert lauf.code == 0, lauf.fehler


def test_a_login_with_a_hostile_name_is_hashed_alike(postgres_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, "antrag einlesen")
    name = 'hans"x"\\Müller'
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank) as verbindung:
        anmeldung = sql.Identifier(name)
        verbindung.execute(sql.SQL("CREATE ROLE {} LOGIN").format(anmeldung))
        rolle = sql.Identifier(gruppe(buero.datenbank, Rolle.SACHBEARBEITUNG))
        verbindung.execute(sql.SQL("GRANT {} TO {}").format(rolle, anmeldung))
    with buero.server.verbinde(buero.datenbank, name) as verbindung:
        schreibe(verbindung, "versuch_abgewiesen", {"akt": "x", "gruende": []}, fall="")
    lauf = buero.rufe(["db", "pruefe"], als="bearbeitung", heute=None)
    assert lauf.code == 0, lauf.fehler


# --- who is outside, who only reads, who is blocked ------------------------------------------------------------------


@pytest.mark.parametrize(
    "worte", [["fall", "liste"], ["db", "pruefe"], ["fall", "zeige", FALL], ["zahlung", "bescheinige", FALL]]
)
def test_a_login_outside_of_the_office_reads_and_writes_nothing(amt: Buero, worte: list[str]) -> None:
    vorher = kette(amt)
    lauf = amt.rufe(worte, als="fremd")
    assert lauf.code == 5, lauf.aus
    assert lauf.aus == ""
    assert "Recht" in lauf.fehler
    assert "permission" not in lauf.fehler
    assert kette(amt) == vorher


@pytest.mark.parametrize("tabelle", TABELLEN)
def test_a_login_outside_of_the_office_reads_no_table(amt: Buero, tabelle: str) -> None:
    with als(amt, "fremd") as verbindung, pytest.raises(errors.InsufficientPrivilege):
        verbindung.execute(f"SELECT * FROM {tabelle}".encode())


SCHREIBVERSUCHE = [
    ["beratung", "erfasse", FALL, "{unterlagen}/beratung.yaml"],
    ["antrag", "einlesen", FALL, "{unterlagen}/antrag.yaml"],
    ["entscheidung", "bewillige", FALL, "--annahmen-grund", "x"],
    ["entscheidung", "lehne-ab", FALL, "--grund", "x"],
    ["fall", "ziehe-zurueck", FALL, "--datei", "{unterlagen}/antrag.yaml"],
    ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x"],
    ["person", "sperre", "leitung"],
    ["behoerde", "setze", "ort=Pirna"],
    ["zahlung", "bescheinige", FALL],
]


def abgelegtes(buero: Buero) -> Any:
    with roh(buero) as offen:
        return offen.tue("SELECT sha256 FROM ablage ORDER BY sha256").fetchall()


def assert_nur_versucht(buero: Buero, worte: list[str], person: str, unterlagen: Path, heute: str = TAG) -> Lauf:
    vorher, ablage = kette(buero), abgelegtes(buero)
    lauf = buero.rufe([wort.format(unterlagen=unterlagen) for wort in worte], als=person, heute=heute)
    assert lauf.code == 5, lauf.aus + lauf.fehler
    nachher = kette(buero)
    assert nachher[:-1] == vorher
    assert (nachher[-1].typ, nachher[-1].person) == ("versuch_abgewiesen", person)
    assert abgelegtes(buero) == ablage
    return lauf


@pytest.mark.parametrize("worte", SCHREIBVERSUCHE, ids=lambda worte: " ".join(worte[:2]))
def test_who_only_examines_writes_nothing_but_the_refused_attempt(
    amt: Buero, worte: list[str], unterlagen: Path
) -> None:
    assert amt.rufe(["fall", "verlauf", FALL], als="revision").code == 0
    assert_nur_versucht(amt, worte, "revision", unterlagen)


def test_not_even_what_follows_by_itself_is_recorded_for_a_refused_act(
    postgres_vorrat: Vorrat, tmp_path: Path, unterlagen: Path
) -> None:
    buero = postgres_vorrat.buero(tmp_path, "bescheid aufgabe")
    assert buero.rufe(["person", "anlege", "revision", "--name", "x", "--rolle", "pruefung"], als="leitung").code == 0
    lauf = assert_nur_versucht(buero, ["zahlung", "bescheinige", FALL], "revision", unterlagen, "2027-02-01")
    assert "verlangt die Rolle" in lauf.fehler


def test_a_blocked_person_reads_and_acts_no_longer(postgres_vorrat: Vorrat, tmp_path: Path, unterlagen: Path) -> None:
    buero = postgres_vorrat.buero(tmp_path, "entscheidung schlage-vor")
    assert buero.rufe(["person", "sperre", "bearbeitung"], als="leitung").code == 0
    assert buero.rufe(["fall", "zeige", FALL]).code == 0
    lauf = assert_nur_versucht(
        buero, ["antrag", "einlesen", FALL, "{unterlagen}/antrag.yaml"], "bearbeitung", unterlagen
    )
    assert "gesperrt" in lauf.fehler
    with als(buero, "bearbeitung") as verbindung, pytest.raises(psycopg.Error, match="darf das Ereignis"):
        schreibe(verbindung, "antrag_einlesen")
    assert buero.rufe(["person", "sperre", "bearbeitung", "--entsperren"], als="leitung").code == 0
    assert buero.rufe(["antrag", "einlesen", FALL, f"{unterlagen}/antrag.yaml"]).code == 0
    assert buero.rufe(["db", "pruefe"], als="leitung").code == 0


def test_nobody_acts_as_somebody_else(amt: Buero) -> None:
    assert amt.server is not None
    vorher = kette(amt)
    ort = amt.server.ort(amt.datenbank, "bearbeitung")
    lauf = amt.rufe(["--db", ort, "--als", "leitung", "entscheidung", "bewillige", FALL, "--annahmen-grund", "x"])
    assert lauf.code == 5
    assert "--als" in lauf.fehler
    assert "bearbeitung" in lauf.fehler
    assert kette(amt) == vorher


def test_a_person_without_a_login_is_refused_with_the_remedy(amt: Buero) -> None:
    vorher = kette(amt)
    lauf = amt.rufe(["person", "anlege", "neue", "--name", "Neue", "--rolle", "haushalt"], als="leitung")
    assert lauf.code == 3
    assert "Die Anmeldung neue gibt es in der Datenbank nicht" in lauf.fehler
    assert "CREATE ROLE" in lauf.fehler
    assert kette(amt) == vorher


# --- several offices on one server -----------------------------------------------------------------------------------


def test_two_databases_on_one_server_do_not_share_roles(amt: Buero, postgres_buero: Buero) -> None:
    postgres_buero.richte_ein()
    lauf = postgres_buero.rufe(["fall", "liste"], als="bearbeitung")
    assert lauf.code == 5
    with als(postgres_buero, "bearbeitung") as verbindung, pytest.raises(psycopg.Error):
        schreibe(verbindung, "antrag_pruefen")
    assert amt.rufe(["fall", "liste"], als="bearbeitung").code == 0


def test_a_database_of_an_old_name_begins_without_the_old_members(postgres: Server, tmp_path: Path) -> None:
    buero = Buero(tmp_path, postgres)
    buero.richte_ein()
    assert (
        buero.rufe(["person", "anlege", "zweite", "--name", "x", "--rolle", "sachbearbeitung"], als="leitung").code == 0
    )
    name = sql.Identifier(buero.datenbank)
    with postgres.verbinde() as verbindung:
        verbindung.execute(sql.SQL("DROP DATABASE {}").format(name))
        verbindung.execute(sql.SQL("CREATE DATABASE {}").format(name))
    buero.richte_ein()
    assert buero.rufe(["fall", "liste"], als="leitung").code == 0
    lauf = buero.rufe(["fall", "liste"], als="zweite")
    assert lauf.code == 5, lauf.aus


@pytest.mark.parametrize("name", ["x" * 48, "ämter", "amt'1", 'amt"1', "amt 1", "amt;1"])
def test_a_database_whose_name_cannot_carry_roles_is_refused(postgres: Server, tmp_path: Path, name: str) -> None:
    with postgres.verbinde() as verbindung:
        verbindung.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    lauf = Buero(tmp_path).rufe(
        ["--db", postgres.ort(name, "postgres"), "db", "init", "--person", "leitung", "--name", "x"],
        als=None,
        heute=None,
    )
    assert lauf.code == 6, lauf.aus
    assert "Buchstaben" in lauf.fehler


def test_an_owner_without_all_powers_can_set_up_an_office(postgres: Server, tmp_path: Path) -> None:
    with postgres.verbinde() as verbindung:
        verbindung.execute("CREATE ROLE eigner LOGIN CREATEROLE")
        verbindung.execute("CREATE DATABASE amt_eigner OWNER eigner")
    ort = postgres.ort("amt_eigner", "eigner")
    buero = Buero(tmp_path)
    buero.server, buero.datenbank = postgres, "amt_eigner"
    lauf = buero.rufe(["--db", ort, "db", "init", "--person", "leitung", "--name", "Leitung"], als=None, heute=None)
    assert lauf.code == 0, lauf.fehler
    lauf = buero.rufe(
        ["person", "anlege", "zweite", "--name", "x", "--rolle", "sachbearbeitung"], als="leitung", heute=None
    )
    assert lauf.code == 0, lauf.fehler
    assert buero.rufe(["fall", "liste"], als="zweite", heute=None).code == 0
    assert buero.rufe(["db", "pruefe"], als="leitung", heute=None).code == 0


# --- at the same time ------------------------------------------------------------------------------------------------


def test_a_busy_database_is_a_message_and_no_endless_wait(amt: Buero, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foerderung.store.verbindung.WARTEZEIT_SEKUNDEN", 1)
    vorher = kette(amt)
    with als(amt, "postgres") as verbindung:
        verbindung.execute("SELECT pg_advisory_xact_lock(%s)", (SPERRE,))
        lauf = amt.rufe(["behoerde", "setze", "ort=Pirna"], als="leitung")
    assert lauf.code == 6, lauf.aus
    assert "hält die Datenbank besetzt" in lauf.fehler
    assert kette(amt) == vorher


def test_the_check_sees_one_moment_while_others_write(
    postgres_vorrat: Vorrat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from foerderung.store import pruefung  # noqa: PLC0415  # patched here

    buero = postgres_vorrat.buero(tmp_path, "antrag einlesen")
    ablage = pruefung._pruefe_ablage

    def waehrenddessen(*angaben: Any) -> Any:
        assert buero.rufe(["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "neu"]).code == 0
        return ablage(*angaben)

    monkeypatch.setattr(pruefung, "_pruefe_ablage", waehrenddessen)
    lauf = buero.rufe(["db", "pruefe"], als="leitung", heute=None)
    assert lauf.code == 0, lauf.fehler


# --- deputising ------------------------------------------------------------------------------------------------------


def versuche(verbindung: Any, typ: str, fakten: object, fall: str = FALL, **weiteres: str) -> str | None:
    """Write inside a savepoint; return the SQLSTATE of a refusal, None where it was written."""
    try:
        with verbindung.transaction():
            schreibe(verbindung, typ, fakten, fall, **weiteres)
    except psycopg.Error as fehler:
        return fehler.sqlstate
    return None


def vertritt(verbindung: Any, fuer: str, durch: str, **tage: str) -> None:
    """Let somebody deputise, as the owner of the database writes it."""
    assert versuche(verbindung, "vertretung_regeln", zeitraum(fuer, durch, **tage), "") is None


@contextmanager
def nacheinander(buero: Buero) -> Iterator[Any]:
    """Act as one login after the other in one transaction that is rolled back."""
    assert buero.server is not None
    with buero.server.verbinde(buero.datenbank) as verbindung, verbindung.transaction(force_rollback=True):

        def werde(anmeldung: str) -> Any:
            verbindung.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(anmeldung)))
            return verbindung

        yield werde


I_V = {"in_vertretung_fuer": "leitung"}


def test_a_deputy_writes_with_the_role_of_the_absent_person_on_the_days_of_the_period_only(amt: Buero) -> None:
    with nacheinander(amt) as werde:
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) == "KP001"
        vertritt(werde("postgres"), "leitung", "haushalt", von="2026-11-25", bis="2026-11-26")
        als_vertretung = werde("haushalt")
        assert versuche(als_vertretung, "entscheidung_bewilligen", {}) == "KP001", "the role has to be named"
        assert versuche(als_vertretung, "zahlung_bescheinigen", I_V) == "KP001", "a role the absent one has not"
        for tag, erwartet in (("24", "KP001"), ("25", None), ("26", None), ("27", "KP001")):
            zeit = f"2026-11-{tag}T23:30:00Z"  # in practice the day that is played counts
            assert versuche(als_vertretung, "entscheidung_bewilligen", I_V, zeit=zeit) == erwartet, tag
        assert versuche(als_vertretung, "entscheidung_bewilligen", {"in_vertretung_fuer": "fremd"}) == "KP001"


def test_the_newest_period_of_a_pair_counts_and_so_does_a_role_that_was_taken_away(amt: Buero) -> None:
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "leitung", "haushalt")
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) is None
        vertritt(werde("postgres"), "leitung", "haushalt", bis="2026-11-24")
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) == "KP001"
        vertritt(werde("postgres"), "leitung", "haushalt")
        person = {"kuerzel": "leitung", "name": "x", "rollen": ["haushalt"], "gesperrt": False}
        assert versuche(werde("postgres"), "person_aendern", person, "") is None
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) == "KP001"


@pytest.mark.parametrize("gesperrt", ["leitung", "haushalt"])
def test_the_function_lets_no_blocked_person_deputise_or_be_deputised_for(amt: Buero, gesperrt: str) -> None:
    rollen = {"leitung": ["zeichnung"], "haushalt": ["haushalt"]}[gesperrt]
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "leitung", "haushalt")
        person = {"kuerzel": gesperrt, "name": "x", "rollen": rollen, "gesperrt": True}
        assert versuche(werde("postgres"), "person_aendern", person, "") is None
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) == "KP001"


def test_who_only_examines_writes_nothing_as_deputy_either(amt: Buero) -> None:
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "leitung", "revision")
        assert versuche(werde("revision"), "entscheidung_bewilligen", I_V) == "KP001"


def test_the_function_keeps_four_eyes_for_deputies_too(amt: Buero) -> None:
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "zweite", "haushalt")
        assert versuche(werde("zweite"), "entscheidung_vorschlagen", {}) is None
        als_vertretung = werde("haushalt")
        assert versuche(als_vertretung, "entscheidung_bewilligen", {"in_vertretung_fuer": "zweite"}) == "KP001"
        vertritt(werde("postgres"), "leitung", "haushalt")
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) is None
        assert versuche(werde("haushalt"), "entscheidung_vorschlagen", {"in_vertretung_fuer": "zweite"}) is None
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", I_V) == "KP001"


@pytest.mark.parametrize(
    ("anmeldung", "fuer", "durch", "erwartet"),
    [
        ("leitung", "bearbeitung", "haushalt", None),
        ("bearbeitung", "bearbeitung", "haushalt", None),
        ("bearbeitung", "leitung", "haushalt", "KP001"),
        ("bearbeitung", "leitung", "bearbeitung", "KP001"),
        ("leitung", "bearbeitung", "leitung", "KP001"),
        ("leitung", "haushalt", "haushalt", "KP002"),
        ("revision", "revision", "haushalt", "KP001"),
    ],
)
def test_the_function_lets_who_signs_or_the_absent_person_regulate_and_nobody_themself(
    amt: Buero, anmeldung: str, fuer: str, durch: str, erwartet: str | None
) -> None:
    with als(amt, anmeldung) as verbindung:
        assert versuche(verbindung, "vertretung_regeln", zeitraum(fuer, durch), "") == erwartet


def test_a_login_that_belongs_to_nobody_lends_no_role(amt: Buero) -> None:
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "postgres", "haushalt")
        fakten = {"in_vertretung_fuer": "postgres"}
        assert versuche(werde("haushalt"), "entscheidung_bewilligen", fakten) == "KP001"


def test_a_role_that_only_the_server_gave_is_not_lent(amt: Buero) -> None:
    fakten, fremder = {"in_vertretung_fuer": "haushalt"}, "KP-2026-0099"
    zeichnung = sql.Identifier(gruppe(amt.datenbank, Rolle.ZEICHNUNG))
    with nacheinander(amt) as werde:
        vertritt(werde("postgres"), "haushalt", "bearbeitung")
        werde("postgres").execute(sql.SQL("GRANT {} TO haushalt").format(zeichnung))
        assert versuche(werde("bearbeitung"), "entscheidung_bewilligen", fakten, fremder) == "KP001"
        assert versuche(werde("bearbeitung"), "zahlung_anordnen", fakten, fremder) is None


@pytest.mark.parametrize("angabe", [{"von": ""}, {"bis": "bald"}, {"durch": None}, {"fuer": None}])
def test_the_function_takes_no_period_that_is_none(amt: Buero, angabe: dict[str, str | None]) -> None:
    with als(amt, "leitung") as verbindung:
        fakten = {**zeitraum("bearbeitung", "haushalt"), **angabe}
        assert versuche(verbindung, "vertretung_regeln", fakten, "") == "KP002"

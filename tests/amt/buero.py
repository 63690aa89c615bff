"""A practice office for tests: the same commands on SQLite and on PostgreSQL, each person with their own login."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from click.testing import CliRunner
from psycopg import sql
from sqlalchemy.engine import make_url

from foerderung.cli import main
from foerderung.cli.faden import EINRICHTUNG, SCHRITTE, Schritt
from foerderung.resources import resource_path
from foerderung.services.amt import Amt, oeffne

UNTERLAGEN = resource_path("rules") / "kommpraev" / "vorfuehrung"
ANMELDUNGEN = ("leitung", "bearbeitung", "haushalt", "zweite", "revision", "fremd")


@dataclass(frozen=True, slots=True)
class Lauf:
    """What a command did."""

    code: int
    aus: str
    fehler: str

    @property
    def daten(self) -> Any:
        """Return the output as JSON."""
        return json.loads(self.aus)


@dataclass(frozen=True, slots=True)
class Platz:
    """Where and as whom somebody works on a day; plain data that can be sent to another process.

    Attributes:
        als: None on PostgreSQL, where the login counts.
    """

    ort: str
    als: str | None
    heute: date

    def amt(self) -> Amt:
        """Open the office."""
        return oeffne(self.ort, self.als, self.heute)


class Server:
    """A PostgreSQL server of this test run; every office gets a database of its own."""

    def __init__(self, uri: str) -> None:
        self.url = make_url(uri)
        self._anzahl = 0
        with self.verbinde() as verbindung:
            for einstellung in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives the run
                verbindung.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(einstellung)))
            verbindung.execute("SELECT pg_reload_conf()")
            for anmeldung in ANMELDUNGEN:
                verbindung.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(anmeldung)))

    def verbinde(self, datenbank: str = "postgres", anmeldung: str = "postgres") -> psycopg.Connection[Any]:
        """Connect with a raw client."""
        return psycopg.connect(self.ort(datenbank, anmeldung), autocommit=True)

    def ort(self, datenbank: str, anmeldung: str) -> str:
        """Return the address of a database for a login."""
        return self.url.set(database=datenbank, username=anmeldung).render_as_string(hide_password=False)

    def neue_datenbank(self, nach: str = "template1") -> str:
        """Make a database, empty or as a copy of another, and return its name."""
        self._anzahl += 1
        name = f"amt{self._anzahl}"
        befehl = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.verbinde() as verbindung:
            verbindung.execute(befehl.format(sql.Identifier(name), sql.Identifier(nach)))
        return name


class Buero:
    """An office on one of the two databases.

    Attributes:
        server: None for a file of SQLite.
        unterlagen: folder with the papers of the script.
        namen: what other names the script's words are replaced by.
    """

    def __init__(self, ordner: Path, server: Server | None = None) -> None:
        self.unterlagen = UNTERLAGEN
        self.namen: dict[str, str] = {}
        self.ordner = ordner
        self.server = server
        self.datei = ordner / "amt.db"
        self._offen: list[Schritt] = []
        self.datenbank = server.neue_datenbank() if server is not None else ""

    def angaben(self, als: str | None) -> list[str]:
        """Return the options that say where the store lies and who acts."""
        if self.server is not None:
            return ["--db", self.server.ort(self.datenbank, als or "postgres")]
        return ["--db", str(self.datei), *(["--als", als] if als else [])]

    def platz(self, als: str, heute: date) -> Platz:
        """Return where a person works; for calls of services in this or another process."""
        return Platz(self.angaben(als)[1], None if self.server is not None else als, heute)

    def rufe(self, worte: Iterable[object], als: str | None = "bearbeitung", heute: str | None = "2026-11-25") -> Lauf:
        """Run a command as a person on a day."""
        tag = ["--heute", heute] if heute else []
        ergebnis = CliRunner().invoke(main, [*self.angaben(als), *tag, *map(str, worte)])
        return Lauf(ergebnis.exit_code, ergebnis.stdout, ergebnis.stderr)

    def richte_ein(self) -> None:
        """Set up the store; on PostgreSQL its owner does."""
        lauf = self.rufe(
            EINRICHTUNG.worte(self.unterlagen, self.ordner),
            als=None if self.server is not None else EINRICHTUNG.als,
            heute=EINRICHTUNG.heute.isoformat(),
        )
        assert lauf.code == 0, lauf.fehler

    def gehe(self, schritt: Schritt) -> Lauf:
        """Take one step of the script."""
        worte = [self.namen.get(wort, wort) for wort in schritt.worte(self.unterlagen, self.ordner)]
        return self.rufe(worte, schritt.als, schritt.heute.isoformat())

    def gehe_bis(self, befehl: str) -> Lauf:
        """Set up and take the steps of the script up to the first that begins so, that one included."""
        self.richte_ein()
        self._offen = list(SCHRITTE)
        return self.gehe_weiter_bis(befehl)

    def gehe_weiter_bis(self, befehl: str) -> Lauf:
        """Take further steps of the script up to the next that begins so."""
        while self._offen:
            schritt = self._offen.pop(0)
            lauf = self.gehe(schritt)
            assert lauf.code == schritt.code, f"{schritt.befehl}: {lauf.fehler or lauf.aus}"
            if schritt.befehl.startswith(befehl):
                return lauf
        raise AssertionError(f"no step begins with {befehl}")

    def ereignisse(self) -> int:
        """Count the events."""
        lauf = self.rufe(["db", "pruefe", "--json"], als="leitung", heute=None)
        return int(lauf.daten["ereignisse"])

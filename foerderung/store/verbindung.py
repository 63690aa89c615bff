"""Open a store: a file of SQLite or a database of PostgreSQL; driver errors become messages for people."""

from __future__ import annotations

import os
import pwd
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from foerderung.errors import (
    AufrufError,
    EingabeError,
    IntegritaetError,
    Meldung,
    NichtErlaubtError,
    SpeicherError,
    grund_deutsch,
)
from foerderung.store.abkommen import EINGABEKLASSE, FEHLERKLASSE, SPERRE
from foerderung.store.standardort import standardort

SQLITE, POSTGRESQL = "sqlite", "postgresql"
WARTEZEIT_SEKUNDEN = 20
_SCHREIBEND = "foerderung_schreibend"


def lies_ort(angabe: str | None) -> URL:
    """Return where a store lies: a path, or a URL ``postgresql://…``; without one the standard place.

    Raises:
        AufrufError: a URL of another kind of database.
    """
    if angabe is None:
        return URL.create(SQLITE, database=str(standardort()))
    if "://" not in angabe:
        return URL.create(SQLITE, database=angabe)
    try:
        url = make_url(angabe)
    except (SQLAlchemyError, ValueError):  # a port that is no number is a bare ValueError
        url = None
    if url is None or url.get_backend_name() != POSTGRESQL:
        art = angabe.partition("://")[0]
        raise AufrufError(
            Meldung(f"„{art}://“", ort="--db", zulaessig="ein Dateiname oder postgresql://benutzer@rechner/datenbank")
        )
    return url.set(drivername="postgresql+psycopg")


def datei_als_speicher(datei: Path, name: str = "") -> Datenbank:
    """Return a file as a database that may hold a store.

    Args:
        name: how to call it in messages, if not by its own name.
    """
    return Datenbank(URL.create(SQLITE, database=str(datei)), name)


def ort_fuer_alle(url: URL) -> str:
    """Return where a database of PostgreSQL lies, without login, password or anything else of one person."""
    query = {name: wert for name, wert in url.query.items() if name in ("host", "port")}
    return URL.create(POSTGRESQL, host=url.host, port=url.port, database=url.database, query=query).render_as_string()


class Datenbank:
    """A database that may hold a store.

    Attributes:
        art: ``sqlite`` or ``postgresql``.
        name: how to call it in messages.
    """

    def __init__(self, url: URL, name: str = "") -> None:
        self.url = url
        self.art = url.get_backend_name()
        ohne_kennwort = url.difference_update_query(["password"])
        ort = str(url.database) if self.art == SQLITE else ohne_kennwort.render_as_string(hide_password=True)
        self.name = name or ort
        self._engine: Engine | None = None

    @property
    def datei(self) -> Path:
        """Return the file of an SQLite store."""
        return Path(str(self.url.database))

    def benutzer(self, verbindung: Connection) -> str:
        """Return who the database or the operating system says is acting."""
        if self.art == POSTGRESQL:
            return str(verbindung.scalar(text("SELECT session_user")))
        try:
            return pwd.getpwuid(os.getuid()).pw_name  # getpass would believe the environment
        except KeyError:
            return f"uid {os.getuid()}"

    @contextmanager
    def neue_datei(self) -> Iterator[Datenbank]:
        """Lend a file beside the place of an SQLite store, for its owner alone; it takes that place at the end.

        Whoever is killed in between leaves nothing under the name of the store.

        Raises:
            SpeicherError: there is a file already, or the place cannot be written.
        """
        with self._dateifehler():
            if os.path.lexists(self.datei):
                raise FileExistsError
            self.datei.parent.mkdir(parents=True, exist_ok=True)
            griff, neue = tempfile.mkstemp(prefix=f".{self.datei.name}-", dir=self.datei.parent)
            os.close(griff)
        try:
            yield Datenbank(self.url.set(database=neue), self.name)
            with self._dateifehler():
                _schreibe_durch(Path(neue))
                self._benenne(neue)
        finally:
            for endung in ("", "-journal", "-wal", "-shm"):
                Path(neue + endung).unlink(missing_ok=True)

    def _benenne(self, neue: str) -> None:
        """Give a finished file its name, for good."""
        try:
            os.link(neue, self.datei)  # unlike a rename it never takes the place of a file that came in between
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            Path(neue).rename(self.datei)
        _schreibe_durch(self.datei.parent)

    @contextmanager
    def _dateifehler(self) -> Iterator[None]:
        """Turn what the system refuses while a file is made into a message for a person."""
        try:
            yield
        except FileExistsError:
            raise SpeicherError(
                Meldung("dort liegt schon eine Datei", self.name, abhilfe="Einen anderen Ort angeben.")
            ) from None
        except OSError as grund:
            raise SpeicherError(Meldung(f"lässt sich nicht anlegen ({grund_deutsch(grund)})", self.name)) from None

    @contextmanager
    def lies(self) -> Iterator[Connection]:
        """Open a transaction that only reads; it sees one and the same moment throughout."""
        with self._fehler(), self._verbinde() as verbindung:
            if self.art == POSTGRESQL:
                verbindung.execution_options(isolation_level="REPEATABLE READ")
            with verbindung.begin():
                yield verbindung

    @contextmanager
    def schreibe(self) -> Iterator[Connection]:
        """Open the one writing transaction; others wait until it ends. Rolls back unless committed.

        Serial writers make every check and the write that follows it one step, on both databases.
        """
        with self._fehler(schreibend=True), self._verbinde(schreibend=True) as verbindung:
            transaktion = verbindung.begin()
            try:
                if self.art == POSTGRESQL:
                    verbindung.execute(text(f"SET LOCAL lock_timeout = '{WARTEZEIT_SEKUNDEN}s'"))
                    verbindung.execute(text("SELECT pg_advisory_xact_lock(:sperre)"), {"sperre": SPERRE})
                yield verbindung
            finally:
                if transaktion.is_active:
                    transaktion.rollback()

    def _verbinde(self, schreibend: bool = False) -> Connection:
        if self.art == SQLITE and not self.datei.is_file():
            raise SpeicherError(
                Meldung("hier liegt kein Speicher", self.name, abhilfe="Mit „foerderung db init“ einrichten.")
            )
        return self._maschine().connect().execution_options(**{_SCHREIBEND: schreibend})

    def _maschine(self) -> Engine:
        if self._engine is None:
            try:
                self._engine = create_engine(self.url, poolclass=NullPool, connect_args=self._angaben())
            except ModuleNotFoundError:
                raise SpeicherError(
                    Meldung("für PostgreSQL fehlt ein Paket", abhilfe="pip install 'foerderung[postgres]'")
                ) from None
            if self.art == SQLITE:
                event.listen(self._engine, "connect", _richte_sqlite_ein)
                event.listen(self._engine, "begin", _beginne_sqlite)
        return self._engine

    def _angaben(self) -> dict[str, Any]:
        return {"timeout": WARTEZEIT_SEKUNDEN} if self.art == SQLITE else {"connect_timeout": WARTEZEIT_SEKUNDEN}

    @contextmanager
    def _fehler(self, schreibend: bool = False) -> Iterator[None]:
        """Turn what a driver raises into a message for a person."""
        try:
            yield
        except DBAPIError as fehler:
            if fehler.connection_invalidated:  # without a statement it was the commit, whose answer did not arrive
                raise self._abgerissen(beim_abschluss=schreibend and fehler.statement is None) from fehler
            raise self._uebersetzt(fehler.orig) from fehler
        except sqlite3.Error as fehler:  # of the driver itself, where a copy is made past SQLAlchemy
            raise self._uebersetzt(fehler) from fehler

    def _uebersetzt(self, fehler: Any) -> Exception:
        text_ = str(fehler).splitlines()[0] if str(fehler) else type(fehler).__name__
        zustand = getattr(fehler, "sqlstate", None)
        if zustand in (FEHLERKLASSE, _KEIN_RECHT):
            gefunden = text_ if zustand == FEHLERKLASSE else "die Anmeldung hat in dieser Datenbank das Recht nicht"
            return NichtErlaubtError(
                Meldung(gefunden, self.name, quelle="Rechte der Datenbank", abhilfe="Rolle mit „person rolle“ geben.")
            )
        if zustand == EINGABEKLASSE:
            return EingabeError(Meldung(text_, self.name, abhilfe=fehler.diag.message_hint or ""))
        if zustand == _GESPERRT:
            return SpeicherError(Meldung(_BESETZT, self.name))
        if zustand == _VOLL:
            return SpeicherError(Meldung(_KEIN_PLATZ, self.name))
        if "malformed" in text_:
            return IntegritaetError(Meldung(_BESCHAEDIGT, self.name, abhilfe="foerderung db stelle-her"))
        for teil, deutsch in _BEKANNT.items():
            if teil in text_:
                return SpeicherError(Meldung(deutsch, self.name))
        if self.art == POSTGRESQL and zustand is None:  # nothing was asked yet: the server did not even let us in
            return SpeicherError(Meldung(_UNERREICHBAR, self.name))
        return SpeicherError(Meldung(f"Fehler der Datenbank ({text_})", self.name))

    def _abgerissen(self, beim_abschluss: bool) -> SpeicherError:
        text_ = "die Verbindung zum Datenbankserver ist abgerissen; es wurde nichts geändert"
        if not beim_abschluss:
            return SpeicherError(Meldung(text_, self.name, abhilfe="Noch einmal versuchen."))
        text_ = "die Verbindung zum Datenbankserver ist beim Abschließen abgerissen; ob der Vorgang erfasst ist, steht"
        abhilfe = "Zuerst mit „fall verlauf“ oder der passenden Liste nachsehen, dann erst noch einmal versuchen."
        return SpeicherError(Meldung(f"{text_} nicht fest", self.name, abhilfe=abhilfe))


_KEIN_RECHT, _GESPERRT, _VOLL = "42501", "55P03", "53100"
_BESETZT = "ein anderer Vorgang hält die Datenbank besetzt; bitte noch einmal versuchen"
_BESCHAEDIGT = "die Datei ist beschädigt und lässt sich nicht ganz lesen"
_KEIN_PLATZ = "der Datenträger ist voll; es wurde nichts geändert"
_GESCHUETZT = "die Datei oder ihr Ordner ist schreibgeschützt"
_UNERREICHBAR = "der Datenbankserver antwortet nicht oder weist die Anmeldung ab"
_BEKANNT = {
    "database is locked": _BESETZT,
    "readonly database": _GESCHUETZT,
    "read-only": _GESCHUETZT,
    "database or disk is full": _KEIN_PLATZ,
    "disk I/O error": "der Datenträger lässt sich nicht lesen oder beschreiben; es wurde nichts geändert",
    "file is not a database": "die Datei ist kein Speicher von foerderung",
    "no such table": "die Datei ist kein Speicher von foerderung",
    "unable to open database file": "die Datei lässt sich nicht öffnen",
    "connection refused": "der Datenbankserver antwortet nicht",
    "could not connect": "der Datenbankserver antwortet nicht",
    "connection failed": _UNERREICHBAR,
    "does not exist": "Datenbank, Anmeldung oder Tabelle gibt es nicht",
}


def _schreibe_durch(pfad: Path) -> None:
    """Make the system write what it still holds back of a file or folder."""
    griff = os.open(pfad, os.O_RDONLY)
    try:
        os.fsync(griff)
    finally:
        os.close(griff)


def _richte_sqlite_ein(verbindung: Any, _: Any) -> None:
    """Take transactions into our own hands and keep foreign keys."""
    verbindung.isolation_level = None
    for zeile in ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON"):
        verbindung.execute(zeile)


def _beginne_sqlite(verbindung: Connection) -> None:
    """Take the write lock at once where writing is meant: upgrading a read lock would fail under load."""
    schreibend = verbindung.get_execution_options().get(_SCHREIBEND)
    verbindung.exec_driver_sql("BEGIN IMMEDIATE" if schreibend else "BEGIN")

"""Offices prepared once and copied: the script is walked a single time per database, its stations are kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import sql

from foerderung.cli.faden import BEARBEITUNG, HAUSHALT, LEITUNG, SCHRITTE
from foerderung.store.schutz import gruppe, postgres_anweisungen, postgres_rollen
from foerderung.store.tabellen import metadata
from foerderung.verfahren.zustand import Rolle
from tests.amt.buero import UNTERLAGEN, Buero, Server

STATIONEN = (
    "fall anlegen",
    "beratung erfasse",
    "antrag einlesen",
    "evaluation ziele",
    "antrag pruefe",
    "entscheidung schlage-vor",
    "entscheidung bewillige",
    "bescheid erstelle",
    "bescheid lege-ab",
    "bescheid aufgabe",
    "zahlung beginnanzeige",
    "zahlung bescheinige",
    "zahlung ordne-an",
    "nachweis einlesen",
    "nachweis vollstaendig",
    "nachweis stichprobe",
    "nachweis pruefe",
    "evaluation erfasse",
    "fall schliesse",
)
"""Steps of the script after which a copy is kept: the first that succeeds and begins so."""

TABELLEN = [tabelle.name for tabelle in metadata.sorted_tables]
ENDE = STATIONEN[-1]
AUF_POSTGRESQL = ("antrag einlesen", "entscheidung schlage-vor", "bescheid aufgabe", "zahlung bescheinige", ENDE)
"""The stations kept there; copying a database takes longer than copying a file."""

ROLLEN = {LEITUNG: Rolle.ZEICHNUNG, BEARBEITUNG: Rolle.SACHBEARBEITUNG, HAUSHALT: Rolle.HAUSHALT}


class Vorrat:
    """The script walked once, with a copy of the store at every station.

    Attributes:
        schritte: on SQLite the store after every single step.

    Args:
        unterlagen: folder with the papers of the script.
        namen: words of the script that are replaced, by what.
    """

    def __init__(
        self,
        ordner: Path,
        server: Server | None = None,
        unterlagen: Path = UNTERLAGEN,
        namen: Mapping[str, str] | None = None,
    ) -> None:
        self.ordner = ordner
        self._unterlagen = unterlagen
        self.server = server
        self.schritte: list[Path] = []
        self._kopien: dict[str, Any] = {}
        self._geteilte: dict[str, Buero] = {}
        self._anzahl = 0
        quelle = Buero(ordner, server)
        quelle.unterlagen, quelle.namen = unterlagen, dict(namen or {})
        quelle.richte_ein()
        for schritt in SCHRITTE:
            lauf = quelle.gehe(schritt)
            assert lauf.code == schritt.code, f"{schritt.befehl}: {lauf.fehler or lauf.aus}"
            if server is None:
                self.schritte.append(Path(shutil.copy(quelle.datei, ordner / f"schritt{len(self.schritte)}.db")))
            for station in STATIONEN if server is None else AUF_POSTGRESQL:
                if not schritt.code and schritt.befehl.startswith(station) and station not in self._kopien:
                    self._kopien[station] = self._behalte(quelle)

    def buero(self, ordner: Path, station: str = ENDE) -> Buero:
        """Return an office of its own as it stood at a station."""
        neu = Buero(ordner)
        neu.unterlagen = self._unterlagen
        if self.server is None:
            shutil.copy(self._kopien[station], neu.datei)
        else:
            neu.server, neu.datenbank = self.server, self._kopiere(self._kopien[station])
            self._gib_rollen(neu.datenbank)
        shutil.copy(self.ordner / "zuwendungsbescheid.docx", ordner)
        return neu

    @contextmanager
    def geteilt(self, ordner: Path, station: str = ENDE) -> Iterator[Buero]:
        """Lend an office whose tables may be tampered with; on PostgreSQL one for all, set right again afterwards.

        Triggers, functions and roles are not set right: whoever changes those takes an office of their own.
        """
        if self.server is None:
            yield self.buero(ordner, station)
            return
        if station not in self._geteilte:
            self._geteilte[station] = self.buero(ordner, station)
            self._tue(
                station, "CREATE SCHEMA vorher", *(f"CREATE TABLE vorher.{t} AS TABLE public.{t}" for t in TABELLEN)
            )
        try:
            yield self._geteilte[station]
        finally:
            self._tue(
                station,
                "SET session_replication_role = replica",
                *(f"DELETE FROM public.{t}" for t in TABELLEN),
                *(f"INSERT INTO public.{t} TABLE vorher.{t}" for t in TABELLEN),
            )

    def _tue(self, station: str, *anweisungen: str) -> None:
        assert self.server is not None
        with self.server.verbinde(self._geteilte[station].datenbank) as verbindung:
            for anweisung in anweisungen:
                verbindung.execute(anweisung.encode())

    def _behalte(self, quelle: Buero) -> Any:
        if self.server is not None:
            return self._kopiere(quelle.datenbank)
        self._anzahl += 1
        return shutil.copy(quelle.datei, self.ordner / f"kopie{self._anzahl}.db")

    def _kopiere(self, datenbank: str) -> str:
        assert self.server is not None
        return self.server.neue_datenbank(nach=datenbank)

    def _gib_rollen(self, datenbank: str) -> None:
        """Give a copy its own roles: they are named after the database and shared by the whole server."""
        assert self.server is not None
        with self.server.verbinde(datenbank) as verbindung:
            for anweisung in (*postgres_rollen(datenbank), *postgres_anweisungen(datenbank)):
                verbindung.execute(anweisung.encode())
            for kuerzel, rolle in ROLLEN.items():
                verbindung.execute(
                    sql.SQL("GRANT {} TO {}").format(sql.Identifier(gruppe(datenbank, rolle)), sql.Identifier(kuerzel))
                )

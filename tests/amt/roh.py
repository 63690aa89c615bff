"""A raw client on a store, past the program: reads, tampers, forges; its hashes are computed here once more."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from tests.amt.buero import Buero

KOPF = ("nummer", "vorher", "typ", "fall", "wirksam_am", "erfasst_am", "person", "benutzer", "nutzlast_sha256")


@dataclass(frozen=True)
class Zeile:
    """One event as it lies in the tables."""

    nummer: int
    vorher: str
    typ: str
    fall: str
    wirksam_am: str
    erfasst_am: str
    person: str
    benutzer: str
    nutzlast_sha256: str
    sha256: str
    salz: str
    inhalt: str

    def mit_inhalt(self, inhalt: str) -> Zeile:
        """Return it with another payload and the payload's hash."""
        hash_ = hashlib.sha256(f"{self.salz}\n{inhalt}".encode()).hexdigest()
        return replace(self, inhalt=inhalt, nutzlast_sha256=hash_)

    def gesiegelt(self) -> Zeile:
        """Return it with the hash that fits its header."""
        felder = {name: getattr(self, name) for name in KOPF}
        text = json.dumps(felder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return replace(self, sha256=hashlib.sha256(text.encode()).hexdigest())


class Roh:
    """One transaction of a raw client; question marks stand for values on both databases."""

    def __init__(self, verbindung: Any, ist_sqlite: bool) -> None:
        self.verbindung = verbindung
        self.ist_sqlite = ist_sqlite

    def tue(self, anweisung: str, *werte: Any) -> Any:
        """Run a statement."""
        return self.verbindung.execute(anweisung if self.ist_sqlite else anweisung.replace("?", "%s"), werte)

    def wert(self, anweisung: str, *werte: Any) -> Any:
        """Return the first value that a query finds."""
        return self.tue(anweisung, *werte).fetchone()[0]

    def zeilen(self) -> list[Zeile]:
        """Return the whole chain."""
        spalten = ", ".join(f"e.{name}" for name in (*KOPF, "sha256"))
        anfrage = f"SELECT {spalten}, n.salz, n.inhalt FROM ereignis e JOIN nutzlast n USING (nummer) ORDER BY e.nummer"
        return [Zeile(*zeile) for zeile in self.tue(anfrage).fetchall()]

    def setze(self, zeilen: list[Zeile]) -> None:
        """Put another chain in the place of the one there."""
        self.tue("DELETE FROM nutzlast")
        self.tue("DELETE FROM ereignis")
        for eine in zeilen:
            kopf = [getattr(eine, name) for name in (*KOPF, "sha256")]
            self.tue(f"INSERT INTO ereignis ({', '.join((*KOPF, 'sha256'))}) VALUES ({', '.join('?' * 10)})", *kopf)
            self.tue(
                "INSERT INTO nutzlast (nummer, salz, inhalt) VALUES (?, ?, ?)", eine.nummer, eine.salz, eine.inhalt
            )


@contextmanager
def roh(buero: Buero) -> Iterator[Roh]:
    """Open a raw client with every right the database has to give; what protects stays in force."""
    if buero.server is None:
        verbindung: Any = sqlite3.connect(buero.datei)
    else:
        verbindung = buero.server.verbinde(buero.datenbank)
    try:
        yield Roh(verbindung, buero.server is None)
        verbindung.commit()
    finally:
        verbindung.close()


@contextmanager
def entriegelt(buero: Buero) -> Iterator[Roh]:
    """Open a raw client past every trigger, and leave the triggers as they were."""
    with roh(buero) as offen:
        if buero.server is None:
            trigger = offen.tue("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in trigger:
                offen.tue(f"DROP TRIGGER {name}")
        else:
            trigger = []
            offen.tue("SET session_replication_role = replica")
        yield offen
        for _, anweisung in trigger:
            offen.tue(anweisung)


def neu_verkettet(zeilen: list[Zeile], ab: int = 1) -> list[Zeile]:
    """Number, link and seal a chain anew from an event on, as a forger would who knows how."""
    neue = zeilen[: ab - 1]
    for eine in zeilen[ab - 1 :]:
        vorher = neue[-1].sha256 if neue else "0" * 64
        neue.append(replace(eine, nummer=len(neue) + 1, vorher=vorher).gesiegelt())
    return neue


Eingriff = Callable[[Roh], None]

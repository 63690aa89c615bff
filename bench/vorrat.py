"""A large store: the case of the demonstration told over and over, up to another point each time."""

from __future__ import annotations

import json
import secrets
import shutil
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from foerderung.cli.faden import FALL
from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.store.projektion import buchungszeilen, fallzeile
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.verfahren.amtsstand import NUMMERNKREIS
from foerderung.verfahren.ereignis import Ereignis, Kopf, kanonisches_json, nutzlast_hash
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import schreibe_fort

LAENGEN = (3, 27, 4, 6, 12, 9, 5, 17, 8, 9)
"""How far the further cases come, in turn, in events: ten on average, one in ten is finished."""

FENSTER = 1000
"""Cases that run side by side: their events lie between each other, as those of a year do."""

_EIGENE = ("antrag", "entscheidung")
"""Kinds of filed content of which every case has its own; the rest is filed once for all."""

_ZIELE = ("ereignis", "nutzlast", "ablage", "buchung", "fall")


@dataclass(slots=True)
class _Fall:
    """A case that is being told."""

    aktenzeichen: str
    laenge: int
    stand: Fallstand | None = None


@dataclass(slots=True)
class _Schreiber:
    """Collects rows, linked and sealed as the store does it.

    Attributes:
        vorlagen: header and payload of each event of the demonstrated case.
        eigene: filed content, by its hash, of which every case has its own.
        zaehler: last number given, by series.
    """

    vorlagen: list[tuple[Kopf, str]]
    eigene: dict[str, tuple[str, bytes]]
    zaehler: Counter[str]
    letzte: tuple[int, str]
    zeilen: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in _ZIELE})

    def schreibe(self, fall: _Fall, schritt: int) -> None:
        """Add the next event of a case."""
        kopf, inhalt = self.vorlagen[schritt]
        inhalt = self._umgeschrieben(inhalt, fall.aktenzeichen)
        salz, (nummer, vorher) = secrets.token_hex(16), self.letzte
        angaben = (kopf.wirksam_am, kopf.erfasst_am, kopf.person, kopf.benutzer)
        neu = Kopf(nummer + 1, vorher, kopf.typ, fall.aktenzeichen, *angaben, nutzlast_hash(salz, inhalt))
        self.letzte = neu.nummer, neu.sha256()
        felder = {name: getattr(neu, name) for name in Kopf.__slots__}
        self.zeilen["ereignis"].append({**felder, "sha256": self.letzte[1]})
        self.zeilen["nutzlast"].append({"nummer": neu.nummer, "salz": salz, "inhalt": inhalt})
        fakten = json.loads(inhalt)
        self.zeilen["buchung"].extend(buchungszeilen(neu.nummer, neu.fall, fakten))
        tag = date.fromisoformat(neu.wirksam_am)
        ereignis = Ereignis(neu.nummer, neu.typ, neu.fall, tag, neu.erfasst_am, neu.person, neu.benutzer, fakten)
        fall.stand = schreibe_fort(fall.stand, ereignis)

    def schliesse(self, fall: _Fall) -> None:
        """Add the row of a case."""
        assert fall.stand is not None
        self.zeilen["fall"].append(fallzeile(fall.stand))

    def _umgeschrieben(self, inhalt: str, aktenzeichen: str) -> str:
        """Return a payload with the case's own number, its own papers, and the next number of each series."""
        inhalt = inhalt.replace(FALL, aktenzeichen)
        for sha, (art, roh) in self.eigene.items():
            if sha in inhalt:
                eigener = roh + f"# {aktenzeichen}\n".encode()
                inhalt = inhalt.replace(sha, self._lege_ab(art, eigener))
        if NUMMERNKREIS not in inhalt:
            return inhalt
        fakten = json.loads(inhalt)
        for kreis in fakten[NUMMERNKREIS]:
            self.zaehler[kreis] += 1
            fakten[NUMMERNKREIS][kreis] = self.zaehler[kreis]
            if "huel" in fakten:
                fakten["huel"] = f"{kreis}/{self.zaehler[kreis]:04d}"
        return kanonisches_json(fakten)

    def _lege_ab(self, art: str, inhalt: bytes) -> str:
        sha = sha256(inhalt).hexdigest()
        self.zeilen["ablage"].append({"sha256": sha, "art": art, "inhalt": zlib.compress(inhalt)})
        return sha

    def leere(self, verbindung: Connection) -> None:
        """Write what was collected."""
        for name, zeilen in self.zeilen.items():
            if zeilen:
                verbindung.execute(insert(t.metadata.tables[name]), zeilen)
                zeilen.clear()


def vervielfache(quelle: Path, ziel: Path, ereignisse: int) -> Path:
    """Copy the store of the demonstration and add further cases until it holds so many events.

    Args:
        quelle: an SQLite store in which the whole case was played.
        ziel: file to make.
        ereignisse: how many events there shall be, at least those of the source.
    """
    shutil.copy(quelle, ziel)
    datenbank = Datenbank(lies_ort(str(ziel)))
    with datenbank.schreibe() as verbindung:
        schreiber = _bereite(Lesung(datenbank, verbindung))
        offen = ereignisse - schreiber.letzte[0]
        erster = schreiber.zaehler[_kreis()]
        for faelle in _fenster(erster, offen):
            for schritt in range(max(fall.laenge for fall in faelle)):
                for fall in faelle:
                    if schritt < fall.laenge:
                        schreiber.schreibe(fall, schritt)
            for fall in faelle:
                schreiber.schliesse(fall)
            schreiber.leere(verbindung)
        for kreis, stand in schreiber.zaehler.items():
            spalten = t.nummernkreis.c
            verbindung.execute(update(t.nummernkreis).where(spalten.kreis == kreis).values(stand=stand))
        verbindung.commit()
    return ziel


def _kreis() -> str:
    return FALL.rpartition("-")[0]


def _bereite(lesung: Lesung) -> _Schreiber:
    """Read what is told over from a store."""
    anfrage = (
        select(*(t.ereignis.c[name] for name in Kopf.__slots__), t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer)
        .where(t.ereignis.c.fall == FALL)
        .order_by(t.ereignis.c.nummer)
    )
    vorlagen = [(Kopf(*zeile[:-1]), zeile[-1]) for zeile in lesung.verbindung.execute(anfrage)]
    abgelegt = lesung.verbindung.execute(select(t.ablage).where(t.ablage.c.art.in_(_EIGENE)))
    eigene = {zeile.sha256: (zeile.art, zlib.decompress(zeile.inhalt)) for zeile in abgelegt}
    zaehler = Counter({zeile.kreis: zeile.stand for zeile in lesung.verbindung.execute(select(t.nummernkreis))})
    return _Schreiber(vorlagen, eigene, zaehler, lesung.kopf())


def _fenster(erster: int, offen: int) -> Iterator[list[_Fall]]:
    """Yield the further cases by windows; the last case is cut where the events are enough."""
    nummer = erster
    while offen > 0:
        faelle: list[_Fall] = []
        while offen > 0 and len(faelle) < FENSTER:
            laenge = min(LAENGEN[nummer % len(LAENGEN)], offen)
            nummer, offen = nummer + 1, offen - laenge
            faelle.append(_Fall(f"{_kreis()}-{nummer:04d}", laenge))
        yield faelle

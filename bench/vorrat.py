"""A large store: the case of the demonstration told over and over, up to another point each time."""

from __future__ import annotations

import json
import secrets
import shutil
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from foerderung.cli.faden import FALL
from foerderung.fach.geld import euro_text
from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.store.projektion import buchungszeilen, fallzeile, registerzeile
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.verfahren.amtsstand import NUMMERNKREIS, antragsteller_aus
from foerderung.verfahren.buchungen import BUCHUNGEN
from foerderung.verfahren.ereignis import Ereignis, Kopf, kanonisches_json, nutzlast_hash
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import schreibe_fort

LAENGEN = (3, 27, 4, 6, 12, 9, 5, 17, 8, 9)
"""How far the further cases come, in turn, in events: ten on average, one in ten is finished."""

FENSTER = 1000
"""Cases that run side by side: their events lie between each other, as those of a year do; each year has a budget."""

FAELLE_JE_ANTRAGSTELLER = 25

_ANSATZ, _REGISTER, _ERSTER = "haushalt_ansetzen", "antragsteller_anlegen", "A-0001"

_EIGENE = ("antrag", "entscheidung")
"""Kinds of filed content of which every case has its own; the rest is filed once for all."""

_ZIELE = ("ereignis", "nutzlast", "ablage", "buchung", "fall", "antragsteller")

Vorlage = tuple[Kopf, str]
"""Header and payload of an event that is told over."""


@dataclass(slots=True)
class _Faden:
    """Events of one case, or one event of the office.

    Attributes:
        jahre: years that its bookings lie after those of the demonstration.
    """

    aktenzeichen: str
    antragsteller: str
    vorlagen: Sequence[Vorlage]
    jahre: int
    stand: Fallstand | None = None


@dataclass(slots=True)
class _Schreiber:
    """Collects rows, linked and sealed as the store does it.

    Attributes:
        eigene: filed content, by its hash, of which every case has its own.
        zaehler: last number given, by series.
    """

    eigene: dict[str, tuple[str, bytes]]
    zaehler: Counter[str]
    letzte: tuple[int, str]
    zeilen: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in _ZIELE})

    def schreibe(self, faden: _Faden, schritt: int) -> None:
        """Add the next event."""
        vorlage, alter = faden.vorlagen[schritt]
        fakten = self._umgeschrieben(vorlage.typ, alter, faden)
        inhalt, salz, (nummer, vorher) = kanonisches_json(fakten), secrets.token_hex(16), self.letzte
        angaben = (vorlage.wirksam_am, vorlage.erfasst_am, vorlage.person, vorlage.benutzer)
        kopf = Kopf(nummer + 1, vorher, vorlage.typ, faden.aktenzeichen, *angaben, nutzlast_hash(salz, inhalt))
        self.letzte = kopf.nummer, kopf.sha256()
        felder = {name: getattr(kopf, name) for name in Kopf.__slots__}
        self.zeilen["ereignis"].append({**felder, "sha256": self.letzte[1]})
        self.zeilen["nutzlast"].append({"nummer": kopf.nummer, "salz": salz, "inhalt": inhalt})
        self.zeilen["buchung"].extend(buchungszeilen(kopf.nummer, kopf.fall, fakten))
        if kopf.typ == _REGISTER:
            self.zeilen["antragsteller"].append(registerzeile(antragsteller_aus(fakten)))
        if kopf.fall:
            tag = date.fromisoformat(kopf.wirksam_am)
            ereignis = Ereignis(
                kopf.nummer, kopf.typ, kopf.fall, tag, kopf.erfasst_am, kopf.person, kopf.benutzer, fakten
            )
            faden.stand = schreibe_fort(faden.stand, ereignis)

    def schliesse(self, faden: _Faden) -> None:
        """Add the row of a case."""
        if faden.stand is not None:
            self.zeilen["fall"].append(fallzeile(faden.stand))

    def _umgeschrieben(self, typ: str, inhalt: str, faden: _Faden) -> dict[str, Any]:
        """Return facts with the case's own number, its own papers, years, and the next number of each series."""
        inhalt = inhalt.replace(FALL, faden.aktenzeichen).replace(_ERSTER, faden.antragsteller)
        for sha, (art, roh) in self.eigene.items():
            if sha in inhalt:
                inhalt = inhalt.replace(sha, self._lege_ab(art, roh + f"# {faden.aktenzeichen}\n".encode()))
        fakten: dict[str, Any] = json.loads(inhalt)
        for kreis in fakten.get(NUMMERNKREIS, ()):
            self.zaehler[kreis] += 1
            fakten[NUMMERNKREIS][kreis] = self.zaehler[kreis]
            if "huel" in fakten:
                fakten["huel"] = f"{kreis}/{self.zaehler[kreis]:04d}"
        for buchung in fakten.get(BUCHUNGEN, ()):
            buchung["haushaltsjahr"] += faden.jahre
            buchung["jahr"] += faden.jahre
            if typ == _ANSATZ:
                buchung["betrag"] = euro_text(Fraction(buchung["betrag"]) * FENSTER)
        if typ == _REGISTER:
            fakten["name"] += f" {faden.antragsteller}"
        return fakten

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
        lesung = Lesung(datenbank, verbindung)
        vorlagen, schreiber = _vorlagen(lesung), _schreiber(lesung)
        for faeden in _fenster(vorlagen, ereignisse - schreiber.letzte[0]):
            for schritt in range(max(len(faden.vorlagen) for faden in faeden)):
                for faden in faeden:
                    if schritt < len(faden.vorlagen):
                        schreiber.schreibe(faden, schritt)
            for faden in faeden:
                schreiber.schliesse(faden)
            schreiber.leere(verbindung)
        for kreis, stand in schreiber.zaehler.items():
            verbindung.execute(update(t.nummernkreis).where(t.nummernkreis.c.kreis == kreis).values(stand=stand))
        verbindung.commit()
    return ziel


def _vorlagen(lesung: Lesung) -> list[Vorlage]:
    """Read the events that are told over."""
    e = t.ereignis.c
    anfrage = (
        select(*(e[name] for name in Kopf.__slots__), t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == e.nummer)
        .where((e.fall == FALL) | e.typ.in_((_ANSATZ, _REGISTER)))
        .order_by(e.nummer)
    )
    return [(Kopf(*zeile[:-1]), zeile[-1]) for zeile in lesung.verbindung.execute(anfrage)]


def _schreiber(lesung: Lesung) -> _Schreiber:
    abgelegt = lesung.verbindung.execute(select(t.ablage).where(t.ablage.c.art.in_(_EIGENE)))
    eigene = {zeile.sha256: (zeile.art, zlib.decompress(zeile.inhalt)) for zeile in abgelegt}
    zaehler = Counter({zeile.kreis: zeile.stand for zeile in lesung.verbindung.execute(select(t.nummernkreis))})
    return _Schreiber(eigene, zaehler, lesung.kopf())


def _fenster(vorlagen: Sequence[Vorlage], offen: int) -> Iterator[list[_Faden]]:
    """Yield what runs side by side; the last case ends where the events are enough."""
    faeden = _faeden(vorlagen)
    while offen > 0:
        fenster = []
        for faden in islice(faeden, 1 + FENSTER // FAELLE_JE_ANTRAGSTELLER + FENSTER):
            faden.vorlagen = faden.vorlagen[:offen]
            offen -= len(faden.vorlagen)
            fenster.append(faden)
            if not offen:
                break
        yield fenster


def _faeden(vorlagen: Sequence[Vorlage]) -> Iterator[_Faden]:
    """Yield cases without end, and before them the budget they need and the applicants."""
    des_falls = [eine for eine in vorlagen if eine[0].fall]
    ansatz, register = ([eine for eine in vorlagen if eine[0].typ == typ] for typ in (_ANSATZ, _REGISTER))
    kreis, antragsteller = FALL.rpartition("-")[0], _ERSTER
    for stelle in count():
        jahre = stelle // FENSTER
        if stelle % FENSTER == 0:
            yield _Faden("", "", ansatz, jahre)
        if stelle % FAELLE_JE_ANTRAGSTELLER == 0:
            antragsteller = f"A-{2 + stelle // FAELLE_JE_ANTRAGSTELLER:04d}"
            yield _Faden("", antragsteller, register, jahre)
        laenge = LAENGEN[stelle % len(LAENGEN)]
        yield _Faden(f"{kreis}-{2 + stelle:04d}", antragsteller, des_falls[:laenge], jahre)

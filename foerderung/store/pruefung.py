"""Check the chain: every header, every payload, the filed content, the protection, and the projections against it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung, ereignis_aus
from foerderung.store.projektion import buchungszeilen, sollzeilen
from foerderung.store.schutzpruefung import maengel_des_schutzes
from foerderung.verfahren.amtsstand import Amtsstand
from foerderung.verfahren.ereignis import ANFANG, Kopf, nutzlast_hash
from foerderung.verfahren.rechte import VIER_AUGEN

_VERWEISE = ("ablage", "akte", "entscheidung", "entwurf", "gezeichnet", "herleitung")
"""Keys of facts, and of a decision record, that name filed content by its hash."""

_AKTE = "entscheidungsakte"


@dataclass(frozen=True, slots=True)
class Anker:
    """Number and hash of an event as they were printed at some time."""

    nummer: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Verletzung:
    """One thing that is not as it was recorded; `nummer` is the event, 0 where none is meant."""

    nummer: int
    grund: str


@dataclass(slots=True)
class Pruefbericht:
    """What the check found.

    Attributes:
        kopf: newest event.
        verletzungen: in the order of the events; the first is the first bad event.
    """

    anzahl: int
    kopf: Anker
    verletzungen: list[Verletzung]


@dataclass(slots=True)
class _Lauf:
    """What is remembered while the chain is read.

    Attributes:
        hashes: header hash of the events that an anchor names; empty until they come.
        handelnde: who acted last, by case and act.
        verweise: first event that names filed content, by its hash.
        buchungen: what the events book, by event and line.
    """

    hashes: dict[int, str]
    letzte: Anker = Anker(0, ANFANG)
    anzahl: int = 0
    stand: Amtsstand = field(default_factory=Amtsstand)
    handelnde: dict[tuple[str, str], str] = field(default_factory=dict)
    verweise: dict[str, int] = field(default_factory=dict)
    buchungen: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    def nimm(self, zeile: Any) -> Iterator[Verletzung]:
        """Check the next event and take it in."""
        yield from _pruefe_zeile(zeile, self.letzte)
        self.letzte = Anker(zeile.nummer, zeile.sha256)
        self.anzahl += 1
        if zeile.nummer in self.hashes:
            self.hashes[zeile.nummer] = zeile.sha256
        yield from self._pruefe_vier_augen(zeile)
        try:
            ereignis = ereignis_aus(zeile)
            self.stand.wende_an(ereignis)
            for sha in _verweise(ereignis.fakten()):
                self.verweise.setdefault(sha, zeile.nummer)
            for buchung in buchungszeilen(zeile.nummer, zeile.fall, ereignis.fakten()):
                self.buchungen[zeile.nummer, buchung["zeile"]] = buchung
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as fehler:
            yield Verletzung(zeile.nummer, f"die Fakten lassen sich nicht lesen ({fehler!s:.80})")

    def _pruefe_vier_augen(self, zeile: Any) -> Iterator[Verletzung]:
        erster = self.handelnde.get((zeile.fall, VIER_AUGEN.get(zeile.typ, "")))
        if erster == zeile.person:
            yield Verletzung(zeile.nummer, f"Vier-Augen-Prinzip verletzt: „{erster}“ handelte schon im Schritt davor")
        self.handelnde[zeile.fall, zeile.typ] = zeile.person


def pruefe(lesung: Lesung, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check a whole store.

    Args:
        lesung: the store, inside one transaction.
        anker: heads printed earlier; only they can show that the newest events were cut off or computed anew.
    """
    lauf = _Lauf({eines.nummer: "" for eines in anker})
    verletzungen: list[Verletzung] = []
    for zeile in _zeilen(lesung.verbindung):
        verletzungen.extend(lauf.nimm(zeile))
    verletzungen.extend(_pruefe_anker(anker, lauf.hashes, lauf.letzte))
    verletzungen.extend(_pruefe_ueberzaehlige(lesung.verbindung))
    verletzungen.extend(_pruefe_ablage(lesung.verbindung, lauf.verweise))
    verletzungen.extend(_pruefe_buchungen(lesung.verbindung, lauf.buchungen))
    verletzungen.sort(key=lambda eine: (not eine.nummer, eine.nummer))
    if not any(eine.nummer for eine in verletzungen):
        verletzungen.extend(_pruefe_projektionen(lesung, lauf.stand))
    verletzungen.extend(Verletzung(0, grund) for grund in maengel_des_schutzes(lesung))
    return Pruefbericht(lauf.anzahl, lauf.letzte, verletzungen)


def _zeilen(verbindung: Connection) -> Iterator[Any]:
    anfrage = (
        select(t.ereignis, t.nutzlast.c.salz, t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer, isouter=True)
        .order_by(t.ereignis.c.nummer)
    )
    yield from verbindung.execute(anfrage.execution_options(yield_per=2000))


def _pruefe_zeile(zeile: Any, vorige: Anker) -> Iterator[Verletzung]:
    """Check one event against the one before it."""
    kopf = Kopf(**{name: getattr(zeile, name) for name in Kopf.__slots__})
    texte = (zeile.sha256, *(getattr(kopf, name) for name in Kopf.__slots__ if name != "nummer"))
    in_sich = all(isinstance(wert, str) for wert in texte) and kopf.sha256() == zeile.sha256
    erwartet = vorige.nummer + 1
    if zeile.nummer != erwartet:
        bis = f" bis {zeile.nummer - 1}" if zeile.nummer - 1 > erwartet else ""
        yield Verletzung(erwartet, f"Ereignis {erwartet}{bis} fehlt")
    elif zeile.vorher != vorige.sha256 and in_sich:
        # the later header is whole and still names another hash: the one before it, or this link, is not the old one
        yield Verletzung(max(vorige.nummer, 1), f"das Ereignis ist nicht das, auf das Ereignis {zeile.nummer} verweist")
    elif zeile.vorher != vorige.sha256:
        yield Verletzung(zeile.nummer, "der Verweis auf das vorige Ereignis stimmt nicht")
    if not in_sich:
        yield Verletzung(zeile.nummer, "der Kopf wurde verändert")
    if zeile.inhalt is None:
        yield Verletzung(zeile.nummer, "die Fakten fehlen")
    elif nutzlast_hash(zeile.salz, zeile.inhalt) != zeile.nutzlast_sha256:
        yield Verletzung(zeile.nummer, "die Fakten wurden verändert")


def _pruefe_anker(anker: tuple[Anker, ...], hashes: dict[int, str], letzte: Anker) -> Iterator[Verletzung]:
    """Compare with printed heads; the first that differs bounds where the chain was computed anew."""
    stimmt_bis = 0
    for eines in sorted(anker, key=lambda eines: eines.nummer):
        gefunden = hashes[eines.nummer]
        if not gefunden:
            if eines.nummer < letzte.nummer:
                continue  # a gap, which is reported as such
            yield Verletzung(
                letzte.nummer + 1,
                f"Ereignis {letzte.nummer + 1} bis {eines.nummer} fehlen am Ende (Anker {eines.nummer})",
            )
            return
        if not gefunden.startswith(eines.sha256):
            erstes = stimmt_bis + 1
            yield Verletzung(
                erstes,
                f"zwischen Ereignis {erstes} und {eines.nummer} wurde die Kette neu berechnet (Anker {eines.nummer})",
            )
            return
        stimmt_bis = eines.nummer


def _pruefe_ueberzaehlige(verbindung: Connection) -> Iterator[Verletzung]:
    """Name facts that belong to no event: the next event of that number could not be written."""
    nummer = t.nutzlast.c.nummer
    for eine in verbindung.scalars(select(nummer).where(nummer.not_in(select(t.ereignis.c.nummer))).order_by(nummer)):
        yield Verletzung(eine, "Fakten ohne Ereignis")


def _pruefe_buchungen(verbindung: Connection, soll: Mapping[tuple[int, int], dict[str, Any]]) -> Iterator[Verletzung]:
    """Compare the budget ledger with what the events book."""
    zeilen = verbindung.execute(select(t.buchung)).mappings()
    ist = {(zeile["nummer"], zeile["zeile"]): dict(zeile) for zeile in zeilen}
    for nummer, zeile in sorted({*soll, *ist}):
        if soll.get((nummer, zeile)) != ist.get((nummer, zeile)):
            yield Verletzung(nummer, f"die Buchung {zeile} stimmt nicht mit dem Ereignis überein")


def _pruefe_ablage(verbindung: Connection, verweise: Mapping[str, int]) -> Iterator[Verletzung]:
    """Compare filed content with its hash, and find what an event or a decision record names and is gone."""
    offen = dict(verweise)
    vorhanden = set()
    for zeile in verbindung.execute(select(t.ablage).execution_options(yield_per=20)):
        vorhanden.add(zeile.sha256)
        try:
            inhalt = zlib.decompress(zeile.inhalt)
        except (zlib.error, TypeError):
            inhalt = b""
        if sha256(inhalt).hexdigest() != zeile.sha256:
            grund = f"abgelegter Inhalt {zeile.sha256[:12]} ({zeile.art}) wurde verändert"
            yield Verletzung(verweise.get(zeile.sha256, 0), grund)
        elif zeile.art == _AKTE:
            for sha in _verweise(json.loads(inhalt)):
                offen.setdefault(sha, verweise.get(zeile.sha256, 0))
    for sha, nummer in offen.items():
        if sha not in vorhanden:
            yield Verletzung(nummer, f"abgelegter Inhalt {sha[:12]} fehlt")


def _verweise(daten: Any) -> Iterator[str]:
    """Yield every hash by which facts name filed content."""
    if not isinstance(daten, Mapping):
        return
    for name, wert in daten.items():
        if name in _VERWEISE and isinstance(wert, str) and re.fullmatch("[0-9a-f]{64}", wert):
            yield wert
        else:
            yield from _verweise(wert)


def _pruefe_projektionen(lesung: Lesung, stand: Amtsstand) -> Iterator[Verletzung]:
    """Compare what is stored beside the chain with what the chain yields."""
    angaben = {s: {"schluessel": s, "wert": w} for s, w in stand.speicher.items()}
    soll: dict[str, dict[str, dict[str, Any]]] = {**sollzeilen(stand), "speicher": angaben}
    for name, erwartet in soll.items():
        tabelle = t.metadata.tables[name]
        schluessel = tabelle.primary_key.columns.keys()[0]
        ist = {zeile[schluessel]: dict(zeile) for zeile in lesung.verbindung.execute(select(tabelle)).mappings()}
        for eines in sorted({*erwartet, *ist}):
            if erwartet.get(eines) != ist.get(eines):
                yield Verletzung(0, f"der gespeicherte Stand „{name} {eines}“ stimmt nicht mit den Ereignissen überein")

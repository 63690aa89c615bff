"""Check the chain: every header, every payload, the filed content, the protection, and the projections against it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select, text

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung, ereignis_aus, fallzeile, personendaten
from foerderung.store.schutz import postgres_trigger, sqlite_trigger
from foerderung.store.verbindung import POSTGRESQL
from foerderung.verfahren.amtsstand import Amtsstand
from foerderung.verfahren.ereignis import ANFANG, Kopf, nutzlast_hash


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


def pruefe(lesung: Lesung, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check a whole store.

    Args:
        lesung: the store, inside one transaction.
        anker: heads printed earlier; only they can show that the newest events were cut off or computed anew.
    """
    stand = Amtsstand()
    hashes: dict[int, str] = {eines.nummer: "" for eines in anker}
    verletzungen: list[Verletzung] = []
    letzte = Anker(0, ANFANG)
    anzahl = 0
    for zeile in _zeilen(lesung.verbindung):
        verletzungen.extend(_pruefe_zeile(zeile, letzte))
        letzte = Anker(zeile.nummer, zeile.sha256)
        anzahl += 1
        if zeile.nummer in hashes:
            hashes[zeile.nummer] = zeile.sha256
        try:
            stand.wende_an(ereignis_aus(zeile))
        except (KeyError, ValueError, AssertionError, TypeError) as fehler:
            verletzungen.append(Verletzung(zeile.nummer, f"die Fakten lassen sich nicht lesen ({fehler!s:.80})"))
    verletzungen.extend(_pruefe_anker(anker, hashes, letzte))
    verletzungen.sort(key=lambda eine: eine.nummer)
    verletzungen.extend(_pruefe_ablage(lesung.verbindung))
    verletzungen.extend(_pruefe_schutz(lesung))
    if not verletzungen:
        verletzungen.extend(_pruefe_projektionen(lesung, stand))
    return Pruefbericht(anzahl, letzte, verletzungen)


def _zeilen(verbindung: Connection) -> Iterator[Any]:
    anfrage = (
        select(t.ereignis, t.nutzlast.c.salz, t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer, isouter=True)
        .order_by(t.ereignis.c.nummer)
    )
    yield from verbindung.execute(anfrage.execution_options(yield_per=2000))


def _pruefe_zeile(zeile: Any, vorige: Anker) -> Iterator[Verletzung]:
    """Check one event against the one before it."""
    erwartet = vorige.nummer + 1
    if zeile.nummer != erwartet:
        bis = f" bis {zeile.nummer - 1}" if zeile.nummer - 1 > erwartet else ""
        yield Verletzung(erwartet, f"Ereignis {erwartet}{bis} fehlt")
    elif zeile.vorher != vorige.sha256:
        yield Verletzung(zeile.nummer, "der Verweis auf das vorige Ereignis stimmt nicht")
    kopf = Kopf(**{name: getattr(zeile, name) for name in Kopf.__slots__})
    if kopf.sha256() != zeile.sha256:
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


def _pruefe_ablage(verbindung: Connection) -> Iterator[Verletzung]:
    for zeile in verbindung.execute(select(t.ablage).execution_options(yield_per=20)):
        try:
            stimmt = sha256(zlib.decompress(zeile.inhalt)).hexdigest() == zeile.sha256
        except zlib.error:
            stimmt = False
        if not stimmt:
            yield Verletzung(0, f"abgelegter Inhalt {zeile.sha256[:12]} ({zeile.art}) wurde verändert")


def _pruefe_schutz(lesung: Lesung) -> Iterator[Verletzung]:
    """Name every trigger that is missing, altered or switched off."""
    if lesung.datenbank.art == POSTGRESQL:
        anfrage = "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        erwartet = dict.fromkeys(postgres_trigger(), "")
    else:
        anfrage = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        erwartet = sqlite_trigger()
    vorhanden = {zeile[0]: zeile[1] for zeile in lesung.verbindung.execute(text(anfrage))}
    for name, sql in erwartet.items():
        if vorhanden.get(name) != sql:
            yield Verletzung(0, f"der Schutz „{name}“ der Datenbank fehlt oder ist abgeschaltet")


def _pruefe_projektionen(lesung: Lesung, stand: Amtsstand) -> Iterator[Verletzung]:
    """Compare what is stored beside the chain with what the chain yields."""
    soll: dict[str, dict[str, Any]] = {
        "fall": {az: fallzeile(eines) for az, eines in stand.faelle.items()},
        "person": {k: {"kuerzel": k, "daten": personendaten(p)} for k, p in stand.personen.items()},
        "antragsteller": {n: {"nummer": n, "daten": a.model_dump_json()} for n, a in stand.antragsteller.items()},
        "behoerde": {s: {"schluessel": s, "wert": w} for s, w in stand.behoerde.items()},
        "nummernkreis": {k: {"kreis": k, "stand": n} for k, n in stand.nummern.items()},
    }
    for name, erwartet in soll.items():
        tabelle = t.metadata.tables[name]
        schluessel = tabelle.primary_key.columns.keys()[0]
        ist = {zeile[schluessel]: dict(zeile) for zeile in lesung.verbindung.execute(select(tabelle)).mappings()}
        for eines in sorted({*erwartet, *ist}):
            if erwartet.get(eines) != ist.get(eines):
                yield Verletzung(0, f"der gespeicherte Stand „{name} {eines}“ stimmt nicht mit den Ereignissen überein")

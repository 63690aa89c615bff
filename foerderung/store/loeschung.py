"""Remove what a deletion orders: payloads of one case, and filed content that nobody else names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select

from foerderung.fach.geld import euro_text
from foerderung.store import tabellen as t
from foerderung.store.verbindung import SQLITE, WARTEZEIT_SEKUNDEN, Datenbank
from foerderung.verfahren.amtsstand import NUMMERNKREIS
from foerderung.verfahren.loeschung import ABLAGEN, EREIGNISSE, GEBUCHT, VOLLZIEHEN

if TYPE_CHECKING:  # which removes with the help of this module
    from foerderung.store.einheit import Lesung

REGELWERK = "regelwerk"
"""Kind of filed content that stays: rule files say nothing on anybody, and records of other cases may name them."""

_HASH = re.compile("[0-9a-f]{64}")


def umfang(lesung: Lesung, fall: str) -> dict[str, Any]:
    """Return what the deletion of a case removes, and what it has to write down because of that."""
    e, n = t.ereignis.c, t.nutzlast.c
    verbindung = lesung.verbindung
    anfrage = select(e.nummer, e.nutzlast_sha256).where(e.fall == fall).order_by(e.nummer)
    ereignisse = [{"nummer": nummer, "nutzlast_sha256": sha} for nummer, sha in verbindung.execute(anfrage)]
    eigene = select(n.inhalt).join(t.ereignis, e.nummer == n.nummer).where(e.fall == fall)
    fremde = select(n.inhalt).join(t.ereignis, e.nummer == n.nummer).where(e.fall != fall, e.typ != VOLLZIEHEN)
    kandidaten = _genannte(verbindung.scalars(eigene))
    kandidaten -= _genannte(verbindung.scalars(fremde.execution_options(yield_per=1000)))
    abgelegte = select(t.ablage.c.sha256).where(t.ablage.c.art != REGELWERK, t.ablage.c.sha256.in_(kandidaten))
    kreise = {kreis for ereignis in lesung.ereignisse(fall) for kreis in ereignis.fakten().get(NUMMERNKREIS, {})}
    return {
        EREIGNISSE: ereignisse,
        ABLAGEN: sorted(verbindung.scalars(abgelegte)),
        GEBUCHT: gebuchtes(verbindung, fall),
        NUMMERNKREIS: {kreis: lesung.nummernstand(kreis) for kreis in sorted(kreise)},
    }


def gebuchtes(verbindung: Connection, fall: str) -> list[dict[str, Any]]:
    """Return the rows of the budget ledger of a case as plain data."""
    b = t.buchung.c
    zeilen = verbindung.execute(select(t.buchung).where(b.fall == fall).order_by(b.nummer, b.zeile)).mappings()
    return [
        {name: euro_text(wert) if name == "betrag" else wert for name, wert in zeile.items() if name != "fall"}
        for zeile in zeilen
    ]


def loesche(verbindung: Connection, nummer: int, fakten: Mapping[str, Any]) -> None:
    """Remove on SQLite what the event of a deletion lists; on PostgreSQL the function does that writes it."""
    for eines in fakten[EREIGNISSE]:
        _ordne_an(verbindung, "nutzlast", str(eines["nummer"]), nummer)
        verbindung.execute(delete(t.nutzlast).where(t.nutzlast.c.nummer == eines["nummer"]))
    for sha in fakten[ABLAGEN]:
        _ordne_an(verbindung, "ablage", sha, nummer)
        verbindung.execute(delete(t.ablage).where(t.ablage.c.sha256 == sha))


def verdichte(datenbank: Datenbank) -> bool:
    """Write the file of an SQLite store anew, so that nothing is left between its rows; tell whether that was possible.

    The deletion itself overwrote what it removed; this takes away what earlier versions of rows left behind.
    """
    if datenbank.art != SQLITE:
        return False
    try:
        with closing(sqlite3.connect(datenbank.datei, timeout=WARTEZEIT_SEKUNDEN, isolation_level=None)) as verbindung:
            verbindung.execute("PRAGMA secure_delete = ON")
            verbindung.execute("VACUUM")
            verbindung.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return False
    return True


def _ordne_an(verbindung: Connection, art: str, schluessel: str, nummer: int) -> None:
    """Note once that something may go; the same content may have been filed and deleted before."""
    spalten = t.loeschung.c
    schon = select(spalten.nummer).where(spalten.art == art, spalten.schluessel == schluessel)
    if verbindung.scalar(schon) is None:
        verbindung.execute(insert(t.loeschung).values(art=art, schluessel=schluessel, nummer=nummer))


def _genannte(inhalte: Iterable[str]) -> set[str]:
    return {sha for inhalt in inhalte for sha in _HASH.findall(inhalt)}

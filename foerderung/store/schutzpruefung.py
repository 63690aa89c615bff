"""Check that what the database forbids is still forbidden: triggers, functions and rights as they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.store.schutz import SUCHPFAD, postgres_funktionen, postgres_trigger, sqlite_trigger
from foerderung.store.verbindung import POSTGRESQL
from foerderung.verfahren.rechte import rechte

_ZEILENWEISE, _ANWEISUNGSWEISE = 27, 34
"""pg_trigger.tgtype of BEFORE UPDATE OR DELETE for each row, and of BEFORE TRUNCATE for each statement."""

_TRIGGER = """
SELECT t.tgname, c.relname, t.tgtype, p.proname, t.tgenabled::text, t.tgqual IS NULL, t.tgattr::text
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""

_FUNKTIONEN = """
SELECT proname, prosrc, prosecdef, array_to_string(proconfig, ';')
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def maengel_des_schutzes(lesung: Lesung) -> Iterator[str]:
    """Yield a German sentence on everything that is missing, altered, switched off, or not ours."""
    verbindung = lesung.verbindung
    if lesung.datenbank.art != POSTGRESQL:
        yield from _vergleiche("der Schutz", _sqlite_soll(), _sqlite_ist(verbindung))
        return
    yield from _vergleiche("der Schutz", _trigger_soll(), _zeilen(verbindung, _TRIGGER))
    funktionen, gefunden = _funktionen_soll(), _zeilen(verbindung, _FUNKTIONEN)
    yield from _vergleiche("der Schutz", funktionen, {name: gefunden.get(name) for name in funktionen})
    zeilen = verbindung.execute(select(t.ereignisrecht.c.typ, t.ereignisrecht.c.rolle))
    erlaubt = {f"{typ} durch {rolle.value}": () for typ, rollen in rechte().items() for rolle in rollen}
    yield from _vergleiche("das Recht", erlaubt, {f"{typ} durch {rolle}": () for typ, rolle in zeilen})


def _vergleiche(was: str, soll: dict[str, Any], ist: dict[str, Any]) -> Iterator[str]:
    for name, erwartet in soll.items():
        if name not in ist or ist[name] != erwartet:
            yield f"{was} „{name}“ der Datenbank fehlt, wurde verändert oder ist abgeschaltet"
    for name in sorted(ist.keys() - soll.keys()):
        yield f"„{name}“ gehört nicht zum Schutz der Datenbank"


def _sqlite_soll() -> dict[str, Any]:
    return dict(sqlite_trigger())


def _sqlite_ist(verbindung: Connection) -> dict[str, Any]:
    zeilen = verbindung.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {zeile.name: zeile.sql for zeile in zeilen}


def _trigger_soll() -> dict[str, Any]:
    return {
        name: (
            name.partition("_")[0],
            _ANWEISUNGSWEISE if name.endswith("_nicht_leeren") else _ZEILENWEISE,
            "unveraenderlich",
            "O",
            True,
            "",
        )
        for name in postgres_trigger()
    }


def _funktionen_soll() -> dict[str, Any]:
    """Return body, whether it runs with the owner's rights, and settings of each function."""
    return {
        name: (rumpf, name == "ereignis_schreiben", SUCHPFAD if name == "ereignis_schreiben" else None)
        for name, rumpf in postgres_funktionen().items()
    }


def _zeilen(verbindung: Connection, anfrage: str) -> dict[str, Any]:
    return {zeile[0]: tuple(zeile[1:]) for zeile in verbindung.execute(text(anfrage))}

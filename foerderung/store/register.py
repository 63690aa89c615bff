"""Applicants, persons and saved views of the office as plain data, for overviews."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t


def registerdaten(verbindung: Connection) -> dict[str, dict[str, str]]:
    """Return what the register says, by number."""
    zeilen = verbindung.execute(select(t.antragsteller.c.nummer, t.antragsteller.c.daten))
    return {nummer: json.loads(daten) for nummer, daten in zeilen}


def personendaten(verbindung: Connection) -> dict[str, dict[str, Any]]:
    """Return the persons of the office, by Kuerzel."""
    zeilen = verbindung.execute(select(t.person.c.kuerzel, t.person.c.daten).order_by(t.person.c.kuerzel))
    return {kuerzel: json.loads(daten) for kuerzel, daten in zeilen}


def ansichtsdaten(verbindung: Connection) -> dict[str, dict[str, Any]]:
    """Return what each saved view asks for, by name."""
    zeilen = verbindung.execute(select(t.ansicht.c.name, t.ansicht.c.daten).order_by(t.ansicht.c.name))
    gelesen = {name: json.loads(daten) for name, daten in zeilen}
    return {name: angaben for name, angaben in gelesen.items() if angaben}

"""Logins of a PostgreSQL server: which are there, and which database roles they have in this office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, text

from foerderung.errors import Meldung, SpeicherError
from foerderung.store.schutz import NAME_HOECHSTENS, gruppe
from foerderung.verfahren.lage import Person
from foerderung.verfahren.zustand import Rolle


def pruefe_namen(verbindung: Connection) -> None:
    """Refuse a database whose name cannot be the beginning of the names of its roles.

    Raises:
        SpeicherError: it is too long or holds other characters.
    """
    datenbank = _name(verbindung)
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{NAME_HOECHSTENS}}}", datenbank):
        zulaessig = f"höchstens {NAME_HOECHSTENS} Buchstaben ohne Umlaute, Ziffern, - und _"
        raise SpeicherError(Meldung(f"die Datenbank heißt „{datenbank}“", zulaessig=zulaessig))


def ohne_anmeldung(verbindung: Connection, personen: Iterable[Person]) -> list[str]:
    """List the persons the server knows no login of, by their Kuerzel."""
    anmeldungen = set(verbindung.scalars(text("SELECT rolname FROM pg_roles WHERE rolcanlogin")))
    return sorted(person.kuerzel for person in personen if person.kuerzel not in anmeldungen)


def gib_rollen(verbindung: Connection, personen: Iterable[Person]) -> None:
    """Give every person the database roles of their roles, as the function does that writes events about persons."""
    quote = verbindung.dialect.identifier_preparer.quote_identifier
    datenbank = _name(verbindung)
    for person in personen:
        for rolle in sorted(datenbankrollen(person)):
            verbindung.exec_driver_sql(f"GRANT {quote(gruppe(datenbank, rolle))} TO {quote(person.kuerzel)}")


def datenbankrollen(person: Person) -> frozenset[Rolle]:
    """Return the roles a person has in the database; who is blocked still reads."""
    return frozenset({Rolle.PRUEFUNG}) if person.gesperrt else person.rollen


def _name(verbindung: Connection) -> str:
    return str(verbindung.scalar(text("SELECT current_database()")))

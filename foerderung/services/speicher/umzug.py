"""Move a whole store into an empty PostgreSQL database, with the same chain."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from foerderung.errors import EingabeError, Meldung, SpeicherError
from foerderung.services.speicher.speicher import verlange_heil
from foerderung.store.anmeldungen import gib_rollen, ohne_anmeldung, pruefe_namen
from foerderung.store.einheit import Einheit, Lesung, Urheber, setze_rechte
from foerderung.store.kopie import Fortschritt, kopiere_zeilen
from foerderung.store.migration import migriere
from foerderung.store.pruefung import Pruefbericht, pruefe
from foerderung.store.verbindung import Datenbank
from foerderung.verfahren.rechte import rechte


def verlange_platz(lesung: Lesung, ziel: Datenbank, verbindung: Connection) -> None:
    """Refuse a database that cannot take an office; nothing is written.

    Raises:
        SpeicherError: it is not empty, or its name cannot carry roles.
        EingabeError: persons have no login there; all of them.
    """
    if inspect(verbindung).get_table_names():
        raise SpeicherError(
            Meldung("die Datenbank ist nicht leer", ziel.name, abhilfe="Eine neue, leere Datenbank anlegen lassen.")
        )
    pruefe_namen(verbindung)
    fehlend = ohne_anmeldung(verbindung, lesung.personen())
    if fehlend:
        raise EingabeError(
            Meldung(
                f"die Anmeldung „{kuerzel}“ gibt es in der Datenbank nicht",
                ziel.name,
                abhilfe="Zuerst mit CREATE ROLE … LOGIN anlegen.",
            )
            for kuerzel in fehlend
        )


def fuelle(lesung: Lesung, ziel: Datenbank, verbindung: Connection, fortschritt: Fortschritt) -> Pruefbericht:
    """Set up an empty database with everything of a store, and check it; the caller commits.

    Args:
        lesung: the store to copy.
        verbindung: the writing transaction on `ziel`.

    Raises:
        SpeicherError, EingabeError: see `verlange_platz`.
        IntegritaetError: what arrived is not what was sent.
    """
    verlange_platz(lesung, ziel, verbindung)
    migriere(verbindung)
    kopiere_zeilen(lesung.verbindung, verbindung, fortschritt)
    einheit = Einheit(ziel, verbindung, Urheber("", ""))
    setze_rechte(einheit, rechte())
    gib_rollen(verbindung, einheit.personen())
    bericht = pruefe(einheit)
    verlange_heil(bericht, ziel.name)
    return bericht

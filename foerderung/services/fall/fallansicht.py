"""Look up a saved view of the overview of cases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.services.ort import Ort
from foerderung.store.register import ansichtsdaten


def hole_ansicht(verbindung: Connection, name: str) -> dict[str, Any]:
    """Return what a saved view asks for.

    Raises:
        EingabeError: there is none of that name; with the nearest.
    """
    ansichten = ansichtsdaten(verbindung)
    if name not in ansichten:
        abhilfe = aehnlich(name, ansichten) or "foerderung fall ansichten zeigt alle."
        raise EingabeError(Meldung(f"die Ansicht „{name}“ gibt es nicht", "--ansicht", abhilfe=abhilfe))
    return ansichten[name]


def ansicht(ort: Ort, name: str) -> dict[str, Any]:
    """Return what a saved view of a store asks for; see `hole_ansicht`."""
    with ort.einblick() as verbindung:
        return hole_ansicht(verbindung, name)


def ansichten(ort: Ort) -> dict[str, dict[str, Any]]:
    """Return all saved views by name."""
    with ort.einblick() as verbindung:
        return ansichtsdaten(verbindung)

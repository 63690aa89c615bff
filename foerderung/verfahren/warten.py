"""Whom a case waits for: the role whose act comes next, and who may not perform it."""

from __future__ import annotations

from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Rolle, Zustand

ERLEDIGT = (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN)


def wartet_auf(stand: Fallstand) -> tuple[Rolle | None, str]:
    """Return the role that acts next, None for nobody, and the Kuerzel of the person who is excluded from it."""
    if stand.zustand in ERLEDIGT:
        return None, ""
    if stand.zustand is Zustand.VORGESCHLAGEN and stand.vorschlag is not None:
        return Rolle.ZEICHNUNG, stand.vorschlag.person
    for zahlung in stand.zahlungen:
        if zahlung.angeordnet_am is None:
            return Rolle.HAUSHALT, zahlung.bescheinigt_von
    return Rolle.SACHBEARBEITUNG, ""

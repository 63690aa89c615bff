"""The persons of the played office: with one role or several, deputies, one who is blocked, a stranger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from foerderung.verfahren.lage import Person
from foerderung.verfahren.vertretung import handelnd
from foerderung.verfahren.zustand import Rolle

LEITUNG, FREMD = "leitung", "fremd"
ROLLEN: dict[str, tuple[Rolle, ...]] = {
    "bearbeitung": (Rolle.SACHBEARBEITUNG,),
    "dritte": (Rolle.SACHBEARBEITUNG,),
    "zweite": (Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT),
    "haushalt": (Rolle.HAUSHALT,),
    "kasse": (Rolle.SACHBEARBEITUNG, Rolle.HAUSHALT),
    "revision": (Rolle.PRUEFUNG,),
}
"""Who joins the one who sets the office up, and with which roles."""

WECHSELNDE = {
    "kasse": (ROLLEN["kasse"], (Rolle.HAUSHALT,), (Rolle.ZEICHNUNG, Rolle.HAUSHALT)),
    "dritte": (ROLLEN["dritte"], (Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG)),
}
"""Whose roles change in the course of time, and to what."""

SPERRBAR = "kasse"
VERTRETUNGEN = (("leitung", "dritte"), ("haushalt", "bearbeitung"), ("bearbeitung", "dritte"), ("zweite", "haushalt"))
"""Who is absent at times, and who deputises then."""

ALLE = (LEITUNG, *ROLLEN, FREMD)
OHNE_SCHREIBRECHT = ("revision", FREMD)


def befugte(personen: Iterable[Person], rolle: Rolle | None, tag: date, ohne: str = "") -> list[str]:
    """Return who may act in a role on a day, deputies included.

    Args:
        rolle: None for an act that needs none.
        ohne: who may not, because the first of two acts was theirs.
    """
    alle = list(personen)
    return [
        eine.kuerzel
        for eine in (handelnd(person, alle, tag) for person in alle)
        if not eine.gesperrt and (rolle is None or rolle in eine.rollen) and eine.kuerzel != ohne
    ]

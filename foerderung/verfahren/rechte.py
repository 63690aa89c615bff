"""Which role may write which type of event: from the table of acts, and for the office's own facts."""

from __future__ import annotations

from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.fortschreibung import VERSUCH
from foerderung.verfahren.zustand import Rolle

STAMMDATEN = {
    "person_anlegen": Rolle.ZEICHNUNG,
    "person_aendern": Rolle.ZEICHNUNG,
    "behoerde_setzen": Rolle.ZEICHNUNG,
    "antragsteller_anlegen": Rolle.SACHBEARBEITUNG,
    "antragsteller_aendern": Rolle.SACHBEARBEITUNG,
    "haushalt_ansetzen": Rolle.HAUSHALT,
    "haushaltsjahr_abschliessen": Rolle.HAUSHALT,
}
"""Acts outside of a case and the role they need (house rule)."""

VIER_AUGEN = {
    "entscheidung_bewilligen": "entscheidung_vorschlagen",
    "entscheidung_ablehnen": "entscheidung_vorschlagen",
    "zahlung_anordnen": "zahlung_bescheinigen",
}
"""Acts that nobody performs who performed the last of the other in the same case."""

SCHREIBENDE = frozenset({Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT})


def rechte() -> dict[str, frozenset[Rolle]]:
    """Return the roles by type of event; a refused attempt may be anybody's, what follows by itself any writer's."""
    aus_akten = {akt.name: frozenset({akt.rolle}) if akt.rolle is not None else SCHREIBENDE for akt in AKTE}
    return {**aus_akten, **{typ: frozenset({r}) for typ, r in STAMMDATEN.items()}, VERSUCH: frozenset(Rolle)}

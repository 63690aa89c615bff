"""Which role may write which type of event: from the table of acts, and for the office's own facts."""

from __future__ import annotations

from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN
from foerderung.verfahren.fortschreibung import VERSUCH
from foerderung.verfahren.lage import Person
from foerderung.verfahren.loeschung import BEANTRAGEN, VOLLZIEHEN
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.zustand import SCHREIBENDE, Rolle

STAMMDATEN = {
    "person_anlegen": Rolle.ZEICHNUNG,
    "person_aendern": Rolle.ZEICHNUNG,
    "behoerde_setzen": Rolle.ZEICHNUNG,
    "antragsteller_anlegen": Rolle.SACHBEARBEITUNG,
    "antragsteller_aendern": Rolle.SACHBEARBEITUNG,
    ANNAHME_BESTAETIGEN: Rolle.ZEICHNUNG,
    "haushalt_ansetzen": Rolle.HAUSHALT,
    "haushaltsjahr_abschliessen": Rolle.HAUSHALT,
}
"""Acts outside of a case and the role they need (house rule)."""

VIER_AUGEN = {
    "entscheidung_bewilligen": "entscheidung_vorschlagen",
    "entscheidung_ablehnen": "entscheidung_vorschlagen",
    "zahlung_anordnen": "zahlung_bescheinigen",
    VOLLZIEHEN: BEANTRAGEN,
}
"""Acts that nobody performs who performed the last of the other in the same case."""


def rechte() -> dict[str, frozenset[Rolle]]:
    """Return the roles by type of event; a refused attempt may be anybody's, what follows by itself any writer's."""
    aus_akten = {akt.name: frozenset({akt.rolle}) if akt.rolle is not None else SCHREIBENDE for akt in AKTE}
    stammdaten = {typ: frozenset({rolle}) for typ, rolle in STAMMDATEN.items()}
    ansichten = dict.fromkeys((ANSICHT_SPEICHERN, ANSICHT_LOESCHEN), SCHREIBENDE)
    return {**aus_akten, **stammdaten, **ansichten, VERTRETUNG_REGELN: SCHREIBENDE, VERSUCH: frozenset(Rolle)}


def vertretene_bei(person: Person, typ: str) -> tuple[str, ...]:
    """Return for whom a person would write an event; empty where a role of their own allows it."""
    erlaubte = rechte().get(typ, frozenset())
    if erlaubte & person.eigene_rollen:
        return ()
    return tuple(fuer for rolle, fuer in person.geliehen if rolle in erlaubte)

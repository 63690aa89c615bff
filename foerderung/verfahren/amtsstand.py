"""The office as it stands: persons, applicants, the authority's own facts, number series; folded from events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN, Bestaetigung, bestaetigung_aus
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import schreibe_fort
from foerderung.verfahren.lage import Person, Vertretung
from foerderung.verfahren.speicherangaben import JA, KENNUNG, NEIN, UEBUNG
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.zustand import Rolle

NUMMERNKREIS = "nummernkreis"
"""Key of a payload that names the series a number was taken from."""

EINRICHTEN = "speicher_einrichten"
"""Type of the first event of a store."""

UEBERTRAGEN = "speicher_uebertragen"
"""Type of the last event of a store that moved to another place."""


class Antragsteller(BaseModel):
    """An applicant in the register.

    Attributes:
        nummer: such as ``A-0001``.
        iban: empty until it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nummer: str
    name: str
    art: str
    ags: str
    strasse: str
    plz: str
    ort: str
    iban: str = ""


class Amtsstand:
    """Fold the whole chain; what a store keeps as projection must equal this.

    Attributes:
        ansichten: what each saved view asks for, by name; empty once it was forgotten.
        nummern: last number given, by series such as ``KP-2027``.
        speicher: facts about the store itself.
    """

    def __init__(self) -> None:
        self.faelle: dict[str, Fallstand] = {}
        self.personen: dict[str, Person] = {}
        self.antragsteller: dict[str, Antragsteller] = {}
        self.behoerde: dict[str, str] = {}
        self.ansichten: dict[str, dict[str, Any]] = {}
        self.bestaetigungen: dict[str, Bestaetigung] = {}
        self.nummern: dict[str, int] = {}
        self.speicher: dict[str, str] = {}

    def wende_an(self, ereignis: Ereignis) -> None:
        """Take in the next event."""
        fakten = ereignis.fakten()
        if ereignis.fall:
            stand = schreibe_fort(self.faelle.get(ereignis.fall), ereignis)
            if stand is not None:
                self.faelle[ereignis.fall] = stand
        elif ereignis.typ in ("person_anlegen", "person_aendern"):
            self.personen[fakten["kuerzel"]] = person_nach(self.personen.get(fakten["kuerzel"]), fakten)
        elif ereignis.typ == VERTRETUNG_REGELN:
            self.personen[fakten["durch"]] = mit_vertretung(self.personen[fakten["durch"]], fakten)
        elif ereignis.typ in ("antragsteller_anlegen", "antragsteller_aendern"):
            eines = antragsteller_aus(fakten)
            self.antragsteller[eines.nummer] = eines
        elif ereignis.typ == "behoerde_setzen":
            self.behoerde.update(fakten["angaben"])
        elif ereignis.typ in (ANSICHT_SPEICHERN, ANSICHT_LOESCHEN):
            self.ansichten[fakten["name"]] = dict(fakten.get("angaben", {}))
        elif ereignis.typ == ANNAHME_BESTAETIGEN:
            bestaetigung = bestaetigung_aus(ereignis)
            self.bestaetigungen[bestaetigung.schluessel] = bestaetigung
        elif ereignis.typ == EINRICHTEN:
            self.speicher = {UEBUNG: JA if fakten[UEBUNG] else NEIN, KENNUNG: fakten[KENNUNG]}
        if NUMMERNKREIS in fakten:
            for kreis, nummer in fakten[NUMMERNKREIS].items():
                self.nummern[kreis] = nummer


def gefaltet(ereignisse: Iterable[Ereignis]) -> Amtsstand:
    """Fold the events of a whole chain."""
    stand = Amtsstand()
    for ereignis in ereignisse:
        stand.wende_an(ereignis)
    return stand


def person_aus(fakten: Mapping[str, Any]) -> Person:
    """Read a person from what is stored, or from the facts of an event, which say nothing of deputising."""
    rollen = frozenset(Rolle(rolle) for rolle in fakten["rollen"])
    vertritt = tuple(vertretung_aus(eine) for eine in fakten.get("vertritt", ()))
    return Person(fakten["kuerzel"], fakten["name"], rollen, fakten["gesperrt"], vertritt)


def person_nach(bisher: Person | None, fakten: Mapping[str, Any]) -> Person:
    """Return a person after an event about them; for whom they deputise stays."""
    return replace(person_aus(fakten), vertritt=bisher.vertritt if bisher is not None else ())


def mit_vertretung(person: Person, fakten: Mapping[str, Any]) -> Person:
    """Return a deputy with a period for an absent person, in place of an earlier one for the same."""
    neue = vertretung_aus(fakten)
    alle = {**{eine.fuer: eine for eine in person.vertritt}, neue.fuer: neue}
    return replace(person, vertritt=tuple(alle[fuer] for fuer in sorted(alle)))


def vertretung_aus(fakten: Mapping[str, Any]) -> Vertretung:
    """Read a period of deputising."""
    von, bis = (date.fromisoformat(fakten[ende]) for ende in ("von", "bis"))
    return Vertretung(fakten["fuer"], von, bis, fakten.get("grund", ""))


def antragsteller_aus(fakten: Mapping[str, Any]) -> Antragsteller:
    """Read an applicant from the facts of an event."""
    felder = {name: wert for name, wert in fakten.items() if name in Antragsteller.model_fields}
    return Antragsteller.model_validate(felder)

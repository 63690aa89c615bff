"""The office that is played: its store, its persons at work, what applicants have in mind, what was done so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from foerderung.services.amt import Amt
from foerderung.services.buero.haushalt import Ansatz, setze_ansatz
from foerderung.services.buero.stammdaten import lege_antragsteller_an, lege_person_an, setze_behoerde
from foerderung.services.speicher.speicher import richte_ein
from foerderung.store.einheit import Lesung
from foerderung.store.verbindung import Datenbank, lies_ort
from foerderung.verfahren.lage import Person
from foerderung.verfahren.zustand import Rolle
from tests.simulation.antraege import Vorhaben
from tests.simulation.personen import LEITUNG, ROLLEN
from tests.simulation.wuerfel import Uhr, Umfang, Wuerfel

BEHOERDE = {
    "name": "Ministerium", "strasse": "Beispielstraße 1", "plz": "01000", "ort": "Dresden", "kasse": "Hauptkasse",
    "anordnungsstelle": "Referat", "anordnungsstellennummer": "0000", "huel_namenszeichen": "Hu",
    "kapitel": "0000", "titel": "000 00",
}  # fmt: skip
STADT = {
    "name": "Stadt Beispielstadt", "art": "gemeinde", "ags": "14524999", "strasse": "Rathausplatz 1", "plz": "08056",
    "ort": "Beispielstadt", "iban": "DE02120300000000202051",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tat:
    """One act as somebody is about to perform it.

    Attributes:
        akt: type of the event it adds.
        rolle: role it needs, None for none of a single kind.
        fall: Aktenzeichen, empty outside of a case or where the case begins.
        rufe: performs it.
        angaben: what was brought along, for whoever reads of a failure.
        ohne: who may not, because the first of two acts was theirs.
    """

    akt: str
    rolle: Rolle | None
    fall: str
    rufe: Callable[[Amt], Any]
    angaben: str = ""
    ohne: str = ""


class Haus:
    """A store, and how each person comes to it.

    Args:
        ort: gives the address of the store for a login.
        mit_anmeldung: the login says who acts, as on PostgreSQL.
    """

    def __init__(self, ort: Callable[[str], str], mit_anmeldung: bool = False) -> None:
        self._ort, self.mit_anmeldung = ort, mit_anmeldung
        self._datenbanken: dict[str, Datenbank] = {}

    def amt(self, kuerzel: str, uhr: Uhr) -> Amt:
        """Return the office as a person opens it on the day that is played."""
        if kuerzel not in self._datenbanken:
            self._datenbanken[kuerzel] = Datenbank(lies_ort(self._ort(kuerzel)))
        als = None if self.mit_anmeldung else kuerzel
        return Amt(self._datenbanken[kuerzel], als, uhr.heute, None, uhr.jetzt)


@dataclass(slots=True)
class Spiel:
    """Everything the players know.

    Attributes:
        vorhaben: what the applicant of a case wants, by Aktenzeichen.
        getan: how often each act was performed.
        abgewiesen: how often each act was refused.
    """

    haus: Haus
    umfang: Umfang
    wuerfel: Wuerfel
    uhr: Uhr
    vorhaben: dict[str, Vorhaben] = field(default_factory=dict)
    getan: Counter[str] = field(default_factory=Counter)
    abgewiesen: Counter[str] = field(default_factory=Counter)

    def amt(self, kuerzel: str = LEITUNG) -> Amt:
        """Return the office as a person opens it today."""
        return self.haus.amt(kuerzel, self.uhr)

    @contextmanager
    def lesend(self) -> Iterator[Lesung]:
        """Open the store for reading."""
        with self.amt().lesend() as lesung:
            yield lesung


def beginne(haus: Haus, umfang: Umfang, saat: int) -> Spiel:
    """Set up the office with its persons, its own facts and its first budget."""
    spiel = Spiel(haus, umfang, Wuerfel(saat), Uhr(umfang, umfang.beginn))
    eigner = spiel.amt("postgres" if haus.mit_anmeldung else LEITUNG)
    richte_ein(eigner, LEITUNG, "Leitung der Geschäftsstelle", [Rolle.ZEICHNUNG], uebung=True)
    leitung = spiel.amt()
    for kuerzel, rollen in ROLLEN.items():
        lege_person_an(leitung, Person(kuerzel, f"Frau {kuerzel.capitalize()}", frozenset(rollen)))
    setze_behoerde(leitung, BEHOERDE)
    jahr = umfang.beginn.year
    erwartet = {jahr + vor: Fraction(400_000) for vor in (1, 2, 3)}
    setze_ansatz(spiel.amt("haushalt"), Ansatz(jahr, Fraction(300_000), erwartet, "Haushaltsplan"))
    lege_antragsteller_an(spiel.amt("bearbeitung"), STADT)
    return spiel

"""What waits for a person now: by the roles of the day, deputising included, and whose case it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from foerderung.services.amt import Amt
from foerderung.services.buero.stammdaten import hole_person
from foerderung.verfahren.lage import Person
from foerderung.verfahren.vertretung import handelnd, nur_fuer, vertretene_am
from foerderung.verfahren.zustand import Rolle


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One case that waits for a person.

    Attributes:
        rolle: the role in which the person is to act.
        worauf: what is to be done, in German.
        fuer: whom the person deputises for in it, empty for nobody.
        zustaendig: officer who handled the case last.
    """

    fall: str
    titel: str
    rolle: Rolle
    worauf: str
    seit: date | None
    fuer: str
    zustaendig: str

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "fall": self.fall,
            "titel": self.titel,
            "rolle": self.rolle.value,
            "worauf": self.worauf,
            "seit": self.seit.isoformat() if self.seit is not None else None,
            "in_vertretung_fuer": self.fuer,
            "zustaendig": self.zustaendig,
        }


def aufgaben(amt: Amt, kuerzel: str | None = None, alle: bool = False) -> tuple[Person, list[Aufgabe]]:
    """List the cases that wait for a person, the longest first.

    What the role sachbearbeitung has to do goes to the officer who handled the case last, or to who deputises for
    them; where that officer no longer has the role, to everybody who has it.

    Args:
        kuerzel: whose; None for the acting person.
        alle: also the cases of other officers.

    Raises:
        EingabeError: nobody of that Kuerzel.
    """
    with amt.lesend() as lesung:
        personen = lesung.personen()
        if kuerzel is None:
            person = amt.handelnde(lesung)
        else:
            person = handelnd(hole_person(lesung, kuerzel), personen, amt.heute)
        rollen = frozenset() if person.gesperrt else person.rollen
        wartende = lesung.wartende(rollen, amt.heute)
        fremde = frozenset() if alle else _fremde(person, personen, amt.heute)
    alle_aufgaben = (_aufgabe(person, zeile, fremde) for zeile in wartende)
    return person, sorted(filter(None, alle_aufgaben), key=lambda eine: (eine.seit or date.min, eine.fall))


def _fremde(person: Person, personen: list[Person], heute: date) -> frozenset[str]:
    """Return the other officers, whose cases are theirs."""
    eigene = {person.kuerzel, *(eine.kuerzel for eine in vertretene_am(person, personen, heute))}
    andere = (eine for eine in personen if Rolle.SACHBEARBEITUNG in eine.rollen and not eine.gesperrt)
    return frozenset(eine.kuerzel for eine in andere) - eigene


def _aufgabe(person: Person, zeile: Any, fremde: frozenset[str]) -> Aufgabe | None:
    """Return what a row says is to be done, None where it is not for this person."""
    rolle = Rolle(zeile.wartet_auf or zeile.wartet_dann)
    worauf = zeile.worauf if zeile.wartet_auf else zeile.worauf_dann
    if person.kuerzel == zeile.ausgeschlossen or nur_fuer(person, rolle, zeile.ausgeschlossen):
        return None
    if rolle is Rolle.SACHBEARBEITUNG and zeile.zustaendig in fremde:
        return None
    geliehen = [fuer for eine, fuer in person.geliehen if eine is rolle and fuer != zeile.ausgeschlossen]
    seit = date.fromisoformat(zeile.wartet_seit) if zeile.wartet_seit is not None else None
    fuer = geliehen[0] if geliehen else ""
    return Aufgabe(zeile.aktenzeichen, zeile.titel, rolle, worauf, seit, fuer, zeile.zustaendig)

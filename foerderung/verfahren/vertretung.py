"""Deputising: with which roles a person acts on a day, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from foerderung.verfahren.lage import Person
from foerderung.verfahren.zustand import SCHREIBENDE, Rolle

VERTRETUNG_REGELN = "vertretung_regeln"
"""Type of the event that says who deputises for whom and when; the newest of a pair counts."""


def handelnd(person: Person, personen: Iterable[Person], tag: date) -> Person:
    """Return a person as they act on a day: with the roles of those they deputise for.

    A blocked person neither deputises nor is deputised for, who only examines deputises for nobody, and what somebody
    has only by deputising is not passed on (house rule).

    Args:
        personen: everybody of the office, as stored.
        tag: the day of recording.
    """
    if person.gesperrt or not person.rollen & SCHREIBENDE:
        return person
    geliehen = tuple(
        (rolle, vertretene.kuerzel)
        for vertretene in vertretene_am(person, personen, tag)
        for rolle in sorted((vertretene.rollen & SCHREIBENDE) - person.rollen)
    )
    return replace(person, rollen=person.rollen | {rolle for rolle, _ in geliehen}, geliehen=geliehen)


def vertretene_am(person: Person, personen: Iterable[Person], tag: date) -> Iterator[Person]:
    """Yield the persons somebody deputises for on a day, but for those who are blocked."""
    bekannt = {eine.kuerzel: eine for eine in personen}
    for vertretung in person.vertritt:
        vertretene = bekannt.get(vertretung.fuer)
        if vertretene is not None and not vertretene.gesperrt and vertretung.von <= tag <= vertretung.bis:
            yield vertretene


def nur_fuer(person: Person, rolle: Rolle, erster: str) -> bool:
    """Tell whether a person has a role only as deputy of the one who did the first of two acts (four eyes)."""
    return {fuer for geliehene, fuer in person.geliehen if geliehene is rolle} == {erster}

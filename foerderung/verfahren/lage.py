"""What an act is judged on, and what can stand against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foerderung.fach.befund import Befund
from foerderung.verfahren.buchungen import Deckung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Rolle


@dataclass(frozen=True, slots=True)
class Vertretung:
    """A period in which somebody acts for an absent person, both days included."""

    fuer: str
    von: date
    bis: date
    grund: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office.

    Attributes:
        kuerzel: short sign, on PostgreSQL the database login.
        rollen: roles; of a person who acts today those of deputised persons too.
        gesperrt: may read, but no longer act.
        vertritt: for whom this person deputises, and when.
        geliehen: pairs of a role that comes only from deputising, and whose it is.
    """

    kuerzel: str
    name: str
    rollen: frozenset[Rolle]
    gesperrt: bool = False
    vertritt: tuple[Vertretung, ...] = ()
    geliehen: tuple[tuple[Rolle, str], ...] = ()

    @property
    def eigene_rollen(self) -> frozenset[Rolle]:
        """Return the roles this person has without deputising."""
        return self.rollen - {rolle for rolle, _ in self.geliehen}


@dataclass(frozen=True, slots=True)
class Lage:
    """Everything a guard may look at.

    Attributes:
        heute: the day on which the act is recorded.
        am: the day on which it takes effect.
        befunde: findings on the application with the decision as proposed so far; empty without application.
        abweichungen: what differs from the proposal when it is computed again.
        fehlend: facts that the act needs and nobody entered yet, in German.
        angaben: what the command brought along.
        vorschau: the act is only looked at; guards on what it would bring along say nothing.
        deckung: how the grant rests on the budget, None where that was not asked.
        abgeschlossen: the Haushaltsjahr of the day is closed.
    """

    stand: Fallstand
    person: Person
    heute: date
    am: date
    befunde: tuple[Befund, ...] = ()
    abweichungen: tuple[str, ...] = ()
    fehlend: tuple[str, ...] = ()
    angaben: Mapping[str, Any] = field(default_factory=dict)
    vorschau: bool = False
    deckung: Deckung | None = None
    abgeschlossen: bool = False


@dataclass(frozen=True, slots=True)
class Hindernis:
    """One reason why an act is refused.

    Attributes:
        code: name of the reason, such as ``vier_augen``.
        grund: German sentence without a final full stop.
        quelle: provision or house rule it rests on.
        abhilfe: what to do, empty if nothing can be done.
        fakten: what was looked at.
    """

    code: str
    grund: str
    quelle: str
    abhilfe: str = ""
    fakten: Mapping[str, str] = field(default_factory=dict)


Waechter = Callable[[Lage], Iterable[Hindernis]]
"""Look at a situation and yield every reason against the act; pure."""

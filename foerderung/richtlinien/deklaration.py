"""A guideline as its files declare it, for all its Fassungen: texts with their places, not yet bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foerderung.fach.belegstand import Belegstand
from foerderung.rechnung.eingabefeld import Eingabefeld, Entscheidungsziel
from foerderung.rechnung.kalender import Kalender
from foerderung.rechnung.klausel import Klausel
from foerderung.rechnung.regelwerk import Fassung, Finanzierungsplan, Parameter, Reihe
from foerderung.rechnung.runden import Rundung


@dataclass(frozen=True, slots=True)
class Fundort:
    """Where something is declared."""

    datei: str
    zeile: int
    pfad: str


@dataclass(frozen=True, slots=True)
class Datiert:
    """A text that may differ by Fassung: keys are Fassungen or days, ``""`` for always."""

    staende: tuple[tuple[str, str], ...]
    ort: Fundort


@dataclass(frozen=True, slots=True)
class RohDimension:
    """A dimension or sparse pair as declared."""

    name: str
    bezeichnung: str
    ort: Fundort
    liste: str = ""
    von: str = ""
    bis: str = ""
    je: tuple[str, ...] = ()
    nur: str = ""


@dataclass(frozen=True, slots=True)
class RohRegel:
    """A rule as declared; `ab` is a Fassung, a day, or empty."""

    id: str
    bezeichnung: str
    ort: Fundort
    je: tuple[str, ...]
    nur: str
    ab: str
    typ: str
    fundstelle: Datiert
    belegstand: Belegstand
    rechne: Datiert
    rundung: Rundung | None
    erklaerung: Datiert | None


@dataclass(frozen=True, slots=True)
class RohBefund:
    """A finding as declared."""

    id: str
    code: str
    bezeichnung: str
    ort: Fundort
    je: tuple[str, ...]
    nur: str
    ab: str
    schweren: tuple[tuple[str, str], ...]
    wenn: str
    fuer: tuple[str, str] | None
    stelle: str
    fundstelle: Datiert
    belegstand: Belegstand
    gefunden: Datiert
    zulaessig: Datiert
    abhilfe: Datiert


@dataclass(frozen=True, slots=True)
class RohFeld:
    """A field of the result as declared: name, expression, and how a machine sees it."""

    name: str
    wert: str
    prozent: bool = False
    nachkomma: int | None = None


@dataclass(frozen=True, slots=True)
class RohGruppe:
    """A part of the result as declared."""

    name: str
    bezeichnung: str
    ort: Fundort
    je: str
    nur: str
    ab: str
    felder: tuple[RohFeld, ...]
    gruppen: tuple[RohGruppe, ...]


@dataclass(slots=True)
class Deklaration:
    """Everything one guideline declares together with the common parts it uses.

    Attributes:
        ohne_antrag: it serves calculators only; nobody applies under it.
        eigene: names declared in the guideline's own folder; only these must be used.
        inhalt: canonical content for the hash.
    """

    id: str = ""
    kurz: str = ""
    titel: str = ""
    text: str = ""
    fassungen: list[Fassung] = field(default_factory=list)
    einheiten: frozenset[str] = frozenset()
    dimensionen: dict[str, RohDimension] = field(default_factory=dict)
    felder: Eingabefeld | None = None
    entscheidungsfelder: Eingabefeld | None = None
    ziele: Mapping[str, Entscheidungsziel] = field(default_factory=dict)
    unterlagen: Mapping[str, Eingabefeld] = field(default_factory=dict)
    parameter: dict[str, Parameter] = field(default_factory=dict)
    reihen: dict[str, Reihe] = field(default_factory=dict)
    regeln: dict[str, RohRegel] = field(default_factory=dict)
    befunde: dict[str, RohBefund] = field(default_factory=dict)
    ausgabe: RohGruppe | None = None
    weitere: tuple[str, ...] = ()
    ohne_antrag: bool = False
    anzeigetexte: dict[str, dict[str, str]] = field(default_factory=dict)
    finanzierungsplan: Finanzierungsplan | None = None
    klauseln: list[Klausel] = field(default_factory=list)
    kalender: Kalender = field(default_factory=Kalender)
    orte: dict[str, Fundort] = field(default_factory=dict)
    eigene: set[str] = field(default_factory=set)
    inhalt: dict[str, Any] = field(default_factory=dict)

    def gilt(self, ab: str, fassung: Fassung) -> bool:
        """Tell whether something declared from a Fassung or day on exists in a Fassung."""
        if not ab:
            return True
        for bekannt in self.fassungen:
            if bekannt.id == ab:
                return fassung.ab >= bekannt.ab
        return fassung.ab >= date.fromisoformat(ab)

    def in_fassung(self, datiert: Datiert, fassung: Fassung) -> str | None:
        """Return the text in force in a Fassung, None if none is yet."""
        text = None
        for ab, stand in datiert.staende:
            if self.gilt(ab, fassung):
                text = stand
        return text

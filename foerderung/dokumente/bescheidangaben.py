"""What a grant notice says beyond the calculation: facts of the case, entered by people and kept in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Ziel:
    """One goal of the project that the Erfolgskontrolle measures.

    Attributes:
        sollwert: planned value of the indicator, as text with its unit.

    Source: VVK Nr. 4.2.3.
    """

    bezeichnung: str
    indikator: str
    sollwert: str


@dataclass(frozen=True, slots=True)
class Anschrift:
    """A postal address; `zusatz` is the line below the name, such as a department."""

    name: str
    strasse: str
    plz: str
    ort: str
    zusatz: str = ""
    telefon: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Bescheidangaben:
    """The facts of one case that its notice states.

    Attributes:
        aktenzeichen: number of the case, such as ``KP-2027-0001``.
        dokumentnummer: number of this letter, such as ``KP-2027-0001/07``.
        datum: day of the notice.
        bearbeitung: name (role) of the officer, shown in the reference line.
        zeichnung: name (role) of the person who signs.
        gericht: the court, such as ``Verwaltungsgericht Chemnitz``.
        gericht_ort: its seat.
        antrag_eingang: day on which the application was received first.
        beratung_am: day of the consultation.
        zweck: purpose by aim, quality and extent; blank lines are kept.
        ziele: basis of the Erfolgskontrolle, at least one.
        nachweis_bis: day on which the Verwendungsnachweis is due.
        zwischenrate_am: day of the instalment between begin and proof; not looked at where none is planned.
        weiterleitung: pairs of recipient and purpose that passing on is permitted for; empty: not permitted.
        offene_jahre: amounts by year of payment that no Verpflichtungsermaechtigung covers; with any, the whole is only
            a „voraussichtliche Gesamthöhe“ (VVK Nr. 4.1).
        annahmen_grund: why the signing person accepts unconfirmed assumptions; for the file, never printed.
        zeitliche_bindung: sentences on what is bought and how long it is bound; empty: nothing is bound.
        weitere_zuwendungsgeber: who else funds the purpose; empty: the Freistaat alone.
        bestaetigte_annahmen: assumptions that the office confirmed, by their id, with the day.
        uebung: a practice case, marked on every page.

    Source: VVK Nr. 4.2.
    """

    aktenzeichen: str
    dokumentnummer: str
    datum: date
    behoerde: Anschrift
    bearbeitung: str
    zeichnung: str
    gericht: str
    gericht_ort: str
    antrag_eingang: date
    beratung_am: date | None
    zweck: str
    ziele: tuple[Ziel, ...]
    nachweis_bis: date
    zwischenrate_am: date | None = None
    weiterleitung: tuple[tuple[str, str], ...] = ()
    offene_jahre: Mapping[int, Fraction] = field(default_factory=dict)
    annahmen_grund: str = ""
    zeitliche_bindung: str = ""
    weitere_zuwendungsgeber: str = ""
    bestaetigte_annahmen: Mapping[str, date] = field(default_factory=dict)
    uebung: bool = False

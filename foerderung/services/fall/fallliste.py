"""Overview of cases: found, sorted and summed by the columns of their table, without unpacking a single one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich, suchform
from foerderung.fach.kreise import KREISE, kreis_von, kreisname
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.services.fall.fallspalten import SPALTEN, Inhalt
from foerderung.services.herkunft import Herkunft
from foerderung.services.ort import Ort
from foerderung.store.fallsuche import Handelnder, Suche, Wort, richtlinien, suche_faelle
from foerderung.store.register import personendaten, registerdaten
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN, Rolle, Zustand

Register = Mapping[str, Mapping[str, str]]

_GELOESCHT = {"name": "(gelöscht)", "ort": "", "ags": ""}
"""What the register says of the applicant of a deleted case, which names none."""

_AUS_REGISTER = {"antragsteller": "name", "ort": "ort", "kreis": "ags"}
"""Columns that the register fills, with the entry they come from; it changes, so nothing of it is kept in a case."""


@dataclass(frozen=True, slots=True)
class Fallfilter:
    """Which cases to show; what is left out does not matter.

    Attributes:
        jahr: year of the Aktenzeichen.
        haushaltsjahr: year in which there is a grant.
        kreise: first five digits of the municipality key.
        frist_bis: the next deadline is on this day or before.
        person: Kuerzel of who handles the case, or for whom it waits.
        antragsteller: number in the register, or part of a name.
        suche: words that all have to occur.
    """

    zustaende: tuple[str, ...] = ()
    jahr: int | None = None
    haushaltsjahr: int | None = None
    kreise: tuple[str, ...] = ()
    betrag_ab: Fraction | None = None
    betrag_bis: Fraction | None = None
    frist_bis: date | None = None
    person: str = ""
    richtlinie: str = ""
    antragsteller: str = ""
    suche: str = ""

    def als_text(self) -> str:
        """Return it in German, „alle Fälle“ where nothing is filtered."""
        angaben = {
            "Zustand": ", ".join(ZUSTANDSNAMEN[Zustand(eines)] for eines in self.zustaende),
            "Jahr": self.jahr,
            "Haushaltsjahr": self.haushaltsjahr,
            "Kreis": ", ".join(KREISE[eines] for eines in self.kreise),
            "Zuwendung ab": None if self.betrag_ab is None else euro_deutsch(self.betrag_ab),
            "Zuwendung bis": None if self.betrag_bis is None else euro_deutsch(self.betrag_bis),
            "Frist bis": None if self.frist_bis is None else datum_deutsch(self.frist_bis),
            "Person": self.person,
            "Richtlinie": self.richtlinie,
            "Antragsteller": self.antragsteller,
            "Suche": f"„{self.suche}“" if self.suche else "",
        }
        return "; ".join(f"{name} {wert}" for name, wert in angaben.items() if wert) or "alle Fälle"


@dataclass(frozen=True, slots=True)
class Fallliste:
    """The cases found.

    Attributes:
        zeilen: one per case, by column: amounts in whole cents, days as ISO texts; what is empty is None or an empty
            text.
        summe: grants of all of them.
    """

    zeilen: list[dict[str, Any]]
    summe: Fraction
    filter: Fallfilter
    herkunft: Herkunft


def liste_faelle(
    ort: Ort, filter_: Fallfilter, spalten: Sequence[str] = tuple(SPALTEN), sortierung: Sequence[str] = ()
) -> Fallliste:
    """Find cases.

    Args:
        filter_: which.
        spalten: columns to fill.
        sortierung: columns to sort by, the first counts most; descending with a hyphen in front.

    Raises:
        EingabeError: a person, applicant or guideline that does not exist; with the nearest one.
    """
    noetig = {*spalten, "fall", "zuwendung", *(name.lstrip("-") for name in sortierung)}
    with ort.einblick() as verbindung:
        register = registerdaten(verbindung)
        suche = _suche(verbindung, filter_, register)
        gespeichert = [name for name in SPALTEN if name in noetig and name not in _AUS_REGISTER]
        if noetig & _AUS_REGISTER.keys():
            gespeichert = [*dict.fromkeys((*gespeichert, "nummer"))]
        zeilen = suche_faelle(verbindung, suche, gespeichert, ort.heute)
        herkunft = Herkunft.von(verbindung)
    summe = Fraction(sum(zeile["zuwendung"] for zeile in zeilen), 100)
    _ergaenze(zeilen, [name for name in _AUS_REGISTER if name in noetig], register)
    for name in reversed(sortierung):
        _sortiere(zeilen, name.lstrip("-"), absteigend=name.startswith("-"))
    return Fallliste(zeilen, summe, filter_, herkunft)


def _suche(verbindung: Connection, filter_: Fallfilter, register: Register) -> Suche:
    """Return a filter with what the tables know of persons, applicants and guidelines."""
    if filter_.richtlinie:
        _pruefe_name("richtlinie", filter_.richtlinie, richtlinien(verbindung))
    return Suche(
        filter_.zustaende,
        filter_.jahr,
        filter_.haushaltsjahr,
        _nummern(filter_, register),
        filter_.betrag_ab,
        filter_.betrag_bis,
        filter_.frist_bis,
        _handelnder(verbindung, filter_.person) if filter_.person else None,
        filter_.richtlinie,
        [Wort(wort, _mit_wort(wort, register)) for wort in suchform(filter_.suche).split()],
    )


def _handelnder(verbindung: Connection, kuerzel: str) -> Handelnder:
    personen = personendaten(verbindung)
    _pruefe_name("person", kuerzel, personen)
    daten = personen[kuerzel]
    return Handelnder(kuerzel, [] if daten["gesperrt"] else [Rolle(rolle) for rolle in daten["rollen"]])


def _nummern(filter_: Fallfilter, register: Register) -> set[str] | None:
    """Return the applicants that a filter permits, None for all.

    Raises:
        EingabeError: no applicant of that number or name.
    """
    nummern = None
    if filter_.antragsteller:
        gesucht = suchform(filter_.antragsteller)
        nummern = {nummer for nummer, eines in register.items() if suchform(nummer) == gesucht}
        nummern = nummern or {nummer for nummer, eines in register.items() if gesucht in suchform(eines["name"])}
        if not nummern:
            _pruefe_name("antragsteller", filter_.antragsteller, [*register, *(e["name"] for e in register.values())])
    if filter_.kreise:
        im_kreis = {nummer for nummer, eines in register.items() if kreis_von(eines["ags"]) in filter_.kreise}
        nummern = im_kreis if nummern is None else nummern & im_kreis
    return nummern


def _pruefe_name(ort: str, name: str, vorhandene: Collection[str]) -> None:
    if name not in vorhandene:
        bekannt = ", ".join(list(vorhandene)[:12])
        abhilfe = aehnlich(name, vorhandene)
        raise EingabeError(
            Meldung(f"„{name}“ gibt es nicht", f"--{ort}", zulaessig="" if abhilfe else bekannt, abhilfe=abhilfe)
        )


def _mit_wort(wort: str, register: Register) -> list[str]:
    return [
        nummer
        for nummer, eines in register.items()
        if wort in suchform(f"{nummer} {eines['name']} {eines['ort']} {kreisname(eines['ags'])}")
    ]


def _ergaenze(zeilen: list[dict[str, Any]], spalten: Collection[str], register: Register) -> None:
    """Fill the columns that come from the register, and turn stored texts into values."""
    for zeile in zeilen:
        for name in spalten:
            angabe = register.get(zeile["nummer"], _GELOESCHT)[_AUS_REGISTER[name]]
            zeile[name] = kreisname(angabe) if name == "kreis" else angabe
        if "jahre" in zeile:
            zeile["jahre"] = [int(jahr) for jahr in zeile["jahre"].split(",") if jahr]


_UMLAUTE = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_FOLGE = {
    Inhalt.ZUSTAND: {zustand.value: stelle for stelle, zustand in enumerate(Zustand)},
    Inhalt.ROLLE: {rolle.value: stelle for stelle, rolle in enumerate(ROLLENNAMEN)},
}
"""What is sorted by its place in the procedure instead of the alphabet."""


def _sortiere(zeilen: list[dict[str, Any]], name: str, absteigend: bool) -> None:
    """Sort by a column as German lists do (ä as a); what is empty comes last either way."""
    folge = _FOLGE.get(SPALTEN[name].inhalt)

    def schluessel(zeile: dict[str, Any]) -> Any:
        wert = zeile[name]
        if folge is not None:
            return folge[wert]
        return _alphabetisch(wert) if isinstance(wert, str) else wert

    volle = [zeile for zeile in zeilen if zeile[name] not in (None, "", [])]
    leere = [zeile for zeile in zeilen if zeile[name] in (None, "", [])]
    zeilen[:] = [*sorted(volle, key=schluessel, reverse=absteigend), *leere]


def _alphabetisch(text: str) -> list[tuple[int, str]]:
    """Return a text so that numbers in it count by their value: the ten thousandth case follows the one before."""
    teile = re.split(r"(\d+)", suchform(text).translate(_UMLAUTE))
    return [(int(teil) if teil.isdecimal() else 0, teil) for teil in teile]

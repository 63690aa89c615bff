"""Figures for the head of the office and for the Bilanz: counted from what is kept of every case, nothing estimated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from foerderung.fach.kreise import kreisname
from foerderung.services.herkunft import Herkunft
from foerderung.services.ort import Ort
from foerderung.store.fallsuche import staende
from foerderung.store.register import registerdaten
from foerderung.verfahren.zustand import Rolle, Zustand

VORGAENGE = ("beraten", "beantragt", "bewilligt", "abgelehnt", "zurueckgezogen")
"""What is counted by the day on which it happened."""

BALD_TAGE = 14
"""A deadline within so many days is near."""

_BEENDET = (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN)
_SPALTEN = ("fall", "zustand", "nummer", "zuwendung", "frist", "zustaendig", "wartet")


@dataclass(slots=True)
class Posten:
    """A number of cases and the money in them."""

    anzahl: int = 0
    betrag: Fraction = Fraction(0)

    def zaehle(self, betrag: Fraction) -> None:
        """Take in one more case."""
        self.anzahl += 1
        self.betrag += betrag


@dataclass(slots=True)
class Vorgangszahlen:
    """How often what happened, and what was granted.

    Attributes:
        bewilligt: grants as decided, whatever the proof of use made of them later.
    """

    anzahl: Counter[str] = field(default_factory=Counter)
    bewilligt: Fraction = Fraction(0)


@dataclass(slots=True)
class Bilanz:
    """Municipalities and districts by what their newest consultation says; each counts once.

    Source: the figures published in the Medieninformation of the Staatsministerium des Innern, 14.09.2023.
    """

    beraten: int = 0
    praeventionsraete: int = 0
    praeventionsraete_in_gruendung: int = 0
    kooperationsvereinbarungen: int = 0
    coachings: int = 0
    sicherheitsanalysen: int = 0


@dataclass(slots=True)
class Statistik:
    """All figures.

    Attributes:
        jahr: None for all years.
        zustaende: cases by state on the day; with a year those of that year's numbers.
        jahre: what happened, by year of the day on which it happened.
        kreise: the same by district; with a year only what happened in it.
        haushaltsjahre: cases with a grant in a year, and the grants as decided.
        dauer_entscheidung: days from the first receipt to the decision, of decisions of that year.
        dauer_schlusszahlung: days from the complete proof to the order of the last instalment.
        wartende: unfinished cases by role and officer; an empty role means that nobody in the office can act.
        ueberfaellig: cases whose next deadline has passed.
        bald_faellig: cases whose next deadline comes within `BALD_TAGE`.
    """

    jahr: int | None
    herkunft: Herkunft
    zustaende: dict[str, Posten] = field(default_factory=lambda: defaultdict(Posten))
    jahre: dict[int, Vorgangszahlen] = field(default_factory=lambda: defaultdict(Vorgangszahlen))
    kreise: dict[str, Vorgangszahlen] = field(default_factory=lambda: defaultdict(Vorgangszahlen))
    haushaltsjahre: dict[int, Posten] = field(default_factory=lambda: defaultdict(Posten))
    dauer_entscheidung: list[int] = field(default_factory=list)
    dauer_schlusszahlung: list[int] = field(default_factory=list)
    wartende: Counter[tuple[str, str]] = field(default_factory=Counter)
    ueberfaellig: int = 0
    bald_faellig: int = 0
    bilanz: Bilanz = field(default_factory=Bilanz)


def zaehle(ort: Ort, jahr: int | None = None) -> Statistik:
    """Count.

    Args:
        jahr: only this year; what stands today (states, waiting, deadlines) then counts cases with its number.
    """
    beratungen: dict[str, dict[str, Any]] = {}
    with ort.einblick() as verbindung:
        statistik = Statistik(jahr, Herkunft.von(verbindung))
        register = registerdaten(verbindung)
        for zeile in staende(verbindung, _SPALTEN, ort.heute):
            ags = register[zeile["nummer"]]["ags"]
            if jahr is None or f"-{jahr}-" in zeile["fall"]:
                _zaehle_heutiges(statistik, zeile, ort.heute)
            _zaehle_vorgaenge(statistik, zeile["stand"], zeile["zustand"], kreisname(ags))
            _merke_beratung(beratungen, ags, zeile["stand"], jahr)
    _zaehle_bilanz(statistik.bilanz, beratungen.values())
    return statistik


def median(werte: Iterable[int]) -> Fraction | None:
    """Return the middle of some numbers, None of none."""
    geordnet = sorted(werte)
    if not geordnet:
        return None
    mitte = len(geordnet) // 2
    return Fraction(geordnet[mitte] + geordnet[-mitte - 1], 2)


def _zaehle_heutiges(statistik: Statistik, zeile: Mapping[str, Any], heute: date) -> None:
    """Take in how a case stands today."""
    statistik.zustaende[zeile["zustand"]].zaehle(Fraction(zeile["zuwendung"], 100))
    if zeile["zustand"] not in _BEENDET:
        rolle = zeile["wartet"]
        statistik.wartende[rolle, zeile["zustaendig"] if rolle == Rolle.SACHBEARBEITUNG else ""] += 1
    if zeile["frist"] is not None:
        frist = date.fromisoformat(zeile["frist"])
        statistik.ueberfaellig += frist < heute
        statistik.bald_faellig += heute <= frist <= heute + timedelta(days=BALD_TAGE)


def _zaehle_vorgaenge(statistik: Statistik, stand: Mapping[str, Any], zustand: str, kreis: str) -> None:
    """Take in what happened in a case, each by its day."""
    beschluss = stand["beschluss"]
    for vorgang, tag in _vorgaenge(stand, zustand):
        if statistik.jahr not in (None, tag.year):
            continue
        betrag = Fraction(beschluss["zuwendung"]) if vorgang == "bewilligt" else Fraction(0)
        for zahlen in (statistik.jahre[tag.year], statistik.kreise[kreis]):
            zahlen.anzahl[vorgang] += 1
            zahlen.bewilligt += betrag
        if vorgang in ("bewilligt", "abgelehnt"):
            eingang = date.fromisoformat(stand["antraege"][0]["eingang_am"])
            statistik.dauer_entscheidung.append((tag - eingang).days)
    for haushaltsjahr, text in (beschluss["jahre"] if beschluss is not None else {}).items():
        if Fraction(text) and statistik.jahr in (None, int(haushaltsjahr)):
            statistik.haushaltsjahre[int(haushaltsjahr)].zaehle(Fraction(text))
    schluss = _schlusszahlung(stand)
    if schluss is not None and statistik.jahr in (None, schluss.year):
        statistik.dauer_schlusszahlung.append((schluss - _tag(stand["nachweis"]["vollstaendig_am"])).days)


def _vorgaenge(stand: Mapping[str, Any], zustand: str) -> Iterator[tuple[str, date]]:
    if stand["beratung"] is not None:
        yield "beraten", _tag(stand["beratung"]["am"])
    if stand["antraege"]:
        yield "beantragt", _tag(stand["antraege"][0]["eingang_am"])
    if stand["beschluss"] is not None:
        art = "bewilligt" if stand["beschluss"]["art"] == "bewilligung" else "abgelehnt"
        yield art, _tag(stand["beschluss"]["am"])
    if zustand == Zustand.ZURUECKGEZOGEN and stand["abgeschlossen_am"] is not None:
        yield "zurueckgezogen", _tag(stand["abgeschlossen_am"])


def _schlusszahlung(stand: Mapping[str, Any]) -> date | None:
    """Return the day on which what is paid after the proof was ordered last, None while it is outstanding."""
    nachweis, raten = stand["nachweis"], (stand["beschluss"] or {}).get("raten") or ()
    if nachweis is None or nachweis["vollstaendig_am"] is None or not raten:
        return None
    letzte = [z for z in stand["zahlungen"] if z["rate"] == raten[-1]["nummer"] and z["angeordnet_am"] is not None]
    return _tag(letzte[-1]["angeordnet_am"]) if letzte else None


def _merke_beratung(
    beratungen: dict[str, dict[str, Any]], ags: str, stand: Mapping[str, Any], jahr: int | None
) -> None:
    """Keep the newest consultation of each municipality or district."""
    beratung = stand["beratung"]
    if beratung is None or jahr not in (None, _tag(beratung["am"]).year):
        return
    bisher = beratungen.get(ags)
    if bisher is None or bisher["am"] <= beratung["am"]:
        beratungen[ags] = beratung


def _zaehle_bilanz(bilanz: Bilanz, beratungen: Iterable[Mapping[str, Any]]) -> None:
    for beratung in beratungen:
        sagt = beratung["unterlage"]
        bilanz.beraten += 1
        bilanz.praeventionsraete += sagt.get("gremium") == "vorhanden"
        bilanz.praeventionsraete_in_gruendung += sagt.get("gremium") == "in_gruendung"
        bilanz.kooperationsvereinbarungen += sagt.get("kooperationsvereinbarung_am") is not None
        bilanz.coachings += sagt.get("coaching") is True
        bilanz.sicherheitsanalysen += sagt.get("sicherheitsanalyse") is not None


def _tag(text: str) -> date:
    return date.fromisoformat(text)

"""A witness of the chain: reads every new event past the program and keeps a record of its own, case by case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import schreibe_fort

NULL = Fraction(0)


class VerletzungError(AssertionError):
    """Something holds no longer that always holds."""


def verlange(bedingung: object, was: str) -> None:
    """Demand that something holds.

    Raises:
        VerletzungError: it does not.
    """
    if not bedingung:
        raise VerletzungError(was)


@dataclass(slots=True)
class Geldfluss:
    """One payment as its events tell it."""

    betrag: Fraction
    bescheinigt_von: str
    bescheinigt_am: date
    angeordnet: bool = False


@dataclass(slots=True)
class Akte:
    """A case as the witness has it.

    Attributes:
        tage: last day of each act, corrected where it was.
        wer: who performed each act last.
        ereignisse: type of each event by its number.
        stand: the case folded step by step as its events came.
    """

    tage: dict[str, date] = field(default_factory=dict)
    wer: dict[str, str] = field(default_factory=dict)
    ereignisse: dict[int, str] = field(default_factory=dict)
    bewilligt: Fraction = NULL
    zuwendung: Fraction = NULL
    abgelehnt: bool = False
    projektende: date | None = None
    versandart: str = ""
    zahlungen: dict[int, Geldfluss] = field(default_factory=dict)
    dokumente: list[str] = field(default_factory=list)
    stand: Fallstand | None = None
    geloescht: bool = False

    @property
    def angeordnet(self) -> Fraction:
        """Return what was ordered."""
        return sum((z.betrag for z in self.zahlungen.values() if z.angeordnet), start=NULL)

    @property
    def klage_offen(self) -> bool:
        """Tell whether an action is pending."""
        return "klage_erfassen" in self.tage and "klage_erledigen" not in self.tage

    def vergiss(self, *akte: str) -> None:
        """Drop days of acts that count no longer."""
        for akt in akte:
            self.tage.pop(akt, None)


@dataclass(slots=True)
class Zeuge:
    """Everything that was seen.

    Attributes:
        nummer: of the newest event seen.
        pruefsumme: over the facts of all events, without salts and identities that chance gives.
        personen: facts of each person, newest first.
        vertretungen: who deputises for whom and when, by the pair.
    """

    nummer: int = 0
    pruefsumme: str = ""
    akten: dict[str, Akte] = field(default_factory=dict)
    personen: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    vertretungen: dict[tuple[str, str], tuple[date, date]] = field(default_factory=dict)
    nummern: dict[str, int] = field(default_factory=dict)

    def neue(self, lesung: Lesung) -> list[Ereignis]:
        """Return the events that came since, and count them into the checksum."""
        e = t.ereignis.c
        spalten = (e.nummer, e.typ, e.fall, e.wirksam_am, e.erfasst_am, e.person, e.benutzer, t.nutzlast.c.inhalt)
        anfrage = select(*spalten).join(t.nutzlast, t.nutzlast.c.nummer == e.nummer).where(e.nummer > self.nummer)
        gefunden = []
        for zeile in lesung.verbindung.execute(anfrage.order_by(e.nummer)):
            fakten = json.loads(zeile.inhalt)
            verlange(zeile.nummer == self.nummer + 1, f"Ereignis {self.nummer + 1} fehlt")
            self.nummer = zeile.nummer
            gezaehlt = [*zeile[:6], {name: wert for name, wert in fakten.items() if name != "kennung"}]
            text = json.dumps(gezaehlt, sort_keys=True, ensure_ascii=False)
            self.pruefsumme = sha256(f"{self.pruefsumme}\n{text}".encode()).hexdigest()
            tag = date.fromisoformat(zeile.wirksam_am)
            gefunden.append(Ereignis(zeile.nummer, zeile.typ, zeile.fall, tag, *zeile[4:7], fakten))
        return gefunden

    def merke(self, ereignis: Ereignis) -> None:
        """Take an event into the record."""
        fakten = ereignis.fakten()
        if ereignis.fall:
            akte = self.akten.setdefault(ereignis.fall, Akte())
            akte.stand = schreibe_fort(akte.stand, ereignis)
            akte.ereignisse[ereignis.nummer] = ereignis.typ
            if ereignis.typ.endswith("_berichtigen"):
                _berichtige(akte, fakten)
            elif ereignis.typ != "versuch_abgewiesen":
                akte.tage[ereignis.typ], akte.wer[ereignis.typ] = ereignis.wirksam_am, ereignis.person
                _MERKER.get(ereignis.typ, _nichts)(akte, ereignis, fakten)
        elif ereignis.typ in ("person_anlegen", "person_aendern"):
            self.personen[fakten["kuerzel"]] = fakten
        elif ereignis.typ == "vertretung_regeln":
            zeit = date.fromisoformat(fakten["von"]), date.fromisoformat(fakten["bis"])
            self.vertretungen[fakten["durch"], fakten["fuer"]] = zeit
        self.nummern.update(fakten.get("nummernkreis", {}))

    def rollen(self, kuerzel: str, tag: date) -> dict[str, set[str]]:
        """Return the roles of a person on a day, each with those it is from; of their own it is the person."""
        if kuerzel not in self.personen or self.personen[kuerzel]["gesperrt"]:
            return {}
        eigene: dict[str, set[str]] = {rolle: {kuerzel} for rolle in self.personen[kuerzel]["rollen"]}
        if set(eigene) <= {"pruefung"}:
            return eigene
        for (durch, fuer), (von, bis) in self.vertretungen.items():
            if durch == kuerzel and von <= tag <= bis and not self.personen[fuer]["gesperrt"]:
                for rolle in set(self.personen[fuer]["rollen"]) - {"pruefung"}:
                    eigene.setdefault(rolle, set()).add(fuer)
        return eigene


def _nichts(_: Akte, __: Ereignis, ___: Mapping[str, Any]) -> None:
    pass


def _berichtige(akte: Akte, fakten: Mapping[str, Any]) -> None:
    """Take over a corrected day: of the receipt beside the act, or of the act itself; the check rests on some."""
    typ, feld = akte.ereignisse[fakten["ereignis"]], fakten["feld"]
    name = typ if feld == "am" else f"{typ}.{feld}"
    if feld != "titel" and typ in akte.tage:
        akte.tage[name] = date.fromisoformat(fakten["neu"])
    if typ in ("beratung_erfassen", "antrag_einlesen") and not akte.bewilligt and not akte.abgelehnt:
        akte.vergiss("antrag_pruefen", "entscheidung_vorschlagen")


def _antrag(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    akte.tage["antrag_einlesen.eingang_am"] = date.fromisoformat(fakten["eingang_am"])
    akte.vergiss("antrag_pruefen", "entscheidung_vorschlagen")


def _beschluss(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    akte.abgelehnt = fakten["art"] == "ablehnung"
    if not akte.abgelehnt:
        akte.bewilligt = akte.zuwendung = Fraction(fakten["zuwendung"])
        akte.projektende = date.fromisoformat(fakten["ende"])


def _bescheid(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    if fakten["nummer"] not in akte.dokumente:
        akte.dokumente.append(fakten["nummer"])


def _aufgabe(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    akte.versandart = fakten["versandart"]


def _ruecklauf(akte: Akte, _: Ereignis, __: Mapping[str, Any]) -> None:
    akte.vergiss("bescheid_aufgeben", "zugang_erfassen", "rechtsbehelf_verzichten")


def _klage(akte: Akte, _: Ereignis, __: Mapping[str, Any]) -> None:
    akte.vergiss("klage_erledigen")


def _bescheinigung(akte: Akte, ereignis: Ereignis, fakten: Mapping[str, Any]) -> None:
    nummer = len(akte.zahlungen) + 1
    akte.zahlungen[nummer] = Geldfluss(Fraction(fakten["betrag"]), ereignis.person, ereignis.wirksam_am)


def _anordnung(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    akte.zahlungen[fakten["nummer"]].angeordnet = True


def _nachweis(akte: Akte, _: Ereignis, fakten: Mapping[str, Any]) -> None:
    akte.zuwendung = Fraction(fakten["zuwendung"])
    akte.tage["nachweis_einlesen.eingang_am"] = date.fromisoformat(fakten["eingang_am"])


def _loeschung(akte: Akte, _: Ereignis, __: Mapping[str, Any]) -> None:
    akte.geloescht = True


_MERKER = {
    "antrag_einlesen": _antrag,
    "entscheidung_bewilligen": _beschluss,
    "entscheidung_ablehnen": _beschluss,
    "bescheid_erstellen": _bescheid,
    "bescheid_ablegen": _bescheid,
    "bescheid_aufgeben": _aufgabe,
    "ruecklauf_erfassen": _ruecklauf,
    "klage_erfassen": _klage,
    "zahlung_bescheinigen": _bescheinigung,
    "zahlung_anordnen": _anordnung,
    "nachweis_einlesen": _nachweis,
    "loeschung_vollziehen": _loeschung,
}

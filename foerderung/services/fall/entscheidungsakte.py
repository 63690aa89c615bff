"""The record of a decision: everything it rests on, filed with it, and its recomputation at any later time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.leser import lies_dokument
from foerderung.richtlinien.archiv import lade_archiv
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fallrechnung import abgelegtes_dokument, erfasste_anlagen, json_bytes, mit_erfasstem
from foerderung.services.rechnen.zuwendung import Dokument, berechne
from foerderung.store.einheit import Einheit, Lesung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import GESETZTE_FRISTEN

KURZE_SPUR = 20
"""Nodes up to which a derivation is shown in full."""

ENTSCHEIDUNGEN = ("entscheidung_bewilligen", "entscheidung_ablehnen")


@dataclass(frozen=True, slots=True)
class Abweichung:
    """One place at which a recomputation differs from the record; None where it does not exist."""

    ort: str
    akte: Any
    neu: Any


@dataclass(frozen=True, slots=True)
class Nachrechnung:
    """One decision, recomputed from its own archive."""

    ereignis: int
    akt: str
    am: date
    regelwerk_sha256: str
    abweichungen: tuple[Abweichung, ...]

    @property
    def identisch(self) -> bool:
        """Tell whether every figure, finding and node came out the same."""
        return not self.abweichungen

    def als_json(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        return {
            "ereignis": self.ereignis,
            "akt": self.akt,
            "am": self.am.isoformat(),
            "regelwerk_sha256": self.regelwerk_sha256,
            "identisch": self.identisch,
            "abweichungen": [{"ort": a.ort, "akte": a.akte, "neu": a.neu} for a in self.abweichungen],
        }


@dataclass(frozen=True, slots=True)
class Akte:
    """A decision record as filed, with what it takes to compute it again.

    Attributes:
        daten: the record itself; ``daten["ergebnis"]`` is the outer contract of the calculation.
    """

    daten: Mapping[str, Any]
    richtlinie: Richtlinie
    antrag: Dokument
    entscheidung: Dokument | None
    stichtag: date

    def berechne(self) -> Berechnung:
        """Compute the decision again, by the archived rules."""
        return berechne(self.richtlinie, self.antrag, self.entscheidung, self.stichtag)

    def antrag_daten(self) -> Mapping[str, Any]:
        """Return the application as read: exact numbers and days."""
        felder = self.richtlinie.am(self.stichtag).felder
        return lies_dokument(self.antrag.baum, felder, self.antrag.datei).eingaben.baum


def lege_akte_an(einheit: Einheit, stand: Fallstand, berechnung: Berechnung, regelarchiv: bytes) -> str:
    """File what a decision rests on: application, decision, rules with their hash, trace, findings; return its hash."""
    antrag, vorschlag = stand.antrag, stand.vorschlag
    assert antrag is not None
    assert vorschlag is not None
    akte = {
        "antrag": {
            "ablage": antrag.ablage,
            "datei": antrag.datei,
            "fassung": antrag.fassung,
            "beratung_am": _text(stand.beratung.am if stand.beratung is not None else None),
            "eingang_am": _text(stand.erster_eingang),
            "anlagen": list(erfasste_anlagen(stand)),
        },
        "entscheidung": {"ablage": vorschlag.entscheidung, "datei": vorschlag.entscheidung_datei},
        "regelwerk": {
            "richtlinie": stand.richtlinie,
            "ablage": einheit.lege_ab(regelarchiv, "regelwerk"),
            "sha256": berechnung.regelwerk.sha256,
        },
        "stichtag": berechnung.stichtag.isoformat(),
        "ergebnis": berechnung.als_json(),
    }
    return einheit.lege_ab(json_bytes(akte), "entscheidungsakte")


def lies_akte(lesung: Lesung, sha: str) -> Akte:
    """Read a decision record with the rules of its own archive.

    Raises:
        KeyError: it was not filed.
        RegelError: this version of the program cannot load the archived rules.
    """
    daten = json.loads(lesung.abgelegt(sha))
    antrag = abgelegtes_dokument(lesung, daten["antrag"]["ablage"], daten["antrag"]["datei"])
    beschluss = daten["entscheidung"]
    return Akte(
        daten,
        lade_archiv(daten["regelwerk"]["richtlinie"], lesung.abgelegt(daten["regelwerk"]["ablage"])),
        mit_erfasstem(
            antrag,
            _tag(daten["antrag"]["beratung_am"]),
            _tag(daten["antrag"]["eingang_am"]),
            daten["antrag"]["anlagen"],
        ),
        abgelegtes_dokument(lesung, beschluss["ablage"], beschluss["datei"]) if beschluss["ablage"] else None,
        date.fromisoformat(daten["stichtag"]),
    )


def akten(amt: Amt, aktenzeichen: str) -> dict[int, Akte]:
    """Return the decision records of a case by the number of their event.

    Raises:
        EingabeError: an unknown case.
    """
    with amt.lesend() as lesung:
        hole_fall(lesung, aktenzeichen)
        return _akten(lesung, aktenzeichen)


def _akten(lesung: Lesung, aktenzeichen: str) -> dict[int, Akte]:
    return {
        ereignis.nummer: lies_akte(lesung, ereignis.fakten()["akte"])
        for ereignis in lesung.ereignisse(aktenzeichen)
        if ereignis.typ in ENTSCHEIDUNGEN
    }


def herleitungen(amt: Amt, aktenzeichen: str) -> dict[int, list[str]]:
    """Return how deadlines and the grant after the proof of use came about: sentences by the number of the event.

    Raises:
        EingabeError: an unknown case.
    """
    with amt.lesend() as lesung:
        hole_fall(lesung, aktenzeichen)
        gefunden: dict[int, list[str]] = {}
        gezeigt: set[str] = set()
        for ereignis in lesung.ereignisse(aktenzeichen):
            saetze: list[str] = []
            neue = [sha for sha in _herleitungen(ereignis.fakten()) if sha not in gezeigt]
            gezeigt.update(neue)
            for sha in neue:
                daten = json.loads(lesung.abgelegt(sha))
                teile = [daten] if "spur" in daten else [teil for teil in daten.values() if teil is not None]
                saetze.extend(satz for teil in teile for satz in _saetze(teil["spur"]))
            if saetze:
                gefunden[ereignis.nummer] = list(dict.fromkeys(saetze))
        return gefunden


def _herleitungen(fakten: Mapping[str, Any]) -> list[str]:
    """List the hashes of the traces that an event names, each once."""
    gesetzte = [frist for frist in fakten.get(GESETZTE_FRISTEN, {}).values() if frist is not None]
    traeger = [fakten, fakten.get("fristen") or {}, *gesetzte]
    return list(dict.fromkeys(sha for eines in traeger if (sha := eines.get("herleitung"))))


def _saetze(spur: Mapping[str, Any]) -> list[str]:
    """Return the sentences of a trace; of a long one only those of its figures."""
    knoten = spur["knoten"]
    kurz = knoten if len(knoten) <= KURZE_SPUR else [eines for eines in knoten if eines["id"] in spur["wurzeln"]]
    return [eines["satz"] for eines in kurz]


def rechne_nach(amt: Amt, aktenzeichen: str) -> list[Nachrechnung]:
    """Recompute every decision of a case from its archive and compare it with the record.

    Raises:
        EingabeError: an unknown case, or one without a decision.
    """
    with amt.lesend() as lesung:
        hole_fall(lesung, aktenzeichen)
        beschluesse = [e for e in lesung.ereignisse(aktenzeichen) if e.typ in ENTSCHEIDUNGEN]
        if not beschluesse:
            raise EingabeError(Meldung("es ist noch nichts entschieden", ort=aktenzeichen))
        ergebnisse = []
        for ereignis in beschluesse:
            akte = lies_akte(lesung, ereignis.fakten()["akte"])
            neu = json.loads(json_bytes(akte.berechne().als_json()))
            unterschiede = tuple(_unterschiede(akte.daten["ergebnis"], neu, ""))
            sha = akte.daten["regelwerk"]["sha256"]
            ergebnisse.append(Nachrechnung(ereignis.nummer, ereignis.typ, ereignis.wirksam_am, sha, unterschiede))
        return ergebnisse


def _unterschiede(alt: Any, neu: Any, ort: str) -> Iterator[Abweichung]:
    """Yield every leaf that differs."""
    if isinstance(alt, dict) and isinstance(neu, dict):
        for name in [*alt, *(name for name in neu if name not in alt)]:
            yield from _unterschiede(alt.get(name), neu.get(name), f"{ort}.{name}" if ort else name)
    elif isinstance(alt, list) and isinstance(neu, list):
        for nummer in range(max(len(alt), len(neu))):
            links, rechts = (seite[nummer] if nummer < len(seite) else None for seite in (alt, neu))
            yield from _unterschiede(links, rechts, f"{ort}[{nummer}]")
    elif alt != neu:
        yield Abweichung(ort, alt, neu)


def _text(tag: date | None) -> str | None:
    return None if tag is None else tag.isoformat()


def _tag(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

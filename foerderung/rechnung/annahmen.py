"""Readings of our own in a rule set: what each says, where it comes from, and a fingerprint of what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.anzeige import JsonWert, fuer_maschinen, fuer_menschen
from foerderung.rechnung.knoten import Knoten, ist_annahme
from foerderung.rechnung.regelwerk import Parameter, Regel, Regelwerk
from foerderung.rechnung.runden import MODI

Inhalt = list[JsonWert | list[JsonWert]]


@dataclass(frozen=True, slots=True)
class Annahme:
    """One reading in one Fassung.

    Attributes:
        kennung: id of the rule, parameter, series or finding, or ``fassung_2023``.
        art: what it is, in German.
        text: what it says.
        fundstelle: what it rests on.
        abdruck: SHA-256 over what it says, from when, and its source: another text is another reading.
    """

    kennung: str
    art: str
    bezeichnung: str
    text: str
    fundstelle: str
    abdruck: str


def genutzte_annahmen(werk: Regelwerk, wurzel: Knoten) -> Iterator[str]:
    """Yield the ids of the readings that a node rests on."""
    if ist_annahme(werk.fassung.quelle):
        yield f"fassung_{werk.fassung.id}"
    for knoten in wurzel.alle():
        regel = werk.regeln[knoten.name]
        if _ist_annahme(regel):
            yield regel.id
        yield from (v.id for v in knoten.parameter.values() if ist_annahme(v.quelle))


def annahmen(werk: Regelwerk) -> dict[str, Annahme]:
    """Return every reading of a rule set by its id."""
    return {eine.kennung: eine for eine in _annahmen(werk)}


def _annahmen(werk: Regelwerk) -> Iterator[Annahme]:
    fassung = werk.fassung
    if ist_annahme(fassung.quelle):
        text, fundstelle = f"in Kraft ab {datum_deutsch(fassung.ab)}", fassung.quelle.fundstelle
        inhalt: Inhalt = [fassung.ab.isoformat(), fundstelle]
        yield _annahme(f"fassung_{fassung.id}", ("Fassung", fassung.id, text, fundstelle), inhalt)
    for regel in werk.regeln.values():
        if _ist_annahme(regel):
            yield _regel(regel)
    for parameter in werk.parameter.values():
        if any(ist_annahme(wert.quelle) for _, werte in parameter.werte for wert in werte.values()):
            yield _parameter(parameter)
    for reihe in werk.reihen.values():
        if ist_annahme(reihe.quelle):
            zeilen: Inhalt = [repr(eine) for eine in sorted(reihe.zeilen.items())]
            text = f"Werte bis zum Stand ab {datum_deutsch(reihe.letzter_beginn)}"
            fundstelle = reihe.quelle.fundstelle
            yield _annahme(reihe.id, ("Reihe", reihe.bezeichnung, text, fundstelle), [fundstelle, *zeilen])
    for befund in werk.befunde:
        if ist_annahme(befund.quelle):
            fundstelle = befund.quelle.fundstelle
            kopf = ("Befund", befund.bezeichnung, befund.text, fundstelle)
            yield _annahme(befund.id, kopf, [befund.code, befund.text, fundstelle])


def _annahme(kennung: str, kopf: tuple[str, str, str, str], inhalt: Inhalt) -> Annahme:
    kanon = json.dumps([kennung, *inhalt], ensure_ascii=False, separators=(",", ":"))
    return Annahme(kennung, *kopf, sha256(kanon.encode()).hexdigest())


def _ist_annahme(regel: Regel) -> bool:
    return ist_annahme(regel.quelle) or (regel.rundung is not None and ist_annahme(regel.rundung.quelle))


def _regel(regel: Regel) -> Annahme:
    """Return a rule; where only its rounding is a reading, its formula belongs to what was confirmed all the same."""
    inhalt: Inhalt = [regel.text, regel.quelle.fundstelle]
    text, fundstelle = regel.text, regel.quelle.fundstelle
    if regel.rundung is not None:
        auf, modus, quelle = regel.rundung.auf, regel.rundung.modus, regel.rundung.quelle
        inhalt.append([str(auf), modus, quelle.fundstelle])
        if ist_annahme(quelle):
            text += f"; auf {fuer_menschen(auf, regel.typ)} {MODI[modus]}"
            fundstelle = quelle.fundstelle
    return _annahme(regel.id, ("Regel", regel.bezeichnung, " ".join(text.split()), fundstelle), inhalt)


def _parameter(parameter: Parameter) -> Annahme:
    inhalt: Inhalt = []
    texte, fundstellen = [], []
    for ab, werte in parameter.werte:
        for schluessel, wert in werte.items():
            if ist_annahme(wert.quelle):
                fundstelle = wert.quelle.fundstelle
                inhalt.append([ab.isoformat(), *schluessel, fuer_maschinen(wert.wert, parameter.typ), fundstelle])
                name = f" [{', '.join(schluessel)}]" if schluessel else ""
                texte.append(f"ab {datum_deutsch(ab)}{name} {fuer_menschen(wert.wert, parameter.typ)}")
                fundstellen.append(fundstelle)
    kopf = ("Parameter", parameter.bezeichnung, "; ".join(texte), "; ".join(dict.fromkeys(fundstellen)))
    return _annahme(parameter.id, kopf, inhalt)

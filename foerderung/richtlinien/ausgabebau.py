"""Bind the declared result of one Fassung."""

from __future__ import annotations

from collections.abc import Mapping

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.namen import Fakten
from foerderung.rechnung.regelwerk import Ausgabefeld, Ausgabegruppe
from foerderung.rechnung.typen import JAHR, TEXT
from foerderung.richtlinien.ausdruecke import KEINE, Ausdruecke
from foerderung.richtlinien.deklaration import RohFeld, RohGruppe


def baue_gruppe(
    ausdruecke: Ausdruecke,
    roh: RohGruppe,
    eingaben: Mapping[str, Eingabefeld],
    dimensionen: tuple[str, ...] = (),
) -> Ausgabegruppe:
    """Bind one part of the result and all parts within."""
    je = (roh.je,) if roh.je else ()
    if not ausdruecke.kennt_dimensionen(je, roh.ort):
        return Ausgabegruppe(roh.name, ())
    ist_jahr = bool(roh.je) and ausdruecke.namen.dimensionen[roh.je].typ is JAHR
    if not ausdruecke.deklaration.gilt(roh.ab, ausdruecke.fassung):
        return Ausgabegruppe(roh.name, (), roh.je, g.Literal(False), ist_jahr, (), roh.bezeichnung)
    innen = (*dimensionen, *je)
    felder = [_feld(ausdruecke, roh, feld, innen, eingaben) for feld in roh.felder]
    return Ausgabegruppe(
        roh.name,
        tuple(feld for feld in felder if feld is not None),
        roh.je,
        ausdruecke.bedingung(roh.nur, roh.ort, innen),
        ist_jahr,
        tuple(baue_gruppe(ausdruecke, gruppe, eingaben, innen) for gruppe in roh.gruppen),
        roh.bezeichnung,
    )


def _feld(
    ausdruecke: Ausdruecke,
    roh: RohGruppe,
    feld: RohFeld,
    dimensionen: tuple[str, ...],
    eingaben: Mapping[str, Eingabefeld],
) -> Ausgabefeld | None:
    name, text = feld.name, feld.wert
    regeln = ausdruecke.deklaration.regeln
    if text in ausdruecke.namen.spaeter:
        return Ausgabefeld(name, None, TEXT, regeln[text].bezeichnung)
    fakten: Fakten = KEINE
    nur = None
    if text in ausdruecke.namen.regeln:
        fakten = ausdruecke.namen.regeln[text].nur
        nur = ausdruecke.bedingung(regeln[text].nur, roh.ort, dimensionen)
    ergebnis = ausdruecke.binde(text, roh.ort, dimensionen, fakten)
    if ergebnis is None:
        return None
    bezeichnung = _bezeichnung(ausdruecke, text, eingaben) or name
    return Ausgabefeld(name, ergebnis[0], ergebnis[1], bezeichnung, nur, feld.prozent, feld.nachkomma)


def _bezeichnung(ausdruecke: Ausdruecke, text: str, eingaben: Mapping[str, Eingabefeld]) -> str:
    deklaration = ausdruecke.deklaration
    name = text.partition("[")[0]
    if name in deklaration.regeln:
        return deklaration.regeln[name].bezeichnung
    if name in deklaration.parameter:
        return deklaration.parameter[name].bezeichnung
    return eingaben[name].beschriftung if name in eingaben else ""

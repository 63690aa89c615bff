"""Bind findings of one Fassung."""

from __future__ import annotations

import re

from foerderung.fach.befund import Schwere
from foerderung.fach.belegstand import Quelle
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.namen import Fakten
from foerderung.rechnung.regelwerk import Befundregel, Vorlage
from foerderung.rechnung.typen import TEXT
from foerderung.richtlinien.ausdruecke import Ausdruecke
from foerderung.richtlinien.deklaration import RohBefund
from foerderung.richtlinien.regeldateien import EINGABE

_KLAMMERN = re.compile(r"\[[^\]]*\]")


def baue_befund(ausdruecke: Ausdruecke, roh: RohBefund) -> Befundregel | None:
    """Bind one finding; None if it has violations."""
    if not ausdruecke.kennt_dimensionen(roh.je, roh.ort):
        return None
    je_element = _je_element(ausdruecke, roh)
    nur = ausdruecke.bedingung(roh.nur, roh.ort, roh.je)
    fakten = ausdruecke.fakten(roh.nur, roh.ort)
    schweren = [
        (schwere, ausdruecke.bedingung(bedingung or roh.wenn, roh.ort, roh.je, fakten))
        for schwere, bedingung in roh.schweren
    ]
    fakten |= ausdruecke.fakten(roh.wenn)
    gefunden, zulaessig, abhilfe = (
        ausdruecke.vorlage(ausdruecke.in_fassung(text, name), text.ort, roh.je, fakten)
        for text, name in ((roh.gefunden, "gefunden"), (roh.zulaessig, "zulaessig"), (roh.abhilfe, "abhilfe"))
    )
    ort = _ort(ausdruecke, roh, fakten)
    fundstelle = ausdruecke.in_fassung(roh.fundstelle, "die Fundstelle")
    ausdruecke.namen.lokale.clear()
    gebunden = tuple((schwere, bedingung) for schwere, bedingung in schweren if bedingung is not None)
    if len(gebunden) != len(schweren):
        return None
    return Befundregel(
        roh.id,
        roh.code,
        roh.bezeichnung,
        roh.je,
        tuple((Schwere.HART if schwere == EINGABE else Schwere(schwere), b) for schwere, b in gebunden),
        ort,
        gefunden,
        zulaessig,
        abhilfe,
        Quelle(fundstelle, roh.belegstand),
        roh.wenn or "; ".join(bedingung for _, bedingung in roh.schweren),
        nur,
        je_element,
        roh.schweren[0][0] == EINGABE,
    )


def _je_element(ausdruecke: Ausdruecke, roh: RohBefund) -> tuple[str, g.Gebunden] | None:
    if roh.fuer is None:
        return None
    name, text = roh.fuer
    ergebnis = ausdruecke.binde(text, roh.ort, roh.je)
    ausdruecke.namen.lokale[name] = TEXT
    if ergebnis is not None and ergebnis[1].art != "menge":
        ausdruecke.melde(roh.ort, f"fuer: eine Menge erwartet, gefunden {ergebnis[1]}")
    return None if ergebnis is None else (name, ergebnis[0])


def _ort(ausdruecke: Ausdruecke, roh: RohBefund, fakten: Fakten) -> Vorlage | str:
    """Return the input a finding points to, or its own key path, which must begin with something declared."""
    eingabe = ausdruecke.namen.eingaben.get(roh.stelle)
    if eingabe is not None:
        fehlend = [dimension for dimension in eingabe.dimensionen if dimension not in roh.je]
        if fehlend:
            ausdruecke.melde(
                roh.ort, f"ort: „{roh.stelle}“ braucht die Dimension {fehlend[0]}", "", f"je um {fehlend[0]} ergänzen."
            )
        return roh.stelle
    rumpf = _KLAMMERN.sub("", roh.stelle)
    if "{" not in rumpf and rumpf not in _bekannte_orte(ausdruecke):
        ausdruecke.melde(roh.ort, f"ort: „{roh.stelle}“ gibt es nicht", "eine Eingabe, Gruppe oder Regel")
    return ausdruecke.vorlage(roh.stelle, roh.ort, roh.je, fakten)


def _bekannte_orte(ausdruecke: Ausdruecke) -> set[str]:
    felder = ausdruecke.deklaration.felder
    pfade = {feld.pfad for feld in felder.alle()} if felder is not None else set()
    return pfade | set(ausdruecke.namen.regeln)

"""Read the clauses of notices; the rule that chooses one has to exist and to be true or false."""

from __future__ import annotations

from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.klausel import TABELLEN, Klausel, Klauselart, Klauselort
from foerderung.richtlinien.abschnitt import Abschnitt
from foerderung.richtlinien.deklaration import Deklaration

WAHR = "wahrheitswert"


def lies_klausel(abschnitt: Abschnitt, name: str, deklaration: Deklaration) -> Klausel:
    """Read one entry of the section ``klauseln``; violations are collected."""
    ort = Klauselort(abschnitt.auswahl("ort", tuple(Klauselort)) or Klauselort.NEBENBESTIMMUNGEN)
    klausel = Klausel(
        name,
        ort,
        Klauselart(abschnitt.auswahl("art", tuple(Klauselart), pflicht=True) or Klauselart.HINWEIS),
        abschnitt.text("titel", pflicht=ort is Klauselort.NEBENBESTIMMUNGEN),
        abschnitt.text("text", pflicht=True),
        abschnitt.texte("punkte"),
        abschnitt.auswahl("tabelle", TABELLEN),
        _regel(abschnitt, deklaration),
        abschnitt.quelle(),
    )
    abschnitt.fertig()
    return klausel


def _regel(abschnitt: Abschnitt, deklaration: Deklaration) -> str:
    name = abschnitt.text("wenn")
    regel = deklaration.regeln.get(name)
    if not name:
        return ""
    if regel is None:
        abschnitt.melde(f"unbekannte Regel „{name}“", "wenn", abhilfe=aehnlich(name, deklaration.regeln))
    elif regel.typ != WAHR:
        abschnitt.melde(f"die Regel „{name}“ ist weder wahr noch falsch", "wenn", f"typ: {WAHR}")
    return name

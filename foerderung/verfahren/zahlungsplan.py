"""Which instalment comes next, how much of it, and whether it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from foerderung.verfahren.fallstand import Fallstand, Rate

ERSTATTUNG = "erstattung"
BEI_VORLAGE = "nachweis_vollstaendig"
ANLAESSE = {
    "bestandskraft_beginn": "Bestandskraft und Anzeige des Vorhabensbeginns",
    "zwischenrate": "Termin der Zwischenrate laut Bescheid",
    BEI_VORLAGE: "vollständiger Verwendungsnachweis",
    "nachweis_geprueft": "Abschluss der Prüfung des Verwendungsnachweises",
}


@dataclass(frozen=True, slots=True)
class NaechsteRate:
    """The instalment to be certified next.

    Attributes:
        betrag: what may be paid now: never more than what is left of the grant as last determined.
        faellig: whether its occasion has come.
        erwartet: the occasion in German.
    """

    rate: Rate
    betrag: Fraction
    faellig: bool
    erwartet: str


def plan(stand: Fallstand) -> tuple[Rate, ...]:
    """Return the instalments; reimbursement is one payment on the complete proof (VVK Nr. 7.4)."""
    if stand.beschluss is None:
        return ()
    if stand.beschluss.verfahren == ERSTATTUNG:
        return (Rate(nummer=1, betrag=stand.zuwendung, anlass=BEI_VORLAGE),)
    return stand.beschluss.raten


def naechste_rate(stand: Fallstand, heute: date) -> NaechsteRate | None:
    """Return the next instalment, None when all were certified.

    The last one takes what is left; an earlier one never takes more than that.

    Source: VVK Nr. 7.1, 7.2, 7.4.
    """
    raten = plan(stand)
    erledigt = {zahlung.rate for zahlung in stand.zahlungen}
    offen = [rate for rate in raten if rate.nummer not in erledigt]
    if not offen:
        return None
    rate = offen[0]
    gebunden = sum((zahlung.betrag for zahlung in stand.zahlungen), start=Fraction(0))
    rest = max(Fraction(0), stand.zuwendung - gebunden)
    betrag = rest if len(offen) == 1 else min(rate.betrag, rest)
    return NaechsteRate(rate, betrag, _ist_faellig(stand, rate, heute), ANLAESSE.get(rate.anlass, rate.anlass))


def _ist_faellig(stand: Fallstand, rate: Rate, heute: date) -> bool:
    nachweis = stand.nachweis
    match rate.anlass:
        case "bestandskraft_beginn":
            return stand.beginnanzeige_am is not None
        case "zwischenrate":
            termin = stand.beschluss.zwischenrate_am if stand.beschluss is not None else None
            return termin is not None and termin <= heute
        case "nachweis_vollstaendig":
            return nachweis is not None and nachweis.vollstaendig_am is not None
        case "nachweis_geprueft":
            return nachweis is not None and (nachweis.geprueft_am is not None or nachweis.stichprobe is False)
    return False

"""Which instalment comes next, how much of it, and whether it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from foerderung.verfahren.fallstand import Fallstand, Rate

ERSTATTUNG = "erstattung"
BEI_VORLAGE = "nachweis_vollstaendig"
ANLAESSE = {
    "bestandskraft_beginn": "Bestandskraft und Anzeige des Vorhabensbeginns",
    "zwischenrate": "Termin der Zwischenrate laut Bescheid",
    BEI_VORLAGE: "vollständiger Verwendungsnachweis",
    "nachweis_geprueft": "Abschluss der Prüfung des Verwendungsnachweises",
}


SECHS_WOCHEN = relativedelta(weeks=6)
SECHS_MONATE = relativedelta(months=6)

ERWARTET = {**ANLAESSE, "bestandskraft_beginn": "Anzeige des Vorhabensbeginns"}
"""What an instalment waits for in a case whose notice is final."""


@dataclass(frozen=True, slots=True)
class NaechsteRate:
    """The instalment to be certified next.

    Attributes:
        betrag: what may be paid now: never more than what is left of the grant as last determined.
        seit: day on which its occasion came, None before.
        erwartet: what is waited for, in German.
    """

    rate: Rate
    betrag: Fraction
    seit: date | None
    erwartet: str

    @property
    def faellig(self) -> bool:
        """Tell whether its occasion has come."""
        return self.seit is not None


def plan(stand: Fallstand) -> tuple[Rate, ...]:
    """Return the instalments; reimbursement is one payment on the complete proof (VVK Nr. 7.4)."""
    if stand.beschluss is None:
        return ()
    if stand.beschluss.verfahren == ERSTATTUNG:
        return (Rate(nummer=1, betrag=stand.zuwendung, anlass=BEI_VORLAGE),)
    return stand.beschluss.raten


def offene_raten(stand: Fallstand) -> list[tuple[Rate, Fraction]]:
    """Return the instalments that were not certified yet, with what may be paid of each.

    The last one takes what is left; an earlier one never takes more than that.

    Source: VVK Nr. 7.1, 7.2, 7.4.
    """
    erledigt = {zahlung.rate for zahlung in stand.zahlungen}
    offen = [rate for rate in plan(stand) if rate.nummer not in erledigt]
    rest = max(Fraction(0), stand.zuwendung - sum((zahlung.betrag for zahlung in stand.zahlungen), start=Fraction(0)))
    raten = []
    for rate in offen:
        betrag = rest if rate is offen[-1] else min(rate.betrag, rest)
        raten.append((rate, betrag))
        rest -= betrag
    return raten


def naechste_rate(stand: Fallstand, heute: date) -> NaechsteRate | None:
    """Return the next instalment, None when all were certified."""
    offen = offene_raten(stand)
    if not offen:
        return None
    rate, betrag = offen[0]
    return NaechsteRate(rate, betrag, _faellig_seit(stand, rate, heute), ERWARTET.get(rate.anlass, rate.anlass))


def _faellig_seit(stand: Fallstand, rate: Rate, heute: date) -> date | None:
    nachweis = stand.nachweis
    match rate.anlass:
        case "bestandskraft_beginn":
            return stand.beginnanzeige_am
        case "zwischenrate":
            termin = stand.beschluss.zwischenrate_am if stand.beschluss is not None else None
            return termin if termin is not None and termin <= heute else None
        case "nachweis_vollstaendig":
            return nachweis.vollstaendig_am if nachweis is not None else None
        case "nachweis_geprueft" if nachweis is not None:
            return nachweis.vollstaendig_am if nachweis.stichprobe is False else nachweis.geprueft_am
    return None


@dataclass(frozen=True, slots=True)
class Zeiten:
    """What the expected day of an instalment depends on.

    Attributes:
        am: day of the proposal.
        nachweis_bis: when the proof of use is due.
    """

    am: date
    beginn: date
    nachweis_bis: date
    zwischenrate_am: date | None = None


def erwarteter_termin(anlass: str, zeiten: Zeiten) -> date:
    """Return when an instalment is expected to be paid, unless the officer knows better (house rule).

    The first six weeks after the proposal, not before the begin; with the proof when it is due, the last six months
    later (VVK Nr. 7.1).
    """
    match anlass:
        case "zwischenrate" if zeiten.zwischenrate_am is not None:
            return zeiten.zwischenrate_am
        case "nachweis_vollstaendig":
            return zeiten.nachweis_bis
        case "nachweis_geprueft":
            return _spaeter(zeiten.nachweis_bis, SECHS_MONATE)
    return max(zeiten.beginn, _spaeter(zeiten.am, SECHS_WOCHEN))


def _spaeter(tag: date, spanne: relativedelta) -> date:
    """Return a later day, at most the last one of the calendar."""
    try:
        return tag + spanne
    except (OverflowError, ValueError):
        return date.max

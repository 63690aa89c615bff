"""Compute deadlines, interest, reduction and recovery a second time, from the law and without any product code.

Days are walked one by one on purpose: nothing here shares a formula with the rules, and the Basiszinssatz and the
Rückforderungsgrenzen are written down once more, so that a slip in the rules' tables shows as well.
Sources: §§ 187-193 BGB, § 41 Abs. 2 and § 49a Abs. 3 VwVfG, § 74 VwGO, § 1 SächsSFG, Zins-A Nr. 2,
VwV Nr. 53.2 zu § 70 SäHO, VVK Nr. 8.7 and 8.8, ANBest-K Nr. 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

TAG = timedelta(days=1)
NULL = Fraction(0)
CENT = 100
BAGATELLE_ZINSEN = Fraction(250)
BAGATELLE_AENDERUNG = Fraction(500)

BASISZINS_PROZENT = {
    date(2018, 1, 1): "-0.88",
    date(2023, 1, 1): "1.62",
    date(2023, 7, 1): "3.12",
    date(2024, 1, 1): "3.62",
    date(2024, 7, 1): "3.37",
    date(2025, 1, 1): "2.27",
    date(2025, 7, 1): "1.27",
    date(2026, 7, 1): "1.52",
}
ZINS_BEKANNT_BIS = date(2026, 12, 31)
ZUSCHLAG = 5


class NichtErlaubtError(Exception):
    """The input cannot be: a waiver before the announcement, a payment outside the period."""


class AusserhalbError(Exception):
    """A day before the first the rules or the series cover."""


# --- working days -----------------------------------------------------------------------------------------


def ostersonntag(jahr: int) -> date:
    """Give Easter Sunday after Gauß, with Lichtenberg's corrections."""
    jahrhundert = jahr // 100
    mond = 15 + (3 * jahrhundert + 3) // 4 - (8 * jahrhundert + 13) // 25
    sonne = 2 - (3 * jahrhundert + 3) // 4
    keim = (19 * (jahr % 19) + mond) % 30
    grenze = 21 + keim - (keim // 29 + (keim // 28 - keim // 29) * (jahr % 19 // 11))
    erster = 7 - (jahr + jahr // 4 + sonne) % 7
    return date(jahr, 3, 1) + (grenze + 7 - (grenze - erster) % 7 - 1) * TAG


def feiertage(jahr: int) -> set[date]:
    """Give the eleven public holidays of § 1 SächsSFG that hold in the whole Freistaat."""
    busstag = date(jahr, 11, 22)
    while busstag.isoweekday() != 3:
        busstag -= TAG
    ostern = ostersonntag(jahr)
    bewegliche = {ostern + abstand * TAG for abstand in (-2, 1, 39, 50)}
    feste = {date(jahr, monat, tag) for monat, tag in ((1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26))}
    return feste | bewegliche | {busstag}


def werktag(tag: date) -> date:
    """Move a day that is a Saturday, a Sunday or a holiday to the next working day, § 193 BGB."""
    while tag.isoweekday() >= 6 or tag in feiertage(tag.year):
        tag += TAG
    return tag


# --- deadlines --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fristen:
    """The days that matter after a notice was posted."""

    bekanntgabe: date
    bekanntgabe_spaet: date
    fristende: date
    fristende_spaet: date
    bestandskraft: date


def monatsfrist(ereignis: date) -> date:
    """Give the end of one month after an event: the same number, else the last day of that month."""
    monat, jahr = (ereignis.month + 1, ereignis.year) if ereignis.month < 12 else (1, ereignis.year + 1)
    for nummer in range(ereignis.day, 0, -1):
        try:
            return date(jahr, monat, nummer)
        except ValueError:
            continue
    raise AssertionError


def nachweis_bis(ende: date) -> date:
    """Compute until when the use is to be proven: twelve times a month after the end, ANBest-K Nr. 6.1, § 188 BGB."""
    jahr = ende.year + 1
    return date(jahr, ende.month, ende.day if (ende.month, ende.day) != (2, 29) else 28)


def aufbewahrung_bis(abschluss: date) -> date:
    """Walk on from the end of a case: ten whole years follow the one it ended in."""
    tag, jahreswechsel = abschluss, 0
    while jahreswechsel < 11:
        tag += TAG
        jahreswechsel += (tag.month, tag.day) == (1, 1)
    return tag - TAG


def ab_monaten(ereignis: date, monate: int) -> tuple[date, date]:
    """Compute the end of months after an event, as it falls and moved to a working day, §§ 187, 188, § 31 VwVfG.

    Counted month by month from the event itself: the last day of a short month on the way shortens nothing.
    """
    if ereignis < date(2018, 1, 1):
        raise AusserhalbError
    erster = date(ereignis.year, ereignis.month, 1)
    for _ in range(monate):
        erster = monatsfrist(erster)
    letzter = monatsfrist(erster) - TAG
    ende = min(erster + (ereignis.day - 1) * TAG, letzter)
    return ende, werktag(ende)


def beginn(aufgabe: date, **zustellung: Any) -> tuple[date, date]:
    """Compute until when to begin: a year after the earlier announcement, or moved, after the later one."""
    bekannt = fristen(aufgabe, **zustellung)
    return ab_monaten(bekannt.bekanntgabe, 12)[0], ab_monaten(bekannt.bekanntgabe_spaet, 12)[1]


def fristen(
    aufgabe: date, verzicht: date | None = None, zugang: date | None = None, empfangsbekenntnis: bool = False
) -> Fristen:
    """Compute announcement, end of the Klagefrist and Bestandskraft on both views of § 41 Abs. 2 VwVfG.

    A letter that really arrived later is announced that day, on both views; against an acknowledgement nothing is
    presumed.
    """
    if aufgabe < date(2018, 1, 1):
        raise AusserhalbError
    frueh = aufgabe + (4 if aufgabe >= date(2025, 1, 1) else 3) * TAG
    spaet = werktag(frueh)
    if empfangsbekenntnis:
        if zugang is None:
            raise NichtErlaubtError
        frueh = spaet = zugang
    elif zugang is not None:
        frueh = spaet = zugang if zugang > frueh else frueh
    if verzicht is not None and verzicht < frueh:
        raise NichtErlaubtError
    enden = werktag(monatsfrist(frueh)), werktag(monatsfrist(spaet))
    bestandskraft = max(enden) + TAG
    if verzicht is not None and verzicht < bestandskraft:
        bestandskraft = verzicht
    return Fristen(frueh, spaet, *enden, bestandskraft)


# --- interest ---------------------------------------------------------------------------------------------


@dataclass
class Abschnitt:
    """A stretch of days with one capital and one rate."""

    von: date
    bis: date
    tage: int
    satz: Fraction
    kapital: Fraction
    zinsen: Fraction
    fortgeschrieben: bool


@dataclass
class Zinsen:
    """What the calculation gives; ``abschnitte`` always pay the interest first, also if none is charged."""

    abschnitte: list[Abschnitt] = field(default_factory=list)
    zinsen: Fraction = NULL
    erhoben: bool = False
    restkapital: Fraction = NULL
    zinsen_offen: Fraction = NULL


def gewicht(tag: date) -> int:
    """Count a day in a month of thirty days: the 31st not at all, the end of February for the days it lacks."""
    if tag.day == 31:
        return 0
    if tag.month == 2 and (tag + TAG).month == 3:
        return 31 - tag.day
    return 1


def zinstage(von: date, bis: date) -> int:
    """Count the days of interest from a day to a day, both included."""
    return sum(gewicht(von + n * TAG) for n in range((bis - von).days + 1))


def zinssatz(tag: date) -> Fraction:
    """Give the yearly rate in percent of § 49a Abs. 3 VwVfG."""
    geltend = [ab for ab in BASISZINS_PROZENT if ab <= tag]
    if not geltend:
        raise AusserhalbError
    return Fraction(BASISZINS_PROZENT[max(geltend)]) + ZUSCHLAG


def cent_ab(betrag: Fraction) -> Fraction:
    """Round down to the cent, as incoming money is (Nr. 53.2 zu § 70)."""
    return Fraction(floor(betrag * CENT), CENT)


def zinsen(betrag: Fraction, von: date, bis: date, zahlungen: Mapping[date, Fraction]) -> Zinsen:
    """Walk the days from the first to the last, both counted, settling the interest at every payment."""
    if bis < von or any(not von <= tag <= bis for tag in zahlungen):
        raise NichtErlaubtError
    ergebnis = Zinsen()
    kapital, offen, aufgelaufen = betrag, NULL, NULL
    neu = True
    for schritt in range((bis - von).days + 1):
        tag = von + schritt * TAG
        satz = zinssatz(tag)
        if neu or (tag.day == 1 and tag.month in (1, 7)):
            ergebnis.abschnitte.append(Abschnitt(tag, tag, 0, satz, kapital, NULL, tag > ZINS_BEKANNT_BIS))
        neu = tag in zahlungen
        abschnitt = ergebnis.abschnitte[-1]
        zins = kapital * satz / 100 * gewicht(tag) / 360
        abschnitt.bis = tag
        abschnitt.tage += gewicht(tag)
        abschnitt.zinsen += zins
        aufgelaufen += zins
        if tag in zahlungen or tag == bis:
            ergebnis.zinsen += cent_ab(aufgelaufen)
            offen += cent_ab(aufgelaufen)
            aufgelaufen = NULL
        if tag in zahlungen:
            auf_zinsen = min(offen, zahlungen[tag])
            offen -= auf_zinsen
            kapital = max(NULL, kapital - (zahlungen[tag] - auf_zinsen))
    ergebnis.erhoben = ergebnis.zinsen > BAGATELLE_ZINSEN
    ergebnis.restkapital, ergebnis.zinsen_offen = kapital, offen
    if not ergebnis.erhoben:
        ergebnis.restkapital = max(NULL, betrag - sum(zahlungen.values(), NULL))
        ergebnis.zinsen_offen = NULL
    return ergebnis


# --- reduction and recovery -------------------------------------------------------------------------------


def ermaessigt(
    zuwendung: Fraction,
    plan: Fraction,
    ist: Fraction,
    mehreinnahmen: Fraction = NULL,
    deckungsmittel: Fraction = NULL,
    *,
    wiederkehrend: bool = False,
) -> Fraction:
    """Give the grant after the proof of use: first the lower expenditure, then the additional Deckungsmittel."""
    schwelle = NULL if wiederkehrend else BAGATELLE_AENDERUNG
    neu = zuwendung
    if plan - min(ist, plan) > schwelle:
        neu = Fraction(floor(zuwendung * ist / plan))
    if mehreinnahmen > schwelle:
        anteil = zuwendung / (zuwendung + deckungsmittel) if zuwendung else NULL
        neu = Fraction(floor(neu - mehreinnahmen * anteil))
    return max(NULL, neu)


def rueckforderungsgrenze(zuwendung: Fraction) -> Fraction:
    """Give the amount up to which a recovery is left alone, table to VVK Nr. 8.7."""
    if zuwendung <= 5000:
        return zuwendung * 10 / 100
    if zuwendung <= 20000:
        return min(zuwendung * 5 / 100, Fraction(500))
    if zuwendung <= 50000:
        return min(zuwendung * 3 / 100, Fraction(1000))
    if zuwendung <= 125000:
        return min(zuwendung * 2 / 100, Fraction(1500))
    return Fraction(2500)


def rueckforderung(
    zuwendung: Fraction, gezahlt: Fraction, neu: Fraction, *, ruecknahme: bool = False
) -> tuple[Fraction, Fraction | None, Fraction]:
    """Give the overpayment, the limit (none for a Rücknahme) and what is asked back."""
    ueberzahlung = max(NULL, gezahlt - neu)
    if ruecknahme:
        return ueberzahlung, None, ueberzahlung
    grenze = rueckforderungsgrenze(zuwendung)
    return ueberzahlung, grenze, NULL if ueberzahlung <= grenze else ueberzahlung


def klauseln(lage: Mapping[str, Any]) -> dict[str, bool]:
    """Say which clauses a notice needs, provision by provision.

    Sources: VVK Nr. 4.1, 4.3, 5.1, 5.1.2 and 7.1, § 44a SäHO, RL KommPräv III and VI Nr. 2, § 36 Abs. 2 Nr. 5 VwVfG.
    """
    gewaehlt = {"publizitaet" if lage["zuwendung"] * CENT >= 500_000 else "hinweis"}
    gewaehlt.add("frist_abweichend" if lage.get("frist_abweichend") else "ohne_abweichung")
    if lage["bindung"] == "voraussichtlich":
        gewaehlt.add("gesamthoehe_voraussichtlich")
    elif lage["bindung"] == "verbindlich" and lage.get("mehrjaehrig"):
        gewaehlt.add("gesamthoehe_verbindlich")
    gewaehlt |= {{"gestattet": "weiterleitung", "keine": "keine_weiterleitung"}.get(lage["weiterleitung"], "")}
    gewaehlt |= {name for name in ("nach_beginn", "annahmen") if lage.get(name)}
    if lage.get("verspaetet"):
        gewaehlt.add("verspaetung")
    alle = "publizitaet hinweis frist_abweichend ohne_abweichung gesamthoehe_voraussichtlich gesamthoehe_verbindlich"
    namen = (*alle.split(), "weiterleitung", "keine_weiterleitung", "nach_beginn", "annahmen", "verspaetung")
    return {f"waehle_{name}": name in gewaehlt for name in namen}

"""What deadlines an act sets: computed by the rules, their trace filed, as facts of its event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.akt import Vorgang
from foerderung.services.fall.fallrechnung import json_bytes
from foerderung.services.rechnen.verfahrensrecht import (
    Zustellung,
    rechne_beginnfrist,
    rechne_fristen,
    rechne_jahresfrist,
    rechne_nachweisfrist,
    rechne_schlussratenfrist,
    rechne_vollstaendigkeitsfrist,
)
from foerderung.verfahren.fallstand import Fallstand, Frist, Fristen
from foerderung.verfahren.fortschreibung import GESETZTE_FRISTEN
from foerderung.verfahren.fristarten import (
    BEGINN,
    JAHRESFRIST,
    KLAGEFRIST,
    NACHFORDERUNG,
    NACHWEIS,
    SCHLUSSRATE,
    VOLLSTAENDIGKEIT,
)
from foerderung.verfahren.waechter import BEWILLIGUNG
from foerderung.verfahren.waechter_vollzug import EMPFANGSBEKENNTNIS
from foerderung.verfahren.zahlungsplan import plan

FRISTENDE = "fristende"
"""Name under which the result gives the end of the Klagefrist."""

NACH_DER_PRUEFUNG = "nachweis_geprueft"
"""Occasion of the last instalment that VVK Nr. 7.1 gives six months for."""

Fakten = dict[str, Any]


def setze(*gesetzte: Mapping[str, Any]) -> Fakten:
    """Return deadlines as facts of an act, under the key that the folding of every act looks at."""
    return {GESETZTE_FRISTEN: {art: frist for eine in gesetzte for art, frist in eine.items()}}


def bescheidfristen(vorgang: Vorgang, zustellung: Zustellung) -> Fakten:
    """Return the facts of a notice on its way: announcement, Klagefrist, Bestandskraft, and when to begin.

    Raises:
        EingabeError: a waiver before the announcement, or a receipt before the posting.
    """
    teil = rechne_fristen(zustellung, vorgang.amt.regeln)
    herleitung = _lege_ab(vorgang, teil)
    fristen = Fristen.model_validate({**teil.ergebnis.als_json(), "herleitung": herleitung})
    gesetzt = _frist(vorgang, KLAGEFRIST, teil, fristen.bekanntgabe, FRISTENDE)
    if vorgang.stand.beschluss is not None and vorgang.stand.beschluss.art == BEWILLIGUNG:
        gesetzt |= _frist(vorgang, BEGINN, rechne_beginnfrist(zustellung, vorgang.amt.regeln), fristen.bekanntgabe)
    return {"fristen": fristen.model_dump(mode="json"), **setze(gesetzt)}


def zustellung(stand: Fallstand) -> Zustellung:
    """Return how the notice of a case reached its recipient, as far as it is known.

    Raises:
        ValueError: it was not posted.
    """
    bescheid = stand.bescheid
    if bescheid is None or bescheid.aufgabe_am is None:
        raise ValueError(f"the notice of {stand.aktenzeichen} was not posted")
    art = bescheid.versandart == EMPFANGSBEKENNTNIS
    return Zustellung(bescheid.aufgabe_am, bescheid.verzicht_am, bescheid.zugang_am, art)


def ohne_bescheidfristen() -> Fakten:
    """Return the facts of a notice that came back: nothing runs from it."""
    return setze({KLAGEFRIST: None, BEGINN: None})


def nachforderungsfrist(vorgang: Vorgang, frist: date | None) -> Fakten:
    """Return the day that the officer set for what is missing; none takes an earlier one away."""
    if frist is None:
        return setze({NACHFORDERUNG: None})
    quelle = "RL KommPräv VI Nr. 3"
    return setze({NACHFORDERUNG: {"ab": vorgang.am.isoformat(), "bis": frist.isoformat(), "quelle": quelle}})


def nachweisfrist(vorgang: Vorgang, ende: date) -> Fakten:
    """Return until when the use is to be proven, as the decision fixes it."""
    teil = rechne_nachweisfrist(ende, vorgang.am, vorgang.amt.regeln)
    return {"nachweis_bis": teil.ergebnis["nachweis_bis"].json, **setze(_frist(vorgang, NACHWEIS, teil, ende))}


def vollstaendigkeitsfrist(vorgang: Vorgang, eingang: date) -> Mapping[str, Any]:
    """Return until when the office finds out whether the proof is complete; each later paper starts it anew."""
    teil = rechne_vollstaendigkeitsfrist(eingang, vorgang.amt.regeln)
    return _frist(vorgang, VOLLSTAENDIGKEIT, teil, eingang)


def nach_weiterer_unterlage(vorgang: Vorgang, eingang: date) -> Fakten:
    """Return what a paper changes that came in while the proof was checked; nothing at any other time."""
    bisher = vorgang.stand.gesetzte_fristen.get(VOLLSTAENDIGKEIT)
    nachweis = vorgang.stand.nachweis
    if nachweis is None or nachweis.vollstaendig_am is not None or bisher is None or eingang < bisher.ab:
        return {}
    return setze(vollstaendigkeitsfrist(vorgang, eingang))


def schlussratenfrist(vorgang: Vorgang) -> Fakten:
    """Return until when the last instalment is paid, from the day its last paper came; only if one waits for a check.

    Source: VVK Nr. 7.1 („einschließlich der nachgeforderten Unterlagen“).
    """
    nachweis = vorgang.stand.nachweis
    if nachweis is None or NACH_DER_PRUEFUNG not in {rate.anlass for rate in plan(vorgang.stand)}:
        return {}
    letzte = vorgang.stand.gesetzte_fristen.get(VOLLSTAENDIGKEIT)
    return setze(_schlussrate(vorgang, letzte.ab if letzte is not None else nachweis.eingang_am))


def jahresfrist(vorgang: Vorgang, kenntnis: date) -> Fakten:
    """Return until when a notice can be revoked, from full knowledge."""
    return setze(_frist(vorgang, JAHRESFRIST, rechne_jahresfrist(kenntnis, vorgang.amt.regeln), kenntnis))


def erledigt(vorgang: Vorgang, frist: Frist, grund: str) -> Fakten:
    """Return a deadline as met, for a reason."""
    daten = {**_ohne_herkunft(frist), "erledigt_am": vorgang.am.isoformat(), "erledigt_grund": grund}
    return setze({frist.art: daten})


def nach_berichtigung(vorgang: Vorgang, neu: Fallstand) -> Fakten:
    """Return what a corrected fact changes: every deadline that was computed from it, met ones stay met."""
    alt = vorgang.stand
    fakten: Fakten = {}
    if neu.bescheid != alt.bescheid:
        fakten = bescheidfristen(vorgang, zustellung(neu))
    gesetzt: dict[str, Any] = dict(fakten.pop(GESETZTE_FRISTEN, {}))
    if neu.nachweis is not None and alt.nachweis is not None and neu.nachweis.eingang_am != alt.nachweis.eingang_am:
        gesetzt |= _nach_eingang(vorgang, alt.nachweis.eingang_am, neu.nachweis.eingang_am)
    if neu.kenntnis_am is not None and neu.kenntnis_am != alt.kenntnis_am:
        gesetzt |= jahresfrist(vorgang, neu.kenntnis_am)[GESETZTE_FRISTEN]
    if not gesetzt:
        return fakten
    return {**fakten, **setze({art: _wie_erledigt(alt, art, frist) for art, frist in gesetzt.items()})}


def _nach_eingang(vorgang: Vorgang, alt: date, neu: date) -> dict[str, Any]:
    """Count anew from a corrected receipt, unless a later paper already did."""
    bisher = vorgang.stand.gesetzte_fristen
    if VOLLSTAENDIGKEIT not in bisher:
        return {}
    letzter = bisher[VOLLSTAENDIGKEIT].ab
    ab = neu if letzter == alt else max(neu, letzter)
    schlussrate = _schlussrate(vorgang, ab) if SCHLUSSRATE in bisher else {}
    return {**vollstaendigkeitsfrist(vorgang, ab), **schlussrate}


def _wie_erledigt(alt: Fallstand, art: str, frist: dict[str, Any]) -> dict[str, Any]:
    bisher = alt.gesetzte_fristen.get(art)
    if bisher is None or bisher.erledigt_am is None:
        return frist
    return {**frist, "erledigt_am": bisher.erledigt_am.isoformat(), "erledigt_grund": bisher.erledigt_grund}


def _schlussrate(vorgang: Vorgang, ab: date) -> dict[str, Any]:
    return _frist(vorgang, SCHLUSSRATE, rechne_schlussratenfrist(ab, vorgang.amt.regeln), ab)


def _frist(vorgang: Vorgang, art: str, teil: Teilberechnung, ab: date, name: str = "") -> dict[str, Any]:
    """Return a computed deadline under its kind; how it comes about is filed."""
    name = name or f"{art}_bis"
    bis, spaet = (teil.ergebnis[eines].json for eines in (name, f"{name}_spaet"))
    return {
        art: {
            "ab": ab.isoformat(),
            "bis": bis,
            "bis_spaet": spaet if spaet != bis else None,
            "quelle": teil.regelwerk.regeln[name].quelle.fundstelle,
            "herleitung": _lege_ab(vorgang, teil),
        }
    }


def _lege_ab(vorgang: Vorgang, teil: Teilberechnung) -> str:
    return vorgang.einheit.lege_ab(json_bytes(teil.als_json()), "fristen")


def _ohne_herkunft(frist: Frist) -> dict[str, Any]:
    return frist.model_dump(mode="json", exclude={"art", "ereignis", "erfasst_am"})

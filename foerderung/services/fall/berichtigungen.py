"""Corrections: a counter-event with old and new value; what depends on it is computed anew or void."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fristsetzung import nach_berichtigung, zustellung
from foerderung.services.rechnen.verfahrensrecht import rechne_fristen
from foerderung.store.einheit import Lesung
from foerderung.verfahren.akt import NACH_DER_ENTSCHEIDUNG
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand, Fristen
from foerderung.verfahren.zustand import Zustand

ANTRAG, FALL, VOLLZUG = "antrag_berichtigen", "fall_berichtigen", "vollzug_berichtigen"
TAG, TEXT = "Tag", "Text"


@dataclass(frozen=True, slots=True)
class Berichtigbar:
    """A fact that can be corrected.

    Attributes:
        teil: part of the case that holds it; empty for the case itself.
        feld: its name there.
        form: a day or a text.
        zum_antrag: findings depend on it, so that check and proposal are void.
        fristen: the deadlines of the notice depend on it.
    """

    teil: str
    feld: str
    form: str = TAG
    zum_antrag: bool = False
    fristen: bool = False


FELDER: dict[tuple[str, str], Berichtigbar] = {
    ("fall_anlegen", "titel"): Berichtigbar("", "titel", TEXT),
    ("beratung_erfassen", "am"): Berichtigbar("beratung", "am", zum_antrag=True),
    ("antrag_einlesen", "eingang_am"): Berichtigbar("antraege", "eingang_am", zum_antrag=True),
    ("bescheid_aufgeben", "am"): Berichtigbar("bescheid", "aufgabe_am", fristen=True),
    ("zugang_erfassen", "am"): Berichtigbar("bescheid", "zugang_am", fristen=True),
    ("rechtsbehelf_verzichten", "am"): Berichtigbar("bescheid", "verzicht_am", fristen=True),
    ("kenntnis_erfassen", "am"): Berichtigbar("", "kenntnis_am"),
    ("beginn_anzeigen", "am"): Berichtigbar("", "beginnanzeige_am"),
    ("klage_erfassen", "am"): Berichtigbar("", "klage_am"),
    ("nachweis_einlesen", "eingang_am"): Berichtigbar("nachweis", "eingang_am"),
    ("nachweis_vervollstaendigen", "am"): Berichtigbar("nachweis", "vollstaendig_am"),
}
"""What can be corrected, by act and field; a document is corrected by a new version of it."""


@dataclass(frozen=True, slots=True)
class Berichtigung:
    """What is corrected.

    Attributes:
        ereignis: number of the event that recorded the fact.
        feld: name of the fact, such as ``am``.
        neu: the right value: a day, or a text.
    """

    ereignis: int
    feld: str
    neu: date | str
    grund: str


def berichtige(amt: Amt, auftrag: Auftrag, berichtigung: Berichtigung) -> Vollzug:
    """Correct a fact of an earlier event; the old value stays visible.

    Raises:
        EingabeError: the event is not of this case, or the fact cannot be corrected so.
        NichtErlaubtError: after the decision without the role zeichnung; a guard stands against it.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, auftrag.aktenzeichen)
        ereignis, stelle = _finde(lesung, stand, berichtigung.ereignis)
    angabe = _berichtigbar(ereignis, berichtigung)

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        alt = _alter_wert(vorgang.stand, angabe, stelle)
        if alt is None or _ist_ersetzt(vorgang, angabe, ereignis):
            return Vorbereitung(angaben={"alt": alt, "neu": berichtigung.neu, "ueberholt": True})
        geaendert = _mit_wert(vorgang.stand, angabe, stelle, berichtigung.neu)
        teil = rechne_fristen(zustellung(geaendert), amt.regeln) if angabe.fristen else None

        def fakten() -> dict[str, Any]:
            fristen = nach_berichtigung(vorgang, geaendert)
            neu = _mit_fristen(geaendert, fristen.pop("fristen", None))
            return {
                **fristen,
                "ereignis": berichtigung.ereignis,
                "feld": berichtigung.feld,
                "alt": _text(alt),
                "neu": _text(berichtigung.neu),
                "grund": berichtigung.grund,
                "aenderung": _aenderung(vorgang.stand, neu, angabe),
            }

        bestandskraft = teil.ergebnis["bestandskraft"].wert if teil is not None else None
        gesehen = {"alt": alt, "neu": berichtigung.neu, "bestandskraft": bestandskraft, "danach": geaendert}
        return Vorbereitung(fakten, gesehen)

    return vollziehe(amt, replace(auftrag, akt=_akt(stand, angabe)), bereite)


def _ist_ersetzt(vorgang: Vorgang, angabe: Berichtigbar, ereignis: Ereignis) -> bool:
    """Tell whether a later act of the same kind took the place of one; of applications each version is kept."""
    if isinstance(getattr(vorgang.stand, angabe.teil or angabe.feld), tuple):
        return False
    alle = list(vorgang.einheit.ereignisse(vorgang.stand.aktenzeichen))
    return any(eines.typ == ereignis.typ and eines.nummer > ereignis.nummer for eines in alle)


def _mit_fristen(stand: Fallstand, fristen: dict[str, Any] | None) -> Fallstand:
    if stand.bescheid is None or fristen is None:
        return stand
    neue = Fristen.model_validate(fristen)
    return stand.model_copy(update={"bescheid": stand.bescheid.model_copy(update={"fristen": neue})})


def _finde(lesung: Lesung, stand: Fallstand, nummer: int) -> tuple[Ereignis, int]:
    """Return an event of the case, and how many of its kind came before it."""
    ereignisse = list(lesung.ereignisse(stand.aktenzeichen))
    for ereignis in ereignisse:
        if ereignis.nummer == nummer:
            return ereignis, sum(1 for e in ereignisse if e.typ == ereignis.typ and e.nummer < nummer)
    eigene = ", ".join(str(ereignis.nummer) for ereignis in ereignisse)
    text = f"Ereignis {nummer} gehört nicht zu {stand.aktenzeichen}"
    raise EingabeError(Meldung(text, ort="ereignis", zulaessig=eigene))


def _berichtigbar(ereignis: Ereignis, berichtigung: Berichtigung) -> Berichtigbar:
    felder = [name for typ, name in FELDER if typ == ereignis.typ]
    feld = berichtigung.feld
    if not felder:
        abhilfe = "Dokumente berichtigt eine neue Fassung, Entscheidungen ein neuer Vorschlag."
        text = f"an „{ereignis.typ}“ ist nichts zu berichtigen"
        raise EingabeError(Meldung(text, ort="ereignis", abhilfe=abhilfe))
    if feld not in felder:
        raise EingabeError(
            Meldung(f"„{feld}“", ort="feld", zulaessig=", ".join(felder), abhilfe=aehnlich(feld, felder))
        )
    angabe = FELDER[ereignis.typ, feld]
    if (angabe.form == TAG) is not isinstance(berichtigung.neu, date):
        raise EingabeError(Meldung(f"„{berichtigung.neu}“", ort="neu", zulaessig=f"ein {angabe.form}"))
    return angabe


def _akt(stand: Fallstand, angabe: Berichtigbar) -> str:
    if angabe.zum_antrag:
        return ANTRAG
    return VOLLZUG if stand.zustand in NACH_DER_ENTSCHEIDUNG else FALL


def _traeger(stand: Fallstand, angabe: Berichtigbar, stelle: int) -> Any:
    """Return the part of the case that holds the fact."""
    if not angabe.teil:
        return stand
    teil = getattr(stand, angabe.teil)
    return teil[stelle] if isinstance(teil, tuple) else teil


def _alter_wert(stand: Fallstand, angabe: Berichtigbar, stelle: int) -> Any:
    traeger = _traeger(stand, angabe, stelle)
    return None if traeger is None else getattr(traeger, angabe.feld)


def _mit_wert(stand: Fallstand, angabe: Berichtigbar, stelle: int, wert: Any) -> Fallstand:
    """Return the case with the new value, and without what is void by it."""
    if not angabe.teil:
        return stand.model_copy(update={angabe.feld: wert})
    teil = getattr(stand, angabe.teil)
    if teil is None:
        return stand
    neuer: Any = _traeger(stand, angabe, stelle).model_copy(update={angabe.feld: wert})
    if isinstance(teil, tuple):
        neuer = (*teil[:stelle], neuer, *teil[stelle + 1 :])
    neu = stand.model_copy(update={angabe.teil: neuer})
    if angabe.zum_antrag and stand.zustand in (Zustand.GEPRUEFT, Zustand.VORGESCHLAGEN):
        return neu.model_copy(update={"pruefvermerk": None, "vorschlag": None})
    return neu


def _aenderung(alt: Fallstand, neu: Fallstand, angabe: Berichtigbar) -> dict[str, Any]:
    """Return the parts of the case that differ, as plain data."""
    daten = neu.model_dump(mode="json")
    namen = {angabe.teil or angabe.feld, "pruefvermerk", "vorschlag"}
    return {name: daten[name] for name in sorted(namen) if getattr(alt, name) != getattr(neu, name)}


def _text(wert: Any) -> str | None:
    if wert is None:
        return None
    return wert.isoformat() if isinstance(wert, date) else str(wert)

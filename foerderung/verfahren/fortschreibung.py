"""Fold events into the standing of a case: one small function per act, facts only, nothing computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from foerderung.errors import IntegritaetError, Meldung
from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.buchungen import BUCHUNGEN, bindungen_aus
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import (
    Anlage,
    Antrag,
    Beratung,
    Bescheid,
    Beschluss,
    Fallstand,
    Frist,
    Fristen,
    Loeschantrag,
    Nachforderung,
    Nachweis,
    Vermerk,
    Vorschlag,
    Zahlung,
)
from foerderung.verfahren.loeschung import BEANTRAGEN, VOLLZIEHEN, geloeschter_fall
from foerderung.verfahren.zustand import Rolle, Zustand

VERSUCH = "versuch_abgewiesen"
"""Type of the event that records a refused attempt; it changes nothing."""

NACH = "nach"
"""Key of a payload that holds the state the act led to."""

IN_VERTRETUNG = "in_vertretung_fuer"
"""Key of a payload that names the person whose role an act rests on, where the acting one has none of their own."""

GESETZTE_FRISTEN = "gesetzte_fristen"
"""Key of a payload that holds the deadlines an act sets, by kind; None takes one away."""

_ALLGEMEINE = (NACH, "nachtrag", BUCHUNGEN, IN_VERTRETUNG, GESETZTE_FRISTEN)
"""Keys that the payload of any act may have."""

_FRUEHERE = ("verpflichtungsermaechtigung",)
"""Keys of events that stores of version 0001 hold and that no part of a case takes in any longer."""

Aenderung = dict[str, Any]
"""Fields of a case with their new values, typed as the case holds them."""

_DER_SACHBEARBEITUNG = frozenset(akt.name for akt in AKTE if akt.rolle is Rolle.SACHBEARBEITUNG)

Schritt = Callable[[Fallstand, Ereignis, Mapping[str, Any]], Aenderung]


def schreibe_fort(stand: Fallstand | None, ereignis: Ereignis) -> Fallstand | None:
    """Return the standing of a case after an event.

    Args:
        stand: before; None for a case that begins.
        ereignis: what happened; of an act whose facts were deleted only the header counts.

    Raises:
        KeyError: an act this version does not know, or a fact that is missing.
    """
    fakten = ereignis.fakten()
    if ereignis.typ == VERSUCH:
        return stand.model_copy(update={"version": ereignis.nummer}) if stand is not None else None
    if ereignis.typ == VOLLZIEHEN:
        return geloeschter_fall(ereignis, fakten)
    if ereignis.nutzlast is None:
        return stand
    if stand is None:
        return _beginne(ereignis, fakten)
    aenderung = SCHRITTE[ereignis.typ](stand, ereignis, fakten)
    zustand = Zustand(fakten[NACH])
    if BUCHUNGEN in fakten:
        aenderung = {**aenderung, **bindungen_aus(stand, fakten)}
    zustaendig = _zustaendig(ereignis) if ereignis.typ in _DER_SACHBEARBEITUNG else stand.zustaendig
    aenderung |= _gesetzte_fristen(stand, ereignis, fakten)
    geaendert = {**aenderung, "zustand": zustand, "version": ereignis.nummer, "zustaendig": zustaendig}
    return stand.model_copy(update=geaendert)


def falte(ereignisse: Iterable[Ereignis]) -> Fallstand | None:
    """Return a case as all its events say, None if there are none.

    Raises:
        IntegritaetError: facts are missing that no deletion ordered away.
    """
    stand, luecke = None, 0
    for ereignis in ereignisse:
        if ereignis.nutzlast is None:
            luecke = luecke or ereignis.nummer
        elif ereignis.typ == VOLLZIEHEN:
            luecke = 0
        if not luecke:
            stand = schreibe_fort(stand, ereignis)
    if luecke:
        text = f"die Fakten von Ereignis {luecke} fehlen"
        raise IntegritaetError(Meldung(text, abhilfe="Mit „foerderung db pruefe“ prüfen."))
    return stand


def _beginne(ereignis: Ereignis, fakten: Mapping[str, Any]) -> Fallstand:
    return Fallstand.model_validate(
        {
            "aktenzeichen": ereignis.fall,
            "richtlinie": fakten["richtlinie"],
            "antragsteller": fakten["antragsteller"],
            "titel": fakten["titel"],
            "zustand": fakten[NACH],
            "version": ereignis.nummer,
            "angelegt_am": ereignis.wirksam_am,
            "vorgaenger": fakten.get("vorgaenger", ""),
            "zustaendig": _zustaendig(ereignis),
        }
    )


def _zustaendig(ereignis: Ereignis) -> str:
    """Return who handles a case after an act: of a deputy the person deputised for."""
    return str(ereignis.fakten().get(IN_VERTRETUNG) or ereignis.person)


def _teil(fakten: Mapping[str, Any]) -> Aenderung:
    """Return the facts of an act without those that any act may have."""
    return {name: wert for name, wert in fakten.items() if name not in (*_ALLGEMEINE, *_FRUEHERE)}


def _gesetzte_fristen(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    """Take in the deadlines that an act sets or takes away; so no act needs a step of its own for them."""
    if not fakten.get(GESETZTE_FRISTEN):
        return {}
    herkunft = {"ereignis": ereignis.nummer, "erfasst_am": ereignis.erfasst_am}
    neue = dict(stand.gesetzte_fristen)
    for art, angaben in fakten[GESETZTE_FRISTEN].items():
        neue.pop(art, None)
        if angaben is not None:
            neue[art] = Frist.model_validate({"art": art, **angaben, **herkunft})
    return {"gesetzte_fristen": neue}


def _beratung(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"beratung": Beratung(am=ereignis.wirksam_am, person=ereignis.person, unterlage=fakten["unterlage"])}


def _eingang(_: Fallstand, __: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"eingang_ohne_beratung": date.fromisoformat(fakten["eingang_am"])}


def _antrag(stand: Fallstand, _: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    fassung = Antrag.model_validate({"fassung": len(stand.antraege) + 1, **_teil(fakten)})
    return {"antraege": (*stand.antraege, fassung), "pruefvermerk": None, "vorschlag": None, "nachforderung": None}


def _anlage(stand: Fallstand, _: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"anlagen": (*stand.anlagen, Anlage.model_validate(_teil(fakten)))}


def _berichtigung(stand: Fallstand, _: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    neu = Fallstand.model_validate({**dict(stand), **fakten["aenderung"]})
    return {name: getattr(neu, name) for name in fakten["aenderung"]}


def _zugang(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    assert stand.bescheid is not None
    neu = {"zugang_am": ereignis.wirksam_am, "fristen": Fristen.model_validate(fakten["fristen"])}
    return {"bescheid": stand.bescheid.model_copy(update=neu)}


def _ruecklauf(stand: Fallstand, _: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    assert stand.bescheid is not None
    leer = {"aufgabe_am": None, "versandart": "", "fristen": None, "verzicht_am": None, "zugang_am": None}
    return {"bescheid": stand.bescheid.model_copy(update=leer)}


def _nachforderung(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"nachforderung": Nachforderung.model_validate({"am": ereignis.wirksam_am, **_teil(fakten)})}


def _vermerk(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"pruefvermerk": Vermerk(am=ereignis.wirksam_am, person=ereignis.person, unterlage=fakten["unterlage"])}


def _ziele(_: Fallstand, __: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"ziele": fakten["unterlage"]}


def _vorschlag(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    grund = {"am": ereignis.wirksam_am, "person": ereignis.person}
    return {"vorschlag": Vorschlag.model_validate({**grund, **_teil(fakten)})}


def _beschluss(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    fuer = fakten.get(IN_VERTRETUNG, "")
    grund = {"am": ereignis.wirksam_am, "person": ereignis.person, IN_VERTRETUNG: fuer}
    return {"beschluss": Beschluss.model_validate({**grund, **_teil(fakten)})}


def _entwurf(stand: Fallstand, _: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return _mit_bescheid(stand, Bescheid.model_validate(_teil(fakten)))


def _ablage(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    bisher = {} if stand.bescheid is None else dict(stand.bescheid)
    bescheid = Bescheid.model_validate({**bisher, **_teil(fakten), "abgelegt_am": ereignis.wirksam_am})
    return _mit_bescheid(stand, bescheid)


def _mit_bescheid(stand: Fallstand, bescheid: Bescheid) -> Aenderung:
    """Return a letter; one with a number of its own counts as a further document."""
    neu = stand.bescheid is None or stand.bescheid.nummer != bescheid.nummer
    return {"bescheid": bescheid, "dokumente": stand.dokumente + (1 if neu else 0)}


def _aufgabe(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    assert stand.bescheid is not None
    return {
        "bescheid": stand.bescheid.model_copy(
            update={
                "aufgabe_am": ereignis.wirksam_am,
                "versandart": fakten["versandart"],
                "fristen": Fristen.model_validate(fakten["fristen"]) if fakten["fristen"] is not None else None,
            }
        )
    }


def _verzicht(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    assert stand.bescheid is not None
    fristen = Fristen.model_validate(fakten["fristen"])
    return {"bescheid": stand.bescheid.model_copy(update={"verzicht_am": ereignis.wirksam_am, "fristen": fristen})}


def _beginn(_: Fallstand, ereignis: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    return {"beginnanzeige_am": ereignis.wirksam_am}


def _bescheinigung(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    grund = {"bescheinigt_am": ereignis.wirksam_am, "bescheinigt_von": ereignis.person}
    zahlung = Zahlung.model_validate({"nummer": len(stand.zahlungen) + 1, **grund, **_teil(fakten)})
    return {"zahlungen": (*stand.zahlungen, zahlung)}


def _anordnung(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    angeordnet = {
        "angeordnet_am": ereignis.wirksam_am,
        "angeordnet_von": ereignis.person,
        "faellig_am": fakten["faellig_am"],
        "huel": fakten["huel"],
    }
    zahlungen = [
        Zahlung.model_validate({**dict(eine), **angeordnet}) if eine.nummer == fakten["nummer"] else eine
        for eine in stand.zahlungen
    ]
    return {"zahlungen": tuple(zahlungen)}


def _nachweis(_: Fallstand, __: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"nachweis": Nachweis.model_validate(_teil(fakten))}


def _am_nachweis(**felder: str) -> Schritt:
    """Return a step that writes the day of the act, or facts of it, into the proof of use."""

    def schritt(stand: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
        assert stand.nachweis is not None
        werte = {ziel: ereignis.wirksam_am if quelle == "am" else fakten[quelle] for ziel, quelle in felder.items()}
        return {"nachweis": Nachweis.model_validate({**dict(stand.nachweis), **werte})}

    return schritt


def _evaluation(_: Fallstand, __: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    return {"evaluation": fakten["unterlage"]}


def _kenntnis(_: Fallstand, ereignis: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    return {"kenntnis_am": ereignis.wirksam_am}


def _klage(_: Fallstand, ereignis: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    return {"klage_am": ereignis.wirksam_am, "klage_erledigt_am": None}


def _klage_erledigt(_: Fallstand, ereignis: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    return {"klage_erledigt_am": ereignis.wirksam_am}


def _ende(_: Fallstand, ereignis: Ereignis, __: Mapping[str, Any]) -> Aenderung:
    return {"abgeschlossen_am": ereignis.wirksam_am}


def _loeschantrag(_: Fallstand, ereignis: Ereignis, fakten: Mapping[str, Any]) -> Aenderung:
    antrag = Loeschantrag(am=ereignis.wirksam_am, person=ereignis.person, grund=fakten["grund"])
    return {"loeschantrag": antrag}


def _nur_zustand(_: Fallstand, __: Ereignis, ___: Mapping[str, Any]) -> Aenderung:
    return {}


SCHRITTE: dict[str, Schritt] = {
    "beratung_erfassen": _beratung,
    "eingang_vermerken": _eingang,
    "antrag_einlesen": _antrag,
    "anlage_erfassen": _anlage,
    "antrag_berichtigen": _berichtigung,
    "fall_berichtigen": _berichtigung,
    "vollzug_berichtigen": _berichtigung,
    "antrag_nachfordern": _nachforderung,
    "antrag_pruefen": _vermerk,
    "ziele_festlegen": _ziele,
    "entscheidung_vorschlagen": _vorschlag,
    "entscheidung_bewilligen": _beschluss,
    "entscheidung_ablehnen": _beschluss,
    "bescheid_erstellen": _entwurf,
    "bescheid_ablegen": _ablage,
    "bescheid_aufgeben": _aufgabe,
    "zugang_erfassen": _zugang,
    "ruecklauf_erfassen": _ruecklauf,
    "rechtsbehelf_verzichten": _verzicht,
    "klage_erledigen": _klage_erledigt,
    "bestandskraft_eintreten": _nur_zustand,
    "beginn_anzeigen": _beginn,
    "zahlung_bescheinigen": _bescheinigung,
    "zahlung_anordnen": _anordnung,
    "mittel_verschieben": _nur_zustand,
    "mittel_binden": _nur_zustand,
    "nachweis_einlesen": _nachweis,
    "nachweis_vervollstaendigen": _am_nachweis(vollstaendig_am="am"),
    "stichprobe_ziehen": _am_nachweis(stichprobe="gezogen", stichprobe_grund="grund"),
    "stichprobe_auslassen": _am_nachweis(stichprobe="gezogen", stichprobe_grund="grund"),
    "nachweis_pruefen": _am_nachweis(geprueft_am="am", pruefvermerk="vermerk"),
    "evaluation_erfassen": _evaluation,
    "klage_erfassen": _klage,
    "kenntnis_erfassen": _kenntnis,
    "frist_erledigen": _nur_zustand,
    "fall_schliessen": _ende,
    "antrag_zurueckziehen": _ende,
    BEANTRAGEN: _loeschantrag,
}
"""What each act changes beside the state."""

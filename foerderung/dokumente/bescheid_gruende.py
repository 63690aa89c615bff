"""Reasons a notice gives: what was cut and why, what limited the grant, what the officer decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from foerderung.dokumente.bescheid_ermittlung import BETRAG_EINER_SACHAUSGABE, sachausgaben, stellen
from foerderung.dokumente.bezug import Bezuege
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe
from foerderung.rechnung.knoten import Knoten

BEANTRAGTE_ZUWENDUNG = "finanzierung.beantragt"
OBERGRENZEN = {"obergrenze_stelle": "Obergrenze nach TV-L", "obergrenze_minijob": "Obergrenze für Minijobs"}
NIEDRIGERER_SATZ = "Niedrigerer Fördersatz"


# --- What is not eligible ------------------------------------------------------------------------------------------


def abgrenzung(berechnung: Berechnung, bezuege: Bezuege) -> list[dict[str, str]]:
    """List what was claimed and is not, or not fully, eligible, with the reason.

    Source: VVK Nr. 4.2.4, § 39 VwVfG.
    """
    return [zeile for jahr in berechnung.ergebnis.je_jahr("jahre") for zeile in _abgrenzung(jahr, berechnung, bezuege)]


def _abgrenzung(jahr: int, berechnung: Berechnung, bezuege: Bezuege) -> Iterator[dict[str, str]]:
    for name, stelle in stellen(berechnung, jahr):
        knoten = stelle["zuwendungsfaehig"].knoten
        if knoten is not None and knoten.wert != stelle["beantragt"].wert:
            yield _zeile(jahr, name, bezuege.ergebnis(stelle["beantragt"]), knoten, bezuege)
    for name, nummer, knoten in sachausgaben(berechnung, jahr):
        if knoten.wert != berechnung.antrag.eingaben.hole(BETRAG_EINER_SACHAUSGABE, (nummer, jahr)):
            yield _zeile(jahr, name, bezuege.angabe(BETRAG_EINER_SACHAUSGABE, nummer, jahr), knoten, bezuege)


def _zeile(jahr: int, name: str, beantragt: str, knoten: Knoten, bezuege: Bezuege) -> dict[str, str]:
    return {
        "jahr": str(jahr),
        "name": name,
        "beantragt": beantragt,
        "zuwendungsfaehig": bezuege.zahl(knoten),
        "grund": _kuerzungsgrund(knoten, bezuege),
    }


def _kuerzungsgrund(knoten: Knoten, bezuege: Bezuege) -> str:
    """Say why an amount is lower than claimed: a share outside the range, the officer's cut, the ceiling, its kind."""
    kinder = {kind.name: kind for kind in knoten.kinder.values()}
    zulaessig, obergrenze = kinder.get("vzae_zulaessig"), kinder.get("obergrenze")
    if zulaessig is not None and not zulaessig.wert:
        return bezuege.grund(zulaessig)
    for kind in kinder.values():
        if kind.wert == knoten.wert and (entschieden := entscheidungsgrund(kind)):
            return entschieden
    for kind in obergrenze.kinder.values() if obergrenze is not None else ():
        if kind.wert == knoten.wert and kind.name in OBERGRENZEN:
            return _obergrenze(kind, bezuege)
    return bezuege.grund(knoten)


def _obergrenze(knoten: Knoten, bezuege: Bezuege) -> str:
    gruppe = bezuege.suche("entgeltgruppe", *knoten.index[:1]) if knoten.name == "obergrenze_stelle" else None
    zusatz = f", Entgeltgruppe {bezuege.zahl(gruppe).removeprefix('E')}" if gruppe is not None else ""
    return f"{OBERGRENZEN[knoten.name]}{zusatz}: {bezuege.grund(knoten)}"


def entscheidungsgrund(knoten: Knoten) -> str:
    """Return the reason the officer recorded for a value of the decision that a node read."""
    return next((angabe.grund for angabe in knoten.angaben.values() if angabe.grund), "")


# --- What limited the grant ----------------------------------------------------------------------------------------


def grenzen(berechnung: Berechnung, bezuege: Bezuege) -> list[str]:
    """Say for each year whether something beside the rates limited the grant, or less was granted than asked for."""
    jahre = berechnung.ergebnis.je_jahr("jahre").items()
    return [satz for jahr, teil in jahre for satz in _grenze(jahr, teil, berechnung, bezuege)]


def _grenze(jahr: int, teil: Ergebnisgruppe, berechnung: Berechnung, bezuege: Bezuege) -> Iterator[str]:
    knoten, deckel = teil["zuwendung"].knoten, teil["deckel"].knoten
    beantragt = berechnung.antrag.eingaben.hole(BEANTRAGTE_ZUWENDUNG, (jahr,))
    if knoten is None or deckel is None:
        return
    massgeblich = knoten.vor_rundung
    if massgeblich == deckel.wert != teil["roh"].wert:
        betrag = bezuege.zahl(knoten)
        yield f"Haushaltsjahr {jahr}: Die Zuwendung ist auf {betrag} begrenzt. {bezuege.grund(deckel)}"
    elif beantragt is not None and massgeblich == beantragt != teil["roh"].wert:
        betrag = bezuege.angabe(BEANTRAGTE_ZUWENDUNG, jahr)
        yield f"Haushaltsjahr {jahr}: Die Zuwendung ist auf den beantragten Betrag von {betrag} begrenzt."
    if beantragt is not None and massgeblich != beantragt:
        betraege = (bezuege.angabe(BEANTRAGTE_ZUWENDUNG, jahr), bezuege.zahl(knoten))
        yield (
            f"Haushaltsjahr {jahr}: Beantragt sind {betraege[0]}, bewilligt {betraege[1]}; "
            "einen höheren Betrag ergibt die Ermittlung der Zuwendung (Anlage 1) nicht."
        )


# --- What the officer decided --------------------------------------------------------------------------------------


def niedrigere_saetze(berechnung: Berechnung) -> list[str]:
    """List why the officer chose lower rates, each with what it speaks of.

    Source: § 39 Abs. 1 Satz 3 VwVfG.
    """
    eintraege = _entschieden(berechnung, "saetze")
    return list(dict.fromkeys(_begruendet(berechnung, eintrag, NIEDRIGERER_SATZ) for eintrag in eintraege))


def abweichungen(berechnung: Berechnung) -> list[str]:
    """List how the officer decided the findings that leave a choice, each with what it speaks of.

    Source: § 39 Abs. 1 Satz 3 VwVfG.
    """
    namen = {treffer.befund.code: treffer.befund.bezeichnung for treffer in berechnung.treffer}
    eintraege = _entschieden(berechnung, "abweichungen")
    return list(dict.fromkeys(_begruendet(berechnung, eintrag, namen[eintrag["befund"]]) for eintrag in eintraege))


def _entschieden(berechnung: Berechnung, abschnitt: str) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of one section of the decision."""
    if berechnung.entscheidung is None:
        return ()
    return tuple(berechnung.entscheidung.eingaben.baum.get(abschnitt, ()))


def _begruendet(berechnung: Berechnung, eintrag: Mapping[str, Any], was: str) -> str:
    """Say what was decided, of which item and year, and why."""
    jahr = f"Haushaltsjahr {eintrag['jahr']}" if eintrag.get("jahr") else ""
    gegenstand = ", ".join(filter(None, (was, _posten(berechnung, str(eintrag.get("ort", ""))), jahr)))
    return f"{gegenstand}: {eintrag['grund']}"


def _posten(berechnung: Berechnung, ort: str) -> str:
    liste, _, nummer = ort.partition("[")
    nummer = nummer.partition("]")[0]
    posten = berechnung.angabe(liste)
    if nummer.isdecimal() and isinstance(posten, tuple):
        return f"„{posten[int(nummer)]['bezeichnung']}“"
    namen = {feld.name: feld.beschriftung for feld in berechnung.regelwerk.felder.kinder}
    return namen.get(liste, liste)

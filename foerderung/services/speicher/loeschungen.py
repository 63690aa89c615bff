"""Delete a case for data protection: one person asks, another performs; what has to live on stays in the event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt
from foerderung.services.rechnen.verfahrensrecht import rechne_aufbewahrung
from foerderung.store.einheit import Lesung
from foerderung.store.loeschung import umfang, verdichte
from foerderung.store.verbindung import SQLITE
from foerderung.verfahren.akt import ERLEDIGT
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.loeschung import BEANTRAGEN, REST, VOLLZIEHEN, rest_von
from foerderung.verfahren.zustand import Zustand

BEENDET = (*ERLEDIGT, Zustand.GELOESCHT)


def beantrage_loeschung(amt: Amt, aktenzeichen: str, grund: str) -> Vollzug:
    """Ask for the deletion of a case.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: it is not over, still has to be kept, or another open case rests on it; no reason given.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        angaben = loeschangaben(vorgang.einheit, vorgang.stand, amt)
        return Vorbereitung({"grund": grund}, {**angaben, "grund": grund})

    return vollziehe(amt, Auftrag(aktenzeichen, BEANTRAGEN), bereite)


def vollziehe_loeschung(amt: Amt, aktenzeichen: str, grund: str) -> tuple[Vollzug, bool]:
    """Delete what a case holds, on the request of another person; tell whether the file was written anew.

    On PostgreSQL the server does that by itself, later; the answer is True there.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: nobody asked, or this person did; and as for the request.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        stand = vorgang.stand
        antrag = stand.loeschantrag

        def fakten() -> dict[str, Any]:
            begruendung = grund or (antrag.grund if antrag is not None else "")
            return {"grund": begruendung, REST: rest_von(stand), **umfang(vorgang.einheit, stand.aktenzeichen)}

        return Vorbereitung(fakten, loeschangaben(vorgang.einheit, stand, amt))

    vollzug = vollziehe(amt, Auftrag(aktenzeichen, VOLLZIEHEN), bereite)
    return vollzug, amt.datenbank.art != SQLITE or verdichte(amt.datenbank)


def loeschangaben(lesung: Lesung, stand: Fallstand, amt: Amt) -> dict[str, Any]:
    """Return what the guards of a deletion look at: how long the file is kept, and which open cases rest on it."""
    if stand.abgeschlossen_am is None:
        return {}
    teil = rechne_aufbewahrung(stand.abgeschlossen_am, amt.heute, amt.regeln)
    bis = teil.ergebnis["aufbewahrung_bis"].wert
    return {"aufbewahrung_bis": bis, "offene_folgefaelle": tuple(_offene_folgefaelle(lesung, stand.aktenzeichen))}


def _offene_folgefaelle(lesung: Lesung, aktenzeichen: str) -> Iterator[str]:
    """Yield the open cases that name a case as the one before, themselves or in their application."""
    for anderer in lesung.faelle():
        if anderer.aktenzeichen == aktenzeichen or anderer.zustand in BEENDET:
            continue
        im_antrag = anderer.antrag is not None and aktenzeichen.encode() in lesung.abgelegt(anderer.antrag.ablage)
        if anderer.vorgaenger == aktenzeichen or im_antrag:
            yield anderer.aktenzeichen

"""The calculation of a case as a workbook: the one decided on, else the newest application as it stands today."""

from __future__ import annotations

from foerderung.dokumente.arbeitsmappe import Vermerke, render_arbeitsmappe
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.entscheidungen import vorschlag_berechnung
from foerderung.services.fall.entscheidungsakte import lies_akte
from foerderung.services.herkunft import Herkunft
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import ZUSTANDSNAMEN


def mappe_zum_fall(amt: Amt, aktenzeichen: str) -> bytes:
    """Return the Ausgaben- und Finanzierungsplan of a case with its calculation as a workbook.

    Raises:
        EingabeError: an unknown case, or one without an application.
        DokumentError: something does not fit into a workbook.
        NichtErlaubtError: nobody was named, or the facts of the case were deleted.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        person = amt.handelnde(lesung)
        berechnung = _berechnung(amt, lesung, stand)
        herkunft = Herkunft.von(lesung.verbindung)
    vermerke = {
        "Aktenzeichen": stand.aktenzeichen,
        "Zustand des Falls": ZUSTANDSNAMEN[stand.zustand],
        "Grundlage": _grundlage(stand),
        **herkunft.vermerke(f"{person.name} ({person.kuerzel})", amt.heute),
    }
    return render_arbeitsmappe(berechnung, Vermerke(stand.aktenzeichen, vermerke, herkunft.uebung))


def _berechnung(amt: Amt, lesung: Lesung, stand: Fallstand) -> Berechnung:
    """Compute what was decided, by its archived rules, else the application with what is proposed, by today's."""
    if stand.beschluss is not None:
        return lies_akte(lesung, stand.beschluss.akte).berechne()
    return vorschlag_berechnung(lesung, stand, amt.heute, amt)


def _grundlage(stand: Fallstand) -> str:
    if stand.beschluss is not None:
        return f"Entscheidung vom {datum_deutsch(stand.beschluss.am)}, mit den Regeln der Entscheidungsakte"
    return "neueste Fassung des Antrags, nach heutigem Stand; noch keine Entscheidung"

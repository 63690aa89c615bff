"""Checks of a document that need the evaluator: years within the project, findings that are input errors."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.errors import Meldung
from foerderung.rechnung.auswertung import FehlendeAngabeError, Rechner
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.leser import Gelesen


def pruefe_jahre(rechner: Rechner, gelesen: Gelesen, datei: str) -> Iterator[Meldung]:
    """Yield a message for every amount in a year outside of the project."""
    if "jahr" not in rechner.regelwerk.dimensionen:
        return
    try:
        jahre = rechner.bereich("jahr")
    except FehlendeAngabeError:
        return
    if not jahre:
        return
    for feld in rechner.regelwerk.eingaben.values():
        for index in gelesen.eingaben.werte.get(feld.pfad, {}) if feld.je_jahr else ():
            if index[-1] not in jahre:
                ort = feld.ort.format(*index)
                yield Meldung(
                    f"Haushaltsjahr {index[-1]} liegt außerhalb des Vorhabens",
                    datei,
                    gelesen.zeilen.get(ort, 0),
                    ort,
                    f"{jahre[0]} bis {jahre[-1]}" if len(jahre) > 1 else str(jahre[0]),
                    abhilfe="Jahr streichen oder den Zeitraum des Vorhabens berichtigen.",
                )


def zu_meldung(treffer: Treffer, datei: str, zeile: int, ort: str = "") -> Meldung:
    """Turn a finding that makes a document wrong into a message with its place."""
    befund = treffer.befund
    return Meldung(
        befund.gefunden,
        datei,
        zeile,
        ort or befund.ort,
        befund.zulaessig,
        befund.quelle.fundstelle,
        befund.abhilfe,
        treffer.regel.id,
    )

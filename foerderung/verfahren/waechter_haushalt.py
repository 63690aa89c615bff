"""Guards on the budget: nothing is granted, shifted or paid that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.verfahren.buchungen import Umbuchung
from foerderung.verfahren.fallstand import NULL
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.waechter_vollzug import unangeordnet
from foerderung.verfahren.zustand import Rolle


def haushaltsjahr_offen(lage: Lage) -> Iterator[Hindernis]:
    """Back into a closed Haushaltsjahr reaches only the signing person."""
    if lage.abgeschlossen and Rolle.ZEICHNUNG not in lage.person.rollen:
        yield Hindernis(
            "haushaltsjahr_abgeschlossen",
            f"der {datum_deutsch(lage.am)} liegt in einem abgeschlossenen Haushaltsjahr",
            HAUSREGEL,
            "Nur mit der Rolle zeichnung möglich.",
        )


def nicht_im_abgeschlossenen_jahr(lage: Lage) -> Iterator[Hindernis]:
    """Nobody books into a closed Haushaltsjahr."""
    if lage.abgeschlossen:
        grund = f"das Haushaltsjahr {lage.am.year} ist abgeschlossen, es wird nichts mehr gebucht"
        yield Hindernis("haushaltsjahr_abgeschlossen", grund, HAUSREGEL, "Tag prüfen.")


def ausgabemittel_vorhanden(lage: Lage) -> Iterator[Hindernis]:
    """A grant needs the Ausgabemittel of the current year; later years may be only expected.

    Source: VVK Nr. 4.1.
    """
    for eines in lage.deckung.fehlend if lage.deckung is not None else ():
        konto = eines.konto
        yield Hindernis(
            "ausgabemittel_fehlen",
            f"Ausgabemittel {konto.jahr} ({konto.stelle}): gebraucht werden {euro_deutsch(eines.gebraucht)}, "
            f"frei sind {euro_deutsch(eines.frei)}",
            "VVK Nr. 4.1",
            "Ansatz mit „haushalt ansatz“ erfassen oder spätere Zahltermine vorschlagen.",
            {"gebraucht": euro_deutsch(eines.gebraucht), "frei": euro_deutsch(eines.frei)},
        )


def zahlung_gebunden(lage: Lage) -> Iterator[Hindernis]:
    """Only what is bound in the Haushaltsjahr of payment is ordered, and only once its Ausgabemittel are known."""
    jahr = lage.angaben.get("haushaltsjahr", lage.am.year)
    if not lage.angaben.get("ausgabemittel_bekannt", True):
        yield Hindernis(
            "ausgabemittel_fehlen",
            f"die Ausgabemittel des Haushaltsjahres {jahr} sind nicht erfasst",
            "VVK Nr. 9.2.2",
            "foerderung haushalt ansatz",
        )
    for zahlung in unangeordnet(lage.stand):
        verfuegbar = lage.stand.verfuegbar(jahr)
        if zahlung.betrag > verfuegbar:
            yield Hindernis(
                "nicht_gebunden",
                f"zu zahlen sind {euro_deutsch(zahlung.betrag)}, für Zahlungen in {jahr} sind noch "
                f"{euro_deutsch(max(NULL, verfuegbar))} gebunden",
                "VVK Nr. 4.1 und 9.2.2",
                f"foerderung haushalt verschiebe {lage.stand.aktenzeichen} oder haushalt binde",
            )


def umbuchung_moeglich(lage: Lage) -> Iterator[Hindernis]:
    """What is shifted or bound goes to a year that is not over, and is there."""
    wunsch = lage.angaben.get("umbuchung")
    if lage.vorschau or not isinstance(wunsch, Umbuchung):
        return
    if wunsch.von is not None:
        yield from _verschiebbar(lage, wunsch, wunsch.von)
    elif not wunsch.betrag:
        grund = f"für {wunsch.nach} ist nichts nur voraussichtlich bewilligt"
        yield Hindernis("nichts_zu_binden", grund, "VVK Nr. 4.1", "foerderung haushalt uebersicht")
    if wunsch.nach < lage.am.year:
        yield Hindernis("jahr_abgelaufen", f"das Haushaltsjahr {wunsch.nach} ist abgelaufen", HAUSREGEL)
    elif wunsch.frei is not None and wunsch.betrag > wunsch.frei:
        mittel = "Ausgabemittel" if wunsch.nach == lage.am.year else f"Verpflichtungsermächtigung {lage.am.year} für"
        grund = (
            f"{mittel} {wunsch.nach}: gebraucht werden {euro_deutsch(wunsch.betrag)}, "
            f"frei sind {euro_deutsch(max(NULL, wunsch.frei))}"
        )
        yield Hindernis("mittel_fehlen", grund, "VVK Nr. 4.1", "foerderung haushalt ansatz")


def _verschiebbar(lage: Lage, wunsch: Umbuchung, von: int) -> Iterator[Hindernis]:
    """What is shifted was bound in its year and not ordered."""
    verfuegbar = max(NULL, lage.stand.verfuegbar(von))
    if wunsch.betrag > verfuegbar:
        grund = f"in {von} sind nur {euro_deutsch(verfuegbar)} gebunden und nicht angeordnet"
        yield Hindernis("nicht_gebunden", grund, "VVK Nr. 9.2.2")
    if von == wunsch.nach:
        yield Hindernis("gleiches_jahr", f"von {von} nach {von} ist nichts zu verschieben", HAUSREGEL)

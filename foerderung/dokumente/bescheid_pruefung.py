"""Refuse a notice whose facts are incomplete or contradict the calculation."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.dokumente.bescheid_fall import hat_andere_zuwendungen
from foerderung.dokumente.bescheid_zahlung import BESCHEID, ist_zwischenrate
from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.errors import DokumentError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung

ABHILFE = "Angabe im Fall ergänzen."


def verlange_zuwendung(berechnung: Berechnung) -> None:
    """Refuse a calculation that grants nothing.

    Raises:
        DokumentError: there is no grant to award.
    """
    if not berechnung.ergebnis["zuwendung_gesamt"].wert:
        raise DokumentError(
            Meldung(
                "die Berechnung ergibt keine Zuwendung, ein Zuwendungsbescheid lässt sich daraus nicht entwerfen",
                ort="zuwendung_gesamt",
                quelle="VVK Nr. 4.1",
                abhilfe="Befunde und Finanzierungsplan prüfen oder den Antrag ablehnen.",
            )
        )


def verlange_vollstaendige_angaben(berechnung: Berechnung, angaben: Bescheidangaben) -> None:
    """Refuse facts that leave a part of the notice empty or undecided; all violations at once.

    Raises:
        DokumentError: with one message for each.

    Source: VVK Nr. 4.2.
    """
    meldungen = [
        *_leere_texte(angaben),
        *_zweck_und_ziele(angaben),
        *_termine(berechnung, angaben),
        *_andere_zuwendungsgeber(berechnung, angaben),
    ]
    if meldungen:
        raise DokumentError(meldungen)


def _leere_texte(angaben: Bescheidangaben) -> Iterator[Meldung]:
    texte = {
        name: getattr(angaben, name)
        for name in ("aktenzeichen", "dokumentnummer", "bearbeitung", "zeichnung", "gericht", "gericht_ort")
    }
    texte |= {f"behoerde.{name}": getattr(angaben.behoerde, name) for name in ("name", "strasse", "plz", "ort")}
    for nummer, (empfaenger, zweck) in enumerate(angaben.weiterleitung):
        texte |= {f"weiterleitung[{nummer}].empfaenger": empfaenger, f"weiterleitung[{nummer}].zweck": zweck}
    for ort, text in texte.items():
        if not text.strip():
            yield Meldung("die Angabe fehlt", ort=ort, quelle="VVK Nr. 4.2", abhilfe=ABHILFE)


def _zweck_und_ziele(angaben: Bescheidangaben) -> Iterator[Meldung]:
    quelle = "VVK Nr. 4.2.3"
    if not angaben.zweck.strip():
        yield Meldung("der Zuwendungszweck fehlt", ort="zweck", quelle=quelle, abhilfe=ABHILFE)
    if not angaben.ziele:
        yield Meldung("ohne Ziele gibt es keine Erfolgskontrolle", ort="ziele", quelle=quelle, abhilfe=ABHILFE)
    for nummer, ziel in enumerate(angaben.ziele):
        for name in ("bezeichnung", "indikator", "sollwert"):
            if not getattr(ziel, name).strip():
                yield Meldung("die Angabe fehlt", ort=f"ziele[{nummer}].{name}", quelle=quelle, abhilfe=ABHILFE)


def _termine(berechnung: Berechnung, angaben: Bescheidangaben) -> Iterator[Meldung]:
    quelle = "VVK Nr. 4.2.7"
    beginn, ende = (berechnung.angabe("vorhaben", name) for name in ("beginn", "ende"))
    if angaben.nachweis_bis <= ende:
        gefunden = f"{datum_deutsch(angaben.nachweis_bis)} liegt nicht nach dem Ende des Bewilligungszeitraums"
        yield Meldung(gefunden, ort="nachweis_bis", zulaessig=f"nach dem {datum_deutsch(ende)}", quelle=quelle)
    auszahlung = berechnung.ergebnis.gruppen["auszahlung"][0]
    if auszahlung["verfahren"].wert == BESCHEID:
        gefunden = f"die Fassung {berechnung.regelwerk.fassung.id} überlässt die Raten dem Bescheid, hier fehlen sie"
        yield Meldung(gefunden, ort="auszahlung", quelle=quelle, abhilfe="Den Entwurf von Hand vervollständigen.")
    if not any(ist_zwischenrate(rate) for rate in auszahlung.gruppen["raten"]):
        return
    tag = angaben.zwischenrate_am
    if tag is None:
        yield Meldung("der Termin fehlt", ort="zwischenrate_am", quelle="VVK Nr. 7.2", abhilfe=ABHILFE)
    elif not beginn < tag < angaben.nachweis_bis:
        spanne = f"nach dem {datum_deutsch(beginn)} und vor dem {datum_deutsch(angaben.nachweis_bis)}"
        yield Meldung(datum_deutsch(tag), ort="zwischenrate_am", zulaessig=spanne, quelle="VVK Nr. 7.2")


def _andere_zuwendungsgeber(berechnung: Berechnung, angaben: Bescheidangaben) -> Iterator[Meldung]:
    if hat_andere_zuwendungen(berechnung) and not angaben.weitere_zuwendungsgeber.strip():
        yield Meldung(
            "der Finanzierungsplan nennt andere öffentliche Zuwendungen, die Angabe der Zuwendungsgeber fehlt",
            ort="weitere_zuwendungsgeber",
            quelle="VVK Nr. 4.2.8",
            abhilfe=ABHILFE,
        )

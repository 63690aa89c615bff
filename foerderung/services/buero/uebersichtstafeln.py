"""The overview of VVK Nr. 9.2 as tables."""

from __future__ import annotations

from fractions import Fraction

from foerderung.dokumente.tafel import Art, Leser, Spalte, Tafel, Zelle
from foerderung.services.buero.haushaltsspalten import (
    AUSGABEMITTEL,
    ERMAECHTIGUNG,
    FALL,
    STELLE,
    ZUSTAND,
    betragsspalte,
    stellenzellen,
)
from foerderung.services.buero.haushaltsuebersicht import (
    SUMMEN,
    ZUWENDUNGSART,
    Mittelzeile,
    Uebersicht,
    Zuwendungszeile,
)

BETRAEGE = ("ansatz", "gebunden", "angeordnet", "voraussichtlich", "frei")


def mitteltafel(blick: Uebersicht) -> Tafel:
    """Return the lines of the budget that concern a Haushaltsjahr."""
    spalten = (
        *STELLE,
        Spalte("art", "Art", leser=Leser.MASCHINEN),
        Spalte("mittel", "Mittel", breite=15, leser=Leser.MENSCHEN),
        Spalte("haushaltsjahr", "Haushaltsjahr", Art.ZAHL, breite=14),
        Spalte("jahr", "Zahlungsjahr", Art.ZAHL, breite=13),
        betragsspalte("ansatz", "Ansatz", leer="nicht erfasst"),
        *(betragsspalte(name, name) for name in BETRAEGE[1:]),
    )
    zeilen = [
        (
            *stellenzellen(eine.konto.stelle),
            *_mittelart(eine),
            eine.konto.haushaltsjahr,
            eine.konto.jahr,
            *_mittel(eine),
        )
        for eine in blick.mittel
    ]
    return Tafel("mittel", "Mittel", spalten, zeilen)


def _mittelart(zeile: Mittelzeile) -> tuple[str, str]:
    return (
        (ERMAECHTIGUNG, f"VE für {zeile.konto.jahr}") if zeile.ist_ermaechtigung else (AUSGABEMITTEL, "Ausgabemittel")
    )


def _mittel(zeile: Mittelzeile) -> tuple[Fraction | None, ...]:
    """Return the amounts; None where one is not known, or where nothing can be ordered."""
    return (
        zeile.ansatz if zeile.frei is not None else None,
        zeile.gebunden,
        None if zeile.ist_ermaechtigung else zeile.angeordnet,
        zeile.voraussichtlich,
        zeile.frei,
    )


def zuwendungstafel(blick: Uebersicht) -> Tafel:
    """Return the grants as VVK Nr. 9.2 wants them listed."""
    koepfe = ("Zuwendung", f"gebunden {blick.jahr}", "angeordnet", "später", "voraussichtlich")
    spalten = (
        *FALL,
        Spalte("art", "Art", leser=Leser.MASCHINEN),
        ZUSTAND,
        *STELLE,
        *(betragsspalte(name, kopf) for name, kopf in zip(SUMMEN, koepfe, strict=True)),
        Spalte("nachweis_faellig", "Nachweis bis", Art.TAG, breite=13),
        Spalte("nachweis_eingang", "Eingang", Art.TAG, breite=11),
        Spalte("nachweis_geprueft", "geprüft", Art.TAG, breite=11),
    )
    return Tafel("zuwendungen", "Projektförderungen", spalten, [_zuwendung(eine) for eine in blick.zuwendungen])


def _zuwendung(zeile: Zuwendungszeile) -> tuple[Zelle, ...]:
    return (
        zeile.aktenzeichen,
        zeile.empfaenger,
        zeile.zweck,
        ZUWENDUNGSART,
        zeile.zustand.value,
        *stellenzellen(zeile.stelle),
        *(getattr(zeile, name) for name in SUMMEN),
        zeile.nachweis_faellig,
        zeile.nachweis_eingang,
        zeile.nachweis_geprueft,
    )

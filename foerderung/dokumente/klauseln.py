"""Clauses of a grant notice: the facts by which rules choose them, and their texts filled for one case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from foerderung.dokumente.bescheid_fall import bindung_des_bescheids, weicht_ab
from foerderung.dokumente.bescheid_zahlung import nach_beginn
from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.errors import DokumentError, Meldung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.klausel import Klausel, Klauselart, Klauselort

VERSPAETUNG = "frist_versaeumt"
"""Finding that a late application is; an officer may decide on it nevertheless."""

ARTEN = {
    Klauselart.BEFRISTUNG: "Befristung",
    Klauselart.BEDINGUNG: "Bedingung",
    Klauselart.WIDERRUFSVORBEHALT: "Widerrufsvorbehalt",
    Klauselart.AUFLAGE: "Auflage",
    Klauselart.AUFLAGENVORBEHALT: "Auflagenvorbehalt",
}
"""Nebenbestimmungen by their names. Source: § 36 Abs. 2 VwVfG."""

_PLATZ = re.compile(r"\{(\w+)\}")
_VERBINDLICH = "Rechtsverbindlich ist die Bewilligung nur in dieser Höhe."
_NICHT_VERBINDLICH = "Rechtsverbindlich ist noch kein Betrag bewilligt."


def bescheidlage(berechnung: Berechnung, angaben: Bescheidangaben | None) -> dict[str, Wert | None]:
    """Return the inputs of the rules that choose clauses; without facts of a case what only it can say is open."""
    weiterleitung = bool(angaben.weiterleitung) if angaben is not None else bool(berechnung.angabe("weiterleitung"))
    gestattet = "gestattet" if angaben is not None else "offen"
    return {
        "bescheid.zuwendung": berechnung.ergebnis["zuwendung_gesamt"].wert,
        "bescheid.mehrjaehrig": len(berechnung.ergebnis.je_jahr("jahre")) > 1,
        "bescheid.bindung": bindung_des_bescheids(angaben),
        "bescheid.frist_abweichend": angaben is not None and weicht_ab(berechnung, angaben.nachweis_bis),
        "bescheid.weiterleitung": gestattet if weiterleitung else "keine",
        "bescheid.nach_beginn": nach_beginn(berechnung.ergebnis.gruppen["auszahlung"][0]),
        "bescheid.verspaetet": VERSPAETUNG in _entschiedene_befunde(berechnung),
        "bescheid.annahmen": angaben is not None and bool(angaben.annahmen_grund),
    }


def _entschiedene_befunde(berechnung: Berechnung) -> set[str]:
    if berechnung.entscheidung is None:
        return set()
    return {str(eintrag["befund"]) for eintrag in berechnung.entscheidung.eingaben.baum.get("abweichungen", ())}


def klauseltexte(klauseln: Iterable[Klausel], bezuege: Bezuege, kontext: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template shows of clauses: single texts by place, Nebenbestimmungen by heading with their kind.

    Args:
        klauseln: those that were chosen, in order.
        bezuege: keeps which clause each text is.
        kontext: what else the letter shows; its amounts were read from the trace.

    Raises:
        DokumentError: a clause names something that no notice has.

    Source: § 36 Abs. 2 VwVfG, VVK Nr. 4.2.9.
    """
    gefuellt = [(klausel, _fuelle(klausel, bezuege, kontext)) for klausel in klauseln]
    neben = [eine for eine in gefuellt if eine[0].ort is Klauselort.NEBENBESTIMMUNGEN]
    return {
        "klauseln_hoehe": [text for klausel, text in gefuellt if klausel.ort is Klauselort.HOEHE],
        "klauseln_begruendung": [text for klausel, text in gefuellt if klausel.ort is Klauselort.BEGRUENDUNG],
        "nebenbestimmungen": list(_nebenbestimmungen(neben, bezuege)),
    }


def _nebenbestimmungen(klauseln: list[tuple[Klausel, str]], bezuege: Bezuege) -> Iterator[dict[str, Any]]:
    for nummer, (titel, gruppe) in enumerate(groupby(klauseln, lambda eine: eine[0].titel), 1):
        zusammen = list(gruppe)
        arten = dict.fromkeys(ARTEN[klausel.art] for klausel, _ in zusammen if klausel.art in ARTEN)
        yield {
            "nummer": str(nummer),
            "titel": titel,
            "art": ", ".join(arten),
            "text": " ".join(text for _, text in zusammen),
            "punkte": [_zeige(klausel, punkt, bezuege) for klausel, _ in zusammen for punkt in klausel.punkte],
            "tabelle": next((klausel.tabelle for klausel, _ in zusammen if klausel.tabelle), ""),
        }


def _fuelle(klausel: Klausel, bezuege: Bezuege, kontext: Mapping[str, Any]) -> str:
    fall = kontext["fall"]
    umfang = _VERBINDLICH if fall["bewilligt"] else _NICHT_VERBINDLICH
    texte = {"zuwendung": kontext["zuwendung"], "offene_jahre": fall["offene_jahre"], "umfang": umfang}

    def setze_ein(treffer: re.Match[str]) -> str:
        if treffer[1] not in texte:
            raise DokumentError(
                Meldung(f"„{{{treffer[1]}}}“ kennt kein Bescheid", ort=klausel.name, zulaessig=", ".join(texte))
            )
        return str(texte[treffer[1]])

    return _zeige(klausel, _PLATZ.sub(setze_ein, klausel.text), bezuege)


def _zeige(klausel: Klausel, text: str, bezuege: Bezuege) -> str:
    return bezuege.klausel(klausel.name, umbruchfest(text).replace("ANBest-K", "ANBest\u2011K"))

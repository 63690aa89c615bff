"""The formal payment order: everything VwV zu § 70 SäHO Nr. 5.1 asks for, number by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foerderung.fach.geld import als_euro, euro_text
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.verfahren.amtsstand import Antragsteller
from foerderung.verfahren.fallstand import Fallstand, Zahlung
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG
from foerderung.verfahren.zahlungsplan import plan

Fakten = Mapping[str, Any]

AUSZAHLUNG = "Auszahlung"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a payment order.

    Attributes:
        nummer: of the VwV, such as ``5.1.1``.
        zeige: reads it from the facts of the order, in German; empty where it was left out and may be.
    """

    nummer: str
    bezeichnung: str
    zeige: Callable[[Fakten], str]


def anordnungsfakten(
    stand: Fallstand, zahlung: Zahlung, antragsteller: Antragsteller, behoerde: Mapping[str, str]
) -> dict[str, Any]:
    """Return what an order states of payment, recipient and authority; day, person, budget and list come with the act.

    Source: VwV zu § 70 SäHO Nr. 5.1.
    """
    letzte = zahlung.rate == plan(stand)[-1].nummer
    return {
        "nummer": zahlung.nummer,
        "kasse": behoerde["kasse"],
        "zahlstelle": behoerde.get("zahlstelle", ""),
        "anordnung": AUSZAHLUNG,
        "betrag": euro_text(zahlung.betrag),
        "empfaenger": antragsteller.name,
        "empfaenger_anschrift": f"{antragsteller.strasse}, {antragsteller.plz} {antragsteller.ort}",
        "iban": antragsteller.iban,
        "begruendung": f"Zuwendung {stand.aktenzeichen}, {zahlung.rate}. Rate: {stand.titel}",
        "kennzeichen": "Schlusszahlung" if letzte else "Abschlagsauszahlung",
        "bescheinigt_von": zahlung.bescheinigt_von,
        "bescheinigt_am": zahlung.bescheinigt_am.isoformat(),
        "anordnende_stelle": f"{behoerde['name']}, {behoerde['anordnungsstelle']}",
        "anordnungsstellennummer": behoerde["anordnungsstellennummer"],
        "huel_namenszeichen": behoerde["huel_namenszeichen"],
    }


def anordnungszeilen(fakten: Fakten) -> list[tuple[str, str, str]]:
    """Return number, name and text of every element of an order, without those that were left out and may be."""
    zeilen = ((eines.nummer, eines.bezeichnung, eines.zeige(fakten)) for eines in ELEMENTE)
    return [zeile for zeile in zeilen if zeile[2]]


def _text(name: str) -> Callable[[Fakten], str]:
    return lambda fakten: str(fakten.get(name, ""))


def _tag(name: str) -> Callable[[Fakten], str]:
    return lambda fakten: datum_deutsch(date.fromisoformat(fakten[name]))


def _iban(fakten: Fakten) -> str:
    iban = str(fakten["iban"])
    return " ".join(iban[stelle : stelle + 4] for stelle in range(0, len(iban), 4))


def _bescheinigung(fakten: Fakten) -> str:
    tag = datum_deutsch(date.fromisoformat(fakten["bescheinigt_am"]))
    return f"sachlich und rechnerisch richtig: {fakten['bescheinigt_von']}, {tag}"


def _anordnend(fakten: Fakten) -> str:
    fuer = fakten.get(IN_VERTRETUNG)
    return f"{fakten['angeordnet_von']}{f' i. V. für {fuer}' if fuer else ''}"


ELEMENTE = (
    Element("5.1.1", "Kasse", _text("kasse")),
    Element("5.1.1", "Zahlstelle", _text("zahlstelle")),
    Element("5.1.2", "Anordnung", _text("anordnung")),
    Element("5.1.3", "Betrag", lambda fakten: euro_deutsch(als_euro(fakten["betrag"]))),
    Element("5.1.4", "Empfangsberechtigter", lambda f: f"{f['empfaenger']}, {f['empfaenger_anschrift']}"),
    Element("5.1.4", "IBAN", _iban),
    Element("5.1.5", "Fälligkeitstag", _tag("faellig_am")),
    Element("5.1.6", "Buchungsstelle", _text("buchungsstelle")),
    Element("5.1.6", "Haushaltsjahr", _text("haushaltsjahr")),
    Element("5.1.7", "Begründung", _text("begruendung")),
    Element("5.1.8", "Kennzeichnung", _text("kennzeichen")),
    Element("5.1.9", "Bescheinigung", _bescheinigung),
    Element("5.1.10", "anordnende Stelle", _text("anordnende_stelle")),
    Element("5.1.10", "Anordnungsstellennummer", _text("anordnungsstellennummer")),
    Element("5.1.11", "Nummer in der Haushaltsüberwachungsliste", _text("huel")),
    Element("5.1.11", "Namenszeichen des Listenführers", _text("huel_namenszeichen")),
    Element("5.1.12", "Datum der Anordnung", _tag("angeordnet_am")),
    Element("5.1.13", "Anordnungsbefugter", _anordnend),
)
"""The elements in the order of the VwV; who signs is the person whom the store knows as acting."""

"""Payments: notice of the begin, certification, order; two persons, and only what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from foerderung.fach.geld import euro_text
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_antragsteller
from foerderung.services.buero.behoerdenangaben import ZAHLUNG, fehlende_behoerdenangaben
from foerderung.services.fall.zahlungsanordnung import anordnungsfakten
from foerderung.verfahren.amtsstand import NUMMERNKREIS
from foerderung.verfahren.buchungen import Buchung, Buchungsart, Buchungsstelle, Konto, als_buchungsfakten
from foerderung.verfahren.zahlungsplan import naechste_rate


def zeige_beginn_an(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Record that the recipient announced the begin of the project; the day is that of the announcement."""
    return vollziehe(amt, auftrag)


def bescheinige(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Certify the next instalment as correct in fact and figures; the amount comes from the plan, never by hand.

    Raises:
        NichtErlaubtError: none is due, or the one before is not ordered yet.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        naechste = naechste_rate(vorgang.stand, amt.heute)
        if naechste is None:
            return Vorbereitung()
        rate = naechste.rate
        return Vorbereitung({"rate": rate.nummer, "betrag": euro_text(naechste.betrag), "anlass": rate.anlass})

    return vollziehe(amt, auftrag, bereite)


def ordne_an(amt: Amt, auftrag: Auftrag, faellig_am: date | None = None) -> Vollzug:
    """Order the certified payment.

    Raises:
        NichtErlaubtError: nothing is certified, the certifier acts, the Kasse or the IBAN is not known, or less is
            bound in the Haushaltsjahr of payment.

    Source: VwV zu § 70 SäHO Nr. 5.1.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        behoerde, faellig = vorgang.einheit.behoerde(), faellig_am or vorgang.am
        gesehen = {"haushaltsjahr": faellig.year, "ausgabemittel_bekannt": _mittel_bekannt(vorgang, faellig.year)}
        antragsteller = hole_antragsteller(vorgang.einheit, vorgang.stand.antragsteller)
        fehlend = fehlende_behoerdenangaben(vorgang.einheit, ZAHLUNG)
        if not antragsteller.iban:
            fehlend += (f"die IBAN (foerderung antragsteller aendere {antragsteller.nummer} --iban …)",)
        offen = next((z for z in vorgang.stand.zahlungen if z.angeordnet_am is None), None)
        if offen is None:
            return Vorbereitung(angaben=gesehen, fehlend=fehlend)

        def fakten() -> dict[str, Any]:
            assert vorgang.stand.buchungsstelle is not None
            stelle = Buchungsstelle(*vorgang.stand.buchungsstelle)
            kreis = f"HÜL {faellig.year} {stelle.kapitel} {stelle.titel}"
            nummer = vorgang.einheit.nummernstand(kreis) + 1
            konto = Konto(stelle, faellig.year, faellig.year)
            return {
                **anordnungsfakten(vorgang.stand, offen, antragsteller, behoerde),
                "angeordnet_am": vorgang.am.isoformat(),
                "angeordnet_von": vorgang.person.kuerzel,
                "buchungsstelle": str(stelle),
                "faellig_am": faellig.isoformat(),
                "haushaltsjahr": faellig.year,
                "huel": f"{kreis}/{nummer:04d}",
                NUMMERNKREIS: {kreis: nummer},
                **als_buchungsfakten([Buchung(Buchungsart.ANORDNUNG, konto, offen.betrag)]),
            }

        return Vorbereitung(fakten, gesehen, fehlend=fehlend)

    return vollziehe(amt, auftrag, bereite)


def _mittel_bekannt(vorgang: Vorgang, jahr: int) -> bool:
    """Tell whether the Ausgabemittel of a year are entered for where the grant stands."""
    if vorgang.stand.buchungsstelle is None:
        return True
    stelle = Buchungsstelle(*vorgang.stand.buchungsstelle)
    return vorgang.einheit.haushalt(stelle).hat_ansatz(stelle, jahr)

"""Propose, grant, reject: what is decided is what was proposed, by another person, with its record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.befund import Befund
from foerderung.fach.geld import euro_text
from foerderung.rechnung.berechnung import Berechnung
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.buero.behoerdenangaben import BUCHUNGSSTELLE, fehlende_behoerdenangaben
from foerderung.services.buero.haushalt import bindung, buchungsstelle, deckung
from foerderung.services.fall.entscheidungsakte import lege_akte_an
from foerderung.services.fall.fallrechnung import (
    Datei,
    abgelegtes_dokument,
    ergebnis_sha256,
    rechne_fall,
    regelarchiv,
)
from foerderung.services.fall.folgefoerderung import befunde_im_fall
from foerderung.services.fall.fristsetzung import nachweisfrist
from foerderung.services.rechnen.verfahrensrecht import rechne_nachweisfrist
from foerderung.store.einheit import Lesung
from foerderung.verfahren.buchungen import Deckung, jahresbetraege
from foerderung.verfahren.fallstand import Fallstand, Rate, Vorschlag
from foerderung.verfahren.waechter import ABLEHNUNG, BEWILLIGUNG
from foerderung.verfahren.zahlungsplan import BEI_VORLAGE, ERSTATTUNG, Zeiten, erwarteter_termin


@dataclass(frozen=True, slots=True)
class Vorschlagsangaben:
    """What an officer proposes.

    Attributes:
        entscheidung: the decision document, None without one.
        ablehnung_grund: why to reject; None proposes a grant.
        zwischenrate_am: day of the instalment between begin and proof (VVK Nr. 7.2).
        zahltermine: when instalments are expected to be paid, by number; the others are estimated.
    """

    entscheidung: Datei | None = None
    ablehnung_grund: str | None = None
    zwischenrate_am: date | None = None
    zahltermine: Mapping[int, date] = field(default_factory=dict)

    @property
    def art(self) -> str:
        """Return what is proposed."""
        return BEWILLIGUNG if self.ablehnung_grund is None else ABLEHNUNG


def schlage_vor(amt: Amt, auftrag: Auftrag, angaben: Vorschlagsangaben) -> Vollzug:
    """Propose a grant, or with a reason a rejection.

    Raises:
        EingabeError: the decision does not fit the application.
        NichtErlaubtError: a finding stands against it, goals or dates are missing.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        dokument = angaben.entscheidung.dokument() if angaben.entscheidung is not None else None
        berechnung = rechne_fall(vorgang.einheit, vorgang.stand, vorgang.am, dokument, amt.regeln)
        auszahlung = berechnung.ergebnis.gruppen["auszahlung"][0]
        gesehen = {
            "art": angaben.art,
            "grund": angaben.ablehnung_grund or "",
            "zuwendung": _zuwendung(berechnung),
            "verfahren": auszahlung["verfahren"].wert,
            "anlaesse": tuple(rate["anlass"].wert for rate in auszahlung.gruppen["raten"]),
            "zwischenrate_am": angaben.zwischenrate_am,
            "zwischenrate_zwischen": (
                berechnung.angabe("vorhaben", "beginn"),
                nachweis_bis(berechnung.angabe("vorhaben", "ende"), vorgang.am, amt),
            ),
        }
        if angaben.art == BEWILLIGUNG:
            _pruefe_termine(angaben.zahltermine, berechnung)
        befunde = befunde_im_fall(vorgang.einheit, vorgang.stand, berechnung)
        return Vorbereitung(lambda: _vorschlag(vorgang, angaben, berechnung), gesehen, befunde)

    return vollziehe(amt, auftrag, bereite)


def _vorschlag(vorgang: Vorgang, angaben: Vorschlagsangaben, berechnung: Berechnung) -> dict[str, Any]:
    """Return the facts of a proposal; the decision document is filed."""
    datei = angaben.entscheidung
    return {
        "art": angaben.art,
        "grund": angaben.ablehnung_grund or "",
        "entscheidung": vorgang.einheit.lege_ab(datei.inhalt, "entscheidung") if datei is not None else None,
        "entscheidung_datei": datei.name if datei is not None else "",
        "zuwendung": euro_text(_zuwendung(berechnung)) if angaben.art == BEWILLIGUNG else "0.00",
        "regelwerk_sha256": berechnung.regelwerk.sha256,
        "ergebnis_sha256": ergebnis_sha256(berechnung),
        "zwischenrate_am": _text(angaben.zwischenrate_am),
        "zahltermine": {str(n): tag.isoformat() for n, tag in _zahltermine(vorgang, angaben, berechnung).items()},
    }


def _pruefe_termine(termine: Mapping[int, date], berechnung: Berechnung) -> None:
    anzahl = len(raten(berechnung))
    fremde = [nummer for nummer in termine if nummer > anzahl]
    if fremde:
        raise EingabeError(
            Meldung(f"die {nummer}. Rate gibt es nicht", ort="rate-am", zulaessig=f"1 bis {anzahl}")
            for nummer in fremde
        )


def _zahltermine(vorgang: Vorgang, angaben: Vorschlagsangaben, berechnung: Berechnung) -> dict[int, date]:
    """Return when each instalment is expected: as the officer says, else estimated (house rule)."""
    if angaben.art != BEWILLIGUNG:
        return {}
    ende: date = berechnung.angabe("vorhaben", "ende")
    zeiten = Zeiten(
        vorgang.am,
        berechnung.angabe("vorhaben", "beginn"),
        nachweis_bis(ende, vorgang.am, vorgang.amt),
        angaben.zwischenrate_am,
    )
    erwartet = {rate.nummer: erwarteter_termin(rate.anlass, zeiten) for rate in raten(berechnung)}
    return {**erwartet, **angaben.zahltermine}


def bewillige(amt: Amt, auftrag: Auftrag, annahmen_grund: str = "") -> Vollzug:
    """Grant what was proposed.

    Args:
        annahmen_grund: why readings that nobody confirmed are accepted.

    Raises:
        NichtErlaubtError: the proposer acts, application or rules changed since, assumptions are not accepted.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        berechnung = vorschlag_berechnung(vorgang.einheit, vorgang.stand, vorgang.am, amt)
        vorschlag = vorgang.stand.vorschlag
        assert vorschlag is not None

        def fakten() -> dict[str, Any]:
            assert gedeckt is not None
            return {
                **_bewilligung(berechnung),
                **nachweisfrist(vorgang, berechnung.angabe("vorhaben", "ende")),
                "annahmen_grund": annahmen_grund,
                "akte": _akte(vorgang, berechnung),
                "zwischenrate_am": _text(vorschlag.zwischenrate_am),
                "zahltermine": {str(nummer): tag.isoformat() for nummer, tag in vorschlag.zahltermine.items()},
                **bindung(buchungsstelle(vorgang.einheit), gedeckt, vorgang.am.year),
            }

        fehlend = fehlende_behoerdenangaben(vorgang.einheit, BUCHUNGSSTELLE)
        gedeckt = deckung_des_vorschlags(vorgang.einheit, vorschlag, berechnung, vorgang.am) if not fehlend else None
        differenzen = tuple(abweichungen(berechnung, vorschlag))
        befunde = befunde_im_fall(vorgang.einheit, vorgang.stand, berechnung)
        return Vorbereitung(fakten, {"annahmen_grund": annahmen_grund}, befunde, differenzen, fehlend, gedeckt)

    return vollziehe(amt, auftrag, bereite)


def lehne_ab(amt: Amt, auftrag: Auftrag, grund: str = "") -> Vollzug:
    """Reject; the reason is that of the proposal unless another is given."""

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        vorschlag = vorgang.stand.vorschlag
        gegeben = grund or (vorschlag.grund if vorschlag is not None else "")
        berechnung = vorschlag_berechnung(vorgang.einheit, vorgang.stand, vorgang.am, amt)

        def fakten() -> dict[str, Any]:
            return {"art": ABLEHNUNG, "grund": gegeben, "akte": _akte(vorgang, berechnung)}

        return Vorbereitung(fakten, {"art": ABLEHNUNG, "grund": gegeben}, berechnung.befunde)

    return vollziehe(amt, auftrag, bereite)


def vorschlag_berechnung(lesung: Lesung, stand: Fallstand, stichtag: date, amt: Amt) -> Berechnung:
    """Compute a case with the decision that was proposed, by today's rules."""
    vorschlag = stand.vorschlag
    dokument = None
    if vorschlag is not None and vorschlag.entscheidung is not None:
        dokument = abgelegtes_dokument(lesung, vorschlag.entscheidung, vorschlag.entscheidung_datei)
    return rechne_fall(lesung, stand, stichtag, dokument, amt.regeln)


def berechnung_des_falls(amt: Amt, aktenzeichen: str) -> tuple[Berechnung, tuple[Befund, ...]]:
    """Compute the application of a case as of today, with the decision as far as one was proposed, and its findings.

    Raises:
        EingabeError: an unknown case, or one without an application.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        berechnung = vorschlag_berechnung(lesung, stand, amt.heute, amt)
        return berechnung, befunde_im_fall(lesung, stand, berechnung)


def abweichungen(berechnung: Berechnung, vorschlag: Vorschlag) -> Iterator[str]:
    """Yield what differs from what was proposed."""
    if berechnung.regelwerk.sha256 != vorschlag.regelwerk_sha256:
        yield "das Regelwerk"
    if vorschlag.art == BEWILLIGUNG and _zuwendung(berechnung) != vorschlag.zuwendung:
        yield "die Zuwendung"
    elif ergebnis_sha256(berechnung) != vorschlag.ergebnis_sha256:
        yield "Ergebnis oder Befunde der Berechnung"


def _zuwendung(berechnung: Berechnung) -> Any:
    return berechnung.ergebnis["zuwendung_gesamt"].wert


def _bewilligung(berechnung: Berechnung) -> dict[str, Any]:
    """Return the figures and days of a grant as the case keeps them."""
    ergebnis = berechnung.ergebnis
    auszahlung = ergebnis.gruppen["auszahlung"][0]
    return {
        "art": BEWILLIGUNG,
        "zuwendung": ergebnis["zuwendung_gesamt"].json,
        "zuwendungsfaehig": ergebnis["zuwendungsfaehig_gesamt"].json,
        "jahre": {str(jahr): teil["zuwendung"].json for jahr, teil in ergebnis.je_jahr("jahre").items()},
        "verfahren": auszahlung["verfahren"].json,
        "raten": _raten_daten(berechnung),
        "weiterleitung": bool(berechnung.angabe("weiterleitung")),
        "beginn": berechnung.angabe("vorhaben", "beginn").isoformat(),
        "ende": berechnung.angabe("vorhaben", "ende").isoformat(),
    }


def nachweis_bis(ende: date, stichtag: date, amt: Amt) -> date:
    """Return until when the use is to be proven for a project that ends on a day."""
    bis = rechne_nachweisfrist(ende, stichtag, amt.regeln).ergebnis["nachweis_bis"].wert
    assert isinstance(bis, date)
    return bis


def raten(berechnung: Berechnung) -> tuple[Rate, ...]:
    """Return the instalments of a calculated grant; reimbursement is one payment."""
    auszahlung = berechnung.ergebnis.gruppen["auszahlung"][0]
    if auszahlung["verfahren"].wert == ERSTATTUNG:
        return (Rate(nummer=1, betrag=_zuwendung(berechnung), anlass=BEI_VORLAGE),)
    return tuple(Rate.model_validate(rate) for rate in _raten_daten(berechnung))


def _raten_daten(berechnung: Berechnung) -> list[dict[str, Any]]:
    return [
        {"nummer": nummer, "betrag": rate["betrag"].json, "anlass": rate["anlass"].json}
        for nummer, rate in enumerate(berechnung.ergebnis.gruppen["auszahlung"][0].gruppen["raten"], 1)
    ]


def deckung_des_vorschlags(lesung: Lesung, vorschlag: Vorschlag, berechnung: Berechnung, am: date) -> Deckung:
    """Tell how a proposed grant rests on the budget, by the years in which its instalments are expected."""
    termine = vorschlag.zahltermine
    erwartet = ((termine[rate.nummer], rate.betrag) for rate in raten(berechnung) if rate.nummer in termine)
    return deckung(lesung, jahresbetraege(erwartet), am)


def _akte(vorgang: Vorgang, berechnung: Berechnung) -> str:
    archiv = regelarchiv(vorgang.stand.richtlinie, vorgang.amt.regeln)
    return lege_akte_an(vorgang.einheit, vorgang.stand, berechnung, archiv)


def _text(tag: date | None) -> str | None:
    return None if tag is None else tag.isoformat()

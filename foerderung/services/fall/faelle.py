"""Cases: begin, close, withdraw; the consultation, and the application prefilled from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung, NichtErlaubtError
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.services.akt import (
    Auftrag,
    Vollzug,
    Vorbereitung,
    Vorgang,
    vollziehe,
    vollziehe_in,
)
from foerderung.services.amt import Amt, hole_antragsteller, hole_fall
from foerderung.services.buero.stammdaten import RICHTLINIE, als_antragsangaben
from foerderung.services.fall.antragsvorlage import antragsvorlage
from foerderung.services.fall.fallrechnung import Datei, richtlinie_des_falls
from foerderung.services.fall.folgefoerderung import vorige_stellen
from foerderung.services.fall.unterlagen import lies_unterlage
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.services.regelwerk.regeln import lade
from foerderung.store.einheit import Lesung
from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.amtsstand import NUMMERNKREIS
from foerderung.verfahren.buchungen import als_buchungsfakten, freigabe
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Zustand


@dataclass(frozen=True, slots=True)
class NeuerFall:
    """What is known at the first contact.

    Attributes:
        folge_von: case that this one follows; applicant, title and guideline are taken from there unless given.
    """

    antragsteller: str = ""
    titel: str = ""
    richtlinie: str = ""
    folge_von: str = ""

    def ergaenzt(self, lesung: Lesung) -> NeuerFall:
        """Return it with what the case before says.

        Raises:
            EingabeError: an unknown case or applicant, no title.
        """
        voriger = hole_fall(lesung, self.folge_von) if self.folge_von else None
        antragsteller = self.antragsteller or (voriger.antragsteller if voriger is not None else "")
        titel = (self.titel or (voriger.titel if voriger is not None else "")).strip()
        richtlinie = self.richtlinie or (voriger.richtlinie if voriger is not None else RICHTLINIE)
        hole_antragsteller(lesung, antragsteller)
        if not titel:
            raise EingabeError(Meldung("der Titel ist leer", ort="titel"))
        return NeuerFall(antragsteller, titel, richtlinie, self.folge_von)


def lege_fall_an(amt: Amt, neu: NeuerFall, am: date | None = None, nachtrag: str = "") -> Vollzug:
    """Begin a case at the first contact.

    Raises:
        EingabeError: an unknown applicant, guideline or case to follow; an empty title.
    """
    tag = am or amt.heute
    with amt.schreibend() as (einheit, person):
        neu = neu.ergaenzt(einheit)
        lade(neu.richtlinie, amt.regeln)
        kreis = f"KP-{tag.year}"
        nummer = einheit.nummernstand(kreis) + 1
        stand = Fallstand(
            aktenzeichen=f"{kreis}-{nummer:04d}",
            richtlinie=neu.richtlinie,
            antragsteller=neu.antragsteller,
            titel=neu.titel,
            zustand=Zustand.NEU,
            version=0,
            angelegt_am=tag,
        )
        fakten = {
            "richtlinie": neu.richtlinie,
            "antragsteller": neu.antragsteller,
            "titel": neu.titel,
            "vorgaenger": neu.folge_von,
            NUMMERNKREIS: {kreis: nummer},
        }
        vorgang = Vorgang(amt, einheit, stand, person, tag)
        return vollziehe_in(vorgang, NACH_NAME["fall_anlegen"], lambda _: Vorbereitung(fakten), nachtrag)


def erfasse_beratung(amt: Amt, aktenzeichen: str, dokument: Dokument, nachtrag: str = "") -> Vollzug:
    """Record the consultation; it takes effect on the day it names.

    Raises:
        EingabeError: the record is incomplete or wrong; all violations.
        NichtErlaubtError: state, role or guards stand against it.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
    unterlage = lies_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), "beratung", dokument)
    auftrag = Auftrag(aktenzeichen, "beratung_erfassen", date.fromisoformat(unterlage["am"]), nachtrag)
    return vollziehe(amt, auftrag, lambda _: Vorbereitung({"unterlage": unterlage}))


def schliesse_fall(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Close a case in which everything is settled; what is still bound and was not paid is released."""
    return vollziehe(amt, auftrag, lambda v: Vorbereitung(als_buchungsfakten(freigabe(v.stand, v.stand.angeordnet))))


def ziehe_zurueck(amt: Amt, auftrag: Auftrag, schreiben: Datei | None, grund: str) -> Vollzug:
    """End a case before any decision, on the applicant's letter."""

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        def fakten() -> dict[str, Any]:
            assert schreiben is not None
            sha = vorgang.einheit.lege_ab(schreiben.inhalt, "schreiben")
            return {"ablage": sha, "datei": schreiben.name, "grund": grund}

        return Vorbereitung(fakten, {"schreiben": schreiben is not None})

    return vollziehe(amt, auftrag, bereite)


def vorlage_zum_fall(amt: Amt, aktenzeichen: str) -> str:
    """Return an application as YAML text, prefilled from the register and the consultation.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: no consultation was recorded yet.
    """
    with amt.lesend() as lesung:
        grundlage = vorlage_grundlage(amt, lesung, hole_fall(lesung, aktenzeichen))
    return antragsvorlage(
        grundlage.regelwerk, grundlage.antragsteller, grundlage.beratung, amt.heute, grundlage.vorige_stellen
    )


@dataclass(frozen=True, slots=True)
class Vorlagegrundlage:
    """What an application can be prefilled from."""

    regelwerk: Regelwerk
    antragsteller: Mapping[str, Any]
    beratung: Mapping[str, Any]
    vorige_stellen: Sequence[Mapping[str, Any]]


def vorlage_grundlage(amt: Amt, lesung: Lesung, stand: Fallstand) -> Vorlagegrundlage:
    """Return what register, consultation and an earlier case say.

    Raises:
        NichtErlaubtError: no consultation was recorded yet.
    """
    antragsteller = hole_antragsteller(lesung, stand.antragsteller)
    vorige = vorige_stellen(lesung, stand.vorgaenger) if stand.vorgaenger else []
    if stand.beratung is None:
        raise NichtErlaubtError(
            Meldung(
                "es fehlt die Beratung",
                ort=stand.aktenzeichen,
                quelle="RL KommPräv IV Nr. 2",
                abhilfe="foerderung beratung erfasse",
            )
        )
    regelwerk = richtlinie_des_falls(stand, amt.regeln).fassung(None)
    angaben = als_antragsangaben(antragsteller.model_dump())
    return Vorlagegrundlage(regelwerk, angaben, stand.beratung.unterlage, vorige)

"""Papers that come in: filed by content with the day of receipt; the check looks at them."""

from __future__ import annotations

from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fallrechnung import ANLAGEN, Datei, richtlinie_des_falls
from foerderung.services.fall.fristsetzung import nach_weiterer_unterlage
from foerderung.verfahren.fallstand import Anlage


def erfasse_anlage(amt: Amt, auftrag: Auftrag, datei: Datei, art: str, eingang_am: date | None = None) -> Vollzug:
    """File a paper; one that was asked for ends the waiting.

    Args:
        art: kind of annex as the guideline names it.
        eingang_am: day of receipt, None for the day of the act.

    Raises:
        EingabeError: an unknown kind.
        NichtErlaubtError: state or role stand against it.

    Source: VVK Nr. 11.4.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, auftrag.aktenzeichen)
    arten = anlagearten(richtlinie_des_falls(stand, amt.regeln).fassung(None))
    if art not in arten:
        raise EingabeError(Meldung(f"„{art}“", ort="art", zulaessig=", ".join(arten), abhilfe=aehnlich(art, arten)))

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        eingang = eingang_am or vorgang.am

        def fakten() -> dict[str, Any]:
            sha = vorgang.einheit.lege_ab(datei.inhalt, "anlage")
            papier = {"art": art, "eingang_am": eingang.isoformat(), "ablage": sha, "datei": datei.name}
            return {**papier, **nach_weiterer_unterlage(vorgang, eingang)}

        return Vorbereitung(fakten, {"eingang_am": eingang})

    return vollziehe(amt, auftrag, bereite)


def anlagearten(regelwerk: Regelwerk) -> dict[str, str]:
    """Return the kinds of annex that a guideline knows, with their German names."""
    for feld in regelwerk.felder.kinder:
        if feld.name == ANLAGEN:
            return dict(feld.auswahl or {})
    return {}


def hole_anlage(amt: Amt, aktenzeichen: str, nummer: int) -> tuple[Anlage, bytes]:
    """Return a filed paper by its number in the case, from 1.

    Raises:
        EingabeError: an unknown case, or a number it does not have.
    """
    with amt.lesend() as lesung:
        anlagen = hole_fall(lesung, aktenzeichen).anlagen
        if nummer > len(anlagen):
            zulaessig = f"1 bis {len(anlagen)}" if anlagen else ""
            raise EingabeError(Meldung(f"Anlage {nummer} gibt es nicht", ort=aktenzeichen, zulaessig=zulaessig))
        return anlagen[nummer - 1], lesung.abgelegt(anlagen[nummer - 1].ablage)

"""Erfolgskontrolle: goals and indicators before the decision, their judgement at the end."""

from __future__ import annotations

from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fallrechnung import richtlinie_des_falls
from foerderung.services.fall.unterlagen import lies_unterlage
from foerderung.services.rechnen.zuwendung import Dokument


def lege_ziele_fest(amt: Amt, auftrag: Auftrag, dokument: Dokument) -> Vollzug:
    """Fix purpose, goals and indicators.

    Raises:
        EingabeError: the document is wrong; all violations.

    Source: VVK Nr. 4.2.3.
    """
    return _mit_unterlage(amt, auftrag, "ziele", dokument)


def erfasse_evaluation(amt: Amt, auftrag: Auftrag, dokument: Dokument) -> Vollzug:
    """Judge every indicator that was fixed.

    Raises:
        EingabeError: the document is wrong; all violations.
        NichtErlaubtError: an indicator is not judged, or was never fixed.

    Source: VVK Nr. 11.3.3.
    """
    return _mit_unterlage(amt, auftrag, "evaluation", dokument)


def _mit_unterlage(amt: Amt, auftrag: Auftrag, art: str, dokument: Dokument) -> Vollzug:
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, auftrag.aktenzeichen)
    unterlage = lies_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), art, dokument)
    return vollziehe(amt, auftrag, lambda _: Vorbereitung({"unterlage": unterlage}, {"unterlage": unterlage}))

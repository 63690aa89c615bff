"""What letters and notes after the grant say: payment, proof of use, end of the case."""

from __future__ import annotations

from typing import Any

from foerderung.dokumente.schreiben.fakten import Fakten, Quellen
from foerderung.dokumente.schreiben.unterlage import abschnitte


def auszahlungsmitteilung(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Tell the recipient of the newest payment that was ordered, and of those before it.

    Source: VVK Nr. 7.
    """
    fall, stand = quellen.fall, fakten.stand
    nummern = [nummer for nummer, zahlung in enumerate(stand.zahlungen) if zahlung.angeordnet_am is not None]
    return {
        "bescheid_vom": fall.zeige("beschluss.am"),
        "betrag": fall.zeige(f"zahlungen.{nummern[-1]}.betrag"),
        "in_worten": fall.in_worten(f"zahlungen.{nummern[-1]}.betrag"),
        "rate": fall.zeige(f"zahlungen.{nummern[-1]}.rate"),
        "faellig": fall.zeige(f"zahlungen.{nummern[-1]}.faellig_am"),
        "zahlungen": [
            {
                "rate": fall.zeige(f"zahlungen.{nummer}.rate"),
                "faellig": fall.zeige(f"zahlungen.{nummer}.faellig_am"),
                "betrag": fall.zeige(f"zahlungen.{nummer}.betrag"),
            }
            for nummer in nummern
        ],
        "angeordnet": fall.zeige("angeordnet"),
        "zuwendung": fall.zeige("zuwendung"),
        "nachweis_bis": fall.zeige("beschluss.nachweis_bis") if stand.nachweis is None else "",
    }


def nachweisvermerk(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Note the check of the proof of use.

    Source: VVK Nr. 11.
    """
    fall, nachweis = quellen.fall, fakten.stand.nachweis
    unterlage = fakten.unterlagen["nachweis"]
    quellen.fall.nenne("nachweis.unterlage")
    assert nachweis is not None
    return {
        "bescheid_vom": fall.zeige("beschluss.am"),
        "eingang": fall.zeige("nachweis.eingang_am"),
        "vollstaendig": fall.zeige("nachweis.vollstaendig_am"),
        "frist": fall.zeige("beschluss.nachweis_bis"),
        "stichprobe_grund": nachweis.stichprobe_grund,
        "geprueft": fall.zeige("nachweis.geprueft_am"),
        "vermerk": nachweis.pruefvermerk,
        "abschnitte": abschnitte(unterlage.felder, unterlage.werte),
        **_abrechnung(quellen),
    }


def schlussschreiben(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Tell the recipient that the proof of use is settled, and with which grant.

    Source: VVK Nr. 11; ANBest-K Nr. 2 and 6.
    """
    fall, stand = quellen.fall, fakten.stand
    assert stand.nachweis is not None
    assert stand.beschluss is not None
    return {
        "bescheid_vom": fall.zeige("beschluss.am"),
        "eingang": fall.zeige("nachweis.eingang_am"),
        "geprueft": fall.zeige("nachweis.geprueft_am") if stand.nachweis.geprueft_am is not None else "",
        "ermaessigt": stand.nachweis.zuwendung < stand.beschluss.zuwendung,
        "ausgezahlt": stand.angeordnet == stand.nachweis.zuwendung,
        "ueberzahlt": stand.angeordnet > stand.nachweis.zuwendung,
        **_abrechnung(quellen),
    }


def _abrechnung(quellen: Quellen) -> dict[str, str]:
    """Return planned and actual figures of the case."""
    return {
        "plan": quellen.fall.zeige("nachweis.plan"),
        "ist": quellen.fall.zeige("nachweis.ist"),
        "bewilligt": quellen.fall.zeige("beschluss.zuwendung"),
        "zuwendung": quellen.fall.zeige("nachweis.zuwendung"),
        "angeordnet": quellen.fall.zeige("angeordnet"),
    }

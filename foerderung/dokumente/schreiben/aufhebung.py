"""What letters say that change or revoke a notice, claim money back or charge interest."""

from __future__ import annotations

from typing import Any

from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.schreiben.fakten import Fakten, Quellen
from foerderung.rechnung.ergebnis import Ergebnisgruppe

AUFHEBUNG, AENDERUNG = "aufhebung", "aenderung"
"""Papers that tell what only an officer decides."""

RUECKFORDERUNG, ZINSEN = "rueckforderung", "zinsen"
"""Parts of the general procedure that are computed for them."""

RUECKNAHMEGRUENDE = frozenset(("unrichtige_angaben", "rechtswidrig"))
"""Grounds of § 48 VwVfG. Source: VVK Nr. 8.2.2."""

WIDERRUFSGRUENDE = frozenset(("zweck", "beginn", "gegenstaende", "auflage"))
"""Grounds of § 49 Abs. 3 VwVfG. Source: VVK Nr. 8.2.3 und 8.2.4, ANBest-K Nr. 8.3.1."""


def anhoerung(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Hear the recipient before a notice is revoked or money is claimed back.

    Source: § 28 VwVfG; VVK Nr. 8.3.
    """
    return {**_grundlage(fakten, quellen), "stellungnahme_bis": quellen.angaben.zeige("stellungnahme_bis")}


def aufhebungsbescheid(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Revoke a notice, or take it back, in whole or in part, with the repayment that follows.

    Source: §§ 48, 49, 49a, 39 VwVfG; VVK Nr. 8.2 to 8.7.
    """
    return {**_grundlage(fakten, quellen), **_anhoerungsergebnis(quellen), **_gericht(fakten)}


def erstattungsbescheid(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Claim back what was paid beyond the grant, with the interest so far.

    Source: § 49a VwVfG; VVK Nr. 8.5 to 8.8; Zins-A Nr. 2.
    """
    return {
        **_grundlage(fakten, quellen),
        **_anhoerungsergebnis(quellen),
        **_zinstafel(fakten, quellen),
        **_gericht(fakten),
        "zahlbar_bis": quellen.angaben.zeige("zahlbar_bis"),
    }


def zinsbescheid(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Charge the interest on a claim that was, or is to be, paid back.

    Source: § 49a Abs. 3 VwVfG; VVK Nr. 8.5 and 8.8; Zins-A Nr. 2.
    """
    return erstattungsbescheid(fakten, quellen)


def aenderungsbescheid(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Change the grant or its terms.

    Source: VVK Nr. 4.1, 4.6 and 5.1; ANBest-K Nr. 2; § 39 VwVfG.
    """
    fall, angaben = quellen.fall, quellen.angaben
    mit_frist = fakten.angabe("nachweis_bis") is not None
    return {
        "bescheid_vom": fall.zeige("beschluss.am"),
        "bescheidnummer": fall.zeige("bescheid.nummer"),
        "bewilligt": fall.zeige("beschluss.zuwendung"),
        "neu": angaben.zeige("neue_zuwendung"),
        "neu_in_worten": angaben.in_worten("neue_zuwendung"),
        "angeordnet": fall.zeige("angeordnet"),
        "grund": angaben.zeige("grund"),
        "begruendung": angaben.zeige("begruendung"),
        "nachweis_bis": angaben.zeige("nachweis_bis") if mit_frist else "",
        **_gericht(fakten),
    }


def _grundlage(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Return notice, ground, facts, reasons and the amounts of the repayment."""
    fall, angaben, spur = quellen.fall, quellen.angaben, quellen.teile[RUECKFORDERUNG]
    ergebnis = fakten.teile[RUECKFORDERUNG].ergebnis
    grund = fakten.angabe("grund")
    return {
        "bescheid_vom": fall.zeige("beschluss.am"),
        "bescheidnummer": fall.zeige("bescheid.nummer"),
        "bewilligt": fall.zeige("beschluss.zuwendung"),
        "angeordnet": fall.zeige("angeordnet"),
        "neu": angaben.zeige("neue_zuwendung"),
        "voll": fakten.angabe("neue_zuwendung") == 0,
        "wirkung_ab": angaben.zeige("wirkung_ab"),
        "ist_ruecknahme": grund in RUECKNAHMEGRUENDE,
        "ist_widerruf": grund in WIDERRUFSGRUENDE,
        "grund": angaben.zeige("grund"),
        "sachverhalt": angaben.zeige("sachverhalt"),
        "ermessen": angaben.zeige("ermessen") if fakten.angabe("ermessen") else "",
        "ueberzahlung": spur.ergebnis(ergebnis["ueberzahlung"]),
        "betrag": spur.ergebnis(ergebnis["rueckforderung"]),
        "in_worten": spur.in_worten(ergebnis["rueckforderung"]),
        "grenze": spur.ergebnis(ergebnis["grenze"]) if ergebnis["grenze"].wert is not None else "",
        "fordert": bool(ergebnis["rueckforderung"].wert),
    }


def _anhoerungsergebnis(quellen: Quellen) -> dict[str, str]:
    return {"stellungnahme": quellen.angaben.zeige("stellungnahme")}


def _gericht(fakten: Fakten) -> dict[str, str]:
    return {"gericht": f"Verwaltungsgericht {fakten.gericht}", "gericht_ort": fakten.gericht}


def _zinstafel(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Return the interest section by section: days, rate, capital."""
    spur, ergebnis = quellen.teile[ZINSEN], fakten.teile[ZINSEN].ergebnis
    erstattet = range(len(fakten.angabe("erstattungen") or ()))
    return {
        "zinsen_bis": quellen.angaben.zeige("zinsen_bis"),
        "abschnitte": [_zinszeile(n, eines, spur) for n, eines in enumerate(ergebnis.gruppen["abschnitte"])],
        "fortgeschrieben": any(eines["fortgeschrieben"].wert for eines in ergebnis.gruppen["abschnitte"]),
        "zinsen": spur.ergebnis(ergebnis["zinsen"]),
        "zinsen_in_worten": spur.in_worten(ergebnis["zinsen"]),
        "zinsen_erhoben": bool(ergebnis["erhoben"].wert),
        "restkapital": spur.ergebnis(ergebnis["restkapital"]),
        "kapital_offen": bool(ergebnis["restkapital"].wert),
        "zinsen_offen": spur.ergebnis(ergebnis["zinsen_offen"]),
        "noch_zinsen": bool(ergebnis["zinsen_offen"].wert),
        "erstattungen": [
            {
                "tag": quellen.angaben.zeige(f"erstattungen.{nummer}.tag"),
                "betrag": quellen.angaben.zeige(f"erstattungen.{nummer}.betrag"),
            }
            for nummer in erstattet
        ],
    }


def _zinszeile(nummer: int, abschnitt: Ergebnisgruppe, spur: Bezuege) -> dict[str, str]:
    tage = {name: spur.angabe(f"abschnitt.{name}", nummer) for name in ("von", "bis")}
    return tage | {name: spur.ergebnis(abschnitt[name]) for name in ("tage", "satz", "kapital", "zinsen")}

"""The facts of the case in a letter: as the file has them in a notice, in square brackets in a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from dateutil.relativedelta import relativedelta

from foerderung.dokumente.bescheidangaben import Anschrift, Bescheidangaben
from foerderung.dokumente.briefkopf import Briefkopf, behoerdentexte
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.rechnung.berechnung import Berechnung

ENTWURF = "ENTWURF – nicht zum Versand"
OFFEN = "[wird im Verfahren ergänzt]"
TERMIN_OFFEN = "[Termin wird im Verfahren ergänzt]"
BEWILLIGUNGSBEHOERDE = Anschrift(
    name="Staatsministerium des Innern",
    zusatz="Geschäftsstelle des Landespräventionsrates im Freistaat Sachsen",
    strasse="[Anschrift wird im Verfahren ergänzt]",
    plz="",
    ort="",
)
"""Who grants, for a draft. Source: RL KommPräv VI Nr. 1."""


def fallangaben(berechnung: Berechnung, angaben: Bescheidangaben) -> dict[str, Any]:
    """Return the facts of a case as texts."""
    return {
        **_briefkopf(angaben).texte(),
        "gericht": angaben.gericht,
        "gericht_ort": angaben.gericht_ort,
        "eingang": datum_deutsch(angaben.antrag_eingang),
        "beratung": datum_deutsch(angaben.beratung_am) if angaben.beratung_am else "",
        "zweck": angaben.zweck,
        "ziele": [
            {"bezeichnung": ziel.bezeichnung, "indikator": ziel.indikator, "sollwert": ziel.sollwert}
            for ziel in angaben.ziele
        ],
        "nachweis_bis": datum_deutsch(angaben.nachweis_bis),
        "nachweis_abweichend": weicht_ab(berechnung, angaben.nachweis_bis),
        "zwischenrate": f"am {datum_deutsch(angaben.zwischenrate_am)}" if angaben.zwischenrate_am else TERMIN_OFFEN,
        "weiterleitung": [{"empfaenger": empfaenger, "zweck": zweck} for empfaenger, zweck in angaben.weiterleitung],
        "weiterleitung_offen": False,
        "bindung": bindung_des_bescheids(angaben),
        **_offenes(berechnung, angaben.offene_jahre),
        "zeitliche_bindung": angaben.zeitliche_bindung,
        "weitere_zuwendungsgeber": angaben.weitere_zuwendungsgeber,
    }


def offene_angaben(berechnung: Berechnung) -> dict[str, Any]:
    """Return the same texts for a draft: what the application says, and brackets for what only a case can say."""
    beratung = berechnung.angabe("beratung_am")
    return {
        "kennzeichen": ENTWURF,
        **dict.fromkeys(("aktenzeichen", "dokument", "datum", "bearbeitung"), OFFEN),
        "behoerde": behoerdentexte(BEWILLIGUNGSBEHOERDE),
        "zeichnung": "[Unterschrift wird im Verfahren ergänzt]",
        "gericht": "[Verwaltungsgericht wird im Verfahren ergänzt]",
        "gericht_ort": "[Ort]",
        "eingang": datum_deutsch(berechnung.angabe("eingang_am")),
        "beratung": datum_deutsch(beratung) if beratung else "",
        "zweck": "[Der Zweck wird im Verfahren nach Zielsetzung, Qualität und Umfang ergänzt.]",
        "ziele": [dict.fromkeys(("bezeichnung", "indikator", "sollwert"), OFFEN)],
        "nachweis_bis": TERMIN_OFFEN,
        "nachweis_abweichend": False,
        "zwischenrate": TERMIN_OFFEN,
        "weiterleitung": [],
        "weiterleitung_offen": bool(berechnung.angabe("weiterleitung")),
        "bindung": bindung_des_bescheids(None),
        "bewilligt": "",
        "offene_jahre": "",
        "zeitliche_bindung": "[Die zeitliche Bindung beschaffter Gegenstände wird im Verfahren geprüft.]",
        "weitere_zuwendungsgeber": OFFEN if hat_andere_zuwendungen(berechnung) else "",
    }


def hat_andere_zuwendungen(berechnung: Berechnung) -> bool:
    """Tell whether the financing plan counts on other public grants."""
    return any((berechnung.angabe("finanzierung", "andere_zuwendungen") or {}).values())


def _briefkopf(angaben: Bescheidangaben) -> Briefkopf:
    return Briefkopf(
        angaben.aktenzeichen,
        angaben.dokumentnummer,
        angaben.datum,
        angaben.behoerde,
        angaben.bearbeitung,
        angaben.zeichnung,
        angaben.uebung,
    )


def weicht_ab(berechnung: Berechnung, frist: date) -> bool:
    """Tell whether a due date is neither one year after the Bewilligungszeitraum nor the next working day.

    Source: ANBest-K Nr. 6.1.
    """
    regelfrist: date = berechnung.angabe("vorhaben", "ende") + relativedelta(years=1)
    return frist not in (regelfrist, berechnung.regelwerk.kalender.naechster_werktag(regelfrist))


def bindung_des_bescheids(angaben: Bescheidangaben | None) -> str:
    """Return how far a grant binds: wholly, only in part, or open in a draft (VVK Nr. 4.1)."""
    if angaben is None:
        return "offen"
    return "voraussichtlich" if angaben.offene_jahre else "verbindlich"


def _offenes(berechnung: Berechnung, offene_jahre: Mapping[int, Fraction]) -> dict[str, str]:
    """Return what the budget of the year of payment covers, and the years of which it covers nothing (VVK Nr. 4.1)."""
    gesamt = berechnung.ergebnis["zuwendung_gesamt"].wert
    assert isinstance(gesamt, Fraction)
    verbindlich = gesamt - sum(offene_jahre.values(), start=Fraction(0))
    jahre = [str(jahr) for jahr in sorted(offene_jahre)]
    return {
        "bewilligt": euro_deutsch(verbindlich) if verbindlich > 0 else "",
        "offene_jahre": " und ".join(filter(None, (", ".join(jahre[:-1]), *jahre[-1:]))),
    }

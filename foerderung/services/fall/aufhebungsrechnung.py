"""Compute what letters on repayment and interest show, from the case and from what an officer stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from foerderung.dokumente.schreiben.aufhebung import RUECKFORDERUNG, RUECKNAHMEGRUENDE, ZINSEN
from foerderung.errors import EingabeError, Meldung, NichtErlaubtError
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.rechnen.verfahrensrecht import rechne_rueckforderung, rechne_zinsen
from foerderung.verfahren.fallstand import Fallstand


def rechne_teile(
    stand: Fallstand, teile: Iterable[str], werte: Mapping[str, Any], heute: date, regeln: Path | None = None
) -> dict[str, Teilberechnung]:
    """Compute the parts a letter shows.

    Args:
        stand: a granted case; what was ordered counts as paid.
        teile: names of the parts.
        werte: the paper on repayment as the rules know it.
        heute: day whose rules hold.

    Raises:
        EingabeError: days or amounts that contradict each other.
        NichtErlaubtError: there is nothing to claim interest on, or a part of it was paid out only after the interest
            would begin.
        RegelError: a day the rules do not cover.

    Source: VVK Nr. 8.2 to 8.8; § 49a VwVfG; Zins-A Nr. 2.
    """
    verlangt = set(teile)
    if RUECKFORDERUNG not in verlangt:
        return {}
    assert stand.beschluss is not None
    _pruefe_neue_zuwendung(stand.beschluss.zuwendung, werte["neue_zuwendung"])
    rueckforderung = rechne_rueckforderung(
        stand.beschluss.zuwendung,
        stand.angeordnet,
        werte["neue_zuwendung"],
        ruecknahme=werte["grund"] in RUECKNAHMEGRUENDE,
        regeln=regeln,
        stichtag=heute,
    )
    gerechnet = {RUECKFORDERUNG: rueckforderung}
    if ZINSEN in verlangt:
        betrag = rueckforderung.ergebnis["rueckforderung"].wert
        assert isinstance(betrag, Fraction)
        if not betrag:
            raise NichtErlaubtError(
                Meldung(
                    "es ist nichts zurückzufordern", ort=stand.aktenzeichen, abhilfe="foerderung rechne rueckforderung"
                )
            )
        _pruefe_zinsbeginn(stand, werte["wirkung_ab"])
        gerechnet[ZINSEN] = rechne_zinsen(betrag, werte["wirkung_ab"], werte["zinsen_bis"], _erstattet(werte), regeln)
    return gerechnet


def _pruefe_neue_zuwendung(bewilligt: Fraction, neu: Fraction) -> None:
    """Refuse to revoke what leaves the grant as it is or raises it."""
    if neu >= bewilligt:
        zulaessig = f"weniger als die bewilligten {euro_deutsch(bewilligt)}"
        raise EingabeError(Meldung(euro_deutsch(neu), ort="neue_zuwendung", zulaessig=zulaessig, quelle="VVK Nr. 8.2"))


def _pruefe_zinsbeginn(stand: Fallstand, beginn: date) -> None:
    """Refuse interest on money that the recipient did not have yet: one claim has one first day.

    Source: § 49a Abs. 3 VwVfG; VVK Nr. 8.5.
    """
    spaetere = [eine for eine in stand.zahlungen if eine.faellig_am is not None and eine.faellig_am > beginn]
    if spaetere:
        raise NichtErlaubtError(
            Meldung(
                f"Rate {eine.rate} ist erst am {datum_deutsch(eine.faellig_am or beginn)} ausgezahlt, "
                f"Zinsen liefen schon ab dem {datum_deutsch(beginn)}",
                ort=stand.aktenzeichen,
                zulaessig="Zinsen frühestens ab der Auszahlung der Rate",
                quelle="§ 49a Abs. 3 VwVfG, VVK Nr. 8.5",
                abhilfe="Zinsen je Rate mit foerderung rechne zinsen rechnen.",
            )
            for eine in spaetere
        )


def _erstattet(werte: Mapping[str, Any]) -> dict[date, Fraction]:
    """Return what was paid back by day."""
    summen: Counter[date] = Counter()
    for eine in werte.get("erstattungen", ()):
        summen[eine["tag"]] += eine["betrag"]
    return {tag: Fraction(betrag) for tag, betrag in summen.items()}

"""The calculators of general procedure: deadlines, interest, reduction and recovery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.befundpruefung import pruefe_eingaben
from foerderung.rechnung.eingabewerte import Eingaben, Indexwert
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.eingabepruefung import zu_meldung
from foerderung.services.rechnen.teilrechnung import einzeln, letzter_stand, rechne_teil
from foerderung.services.regelwerk.regeln import lade
from foerderung.verfahren.zinsabschnitte import schneide

VERFAHREN = "verfahren"
ZINSWECHSEL = "zinswechsel"
GERICHT = "verwaltungsgericht"


@dataclass(frozen=True, slots=True)
class Ermaessigung:
    """What the grant after the proof of use depends on; amounts in EUR.

    Attributes:
        plan: granted eligible expenditure.
        ist: recognised actual expenditure.
        mehreinnahmen: additional Deckungsmittel.
        deckungsmittel: other Deckungsmittel as planned.
    """

    zuwendung: Fraction
    plan: Fraction
    ist: Fraction
    mehreinnahmen: Fraction = Fraction(0)
    deckungsmittel: Fraction = Fraction(0)
    wiederkehrend: bool = False


@dataclass(frozen=True, slots=True)
class Zustellung:
    """How a notice reached its recipient.

    Attributes:
        aufgabe: day of posting.
        verzicht: day on which a waiver of the remedy arrived.
        zugang: day of actual receipt, where it is known.
        empfangsbekenntnis: handed over against an acknowledgement, so that only the receipt counts.
    """

    aufgabe: date
    verzicht: date | None = None
    zugang: date | None = None
    empfangsbekenntnis: bool = False


def rechne_fristen(zustellung: Zustellung, regeln: Path | None = None) -> Teilberechnung:
    """Compute when a posted notice is announced and becomes final.

    Raises:
        EingabeError: a waiver before the announcement, or a receipt before the posting.
        RegelError: posted before the first day the rules cover.
    """
    return _rechne_zustellung("fristen", zustellung, regeln)


def rechne_beginnfrist(zustellung: Zustellung, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when the project has to begin, from the announcement on both views.

    Raises:
        EingabeError: a receipt before the posting.
        RegelError: posted before the first day the rules cover.

    Source: VVK Nr. 8.2.3, ANBest-K Nr. 1.4.
    """
    return _rechne_zustellung("beginnfrist", zustellung, regeln)


def _rechne_zustellung(gruppe: str, z: Zustellung, regeln: Path | None) -> Teilberechnung:
    if z.zugang is not None and z.zugang < z.aufgabe:
        zulaessig = f"ab {datum_deutsch(z.aufgabe)}"
        raise EingabeError(Meldung(datum_deutsch(z.zugang), ort="zugang", zulaessig=zulaessig))
    eingaben = einzeln(
        {
            "fristen.aufgabe": z.aufgabe,
            "fristen.verzicht": z.verzicht,
            "fristen.zugang": z.zugang,
            "fristen.empfangsbekenntnis": z.empfangsbekenntnis,
        }
    )
    return rechne_gruppe(gruppe, eingaben, lade(VERFAHREN, regeln), z.aufgabe)


def rechne_nachweisfrist(ende: date, stichtag: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when the use is to be proven for a project that ends on a day, by the rules of a day.

    Raises:
        RegelError: a day before the first the rules cover.
    """
    return rechne_gruppe("nachweisfrist", einzeln({"nachweisfrist.ende": ende}), lade(VERFAHREN, regeln), stichtag)


def rechne_vollstaendigkeitsfrist(eingang: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when the office finds out whether a proof is complete, from its last paper.

    Raises:
        RegelError: a day before the first the rules cover.

    Source: VVK Nr. 7.1 and 11.2.
    """
    eingaben = einzeln({"nachweispruefung.eingang": eingang})
    return rechne_gruppe("vollstaendigkeitsfrist", eingaben, lade(VERFAHREN, regeln), eingang)


def rechne_schlussratenfrist(vorlage: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when the last instalment is paid, from the day on which the last paper of the proof came.

    Raises:
        RegelError: a day before the first the rules cover.

    Source: VVK Nr. 7.1.
    """
    eingaben = einzeln({"nachweispruefung.eingang": vorlage})
    return rechne_gruppe("schlussratenfrist", eingaben, lade(VERFAHREN, regeln), vorlage)


def rechne_jahresfrist(kenntnis: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when a notice can be revoked once all facts are known.

    Raises:
        RegelError: a day before the first the rules cover.

    Source: § 48 Abs. 4 VwVfG; VVK Nr. 8.4.
    """
    eingaben = einzeln({"aufhebung.kenntnis": kenntnis})
    return rechne_gruppe("jahresfrist", eingaben, lade(VERFAHREN, regeln), kenntnis)


def rechne_aufbewahrung(abschluss: date, stichtag: date, regeln: Path | None = None) -> Teilberechnung:
    """Compute until when the file of a case is kept that was closed on a day, by the rules of another day.

    Raises:
        RegelError: a day before the first the rules cover.
    """
    eingaben = einzeln({"aufbewahrung.abschluss": abschluss})
    return rechne_gruppe("aufbewahrung", eingaben, lade(VERFAHREN, regeln), stichtag)


def verwaltungsgericht(ags: str, stichtag: date, regeln: Path | None = None) -> str | None:
    """Return the seat of the administrative court for a recipient, None for an unknown Kreis.

    Args:
        ags: Amtlicher Gemeindeschluessel; its first five digits name the Kreis.
    """
    return verwaltungsgerichte(stichtag, regeln).get(ags[:5])


def verwaltungsgerichte(stichtag: date, regeln: Path | None = None) -> dict[str, str]:
    """Return the seat of the administrative court by Kreis."""
    sitze = lade(VERFAHREN, regeln).am(stichtag).parameter[GERICHT].am(stichtag) or {}
    return {kreis: str(sitz.wert) for (kreis,), sitz in sitze.items()}


def rechne_zinsen(
    betrag: Fraction, von: date, bis: date, zahlungen: Mapping[date, Fraction], regeln: Path | None = None
) -> Teilberechnung:
    """Compute the interest on a recovery from a day to a day, both counted.

    Raises:
        EingabeError: an end before the beginning, or a payment outside of it.
        RegelError: a day before the series of the Basiszinssatz.
    """
    zeitraum = f"{datum_deutsch(von)} bis {datum_deutsch(bis)}"
    if bis < von:
        raise EingabeError(Meldung(datum_deutsch(bis), ort="bis", zulaessig=f"ab {datum_deutsch(von)}"))
    ausserhalb = [tag for tag in sorted(zahlungen) if not von <= tag <= bis]
    if ausserhalb:
        raise EingabeError(Meldung(datum_deutsch(tag), ort="zahlung", zulaessig=zeitraum) for tag in ausserhalb)
    geladen = lade(VERFAHREN, regeln)
    wechsel = geladen.fassung(None).parameter[ZINSWECHSEL].am(bis) or {}
    abschnitte = schneide(von, bis, tuple(zahlungen), tuple(wert.wert for wert in wechsel.values()))
    werte: dict[str, dict[Indexwert, Wert]] = {
        "zinsen.betrag": {(): betrag},
        "abschnitt.von": {(nummer,): eines[0] for nummer, eines in enumerate(abschnitte)},
        "abschnitt.bis": {(nummer,): eines[1] for nummer, eines in enumerate(abschnitte)},
        "abschnitt.zahlung": {(n,): zahlungen[eines[1]] for n, eines in enumerate(abschnitte) if eines[1] in zahlungen},
        "abschnitt.letzter": {(nummer,): nummer == len(abschnitte) - 1 for nummer in range(len(abschnitte))},
    }
    return rechne_gruppe("zinsen", Eingaben(werte, {"abschnitt": len(abschnitte)}), geladen, bis)


def rechne_ermaessigung(
    vorgabe: Ermaessigung, regeln: Path | None = None, stichtag: date | None = None
) -> Teilberechnung:
    """Compute the grant after the proof of use, by the rules of a day (default: the newest).

    Raises:
        EingabeError: no grant or no planned expenditure.
        RegelError: a day before the first the rules cover.
    """
    for ort, betrag in (("zuwendung", vorgabe.zuwendung), ("plan", vorgabe.plan)):
        if betrag <= 0:
            raise EingabeError(Meldung("0,00 €", ort=ort, zulaessig="mehr als 0,00 €"))
    eingaben = einzeln(
        {
            "ermaessigung.zuwendung": vorgabe.zuwendung,
            "ermaessigung.plan": vorgabe.plan,
            "ermaessigung.ist": vorgabe.ist,
            "ermaessigung.mehreinnahmen": vorgabe.mehreinnahmen,
            "ermaessigung.deckungsmittel": vorgabe.deckungsmittel,
            "ermaessigung.wiederkehrend": vorgabe.wiederkehrend,
        }
    )
    return rechne_gruppe("ermaessigung", eingaben, lade(VERFAHREN, regeln), stichtag)


def rechne_rueckforderung(
    zuwendung: Fraction,
    gezahlt: Fraction,
    neu: Fraction,
    ruecknahme: bool = False,
    regeln: Path | None = None,
    stichtag: date | None = None,
) -> Teilberechnung:
    """Compute what is to be paid back after the grant was set anew, by the rules of a day (default: the newest).

    Raises:
        RegelError: a day before the first the rules cover.
    """
    eingaben = einzeln(
        {
            "rueckforderung.zuwendung": zuwendung,
            "rueckforderung.gezahlt": gezahlt,
            "rueckforderung.neu": neu,
            "rueckforderung.art": "ruecknahme" if ruecknahme else "widerruf",
        }
    )
    return rechne_gruppe("rueckforderung", eingaben, lade(VERFAHREN, regeln), stichtag)


def rechne_gruppe(gruppe: str, eingaben: Eingaben, geladen: Richtlinie, stichtag: date | None) -> Teilberechnung:
    """Compute one part of the general procedure by the rules of a day (None: the newest).

    Raises:
        EingabeError: a finding that refuses the inputs.
        RegelError: a day before the first the rules cover.
    """
    regelwerk = geladen.am(stichtag) if stichtag is not None else geladen.fassung(None)
    teil = rechne_teil(regelwerk, gruppe, eingaben, stichtag or letzter_stand(geladen, regelwerk))
    fehler = [zu_meldung(treffer, "", 0) for treffer in pruefe_eingaben(teil.rechner)]
    if fehler:
        raise EingabeError(fehler)
    return teil

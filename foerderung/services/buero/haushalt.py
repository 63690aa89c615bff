"""The budget: amounts that are there, closing of a year, shifting and binding what a case needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.errors import EingabeError, Meldung, NichtErlaubtError
from foerderung.fach.zahlen import euro_deutsch
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt
from foerderung.services.amtsakt import vollziehe_im_amt
from foerderung.services.fall.fallrechnung import Datei
from foerderung.store.einheit import Einheit, Lesung
from foerderung.verfahren.buchungen import (
    Buchung,
    Buchungsart,
    Buchungsstelle,
    Deckung,
    Haushalt,
    Konto,
    Umbuchung,
    als_buchungsfakten,
    decke,
    umbuchung,
)
from foerderung.verfahren.fallstand import NULL
from foerderung.verfahren.lage import Hindernis, Person
from foerderung.verfahren.waechter import HAUSREGEL

ERSTES, LETZTES = 2018, 2099
"""Haushaltsjahre that can be entered: from the first Fassung on."""


@dataclass(frozen=True, slots=True)
class Ansatz:
    """What the budget of a year provides; each amount is the whole, not what is added.

    Attributes:
        jahr: Haushaltsjahr.
        ausgabemittel: for payments of the year; None leaves it as it is.
        ermaechtigungen: Verpflichtungsermaechtigungen by year of payment.
        stelle: Kapitel and Titel, None for those of the office.
    """

    jahr: int
    ausgabemittel: Fraction | None
    ermaechtigungen: Mapping[int, Fraction]
    grund: str = ""
    stelle: Buchungsstelle | None = None

    def betraege(self) -> dict[int, Fraction]:
        """Return the amounts by year of payment."""
        eigenes = {} if self.ausgabemittel is None else {self.jahr: self.ausgabemittel}
        return {**eigenes, **self.ermaechtigungen}


def setze_ansatz(amt: Amt, ansatz: Ansatz) -> Haushalt:
    """Enter what the budget of a year provides, in place of what was entered before.

    Raises:
        EingabeError: no amount, a Verpflichtungsermaechtigung for the year itself or one before.
        NichtErlaubtError: less than is bound already, a closed year, or the role haushalt is missing.
    """
    _pruefe_ansatz(ansatz)

    def bereite(einheit: Einheit, _: Person) -> Mapping[str, Any]:
        stelle = ansatz.stelle or buchungsstelle(einheit)
        haushalt = einheit.haushalt(stelle)
        buchungen = []
        for jahr, betrag in ansatz.betraege().items():
            konto = Konto(stelle, ansatz.jahr, jahr)
            buchungen.append(Buchung(Buchungsart.ANSATZ, konto, betrag - haushalt.summe(Buchungsart.ANSATZ, konto)))
        return {"grund": ansatz.grund, **als_buchungsfakten(buchungen)}

    def pruefe(einheit: Einheit) -> Iterator[Hindernis]:
        yield from _abgeschlossenes(einheit, ansatz.jahr)
        if ansatz.stelle is None:
            yield from _fehlende_stelle(einheit)
        yield from _gebundenes(einheit, ansatz)

    return vollziehe_im_amt(amt, "haushalt_ansetzen", bereite, lambda einheit, _: einheit.haushalt(), pruefe=pruefe)


def _pruefe_ansatz(ansatz: Ansatz) -> None:
    if not ansatz.betraege():
        raise EingabeError(Meldung("kein Betrag", ort="ansatz", zulaessig="--ausgabemittel oder --ve"))
    meldungen = [
        Meldung(str(jahr), ort="jahr", zulaessig=f"{ERSTES} bis {LETZTES}")
        for jahr in {ansatz.jahr, *ansatz.ermaechtigungen}
        if not ERSTES <= jahr <= LETZTES
    ]
    meldungen += [
        Meldung(f"{jahr}", ort="ve", zulaessig=f"ein Jahr nach {ansatz.jahr}", quelle="§ 38 Abs. 1 SäHO")
        for jahr in ansatz.ermaechtigungen
        if jahr <= ansatz.jahr
    ]
    if meldungen:
        raise EingabeError(meldungen)


def _abgeschlossenes(lesung: Lesung, jahr: int) -> Iterator[Hindernis]:
    if lesung.ist_abgeschlossen(jahr):
        yield Hindernis("haushaltsjahr_abgeschlossen", f"das Haushaltsjahr {jahr} ist abgeschlossen", HAUSREGEL)


def _fehlende_stelle(lesung: Lesung) -> Iterator[Hindernis]:
    try:
        buchungsstelle(lesung)
    except NichtErlaubtError as fehler:
        for eine in fehler.meldungen:
            yield Hindernis("angabe_fehlt", eine.gefunden, eine.quelle, eine.abhilfe)


def _gebundenes(lesung: Lesung, ansatz: Ansatz) -> Iterator[Hindernis]:
    """Yield every amount below what is bound: bindings are promises that the office has to keep."""
    if ansatz.stelle is None and any(_fehlende_stelle(lesung)):
        return
    stelle = ansatz.stelle or buchungsstelle(lesung)
    haushalt = lesung.haushalt(stelle)
    for jahr, betrag in ansatz.betraege().items():
        konto = Konto(stelle, ansatz.jahr, jahr)
        eigenes = jahr == ansatz.jahr
        gebunden = (
            haushalt.im_jahr(Buchungsart.BINDUNG, stelle, jahr)
            if eigenes
            else haushalt.summe(Buchungsart.BINDUNG, konto)
        )
        if betrag < gebunden:
            was = "Ausgabemittel" if eigenes else "Verpflichtungsermächtigung"
            grund = (
                f"{was} von {euro_deutsch(betrag)} für Zahlungen in {jahr}; zulässig: "
                f"mindestens {euro_deutsch(gebunden)}, so viel ist gebunden"
            )
            abhilfe = "Zuerst Bindungen mit „haushalt verschiebe“ verringern."
            yield Hindernis("ansatz_unter_bindung", grund, HAUSREGEL, abhilfe)


def schliesse_haushaltsjahr(amt: Amt, jahr: int) -> Haushalt:
    """Close a Haushaltsjahr: nothing is booked into it any more, back into it reaches only the signing person.

    Raises:
        EingabeError: a year outside of those that can be entered.
        NichtErlaubtError: the year is not over, is closed already, or the role haushalt is missing.
    """

    def bereite(einheit: Einheit, _: Person) -> Mapping[str, Any]:
        abschluss = Buchung(Buchungsart.ABSCHLUSS, Konto(buchungsstelle(einheit), jahr, jahr), NULL)
        return {"jahr": jahr, **als_buchungsfakten([abschluss])}

    def pruefe(einheit: Einheit) -> Iterator[Hindernis]:
        if jahr >= amt.heute.year:
            yield Hindernis("haushaltsjahr_laeuft", f"das Haushaltsjahr {jahr} ist nicht abgelaufen", HAUSREGEL)
        yield from _abgeschlossenes(einheit, jahr)
        yield from _fehlende_stelle(einheit)

    return vollziehe_im_amt(
        amt, "haushaltsjahr_abschliessen", bereite, lambda einheit, _: einheit.haushalt(), pruefe=pruefe
    )


@dataclass(frozen=True, slots=True)
class Verschiebung:
    """An amount that a case needs in another year than was expected."""

    von: int
    nach: int
    betrag: Fraction
    grund: str


def verschiebe(amt: Amt, auftrag: Auftrag, verschiebung: Verschiebung) -> Vollzug:
    """Shift bound money of a case into another year of payment.

    Raises:
        NichtErlaubtError: it is not bound there or was ordered, the other year is over or has not enough.
    """
    v = verschiebung

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        stand = vorgang.stand
        ziel, frei = _ziel(vorgang, v.nach)
        gesehen = {"umbuchung": Umbuchung(v.von, v.nach, v.betrag, frei if v.nach != v.von else None)}

        def fakten() -> dict[str, Any]:
            assert ziel is not None
            hin = Buchung(Buchungsart.BINDUNG, ziel, v.betrag)
            buchungen = als_buchungsfakten([*umbuchung(stand, v.von, v.betrag), hin])
            return {"von": v.von, "nach": v.nach, "grund": v.grund, **buchungen}

        return Vorbereitung(fakten, gesehen)

    return vollziehe(amt, auftrag, bereite)


def binde(amt: Amt, auftrag: Auftrag, jahr: int, aenderungsbescheid: Datei) -> Vollzug:
    """Bind what was only expected for a year, now that the money or the authorisation is there.

    Args:
        aenderungsbescheid: the notice that grants it bindingly; it is filed.

    Raises:
        NichtErlaubtError: nothing is expected for the year, or the budget does not carry it.

    Source: VVK Nr. 4.1.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        stand = vorgang.stand
        betrag = stand.voraussicht.get(jahr, NULL)
        ziel, frei = _ziel(vorgang, jahr)

        def fakten() -> dict[str, Any]:
            assert ziel is not None
            erwartet = Konto(ziel.stelle, stand.bewilligungsjahr, jahr)
            weg, hin = Buchung(Buchungsart.VORAUSSICHT, erwartet, -betrag), Buchung(Buchungsart.BINDUNG, ziel, betrag)
            sha = vorgang.einheit.lege_ab(aenderungsbescheid.inhalt, "bescheid")
            return {"jahr": jahr, "ablage": sha, "datei": aenderungsbescheid.name, **als_buchungsfakten([weg, hin])}

        return Vorbereitung(fakten, {"umbuchung": Umbuchung(None, jahr, betrag, frei)})

    return vollziehe(amt, auftrag, bereite)


def _ziel(vorgang: Vorgang, jahr: int) -> tuple[Konto | None, Fraction | None]:
    """Return the line that a case would be booked on for a year, and what is free there."""
    if vorgang.stand.buchungsstelle is None or jahr < vorgang.am.year:
        return None, None
    konto = Konto(Buchungsstelle(*vorgang.stand.buchungsstelle), vorgang.am.year, jahr)
    return konto, vorgang.einheit.haushalt(konto.stelle).frei(konto)


def deckung(lesung: Lesung, betraege: Mapping[int, Fraction], am: date) -> Deckung:
    """Tell how amounts by year of expected payment rest on the budget of the office."""
    stelle = buchungsstelle(lesung)
    return decke(lesung.haushalt(stelle), stelle, betraege, am.year)


def bindung(stelle: Buchungsstelle, gedeckt: Deckung, jahr: int) -> dict[str, Any]:
    """Return the bookings of a grant decided in a year, as facts."""
    verbindlich = [
        Buchung(Buchungsart.BINDUNG, Konto(stelle, jahr, j), betrag) for j, betrag in gedeckt.verbindlich.items()
    ]
    erwartet = [
        Buchung(Buchungsart.VORAUSSICHT, Konto(stelle, jahr, j), betrag) for j, betrag in gedeckt.voraussicht.items()
    ]
    return als_buchungsfakten([*verbindlich, *erwartet])


def buchungsstelle(lesung: Lesung) -> Buchungsstelle:
    """Return Kapitel and Titel of the office.

    Raises:
        NichtErlaubtError: nobody entered them.
    """
    angaben = lesung.behoerde()
    if not (angaben.get("kapitel") and angaben.get("titel")):
        raise NichtErlaubtError(
            Meldung(
                "Kapitel und Titel sind nicht erfasst",
                ort="behoerde",
                quelle="VwV zu § 70 SäHO Nr. 5.1.6",
                abhilfe="foerderung behoerde setze kapitel=… titel=…",
            )
        )
    return Buchungsstelle(angaben["kapitel"], angaben["titel"])

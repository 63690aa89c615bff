"""Excel forms of a case: the application and the proof of use, filled in with what the file knows, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from foerderung.dokumente.formular.leser import lies_formular
from foerderung.dokumente.formular.plan import FORMULARVERSION, Formularplan, plane
from foerderung.dokumente.formular.schreiber import Formular, Formularkopf, Vergleichsspalten
from foerderung.errors import DokumentError, EingabeError, Meldung, NichtErlaubtError
from foerderung.fach.quelltext import Abbildung, Baum, Folge
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.klardaten import als_baum, als_klardaten
from foerderung.rechnung.leser import lies_dokument
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.antragsvorlage import vorlagedaten
from foerderung.services.fall.entscheidungsakte import lies_akte
from foerderung.services.fall.faelle import vorlage_grundlage
from foerderung.services.fall.fallrechnung import ABSCHRIFT, Datei, antragsdokument, json_bytes, richtlinie_des_falls
from foerderung.services.fall.unterlagen import felder_der_unterlage
from foerderung.services.rechnen.formulare import (
    RICHTLINIE,
    antragsformular,
    flach,
    jahre_von,
    lies_antragsformular,
    pruefe_zellen,
    zeilen,
)
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand

NACHWEIS = "nachweis"


def antragsformular_zum_fall(amt: Amt, aktenzeichen: str, jahre: tuple[int, ...] = ()) -> bytes:
    """Write the application form of a case: with its newest application, else what register and consultation say.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: neither an application nor a consultation was recorded.
        DokumentError: something does not fit into a form.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        daten = _bekanntes(amt, lesung, stand)
    richtlinie = richtlinie_des_falls(stand, amt.regeln)
    return antragsformular(richtlinie, jahre or jahre_von(daten, amt.heute), amt.heute, daten, aktenzeichen)


def _bekanntes(amt: Amt, lesung: Lesung, stand: Fallstand) -> Mapping[str, Any]:
    if stand.antrag is None:
        grundlage = vorlage_grundlage(amt, lesung, stand)
        angaben = grundlage.antragsteller, grundlage.beratung, grundlage.vorige_stellen
        return vorlagedaten(grundlage.regelwerk, *angaben)
    felder = richtlinie_des_falls(stand, amt.regeln).fassung(None).felder
    dokument = antragsdokument(lesung, stand)
    return als_klardaten(lies_dokument(dokument.baum, felder, dokument.datei).eingaben.baum, felder)


def lies_antrag(amt: Amt, datei: Datei, eingang: date | None = None) -> Datei:
    """Read a filled-in application form as a document, which the case keeps beside the workbook.

    Args:
        eingang: day of receipt, in place of what the form says.

    Raises:
        EingabeError: no form, or cells that say nothing; all violations at once.
    """
    dokument = lies_antragsformular(datei.inhalt, datei.name, amt.regeln, eingang)
    return Datei(datei.name + ABSCHRIFT, json_bytes(_als_daten(dokument.baum)), datei.inhalt, dokument.orte)


def _als_daten(baum: Baum) -> Any:
    """Return a tree as JSON data: truth values as such, everything else as text."""
    match baum:
        case Abbildung():
            return {name: _als_daten(eintrag.wert) for name, eintrag in baum.eintraege.items()}
        case Folge():
            return [_als_daten(glied) for glied in baum.glieder]
    return baum.text == "true" if not baum.zitiert and baum.text in ("true", "false") else baum.text


# --- the proof of use ----------------------------------------------------------------------------------------------


def nachweisformular(amt: Amt, aktenzeichen: str) -> bytes:
    """Write the form of the proof of use in the structure of the granted financing plan, with the plan beside it.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: nothing was granted yet.

    Source: ANBest-K Nr. 6.4.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        if stand.beschluss is None or not stand.beschluss.zuwendung:
            raise NichtErlaubtError(
                Meldung("es ist nichts bewilligt", ort=aktenzeichen, abhilfe="Der Nachweis folgt der Bewilligung.")
            )
        berechnung = lies_akte(lesung, stand.beschluss.akte).berechne()
    if berechnung.regelwerk.finanzierungsplan is None:
        gefunden = "die Regeln der Entscheidung sagen nicht, woraus der Finanzierungsplan besteht"
        raise DokumentError(Meldung(gefunden, ort=aktenzeichen, abhilfe="Den Nachweis als YAML-Datei erfassen."))
    werk = richtlinie_des_falls(stand, amt.regeln).fassung(None)
    felder = felder_der_unterlage(werk, NACHWEIS)
    daten, bewilligt = _posten(berechnung), _bewilligt(berechnung)
    jahre = tuple(berechnung.ergebnis.je_jahr("jahre"))
    anzahl = {name: len(daten[name]) for name in zeilen(felder, daten) if name in daten}
    plan = plane(felder, jahre, anzahl)
    angaben = flach(daten, felder)
    kopf = Formularkopf(
        NACHWEIS,
        f"{felder.beschriftung} zum Fall {aktenzeichen}",
        amt.heute,
        _nachweishinweise(stand, berechnung),
        {RICHTLINIE: werk.richtlinie, "fassung": werk.fassung.id, "regelwerk": werk.sha256, "fall": aktenzeichen},
        f"{aktenzeichen}, {felder.beschriftung}, Formularversion {FORMULARVERSION}, {datum_deutsch(amt.heute)}",
    )
    return Formular(kopf, plan, angaben, Vergleichsspalten("bewilligt", bewilligt, frozenset(angaben))).fertig()


def _nachweishinweise(stand: Fallstand, berechnung: Berechnung) -> tuple[str, ...]:
    frist = stand.beschluss.nachweis_bis if stand.beschluss is not None else None
    vorhaben = berechnung.angabe("vorhaben", "titel")
    return (
        f"Verwendungsnachweis für „{vorhaben}“: Sachbericht und zahlenmäßiger Nachweis ohne Belege (ANBest-K Nr. 6.2).",
        *((f"Der Nachweis ist bis zum {datum_deutsch(frist)} vorzulegen.",) if frist is not None else ()),
        "Die Posten sind die des bewilligten Finanzierungsplans; daneben steht, was als zuwendungsfähig bewilligt ist.",
        "Füllen Sie die gelben Zellen aus: die tatsächlichen Ausgaben je Jahr, alle Einnahmen außer der Zuwendung.",
        "Beträge in Euro mit höchstens zwei Nachkommastellen. Wo nichts ausgegeben wurde, 0 eintragen.",
        "„Eingang des Nachweises“ trägt die Geschäftsstelle ein.",
        "Zeilen, Spalten und Blätter nicht verschieben, einfügen, löschen oder umbenennen; Zellen nicht verbinden.",
    )


def _posten(berechnung: Berechnung) -> dict[str, list[dict[str, Any]]]:
    """Return the names of the items of the plan by the list they stand in."""
    plan = berechnung.regelwerk.finanzierungsplan
    assert plan is not None
    gefunden: dict[str, list[dict[str, Any]]] = {}
    for posten in plan.posten:
        liste = _liste(berechnung.regelwerk, posten.dimension)
        gefunden[liste] = [{"bezeichnung": eines["bezeichnung"]} for eines in berechnung.angabe(liste) or ()]
    return gefunden


def _bewilligt(berechnung: Berechnung) -> dict[str, Decimal]:
    """Return the eligible amount of every item and year, by the key path of its cell in the proof."""
    plan, rechner = berechnung.regelwerk.finanzierungsplan, berechnung.rechner
    assert plan is not None
    betraege: dict[str, Decimal] = {}
    for posten in plan.posten:
        liste = _liste(berechnung.regelwerk, posten.dimension)
        for nummer in rechner.bereich(posten.dimension):
            for jahr in berechnung.ergebnis.je_jahr("jahre"):
                umgebung = {posten.dimension: nummer, "jahr": jahr}
                if rechner.nimmt_teil(rechner.paare_von(umgebung), umgebung):
                    wert = rechner.knoten(posten.zuwendungsfaehig, (nummer, jahr)).wert
                    assert isinstance(wert, Fraction)
                    ort = f"{liste}[{nummer}].ausgaben[{jahr}]"
                    betraege[ort] = Decimal(wert.numerator) / Decimal(wert.denominator)
    return betraege


def _liste(werk: Regelwerk, dimension: str) -> str:
    return next(feld.name for feld in werk.felder.alle() if feld.dimension == dimension)


def lies_nachweis(amt: Amt, aktenzeichen: str, datei: Datei, eingang: date | None = None) -> Dokument:
    """Read a filled-in proof of use of a case.

    Raises:
        EingabeError: no form, one of another case, or cells that say nothing; all violations at once.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
    felder = felder_der_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), NACHWEIS)

    def planer(kenndaten: Mapping[str, Any]) -> Formularplan:
        if kenndaten.get("fall") != aktenzeichen:
            gefunden = f"ein Formular zum Fall {kenndaten.get('fall')}"
            raise EingabeError(Meldung(gefunden, datei.name, zulaessig=f"eines zum Fall {aktenzeichen}"))
        try:
            jahre = tuple(int(jahr) for jahr in kenndaten["jahre"])
            anzahl = {str(name): min(int(zahl), 2_000) for name, zahl in kenndaten["zeilen"].items()}
            return plane(felder, jahre, anzahl)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise EingabeError(
                Meldung(
                    "die Kenndaten des Formulars sind beschädigt", datei.name, abhilfe="Ein neues Formular ausgeben."
                )
            ) from None

    gelesen = lies_formular(datei.inhalt, datei.name, NACHWEIS, planer)
    daten = {**gelesen.daten, **({"eingang_am": eingang.isoformat()} if eingang is not None else {})}
    dokument = Dokument(als_baum(daten), datei.name, gelesen.orte, datei.inhalt)
    pruefe_zellen(gelesen, dokument, felder)
    return dokument

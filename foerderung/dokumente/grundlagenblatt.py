"""Sheets that formulas look things up in: parameters, official series, choices, holidays, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from foerderung.dokumente.blatt import Blatt, Mappe
from foerderung.dokumente.figur import Figur
from foerderung.dokumente.rechenblatt import Adressen
from foerderung.errors import Meldung, RegelError
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.regelwerk import Parameter, Regelwerk, Reihe
from foerderung.rechnung.tabellenbezug import Auswahlbezug, Bezug, Feiertagsbezug, Parameterbezug, Reihenbezug
from foerderung.rechnung.typen import DATUM

KALENDERJAHRE = 2
"""Years before and after those of the project whose holidays are listed."""

_PLATZHALTER = frozenset("*?~")
_BREITEN_PARAMETER = [44, 22, 16, 12, 44, 14, 24]
_BREITE_SCHLUESSEL, _BREITE_TAG = 16, 13


def grundlagen(mappe: Mappe, regelwerk: Regelwerk, stichtag: date, bezuege: Iterable[Bezug], jahre: range) -> Adressen:
    """Write what the formulas use and return where it lies.

    Args:
        stichtag: decides which values of parameters are in force.
        bezuege: everything that formulas name.
        jahre: years of the project; of series only the values from the year before on are shown.

    Raises:
        RegelError: two choices that a spreadsheet cannot tell apart.
    """
    gebraucht = set(bezuege)
    adressen: Adressen = {}
    namen = {bezug.parameter for bezug in gebraucht if isinstance(bezug, Parameterbezug)}
    _parameter(mappe, [p for p in regelwerk.parameter.values() if p.id in namen], stichtag, adressen)
    namen = {bezug.reihe for bezug in gebraucht if isinstance(bezug, Reihenbezug)}
    _reihen(mappe, [reihe for reihe in regelwerk.reihen.values() if reihe.id in namen], jahre, adressen)
    felder = {bezug.pfad for bezug in gebraucht if isinstance(bezug, Auswahlbezug)}
    if felder or Feiertagsbezug() in gebraucht:
        _listen(mappe, regelwerk, sorted(felder), jahre, adressen)
    return adressen


def _parameter(mappe: Mappe, alle: list[Parameter], stichtag: date, adressen: Adressen) -> None:
    blatt = mappe.blatt("Parameter", _BREITEN_PARAMETER, 3)
    hinweis = "Gelbe Zellen dürfen zur Probe geändert werden."
    _kopf(blatt, "Parameter", f"Werte, die am Stichtag {datum_deutsch(stichtag)} gelten. {hinweis}")
    for spalte, text in enumerate(("Parameter", "Schlüssel", "Wert", "gilt ab", "Fundstelle", "Belegstand", "Name")):
        blatt.text(spalte, text, "kopf_rechts" if text in ("Wert", "gilt ab") else "kopf")
    blatt.weiter()
    for parameter in alle:
        erste = blatt.zeile
        for schluessel, wert in (parameter.am(stichtag) or {}).items():
            blatt.text(0, parameter.bezeichnung)
            blatt.text(1, "|".join(schluessel))
            blatt.figur(2, Figur(wert.wert, parameter.typ, "", {}), "eingabe")
            blatt.figur(3, Figur(wert.gilt_ab, DATUM, "", {}))
            blatt.text(4, wert.quelle.fundstelle)
            blatt.text(5, wert.quelle.belegstand.value)
            blatt.text(6, parameter.id, "klein")
            blatt.weiter()
        adressen[Parameterbezug(parameter.id)] = _spalte(blatt, 2, erste)
        adressen[Parameterbezug(parameter.id, True)] = _spalte(blatt, 1, erste)


def _spalte(blatt: Blatt, spalte: int, erste: int) -> str:
    """Return the address of the cells of a column from a row down to the last one written."""
    return blatt.bereich((erste, spalte), (blatt.zeile - 1, spalte))


def _reihen(mappe: Mappe, alle: list[Reihe], jahre: range, adressen: Adressen) -> None:
    if not alle:
        return
    tage = {reihe.id: _tage(reihe, date(jahre[0] - 1, 1, 1)) for reihe in alle}
    breite = max(len(eine) for eine in tage.values())
    blatt = mappe.blatt("Reihen", [_BREITE_SCHLUESSEL, *([_BREITE_TAG] * max(breite, 6))], 2)
    hinweis = "Eine Spalte gilt ab dem Tag in ihrem Kopf, die letzte gilt fort (Befund „fortgeschrieben“)."
    _kopf(blatt, "Amtliche Reihen", hinweis)
    for reihe in alle:
        _reihe(blatt, reihe, tage[reihe.id], adressen)


def _tage(reihe: Reihe, ab: date) -> list[date]:
    """Return the days on which some value of a series changes, from the one in force on `ab`."""
    beginne = {zeile.von for zeilen in reihe.zeilen.values() for zeile in zeilen}
    enden = {z.bis + timedelta(days=1) for zeilen in reihe.zeilen.values() for z in zeilen if z.bis is not None}
    letzter = max(beginne)
    tage = sorted(beginne | {ende for ende in enden if ende <= letzter})
    return tage[max(0, sum(tag <= ab for tag in tage) - 1) :]


def _reihe(blatt: Blatt, reihe: Reihe, tage: list[date], adressen: Adressen) -> None:
    quelle = reihe.quelle
    blatt.weiter()
    blatt.breit(0, reihe.bezeichnung, "abschnitt", 7)
    blatt.weiter()
    blatt.breit(0, f"{quelle.fundstelle}, Belegstand {quelle.belegstand.value}; Name {reihe.id}", "untertitel")
    blatt.weiter()
    blatt.text(0, ", ".join(reihe.schluessel) or "gültig ab", "kopf")
    for spalte, tag in enumerate(tage, 1):
        blatt.figur(spalte, Figur(tag, DATUM, "", {}), "kopf_rechts")
    adressen[Reihenbezug(reihe.id, "ab")] = blatt.bereich((blatt.zeile, 1), (blatt.zeile, len(tage)))
    blatt.weiter()
    erste = blatt.zeile
    for schluessel in reihe.zeilen:
        blatt.text(0, "|".join(schluessel))
        for spalte, tag in enumerate(tage, 1):
            zeile = reihe.am(schluessel, tag)
            if zeile is None or zeile.wert is None:
                blatt.text(spalte, "–", "zahl")
            else:
                blatt.figur(spalte, Figur(zeile.wert, reihe.typ, "", {}), "eingabe")
        blatt.weiter()
    letzte = blatt.zeile - 1
    adressen[Reihenbezug(reihe.id)] = blatt.bereich((erste, 1), (letzte, len(tage)))
    adressen[Reihenbezug(reihe.id, "schluessel")] = blatt.bereich((erste, 0), (letzte, 0))


def _listen(mappe: Mappe, regelwerk: Regelwerk, felder: list[str], jahre: range, adressen: Adressen) -> None:
    blatt = mappe.blatt("Listen", [46, 26, 50], 2)
    _kopf(blatt, "Listen", "Wie eine Auswahl in den Regeln heißt, und die Feiertage, nach denen Werktage zählen.")
    for pfad in felder:
        auswahl = regelwerk.eingaben[pfad].auswahl or {}
        _pruefe_auswahl(pfad, auswahl)
        _ueberschrift(blatt, regelwerk.eingaben[pfad].beschriftung)
        erste = blatt.zeile
        for text, beschriftung in auswahl.items():
            blatt.text(0, beschriftung)
            blatt.text(1, text)
            blatt.weiter()
        adressen[Auswahlbezug(pfad, False)] = _spalte(blatt, 0, erste)
        adressen[Auswahlbezug(pfad, True)] = _spalte(blatt, 1, erste)
    _feiertage(blatt, regelwerk, jahre, adressen)


def _feiertage(blatt: Blatt, regelwerk: Regelwerk, jahre: range, adressen: Adressen) -> None:
    alle = range(jahre[0] - KALENDERJAHRE, jahre[-1] + KALENDERJAHRE + 1)
    feiertage = [(feiertag.im_jahr(jahr), feiertag) for jahr in alle for feiertag in regelwerk.kalender.feiertage]
    tage = sorted(feiertage, key=lambda paar: paar[0])
    if not tage:
        return
    _ueberschrift(blatt, "Feiertage")
    erste = blatt.zeile
    for tag, feiertag in tage:
        blatt.text(0, feiertag.name)
        blatt.figur(1, Figur(tag, DATUM, "", {}), "breit")
        blatt.text(2, str(feiertag.quelle))
        blatt.weiter()
    adressen[Feiertagsbezug()] = _spalte(blatt, 1, erste)


def _pruefe_auswahl(pfad: str, auswahl: Mapping[str, str]) -> None:
    """A look-up ignores case and takes some signs for placeholders."""
    texte = [text.casefold() for text in auswahl.values()]
    if len(set(texte)) < len(texte) or _PLATZHALTER & set("".join(texte)):
        raise RegelError(Meldung(f"die Beschriftungen der Auswahl „{pfad}“ kann eine Tabelle nicht unterscheiden"))


def _kopf(blatt: Blatt, titel: str, erlaeuterung: str) -> None:
    blatt.breit(0, titel, "titel")
    blatt.weiter()
    blatt.breit(0, erlaeuterung, "untertitel")
    blatt.weiter()


def _ueberschrift(blatt: Blatt, text: str) -> None:
    blatt.weiter()
    blatt.breit(0, text, "abschnitt", 3)
    blatt.weiter()

"""Application forms in Excel: written for a guideline, with what is known filled in, and read back as a document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from foerderung.dokumente.formular.leser import Formularinhalt, lies_formular
from foerderung.dokumente.formular.plan import FORMULARVERSION, Formularplan, listen, plane
from foerderung.dokumente.formular.schaetzung import schreibe_schaetzung
from foerderung.dokumente.formular.schreiber import Formular, Formularkopf
from foerderung.errors import EingabeError, FoerderungError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt
from foerderung.rechnung.klardaten import als_baum
from foerderung.rechnung.leser import lies_dokument
from foerderung.rechnung.tabellenbezug import NichtAusdrueckbarError
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.zuwendung import Dokument, an_zellen
from foerderung.services.regelwerk.regeln import lade

ANTRAG, RICHTLINIE = "antrag", "richtlinie"
OHNE = frozenset((RICHTLINIE,))
"""Inputs that a form does not ask for: which guideline it is for, it says itself."""

MINDESTZEILEN, RESERVE = 8, 4
"""Rows of a list at least, and empty ones behind what is filled in."""

UEBLICHE_JAHRE = 3
HOECHSTENS_JAHRE = 12


def antragsformular(
    richtlinie: Richtlinie, jahre: tuple[int, ...], heute: date, daten: Mapping[str, Any] | None = None, fall: str = ""
) -> bytes:
    """Write the application form of a guideline.

    Args:
        jahre: Haushaltsjahre with a column each, one after the other.
        heute: decides the Fassung by which the grant is estimated.
        daten: what is known already, as plain data.
        fall: number of the case it was made for.

    Raises:
        DokumentError: something does not fit into a form.
        EingabeError: no years, or too many.
    """
    if not jahre or len(jahre) > HOECHSTENS_JAHRE or list(jahre) != list(range(jahre[0], jahre[-1] + 1)):
        raise EingabeError(
            Meldung(f"{len(jahre)} Haushaltsjahre", ort="jahre", zulaessig=f"1 bis {HOECHSTENS_JAHRE}, ohne Lücke")
        )
    werk, neueste, daten = richtlinie.am(heute), richtlinie.fassung(None), daten or {}
    plan = plane(neueste.felder, jahre, zeilen(neueste.felder, daten), OHNE)
    kopf = Formularkopf(
        ANTRAG,
        f"Antrag nach der {werk.titel}",
        heute,
        _hinweise(werk.fassung.id, fall),
        {RICHTLINIE: werk.richtlinie, "fassung": werk.fassung.id, "regelwerk": werk.sha256, "fall": fall},
        f"{werk.kurz}, Fassung {werk.fassung.id}, Formularversion {FORMULARVERSION}, {datum_deutsch(heute)}",
    )
    formular = Formular(kopf, plan, flach(daten, neueste.felder))
    if werk.finanzierungsplan is None:
        return formular.fertig()
    try:
        schaetzung = schreibe_schaetzung(formular, werk, heute)
    except NichtAusdrueckbarError:
        return formular.fertig()
    return formular.fertig((schaetzung,))


def leeres_antragsformular(richtlinie: str, jahre: tuple[int, ...], heute: date, regeln: Path | None = None) -> bytes:
    """Write a form without answers; without years for the next three.

    Raises:
        EingabeError: no such guideline, or one under which nobody applies; too many years.
    """
    werk = lade(richtlinie, regeln)
    if werk.deklaration.ohne_antrag:
        raise EingabeError(Meldung(f"{werk.deklaration.kurz} kennt keinen Antrag", ort="richtlinie"))
    return antragsformular(werk, jahre or jahre_von({}, heute), heute)


def _hinweise(fassung: str, fall: str) -> tuple[str, ...]:
    fuer = f" zum Fall {fall}" if fall else ""
    return (
        f"Dieses Formular{fuer} gilt für die Fassung {fassung} (Formularversion {FORMULARVERSION}).",
        "Füllen Sie die gelben Zellen aus. Jede Zelle sagt, was in ihr stehen darf; alles andere ist geschützt.",
        "Beträge in Euro mit höchstens zwei Nachkommastellen. Ein leeres Feld heißt: keine Angabe.",
        "In Listen steht je Zeile ein Posten. Graue Zellen gelten für diese Art nicht und bleiben leer.",
        "„Eingang des Antrags“ und „Beratung durch die Geschäftsstelle“ trägt die Geschäftsstelle ein.",
        "Das Blatt „Schätzung“ rechnet mit, unverbindlich und ohne Prüfung.",
        "Zeilen, Spalten und Blätter nicht verschieben, einfügen, löschen oder umbenennen; Zellen nicht verbinden.",
        "Speichern Sie als Excel-Arbeitsmappe (.xlsx) und senden Sie die Datei der Geschäftsstelle.",
    )


def zeilen(wurzel: Eingabefeld, daten: Mapping[str, Any]) -> dict[str, int]:
    """Return the rows of every list, and of texts where more are given than a form usually has."""
    anzahl = {feld.name: max(MINDESTZEILEN, len(daten.get(feld.name) or ()) + RESERVE) for feld in listen(wurzel)}
    angaben = flach(daten, wurzel)
    texte = {feld.ort: len(angaben.get(feld.ort, ())) for feld in wurzel.alle() if feld.typname == "texte"}
    return {**anzahl, **{ort: zahl for ort, zahl in texte.items() if zahl}}


def flach(daten: Mapping[str, Any], wurzel: Eingabefeld) -> dict[str, Any]:
    """Return plain data by key path; what is empty is left out."""
    angaben: dict[str, Any] = {}

    def sammle(gruppe: Mapping[str, Any], feld: Eingabefeld, index: tuple[int, ...]) -> None:
        for kind in feld.kinder:
            wert = gruppe.get(kind.name)
            if wert is None:
                continue
            if kind.gestalt is Gestalt.GRUPPE:
                sammle(wert, kind, index)
            elif kind.gestalt is Gestalt.LISTE:
                for nummer, glied in enumerate(wert):
                    sammle(glied, kind, (nummer,))
            elif kind.je_jahr:
                angaben.update({kind.ort.format(*index, jahr): betrag for jahr, betrag in wert.items()})
            else:
                angaben[kind.ort.format(*index)] = wert

    sammle(daten, wurzel, ())
    return angaben


def jahre_von(daten: Mapping[str, Any], heute: date) -> tuple[int, ...]:
    """Return the years of a project, the next three where nothing is known."""
    vorhaben = daten.get("vorhaben") or {}
    try:
        beginn, ende = (date.fromisoformat(str(vorhaben[name])).year for name in ("beginn", "ende"))
    except (KeyError, ValueError):
        return tuple(range(heute.year + 1, heute.year + 1 + UEBLICHE_JAHRE))
    return tuple(range(beginn, max(beginn, ende) + 1))[:HOECHSTENS_JAHRE]


def lies_antragsformular(
    inhalt: bytes, datei: str, regeln: Path | None = None, eingang: date | None = None
) -> Dokument:
    """Read a filled-in application form as a document; further checks say sheet and cell by its `orte`.

    Args:
        eingang: day of receipt, in place of what the form says.

    Raises:
        EingabeError: no form of this program, or cells that say nothing; all violations at once.
    """

    def planer(kenndaten: Mapping[str, Any]) -> Formularplan:
        return _plan_aus(kenndaten, datei, regeln)

    gelesen = lies_formular(inhalt, datei, ANTRAG, planer)
    daten = {RICHTLINIE: str(gelesen.kenndaten[RICHTLINIE]), **gelesen.daten}
    if eingang is not None:
        daten["eingang_am"] = eingang.isoformat()
    dokument = Dokument(als_baum(daten), datei, gelesen.orte, inhalt)
    pruefe_zellen(gelesen, dokument, lade(daten[RICHTLINIE], regeln).fassung(None).felder)
    return dokument


def pruefe_zellen(gelesen: Formularinhalt, dokument: Dokument, felder: Eingabefeld) -> None:
    """Refuse a form some of whose cells say nothing, together with everything else that is wrong in it.

    Raises:
        EingabeError: all violations at once, by sheet and cell.
    """
    if not gelesen.meldungen:
        return
    weitere: tuple[Meldung, ...] = ()
    try:
        with an_zellen(dokument):
            raise EingabeError(lies_dokument(dokument.baum, felder, dokument.datei).meldungen)
    except EingabeError as fehler:
        gemeldet = {meldung.ort for meldung in gelesen.meldungen}
        weitere = tuple(meldung for meldung in fehler.meldungen if meldung.ort not in gemeldet)
    raise EingabeError((*gelesen.meldungen, *weitere))


def _plan_aus(kenndaten: Mapping[str, Any], datei: str, regeln: Path | None) -> Formularplan:
    try:
        felder = lade(str(kenndaten[RICHTLINIE]), regeln).fassung(None).felder
        jahre = tuple(int(jahr) for jahr in kenndaten["jahre"])[:HOECHSTENS_JAHRE]
        anzahl = {str(name): min(int(zahl), 2_000) for name, zahl in kenndaten["zeilen"].items()}
        return plane(felder, jahre, anzahl, OHNE)
    except (KeyError, TypeError, ValueError, AttributeError, FoerderungError):
        raise EingabeError(
            Meldung("die Kenndaten des Formulars sind beschädigt", datei, abhilfe="Ein neues Formular ausgeben.")
        ) from None

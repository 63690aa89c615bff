"""Read a filled-in form back where the plan says; everything that is wrong at once, by sheet and cell."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from foerderung.dokumente.formular.plan import FORMULARVERSION, Feldzelle, Formularplan
from foerderung.dokumente.formular.pruefung import pruefe_mappe
from foerderung.dokumente.formular.schreiber import DATENBLATT
from foerderung.dokumente.formular.werte import als_angabe
from foerderung.errors import EingabeError, Meldung
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt

Planer = Callable[[Mapping[str, Any]], Formularplan]
"""Makes the plan a form was written by from what the form says of itself; raises EingabeError where it cannot."""


@dataclass(frozen=True)
class Formularinhalt:
    """What a form says.

    Attributes:
        kenndaten: what the form says of itself: guideline, Fassung, years, case.
        daten: the document as plain data, fit for JSON.
        orte: sheet and cell by key path.
        meldungen: what is wrong with single cells.
    """

    kenndaten: Mapping[str, Any]
    daten: dict[str, Any]
    orte: Mapping[str, str]
    meldungen: tuple[Meldung, ...]


def lies_formular(inhalt: bytes, datei: str, art: str, planer: Planer) -> Formularinhalt:
    """Read a form.

    Args:
        art: kind of document that is expected: ``antrag`` or ``nachweis``.

    Raises:
        EingabeError: no form of ours, of another kind or version, or one whose cells were moved.
    """
    pruefe_mappe(inhalt, datei)
    formeln, werte = _oeffne(inhalt, datei, False), _oeffne(inhalt, datei, True)
    kenndaten = _kenndaten(formeln, datei, art)
    plan = planer(kenndaten)
    if plan.abdruck != kenndaten.get("abdruck"):
        raise EingabeError(
            Meldung(
                "das Formular passt nicht mehr zu den Angaben, die die Richtlinie heute verlangt",
                datei,
                abhilfe="Ein neues Formular ausgeben und die Angaben übertragen.",
            )
        )
    leser = _Leser(plan, formeln, werte, datei)
    leser.pruefe_aufbau()
    if leser.meldungen:
        raise EingabeError(leser.meldungen)
    leser.lies_zellen()
    daten = leser.gruppe(plan.wurzel)
    return Formularinhalt(kenndaten, daten or {}, leser.orte, tuple(leser.meldungen))


def _oeffne(inhalt: bytes, datei: str, mit_werten: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that LibreOffice writes and openpyxl does not keep
            return load_workbook(BytesIO(inhalt), data_only=mit_werten)
    except Exception:  # openpyxl raises whatever its parsers raise on damaged files
        raise EingabeError(
            Meldung("die Arbeitsmappe ist beschädigt", datei, abhilfe="Neu speichern oder neu ausfüllen.")
        ) from None


def _kenndaten(buch: Any, datei: str, art: str) -> Mapping[str, Any]:
    kein_formular = Meldung(
        "die Arbeitsmappe ist kein Formular dieses Programms",
        datei,
        zulaessig="ein mit „formular“ ausgegebenes und ausgefülltes Formular",
        abhilfe=f"foerderung {art} formular",
    )
    if DATENBLATT not in buch.sheetnames:
        raise EingabeError(kein_formular)
    try:
        daten = json.loads(str(buch[DATENBLATT]["A1"].value))
    except (ValueError, RecursionError):
        raise EingabeError(kein_formular) from None
    if not isinstance(daten, dict):
        raise EingabeError(kein_formular)
    if daten.get("formular") != art:
        gefunden = f"ein Formular der Art „{daten.get('formular')}“"
        raise EingabeError(Meldung(gefunden, datei, zulaessig=f"ein Formular der Art „{art}“"))
    if daten.get("version") != FORMULARVERSION:
        raise EingabeError(
            Meldung(
                f"Formularversion {daten.get('version')}",
                datei,
                zulaessig=str(FORMULARVERSION),
                abhilfe="Ein neues Formular ausgeben und die Angaben übertragen.",
            )
        )
    return daten


@dataclass
class _Leser:
    plan: Formularplan
    formeln: Any
    werte: Any
    datei: str
    meldungen: list[Meldung] = field(default_factory=list)
    orte: dict[str, str] = field(default_factory=dict)
    angaben: dict[tuple[str, str], Any] = field(default_factory=dict)

    # --- is everything where it was? -------------------------------------------------------------------------------

    def pruefe_aufbau(self) -> None:
        """Report sheets that are missing, cells that were joined, texts that are not where the plan has them."""
        vorhanden = [blatt for blatt in self.plan.blaetter if blatt in self.formeln.sheetnames]
        for blatt in self.plan.blaetter:
            if blatt not in vorhanden:
                self._melde("das Blatt fehlt oder heißt anders", blatt, abhilfe="Im Formular keine Blätter ändern.")
        for blatt in vorhanden:
            for bereich in self.formeln[blatt].merged_cells.ranges:
                self._melde("verbundene Zellen", f"{blatt}!{bereich}", abhilfe="Verbindung der Zellen aufheben.")
        for text in self.plan.beschriftungen:
            if text.blatt in vorhanden:
                zelle = self.formeln[text.blatt].cell(text.zeile + 1, text.spalte + 1)
                if str(zelle.value) != text.text:
                    ort = f"{text.blatt}!{zelle.coordinate}"
                    gefunden = f"hier steht „{zelle.value if zelle.value is not None else ''}“"
                    abhilfe = "Zeilen und Spalten des Formulars nicht verschieben, einfügen oder löschen."
                    self._melde(gefunden, ort, f"„{text.text}“", abhilfe)

    # --- cells -----------------------------------------------------------------------------------------------------

    def lies_zellen(self) -> None:
        """Read every input cell."""
        for zelle in self.plan.zellen:
            ort = f"{zelle.blatt}!{get_column_letter(zelle.spalte + 1)}{zelle.zeile + 1}"
            self.orte.setdefault(zelle.ort, ort)
            wert = self._wert(zelle, ort)
            if wert is not None:
                self.angaben[(zelle.ort, zelle.wahl)] = wert

    def _wert(self, zelle: Feldzelle, ort: str) -> Any:
        roh = self.formeln[zelle.blatt].cell(zelle.zeile + 1, zelle.spalte + 1)
        wert = self.werte[zelle.blatt].cell(zelle.zeile + 1, zelle.spalte + 1)
        if roh.data_type == "f" and wert.value is None:
            abhilfe = "Die Datei in Excel oder LibreOffice öffnen und speichern, oder den Wert eintragen."
            self._melde("eine Formel ohne gespeicherten Wert", ort, abhilfe=abhilfe)
            return None
        if wert.data_type == "e":
            self._melde(f"Fehlerwert {wert.value}", ort, abhilfe="Formel berichtigen oder den Wert eintragen.")
            return None
        if wert.value is None or (isinstance(wert.value, str) and not wert.value.strip()):
            return None
        angabe = als_angabe(wert.value, zelle.feld)
        if isinstance(angabe, Meldung):
            self._melde(angabe.gefunden, ort, angabe.zulaessig, angabe.abhilfe)
            return None
        return angabe

    def _melde(self, gefunden: str, ort: str, zulaessig: str = "", abhilfe: str = "") -> None:
        self.meldungen.append(Meldung(gefunden, self.datei, 0, ort, zulaessig, "", abhilfe))

    # --- the document ----------------------------------------------------------------------------------------------

    def gruppe(self, feld: Eingabefeld, index: tuple[int, ...] = ()) -> dict[str, Any] | None:
        """Return what is given below a group; None if nothing is and nothing has to be."""
        daten = {}
        for kind in feld.kinder:
            wert = self._kind(kind, index)
            if wert is not None:
                daten[kind.name] = wert
        return daten or ({} if feld.fehlt is Fehlt.FEHLER and not index else None)

    def _kind(self, feld: Eingabefeld, index: tuple[int, ...]) -> Any:
        if feld.gestalt is Gestalt.GRUPPE:
            return self.gruppe(feld, index)
        if feld.gestalt is Gestalt.LISTE:
            return self._liste(feld)
        if feld.je_jahr:
            jahre = {str(jahr): self.angaben.get((feld.ort.format(*index, jahr), "")) for jahr in self.plan.jahre}
            return {jahr: wert for jahr, wert in jahre.items() if wert is not None} or None
        ort = feld.ort.format(*index)
        if feld.typname == "menge":
            return self._menge(feld, ort)
        if feld.typname == "texte":
            texte = [wert for (anderer, wahl), wert in self.angaben.items() if anderer == ort and wahl]
            return texte or None
        return self.angaben.get((ort, ""))

    def _menge(self, feld: Eingabefeld, ort: str) -> list[str] | None:
        antworten = {wahl: self.angaben[(ort, wahl)] for wahl in feld.auswahl or {} if (ort, wahl) in self.angaben}
        return [wahl for wahl, ja in antworten.items() if ja] if antworten else None

    def _liste(self, feld: Eingabefeld) -> list[dict[str, Any]] | None:
        """Return the filled rows, numbered on; messages about them find their row by `orte`."""
        glieder: list[dict[str, Any]] = []
        umgezogen: dict[str, str] = {}
        for nummer in range(self.plan.listen[feld.name]):
            glied = self.gruppe(feld, (nummer,))
            if glied is None:
                continue
            alt, neu = f"{feld.name}[{nummer}]", f"{feld.name}[{len(glieder)}]"
            for ort, zelle in self.orte.items():
                if ort.startswith(f"{alt}."):
                    umgezogen[neu + ort.removeprefix(alt)] = zelle
                    umgezogen.setdefault(neu, zelle)
            glieder.append(glied)
        self.orte |= umgezogen
        return glieder or None

"""Write a form as a workbook: inputs that help while typing, everything else protected, sums and an estimate live."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter.workbook import Workbook

from foerderung.dokumente.blatt import Mappe, optionen
from foerderung.dokumente.formular.eingabehilfe import gueltigkeit, hinweistext
from foerderung.dokumente.formular.plan import (
    ERSTE_ZEILE,
    FORMULARVERSION,
    HINWEIS,
    KOPFZEILE,
    Feldzelle,
    Formularplan,
)
from foerderung.dokumente.formular.seite import Seite
from foerderung.dokumente.formular.werte import in_zelle
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt

ANLEITUNG, DATENBLATT, AUSWAHLBLATT = "Hinweise", "Formulardaten", "Auswahl"
_BREITE_ANLEITUNG = 100.0
_BREITEN_EINZELN = [46.0, 46.0, 70.0]


@dataclass(frozen=True)
class Formularkopf:
    """What a form says of itself.

    Attributes:
        art: kind of document: ``antrag`` or ``nachweis``.
        titel: as people see it.
        hinweise: sentences for the first sheet.
        kenndaten: what the reader needs to know besides: guideline, Fassung, checksum, case.
    """

    art: str
    titel: str
    stand: date
    hinweise: tuple[str, ...]
    kenndaten: Mapping[str, str]
    fuss: str = ""


@dataclass(frozen=True)
class Vergleichsspalten:
    """Figures beside the cells of a list, for forms that prove what a plan said.

    Attributes:
        titel: what they are, such as „bewilligt“.
        werte: by key path of the cell they belong to.
        feste: key paths of cells that are given and protected.
    """

    titel: str
    werte: Mapping[str, Decimal]
    feste: frozenset[str] = frozenset()


class Formular:
    """A form on its way to a workbook.

    Args:
        plan: where everything stands.
        angaben: what is filled in already, as plain data by key path; sets and texts as lists.
    """

    def __init__(
        self,
        kopf: Formularkopf,
        plan: Formularplan,
        angaben: Mapping[str, Any],
        vergleich: Vergleichsspalten | None = None,
    ) -> None:
        self.kopf, self.plan, self.angaben, self.vergleich = kopf, plan, angaben, vergleich
        self.puffer = BytesIO()
        self.buch = Workbook(self.puffer, optionen())
        self.buch.set_properties({"title": kopf.titel, "created": datetime.combine(kopf.stand, time())})
        self.mappe = Mappe(self.buch, kopf.fuss or kopf.titel)
        self.auswahlen: dict[str, str] = {}
        self.adressen: dict[tuple[str, str], str] = {}
        self._anleitung()
        for blatt, feld in plan.blaetter.items():
            if feld is None:
                self._einzelblatt(blatt)
            else:
                self._tabellenblatt(blatt, feld)

    # --- sheets ----------------------------------------------------------------------------------------------------

    def _anleitung(self) -> None:
        seite = Seite(self.mappe, ANLEITUNG, [4.0, _BREITE_ANLEITUNG], 1)
        seite.text(0, 0, self.kopf.titel, "titel")
        for zeile, satz in enumerate(self.kopf.hinweise, 2):
            seite.text(zeile, 0, f"{zeile - 1}.", "nummer")
            seite.text(zeile, 1, satz, "hinweis_gross")
            seite.hoehe(zeile, _zeilen(satz, _BREITE_ANLEITUNG))
        seite.schuetze()

    def _einzelblatt(self, blatt: str) -> None:
        seite = Seite(self.mappe, blatt, _BREITEN_EINZELN, 2)
        self._titel(seite, blatt)
        self._beschrifte(seite)
        beschriftet = {text.zeile: text.text for text in self.plan.beschriftungen if text.blatt == blatt}
        for zelle in self.plan.auf(blatt):
            self._eingabe(seite, zelle)
            hinweis = hinweistext(zelle.feld)
            seite.text(zelle.zeile, HINWEIS, hinweis, "hinweis")
            texte = (beschriftet[zelle.zeile], str(self._wert(zelle) or ""), hinweis)
            seite.hoehe(zelle.zeile, max(map(_zeilen, texte, _BREITEN_EINZELN)))
        seite.schuetze()

    def _tabellenblatt(self, blatt: str, feld: Eingabefeld) -> None:
        ist_liste = feld.gestalt is Gestalt.LISTE
        zellen = list(self.plan.auf(blatt))
        spalten = {zelle.spalte: zelle for zelle in zellen}
        breiten = [5.0 if ist_liste else 44.0, *(_breite(spalten[nummer]) for nummer in sorted(spalten))]
        zusatz = self._zusatzspalten(feld, zellen) if ist_liste else []
        seite = Seite(self.mappe, blatt, [*breiten, *([14.0] * len(zusatz)), 14.0], ERSTE_ZEILE)
        self._titel(seite, blatt, feld.hilfe)
        self._beschrifte(seite)
        for zelle in zellen:
            self._eingabe(seite, zelle)
        letzte = max((zelle.zeile for zelle in zellen), default=ERSTE_ZEILE)
        seite.hoehe(KOPFZEILE, 2)
        if ist_liste:
            self._summen(seite, zellen, letzte + 1)
        self._schreibe_zusatz(seite, zusatz, zellen, len(breiten))
        if not ist_liste:
            for zeile, kind in enumerate(feld.kinder, ERSTE_ZEILE):
                seite.text(zeile, len(breiten), kind.hilfe, "hinweis_ueber")
        seite.schuetze()

    def _titel(self, seite: Seite, blatt: str, hilfe: str = "") -> None:
        seite.text(0, 0, f"{self.kopf.titel}: {blatt}" if blatt not in self.kopf.titel else self.kopf.titel, "titel")
        seite.text(1, 0, " ".join(filter(None, (hilfe, "Gelbe Zellen ausfüllen."))), "untertitel")

    def _beschrifte(self, seite: Seite) -> None:
        for text in self.plan.beschriftungen:
            if text.blatt == seite.name:
                breit = text.art == "abschnitt"
                seite.text(text.zeile, text.spalte, text.text, text.art, spalten=3 if breit else 1)

    def _eingabe(self, seite: Seite, zelle: Feldzelle) -> None:
        feld = zelle.feld
        fest = self.vergleich is not None and zelle.ort in self.vergleich.feste
        wert = self._wert(zelle)
        seite.eingabe(zelle.zeile, zelle.spalte, wert, feld, fest)
        self.adressen[(zelle.ort, zelle.wahl)] = seite.adresse(zelle.zeile, zelle.spalte)
        pruefung = gueltigkeit(feld, self._auswahlbereich(feld))
        if pruefung is not None and not fest:
            seite.gueltigkeit(zelle.zeile, zelle.spalte, pruefung)
        if feld.nur and zelle.index:
            for pfad, text in feld.nur:
                geschwister = next(
                    z for z in self.plan.zellen if z.feld.pfad == pfad and z.index[:1] == zelle.index[:1]
                )
                beschriftung = (geschwister.feld.auswahl or {}).get(text, text)
                seite.grau_wenn_nicht(zelle.zeile, zelle.spalte, geschwister.zeile, geschwister.spalte, beschriftung)

    def _daneben(self, pfad: str, zelle: Feldzelle) -> Feldzelle:
        """Return the cell of another input of the same item."""
        alle = (andere for andere in self.plan.auf(zelle.blatt) if andere.zeile == zelle.zeile)
        return next(andere for andere in alle if andere.feld.pfad == pfad)

    def _wert(self, zelle: Feldzelle) -> Any:
        angabe = self.angaben.get(zelle.ort)
        if zelle.feld.typname == "menge":
            return ("ja" if zelle.wahl in angabe else None) if angabe is not None else None
        if zelle.feld.typname == "texte":
            nummer = int(zelle.wahl)
            return angabe[nummer] if angabe is not None and nummer < len(angabe) else None
        return in_zelle(angabe, zelle.feld) if angabe is not None else None

    def _auswahlbereich(self, feld: Eingabefeld) -> str:
        """Return where the labels of a choice stand, as a name the list of a cell may use."""
        if feld.typname != "auswahl" or not feld.auswahl:
            return ""
        return self.auswahlen.setdefault(feld.pfad, f"auswahl_{len(self.auswahlen) + 1}")

    # --- live figures ----------------------------------------------------------------------------------------------

    def _summen(self, seite: Seite, zellen: list[Feldzelle], zeile: int) -> None:
        """Add up the amounts of every column below it."""
        spalten = sorted({zelle.spalte for zelle in zellen if zelle.feld.je_jahr})
        if not spalten:
            return
        seite.text(zeile, max(0, spalten[0] - 1), "Summe", "summe_text")
        for spalte in spalten:
            erste, letzte = seite.lokal(ERSTE_ZEILE, spalte), seite.lokal(zeile - 1, spalte)
            seite.formel(zeile, spalte, f"SUM({erste}:{letzte})", self._spaltensumme(zellen, spalte), "summe")

    def _spaltensumme(self, zellen: list[Feldzelle], spalte: int) -> float:
        werte = (self.angaben.get(zelle.ort) for zelle in zellen if zelle.spalte == spalte and zelle.feld.je_jahr)
        return float(sum((Decimal(str(wert)) for wert in werte if wert is not None), start=Decimal(0)))

    def _zusatzspalten(self, feld: Eingabefeld, zellen: list[Feldzelle]) -> list[Feldzelle]:
        """Return the cells of the first row beside which planned figures stand, one a year."""
        if self.vergleich is None:
            return []
        return [zelle for zelle in zellen if zelle.zeile == ERSTE_ZEILE and zelle.feld.je_jahr and feld.dimension]

    def _schreibe_zusatz(self, seite: Seite, muster: list[Feldzelle], zellen: list[Feldzelle], ab: int) -> None:
        if self.vergleich is None:
            return
        for nummer, eines in enumerate(muster):
            seite.text(ERSTE_ZEILE - 1, ab + nummer, f"{self.vergleich.titel} {eines.index[-1]}", "kopf_rechts")
        if muster:
            seite.text(ERSTE_ZEILE - 1, ab + len(muster), "Abweichung", "kopf_rechts")
        for zeile in sorted({zelle.zeile for zelle in zellen}):
            jahre = [zelle for zelle in zellen if zelle.zeile == zeile and zelle.feld.je_jahr]
            plan = [self.vergleich.werte.get(zelle.ort) for zelle in jahre]
            if not jahre or all(wert is None for wert in plan):
                continue
            for nummer, wert in enumerate(plan):
                seite.betrag(zeile, ab + nummer, wert)
            ist = ",".join(seite.lokal(zeile, zelle.spalte) for zelle in jahre)
            soll = f"{seite.lokal(zeile, ab)}:{seite.lokal(zeile, ab + len(plan) - 1)}"
            offen = -sum((wert for wert in plan if wert is not None), start=Decimal(0))
            seite.formel(zeile, ab + len(plan), f"SUM({ist})-SUM({soll})", float(offen), "zahl")

    # --- the end ---------------------------------------------------------------------------------------------------

    def fertig(self, sichtbar: tuple[str, ...] = ()) -> bytes:
        """Add what only programs read and return the bytes.

        Args:
            sichtbar: further sheets that people see; all others are hidden.
        """
        self._auswahlblatt()
        daten = {
            "formular": self.kopf.art,
            "version": FORMULARVERSION,
            "jahre": list(self.plan.jahre),
            "zeilen": dict(self.plan.listen),
            "abdruck": self.plan.abdruck,
            **self.kopf.kenndaten,
        }
        seite = Seite(self.mappe, DATENBLATT, [120.0], 1)
        seite.text(0, 0, json.dumps(daten, ensure_ascii=False, sort_keys=True), "hinweis_gross")
        seite.schuetze()
        offen = {ANLEITUNG, *self.plan.blaetter, *sichtbar}
        for blatt in self.buch.worksheets():
            if blatt.get_name() not in offen:
                blatt.very_hidden() if blatt.get_name() == DATENBLATT else blatt.hide()
        self.buch.close()
        return self.puffer.getvalue()

    def _auswahlblatt(self) -> None:
        seite = Seite(self.mappe, AUSWAHLBLATT, [60.0], 1)
        zeile = 0
        felder = {zelle.feld.pfad: zelle.feld for zelle in self.plan.zellen}
        for pfad, name in self.auswahlen.items():
            beschriftungen = list((felder[pfad].auswahl or {}).values())
            for nummer, text in enumerate(beschriftungen):
                seite.text(zeile + nummer, 0, text, "beschriftung")
            bereich = f"{seite.adresse(zeile, 0)}:{seite.adresse(zeile + len(beschriftungen) - 1, 0).partition('!')[2]}"
            self.buch.define_name(name, f"={bereich}")
            zeile += len(beschriftungen) + 1
        seite.schuetze()


def _zeilen(text: str, breite: float) -> int:
    """Estimate how many lines a text takes in a column."""
    return sum(max(1, len(wrap(absatz, int(breite * 1.05)))) for absatz in text.split("\n"))


def _breite(zelle: Feldzelle) -> float:
    feld = zelle.feld
    if feld.je_jahr:
        return 14.0
    if feld.typname == "auswahl":
        return float(min(34, max(14, *(len(text) + 2 for text in (feld.auswahl or {}).values()))))
    return {"datum": 12.0, "jahr": 14.0, "vzae": 16.0, "anzahl": 12.0, "wahrheitswert": 12.0}.get(feld.typname, 30.0)

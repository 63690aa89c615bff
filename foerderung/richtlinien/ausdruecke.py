"""Bind the texts of one Fassung: expressions, conditions, templates; every mistake becomes a violation with place."""

from __future__ import annotations

import re

from foerderung.errors import Meldung
from foerderung.rechnung import ausdruck as a
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.bindung import Binder, BindungError, Ergebnis
from foerderung.rechnung.namen import Fakten, Namen, fakten_aus, ist_faktum
from foerderung.rechnung.parser import AusdruckError, parse
from foerderung.rechnung.regelwerk import Fassung, Platzhalter, Vorlage
from foerderung.richtlinien.abschnitt import Mangelliste
from foerderung.richtlinien.deklaration import Datiert, Deklaration, Fundort

_PLATZHALTER = re.compile(r"\{([^{}]*)\}")
KEINE: Fakten = frozenset()


class Ausdruecke:
    """Bind texts against the names of one Fassung.

    Attributes:
        benutzt: names that some expression uses.
    """

    def __init__(self, deklaration: Deklaration, fassung: Fassung, namen: Namen, maengel: Mangelliste) -> None:
        self.deklaration = deklaration
        self.fassung = fassung
        self.namen = namen
        self.maengel = maengel
        self.benutzt: set[str] = set()

    def melde(self, ort: Fundort, text: str, zulaessig: str = "", abhilfe: str = "") -> None:
        """Report a violation."""
        self.maengel.melde(Meldung(text, ort.datei, ort.zeile, ort.pfad, zulaessig, "", abhilfe))

    def in_fassung(self, datiert: Datiert, was: str) -> str:
        """Return the text in force; report and return an empty one if this Fassung has none."""
        text = self.deklaration.in_fassung(datiert, self.fassung)
        if text is None:
            if datiert.staende:
                self.melde(datiert.ort, f"für die Fassung {self.fassung.id} fehlt {was}", abhilfe="Stand ergänzen.")
            return ""
        return text

    def lies(self, text: str, ort: Fundort) -> a.Ausdruck | None:
        """Parse an expression."""
        try:
            return parse(text)
        except AusdruckError as fehler:
            self.melde(ort, f"Spalte {fehler.spalte}: {fehler.text}")
            return None

    def binde(
        self, text: str, ort: Fundort, dimensionen: tuple[str, ...] = (), fakten: Fakten = KEINE
    ) -> Ergebnis | None:
        """Bind an expression at an index."""
        ausdruck = self.lies(text, ort)
        if ausdruck is None:
            return None
        binder = Binder(self.namen, dimensionen, fakten)
        try:
            return binder.binde(ausdruck)
        except BindungError as fehler:
            stelle = fehler.fehlstelle
            self.melde(ort, f"Spalte {stelle.spalte}: {stelle.text}", abhilfe=stelle.abhilfe)
            return None
        finally:
            self.benutzt |= binder.notizen.benutzt

    def bedingung(
        self, text: str, ort: Fundort, dimensionen: tuple[str, ...], fakten: Fakten = KEINE
    ) -> g.Gebunden | None:
        """Bind a condition; None if there is none or it is wrong."""
        ergebnis = self.binde(text, ort, dimensionen, fakten) if text else None
        if ergebnis is None:
            return None
        if ergebnis[1].art != "wahr":
            self.melde(ort, f"eine Bedingung erwartet, gefunden {ergebnis[1]}")
            return None
        return ergebnis[0]

    def fakten(self, text: str, ort: Fundort | None = None) -> Fakten:
        """Return the facts a condition guarantees; with `ort`, report one that says anything else."""
        if not text:
            return KEINE
        try:
            ausdruck = parse(text)
        except AusdruckError:
            return KEINE
        if ort is not None and not ist_faktum(ausdruck, self.namen.eingaben):
            self.melde(ort, "nur: darf nur eine Auswahl oder vorhanden(…) prüfen", 'etwa stelle.art = "stelle"')
        return fakten_aus(ausdruck, self.namen.eingaben)

    def vorlage(self, text: str, ort: Fundort, dimensionen: tuple[str, ...], fakten: Fakten = KEINE) -> Vorlage:
        """Bind a text with placeholders."""
        teile: list[str | Platzhalter] = []
        for nummer, teil in enumerate(_PLATZHALTER.split(text)):
            if nummer % 2 == 0:
                if "{" in teil or "}" in teil:
                    self.melde(ort, "eine geschweifte Klammer wird nicht geschlossen oder nicht geöffnet")
                if teil:
                    teile.append(teil)
                continue
            ergebnis = self.binde(teil, ort, dimensionen, fakten)
            if ergebnis is not None:
                teile.append(Platzhalter(*ergebnis))
        return Vorlage(tuple(teile))

    def kennt_dimensionen(self, dimensionen: tuple[str, ...], ort: Fundort) -> bool:
        """Report the first unknown dimension; all of them count as used."""
        self.benutzt.update(dimensionen)
        unbekannt = [name for name in dimensionen if name not in self.namen.dimensionen]
        if unbekannt:
            self.melde(ort, f"unbekannte Dimension „{unbekannt[0]}“", ", ".join(self.namen.dimensionen))
        return not unbekannt

"""Bind a declaration for one Fassung: every expression checked, every violation collected, a rule set as result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from foerderung.errors import Meldung
from foerderung.fach.befund import Schwere
from foerderung.fach.belegstand import Quelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung import ausdruck as a
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.bindung import Binder, BindungError, Ergebnis
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.namen import (
    DimensionsName,
    EingabeName,
    Fakten,
    Namen,
    RegelName,
    SchluesselName,
    TabellenName,
    fakten_aus,
    ist_faktum,
)
from foerderung.rechnung.parser import AusdruckError, parse
from foerderung.rechnung.rechenzeichen import vergleichbar
from foerderung.rechnung.regelwerk import (
    Ausgabefeld,
    Ausgabegruppe,
    Befundregel,
    Dimension,
    Fassung,
    Paar,
    Parameter,
    Platzhalter,
    Regel,
    Regelwerk,
    Vorlage,
)
from foerderung.rechnung.typen import ANZAHL, JAHR, TEXT, WAHR, Typ, typ_aus_text
from foerderung.richtlinien.abschnitt import Mangelliste
from foerderung.richtlinien.deklaration import Datiert, Deklaration, Fundort, RohBefund, RohGruppe, RohRegel
from foerderung.richtlinien.ordnung import genannte, ordne
from foerderung.richtlinien.regeldateien import EINGABE

_PLATZHALTER = re.compile(r"\{([^{}]*)\}")


def eingabefelder(deklaration: Deklaration) -> dict[str, Eingabefeld]:
    """Return all value fields by their name in the rules."""
    if deklaration.felder is None:
        return {}
    return {feld.pfad: feld for feld in deklaration.felder.alle() if feld.gestalt is Gestalt.WERT}


class Bauer:
    """Build the rule set of one Fassung.

    Attributes:
        benutzt: names that some expression of this Fassung uses.
    """

    def __init__(self, deklaration: Deklaration, fassung: Fassung, maengel: Mangelliste) -> None:
        self.deklaration = deklaration
        self.fassung = fassung
        self.maengel = maengel
        self.benutzt: set[str] = set()
        self.namen = Namen()
        self.eingaben = eingabefelder(deklaration)

    def baue(self, sha256: str) -> Regelwerk | None:
        """Return the rule set; None if the declaration is too incomplete. Violations are collected."""
        deklaration = self.deklaration
        if deklaration.felder is None or deklaration.ausgabe is None:
            return None
        self._benenne()
        dimensionen, paare = self._dimensionen()
        regeln = self._regeln()
        befunde = [self._befund(roh) for roh in deklaration.befunde.values() if deklaration.gilt(roh.ab, self.fassung)]
        ausgabe = self._gruppe(deklaration.ausgabe, ())
        self._pruefe_parameter()
        return Regelwerk(
            deklaration.id,
            deklaration.titel,
            deklaration.kurz,
            self.fassung,
            sha256,
            dimensionen,
            paare,
            deklaration.felder,
            deklaration.entscheidungsfelder,
            deklaration.ziele,
            self.eingaben,
            deklaration.parameter,
            deklaration.reihen,
            regeln,
            tuple(befund for befund in befunde if befund is not None),
            ausgabe,
            self._anzeigetexte(),
            deklaration.kalender,
        )

    def _anzeigetexte(self) -> dict[str, dict[str, str]]:
        texte = {pfad: dict(feld.auswahl) for pfad, feld in self.eingaben.items() if feld.auswahl}
        return {**texte, **self.deklaration.anzeigetexte}

    # --- names --------------------------------------------------------------------------------------------------------

    def _benenne(self) -> None:
        deklaration = self.deklaration
        for pfad, feld, erlaubt in _mit_wahlfreiheit(deklaration.felder, False):
            assert feld.typ is not None
            fehlt = Fehlt.ERLAUBT if erlaubt and feld.fehlt is Fehlt.FEHLER else feld.fehlt
            self.namen.eingaben[pfad] = EingabeName(feld.typ, feld.dimensionen, feld.nur, fehlt)
        for ziel in deklaration.ziele.values():
            self.namen.eingaben[ziel.pfad] = EingabeName(ziel.typ, ziel.dimensionen, (), Fehlt.ERLAUBT)
        for name, dimension in deklaration.dimensionen.items():
            if dimension.je:
                self.namen.paare[name] = (dimension.je[0], dimension.je[-1])
            else:
                typ = None if dimension.liste else JAHR if "jahr(" in dimension.von else ANZAHL
                self.namen.dimensionen[name] = DimensionsName(typ)
        for name, parameter in deklaration.parameter.items():
            self.namen.tabellen[name] = TabellenName(parameter.typ, self._schluessel(parameter), False)
        for name, reihe in deklaration.reihen.items():
            schluessel = tuple(
                SchluesselName(teil, replace(TEXT, auswahl=tuple(sorted({zeile[nummer] for zeile in reihe.zeilen}))))
                for nummer, teil in enumerate(reihe.schluessel)
            )
            self.namen.tabellen[name] = TabellenName(reihe.typ, schluessel, True)

    def _schluessel(self, parameter: Parameter) -> tuple[SchluesselName, ...]:
        werte = parameter.am(self.fassung.ab) or {}
        schluessel = []
        for nummer, (name, art) in enumerate(zip(parameter.schluessel, parameter.schluesselarten, strict=True)):
            texte = tuple(dict.fromkeys(key[nummer] for key in werte))
            schluessel.append(SchluesselName(name, ANZAHL if art == "anzahl" else replace(TEXT, auswahl=texte)))
            ort = self.deklaration.orte[parameter.id]
            if art not in ("anzahl", "text", *self.eingaben):
                self._melde(ort, f"Schlüssel „{name}“: unbekannte Art „{art}“", "anzahl, text oder eine Eingabe")
            elif art in self.eingaben and werte:
                fehlend = [wert for wert in self.eingaben[art].auswahl or () if wert not in texte]
                if fehlend:
                    self._melde(ort, f"für „{fehlend[0]}“ fehlt ein Wert", abhilfe="Wert ergänzen.")
        return tuple(schluessel)

    def _melde(self, ort: Fundort, text: str, zulaessig: str = "", abhilfe: str = "") -> None:
        self.maengel.melde(Meldung(text, ort.datei, ort.zeile, ort.pfad, zulaessig, "", abhilfe))

    # --- expressions --------------------------------------------------------------------------------------------------

    def _parse(self, text: str, ort: Fundort) -> a.Ausdruck | None:
        try:
            return parse(text)
        except AusdruckError as fehler:
            self._melde(ort, f"Spalte {fehler.spalte}: {fehler.text}")
            return None

    def _binde(
        self, text: str, ort: Fundort, dimensionen: tuple[str, ...] = (), fakten: Fakten = frozenset()
    ) -> Ergebnis | None:
        ausdruck = self._parse(text, ort)
        if ausdruck is None:
            return None
        binder = Binder(self.namen, dimensionen, fakten)
        try:
            return binder.binde(ausdruck)
        except BindungError as fehler:
            stelle = fehler.fehlstelle
            self._melde(ort, f"Spalte {stelle.spalte}: {stelle.text}", abhilfe=stelle.abhilfe)
            return None
        finally:
            self.benutzt |= binder.notizen.benutzt

    def _bedingung(
        self, text: str, ort: Fundort, dimensionen: tuple[str, ...], fakten: Fakten = frozenset()
    ) -> g.Gebunden | None:
        ergebnis = self._binde(text, ort, dimensionen, fakten) if text else None
        if ergebnis is None:
            return None
        if ergebnis[1] is not WAHR and ergebnis[1].art != "wahr":
            self._melde(ort, f"eine Bedingung erwartet, gefunden {ergebnis[1]}")
            return None
        return ergebnis[0]

    def _fakten(self, text: str, ort: Fundort | None = None) -> Fakten:
        """Return the facts a condition guarantees; with `ort`, report one that says anything else."""
        if not text:
            return frozenset()
        try:
            ausdruck = parse(text)
        except AusdruckError:
            return frozenset()
        if ort is not None and not ist_faktum(ausdruck, self.namen.eingaben):
            self._melde(ort, "nur: darf nur eine Auswahl oder vorhanden(…) prüfen", 'etwa stelle.art = "stelle"')
        return fakten_aus(ausdruck, self.namen.eingaben)

    def _vorlage(
        self, datiert: Datiert | None, dimensionen: tuple[str, ...] = (), fakten: Fakten = frozenset()
    ) -> Vorlage | None:
        text = self.deklaration.in_fassung(datiert, self.fassung) if datiert is not None else None
        return None if text is None or datiert is None else self._lies_vorlage(text, datiert.ort, dimensionen, fakten)

    def _lies_vorlage(self, text: str, ort: Fundort, dimensionen: tuple[str, ...], fakten: Fakten) -> Vorlage:
        teile: list[str | Platzhalter] = []
        for nummer, teil in enumerate(_PLATZHALTER.split(text)):
            if nummer % 2 == 0:
                if "{" in teil or "}" in teil:
                    self._melde(ort, "eine geschweifte Klammer wird nicht geschlossen oder nicht geöffnet")
                if teil:
                    teile.append(teil)
                continue
            ergebnis = self._binde(teil, ort, dimensionen, fakten)
            if ergebnis is not None:
                teile.append(Platzhalter(*ergebnis))
        return Vorlage(tuple(teile))

    # --- dimensions ---------------------------------------------------------------------------------------------------

    def _dimensionen(self) -> tuple[dict[str, Dimension], dict[str, Paar]]:
        for regel in self.deklaration.regeln.values():
            self._benenne_regel(regel)
        dimensionen, paare = {}, {}
        for roh in self.deklaration.dimensionen.values():
            if roh.je:
                unbekannt = [name for name in roh.je if name not in self.namen.dimensionen]
                if len(roh.je) != 2 or unbekannt:
                    self._melde(roh.ort, "je: genau zwei bekannte Dimensionen erwartet")
                    continue
                bedingung = self._bedingung(roh.nur, roh.ort, roh.je)
                if bedingung is not None:
                    paare[roh.name] = Paar(roh.name, (roh.je[0], roh.je[1]), bedingung)
                continue
            von = self._binde(roh.von, roh.ort) if roh.von and self._existiert(roh.bis) else None
            bis = self._binde(roh.bis, roh.ort) if roh.bis and self._existiert(roh.bis) else None
            ist_jahr = self.namen.dimensionen[roh.name].typ is JAHR
            dimensionen[roh.name] = Dimension(
                roh.name, roh.bezeichnung, ist_jahr, roh.liste, von[0] if von else None, bis[0] if bis else None
            )
        return dimensionen, paare

    def _existiert(self, name: str) -> bool:
        return name not in self.namen.spaeter

    # --- rules --------------------------------------------------------------------------------------------------------

    def _benenne_regel(self, roh: RohRegel) -> None:
        if not self.deklaration.gilt(roh.ab, self.fassung):
            self.namen.spaeter.add(roh.id)
            return
        typ = typ_aus_text(roh.typ, self.deklaration.einheiten)
        if typ is None:
            self._melde(roh.ort, f"unbekannter Typ „{roh.typ}“")
            typ = ANZAHL
        self.namen.regeln[roh.id] = RegelName(typ, roh.je, self._fakten(roh.nur))

    def _regeln(self) -> dict[str, Regel]:
        regeln = {name: self.deklaration.regeln[name] for name in self.namen.regeln}
        texte = {name: self.deklaration.in_fassung(roh.rechne, self.fassung) for name, roh in regeln.items()}
        abhaengig: dict[str, set[str]] = {}
        for name, text in texte.items():
            if text is None:
                self._melde(regeln[name].rechne.ort, f"für die Fassung {self.fassung.id} fehlt eine Formel")
            ausdruck = self._parse(text, regeln[name].rechne.ort) if text else None
            abhaengig[name] = set(genannte(ausdruck)) if ausdruck is not None else set()
        reihenfolge, zirkel = ordne(abhaengig)
        for kreis in zirkel:
            self._melde(regeln[kreis[0]].rechne.ort, f"Zirkel: {' → '.join(kreis)}")
        if zirkel:
            return {}
        gebaut = {name: self._regel(regeln[name], texte[name] or "") for name in reihenfolge}
        for name, regel in gebaut.items():
            if regel is not None:
                roh = regeln[name]
                vorlage = self._vorlage(roh.erklaerung, roh.je, self.namen.regeln[name].nur)
                gebaut[name] = replace(regel, erklaerung=vorlage)
        return {name: regel for name, regel in gebaut.items() if regel is not None}

    def _regel(self, roh: RohRegel, text: str) -> Regel | None:
        unbekannt = [name for name in roh.je if name not in self.namen.dimensionen]
        if unbekannt:
            self._melde(roh.ort, f"unbekannte Dimension „{unbekannt[0]}“", ", ".join(self.namen.dimensionen))
            return None
        nur = self._bedingung(roh.nur, roh.ort, roh.je)
        fakten = self._fakten(roh.nur, roh.ort)
        ergebnis = self._binde(text, roh.rechne.ort, roh.je, fakten) if text else None
        if ergebnis is None:
            return None
        ausdruck, berechnet = ergebnis
        deklariert = self.namen.regeln[roh.id].typ
        typ = self._pruefe_typ(roh, deklariert, berechnet)
        self.namen.regeln[roh.id] = replace(self.namen.regeln[roh.id], typ=typ)
        quelle = Quelle(self.deklaration.in_fassung(roh.fundstelle, self.fassung) or "", roh.belegstand)
        return Regel(
            roh.id, roh.bezeichnung, roh.je, typ, " ".join(text.split()), ausdruck, quelle, nur, roh.rundung
        )

    def _pruefe_typ(self, roh: RohRegel, deklariert: Typ, berechnet: Typ) -> Typ:
        ort = roh.rechne.ort
        if not vergleichbar(deklariert, berechnet):
            self._melde(ort, f"ergibt {berechnet}, deklariert ist {roh.typ}", abhilfe="Formel oder typ berichtigen.")
            return deklariert
        if roh.rundung is not None:
            if deklariert.art != "zahl":
                self._melde(ort, f"{roh.typ} lässt sich nicht runden")
            return replace(deklariert, nenner=roh.rundung.auf.denominator)
        if deklariert.art == "text":
            return replace(deklariert, auswahl=berechnet.auswahl)
        if deklariert.art != "zahl":
            return deklariert
        if roh.typ in ("eur", "anzahl") and (berechnet.nenner is None or (deklariert.nenner or 1) % berechnet.nenner):
            ganz = "ganze Cent" if roh.typ == "eur" else "ganze Zahlen"
            self._melde(
                ort, f"ergibt nicht sicher {ganz}", abhilfe="runden: mit Quelle angeben oder typ eur_exakt verwenden."
            )
        return replace(deklariert, nenner=berechnet.nenner)

    # --- findings -----------------------------------------------------------------------------------------------------

    def _befund(self, roh: RohBefund) -> Befundregel | None:
        unbekannt = [name for name in roh.je if name not in self.namen.dimensionen]
        if unbekannt:
            self._melde(roh.ort, f"unbekannte Dimension „{unbekannt[0]}“", ", ".join(self.namen.dimensionen))
            return None
        je_element = self._je_element(roh)
        nur = self._bedingung(roh.nur, roh.ort, roh.je)
        fakten = self._fakten(roh.nur, roh.ort)
        schweren = [
            (schwere, self._bedingung(bedingung or roh.wenn, roh.ort, roh.je, fakten))
            for schwere, bedingung in roh.schweren
        ]
        fakten |= self._fakten(roh.wenn)
        vorlagen = [self._vorlage(text, roh.je, fakten) for text in (roh.gefunden, roh.zulaessig, roh.abhilfe)]
        ort: Vorlage | str = roh.stelle
        if roh.stelle not in self.namen.eingaben:
            ort = self._lies_vorlage(roh.stelle, roh.ort, roh.je, fakten)
        self.namen.lokale.clear()
        if any(bedingung is None for _, bedingung in schweren) or None in vorlagen:
            return None
        gefunden, zulaessig, abhilfe = (vorlage or Vorlage(()) for vorlage in vorlagen)
        return Befundregel(
            roh.id,
            roh.code,
            roh.bezeichnung,
            roh.je,
            tuple((Schwere.HART if s == EINGABE else Schwere(s), b) for s, b in schweren if b is not None),
            ort,
            gefunden,
            zulaessig,
            abhilfe,
            Quelle(self.deklaration.in_fassung(roh.fundstelle, self.fassung) or "", roh.belegstand),
            roh.wenn or "; ".join(bedingung for _, bedingung in roh.schweren),
            nur,
            je_element,
            roh.schweren[0][0] == EINGABE,
        )

    def _je_element(self, roh: RohBefund) -> tuple[str, g.Gebunden] | None:
        if roh.fuer is None:
            return None
        name, text = roh.fuer
        ergebnis = self._binde(text, roh.ort, roh.je)
        self.namen.lokale[name] = TEXT
        if ergebnis is not None and ergebnis[1].art != "menge":
            self._melde(roh.ort, f"fuer: eine Menge erwartet, gefunden {ergebnis[1]}")
        return None if ergebnis is None else (name, ergebnis[0])

    # --- result -------------------------------------------------------------------------------------------------------

    def _gruppe(self, roh: RohGruppe, dimensionen: tuple[str, ...]) -> Ausgabegruppe:
        if roh.je and roh.je not in self.namen.dimensionen:
            self._melde(roh.ort, f"unbekannte Dimension „{roh.je}“", ", ".join(self.namen.dimensionen))
            return Ausgabegruppe(roh.name, ())
        ist_jahr = bool(roh.je) and self.namen.dimensionen[roh.je].typ is JAHR
        if not self.deklaration.gilt(roh.ab, self.fassung):
            return Ausgabegruppe(roh.name, (), roh.je, g.Literal(False), ist_jahr, (), roh.bezeichnung)
        innen = (*dimensionen, roh.je) if roh.je else dimensionen
        felder = [self._feld(roh, feld, innen) for feld in roh.felder]
        return Ausgabegruppe(
            roh.name,
            tuple(feld for feld in felder if feld is not None),
            roh.je,
            self._bedingung(roh.nur, roh.ort, innen),
            ist_jahr,
            tuple(self._gruppe(gruppe, innen) for gruppe in roh.gruppen),
            roh.bezeichnung,
        )

    def _feld(self, roh: RohGruppe, feld: tuple[str, str, bool], dimensionen: tuple[str, ...]) -> Ausgabefeld | None:
        name, text, prozent = feld
        if text in self.namen.spaeter:
            return Ausgabefeld(name, None, TEXT, self.deklaration.regeln[text].bezeichnung)
        fakten: Fakten = frozenset()
        nur = None
        if text in self.namen.regeln:
            fakten = self.namen.regeln[text].nur
            nur = self._bedingung(self.deklaration.regeln[text].nur, roh.ort, dimensionen)
        ergebnis = self._binde(text, roh.ort, dimensionen, fakten)
        if ergebnis is None:
            return None
        return Ausgabefeld(name, ergebnis[0], ergebnis[1], self._bezeichnung(text) or name, nur, prozent)

    def _bezeichnung(self, name: str) -> str:
        if name in self.deklaration.regeln:
            return self.deklaration.regeln[name].bezeichnung
        return self.eingaben[name].beschriftung if name in self.eingaben else ""

    def _pruefe_parameter(self) -> None:
        for name in sorted(self.benutzt & set(self.deklaration.parameter)):
            if self.deklaration.parameter[name].am(self.fassung.ab) is None:
                self._melde(
                    self.deklaration.orte[name],
                    f"hat am {datum_deutsch(self.fassung.ab)} (Fassung {self.fassung.id}) keinen Wert",
                    abhilfe="Wert ab diesem Tag ergänzen oder die Regel erst ab einer späteren Fassung verwenden.",
                )


def _mit_wahlfreiheit(feld: Eingabefeld | None, erlaubt: bool) -> Iterable[tuple[str, Eingabefeld, bool]]:
    """Walk over value fields; tell for each whether a group around it may be left out."""
    if feld is None:
        return
    if feld.gestalt is Gestalt.WERT:
        yield feld.pfad, feld, erlaubt
        return
    innen = erlaubt or (feld.gestalt is Gestalt.GRUPPE and feld.fehlt is Fehlt.ERLAUBT)
    for kind in feld.kinder:
        yield from _mit_wahlfreiheit(kind, innen)

"""Build the rule set of one Fassung from a declaration; all violations are collected on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from foerderung.fach.belegstand import Quelle
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.namen import Namen
from foerderung.rechnung.rechenzeichen import vergleichbar
from foerderung.rechnung.regelwerk import Dimension, Fassung, Paar, Regel, Regelwerk
from foerderung.rechnung.typen import JAHR, Typ
from foerderung.richtlinien.abschnitt import Mangelliste
from foerderung.richtlinien.ausdruecke import Ausdruecke
from foerderung.richtlinien.ausgabebau import baue_gruppe
from foerderung.richtlinien.befundbau import baue_befund
from foerderung.richtlinien.benennung import benenne, eingabefelder
from foerderung.richtlinien.deklaration import Deklaration, Fundort, RohDimension, RohRegel
from foerderung.richtlinien.ordnung import abhaengigkeiten, ordne


class Bauer:
    """Build the rule set of one Fassung."""

    def __init__(self, deklaration: Deklaration, fassung: Fassung, maengel: Mangelliste) -> None:
        self.deklaration = deklaration
        self.fassung = fassung
        self.namen = Namen()
        self.ausdruecke = Ausdruecke(deklaration, fassung, self.namen, maengel)
        self.eingaben = eingabefelder(deklaration)

    @property
    def benutzt(self) -> set[str]:
        """Names that some expression of this Fassung uses."""
        return self.ausdruecke.benutzt

    def baue(self, sha256: str) -> Regelwerk | None:
        """Return the rule set; None if the declaration is too incomplete. Violations are collected."""
        deklaration = self.deklaration
        if deklaration.felder is None or deklaration.ausgabe is None:
            return None
        benenne(self.ausdruecke, self.eingaben)
        dimensionen, paare = self._dimensionen()
        regeln = self._regeln()
        geltende = [roh for roh in deklaration.befunde.values() if deklaration.gilt(roh.ab, self.fassung)]
        befunde = [baue_befund(self.ausdruecke, roh) for roh in geltende]
        ausgabe = baue_gruppe(self.ausdruecke, deklaration.ausgabe, self.eingaben)
        self.benutzt.update(deklaration.weitere)
        self.benutzt.update(deklaration.finanzierungsplan.regeln() if deklaration.finanzierungsplan else ())
        self.benutzt.update(klausel.wenn for klausel in deklaration.klauseln if klausel.wenn)
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
            tuple(name for name in deklaration.weitere if name in regeln),
            self._anzeigetexte(),
            deklaration.kalender,
            deklaration.unterlagen,
            deklaration.finanzierungsplan,
            tuple(deklaration.klauseln),
        )

    def _anzeigetexte(self) -> dict[str, Mapping[str, str]]:
        texte: dict[str, Mapping[str, str]] = {
            pfad: feld.auswahl for pfad, feld in self.eingaben.items() if feld.auswahl
        }
        return {**texte, **self.deklaration.anzeigetexte}

    def _dimensionen(self) -> tuple[dict[str, Dimension], dict[str, Paar]]:
        dimensionen, paare = {}, {}
        for roh in self.deklaration.dimensionen.values():
            if not roh.je:
                dimensionen[roh.name] = self._dimension(roh)
            elif len(roh.je) != 2:
                self.ausdruecke.melde(roh.ort, "je: genau zwei Dimensionen erwartet")
            elif self.ausdruecke.kennt_dimensionen(roh.je, roh.ort):
                bedingung = self.ausdruecke.bedingung(roh.nur, roh.ort, roh.je)
                if bedingung is not None:
                    paare[roh.name] = Paar(roh.name, (roh.je[0], roh.je[1]), bedingung)
        return dimensionen, paare

    def _dimension(self, roh: RohDimension) -> Dimension:
        ist_jahr = self.namen.dimensionen[roh.name].typ is JAHR
        if roh.liste or {roh.von, roh.bis} & self.namen.spaeter:
            return Dimension(roh.name, roh.bezeichnung, ist_jahr, roh.liste)
        von, bis = (self._grenze(text, roh.ort, ist_jahr) for text in (roh.von, roh.bis))
        return Dimension(roh.name, roh.bezeichnung, ist_jahr, "", von, bis)

    def _grenze(self, text: str, ort: Fundort, ist_jahr: bool) -> g.Gebunden | None:
        ergebnis = self.ausdruecke.binde(text, ort)
        if ergebnis is None:
            return None
        typ = ergebnis[1]
        if not (typ.art == "jahr" if ist_jahr else typ.art == "zahl" and not typ.einheit and typ.nenner == 1):
            self.ausdruecke.melde(ort, f"„{text}“ ist {typ}, als Grenze erwartet: {'jahr' if ist_jahr else 'anzahl'}")
        return ergebnis[0]

    def _regeln(self) -> dict[str, Regel]:
        rohe = {name: self.deklaration.regeln[name] for name in self.namen.regeln}
        texte = {name: self.ausdruecke.in_fassung(roh.rechne, "eine Formel") for name, roh in rohe.items()}
        graph = abhaengigkeiten(self.ausdruecke, rohe, texte, self.deklaration.dimensionen.values())
        reihenfolge, zirkel = ordne(graph)
        for kreis in zirkel:
            beteiligt = next(name for name in kreis if name in rohe)
            self.ausdruecke.melde(rohe[beteiligt].rechne.ort, f"Zirkel: {' → '.join(kreis)}")
        if zirkel:
            return {}
        gebaut = {name: self._regel(rohe[name], texte[name]) for name in reihenfolge if name in rohe}
        return {name: self._erklaere(regel, rohe[name]) for name, regel in gebaut.items() if regel is not None}

    def _erklaere(self, regel: Regel, roh: RohRegel) -> Regel:
        """Add the explanation; it may name rules that come later in the order."""
        if roh.erklaerung is None:
            return regel
        text = self.deklaration.in_fassung(roh.erklaerung, self.fassung) or ""
        vorlage = self.ausdruecke.vorlage(text, roh.erklaerung.ort, roh.je, self.namen.regeln[roh.id].nur)
        return replace(regel, erklaerung=vorlage) if text else regel

    def _regel(self, roh: RohRegel, text: str) -> Regel | None:
        if not self.ausdruecke.kennt_dimensionen(roh.je, roh.ort):
            return None
        nur = self.ausdruecke.bedingung(roh.nur, roh.ort, roh.je)
        fakten = self.ausdruecke.fakten(roh.nur, roh.ort)
        ergebnis = self.ausdruecke.binde(text, roh.rechne.ort, roh.je, fakten) if text else None
        fundstelle = self.ausdruecke.in_fassung(roh.fundstelle, "die Fundstelle")
        if ergebnis is None:
            return None
        ausdruck, berechnet = ergebnis
        typ = self._pruefe_typ(roh, self.namen.regeln[roh.id].typ, berechnet)
        self.namen.regeln[roh.id] = replace(self.namen.regeln[roh.id], typ=typ)
        quelle = Quelle(fundstelle, roh.belegstand)
        return Regel(roh.id, roh.bezeichnung, roh.je, typ, text, ausdruck, quelle, nur, roh.rundung)

    def _pruefe_typ(self, roh: RohRegel, deklariert: Typ, berechnet: Typ) -> Typ:
        """Compare the declared type with the computed one; return the declared one, narrowed by what is proven."""
        ort = roh.rechne.ort
        if not vergleichbar(deklariert, berechnet):
            self.ausdruecke.melde(
                ort, f"ergibt {berechnet}, deklariert ist {roh.typ}", "", "Formel oder typ berichtigen."
            )
            return deklariert
        if deklariert.art == "text":
            return replace(deklariert, auswahl=berechnet.auswahl)
        if deklariert.art != "zahl":
            if roh.rundung is not None:
                self.ausdruecke.melde(ort, f"{roh.typ} lässt sich nicht runden")
            return deklariert
        nenner = roh.rundung.auf.denominator if roh.rundung is not None else berechnet.nenner
        if roh.typ in ("eur", "anzahl") and (nenner is None or (deklariert.nenner or 1) % nenner):
            ganz = "ganze Cent" if roh.typ == "eur" else "ganze Zahlen"
            abhilfe = "runden: mit Quelle angeben oder typ eur_exakt verwenden."
            self.ausdruecke.melde(ort, f"ergibt nicht sicher {ganz}", "", abhilfe)
        return replace(deklariert, nenner=nenner)

    def _pruefe_parameter(self) -> None:
        for name in sorted(self.benutzt & set(self.deklaration.parameter)):
            if self.deklaration.parameter[name].am(self.fassung.ab) is None:
                self.ausdruecke.melde(
                    self.deklaration.orte[name],
                    f"hat am {datum_deutsch(self.fassung.ab)} (Fassung {self.fassung.id}) keinen Wert",
                    abhilfe="Wert ab diesem Tag ergänzen oder die Regel erst ab einer späteren Fassung verwenden.",
                )

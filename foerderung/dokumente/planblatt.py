"""The Ausgaben- und Finanzierungsplan as sheets: every item by year, what covers it, and a chart; all of it live."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from foerderung.dokumente.blatt import Blatt, Formel, Mappe
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.erklaerung import indextext
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.regelwerk import Finanzierungsplan, Planposten
from foerderung.rechnung.tabellenrechnung import Tabellenrechnung
from foerderung.rechnung.typen import EUR, EUR_EXAKT, Typ

JAHRE_JE_TAFEL = 3
"""Years side by side on a page."""

_BREITE_NAME, _BREITE_BETRAG, _BREITE_FAEHIG, _BREITE_SATZ = 36, 13, 16, 9
_SPALTEN = ("beantragt", "zuwendungsfähig", "Satz", "Zuwendung")
_FARBEN = ("#1F4E79", "#5B9BD5", "#F4B183", "#A9D18E", "#BF9000", "#7F7F7F")


@dataclass(frozen=True, slots=True)
class Zahl:
    """A figure of the plan as a name in the workbook, with its value and type; None where there is none."""

    name: str
    wert: Wert | None
    typ: Typ


class Plandaten:
    """Find the figures of the plan: by rule or input, item and year."""

    def __init__(self, berechnung: Berechnung, rechnung: Tabellenrechnung, wert: Callable[..., Wert | None]) -> None:
        self.berechnung = berechnung
        self.rechnung = rechnung
        self._wert = wert
        werk = berechnung.regelwerk
        self.jahr = next(d.name for d in werk.dimensionen.values() if d.ist_jahr)
        self.jahre = list(berechnung.rechner.bereich(self.jahr))

    def zahl(self, name: str, jahr: int, posten: tuple[str, int] | None = None) -> Zahl:
        """Return a rule's or input's value at a year and an item, as far as it depends on them."""
        werk, umgebung = self.berechnung.regelwerk, {self.jahr: jahr, **(dict([posten]) if posten else {})}
        if name in werk.regeln:
            block = self.rechnung.bloecke[name]
            index = tuple(umgebung[dimension] for dimension in block.dimensionen)
            zelle = self.rechnung.uebersetzer.zelle(name, index)
            return Zahl(zelle, self._wert(block, index), werk.regeln[name].typ)
        feld = werk.eingaben[name]
        index = tuple(umgebung[dimension] for dimension in feld.dimensionen)
        wert = self.berechnung.antrag.eingaben.hole(name, index)
        zelle = self.rechnung.uebersetzer.eingabename(name, index)
        return Zahl(zelle, feld.vorgabe if wert is None else wert, feld.typ or EUR)

    def beschriftung(self, name: str) -> str:
        """Return how a rule or input is called."""
        werk = self.berechnung.regelwerk
        return werk.regeln[name].bezeichnung if name in werk.regeln else werk.eingaben[name].beschriftung


def ausgabenplan(mappe: Mappe, daten: Plandaten, plan: Finanzierungsplan) -> None:
    """Write every item claimed with its eligible amount, rate and part of the grant, in tables of a few years each."""
    bloecke = [daten.jahre[ab : ab + JAHRE_JE_TAFEL] for ab in range(0, len(daten.jahre), JAHRE_JE_TAFEL)]
    je_jahr = [_BREITE_BETRAG, _BREITE_FAEHIG, _BREITE_SATZ, _BREITE_BETRAG]
    breite = max(len(block) for block in bloecke)
    blatt = mappe.blatt(
        "Ausgaben", [_BREITE_NAME, *(je_jahr * breite), _BREITE_BETRAG, _BREITE_FAEHIG, _BREITE_BETRAG], 2
    )
    _kopf(blatt, daten, "Ausgaben- und Finanzierungsplan: Ausgaben")
    _grundlagen(blatt, daten)
    for block in bloecke:
        _Ausgabentafel(blatt, daten, plan, block, block is bloecke[-1]).schreibe()
        blatt.weiter()


class _Ausgabentafel:
    """The items in a few years; the last one adds them up over all."""

    def __init__(
        self, blatt: Blatt, daten: Plandaten, plan: Finanzierungsplan, jahre: list[int], mit_summen: bool
    ) -> None:
        self.blatt, self.daten, self.plan, self.jahre = blatt, daten, plan, jahre
        self.summenspalte = 1 + len(_SPALTEN) * len(jahre) if mit_summen else None

    def schreibe(self) -> None:
        self._spaltenkoepfe()
        for posten in self.plan.posten:
            for nummer in self.daten.berechnung.rechner.bereich(posten.dimension):
                self._posten(posten, nummer)
        plan = self.plan
        self._zeile("Summe", (plan.gesamtausgaben, plan.zuwendungsfaehig, "", plan.anteile), "summe")
        for name in plan.grenzen:
            self._zeile(self.daten.beschriftung(name), ("", "", "", name), "zahl")
        self._zeile(self.daten.beschriftung(plan.zuwendung), ("", "", "", plan.zuwendung), "summe")

    def _spaltenkoepfe(self) -> None:
        self.blatt.text(0, "Beträge in Euro", "kopf")
        for nummer, jahr in enumerate(self.jahre):
            self.blatt.spanne(1 + 4 * nummer, 4, str(jahr), "kopf_mitte")
        if self.summenspalte:
            self.blatt.spanne(self.summenspalte, 3, "insgesamt", "kopf_mitte")
        self.blatt.weiter()
        self.blatt.text(0, "Posten", "kopf")
        summen = ["beantragt", "zuwendungsfähig", "Zuwendung"] if self.summenspalte else []
        koepfe = list(_SPALTEN) * len(self.jahre) + summen
        for spalte, text in enumerate(koepfe, 1):
            self.blatt.text(spalte, text, "kopf_rechts")
        self.blatt.weiter()

    def _posten(self, posten: Planposten, nummer: int) -> None:
        ort = (posten.dimension, nummer)
        namen = (posten.beantragt, posten.zuwendungsfaehig, posten.satz, posten.zuwendung)
        if not any(self.daten.zahl(posten.beantragt, jahr, ort).wert for jahr in self.daten.jahre):
            return
        self.blatt.text(0, indextext(self.daten.berechnung.rechner, *ort).strip("„“"))
        for spalte, jahr in enumerate(self.jahre):
            for teil, name in enumerate(namen):
                zahl = self.daten.zahl(name, jahr, ort) if name else self._anteil(posten, jahr, ort)
                self._zelle(1 + 4 * spalte + teil, self._nur_beantragt(posten, jahr, ort, zahl), "zahl")
        if self.summenspalte:
            for teil, name in enumerate((posten.beantragt, posten.zuwendungsfaehig, posten.zuwendung)):
                zahlen = [
                    self.daten.zahl(name, jahr, ort) if name else self._anteil(posten, jahr, ort)
                    for jahr in self.daten.jahre
                ]
                self._summe(self.summenspalte + teil, zahlen, "zahl")
        self.blatt.weiter()

    def _nur_beantragt(self, posten: Planposten, jahr: int, ort: tuple[str, int], zahl: Zahl) -> Zahl:
        """Leave a cell empty in a year for which nothing is claimed."""
        beantragt = self.daten.zahl(posten.beantragt, jahr, ort)
        wert = zahl.wert if beantragt.wert is not None else None
        return Zahl(f'IF({beantragt.name}="","",{zahl.name})', wert, zahl.typ)

    def _anteil(self, posten: Planposten, jahr: int, ort: tuple[str, int]) -> Zahl:
        """Return eligible amount times rate, for items whose part no rule states."""
        faehig, satz = (self.daten.zahl(name, jahr, ort) for name in (posten.zuwendungsfaehig, posten.satz))
        text = f'IF({faehig.name}="",0,{faehig.name}*{satz.name})'
        if isinstance(faehig.wert, Fraction) and isinstance(satz.wert, Fraction):
            return Zahl(text, faehig.wert * satz.wert, EUR_EXAKT)
        return Zahl(text, Fraction(0), EUR_EXAKT)

    def _zeile(self, bezeichnung: str, namen: tuple[str, ...], art: str) -> None:
        self.blatt.text(0, bezeichnung, "summe_text" if art == "summe" else "text")
        for spalte, jahr in enumerate(self.jahre):
            for teil, name in enumerate(namen):
                if name:
                    self._zelle(1 + 4 * spalte + teil, self.daten.zahl(name, jahr), art)
                elif art == "summe":
                    self.blatt.leer(1 + 4 * spalte + teil, art)
        if self.summenspalte and art == "summe":
            for teil, name in enumerate((namen[0], namen[1], namen[3])):
                if name:
                    zahlen = [self.daten.zahl(name, jahr) for jahr in self.daten.jahre]
                    self._summe(self.summenspalte + teil, zahlen, art)
                else:
                    self.blatt.leer(self.summenspalte + teil, art)
        self.blatt.weiter()

    def _zelle(self, spalte: int, zahl: Zahl, art: str) -> None:
        self.blatt.formel(spalte, Formel(_leer_bleibt_leer(zahl), zahl.wert, zahl.typ), art, ohne_einheit=True)

    def _summe(self, spalte: int, zahlen: list[Zahl], art: str) -> None:
        self.blatt.formel(spalte, _summenformel(zahlen), art, ohne_einheit=True)


def _leer_bleibt_leer(zahl: Zahl) -> str:
    """Return a reference that does not show 0 for an empty cell."""
    return zahl.name if "(" in zahl.name else f'IF({zahl.name}="","",{zahl.name})'


def _summenformel(zahlen: list[Zahl]) -> Formel:
    werte = [zahl.wert for zahl in zahlen if isinstance(zahl.wert, Fraction)]
    typ = EUR if zahlen[0].typ.anzeige == "eur" else EUR_EXAKT
    return Formel(f"SUM({','.join(zahl.name for zahl in zahlen)})", sum(werte, start=Fraction(0)), typ)


def finanzierung(mappe: Mappe, daten: Plandaten, plan: Finanzierungsplan) -> None:
    """Write what covers the expenditure year by year, with a chart."""
    breiten = [_BREITE_NAME, *([_BREITE_BETRAG + 2] * (len(daten.jahre) + 1))]
    blatt = mappe.blatt("Finanzierung", breiten, 2)
    _kopf(blatt, daten, "Ausgaben- und Finanzierungsplan: Finanzierung")
    blatt.text(0, "Beträge in Euro", "kopf")
    for spalte, jahr in enumerate([*map(str, daten.jahre), "insgesamt"], 1):
        blatt.text(spalte, jahr, "kopf_rechts")
    kopfzeile = blatt.zeile
    blatt.weiter()
    quellen = (plan.zuwendung, *plan.mittel)
    for name in quellen:
        _finanzzeile(blatt, daten, name)
    for name in (plan.deckung, plan.gesamtausgaben, plan.rest):
        _finanzzeile(blatt, daten, name, "summe")
    if plan.nachrichtlich:
        blatt.weiter()
        blatt.text(0, "Nachrichtlich", "untertitel")
        blatt.weiter()
        for name in plan.nachrichtlich:
            _finanzzeile(blatt, daten, name)
    blatt.weiter()
    blatt.diagramm(0, _diagramm(mappe, blatt, kopfzeile, len(quellen), len(daten.jahre)))


def _finanzzeile(blatt: Blatt, daten: Plandaten, name: str, art: str = "zahl") -> None:
    blatt.text(0, daten.beschriftung(name), "summe_text" if art == "summe" else "text")
    zahlen = [daten.zahl(name, jahr) for jahr in daten.jahre]
    for spalte, zahl in enumerate(zahlen, 1):
        blatt.formel(spalte, Formel(zahl.name, zahl.wert, zahl.typ), art, ohne_einheit=True)
    blatt.formel(1 + len(zahlen), _summenformel(zahlen), "summe" if art == "summe" else "fett", ohne_einheit=True)
    blatt.weiter()


def _diagramm(mappe: Mappe, blatt: Blatt, kopfzeile: int, quellen: int, jahre: int) -> object:
    diagramm = mappe.buch.add_chart({"type": "column", "subtype": "stacked"})
    for nummer in range(quellen):
        zeile = kopfzeile + 1 + nummer
        diagramm.add_series(
            {
                "name": f"={blatt.adresse(0, zeile)}",
                "categories": f"={blatt.bereich((kopfzeile, 1), (kopfzeile, jahre))}",
                "values": f"={blatt.bereich((zeile, 1), (zeile, jahre))}",
                "fill": {"color": _FARBEN[nummer % len(_FARBEN)]},
                "gap": 80,
            }
        )
    schrift = {"name": "Arial", "size": 9}
    diagramm.set_title({"name": "Finanzierung nach Haushaltsjahren", "name_font": {**schrift, "size": 11}})
    gitter = {"visible": True, "line": {"color": "#D9D9D9"}}
    diagramm.set_y_axis({"num_format": '#,##0\\ "€"', "num_font": schrift, "major_gridlines": gitter})
    diagramm.set_x_axis({"num_font": schrift})
    diagramm.set_legend({"position": "bottom", "font": schrift})
    diagramm.set_size({"width": 760, "height": 300})
    return diagramm


def _kopf(blatt: Blatt, daten: Plandaten, titel: str) -> None:
    blatt.breit(0, titel, "titel")
    blatt.weiter()
    berechnung = daten.berechnung
    teile = (berechnung.angabe("antragsteller", "name"), berechnung.angabe("vorhaben", "titel"))
    blatt.breit(0, " · ".join(str(teil) for teil in teile if teil), "untertitel")
    blatt.weiter(2)


def _grundlagen(blatt: Blatt, daten: Plandaten) -> None:
    for bezeichnung, inhalt in _kopfdaten(daten.berechnung):
        blatt.text(0, bezeichnung)
        blatt.breit(1, inhalt)
        blatt.weiter()
    blatt.weiter()


def _kopfdaten(berechnung: Berechnung) -> Iterator[tuple[str, str]]:
    werk = berechnung.regelwerk
    beginn, ende = berechnung.angabe("vorhaben", "beginn"), berechnung.angabe("vorhaben", "ende")
    if beginn and ende:
        yield "Bewilligungszeitraum", f"{datum_deutsch(beginn)} bis {datum_deutsch(ende)}"
    fassung = f"Fassung {werk.fassung.id}, in Kraft ab {datum_deutsch(werk.fassung.ab)}"
    yield "Rechtsgrundlage", f"{werk.titel} ({werk.kurz}), {fassung}; Stichtag {datum_deutsch(berechnung.stichtag)}"
    entscheidung = "berücksichtigt" if berechnung.entscheidung is not None else "noch keine"
    yield "Entscheidung", f"{entscheidung}; {len(berechnung.befunde)} Befunde (Blatt „Befunde“)"

"""The calculation as an Excel workbook that computes: plan, rules as formulas, parameters, control, findings, trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from foerderung.dokumente.angabenblatt import angaben
from foerderung.dokumente.blaetter_nachweis import befunde, rechenspur
from foerderung.dokumente.blatt import Mappe, optionen
from foerderung.dokumente.grundlagenblatt import grundlagen
from foerderung.dokumente.kontrollblatt import kontrolle
from foerderung.dokumente.planblatt import Plandaten, ausgabenplan, finanzierung
from foerderung.dokumente.rechenblatt import Adressen, Rechenblaetter, benenne_zellen
from foerderung.errors import DokumentError, Meldung, RegelError
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.auswertung import FehlendeAngabeError, Rechner
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.erklaerung import indextext
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.tabellenbezug import Block, NichtAusdrueckbarError, Rahmen, Zellbezug
from foerderung.rechnung.tabellenrechnung import Tabellenrechnung

UEBUNG = "ÜBUNG – kein echter Vorgang"
NICHT_DA = "#N/A"
"""What a cell shows whose value the rules do not yield, such as one before the first row of a series."""


@dataclass(frozen=True, slots=True)
class Vermerke:
    """What a workbook of a case says of itself.

    Attributes:
        kennung: short name for the footer, such as the Aktenzeichen.
        angaben: lines for the sheet „Kontrolle“.
        uebung: the case is practice; every page says so.
    """

    kennung: str = ""
    angaben: Mapping[str, str] = field(default_factory=dict)
    uebung: bool = False


def render_arbeitsmappe(berechnung: Berechnung, vermerke: Vermerke | None = None) -> bytes:
    """Write a calculation as a workbook; the same calculation yields the same bytes.

    Every figure is a formula over named cells, with its value beside it in the file. Inputs, parameters and series lie
    in cells of their own: whoever changes one sees the grant change, and on the sheet „Kontrolle“ the difference.

    Args:
        vermerke: what the workbook says of the case it belongs to; nothing for a loose application.

    Raises:
        DokumentError: a text, amount or rule does not fit into a workbook.
    """
    puffer = BytesIO()
    buch = Workbook(puffer, optionen())
    werk = berechnung.regelwerk
    titel = f"Berechnung der Zuwendung nach der {werk.kurz}"
    buch.set_properties({"title": titel, "created": datetime.combine(berechnung.stichtag, time())})
    fuss = f"{werk.kurz}, Fassung {werk.fassung.id}, Stichtag {datum_deutsch(berechnung.stichtag)}"
    vermerke = vermerke or Vermerke()
    teile = (UEBUNG if vermerke.uebung else "", vermerke.kennung, fuss)
    mappe = Mappe(buch, f"{'; '.join(filter(None, teile))}\nPrüfsumme der Regeln: {werk.sha256}")
    try:
        _schreibe(mappe, berechnung, vermerke)
    except NichtAusdrueckbarError as grund:
        raise DokumentError(Meldung(f"diese Regeln lassen sich nicht als Formeln schreiben: {grund}")) from None
    buch.close()
    return puffer.getvalue()


def tabellenrechnung(berechnung: Berechnung) -> Tabellenrechnung:
    """Return the formulas of everything a calculation shows."""
    werk, plan = berechnung.regelwerk, berechnung.regelwerk.finanzierungsplan
    bereiche = {name: berechnung.rechner.bereich(name) for name in werk.dimensionen}
    begrenzt = frozenset(name for name in werk.dimensionen if not werk.dimensionen[name].ist_jahr)
    wurzeln = [knoten.name for knoten in berechnung.wurzeln]
    wurzeln += [name for name in plan.regeln() if name in werk.regeln] if plan is not None else []
    return Tabellenrechnung(werk, Rahmen(bereiche, begrenzt=begrenzt), wurzeln)


def _schreibe(mappe: Mappe, berechnung: Berechnung, vermerke: Vermerke) -> None:
    rechnung, blick, plan = tabellenrechnung(berechnung), _Blick(berechnung), berechnung.regelwerk.finanzierungsplan
    daten = Plandaten(berechnung, rechnung, blick.wert)
    if plan is not None:
        ausgabenplan(mappe, daten, plan)
        finanzierung(mappe, daten, plan)
    blaetter = Rechenblaetter(mappe, rechnung, blick)
    blaetter.schreibe()
    kontrolle(mappe, berechnung, rechnung, vermerke.angaben)
    adressen: Adressen = dict(blaetter.adressen)
    adressen |= angaben(mappe, berechnung.rechner, berechnung.stichtag, rechnung.bezuege.values())
    jahre = range(daten.jahre[0], daten.jahre[-1] + 1)
    adressen |= grundlagen(mappe, berechnung.regelwerk, berechnung.stichtag, rechnung.bezuege.values(), jahre)
    befunde(mappe, berechnung)
    rechenspur(mappe, berechnung)
    zellen = {bezug: blaetter.zellen(bezug) for bezug in rechnung.bezuege.values() if isinstance(bezug, Zellbezug)}
    benenne_zellen(mappe.buch.define_name, rechnung.bezuege, adressen | zellen)


class _Blick:
    """Show what the engine computed."""

    def __init__(self, berechnung: Berechnung) -> None:
        self.rechner: Rechner = berechnung.rechner

    def posten(self, dimension: str, nummer: int) -> str:
        return f"{nummer + 1}. {indextext(self.rechner, dimension, nummer).strip('„“')}"

    def wert(self, block: Block, index: tuple[int, ...]) -> Wert | None:
        """Return the value of a cell as the engine has it."""
        umgebung = dict(zip(block.dimensionen, index, strict=True))
        abseits = Knoten("", ())
        try:
            if not self.rechner.nimmt_teil(block.paare, umgebung):
                return None
            if block.nur is not None and not self.rechner.werte_aus(block.nur, umgebung, abseits):
                return None
            if block.exakt is not None:
                return self.rechner.werte_aus(block.exakt, umgebung, abseits)
            knoten = self.rechner.knoten(block.regel, index)
        except (RegelError, FehlendeAngabeError):
            return NICHT_DA
        return knoten.wert if block.id == block.regel else knoten.vor_rundung

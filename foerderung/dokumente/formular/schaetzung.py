"""A live estimate of the grant in a form: the rules as formulas over its inputs, on hidden sheets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from foerderung.dokumente.formular.plan import Formularplan, listen
from foerderung.dokumente.formular.schreiber import Formular
from foerderung.dokumente.formular.seite import Seite
from foerderung.dokumente.grundlagenblatt import grundlagen
from foerderung.dokumente.rechenblatt import Adressen, Rechenblaetter, benenne_zellen
from foerderung.rechnung.eingabefeld import Fehlt
from foerderung.rechnung.gebunden import Literal, Wert
from foerderung.rechnung.regelwerk import Finanzierungsplan, Regelwerk
from foerderung.rechnung.tabellenbezug import GETRENNT, JA, Block, Eingabebezug, Rahmen, Zellbezug
from foerderung.rechnung.tabellenrechnung import Tabellenrechnung

SCHAETZUNG, HILFSBLATT, RECHNUNG = "Schätzung", "Hilfszellen", "Rechnung "
UNVOLLSTAENDIG = "Angaben fehlen"


def schreibe_schaetzung(formular: Formular, regelwerk: Regelwerk, stichtag: date) -> str:
    """Add the estimate and everything it rests on; return the title of the sheet that people see.

    Args:
        regelwerk: rules by which it is estimated; it declares the financing plan.
        stichtag: decides which values of parameters are in force.

    Raises:
        NichtAusdrueckbarError: a rule has no form in a spreadsheet.
    """
    plan = regelwerk.finanzierungsplan
    assert plan is not None
    rechnung = Tabellenrechnung(regelwerk, _rahmen(formular.plan, regelwerk), _wurzeln(plan))
    _zeige(formular, rechnung, plan)
    blaetter = Rechenblaetter(formular.mappe, rechnung, _Leer(), RECHNUNG)
    blaetter.schreibe()
    jahre = formular.plan.jahre
    adressen: Adressen = dict(blaetter.adressen)
    adressen |= grundlagen(
        formular.mappe, regelwerk, stichtag, rechnung.bezuege.values(), range(jahre[0], jahre[-1] + 1)
    )
    adressen |= _eingaben(formular, rechnung)
    zellen = {bezug: blaetter.zellen(bezug) for bezug in rechnung.bezuege.values() if isinstance(bezug, Zellbezug)}
    benenne_zellen(formular.buch.define_name, rechnung.bezuege, adressen | zellen)
    return SCHAETZUNG


def _wurzeln(plan: Finanzierungsplan) -> list[str]:
    return [plan.gesamtausgaben, plan.zuwendungsfaehig, plan.anteile, plan.zuwendung, plan.deckung, plan.rest]


def _rahmen(plan: Formularplan, regelwerk: Regelwerk) -> Rahmen:
    zeilen = {feld.dimension: plan.listen[feld.name] for feld in listen(plan.wurzel) if feld.dimension}
    bereiche = {}
    for name, dimension in regelwerk.dimensionen.items():
        if dimension.ist_jahr:
            bereiche[name] = range(plan.jahre[0], plan.jahre[-1] + 1)
        elif dimension.liste:
            bereiche[name] = range(zeilen.get(name, 0))
        else:
            bereiche[name] = _zahlenbereich(regelwerk, name)
    jahre = frozenset(name for name, dimension in regelwerk.dimensionen.items() if dimension.ist_jahr)
    pfade = {zelle.feld.pfad for zelle in plan.zellen}
    return Rahmen(bereiche, pfade.__contains__, _kennfelder(plan), jahre, leer_moeglich=True)


def _zahlenbereich(regelwerk: Regelwerk, name: str) -> range:
    """Return the indices of a dimension whose bounds are constants, such as months."""
    grenzen = (regelwerk.dimensionen[name].von, regelwerk.dimensionen[name].bis)
    werte = [grenze.wert for grenze in grenzen if isinstance(grenze, Literal)]
    zahlen = [int(wert) for wert in werte if isinstance(wert, int | Fraction)]
    return range(zahlen[0], zahlen[1] + 1) if len(zahlen) == len(grenzen) else range(0)


def _kennfelder(plan: Formularplan) -> dict[str, str]:
    """Return for every list the first input that each item has to have: it marks a row that is filled in."""
    return {
        feld.dimension: next(kind.pfad for kind in feld.kinder if kind.fehlt is Fehlt.FEHLER and not kind.nur)
        for feld in listen(plan.wurzel)
        if feld.dimension
    }


def _zeige(formular: Formular, rechnung: Tabellenrechnung, plan: Finanzierungsplan) -> None:
    jahre = formular.plan.jahre
    seite = Seite(formular.mappe, SCHAETZUNG, [52.0, *([16.0] * (len(jahre) + 1))], 3)
    seite.text(0, 0, "Unverbindliche Schätzung der Zuwendung", "titel")
    satz = "Ohne Prüfung und ohne Anspruch: Sie folgt beim Ausfüllen den Regeln, nicht der Entscheidung der Behörde."
    seite.text(1, 0, satz, "untertitel")
    seite.text(2, 0, "Beträge in Euro", "kopf")
    for spalte, kopf in enumerate([*map(str, jahre), "insgesamt"], 1):
        seite.text(2, spalte, kopf, "kopf_rechts")
    werk = rechnung.regelwerk
    for zeile, name in enumerate(_wurzeln(plan), 3):
        art = "summe" if name == plan.zuwendung else "zahl"
        seite.text(zeile, 0, werk.regeln[name].bezeichnung, "summe_text" if art == "summe" else "beschriftung")
        for spalte, jahr in enumerate(jahre, 1):
            zelle = rechnung.uebersetzer.zelle(name, (jahr,))
            seite.formel(zeile, spalte, f'IFERROR({zelle},"{UNVOLLSTAENDIG}")', "", art)
        erste, letzte = seite.lokal(zeile, 1), seite.lokal(zeile, len(jahre))
        seite.formel(zeile, len(jahre) + 1, f"SUM({erste}:{letzte})", "", "summe")
    seite.schuetze()


def _eingaben(formular: Formular, rechnung: Tabellenrechnung) -> Adressen:
    """Return where the inputs lie that formulas name; of a set one cell that joins what was chosen."""
    orte = {(zelle.feld.pfad, zelle.index): zelle for zelle in formular.plan.zellen if not zelle.wahl}
    mengen = {bezug.pfad for bezug in rechnung.bezuege.values() if isinstance(bezug, Eingabebezug)}
    mengen &= {zelle.feld.pfad for zelle in formular.plan.zellen if zelle.wahl}
    adressen: Adressen = {}
    seite = Seite(formular.mappe, HILFSBLATT, [60.0], 1) if mengen else None
    for zeile, pfad in enumerate(sorted(mengen)):
        teile = [zelle for zelle in formular.plan.zellen if zelle.feld.pfad == pfad]
        texte = ((formular.adressen[(z.ort, z.wahl)], (z.feld.auswahl or {})[z.wahl]) for z in teile)
        formel = "&".join(f'IF({adresse}="{JA}","{text}{GETRENNT}","")' for adresse, text in texte)
        assert seite is not None
        seite.formel(zeile, 0, formel, "", "beschriftung")
        adressen[Eingabebezug(pfad, ())] = seite.adresse(zeile, 0)
    for bezug in rechnung.bezuege.values():
        if isinstance(bezug, Eingabebezug) and bezug.pfad not in mengen:
            zelle = orte[(bezug.pfad, bezug.index)]
            adressen[bezug] = formular.adressen[(zelle.ort, "")]
    return adressen


class _Leer:
    """Show nothing yet: the spreadsheet computes when the form is opened."""

    def wert(self, block: Block, index: tuple[int, ...]) -> Wert | None:
        del block, index
        return None

    def posten(self, dimension: str, nummer: int) -> str:
        return f"{dimension.capitalize()} {nummer + 1}"

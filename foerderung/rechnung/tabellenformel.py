"""Render checked expressions as formulas of a spreadsheet over named cells, from the same rule the evaluator walks.

Formulas are written as a file stores them: English function names, commas, decimal points. Every name they use is noted
with what it stands for, so that whoever lays out the sheets can define it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from foerderung.errors import Meldung, RegelError
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt
from foerderung.rechnung.gebunden import Gebunden
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.tabellenbezug import (
    GETRENNT,
    JA,
    STICHTAG,
    Ausdrueckbar,
    Auswahlbezug,
    Bezug,
    Block,
    Eingabebezug,
    Glied,
    NichtAusdrueckbarError,
    Parameterbezug,
    Rahmen,
    Reihenbezug,
    Zellbezug,
    liegt_beisammen,
    zellname,
)
from foerderung.rechnung.tabellenrundung import rundungsformel
from foerderung.rechnung.tabellenvergleich import VERGLEICHSSTELLEN, ist_text, ist_ungenau
from foerderung.rechnung.tabellenworte import TABELLENWORTE

Umgebung = Mapping[str, int]
"""Current index per dimension, as the evaluator counts: years, numbers, positions in lists from 0."""


class Uebersetzer:
    """Write formulas for one rule set and one workbook; `bezuege` collects every name they use.

    Args:
        regelwerk: the checked rules of one Fassung.
        rahmen: what the workbook offers.
        dimensionen: index of blocks that are no rules, by their id.
    """

    def __init__(
        self, regelwerk: Regelwerk, rahmen: Rahmen, dimensionen: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self.regelwerk = regelwerk
        self.rahmen = rahmen
        self.bezuege: dict[str, Bezug] = {}
        self._dimensionen = dimensionen or {}
        self._lokale: Mapping[str, str] = {}

    # --- formulas of cells -----------------------------------------------------------------------------------------

    def formel(self, block: Block, index: tuple[int, ...]) -> str:
        """Return the formula of one cell, without the equals sign.

        Raises:
            NichtAusdrueckbarError: a spreadsheet cannot say it.
        """
        umgebung = dict(zip(block.dimensionen, index, strict=True))
        if block.ausdruck is None:
            assert block.rundung is not None
            rechnung = rundungsformel(self.zelle(f"{block.regel}.vor_rundung", index), block.rundung)
        else:
            rechnung = self.ausdruck(block.ausdruck, umgebung)
            if (stellen := _feste_stellen(block)) is not None:
                rechnung = f"ROUND({rechnung},{stellen})"
        bedingungen = self.bedingungen(block, umgebung)
        return f'IF({_und(bedingungen)},{rechnung},"")' if bedingungen else rechnung

    def bedingungen(self, block: Block, umgebung: Umgebung) -> list[str]:
        """Return the conditions under which a cell has a value."""
        texte = [text for dimension in block.dimensionen for text in self._besteht(dimension, umgebung)]
        texte += [self.ausdruck(self.regelwerk.paare[name].bedingung, umgebung) for name in block.paare]
        return texte + ([self.ausdruck(block.nur, umgebung)] if block.nur is not None else [])

    def ausdruck(self, ausdruck: Ausdrueckbar, umgebung: Umgebung, lokale: Mapping[str, str] | None = None) -> str:
        """Return the formula of an expression at an index; `lokale` are the items a finding repeats over."""
        if lokale is not None:
            self._lokale = lokale
        return self._text(ausdruck, umgebung)[0]

    def _besteht(self, dimension: str, umgebung: Umgebung) -> list[str]:
        stelle, deklariert = umgebung[dimension], self.regelwerk.dimensionen[dimension]
        if dimension in self.rahmen.kennfelder:
            return [f'{self._eingabezelle(self.rahmen.kennfelder[dimension], (stelle,))}<>""']
        if dimension in self.rahmen.begrenzt and deklariert.von is not None and deklariert.bis is not None:
            grenzen = ((">=", deklariert.von), ("<=", deklariert.bis))
            return [
                f"{stelle}{zeichen}{self._klammer(grenze, {}, 2)}"
                for zeichen, grenze in grenzen
                if not isinstance(grenze, g.Literal)
            ]
        return []

    # --- names -----------------------------------------------------------------------------------------------------

    def zelle(self, block: str, index: tuple[int | None, ...]) -> str:
        """Return the name of a calculated cell, or of several in a row."""
        gezaehlt = (
            None if nummer is None else nummer + 1 if self._ist_liste(dimension) else nummer
            for dimension, nummer in zip(self._dimensionen_von(block), index, strict=True)
        )
        return self.nenne(zellname(block, *gezaehlt), Zellbezug(block, index))

    def _dimensionen_von(self, block: str) -> tuple[str, ...]:
        return self._dimensionen.get(block) or self.regelwerk.regeln[block.partition(".")[0]].dimensionen

    def _ist_liste(self, dimension: str) -> bool:
        return bool(self.regelwerk.dimensionen[dimension].liste)

    def _eingabezelle(self, pfad: str, index: tuple[int, ...], dimensionen: tuple[str, ...] | None = None) -> str:
        feld, ziel = self.regelwerk.eingaben.get(pfad), self.regelwerk.ziele.get(pfad)
        if dimensionen is None:
            dimensionen = feld.dimensionen if feld is not None else ziel.dimensionen if ziel is not None else ()
        gezaehlt = (n + 1 if self._ist_liste(d) else n for d, n in zip(dimensionen, index, strict=True))
        return self.nenne(zellname(pfad, *gezaehlt), Eingabebezug(pfad, index))

    def eingabename(self, pfad: str, index: tuple[int, ...]) -> str:
        """Return the name of the cell of an input."""
        return self._eingabezelle(pfad, index)

    def nenne(self, name: str, bezug: Bezug) -> str:
        """Note what a name stands for and return it.

        Raises:
            RegelError: two things have the same name.
        """
        if self.bezuege.setdefault(name, bezug) != bezug:
            raise RegelError(Meldung(f"der Zellname „{name}“ ist nicht eindeutig"))
        return name

    # --- expressions: text and how tightly it binds (1 comparison, 2 sum, 3 product, 4 atom) ------------------------

    def _text(self, ausdruck: Ausdrueckbar, umgebung: Umgebung) -> tuple[str, int]:
        return _FORMEN[type(ausdruck)](self, ausdruck, umgebung)

    def _klammer(self, ausdruck: Ausdrueckbar, umgebung: Umgebung, mindestens: int) -> str:
        text, bindung = self._text(ausdruck, umgebung)
        return text if bindung >= mindestens else f"({text})"

    def _atom(self, ausdruck: Ausdrueckbar, umgebung: Umgebung) -> str:
        return self._text(ausdruck, umgebung)[0]

    def _literal(self, ausdruck: g.Literal, _: Umgebung) -> tuple[str, int]:
        match ausdruck.wert:
            case bool() as wahr:
                return ("TRUE" if wahr else "FALSE"), 4
            case str() as text:
                return _zitiert(text), 4
            case int() as zahl:
                return str(zahl), 4
            case Fraction() as zahl:
                if _stellen_dezimal(zahl):
                    return dezimal(zahl), 4 if zahl >= 0 else 2
                return f"{zahl.numerator}/{zahl.denominator}", 3
            case frozenset() as menge if not menge:
                return '""', 4
        raise NichtAusdrueckbarError(f"die Konstante {ausdruck.wert} hat in einer Tabelle keine Form")

    def _index(self, ausdruck: g.Index, umgebung: Umgebung) -> tuple[str, int]:
        return str(umgebung[ausdruck.dimension]), 4

    def _stichtag(self, _: g.Stichtag, __: Umgebung) -> tuple[str, int]:
        return self.nenne(STICHTAG, Eingabebezug(STICHTAG, ())), 4

    def _lokal(self, ausdruck: g.Lokal, _: Umgebung) -> tuple[str, int]:
        if ausdruck.name not in self._lokale:
            raise NichtAusdrueckbarError("wiederholt sich über eine Menge, die erst die Rechenspur ergibt")
        return _zitiert(self._lokale[ausdruck.name]), 4

    def _eingabewert(self, ausdruck: g.Eingabewert, umgebung: Umgebung) -> tuple[str, int]:
        feld = self.regelwerk.eingaben.get(ausdruck.eingabe)
        if not self.rahmen.hat_eingabe(ausdruck.eingabe):
            if feld is not None and feld.fehlt is Fehlt.VORGABE and feld.vorgabe is not None:
                return self._literal(g.Literal(feld.vorgabe), umgebung)
            return "NA()", 4
        name = self._eingabezelle(ausdruck.eingabe, _an(ausdruck.dimensionen, umgebung), ausdruck.dimensionen)
        wert = self._als_wert(ausdruck.eingabe, name)
        if feld is None or feld.fehlt is not Fehlt.VORGABE or not self.rahmen.leer_moeglich:
            return wert
        if feld.vorgabe == 0 and not isinstance(feld.vorgabe, bool):
            return f"N({name})", 4
        if feld.vorgabe in (False, None, frozenset()):
            return wert
        return f'IF({name}="",{self._literal(g.Literal(feld.vorgabe), umgebung)[0]},{wert[0]})', 4

    def _als_wert(self, pfad: str, name: str) -> tuple[str, int]:
        """Return what a cell of an input means to the rules: labels become the texts the rules know."""
        typ, auswahl = self.regelwerk.typ_der_eingabe(pfad), self._auswahl(pfad)
        if typ.art == "wahr":
            return f"{name}={_zitiert(JA)}", 1
        if typ.art == "text" and auswahl is not None:
            texte = self.nenne(f"{pfad}_texte", Auswahlbezug(pfad, True))
            namen = self.nenne(f"{pfad}_namen", Auswahlbezug(pfad, False))
            return f"INDEX({texte},MATCH({name},{namen},0))", 4
        return name, 4

    def _auswahl(self, pfad: str) -> Mapping[str, str] | None:
        feld: Eingabefeld | None = self.regelwerk.eingaben.get(pfad)
        return feld.auswahl if feld is not None else None

    def _vorhanden(self, ausdruck: g.Vorhanden, umgebung: Umgebung) -> tuple[str, int]:
        if not self.rahmen.hat_eingabe(ausdruck.eingabe):
            return "FALSE", 4
        name = self._eingabezelle(ausdruck.eingabe, _an(ausdruck.dimensionen, umgebung), ausdruck.dimensionen)
        return f'{name}<>""', 1

    def _sonst(self, ausdruck: g.Sonst, umgebung: Umgebung) -> tuple[str, int]:
        if not self.rahmen.hat_eingabe(ausdruck.eingabe):
            return self._text(ausdruck.ersatz, umgebung)
        name = self._eingabezelle(ausdruck.eingabe, _an(ausdruck.dimensionen, umgebung), ausdruck.dimensionen)
        wert = self._als_wert(ausdruck.eingabe, name)[0]
        return f'IF({name}="",{self._atom(ausdruck.ersatz, umgebung)},{wert})', 4

    def _regelwert(self, ausdruck: g.Regelwert, umgebung: Umgebung) -> tuple[str, int]:
        return self.zelle(ausdruck.regel, _an(ausdruck.dimensionen, umgebung)), 4

    def _vorheriger(self, ausdruck: g.Vorheriger, umgebung: Umgebung) -> tuple[str, int]:
        vorher = umgebung[ausdruck.dimension] - 1
        if vorher not in self.rahmen.bereiche[ausdruck.dimension]:
            return "0", 4
        return self.zelle(ausdruck.regel, _an(ausdruck.dimensionen, {**umgebung, ausdruck.dimension: vorher})), 4

    def _parameterzugriff(self, ausdruck: g.Parameterzugriff, umgebung: Umgebung) -> tuple[str, int]:
        name = self.nenne(ausdruck.parameter, Parameterbezug(ausdruck.parameter))
        if not ausdruck.schluessel:
            return name, 4
        schluessel = self.nenne(f"{name}_schluessel", Parameterbezug(ausdruck.parameter, True))
        return f"INDEX({name},MATCH({self._schluessel(ausdruck.schluessel, umgebung)},{schluessel},0))", 4

    def _reihenzugriff(self, ausdruck: g.Reihenzugriff, umgebung: Umgebung) -> tuple[str, int]:
        reihe = self.regelwerk.reihen[ausdruck.reihe]
        if not reihe.fortschreiben:
            raise NichtAusdrueckbarError("die Reihe endet, und danach gilt in einer Tabelle trotzdem ihre letzte Zeile")
        werte = self.nenne(ausdruck.reihe, Reihenbezug(ausdruck.reihe))
        tage = self.nenne(f"{ausdruck.reihe}_ab", Reihenbezug(ausdruck.reihe, "ab"))
        zeile = "1"
        if ausdruck.schluessel:
            schluessel = self.nenne(f"{ausdruck.reihe}_schluessel", Reihenbezug(ausdruck.reihe, "schluessel"))
            zeile = f"MATCH({self._schluessel(ausdruck.schluessel, umgebung)},{schluessel},0)"
        return f"INDEX({werte},{zeile},MATCH({self._atom(ausdruck.tag, umgebung)},{tage},1))", 4

    def _schluessel(self, schluessel: tuple[Gebunden, ...], umgebung: Umgebung) -> str:
        teile = [self._klammer(teil, umgebung, 2) for teil in schluessel]
        return '&"|"&'.join(teile) + ('&""' if len(teile) == 1 else "")

    def _rechnung(self, ausdruck: g.Rechnung, umgebung: Umgebung) -> tuple[str, int]:
        bindung = 2 if ausdruck.zeichen in "+-" else 3
        links = self._klammer(ausdruck.links, umgebung, bindung)
        rechts = self._klammer(ausdruck.rechts, umgebung, bindung + (ausdruck.zeichen in "-/"))
        return f"{links}{ausdruck.zeichen}{rechts}", bindung

    def _negativ(self, ausdruck: g.Negativ, umgebung: Umgebung) -> tuple[str, int]:
        return f"-{self._klammer(ausdruck.wert, umgebung, 4)}", 2

    def _vergleich(self, ausdruck: g.Vergleich, umgebung: Umgebung) -> tuple[str, int]:
        for eingabe, anderes in ((ausdruck.links, ausdruck.rechts), (ausdruck.rechts, ausdruck.links)):
            kurz = self._auswahlvergleich(eingabe, anderes, ausdruck.zeichen, umgebung)
            if kurz:
                return kurz, 1
        if ist_text(self.regelwerk, ausdruck.links) and ist_text(self.regelwerk, ausdruck.rechts):
            gleich = f"EXACT({self._atom(ausdruck.links, umgebung)},{self._atom(ausdruck.rechts, umgebung)})"
            return (gleich if ausdruck.zeichen == "=" else f"NOT({gleich})"), 4
        links, rechts = self._verglichen(ausdruck.links, umgebung), self._verglichen(ausdruck.rechts, umgebung)
        return f"{links}{ausdruck.zeichen}{rechts}", 1

    def _verglichen(self, ausdruck: Gebunden, umgebung: Umgebung) -> str:
        """Write one side of a comparison; what was computed is compared without the error of binary fractions."""
        if ist_ungenau(self.regelwerk, ausdruck):
            return f"ROUND({self._atom(ausdruck, umgebung)},{VERGLEICHSSTELLEN})"
        return self._klammer(ausdruck, umgebung, 2)

    def _auswahlvergleich(self, eingabe: Gebunden, anderes: Gebunden, zeichen: str, umgebung: Umgebung) -> str:
        """Compare the label in a cell with that of a constant choice, which reads better than a look-up."""
        if not isinstance(eingabe, g.Eingabewert) or not isinstance(anderes, g.Literal):
            return ""
        auswahl = self._auswahl(eingabe.eingabe)
        if auswahl is None or anderes.wert not in auswahl or not self.rahmen.hat_eingabe(eingabe.eingabe):
            return ""
        name = self._eingabezelle(eingabe.eingabe, _an(eingabe.dimensionen, umgebung), eingabe.dimensionen)
        return f"{name}{zeichen}{_zitiert(auswahl[str(anderes.wert)])}"

    def _element(self, ausdruck: g.Element, umgebung: Umgebung) -> tuple[str, int]:
        if not isinstance(ausdruck.rechts, g.Eingabewert) or not isinstance(ausdruck.links, g.Literal | g.Lokal):
            raise NichtAusdrueckbarError("fragt nach einem Element einer Menge, die keine Zelle ist")
        auswahl = self._auswahl(ausdruck.rechts.eingabe) or {}
        links = ausdruck.links
        gesucht = links.wert if isinstance(links, g.Literal) else self._lokale.get(links.name)
        name = self._eingabezelle(ausdruck.rechts.eingabe, _an(ausdruck.rechts.dimensionen, umgebung))
        beschriftung = _zitiert(f"{GETRENNT}{auswahl.get(str(gesucht), str(gesucht))}{GETRENNT}")
        return f"ISNUMBER(FIND({beschriftung},{_zitiert(GETRENNT)}&{name}&{_zitiert(GETRENNT)}))", 4

    def _verknuepfung(self, ausdruck: g.Verknuepfung, umgebung: Umgebung) -> tuple[str, int]:
        """Write ``und`` and ``oder`` as IF, which alone leaves the right side alone where it does not matter."""
        links, rechts = self._atom(ausdruck.links, umgebung), self._atom(ausdruck.rechts, umgebung)
        return (f"IF({links},{rechts},FALSE)" if ausdruck.ist_und else f"IF({links},TRUE,{rechts})"), 4

    def _nicht(self, ausdruck: g.Nicht, umgebung: Umgebung) -> tuple[str, int]:
        return f"NOT({self._atom(ausdruck.wert, umgebung)})", 4

    def _wenn(self, ausdruck: g.Wenn, umgebung: Umgebung) -> tuple[str, int]:
        teile = (ausdruck.bedingung, ausdruck.dann, ausdruck.sonst)
        return f"IF({','.join(self._atom(teil, umgebung) for teil in teile)})", 4

    def _aeusserster(self, ausdruck: g.Aeusserster, umgebung: Umgebung) -> tuple[str, int]:
        glieder = ",".join(self._atom(glied, umgebung) for glied in ausdruck.glieder)
        return f"{'MIN' if ausdruck.ist_min else 'MAX'}({glieder})", 4

    def _ueber(self, ausdruck: g.Ueber, umgebung: Umgebung) -> tuple[str, int]:
        bereich = self.rahmen.bereiche[ausdruck.dimension]
        if not bereich:
            return "0", 4
        glieder = [self._summand(ausdruck, {**umgebung, ausdruck.dimension: stelle}) for stelle in bereich]
        return f"SUM({','.join(glieder)})", 4

    def _summand(self, ausdruck: g.Ueber, innen: Umgebung) -> str:
        bedingungen = [self.ausdruck(self.regelwerk.paare[name].bedingung, innen) for name in ausdruck.paare]
        bedingungen = [*self._besteht(ausdruck.dimension, innen), *bedingungen]
        if ausdruck.zaehlt:
            return f"IF({_und([*bedingungen, self._atom(ausdruck.inneres, innen)])},1,0)"
        wert = self._atom(ausdruck.inneres, innen)
        return f"IF({_und(bedingungen)},{wert},0)" if bedingungen else wert

    def _glied(self, ausdruck: Glied, umgebung: Umgebung) -> tuple[str, int]:
        """Add up summands that have cells of their own: a row or column of them, cell by cell where they lie apart."""
        if not self.rahmen.bereiche[ausdruck.dimension]:
            return "0", 4
        offen = {d: umgebung.get(d) for d in ausdruck.dimensionen if d != ausdruck.dimension}
        if liegt_beisammen(self.regelwerk, ausdruck.dimensionen, ausdruck.dimension):
            index = tuple(None if d == ausdruck.dimension else offen[d] for d in ausdruck.dimensionen)
            return f"SUM({self.zelle(ausdruck.block, index)})", 4
        zellen = [
            self.zelle(ausdruck.block, _an(ausdruck.dimensionen, {**umgebung, ausdruck.dimension: stelle}))
            for stelle in self.rahmen.bereiche[ausdruck.dimension]
        ]
        return f"SUM({','.join(zellen)})", 4

    def _funktion(self, ausdruck: g.Funktion, umgebung: Umgebung) -> tuple[str, int]:
        return TABELLENWORTE[ausdruck.wort](self, [self._klammer(teil, umgebung, 2) for teil in ausdruck.argumente]), 4

    def _herkunft(self, ausdruck: g.Herkunft, _: Umgebung) -> tuple[str, int]:
        raise NichtAusdrueckbarError(f"{ausdruck.was}(…) fragt die Rechenspur, die es in einer Tabelle nicht gibt")


def _an(dimensionen: tuple[str, ...], umgebung: Umgebung) -> tuple[int, ...]:
    return tuple(umgebung[dimension] for dimension in dimensionen)


def _und(bedingungen: list[str]) -> str:
    return bedingungen[0] if len(bedingungen) == 1 else f"AND({','.join(bedingungen)})"


def _zitiert(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _stellen_dezimal(zahl: Fraction) -> bool:
    nenner = zahl.denominator
    for primzahl in (2, 5):
        while nenner % primzahl == 0:
            nenner //= primzahl
    return nenner == 1


def _feste_stellen(block: Block) -> int | None:
    """Return the decimals of a sum in whole cents or units, None for other figures and for mere references."""
    if block.typ.art != "zahl" or block.typ.nenner is None or not isinstance(block.ausdruck, g.Rechnung | Glied):
        return None
    return next((stellen for stellen in (0, 2) if 10**stellen % block.typ.nenner == 0), None)


_FORMEN: dict[type, Callable[[Uebersetzer, Any, Umgebung], tuple[str, int]]] = {
    g.Literal: Uebersetzer._literal,
    g.Lokal: Uebersetzer._lokal,
    g.Index: Uebersetzer._index,
    g.Stichtag: Uebersetzer._stichtag,
    g.Eingabewert: Uebersetzer._eingabewert,
    g.Vorhanden: Uebersetzer._vorhanden,
    g.Sonst: Uebersetzer._sonst,
    g.Regelwert: Uebersetzer._regelwert,
    g.Vorheriger: Uebersetzer._vorheriger,
    g.Parameterzugriff: Uebersetzer._parameterzugriff,
    g.Reihenzugriff: Uebersetzer._reihenzugriff,
    g.Rechnung: Uebersetzer._rechnung,
    g.Negativ: Uebersetzer._negativ,
    g.Vergleich: Uebersetzer._vergleich,
    g.Element: Uebersetzer._element,
    g.Verknuepfung: Uebersetzer._verknuepfung,
    g.Nicht: Uebersetzer._nicht,
    g.Wenn: Uebersetzer._wenn,
    g.Aeusserster: Uebersetzer._aeusserster,
    g.Ueber: Uebersetzer._ueber,
    g.Funktion: Uebersetzer._funktion,
    g.Herkunft: Uebersetzer._herkunft,
    Glied: Uebersetzer._glied,
}

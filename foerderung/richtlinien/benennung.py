"""Name everything that rules of one Fassung may use: inputs, decisions, tables, dimensions, rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.eingabefeld import Eingabefeld, Entscheidungsziel, Fehlt, Gestalt
from foerderung.rechnung.namen import DimensionsName, EingabeName, RegelName, SchluesselName, TabellenName
from foerderung.rechnung.regelwerk import Parameter, Parameterwert
from foerderung.rechnung.typen import ANZAHL, JAHR, TEXT, typ_aus_text
from foerderung.richtlinien.ausdruecke import Ausdruecke
from foerderung.richtlinien.deklaration import Deklaration, RohRegel


def eingabefelder(deklaration: Deklaration) -> dict[str, Eingabefeld]:
    """Return all value fields by their name in the rules."""
    if deklaration.felder is None:
        return {}
    return {feld.pfad: feld for feld in deklaration.felder.alle() if feld.gestalt is Gestalt.WERT}


def benenne(ausdruecke: Ausdruecke, eingaben: Mapping[str, Eingabefeld]) -> None:
    """Fill the names of one Fassung; report names that collide or point nowhere."""
    namen, deklaration = ausdruecke.namen, ausdruecke.deklaration
    for pfad, feld, erlaubt in _mit_wahlfreiheit(deklaration.felder, False):
        assert feld.typ is not None
        fehlt = Fehlt.ERLAUBT if erlaubt and feld.fehlt is Fehlt.FEHLER else feld.fehlt
        namen.eingaben[pfad] = EingabeName(feld.typ, feld.dimensionen, feld.nur, fehlt)
    for name, dimension in deklaration.dimensionen.items():
        if dimension.je:
            namen.paare[name] = (dimension.je[0], dimension.je[-1])
        else:
            typ = None if dimension.liste else JAHR if "jahr(" in dimension.von else ANZAHL
            namen.dimensionen[name] = DimensionsName(typ)
    for ziel in deklaration.ziele.values():
        _pruefe_ziel(ausdruecke, ziel)
        namen.eingaben[ziel.pfad] = EingabeName(ziel.typ, ziel.dimensionen, (), Fehlt.ERLAUBT)
    for name, parameter in deklaration.parameter.items():
        namen.tabellen[name] = TabellenName(parameter.typ, _schluessel(ausdruecke, parameter, eingaben), False)
    for name, reihe in deklaration.reihen.items():
        schluessel = tuple(
            SchluesselName(teil, replace(TEXT, auswahl=tuple(sorted({zeile[nummer] for zeile in reihe.zeilen}))))
            for nummer, teil in enumerate(reihe.schluessel)
        )
        namen.tabellen[name] = TabellenName(reihe.typ, schluessel, True)
    for regel in deklaration.regeln.values():
        _benenne_regel(ausdruecke, regel)
    for name in (*namen.tabellen, *namen.regeln, *namen.paare):
        if name in namen.eingaben or name == "stichtag":
            ausdruecke.melde(deklaration.orte[name], f"„{name}“ heißt auch eine Eingabe", abhilfe="Umbenennen.")


def _pruefe_ziel(ausdruecke: Ausdruecke, ziel: Entscheidungsziel) -> None:
    deklaration = ausdruecke.deklaration
    ort = deklaration.orte[f"entscheidung:{ziel.pfad}"]
    felder = deklaration.felder.kinder if deklaration.felder is not None else ()
    listen = [feld.name for feld in felder if feld.gestalt is Gestalt.LISTE]
    codes = {befund.code for befund in deklaration.befunde.values()}
    if ziel.liste and ziel.liste not in listen:
        ausdruecke.melde(ort, f"unbekannte Liste „{ziel.liste}“", ", ".join(listen), aehnlich(ziel.liste, listen))
    if ziel.befund and ziel.befund not in codes:
        ausdruecke.melde(ort, f"unbekannter Befund „{ziel.befund}“", "", aehnlich(ziel.befund, codes))
    ausdruecke.kennt_dimensionen(ziel.dimensionen, ort)


def _schluessel(
    ausdruecke: Ausdruecke, parameter: Parameter, eingaben: Mapping[str, Eingabefeld]
) -> tuple[SchluesselName, ...]:
    staende = _staende(ausdruecke, parameter)
    ort = ausdruecke.deklaration.orte[parameter.id]
    schluessel = []
    for nummer, (name, art) in enumerate(zip(parameter.schluessel, parameter.schluesselarten, strict=True)):
        texte = [list(dict.fromkeys(teile[nummer] for teile in werte)) for werte in staende]
        immer = tuple(text for text in (texte[0] if texte else ()) if all(text in weitere for weitere in texte))
        schluessel.append(SchluesselName(name, ANZAHL if art == "anzahl" else replace(TEXT, auswahl=immer)))
        if art not in ("anzahl", "text", *eingaben):
            ausdruecke.melde(ort, f"Schlüssel „{name}“: unbekannte Art „{art}“", "anzahl, text oder eine Eingabe")
        elif art in eingaben and staende:
            fehlend = [wert for wert in eingaben[art].auswahl or () if wert not in immer]
            if fehlend:
                ausdruecke.melde(ort, f"für „{fehlend[0]}“ fehlt ein Wert", abhilfe="Wert ergänzen.")
    return tuple(schluessel)


def _staende(ausdruecke: Ausdruecke, parameter: Parameter) -> list[Mapping[tuple[str, ...], Parameterwert]]:
    """Return the sets of values that are in force at some time of the Fassung."""
    fassung = ausdruecke.fassung
    spaetere = [andere.ab for andere in ausdruecke.deklaration.fassungen if andere.ab > fassung.ab]
    erste = parameter.am(fassung.ab)
    weitere = [werte for ab, werte in parameter.werte if ab > fassung.ab and all(ab < tag for tag in spaetere)]
    return [*([erste] if erste is not None else []), *weitere]


def _benenne_regel(ausdruecke: Ausdruecke, roh: RohRegel) -> None:
    namen, deklaration = ausdruecke.namen, ausdruecke.deklaration
    if not deklaration.gilt(roh.ab, ausdruecke.fassung):
        namen.spaeter.add(roh.id)
        return
    typ = typ_aus_text(roh.typ, deklaration.einheiten)
    if typ is None:
        ausdruecke.melde(roh.ort, f"unbekannter Typ „{roh.typ}“")
        typ = ANZAHL
    namen.regeln[roh.id] = RegelName(typ, roh.je, ausdruecke.fakten(roh.nur))


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

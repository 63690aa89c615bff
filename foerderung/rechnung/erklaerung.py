"""Explain each node of a trace in one German sentence: what, how much, why, by which provision."""

from __future__ import annotations

from foerderung.fach.belegstand import Quelle
from foerderung.fach.zahlen import datum_deutsch, monat_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import fuelle
from foerderung.rechnung.knoten import Knoten, Verwendung
from foerderung.rechnung.regelwerk import Regel
from foerderung.rechnung.runden import MODI


def benenne(rechner: Rechner, knoten: Knoten) -> str:
    """Name a node: „Fördersatz „Koordination“ 2028“."""
    regel = rechner.regelwerk.regeln[knoten.name]
    teile = [regel.bezeichnung]
    for dimension, stelle in zip(regel.dimensionen, knoten.index, strict=True):
        teile.append(indextext(rechner, dimension, stelle))
    return " ".join(teile)


def indextext(rechner: Rechner, dimension: str, stelle: int) -> str:
    """Name an index: „2027“, „März“, „„Koordination““, „Sachausgabe 2“."""
    schluessel = (dimension, stelle)
    text = rechner.indextexte.get(schluessel)
    if text is None:
        text = rechner.indextexte[schluessel] = _benenne_index(rechner, dimension, stelle)
    return text


def _benenne_index(rechner: Rechner, dimension: str, stelle: int) -> str:
    deklariert = rechner.regelwerk.dimensionen[dimension]
    if deklariert.ist_jahr:
        return str(stelle)
    if deklariert.liste:
        name = rechner.eingaben.hole(f"{dimension}.bezeichnung", (stelle,))
        return f"„{name}“" if name else f"{deklariert.bezeichnung} {stelle + 1}"
    return monat_deutsch(stelle) if dimension == "monat" else f"{deklariert.bezeichnung} {stelle}"


def wert_text(rechner: Rechner, knoten: Knoten) -> str:
    """Show a node's value in German."""
    regel = rechner.regelwerk.regeln[knoten.name]
    return fuer_menschen(knoten.wert, regel.typ, rechner.regelwerk.anzeigetexte.get(regel.id))


def erklaere(rechner: Rechner, knoten: Knoten, name: str = "") -> str:
    """Return the sentence of a rule's node; `name` is what `benenne` gave, if it is known already."""
    regel = rechner.regelwerk.regeln[knoten.name]
    satz = f"{name or benenne(rechner, knoten)}: {wert_text(rechner, knoten)}"
    if knoten.vorgegeben:
        return f"{satz} (vorgegeben)."
    if knoten.vor_rundung is not None and knoten.vor_rundung != knoten.wert:
        satz += f", {_rundung(regel, knoten)}"
    gruende = [_grund(rechner, regel, knoten)]
    gruende += [f"Entscheidung: {angabe.grund}" for angabe in knoten.angaben.values() if angabe.grund]
    if any(gruende):
        satz += f" – {'; '.join(filter(None, gruende))}"
    return f"{satz} ({_quellentext(rechner, regel, knoten)})."


def _rundung(regel: Regel, knoten: Knoten) -> str:
    assert regel.rundung is not None
    return f"{MODI[regel.rundung.modus]} von {fuer_menschen(knoten.vor_rundung, regel.typ)}"


def _grund(rechner: Rechner, regel: Regel, knoten: Knoten) -> str:
    if regel.erklaerung is None:
        return ""
    umgebung = dict(zip(regel.dimensionen, knoten.index, strict=True))
    return fuelle(rechner, regel.erklaerung, umgebung, Knoten("", ())).strip().removesuffix(".")


def _quellentext(rechner: Rechner, regel: Regel, knoten: Knoten) -> str:
    gerundet = regel.rundung is not None and knoten.vor_rundung != knoten.wert
    schluessel = (regel.id, gerundet, tuple(knoten.parameter))
    text = rechner.quellentexte.get(schluessel)
    if text is None:
        text = rechner.quellentexte[schluessel] = "; ".join(_quellen(regel, gerundet, knoten))
    return text


def _quellen(regel: Regel, gerundet: bool, knoten: Knoten) -> list[str]:
    quellen: list[Quelle] = [regel.quelle]
    if regel.rundung is not None and gerundet:
        quellen.append(regel.rundung.quelle)
    quellen.extend(verwendung.quelle for verwendung in knoten.parameter.values())
    texte = list(dict.fromkeys(map(str, quellen)))
    if len(texte) == 1:
        return texte
    return [text for text in texte if not any(anderer.startswith(text) for anderer in texte if anderer != text)]


def verwendung_text(verwendung: Verwendung) -> str:
    """Show a parameter that was used: „Leiter der Personalausgaben [2] = 70 %, gilt ab 13.06.2018“."""
    schluessel = f" [{', '.join(verwendung.schluessel)}]" if verwendung.schluessel else ""
    wert = fuer_menschen(verwendung.wert, verwendung.typ)
    text = f"{verwendung.bezeichnung}{schluessel} = {wert}, gilt ab {datum_deutsch(verwendung.gilt_ab)}"
    if verwendung.fortgeschrieben:
        text += ", fortgeschrieben"
    return f"{text} ({verwendung.quelle})"

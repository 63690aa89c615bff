"""The trace as data: nodes with stable ids, links, parameters, branches, roundings, one sentence each."""

from __future__ import annotations

from typing_extensions import TypedDict

from foerderung.fach.befund import Befund
from foerderung.fach.belegstand import Quelle
from foerderung.fach.zahlen import dezimal
from foerderung.rechnung.anzeige import JsonWert, fuer_maschinen
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.erklaerung import benenne, erklaere
from foerderung.rechnung.knoten import Angabe, Knoten, Verwendung, Zweig
from foerderung.rechnung.regelwerk import Regel
from foerderung.rechnung.typen import WAHR, Typ


class AngabeDaten(TypedDict):
    """An input that was read; `wert` is null where it was left out, `grund` an officer's reason or null."""

    ort: str
    wert: JsonWert
    grund: str | None


class ParameterDaten(TypedDict):
    """A parameter or series value in force; `tag` is the day looked up in a series, null for parameters."""

    id: str
    bezeichnung: str
    schluessel: list[str]
    wert: JsonWert
    gilt_ab: str
    tag: str | None
    fortgeschrieben: bool
    fundstelle: str
    belegstand: str


class ZweigDaten(TypedDict):
    """A choice inside the expression: ``wenn``, ``min`` or ``max``, with the texts taken and not taken."""

    art: str
    spalte: int
    genommen: str
    nicht_genommen: list[str]


class RundungDaten(TypedDict):
    """A declared rounding with the exact value before it."""

    vorher: str
    auf: str
    modus: str
    fundstelle: str
    belegstand: str


class KnotenDaten(TypedDict):
    """One node: a rule at an index (list positions from 0, years, numbers), or a finding that holds."""

    id: str
    art: str
    regel: str
    index: dict[str, int]
    bezeichnung: str
    typ: str
    wert: JsonWert
    vorgegeben: bool
    ausdruck: str
    eingaben: list[str]
    angaben: list[AngabeDaten]
    parameter: list[ParameterDaten]
    zweige: list[ZweigDaten]
    rundung: RundungDaten | None
    fundstelle: str
    belegstand: str
    satz: str


class BefundDaten(TypedDict):
    """One finding at one place; `entschieden` says how an officer decided it, null while open."""

    code: str
    schwere: str
    ort: str
    bezeichnung: str
    gefunden: str
    zulaessig: str
    fundstelle: str
    belegstand: str
    abhilfe: str
    entschieden: str | None
    knoten: str


class SpurDaten(TypedDict):
    """The whole trace: roots in the order of the result, then every node after all it rests on."""

    wurzeln: list[str]
    knoten: list[KnotenDaten]


def regelknoten_daten(rechner: Rechner, knoten: Knoten) -> KnotenDaten:
    """Return the data of a rule's node."""
    regel = rechner.regelwerk.regeln[knoten.name]
    name = benenne(rechner, knoten)
    daten = _gemeinsam(rechner, knoten, regel.dimensionen, (regel.text, regel.typ, regel.quelle))
    return _benannt(daten, "regel", name, erklaere(rechner, knoten, name), _rundung(regel, knoten))


def befund_daten(befund: Befund) -> BefundDaten:
    """Return one finding as data."""
    return {
        "code": befund.code,
        "schwere": befund.schwere.value,
        "ort": befund.ort,
        "bezeichnung": befund.bezeichnung,
        "gefunden": befund.gefunden,
        "zulaessig": befund.zulaessig,
        "fundstelle": befund.quelle.fundstelle,
        "belegstand": befund.quelle.belegstand.value,
        "abhilfe": befund.abhilfe,
        "entschieden": befund.entschieden,
        "knoten": befund.knoten,
    }


def befundknoten_daten(rechner: Rechner, treffer: Treffer) -> KnotenDaten:
    """Return the data of a finding's node."""
    befund, regel = treffer.befund, treffer.regel
    satz = f"{befund.bezeichnung}: {befund.gefunden}; zulässig: {befund.zulaessig} ({befund.quelle})."
    daten = _gemeinsam(rechner, treffer.knoten, regel.dimensionen, (regel.text, WAHR, regel.quelle))
    return _benannt(daten, "befund", befund.bezeichnung, satz, None)


def _benannt(daten: KnotenDaten, art: str, bezeichnung: str, satz: str, rundung: RundungDaten | None) -> KnotenDaten:
    daten["art"], daten["bezeichnung"], daten["satz"], daten["rundung"] = art, bezeichnung, satz, rundung
    return daten


def _gemeinsam(
    rechner: Rechner, knoten: Knoten, dimensionen: tuple[str, ...], regel: tuple[str, Typ, Quelle]
) -> KnotenDaten:
    text, typ, quelle = regel
    return {
        "id": knoten.id,
        "art": "",
        "regel": knoten.name,
        "index": dict(zip(dimensionen, knoten.index, strict=True)),
        "bezeichnung": "",
        "typ": typ.anzeige,
        "wert": fuer_maschinen(knoten.wert, typ),
        "vorgegeben": knoten.vorgegeben,
        "ausdruck": text,
        "eingaben": list(knoten.kinder),
        "angaben": [_angabe(rechner, angabe) for angabe in knoten.angaben.values()],
        "parameter": [_parameter(verwendung) for verwendung in knoten.parameter.values()],
        "zweige": [_zweig(text, zweig) for zweig in knoten.zweige.values()],
        "rundung": None,
        "fundstelle": quelle.fundstelle,
        "belegstand": quelle.belegstand.value,
        "satz": "",
    }


def _angabe(rechner: Rechner, angabe: Angabe) -> AngabeDaten:
    typ = rechner.regelwerk.typ_der_eingabe(angabe.pfad)
    return {"ort": angabe.ort, "wert": fuer_maschinen(angabe.wert, typ), "grund": angabe.grund or None}


def _parameter(verwendung: Verwendung) -> ParameterDaten:
    return {
        "id": verwendung.id,
        "bezeichnung": verwendung.bezeichnung,
        "schluessel": list(verwendung.schluessel),
        "wert": fuer_maschinen(verwendung.wert, verwendung.typ),
        "gilt_ab": verwendung.gilt_ab.isoformat(),
        "tag": verwendung.tag.isoformat() if verwendung.tag else None,
        "fortgeschrieben": verwendung.fortgeschrieben,
        "fundstelle": verwendung.quelle.fundstelle,
        "belegstand": verwendung.quelle.belegstand.value,
    }


def schnitt(text: str, spanne: Spanne) -> str:
    """Cut a part out of an expression."""
    return text[spanne.von - 1 : spanne.bis - 1]


def _zweig(text: str, zweig: Zweig) -> ZweigDaten:
    return {
        "art": zweig.art,
        "spalte": zweig.spanne.von,
        "genommen": schnitt(text, zweig.genommen),
        "nicht_genommen": [schnitt(text, spanne) for spanne in zweig.nicht_genommen],
    }


def _rundung(regel: Regel, knoten: Knoten) -> RundungDaten | None:
    if regel.rundung is None or knoten.vor_rundung is None:
        return None
    vorher = fuer_maschinen(knoten.vor_rundung, Typ("zahl"))
    return {
        "vorher": str(vorher),
        "auf": dezimal(regel.rundung.auf, 2),
        "modus": regel.rundung.modus,
        "fundstelle": regel.rundung.quelle.fundstelle,
        "belegstand": regel.rundung.quelle.belegstand.value,
    }

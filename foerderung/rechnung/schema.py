"""Make JSON Schemas of documents and results from their declarations, so that they can never disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.regelwerk import Ausgabefeld, Ausgabegruppe

DIALEKT = "https://json-schema.org/draft/2020-12/schema"


def antragsschema(felder: Eingabefeld, titel: str) -> dict[str, Any]:
    """Return the JSON Schema of a document that is declared by `felder`."""
    return {"$schema": DIALEKT, "title": titel, **_gruppe(felder)}


def _gruppe(feld: Eingabefeld) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {kind.name: _feld(kind) for kind in feld.kinder},
        "additionalProperties": False,
    }
    pflicht = [kind.name for kind in feld.kinder if _ist_pflicht(kind) and not kind.nur]
    if pflicht:
        schema["required"] = pflicht
    bedingt = [_bedingung(kind) for kind in feld.kinder if kind.nur]
    if bedingt:
        schema["allOf"] = bedingt
    return schema


def _ist_pflicht(feld: Eingabefeld) -> bool:
    return feld.fehlt is Fehlt.FEHLER or feld.mindestens > 0


def _bedingung(feld: Eingabefeld) -> dict[str, Any]:
    wenn = {pfad.rpartition(".")[2]: {"const": wert} for pfad, wert in feld.nur}
    dann: dict[str, Any] = {"required": [feld.name]} if _ist_pflicht(feld) else {}
    return {
        "if": {"properties": wenn, "required": list(wenn)},
        "then": dann,
        "else": {"properties": {feld.name: {"type": "null"}}},
    }


def _feld(feld: Eingabefeld) -> dict[str, Any]:
    if feld.gestalt is Gestalt.GRUPPE:
        schema = _gruppe(feld)
    elif feld.gestalt is Gestalt.LISTE:
        schema = {"type": "array", "items": _gruppe(feld)}
    elif feld.je_jahr:
        schema = {
            "type": "object",
            "patternProperties": {"^[0-9]{4}$": _wert(feld)},
            "additionalProperties": False,
            "minProperties": feld.mindestens,
        }
    else:
        schema = _wert(feld)
    schema = {"title": feld.beschriftung, **({"description": feld.hilfe} if feld.hilfe else {}), **schema}
    if _ist_pflicht(feld):
        return schema
    return {**schema, "type": [schema["type"], "null"]} if isinstance(schema.get("type"), str) else _oder_null(schema)


def _oder_null(schema: dict[str, Any]) -> dict[str, Any]:
    rest = {name: wert for name, wert in schema.items() if name not in ("title", "description")}
    kopf = {name: wert for name, wert in schema.items() if name in ("title", "description")}
    return {**kopf, "anyOf": [rest, {"type": "null"}]}


def _wert(feld: Eingabefeld) -> dict[str, Any]:
    match feld.typname:
        case "text" if feld.muster and not feld.muster[0].nach:
            return {"type": "string", "pattern": f"^{feld.muster[0].form}$"}
        case "text" | "iban":
            return {"type": "string", "minLength": 1}
        case "auswahl":
            return {"enum": list(feld.auswahl or ())}
        case "menge":
            return {
                "type": "array",
                "items": {"enum": _auch_zahlen(list(feld.auswahl or ()))},
                "uniqueItems": True,
            }
        case "texte":
            return {"type": "array", "items": {"type": "string", "minLength": 1}}
        case "wahrheitswert":
            return {"type": "boolean"}
        case "datum":
            return {"type": "string", "format": "date"}
        case "jahr":
            return {"type": ["integer", "string"], "pattern": "^[0-9]{4}$"}
        case "satz":
            return {"type": "string", "pattern": r"^[0-9]+([.,][0-9]{1,2})?\s*%$"}
    return _zahl(feld)


def _auch_zahlen(texte: list[str]) -> list[str | int]:
    return [*texte, *(int(text) for text in texte if text.isdecimal())]


def _zahl(feld: Eingabefeld) -> dict[str, Any]:
    grenzen = feld.schranken
    stellen = f"(\\.[0-9]{{1,{grenzen.nachkomma}}})?" if grenzen.nachkomma else ""
    schema: dict[str, Any] = {"type": ["number", "string"], "pattern": f"^[0-9]+{stellen}$"}
    namen = {"minimum": grenzen.mindestens, "exclusiveMinimum": grenzen.ueber, "maximum": grenzen.hoechstens}
    if grenzen.hoechstens is None:
        namen["exclusiveMaximum"] = grenzen.unter
    for name, grenze in namen.items():
        if grenze is not None and grenze.denominator == 1:
            schema[name] = int(grenze)
    return schema


def ergebnisschema(staende: Sequence[Ausgabegruppe]) -> dict[str, Any]:
    """Return the JSON Schema of a part of the result, as it is declared in several Fassungen."""
    felder: dict[str, list[Ausgabefeld]] = {}
    gruppen: dict[str, list[Ausgabegruppe]] = {}
    for gruppe in staende:
        for feld in gruppe.felder:
            felder.setdefault(feld.name, []).append(feld)
        for unter in gruppe.gruppen:
            gruppen.setdefault(unter.name, []).append(unter)
    eigenschaften = {name: _ausgabefeld(gleiche) for name, gleiche in felder.items()}
    eigenschaften.update({name: _wiederholt(gleiche) for name, gleiche in gruppen.items()})
    return {"type": "object", "properties": eigenschaften, "required": list(eigenschaften)}


def _wiederholt(staende: Sequence[Ausgabegruppe]) -> dict[str, Any]:
    einzeln = ergebnisschema(staende)
    gruppe = staende[-1]
    if not gruppe.je:
        return einzeln
    kopf = {"title": gruppe.bezeichnung} if gruppe.bezeichnung else {}
    if gruppe.als_abbildung:
        return {
            **kopf,
            "type": "object",
            "patternProperties": {"^[0-9]{4}$": einzeln},
            "additionalProperties": False,
        }
    return {**kopf, "type": "array", "items": einzeln}


def _ausgabefeld(staende: Sequence[Ausgabefeld]) -> dict[str, Any]:
    feld = staende[-1]
    kann_fehlen = any(stand.wert is None or stand.nur is not None for stand in staende)
    kopf = {"title": feld.bezeichnung}
    match feld.typ.anzeige:
        case "eur":
            wert: dict[str, Any] = {
                "type": "string",
                "pattern": r"^-?[0-9]+\.[0-9]{2}$",
                "description": "EUR",
            }
        case "anzahl" | "jahr":
            wert = {"type": "integer"}
        case "wahrheitswert":
            wert = {"type": "boolean"}
        case "datum":
            wert = {"type": "string", "format": "date"}
        case "text":
            wert = {"type": "string"}
        case _:
            art = "Prozent" if feld.prozent else "exakt: 31342.5, ohne endliche Dezimalzahl p/q"
            wert = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$", "description": art}
    return {**kopf, "anyOf": [wert, {"type": "null"}]} if kann_fehlen else {**kopf, **wert}

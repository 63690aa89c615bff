"""Make the JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from foerderung.errors import EingabeError, Meldung
from foerderung.rechnung.schema import DIALEKT, antragsschema, ergebnisschema
from foerderung.rechnung.spur import BefundDaten, SpurDaten
from foerderung.services.regelwerk.regeln import lade


def schema_des_antrags(richtlinie: str, regeln: Path | None = None) -> dict[str, Any]:
    """Return the JSON Schema of an application under the newest Fassung of a guideline."""
    geladen = lade(richtlinie, regeln)
    if geladen.deklaration.ohne_antrag:
        raise EingabeError(Meldung(f"{geladen.deklaration.kurz} kennt keinen Antrag", ort="richtlinie"))
    regelwerk = geladen.fassung(None)
    return antragsschema(regelwerk.felder, f"Antrag nach {regelwerk.kurz}")


def schema_des_ergebnisses(richtlinie: str, regeln: Path | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a result under a guideline, findings and trace included."""
    geladen = lade(richtlinie, regeln)
    befund, spur = (TypeAdapter(typ).json_schema(ref_template="#/$defs/{model}") for typ in (BefundDaten, SpurDaten))
    figuren = ergebnisschema([werk.ausgabe for werk in geladen.regelwerke.values()])
    kopf = {name: {"type": "string"} for name in ("richtlinie", "fassung", "stichtag", "regelwerk_sha256")}
    definitionen = spur.pop("$defs", {})
    beschluss = {"title": "Entscheidung", "description": "das Dokument wie gelesen", "type": ["object", "null"]}
    teile = {"entscheidung": beschluss, "befunde": {"type": "array", "items": befund}, "spur": spur}
    return {
        "$schema": DIALEKT,
        "title": f"Ergebnis nach {geladen.deklaration.kurz}",
        "type": "object",
        "properties": {**kopf, **figuren["properties"], **teile},
        "required": [*kopf, *figuren["required"], *teile],
        "additionalProperties": False,
        "$defs": definitionen,
    }

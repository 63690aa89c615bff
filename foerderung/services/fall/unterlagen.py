"""Read the further documents of a case (consultation, check, goals, proof, evaluation) as they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.rechnung.klardaten import als_baum, als_klardaten
from foerderung.rechnung.leser import lies_dokument
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.schema import antragsschema
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.services.regelwerk.regeln import lade


def felder_der_unterlage(regelwerk: Regelwerk, art: str) -> Eingabefeld:
    """Return the declaration of one kind of document.

    Raises:
        EingabeError: the guideline knows no such document.
    """
    feld = regelwerk.unterlagen.get(art)
    if feld is None:
        arten = tuple(regelwerk.unterlagen)
        gefunden = f"{regelwerk.kurz} kennt keine Unterlage „{art}“"
        raise EingabeError(Meldung(gefunden, ort="art", zulaessig=", ".join(arten), abhilfe=aehnlich(art, arten)))
    return feld


def lies_unterlage(regelwerk: Regelwerk, art: str, dokument: Dokument) -> Mapping[str, Any]:
    """Read one document and return it as plain data, fit for JSON; see `als_klardaten`.

    Raises:
        EingabeError: all violations at once, with file, line and key.
    """
    feld = felder_der_unterlage(regelwerk, art)
    gelesen = lies_dokument(dokument.baum, feld, dokument.datei)
    if gelesen.meldungen:
        raise EingabeError(gelesen.meldungen)
    return als_klardaten(gelesen.eingaben.baum, feld)


def unterlage_aus_daten(regelwerk: Regelwerk, art: str, daten: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read plain data, such as `lies_unterlage` returned, by the declaration of the rule set given.

    Returns:
        the values as the rules know them: exact numbers, days, sets; what was left out is not there.

    Raises:
        EingabeError: the data do not fit the declaration.
    """
    feld = felder_der_unterlage(regelwerk, art)
    gelesen = lies_dokument(als_baum(daten), feld, feld.beschriftung)
    if gelesen.meldungen:
        raise EingabeError(gelesen.meldungen)
    return gelesen.eingaben.baum


def schema_der_unterlage(richtlinie: str, art: str, regeln: Path | None = None) -> dict[str, Any]:
    """Return the JSON Schema of one kind of document under the newest Fassung of a guideline."""
    regelwerk = lade(richtlinie, regeln).fassung(None)
    feld = felder_der_unterlage(regelwerk, art)
    return antragsschema(feld, f"{feld.beschriftung} nach {regelwerk.kurz}")

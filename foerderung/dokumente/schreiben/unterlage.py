"""Show a paper of the case by its declaration: sections of labelled lines, whatever fields a guideline declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foerderung.dokumente.bezug import LEER
from foerderung.dokumente.zeichen import umbruchfest
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt
from foerderung.rechnung.typen import TEXT

_FUNDSTELLE = re.compile(r"\(((?:VVK|ANBest-K|RL) [^()]*)\)\.?\Z")


def abschnitte(felder: Eingabefeld, werte: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sections of a paper: the plain values first, then each group and list under its own heading.

    What was left out is not shown.
    """
    einzelne = [_zeile(feld, werte[feld.name]) for feld in felder.kinder if _ist_wert(feld) and feld.name in werte]
    eigene = [
        {"titel": feld.beschriftung, "zeilen": list(_zeilen(feld, werte[feld.name]))}
        for feld in felder.kinder
        if not _ist_wert(feld) and werte.get(feld.name)
    ]
    return [abschnitt for abschnitt in ({"titel": "Angaben", "zeilen": einzelne}, *eigene) if abschnitt["zeilen"]]


def _ist_wert(feld: Eingabefeld) -> bool:
    return feld.gestalt is Gestalt.WERT


def _zeilen(feld: Eingabefeld, wert: Any) -> Iterator[dict[str, str]]:
    if feld.gestalt is Gestalt.LISTE:
        erstes, *weitere = feld.kinder
        for nummer, glied in enumerate(wert, 1):
            name = f"{nummer}. {_text(erstes, glied[erstes.name])}" if erstes.name in glied else f"{nummer}."
            yield {"name": name, "text": _glied(weitere, glied) or LEER}
        return
    for kind in feld.kinder:
        if wert.get(kind.name) is not None:
            yield _zeile(kind, wert[kind.name])


def _zeile(feld: Eingabefeld, wert: Any) -> dict[str, str]:
    gefunden = _FUNDSTELLE.search(feld.hilfe)
    fundstelle = f" ({gefunden[1]})" if gefunden else ""
    return {"name": umbruchfest(f"{feld.beschriftung}{fundstelle}"), "text": _text(feld, wert)}


def _glied(felder: Iterable[Eingabefeld], glied: Mapping[str, Any]) -> str:
    teile = (f"{kind.beschriftung}: {_text(kind, glied[kind.name])}" for kind in felder if kind.name in glied)
    return "; ".join(teile)


def _text(feld: Eingabefeld, wert: Any) -> str:
    """Show one value in German."""
    if feld.gestalt is Gestalt.GRUPPE:
        return _glied(feld.kinder, wert)
    if feld.gestalt is Gestalt.LISTE:
        return "\n".join(_glied(feld.kinder, glied) for glied in wert)
    if feld.je_jahr:
        return ", ".join(f"{jahr}: {_einzeln(feld, betrag)}" for jahr, betrag in wert.items())
    return _einzeln(feld, wert)


def _einzeln(feld: Eingabefeld, wert: Any) -> str:
    if isinstance(wert, tuple):
        return ", ".join(str(teil) for teil in wert)
    return umbruchfest(fuer_menschen(wert, feld.typ or TEXT, feld.auswahl))

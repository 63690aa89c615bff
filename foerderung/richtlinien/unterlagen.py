"""Read the declaration of the further documents of a case; a guideline adds fields to those of common parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foerderung.rechnung.eingabefeld import Eingabefeld
from foerderung.richtlinien.abschnitt import Abschnitt
from foerderung.richtlinien.eingaben import NAME, Feldleser


def lies_unterlagen(feldleser: Feldleser, abschnitte: Sequence[Abschnitt]) -> dict[str, Eingabefeld]:
    """Return the documents by name, each put together from every file that declares fields of it."""
    teile: dict[str, list[Abschnitt]] = {}
    for abschnitt in abschnitte:
        for name, baum, zeile in abschnitt.alle():
            teil = Abschnitt(baum, abschnitt.datei, f"{abschnitt.pfad}.{name}", feldleser.maengel, zeile)
            if not NAME.match(name):
                teil.melde(f"„{name}“ ist kein Name", zulaessig="kleine Buchstaben, Ziffern, Unterstrich")
            teile.setdefault(name, []).append(teil)
    return {name: _unterlage(feldleser, name, gleiche) for name, gleiche in teile.items()}


def _unterlage(feldleser: Feldleser, name: str, teile: Sequence[Abschnitt]) -> Eingabefeld:
    """Read one document: one part labels it, every part has fields."""
    kopf, *weitere = [teil for teil in teile if "beschriftung" in teil] or teile[:1]
    beschriftung, hilfe = kopf.text("beschriftung", pflicht=True), kopf.text("hilfe")
    for teil in weitere:
        teil.text("beschriftung")
        teil.melde(f"„{name}“ hat schon eine Beschriftung ({kopf.datei}, Zeile {kopf.zeile})", "beschriftung")
    felder = [teil.unter("felder", pflicht=True) for teil in teile]
    wurzel = feldleser.lies_wurzel([eines for eines in felder if eines is not None], beschriftung)
    for teil in teile:
        teil.fertig()
    return replace(wurzel, hilfe=hilfe)

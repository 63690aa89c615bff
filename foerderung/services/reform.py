"""Compute one application under the law as it is and under a reform, and set both side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.quelltext import Abbildung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.erklaerung import erklaere
from foerderung.richtlinien.quelltext import lies_datei
from foerderung.richtlinien.verzeichnis import Richtlinie, finde, lade_herkunft
from foerderung.services.regeln import lade, regelordner
from foerderung.services.zuwendung import Dokument, berechne, richtlinie_von

AENDERBAR = ("parameter", "regeln", "befunde")


@dataclass(frozen=True, slots=True)
class Unterschied:
    """One figure or node that differs; None on the side where it does not exist."""

    ort: str
    geltend: str | None
    reform: str | None


@dataclass(frozen=True)
class Vergleich:
    """One application computed twice."""

    geltend: Berechnung
    reform: Berechnung

    def zahlen(self) -> list[Unterschied]:
        """List the figures that differ."""
        alt, neu = (dict(_blaetter("", eine.ergebnis.als_json())) for eine in (self.geltend, self.reform))
        return list(_unterschiede(alt, neu))

    def spur(self) -> list[Unterschied]:
        """List the nodes whose sentence differs, in the order of the trace."""
        return list(_unterschiede(_saetze(self.geltend), _saetze(self.reform)))

    def als_json(self) -> dict[str, Any]:
        """Return both results and what differs."""
        return {
            "geltend": self.geltend.als_json(),
            "reform": self.reform.als_json(),
            "unterschiede": [_daten(eines) for eines in self.zahlen()],
            "spur_unterschiede": [_daten(eines) for eines in self.spur()],
        }


def vergleiche_datei(
    antrag: Path,
    reform: Path,
    entscheidung: Path | None = None,
    stichtag: date | None = None,
    regeln: Path | None = None,
) -> Vergleich:
    """Compute an application from files with and without a reform.

    Raises:
        EingabeError: a document is wrong, or the reform touches what it may not.
        RegelError: the rules with the reform have violations.
    """
    dokument = Dokument.lies(antrag)
    beschluss = Dokument.lies(entscheidung) if entscheidung is not None else None
    name = richtlinie_von(dokument)
    geltend, geaendert = lade(name, regeln), lade_reform(name, lies_reform(reform), regeln)
    return Vergleich(*(berechne(eine, dokument, beschluss, stichtag) for eine in (geltend, geaendert)))


def lies_reform(pfad: Path) -> Abbildung:
    """Read a reform: sections of rule files that replace or add entries.

    Raises:
        EingabeError: it holds anything but parameters, rules and findings.
    """
    baum = lies_datei(pfad)
    fremd = [name for name in baum.eintraege if name not in AENDERBAR] if isinstance(baum, Abbildung) else [""]
    if not isinstance(baum, Abbildung) or fremd:
        raise EingabeError(
            Meldung(f"„{fremd[0]}“ lässt sich durch eine Reform nicht ändern", pfad.name, 1, "", ", ".join(AENDERBAR))
        )
    return baum


def lade_reform(name: str, reform: Abbildung, regeln: Path | None = None) -> Richtlinie:
    """Load a guideline with a reform laid over it; it has a checksum of its own."""
    herkunft = finde(regelordner(regeln), name, mit_zusatzpaketen=regeln is None)
    return lade_herkunft(replace(herkunft, reform=reform))


def _blaetter(ort: str, daten: Any) -> Iterator[tuple[str, str]]:
    if isinstance(daten, Mapping):
        for name, wert in daten.items():
            yield from _blaetter(f"{ort}.{name}" if ort else name, wert)
    elif isinstance(daten, list):
        for nummer, wert in enumerate(daten):
            yield from _blaetter(f"{ort}[{nummer}]", wert)
    else:
        yield ort, "–" if daten is None else str(daten)


def _saetze(berechnung: Berechnung) -> dict[str, str]:
    return {kennung: erklaere(berechnung.rechner, knoten) for kennung, knoten in berechnung.knoten.items()}


def _unterschiede(alt: Mapping[str, str], neu: Mapping[str, str]) -> Iterator[Unterschied]:
    for ort in [*alt, *(ort for ort in neu if ort not in alt)]:
        if alt.get(ort) != neu.get(ort):
            yield Unterschied(ort, alt.get(ort), neu.get(ort))


def _daten(unterschied: Unterschied) -> dict[str, str | None]:
    return {"ort": unterschied.ort, "geltend": unterschied.geltend, "reform": unterschied.reform}

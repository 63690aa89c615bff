"""Compute one application under the law as it is and under a reform, and set both side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.quelltext import Abbildung
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.ergebnis import Ergebnisgruppe, Ergebniswert
from foerderung.rechnung.erklaerung import erklaere
from foerderung.richtlinien.quelltext import lies_datei
from foerderung.richtlinien.verzeichnis import Richtlinie, finde, lade_herkunft
from foerderung.services.rechnen.zuwendung import Dokument, berechne, richtlinie_zu
from foerderung.services.regelwerk.regeln import regelordner

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
        """List the figures that differ, as machines see them."""
        alt, neu = (_figuren(eine.ergebnis) for eine in (self.geltend, self.reform))
        return list(_unterschiede(_texte(alt, lambda wert: str(wert.json)), _texte(neu, lambda wert: str(wert.json))))

    def zahlen_deutsch(self) -> list[Unterschied]:
        """List the figures that differ, as people see them, with their German names."""
        alt, neu = (_figuren(eine.ergebnis) for eine in (self.geltend, self.reform))
        namen = {ort: " ".join([wert.bezeichnung, *re.findall(r"\d{4}", ort)]) for ort, wert in {**neu, **alt}.items()}
        return [
            Unterschied(namen[eines.ort], eines.geltend, eines.reform)
            for eines in _unterschiede(_texte(alt, str), _texte(neu, str))
        ]

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
    geltend = richtlinie_zu(dokument, regeln)
    geaendert = lade_reform(geltend.deklaration.id, lies_reform(reform), regeln)
    return Vergleich(*(berechne(eine, dokument, beschluss, stichtag) for eine in (geltend, geaendert)))


def lies_reform(pfad: Path) -> Abbildung:
    """Read a reform: sections of rule files that replace or add entries.

    Raises:
        EingabeError: it holds anything but parameters, rules and findings.
    """
    baum = lies_datei(pfad)
    erlaubt = ", ".join(AENDERBAR)
    if not isinstance(baum, Abbildung):
        raise EingabeError(Meldung("eine Gruppe von Abschnitten erwartet", pfad.name, baum.zeile, "", erlaubt))
    meldungen = []
    for name, eintrag in baum.eintraege.items():
        if name not in AENDERBAR:
            text = f"„{name}“ lässt sich durch eine Reform nicht ändern"
            meldungen.append(Meldung(text, pfad.name, eintrag.zeile, name, erlaubt))
        elif not isinstance(eintrag.wert, Abbildung) or not eintrag.wert.eintraege:
            meldungen.append(Meldung("der Abschnitt ändert nichts", pfad.name, eintrag.zeile, name))
    if meldungen:
        raise EingabeError(meldungen)
    return baum


def lade_reform(name: str, reform: Abbildung, regeln: Path | None = None) -> Richtlinie:
    """Load a guideline with a reform laid over it; it has a checksum of its own."""
    herkunft = finde(regelordner(regeln), name, mit_zusatzpaketen=regeln is None)
    return lade_herkunft(replace(herkunft, reform=reform))


def _figuren(gruppe: Ergebnisgruppe, ort: str = "") -> dict[str, Ergebniswert]:
    """Return every figure of a result by its key path."""
    figuren = {f"{ort}{name}": wert for name, wert in gruppe.werte.items()}
    for name, teile in gruppe.gruppen.items():
        for nummer, teil in enumerate(teile):
            if name in gruppe.einzeln:
                stelle = name
            else:
                stelle = f"{name}.{teil.schluessel}" if name in gruppe.als_abbildung else f"{name}[{nummer}]"
            figuren.update(_figuren(teil, f"{ort}{stelle}."))
    return figuren


def _texte(figuren: Mapping[str, Ergebniswert], als: Callable[[Ergebniswert], str]) -> dict[str, str]:
    return {ort: als(wert) for ort, wert in figuren.items()}


def _saetze(berechnung: Berechnung) -> dict[str, str]:
    return {kennung: erklaere(berechnung.rechner, knoten) for kennung, knoten in berechnung.knoten.items()}


def _unterschiede(alt: Mapping[str, str], neu: Mapping[str, str]) -> Iterator[Unterschied]:
    for ort in [*alt, *(ort for ort in neu if ort not in alt)]:
        if alt.get(ort) != neu.get(ort):
            yield Unterschied(ort, alt.get(ort), neu.get(ort))


def _daten(unterschied: Unterschied) -> dict[str, str | None]:
    return {"ort": unterschied.ort, "geltend": unterschied.geltend, "reform": unterschied.reform}

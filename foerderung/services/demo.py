"""Compute the example applications and write everything that is made from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from foerderung.dokumente.bescheid import render_entwurf
from foerderung.errors import DokumentError, Meldung, grund_deutsch
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.spurtext import Darstellung, spurtext
from foerderung.richtlinien.herkunft import BEISPIELE
from foerderung.services.rechnen.klauselwahl import waehle_klauseln
from foerderung.services.rechnen.zuwendung import Dokument, berechne
from foerderung.services.regelwerk.regeln import lade, regelordner

RICHTLINIE = "kommpraev"
VORFUEHRUNG = "vorfuehrung"
"""Folder below the guideline with the documents of one whole case."""


class Vorfuehrung(NamedTuple):
    """One computed example and where its files lie."""

    name: str
    berechnung: Berechnung
    dateien: tuple[Path, ...]


def raeume_auf(ziel: Path, speicher: Path) -> None:
    """Make the folder of the case and remove the practice store of an earlier demonstration.

    Raises:
        DokumentError: the folder cannot be written.
    """
    try:
        ziel.mkdir(parents=True, exist_ok=True)
        speicher.unlink(missing_ok=True)
    except OSError as grund:
        raise _nicht_schreibbar(ziel, grund) from None


def _nicht_schreibbar(ordner: Path, grund: OSError) -> DokumentError:
    return DokumentError(
        Meldung(
            f"lässt sich nicht schreiben ({grund_deutsch(grund)})",
            datei=str(ordner),
            abhilfe="Anderen Ordner mit --nach angeben.",
        )
    )


def fuehre_vor(nach: Path, regeln: Path | None = None) -> Iterator[Vorfuehrung]:
    """Compute every example and write trace, result, notice and workbook below `nach`, one at a time.

    Raises:
        DokumentError: a file cannot be written.
        EingabeError, RegelError: as for any calculation.
    """
    richtlinie = lade(RICHTLINIE, regeln)
    for pfad in sorted((regelordner(regeln) / RICHTLINIE / BEISPIELE).glob("*.yaml")):
        berechnung = berechne(richtlinie, Dokument.lies(pfad))
        yield Vorfuehrung(pfad.stem, berechnung, _schreibe(nach / pfad.stem, berechnung, regeln))


def _schreibe(ordner: Path, berechnung: Berechnung, regeln: Path | None) -> tuple[Path, ...]:
    inhalte = {
        "rechenspur.txt": spurtext(berechnung, Darstellung(voll=True)).encode(),
        "ergebnis.json": (json.dumps(berechnung.als_json(), ensure_ascii=False, indent=2) + "\n").encode(),
        "zuwendungsbescheid.docx": render_entwurf(berechnung, waehle_klauseln(berechnung, None, regeln)).inhalt,
        "kalkulation.xlsx": render_arbeitsmappe(berechnung),
    }
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        for name, inhalt in inhalte.items():
            (ordner / name).write_bytes(inhalt)
    except OSError as grund:
        raise _nicht_schreibbar(ordner, grund) from None
    return tuple(ordner / name for name in inhalte)

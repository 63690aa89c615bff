"""Measures on letters: two hundred notices as Word documents, and a batch of them as PDF/A."""

from __future__ import annotations

from functools import cache
from itertools import count

from bench.messung import NichtMessbarError, dauer_ms
from foerderung.dokumente.pdf import suche_programm, wandle
from foerderung.errors import DokumentError
from foerderung.rechnung.berechnung import Berechnung
from tests.dokumente.beispiele import angaben, berechne, render_bescheid

BESCHEIDE, STAPEL = 200, 20

_ZAEHLER = count(1)


@cache
def berechnung() -> Berechnung:
    """Compute a grant over three years."""
    return berechne("koordination-dreijaehrig")


def ein_bescheid() -> bytes:
    """Write a notice like no other."""
    return render_bescheid(berechnung(), angaben(dokumentnummer=f"KP-2027-0001/{next(_ZAEHLER)}")).inhalt


def bescheide_schreiben() -> float:
    """Measure two hundred notices, clauses chosen and figures read from the trace; per notice."""
    berechnung()
    return dauer_ms(lambda: [ein_bescheid() for _ in range(BESCHEIDE)]) / BESCHEIDE


def bescheide_als_pdf() -> float:
    """Measure turning one batch into PDF/A, start of LibreOffice included; per notice.

    Raises:
        NichtMessbarError: LibreOffice is not installed.
    """
    try:
        suche_programm()
    except DokumentError as fehler:
        raise NichtMessbarError("LibreOffice is not installed") from fehler
    dokumente = [ein_bescheid() for _ in range(STAPEL)]
    fertig: list[object] = []
    dauer = dauer_ms(lambda: fertig.extend(pdf for _, pdf in wandle(dokumente)))
    if not all(isinstance(pdf, bytes) for pdf in fertig):
        raise RuntimeError("not every notice became a PDF")
    return dauer / STAPEL

"""The draft of a grant notice as a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from foerderung.dokumente.bescheid_kontext import bescheid_kontext
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.vorlage import lies_vorlage, render_docx
from foerderung.errors import DokumentError, Meldung
from foerderung.rechnung.berechnung import Berechnung

VORLAGE = "zuwendungsbescheid.docx"


@dataclass(frozen=True, slots=True)
class Bescheid:
    """A rendered letter.

    Attributes:
        inhalt: the Word document; the same calculation yields the same bytes.
        bezuege: ids of the nodes its figures were read from, in order; ``parameter:ID`` for a value that only
            an explaining sentence names.
    """

    inhalt: bytes
    bezuege: tuple[str, ...]


def render_bescheid(berechnung: Berechnung, vorlagen: Path | None = None) -> Bescheid:
    """Draft the notice of a calculation.

    Args:
        berechnung: its result, findings and trace.
        vorlagen: folder of released templates; default the shipped one.

    Raises:
        DokumentError: there is no grant to award, or the template is missing, altered or unfit.

    Source: VVK Nr. 4.2.
    """
    if not berechnung.ergebnis["zuwendung_gesamt"].wert:
        raise DokumentError(
            Meldung(
                "die Berechnung ergibt keine Zuwendung, ein Zuwendungsbescheid lässt sich daraus nicht entwerfen",
                ort="zuwendung_gesamt",
                quelle="VVK Nr. 4.1",
                abhilfe="Befunde und Finanzierungsplan prüfen oder den Antrag ablehnen.",
            )
        )
    vorlage = lies_vorlage(f"{berechnung.regelwerk.richtlinie}/{VORLAGE}", vorlagen)
    bezuege = Bezuege(berechnung)
    inhalt = render_docx(vorlage, bescheid_kontext(berechnung, bezuege), berechnung.stichtag)
    return Bescheid(inhalt, bezuege.ids)

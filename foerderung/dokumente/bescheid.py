"""The grant notice as a Word document: the letter of a decided case, or the draft of a calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from foerderung.dokumente.belege import Beleg, kontextbelege
from foerderung.dokumente.bescheid_kontext import bescheid_kontext
from foerderung.dokumente.bescheid_pruefung import verlange_vollstaendige_angaben, verlange_zuwendung
from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.vorlage import lies_vorlage, render_docx
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.klausel import Klausel

VORLAGE = "zuwendungsbescheid.docx"


@dataclass(frozen=True, slots=True)
class Bescheid:
    """A rendered letter.

    Attributes:
        inhalt: the Word document; the same calculation yields the same bytes.
        bezuege: ids of the nodes its figures were read from, in order; ``parameter:ID`` for a value that only
            an explaining sentence names.
        belege: every text it was filled with, and where it was read.
    """

    inhalt: bytes
    bezuege: tuple[str, ...]
    belege: tuple[Beleg, ...]


def render_bescheid(
    berechnung: Berechnung, angaben: Bescheidangaben, klauseln: Iterable[Klausel], vorlagen: Path | None = None
) -> Bescheid:
    """Write the notice of a decided case, ready to be signed.

    Args:
        berechnung: its result, findings and trace.
        angaben: facts of the case.
        klauseln: those that rules chose for it.
        vorlagen: folder of released templates; default the shipped one.

    Raises:
        DokumentError: there is no grant to award, the facts are incomplete or contradict the calculation,
            or the template is missing, altered or unfit.

    Source: VVK Nr. 4.2; §§ 37, 39 VwVfG.
    """
    verlange_zuwendung(berechnung)
    verlange_vollstaendige_angaben(berechnung, angaben)
    return _render(berechnung, angaben, klauseln, vorlagen)


def render_entwurf(berechnung: Berechnung, klauseln: Iterable[Klausel], vorlagen: Path | None = None) -> Bescheid:
    """Draft the notice of a calculation without a case.

    A cover sheet lists what stands against sending it; facts that only a case has stand in square brackets.

    Raises:
        DokumentError: there is no grant to award, or the template is missing, altered or unfit.
    """
    verlange_zuwendung(berechnung)
    return _render(berechnung, None, klauseln, vorlagen)


def _render(
    berechnung: Berechnung, angaben: Bescheidangaben | None, klauseln: Iterable[Klausel], vorlagen: Path | None
) -> Bescheid:
    vorlage = lies_vorlage(f"{berechnung.regelwerk.richtlinie}/{VORLAGE}", vorlagen)
    bezuege = Bezuege(berechnung, angaben.bestaetigte_annahmen if angaben is not None else None)
    kontext = bescheid_kontext(berechnung, bezuege, klauseln, angaben)
    stand = angaben.datum if angaben is not None else berechnung.stichtag
    return Bescheid(render_docx(vorlage, kontext, stand), bezuege.ids, (*bezuege.belege, *kontextbelege(kontext)))

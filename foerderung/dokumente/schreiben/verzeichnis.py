"""The letters and notes there are, as data: what each is called, when it can be made, and from what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foerderung.dokumente.schreiben import antrag, aufhebung, vollzug
from foerderung.dokumente.schreiben.fakten import Fakten, Quellen
from foerderung.dokumente.vorlage import lies_vorlage, render_docx
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Zustand

ABLEHNUNG = "ablehnung"


@dataclass(frozen=True, slots=True)
class Schreibart:
    """One kind of letter or note.

    Attributes:
        name: how commands call it; also the name of its template.
        bezeichnung: how people call it.
        kontext: makes what the template shows, figures from `Quellen` only.
        moeglich: tells whether a case has the facts it speaks of.
        fehlt: what a case without them lacks.
        gerechnet: it shows figures of the calculation.
        unterlage: kind of paper it shows, empty for none.
        nummeriert: it carries the number of a decision's document.
        angaben: kind of paper with what an officer states for it, empty for none.
        verlangt: fields of that paper it cannot do without.
        gruende: grounds on which it rests; empty: any.
        teile: parts of the general procedure that are computed for it.
    """

    name: str
    bezeichnung: str
    kontext: Callable[[Fakten, Quellen], dict[str, Any]]
    moeglich: Callable[[Fallstand], bool]
    fehlt: str
    gerechnet: bool = False
    unterlage: str = ""
    nummeriert: bool = False
    angaben: str = ""
    verlangt: tuple[str, ...] = ()
    gruende: frozenset[str] = frozenset()
    teile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schreiben:
    """A rendered letter.

    Attributes:
        inhalt: the Word document; the same facts yield the same bytes.
        bezuege: what its figures were read from: ids of nodes, and ``fall:PFAD``.
    """

    inhalt: bytes
    bezuege: tuple[str, ...]


def _ist_abgelehnt(stand: Fallstand) -> bool:
    return stand.beschluss is not None and stand.beschluss.art == ABLEHNUNG


def _ist_nachgefordert(stand: Fallstand) -> bool:
    return stand.zustand is Zustand.NACHGEFORDERT and stand.nachforderung is not None


def _ist_angeordnet(stand: Fallstand) -> bool:
    return any(zahlung.angeordnet_am is not None for zahlung in stand.zahlungen)


def _ist_geprueft(stand: Fallstand) -> bool:
    return stand.nachweis is not None and stand.nachweis.geprueft_am is not None


def _ist_abgerechnet(stand: Fallstand) -> bool:
    nachweis = stand.nachweis
    return nachweis is not None and (nachweis.geprueft_am is not None or nachweis.stichprobe is False)


def _ist_bekannt(stand: Fallstand) -> bool:
    return stand.beschluss is not None and stand.beschluss.art != ABLEHNUNG and _ist_aufgegeben(stand)


def _ist_aufgegeben(stand: Fallstand) -> bool:
    return stand.bescheid is not None and stand.bescheid.gezeichnet is not None


_KEIN_BESCHEID = "es ist kein Zuwendungsbescheid abgelegt"


SCHREIBARTEN: Mapping[str, Schreibart] = {
    art.name: art
    for art in (
        Schreibart(
            "beratungsprotokoll",
            "Beratungsprotokoll",
            antrag.beratungsprotokoll,
            lambda stand: stand.beratung is not None,
            "es ist keine Beratung erfasst",
            unterlage="beratung",
        ),
        Schreibart(
            "eingangsbestaetigung",
            "Eingangsbestätigung",
            antrag.eingangsbestaetigung,
            lambda stand: stand.antrag is not None,
            "es ist kein Antrag eingelesen",
            gerechnet=True,
        ),
        Schreibart(
            "nachforderung",
            "Nachforderung",
            antrag.nachforderung,
            _ist_nachgefordert,
            "es ist nichts nachgefordert",
            gerechnet=True,
        ),
        Schreibart(
            "antragspruefvermerk",
            "Antragsprüfvermerk",
            antrag.antragspruefvermerk,
            lambda stand: stand.pruefvermerk is not None,
            "die Antragsprüfung ist nicht abgeschlossen",
            gerechnet=True,
            unterlage="pruefvermerk",
        ),
        Schreibart(
            "ablehnungsbescheid",
            "Ablehnungsbescheid",
            antrag.ablehnungsbescheid,
            _ist_abgelehnt,
            "der Antrag ist nicht abgelehnt",
            gerechnet=True,
            nummeriert=True,
        ),
        Schreibart(
            "auszahlungsmitteilung",
            "Auszahlungsmitteilung",
            vollzug.auszahlungsmitteilung,
            _ist_angeordnet,
            "es ist keine Zahlung angeordnet",
        ),
        Schreibart(
            "nachweisvermerk",
            "Prüfvermerk zum Verwendungsnachweis",
            vollzug.nachweisvermerk,
            _ist_geprueft,
            "der Verwendungsnachweis ist nicht geprüft",
            unterlage="nachweis",
        ),
        Schreibart(
            "schlussschreiben",
            "Schlussschreiben",
            vollzug.schlussschreiben,
            _ist_abgerechnet,
            "der Verwendungsnachweis ist nicht abschließend bearbeitet",
        ),
        Schreibart(
            "anhoerung",
            "Anhörung",
            aufhebung.anhoerung,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AUFHEBUNG,
            verlangt=("stellungnahme_bis",),
            teile=(aufhebung.RUECKFORDERUNG,),
        ),
        Schreibart(
            "aenderungsbescheid",
            "Änderungsbescheid",
            aufhebung.aenderungsbescheid,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AENDERUNG,
        ),
        Schreibart(
            "widerrufsbescheid",
            "Widerrufsbescheid",
            aufhebung.aufhebungsbescheid,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AUFHEBUNG,
            verlangt=("ermessen", "stellungnahme"),
            gruende=aufhebung.WIDERRUFSGRUENDE,
            teile=(aufhebung.RUECKFORDERUNG,),
        ),
        Schreibart(
            "ruecknahmebescheid",
            "Rücknahmebescheid",
            aufhebung.aufhebungsbescheid,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AUFHEBUNG,
            verlangt=("ermessen", "stellungnahme"),
            gruende=aufhebung.RUECKNAHMEGRUENDE,
            teile=(aufhebung.RUECKFORDERUNG,),
        ),
        Schreibart(
            "erstattungsbescheid",
            "Erstattungsbescheid",
            aufhebung.erstattungsbescheid,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AUFHEBUNG,
            verlangt=("stellungnahme", "zahlbar_bis", "zinsen_bis"),
            teile=(aufhebung.RUECKFORDERUNG, aufhebung.ZINSEN),
        ),
        Schreibart(
            "zinsbescheid",
            "Zinsbescheid",
            aufhebung.zinsbescheid,
            _ist_bekannt,
            _KEIN_BESCHEID,
            angaben=aufhebung.AUFHEBUNG,
            verlangt=("stellungnahme", "zahlbar_bis", "zinsen_bis"),
            teile=(aufhebung.RUECKFORDERUNG, aufhebung.ZINSEN),
        ),
    )
}
"""In the order of the life of a case; the grant notice has a way of its own."""


def render_schreiben(art: Schreibart, fakten: Fakten, vorlagen: Path | None = None) -> Schreiben:
    """Write a letter or note.

    Args:
        art: one that is possible for the case.
        vorlagen: folder of released templates; default the shipped one.

    Raises:
        DokumentError: the template is missing, altered or unfit.
    """
    vorlage = lies_vorlage(f"{fakten.stand.richtlinie}/{art.name}.docx", vorlagen)
    quellen = Quellen.von(fakten)
    inhalt = render_docx(vorlage, {**_rahmen(fakten, quellen), **art.kontext(fakten, quellen)}, fakten.kopf.datum)
    return Schreiben(inhalt, quellen.ids)


def _rahmen(fakten: Fakten, quellen: Quellen) -> dict[str, Any]:
    """Return what every letter shows."""
    wer = fakten.empfaenger
    eingang = quellen.fall.zeige("erster_eingang") if fakten.stand.antraege else ""
    return {
        "fall": {**fakten.kopf.texte(), "eingang": eingang},
        "name": wer.name,
        "strasse": wer.strasse,
        "ort": f"{wer.plz} {wer.ort}",
        "titel": fakten.stand.titel,
        "richtlinie": fakten.richtlinie,
        "kurz": fakten.kurz,
    }

"""Decide whether a letter that comes back is the draft in everything that counts, and say where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foerderung.dokumente.belege import Herkunftsverzeichnis
from foerderung.dokumente.brieftext import Brief, lies_brief
from foerderung.dokumente.briefvergleich import Abweichung, Vergleich, vergleiche, vergleiche_seiten
from foerderung.dokumente.pdftext import PROGRAMM, ist_pdf, lies_seiten
from foerderung.errors import DokumentError, Meldung

DOCX, PDF, VERGLEICHSDOKUMENT, OHNE, KEIN_ENTWURF = "docx", "pdf", "vergleichsdokument", "ohne", "kein_entwurf"
"""How a letter was compared."""

_HOECHSTENS = 25
"""Differences told one by one."""

_ABHILFE = (
    "Beträge, Sätze und Tage kommen aus dem Fall: den Brief berichtigen, oder die Angabe im Fall ändern und den "
    "Bescheid neu erstellen."
)
_ANDERS = "Mit --vergleich das Word-Dokument angeben, aus dem er entstand, oder mit --ohne-vergleich den Grund."


@dataclass(frozen=True, slots=True)
class Schriftstueck:
    """A document as it came.

    Attributes:
        name: of the file, for messages.
    """

    name: str
    inhalt: bytes

    @property
    def ist_word(self) -> bool:
        """Tell whether it may be a Word document."""
        return self.inhalt.startswith(b"PK")


@dataclass(frozen=True, slots=True)
class Entwurf:
    """The draft a letter is compared with.

    Attributes:
        nummer: of the document.
        herkunft: where its figures were read.
    """

    nummer: str
    brief: Brief
    herkunft: Herkunftsverzeichnis


def pruefe_brief(entwurf: Entwurf, brief: Schriftstueck, vergleich: Schriftstueck | None = None) -> tuple[str, int]:
    """Compare a letter, or the document it was made from, with its draft.

    Args:
        entwurf: the draft.
        brief: what was signed.
        vergleich: the Word document a scan was made from.

    Returns:
        How it was compared, and how many figures.

    Raises:
        DokumentError: figures differ, all of them; or nothing can be compared.
    """
    art, ergebnis = VERGLEICHSDOKUMENT, None
    if brief.ist_word:
        art, ergebnis = DOCX, _vergleiche_word(entwurf, brief)
    elif ist_pdf(brief.inhalt):
        ergebnis = _vergleiche_pdf(entwurf, brief, vergleich is not None)
        art = PDF if ergebnis is not None else art
    elif vergleich is None:
        raise DokumentError(
            Meldung("ist weder Word-Dokument noch PDF und nicht zu vergleichen", brief.name, abhilfe=_ANDERS)
        )
    if vergleich is not None:
        art, ergebnis = VERGLEICHSDOKUMENT, _vergleiche_word(entwurf, vergleich)
    assert ergebnis is not None
    return art, ergebnis.anzahl


def _vergleiche_word(entwurf: Entwurf, brief: Schriftstueck) -> Vergleich:
    gelesen = lies_brief(brief.inhalt, brief.name)
    ergebnis = vergleiche(entwurf.brief, gelesen)
    meldungen = [
        Meldung(f"{was} lässt sich nicht vergleichen", brief.name, ort=ort, abhilfe="Durch Text ersetzen.")
        for ort, was in gelesen.unlesbares
    ]
    if meldungen or ergebnis.abweichungen:
        raise DokumentError([*meldungen, *abweichungsmeldungen(entwurf, ergebnis, brief.name)])
    return ergebnis


def _vergleiche_pdf(entwurf: Entwurf, brief: Schriftstueck, mit_vorlage: bool) -> Vergleich | None:
    """Compare what a PDF says; None if it says nothing and the document it was made from is there."""
    seiten = lies_seiten(brief.inhalt)
    if seiten:
        ergebnis = vergleiche_seiten(entwurf.brief, seiten)
        if not ergebnis.abweichungen or (ergebnis.nur_reihenfolge and mit_vorlage):
            return ergebnis
        raise DokumentError(abweichungsmeldungen(entwurf, ergebnis, brief.name))
    if mit_vorlage:
        return None
    warum = f"die Seiten enthalten keinen Text (ein Scan?), oder {PROGRAMM} fehlt"
    raise DokumentError(
        Meldung(f"{warum}; der Brief ist so nicht mit dem Entwurf zu vergleichen", brief.name, abhilfe=_ANDERS)
    )


def abweichungsmeldungen(entwurf: Entwurf, ergebnis: Vergleich, datei: str) -> Iterator[Meldung]:
    """Say of every difference where it is, what stands there, what the draft has and which node it comes from."""
    gezeigt = ergebnis.abweichungen[:_HOECHSTENS]
    for nummer, abweichung in enumerate(gezeigt, 1):
        quelle = f"Entwurf {entwurf.nummer}"
        if abweichung.soll is not None:
            quelle = ", ".join((quelle, *entwurf.herkunft.bezuege(abweichung.soll.zahl.schluessel)[:3]))
        ort, gefunden = _beschreibe(abweichung)
        abhilfe = _ABHILFE if nummer == len(ergebnis.abweichungen) else ""
        yield Meldung(gefunden, datei, ort=ort, quelle=quelle, abhilfe=abhilfe)
    rest = len(ergebnis.abweichungen) - len(gezeigt)
    if rest:
        yield Meldung(f"und {rest} weitere Abweichungen", datei, abhilfe=_ABHILFE)
    if ergebnis.abweichungen and ergebnis.nur_reihenfolge:
        yield Meldung("dieselben Zahlen stehen in anderer Reihenfolge", datei, abhilfe=_ANDERS)


def _beschreibe(abweichung: Abweichung) -> tuple[str, str]:
    soll, ist = abweichung.soll, abweichung.ist
    if ist is None:
        assert soll is not None
        return f"{soll.ort} des Entwurfs", f"„{soll.zahl.text}“ fehlt; im Entwurf „{soll.umgebung}“"
    if soll is None:
        return ist.ort, f"„{ist.zahl.text}“ steht nicht im Entwurf; hier „{ist.umgebung}“"
    return ist.ort, f"„{ist.zahl.text}“ statt „{soll.zahl.text}“ in „{ist.umgebung}“"

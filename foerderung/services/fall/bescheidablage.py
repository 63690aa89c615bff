"""File the signed letter of a decision once its figures are those of the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foerderung.dokumente.belege import Herkunftsverzeichnis, aus_json
from foerderung.dokumente.briefpruefung import KEIN_ENTWURF, OHNE, Entwurf, Schriftstueck, pruefe_brief
from foerderung.dokumente.brieftext import lies_brief
from foerderung.errors import DokumentError, Meldung
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt
from foerderung.services.fall.bescheide import dokumentnummer
from foerderung.services.fall.fallrechnung import Datei
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Bescheid, Fallstand
from foerderung.verfahren.zustand import Zustand


@dataclass(frozen=True, slots=True)
class Vergleichsangaben:
    """How a letter is to be compared with its draft.

    Attributes:
        dokument: Word document from which a scan was made.
        ohne_grund: why nothing is compared; empty: it is.
    """

    dokument: Datei | None = None
    ohne_grund: str = ""


def lege_bescheid_ab(
    amt: Amt, auftrag: Auftrag, datei: Datei, angaben: Vergleichsangaben = Vergleichsangaben()
) -> Vollzug:
    """File the signed document; from here on the draft no longer counts.

    Raises:
        NichtErlaubtError: state, role or guards stand against it.
        DokumentError: figures are not those of the draft, or cannot be compared; nothing is recorded.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        bescheid = vorgang.stand.bescheid
        nummer = bescheid.nummer if bescheid is not None else dokumentnummer(vorgang.stand)

        def fakten() -> dict[str, Any]:
            vergleich = _vergleiche(vorgang, datei, angaben)
            sha = vorgang.einheit.lege_ab(datei.inhalt, "bescheid")
            return {"nummer": nummer, "gezeichnet": sha, "datei": datei.name, **vergleich}

        return Vorbereitung(fakten)

    return vollziehe(amt, auftrag, bereite)


def _vergleiche(vorgang: Vorgang, datei: Datei, angaben: Vergleichsangaben) -> dict[str, Any]:
    """Return what the event says of the comparison."""
    if angaben.ohne_grund:
        return _ergebnis(OHNE, grund=angaben.ohne_grund)
    entwurf = hole_entwurf(vorgang.einheit, vorgang.stand)
    if entwurf is None:
        if vorgang.stand.zustand is Zustand.ABGELEHNT and angaben.dokument is None:
            return _ergebnis(KEIN_ENTWURF)
        raise DokumentError(
            Meldung(
                "zu diesem Fall liegt kein Entwurf, mit dem sich der Bescheid vergleichen ließe",
                datei.name,
                abhilfe="Mit „foerderung bescheid erstelle“ entwerfen, oder mit --ohne-vergleich den Grund angeben.",
            )
        )
    dokument = angaben.dokument
    vorlage = Schriftstueck(dokument.name, dokument.inhalt) if dokument is not None else None
    art, anzahl = pruefe_brief(entwurf, Schriftstueck(datei.name, datei.inhalt), vorlage)
    sha = vorgang.einheit.lege_ab(dokument.inhalt, "bescheidvergleich") if dokument is not None else None
    return _ergebnis(art, anzahl, sha)


def _ergebnis(art: str, anzahl: int = 0, dokument: str | None = None, grund: str = "") -> dict[str, Any]:
    return {"vergleich": art, "verglichen": anzahl, "vergleichsdokument": dokument, "vergleich_grund": grund}


def hole_entwurf(lesung: Lesung, stand: Fallstand) -> Entwurf | None:
    """Return the filed draft of a letter with what its figures were read from, None if it was written elsewhere."""
    bescheid = stand.bescheid
    if bescheid is None or bescheid.entwurf is None:
        return None
    brief = lies_brief(lesung.abgelegt(bescheid.entwurf), f"Entwurf {bescheid.nummer}")
    return Entwurf(bescheid.nummer, brief, hole_herkunft(lesung, bescheid))


def hole_herkunft(lesung: Lesung, bescheid: Bescheid) -> Herkunftsverzeichnis:
    """Return where the figures of a drafted letter were read; one filed without its references knows nothing."""
    return Herkunftsverzeichnis(aus_json(lesung.abgelegt(bescheid.bezuege)) if bescheid.bezuege is not None else ())

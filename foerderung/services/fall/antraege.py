"""The application in a case: read it, ask for what is missing, end the check."""

from __future__ import annotations

from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.befund import Befund, Schwere
from foerderung.fach.quelltext import Abbildung, Skalar
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fallrechnung import FORMULAR, Datei, rechne_fall, richtlinie_des_falls
from foerderung.services.fall.folgefoerderung import befunde_im_fall
from foerderung.services.fall.fristsetzung import nachforderungsfrist
from foerderung.services.fall.unterlagen import lies_unterlage
from foerderung.services.rechnen.zuwendung import Dokument, an_zellen, berechne, richtlinie_von
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Zustand

EINGANG_VERMERKEN, EINLESEN = "eingang_vermerken", "antrag_einlesen"


def lies_antrag_ein(amt: Amt, aktenzeichen: str, datei: Datei, am: date | None = None, nachtrag: str = "") -> Vollzug:
    """Take up an application, or a new version of it; without a consultation only its receipt is noted.

    Raises:
        EingabeError: the application is wrong, of another guideline or applicant; all violations, nothing recorded.
        NichtErlaubtError: state, role or guards stand against it.
    """
    dokument = datei.dokument()
    with an_zellen(dokument), amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        _pruefe_zugehoerigkeit(stand, dokument, lesung.antragsteller(stand.antragsteller))
        berechnung = berechne(richtlinie_des_falls(stand, amt.regeln), dokument)
    eingang: date = berechnung.antrag.eingaben.hole("eingang_am")  # type: ignore[assignment]  # the reader demands it
    ohne_beratung = stand.zustand is Zustand.ANGELEGT

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        if ohne_beratung:
            return Vorbereitung({"eingang_am": eingang.isoformat()}, {"eingang_am": eingang})

        def fakten() -> dict[str, Any]:
            sha = vorgang.einheit.lege_ab(datei.inhalt, "antrag")
            formular = vorgang.einheit.lege_ab(datei.mappe, FORMULAR) if datei.mappe else ""
            return {"eingang_am": eingang.isoformat(), "ablage": sha, "datei": datei.name, FORMULAR: formular}

        return Vorbereitung(fakten, {"eingang_am": eingang})

    return vollziehe(
        amt, Auftrag(aktenzeichen, EINGANG_VERMERKEN if ohne_beratung else EINLESEN, am, nachtrag), bereite
    )


def fordere_nach(amt: Amt, auftrag: Auftrag, frist: date | None = None) -> Vollzug:
    """Ask the applicant for what the check finds missing."""

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        befunde = _befunde(vorgang)
        codes = [befund.code for befund in befunde if befund.schwere is Schwere.NACHFORDERUNG]
        gefordert = {"codes": list(dict.fromkeys(codes)), "frist": None if frist is None else frist.isoformat()}
        return Vorbereitung({**gefordert, **nachforderungsfrist(vorgang, frist)}, befunde=befunde)

    return vollziehe(amt, auftrag, bereite)


def pruefe_antrag(amt: Amt, auftrag: Auftrag, vermerk: Dokument | None) -> Vollzug:
    """End the check with its note.

    Raises:
        EingabeError: the note is incomplete or wrong.
        NichtErlaubtError: something is still missing.

    Source: VVK Nr. 3.4.
    """
    unterlage: Any = None
    if vermerk is not None:
        with amt.lesend() as lesung:
            stand = hole_fall(lesung, auftrag.aktenzeichen)
        unterlage = lies_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), "pruefvermerk", vermerk)

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        return Vorbereitung({"unterlage": unterlage}, {"unterlage": unterlage}, befunde=_befunde(vorgang))

    return vollziehe(amt, auftrag, bereite)


def _befunde(vorgang: Vorgang) -> tuple[Befund, ...]:
    berechnung = rechne_fall(vorgang.einheit, vorgang.stand, vorgang.am, None, vorgang.amt.regeln)
    return befunde_im_fall(vorgang.einheit, vorgang.stand, berechnung)


def _pruefe_zugehoerigkeit(stand: Fallstand, dokument: Dokument, antragsteller: Any) -> None:
    """Refuse an application of another guideline or another municipality: a slip that would spoil the case."""
    name, zeile = richtlinie_von(dokument)
    meldungen = []
    if name != stand.richtlinie:
        meldungen.append(Meldung(f"„{name}“", dokument.datei, zeile, "richtlinie", stand.richtlinie))
    gruppe = dokument.baum.hole("antragsteller") if isinstance(dokument.baum, Abbildung) else None
    ags = gruppe.hole("ags") if isinstance(gruppe, Abbildung) else None
    if isinstance(ags, Skalar) and ags.text and ags.text != antragsteller.ags:
        abhilfe = f"Der Fall {stand.aktenzeichen} gehört zu {antragsteller.name}."
        meldungen.append(
            Meldung(f"„{ags.text}“", dokument.datei, ags.zeile, "antragsteller.ags", antragsteller.ags, abhilfe=abhilfe)
        )
    if meldungen:
        raise EingabeError(meldungen)

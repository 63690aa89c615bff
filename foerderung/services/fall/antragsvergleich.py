"""Compare versions of the application of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.rechnung.dokumentvergleich import Unterschied, unterschiede
from foerderung.rechnung.leser import lies_dokument
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.fallrechnung import abgelegtes_dokument, richtlinie_des_falls
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Antrag, Fallstand


@dataclass(frozen=True, slots=True)
class Antragsvergleich:
    """What differs between two versions of an application."""

    fall: str
    von: Antrag
    bis: Antrag
    unterschiede: tuple[Unterschied, ...]

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data; `alt` and `neu` as an application would state them."""
        felder = ("ort", "bezeichnung", "alt_wert", "neu_wert")
        zeilen = [{name: asdict(eines)[name] for name in felder} for eines in self.unterschiede]
        return {
            "fall": self.fall,
            "von": self.von.fassung,
            "bis": self.bis.fassung,
            "unterschiede": [{name.removesuffix("_wert"): wert for name, wert in eine.items()} for eine in zeilen],
        }


def vergleiche_antraege(
    amt: Amt, aktenzeichen: str, von: int | None = None, bis: int | None = None
) -> Antragsvergleich:
    """Compare two versions.

    Args:
        von: number of the earlier one; without it the one before `bis`.
        bis: number of the later one; without it the newest.

    Raises:
        EingabeError: an unknown case or version, fewer than two versions, or one that today's declaration cannot read.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        spaeter = _fassung(stand, bis if bis is not None else len(stand.antraege), "--bis")
        frueher = _fassung(stand, von if von is not None else spaeter.fassung - 1, "--von")
        regelwerk = richtlinie_des_falls(stand, amt.regeln).fassung(None)
        alt, neu = (_gelesen(lesung, eine, regelwerk) for eine in (frueher, spaeter))
    gefunden = unterschiede(alt, neu, regelwerk.felder)
    return Antragsvergleich(aktenzeichen, frueher, spaeter, tuple(gefunden))


def _fassung(stand: Fallstand, nummer: int, option: str) -> Antrag:
    anzahl = len(stand.antraege)
    if anzahl < 2:
        text = "es gibt noch keine zweite Fassung des Antrags"
        raise EingabeError(Meldung(text, ort=stand.aktenzeichen, abhilfe="foerderung antrag einlesen"))
    if not 1 <= nummer <= anzahl:
        raise EingabeError(Meldung(f"die Fassung {nummer} gibt es nicht", ort=option, zulaessig=f"1 bis {anzahl}"))
    return stand.antraege[nummer - 1]


def _gelesen(lesung: Lesung, antrag: Antrag, regelwerk: Regelwerk) -> Mapping[str, Any]:
    dokument = abgelegtes_dokument(lesung, antrag.ablage, antrag.datei)
    gelesen = lies_dokument(dokument.baum, regelwerk.felder, f"{antrag.datei} (Fassung {antrag.fassung})")
    if gelesen.meldungen:
        raise EingabeError(gelesen.meldungen)
    return gelesen.eingaben.baum

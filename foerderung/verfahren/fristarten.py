"""Kinds of deadlines: what they are called, what the office does about them; imports nothing, overviews are quick."""

from __future__ import annotations

from dataclasses import dataclass

KLAGEFRIST, BEGINN, NACHWEIS = "klagefrist", "beginn", "nachweis"
VOLLSTAENDIGKEIT, SCHLUSSRATE = "vollstaendigkeit", "schlussrate"
JAHRESFRIST, NACHFORDERUNG = "jahresfrist", "nachforderung"


@dataclass(frozen=True, slots=True)
class Fristart:
    """A kind of deadline.

    Attributes:
        bezeichnung: what has to have happened by then, in German.
        zu_tun: what the office does about it.
        der_behoerde: the office itself has to keep it; while it is open no case is closed.
        endet_von_selbst: once it has passed there is nothing left to do.
    """

    bezeichnung: str
    zu_tun: str
    der_behoerde: bool = False
    endet_von_selbst: bool = False


FRISTARTEN: dict[str, Fristart] = {
    NACHFORDERUNG: Fristart("Nachgeforderte Unterlagen", "an die Unterlagen erinnern"),
    KLAGEFRIST: Fristart("Klagefrist", "Bestandskraft abwarten", endet_von_selbst=True),
    BEGINN: Fristart("Beginn der Maßnahme", "nach dem Beginn fragen, sonst Widerruf prüfen"),
    NACHWEIS: Fristart("Verwendungsnachweis", "Nachweis anmahnen"),
    VOLLSTAENDIGKEIT: Fristart(
        "Vollständigkeit des Nachweises", "Vollständigkeit feststellen oder nachfordern", der_behoerde=True
    ),
    SCHLUSSRATE: Fristart("Schlussrate", "Prüfung abschließen, Schlussrate auszahlen", der_behoerde=True),
    JAHRESFRIST: Fristart("Jahresfrist", "über Rücknahme oder Widerruf entscheiden", der_behoerde=True),
}
"""Every kind, in the order of a case's life."""

ERLEDIGBAR = tuple(art for art, eine in FRISTARTEN.items() if not eine.endet_von_selbst)
"""Kinds that an officer may declare met, where the system cannot see it."""

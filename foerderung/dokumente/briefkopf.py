"""Head and foot that every letter shares: who writes, about which case, when, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.fach.zahlen import datum_deutsch

UEBUNG = "ÜBUNG – kein Verwaltungsakt"


@dataclass(frozen=True, slots=True)
class Briefkopf:
    """What stands around the text of a letter.

    Attributes:
        dokument: number of the letter, empty where it gets none.
        bearbeitung: name (role) of the officer, shown in the reference line.
        zeichnung: name (role) of the person who signs.
        uebung: a practice case, marked on every page.
    """

    aktenzeichen: str
    dokument: str
    datum: date
    behoerde: Anschrift
    bearbeitung: str
    zeichnung: str
    uebung: bool = False

    def texte(self) -> dict[str, Any]:
        """Return it as the templates name it."""
        return {
            "kennzeichen": UEBUNG if self.uebung else "",
            "aktenzeichen": self.aktenzeichen,
            "dokument": self.dokument,
            "datum": datum_deutsch(self.datum),
            "behoerde": behoerdentexte(self.behoerde),
            "bearbeitung": self.bearbeitung,
            "zeichnung": self.zeichnung,
        }


def behoerdentexte(anschrift: Anschrift) -> dict[str, str]:
    """Return the authority as letters show it: lines of the letterhead, the line for returns, its full name."""
    ort = f"{anschrift.plz} {anschrift.ort}".strip()
    return {
        "name": anschrift.name,
        "zusatz": anschrift.zusatz,
        "strasse": anschrift.strasse,
        "ort": ort,
        "telefon": anschrift.telefon,
        "email": anschrift.email,
        "zeile": " · ".join(filter(None, (anschrift.name, anschrift.strasse, ort))),
        "bezeichnung": ", ".join(filter(None, (anschrift.name, anschrift.zusatz))),
    }

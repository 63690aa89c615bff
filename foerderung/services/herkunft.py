"""What every export says of the store it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from foerderung.fach.zahlen import datum_deutsch
from foerderung.store.angaben import angabe, kopf
from foerderung.store.verbindung import POSTGRESQL
from foerderung.verfahren.speicherangaben import JA, UEBUNG


@dataclass(frozen=True, slots=True)
class Herkunft:
    """The store at the moment of looking.

    Attributes:
        kopf: number and hash of the newest event: the anchor that shows later whether anything was cut off.
        uebung: the store is for practice.
        geprueft: the database itself knows who acts; else persons are what was declared.
    """

    kopf: tuple[int, str]
    uebung: bool
    geprueft: bool

    @classmethod
    def von(cls, verbindung: Connection) -> Herkunft:
        """Ask a store."""
        geprueft = verbindung.dialect.name == POSTGRESQL
        return cls(kopf(verbindung), angabe(verbindung, UEBUNG) == JA, geprueft)

    def vermerke(self, durch: str, am: date) -> dict[str, str]:
        """Return what an export says of its day, of who hands it out and of the head of the chain, in German."""
        nummer, sha = self.kopf
        geprueft = "" if self.geprueft else " (Identität nicht durch die Datenbank geprüft)"
        return {
            "Ausgegeben am": datum_deutsch(am),
            "Ausgegeben durch": f"{durch}{geprueft}",
            "Kette": f"Ereignis {nummer}, {sha}",
        }

"""How well a rule or value is evidenced, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foerderung.fach.zahlen import datum_deutsch


class Belegstand(StrEnum):
    """Mark of evidence that every rule, parameter and series carries."""

    NORM = "norm"
    NORM_EXTERN = "norm_extern"
    PRAXIS = "praxis"
    ANNAHME = "annahme"

    @property
    def vermerk(self) -> str:
        """German remark set behind a citation; empty where the words stand in a provision."""
        return _VERMERK[self]


_VERMERK = {
    Belegstand.NORM: "",
    Belegstand.NORM_EXTERN: "",
    Belegstand.PRAXIS: "Förderpraxis",
    Belegstand.ANNAHME: "Annahme, nicht bestätigt",
}


@dataclass(frozen=True, slots=True)
class Quelle:
    """Cite a provision, practice or reading, with its mark of evidence.

    Attributes:
        bestaetigt_am: day on which the office confirmed the reading; only in a case, never in the rules.
    """

    fundstelle: str
    belegstand: Belegstand
    bestaetigt_am: date | None = None

    def __str__(self) -> str:
        vermerk = self.belegstand.vermerk
        if self.bestaetigt_am is not None:
            vermerk = f"Annahme, bestätigt am {datum_deutsch(self.bestaetigt_am)}"
        if not vermerk or vermerk in self.fundstelle:
            return self.fundstelle
        return f"{self.fundstelle} – {vermerk}"

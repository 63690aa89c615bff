"""A confirmation of a reading: who confirmed what, when and why; it holds for what was said then and nothing else."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG

ANNAHME_BESTAETIGEN = "annahme_bestaetigen"
"""Type of the event; it stands beside the Belegstand, the rule text stays as it is."""


class Bestaetigung(BaseModel):
    """One confirmation.

    Attributes:
        kennung: id of the rule, parameter, series or finding, or ``fassung_2023``.
        abdruecke: fingerprints of what was confirmed, one per wording in the Fassungen.
        am: day of the confirmation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    richtlinie: str
    kennung: str
    abdruecke: tuple[str, ...]
    am: date
    person: str
    in_vertretung_fuer: str = ""
    grund: str

    @property
    def schluessel(self) -> str:
        """Return the key under which the newest confirmation is kept."""
        return bestaetigungsschluessel(self.richtlinie, self.kennung)


def bestaetigungsschluessel(richtlinie: str, kennung: str) -> str:
    """Return the key of what can be confirmed."""
    return f"{richtlinie}/{kennung}"


def bestaetigung_aus(ereignis: Ereignis) -> Bestaetigung:
    """Read a confirmation from its event."""
    fakten = ereignis.fakten()
    return Bestaetigung(
        richtlinie=fakten["richtlinie"],
        kennung=fakten["kennung"],
        abdruecke=tuple(fakten["abdruecke"]),
        am=ereignis.wirksam_am,
        person=ereignis.person,
        in_vertretung_fuer=fakten.get(IN_VERTRETUNG, ""),
        grund=fakten["grund"],
    )

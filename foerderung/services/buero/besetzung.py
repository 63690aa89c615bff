"""Who could step in where an act waits for a person who is not there: four eyes are never switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foerderung.verfahren.lage import Hindernis, Person
from foerderung.verfahren.waechter import VIER_AUGEN
from foerderung.verfahren.warten import Wartet
from foerderung.verfahren.zustand import ROLLENNAMEN, SCHREIBENDE, Rolle


@dataclass(frozen=True, slots=True)
class Besetzung:
    """Whom an act waits for that nobody may perform as roles are given now.

    Attributes:
        ausgeschlossen: who did the first of the two acts, empty where nobody has the role at all.
        koennten: persons who could act if they were given the role.
    """

    rolle: Rolle
    ausgeschlossen: str
    koennten: tuple[str, ...]

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"rolle": self.rolle.value, "ausgeschlossen": self.ausgeschlossen, "koennten": list(self.koennten)}

    def satz(self) -> str:
        """Say whom the act waits for, and what to do."""
        ausser = f" außer „{self.ausgeschlossen}“" if self.ausgeschlossen else ""
        wer = f"wartet auf eine Person mit der Rolle {ROLLENNAMEN[self.rolle]}{ausser}"
        if not self.koennten:
            return f"{wer}; im Amt kommt niemand in Frage. foerderung person anlege"
        namen = ", ".join(self.koennten)
        return f"{wer}; in Frage kommen: {namen}. foerderung person rolle KÜRZEL --rolle {self.rolle.value} …"


def besetzung(
    rolle: Rolle, wartet: Wartet, personen: Sequence[Person], befunde: Mapping[str, Sequence[Hindernis]]
) -> Besetzung | None:
    """Tell whom an act waits for that nobody may perform; None where it waits for something else than a person.

    Args:
        personen: who is not blocked, with the roles of the day.
        befunde: what stands against the act, by the Kuerzel of everybody who has the role.
    """
    if any(not any(eines.code == VIER_AUGEN for eines in hindernisse) for hindernisse in befunde.values()):
        return None
    erster = wartet.ausgeschlossen if wartet.rolle is rolle else ""
    koennten = (
        eine.kuerzel
        for eine in personen
        if eine.kuerzel != erster and eine.eigene_rollen & SCHREIBENDE and rolle not in eine.eigene_rollen
    )
    return Besetzung(rolle, erster, tuple(koennten))


def einzige(wartet: Wartet, personen: Sequence[Person]) -> tuple[str, tuple[str, ...]] | None:
    """Return the one person who may do the second of two acts, and who could deputise; None if there are several."""
    if wartet.rolle is None or not wartet.ausgeschlossen:
        return None
    andere = [eine for eine in personen if eine.kuerzel != wartet.ausgeschlossen and eine.eigene_rollen & SCHREIBENDE]
    befugte = [eine.kuerzel for eine in andere if wartet.rolle in eine.rollen]
    vertretende = tuple(eine.kuerzel for eine in andere if eine.kuerzel not in befugte)
    return (befugte[0], vertretende) if len(befugte) == 1 and vertretende else None

"""Follow-up grants: what the store knows of earlier funding of the same post, and the finding that rests on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foerderung.fach.befund import Befund, Schwere
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.rechnung.berechnung import Berechnung
from foerderung.services.amt import hole_fall
from foerderung.services.buero.annahmen import befunde_mit_bestaetigungen
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.waechter import BEWILLIGUNG

_QUELLE = Quelle("Förderpraxis LPR, forum kriminalprävention 3/2022 (drei Jahre je Stelle)", Belegstand.PRAXIS)


@dataclass(frozen=True, slots=True)
class Vorfoerderung:
    """An earlier funding of a post.

    Attributes:
        foerderbeginn: first year in which it was funded.
    """

    bezeichnung: str
    foerderbeginn: int
    aktenzeichen: str


def befunde_im_fall(lesung: Lesung, stand: Fallstand, berechnung: Berechnung) -> tuple[Befund, ...]:
    """Return the findings on an application as the store sees them: confirmed assumptions, earlier funding."""
    return (
        *befunde_mit_bestaetigungen(lesung, berechnung),
        *_abweichende_beginne(lesung, stand, berechnung),
    )


def vorfoerderungen(
    lesung: Lesung, stand: Fallstand, weitere: Mapping[str, str] | None = None
) -> dict[str, Vorfoerderung]:
    """Return the earliest funding of each post of this applicant in other cases, by the name of the post.

    Args:
        weitere: cases that the application names as predecessors, by the name of the post.
    """
    gefunden: dict[str, Vorfoerderung] = {}
    genannt = {stand.vorgaenger: "", **{az: name for name, az in (weitere or {}).items()}}
    for anderer in lesung.faelle():
        gehoert_dazu = anderer.antragsteller == stand.antragsteller or anderer.aktenzeichen in genannt
        if anderer.aktenzeichen == stand.aktenzeichen or not gehoert_dazu:
            continue
        for eine in _gefoerderte(lesung, anderer):
            for name in {eine.bezeichnung, genannt.get(anderer.aktenzeichen, "")}:
                if name not in gefunden or eine.foerderbeginn < gefunden[name].foerderbeginn:
                    gefunden[name] = eine
    return gefunden


def vorige_stellen(lesung: Lesung, aktenzeichen: str) -> list[dict[str, Any]]:
    """Return the posts that a case funded, as an application names them, with the first funded year and the case."""
    return [
        {"bezeichnung": eine.bezeichnung, "foerderbeginn": eine.foerderbeginn, "vorgaenger": aktenzeichen}
        for eine in _gefoerderte(lesung, hole_fall(lesung, aktenzeichen))
    ]


def _gefoerderte(lesung: Lesung, stand: Fallstand) -> Iterator[Vorfoerderung]:
    """Yield the posts a case granted, each with its first funded year."""
    if stand.beschluss is None or stand.beschluss.art != BEWILLIGUNG:
        return
    ergebnis = json.loads(lesung.abgelegt(stand.beschluss.akte))["ergebnis"]
    for stelle in ergebnis.get("stellen", ()):
        if (beginn := _foerderbeginn(stelle["jahre"])) is not None:
            yield Vorfoerderung(stelle["bezeichnung"], beginn, stand.aktenzeichen)


def _foerderbeginn(jahre: Mapping[str, Mapping[str, Any]]) -> int | None:
    """Return the first funded year as the years of a result imply it; None for a post without Foerderjahr."""
    beginne = [int(jahr) - int(teil["foerderjahr"]) + 1 for jahr, teil in jahre.items() if teil.get("foerderjahr")]
    return min(beginne, default=None)


def _abweichende_beginne(lesung: Lesung, stand: Fallstand, berechnung: Berechnung) -> Iterator[Befund]:
    """Yield a hard finding for every post that the store knows as funded earlier than the application says."""
    stellen = berechnung.ergebnis.als_json().get("stellen", ())
    angaben = berechnung.antrag.eingaben.baum.get("stellen", ())
    genannt = {eine["bezeichnung"]: eine["vorgaenger"] for eine in angaben if eine.get("vorgaenger")}
    if not stellen:
        return
    frueher = vorfoerderungen(lesung, stand, genannt)
    for nummer, stelle in enumerate(stellen):
        beginn, vorige = _foerderbeginn(stelle["jahre"]), frueher.get(stelle["bezeichnung"])
        if beginn is not None and vorige is not None and vorige.foerderbeginn < beginn:
            yield Befund(
                "foerderbeginn_abweichend",
                Schwere.HART,
                f"stellen[{nummer}].foerderbeginn",
                "Erstes gefördertes Jahr abweichend",
                f"{beginn}; nach {vorige.aktenzeichen} wird die Stelle seit {vorige.foerderbeginn} gefördert",
                str(vorige.foerderbeginn),
                _QUELLE,
                "foerderbeginn im Antrag berichtigen.",
                "",
            )

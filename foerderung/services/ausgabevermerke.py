"""What every table that leaves the program says about itself."""

from __future__ import annotations

from datetime import date

from foerderung.dokumente.tafel import Vermerk
from foerderung.services.herkunft import Herkunft


def ausgabevermerke(herkunft: Herkunft, auswahl: str, am: date, durch: tuple[str, str]) -> tuple[Vermerk, ...]:
    """Return filter, day, person and head of the chain.

    Args:
        auswahl: the filter in German.
        durch: Kuerzel of who hands it out, and how people read it.
    """
    nummer, sha = herkunft.kopf
    werte = {
        "filter": auswahl,
        "ausgegeben_am": am.isoformat(),
        "ausgegeben_durch": durch[0],
        "kette": f"{nummer}:{sha}",
    }
    texte = {"Filter": auswahl, **herkunft.vermerke(durch[1], am)}
    return tuple(Vermerk(name, *paar, wert) for (name, wert), paar in zip(werte.items(), texte.items(), strict=True))

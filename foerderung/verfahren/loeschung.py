"""Deletion for data protection: two acts, and what remains of a case afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallrest, Fallstand
from foerderung.verfahren.zustand import Zustand

BEANTRAGEN, VOLLZIEHEN = "loeschung_beantragen", "loeschung_vollziehen"
"""The two acts: one person asks, another performs."""

EREIGNISSE, ABLAGEN, GEBUCHT, REST = "ereignisse", "ablagen", "gebucht", "rest"
"""Keys of what a deletion removes (events with the hash of their payload, filed content), and of what it keeps (the
rows of the ledger, days and sums)."""


def rest_von(stand: Fallstand) -> dict[str, Any]:
    """Return what a deletion keeps of a case, as plain data: days and sums, nothing on persons."""
    beschluss = stand.beschluss
    rest = Fallrest(
        bisher=stand.zustand,
        eingang_am=stand.erster_eingang,
        entschieden_am=beschluss.am if beschluss is not None else None,
        entscheidungsart=beschluss.art if beschluss is not None else "",
        jahre=beschluss.jahre if beschluss is not None else {},
        zuwendung=stand.zuwendung,
        ausgezahlt=stand.angeordnet_je_jahr,
    )
    return {
        **rest.model_dump(mode="json"),
        "richtlinie": stand.richtlinie,
        "angelegt_am": stand.angelegt_am.isoformat(),
        "abgeschlossen_am": stand.abgeschlossen_am.isoformat() if stand.abgeschlossen_am is not None else None,
    }


def geloeschter_fall(ereignis: Ereignis, fakten: Mapping[str, Any]) -> Fallstand:
    """Return a case as it stands once it was deleted; nothing before that event is looked at."""
    rest = fakten[REST]
    eigene = ("richtlinie", "angelegt_am", "abgeschlossen_am")
    return Fallstand.model_validate(
        {
            "aktenzeichen": ereignis.fall,
            "antragsteller": "",
            "titel": "",
            "zustand": Zustand.GELOESCHT,
            "version": ereignis.nummer,
            "rest": {"geloescht_am": ereignis.wirksam_am, **{n: w for n, w in rest.items() if n not in eigene}},
            **{name: rest[name] for name in eigene},
        }
    )

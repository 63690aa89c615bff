"""Acts on deadlines: record knowledge that sets one, declare one met."""

from __future__ import annotations

from typing import Any

from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt
from foerderung.services.fall.fristsetzung import erledigt, jahresfrist


def erfasse_kenntnis(amt: Amt, auftrag: Auftrag, grund: str) -> Vollzug:
    """Record that all facts which justify a revocation are known; from that day the year runs.

    Raises:
        NichtErlaubtError: state, role or guards stand against it, also a year that already runs.

    Source: § 48 Abs. 4 VwVfG; VVK Nr. 8.4.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        return Vorbereitung(lambda: {"grund": grund, **jahresfrist(vorgang, vorgang.am)})

    return vollziehe(amt, auftrag, bereite)


def erledige_frist(amt: Amt, auftrag: Auftrag, art: str, grund: str) -> Vollzug:
    """Declare a deadline met where the system cannot see it.

    Raises:
        NichtErlaubtError: it is not open.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        def fakten() -> dict[str, Any]:
            return {"art": art, "grund": grund, **erledigt(vorgang, vorgang.stand.gesetzte_fristen[art], grund)}

        return Vorbereitung(fakten, {"art": art})

    return vollziehe(amt, auftrag, bereite)

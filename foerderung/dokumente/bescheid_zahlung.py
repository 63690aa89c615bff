"""When and on what occasion a grant is paid."""

from __future__ import annotations

from typing import Any

from foerderung.dokumente.bezug import Bezuege
from foerderung.rechnung.ergebnis import Ergebnisgruppe

BESCHEID = "bescheid"
ZWISCHENRATE = "zwischenrate"
BEGINN = "bestandskraft_beginn"


def auszahlung(gruppe: Ergebnisgruppe, bezuege: Bezuege, zwischenrate: str) -> dict[str, Any]:
    """Return the procedure and the instalments.

    Args:
        gruppe: the part of the result on payment.
        bezuege: where figures come from.
        zwischenrate: when the instalment between begin and proof is paid.
    """
    raten = gruppe.gruppen["raten"]
    geplant = bezuege.suche("ratenzahl")
    return {
        "verfahren": str(gruppe["verfahren"].wert),
        "termin_offen": any(ist_zwischenrate(rate) for rate in raten),
        "zusammengelegt": geplant is not None and len(raten) < int(str(geplant.wert)),
        "raten": [
            {
                "nummer": str(nummer),
                "prozent": bezuege.ergebnis(rate["prozent"]),
                "betrag": bezuege.ergebnis(rate["betrag"]),
                "anlass": zwischenrate if ist_zwischenrate(rate) else str(rate["anlass"]),
            }
            for nummer, rate in enumerate(raten, 1)
        ],
    }


def nach_beginn(gruppe: Ergebnisgruppe) -> bool:
    """Tell whether an instalment waits for the begin of the project and for the notice to be final."""
    return any(rate["anlass"].wert == BEGINN for rate in gruppe.gruppen["raten"])


def ist_zwischenrate(rate: Ergebnisgruppe) -> bool:
    """Tell whether an instalment is paid on a day of the notice."""
    return rate["anlass"].wert == ZWISCHENRATE

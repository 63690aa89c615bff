"""The table of acts: who may do what in which state, under which guards, by which provision. Immutable."""

from __future__ import annotations

from foerderung.verfahren import waechter as w
from foerderung.verfahren import waechter_haushalt as h
from foerderung.verfahren.akt import Akt
from foerderung.verfahren.akte_antrag import BIS_ZUR_ENTSCHEIDUNG
from foerderung.verfahren.akte_vollzug import NACH_DER_BEWILLIGUNG
from foerderung.verfahren.lage import Waechter

ALLGEMEIN: tuple[Waechter, ...] = (
    w.nicht_gesperrt,
    w.nicht_in_der_zukunft,
    w.rueckdatierung_begruendet,
    h.haushaltsjahr_offen,
)
"""Guards of every act."""

AKTE: tuple[Akt, ...] = (*BIS_ZUR_ENTSCHEIDUNG, *NACH_DER_BEWILLIGUNG)

NACH_NAME = {akt.name: akt for akt in AKTE}
"""The acts by name."""

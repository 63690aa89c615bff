"""Show on the screen the tables that leave the program, so that both say the same."""

from __future__ import annotations

from collections.abc import Sequence

from foerderung.cli.tabelle import zeige_tabelle
from foerderung.dokumente.tafel import NICHTS, Art, Tafel
from foerderung.fach.zahlen import euro_deutsch


def zeige_tafel(tafel: Tafel, titel: str, namen: Sequence[str], summe: bool = True) -> None:
    """Print some columns of a table, with their control sums in the last row."""
    stellen = {spalte.name: stelle for stelle, spalte in enumerate(tafel.spalten)}
    gewaehlt = [(stellen[name], tafel.spalten[stellen[name]]) for name in namen]
    zeilen = [
        [spalte.deutsch(zeile[stelle]) or (NICHTS if zeile[stelle] is None else "") for stelle, spalte in gewaehlt]
        for zeile in tafel.zeilen
    ]
    if summe:
        summen = [euro_deutsch(tafel.summen[name]) if name in tafel.summen else "" for name in namen]
        zeilen.append(["insgesamt", *summen[1:]])
    rechts = frozenset(nummer for nummer, (_, spalte) in enumerate(gewaehlt) if spalte.art is Art.BETRAG)
    zeige_tabelle(titel, [spalte.kopf for _, spalte in gewaehlt], zeilen, rechts=rechts)

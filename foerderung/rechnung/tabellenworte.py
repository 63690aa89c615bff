"""The plain functions of the vocabulary as spreadsheet formulas; a new word is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.rechnung.tabellenbezug import Bezug, Feiertagsbezug, NichtAusdrueckbarError

SAMSTAG, SONNTAG = 5, 6


class Namensgeber(Protocol):
    """Who writes the formula: knows the rules and defines names."""

    regelwerk: Regelwerk

    def nenne(self, name: str, bezug: Bezug) -> str:
        """Note what a name stands for and return it."""


Tabellenwort = Callable[[Namensgeber, list[str]], str]
"""Makes the formula from those of the arguments, which bind at least as tightly as a sum."""


def _datum(_: Namensgeber, teile: list[str]) -> str:
    if len(teile) == 2:  # a day of the year such as 15.10. stands in its cell as text
        return f"DATE({teile[0]},VALUE(MID({teile[1]},4,2)),VALUE(LEFT({teile[1]},2)))"
    return f"DATE({','.join(teile)})"


def _werktag(geber: Namensgeber, teile: list[str]) -> str:
    """Ask for the next working day only within the years whose holidays are listed."""
    if geber.regelwerk.kalender.wochenende != {SAMSTAG, SONNTAG}:
        raise NichtAusdrueckbarError("das Wochenende ist nicht Samstag und Sonntag")
    tage, tag = geber.nenne("feiertage", Feiertagsbezug()), teile[0]
    innerhalb = f"YEAR({tag})>=YEAR(MIN({tage})),YEAR({tag})<=YEAR(MAX({tage}))"
    return f"IF(AND({innerhalb}),WORKDAY({tag}-1,1,{tage}),NA())"


def _anteil_im_monat(_: Namensgeber, teile: list[str]) -> str:
    von, bis, jahr, monat = teile
    letzter = f"DATE({jahr},{monat}+1,0)"
    return f"MAX(0,MIN({bis},{letzter})-MAX({von},DATE({jahr},{monat},1))+1)/DAY({letzter})"


def _jahre_spaeter(_: Namensgeber, teile: list[str]) -> str:
    tag, jahre = teile  # the 29th of February becomes the 1st of March by itself
    return f"DATE(YEAR({tag})+{jahre},MONTH({tag}),DAY({tag}))"


def _zinstage(_: Namensgeber, teile: list[str]) -> str:
    von, bis = teile
    return f"({_zinsstelle(bis)}-({_zinsstelle(f'({von}-1)')}))"


def _zinsstelle(tag: str) -> str:
    letzter_februar = f"AND(MONTH({tag})=2,DAY({tag}+1)=1)"
    return f"360*YEAR({tag})+30*MONTH({tag})+IF({letzter_februar},30,MIN(30,DAY({tag})))"


TABELLENWORTE: dict[str, Tabellenwort] = {
    "jahr": lambda _, teile: f"YEAR({teile[0]})",
    "datum": _datum,
    "werktag": _werktag,
    "anteil_im_monat": _anteil_im_monat,
    "jahre_spaeter": _jahre_spaeter,
    "monate_spaeter": lambda _, teile: f"EDATE({teile[0]},{teile[1]})",
    "zinstage": _zinstage,
}

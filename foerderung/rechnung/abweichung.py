"""Write an officer's recorded deviations into the findings they decide; refuse those that decide nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from foerderung.errors import Meldung
from foerderung.fach.befund import BEDEUTUNG, Befund, Schwere
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.entscheidung import Eintrag

_JAHR = re.compile(r"\[(\d{4})\]\Z", re.ASCII)


def entscheide(
    treffer: Iterable[Treffer], abweichungen: Collection[Eintrag], mit_jahr: Collection[str], datei: str
) -> tuple[tuple[Treffer, ...], list[Meldung]]:
    """Return the findings with what was decided, and a message for every entry that decides nothing.

    Args:
        treffer: findings of the case.
        abweichungen: recorded deviations.
        mit_jahr: codes whose deviations may name a year although the finding names none.
        datei: name of the decision, for messages.
    """
    entschieden = []
    gebraucht: list[Eintrag] = []
    meldungen: list[Meldung] = []
    alle = tuple(treffer)
    for eines in alle:
        passend = [eintrag for eintrag in abweichungen if _passt(eintrag, eines.befund, mit_jahr)]
        gebraucht.extend(passend)
        meldungen.extend(_einwaende(eines.befund, passend, datei))
        gruende = "; ".join(_grund(eintrag) for eintrag in passend)
        entschieden.append(replace(eines, befund=replace(eines.befund, entschieden=gruende or None)))
    codes = ", ".join(sorted({eines.befund.code for eines in alle if eines.befund.schwere is Schwere.ERMESSEN}))
    for eintrag in abweichungen:
        if eintrag not in gebraucht:
            text = f"Befund „{eintrag.werte['befund']}“ liegt hier nicht vor"
            abhilfe = "Eintrag streichen oder ort und jahr berichtigen."
            meldungen.append(Meldung(text, datei, eintrag.zeile, eintrag.ort, codes, abhilfe=abhilfe))
    return tuple(entschieden), list(dict.fromkeys(meldungen))


def _einwaende(befund: Befund, passend: list[Eintrag], datei: str) -> Iterable[Meldung]:
    for eintrag in passend:
        if befund.schwere is not Schwere.ERMESSEN:
            text = f"„{befund.code}“ eröffnet kein Ermessen ({BEDEUTUNG[befund.schwere]})"
            yield Meldung(text, datei, eintrag.zeile, eintrag.ort, abhilfe="Eintrag streichen.")
    gesehen: dict[int | None, Eintrag] = {}
    for eintrag in passend:
        erster = gesehen.setdefault(eintrag.jahr, eintrag)
        if erster is not eintrag:
            text = f"zweiter Eintrag für „{befund.code}“ ({erster.ort})"
            yield Meldung(text, datei, eintrag.zeile, eintrag.ort, abhilfe="Einen streichen.")


def _grund(eintrag: Eintrag) -> str:
    jahr = f" für {eintrag.jahr}" if eintrag.jahr else ""
    return f"Abweichung zugelassen{jahr}: {eintrag.werte['grund']}"


def _passt(eintrag: Eintrag, befund: Befund, mit_jahr: Collection[str]) -> bool:
    """Tell whether an entry decides a finding: same code, its place within the entry's place, its year."""
    if eintrag.werte["befund"] != befund.code:
        return False
    ziel = eintrag.ziel
    if ziel and not (befund.ort == ziel or befund.ort.startswith((f"{ziel}.", f"{ziel}["))):
        return False
    jahr = _JAHR.search(befund.ort)
    if eintrag.jahr is None:
        return True
    return int(jahr[1]) == eintrag.jahr if jahr is not None else befund.code in mit_jahr

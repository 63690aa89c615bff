"""Assumptions of the rules: list them, confirm them, tell what of a case is confirmed; the rules stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.befund import Befund
from foerderung.rechnung.annahmen import Annahme, annahmen, genutzte_annahmen
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.knoten import ist_annahme
from foerderung.rechnung.regelwerk import Regelwerk
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.amt import Amt
from foerderung.services.amtsakt import vollziehe_im_amt
from foerderung.services.buero.stammdaten import RICHTLINIE
from foerderung.services.regelwerk.regeln import lade
from foerderung.store.einheit import Lesung
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN, Bestaetigung, bestaetigungsschluessel
from foerderung.verfahren.waechter import UNBESTAETIGT

IN_FAELLEN = (RICHTLINIE, "verfahren")
"""Rule sets that cases rest on: the guideline, and the law of procedure."""


@dataclass(frozen=True, slots=True)
class Annahmenstand:
    """One assumption, and whether it is confirmed.

    Attributes:
        annahme: as the newest Fassung says it that has it.
        bestaetigung: the newest confirmation, None without one.
        gilt: the confirmation speaks of what the rules say now, in every Fassung.
    """

    richtlinie: str
    annahme: Annahme
    bestaetigung: Bestaetigung | None
    gilt: bool

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        b, a = self.bestaetigung, self.annahme
        return {
            "richtlinie": self.richtlinie,
            "id": a.kennung,
            "art": a.art,
            "bezeichnung": a.bezeichnung,
            "text": a.text,
            "fundstelle": a.fundstelle,
            "bestaetigt": self.gilt,
            "bestaetigung": None if b is None else b.model_dump(mode="json", exclude={"richtlinie", "kennung"}),
        }


def liste_annahmen(amt: Amt, richtlinie: str | None = None) -> list[Annahmenstand]:
    """List every assumption of the rule sets that cases rest on, or of one guideline.

    Raises:
        EingabeError: there is no guideline of that name.
    """
    namen = IN_FAELLEN if richtlinie is None else (richtlinie,)
    with amt.lesend() as lesung:
        bestaetigungen = lesung.bestaetigungen()
    return [stand for name in namen for stand in _staende(lade(name, amt.regeln), bestaetigungen)]


def bestaetige(amt: Amt, kennung: str, grund: str, richtlinie: str = RICHTLINIE) -> Annahmenstand:
    """Record that somebody who signs confirms an assumption as it is worded now, in every Fassung.

    Raises:
        EingabeError: no such id, or one that is no assumption; no reason.
        NichtErlaubtError: the acting person may not.
    """
    regeln = lade(richtlinie, amt.regeln)
    fassungen = _wortlaute(regeln)
    if kennung not in fassungen:
        raise EingabeError(_keine_annahme(regeln, kennung, fassungen))
    if not grund.strip():
        raise EingabeError(Meldung("der Grund ist leer", ort="--grund"))
    fakten = {
        "richtlinie": richtlinie,
        "kennung": kennung,
        "abdruecke": [eine.abdruck for eine in fassungen[kennung]],
        "grund": grund.strip(),
    }
    bestaetigungen = vollziehe_im_amt(
        amt, ANNAHME_BESTAETIGEN, lambda _, __: fakten, lambda einheit, _: einheit.bestaetigungen()
    )
    return next(eine for eine in _staende(regeln, bestaetigungen) if eine.annahme.kennung == kennung)


def bestaetigte(lesung: Lesung, werk: Regelwerk) -> dict[str, date]:
    """Return the assumptions of a rule set that are confirmed as it words them, with the day; archived ones too."""
    bestaetigungen = lesung.bestaetigungen()
    gefunden = {}
    for eine in annahmen(werk).values() if bestaetigungen else ():
        bestaetigung = bestaetigungen.get(bestaetigungsschluessel(werk.richtlinie, eine.kennung))
        if bestaetigung is not None and eine.abdruck in bestaetigung.abdruecke:
            gefunden[eine.kennung] = bestaetigung.am
    return gefunden


def befunde_mit_bestaetigungen(lesung: Lesung, berechnung: Berechnung) -> Iterator[Befund]:
    """Yield the findings of a calculation as a case shows them: of assumptions only those nobody confirmed."""
    bestaetigt = bestaetigte(lesung, berechnung.regelwerk)
    for treffer in berechnung.treffer:
        befund = treffer.befund
        if bestaetigt and befund.code == UNBESTAETIGT:
            offen = sorted(_genutzte(berechnung.regelwerk, treffer) - bestaetigt.keys())
            if offen:
                yield replace(befund, gefunden=", ".join(offen))
        elif ist_annahme(befund.quelle) and treffer.regel.id in bestaetigt:
            yield replace(befund, quelle=replace(befund.quelle, bestaetigt_am=bestaetigt[treffer.regel.id]))
        else:
            yield befund


def _genutzte(werk: Regelwerk, treffer: Treffer) -> set[str]:
    return {kennung for kind in treffer.knoten.kinder.values() for kennung in genutzte_annahmen(werk, kind)}


def _wortlaute(regeln: Richtlinie) -> dict[str, list[Annahme]]:
    """Return every assumption by its id, with its different wordings in the order of the Fassungen."""
    wortlaute: dict[str, list[Annahme]] = {}
    for fassung in regeln.fassungen:
        for kennung, eine in annahmen(regeln.regelwerke[fassung.id]).items():
            bisher = wortlaute.setdefault(kennung, [])
            if eine.abdruck not in {anderer.abdruck for anderer in bisher}:
                bisher.append(eine)
    return wortlaute


def _staende(regeln: Richtlinie, bestaetigungen: dict[str, Bestaetigung]) -> Iterator[Annahmenstand]:
    name = regeln.deklaration.id
    for kennung, wortlaute in _wortlaute(regeln).items():
        bestaetigung = bestaetigungen.get(bestaetigungsschluessel(name, kennung))
        gilt = bestaetigung is not None and {eine.abdruck for eine in wortlaute} <= set(bestaetigung.abdruecke)
        yield Annahmenstand(name, wortlaute[-1], bestaetigung, gilt)


def _keine_annahme(regeln: Richtlinie, kennung: str, fassungen: dict[str, list[Annahme]]) -> Meldung:
    d = regeln.deklaration
    bekannt = {*d.regeln, *d.parameter, *d.reihen, *d.befunde, *(f"fassung_{eine.id}" for eine in d.fassungen)}
    gefunden = f"„{kennung}“ ist keine Annahme" if kennung in bekannt else f"„{kennung}“ gibt es nicht"
    naechste = aehnlich(kennung, fassungen)
    return Meldung(gefunden, ort=f"{d.id}, id", abhilfe=naechste or "Alle Annahmen nennt: foerderung regeln annahmen")

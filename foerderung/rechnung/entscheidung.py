"""Distribute an officer's decision over the inputs of the rules; refuse what fits nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.eingabefeld import Entscheidungsziel, Gestalt
from foerderung.rechnung.eingabewerte import Beleg, Indexwert
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.leser import Gelesen

_ORT = re.compile(r"([a-z_]+)(?:\[(\d{1,6})\])?\Z", re.ASCII)
ABWEICHUNGEN = "abweichungen"


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One entry of a decision with its place in the document."""

    ort: str
    zeile: int
    werte: Mapping[str, Any]

    @property
    def ziel(self) -> str:
        """The key path the entry speaks of, empty for the whole case."""
        return str(self.werte.get("ort", ""))

    @property
    def jahr(self) -> int | None:
        """The year the entry speaks of, None for every year."""
        jahr: int | None = self.werte.get("jahr")
        return jahr


@dataclass(slots=True)
class Verteilung:
    """A decision as inputs of the rules.

    Attributes:
        werte: per input the values by index.
        herkunft: which entry a value came from.
        abweichungen: entries that decide findings.
        meldungen: violations.
    """

    werte: dict[str, dict[Indexwert, Wert]] = field(default_factory=dict)
    herkunft: dict[tuple[str, Indexwert], Eintrag] = field(default_factory=dict)
    abweichungen: list[Eintrag] = field(default_factory=list)
    meldungen: list[Meldung] = field(default_factory=list)

    def belege(self) -> dict[tuple[str, Indexwert], Beleg]:
        """Return place and reason of every value."""
        return {
            stelle: Beleg(f"entscheidung.{eintrag.ort}", str(eintrag.werte["grund"]))
            for stelle, eintrag in self.herkunft.items()
        }


def verteile(rechner: Rechner, entscheidung: Gelesen, datei: str) -> Verteilung:
    """Turn a decision into inputs.

    Args:
        rechner: evaluates the application alone, for its years and lists.
        entscheidung: the decision as read.
        datei: its name, for messages.
    """
    return _Verteiler(rechner, datei).verteile(entscheidung)


class _Verteiler:
    def __init__(self, rechner: Rechner, datei: str) -> None:
        self.rechner = rechner
        self.regelwerk = rechner.regelwerk
        self.datei = datei
        self.verteilung = Verteilung()
        self.gesehen: dict[tuple[str, Indexwert, bool], Eintrag] = {}
        self.listen = {
            feld.name: feld.dimension for feld in self.regelwerk.felder.kinder if feld.gestalt is Gestalt.LISTE
        }

    def verteile(self, entscheidung: Gelesen) -> Verteilung:
        for abschnitt, eintraege in entscheidung.eingaben.baum.items():
            if not isinstance(eintraege, tuple):
                continue
            for nummer, werte in enumerate(eintraege):
                ort = f"{abschnitt}[{nummer}]"
                self._eintrag(abschnitt, Eintrag(ort, entscheidung.zeilen.get(ort, 0), werte))
        self.verteilung.meldungen = list(dict.fromkeys(self.verteilung.meldungen))
        return self.verteilung

    def _melde(self, eintrag: Eintrag, gefunden: str, feld: str = "", zulaessig: str = "", abhilfe: str = "") -> None:
        ort = f"{eintrag.ort}.{feld}" if feld else eintrag.ort
        self.verteilung.meldungen.append(Meldung(gefunden, self.datei, eintrag.zeile, ort, zulaessig, "", abhilfe))

    def _eintrag(self, abschnitt: str, eintrag: Eintrag) -> None:
        ziele = [ziel for ziel in self.regelwerk.ziele.values() if ziel.abschnitt == abschnitt]
        if abschnitt == ABWEICHUNGEN:
            code = eintrag.werte.get("befund", "")
            codes = {befund.code for befund in self.regelwerk.befunde if not befund.ist_eingabefehler}
            if code not in codes:
                self._melde(eintrag, f"Befund „{code}“ gibt es nicht", "befund", "", aehnlich(code, codes))
                return
            self.verteilung.abweichungen.append(eintrag)
            ziele = [ziel for ziel in ziele if ziel.befund == code]
            verlangt = any(ziel.feld for ziel in ziele)
            if verlangt != ("satz" in eintrag.werte):
                fehlt = "braucht einen Fördersatz" if verlangt else "hat keinen Fördersatz"
                self._melde(eintrag, f"eine Abweichung {code} {fehlt}", "satz")
                return
            if not ziele:
                return
        self._setze(eintrag, ziele)

    def _setze(self, eintrag: Eintrag, ziele: list[Entscheidungsziel]) -> None:
        treffer = _ORT.match(eintrag.ziel)
        liste, nummer = (treffer[1], treffer[2]) if treffer else ("", None)
        passend = [ziel for ziel in ziele if ziel.liste == liste and ziel.gesamt == (nummer is None)]
        laenge = self._laenge(liste)
        if not passend or (nummer is not None and int(nummer) >= laenge) or (nummer is None and not laenge):
            gefunden = f"„{eintrag.ziel}“ passt zu nichts" if eintrag.ziel else "kein Ort angegeben"
            self._melde(eintrag, gefunden, "ort", self._moegliche(ziele))
            return
        if eintrag.jahr is not None and eintrag.jahr not in self.rechner.bereich("jahr"):
            self._melde(eintrag, f"das Jahr {eintrag.jahr} liegt außerhalb des Vorhabens", "jahr")
            return
        for ziel in passend:
            indizes = list(self._indizes(ziel, nummer, eintrag.jahr))
            if not indizes and not ziel.befund:
                jahr = f" im Jahr {eintrag.jahr}" if eintrag.jahr else ""
                self._melde(eintrag, f"für „{eintrag.ziel}“ ist{jahr} nichts beantragt", "jahr" if jahr else "ort")
            for index in indizes:
                self._trage_ein(ziel, index, eintrag)

    def _laenge(self, liste: str) -> int:
        return self.rechner.eingaben.laengen.get(self.listen.get(liste, ""), 0)

    def _moegliche(self, ziele: Iterable[Entscheidungsziel]) -> str:
        orte = []
        for ziel in ziele:
            laenge = self._laenge(ziel.liste)
            if ziel.gesamt and laenge:
                orte.append(ziel.liste)
            elif laenge:
                orte.append(f"{ziel.liste}[0]" + (f" bis {ziel.liste}[{laenge - 1}]" if laenge > 1 else ""))
        return ", ".join(orte) or "nichts in diesem Antrag"

    def _indizes(self, ziel: Entscheidungsziel, nummer: str | None, jahr: int | None) -> Iterable[Indexwert]:
        """Yield the indices an entry speaks of, where something is claimed."""
        dimension = self.listen[ziel.liste]
        glieder = range(self._laenge(ziel.liste)) if nummer is None else [int(nummer)]
        for eines in self.rechner.bereich("jahr"):
            if jahr not in (None, eines):
                continue
            paare = self.rechner.paare_von((dimension, "jahr"))
            if any(self.rechner.nimmt_teil(paare, {dimension: glied, "jahr": eines}) for glied in glieder):
                umgebung = {dimension: glieder[0], "jahr": eines}
                yield tuple(umgebung[name] for name in ziel.dimensionen)

    def _trage_ein(self, ziel: Entscheidungsziel, index: Indexwert, eintrag: Eintrag) -> None:
        """Enter a value; an entry with a year wins over one without, two of the same kind are refused."""
        gleiche = self.gesehen.setdefault((ziel.pfad, index, eintrag.jahr is None), eintrag)
        if gleiche is not eintrag:
            self._melde(eintrag, f"zweiter Eintrag für „{eintrag.ziel}“ ({gleiche.ort})", "", "", "Einen streichen.")
            return
        if eintrag.jahr is None and (ziel.pfad, index, False) in self.gesehen:
            return
        self.verteilung.herkunft[(ziel.pfad, index)] = eintrag
        self.verteilung.werte.setdefault(ziel.pfad, {})[index] = eintrag.werte[ziel.feld] if ziel.feld else True

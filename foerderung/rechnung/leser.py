"""Read an application or decision by its declaration: every violation at once, with place and line; nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt
from foerderung.rechnung.eingabewerte import Eingaben, Indexwert
from foerderung.rechnung.einzelwert import kurz, lies_einzelwert
from foerderung.rechnung.gebunden import Wert


@dataclass(frozen=True, slots=True)
class Gelesen:
    """What reading a document yielded.

    Attributes:
        eingaben: the values that could be read.
        zeilen: line of every key path that was given.
        meldungen: all violations.
    """

    eingaben: Eingaben
    zeilen: Mapping[str, int]
    meldungen: tuple[Meldung, ...]


def lies_dokument(baum: Baum, felder: Eingabefeld, datei: str) -> Gelesen:
    """Read one document against its declaration."""
    leser = _Leser(datei)
    daten = leser.gruppe(baum, felder, "", ())
    werte = MappingProxyType({pfad: MappingProxyType(je_index) for pfad, je_index in leser.werte.items()})
    eingaben = Eingaben(werte, MappingProxyType(leser.laengen), daten)
    return Gelesen(eingaben, MappingProxyType(leser.zeilen), tuple(sorted(leser.meldungen, key=lambda m: m.zeile)))


@dataclass(slots=True)
class _Leser:
    datei: str
    werte: dict[str, dict[Indexwert, Wert]] = field(default_factory=dict)
    laengen: dict[str, int] = field(default_factory=dict)
    zeilen: dict[str, int] = field(default_factory=dict)
    meldungen: list[Meldung] = field(default_factory=list)

    def melde(self, gefunden: str, zeile: int, ort: str, zulaessig: str = "", abhilfe: str = "") -> None:
        self.meldungen.append(Meldung(gefunden, self.datei, zeile, ort, zulaessig, "", abhilfe))

    def gruppe(self, baum: Baum, feld: Eingabefeld, ort: str, index: Indexwert) -> Mapping[str, Any]:
        if not isinstance(baum, Abbildung):
            namen = ", ".join(kind.name for kind in feld.kinder)
            self.melde(f"{_gestalt(baum)} statt einer Gruppe von Angaben", baum.zeile, ort, namen)
            return MappingProxyType({})
        kinder = {kind.name: kind for kind in feld.kinder}
        for name, eintrag in baum.eintraege.items():
            if name not in kinder:
                self.melde(
                    f"unbekannter Schlüssel „{kurz(name)}“",
                    eintrag.zeile,
                    _unter(ort, kurz(name)),
                    ", ".join(kinder),
                    aehnlich(name, kinder),
                )
        daten: dict[str, Any] = {}
        for kind in feld.kinder:
            if not _steht_fest(baum, kind, kinder):
                continue
            wert = self._kind(baum, kind, _unter(ort, kind.name), index, kinder)
            if wert is not None:
                daten[kind.name] = wert
        return MappingProxyType(daten)

    def _kind(
        self, baum: Abbildung, feld: Eingabefeld, ort: str, index: Indexwert, kinder: Mapping[str, Eingabefeld]
    ) -> Any:
        eintrag = baum.eintraege.get(feld.name)
        gegeben = eintrag is not None and not (isinstance(eintrag.wert, Skalar) and eintrag.wert.text is None)
        unpassend = [bedingung for bedingung in feld.nur if _geschwister(baum, bedingung[0], kinder) != bedingung[1]]
        if unpassend:
            if gegeben and eintrag is not None:
                geschwister, wert = unpassend[0]
                self.melde(
                    f"„{feld.name}“ gibt es hier nicht",
                    eintrag.zeile,
                    ort,
                    f"nur bei {geschwister.rpartition('.')[2]}: {wert}",
                    "Angabe streichen.",
                )
            return None
        if not gegeben or eintrag is None:
            self._fehlend(baum, feld, ort, eintrag)
            return None
        self.zeilen[ort] = eintrag.zeile
        if feld.gestalt is Gestalt.GRUPPE:
            return self.gruppe(eintrag.wert, feld, ort, index)
        if feld.gestalt is Gestalt.LISTE:
            return self._liste(eintrag.wert, feld, ort)
        if feld.je_jahr:
            return self._jahre(eintrag.wert, feld, ort, index)
        return self._einzeln(eintrag.wert, feld, ort, index, lambda name: _geschwister(baum, name, kinder))

    def _fehlend(self, baum: Abbildung, feld: Eingabefeld, ort: str, eintrag: Eintrag | None) -> None:
        pflicht = feld.fehlt is Fehlt.FEHLER or feld.mindestens > 0
        if feld.gestalt is Gestalt.LISTE:
            self.laengen[feld.dimension] = 0
        if pflicht:
            zeile = eintrag.zeile if eintrag is not None else baum.zeile
            self.melde(f"„{feld.name}“ fehlt ({feld.beschriftung})", zeile, ort, "", f"{feld.name}: ergänzen.")

    def _liste(self, baum: Baum, feld: Eingabefeld, ort: str) -> Any:
        if not isinstance(baum, Folge):
            self.melde(f"{_gestalt(baum)} statt einer Liste", baum.zeile, ort)
            self.laengen[feld.dimension] = 0
            return None
        self.laengen[feld.dimension] = len(baum.glieder)
        if len(baum.glieder) < feld.mindestens:
            self.melde(f"{len(baum.glieder)} Einträge", baum.zeile, ort, f"mindestens {feld.mindestens}")
        daten = []
        for nummer, glied in enumerate(baum.glieder):
            eigener = f"{ort}[{nummer}]"
            self.zeilen[eigener] = glied.zeile
            daten.append(self.gruppe(glied, feld, eigener, (nummer,)))
        return tuple(daten)

    def _jahre(self, baum: Baum, feld: Eingabefeld, ort: str, index: Indexwert) -> Any:
        if not isinstance(baum, Abbildung):
            self.melde(f"{_gestalt(baum)} statt Beträgen je Jahr", baum.zeile, ort, "{2027: 1000.00}")
            return None
        daten = {}
        for jahr, eintrag in baum.eintraege.items():
            eigener = f"{ort}[{kurz(jahr)}]"
            if not (jahr.isascii() and jahr.isdecimal() and len(jahr) == 4):
                self.melde(f"„{kurz(jahr)}“ ist kein Haushaltsjahr", eintrag.zeile, eigener, "vierstellige Jahre")
                continue
            self.zeilen[eigener] = eintrag.zeile
            if isinstance(eintrag.wert, Skalar) and eintrag.wert.text is None:
                self.melde("Betrag fehlt", eintrag.zeile, eigener, "", "Betrag eintragen oder das Jahr streichen.")
                continue
            wert = self._wert(eintrag.wert, feld, eigener)
            if wert is not None:
                self.werte.setdefault(feld.pfad, {})[(*index, int(jahr))] = wert
                daten[int(jahr)] = wert
        if len(baum.eintraege) < feld.mindestens:
            self.melde("kein Jahr angegeben", baum.zeile, ort, f"mindestens {feld.mindestens}")
        return MappingProxyType(daten)

    def _einzeln(
        self, baum: Baum, feld: Eingabefeld, ort: str, index: Indexwert, daneben: Callable[[str], str | None]
    ) -> Any:
        wert = self._wert(baum, feld, ort)
        if wert is None:
            return None
        for muster in feld.muster:
            if muster.nach and daneben(muster.nach) not in muster.fuer:
                continue
            if not _passt(muster.form, wert):
                self.melde(f"„{kurz(str(wert))}“", baum.zeile, ort, muster.text)
        self.werte.setdefault(feld.pfad, {})[index] = frozenset(wert) if isinstance(wert, tuple) else wert
        return wert

    def _wert(self, baum: Baum, feld: Eingabefeld, ort: str) -> Any:
        ergebnis = lies_einzelwert(baum, feld)
        if isinstance(ergebnis, Meldung):
            self.melde(ergebnis.gefunden, baum.zeile, ort, ergebnis.zulaessig, ergebnis.abhilfe)
            return None
        return ergebnis


def _unter(ort: str, name: str) -> str:
    return f"{ort}.{name}" if ort else name


def _gestalt(baum: Baum) -> str:
    if isinstance(baum, Skalar):
        return f"„{kurz(baum.text or '')}“"
    return "eine Liste" if isinstance(baum, Folge) else "eine Gruppe von Angaben"


def _geschwister(eltern: Abbildung, pfad: str, kinder: Mapping[str, Eingabefeld]) -> str | None:
    """Return the text of the field beside, its default if it is left out."""
    name = pfad.rpartition(".")[2]
    knoten = eltern.hole(name)
    if isinstance(knoten, Skalar) and knoten.text is not None:
        return knoten.text
    vorgabe = kinder[name].vorgabe
    return vorgabe if isinstance(vorgabe, str) else None


def _steht_fest(eltern: Abbildung, feld: Eingabefeld, kinder: Mapping[str, Eingabefeld]) -> bool:
    """Tell whether the fields that decide on this one have a value that exists; else only they are reported."""
    for pfad, _ in feld.nur:
        if _geschwister(eltern, pfad, kinder) not in (kinder[pfad.rpartition(".")[2]].auswahl or ()):
            return False
    return True


def _passt(form: str, wert: object) -> bool:
    return re.fullmatch(form, str(wert)) is not None

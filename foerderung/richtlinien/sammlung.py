"""Gather all files of one guideline and the common parts it uses into one declaration, with a canonical hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.quelltext import Skalar, kanonisch
from foerderung.richtlinien.abschnitt import Abschnitt, Mangelliste
from foerderung.richtlinien.deklaration import Deklaration, Fundort
from foerderung.richtlinien.eingaben import Feldleser, lies_ziel
from foerderung.richtlinien.herkunft import Herkunft, Rohdatei, lies_rohdateien
from foerderung.richtlinien.klauselbau import lies_klausel
from foerderung.richtlinien.planbau import lies_finanzierungsplan
from foerderung.richtlinien.regeldateien import Regelleser
from foerderung.richtlinien.tabellen import lies_kalender, lies_parameter, lies_reihe
from foerderung.richtlinien.unterlagen import lies_unterlagen

_ABSCHNITTE = (
    "richtlinie",
    "einheiten",
    "dimensionen",
    "eingaben",
    "entscheidung",
    "entscheidungsfelder",
    "unterlagen",
    "kalender",
    "parameter",
    "reihen",
    "regeln",
    "befunde",
    "ausgabe",
    "anzeigetexte",
    "finanzierungsplan",
    "klauseln",
)


class Sammler:
    """Read one guideline.

    Args:
        herkunft: where its files lie, and a reform to lay over them.
    """

    def __init__(self, herkunft: Herkunft, maengel: Mangelliste) -> None:
        self.herkunft = herkunft
        self.maengel = maengel
        self.deklaration = Deklaration(id=herkunft.name)
        self.leser = Regelleser(self.deklaration, maengel)
        self.dateien: list[tuple[Abschnitt, Traversable, bool]] = []

    def sammle(self) -> Deklaration:
        """Return the declaration; violations are in the list given to the constructor."""
        for rohdatei in lies_rohdateien(self.herkunft, self.maengel):
            self._oeffne(rohdatei)
        self._richtlinie()
        for name, abschnitt, _ in self._eintraege("einheiten"):
            abschnitt.text("bezeichnung", pflicht=True)
            abschnitt.fertig()
            self.deklaration.einheiten |= {name}
        for name, abschnitt, _ in self._eintraege("dimensionen"):
            self.deklaration.dimensionen[name] = self.leser.dimension(abschnitt, name)
        self._eingaben()
        self._tabellen()
        for name, abschnitt, _ in self._eintraege("regeln"):
            if (regel := self.leser.regel(abschnitt, name)) is not None:
                self.deklaration.regeln[name] = regel
        for name, abschnitt, _ in self._eintraege("befunde", eigener_raum="befund"):
            if (befund := self.leser.befund(abschnitt, name)) is not None:
                self.deklaration.befunde[name] = befund
        for name, abschnitt, _ in self._eintraege("anzeigetexte", eigener_raum="anzeigetext"):
            self.deklaration.anzeigetexte[name] = {
                wert: baum.text or "" for wert, baum, _ in abschnitt.alle() if isinstance(baum, Skalar)
            }
        self._ausgabe()
        for abschnitt in self._abschnitte("finanzierungsplan"):
            self.deklaration.finanzierungsplan = lies_finanzierungsplan(abschnitt, self.deklaration)
        for name, abschnitt, _ in self._eintraege("klauseln", eigener_raum="klausel"):
            self.deklaration.klauseln.append(lies_klausel(abschnitt, name, self.deklaration))
        for abschnitt, _, _ in self.dateien:
            abschnitt.fertig()
        return self.deklaration

    def _oeffne(self, rohdatei: Rohdatei) -> None:
        abschnitt = Abschnitt(rohdatei.baum, rohdatei.name, "", self.maengel)
        for schluessel in _ABSCHNITTE:
            abschnitt.knoten(schluessel)
        self.dateien.append((abschnitt, rohdatei.ordner, rohdatei.eigen))
        self.deklaration.inhalt[rohdatei.name] = kanonisch(rohdatei.baum)

    def _abschnitte(self, name: str) -> list[Abschnitt]:
        """Return the sections of all files, those of common parts first."""
        dateien = sorted(self.dateien, key=lambda datei: datei[2])
        unter = (abschnitt.unter(name) for abschnitt, _, _ in dateien)
        return [abschnitt for abschnitt in unter if abschnitt is not None]

    def _eintraege(self, bereich: str, eigener_raum: str = "") -> Iterator[tuple[str, Abschnitt, Traversable]]:
        """Walk over the entries of a section in all files; names are unique across sections."""
        for datei, ordner, eigen in self.dateien:
            abschnitt = datei.unter(bereich)
            if abschnitt is None:
                continue
            for name, baum, zeile in abschnitt.alle():
                schluessel = f"{eigener_raum}:{name}" if eigener_raum else name
                bekannt = self.deklaration.orte.get(schluessel)
                if bekannt is not None:
                    abschnitt.melde(
                        f"„{name}“ ist schon deklariert ({bekannt.datei}, Zeile {bekannt.zeile})", zeile=zeile
                    )
                    continue
                self.deklaration.orte[schluessel] = Fundort(datei.datei, zeile, f"{bereich}.{name}")
                if eigen:
                    self.deklaration.eigene.add(schluessel)
                yield name, Abschnitt(baum, datei.datei, f"{bereich}.{name}", self.maengel, zeile), ordner

    def _richtlinie(self) -> None:
        abschnitte = self._abschnitte("richtlinie")
        if len(abschnitte) != 1:
            leer = Abschnitt(None, self.herkunft.name, "richtlinie", self.maengel)
            leer.melde(f"{len(abschnitte)} Abschnitte „richtlinie“, genau einer erwartet")
            return
        (abschnitt,) = abschnitte
        kennung = abschnitt.text("id", pflicht=True)
        if kennung and kennung != self.deklaration.id:
            abschnitt.melde(f"„{kennung}“ heißt anders als der Ordner", "id", self.deklaration.id)
        self.deklaration.kurz = abschnitt.text("kurz", pflicht=True)
        self.deklaration.ohne_antrag = abschnitt.wahrheit("ohne_antrag")
        self.deklaration.titel = abschnitt.text("titel", pflicht=True)
        self.deklaration.text = abschnitt.text("text", pflicht=True)
        fassungen = abschnitt.unter("fassungen", pflicht=True)
        for name, _, _ in fassungen.alle() if fassungen else ():
            unter = fassungen.unter(name) if fassungen else None
            fassung = self.leser.fassung(unter, name) if unter else None
            if fassung is not None:
                self.deklaration.fassungen.append(fassung)
        tage = [fassung.ab for fassung in self.deklaration.fassungen]
        if not tage:
            abschnitt.melde("keine Fassung", "fassungen")
        if tage != sorted(set(tage)):
            abschnitt.melde("die Fassungen sind nicht aufsteigend oder gelten ab demselben Tag", "fassungen")
        abschnitt.texte("verwendet")
        abschnitt.fertig()

    def _eingaben(self) -> None:
        feldleser = Feldleser(self.maengel, self.deklaration.einheiten)
        self.deklaration.felder = feldleser.lies_wurzel(self._abschnitte("eingaben"), "Antrag")
        felder = self._abschnitte("entscheidungsfelder")
        if felder:
            self.deklaration.entscheidungsfelder = feldleser.lies_wurzel(felder, "Entscheidung")
        ziele = list(self._eintraege("entscheidung", eigener_raum="entscheidung"))
        self.deklaration.ziele = {
            name: lies_ziel(abschnitt, name, self.deklaration.entscheidungsfelder) for name, abschnitt, _ in ziele
        }
        self.deklaration.unterlagen = lies_unterlagen(feldleser, self._abschnitte("unterlagen"))

    def _tabellen(self) -> None:
        for abschnitt in self._abschnitte("kalender"):
            self.deklaration.kalender = lies_kalender(abschnitt)
        for name, abschnitt, _ in self._eintraege("parameter"):
            self.deklaration.parameter[name] = lies_parameter(abschnitt, name, self.deklaration.einheiten)
            abschnitt.fertig()
        for name, abschnitt, ordner in self._eintraege("reihen"):
            reihe = lies_reihe(abschnitt, name, ordner, self.deklaration.einheiten)
            if reihe is not None:
                self.deklaration.reihen[name] = reihe
                self.deklaration.inhalt[f"reihe:{name}"] = _zeilen(ordner / abschnitt.text("datei"))
            abschnitt.fertig()

    def _ausgabe(self) -> None:
        abschnitte = self._abschnitte("ausgabe")
        if len(abschnitte) != 1:
            leer = Abschnitt(None, self.herkunft.name, "ausgabe", self.maengel)
            leer.melde(f"{len(abschnitte)} Abschnitte „ausgabe“, genau einer erwartet")
            return
        (abschnitt,) = abschnitte
        self.deklaration.weitere = abschnitt.texte("weitere")
        for name in self.deklaration.weitere:
            if name not in self.deklaration.regeln:
                abschnitt.melde(f"„{name}“ ist keine Regel", "weitere", "", aehnlich(name, self.deklaration.regeln))
        self.deklaration.ausgabe = self.leser.gruppe(abschnitt)


def _zeilen(pfad: Traversable) -> list[str]:
    return [zeile for zeile in pfad.read_text(encoding="utf-8").splitlines() if zeile and not zeile.startswith("#")]


def pruefsumme(deklaration: Deklaration) -> str:
    """Return the SHA-256 over the canonical content: comments and layout do not matter, the order of entries does."""
    kanon = json.dumps(sorted(deklaration.inhalt.items()), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(kanon.encode()).hexdigest()

"""Read golden cases: an application with changes, or the inputs of a calculator, and what must come out, by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foerderung.errors import FoerderungError, Meldung, RegelError
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.richtlinien.abschnitt import Abschnitt, Mangelliste
from foerderung.richtlinien.quelltext import lies_datei

BASIS = "basis"
RECHNE = "rechne"
_SCHRITT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)|\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Fall:
    """One golden case.

    Attributes:
        erwartet: expected part of the result, None for an example that only has to compute.
    """

    datei: Path
    beschreibung: str
    quelle: str
    erwartet: Abbildung | None


@dataclass(frozen=True, slots=True)
class Antragsfall(Fall):
    """A case about an application."""

    antrag: Baum
    entscheidung: Baum | None = None
    stichtag: date | None = None


@dataclass(frozen=True, slots=True)
class Rechenfall(Fall):
    """A case about a calculator that needs no application.

    Attributes:
        rechner: name of the calculator, that of its command.
        zeile: line in which it is named.
        angaben: its inputs, named as the options of the command.
    """

    rechner: str
    zeile: int
    angaben: Abbildung


def lies_faelle(ordner: Path, basen: list[Path]) -> Iterator[Fall]:
    """Read every case below a folder; applications to start from lie in `basen` or in folders named ``basis``.

    Raises:
        RegelError: a case is not well-formed.
    """
    suchordner = [*basen, *sorted(pfad for pfad in ordner.rglob(BASIS) if pfad.is_dir())]
    for pfad in sorted(ordner.rglob("*.yaml")):
        if BASIS not in pfad.relative_to(ordner).parts:
            yield lies_fall(pfad, suchordner)


def lies_fall(pfad: Path, suchordner: list[Path]) -> Fall:
    """Read one case; `quelle` is mandatory, unknown keys are refused."""
    maengel = Mangelliste()
    abschnitt = Abschnitt(lies_datei(pfad, RegelError), pfad.name, "", maengel)
    abschnitt.knoten("rechenweg")
    erwartet = abschnitt.unter("erwartet", pflicht=True)
    kopf = (
        pfad,
        abschnitt.text("beschreibung", pflicht=True),
        abschnitt.text("quelle", pflicht=True),
        erwartet.abbildung if erwartet else None,
    )
    fall: Fall
    if RECHNE in abschnitt:
        angaben = abschnitt.unter("angaben", pflicht=True)
        zeile = abschnitt.abbildung.eintraege[RECHNE].zeile
        fall = Rechenfall(*kopf, abschnitt.text(RECHNE), zeile, angaben.abbildung if angaben else Abbildung())
    else:
        antrag = _antrag(abschnitt, suchordner)
        fall = Antragsfall(*kopf, antrag, abschnitt.knoten("entscheidung"), abschnitt.datum("stichtag"))
    abschnitt.fertig()
    if maengel.meldungen:
        raise RegelError(maengel.meldungen)
    return fall


def _antrag(abschnitt: Abschnitt, suchordner: list[Path]) -> Baum:
    name = abschnitt.text("basis", pflicht=True)
    antrag: Baum = Abbildung()
    for ordner in suchordner:
        if (ordner / f"{name}.yaml").is_file():
            antrag = lies_datei(ordner / f"{name}.yaml", RegelError)
            break
    else:
        abschnitt.melde(f"Antrag „{name}“ gibt es nicht", "basis")
        return antrag
    aenderungen = abschnitt.unter("aendere")
    try:
        for weg, wert, _ in aenderungen.alle() if aenderungen else ():
            antrag = ersetzt(antrag, weg, wert)
        for weg in abschnitt.texte("entferne"):
            antrag = ersetzt(antrag, weg, None)
    except LookupError as fehler:
        abschnitt.melde(f"„{fehler.args[0]}“ führt nirgendwohin", "aendere")
    return antrag


def ersetzt(baum: Baum, weg: str, wert: Baum | None) -> Baum:
    """Return a copy with another value at a key path such as ``stellen[0].personalausgaben[2027]``; None removes it.

    Raises:
        LookupError: the path leads nowhere.
    """
    schritte = [name or nummer for name, nummer in _SCHRITT.findall(weg)]
    return _ersetzt(baum, schritte, wert, weg)


def _ersetzt(baum: Baum | None, schritte: list[str], wert: Baum | None, weg: str) -> Baum:
    schritt, rest = schritte[0], schritte[1:]
    if isinstance(baum, Folge):
        glieder = list(baum.glieder)
        if not schritt.isdecimal() or int(schritt) >= len(glieder) + (not rest and wert is not None):
            raise LookupError(weg)
        neu = _ersetzt(glieder[int(schritt)], rest, wert, weg) if rest else wert
        glieder[int(schritt) : int(schritt) + 1] = [] if neu is None else [neu]
        return Folge(tuple(glieder), baum.zeile)
    if baum is None or (isinstance(baum, Skalar) and baum.text is None):
        baum = Abbildung()
    if not isinstance(baum, Abbildung):
        raise LookupError(weg)
    eintraege = dict(baum.eintraege)
    if not rest and wert is None:
        if schritt not in eintraege:
            raise LookupError(weg)
        del eintraege[schritt]
        return Abbildung(eintraege, baum.zeile)
    alt = eintraege.get(schritt)
    innen = _ersetzt(alt.wert if alt else None, rest, wert, weg) if rest else wert
    assert innen is not None
    eintraege[schritt] = Eintrag(innen, alt.zeile if alt else innen.zeile)
    return Abbildung(eintraege, baum.zeile)


def beispiele(ordner: Path) -> Iterator[Fall]:
    """Read the example applications of a guideline: they only have to compute."""
    for pfad in sorted(ordner.glob("*.yaml")):
        try:
            yield Antragsfall(pfad, pfad.stem, "", None, lies_datei(pfad))
        except FoerderungError as fehler:
            raise RegelError(Meldung(str(fehler), pfad.name)) from None

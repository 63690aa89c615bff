"""Compute the application of a case: the filed document, the consultation record, the officer's decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung, grund_deutsch
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.archiv import packe
from foerderung.richtlinien.quelltext import dekodiere, lies_text
from foerderung.richtlinien.verzeichnis import Richtlinie, finde
from foerderung.services.rechnen.zuwendung import Dokument, berechne
from foerderung.services.regelwerk.regeln import lade, regelordner
from foerderung.store.einheit import Lesung
from foerderung.verfahren.ereignis import kanonisches_json
from foerderung.verfahren.fallstand import Fallstand

ABSCHRIFT = ".json"
"""What the name of a workbook ends with once its content was copied as text."""

FORMULAR = "formular"
"""Kind of filed content, and key of facts that name it: the workbook a document was read from."""

BERATUNG_AM, EINGANG_AM, ANLAGEN = "beratung_am", "eingang_am", "anlagen"


@dataclass(frozen=True, slots=True)
class Datei:
    """A document as it came: bytes and the name whose ending tells the format.

    Attributes:
        mappe: the workbook whose content `inhalt` repeats as text; empty where nothing was filled in in a workbook.
        orte: for a form, sheet and cell by key path.
    """

    name: str
    inhalt: bytes
    mappe: bytes = b""
    orte: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def lies(cls, pfad: Path) -> Datei:
        """Read a file as it is.

        Raises:
            EingabeError: it is missing or cannot be read.
        """
        try:
            return cls(pfad.name, pfad.read_bytes())
        except OSError as grund:
            fehlt = isinstance(grund, FileNotFoundError)
            text = "Datei nicht gefunden" if fehlt else f"nicht lesbar ({grund_deutsch(grund)})"
            raise EingabeError(Meldung(text, datei=str(pfad), abhilfe="Pfad prüfen.")) from None

    def dokument(self) -> Dokument:
        """Read it as YAML or JSON.

        Raises:
            EingabeError: it is not well-formed.
        """
        anzeige = self.name.removesuffix(ABSCHRIFT) if self.mappe else self.name
        return Dokument(lies_text(dekodiere(self.inhalt, self.name), self.name), anzeige, self.orte, self.mappe)


def abgelegtes_dokument(lesung: Lesung, sha: str, name: str) -> Dokument:
    """Return a filed document."""
    return Datei(name, lesung.abgelegt(sha)).dokument()


def antragsdokument(lesung: Lesung, stand: Fallstand) -> Dokument:
    """Return the newest application of a case; the consultation record and the first receipt win over what it says.

    Raises:
        EingabeError: there is none.
    """
    if stand.antrag is None:
        raise EingabeError(
            Meldung("es liegt kein Antrag vor", ort=stand.aktenzeichen, abhilfe="foerderung antrag einlesen")
        )
    dokument = abgelegtes_dokument(lesung, stand.antrag.ablage, stand.antrag.datei)
    beratung_am = stand.beratung.am if stand.beratung is not None else None
    return mit_erfasstem(dokument, beratung_am, stand.erster_eingang, erfasste_anlagen(stand))


def erfasste_anlagen(stand: Fallstand) -> tuple[str, ...]:
    """Return the kinds of papers that came in apart from the application."""
    return tuple(sorted({anlage.art for anlage in stand.anlagen}))


def mit_erfasstem(
    dokument: Dokument, beratung_am: date | None, eingang_am: date | None, anlagen: Sequence[str] = ()
) -> Dokument:
    """Return an application in which what the case recorded stands in place of, or beside, what it states."""
    baum = dokument.baum
    assert isinstance(baum, Abbildung)
    tage = {BERATUNG_AM: beratung_am, EINGANG_AM: eingang_am}
    neue = {
        name: Eintrag(Skalar(tag.isoformat(), baum.zeile), baum.zeile) for name, tag in tage.items() if tag is not None
    }
    if anlagen:
        neue[ANLAGEN] = Eintrag(_ergaenzt(baum.hole(ANLAGEN), anlagen, baum.zeile), baum.zeile)
    return Dokument(Abbildung({**baum.eintraege, **neue}, baum.zeile), dokument.datei)


def _ergaenzt(liste: Baum | None, anlagen: Sequence[str], zeile: int) -> Folge:
    vorhanden = liste.glieder if isinstance(liste, Folge) else ()
    namen = {glied.text for glied in vorhanden if isinstance(glied, Skalar)}
    return Folge((*vorhanden, *(Skalar(name, zeile, True) for name in anlagen if name not in namen)), zeile)


def richtlinie_des_falls(stand: Fallstand, regeln: Path | None) -> Richtlinie:
    """Return the guideline of a case as it is today."""
    return lade(stand.richtlinie, regeln)


def rechne_fall(
    lesung: Lesung, stand: Fallstand, stichtag: date, entscheidung: Dokument | None, regeln: Path | None
) -> Berechnung:
    """Compute the newest application of a case by today's rules.

    Args:
        stichtag: decides the Fassung; in a case the day of the act.
        entscheidung: the officer's decision document.

    Raises:
        EingabeError: no application, or a document that is wrong.
        RegelError: faulty rules, or a day they do not cover.
    """
    return berechne(richtlinie_des_falls(stand, regeln), antragsdokument(lesung, stand), entscheidung, stichtag)


def ergebnis_sha256(berechnung: Berechnung) -> str:
    """Return a hash of what a calculation says and rests on, without the day it was made."""
    daten = {name: wert for name, wert in berechnung.als_json().items() if name not in ("stichtag", "spur")}
    return sha256(kanonisches_json(daten).encode()).hexdigest()


def regelarchiv(richtlinie: str, regeln: Path | None) -> bytes:
    """Return the rule files of a guideline as they are, as one archive."""
    return packe(finde(regelordner(regeln), richtlinie, mit_zusatzpaketen=regeln is None))


def json_bytes(daten: Any) -> bytes:
    """Write plain data as canonical JSON for the file."""
    return json.dumps(json.loads(kanonisches_json(daten)), ensure_ascii=False, sort_keys=True).encode()

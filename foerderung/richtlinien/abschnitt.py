"""Read one mapping of a rule file key by key, collecting every violation with file, line, key and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from foerderung.errors import Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.fach.quelltext import Abbildung, Baum, Folge, Skalar

_DATUM = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)


@dataclass(slots=True)
class Mangelliste:
    """Collect the violations of a whole rule set."""

    meldungen: list[Meldung] = field(default_factory=list)

    def melde(self, meldung: Meldung) -> None:
        """Add a violation once."""
        if meldung not in self.meldungen:
            self.meldungen.append(meldung)


def lies_datum(text: str | None) -> date | None:
    """Return the day of an ISO date, None if it is none."""
    treffer = _DATUM.match(text or "")
    if treffer is None:
        return None
    try:
        return date(int(treffer[1]), int(treffer[2]), int(treffer[3]))
    except ValueError:
        return None


class Abschnitt:
    """One mapping of a rule file.

    Args:
        baum: the node; anything but a mapping is reported.
        datei: name of the file for messages.
        pfad: key path for messages, such as ``regeln.zuwendung``.
        zeile: line of the key it stands under; its own first line if there is none.
    """

    def __init__(self, baum: Baum | None, datei: str, pfad: str, maengel: Mangelliste, zeile: int = 0) -> None:
        self.datei = datei
        self.pfad = pfad
        self.maengel = maengel
        self.zeile = zeile or (baum.zeile if baum is not None else 0)
        self._gelesen: set[str] = set()
        if isinstance(baum, Abbildung):
            self.abbildung = baum
        else:
            self.abbildung = Abbildung()
            if baum is not None:
                self.melde("eine Gruppe von Schlüsseln erwartet")

    def melde(
        self,
        gefunden: str,
        schluessel: str = "",
        zulaessig: str = "",
        abhilfe: str = "",
        zeile: int | None = None,
    ) -> None:
        """Report a violation at a key of this mapping (or at the mapping itself)."""
        if zeile is None:
            eintrag = self.abbildung.eintraege.get(schluessel)
            zeile = eintrag.zeile if eintrag is not None else self.zeile
        ort = f"{self.pfad}.{schluessel}" if schluessel and self.pfad else schluessel or self.pfad
        self.maengel.melde(Meldung(gefunden, self.datei, zeile, ort, zulaessig, "", abhilfe))

    def __contains__(self, schluessel: str) -> bool:
        return schluessel in self.abbildung

    def knoten(self, schluessel: str, pflicht: bool = False) -> Baum | None:
        """Return the node under a key and mark the key as known."""
        self._gelesen.add(schluessel)
        eintrag = self.abbildung.eintraege.get(schluessel)
        if eintrag is None:
            if pflicht:
                self.melde(f"„{schluessel}“ fehlt", abhilfe=f"{schluessel}: ergänzen.")
            return None
        return eintrag.wert

    def text(self, schluessel: str, pflicht: bool = False) -> str:
        """Return the text under a key, empty if it is missing or no text."""
        knoten = self.knoten(schluessel, pflicht)
        if knoten is None:
            return ""
        if not isinstance(knoten, Skalar) or not (knoten.text or "").strip():
            self.melde("ein nicht leerer Text erwartet", schluessel)
            return ""
        return knoten.text or ""

    def texte(self, schluessel: str, pflicht: bool = False) -> tuple[str, ...]:
        """Return the list of texts under a key."""
        knoten = self.knoten(schluessel, pflicht)
        if knoten is None:
            return ()
        if not isinstance(knoten, Folge):
            self.melde("eine Liste erwartet", schluessel)
            return ()
        texte = [glied.text for glied in knoten.glieder if isinstance(glied, Skalar) and glied.text]
        if len(texte) != len(knoten.glieder):
            self.melde("eine Liste von Texten erwartet", schluessel)
        return tuple(texte)

    def wahrheit(self, schluessel: str) -> bool:
        """Return true or false under a key, false if it is missing."""
        text = self.text(schluessel)
        if text not in ("", "true", "false"):
            self.melde(f"„{text}“", schluessel, "true oder false")
        return text == "true"

    def ganzzahl(self, schluessel: str) -> int | None:
        """Return the whole number under a key."""
        text = self.text(schluessel)
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
            self.melde(f"„{text}“ ist keine ganze Zahl", schluessel)
            return None
        return int(text)

    def datum(self, schluessel: str, pflicht: bool = False) -> date | None:
        """Return the ISO date under a key."""
        text = self.text(schluessel, pflicht)
        if not text:
            return None
        tag = lies_datum(text)
        if tag is None:
            self.melde(f"„{text}“ ist kein Datum", schluessel, "JJJJ-MM-TT")
        return tag

    def auswahl(self, schluessel: str, moegliche: tuple[str, ...], pflicht: bool = False) -> str:
        """Return one of several texts under a key, empty if it is missing or another."""
        text = self.text(schluessel, pflicht)
        if text and text not in moegliche:
            self.melde(f"„{text}“", schluessel, ", ".join(moegliche), aehnlich(text, moegliche))
            return ""
        return text

    def quelle(self, vorgabe: Quelle | None = None) -> Quelle:
        """Return citation and mark of evidence; both are mandatory unless given by `vorgabe`."""
        fundstelle = self.text("fundstelle", pflicht=vorgabe is None)
        stand = self.auswahl("belegstand", tuple(Belegstand), pflicht=vorgabe is None)
        return Quelle(
            fundstelle or (vorgabe.fundstelle if vorgabe else ""),
            Belegstand(stand) if stand else (vorgabe.belegstand if vorgabe else Belegstand.ANNAHME),
        )

    def unter(self, schluessel: str, pflicht: bool = False) -> Abschnitt | None:
        """Return the mapping under a key."""
        knoten = self.knoten(schluessel, pflicht)
        if knoten is None:
            return None
        pfad = f"{self.pfad}.{schluessel}" if self.pfad else schluessel
        return Abschnitt(knoten, self.datei, pfad, self.maengel, self.abbildung.eintraege[schluessel].zeile)

    def glieder(self, schluessel: str, pflicht: bool = False) -> list[Abschnitt]:
        """Return the mappings of the list under a key."""
        knoten = self.knoten(schluessel, pflicht)
        if knoten is None:
            return []
        if not isinstance(knoten, Folge):
            self.melde("eine Liste erwartet", schluessel)
            return []
        pfad = f"{self.pfad}.{schluessel}" if self.pfad else schluessel
        return [
            Abschnitt(glied, self.datei, f"{pfad}[{nummer}]", self.maengel)
            for nummer, glied in enumerate(knoten.glieder)
        ]

    def alle(self) -> Iterator[tuple[str, Baum, int]]:
        """Walk over keys, nodes and lines; all keys count as known."""
        for schluessel, eintrag in self.abbildung.eintraege.items():
            self._gelesen.add(schluessel)
            yield schluessel, eintrag.wert, eintrag.zeile

    def fertig(self) -> None:
        """Report every key that nobody asked for."""
        for schluessel, eintrag in self.abbildung.eintraege.items():
            if schluessel not in self._gelesen:
                self.melde(
                    f"unbekannter Schlüssel „{schluessel}“",
                    zulaessig=", ".join(sorted(self._gelesen)),
                    abhilfe=aehnlich(schluessel, self._gelesen),
                    zeile=eintrag.zeile,
                )

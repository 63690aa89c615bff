"""Open deadlines of all cases by urgency, read from columns without unpacking a single case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.services.herkunft import Herkunft
from foerderung.services.ort import Ort
from foerderung.store.angaben import angabe
from foerderung.store.fristsuche import Suche, aktenzeichen, faelle_mit_fristen
from foerderung.store.register import personendaten
from foerderung.verfahren.fristarten import FRISTARTEN, Fristart
from foerderung.verfahren.speicherangaben import KENNUNG
from foerderung.verfahren.zustand import ROLLENNAMEN, Rolle


class OffeneFrist(NamedTuple):
    """An open deadline of a case, seen from a day; a tuple, since there are tens of thousands.

    Attributes:
        ab: day it runs from, ISO.
        tage: days left until `bis`, negative once it has passed.
        wartet_auf: role whose act comes next in the case, empty for none.
        ereignis: number of the event that set it.
        erfasst_am: when that was recorded, UTC.
    """

    fall: str
    titel: str
    art: str
    ab: str
    bis: date
    bis_spaet: date | None
    tage: int
    ueberfaellig: bool
    quelle: str
    zustaendig: str
    wartet_auf: str
    ereignis: int
    erfasst_am: str

    @property
    def fristart(self) -> Fristart:
        """Return what is known of its kind."""
        return FRISTARTEN[self.art]

    @property
    def durch(self) -> str:
        """Return who acts: the officer of the case, and the other role for which it waits."""
        andere = self.wartet_auf and self.wartet_auf != Rolle.SACHBEARBEITUNG
        return f"{self.zustaendig}, wartet auf {ROLLENNAMEN[Rolle(self.wartet_auf)]}" if andere else self.zustaendig

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "fall": self.fall,
            "titel": self.titel,
            "art": self.art,
            "bezeichnung": self.fristart.bezeichnung,
            "ab": self.ab,
            "bis": self.bis.isoformat(),
            "bis_spaet": None if self.bis_spaet is None else self.bis_spaet.isoformat(),
            "tage": self.tage,
            "ueberfaellig": self.ueberfaellig,
            "zu_tun": self.fristart.zu_tun,
            "zustaendig": self.zustaendig,
            "wartet_auf": self.wartet_auf,
            "quelle": self.quelle,
            "ereignis": self.ereignis,
        }


@dataclass(frozen=True, slots=True)
class Fristenliste:
    """Open deadlines by urgency.

    Attributes:
        heute: the day from which they are seen.
        kennung: identity of the store.
    """

    fristen: tuple[OffeneFrist, ...]
    heute: date
    herkunft: Herkunft
    kennung: str


def liste_fristen(ort: Ort, suche: Suche, nur_ueberfaellige: bool = False) -> Fristenliste:
    """List the open deadlines, the most urgent first; a Klagefrist that has passed on both views is none.

    Raises:
        EingabeError: a case or a person that does not exist; with the nearest one.
    """
    with ort.einblick() as verbindung:
        _pruefe(verbindung, suche)
        gefunden = [
            frist
            for zeile in faelle_mit_fristen(verbindung, suche)
            for frist in _fristen(zeile, suche, ort.heute)
            if frist.ueberfaellig or not nur_ueberfaellige
        ]
        herkunft, kennung = Herkunft.von(verbindung), angabe(verbindung, KENNUNG) or ""
    gefunden.sort(key=attrgetter("bis", "fall", "art"))
    return Fristenliste(tuple(gefunden), ort.heute, herkunft, kennung)


def _pruefe(verbindung: Connection, suche: Suche) -> None:
    if suche.person and suche.person not in (personen := personendaten(verbindung)):
        abhilfe = aehnlich(suche.person, personen)
        zulaessig = "" if abhilfe else ", ".join(personen)
        raise EingabeError(
            Meldung(f"„{suche.person}“ gibt es nicht", ort="--person", zulaessig=zulaessig, abhilfe=abhilfe)
        )
    if suche.fall and suche.fall not in (nummern := aktenzeichen(verbindung)):
        abhilfe = aehnlich(suche.fall, nummern) or "foerderung fall liste zeigt alle."
        raise EingabeError(Meldung(f"den Fall „{suche.fall}“ gibt es nicht", ort="--fall", abhilfe=abhilfe))


def _fristen(zeile: Any, suche: Suche, heute: date) -> Iterator[OffeneFrist]:
    for daten in json.loads(zeile.fristen):
        bis = date.fromisoformat(daten["bis"])
        if (suche.art and daten["art"] != suche.art) or (suche.bis is not None and bis > suche.bis):
            continue
        spaet = date.fromisoformat(daten["bis_spaet"]) if daten["bis_spaet"] else None
        vorbei = (spaet or bis) < heute
        if vorbei and FRISTARTEN[daten["art"]].endet_von_selbst:
            continue
        yield _offene(zeile, daten, (bis, spaet), heute)


def _offene(zeile: Any, daten: Mapping[str, Any], enden: tuple[date, date | None], heute: date) -> OffeneFrist:
    bis, spaet = enden
    return OffeneFrist(
        fall=zeile.aktenzeichen,
        titel=zeile.titel,
        art=daten["art"],
        ab=daten["ab"],
        bis=bis,
        bis_spaet=spaet,
        tage=(bis - heute).days,
        ueberfaellig=(spaet or bis) < heute,
        quelle=daten["quelle"],
        zustaendig=zeile.zustaendig,
        wartet_auf=zeile.wartet_auf,
        ereignis=daten["ereignis"],
        erfasst_am=daten["erfasst_am"],
    )

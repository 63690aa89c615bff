"""Open deadlines as a calendar that any programme reads; taken up again, moved deadlines move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from foerderung.dokumente.terminkalender import Termin, schreibe_kalender
from foerderung.fach.zahlen import datum_deutsch
from foerderung.services.fall.fristenliste import Fristenliste, OffeneFrist, liste_fristen
from foerderung.services.ort import Ort
from foerderung.store.fristsuche import Suche

UEBUNG = "ÜBUNG – kein echter Vorgang."


@dataclass(frozen=True, slots=True)
class Fristkalender:
    """A calendar file and the deadlines in it."""

    inhalt: bytes
    liste: Fristenliste


def kalender_der_fristen(ort: Ort, suche: Suche) -> Fristkalender:
    """Return the open deadlines as a calendar file.

    Raises:
        EingabeError: a person that does not exist.
    """
    liste = liste_fristen(ort, suche)
    uebung = liste.herkunft.uebung
    termine = [_termin(frist, liste.kennung, uebung) for frist in liste.fristen]
    return Fristkalender(schreibe_kalender("Förderfristen (Übung)" if uebung else "Förderfristen", termine), liste)


def _termin(frist: OffeneFrist, kennung: str, uebung: bool) -> Termin:
    marke = "ÜBUNG: " if uebung else ""
    return Termin(
        uid=uid(kennung, frist.fall, frist.art),
        tag=frist.bis,
        titel=f"{marke}{frist.fall} {frist.fristart.bezeichnung}: {frist.titel}",
        beschreibung="\n".join(_zeilen(frist, uebung)),
        folge=frist.ereignis,
        stempel=datetime.fromisoformat(frist.erfasst_am),
    )


def uid(kennung: str, fall: str, art: str) -> str:
    """Return the name of a deadline that outlives every change of its day."""
    return f"{fall}-{art}@{kennung}".lower()


def _zeilen(frist: OffeneFrist, uebung: bool) -> Iterator[str]:
    if uebung:
        yield UEBUNG
    yield f"Zu tun: {frist.fristart.zu_tun}"
    if frist.bis_spaet is not None:
        yield f"Nach anderer Ansicht bis {datum_deutsch(frist.bis_spaet)}"
    yield f"Läuft seit {datum_deutsch(date.fromisoformat(frist.ab))}"
    yield f"Fundstelle: {frist.quelle}"
    yield f"Zuständig: {frist.zustaendig}"

"""Move an office from a file to an empty PostgreSQL database; afterwards the file is only read.

The file is closed before the database is confirmed. Whatever happens in between, there is never more than one place
that takes acts, and the file holds everything: calling the same command again completes the move.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from foerderung.errors import AufrufError, Meldung, NichtErlaubtError, SpeicherError
from foerderung.services.akt import weise_ab
from foerderung.services.amt import Amt
from foerderung.services.speicher.speicher import verlange_heil
from foerderung.services.speicher.umzug import fuelle, verlange_platz
from foerderung.store.einheit import Lesung, setze_angabe
from foerderung.store.kopie import Fortschritt
from foerderung.store.pruefung import Anker, Pruefbericht, pruefe
from foerderung.store.tabellen import UEBERTRAGEN_NACH
from foerderung.store.verbindung import POSTGRESQL, SQLITE, Datenbank, lies_ort, ort_fuer_alle
from foerderung.store.version import VERSION, version
from foerderung.verfahren.amtsstand import UEBERTRAGEN
from foerderung.verfahren.lage import Hindernis, Person
from foerderung.verfahren.speicherangaben import KENNUNG
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.zustand import Rolle


@dataclass(frozen=True, slots=True)
class Uebertragung:
    """A move that is complete.

    Attributes:
        ort: where the office works now, as everybody may know it.
        schon: it was complete before; nothing was done.
    """

    ort: str
    anzahl: int
    kopf: Anker
    schon: bool = False


def uebertrage(amt: Amt, nach: str, fortschritt: Fortschritt) -> Uebertragung:
    """Move the office, or complete a move that was interrupted.

    Args:
        nach: ``postgresql://…`` of an empty database, with the login it belongs to.

    Raises:
        AufrufError: the store is no file, or `nach` is no PostgreSQL.
        NichtErlaubtError: the acting person may not sign.
        SpeicherError: the database is not empty or cannot be reached; the office moved elsewhere.
        EingabeError: persons have no login there; all of them.
        IntegritaetError: the store contradicts itself.
    """
    ziel = Datenbank(lies_ort(nach))
    if ziel.art != POSTGRESQL:
        raise AufrufError(Meldung(f"„{nach}“", ort="--nach", zulaessig="postgresql://benutzer@rechner/datenbank"))
    if amt.datenbank.art != SQLITE:
        raise AufrufError(Meldung("übertragen wird aus einer Datei", ort="--db", abhilfe="Sonst „db sichere“."))
    with amt.lesend() as lesung:
        bisher = lesung.angabe(UEBERTRAGEN_NACH)
    ort = ort_fuer_alle(ziel.url)
    if bisher is not None:
        return _setze_fort(amt, ziel, ort, bisher, fortschritt)
    with amt.schreibend() as (einheit, person):
        if hindernis := _hindernis(person):
            weise_ab(einheit, "", amt.heute, UEBERTRAGEN, [hindernis])
        verlange_heil(pruefe(einheit), amt.datenbank.name)
        with ziel.schreibe() as verbindung:
            verlange_platz(einheit, ziel, verbindung)
            einheit.schreibe(UEBERTRAGEN, "", amt.heute, {"nach": ort})
            setze_angabe(einheit, UEBERTRAGEN_NACH, ort)
            bericht = fuelle(einheit, ziel, verbindung, fortschritt)
            einheit.commit()
            _bestaetige(verbindung, ziel)
    return _ergebnis(ort, bericht)


def _setze_fort(amt: Amt, ziel: Datenbank, ort: str, bisher: str, fortschritt: Fortschritt) -> Uebertragung:
    """Complete a move whose file is closed already; a complete one is left alone."""
    if ort != bisher:
        text = f"das Amt wurde nach {bisher} übertragen"
        raise SpeicherError(Meldung(text, amt.datenbank.name, abhilfe="Dieselbe Datenbank angeben."))
    with amt.lesend() as lesung:
        if hindernis := _hindernis(amt.handelnde(lesung)):
            raise NichtErlaubtError(Meldung(hindernis.grund, quelle=hindernis.quelle))
        with ziel.schreibe() as verbindung:
            if _ist_angekommen(lesung, Lesung(ziel, verbindung)):
                kopf = Anker(*lesung.kopf())
                return Uebertragung(ort, kopf.nummer, kopf, schon=True)
            bericht = fuelle(lesung, ziel, verbindung, fortschritt)
            _bestaetige(verbindung, ziel)
    return _ergebnis(ort, bericht)


def _ist_angekommen(hier: Lesung, dort: Lesung) -> bool:
    """Tell whether the database holds this office up to the last event of the file."""
    if version(dort.verbindung) != VERSION or dort.angabe(KENNUNG) != hier.angabe(KENNUNG):
        return False
    nummer, sha = hier.kopf()
    return dort.hash(nummer) == sha


def _bestaetige(verbindung: Connection, ziel: Datenbank) -> None:
    """Make the move last.

    Raises:
        SpeicherError: the server did not confirm; the file is closed by then.
    """
    try:
        verbindung.commit()
    except DBAPIError as grund:
        text = "der Datenbankserver hat die Übertragung nicht bestätigt; im bisherigen Speicher ist alles erhalten"
        abhilfe = "Denselben Befehl noch einmal aufrufen; er schließt die Übertragung ab."
        raise SpeicherError(Meldung(text, ziel.name, abhilfe=abhilfe)) from grund


def _hindernis(person: Person) -> Hindernis | None:
    if Rolle.ZEICHNUNG in person.rollen and not person.gesperrt:
        return None
    grund = f"das verlangt die Rolle Zeichnung; „{person.kuerzel}“ hat sie nicht oder ist gesperrt"
    return Hindernis("rolle", grund, HAUSREGEL)


def _ergebnis(ort: str, bericht: Pruefbericht) -> Uebertragung:
    return Uebertragung(ort, bericht.anzahl, bericht.kopf)

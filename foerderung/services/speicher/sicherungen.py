"""Back up a store while others work in it, and restore it; a copy counts only once it has been checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from foerderung.errors import FoerderungError, IntegritaetError, Meldung, SpeicherError
from foerderung.services.amt import Amt
from foerderung.services.speicher.speicher import bringe_tabellen_auf_stand, verlange_heil
from foerderung.services.speicher.umzug import fuelle
from foerderung.store.einheit import lesend
from foerderung.store.kopie import Fortschritt, kopiere_datei, kopiere_zeilen
from foerderung.store.migration import migriere
from foerderung.store.pruefung import Anker, Pruefbericht, pruefe
from foerderung.store.verbindung import SQLITE, Datenbank, datei_als_speicher


def sichere(amt: Amt, ziel: Path, fortschritt: Fortschritt) -> Pruefbericht:
    """Copy the store as it stands now into a new file, and check the copy.

    Raises:
        SpeicherError: there is a file of that name already, or it cannot be written.
        IntegritaetError: the store contradicts itself; there is no copy then.
    """
    with datei_als_speicher(ziel).neue_datei() as neue:
        with amt.lesend() as lesung:
            if amt.datenbank.art == SQLITE:
                kopiere_datei(lesung.verbindung, neue.datei, fortschritt)
            else:
                with neue.schreibe() as verbindung:
                    migriere(verbindung)
                    kopiere_zeilen(lesung.verbindung, verbindung, fortschritt)
                    verbindung.commit()
        return _geprueft(datei_als_speicher(neue.datei, amt.datenbank.name))


def stelle_her(amt: Amt, quelle: Path, anker: tuple[Anker, ...], fortschritt: Fortschritt) -> Pruefbericht:
    """Make a store from a backup where there is none; an older one is brought up to date on the way.

    Args:
        anker: heads printed earlier; only they show that the backup is newer than they are.

    Raises:
        SpeicherError: no backup, or the place is not empty.
        EingabeError: on PostgreSQL persons have no login.
        IntegritaetError: the backup is damaged; nothing is left of it at its new place.
    """
    if not quelle.is_file():
        raise SpeicherError(Meldung("hier liegt keine Sicherung", str(quelle)))
    if amt.datenbank.art == SQLITE:
        with amt.datenbank.neue_datei() as neue:
            return _uebernimm(quelle, neue.datei, anker, fortschritt)
    with _beiseite() as vorlaeufig:
        _uebernimm(quelle, vorlaeufig, anker, fortschritt)
        with lesend(datei_als_speicher(vorlaeufig)) as lesung, amt.datenbank.schreibe() as verbindung:
            bericht = fuelle(lesung, amt.datenbank, verbindung, fortschritt)
            verbindung.commit()
            return bericht


@contextmanager
def _beiseite() -> Iterator[Path]:
    """Lend a place for a file that nobody else can look at and that does not stay."""
    with TemporaryDirectory(prefix="foerderung-") as ordner:
        yield Path(ordner) / "sicherung.db"


def _uebernimm(quelle: Path, nach: Path, anker: tuple[Anker, ...], fortschritt: Fortschritt) -> Pruefbericht:
    """Copy a backup, bring its tables up to date, check it."""
    with datei_als_speicher(quelle).lies() as verbindung:
        kopiere_datei(verbindung, nach, fortschritt)
    kopie = datei_als_speicher(nach, str(quelle))
    bringe_tabellen_auf_stand(kopie)
    return _geprueft(kopie, anker)


def _geprueft(kopie: Datenbank, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check a copy as a whole.

    Raises:
        IntegritaetError: something is not as it was recorded; with the first bad event.
    """
    try:
        with lesend(kopie) as lesung:
            bericht = pruefe(lesung, anker)
    except IntegritaetError as beschaedigt:
        erstes = Meldung(f"erstes fehlerhaftes Ereignis ist {_lesbar_bis(kopie) + 1}", kopie.name)
        raise IntegritaetError([erstes, *beschaedigt.meldungen]) from None
    verlange_heil(bericht, kopie.name)
    return bericht


def _lesbar_bis(kopie: Datenbank) -> int:
    """Return the last event up to which a damaged file can be read."""
    nummer = 0
    with suppress(FoerderungError), lesend(kopie) as lesung:
        for ereignis in lesung.ereignisse():
            nummer = ereignis.nummer
    return nummer

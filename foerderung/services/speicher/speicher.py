"""Set up, migrate and check a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, text

from foerderung.errors import EingabeError, IntegritaetError, Meldung, SpeicherError
from foerderung.services.amt import Amt
from foerderung.services.buero.stammdaten import neue_person, personenfakten
from foerderung.store.anmeldungen import pruefe_namen
from foerderung.store.einheit import Einheit, Urheber, lesend, setze_angabe, setze_rechte
from foerderung.store.kopie import Fortschritt, kopiere_datei, still
from foerderung.store.migration import migriere
from foerderung.store.projektion import baue_neu
from foerderung.store.pruefung import Anker, Pruefbericht, Verletzung, pruefe
from foerderung.store.verbindung import POSTGRESQL, SQLITE, Datenbank, datei_als_speicher
from foerderung.store.version import VERSION, pruefe_nicht_neuer, version
from foerderung.verfahren.amtsstand import EINRICHTEN, gefaltet
from foerderung.verfahren.lage import Person
from foerderung.verfahren.rechte import rechte
from foerderung.verfahren.speicherangaben import JA, KENNUNG, NEIN, UEBUNG
from foerderung.verfahren.zustand import Rolle


@dataclass(frozen=True, slots=True)
class Einrichtung:
    """A store that was just set up."""

    ort: str
    version: str
    uebung: bool
    person: Person


def richte_ein(amt: Amt, kuerzel: str, name: str, rollen: Sequence[Rolle], uebung: bool = False) -> Einrichtung:
    """Set up an empty store with its first person.

    Raises:
        EingabeError: no proper Kuerzel, no role; a day that is played outside of practice.
        SpeicherError: there is a store already, or the place cannot be written.
    """
    person = neue_person(kuerzel, name, rollen)
    if amt.gestellt is not None and not uebung:
        raise EingabeError(Meldung("den Tag stellen geht nur in einem Übungsspeicher", ort="--heute"))
    datenbank = amt.datenbank
    if datenbank.art == SQLITE:
        with datenbank.neue_datei() as neue:
            _fuelle(replace(amt, datenbank=neue), person, uebung)
    else:
        _fuelle(amt, person, uebung)
    return Einrichtung(datenbank.name, VERSION, uebung, person)


def _fuelle(amt: Amt, person: Person, uebung: bool) -> None:
    with amt.datenbank.schreibe() as verbindung:
        if version(verbindung) is not None:
            raise SpeicherError(
                Meldung("hier ist schon ein Speicher eingerichtet", amt.datenbank.name, abhilfe="foerderung db pruefe")
            )
        if amt.datenbank.art == POSTGRESQL:
            pruefe_namen(verbindung)
        migriere(verbindung)
        einheit = Einheit(amt.datenbank, verbindung, Urheber(person.kuerzel, amt.erfasst_am))
        setze_angabe(einheit, UEBUNG, JA if uebung else NEIN)
        setze_angabe(einheit, KENNUNG, str(uuid4()))
        if amt.datenbank.art == POSTGRESQL:
            setze_rechte(einheit, rechte())
        kennung = einheit.angabe(KENNUNG)
        einheit.schreibe(EINRICHTEN, "", amt.heute, {"version": VERSION, "uebung": uebung, "kennung": kennung})
        einheit.schreibe("person_anlegen", "", amt.heute, personenfakten(person))
        einheit.commit()


@dataclass(frozen=True, slots=True)
class Umstellung:
    """A store that is up to date now.

    Attributes:
        sicherung: copy of the file as it was, None where nothing was to be done or the store is no file.
    """

    vorher: str
    nachher: str
    sicherung: Path | None = None


def bringe_auf_stand(amt: Amt, fortschritt: Fortschritt = still) -> Umstellung:
    """Migrate a store to the newest version; a file is copied first, as it is.

    Raises:
        SpeicherError: there is no store, a newer program made it, or it cannot be copied.
        IntegritaetError: the file cannot be read as a whole.
    """
    datenbank, sicherung = amt.datenbank, None
    if datenbank.art == SQLITE:
        with datenbank.lies() as verbindung:
            stand = version(verbindung)
            if stand is not None and stand < VERSION:
                sicherung = _kopiere_vorher(datenbank, verbindung, stand, fortschritt)
    vorher, nachher = bringe_tabellen_auf_stand(datenbank)
    return Umstellung(vorher, nachher, sicherung)


def _kopiere_vorher(datenbank: Datenbank, verbindung: Connection, stand: str, fortschritt: Fortschritt) -> Path:
    """Copy a file under its name with the version behind it, and a number if there is such a copy already."""
    namen = (f"{datenbank.datei.name}.{stand}{zusatz}" for zusatz in chain([""], (f"-{n}" for n in count(2))))
    ziel = next(pfad for pfad in map(datenbank.datei.with_name, namen) if not pfad.exists())
    with datei_als_speicher(ziel).neue_datei() as neue:
        kopiere_datei(verbindung, neue.datei, fortschritt)
        with neue.lies() as kopie:
            mangel = kopie.scalar(text("PRAGMA integrity_check"))
            if mangel != "ok":
                raise IntegritaetError(Meldung(f"die Datei ist beschädigt ({mangel})", datenbank.name))
    return ziel


def bringe_tabellen_auf_stand(datenbank: Datenbank) -> tuple[str, str]:
    """Migrate a store, in one transaction; return the versions before and after.

    Raises:
        SpeicherError: there is no store, or a newer program made it.
    """
    with datenbank.schreibe() as verbindung:
        vorher = version(verbindung)
        if vorher is None:
            raise SpeicherError(Meldung("hier ist kein Speicher", datenbank.name, abhilfe="foerderung db init"))
        pruefe_nicht_neuer(vorher, datenbank.name)
        if vorher != VERSION:
            migriere(verbindung)
            einheit = Einheit(datenbank, verbindung, Urheber("", ""))
            if datenbank.art == POSTGRESQL:
                setze_rechte(einheit, rechte())
            baue_neu(verbindung, gefaltet(einheit.ereignisse()))
            verbindung.commit()
    return vorher, VERSION


def verlange_heil(bericht: Pruefbericht, name: str = "") -> None:
    """Refuse a store that a check found faulty.

    Raises:
        IntegritaetError: with the first bad event and everything that is not as it was recorded.
    """
    if not bericht.verletzungen:
        return
    erste = bericht.verletzungen[0]
    kopf = [Meldung(f"erstes fehlerhaftes Ereignis ist {erste.nummer}", name)] if erste.nummer else []
    raise IntegritaetError([*kopf, *(Meldung(v.grund, name, ort=_ort(v)) for v in bericht.verletzungen)])


def _ort(verletzung: Verletzung) -> str:
    """Name the event, unless the reason does."""
    genannt = verletzung.grund.startswith("Ereignis") or not verletzung.nummer
    return "" if genannt else f"Ereignis {verletzung.nummer}"


def pruefe_speicher(amt: Amt, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check the whole store against itself and against printed anchors."""
    with lesend(amt.datenbank) as lesung:
        return pruefe(lesung, anker)

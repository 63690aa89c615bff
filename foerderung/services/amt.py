"""The office at work: which store, who acts, which day it is, by which rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from foerderung.errors import EingabeError, Meldung, NichtErlaubtError
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.services.ort import Ort
from foerderung.store.einheit import Einheit, Lesung, Urheber, lesend, schreibend
from foerderung.store.verbindung import POSTGRESQL, Datenbank, lies_ort
from foerderung.verfahren.amtsstand import Antragsteller
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.lage import Person
from foerderung.verfahren.vertretung import handelnd


@dataclass(frozen=True)
class Amt(Ort):
    """What every use case on cases needs: a store, its day, and who acts by which rules."""

    @property
    def erfasst_am(self) -> str:
        """Return the moment of recording; in practice on the day that is played."""
        moment = self.jetzt if self.gestellt is None else datetime.combine(self.gestellt, self.jetzt.time())
        return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"

    @contextmanager
    def lesend(self) -> Iterator[Lesung]:
        """Open the store for reading."""
        with lesend(self.datenbank) as lesung:
            self.pruefe_uhr(lesung.verbindung)
            yield lesung

    @contextmanager
    def schreibend(self) -> Iterator[tuple[Einheit, Person]]:
        """Open the store for one act of the acting person; nothing lasts without `commit`.

        Raises:
            NichtErlaubtError: nobody was named, or somebody the office does not know.
        """
        with schreibend(self.datenbank, Urheber(self.als or "", self.erfasst_am)) as einheit:
            self.pruefe_uhr(einheit.verbindung)
            einheit.handelnd = self.handelnde(einheit)
            yield einheit, einheit.handelnd

    def handelnde(self, lesung: Lesung) -> Person:
        """Return the acting person with the roles of today, those of deputised persons included."""
        if self.datenbank.art == POSTGRESQL:
            kuerzel = self.datenbank.benutzer(lesung.verbindung)
            if self.als is not None and self.als != kuerzel:
                raise NichtErlaubtError(
                    Meldung(
                        f"die Anmeldung der Datenbank ist „{kuerzel}“",
                        ort="--als",
                        abhilfe="Auf PostgreSQL handelt, wer angemeldet ist; --als weglassen.",
                    )
                )
        elif self.als is None:
            raise NichtErlaubtError(
                Meldung(
                    "es ist nicht gesagt, wer handelt", ort="--als", abhilfe="Mit --als oder FOERDERUNG_ALS angeben."
                )
            )
        else:
            kuerzel = self.als
        personen = lesung.personen()
        person = next((eine for eine in personen if eine.kuerzel == kuerzel), None)
        if person is None:
            bekannt = [eine.kuerzel for eine in personen]
            raise NichtErlaubtError(
                Meldung(
                    f"„{kuerzel}“ gehört nicht zum Amt",
                    ort="--als",
                    zulaessig=", ".join(bekannt),
                    abhilfe=aehnlich(kuerzel, bekannt),
                )
            )
        return handelnd(person, personen, self.heute)


def oeffne(db: str | None, als: str | None = None, heute: date | None = None, regeln: Path | None = None) -> Amt:
    """Return the office on a store; nothing is opened yet.

    Args:
        db: path or URL, None for the standard place.
        als: Kuerzel of the acting person.
        heute: day to play, in a practice store.
        regeln: folder of rules, None for the shipped ones.

    Raises:
        AufrufError: a URL of another kind of database.
    """
    return Amt(Datenbank(lies_ort(db)), als, heute, regeln)


def hole_fall(lesung: Lesung, aktenzeichen: str, auch_geloescht: bool = False) -> Fallstand:
    """Return a case.

    Raises:
        EingabeError: there is none of that number; with the nearest numbers.
        NichtErlaubtError: its facts were deleted, and the caller needs them.
    """
    stand = lesung.fall(aktenzeichen)
    if stand is not None and stand.rest is not None and not auch_geloescht:
        raise NichtErlaubtError(
            Meldung("die Angaben dieses Falls wurden gelöscht", ort=aktenzeichen, quelle="Datenschutz")
        )
    if stand is not None:
        return stand
    nummern = lesung.aktenzeichen()
    naechste = sorted(nummern, key=lambda nummer: (_abstand(nummer, aktenzeichen), nummer))[:3]
    raise EingabeError(
        Meldung(
            f"den Fall „{aktenzeichen}“ gibt es nicht",
            ort="fall",
            zulaessig=f"etwa {', '.join(naechste)}" if naechste else "",
            abhilfe="foerderung fall liste zeigt alle." if naechste else "Es ist noch kein Fall angelegt.",
        )
    )


def hole_antragsteller(lesung: Lesung, nummer: str) -> Antragsteller:
    """Return an applicant of the register.

    Raises:
        EingabeError: there is none of that number.
    """
    gefunden = lesung.antragsteller(nummer)
    if gefunden is None:
        vorhanden = [eines.nummer for eines in lesung.alle_antragsteller()]
        raise EingabeError(
            Meldung(
                f"den Antragsteller „{nummer}“ gibt es nicht",
                ort="antragsteller",
                abhilfe=aehnlich(nummer, vorhanden) or "foerderung antragsteller liste zeigt alle.",
            )
        )
    return gefunden


def _abstand(links: str, rechts: str) -> int:
    """Count the single changes from one number to another (Levenshtein)."""
    zeile = list(range(len(rechts) + 1))
    for i, a in enumerate(links, 1):
        neu = [i]
        for j, b in enumerate(rechts, 1):
            neu.append(min(zeile[j] + 1, neu[-1] + 1, zeile[j - 1] + (a != b)))
        zeile = neu
    return zeile[-1]

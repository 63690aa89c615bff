"""Unit of work: one transaction in which events are written and the projections follow them."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, cast, delete, func, insert, or_, select, text, type_coerce, update

from foerderung.store import tabellen as t
from foerderung.store.angaben import angabe, kopf
from foerderung.store.loeschung import loesche
from foerderung.store.projektion import (
    ansichtszeile,
    behoerdenzeile,
    bestaetigungszeile,
    buchungszeilen,
    fallzeile,
    kreiszeile,
    personenzeile,
    registerzeile,
)
from foerderung.store.verbindung import POSTGRESQL, Datenbank
from foerderung.store.version import pruefe_offen, pruefe_version
from foerderung.verfahren.amtsstand import (
    NUMMERNKREIS,
    Antragsteller,
    antragsteller_aus,
    mit_vertretung,
    person_aus,
    person_nach,
)
from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN, Bestaetigung, bestaetigung_aus
from foerderung.verfahren.buchungen import Buchungsart, Buchungsstelle, Haushalt, Konto
from foerderung.verfahren.ereignis import Ereignis, Kopf, kanonisches_json, nutzlast_hash
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG, falte
from foerderung.verfahren.lage import Person
from foerderung.verfahren.loeschung import VOLLZIEHEN
from foerderung.verfahren.rechte import VIER_AUGEN, vertretene_bei
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.zustand import Rolle

_AUF_EINMAL = 500
"""Values that one statement names at most."""


@dataclass(frozen=True, slots=True)
class Urheber:
    """Who writes: declared person, and the moment as UTC text."""

    person: str
    erfasst_am: str


class Lesung:
    """Read the store inside one transaction."""

    def __init__(self, datenbank: Datenbank, verbindung: Connection) -> None:
        self.datenbank = datenbank
        self.verbindung = verbindung

    def angabe(self, schluessel: str) -> str | None:
        """Return a fact about the store itself, such as ``uebung``."""
        return angabe(self.verbindung, schluessel)

    def fall(self, aktenzeichen: str) -> Fallstand | None:
        """Return a case as it stands, None if there is none of that number."""
        stand = self.verbindung.scalar(select(t.fall.c.stand).where(t.fall.c.aktenzeichen == aktenzeichen))
        return None if stand is None else Fallstand.model_validate_json(stand)

    def aktenzeichen(self) -> list[str]:
        """List the numbers of all cases."""
        return list(self.verbindung.scalars(select(t.fall.c.aktenzeichen).order_by(t.fall.c.aktenzeichen)))

    def faelle(self) -> list[Fallstand]:
        """List all cases in the order of their numbers."""
        staende = self.verbindung.scalars(select(t.fall.c.stand).order_by(t.fall.c.aktenzeichen))
        return [Fallstand.model_validate_json(stand) for stand in staende]

    def einzelne_faelle(self, aktenzeichen: Collection[str]) -> Iterator[Fallstand]:
        """Yield some cases in the order of their numbers."""
        geordnet = sorted(aktenzeichen)
        for ab in range(0, len(geordnet), _AUF_EINMAL):
            f = t.fall.c
            teil = f.aktenzeichen.in_(geordnet[ab : ab + _AUF_EINMAL])
            for stand in self.verbindung.scalars(select(f.stand).where(teil).order_by(f.aktenzeichen)):
                yield Fallstand.model_validate_json(stand)

    def wartende(self, rollen: Iterable[Rolle], tag: date) -> list[Row[Any]]:
        """Return what waits for one of some roles on a day: only columns, no case is read."""
        f, namen = t.fall.c, [rolle.value for rolle in rollen]
        spalten = (f.aktenzeichen, f.titel, f.wartet_auf, f.ausgeschlossen, f.worauf, f.wartet_seit, f.zustaendig)
        dann = (f.wartet_dann, f.worauf_dann)
        reif = and_(f.wartet_dann.in_(namen), f.wartet_seit <= tag.isoformat())
        return list(self.verbindung.execute(select(*spalten, *dann).where(or_(f.wartet_auf.in_(namen), reif))))

    def person(self, kuerzel: str) -> Person | None:
        """Return a person of the office."""
        daten = self.verbindung.scalar(select(t.person.c.daten).where(t.person.c.kuerzel == kuerzel))
        return None if daten is None else person_aus(json.loads(daten))

    def personen(self) -> list[Person]:
        """List the persons of the office."""
        return [
            person_aus(json.loads(d)) for d in self.verbindung.scalars(select(t.person.c.daten).order_by("kuerzel"))
        ]

    def antragsteller(self, nummer: str) -> Antragsteller | None:
        """Return an applicant of the register."""
        daten = self.verbindung.scalar(select(t.antragsteller.c.daten).where(t.antragsteller.c.nummer == nummer))
        return None if daten is None else Antragsteller.model_validate_json(daten)

    def alle_antragsteller(self) -> list[Antragsteller]:
        """List the register of applicants."""
        zeilen = self.verbindung.scalars(select(t.antragsteller.c.daten).order_by(t.antragsteller.c.nummer))
        return [Antragsteller.model_validate_json(daten) for daten in zeilen]

    def bestaetigungen(self) -> dict[str, Bestaetigung]:
        """Return the confirmed assumptions by their key."""
        zeilen = self.verbindung.execute(select(t.bestaetigung))
        return {zeile.schluessel: Bestaetigung.model_validate_json(zeile.daten) for zeile in zeilen}

    def behoerde(self) -> dict[str, str]:
        """Return what the office entered about itself."""
        zeilen = self.verbindung.execute(select(t.behoerde).order_by(t.behoerde.c.schluessel))
        return {zeile.schluessel: zeile.wert for zeile in zeilen}

    def abgelegt(self, sha: str) -> bytes:
        """Return filed content by its hash.

        Raises:
            KeyError: nothing of that hash was filed.
        """
        inhalt = self.verbindung.scalar(select(t.ablage.c.inhalt).where(t.ablage.c.sha256 == sha))
        if inhalt is None:
            raise KeyError(sha)
        return zlib.decompress(inhalt)

    def kopf(self) -> tuple[int, str]:
        """Return number and hash of the newest event; 0 and the beginning for an empty chain."""
        return kopf(self.verbindung)

    def hash(self, nummer: int) -> str | None:
        """Return the hash of an event, None if there is none of that number."""
        return self.verbindung.scalar(select(t.ereignis.c.sha256).where(t.ereignis.c.nummer == nummer))

    def ereignisse(self, fall: str | None = None) -> Iterator[Ereignis]:
        """Yield the events of a case, or all, in order."""
        anfrage = (
            select(t.ereignis, t.nutzlast.c.inhalt)
            .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer, isouter=True)
            .order_by(t.ereignis.c.nummer)
        )
        if fall is not None:
            anfrage = anfrage.where(t.ereignis.c.fall == fall)
        for zeile in self.verbindung.execute(anfrage.execution_options(yield_per=1000)):
            yield ereignis_aus(zeile)

    def haushalt(self, stelle: Buchungsstelle | None = None) -> Haushalt:
        """Return the sums of the budget ledger, of one Kapitel and Titel or of all."""
        b = t.buchung.c
        konto = (b.art, b.kapitel, b.titel, b.haushaltsjahr, b.jahr)
        cent = cast(func.sum(type_coerce(b.betrag, t.GANZZAHL)), t.GANZZAHL)  # PostgreSQL adds up to a numeric
        anfrage = select(*konto, cent).group_by(*konto)
        if stelle is not None:
            anfrage = anfrage.where(b.kapitel == stelle.kapitel, b.titel == stelle.titel)
        return Haushalt(
            {
                (Buchungsart(art), Konto(Buchungsstelle(kapitel, titel), haushaltsjahr, jahr)): Fraction(summe, 100)
                for art, kapitel, titel, haushaltsjahr, jahr, summe in self.verbindung.execute(anfrage)
            }
        )

    def ist_abgeschlossen(self, jahr: int) -> bool:
        """Tell whether a Haushaltsjahr is closed."""
        b = t.buchung.c
        anfrage = select(b.nummer).where(b.art == Buchungsart.ABSCHLUSS.value, b.jahr == jahr).limit(1)
        return self.verbindung.scalar(anfrage) is not None

    def faelle_im_haushalt(self, jahr: int) -> list[str]:
        """List the cases with bookings for payments of a year, or made from its budget."""
        b = t.buchung.c
        anfrage = select(b.fall).where((b.jahr == jahr) | (b.haushaltsjahr == jahr), b.fall != "").distinct()
        return list(self.verbindung.scalars(anfrage.order_by(b.fall)))

    def ereignis(self, nummer: int) -> Ereignis | None:
        """Return one event, None if there is none of that number."""
        anfrage = (
            select(t.ereignis, t.nutzlast.c.inhalt)
            .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer, isouter=True)
            .where(t.ereignis.c.nummer == nummer)
        )
        zeile = self.verbindung.execute(anfrage).first()
        return None if zeile is None else ereignis_aus(zeile)

    def nummernstand(self, kreis: str) -> int:
        """Return the last number given in a series."""
        stand = self.verbindung.scalar(select(t.nummernkreis.c.stand).where(t.nummernkreis.c.kreis == kreis))
        return stand or 0


class Einheit(Lesung):
    """Write events and what follows from them; nothing lasts unless `commit` is called.

    Attributes:
        handelnd: the acting person with the roles of the day; None where the store itself is set up.
    """

    def __init__(self, datenbank: Datenbank, verbindung: Connection, urheber: Urheber) -> None:
        super().__init__(datenbank, verbindung)
        self.urheber = urheber
        self.handelnd: Person | None = None

    def commit(self) -> None:
        """Make everything last."""
        self.verbindung.commit()

    def fall(self, aktenzeichen: str) -> Fallstand | None:
        """Return a case as its events say: what an act is judged on never comes from a table that others may write."""
        return falte(self.ereignisse(aktenzeichen))

    def bestaetigungen(self) -> dict[str, Bestaetigung]:
        """Return the confirmed assumptions as the events say."""
        alle = (bestaetigung_aus(eines) for eines in self._vom_typ(ANNAHME_BESTAETIGEN))
        return {eine.schluessel: eine for eine in alle}

    def _vom_typ(self, typ: str) -> Iterator[Ereignis]:
        anfrage = (
            select(t.ereignis, t.nutzlast.c.inhalt)
            .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer)
            .where(t.ereignis.c.typ == typ)
            .order_by(t.ereignis.c.nummer)
        )
        return map(ereignis_aus, self.verbindung.execute(anfrage))

    def lege_ab(self, inhalt: bytes, art: str) -> str:
        """File content under its hash, once; return the hash."""
        sha = sha256(inhalt).hexdigest()
        if self.verbindung.scalar(select(t.ablage.c.sha256).where(t.ablage.c.sha256 == sha)) is None:
            zeile = {"sha256": sha, "art": art, "inhalt": zlib.compress(inhalt, 9)}
            self.verbindung.execute(insert(t.ablage).values(zeile))
        return sha

    def schreibe(self, typ: str, fall: str, wirksam_am: date, fakten: Mapping[str, Any]) -> Ereignis:
        """Append an event and bring the projections up to date.

        Args:
            typ: the act.
            fall: Aktenzeichen, empty outside of a case.
            wirksam_am: day on which it takes effect.
            fakten: plain JSON data.
        """
        inhalt = kanonisches_json({**self._in_vertretung(typ, fall), **fakten})
        salz = secrets.token_hex(16)
        if self.datenbank.art == POSTGRESQL:
            nummer, benutzer = self._schreibe_postgresql(typ, fall, wirksam_am, salz, inhalt)
        else:
            nummer, benutzer = self._schreibe_sqlite(typ, fall, wirksam_am, salz, inhalt)
        person = benutzer if self.datenbank.art == POSTGRESQL else self.urheber.person
        ereignis = Ereignis(
            nummer, typ, fall, wirksam_am, self.urheber.erfasst_am, person, benutzer, json.loads(inhalt)
        )
        self._projiziere(ereignis)
        return ereignis

    def _in_vertretung(self, typ: str, fall: str) -> dict[str, str]:
        """Return for whom the acting person writes an event, empty where a role of their own allows it.

        Of several, somebody who did not do the first of the two acts that need two persons.
        """
        moegliche = vertretene_bei(self.handelnd, typ) if self.handelnd is not None else ()
        if not moegliche:
            return {}
        e = t.ereignis.c
        anfrage = select(e.person).where(e.fall == fall, e.typ == VIER_AUGEN.get(typ)).order_by(e.nummer.desc())
        erster = self.verbindung.scalar(anfrage.limit(1))
        return {IN_VERTRETUNG: next((fuer for fuer in moegliche if fuer != erster), moegliche[0])}

    def _schreibe_sqlite(self, typ: str, fall: str, wirksam_am: date, salz: str, inhalt: str) -> tuple[int, str]:
        letzte, vorher = self.kopf()
        kopf = Kopf(
            letzte + 1,
            vorher,
            typ,
            fall,
            wirksam_am.isoformat(),
            self.urheber.erfasst_am,
            self.urheber.person,
            self.datenbank.benutzer(self.verbindung),
            nutzlast_hash(salz, inhalt),
        )
        zeile = {name: getattr(kopf, name) for name in Kopf.__slots__}
        self.verbindung.execute(insert(t.ereignis).values(**zeile, sha256=kopf.sha256()))
        self.verbindung.execute(insert(t.nutzlast).values(nummer=kopf.nummer, salz=salz, inhalt=inhalt))
        buchungen = buchungszeilen(kopf.nummer, fall, json.loads(inhalt))
        if buchungen:
            self.verbindung.execute(insert(t.buchung), buchungen)
        if typ == VOLLZIEHEN:
            loesche(self.verbindung, kopf.nummer, json.loads(inhalt))
        return kopf.nummer, kopf.benutzer

    def _schreibe_postgresql(self, typ: str, fall: str, wirksam_am: date, salz: str, inhalt: str) -> tuple[int, str]:
        zeile = self.verbindung.execute(
            text("SELECT * FROM ereignis_schreiben(:typ, :fall, :wirksam, :erfasst, :salz, :inhalt)"),
            {
                "typ": typ,
                "fall": fall,
                "wirksam": wirksam_am.isoformat(),
                "erfasst": self.urheber.erfasst_am,
                "salz": salz,
                "inhalt": inhalt,
            },
        ).one()
        return zeile.o_nummer, zeile.o_benutzer

    def _projiziere(self, ereignis: Ereignis) -> None:
        fakten = ereignis.fakten()
        if ereignis.fall:
            stand = self.fall(ereignis.fall)
            if stand is not None:
                self._setze(t.fall, fallzeile(stand))
        elif ereignis.typ in ("person_anlegen", "person_aendern"):
            self._setze(t.person, personenzeile(person_nach(self.person(fakten["kuerzel"]), fakten)))
        elif ereignis.typ == VERTRETUNG_REGELN:
            vertretende = self.person(fakten["durch"])
            assert vertretende is not None
            self._setze(t.person, personenzeile(mit_vertretung(vertretende, fakten)))
        elif ereignis.typ in ("antragsteller_anlegen", "antragsteller_aendern"):
            self._setze(t.antragsteller, registerzeile(antragsteller_aus(fakten)))
        elif ereignis.typ == ANNAHME_BESTAETIGEN:
            self._setze(t.bestaetigung, bestaetigungszeile(bestaetigung_aus(ereignis)))
        elif ereignis.typ == "behoerde_setzen":
            for schluessel, wert in fakten["angaben"].items():
                self._setze(t.behoerde, behoerdenzeile(schluessel, wert))
        elif ereignis.typ in (ANSICHT_SPEICHERN, ANSICHT_LOESCHEN):
            self._setze(t.ansicht, ansichtszeile(fakten["name"], fakten.get("angaben", {})))
        for kreis, nummer in fakten.get(NUMMERNKREIS, {}).items():
            self._setze(t.nummernkreis, kreiszeile(kreis, nummer))

    def _setze(self, tabelle: Any, zeile: Mapping[str, Any]) -> None:
        """Write a row of a projection, new or in place of the old one."""
        (spalte,) = tabelle.primary_key.columns
        ergebnis = self.verbindung.execute(update(tabelle).where(spalte == zeile[spalte.name]).values(**zeile))
        if not ergebnis.rowcount:
            self.verbindung.execute(insert(tabelle).values(**zeile))


@contextmanager
def lesend(datenbank: Datenbank) -> Iterator[Lesung]:
    """Open a store for reading."""
    with datenbank.lies() as verbindung:
        pruefe_version(verbindung, datenbank.name)
        yield Lesung(datenbank, verbindung)


@contextmanager
def schreibend(datenbank: Datenbank, urheber: Urheber) -> Iterator[Einheit]:
    """Open a store for one act; the only writer until it ends."""
    with datenbank.schreibe() as verbindung:
        pruefe_version(verbindung, datenbank.name)
        pruefe_offen(verbindung, datenbank.name)
        yield Einheit(datenbank, verbindung, urheber)


def ereignis_aus(zeile: Any) -> Ereignis:
    """Read an event from its row; the payload is None where it was deleted."""
    return Ereignis(
        zeile.nummer,
        zeile.typ,
        zeile.fall,
        date.fromisoformat(zeile.wirksam_am),
        zeile.erfasst_am,
        zeile.person,
        zeile.benutzer,
        None if zeile.inhalt is None else json.loads(zeile.inhalt),
    )


def setze_rechte(einheit: Einheit, rechte: Mapping[str, frozenset[Rolle]]) -> None:
    """Tell the database which role may write which type of event, in place of before; only PostgreSQL enforces it."""
    einheit.verbindung.execute(delete(t.ereignisrecht))
    for typ, rollen in rechte.items():
        for rolle in rollen:
            einheit.verbindung.execute(insert(t.ereignisrecht).values(typ=typ, rolle=rolle.value))


def setze_angabe(einheit: Einheit, schluessel: str, wert: str) -> None:
    """Record a fact about the store itself."""
    einheit.verbindung.execute(insert(t.speicher).values(schluessel=schluessel, wert=wert))

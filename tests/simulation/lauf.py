"""Play step by step: somebody acts, perhaps a fault comes; then everything that always holds is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from foerderung.errors import EingabeError, NichtErlaubtError, SpeicherError
from foerderung.services.fall.entscheidungsakte import ENTSCHEIDUNGEN, rechne_nach
from foerderung.services.fall.fristenliste import liste_fristen
from foerderung.services.speicher.speicher import pruefe_speicher
from foerderung.store import tabellen as t
from foerderung.store.einheit import Lesung
from foerderung.store.fristsuche import Suche
from foerderung.verfahren.ereignis import Ereignis
from tests.simulation.hauptbuch import Hauptbuch
from tests.simulation.personen import FREMD
from tests.simulation.regeln_der_ereignisse import VERSUCH, pruefe_ereignis
from tests.simulation.regeln_des_standes import pruefe_betraege, pruefe_fristen, pruefe_projektion, pruefe_rest
from tests.simulation.spiel import Haus, Spiel, Tat, beginne
from tests.simulation.stoerung import ARTEN, COMMIT, Stoerung, StoerungError, gestoert
from tests.simulation.wahl import waehle
from tests.simulation.wuerfel import Umfang
from tests.simulation.zeuge import VerletzungError, Zeuge, verlange

GETAN, ABGEWIESEN, FALSCH, GESTOERT = "getan", "abgewiesen", "falsche Eingabe", "gestört"
FOLGT_VON_SELBST = "bestandskraft_eintreten"
STOERUNGEN = 6
"""How often in a hundred a fault waits for an act."""

KLEINE_TABELLEN = (t.person, t.antragsteller, t.behoerde, t.nummernkreis, t.speicher)


class FehlschlagError(Exception):
    """A run that came upon something that must not be; says how to see it again."""


@dataclass(frozen=True, slots=True)
class Bild:
    """What a store holds at a moment, as far as an act that changes nothing must leave it.

    Attributes:
        kopf: number and hash of the newest event.
        zeilen: how many rows the tables have that only grow.
        faelle: version of each case.
        kleine: the tables beside the cases.
    """

    kopf: tuple[int, str]
    zeilen: tuple[int, ...]
    faelle: dict[str, int]
    kleine: tuple[Any, ...]


def bild(lesung: Lesung) -> Bild:
    """Look at a store."""
    v = lesung.verbindung
    zeilen = tuple(v.scalar(select(func.count()).select_from(tab)) or 0 for tab in (t.nutzlast, t.ablage, t.buchung))
    faelle = {zeile.aktenzeichen: zeile.version for zeile in v.execute(select(t.fall.c.aktenzeichen, t.fall.c.version))}
    kleine = tuple(tuple(sorted(map(tuple, v.execute(select(tab))))) for tab in KLEINE_TABELLEN)
    return Bild(lesung.kopf(), zeilen, faelle, kleine)


@dataclass(slots=True)
class Lauf:
    """A run.

    Attributes:
        pruefungen: how many checks were made, by kind.
        ausgaenge: how many acts ended how.
    """

    saat: int
    spiel: Spiel
    zeuge: Zeuge = field(default_factory=Zeuge)
    buch: Hauptbuch = field(default_factory=Hauptbuch)
    pruefungen: Counter[str] = field(default_factory=Counter)
    ausgaenge: Counter[str] = field(default_factory=Counter)
    _nachgerechnet: set[int] = field(default_factory=set)
    _letztes: Bild | None = None

    def schritt(self) -> None:
        """Play the next step.

        Raises:
            FehlschlagError: something does not hold, or an act ended in a way that none may.
        """
        spiel = self.spiel
        spiel.uhr.ticke(spiel.wuerfel)
        was = "die Wahl"
        try:
            person, tat = waehle(spiel)
            stoerung = self._stoerung()
            was = f"{tat.akt} durch {person} in {tat.fall or '–'} am {spiel.uhr.heute}: {tat.angaben}"
            was += f" (Störung {stoerung.art} bei {stoerung.bei})" if stoerung is not None else ""
            ausgang = self._fuehre_aus(person, tat, stoerung)
            was += f" → {ausgang}"
            self._pruefe(person, tat, ausgang)
            if spiel.uhr.schritt % spiel.umfang.gruendlich == 0:
                self.pruefe_gruendlich()
        except Exception as fehler:
            raise FehlschlagError(self._meldung(was, fehler)) from fehler

    def _meldung(self, was: str, fehler: Exception) -> str:
        art = "" if isinstance(fehler, VerletzungError) else f"{type(fehler).__name__}: "
        kopf = f"Saat {self.saat}, Schritt {self.spiel.uhr.schritt}: {was}"
        return f"{kopf}\n  {art}{fehler}\n  Ereignis {self.zeuge.nummer}, Prüfsumme {self.zeuge.pruefsumme}"

    def _stoerung(self) -> Stoerung | None:
        w = self.spiel.wuerfel
        if not w.trifft(STOERUNGEN):
            return None
        return Stoerung(w.eines((COMMIT, w.zahl(1, 12), w.zahl(1, 40))), w.eines(ARTEN))

    def _fuehre_aus(self, person: str, tat: Tat, stoerung: Stoerung | None) -> str:
        """Let somebody act, and tell how it ended; other ends than these are defects."""
        eingetreten = False
        try:
            with gestoert(stoerung):
                try:
                    tat.rufe(self.spiel.amt(person))
                finally:
                    eingetreten = stoerung is not None and stoerung.eingetreten
        except NichtErlaubtError:
            return ABGEWIESEN
        except EingabeError:
            return FALSCH
        except (StoerungError, SpeicherError):
            if not eingetreten:
                raise
            return GESTOERT
        return GETAN

    def beginne(self) -> None:
        """Take in what the setting up of the office recorded."""
        with self.spiel.lesend() as lesung:
            for ereignis in self.zeuge.neue(lesung):
                self.zeuge.merke(ereignis)
                self.buch.buche(ereignis)
            self._letztes = bild(lesung)

    def _pruefe(self, person: str, tat: Tat, ausgang: str) -> None:
        self.ausgaenge[ausgang] += 1
        with self.spiel.lesend() as lesung:
            neue, jetzt = self.zeuge.neue(lesung), bild(lesung)
            self._pruefe_ausgang(person, tat, ausgang, neue)
            self._pruefe_unberuehrtes(ausgang, neue, jetzt)
            for ereignis in neue:
                self.pruefungen["Ereignis"] += pruefe_ereignis(self.zeuge, ereignis, self.spiel.uhr.heute)
                self.pruefungen["Haushalt"] += self.buch.buche(ereignis)
            for fall in sorted({ereignis.fall for ereignis in neue} - {""}):
                self._pruefe_fall(lesung, fall)
        self._letztes = jetzt
        if ausgang == GETAN:
            self.spiel.getan.update(ereignis.typ for ereignis in neue)
        elif ausgang == ABGEWIESEN:
            self.spiel.abgewiesen.update(ereignis.fakten()["akt"] for ereignis in neue)

    def _pruefe_ausgang(self, person: str, tat: Tat, ausgang: str, neue: list[Ereignis]) -> None:
        """An act adds its event; a refusal one that says so; a wrong input, a stranger and a fault nothing."""
        typen = [ereignis.typ for ereignis in neue]
        if ausgang == GETAN:
            erlaubt: list[list[str]] = [[tat.akt], [FOLGT_VON_SELBST, tat.akt]]
        elif ausgang == ABGEWIESEN and person != FREMD:
            geloescht = tat.fall in self.zeuge.akten and self.zeuge.akten[tat.fall].geloescht
            erlaubt = [[VERSUCH], []] if geloescht else [[VERSUCH]]  # some acts read a case first and find it empty
            verlange(not neue or neue[0].fakten()["akt"] == tat.akt, f"abgewiesen ist {neue[0].fakten()}")
        else:
            erlaubt = [[]]
        verlange(typen in erlaubt, f"{ausgang}, es kamen die Ereignisse {typen}")
        handelnde = {ereignis.person for ereignis in neue}
        verlange(handelnde <= {person}, f"es handelte {handelnde}")
        self.pruefungen["Ausgang"] += 1

    def _pruefe_unberuehrtes(self, ausgang: str, neue: list[Ereignis], jetzt: Bild) -> None:
        """What an act is not about stays as it was."""
        vorher = self._letztes
        assert vorher is not None
        beruehrt = {ereignis.fall for ereignis in neue}
        if not neue:
            verlange(jetzt == vorher, f"{ausgang}, aber der Speicher ist ein anderer: {vorher.kopf} {jetzt.kopf}")
        fremde = {fall: version for fall, version in jetzt.faelle.items() if fall not in beruehrt}
        davor = {fall: version for fall, version in vorher.faelle.items() if fall not in beruehrt}
        verlange(fremde == davor, "ein anderer Fall wurde verändert")
        gebucht = sum(len(ereignis.fakten().get("buchungen", ())) for ereignis in neue)
        verlange(jetzt.zeilen[2] == vorher.zeilen[2] + gebucht, "gebucht wurde anderes, als die Ereignisse sagen")
        if ausgang == ABGEWIESEN:
            gleich = (jetzt.zeilen[1:], jetzt.kleine) == (vorher.zeilen[1:], vorher.kleine)
            verlange(gleich, "eine Abweisung hat etwas verändert")
        self.pruefungen["Unberührtes"] += 1

    def _pruefe_fall(self, lesung: Lesung, fall: str) -> None:
        akte = self.zeuge.akten[fall]
        if akte.geloescht:
            pruefe_rest(lesung, fall, akte)
            return
        zeile = pruefe_projektion(lesung, fall, akte)
        pruefe_betraege(akte)
        pruefe_fristen(akte, zeile)
        self.pruefungen["Fall"] += 3

    def pruefe_gruendlich(self) -> None:
        """Make the dear checks: the whole store, the ledger, every new decision again, the list of deadlines."""
        amt = self.spiel.amt()
        bericht = pruefe_speicher(amt)
        verlange(not bericht.verletzungen, f"db pruefe: {bericht.verletzungen[:3]}")
        with amt.lesend() as lesung:
            self.buch.vergleiche(lesung)
        for fall, akte in self.zeuge.akten.items():
            entschieden = {nummer for nummer, typ in akte.ereignisse.items() if typ in ENTSCHEIDUNGEN}
            if entschieden - self._nachgerechnet and not akte.geloescht:
                for eine in rechne_nach(amt, fall):
                    verlange(eine.identisch, f"{fall}: Nachrechnung weicht ab: {eine.abweichungen[:3]}")
                self._nachgerechnet |= entschieden
                self.pruefungen["Nachrechnung"] += 1
        self._pruefe_fristenliste()
        self.pruefungen["Gründlich"] += 1

    def _pruefe_fristenliste(self) -> None:
        """The list of deadlines holds what the cases hold, and nothing of cases that are over."""
        gelistet = {(eine.fall, eine.art, eine.bis) for eine in liste_fristen(self.spiel.amt(), Suche()).fristen}
        for fall, art, bis in sorted(gelistet):
            stand = self.zeuge.akten[fall].stand
            assert stand is not None
            verlange(stand.gesetzte_fristen[art].bis == bis, f"{fall}: gelistet {art} bis {bis}")


def spiele(haus: Haus, umfang: Umfang, saat: int, berichte: Callable[[Lauf], None] = lambda _: None) -> Lauf:
    """Play a whole run.

    Args:
        berichte: is told after each step.

    Raises:
        FehlschlagError: something does not hold; with seed, step and checksum.
    """
    lauf = Lauf(saat, beginne(haus, umfang, saat))
    lauf.beginne()
    for _ in range(umfang.schritte):
        lauf.schritt()
        berichte(lauf)
    try:
        lauf.pruefe_gruendlich()
    except Exception as fehler:
        raise FehlschlagError(lauf._meldung("am Ende", fehler)) from fehler
    return lauf

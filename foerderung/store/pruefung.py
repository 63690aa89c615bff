"""Check the chain: every header, every payload, the filed content, the protection, and the projections against it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.store.buchpruefung import Buchleser
from foerderung.store.einheit import Lesung
from foerderung.store.loeschpruefung import Loeschliste, lies_loeschungen, pruefe_anordnungen
from foerderung.store.projektion import buchungszeilen
from foerderung.store.schutzpruefung import maengel_des_schutzes
from foerderung.store.standpruefung import UNLESBAR, pruefe_staende
from foerderung.verfahren.buchungen import BUCHUNGEN
from foerderung.verfahren.ereignis import ANFANG, Kopf, kopf_hash, nutzlast_hash
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG
from foerderung.verfahren.rechte import VIER_AUGEN

_VERWEISE = frozenset(
    (
        "ablage",
        "akte",
        "bezuege",
        "entscheidung",
        "entwurf",
        "formular",
        "gezeichnet",
        "herleitung",
        "vergleichsdokument",
    )
)
"""Keys of facts, and of a decision record, that name filed content by its hash."""

_AKTE = "entscheidungsakte"

_HASH = re.compile('"[0-9a-f]{64}"')
_VERWEIS = re.compile(rf'"(?:{"|".join(sorted(_VERWEISE))})"\s*:\s*"([0-9a-f]{{64}})"')
"""How a payload names filed content, at any depth; looked for as text, because reading it takes three times as long."""

_ABWEICHUNG = "der gespeicherte Stand „{} {}“ stimmt nicht mit den Ereignissen überein"

_VIER_AUGEN_VERLETZT = "Vier-Augen-Prinzip verletzt: „{}“ handelte schon im Schritt davor"

_ERSTE = frozenset(VIER_AUGEN.values())
"""Acts whose person may not perform the one that follows."""


@dataclass(frozen=True, slots=True)
class Anker:
    """Number and hash of an event as they were printed at some time."""

    nummer: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Verletzung:
    """One thing that is not as it was recorded; `nummer` is the event, 0 where none is meant."""

    nummer: int
    grund: str


@dataclass(slots=True)
class Pruefbericht:
    """What the check found.

    Attributes:
        kopf: newest event.
        verletzungen: in the order of the events; the first is the first bad event.
    """

    anzahl: int
    kopf: Anker
    verletzungen: list[Verletzung]


@dataclass(slots=True)
class _Lauf:
    """What is remembered while the chain is read.

    Attributes:
        hashes: header hash of the events that an anchor names; empty until they come.
        handelnde: who acted last, by case and act, of the acts that bar the same person from another one.
        verweise: first event that names filed content, by its hash.
    """

    hashes: dict[int, str]
    buch: Buchleser
    loeschungen: Loeschliste
    letzte: tuple[int, str] = (0, ANFANG)
    anzahl: int = 0
    handelnde: dict[tuple[str, str], str] = field(default_factory=dict)
    verweise: dict[str, int] = field(default_factory=dict)

    def nimm(self, zeile: Any) -> list[Verletzung]:
        """Check the next event and take it in."""
        gefunden = _pruefe_zeile(zeile, *self.letzte)
        nummer, _, typ, fall, _, _, person, _, nutzlast_sha, sha, _, inhalt = zeile
        self.letzte = nummer, sha
        self.anzahl += 1
        if nummer in self.hashes:
            self.hashes[nummer] = sha
        erster = self.handelnde.get((fall, VIER_AUGEN[typ])) if typ in VIER_AUGEN else None
        if erster is not None and erster in (person, _vertretene(inhalt)):
            gefunden.append(Verletzung(nummer, _VIER_AUGEN_VERLETZT.format(erster)))
        if typ in _ERSTE:
            self.handelnde[fall, typ] = person
        if inhalt is None or nummer in self.loeschungen.nutzlasten:
            gefunden.extend(self._vergleiche_loeschung(nummer, inhalt is None, fall, nutzlast_sha))
        if isinstance(inhalt, str):
            text = _im_klartext(inhalt)
            for verweis in _VERWEIS.findall(text) if _HASH.search(text) else ():
                self.verweise.setdefault(verweis, nummer)
            if BUCHUNGEN in text:
                gefunden.extend(self._vergleiche_buchungen(nummer, fall, _gelesen(text)))
        return gefunden

    def _vergleiche_loeschung(self, nummer: int, fehlt: bool, fall: str, nutzlast_sha: str) -> Iterator[Verletzung]:
        """Facts are missing exactly where a deletion lists them; what they booked stays."""
        if fehlt is not self.loeschungen.nennt(nummer, fall, nutzlast_sha):
            yield Verletzung(nummer, "die Fakten fehlen" if fehlt else "die Fakten wären zu löschen gewesen")
        elif fehlt:
            for eine in self.buch.vergleiche(nummer, self.loeschungen.gebucht.get(nummer, ())):
                yield Verletzung(*eine)

    def _vergleiche_buchungen(self, nummer: int, fall: str, fakten: Any) -> Iterator[Verletzung]:
        if not isinstance(fakten, dict):
            return
        try:
            zeilen = buchungszeilen(nummer, fall, fakten)
        except (LookupError, TypeError, ValueError) as fehler:
            yield Verletzung(nummer, UNLESBAR.format(fehler))
            return
        for eine in self.buch.vergleiche(nummer, zeilen):
            yield Verletzung(*eine)


def _vertretene(inhalt: Any) -> Any:
    """Return whose role an act rests on where the acting person deputised."""
    fakten = _gelesen(inhalt) if isinstance(inhalt, str) else None
    return fakten.get(IN_VERTRETUNG, "") if isinstance(fakten, dict) else ""


def pruefe(lesung: Lesung, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check a whole store: the chain, what its events yield, and what protects it.

    Args:
        lesung: the store, inside one transaction.
        anker: heads printed earlier; only they can show that the newest events were cut off or computed anew.
    """
    bericht, staende = pruefe_kette(lesung, anker), pruefe_staende(lesung)
    verletzungen = bericht.verletzungen
    verletzungen.extend(Verletzung(*eines) for eines in staende.unlesbar)
    verletzungen.sort(key=lambda eine: (not eine.nummer, eine.nummer))
    if not any(eine.nummer for eine in verletzungen):
        verletzungen.extend(Verletzung(0, _ABWEICHUNG.format(*eine)) for eine in staende.abweichend)
    verletzungen.extend(Verletzung(0, grund) for grund in maengel_des_schutzes(lesung))
    return bericht


def pruefe_kette(lesung: Lesung, anker: tuple[Anker, ...] = ()) -> Pruefbericht:
    """Check every header, link and payload, the order, four eyes, anchors, filed content, the ledger."""
    loeschungen = lies_loeschungen(lesung.verbindung)
    lauf = _Lauf({eines.nummer: "" for eines in anker}, Buchleser(lesung.verbindung), loeschungen)
    verletzungen = [eine for zeile in _zeilen(lesung.verbindung) for eine in lauf.nimm(zeile)]
    letzte = Anker(*lauf.letzte)
    verletzungen.extend(_pruefe_anker(anker, lauf.hashes, letzte))
    verletzungen.extend(_pruefe_ueberzaehlige(lesung.verbindung))
    verletzungen.extend(_pruefe_ablage(lesung.verbindung, lauf.verweise, loeschungen))
    verletzungen.extend(Verletzung(*eine) for eine in lauf.buch.rest())
    return Pruefbericht(lauf.anzahl, letzte, verletzungen)


def _zeilen(verbindung: Connection) -> Iterator[Any]:
    anfrage = (
        select(
            *(t.ereignis.c[name] for name in Kopf.__slots__),
            t.ereignis.c.sha256,
            *(t.nutzlast.c[name] for name in ("salz", "inhalt")),
        )
        .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer, isouter=True)
        .order_by(t.ereignis.c.nummer)
    )
    yield from verbindung.execute(anfrage.execution_options(yield_per=2000))


def _pruefe_zeile(zeile: Any, vorige: int, vorige_sha: str) -> list[Verletzung]:
    """Check one event against number and hash of the one before it."""
    *kopf, sha, salz, inhalt = zeile
    nummer, vorher, nutzlast_sha = kopf[0], kopf[1], kopf[-1]
    gefunden = []
    try:
        in_sich = kopf_hash(kopf) == sha
    except TypeError:  # a field that is no text
        in_sich = False
    if nummer != vorige + 1:
        bis = f" bis {nummer - 1}" if nummer - 1 > vorige + 1 else ""
        gefunden.append(Verletzung(vorige + 1, f"Ereignis {vorige + 1}{bis} fehlt"))
    elif vorher != vorige_sha and in_sich:
        # the later header is whole and still names another hash: the one before it, or this link, is not the old one
        grund = f"das Ereignis ist nicht das, auf das Ereignis {nummer} verweist"
        gefunden.append(Verletzung(max(vorige, 1), grund))
    elif vorher != vorige_sha:
        gefunden.append(Verletzung(nummer, "der Verweis auf das vorige Ereignis stimmt nicht"))
    if not in_sich:
        gefunden.append(Verletzung(nummer, "der Kopf wurde verändert"))
    if inhalt is not None and nutzlast_hash(salz, inhalt) != nutzlast_sha:
        gefunden.append(Verletzung(nummer, "die Fakten wurden verändert"))
    return gefunden


def _pruefe_anker(anker: tuple[Anker, ...], hashes: dict[int, str], letzte: Anker) -> Iterator[Verletzung]:
    """Compare with printed heads; the first that differs bounds where the chain was computed anew."""
    stimmt_bis = 0
    for eines in sorted(anker, key=lambda eines: eines.nummer):
        gefunden = hashes[eines.nummer]
        if not gefunden:
            if eines.nummer < letzte.nummer:
                continue  # a gap, which is reported as such
            yield Verletzung(
                letzte.nummer + 1,
                f"Ereignis {letzte.nummer + 1} bis {eines.nummer} fehlen am Ende (Anker {eines.nummer})",
            )
            return
        if not gefunden.startswith(eines.sha256):
            erstes = stimmt_bis + 1
            yield Verletzung(
                erstes,
                f"zwischen Ereignis {erstes} und {eines.nummer} wurde die Kette neu berechnet (Anker {eines.nummer})",
            )
            return
        stimmt_bis = eines.nummer


def _pruefe_ueberzaehlige(verbindung: Connection) -> Iterator[Verletzung]:
    """Name facts that belong to no event: the next event of that number could not be written."""
    nummer = t.nutzlast.c.nummer
    for eine in verbindung.scalars(select(nummer).where(nummer.not_in(select(t.ereignis.c.nummer))).order_by(nummer)):
        yield Verletzung(eine, "Fakten ohne Ereignis")


def _pruefe_ablage(
    verbindung: Connection, verweise: Mapping[str, int], loeschungen: Loeschliste
) -> Iterator[Verletzung]:
    """Compare filed content with its hash, and find what an event or a decision record names and is gone."""
    offen = dict(verweise)
    vorhanden = set()
    for zeile in verbindung.execute(select(t.ablage).execution_options(yield_per=20)):
        vorhanden.add(zeile.sha256)
        try:
            inhalt = zlib.decompress(zeile.inhalt)
        except (zlib.error, TypeError):
            inhalt = b""
        if sha256(inhalt).hexdigest() != zeile.sha256:
            grund = f"abgelegter Inhalt {zeile.sha256[:12]} ({zeile.art}) wurde verändert"
            yield Verletzung(verweise.get(zeile.sha256, 0), grund)
        elif zeile.art == _AKTE:
            for sha in _verweise(json.loads(inhalt)):
                offen.setdefault(sha, verweise.get(zeile.sha256, 0))
    for sha, nummer in offen.items():
        if sha not in vorhanden:
            yield Verletzung(nummer, f"abgelegter Inhalt {sha[:12]} fehlt")
    for eine in pruefe_anordnungen(verbindung, loeschungen, vorhanden, offen):
        yield Verletzung(*eine)


def _im_klartext(inhalt: str) -> str:
    """Return a payload with every character as itself: escapes could hide names and digits."""
    if "\\" not in inhalt or "\\u" not in inhalt:
        return inhalt
    return json.dumps(_gelesen(inhalt), ensure_ascii=False)


def _gelesen(inhalt: str) -> Any:
    """Return what a payload says; one that cannot be read names nothing, and the fold reports it."""
    try:
        return json.loads(inhalt)
    except ValueError:
        return None


def _verweise(daten: Any) -> Iterator[str]:
    """Yield every hash by which facts name filed content."""
    for name, wert in daten.items() if isinstance(daten, dict) else ():
        if isinstance(wert, dict):
            yield from _verweise(wert)
        elif name in _VERWEISE and isinstance(wert, str) and re.fullmatch("[0-9a-f]{64}", wert):
            yield wert

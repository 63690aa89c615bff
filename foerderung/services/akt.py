"""Perform an act on a case: judge it, record it or its refusal, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foerderung.errors import Meldung, NichtErlaubtError
from foerderung.fach.befund import Befund
from foerderung.services.amt import Amt, hole_fall
from foerderung.store.einheit import Einheit
from foerderung.verfahren.akt import Akt
from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.automat import folgezustand, pruefe
from foerderung.verfahren.buchungen import Deckung
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fortschreibung import NACH, VERSUCH
from foerderung.verfahren.lage import Hindernis, Lage, Person
from foerderung.verfahren.speicherangaben import JA, UEBUNG
from foerderung.verfahren.zustand import Zustand

BESTANDSKRAFT = "bestandskraft_eintreten"


@dataclass(frozen=True, slots=True)
class Auftrag:
    """Which act on which case.

    Attributes:
        am: day on which it takes effect, None for today.
        nachtrag: reason for recording it late, empty for none.
    """

    aktenzeichen: str
    akt: str
    am: date | None = None
    nachtrag: str = ""


@dataclass(frozen=True, slots=True)
class Vorgang:
    """An act in progress."""

    amt: Amt
    einheit: Einheit
    stand: Fallstand
    person: Person
    am: date


@dataclass(frozen=True, slots=True)
class Vorbereitung:
    """What an act rests on, and what will be recorded of it.

    Attributes:
        angaben: what guards look at beside the case.
        fakten: payload of the event; a function is called only once nothing stands against the act.
    """

    fakten: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    angaben: Mapping[str, Any] = field(default_factory=dict)
    befunde: tuple[Befund, ...] = ()
    abweichungen: tuple[str, ...] = ()
    fehlend: tuple[str, ...] = ()
    deckung: Deckung | None = None


@dataclass(frozen=True, slots=True)
class Vollzug:
    """An act that was recorded, and the case as it stands after it.

    Attributes:
        uebung: it happened in a practice store.
    """

    ereignis: Ereignis
    stand: Fallstand
    akt: Akt
    uebung: bool


Bereiten = Callable[[Vorgang], Vorbereitung]


def vollziehe(amt: Amt, auftrag: Auftrag, bereite: Bereiten = lambda _: Vorbereitung()) -> Vollzug:
    """Perform an act.

    Raises:
        EingabeError: an unknown case, or a document that is wrong; nothing is recorded.
        NichtErlaubtError: state, role or guards stand against it; all of them, and the attempt is recorded.
    """
    akt = NACH_NAME[auftrag.akt]
    with amt.schreibend() as (einheit, person):
        stand = _mit_bestandskraft(hole_fall(einheit, auftrag.aktenzeichen, auch_geloescht=True), akt, amt.heute)
        return vollziehe_in(
            Vorgang(amt, einheit, stand, person, auftrag.am or amt.heute), akt, bereite, auftrag.nachtrag
        )


def vollziehe_in(vorgang: Vorgang, akt: Akt, bereite: Bereiten, nachtrag: str = "") -> Vollzug:
    """Perform an act inside a transaction that is open; commits."""
    stand, einheit = vorgang.stand, vorgang.einheit
    nach = folgezustand(stand.zustand, akt.name)
    vorbereitung = bereite(vorgang) if nach is not None else Vorbereitung()
    hindernisse = pruefe(akt, lage_zu(vorgang, vorbereitung, nachtrag))
    if nach is None or hindernisse:
        weise_ab(einheit, stand.aktenzeichen if stand.version else "", vorgang.am, akt.name, hindernisse)
    if stand.version:
        _halte_bestandskraft_fest(einheit, stand)
    fakten = vorbereitung.fakten() if callable(vorbereitung.fakten) else vorbereitung.fakten
    nachgetragen = {"nachtrag": nachtrag} if nachtrag else {}
    ereignis = einheit.schreibe(
        akt.name, stand.aktenzeichen, vorgang.am, {**fakten, **nachgetragen, NACH: nach.value if nach else ""}
    )
    neu = einheit.fall(stand.aktenzeichen)
    assert neu is not None
    uebung = einheit.angabe(UEBUNG) == JA
    einheit.commit()
    return Vollzug(ereignis, mit_eingetretener_bestandskraft(neu, vorgang.amt.heute), akt, uebung)


def lage_zu(vorgang: Vorgang, vorbereitung: Vorbereitung, nachtrag: str = "", vorschau: bool = False) -> Lage:
    """Put together what the guards look at."""
    return Lage(
        vorgang.stand,
        vorgang.person,
        vorgang.amt.heute,
        vorgang.am,
        vorbereitung.befunde,
        vorbereitung.abweichungen,
        vorbereitung.fehlend,
        {**vorbereitung.angaben, "nachtrag": nachtrag},
        vorschau,
        vorbereitung.deckung,
        vorgang.am.year < vorgang.amt.heute.year and vorgang.einheit.ist_abgeschlossen(vorgang.am.year),
    )


def weise_ab(einheit: Einheit, fall: str, am: date, akt: str, hindernisse: Iterable[Hindernis]) -> None:
    """Record a refused attempt and refuse it.

    Raises:
        NichtErlaubtError: always, with every reason.
    """
    gruende = list(hindernisse)
    tag = min(am, date.fromisoformat(einheit.urheber.erfasst_am[:10]))
    fakten = {"akt": akt, "gruende": [{"code": eines.code, "grund": eines.grund} for eines in gruende]}
    einheit.schreibe(VERSUCH, fall, tag, fakten)
    einheit.commit()
    raise NichtErlaubtError(
        Meldung(
            eines.grund[:1].upper() + eines.grund[1:],
            ort=fall,
            quelle=eines.quelle,
            abhilfe=eines.abhilfe,
            regel=eines.code,
        )
        for eines in gruende
    )


def mit_eingetretener_bestandskraft(stand: Fallstand, heute: date) -> Fallstand:
    """Return the case as it stands once the safe date has passed, without recording it."""
    if stand.zustand is Zustand.BEKANNTGEGEBEN and stand.ist_bestandskraeftig(heute):
        return stand.model_copy(update={"zustand": Zustand.BESTANDSKRAEFTIG})
    return stand


def _mit_bestandskraft(stand: Fallstand, akt: Akt, heute: date) -> Fallstand:
    """Return the case as final, if only that makes the act possible and the safe date has passed."""
    eingetreten = mit_eingetretener_bestandskraft(stand, heute)
    return stand if akt.nach(stand.zustand) is not None or akt.nach(eingetreten.zustand) is None else eingetreten


def _halte_bestandskraft_fest(einheit: Einheit, stand: Fallstand) -> None:
    """Record that the notice became final, once an act that needs it is permitted."""
    bisher = einheit.fall(stand.aktenzeichen)
    if bisher is None or bisher.zustand is stand.zustand:
        return
    assert stand.bestandskraft is not None
    fakten = {NACH: Zustand.BESTANDSKRAEFTIG.value}
    einheit.schreibe(BESTANDSKRAFT, stand.aktenzeichen, stand.bestandskraft, fakten)

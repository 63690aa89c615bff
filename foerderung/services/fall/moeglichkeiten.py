"""What can be done now in a case, by whom, and what is missing for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foerderung.errors import FoerderungError
from foerderung.fach.befund import Befund
from foerderung.services.akt import mit_eingetretener_bestandskraft
from foerderung.services.amt import Amt, hole_antragsteller, hole_fall
from foerderung.services.buero.behoerdenangaben import BESCHEID, BUCHUNGSSTELLE, ZAHLUNG, fehlende_behoerdenangaben
from foerderung.services.buero.besetzung import Besetzung, besetzung, einzige
from foerderung.services.fall.entscheidungen import abweichungen, deckung_des_vorschlags, vorschlag_berechnung
from foerderung.services.fall.folgefoerderung import befunde_im_fall
from foerderung.services.speicher.loeschungen import loeschangaben
from foerderung.store.einheit import Lesung
from foerderung.verfahren.akt import ERLEDIGT, Akt
from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.automat import pruefe
from foerderung.verfahren.buchungen import Deckung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.lage import Hindernis, Lage, Person
from foerderung.verfahren.vertretung import handelnd
from foerderung.verfahren.warten import Wartet, wartet_auf
from foerderung.verfahren.zustand import Zustand

GERECHNET = (Zustand.EINGEGANGEN, Zustand.NACHGEFORDERT, Zustand.GEPRUEFT, Zustand.VORGESCHLAGEN)
"""States in which the acts look at the calculation."""

_FEHLEND = {
    "entscheidung_bewilligen": BUCHUNGSSTELLE,
    "bescheid_erstellen": BESCHEID,
    "zahlung_anordnen": ZAHLUNG,
}


@dataclass(frozen=True, slots=True)
class Moeglichkeit:
    """One act in the present state.

    Attributes:
        personen: who may perform it now; empty if something stands against it or nobody has the role.
        hindernisse: what is missing, the same for everybody who has the role.
        besetzung: whom it waits for where only a person is missing.
    """

    akt: Akt
    personen: tuple[str, ...]
    hindernisse: tuple[Hindernis, ...]
    besetzung: Besetzung | None = None

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "akt": self.akt.name,
            "befehl": self.akt.befehl,
            "bezeichnung": self.akt.bezeichnung,
            "rolle": self.akt.rolle.value if self.akt.rolle is not None else None,
            "personen": list(self.personen),
            "fehlt": [
                {"code": h.code, "grund": h.grund, "quelle": h.quelle, "abhilfe": h.abhilfe} for h in self.hindernisse
            ],
            "wartet_auf": self.besetzung.als_json() if self.besetzung is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Ausblick:
    """What can happen in a case now.

    Attributes:
        wartet: what comes next, and whose turn it is.
        einzige: the one person who may do the second of two acts, and who could deputise; None if there are several.
    """

    stand: Fallstand
    moeglichkeiten: list[Moeglichkeit]
    wartet: Wartet
    einzige: tuple[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class _Sicht:
    befunde: tuple[Befund, ...] = ()
    abweichungen: tuple[str, ...] = ()
    fehler: str = ""
    deckung: Deckung | None = None
    angaben: Mapping[str, Any] = field(default_factory=dict)


def moeglichkeiten(amt: Amt, aktenzeichen: str) -> Ausblick:
    """List every act that the state of a case knows, those that can be done first.

    Raises:
        EingabeError: an unknown case.
    """
    with amt.lesend() as lesung:
        stand = mit_eingetretener_bestandskraft(hole_fall(lesung, aktenzeichen, auch_geloescht=True), amt.heute)
        sicht = _sicht(amt, lesung, stand)
        alle = lesung.personen()
        personen = [handelnd(person, alle, amt.heute) for person in alle if not person.gesperrt]
        akte = [akt for akt in AKTE if akt.befehl and akt.nach(stand.zustand) is not None]
        if amt.heute <= sicht.angaben.get("aufbewahrung_bis", date.min):  # nothing to think of for years
            akte = []
        liste = [_moeglichkeit(amt, lesung, stand, akt, personen, sicht) for akt in akte]
    wartet = wartet_auf(stand, amt.heute)
    geordnet = sorted(liste, key=lambda eine: bool(eine.hindernisse))
    return Ausblick(stand, geordnet, wartet, einzige(wartet, personen))


def _sicht(amt: Amt, lesung: Lesung, stand: Fallstand) -> _Sicht:
    if stand.zustand not in GERECHNET:
        return _Sicht(angaben=loeschangaben(lesung, stand, amt) if stand.zustand in ERLEDIGT else {})
    try:
        berechnung = vorschlag_berechnung(lesung, stand, amt.heute, amt)
    except FoerderungError as fehler:
        return _Sicht(fehler=str(fehler.meldungen[0]))
    differenzen = tuple(abweichungen(berechnung, stand.vorschlag)) if stand.vorschlag is not None else ()
    gedeckt = None
    if stand.vorschlag is not None and not fehlende_behoerdenangaben(lesung, BUCHUNGSSTELLE):
        gedeckt = deckung_des_vorschlags(lesung, stand.vorschlag, berechnung, amt.heute)
    return _Sicht(befunde_im_fall(lesung, stand, berechnung), differenzen, deckung=gedeckt)


def _moeglichkeit(
    amt: Amt, lesung: Lesung, stand: Fallstand, akt: Akt, personen: list[Person], sicht: _Sicht
) -> Moeglichkeit:
    fehlend = fehlende_behoerdenangaben(lesung, _FEHLEND.get(akt.name, ()))
    if akt.name == "zahlung_anordnen" and not hole_antragsteller(lesung, stand.antragsteller).iban:
        fehlend += ("die IBAN des Antragstellers",)
    befugte = [person for person in personen if akt.rolle in person.rollen]
    befunde = {person.kuerzel: pruefe(akt, _lage(stand, person, amt.heute, sicht, fehlend)) for person in befugte}
    freie = tuple(kuerzel for kuerzel, hindernisse in befunde.items() if not hindernisse)
    if freie:
        return Moeglichkeit(akt, freie, ())
    assert akt.rolle is not None
    offen = besetzung(akt.rolle, wartet_auf(stand, amt.heute), personen, befunde)
    if not befugte:
        return Moeglichkeit(akt, (), (Hindernis("niemand", f"niemand hat die Rolle {akt.rolle}", "Hausregel"),), offen)
    wenigste = min(befunde.values(), key=len)
    return Moeglichkeit(akt, (), tuple(wenigste), offen)


def _lage(stand: Fallstand, person: Person, heute: date, sicht: _Sicht, fehlend: tuple[str, ...]) -> Lage:
    fehler = (sicht.fehler,) if sicht.fehler else ()
    differenzen = (*sicht.abweichungen, *fehler)
    return Lage(
        stand,
        person,
        heute,
        heute,
        sicht.befunde,
        differenzen,
        fehlend,
        sicht.angaben,
        vorschau=True,
        deckung=sicht.deckung,
    )

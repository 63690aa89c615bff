"""Who deputises for whom: regulated by who signs, or by the absent person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.zahlen import datum_deutsch
from foerderung.services.akt import weise_ab
from foerderung.services.amt import Amt
from foerderung.services.buero.stammdaten import hole_person
from foerderung.store.einheit import Einheit
from foerderung.verfahren.fortschreibung import IN_VERTRETUNG
from foerderung.verfahren.lage import Hindernis, Person, Vertretung
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.zustand import SCHREIBENDE, Rolle


def regle_vertretung(amt: Amt, durch: str, neue: Vertretung) -> Person:
    """Let a person act for an absent one; the same pair given again replaces the earlier period.

    Raises:
        EingabeError: nobody of that Kuerzel, one person twice, a period that ends before it begins.
        NichtErlaubtError: the acting person may not, or one of the two is blocked or has no role that writes.
    """
    _pruefe(durch, neue)
    with amt.schreibend() as (einheit, person):
        vertretene, vertretende = hole_person(einheit, neue.fuer), hole_person(einheit, durch)
        hindernisse = [*_befugnis(person, neue.fuer, durch), *_eignung(vertretene, vertretende)]
        if hindernisse:
            weise_ab(einheit, "", amt.heute, VERTRETUNG_REGELN, hindernisse)
        _schreibe(einheit, amt, durch, neue)
        geregelt = hole_person(einheit, durch)
        einheit.commit()
        return geregelt


def _pruefe(durch: str, neue: Vertretung) -> None:
    meldungen = []
    if durch == neue.fuer:
        meldungen.append(Meldung(f"„{durch}“ kann sich nicht selbst vertreten", ort="--durch"))
    if neue.bis < neue.von:
        gefunden = f"{datum_deutsch(neue.bis)} liegt vor dem Beginn"
        meldungen.append(Meldung(gefunden, ort="--bis", zulaessig=f"ab {datum_deutsch(neue.von)}"))
    if meldungen:
        raise EingabeError(meldungen)


def _befugnis(person: Person, fuer: str, durch: str) -> Iterator[Hindernis]:
    """Yield what stands against the acting person."""
    if person.gesperrt:
        yield Hindernis("person_gesperrt", f"„{person.kuerzel}“ ist gesperrt", HAUSREGEL)
    if person.kuerzel == durch:
        grund = "niemand bestellt sich selbst zur Vertretung"
        yield Hindernis("eigene_rollen", grund, HAUSREGEL, "Eine andere Person handelt.")
    elif person.kuerzel != fuer and Rolle.ZEICHNUNG not in person.rollen:
        grund = f"das regelt die Rolle Zeichnung oder „{fuer}“ selbst; „{person.kuerzel}“ hat sie nicht"
        yield Hindernis("rolle", grund, HAUSREGEL)


def _eignung(vertretene: Person, vertretende: Person) -> Iterator[Hindernis]:
    """Yield what stands against the pair."""
    for eine in (vertretene, vertretende):
        if eine.gesperrt:
            yield Hindernis("person_gesperrt", f"„{eine.kuerzel}“ ist gesperrt", HAUSREGEL)
        if not eine.rollen & SCHREIBENDE:
            grund = f"„{eine.kuerzel}“ hat nur die Rolle Prüfung; sie liest und lässt sich nicht vertreten oder leihen"
            yield Hindernis("nur_pruefung", grund, HAUSREGEL)


def _schreibe(einheit: Einheit, amt: Amt, durch: str, neue: Vertretung) -> None:
    fakten: dict[str, Any] = {
        "fuer": neue.fuer,
        "durch": durch,
        "von": neue.von.isoformat(),
        "bis": neue.bis.isoformat(),
        "grund": neue.grund,
    }
    person = einheit.handelnd
    if person is not None and person.kuerzel != neue.fuer:
        geliehen = [fuer for rolle, fuer in person.geliehen if rolle is Rolle.ZEICHNUNG]
        fakten |= {IN_VERTRETUNG: geliehen[0]} if geliehen else {}
    einheit.schreibe(VERTRETUNG_REGELN, "", amt.heute, fakten)

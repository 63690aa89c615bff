"""The office's own facts: persons and roles, the register of applicants, the authority."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.rechnung.klardaten import als_baum
from foerderung.rechnung.leser import lies_dokument
from foerderung.services.akt import weise_ab
from foerderung.services.amt import Amt, hole_antragsteller
from foerderung.services.amtsakt import vollziehe_im_amt
from foerderung.services.buero.behoerdenangaben import BEHOERDENANGABEN
from foerderung.services.regelwerk.regeln import lade
from foerderung.store.einheit import Einheit, Lesung
from foerderung.verfahren.amtsstand import NUMMERNKREIS, Antragsteller
from foerderung.verfahren.lage import Hindernis, Person
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.zustand import Rolle

_KUERZEL = re.compile(r"[a-z][a-z0-9_-]{0,30}")

RICHTLINIE = "kommpraev"
"""Guideline by whose declaration the register is checked; the base is common to all."""

ANTRAGSTELLERANGABEN = ("name", "art", "ags", "strasse", "plz", "ort", "iban")


def neue_person(kuerzel: str, name: str, rollen: Sequence[Rolle]) -> Person:
    """Return a person with checked facts.

    Raises:
        EingabeError: no proper Kuerzel, no name, no role.
    """
    meldungen = []
    if not _KUERZEL.fullmatch(kuerzel):
        zulaessig = "Kleinbuchstaben, Ziffern, - und _, beginnend mit einem Buchstaben; auf PostgreSQL die Anmeldung"
        meldungen.append(Meldung(f"„{kuerzel}“", ort="kuerzel", zulaessig=zulaessig))
    if not name.strip():
        meldungen.append(Meldung("der Name ist leer", ort="name"))
    if not rollen:
        meldungen.append(Meldung("keine Rolle", ort="rolle", zulaessig=", ".join(Rolle)))
    if meldungen:
        raise EingabeError(meldungen)
    return Person(kuerzel, name.strip(), frozenset(rollen))


def lege_person_an(amt: Amt, person: Person) -> Person:
    """Take a person into the office.

    Raises:
        EingabeError: there is one of that Kuerzel.
        NichtErlaubtError: the acting person may not.
    """

    def bereite(einheit: Einheit, _: Person) -> Mapping[str, Any]:
        if einheit.person(person.kuerzel) is not None:
            raise EingabeError(Meldung(f"„{person.kuerzel}“ gibt es schon", ort="kuerzel"))
        return personenfakten(person)

    return vollziehe_im_amt(amt, "person_anlegen", bereite, lambda einheit, _: hole_person(einheit, person.kuerzel))


def aendere_person(amt: Amt, kuerzel: str, rollen: Sequence[Rolle] | None, gesperrt: bool | None) -> Person:
    """Give a person other roles, or block them; nobody changes their own.

    Raises:
        EingabeError: nobody of that Kuerzel.
        NichtErlaubtError: the acting person may not.
    """

    def bereite(einheit: Einheit, handelnd: Person) -> Mapping[str, Any]:
        bisher = hole_person(einheit, kuerzel)
        if handelnd.kuerzel == kuerzel:
            eigene = Hindernis(
                "eigene_rollen", "niemand ändert die eigenen Rollen", HAUSREGEL, "Eine andere Person handelt."
            )
            weise_ab(einheit, "", amt.heute, "person_aendern", [eigene])
        neue = frozenset(rollen) if rollen is not None else bisher.rollen
        return personenfakten(replace(bisher, rollen=neue, gesperrt=bisher.gesperrt if gesperrt is None else gesperrt))

    return vollziehe_im_amt(amt, "person_aendern", bereite, lambda einheit, _: hole_person(einheit, kuerzel))


def lege_antragsteller_an(amt: Amt, angaben: Mapping[str, str]) -> Antragsteller:
    """Enter an applicant into the register.

    Args:
        angaben: name, art, ags, strasse, plz, ort, iban.

    Raises:
        EingabeError: an IBAN whose checksum fails, an AGS or PLZ of the wrong form, an empty field.
    """
    geprueft = _pruefe_antragsteller(angaben, amt.regeln)

    def bereite(einheit: Einheit, _: Person) -> Mapping[str, Any]:
        for vorhandener in einheit.alle_antragsteller():
            if (vorhandener.name, vorhandener.ags) == (geprueft["name"], geprueft["ags"]):
                text = f"„{vorhandener.name}“ steht schon als {vorhandener.nummer} im Verzeichnis"
                raise EingabeError(Meldung(text, ort="name"))
        nummer = einheit.nummernstand("A") + 1
        return {**geprueft, "nummer": f"A-{nummer:04d}", NUMMERNKREIS: {"A": nummer}}

    return vollziehe_im_amt(
        amt, "antragsteller_anlegen", bereite, lambda einheit, fakten: hole_antragsteller(einheit, fakten["nummer"])
    )


def aendere_antragsteller(amt: Amt, nummer: str, angaben: Mapping[str, str]) -> Antragsteller:
    """Change facts of an applicant; what was recorded before stays in the chain."""

    def bereite(einheit: Einheit, _: Person) -> Mapping[str, Any]:
        bisher = hole_antragsteller(einheit, nummer).model_dump()
        return {**_pruefe_antragsteller({**bisher, **angaben}, amt.regeln), "nummer": nummer}

    return vollziehe_im_amt(
        amt, "antragsteller_aendern", bereite, lambda einheit, _: hole_antragsteller(einheit, nummer)
    )


def setze_behoerde(amt: Amt, angaben: Mapping[str, str]) -> dict[str, str]:
    """Enter facts of the authority: names, addresses, Kasse, Kapitel and Titel.

    Raises:
        EingabeError: an unknown key; with the nearest one.
    """
    fremde = [name for name in angaben if name not in BEHOERDENANGABEN]
    if fremde:
        raise EingabeError(
            Meldung(
                f"„{name}“",
                ort="behoerde",
                zulaessig=", ".join(BEHOERDENANGABEN),
                abhilfe=aehnlich(name, BEHOERDENANGABEN),
            )
            for name in fremde
        )
    plz = angaben.get("plz", "00000")
    if not (len(plz) == 5 and plz.isascii() and plz.isdecimal()):
        raise EingabeError(Meldung(f"„{plz}“", ort="plz", zulaessig="5 Ziffern"))
    return vollziehe_im_amt(
        amt,
        "behoerde_setzen",
        lambda _, __: {"angaben": {name: wert.strip() for name, wert in angaben.items()}},
        lambda einheit, _: einheit.behoerde(),
    )


def hole_person(lesung: Lesung, kuerzel: str) -> Person:
    """Return a person of the office.

    Raises:
        EingabeError: there is nobody of that Kuerzel.
    """
    person = lesung.person(kuerzel)
    if person is None:
        bekannt = [eine.kuerzel for eine in lesung.personen()]
        raise EingabeError(Meldung(f"„{kuerzel}“ gehört nicht zum Amt", ort="kuerzel", zulaessig=", ".join(bekannt)))
    return person


def personenfakten(person: Person) -> dict[str, Any]:
    """Return a person as the facts of an event."""
    return {
        "kuerzel": person.kuerzel,
        "name": person.name,
        "rollen": sorted(rolle.value for rolle in person.rollen),
        "gesperrt": person.gesperrt,
    }


def _pruefe_antragsteller(angaben: Mapping[str, str], regeln: Path | None) -> dict[str, str]:
    """Check the facts of an applicant by the declaration of applications, so that both accept the same."""
    feld = next(kind for kind in lade(RICHTLINIE, regeln).fassung(None).felder.kinder if kind.name == "antragsteller")
    baum = als_baum(als_antragsangaben({name: wert for name, wert in angaben.items() if wert}))
    gelesen = lies_dokument(baum, feld, "")
    if gelesen.meldungen:
        raise EingabeError(replace(m, zeile=0) for m in gelesen.meldungen)
    return {name: angaben.get(name, "") for name in ANTRAGSTELLERANGABEN}


def als_antragsangaben(angaben: Mapping[str, str]) -> dict[str, Any]:
    """Return facts of the register as an application states them."""
    anschrift = {name: angaben[name] for name in ("strasse", "plz", "ort") if name in angaben}
    weitere = {name: angaben[name] for name in ("name", "art", "ags", "iban") if angaben.get(name)}
    return {**weitere, "anschrift": anschrift}

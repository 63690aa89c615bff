"""Guards of order: nothing takes effect before what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from foerderung.fach.zahlen import datum_deutsch
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.waechter_vollzug import unangeordnet
from foerderung.verfahren.zahlungsplan import naechste_rate


class _MitTag(Protocol):
    """A part of a case with the day of its act."""

    @property
    def am(self) -> date:
        """Return the day."""


def nicht_vor_der_pruefung(lage: Lage) -> Iterator[Hindernis]:
    """A proposal rests on the check."""
    yield from _nicht_vor(lage, _am(lage.stand.pruefvermerk), "der Antragsprüfung", "VVK Nr. 3.4")


def nicht_vor_dem_vorschlag(lage: Lage) -> Iterator[Hindernis]:
    """A decision rests on the proposal."""
    yield from _nicht_vor(lage, _am(lage.stand.vorschlag), "dem Vorschlag", HAUSREGEL)


def nicht_vor_der_entscheidung(lage: Lage) -> Iterator[Hindernis]:
    """A notice is not signed before it was decided."""
    yield from _nicht_vor(lage, _am(lage.stand.beschluss), "der Entscheidung", "§ 41 VwVfG")


def nicht_vor_der_ablage(lage: Lage) -> Iterator[Hindernis]:
    """A notice is not posted before it was signed and filed."""
    abgelegt_am = lage.stand.bescheid.abgelegt_am if lage.stand.bescheid is not None else None
    yield from _nicht_vor(lage, abgelegt_am, "der Ablage des gezeichneten Bescheids", "§ 41 VwVfG")


def nicht_vor_der_klage(lage: Lage) -> Iterator[Hindernis]:
    """An action is settled after it was brought."""
    yield from _nicht_vor(lage, lage.stand.klage_am, "der Klage", "§ 74 VwGO")


def nicht_vor_dem_anlass(lage: Lage) -> Iterator[Hindernis]:
    """Money does not move before the notice is final and the occasion of the instalment has come."""
    yield from _nicht_vor(lage, lage.stand.bestandskraft, "der Bestandskraft", "VVK Nr. 7.1")
    naechste = naechste_rate(lage.stand, lage.heute)
    if naechste is not None:
        yield from _nicht_vor(lage, naechste.seit, "dem Anlass der Rate", "VVK Nr. 7.1, 7.2 und 7.4")


def nicht_vor_der_bescheinigung(lage: Lage) -> Iterator[Hindernis]:
    """A payment is not ordered before it was certified."""
    for zahlung in unangeordnet(lage.stand):
        yield from _nicht_vor(lage, zahlung.bescheinigt_am, "der Bescheinigung", "VwV zu § 70 SäHO Nr. 5.1.9")


def im_laufenden_haushaltsjahr(lage: Lage) -> Iterator[Hindernis]:
    """Payments are not entered back into a Haushaltsjahr that is over (our reading of its closing)."""
    if not lage.vorschau and lage.am.year < lage.heute.year:
        grund = f"das Haushaltsjahr {lage.am.year} ist abgelaufen"
        yield Hindernis("haushaltsjahr_abgelaufen", grund, HAUSREGEL, "Tag prüfen.")


def nicht_vor_dem_nachweis(lage: Lage) -> Iterator[Hindernis]:
    """A proof is not complete before it arrived."""
    eingang_am = lage.stand.nachweis.eingang_am if lage.stand.nachweis is not None else None
    yield from _nicht_vor(lage, eingang_am, "dem Eingang des Nachweises", "VVK Nr. 7.1")


def nicht_vor_der_vollstaendigkeit(lage: Lage) -> Iterator[Hindernis]:
    """A proof is examined once it is complete."""
    vollstaendig_am = lage.stand.nachweis.vollstaendig_am if lage.stand.nachweis is not None else None
    yield from _nicht_vor(lage, vollstaendig_am, "der Vollständigkeit", "VVK Nr. 11.2")


def nicht_vor_der_aufgabe(lage: Lage) -> Iterator[Hindernis]:
    """Against a notice that was not posted yet nobody brings an action."""
    aufgabe_am = lage.stand.bescheid.aufgabe_am if lage.stand.bescheid is not None else None
    yield from _nicht_vor(lage, aufgabe_am, "der Aufgabe zur Post", "§ 74 VwGO")


def reihenfolge_bleibt(lage: Lage) -> Iterator[Hindernis]:
    """A corrected day lies no more before what it rests on, or after what rests on it, than any other."""
    neu = lage.angaben.get("danach")
    if isinstance(neu, Fallstand):
        schon = set(_verdreht(lage.stand))
        for spaeteres, frueheres in _verdreht(neu):
            if (spaeteres, frueheres) not in schon:
                grund = f"{spaeteres} läge vor {frueheres}"
                yield Hindernis("reihenfolge", grund, HAUSREGEL, "Tag prüfen.")


def _verdreht(stand: Fallstand) -> Iterator[tuple[str, str]]:
    """Yield what took effect before something that it rests on, as the case says, each with that."""
    bescheid, nachweis, beschluss = stand.bescheid, stand.nachweis, _am(stand.beschluss)
    paare: list[tuple[str, date | None, str, date | None]] = [
        ("die Erledigung der Klage", stand.klage_erledigt_am, "der Klage", stand.klage_am),
        ("die Kenntnis der Gründe", stand.kenntnis_am, "der Entscheidung", beschluss),
    ]
    if bescheid is not None:
        aufgabe = bescheid.aufgabe_am
        paare += [
            ("die Aufgabe zur Post", aufgabe, "der Ablage des Bescheids", bescheid.abgelegt_am),
            ("der Zugang", bescheid.zugang_am, "der Aufgabe zur Post", aufgabe),
            ("die Klage", stand.klage_am, "der Aufgabe zur Post", aufgabe),
        ]
    if nachweis is not None:
        ganz = nachweis.vollstaendig_am
        paare += [
            ("die Vollständigkeit", ganz, "dem Eingang des Nachweises", nachweis.eingang_am),
            ("der Abschluss der Prüfung", nachweis.geprueft_am, "der Vollständigkeit", ganz),
        ]
    for spaeteres, danach, frueheres, davor in paare:
        if danach is not None and davor is not None and danach < davor:
            yield spaeteres, frueheres


def _am(teil: _MitTag | None) -> date | None:
    return None if teil is None else teil.am


def _nicht_vor(lage: Lage, tag: date | None, was: str, quelle: str) -> Iterator[Hindernis]:
    """Refuse a day before the one on which something else took effect."""
    if not lage.vorschau and tag is not None and lage.am < tag:
        grund = f"der {datum_deutsch(lage.am)} liegt vor {was} am {datum_deutsch(tag)}"
        yield Hindernis("reihenfolge", grund, quelle, "Tag prüfen.")

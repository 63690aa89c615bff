"""Whom a case waits for, what for, and since when: as its events say, and on a given day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foerderung.fach.zahlen import datum_deutsch
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zahlungsplan import naechste_rate
from foerderung.verfahren.zustand import Rolle, Zustand


@dataclass(frozen=True, slots=True)
class Wartet:
    """What comes next in a case.

    Attributes:
        rolle: who acts next; None where nobody in the office can hasten it.
        ausgeschlossen: Kuerzel of the person who may not, because the first of two acts was theirs.
        worauf: what is to be done, or what is awaited, in German; empty where everything is done.
        seit: day since which it waits; without a role, the day from which the case has to be looked at again.
    """

    rolle: Rolle | None
    ausgeschlossen: str = ""
    worauf: str = ""
    seit: date | None = None


NICHTS = Wartet(None)
"""Nothing is awaited."""

_VOR_JEDEM_TAG = date.min


def wartet_auf(stand: Fallstand, tag: date = _VOR_JEDEM_TAG) -> Wartet:
    """Return what a case waits for.

    Args:
        tag: the day on which it is asked; without one, nothing has come that comes by the calendar alone.
    """
    for zahlung in stand.zahlungen:
        if zahlung.angeordnet_am is None:
            seit = zahlung.bescheinigt_am
            return Wartet(Rolle.HAUSHALT, zahlung.bescheinigt_von, f"{zahlung.rate}. Rate anordnen", seit)
    return _SCHRITTE[stand.zustand](stand, tag)


def _fuer_bearbeitung(worauf: str, seit: date | None) -> Wartet:
    return Wartet(Rolle.SACHBEARBEITUNG, "", worauf, seit)


def _auf_andere(worauf: str, wieder_am: date | None = None) -> Wartet:
    return Wartet(None, "", worauf, wieder_am)


def _nichts(_: Fallstand, __: date) -> Wartet:
    return NICHTS


def _angelegt(stand: Fallstand, _: date) -> Wartet:
    return _fuer_bearbeitung("Beratung festhalten", stand.angelegt_am)


def _beraten(_: Fallstand, __: date) -> Wartet:
    return _auf_andere("Antrag des Antragstellers")


def _eingegangen(stand: Fallstand, _: date) -> Wartet:
    return _fuer_bearbeitung("Antrag prüfen", stand.antrag.eingang_am if stand.antrag is not None else None)


def _nachgefordert(stand: Fallstand, _: date) -> Wartet:
    frist = stand.nachforderung.frist if stand.nachforderung is not None else None
    bis = f", Frist {datum_deutsch(frist)}" if frist is not None else ""
    return _auf_andere(f"nachgeforderte Unterlagen des Antragstellers{bis}")


def _geprueft(stand: Fallstand, _: date) -> Wartet:
    worauf = "Entscheidung vorschlagen" if stand.ziele is not None else "Ziele festlegen, Entscheidung vorschlagen"
    return _fuer_bearbeitung(worauf, stand.pruefvermerk.am if stand.pruefvermerk is not None else None)


def _vorgeschlagen(stand: Fallstand, _: date) -> Wartet:
    vorschlag = stand.vorschlag
    if vorschlag is None:
        return _fuer_bearbeitung("Entscheidung vorschlagen", None)
    return Wartet(Rolle.ZEICHNUNG, vorschlag.person, "über den Vorschlag entscheiden", vorschlag.am)


def _bewilligt(stand: Fallstand, _: date) -> Wartet:
    bescheid, beschluss = stand.bescheid, stand.beschluss
    if bescheid is not None and bescheid.gezeichnet is not None:
        return _fuer_bearbeitung("Bescheid zur Post geben", bescheid.abgelegt_am)
    worauf = "Bescheid entwerfen" if bescheid is None else "gezeichneten Bescheid ablegen"
    return _fuer_bearbeitung(worauf, beschluss.am if beschluss is not None else None)


def _abgelehnt(stand: Fallstand, tag: date) -> Wartet:
    if stand.bescheid is None:
        seit = stand.beschluss.am if stand.beschluss is not None else None
        return _fuer_bearbeitung("gezeichneten Bescheid ablegen", seit)
    if stand.bescheid.aufgabe_am is None:
        return _bewilligt(stand, tag)
    return _klagefrist(stand, tag) or Wartet(Rolle.ZEICHNUNG, "", "Fall schließen", stand.bestandskraft)


def _klagefrist(stand: Fallstand, tag: date) -> Wartet | None:
    """Return what a posted notice waits for, None once it is final."""
    if stand.klage_am is not None and stand.klage_erledigt_am is None:
        return _auf_andere("Ausgang der Klage")
    seit = stand.bestandskraft
    if seit is None:
        return _auf_andere("Empfangsbekenntnis des Empfängers")
    if tag < seit:
        return _auf_andere(f"Ablauf der Klagefrist; bestandskräftig am {datum_deutsch(seit)}", seit)
    return None


def _bekanntgegeben(stand: Fallstand, tag: date) -> Wartet:
    return _klagefrist(stand, tag) or _in_auszahlung(stand, tag)


def _angefochten(_: Fallstand, __: date) -> Wartet:
    return _auf_andere("Ausgang der Klage")


def _rate(stand: Fallstand, tag: date) -> Wartet | None:
    """Return the next instalment if it is due, or will be by the calendar; None where something else comes first."""
    naechste = naechste_rate(stand, tag)
    if naechste is None or not naechste.betrag:
        return None
    if naechste.seit is not None:
        seit = max(naechste.seit, stand.bestandskraft or naechste.seit)
        return _fuer_bearbeitung(f"{naechste.rate.nummer}. Rate bescheinigen", seit)
    termin = stand.beschluss.zwischenrate_am if stand.beschluss is not None else None
    if naechste.rate.anlass == "zwischenrate" and termin is not None:
        return _auf_andere(f"Termin der Zwischenrate am {datum_deutsch(termin)}", termin)
    return None


def _in_auszahlung(stand: Fallstand, tag: date) -> Wartet:
    rate, naechste = _rate(stand, tag), naechste_rate(stand, tag)
    if rate is not None:
        return rate
    if naechste is not None and naechste.rate.anlass == "bestandskraft_beginn":
        return _auf_andere("Anzeige des Vorhabensbeginns")
    bis = stand.beschluss.nachweis_bis if stand.beschluss is not None else None
    return _auf_andere("Verwendungsnachweis" + (f", fällig am {datum_deutsch(bis)}" if bis is not None else ""))


def _nachweis_eingereicht(stand: Fallstand, _: date) -> Wartet:
    nachweis = stand.nachweis
    if nachweis is not None and nachweis.unterlage.get("art") == "teilnachweis":
        return _auf_andere("Verwendungsnachweis über das ganze Vorhaben")
    seit = nachweis.eingang_am if nachweis is not None else None
    return _fuer_bearbeitung("Vollständigkeit des Nachweises feststellen", seit)


def _nachweis_vollstaendig(stand: Fallstand, tag: date) -> Wartet:
    nachweis = stand.nachweis
    gezogen = nachweis is not None and nachweis.stichprobe is not None
    weiter = "Nachweis prüfen" if gezogen else "über die Stichprobe entscheiden"
    seit = nachweis.vollstaendig_am if nachweis is not None else None
    return _rate(stand, tag) or _fuer_bearbeitung(weiter, seit)


def _nachweis_erledigt(stand: Fallstand, tag: date) -> Wartet:
    nachweis = stand.nachweis
    seit = (nachweis.geprueft_am or nachweis.vollstaendig_am) if nachweis is not None else None
    return _rate(stand, tag) or _fuer_bearbeitung("Erfolgskontrolle abschließen", seit)


def _evaluiert(stand: Fallstand, tag: date) -> Wartet:
    rate = _rate(stand, tag)
    if rate is not None:
        return rate
    nachweis = stand.nachweis
    seit = (nachweis.geprueft_am or nachweis.vollstaendig_am) if nachweis is not None else None
    if stand.angeordnet > stand.zuwendung:
        return _fuer_bearbeitung("Überzahlung klären", seit)
    return Wartet(Rolle.ZEICHNUNG, "", "Fall schließen", seit)


def _erledigt(stand: Fallstand, _: date) -> Wartet:
    """Return that somebody else performs a deletion that was asked for; else nothing is left to do."""
    antrag = stand.loeschantrag
    return NICHTS if antrag is None else Wartet(Rolle.ZEICHNUNG, antrag.person, "Löschung vollziehen", antrag.am)


_SCHRITTE: dict[Zustand, Callable[[Fallstand, date], Wartet]] = {
    Zustand.NEU: _nichts,
    Zustand.ANGELEGT: _angelegt,
    Zustand.BERATEN: _beraten,
    Zustand.EINGEGANGEN: _eingegangen,
    Zustand.NACHGEFORDERT: _nachgefordert,
    Zustand.GEPRUEFT: _geprueft,
    Zustand.VORGESCHLAGEN: _vorgeschlagen,
    Zustand.BEWILLIGT: _bewilligt,
    Zustand.ABGELEHNT: _abgelehnt,
    Zustand.BEKANNTGEGEBEN: _bekanntgegeben,
    Zustand.ANGEFOCHTEN: _angefochten,
    Zustand.BESTANDSKRAEFTIG: _in_auszahlung,
    Zustand.IN_AUSZAHLUNG: _in_auszahlung,
    Zustand.NACHWEIS_EINGEREICHT: _nachweis_eingereicht,
    Zustand.NACHWEIS_VOLLSTAENDIG: _nachweis_vollstaendig,
    Zustand.NACHWEIS_GEPRUEFT: _nachweis_erledigt,
    Zustand.NICHT_IN_STICHPROBE: _nachweis_erledigt,
    Zustand.EVALUIERT: _evaluiert,
    Zustand.ABGESCHLOSSEN: _erledigt,
    Zustand.ZURUECKGEZOGEN: _erledigt,
    Zustand.GELOESCHT: _nichts,
}

"""States of a case and roles of the persons who act in it."""

from __future__ import annotations

from enum import StrEnum


class Zustand(StrEnum):
    """Where a case stands; the order is that of a life without incidents."""

    NEU = "neu"
    ANGELEGT = "angelegt"
    BERATEN = "beraten"
    EINGEGANGEN = "eingegangen"
    NACHGEFORDERT = "nachgefordert"
    GEPRUEFT = "geprueft"
    VORGESCHLAGEN = "vorgeschlagen"
    BEWILLIGT = "bewilligt"
    ABGELEHNT = "abgelehnt"
    BEKANNTGEGEBEN = "bekanntgegeben"
    ANGEFOCHTEN = "angefochten"
    BESTANDSKRAEFTIG = "bestandskraeftig"
    IN_AUSZAHLUNG = "in_auszahlung"
    NACHWEIS_EINGEREICHT = "nachweis_eingereicht"
    NACHWEIS_VOLLSTAENDIG = "nachweis_vollstaendig"
    NACHWEIS_GEPRUEFT = "nachweis_geprueft"
    NICHT_IN_STICHPROBE = "nicht_in_stichprobe"
    EVALUIERT = "evaluiert"
    ABGESCHLOSSEN = "abgeschlossen"
    ZURUECKGEZOGEN = "zurueckgezogen"
    GELOESCHT = "geloescht"


ZUSTANDSNAMEN = {
    Zustand.NEU: "noch nicht angelegt",
    Zustand.ANGELEGT: "angelegt",
    Zustand.BERATEN: "beraten",
    Zustand.EINGEGANGEN: "eingegangen",
    Zustand.NACHGEFORDERT: "nachgefordert",
    Zustand.GEPRUEFT: "geprüft",
    Zustand.VORGESCHLAGEN: "vorgeschlagen",
    Zustand.BEWILLIGT: "bewilligt",
    Zustand.ABGELEHNT: "abgelehnt",
    Zustand.BEKANNTGEGEBEN: "bekanntgegeben",
    Zustand.ANGEFOCHTEN: "angefochten",
    Zustand.BESTANDSKRAEFTIG: "bestandskräftig",
    Zustand.IN_AUSZAHLUNG: "in Auszahlung",
    Zustand.NACHWEIS_EINGEREICHT: "Nachweis eingereicht",
    Zustand.NACHWEIS_VOLLSTAENDIG: "Nachweis vollständig",
    Zustand.NACHWEIS_GEPRUEFT: "Nachweis geprüft",
    Zustand.NICHT_IN_STICHPROBE: "nicht in der Stichprobe",
    Zustand.EVALUIERT: "evaluiert",
    Zustand.ABGESCHLOSSEN: "abgeschlossen",
    Zustand.ZURUECKGEZOGEN: "zurückgezogen",
    Zustand.GELOESCHT: "gelöscht",
}


class Rolle(StrEnum):
    """What a person may do; several roles may meet in one person, the bans are per act."""

    SACHBEARBEITUNG = "sachbearbeitung"
    ZEICHNUNG = "zeichnung"
    HAUSHALT = "haushalt"
    PRUEFUNG = "pruefung"


SCHREIBENDE = frozenset({Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT})
"""Roles that may write; who only examines reads."""

ROLLENNAMEN = {
    Rolle.SACHBEARBEITUNG: "Sachbearbeitung",
    Rolle.ZEICHNUNG: "Zeichnung",
    Rolle.HAUSHALT: "Haushalt",
    Rolle.PRUEFUNG: "Prüfung",
}

"""What the context of each letter holds, as data: the paths that its template may use, and has to."""

from __future__ import annotations

from collections.abc import Mapping

_RAHMEN = """
    fall.aktenzeichen fall.bearbeitung fall.behoerde.bezeichnung fall.behoerde.name ?fall.behoerde.ort
    ?fall.behoerde.strasse fall.behoerde.zusatz fall.datum fall.dokument fall.kennzeichen fall.zeichnung name ort
    richtlinie strasse titel
"""
"""What every letter and note shows around its text; made with `Briefkopf`."""

_ANSCHRIFT = """
    fall.behoerde.email fall.behoerde.telefon fall.behoerde.zeile fall.eingang
"""
"""What a letter shows for its address window and a note does not."""

_OHNE_ANSCHRIFT = " ".join(f"?{pfad}" for pfad in _ANSCHRIFT.split())

BESCHEID = "zuwendungsbescheid"

ANGABEN: Mapping[str, str] = {
    BESCHEID: """
        abgrenzung[].beantragt abgrenzung[].grund abgrenzung[].jahr abgrenzung[].name abgrenzung[].zuwendungsfaehig
        abweichungen[] ags annahmen[] anteil befunde[].abhilfe befunde[].bezeichnung befunde[].fundstelle
        befunde[].gefunden befunde[].ort befunde[].schwere befunde[].zulaessig beginn degressiv ende entwurf
        ermittlung[].beantragt ermittlung[].deckel ermittlung[].gruende[] ermittlung[].jahr ermittlung[].lang
        ermittlung[].roh ermittlung[].zeilen[].beantragt ermittlung[].zeilen[].betrag ermittlung[].zeilen[].name
        ermittlung[].zeilen[].obergrenze ermittlung[].zeilen[].satz ermittlung[].zeilen[].summe
        ermittlung[].zeilen[].zuwendungsfaehig ermittlung[].zuwendung ermittlung[].zuwendungsfaehig fall.aktenzeichen
        fall.bearbeitung fall.behoerde.bezeichnung fall.behoerde.email fall.behoerde.name fall.behoerde.ort
        fall.behoerde.strasse fall.behoerde.telefon fall.behoerde.zeile fall.behoerde.zusatz fall.beratung
        fall.bewilligt fall.bindung fall.datum fall.dokument fall.eingang fall.gericht fall.gericht_ort fall.kennzeichen
        fall.nachweis_abweichend fall.nachweis_bis fall.weitere_zuwendungsgeber fall.weiterleitung[].empfaenger
        fall.weiterleitung[].zweck fall.weiterleitung_offen fall.zeichnung fall.zeitliche_bindung
        fall.ziele[].bezeichnung fall.ziele[].indikator fall.ziele[].sollwert fall.zweck fassung festbetrag
        finanzierungsart finanzierungsplan[].ausgaben[].betraege[] finanzierungsplan[].ausgaben[].name
        finanzierungsplan[].breite finanzierungsplan[].deckung[] finanzierungsplan[].gesamtausgaben[]
        finanzierungsplan[].jahre[] finanzierungsplan[].mittel[].betraege[] finanzierungsplan[].mittel[].name
        finanzierungsplan[].rest[] finanzierungsplan[].unbar[].betraege[] finanzierungsplan[].unbar[].name
        finanzierungsplan[].zuwendung[] finanzierungsplan[].zuwendungsfaehig[] foerdersaetze[].bezeichnung
        foerdersaetze[].saetze grenzen[] hoechstens iban in_sachsen in_worten jahre[].gesamtausgaben jahre[].jahr
        jahre[].personal jahre[].sach jahre[].zuwendung jahre[].zuwendungsfaehig klauseln_begruendung[] klauseln_hoehe[]
        kurz mehrjaehrig name nebenbestimmungen[].art nebenbestimmungen[].nummer nebenbestimmungen[].punkte[]
        nebenbestimmungen[].tabelle nebenbestimmungen[].text nebenbestimmungen[].titel niedrigere_saetze[] ort
        pruefsumme raten[].anlass raten[].betrag raten[].nummer raten[].prozent richtlinie stichtag strasse termin_offen
        titel verfahren zusammengelegt zuwendung zuwendung_gesamt zuwendungsfaehig
    """,
    "beratungsprotokoll": _RAHMEN
    + _OHNE_ANSCHRIFT
    + """
        abschnitte[].titel abschnitte[].zeilen[].name abschnitte[].zeilen[].text am ?kurz person
    """,
    "eingangsbestaetigung": _RAHMEN
    + _ANSCHRIFT
    + """
        anlagen[] beantragt[].ausgaben beantragt[].jahr eingang erster_eingang ?kurz weitere_fassung
    """,
    "nachforderung": _RAHMEN
    + _ANSCHRIFT
    + """
        ?befunde[].abhilfe ?befunde[].bedeutung befunde[].bezeichnung ?befunde[].entschieden befunde[].fundstelle
        befunde[].gefunden befunde[].nummer befunde[].zulaessig eingang frist ?kurz
    """,
    "antragspruefvermerk": _RAHMEN
    + _OHNE_ANSCHRIFT
    + """
        abschnitte[].titel abschnitte[].zeilen[].name abschnitte[].zeilen[].text am annahmen[] ?befunde[].abhilfe
        befunde[].bedeutung befunde[].bezeichnung befunde[].entschieden befunde[].fundstelle befunde[].gefunden
        ?befunde[].nummer befunde[].zulaessig eingang fassung finanzierungsart jahre[].gesamtausgaben jahre[].jahr
        ?jahre[].personal ?jahre[].sach jahre[].zuwendung jahre[].zuwendungsfaehig kurz person pruefsumme stichtag
        zuwendung zuwendungsfaehig
    """,
    "ablehnungsbescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        ?befunde[].abhilfe ?befunde[].bedeutung befunde[].bezeichnung ?befunde[].entschieden befunde[].fundstelle
        befunde[].gefunden befunde[].nummer befunde[].zulaessig beratung eingang ermessen[] ?fassung gericht gericht_ort
        grund ?kurz ?pruefsumme stichtag
    """,
    "auszahlungsmitteilung": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet bescheid_vom betrag faellig in_worten ?kurz nachweis_bis rate zahlungen[].betrag zahlungen[].faellig
        zahlungen[].rate zuwendung
    """,
    "nachweisvermerk": _RAHMEN
    + _OHNE_ANSCHRIFT
    + """
        abschnitte[].titel abschnitte[].zeilen[].name abschnitte[].zeilen[].text angeordnet bescheid_vom bewilligt
        eingang frist geprueft ist ?kurz plan stichprobe_grund vermerk vollstaendig zuwendung
    """,
    "schlussschreiben": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet ausgezahlt bescheid_vom bewilligt eingang ermaessigt geprueft ist ?kurz plan ueberzahlt zuwendung
    """,
    "anhoerung": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet bescheid_vom bescheidnummer betrag bewilligt ermessen fordert grenze grund ?in_worten ist_ruecknahme
        ist_widerruf ?kurz neu sachverhalt stellungnahme_bis ueberzahlung voll wirkung_ab
    """,
    "aenderungsbescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet begruendung bescheid_vom bescheidnummer bewilligt gericht gericht_ort grund ?kurz nachweis_bis neu
        neu_in_worten
    """,
    "widerrufsbescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet bescheid_vom bescheidnummer betrag bewilligt ermessen fordert gericht gericht_ort grenze grund
        in_worten ?ist_ruecknahme ?ist_widerruf ?kurz neu sachverhalt stellungnahme ueberzahlung voll wirkung_ab
    """,
    "ruecknahmebescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        angeordnet bescheid_vom bescheidnummer betrag bewilligt ermessen fordert gericht gericht_ort grenze grund
        in_worten ?ist_ruecknahme ?ist_widerruf ?kurz neu sachverhalt stellungnahme ueberzahlung voll wirkung_ab
    """,
    "erstattungsbescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        abschnitte[].bis abschnitte[].kapital abschnitte[].satz abschnitte[].tage abschnitte[].von abschnitte[].zinsen
        angeordnet bescheid_vom bescheidnummer betrag bewilligt ermessen erstattungen[].betrag erstattungen[].tag
        ?fordert fortgeschrieben gericht gericht_ort ?grenze grund in_worten ?ist_ruecknahme ?ist_widerruf ?kurz neu
        restkapital sachverhalt stellungnahme ueberzahlung ?voll wirkung_ab zahlbar_bis zinsen zinsen_bis zinsen_erhoben
        ?noch_zinsen kapital_offen ?zinsen_in_worten ?zinsen_offen
    """,
    "zinsbescheid": _RAHMEN
    + _ANSCHRIFT
    + """
        abschnitte[].bis abschnitte[].kapital abschnitte[].satz abschnitte[].tage abschnitte[].von abschnitte[].zinsen
        ?angeordnet bescheid_vom bescheidnummer betrag ?bewilligt ?ermessen erstattungen[].betrag erstattungen[].tag
        ?fordert fortgeschrieben gericht gericht_ort ?grenze grund ?in_worten ?ist_ruecknahme ?ist_widerruf ?kurz ?neu
        restkapital sachverhalt stellungnahme ?ueberzahlung ?voll wirkung_ab zahlbar_bis zinsen zinsen_bis
        ?kapital_offen noch_zinsen zinsen_erhoben zinsen_in_worten zinsen_offen
    """,
}
"""By the name of the template. A path ends at a text or truth value; ``[]`` stands for the items of a list; ``?`` marks
what a template may leave out because other letters share it: at least one of them uses it."""


def verlangt(name: str) -> frozenset[str]:
    """Return the paths that a template has to use."""
    return frozenset(pfad for pfad in ANGABEN[name].split() if not pfad.startswith("?"))


def geteilt(name: str) -> frozenset[str]:
    """Return the paths that a template may use."""
    return frozenset(pfad[1:] for pfad in ANGABEN[name].split() if pfad.startswith("?"))

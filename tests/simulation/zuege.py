"""Acts from the first contact to the decision, as somebody performs them: properly, or with something wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from foerderung.services.akt import Auftrag
from foerderung.services.amt import hole_antragsteller
from foerderung.services.fall.anlagen import erfasse_anlage
from foerderung.services.fall.antraege import fordere_nach, lies_antrag_ein, pruefe_antrag
from foerderung.services.fall.berichtigungen import ANTRAG, FALL, FELDER, TAG, VOLLZUG, Berichtigung, berichtige
from foerderung.services.fall.entscheidungen import (
    Vorschlagsangaben,
    berechnung_des_falls,
    bewillige,
    lehne_ab,
    schlage_vor,
)
from foerderung.services.fall.evaluationen import lege_ziele_fest
from foerderung.services.fall.faelle import NeuerFall, erfasse_beratung, lege_fall_an, ziehe_zurueck
from foerderung.services.fall.fallrechnung import Datei
from foerderung.verfahren.akt import NACH_DER_ENTSCHEIDUNG
from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.zustand import Zustand
from tests.simulation.antraege import als_datei, plane
from tests.simulation.spiel import Spiel, Tat
from tests.simulation.unterlagen import beratung, entscheidung, kaputt, unterlage

Zug = Callable[[Spiel, Fallstand, bool], Tat | None]
"""Return an act on a case, properly prepared or not; None where nobody could even try."""

SCHREIBEN = Datei("schreiben.pdf", b"Schreiben")
ANLAGEARTEN = ("projektbeschreibung", "finanzierungsplan", "bildungsnachweis", "sonstige")
FALSCHE_TAGE = (-400, -20, -15, -3, -1, 1, 900)


def auftrag(spiel: Spiel, stand: Fallstand, akt: str, sauber: bool) -> Auftrag:
    """Return an order for today, or for another day: a little back, far back, ahead."""
    w, heute = spiel.wuerfel, spiel.uhr.heute
    if sauber:
        am = heute - timedelta(days=w.zahl(1, 10)) if w.trifft(10) else None
        return Auftrag(stand.aktenzeichen, akt, am)
    am = heute + timedelta(days=w.eines(FALSCHE_TAGE)) if w.trifft(60) else None
    return Auftrag(stand.aktenzeichen, akt, am, "nachgetragen" if w.trifft(30) else "")


def tat(akt: str, stand: Fallstand, rufe: Callable[..., object], angaben: object = "", ohne: str = "") -> Tat:
    """Return an act of the table."""
    return Tat(akt, NACH_NAME[akt].rolle, stand.aktenzeichen, rufe, str(angaben), ohne)


def lege_an(spiel: Spiel) -> Tat:
    """Begin a case, sometimes as a follow-up of another, sometimes of nobody."""
    w = spiel.wuerfel
    with spiel.lesend() as lesung:
        nummern = [eines.nummer for eines in lesung.alle_antragsteller()]
        aktenzeichen = lesung.aktenzeichen()
    neu = NeuerFall(w.eines(nummern), f"Vorhaben {spiel.uhr.schritt}")
    if aktenzeichen and w.trifft(15):
        neu = NeuerFall(folge_von=w.eines(aktenzeichen))
    elif w.trifft(5):
        neu = NeuerFall("A-9999", "Niemand")
    am = None if w.trifft(85) else spiel.uhr.heute + timedelta(days=w.eines(FALSCHE_TAGE))
    akt = NACH_NAME["fall_anlegen"]
    return Tat(akt.name, akt.rolle, "", lambda amt: lege_fall_an(amt, neu, am), f"{neu} am {am}")


def berate(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    am = spiel.uhr.heute + timedelta(days=0 if sauber else spiel.wuerfel.eines(FALSCHE_TAGE))
    dokument = beratung(am) if sauber or spiel.wuerfel.trifft(70) else kaputt("beratung")
    return tat("beratung_erfassen", stand, lambda amt: erfasse_beratung(amt, stand.aktenzeichen, dokument), am)


def lies_ein(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat | None:
    """Take up an application, or the next version of it; nobody applies in a case that was deleted."""
    if stand.zustand is Zustand.GELOESCHT:
        return None
    w, heute, fall = spiel.wuerfel, spiel.uhr.heute, stand.aktenzeichen
    akt = "eingang_vermerken" if stand.zustand is Zustand.ANGELEGT else "antrag_einlesen"
    if stand.antrag is None or fall not in spiel.vorhaben:
        with spiel.lesend() as lesung:
            eines = hole_antragsteller(lesung, stand.antragsteller)
        spiel.vorhaben[fall] = plane(w, heute, eines, stand.beratung.am if stand.beratung is not None else heute)
    elif sauber and stand.zustand is Zustand.NACHGEFORDERT:
        spiel.vorhaben[fall].bessere()
    eingang = heute + timedelta(days=0 if sauber else w.eines(FALSCHE_TAGE))
    datei = spiel.vorhaben[fall].datei(eingang)
    if not sauber and w.trifft(30):
        datei = als_datei("antrag", {"richtlinie": w.eines(("kommpraev", "verfahren", "keine"))})
    return tat(akt, stand, lambda amt: lies_antrag_ein(amt, fall, datei), f"Eingang {eingang}")


def erfasse_papier(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    w = spiel.wuerfel
    art = w.eines(ANLAGEARTEN) if sauber or w.trifft(60) else "unbekannt"
    eingang = spiel.uhr.heute + timedelta(days=w.eines((0, 0, -2)) if sauber else w.eines(FALSCHE_TAGE))
    papier = Datei(f"{art}.pdf", f"Papier {spiel.uhr.schritt}".encode())
    was = auftrag(spiel, stand, "anlage_erfassen", sauber)
    return tat(was.akt, stand, lambda amt: erfasse_anlage(amt, was, papier, art, eingang), (was, art, eingang))


def fordere(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "antrag_nachfordern", sauber)
    frist = spiel.uhr.heute + timedelta(days=28) if spiel.wuerfel.trifft(70) else None
    return tat(was.akt, stand, lambda amt: fordere_nach(amt, was, frist), (was, frist))


def pruefe(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "antrag_pruefen", sauber)
    vermerk = unterlage("pruefvermerk") if sauber else spiel.wuerfel.eines((None, kaputt("pruefvermerk")))
    return tat(was.akt, stand, lambda amt: pruefe_antrag(amt, was, vermerk), was)


def setze_ziele(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "ziele_festlegen", sauber)
    ziele = unterlage("ziele") if sauber or spiel.wuerfel.trifft(60) else kaputt("ziele")
    return tat(was.akt, stand, lambda amt: lege_ziele_fest(amt, was, ziele), was)


def schlage(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    """Propose what the findings allow; improperly also a grant that they rule out, or without a decision on them."""
    w, heute = spiel.wuerfel, spiel.uhr.heute
    was = auftrag(spiel, stand, "entscheidung_vorschlagen", sauber)
    if stand.antrag is None:
        return tat(was.akt, stand, lambda amt: schlage_vor(amt, was, Vorschlagsangaben()), was)
    befunde = berechnung_des_falls(spiel.amt(), stand.aktenzeichen)[1]
    hart = any(eines.schwere == "hart" for eines in befunde)
    if (hart and sauber) or w.trifft(8 if spiel.getan["entscheidung_ablehnen"] else 25):
        angaben = Vorschlagsangaben(ablehnung_grund="Voraussetzungen fehlen" if sauber or w.trifft(50) else "")
    else:
        vorhaben = spiel.vorhaben[stand.aktenzeichen]
        mitte = vorhaben.ende - timedelta(days=300)
        beschluss = entscheidung(w, befunde, vorhaben.antrag) if sauber or w.trifft(50) else None
        termine = {w.zahl(1, 3 if sauber else 9): heute + timedelta(days=w.zahl(20, 700))} if w.trifft(25) else {}
        zwischenrate = max(mitte, heute + timedelta(days=60)) if sauber or w.trifft(50) else None
        angaben = Vorschlagsangaben(beschluss, None, zwischenrate, termine)
    return tat(was.akt, stand, lambda amt: schlage_vor(amt, was, angaben), (was, angaben))


def bewillige_es(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "entscheidung_bewilligen", sauber)
    grund = "mit dem Fachreferat abgestimmt" if sauber or spiel.wuerfel.trifft(50) else ""
    return tat(was.akt, stand, lambda amt: bewillige(amt, was, grund), was, _erster(stand))


def lehne_es_ab(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "entscheidung_ablehnen", sauber)
    grund = "Voraussetzungen fehlen" if sauber or spiel.wuerfel.trifft(50) else ""
    return tat(was.akt, stand, lambda amt: lehne_ab(amt, was, grund), was, _erster(stand))


def _erster(stand: Fallstand) -> str:
    return stand.vorschlag.person if stand.vorschlag is not None else ""


def ziehe(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "antrag_zurueckziehen", sauber)
    schreiben = SCHREIBEN if sauber or spiel.wuerfel.trifft(50) else None
    return tat(was.akt, stand, lambda amt: ziehe_zurueck(amt, was, schreiben, "verzichtet"), was)


def berichtige_etwas(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat | None:
    """Correct a fact that was recorded; improperly one that cannot be, or to a day that cannot be."""
    w = spiel.wuerfel
    with spiel.lesend() as lesung:
        ereignisse = [(e.nummer, e.typ, e.wirksam_am) for e in lesung.ereignisse(stand.aktenzeichen)]
    felder = [(e, feld) for e in ereignisse for typ, feld in FELDER if typ == e[1]]
    if not felder:
        return None
    (nummer, typ, tag), feld = w.eines(felder)
    angabe = FELDER[typ, feld]
    neuer = tag + timedelta(days=w.zahl(-4, 4) if sauber else w.eines(FALSCHE_TAGE))
    neu: date | str = min(neuer, spiel.uhr.heute) if sauber else neuer
    if angabe.form != TAG:
        neu = f"Titel {spiel.uhr.schritt}"
    if not sauber and w.trifft(20):
        feld = "unbekannt"
    nach = VOLLZUG if stand.zustand in NACH_DER_ENTSCHEIDUNG else FALL
    akt = ANTRAG if angabe.zum_antrag else nach
    eine = Berichtigung(nummer, feld, neu, "Versehen")
    was = Auftrag(stand.aktenzeichen, akt)
    return tat(akt, stand, lambda amt: berichtige(amt, was, eine), (typ, eine))

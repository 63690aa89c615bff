"""Acts after the decision, as somebody performs them: notice, action, payment, proof of use, deadlines, closing."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from foerderung.services.akt import Vollzug, vollziehe
from foerderung.services.amt import Amt
from foerderung.services.buero.haushalt import Verschiebung, binde, verschiebe
from foerderung.services.fall.bescheidablage import Vergleichsangaben, lege_bescheid_ab
from foerderung.services.fall.bescheide import (
    Zusaetze,
    erfasse_ruecklauf,
    erfasse_zugang,
    erstelle_bescheid,
    gib_auf,
    verzichte,
)
from foerderung.services.fall.evaluationen import erfasse_evaluation
from foerderung.services.fall.faelle import schliesse_fall
from foerderung.services.fall.fallrechnung import Datei
from foerderung.services.fall.fristen import erfasse_kenntnis, erledige_frist
from foerderung.services.fall.nachweise import (
    entscheide_stichprobe,
    lies_nachweis_ein,
    pruefe_nachweis,
    stelle_vollstaendigkeit_fest,
)
from foerderung.services.fall.zahlungen import bescheinige, ordne_an, zeige_beginn_an
from foerderung.services.speicher.loeschungen import beantrage_loeschung, vollziehe_loeschung
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fristarten import FRISTARTEN
from foerderung.verfahren.fristen import offene_fristen
from foerderung.verfahren.loeschung import BEANTRAGEN, VOLLZIEHEN
from foerderung.verfahren.waechter_vollzug import unangeordnet
from foerderung.verfahren.zahlungsplan import naechste_rate
from tests.simulation.spiel import Spiel, Tat
from tests.simulation.unterlagen import kaputt, nachweis, unterlage
from tests.simulation.zuege import FALSCHE_TAGE, auftrag, tat

VERSANDARTEN = ("post", "post", "empfangsbekenntnis", "elektronisch")


def entwirf(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "bescheid_erstellen", sauber)
    return tat(was.akt, stand, lambda amt: erstelle_bescheid(amt, was, Zusaetze()), was)


def lege_bescheid(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "bescheid_ablegen", sauber)

    def lege_ab(amt: Amt) -> Vollzug:
        entwurf = stand.bescheid.entwurf if stand.bescheid is not None else None
        if entwurf is None:
            datei = Datei("bescheid.docx", f"gezeichnet {spiel.uhr.schritt}".encode())
            return lege_bescheid_ab(amt, was, datei, Vergleichsangaben(ohne_grund="von Hand geschrieben"))
        with amt.lesend() as lesung:
            inhalt = lesung.abgelegt(entwurf)
        return lege_bescheid_ab(amt, was, Datei("bescheid.docx", inhalt))

    return tat(was.akt, stand, lege_ab, was)


def gib_bescheid_auf(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "bescheid_aufgeben", sauber)
    art = spiel.wuerfel.eines(VERSANDARTEN)
    return tat(was.akt, stand, lambda amt: gib_auf(amt, was, art), (was, art))


def erfasse_den_zugang(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "zugang_erfassen", sauber)
    return tat(was.akt, stand, lambda amt: erfasse_zugang(amt, was), was)


def erfasse_den_ruecklauf(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "ruecklauf_erfassen", sauber)
    return tat(was.akt, stand, lambda amt: erfasse_ruecklauf(amt, was, "unbekannt verzogen"), was)


def verzichte_darauf(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "rechtsbehelf_verzichten", sauber)
    return tat(was.akt, stand, lambda amt: verzichte(amt, was), was)


def klage(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "klage_erfassen", sauber)
    return tat(was.akt, stand, lambda amt: vollziehe(amt, was), was)


def erledige_klage(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "klage_erledigen", sauber)
    return tat(was.akt, stand, lambda amt: vollziehe(amt, was), was)


def zeige_an(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "beginn_anzeigen", sauber)
    return tat(was.akt, stand, lambda amt: zeige_beginn_an(amt, was), was)


def bescheinige_rate(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "zahlung_bescheinigen", sauber)
    return tat(was.akt, stand, lambda amt: bescheinige(amt, was), was)


def ordne_rate_an(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "zahlung_anordnen", sauber)
    tage = spiel.wuerfel.eines((0, 0, 5)) if sauber else spiel.wuerfel.eines(FALSCHE_TAGE)
    faellig = spiel.uhr.heute + timedelta(days=tage) if tage else None
    offen = unangeordnet(stand)
    erster = offen[0].bescheinigt_von if offen else ""
    return tat(was.akt, stand, lambda amt: ordne_an(amt, was, faellig), (was, faellig), erster)


def verschiebe_mittel(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    """Shift what is bound elsewhere into the year in which the next payment comes; improperly anything anywhere."""
    w, jahr = spiel.wuerfel, spiel.uhr.heute.year
    was = auftrag(spiel, stand, "mittel_verschieben", sauber)
    quellen = [eine.jahr for eine in stand.bindungen if eine.jahr != jahr and stand.verfuegbar(eine.jahr) > 0]
    von = w.eines(quellen) if quellen else jahr
    betrag = min(stand.verfuegbar(von), _bedarf(spiel, stand) - stand.verfuegbar(jahr))
    eine = Verschiebung(von, jahr, betrag if betrag > 0 else Fraction(1), "später gebraucht")
    if not sauber or w.trifft(10):
        nach, mehr = jahr + w.zahl(-1, 2), Fraction(w.eines((1, 5_000, 900_000)))
        eine = Verschiebung(von, nach, mehr, "auf Verdacht")
    return tat(was.akt, stand, lambda amt: verschiebe(amt, was, eine), (was, eine))


def _bedarf(spiel: Spiel, stand: Fallstand) -> Fraction:
    offen = unangeordnet(stand)
    if offen:
        return offen[0].betrag
    naechste = naechste_rate(stand, spiel.uhr.heute)
    return naechste.betrag if naechste is not None else Fraction(0)


def binde_mittel(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "mittel_binden", sauber)
    jahr = min(stand.voraussicht, default=spiel.uhr.heute.year)
    if not sauber:
        jahr += spiel.wuerfel.zahl(-1, 1)
    datei = Datei("aenderung.docx", b"Aenderungsbescheid")
    return tat(was.akt, stand, lambda amt: binde(amt, was, jahr, datei), (was, jahr))


def lies_den_nachweis_ein(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat | None:
    vorhaben, w = spiel.vorhaben.get(stand.aktenzeichen), spiel.wuerfel
    if vorhaben is None:
        return None
    was = auftrag(spiel, stand, "nachweis_einlesen", sauber)
    eingang = spiel.uhr.heute + timedelta(days=w.eines((0, 0, -6)) if sauber else w.eines(FALSCHE_TAGE))
    dokument = nachweis(w, eingang, vorhaben, sauber)
    mehr = Fraction(w.eines((0, 0, 0, 400, 3000)))
    return tat(was.akt, stand, lambda amt: lies_nachweis_ein(amt, was, dokument, mehr), (was, eingang, mehr))


def vervollstaendige(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "nachweis_vervollstaendigen", sauber)
    return tat(was.akt, stand, lambda amt: stelle_vollstaendigkeit_fest(amt, was), was)


def ziehe_stichprobe(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "stichprobe_ziehen", sauber)
    return tat(was.akt, stand, lambda amt: entscheide_stichprobe(amt, was, True, "Risiko"), was)


def lasse_aus(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "stichprobe_auslassen", sauber)
    return tat(was.akt, stand, lambda amt: entscheide_stichprobe(amt, was, False, "nicht gezogen"), was)


def pruefe_den_nachweis(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "nachweis_pruefen", sauber)
    return tat(was.akt, stand, lambda amt: pruefe_nachweis(amt, was, "geprüft"), was)


def bewerte(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "evaluation_erfassen", sauber)
    dokument = unterlage("evaluation")
    if not sauber:
        eines = {"bezeichnung": "nie festgelegt", "istwert": "1", "erreicht": "voll", "bewertung": "gut"}
        dokument = spiel.wuerfel.eines((unterlage("evaluation", ergebnisse=[eines]), kaputt("evaluation")))
    return tat(was.akt, stand, lambda amt: erfasse_evaluation(amt, was, dokument), was)


def erfasse_die_kenntnis(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "kenntnis_erfassen", sauber)
    return tat(was.akt, stand, lambda amt: erfasse_kenntnis(amt, was, "Stelle nicht besetzt"), was)


def erledige_die_frist(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "frist_erledigen", sauber)
    offen = [frist.art for frist in offene_fristen(stand)]
    der_behoerde = [art for art in offen if FRISTARTEN[art].der_behoerde]
    art = spiel.wuerfel.eines((der_behoerde or offen) if sauber and offen else list(FRISTARTEN))
    return tat(was.akt, stand, lambda amt: erledige_frist(amt, was, art, "erledigt"), (was, art))


def schliesse(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    was = auftrag(spiel, stand, "fall_schliessen", sauber)
    return tat(was.akt, stand, lambda amt: schliesse_fall(amt, was), was)


def beantrage(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    fall, grund = stand.aktenzeichen, "Aufbewahrung abgelaufen" if sauber or spiel.wuerfel.trifft(50) else ""
    return tat(BEANTRAGEN, stand, lambda amt: beantrage_loeschung(amt, fall, grund), grund)


def loesche(spiel: Spiel, stand: Fallstand, sauber: bool) -> Tat:
    fall = stand.aktenzeichen
    erster = stand.loeschantrag.person if stand.loeschantrag is not None else ""
    return tat(VOLLZIEHEN, stand, lambda amt: vollziehe_loeschung(amt, fall, ""), "", erster)

"""What is done next, by whom: mostly what brings a case on, at times something else, at times something wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from foerderung.services.buero.haushalt import buchungsstelle
from foerderung.store.einheit import Lesung
from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.fallstand import Fallstand
from foerderung.verfahren.fristarten import FRISTARTEN
from foerderung.verfahren.fristen import offene_fristen
from foerderung.verfahren.loeschung import BEANTRAGEN, VOLLZIEHEN
from foerderung.verfahren.waechter_vollzug import unangeordnet
from foerderung.verfahren.zahlungsplan import ERSTATTUNG, naechste_rate
from foerderung.verfahren.zustand import Zustand
from tests.simulation import zuege as z
from tests.simulation import zuege_vollzug as v
from tests.simulation.antraege import FEHLT
from tests.simulation.personen import ALLE, LEITUNG, OHNE_SCHREIBRECHT, befugte
from tests.simulation.spiel import Spiel, Tat
from tests.simulation.unterlagen import vollstaendiger
from tests.simulation.zuege_amt import AMTSZUEGE

S = Zustand
BESCHEINIGEN, ANORDNEN = "zahlung_bescheinigen", "zahlung_anordnen"
BERICHTIGEN = "fall_berichtigen"

ZUEGE: dict[str, z.Zug] = {
    "beratung_erfassen": z.berate,
    "eingang_vermerken": z.lies_ein,
    "antrag_einlesen": z.lies_ein,
    "anlage_erfassen": z.erfasse_papier,
    BERICHTIGEN: z.berichtige_etwas,
    "vollzug_berichtigen": z.berichtige_etwas,
    "antrag_nachfordern": z.fordere,
    "antrag_pruefen": z.pruefe,
    "ziele_festlegen": z.setze_ziele,
    "entscheidung_vorschlagen": z.schlage,
    "entscheidung_bewilligen": z.bewillige_es,
    "entscheidung_ablehnen": z.lehne_es_ab,
    "antrag_zurueckziehen": z.ziehe,
    "bescheid_erstellen": v.entwirf,
    "bescheid_ablegen": v.lege_bescheid,
    "bescheid_aufgeben": v.gib_bescheid_auf,
    "zugang_erfassen": v.erfasse_den_zugang,
    "ruecklauf_erfassen": v.erfasse_den_ruecklauf,
    "rechtsbehelf_verzichten": v.verzichte_darauf,
    "klage_erfassen": v.klage,
    "klage_erledigen": v.erledige_klage,
    "beginn_anzeigen": v.zeige_an,
    BESCHEINIGEN: v.bescheinige_rate,
    ANORDNEN: v.ordne_rate_an,
    "mittel_verschieben": v.verschiebe_mittel,
    "mittel_binden": v.binde_mittel,
    "nachweis_einlesen": v.lies_den_nachweis_ein,
    "nachweis_vervollstaendigen": v.vervollstaendige,
    "stichprobe_ziehen": v.ziehe_stichprobe,
    "stichprobe_auslassen": v.lasse_aus,
    "nachweis_pruefen": v.pruefe_den_nachweis,
    "evaluation_erfassen": v.bewerte,
    "kenntnis_erfassen": v.erfasse_die_kenntnis,
    "frist_erledigen": v.erledige_die_frist,
    "fall_schliessen": v.schliesse,
    BEANTRAGEN: v.beantrage,
    VOLLZIEHEN: v.loesche,
}
"""How each act on a case is tried."""

BEENDET = (S.ABGESCHLOSSEN, S.ZURUECKGEZOGEN, S.GELOESCHT)
SELTEN = {"antrag_zurueckziehen": 2, "entscheidung_ablehnen": 2, "klage_erfassen": 20, "ruecklauf_erfassen": 15}
"""Acts that lead away from the way of a case, with a weight of their own, however often they were done."""

WEITER: dict[Zustand, tuple[str, ...]] = {
    S.BERATEN: ("antrag_einlesen",),
    S.NACHGEFORDERT: ("antrag_einlesen", "antrag_einlesen", "anlage_erfassen"),
    S.ANGEFOCHTEN: ("klage_erledigen",),
    S.NACHWEIS_GEPRUEFT: ("evaluation_erfassen",),
    S.NICHT_IN_STICHPROBE: ("evaluation_erfassen",),
}
"""What brings a case on from a state in which that needs no further look."""

FALSCH, GESTALT, AMTLICH = 12, 12, 18
"""How often in a hundred the person or the act is wrong, what is brought along is, an act outside of cases comes."""

UNVERSUCHT = 50
"""How often in a hundred the person is wrong with an act that nobody was refused so far."""

NEU, UNGEWEHRT = 15, 5
"""How many times more an act attracts that was not done yet, or not refused yet."""


def waehle(spiel: Spiel) -> tuple[str, Tat]:
    """Return who does what."""
    w = spiel.wuerfel
    with spiel.lesend() as lesung:
        tat = _tat(spiel, lesung)
        if w.trifft(FALSCH if spiel.abgewiesen[tat.akt] else UNVERSUCHT):
            if tat.ohne and w.trifft(50):
                return tat.ohne, tat
            return w.eines(ALLE if tat.rolle is not None else OHNE_SCHREIBRECHT), tat
        moegliche = befugte(lesung.personen(), tat.rolle, spiel.uhr.heute, tat.ohne)
        return w.eines(moegliche or [LEITUNG]), tat


def _tat(spiel: Spiel, lesung: Lesung) -> Tat:
    w, vorhandene = spiel.wuerfel, lesung.aktenzeichen()
    if _neuer_fall_faellig(spiel, len(vorhandene)):
        return z.lege_an(spiel)
    if w.trifft(40) and not _hat_mittel(spiel, lesung):
        return AMTSZUEGE["haushalt_ansetzen"][0](spiel)
    if w.trifft(AMTLICH):
        name = w.gewichtet({name: gewicht * _reiz(spiel, name) for name, (_, gewicht) in AMTSZUEGE.items()})
        return AMTSZUEGE[name][0](spiel)
    for _ in range(5):
        stand = _fall(spiel, lesung, vorhandene)
        eine = ZUEGE[_akt(spiel, stand)](spiel, stand, not w.trifft(GESTALT))
        if eine is not None:
            return eine
    return AMTSZUEGE["haushalt_ansetzen"][0](spiel)


def _hat_mittel(spiel: Spiel, lesung: Lesung) -> bool:
    return lesung.haushalt().hat_ansatz(buchungsstelle(lesung), spiel.uhr.heute.year)


def _neuer_fall_faellig(spiel: Spiel, vorhandene: int) -> bool:
    """Tell whether the next case begins: they begin evenly over the first third of the run."""
    umfang, schritt = spiel.umfang, spiel.uhr.schritt
    return vorhandene < min(umfang.faelle, 1 + 3 * umfang.faelle * schritt // umfang.schritte)


def _fall(spiel: Spiel, lesung: Lesung, vorhandene: list[str]) -> Fallstand:
    """Return a case, more likely one in which something is to be done."""
    w = spiel.wuerfel
    staende = list(lesung.einzelne_faelle(w.mehrere(vorhandene, 12)))
    gewichte = {
        stelle: 1 if stand.zustand in BEENDET else 12 if list(naechste(spiel, stand)) else 3
        for stelle, stand in enumerate(staende)
    }
    return staende[w.gewichtet(gewichte)]


def _akt(spiel: Spiel, stand: Fallstand) -> str:
    """Return an act: one that brings the case on, another that its state knows, or any."""
    w = spiel.wuerfel
    if w.trifft(FALSCH):
        return w.gewichtet({name: 1 if spiel.abgewiesen[name] else NEU for name in ZUEGE})
    gewichte = {
        name: SELTEN.get(name, 3 * _reiz(spiel, name))
        for name in ZUEGE
        if NACH_NAME[name].nach(stand.zustand) is not None
    }
    for name in naechste(spiel, stand):
        gewichte[name] = gewichte.get(name, 0) + 90
    return w.gewichtet(gewichte or dict.fromkeys(ZUEGE, 1))


def _reiz(spiel: Spiel, name: str) -> int:
    """Return how much an act attracts: more while it was never done, a little more while it was never refused."""
    if not spiel.getan[name]:
        return NEU
    return 1 if spiel.abgewiesen[name] else UNGEWEHRT


def naechste(spiel: Spiel, stand: Fallstand) -> Iterator[str]:
    """Yield what brings a case on today."""
    yield from WEITER.get(stand.zustand, ())
    match stand.zustand:
        case S.ANGELEGT:
            yield "beratung_erfassen" if spiel.abgewiesen["eingang_vermerken"] else "eingang_vermerken"
        case S.EINGEGANGEN:
            yield from _nach_eingang(spiel, stand)
        case S.GEPRUEFT:
            yield "entscheidung_vorschlagen" if stand.ziele is not None else "ziele_festlegen"
        case S.VORGESCHLAGEN:
            bewilligen = stand.vorschlag is not None and stand.vorschlag.art == "bewilligung"
            yield "entscheidung_bewilligen" if bewilligen else "entscheidung_ablehnen"
        case S.BEWILLIGT | S.ABGELEHNT:
            yield from _mit_bescheid(stand, spiel.uhr.heute)
        case S.BEKANNTGEGEBEN if not spiel.getan["klage_erfassen"]:
            yield "klage_erfassen"  # possible for a month only
        case S.NACHWEIS_VOLLSTAENDIG:
            yield from ("nachweis_pruefen",) if _gezogen(stand) else _stichprobe(spiel)
        case S.EVALUIERT:
            if stand.angeordnet == stand.zuwendung:
                frist = any(FRISTARTEN[f.art].der_behoerde for f in offene_fristen(stand))
                yield "frist_erledigen" if frist else "fall_schliessen"
        case S.NACHWEIS_EINGEREICHT:
            vollstaendig = stand.nachweis is not None and vollstaendiger(stand.nachweis.unterlage)
            yield "nachweis_vervollstaendigen" if vollstaendig else "nachweis_einlesen"
    yield from _zahlung(spiel, stand)


def _nach_eingang(spiel: Spiel, stand: Fallstand) -> Iterator[str]:
    vorhaben = spiel.vorhaben.get(stand.aktenzeichen)
    if vorhaben is not None and vorhaben.mangel in FEHLT:
        yield "antrag_nachfordern"
    elif stand.ziele is None:
        yield "ziele_festlegen"
    else:
        yield "antrag_pruefen"


def _mit_bescheid(stand: Fallstand, heute: date) -> Iterator[str]:
    bescheid, abgelehnt = stand.bescheid, stand.zustand is S.ABGELEHNT
    if bescheid is None and not abgelehnt:
        yield "bescheid_erstellen"
    elif bescheid is None or bescheid.gezeichnet is None:
        yield "bescheid_ablegen"
    elif bescheid.aufgabe_am is None:
        yield "bescheid_aufgeben"
    elif stand.klage_am is not None and stand.klage_erledigt_am is None:
        yield "klage_erledigen"
    elif stand.fristen is None:
        yield "zugang_erfassen"
    elif stand.ist_bestandskraeftig(heute):
        yield "fall_schliessen"


def _stichprobe(spiel: Spiel) -> tuple[str, ...]:
    return ("stichprobe_ziehen", "stichprobe_auslassen") if spiel.getan["stichprobe_ziehen"] else ("stichprobe_ziehen",)


def _gezogen(stand: Fallstand) -> bool:
    return stand.nachweis is not None and bool(stand.nachweis.stichprobe)


def _zahlung(spiel: Spiel, stand: Fallstand) -> Iterator[str]:
    """Yield what brings money on: begin, certification, the right year, order; the proof once the project is over."""
    heute = spiel.uhr.heute
    beschluss = stand.beschluss
    if beschluss is None or beschluss.ende is None or not stand.ist_bestandskraeftig(heute):
        if stand.zustand is S.BEKANNTGEGEBEN and stand.fristen is None:
            yield "zugang_erfassen"
        return
    if stand.beginnanzeige_am is None and NACH_NAME["beginn_anzeigen"].nach(stand.zustand) is not None:
        yield "beginn_anzeigen"
    offen = unangeordnet(stand)
    if offen and NACH_NAME[ANORDNEN].nach(stand.zustand) is not None:
        yield from _mit_mitteln(stand, heute.year, offen[0].betrag)
        return
    naechste = naechste_rate(stand, heute)
    if naechste is not None and naechste.faellig and naechste.betrag:
        yield BESCHEINIGEN
    nachweisbar = stand.zustand in (S.BEKANNTGEGEBEN, S.BESTANDSKRAEFTIG, S.IN_AUSZAHLUNG)
    if any(jahr >= heute.year for jahr in stand.voraussicht):
        yield "mittel_binden"
    if nachweisbar and heute > beschluss.ende and (stand.angeordnet or beschluss.verfahren == ERSTATTUNG):
        yield "nachweis_einlesen"


def _mit_mitteln(stand: Fallstand, jahr: int, betrag: Fraction) -> Iterator[str]:
    """Yield what a certified payment needs: the order, or money in the right year before it."""
    if stand.verfuegbar(jahr) >= betrag:
        yield ANORDNEN
    elif any(eine.jahr != jahr and stand.verfuegbar(eine.jahr) > 0 for eine in stand.bindungen):
        yield "mittel_verschieben"
    elif any(erwartet >= jahr for erwartet in stand.voraussicht):
        yield "mittel_binden"

"""The table of acts: who may do what in which state, under which guards, by which provision. Immutable."""

from __future__ import annotations

from dataclasses import dataclass

from foerderung.verfahren import waechter as w
from foerderung.verfahren import waechter_fristen as f
from foerderung.verfahren import waechter_haushalt as h
from foerderung.verfahren import waechter_loeschung as d
from foerderung.verfahren import waechter_reihenfolge as r
from foerderung.verfahren import waechter_vollzug as v
from foerderung.verfahren.lage import Waechter
from foerderung.verfahren.zustand import Rolle, Zustand

S = Zustand
SACHBEARBEITUNG, ZEICHNUNG, HAUSHALT = Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG, Rolle.HAUSHALT

ALLGEMEIN: tuple[Waechter, ...] = (
    w.nicht_gesperrt,
    w.nicht_in_der_zukunft,
    w.rueckdatierung_begruendet,
    h.haushaltsjahr_offen,
)
"""Guards of every act."""


@dataclass(frozen=True, slots=True)
class Akt:
    """One act of a case.

    Attributes:
        name: trigger of the state machine and type of the event.
        befehl: command that performs it; empty for what follows by itself.
        bezeichnung: what it is, in German.
        rolle: who may do it; None for what follows by itself.
        wege: from which state to which.
        waechter: guards beside those of every act.
    """

    name: str
    befehl: str
    bezeichnung: str
    rolle: Rolle | None
    quelle: str
    wege: tuple[tuple[Zustand, Zustand], ...]
    waechter: tuple[Waechter, ...] = ()

    def nach(self, von: Zustand) -> Zustand | None:
        """Return the state it leads to, None if it is not possible there."""
        return dict(self.wege).get(von)


def _bleibt(*zustaende: Zustand) -> tuple[tuple[Zustand, Zustand], ...]:
    return tuple((zustand, zustand) for zustand in zustaende)


ZAHLBAR = (S.BESTANDSKRAEFTIG, S.IN_AUSZAHLUNG, S.NACHWEIS_VOLLSTAENDIG, S.NACHWEIS_GEPRUEFT, S.NICHT_IN_STICHPROBE)
VOR_DER_ENTSCHEIDUNG = (S.ANGELEGT, S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT, S.GEPRUEFT, S.VORGESCHLAGEN)

ERLEDIGT = (S.ABGESCHLOSSEN, S.ZURUECKGEZOGEN)

NACH_DER_ENTSCHEIDUNG = tuple(
    zustand for zustand in Zustand if zustand not in (*VOR_DER_ENTSCHEIDUNG, S.NEU, *ERLEDIGT, S.GELOESCHT)
)
BEWILLIGTE = tuple(zustand for zustand in NACH_DER_ENTSCHEIDUNG if zustand is not S.ABGELEHNT)
LAUFEND = (*VOR_DER_ENTSCHEIDUNG[1:], *NACH_DER_ENTSCHEIDUNG)

AKTE: tuple[Akt, ...] = (
    Akt("fall_anlegen", "fall anlegen", "Fall anlegen", SACHBEARBEITUNG, "Hausregel", ((S.NEU, S.ANGELEGT),)),
    Akt(
        "beratung_erfassen",
        "beratung erfasse",
        "Beratung festhalten",
        SACHBEARBEITUNG,
        "RL KommPräv IV Nr. 2",
        ((S.ANGELEGT, S.BERATEN),),
    ),
    Akt(
        "eingang_vermerken",
        "antrag einlesen",
        "Eingang ohne Beratung vermerken",
        SACHBEARBEITUNG,
        "RL KommPräv IV Nr. 2",
        _bleibt(S.ANGELEGT),
        (w.eingang_nicht_in_der_zukunft,),
    ),
    Akt(
        "antrag_einlesen",
        "antrag einlesen",
        "Antrag aufnehmen",
        SACHBEARBEITUNG,
        "RL KommPräv VI Nr. 2",
        tuple((von, S.EINGEGANGEN) for von in VOR_DER_ENTSCHEIDUNG[1:]),
        (w.eingang_nicht_in_der_zukunft, w.beratung_vor_eingang),
    ),
    Akt(
        "anlage_erfassen",
        "anlage erfasse",
        "Anlage erfassen",
        SACHBEARBEITUNG,
        "RL KommPräv VI Nr. 3; VVK Nr. 11.4",
        ((S.NACHGEFORDERT, S.EINGEGANGEN), *_bleibt(*(z for z in LAUFEND if z is not S.NACHGEFORDERT))),
        (w.eingang_nicht_in_der_zukunft,),
    ),
    Akt(
        "antrag_berichtigen",
        "fall berichtige",
        "Angabe zum Antrag berichtigen",
        SACHBEARBEITUNG,
        "Hausregel",
        (
            *_bleibt(S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT),
            (S.GEPRUEFT, S.EINGEGANGEN),
            (S.VORGESCHLAGEN, S.EINGEGANGEN),
        ),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert),
    ),
    Akt(
        "fall_berichtigen",
        "fall berichtige",
        "Angabe berichtigen",
        SACHBEARBEITUNG,
        "Hausregel",
        _bleibt(*VOR_DER_ENTSCHEIDUNG),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert),
    ),
    Akt(
        "vollzug_berichtigen",
        "fall berichtige",
        "Angabe nach der Entscheidung berichtigen",
        ZEICHNUNG,
        "Hausregel",
        _bleibt(*NACH_DER_ENTSCHEIDUNG),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert, v.bestandskraft_bleibt),
    ),
    Akt(
        "antrag_nachfordern",
        "antrag nachfordere",
        "Unterlagen nachfordern",
        SACHBEARBEITUNG,
        "RL KommPräv VI Nr. 3",
        ((S.EINGEGANGEN, S.NACHGEFORDERT),),
        (w.nachforderung_noetig,),
    ),
    Akt(
        "antrag_pruefen",
        "antrag pruefe",
        "Antragsprüfung abschließen",
        SACHBEARBEITUNG,
        "VVK Nr. 3.4",
        ((S.EINGEGANGEN, S.GEPRUEFT),),
        (w.nichts_nachzufordern, w.vermerk_vorhanden),
    ),
    Akt(
        "ziele_festlegen",
        "evaluation ziele",
        "Ziele und Indikatoren festlegen",
        SACHBEARBEITUNG,
        "VVK Nr. 4.2.3",
        _bleibt(S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT, S.GEPRUEFT),
    ),
    Akt(
        "entscheidung_vorschlagen",
        "entscheidung schlage-vor",
        "Entscheidung vorschlagen",
        SACHBEARBEITUNG,
        "RL KommPräv VI Nr. 4",
        ((S.GEPRUEFT, S.VORGESCHLAGEN), (S.VORGESCHLAGEN, S.VORGESCHLAGEN)),
        (
            w.ziele_festgelegt,
            w.kein_harter_befund,
            w.ermessen_entschieden,
            w.ablehnung_begruendet,
            w.zuwendung_vorhanden,
            w.zwischenrate_terminiert,
            w.ratenplan_vorhanden,
            r.nicht_vor_der_pruefung,
        ),
    ),
    Akt(
        "entscheidung_bewilligen",
        "entscheidung bewillige",
        "Bewilligen",
        ZEICHNUNG,
        "RL KommPräv VI Nr. 4; VVK Nr. 4.1",
        ((S.VORGESCHLAGEN, S.BEWILLIGT),),
        (
            w.vier_augen,
            r.nicht_vor_dem_vorschlag,
            w.vorschlag_ist_bewilligung,
            w.seit_vorschlag_unveraendert,
            w.kein_harter_befund,
            w.ermessen_entschieden,
            w.annahmen_angenommen,
            v.angaben_vollstaendig,
            h.nicht_im_abgeschlossenen_jahr,
            h.ausgabemittel_vorhanden,
        ),
    ),
    Akt(
        "entscheidung_ablehnen",
        "entscheidung lehne-ab",
        "Ablehnen",
        ZEICHNUNG,
        "RL KommPräv VI Nr. 4; § 39 VwVfG",
        ((S.VORGESCHLAGEN, S.ABGELEHNT),),
        (w.vier_augen, r.nicht_vor_dem_vorschlag, w.ablehnung_begruendet),
    ),
    Akt(
        "bescheid_erstellen",
        "bescheid erstelle",
        "Bescheid entwerfen",
        SACHBEARBEITUNG,
        "VVK Nr. 4.2",
        _bleibt(S.BEWILLIGT),
        (v.angaben_vollstaendig,),
    ),
    Akt(
        "bescheid_ablegen",
        "bescheid lege-ab",
        "Gezeichneten Bescheid ablegen",
        SACHBEARBEITUNG,
        "§ 37 Abs. 3 VwVfG",
        _bleibt(S.BEWILLIGT, S.ABGELEHNT),
        (v.noch_nicht_aufgegeben, r.nicht_vor_der_entscheidung),
    ),
    Akt(
        "bescheid_aufgeben",
        "bescheid aufgabe",
        "Bescheid zur Post geben",
        SACHBEARBEITUNG,
        "§ 41 VwVfG",
        ((S.BEWILLIGT, S.BEKANNTGEGEBEN), (S.ABGELEHNT, S.ABGELEHNT)),
        (v.bescheid_gezeichnet, v.noch_nicht_aufgegeben, r.nicht_vor_der_ablage),
    ),
    Akt(
        "zugang_erfassen",
        "bescheid zugang",
        "Tatsächlichen Zugang erfassen",
        SACHBEARBEITUNG,
        "§ 41 Abs. 2 VwVfG",
        _bleibt(S.BEKANNTGEGEBEN, S.ABGELEHNT),
        (v.bescheid_aufgegeben, v.zugang_nach_der_fiktion),
    ),
    Akt(
        "ruecklauf_erfassen",
        "bescheid ruecklauf",
        "Rücklauf eines Bescheids erfassen",
        SACHBEARBEITUNG,
        "§ 41 Abs. 2 VwVfG",
        ((S.BEKANNTGEGEBEN, S.BEWILLIGT), (S.ABGELEHNT, S.ABGELEHNT)),
        (v.bescheid_aufgegeben,),
    ),
    Akt(
        "rechtsbehelf_verzichten",
        "bescheid verzicht",
        "Rechtsbehelfsverzicht erfassen",
        SACHBEARBEITUNG,
        "§ 74 VwGO",
        _bleibt(S.BEKANNTGEGEBEN, S.ABGELEHNT),
        (v.bescheid_bekanntgegeben,),
    ),
    Akt(
        "klage_erfassen",
        "klage erfasse",
        "Klage erfassen",
        SACHBEARBEITUNG,
        "§ 74 VwGO",
        (
            (S.BEKANNTGEGEBEN, S.ANGEFOCHTEN),
            (S.BESTANDSKRAEFTIG, S.ANGEFOCHTEN),
            (S.IN_AUSZAHLUNG, S.ANGEFOCHTEN),
            (S.ABGELEHNT, S.ABGELEHNT),
        ),
        (v.bescheid_aufgegeben, v.klage_rechtzeitig, v.keine_klage_offen),
    ),
    Akt(
        "klage_erledigen",
        "klage erledige",
        "Erledigung der Klage erfassen",
        SACHBEARBEITUNG,
        "§ 74 VwGO",
        ((S.ANGEFOCHTEN, S.BESTANDSKRAEFTIG), (S.ABGELEHNT, S.ABGELEHNT)),
        (v.klage_offen, r.nicht_vor_der_klage),
    ),
    Akt(
        "bestandskraft_eintreten",
        "",
        "Bestandskraft tritt ein",
        None,
        "§ 74 VwGO; § 41 Abs. 2 VwVfG",
        ((S.BEKANNTGEGEBEN, S.BESTANDSKRAEFTIG),),
        (v.bestandskraft_erreicht,),
    ),
    Akt(
        "beginn_anzeigen",
        "zahlung beginnanzeige",
        "Anzeige des Vorhabensbeginns erfassen",
        SACHBEARBEITUNG,
        "ANBest-K Nr. 5.4; VVK Nr. 7.1",
        _bleibt(S.BEKANNTGEGEBEN, S.BESTANDSKRAEFTIG, S.IN_AUSZAHLUNG),
        (v.beginn_nicht_angezeigt,),
    ),
    Akt(
        "zahlung_bescheinigen",
        "zahlung bescheinige",
        "Zahlung sachlich und rechnerisch bescheinigen",
        SACHBEARBEITUNG,
        "VwV zu § 70 SäHO Nr. 5.1.9",
        _bleibt(*ZAHLBAR, S.EVALUIERT),
        (v.vorige_angeordnet, v.rate_faellig, r.nicht_vor_dem_anlass, r.im_laufenden_haushaltsjahr),
    ),
    Akt(
        "zahlung_anordnen",
        "zahlung ordne-an",
        "Zahlung anordnen",
        HAUSHALT,
        "VwV zu § 70 SäHO Nr. 5.1",
        ((S.BESTANDSKRAEFTIG, S.IN_AUSZAHLUNG), *_bleibt(*ZAHLBAR[1:], S.EVALUIERT)),
        (
            v.zahlung_bescheinigt,
            v.anderer_als_bescheinigender,
            v.angaben_vollstaendig,
            r.nicht_vor_der_bescheinigung,
            r.im_laufenden_haushaltsjahr,
            h.zahlung_gebunden,
        ),
    ),
    Akt(
        "mittel_verschieben",
        "haushalt verschiebe",
        "Gebundene Mittel in ein anderes Haushaltsjahr verschieben",
        HAUSHALT,
        "VVK Nr. 9.2.2",
        _bleibt(*BEWILLIGTE),
        (h.nicht_im_abgeschlossenen_jahr, h.umbuchung_moeglich),
    ),
    Akt(
        "mittel_binden",
        "haushalt binde",
        "Voraussichtliche Mittel verbindlich machen",
        HAUSHALT,
        "VVK Nr. 4.1",
        _bleibt(*BEWILLIGTE),
        (h.nicht_im_abgeschlossenen_jahr, h.umbuchung_moeglich),
    ),
    Akt(
        "nachweis_einlesen",
        "nachweis einlesen",
        "Verwendungsnachweis aufnehmen",
        SACHBEARBEITUNG,
        "ANBest-K Nr. 6",
        (
            (S.IN_AUSZAHLUNG, S.NACHWEIS_EINGEREICHT),
            (S.BESTANDSKRAEFTIG, S.NACHWEIS_EINGEREICHT),
            (S.NACHWEIS_EINGEREICHT, S.NACHWEIS_EINGEREICHT),
        ),
        (w.eingang_nicht_in_der_zukunft, v.nachweis_moeglich),
    ),
    Akt(
        "nachweis_vervollstaendigen",
        "nachweis vollstaendig",
        "Vollständigkeit des Nachweises feststellen",
        SACHBEARBEITUNG,
        "VVK Nr. 7.1 und 11.2",
        ((S.NACHWEIS_EINGEREICHT, S.NACHWEIS_VOLLSTAENDIG),),
        (v.nachweis_bestaetigt, v.schlussnachweis, r.nicht_vor_dem_nachweis),
    ),
    Akt(
        "stichprobe_ziehen",
        "nachweis stichprobe",
        "In die Stichprobe nehmen",
        SACHBEARBEITUNG,
        "VVK Nr. 11.2",
        _bleibt(S.NACHWEIS_VOLLSTAENDIG),
        (v.stichprobe_offen, r.nicht_vor_der_vollstaendigkeit),
    ),
    Akt(
        "stichprobe_auslassen",
        "nachweis stichprobe",
        "Nicht in die Stichprobe nehmen",
        SACHBEARBEITUNG,
        "VVK Nr. 11.2",
        ((S.NACHWEIS_VOLLSTAENDIG, S.NICHT_IN_STICHPROBE),),
        (v.stichprobe_offen, r.nicht_vor_der_vollstaendigkeit),
    ),
    Akt(
        "nachweis_pruefen",
        "nachweis pruefe",
        "Prüfung des Nachweises abschließen",
        SACHBEARBEITUNG,
        "VVK Nr. 11.3 und 11.4",
        ((S.NACHWEIS_VOLLSTAENDIG, S.NACHWEIS_GEPRUEFT),),
        (v.in_der_stichprobe, r.nicht_vor_der_vollstaendigkeit),
    ),
    Akt(
        "evaluation_erfassen",
        "evaluation erfasse",
        "Erfolgskontrolle abschließen",
        SACHBEARBEITUNG,
        "VVK Nr. 11.3.3",
        ((S.NACHWEIS_GEPRUEFT, S.EVALUIERT), (S.NICHT_IN_STICHPROBE, S.EVALUIERT)),
        (v.alle_indikatoren_bewertet,),
    ),
    Akt(
        "kenntnis_erfassen",
        "frist kenntnis",
        "Kenntnis von Aufhebungsgründen erfassen",
        SACHBEARBEITUNG,
        "§ 48 Abs. 4 VwVfG; VVK Nr. 8.4",
        _bleibt(*(z for z in NACH_DER_ENTSCHEIDUNG if z not in (S.BEWILLIGT, S.ABGELEHNT))),
        (f.keine_jahresfrist_offen, r.nicht_vor_der_entscheidung),
    ),
    Akt(
        "frist_erledigen",
        "frist erledige",
        "Frist als erledigt vermerken",
        SACHBEARBEITUNG,
        "Hausregel",
        _bleibt(S.NACHGEFORDERT, *NACH_DER_ENTSCHEIDUNG),
        (f.frist_zu_erledigen,),
    ),
    Akt(
        "fall_schliessen",
        "fall schliesse",
        "Fall schließen",
        ZEICHNUNG,
        "Hausregel",
        ((S.EVALUIERT, S.ABGESCHLOSSEN), (S.ABGELEHNT, S.ABGESCHLOSSEN)),
        (v.ausgezahlt, v.keine_klage_offen, f.keine_frist_offen),
    ),
    Akt(
        "antrag_zurueckziehen",
        "fall ziehe-zurueck",
        "Antrag zurückziehen",
        SACHBEARBEITUNG,
        "Hausregel",
        tuple((von, S.ZURUECKGEZOGEN) for von in VOR_DER_ENTSCHEIDUNG),
        (v.schreiben_abgelegt,),
    ),
    Akt(
        "loeschung_beantragen",
        "db loesche",
        "Löschung beantragen",
        ZEICHNUNG,
        "Hausregel",
        _bleibt(*ERLEDIGT),
        (d.loeschung_begruendet, d.aufbewahrung_abgelaufen, d.kein_offener_folgefall),
    ),
    Akt(
        "loeschung_vollziehen",
        "db loesche",
        "Löschung vollziehen",
        ZEICHNUNG,
        "Hausregel",
        tuple((von, S.GELOESCHT) for von in ERLEDIGT),
        (d.loeschung_beantragt, d.anderer_als_beantragender, d.aufbewahrung_abgelaufen, d.kein_offener_folgefall),
    ),
)

NACH_NAME = {akt.name: akt for akt in AKTE}
"""The acts by name."""

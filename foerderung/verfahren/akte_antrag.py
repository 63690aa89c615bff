"""The acts from the first contact to the decision."""

from __future__ import annotations

from foerderung.verfahren import waechter as w
from foerderung.verfahren import waechter_haushalt as h
from foerderung.verfahren import waechter_reihenfolge as r
from foerderung.verfahren import waechter_vollzug as v
from foerderung.verfahren.akt import LAUFEND, NACH_DER_ENTSCHEIDUNG, VOR_DER_ENTSCHEIDUNG, Akt, bleibt
from foerderung.verfahren.zustand import Rolle, Zustand

S = Zustand
SACHBEARBEITUNG, ZEICHNUNG = Rolle.SACHBEARBEITUNG, Rolle.ZEICHNUNG

BIS_ZUR_ENTSCHEIDUNG: tuple[Akt, ...] = (
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
        bleibt(S.ANGELEGT),
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
        ((S.NACHGEFORDERT, S.EINGEGANGEN), *bleibt(*(z for z in LAUFEND if z is not S.NACHGEFORDERT))),
        (w.eingang_nicht_in_der_zukunft,),
    ),
    Akt(
        "antrag_berichtigen",
        "fall berichtige",
        "Angabe zum Antrag berichtigen",
        SACHBEARBEITUNG,
        "Hausregel",
        (
            *bleibt(S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT),
            (S.GEPRUEFT, S.EINGEGANGEN),
            (S.VORGESCHLAGEN, S.EINGEGANGEN),
        ),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert, w.angabe_gilt),
    ),
    Akt(
        "fall_berichtigen",
        "fall berichtige",
        "Angabe berichtigen",
        SACHBEARBEITUNG,
        "Hausregel",
        bleibt(*VOR_DER_ENTSCHEIDUNG),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert, w.angabe_gilt),
    ),
    Akt(
        "vollzug_berichtigen",
        "fall berichtige",
        "Angabe nach der Entscheidung berichtigen",
        ZEICHNUNG,
        "Hausregel",
        bleibt(*NACH_DER_ENTSCHEIDUNG),
        (w.wert_nicht_in_der_zukunft, w.wert_geaendert, w.angabe_gilt, v.bestandskraft_bleibt, r.reihenfolge_bleibt),
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
        bleibt(S.BERATEN, S.EINGEGANGEN, S.NACHGEFORDERT, S.GEPRUEFT),
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
)
"""In the order of a life without incidents."""

"""Guards: each says nothing where all is well and names code, reason and source where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from foerderung.fach.befund import Befund, Schwere
from foerderung.fach.belegstand import Belegstand, Quelle
from foerderung.verfahren import waechter as w
from foerderung.verfahren import waechter_fristen as f
from foerderung.verfahren import waechter_reihenfolge as r
from foerderung.verfahren import waechter_vollzug as v
from foerderung.verfahren.fallstand import (
    Beratung,
    Bescheid,
    Beschluss,
    Fallstand,
    Frist,
    Fristen,
    Nachweis,
    Rate,
    Vermerk,
    Vorschlag,
    Zahlung,
)
from foerderung.verfahren.lage import Lage, Person, Waechter
from foerderung.verfahren.zustand import Rolle, Zustand

HEUTE = date(2027, 2, 1)
ZWISCHEN = (HEUTE - timedelta(days=1), HEUTE + timedelta(days=1))
ZWISCHENRATE = {"anlaesse": ("zwischenrate",), "zwischenrate_zwischen": ZWISCHEN}
PERSON = Person("bearbeitung", "Sachbearbeitung", frozenset({Rolle.SACHBEARBEITUNG}))
FRISTEN = Fristen(
    bekanntgabe=date(2026, 11, 16),
    bekanntgabe_spaet=date(2026, 11, 16),
    fristende=date(2026, 12, 16),
    fristende_spaet=date(2026, 12, 16),
    bestandskraft=date(2026, 12, 17),
    herleitung="0" * 64,
)
RATEN = (
    Rate(nummer=1, betrag=Fraction(400), anlass="bestandskraft_beginn"),
    Rate(nummer=2, betrag=Fraction(500), anlass="nachweis_vollstaendig"),
    Rate(nummer=3, betrag=Fraction(100), anlass="nachweis_geprueft"),
)
BESCHLUSS = Beschluss(
    am=date(2026, 11, 9),
    person="leitung",
    art="bewilligung",
    akte="",
    zuwendung=Fraction(1000),
    verfahren="raten",
    raten=RATEN,
)
NACHWEIS = Nachweis(
    eingang_am=HEUTE,
    unterlage={
        "art": "verwendungsnachweis",
        "bestaetigungen": dict.fromkeys(("publizitaet", "buecher", "skonti_abgesetzt", "vorsteuer_abgesetzt"), True),
    },
    plan=Fraction(1000),
    ist=Fraction(1000),
    zuwendung=Fraction(1000),
    herleitung="",
)


def zahlung(rate: int, betrag: int, angeordnet: bool = True) -> Zahlung:
    return Zahlung(
        nummer=rate,
        rate=rate,
        betrag=Fraction(betrag),
        anlass=RATEN[rate - 1].anlass,
        bescheinigt_am=HEUTE,
        bescheinigt_von="bearbeitung",
        angeordnet_am=HEUTE if angeordnet else None,
    )


def fall(**angaben: Any) -> Fallstand:
    grund: dict[str, Any] = {
        "aktenzeichen": "KP-2027-0001",
        "richtlinie": "kommpraev",
        "antragsteller": "A-0001",
        "titel": "Vorhaben",
        "zustand": Zustand.GEPRUEFT,
        "version": 1,
        "angelegt_am": date(2026, 8, 24),
    }
    return Fallstand(**{**grund, **angaben})


def mit_frist(art: str, zustand: Zustand = Zustand.BESTANDSKRAEFTIG, **angaben: Any) -> Fallstand:
    herkunft = {"quelle": "q", "ereignis": 1, "erfasst_am": "2027-02-01T10:00:00Z"}
    frist = Frist.model_validate({"art": art, "ab": HEUTE, "bis": date(2028, 2, 1), **herkunft, **angaben})
    return fall(zustand=zustand, gesetzte_fristen={art: frist})


def lage(stand: Fallstand | None = None, **angaben: Any) -> Lage:
    return replace(Lage(stand or fall(), PERSON, HEUTE, HEUTE), **angaben)


def codes(waechter: Waechter, eine: Lage) -> list[str]:
    hindernisse = list(waechter(eine))
    assert all(h.grund and h.quelle and not h.grund.endswith(".") for h in hindernisse)
    return [hindernis.code for hindernis in hindernisse]


def befund(schwere: Schwere, code: str = "x", entschieden: str | None = None) -> Befund:
    quelle = Quelle("RL KommPräv V Nr. 4", Belegstand.NORM)
    return Befund(
        code, schwere, "stellen[0]", "Bezeichnung", "gefunden", "zulässig", quelle, "Abhilfe.", "k", entschieden
    )


def bescheid(**angaben: Any) -> Bescheid:
    return Bescheid(**{"nummer": "KP-2027-0001/01", "gezeichnet": "a" * 64, **angaben})


VORSCHLAG = Vorschlag(am=HEUTE, person="bearbeitung", art="bewilligung")
BERATUNG = Beratung(am=date(2026, 9, 2), person="bearbeitung", unterlage={})
INDIKATOREN = {"indikatoren": [{"bezeichnung": "Sitzungen"}, {"bezeichnung": "Teilnahme"}]}


def ergebnisse(*namen: str) -> Mapping[str, Any]:
    return {"unterlage": {"ergebnisse": [{"bezeichnung": name} for name in namen]}}


FAELLE: list[tuple[str, Waechter, Lage, list[str]]] = [
    ("blocked", w.nicht_gesperrt, lage(person=replace(PERSON, gesperrt=True)), ["person_gesperrt"]),
    ("not blocked", w.nicht_gesperrt, lage(), []),
    ("tomorrow", w.nicht_in_der_zukunft, lage(am=date(2027, 2, 2)), ["datum_in_der_zukunft"]),
    ("today", w.nicht_in_der_zukunft, lage(), []),
    ("15 days back", w.rueckdatierung_begruendet, lage(am=date(2027, 1, 17)), ["rueckdatierung_unbegruendet"]),
    ("14 days back", w.rueckdatierung_begruendet, lage(am=date(2027, 1, 18)), []),
    ("15 days, reason", w.rueckdatierung_begruendet, lage(am=date(2027, 1, 17), angaben={"nachtrag": "Urlaub"}), []),
    (
        "across the Bekanntgabe",
        w.rueckdatierung_begruendet,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 11, 15), angaben={"nachtrag": "Urlaub"}),
        ["rueckdatierung_vor_bekanntgabe"],
    ),
    (
        "across the Bekanntgabe with zeichnung",
        w.rueckdatierung_begruendet,
        lage(
            fall(bescheid=bescheid(fristen=FRISTEN)),
            am=date(2026, 11, 15),
            angaben={"nachtrag": "Urlaub"},
            person=replace(PERSON, rollen=frozenset({Rolle.ZEICHNUNG})),
        ),
        [],
    ),
    (
        "on the Bekanntgabe",
        w.rueckdatierung_begruendet,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 11, 16), angaben={"nachtrag": "Urlaub"}),
        [],
    ),
    (
        "receipt before consultation",
        w.beratung_vor_eingang,
        lage(fall(beratung=BERATUNG), angaben={"eingang_am": date(2026, 9, 1)}),
        ["beratung_nach_antrag"],
    ),
    ("same day", w.beratung_vor_eingang, lage(fall(beratung=BERATUNG), angaben={"eingang_am": date(2026, 9, 2)}), []),
    (
        "receipt ahead",
        w.eingang_nicht_in_der_zukunft,
        lage(angaben={"eingang_am": date(2027, 2, 2)}),
        ["eingang_in_der_zukunft"],
    ),
    ("receipt today", w.eingang_nicht_in_der_zukunft, lage(angaben={"eingang_am": HEUTE}), []),
    ("nothing to ask for", w.nachforderung_noetig, lage(befunde=(befund(Schwere.ERMESSEN),)), ["nichts_nachzufordern"]),
    ("something to ask for", w.nachforderung_noetig, lage(befunde=(befund(Schwere.NACHFORDERUNG),)), []),
    (
        "missing paper",
        w.nichts_nachzufordern,
        lage(befunde=(befund(Schwere.NACHFORDERUNG),) * 2),
        ["nachforderung_offen"] * 2,
    ),
    ("no missing paper", w.nichts_nachzufordern, lage(befunde=(befund(Schwere.HART),)), []),
    ("no note", w.vermerk_vorhanden, lage(), ["vermerk_fehlt"]),
    ("note", w.vermerk_vorhanden, lage(angaben={"unterlage": {"folgen": "keine"}}), []),
    ("no goals", w.ziele_festgelegt, lage(), ["ziele_fehlen"]),
    ("no goals, rejection", w.ziele_festgelegt, lage(angaben={"art": "ablehnung"}), []),
    ("goals", w.ziele_festgelegt, lage(fall(ziele=INDIKATOREN)), []),
    ("hard", w.kein_harter_befund, lage(befunde=(befund(Schwere.HART),)), ["befund_hart"]),
    ("hard, rejection", w.kein_harter_befund, lage(befunde=(befund(Schwere.HART),), angaben={"art": "ablehnung"}), []),
    ("discretion open", w.ermessen_entschieden, lage(befunde=(befund(Schwere.ERMESSEN),)), ["ermessen_offen"]),
    ("discretion used", w.ermessen_entschieden, lage(befunde=(befund(Schwere.ERMESSEN, entschieden="Grund"),)), []),
    ("rejection without reason", w.ablehnung_begruendet, lage(angaben={"art": "ablehnung"}), ["grund_fehlt"]),
    ("rejection", w.ablehnung_begruendet, lage(angaben={"art": "ablehnung", "grund": "Mittel fehlen"}), []),
    ("grant of nothing", w.zuwendung_vorhanden, lage(angaben={"zuwendung": Fraction(0)}), ["keine_zuwendung"]),
    ("grant", w.zuwendung_vorhanden, lage(angaben={"zuwendung": Fraction(1)}), []),
    ("no day", w.zwischenrate_terminiert, lage(angaben=ZWISCHENRATE), ["termin_fehlt"]),
    ("day", w.zwischenrate_terminiert, lage(angaben=ZWISCHENRATE | {"zwischenrate_am": HEUTE}), []),
    (
        "day of the begin",
        w.zwischenrate_terminiert,
        lage(angaben=ZWISCHENRATE | {"zwischenrate_am": ZWISCHEN[0]}),
        ["termin_ausserhalb"],
    ),
    (
        "day of the proof",
        w.zwischenrate_terminiert,
        lage(angaben=ZWISCHENRATE | {"zwischenrate_am": ZWISCHEN[1]}),
        ["termin_ausserhalb"],
    ),
    ("no plan", w.ratenplan_vorhanden, lage(angaben={"verfahren": "bescheid"}), ["ratenplan_fehlt"]),
    (
        "no day for a rejection",
        w.zwischenrate_terminiert,
        lage(angaben={"art": "ablehnung", "anlaesse": ("zwischenrate",)}),
        [],
    ),
    ("no plan for a rejection", w.ratenplan_vorhanden, lage(angaben={"art": "ablehnung", "verfahren": "bescheid"}), []),
    ("own proposal", w.vier_augen, lage(fall(vorschlag=VORSCHLAG)), ["vier_augen"]),
    ("other's proposal", w.vier_augen, lage(fall(vorschlag=VORSCHLAG), person=replace(PERSON, kuerzel="leitung")), []),
    (
        "rejection proposed",
        w.vorschlag_ist_bewilligung,
        lage(fall(vorschlag=VORSCHLAG.model_copy(update={"art": "ablehnung"}))),
        ["vorschlag_ist_ablehnung"],
    ),
    ("changed since", w.seit_vorschlag_unveraendert, lage(abweichungen=("das Regelwerk",)), ["vorschlag_ueberholt"]),
    (
        "assumptions",
        w.annahmen_angenommen,
        lage(befunde=(befund(Schwere.HINWEIS, "parameter_unbestaetigt"),)),
        ["annahmen_nicht_angenommen"],
    ),
    (
        "assumptions accepted",
        w.annahmen_angenommen,
        lage(befunde=(befund(Schwere.HINWEIS, "parameter_unbestaetigt"),), angaben={"annahmen_grund": "Vermerk"}),
        [],
    ),
    ("facts missing", v.angaben_vollstaendig, lage(fehlend=("Kasse", "Titel")), ["angabe_fehlt"] * 2),
    (
        "not signed",
        v.bescheid_gezeichnet,
        lage(fall(bescheid=bescheid(gezeichnet=None))),
        ["bescheid_nicht_gezeichnet"],
    ),
    ("no letter", v.bescheid_gezeichnet, lage(), ["bescheid_nicht_gezeichnet"]),
    ("signed", v.bescheid_gezeichnet, lage(fall(bescheid=bescheid())), []),
    ("posted", v.noch_nicht_aufgegeben, lage(fall(bescheid=bescheid(aufgabe_am=HEUTE))), ["bescheid_aufgegeben"]),
    (
        "posted before decided",
        r.nicht_vor_der_entscheidung,
        lage(fall(beschluss=BESCHLUSS), am=date(2026, 11, 8)),
        ["reihenfolge"],
    ),
    ("posted that day", r.nicht_vor_der_entscheidung, lage(fall(beschluss=BESCHLUSS), am=date(2026, 11, 9)), []),
    ("waiver, not posted", v.bescheid_bekanntgegeben, lage(fall(bescheid=bescheid())), ["nicht_bekanntgegeben"]),
    (
        "waiver the day before",
        v.bescheid_bekanntgegeben,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 11, 15)),
        ["verzicht_vor_bekanntgabe"],
    ),
    (
        "waiver that day",
        v.bescheid_bekanntgegeben,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 11, 16)),
        [],
    ),
    (
        "action too late",
        v.klage_rechtzeitig,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 12, 17)),
        ["klage_verspaetet"],
    ),
    (
        "action on the last day",
        v.klage_rechtzeitig,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), am=date(2026, 12, 16)),
        [],
    ),
    (
        "not final",
        v.bestandskraft_erreicht,
        lage(fall(bescheid=bescheid(fristen=FRISTEN)), heute=date(2026, 12, 16)),
        ["nicht_bestandskraeftig"],
    ),
    ("final", v.bestandskraft_erreicht, lage(fall(bescheid=bescheid(fristen=FRISTEN)), heute=date(2026, 12, 17)), []),
    ("begin not announced", v.rate_faellig, lage(fall(beschluss=BESCHLUSS)), ["rate_nicht_faellig"]),
    ("begin announced", v.rate_faellig, lage(fall(beschluss=BESCHLUSS, beginnanzeige_am=HEUTE)), []),
    (
        "all paid",
        v.rate_faellig,
        lage(fall(beschluss=BESCHLUSS, zahlungen=(zahlung(1, 400), zahlung(2, 500), zahlung(3, 100)))),
        ["keine_rate_offen"],
    ),
    (
        "nothing left",
        v.rate_faellig,
        lage(
            fall(
                beschluss=BESCHLUSS,
                zahlungen=(zahlung(1, 400),),
                nachweis=NACHWEIS.model_copy(update={"zuwendung": Fraction(400), "vollstaendig_am": HEUTE}),
            )
        ),
        ["nichts_auszuzahlen"],
    ),
    ("certified, not ordered", v.vorige_angeordnet, lage(fall(zahlungen=(zahlung(1, 400, False),))), ["zahlung_offen"]),
    ("ordered", v.vorige_angeordnet, lage(fall(zahlungen=(zahlung(1, 400),))), []),
    ("nothing certified", v.zahlung_bescheinigt, lage(fall(zahlungen=(zahlung(1, 400),))), ["nicht_bescheinigt"]),
    ("own certificate", v.anderer_als_bescheinigender, lage(fall(zahlungen=(zahlung(1, 400, False),))), ["vier_augen"]),
    (
        "other's certificate",
        v.anderer_als_bescheinigender,
        lage(fall(zahlungen=(zahlung(1, 400, False),)), person=replace(PERSON, kuerzel="haushalt")),
        [],
    ),
    (
        "grant reduced since the certificate",
        v.innerhalb_der_zuwendung,
        lage(fall(zahlungen=(zahlung(1, 700), zahlung(2, 301, False)), beschluss=BESCHLUSS, nachweis=NACHWEIS)),
        ["ueber_der_zuwendung"],
    ),
    (
        "the rest of the grant",
        v.innerhalb_der_zuwendung,
        lage(fall(zahlungen=(zahlung(1, 700), zahlung(2, 300, False)), beschluss=BESCHLUSS, nachweis=NACHWEIS)),
        [],
    ),
    (
        "proof before money",
        v.nachweis_moeglich,
        lage(fall(zustand="bestandskraeftig", beschluss=BESCHLUSS)),
        ["erste_rate_offen"],
    ),
    (
        "proof, reimbursement",
        v.nachweis_moeglich,
        lage(fall(zustand="bestandskraeftig", beschluss=BESCHLUSS.model_copy(update={"verfahren": "erstattung"}))),
        [],
    ),
    ("confirmed", v.nachweis_bestaetigt, lage(fall(nachweis=NACHWEIS, beschluss=BESCHLUSS)), []),
    (
        "nothing confirmed",
        v.nachweis_bestaetigt,
        lage(fall(nachweis=NACHWEIS.model_copy(update={"unterlage": {}}))),
        ["nachweis_unvollstaendig"] * 4,
    ),
    (
        "third parties' proofs missing",
        v.nachweis_bestaetigt,
        lage(fall(nachweis=NACHWEIS, beschluss=BESCHLUSS.model_copy(update={"weiterleitung": True}))),
        ["nachweis_unvollstaendig"],
    ),
    (
        "partial proof",
        v.schlussnachweis,
        lage(fall(nachweis=NACHWEIS.model_copy(update={"unterlage": {"art": "teilnachweis"}}))),
        ["nur_teilnachweis"],
    ),
    (
        "drawn twice",
        v.stichprobe_offen,
        lage(fall(nachweis=NACHWEIS.model_copy(update={"stichprobe": True}))),
        ["stichprobe_gezogen"],
    ),
    ("undrawn", v.in_der_stichprobe, lage(fall(nachweis=NACHWEIS)), ["stichprobe_fehlt"]),
    ("drawn", v.in_der_stichprobe, lage(fall(nachweis=NACHWEIS.model_copy(update={"stichprobe": True}))), []),
    (
        "all judged",
        v.alle_indikatoren_bewertet,
        lage(fall(ziele=INDIKATOREN), angaben=ergebnisse("Sitzungen", "Teilnahme")),
        [],
    ),
    (
        "one missing, one unknown",
        v.alle_indikatoren_bewertet,
        lage(fall(ziele=INDIKATOREN), angaben=ergebnisse("Sitzungen", "Anderes")),
        ["indikator_fehlt", "indikator_unbekannt"],
    ),
    ("paid less", v.ausgezahlt, lage(fall(beschluss=BESCHLUSS, zahlungen=(zahlung(1, 400),))), ["nicht_ausgeglichen"]),
    (
        "paid in full",
        v.ausgezahlt,
        lage(fall(beschluss=BESCHLUSS, zahlungen=(zahlung(1, 400), zahlung(2, 500), zahlung(3, 100)))),
        [],
    ),
    ("rejected, contestable", f.keine_frist_offen, lage(fall(zustand="abgelehnt")), ["nicht_bestandskraeftig"]),
    ("own deadline open", f.keine_frist_offen, lage(mit_frist("jahresfrist", Zustand.EVALUIERT)), ["frist_offen"]),
    ("somebody else's open", f.keine_frist_offen, lage(mit_frist("beginn", Zustand.EVALUIERT)), []),
    ("a year runs", f.keine_jahresfrist_offen, lage(mit_frist("jahresfrist")), ["jahresfrist_laeuft"]),
    ("the year is settled", f.keine_jahresfrist_offen, lage(mit_frist("jahresfrist", erledigt_am=HEUTE)), []),
    ("no year", f.keine_jahresfrist_offen, lage(mit_frist("beginn")), []),
    ("nothing to settle", f.frist_zu_erledigen, lage(angaben={"art": "beginn"}), ["keine_frist"]),
    (
        "ends by itself",
        f.frist_zu_erledigen,
        lage(mit_frist("klagefrist", Zustand.BEKANNTGEGEBEN), angaben={"art": "klagefrist"}),
        ["keine_frist"],
    ),
    (
        "another one is open",
        f.frist_zu_erledigen,
        lage(mit_frist("beginn"), angaben={"art": "jahresfrist"}),
        ["frist_nicht_offen"],
    ),
    ("this one is open", f.frist_zu_erledigen, lage(mit_frist("beginn"), angaben={"art": "beginn"}), []),
    (
        "proposed before checked",
        r.nicht_vor_der_pruefung,
        lage(fall(pruefvermerk=Vermerk(am=date(2027, 2, 2), person="b", unterlage={}))),
        ["reihenfolge"],
    ),
    (
        "decided before proposed",
        r.nicht_vor_dem_vorschlag,
        lage(fall(vorschlag=VORSCHLAG), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    ("decided that day", r.nicht_vor_dem_vorschlag, lage(fall(vorschlag=VORSCHLAG)), []),
    (
        "posted before filed",
        r.nicht_vor_der_ablage,
        lage(fall(bescheid=bescheid(abgelegt_am=HEUTE)), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    (
        "settled before brought",
        r.nicht_vor_der_klage,
        lage(fall(klage_am=HEUTE), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    (
        "certified before final",
        r.nicht_vor_dem_anlass,
        lage(
            fall(bescheid=bescheid(fristen=FRISTEN), beschluss=BESCHLUSS, beginnanzeige_am=date(2026, 12, 20)),
            am=date(2026, 12, 16),
        ),
        ["reihenfolge", "reihenfolge"],
    ),
    (
        "certified on the occasion",
        r.nicht_vor_dem_anlass,
        lage(fall(bescheid=bescheid(fristen=FRISTEN), beschluss=BESCHLUSS, beginnanzeige_am=HEUTE)),
        [],
    ),
    (
        "ordered before certified",
        r.nicht_vor_der_bescheinigung,
        lage(fall(zahlungen=(zahlung(1, 400, False),)), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    ("in the year before", r.im_laufenden_haushaltsjahr, lage(am=date(2026, 12, 31)), ["haushaltsjahr_abgelaufen"]),
    ("in this year", r.im_laufenden_haushaltsjahr, lage(am=date(2027, 1, 1)), []),
    (
        "complete before it came",
        r.nicht_vor_dem_nachweis,
        lage(fall(nachweis=NACHWEIS), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    (
        "drawn before complete",
        r.nicht_vor_der_vollstaendigkeit,
        lage(fall(nachweis=NACHWEIS.model_copy(update={"vollstaendig_am": HEUTE})), am=date(2027, 1, 31)),
        ["reihenfolge"],
    ),
    ("announced twice", v.beginn_nicht_angezeigt, lage(fall(beginnanzeige_am=HEUTE)), ["beginn_angezeigt"]),
    ("action pending", v.keine_klage_offen, lage(fall(klage_am=HEUTE)), ["klage_offen"]),
    ("action settled", v.keine_klage_offen, lage(fall(klage_am=HEUTE, klage_erledigt_am=HEUTE)), []),
    ("no action", v.klage_offen, lage(), ["keine_klage"]),
    (
        "pending action, not final",
        v.bestandskraft_erreicht,
        lage(fall(bescheid=bescheid(fristen=FRISTEN), klage_am=HEUTE)),
        ["nicht_bestandskraeftig"],
    ),
    ("no letter of withdrawal", v.schreiben_abgelegt, lage(), ["schreiben_fehlt"]),
    ("letter of withdrawal", v.schreiben_abgelegt, lage(angaben={"schreiben": True}), []),
]


@pytest.mark.parametrize(
    ("waechter", "eine", "erwartet"), [f[1:] for f in FAELLE], ids=[f"{f[1].__name__}: {f[0]}" for f in FAELLE]
)
def test_a_guard_names_exactly_what_stands_against_the_act(waechter: Waechter, eine: Lage, erwartet: list[str]) -> None:
    assert codes(waechter, eine) == erwartet


VOM_BEFEHL = [
    (w.vermerk_vorhanden, lage()),
    (w.zuwendung_vorhanden, lage()),
    (w.rueckdatierung_begruendet, lage(am=date(2026, 1, 1))),
    (w.annahmen_angenommen, lage(befunde=(befund(Schwere.HINWEIS, "parameter_unbestaetigt"),))),
    (v.alle_indikatoren_bewertet, lage(fall(ziele=INDIKATOREN))),
    (v.schreiben_abgelegt, lage()),
    (f.frist_zu_erledigen, lage(mit_frist("beginn"), angaben={"art": "nachweis"})),
]


@pytest.mark.parametrize(("waechter", "eine"), VOM_BEFEHL, ids=[eins[0].__name__ for eins in VOM_BEFEHL])
def test_a_guard_on_what_the_command_brings_is_silent_when_the_act_is_only_looked_at(
    waechter: Waechter, eine: Lage
) -> None:
    assert codes(waechter, eine)
    assert not codes(waechter, replace(eine, vorschau=True))

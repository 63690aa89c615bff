"""The proof of use: what was really spent, by the rules of the decision, and the grant that results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.errors import EingabeError, Meldung
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.geld import euro_text
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.klardaten import als_baum
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.services.akt import Auftrag, Vollzug, Vorbereitung, Vorgang, vollziehe
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.entscheidungsakte import Akte, lies_akte
from foerderung.services.fall.fallrechnung import FORMULAR, json_bytes, richtlinie_des_falls
from foerderung.services.fall.fristsetzung import schlussratenfrist, setze, vollstaendigkeitsfrist
from foerderung.services.fall.unterlagen import lies_unterlage
from foerderung.services.rechnen.verfahrensrecht import Ermaessigung, rechne_ermaessigung
from foerderung.services.rechnen.zuwendung import Dokument, an_zellen, berechne
from foerderung.verfahren.buchungen import als_buchungsfakten, freigabe

NULL = Fraction(0)
LISTEN = {"stellen": "personalausgaben", "sachausgaben": "betraege"}
"""Lists of the application and the amounts in them that the proof replaces."""

DECKUNG = ("eigenmittel", "spenden", "andere_zuwendungen")
FESTBETRAG = "festbetrag"


def lies_nachweis_ein(amt: Amt, auftrag: Auftrag, dokument: Dokument, mehreinnahmen: Fraction = NULL) -> Vollzug:
    """Take up the proof of use and compute the grant that results from it.

    Args:
        mehreinnahmen: additional Deckungsmittel that count against the grant, as the officer sees them.

    Raises:
        EingabeError: the proof is wrong, or names items the Finanzierungsplan does not have; all violations.
        NichtErlaubtError: state, role or guards stand against it.

    Source: ANBest-K Nr. 2 and 6.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, auftrag.aktenzeichen)
    with an_zellen(dokument):
        unterlage = lies_unterlage(richtlinie_des_falls(stand, amt.regeln).fassung(None), "nachweis", dokument)
    eingang = date.fromisoformat(unterlage["eingang_am"])

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        def fakten() -> dict[str, Any]:
            assert vorgang.stand.beschluss is not None
            akte = lies_akte(vorgang.einheit, vorgang.stand.beschluss.akte)
            with an_zellen(dokument):
                ist = rechne_ist(akte, unterlage, dokument.datei)
            teil = _ermaessigung(vorgang, akte, ist, mehreinnahmen)
            zuwendung = (
                teil.ergebnis["zuwendung"].json if teil is not None else euro_text(vorgang.stand.beschluss.zuwendung)
            )
            herleitung = {"ist": ist.als_json(), "ermaessigung": teil.als_json() if teil is not None else None}
            return {
                "eingang_am": eingang.isoformat(),
                "unterlage": unterlage,
                "plan": euro_text(vorgang.stand.beschluss.zuwendungsfaehig),
                "ist": euro_text(_anerkannt(vorgang, ist)),
                "zuwendung": zuwendung,
                "herleitung": vorgang.einheit.lege_ab(json_bytes(herleitung), "nachweisrechnung"),
                FORMULAR: vorgang.einheit.lege_ab(dokument.mappe, FORMULAR) if dokument.mappe else "",
                **setze(vollstaendigkeitsfrist(vorgang, eingang)),
            }

        return Vorbereitung(fakten, {"eingang_am": eingang})

    return vollziehe(amt, auftrag, bereite)


def stelle_vollstaendigkeit_fest(amt: Amt, auftrag: Auftrag) -> Vollzug:
    """Record that the proof is complete; the next instalment becomes due."""
    return vollziehe(amt, auftrag, lambda vorgang: Vorbereitung(lambda: schlussratenfrist(vorgang)))


def entscheide_stichprobe(amt: Amt, auftrag: Auftrag, gezogen: bool, grund: str) -> Vollzug:
    """Record whether the sample drew the proof, and by which criteria.

    Source: VVK Nr. 11.2.
    """
    akt = "stichprobe_ziehen" if gezogen else "stichprobe_auslassen"

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        frei = {} if gezogen else als_buchungsfakten(freigabe(vorgang.stand, vorgang.stand.zuwendung))
        return Vorbereitung({"gezogen": gezogen, "grund": grund, **frei})

    return vollziehe(amt, replace(auftrag, akt=akt), bereite)


def pruefe_nachweis(amt: Amt, auftrag: Auftrag, vermerk: str) -> Vollzug:
    """End the examination with its note; what the grant no longer needs of the budget is released.

    Source: VVK Nr. 11.4.
    """

    def bereite(vorgang: Vorgang) -> Vorbereitung:
        frei = als_buchungsfakten(freigabe(vorgang.stand, vorgang.stand.zuwendung))
        return Vorbereitung({"vermerk": vermerk, **frei})

    return vollziehe(amt, auftrag, bereite)


def rechne_ist(akte: Akte, unterlage: Mapping[str, Any], datei: str) -> Berechnung:
    """Compute what was really spent by the rules and the decision of the record: ceilings, exclusions, cuts.

    Raises:
        EingabeError: the proof names items that the Finanzierungsplan does not have, or names one twice.
    """
    baum = akte.antrag.baum
    assert isinstance(baum, Abbildung)
    meldungen = [m for name in LISTEN for m in _pruefe_posten(baum.hole(name), name, unterlage.get(name, ()), datei)]
    if meldungen:
        raise EingabeError(meldungen)
    neue: dict[str, Baum] = {name: _mit_ist(baum.hole(name), name, unterlage.get(name, ())) for name in LISTEN}
    neue["finanzierung"] = als_baum(unterlage.get("finanzierung", {}))
    eintraege = {**baum.eintraege, **{name: Eintrag(wert, wert.zeile) for name, wert in neue.items()}}
    return berechne(
        akte.richtlinie,
        Dokument(Abbildung(eintraege, baum.zeile), datei),
        _rechnende_entscheidung(akte),
        akte.stichtag,
    )


def _posten(liste: Baum | None) -> list[Abbildung]:
    return [glied for glied in liste.glieder if isinstance(glied, Abbildung)] if isinstance(liste, Folge) else []


def _bezeichnung(posten: Abbildung) -> str:
    knoten = posten.hole("bezeichnung")
    return (knoten.text or "") if isinstance(knoten, Skalar) else ""


def _pruefe_posten(liste: Baum | None, name: str, belegt: Sequence[Mapping[str, Any]], datei: str) -> Iterator[Meldung]:
    geplant = [_bezeichnung(posten) for posten in _posten(liste)]
    for nummer, eines in enumerate(belegt):
        bezeichnung = eines["bezeichnung"]
        ort = f"{name}[{nummer}].bezeichnung"
        if bezeichnung not in geplant:
            text = f"„{bezeichnung}“ steht nicht im Finanzierungsplan"
            yield Meldung(text, datei, 0, ort, ", ".join(geplant), "ANBest-K Nr. 6.4", aehnlich(bezeichnung, geplant))
        elif bezeichnung in [anderes["bezeichnung"] for anderes in belegt[:nummer]]:
            yield Meldung(f"„{bezeichnung}“ steht doppelt", datei, 0, ort)


def _mit_ist(liste: Baum | None, name: str, belegt: Sequence[Mapping[str, Any]]) -> Baum:
    """Return the items of the plan with what was really spent; an item the proof leaves out cost nothing."""
    ausgaben = {eines["bezeichnung"]: eines["ausgaben"] for eines in belegt}
    feld = LISTEN[name]
    neue = []
    for posten in _posten(liste):
        geplant = posten.hole(feld)
        jahre = list(geplant.eintraege) if isinstance(geplant, Abbildung) else []
        betraege = als_baum(ausgaben.get(_bezeichnung(posten), dict.fromkeys(jahre, "0.00")))
        neue.append(Abbildung({**posten.eintraege, feld: Eintrag(betraege, posten.zeile)}, posten.zeile))
    return Folge(tuple(neue), 0)


def _rechnende_entscheidung(akte: Akte) -> Dokument | None:
    """Return the decision without what only decides findings on the plan: cuts, rates, computing deviations stay."""
    if akte.entscheidung is None:
        return None
    baum = akte.entscheidung.baum
    assert isinstance(baum, Abbildung)
    rechnend = {ziel.befund for ziel in akte.richtlinie.am(akte.stichtag).ziele.values()} - {""}
    geblieben = [posten for posten in _posten(baum.hole("abweichungen")) if _text(posten.hole("befund")) in rechnend]
    eintraege = {**baum.eintraege, "abweichungen": Eintrag(Folge(tuple(geblieben), baum.zeile), baum.zeile)}
    return Dokument(Abbildung(eintraege, baum.zeile), akte.entscheidung.datei)


def _text(baum: Baum | None) -> str:
    return (baum.text or "") if isinstance(baum, Skalar) else ""


def _anerkannt(vorgang: Vorgang, ist: Berechnung) -> Fraction:
    """Return the recognised actual expenditure, at most what was granted."""
    assert vorgang.stand.beschluss is not None
    betrag = ist.ergebnis["zuwendungsfaehig_gesamt"].wert
    assert isinstance(betrag, Fraction)
    return min(betrag, vorgang.stand.beschluss.zuwendungsfaehig)


def _ermaessigung(vorgang: Vorgang, akte: Akte, ist: Berechnung, mehreinnahmen: Fraction) -> Teilberechnung | None:
    """Compute the reduction; None with a fixed amount, which is not reduced."""
    beschluss = vorgang.stand.beschluss
    assert beschluss is not None
    if ist.entscheidung is not None and ist.entscheidung.eingaben.hole("finanzierungsart") == FESTBETRAG:
        return None
    daten = akte.antrag_daten()
    finanzierung = daten.get("finanzierung", {})
    geplant = sum((sum(finanzierung.get(name, {}).values(), start=NULL) for name in DECKUNG), start=NULL)
    vorgabe = Ermaessigung(
        beschluss.zuwendung,
        beschluss.zuwendungsfaehig,
        _anerkannt(vorgang, ist),
        mehreinnahmen,
        geplant,
        bool(daten["vorhaben"].get("wiederkehrend", False)),
    )
    return rechne_ermaessigung(vorgabe, vorgang.amt.regeln, vorgang.am)

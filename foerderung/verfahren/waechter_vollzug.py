"""Guards of the acts after the decision: notice, payment, proof of use, evaluation, closing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.verfahren.fallstand import Fallstand, Zahlung
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.vertretung import nur_fuer
from foerderung.verfahren.waechter import HAUSREGEL, VIER_AUGEN
from foerderung.verfahren.zahlungsplan import ERSTATTUNG, naechste_rate
from foerderung.verfahren.zustand import Rolle

EMPFANGSBEKENNTNIS = "empfangsbekenntnis"
"""Way of sending under which only the actual receipt counts."""


# --- notice ----------------------------------------------------------------------------------------------------------


def angaben_vollstaendig(lage: Lage) -> Iterator[Hindernis]:
    """A letter or an order needs facts of the office that somebody has to enter first."""
    for angabe in lage.fehlend:
        yield Hindernis("angabe_fehlt", f"es fehlt: {angabe}", "VVK Nr. 4.2; VwV zu § 70 SäHO Nr. 5.1")


def bescheid_gezeichnet(lage: Lage) -> Iterator[Hindernis]:
    """What is posted was signed and filed before."""
    if lage.stand.bescheid is None or lage.stand.bescheid.gezeichnet is None:
        yield Hindernis(
            "bescheid_nicht_gezeichnet",
            "der gezeichnete Bescheid ist nicht abgelegt",
            "§ 37 Abs. 3 VwVfG",
            "foerderung bescheid lege-ab",
        )


def noch_nicht_aufgegeben(lage: Lage) -> Iterator[Hindernis]:
    """A notice is posted once."""
    bescheid = lage.stand.bescheid
    if bescheid is not None and bescheid.aufgabe_am is not None:
        yield Hindernis(
            "bescheid_aufgegeben", f"der Bescheid ging am {datum_deutsch(bescheid.aufgabe_am)} hinaus", HAUSREGEL
        )


def bescheid_aufgegeben(lage: Lage) -> Iterator[Hindernis]:
    """Only what was posted can arrive or come back."""
    if lage.stand.bescheid is None or lage.stand.bescheid.aufgabe_am is None:
        yield Hindernis("nicht_aufgegeben", "der Bescheid ist nicht zur Post gegeben", "§ 41 VwVfG")


def zugang_nach_der_fiktion(lage: Lage) -> Iterator[Hindernis]:
    """An earlier receipt does not move the announcement, a later one does; it cannot lie before the posting."""
    fristen, bescheid = lage.stand.fristen, lage.stand.bescheid
    if lage.vorschau or bescheid is None or bescheid.aufgabe_am is None:
        return
    if fristen is not None and lage.am <= fristen.bekanntgabe:
        yield Hindernis(
            "zugang_vor_fiktion",
            f"der Bescheid gilt ohnehin erst am {datum_deutsch(fristen.bekanntgabe)} als bekanntgegeben",
            "§ 41 Abs. 2 VwVfG",
        )
    elif lage.am < bescheid.aufgabe_am:
        yield Hindernis("zugang_vor_aufgabe", "der Zugang liegt vor der Aufgabe zur Post", "§ 41 VwVfG")


def bestandskraft_bleibt(lage: Lage) -> Iterator[Hindernis]:
    """A correction does not take back that a notice is final after money moved on it."""
    neue = lage.angaben.get("bestandskraft")
    if neue is not None and neue > lage.heute and lage.stand.zahlungen:
        yield Hindernis(
            "bestandskraft_entfiele",
            f"der Bescheid würde erst am {datum_deutsch(neue)} bestandskräftig, es ist aber schon gezahlt",
            "VVK Nr. 7.1",
            "Zuerst die Zahlungen klären.",
        )


def bescheid_bekanntgegeben(lage: Lage) -> Iterator[Hindernis]:
    """A remedy can be waived only against a notice that was announced."""
    fristen = lage.stand.fristen
    if fristen is None:
        yield Hindernis("nicht_bekanntgegeben", "der Bescheid ist nicht aufgegeben", "§ 41 VwVfG")
    elif lage.am < fristen.bekanntgabe:
        yield Hindernis(
            "verzicht_vor_bekanntgabe",
            f"bekanntgegeben ist der Bescheid erst am {datum_deutsch(fristen.bekanntgabe)}",
            "§ 41 Abs. 2 VwVfG",
        )


def klage_rechtzeitig(lage: Lage) -> Iterator[Hindernis]:
    """An action counts when it was brought within the later time limit, also where it becomes known afterwards."""
    fristen = lage.stand.fristen
    if fristen is not None and lage.am >= fristen.bestandskraft and not lage.vorschau:
        yield Hindernis(
            "klage_verspaetet",
            f"der Bescheid ist seit dem {datum_deutsch(fristen.bestandskraft)} bestandskräftig",
            "§ 74 VwGO",
            "Mit --am den Eingang bei Gericht angeben.",
        )


def keine_klage_offen(lage: Lage) -> Iterator[Hindernis]:
    """One action at a time, and none pending when a case is closed."""
    if lage.stand.klage_am is not None and lage.stand.klage_erledigt_am is None:
        yield Hindernis(
            "klage_offen", f"die Klage vom {datum_deutsch(lage.stand.klage_am)} ist nicht erledigt", "§ 74 VwGO"
        )


def klage_offen(lage: Lage) -> Iterator[Hindernis]:
    """Only a pending action can be settled."""
    if lage.stand.klage_am is None or lage.stand.klage_erledigt_am is not None:
        yield Hindernis("keine_klage", "es ist keine Klage erfasst, die offen wäre", "§ 74 VwGO")


def bestandskraft_erreicht(lage: Lage) -> Iterator[Hindernis]:
    """The safe date has come: the later end of both views has passed, or a waiver arrived."""
    seit = lage.stand.bestandskraft
    if not lage.stand.ist_bestandskraeftig(lage.heute):
        wann = f"am {datum_deutsch(seit)}" if seit is not None else "nach Bekanntgabe und ohne offene Klage"
        yield Hindernis("nicht_bestandskraeftig", f"der Bescheid wird erst {wann} bestandskräftig", "§ 74 VwGO")


def beginn_nicht_angezeigt(lage: Lage) -> Iterator[Hindernis]:
    """The begin is announced once; a wrong day is corrected."""
    if lage.stand.beginnanzeige_am is not None:
        yield Hindernis(
            "beginn_angezeigt",
            f"der Beginn wurde am {datum_deutsch(lage.stand.beginnanzeige_am)} angezeigt",
            HAUSREGEL,
            "Einen falschen Tag mit „fall berichtige“ berichtigen.",
        )


# --- payment ---------------------------------------------------------------------------------------------------------


def rate_faellig(lage: Lage) -> Iterator[Hindernis]:
    """Money moves only when the occasion of the instalment has come."""
    naechste = naechste_rate(lage.stand, lage.heute)
    if naechste is None:
        yield Hindernis("keine_rate_offen", "alle Raten sind bescheinigt", "VVK Nr. 7")
    elif not naechste.faellig:
        yield Hindernis(
            "rate_nicht_faellig",
            f"die {naechste.rate.nummer}. Rate ist noch nicht fällig; es fehlt: {naechste.erwartet}",
            "VVK Nr. 7.1, 7.2 und 7.4",
        )
    elif not naechste.betrag:
        yield Hindernis("nichts_auszuzahlen", "von der Zuwendung ist nichts mehr auszuzahlen", "VVK Nr. 7")


def vorige_angeordnet(lage: Lage) -> Iterator[Hindernis]:
    """One payment at a time: the certified one is ordered first."""
    for zahlung in unangeordnet(lage.stand):
        yield Hindernis(
            "zahlung_offen",
            f"die {zahlung.rate}. Rate über {euro_deutsch(zahlung.betrag)} ist bescheinigt, aber nicht angeordnet",
            HAUSREGEL,
        )


def zahlung_bescheinigt(lage: Lage) -> Iterator[Hindernis]:
    """Only what was certified as correct is ordered."""
    if not unangeordnet(lage.stand):
        yield Hindernis(
            "nicht_bescheinigt",
            "keine Zahlung ist sachlich und rechnerisch bescheinigt",
            "VwV zu § 70 SäHO Nr. 5.1.9",
            "foerderung zahlung bescheinige",
        )


def anderer_als_bescheinigender(lage: Lage) -> Iterator[Hindernis]:
    """Who certified a payment does not order it, nor does a deputy of nobody but the certifier."""
    kuerzel = lage.person.kuerzel
    for zahlung in unangeordnet(lage.stand):
        erster = zahlung.bescheinigt_von
        if erster == kuerzel:
            grund = f"„{kuerzel}“ hat die Zahlung selbst bescheinigt"
        elif nur_fuer(lage.person, Rolle.HAUSHALT, erster):
            grund = f"„{kuerzel}“ ordnet nur in Vertretung von „{erster}“ an, von dort kam die Bescheinigung"
        else:
            continue
        yield Hindernis(
            VIER_AUGEN,
            grund,
            "Hausregel, strenger als VwV zu § 70 SäHO Nr. 20",
            "Eine andere Person mit der Rolle haushalt ordnet an.",
            {"bescheinigt_von": erster},
        )


def innerhalb_der_zuwendung(lage: Lage) -> Iterator[Hindernis]:
    """No order takes what is paid beyond the grant as last determined, whatever was certified before."""
    stand = lage.stand
    for zahlung in unangeordnet(stand):
        gesamt = stand.angeordnet + zahlung.betrag
        if gesamt > stand.zuwendung:
            yield Hindernis(
                "ueber_der_zuwendung",
                f"angeordnet wären zusammen {euro_deutsch(gesamt)}, die Zuwendung beträgt "
                f"{euro_deutsch(stand.zuwendung)}",
                "VVK Nr. 7",
            )


# --- proof of use ----------------------------------------------------------------------------------------------------


def nachweis_moeglich(lage: Lage) -> Iterator[Hindernis]:
    """With instalments the proof follows the first payment; with reimbursement it comes before any."""
    beschluss = lage.stand.beschluss
    if beschluss is not None and beschluss.verfahren != ERSTATTUNG and not lage.stand.angeordnet:
        yield Hindernis(
            "erste_rate_offen",
            "die erste Rate ist noch nicht angeordnet",
            "VVK Nr. 7.1",
            "foerderung zahlung bescheinige, dann ordne-an",
        )


def nachweis_bestaetigt(lage: Lage) -> Iterator[Hindernis]:
    """A complete proof confirms publicity, the books, net amounts, and holds the proofs of third parties."""
    bestaetigungen: dict[str, Any] = _unterlage(lage).get("bestaetigungen", {})
    for name, text, quelle in (
        ("publizitaet", "die Publizitätspflicht ist nicht bestätigt", "ANBest-K Nr. 6.2"),
        ("buecher", "die Übereinstimmung mit den Büchern ist nicht bescheinigt", "VVK Nr. 10"),
        ("skonti_abgesetzt", "in Anspruch genommene Skonti sind nicht abgesetzt", "ANBest-K Nr. 6.4"),
        ("vorsteuer_abgesetzt", "abziehbare Vorsteuer ist nicht abgesetzt", "ANBest-K Nr. 6.4"),
    ):
        if not bestaetigungen.get(name):
            yield Hindernis("nachweis_unvollstaendig", text, quelle, "Berichtigten Nachweis einlesen.")
    beschluss = lage.stand.beschluss
    if beschluss is not None and beschluss.weiterleitung and not _unterlage(lage).get("nachweise_dritter"):
        text = "die Nachweise der Letztempfänger liegen nicht bei"
        yield Hindernis("nachweis_unvollstaendig", text, "ANBest-K Nr. 6.6", "Berichtigten Nachweis einlesen.")


def schlussnachweis(lage: Lage) -> Iterator[Hindernis]:
    """Only the final proof ends the project."""
    if _unterlage(lage).get("art") == "teilnachweis":
        yield Hindernis("nur_teilnachweis", "vorgelegt ist nur ein Teilverwendungsnachweis", "ANBest-K Nr. 6.1")


def stichprobe_offen(lage: Lage) -> Iterator[Hindernis]:
    """A proof is drawn, or not, once."""
    if lage.stand.nachweis is not None and lage.stand.nachweis.stichprobe is not None:
        yield Hindernis("stichprobe_gezogen", "über die Stichprobe ist entschieden", "VVK Nr. 11.2")


def in_der_stichprobe(lage: Lage) -> Iterator[Hindernis]:
    """Only proofs of the sample are examined in depth."""
    if lage.stand.nachweis is None or not lage.stand.nachweis.stichprobe:
        yield Hindernis(
            "stichprobe_fehlt",
            "der Nachweis ist nicht in der Stichprobe",
            "VVK Nr. 11.2",
            "foerderung nachweis stichprobe",
        )


# --- evaluation and closing ------------------------------------------------------------------------------------------


def alle_indikatoren_bewertet(lage: Lage) -> Iterator[Hindernis]:
    """Every indicator fixed at the approval is judged."""
    if lage.vorschau:
        return
    geplant = {eines["bezeichnung"] for eines in (lage.stand.ziele or {}).get("indikatoren", ())}
    bewertet = {eines["bezeichnung"] for eines in lage.angaben.get("unterlage", {}).get("ergebnisse", ())}
    for name in sorted(geplant - bewertet):
        yield Hindernis("indikator_fehlt", f"der Indikator „{name}“ ist nicht bewertet", "VVK Nr. 4.2.3 und 11.3.3")
    for name in sorted(bewertet - geplant):
        yield Hindernis("indikator_unbekannt", f"der Indikator „{name}“ war nicht festgelegt", "VVK Nr. 4.2.3")


def ausgezahlt(lage: Lage) -> Iterator[Hindernis]:
    """A case is closed when what was paid is the final grant."""
    yield from vorige_angeordnet(lage)
    if lage.stand.angeordnet != lage.stand.zuwendung:
        yield Hindernis(
            "nicht_ausgeglichen",
            f"ausgezahlt sind {euro_deutsch(lage.stand.angeordnet)}, "
            f"die Zuwendung beträgt {euro_deutsch(lage.stand.zuwendung)}",
            "VVK Nr. 7 und 8",
        )


def schreiben_abgelegt(lage: Lage) -> Iterator[Hindernis]:
    """A withdrawal rests on a letter in the file."""
    if not lage.vorschau and not lage.angaben.get("schreiben"):
        yield Hindernis("schreiben_fehlt", "das Schreiben ist nicht abgelegt", HAUSREGEL, "Mit --datei angeben.")


def unangeordnet(stand: Fallstand) -> list[Zahlung]:
    """Return the payments that are certified and not ordered."""
    return [zahlung for zahlung in stand.zahlungen if zahlung.angeordnet_am is None]


def _unterlage(lage: Lage) -> dict[str, Any]:
    return lage.stand.nachweis.unterlage if lage.stand.nachweis is not None else {}

"""Guards of the acts from the consultation to the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from foerderung.fach.befund import Befund, Schwere
from foerderung.fach.zahlen import datum_deutsch
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.vertretung import nur_fuer
from foerderung.verfahren.zustand import Rolle

RUECKDATIERUNG = timedelta(days=14)
"""How far back an act may take effect without a reason (house rule)."""

HAUSREGEL = "Hausregel"
VIER_AUGEN = "vier_augen"
UNBESTAETIGT = "parameter_unbestaetigt"
"""Finding that names the assumptions nobody confirmed."""
BEWILLIGUNG = "bewilligung"
ABLEHNUNG = "ablehnung"


# --- every act -----------------------------------------------------------------------------------------------------


def nicht_gesperrt(lage: Lage) -> Iterator[Hindernis]:
    """A blocked person acts no longer."""
    if lage.person.gesperrt:
        yield Hindernis("person_gesperrt", f"„{lage.person.kuerzel}“ ist gesperrt", HAUSREGEL)


def nicht_in_der_zukunft(lage: Lage) -> Iterator[Hindernis]:
    """Nothing takes effect on a day that has not come."""
    if lage.am > lage.heute:
        yield Hindernis(
            "datum_in_der_zukunft",
            f"der {datum_deutsch(lage.am)} liegt nach dem heutigen Tag ({datum_deutsch(lage.heute)})",
            HAUSREGEL,
            "Erst an diesem Tag erfassen.",
        )


def rueckdatierung_begruendet(lage: Lage) -> Iterator[Hindernis]:
    """More than 14 days back needs a reason; back across the Bekanntgabe needs the signing person."""
    if lage.vorschau:
        return
    if lage.heute - lage.am > RUECKDATIERUNG and not lage.angaben.get("nachtrag"):
        yield Hindernis(
            "rueckdatierung_unbegruendet",
            f"der {datum_deutsch(lage.am)} liegt mehr als {RUECKDATIERUNG.days} Tage zurück",
            HAUSREGEL,
            "Mit --nachtrag begründen.",
        )
    fristen = lage.stand.fristen
    if (
        fristen is not None
        and lage.am < fristen.bekanntgabe <= lage.heute
        and Rolle.ZEICHNUNG not in lage.person.rollen
    ):
        yield Hindernis(
            "rueckdatierung_vor_bekanntgabe",
            f"der {datum_deutsch(lage.am)} liegt vor der Bekanntgabe am {datum_deutsch(fristen.bekanntgabe)}",
            HAUSREGEL,
            "Nur mit der Rolle zeichnung möglich.",
        )


def wert_nicht_in_der_zukunft(lage: Lage) -> Iterator[Hindernis]:
    """A corrected day lies no more ahead than any other."""
    neu = lage.angaben.get("neu")
    if isinstance(neu, date) and neu > lage.heute:
        yield Hindernis(
            "datum_in_der_zukunft",
            f"der {datum_deutsch(neu)} liegt nach dem heutigen Tag ({datum_deutsch(lage.heute)})",
            HAUSREGEL,
        )


def wert_geaendert(lage: Lage) -> Iterator[Hindernis]:
    """A correction changes something."""
    if not lage.vorschau and not lage.angaben.get("ueberholt") and lage.angaben.get("neu") == lage.angaben.get("alt"):
        yield Hindernis("nichts_berichtigt", "der neue Wert ist der alte", HAUSREGEL)


def angabe_gilt(lage: Lage) -> Iterator[Hindernis]:
    """What was taken back, or replaced by a later act of its kind, is no longer corrected."""
    if lage.angaben.get("ueberholt"):
        grund = "die Angabe gilt nicht mehr: sie wurde zurückgenommen oder durch eine spätere ersetzt"
        yield Hindernis("angabe_ueberholt", grund, HAUSREGEL, "Die spätere Angabe berichtigen.")


# --- consultation and application ------------------------------------------------------------------------------------


def beratung_vor_eingang(lage: Lage) -> Iterator[Hindernis]:
    """The consultation comes first; on the day of receipt is in time (our reading)."""
    beratung, eingang = lage.stand.beratung, lage.angaben.get("eingang_am")
    if lage.vorschau or beratung is None or eingang is None or beratung.am <= eingang:
        return
    yield Hindernis(
        "beratung_nach_antrag",
        f"beraten wurde am {datum_deutsch(beratung.am)}, der Antrag ging am {datum_deutsch(eingang)} ein",
        "RL KommPräv IV Nr. 2",
        "Der Antrag ist nach der Beratung neu einzureichen.",
    )


def eingang_nicht_in_der_zukunft(lage: Lage) -> Iterator[Hindernis]:
    """A receipt cannot lie ahead."""
    eingang = lage.angaben.get("eingang_am")
    if eingang is not None and eingang > lage.heute:
        yield Hindernis(
            "eingang_in_der_zukunft",
            f"der Eingang am {datum_deutsch(eingang)} liegt nach dem heutigen Tag ({datum_deutsch(lage.heute)})",
            HAUSREGEL,
            "Eingangstag berichtigen.",
        )


def nachforderung_noetig(lage: Lage) -> Iterator[Hindernis]:
    """Only what is missing can be asked for."""
    if not _offen(lage, Schwere.NACHFORDERUNG):
        yield Hindernis("nichts_nachzufordern", "die Prüfung findet nichts, was fehlt", "RL KommPräv VI Nr. 3")


def nichts_nachzufordern(lage: Lage) -> Iterator[Hindernis]:
    """The check ends when nothing is missing."""
    for befund in _offen(lage, Schwere.NACHFORDERUNG):
        yield _aus_befund("nachforderung_offen", befund)


def vermerk_vorhanden(lage: Lage) -> Iterator[Hindernis]:
    """The result of the check is put down in a note."""
    if not lage.vorschau and not lage.angaben.get("unterlage"):
        yield Hindernis("vermerk_fehlt", "der Antragsprüfvermerk fehlt", "VVK Nr. 3.4", "Mit --vermerk angeben.")


# --- proposal and decision -------------------------------------------------------------------------------------------


def ziele_festgelegt(lage: Lage) -> Iterator[Hindernis]:
    """A grant needs a purpose whose success can be checked."""
    if _ist_bewilligung(lage) and lage.stand.ziele is None:
        yield Hindernis(
            "ziele_fehlen",
            "Ziele und Indikatoren der Erfolgskontrolle sind nicht festgelegt",
            "VVK Nr. 4.2.3",
            "foerderung evaluation ziele",
        )


def kein_harter_befund(lage: Lage) -> Iterator[Hindernis]:
    """A hard finding rules a grant out."""
    if _ist_bewilligung(lage):
        for befund in _offen(lage, Schwere.HART):
            yield _aus_befund("befund_hart", befund)


def ermessen_entschieden(lage: Lage) -> Iterator[Hindernis]:
    """Every discretionary finding is decided with a reason."""
    if _ist_bewilligung(lage):
        for befund in _offen(lage, Schwere.ERMESSEN):
            yield _aus_befund("ermessen_offen", befund, "In der Entscheidung unter abweichungen begründen.")


def ablehnung_begruendet(lage: Lage) -> Iterator[Hindernis]:
    """A rejection says why."""
    if not lage.vorschau and not _ist_bewilligung(lage) and not lage.angaben.get("grund"):
        yield Hindernis("grund_fehlt", "die Ablehnung ist nicht begründet", "§ 39 VwVfG", "Mit --grund begründen.")


def zuwendung_vorhanden(lage: Lage) -> Iterator[Hindernis]:
    """A grant of nothing is none."""
    if not lage.vorschau and _ist_bewilligung(lage) and not lage.angaben.get("zuwendung"):
        yield Hindernis("keine_zuwendung", "die Berechnung ergibt keine Zuwendung", "VVK Nr. 4.1", "Ablehnen.")


def zwischenrate_terminiert(lage: Lage) -> Iterator[Hindernis]:
    """An instalment between begin and proof has its day in the notice, and that day lies between the two."""
    anlaesse = lage.angaben.get("anlaesse", ()) if _ist_bewilligung(lage) else ()
    if "zwischenrate" not in anlaesse:
        return
    tag: date | None = lage.angaben.get("zwischenrate_am")
    beginn, nachweis_bis = lage.angaben["zwischenrate_zwischen"]
    if tag is None:
        yield Hindernis(
            "termin_fehlt", "der Termin der Zwischenrate fehlt", "VVK Nr. 7.2", "Mit --zwischenrate-am angeben."
        )
    elif not beginn < tag < nachweis_bis:
        yield Hindernis(
            "termin_ausserhalb",
            f"die Zwischenrate am {datum_deutsch(tag)} liegt nicht zwischen dem Beginn am {datum_deutsch(beginn)} "
            f"und dem Nachweis bis {datum_deutsch(nachweis_bis)}",
            "VVK Nr. 7.2",
        )


def ratenplan_vorhanden(lage: Lage) -> Iterator[Hindernis]:
    """Before 2023 the notice itself sets the instalments; that needs a plan of its own."""
    if _ist_bewilligung(lage) and lage.angaben.get("verfahren") == "bescheid":
        yield Hindernis(
            "ratenplan_fehlt",
            "in dieser Fassung bestimmt der Bescheid die Raten, ein Plan ist nicht erfasst",
            "RL KommPräv VI Nr. 6",
        )


def vier_augen(lage: Lage) -> Iterator[Hindernis]:
    """Who proposed does not decide, nor does a deputy of nobody but the proposer."""
    vorschlag, kuerzel = lage.stand.vorschlag, lage.person.kuerzel
    if vorschlag is None:
        return
    if vorschlag.person == kuerzel:
        grund = f"„{kuerzel}“ hat den Vorschlag selbst gemacht"
    elif nur_fuer(lage.person, Rolle.ZEICHNUNG, vorschlag.person):
        grund = f"„{kuerzel}“ zeichnet nur in Vertretung von „{vorschlag.person}“, von dort kam der Vorschlag"
    else:
        return
    yield Hindernis(
        VIER_AUGEN,
        grund,
        "Hausregel, strenger als VwV zu § 70 SäHO Nr. 20",
        "Eine andere Person mit der Rolle zeichnung entscheidet.",
        {"vorschlag_von": vorschlag.person},
    )


def vorschlag_ist_bewilligung(lage: Lage) -> Iterator[Hindernis]:
    """Only a proposed grant is granted."""
    vorschlag = lage.stand.vorschlag
    if vorschlag is not None and vorschlag.art != BEWILLIGUNG:
        yield Hindernis("vorschlag_ist_ablehnung", "vorgeschlagen ist die Ablehnung", HAUSREGEL, "Neu vorschlagen.")


def seit_vorschlag_unveraendert(lage: Lage) -> Iterator[Hindernis]:
    """What is decided is what was proposed: same application, same rules, same result."""
    for abweichung in lage.abweichungen:
        yield Hindernis(
            "vorschlag_ueberholt", f"seit dem Vorschlag geändert: {abweichung}", HAUSREGEL, "Neu vorschlagen."
        )


def annahmen_angenommen(lage: Lage) -> Iterator[Hindernis]:
    """Readings nobody confirmed are accepted by the signing person, with a reason."""
    if lage.vorschau or lage.angaben.get("annahmen_grund"):
        return
    for befund in lage.befunde:
        if befund.code == UNBESTAETIGT:
            yield Hindernis(
                "annahmen_nicht_angenommen",
                f"die Berechnung beruht auf unbestätigten Annahmen: {befund.gefunden}",
                HAUSREGEL,
                "Mit --annahmen-grund annehmen.",
            )


def _ist_bewilligung(lage: Lage) -> bool:
    return bool(lage.angaben.get("art", BEWILLIGUNG) == BEWILLIGUNG)


def _offen(lage: Lage, schwere: Schwere) -> list[Befund]:
    return [eins for eins in lage.befunde if eins.schwere == schwere and eins.entschieden is None]


def _aus_befund(code: str, befund: Befund, abhilfe: str = "") -> Hindernis:
    ort = f" ({befund.ort})" if befund.ort else ""
    return Hindernis(
        code,
        f"{befund.bezeichnung}{ort}: {befund.gefunden}",
        befund.quelle.fundstelle,
        abhilfe or befund.abhilfe,
        {"befund": befund.code, "ort": befund.ort},
    )

"""What must hold of each event when it comes: role, four eyes, days, order, finality, money, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from foerderung.verfahren.akte import NACH_NAME
from foerderung.verfahren.ereignis import Ereignis
from foerderung.verfahren.rechte import STAMMDATEN
from tests import orakel_verfahren as orakel
from tests.simulation.zeuge import Akte, Zeuge, verlange

EMPFANGSBEKENNTNIS = "empfangsbekenntnis"
VERSUCH = "versuch_abgewiesen"
NACHEINANDER = (
    ("antrag_pruefen", "entscheidung_vorschlagen"),
    ("entscheidung_vorschlagen", "entscheidung_bewilligen"),
    ("entscheidung_vorschlagen", "entscheidung_ablehnen"),
    ("entscheidung_bewilligen", "bescheid_ablegen"),
    ("entscheidung_ablehnen", "bescheid_ablegen"),
    ("bescheid_ablegen", "bescheid_aufgeben"),
    ("bescheid_aufgeben", "zugang_erfassen"),
    ("klage_erfassen", "klage_erledigen"),
    ("nachweis_einlesen.eingang_am", "nachweis_vervollstaendigen"),
    ("nachweis_vervollstaendigen", "stichprobe_ziehen"),
    ("nachweis_vervollstaendigen", "nachweis_pruefen"),
)
"""Acts of which the second never takes effect before the first."""


def bestandskraft(akte: Akte) -> date | None:
    """Compute when the notice of a case is final, from the law and the recorded days."""
    if "klage_erfassen" in akte.tage:
        return akte.tage.get("klage_erledigen")
    fristen = zustellfristen(akte)
    return fristen.bestandskraft if fristen is not None else None


def zustellung(akte: Akte) -> tuple[date, dict[str, Any]] | None:
    """Return how the notice went out; None while nothing runs from it."""
    aufgabe, zugang = akte.tage.get("bescheid_aufgeben"), akte.tage.get("zugang_erfassen")
    mit_bekenntnis = akte.versandart == EMPFANGSBEKENNTNIS
    if aufgabe is None or (mit_bekenntnis and zugang is None):
        return None
    return aufgabe, {"zugang": zugang, "empfangsbekenntnis": mit_bekenntnis}


def zustellfristen(akte: Akte) -> orakel.Fristen | None:
    """Compute the deadlines of the posted notice."""
    wie = zustellung(akte)
    if wie is None:
        return None
    return orakel.fristen(wie[0], verzicht=akte.tage.get("rechtsbehelf_verzichten"), **wie[1])


def pruefe_tag(ereignis: Ereignis, heute: date) -> None:
    """Nothing takes effect ahead of its recording, and the recording is of today."""
    verlange(ereignis.wirksam_am <= heute, f"{ereignis.typ} wirkt am {ereignis.wirksam_am}, heute ist {heute}")
    verlange(ereignis.erfasst_am[:10] == heute.isoformat(), f"erfasst am {ereignis.erfasst_am}, heute ist {heute}")


def pruefe_rolle(zeuge: Zeuge, ereignis: Ereignis, heute: date) -> None:
    """Who acts has the role that day, of their own or of the person the event names."""
    akt = NACH_NAME.get(ereignis.typ)
    rolle = akt.rolle if akt is not None else STAMMDATEN.get(ereignis.typ)
    if rolle is None:
        return
    rollen = zeuge.rollen(ereignis.person, heute)
    traeger = ereignis.fakten().get("in_vertretung_fuer", ereignis.person)
    verlange(traeger in rollen.get(rolle.value, ()), f"{ereignis.person} hat {rolle} nicht ({traeger}): {rollen}")


def pruefe_vier_augen(akte: Akte, ereignis: Ereignis) -> None:
    """Nobody decides what they proposed or orders what they certified, nor in the name of who did."""
    if ereignis.typ in ("entscheidung_bewilligen", "entscheidung_ablehnen"):
        erster = akte.wer.get("entscheidung_vorschlagen", "")
    elif ereignis.typ == "loeschung_vollziehen":
        erster = akte.wer.get("loeschung_beantragen", "")
    elif ereignis.typ == "zahlung_anordnen":
        erster = akte.zahlungen[ereignis.fakten()["nummer"]].bescheinigt_von
    else:
        return
    beteiligt = {ereignis.person, ereignis.fakten().get("in_vertretung_fuer")}
    verlange(erster and erster not in beteiligt, f"{ereignis.typ}: {erster} war schon im Schritt davor")


def pruefe_reihenfolge(akte: Akte) -> None:
    """What rests on something else does not take effect before it, also after corrections."""
    for erster, zweiter in NACHEINANDER:
        if erster in akte.tage and zweiter in akte.tage:
            davor, danach = akte.tage[erster], akte.tage[zweiter]
            verlange(davor <= danach, f"{zweiter} am {danach} liegt vor {erster} am {davor}")


def pruefe_zahlung(akte: Akte, ereignis: Ereignis) -> None:
    """Money moves when the notice is final, and never more than is granted."""
    if ereignis.typ not in ("zahlung_bescheinigen", "zahlung_anordnen"):
        return
    seit, tag = bestandskraft(akte), ereignis.wirksam_am
    verlange(seit is not None and seit <= tag, f"{ereignis.typ} am {tag}, bestandskräftig {seit}")
    betrag = Fraction(ereignis.fakten()["betrag"])
    verlange(betrag > 0, f"{ereignis.typ} über {betrag}")
    if ereignis.typ == "zahlung_anordnen":
        zahlung = akte.zahlungen[ereignis.fakten()["nummer"]]
        verlange(not zahlung.angeordnet and zahlung.betrag == betrag, f"angeordnet {betrag}, bescheinigt {zahlung}")
        summe = akte.angeordnet + betrag
    else:
        summe = sum((z.betrag for z in akte.zahlungen.values()), start=betrag)
    verlange(summe <= akte.zuwendung, f"{ereignis.typ}: zusammen {summe}, die Zuwendung ist {akte.zuwendung}")
    verlange(summe <= akte.bewilligt, f"{ereignis.typ}: zusammen {summe}, bewilligt sind {akte.bewilligt}")


def pruefe_entscheidung(akte: Akte, ereignis: Ereignis) -> None:
    """A grant follows a consultation that came before the application; a case is closed when it is paid out."""
    stand = akte.stand
    assert stand is not None
    if ereignis.typ == "entscheidung_bewilligen":
        assert stand.beratung is not None
        assert stand.erster_eingang is not None
        verlange(stand.beratung.am <= stand.erster_eingang, "bewilligt, aber die Beratung kam nach dem Antrag")
        verlange(akte.bewilligt > 0, "bewilligt ist nichts")
        vorgesehen = stand.gebunden + sum(stand.voraussicht.values())
        verlange(vorgesehen == akte.bewilligt, f"bewilligt {akte.bewilligt}, gebunden und erwartet {vorgesehen}")
    elif ereignis.typ == "fall_schliessen":
        verlange(akte.angeordnet == akte.zuwendung, f"geschlossen: gezahlt {akte.angeordnet} von {akte.zuwendung}")
        verlange(not akte.klage_offen, "geschlossen mit offener Klage")


def pruefe_nummern(zeuge: Zeuge, ereignis: Ereignis) -> None:
    """Every series goes on by one; a deletion keeps what its case took from it."""
    fakten: Mapping[str, Any] = ereignis.fakten()
    if ereignis.typ == "loeschung_vollziehen":
        behalten = {kreis: zeuge.nummern[kreis] for kreis in fakten["nummernkreis"]}
        verlange(fakten["nummernkreis"] == behalten, f"behalten {fakten['nummernkreis']}, vergeben {behalten}")
        return
    for kreis, nummer in fakten.get("nummernkreis", {}).items():
        verlange(nummer == zeuge.nummern.get(kreis, 0) + 1, f"{kreis}: {nummer} nach {zeuge.nummern.get(kreis, 0)}")
    letzte = {kreis: f"{nummer:04d}" for kreis, nummer in fakten.get("nummernkreis", {}).items()}
    if ereignis.typ == "fall_anlegen":
        verlange([ereignis.fall] == [f"{kreis}-{nr}" for kreis, nr in letzte.items()], f"{ereignis.fall}: {letzte}")
        verlange(ereignis.fall not in zeuge.akten, f"{ereignis.fall} gab es schon")
    if ereignis.typ == "zahlung_anordnen":
        verlange([fakten["huel"]] == [f"{kreis}/{nr}" for kreis, nr in letzte.items()], f"{fakten['huel']}: {letzte}")


def pruefe_dokumente(fall: str, akte: Akte) -> None:
    """Documents of a case are numbered without gaps."""
    erwartet = [f"{fall}/{nummer:02d}" for nummer in range(1, len(akte.dokumente) + 1)]
    verlange(akte.dokumente == erwartet, f"Dokumente {akte.dokumente}")


def pruefe_berichtigung(akte: Akte, ereignis: Ereignis) -> None:
    """Only a fact that still counts is corrected: not one that was taken back, nor one that another replaced."""
    if not ereignis.typ.endswith("_berichtigen"):
        return
    nummer = ereignis.fakten()["ereignis"]
    typ = akte.ereignisse[nummer]
    verlange(typ in akte.tage, f"{typ} (Ereignis {nummer}) gilt nicht mehr und wurde berichtigt")
    if typ != "antrag_einlesen":
        letztes = max(eine for eine, ihr_typ in akte.ereignisse.items() if ihr_typ == typ)
        verlange(
            letztes == nummer, f"{typ} (Ereignis {nummer}) ist durch Ereignis {letztes} ersetzt und wurde berichtigt"
        )


VORHER: tuple[Callable[[Akte, Ereignis], None], ...] = (pruefe_vier_augen, pruefe_zahlung, pruefe_berichtigung)
"""What is asked of an event on a case before it is taken into the record."""


def pruefe_ereignis(zeuge: Zeuge, ereignis: Ereignis, heute: date) -> int:
    """Check an event, take it in, and check the case as it is then; return how many checks were made."""
    pruefe_tag(ereignis, heute)
    if ereignis.typ == VERSUCH:
        zeuge.merke(ereignis)
        return 1
    pruefe_rolle(zeuge, ereignis, heute)
    pruefe_nummern(zeuge, ereignis)
    akte = zeuge.akten.get(ereignis.fall)
    if akte is not None:
        for pruefung in VORHER:
            pruefung(akte, ereignis)
    zeuge.merke(ereignis)
    if not ereignis.fall:
        return 3
    akte = zeuge.akten[ereignis.fall]
    pruefe_reihenfolge(akte)
    pruefe_entscheidung(akte, ereignis)
    pruefe_dokumente(ereignis.fall, akte)
    return 6 + len(VORHER)

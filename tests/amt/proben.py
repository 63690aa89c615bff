"""Every service function that writes, each with a case in which it is possible and the events that it adds."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any

from foerderung import services
from foerderung.cli.faden import BEARBEITUNG, FALL, HAUSHALT, LEITUNG, SCHRITTE
from foerderung.services.akt import Auftrag, vollziehe
from foerderung.services.amtsakt import vollziehe_im_amt
from foerderung.services.buero.annahmen import bestaetige
from foerderung.services.buero.ansichten import merke_ansicht, vergiss_ansicht
from foerderung.services.buero.haushalt import (
    Ansatz,
    Verschiebung,
    binde,
    schliesse_haushaltsjahr,
    setze_ansatz,
    verschiebe,
)
from foerderung.services.buero.stammdaten import (
    aendere_antragsteller,
    aendere_person,
    lege_antragsteller_an,
    lege_person_an,
    setze_behoerde,
)
from foerderung.services.buero.vertretungen import regle_vertretung
from foerderung.services.fall.anlagen import erfasse_anlage
from foerderung.services.fall.antraege import fordere_nach, lies_antrag_ein, pruefe_antrag
from foerderung.services.fall.berichtigungen import Berichtigung, berichtige
from foerderung.services.fall.bescheidablage import Vergleichsangaben, lege_bescheid_ab
from foerderung.services.fall.bescheide import (
    Zusaetze,
    erfasse_ruecklauf,
    erfasse_zugang,
    erstelle_bescheid,
    gib_auf,
    verzichte,
)
from foerderung.services.fall.entscheidungen import Vorschlagsangaben, bewillige, lehne_ab, schlage_vor
from foerderung.services.fall.evaluationen import erfasse_evaluation, lege_ziele_fest
from foerderung.services.fall.faelle import NeuerFall, erfasse_beratung, lege_fall_an, schliesse_fall, ziehe_zurueck
from foerderung.services.fall.fallrechnung import Datei
from foerderung.services.fall.fristen import erfasse_kenntnis, erledige_frist
from foerderung.services.fall.nachweise import (
    entscheide_stichprobe,
    lies_nachweis_ein,
    pruefe_nachweis,
    stelle_vollstaendigkeit_fest,
)
from foerderung.services.fall.zahlungen import bescheinige, ordne_an, zeige_beginn_an
from foerderung.services.rechnen.zuwendung import Dokument
from foerderung.services.speicher.loeschungen import beantrage_loeschung, vollziehe_loeschung
from foerderung.services.speicher.sicherungen import sichere, stelle_her
from foerderung.services.speicher.speicher import bringe_auf_stand, bringe_tabellen_auf_stand, richte_ein
from foerderung.services.speicher.uebertragung import uebertrage
from foerderung.store.einheit import Einheit
from foerderung.verfahren.ansichten import ANSICHT_LOESCHEN, ANSICHT_SPEICHERN
from foerderung.verfahren.bestaetigung import ANNAHME_BESTAETIGEN
from foerderung.verfahren.fortschreibung import VERSUCH
from foerderung.verfahren.lage import Person, Vertretung
from foerderung.verfahren.loeschung import BEANTRAGEN
from foerderung.verfahren.vertretung import VERTRETUNG_REGELN
from foerderung.verfahren.zustand import Rolle
from tests.amt.buero import UNTERLAGEN


@dataclass(frozen=True, slots=True)
class Probe:
    """One act that is possible at a station of the script.

    Attributes:
        funktion: service function; it is called with the office and `angaben`.
        typen: events it adds.
        vorher: acts to perform before, each by a person.
    """

    funktion: Callable[..., Any]
    angaben: tuple[Any, ...]
    station: str
    person: str
    heute: date
    typen: tuple[str, ...]
    vorher: tuple[tuple[str, Callable[..., Any], tuple[Any, ...]], ...] = ()


EINRICHTEND: tuple[Callable[..., Any], ...] = (richte_ein, bringe_auf_stand, bringe_tabellen_auf_stand, stelle_her)
"""Functions that write without a station of the script: they make a store or change its tables."""

MIT_EIGENEN_TESTS: tuple[Callable[..., Any], ...] = (sichere, uebertrage, vollziehe_loeschung)
"""Functions that copy a store to another place, or remove facts; they are killed where all about them is tested."""

SCHREIBEN = Datei("schreiben.pdf", b"Schreiben")
BESCHEID = Datei("bescheid.docx", b"gezeichnet")
OHNE_VERGLEICH = Vergleichsangaben(ohne_grund="von Hand geschrieben")
NEUE_FASSUNG = Datei("antrag.yaml", (UNTERLAGEN / "antrag.yaml").read_bytes() + b"# neue Fassung\n")
OHNE_ANLAGEN = Datei("antrag.yaml", NEUE_FASSUNG.inhalt.replace(b"anlagen: [", b"anlagen: [] # ["))
ANGELEGT_MIT = 3 + next(n for n, schritt in enumerate(SCHRITTE) if schritt.befehl.startswith("fall anlegen"))
"""Number of the event that began the case: setting up the store adds two."""

ENTSCHEIDUNG = Datei.lies(UNTERLAGEN / "entscheidung.yaml")
STADT = {"name": "Stadt Anderswo", "art": "gemeinde", "ags": "14612000", "strasse": "Markt 1", "plz": "01067"}


def _unterlage(name: str) -> Dokument:
    return Dokument.lies(UNTERLAGEN / f"{name}.yaml")


def _angaben_der_behoerde(_: Einheit, __: Person) -> Mapping[str, Any]:
    return {"angaben": {"ort": "Pirna"}}


def _ort_der_behoerde(einheit: Einheit, _: Mapping[str, Any]) -> str:
    return einheit.behoerde()["ort"]


def _akt(
    funktion: Callable[..., Any], akt: str, *weitere: Any, bei: tuple[str, str], als: str = BEARBEITUNG, **mehr: Any
) -> Probe:
    """Return an act on the case of the script that adds one event of its own name, unless other types are named."""
    typen = mehr.pop("typen", (akt,))
    return Probe(funktion, (Auftrag(FALL, akt), *weitere), bei[0], als, date.fromisoformat(bei[1]), typen, **mehr)


ANFANG = ("fall anlegen", "2026-09-03")
EINGEGANGEN = ("antrag einlesen", "2026-10-05")
VORGESCHLAGEN = ("entscheidung schlage-vor", "2026-11-09")
BEWILLIGT = ("entscheidung bewillige", "2026-11-09")
ENTWORFEN, ABGELEGT = ("bescheid erstelle", "2026-11-10"), ("bescheid lege-ab", "2026-11-12")
AUFGEGEBEN = ("bescheid aufgabe", "2026-11-20")
BEGONNEN, BESCHEINIGT = ("zahlung beginnanzeige", "2027-01-11"), ("zahlung bescheinige", "2027-01-12")
ANGEORDNET = ("zahlung ordne-an", "2030-03-18")
NACHGEWIESEN, VOLLSTAENDIG = ("nachweis einlesen", "2030-04-08"), ("nachweis vollstaendig", "2030-04-15")
GEZOGEN, GEPRUEFT = ("nachweis stichprobe", "2030-05-20"), ("nachweis pruefe", "2030-06-03")
EVALUIERT = ("evaluation erfasse", "2030-06-10")


JAHRESFRIST = "jahresfrist"
BEKANNT_GEWORDEN = ((BEARBEITUNG, erfasse_kenntnis, (Auftrag(FALL, "kenntnis_erfassen"), "Stelle nicht besetzt")),)
FILTER = {"filter": {"zustand": ["beraten"]}}
GEMERKT = ((BEARBEITUNG, merke_ansicht, ("Meine", FILTER)),)
URLAUB = Vertretung(LEITUNG, date(2026, 10, 5), date(2026, 10, 16), "Urlaub")
MITTEL = Ansatz(2026, None, {2028: Fraction(200_000)})
NUR_ERWARTET = (
    (
        BEARBEITUNG,
        schlage_vor,
        (
            Auftrag(FALL, "entscheidung_vorschlagen"),
            Vorschlagsangaben(ENTSCHEIDUNG, zahltermine={2: date(2028, 4, 30)}),
        ),
    ),
    (LEITUNG, bewillige, (Auftrag(FALL, "entscheidung_bewilligen"), "Vermerk")),
    (HAUSHALT, setze_ansatz, (MITTEL,)),
)
"""A grant whose amount for 2028 is only expected, and the authorisation that comes afterwards."""


def _im_amt(funktion: Callable[..., Any], typ: str, *angaben: Any, als: str = LEITUNG, **mehr: Any) -> Probe:
    return Probe(funktion, angaben, EINGEGANGEN[0], als, date.fromisoformat(EINGEGANGEN[1]), (typ,), **mehr)


PROBEN: tuple[Probe, ...] = (
    _im_amt(lege_fall_an, "fall_anlegen", NeuerFall("A-0001", "Neuer Fall"), als=BEARBEITUNG),
    _im_amt(lege_person_an, "person_anlegen", Person("zweite", "Zweite", frozenset({Rolle.HAUSHALT}))),
    _im_amt(aendere_person, "person_aendern", HAUSHALT, [Rolle.HAUSHALT], None),
    _im_amt(lege_antragsteller_an, "antragsteller_anlegen", {**STADT, "ort": "Dresden", "iban": ""}, als=BEARBEITUNG),
    _im_amt(aendere_antragsteller, "antragsteller_aendern", "A-0001", {"ort": "Pirna"}, als=BEARBEITUNG),
    _im_amt(setze_behoerde, "behoerde_setzen", {"ort": "Pirna", "zusatz": "Referat"}),
    _im_amt(vollziehe_im_amt, "behoerde_setzen", "behoerde_setzen", _angaben_der_behoerde, _ort_der_behoerde),
    _im_amt(bestaetige, ANNAHME_BESTAETIGEN, "leiter_personal", "mit dem Fachreferat abgestimmt"),
    _im_amt(merke_ansicht, ANSICHT_SPEICHERN, "Meine", FILTER, als=BEARBEITUNG),
    _im_amt(
        vergiss_ansicht,
        ANSICHT_LOESCHEN,
        "Meine",
        als=BEARBEITUNG,
        vorher=GEMERKT,
    ),
    _im_amt(regle_vertretung, VERTRETUNG_REGELN, HAUSHALT, URLAUB),
    _im_amt(setze_ansatz, "haushalt_ansetzen", MITTEL, als=HAUSHALT),
    _im_amt(schliesse_haushaltsjahr, "haushaltsjahr_abschliessen", 2025, als=HAUSHALT),
    Probe(
        erfasse_beratung,
        (FALL, _unterlage("beratung")),
        ANFANG[0],
        BEARBEITUNG,
        date.fromisoformat(ANFANG[1]),
        ("beratung_erfassen",),
    ),
    _im_amt(lies_antrag_ein, "antrag_einlesen", FALL, NEUE_FASSUNG, als=BEARBEITUNG),
    _akt(erfasse_anlage, "anlage_erfassen", SCHREIBEN, "sonstige", bei=EINGEGANGEN),
    _akt(
        fordere_nach,
        "antrag_nachfordern",
        bei=EINGEGANGEN,
        vorher=((BEARBEITUNG, lies_antrag_ein, (FALL, OHNE_ANLAGEN)),),
    ),
    _akt(pruefe_antrag, "antrag_pruefen", _unterlage("pruefvermerk"), bei=EINGEGANGEN),
    _akt(
        berichtige, "fall_berichtigen", Berichtigung(ANGELEGT_MIT, "titel", "Neuer Titel", "Versehen"), bei=EINGEGANGEN
    ),
    _akt(lege_ziele_fest, "ziele_festlegen", _unterlage("ziele"), bei=EINGEGANGEN),
    _akt(ziehe_zurueck, "antrag_zurueckziehen", SCHREIBEN, "verzichtet", bei=EINGEGANGEN),
    _akt(schlage_vor, "entscheidung_vorschlagen", Vorschlagsangaben(ENTSCHEIDUNG), bei=VORGESCHLAGEN),
    _akt(bewillige, "entscheidung_bewilligen", "Vermerk", bei=VORGESCHLAGEN, als=LEITUNG),
    _akt(lehne_ab, "entscheidung_ablehnen", "Haushaltsmittel fehlen", bei=VORGESCHLAGEN, als=LEITUNG),
    _akt(bewillige, "entscheidung_bewilligen", "Vermerk", bei=VORGESCHLAGEN, typen=(VERSUCH,)),
    _akt(erstelle_bescheid, "bescheid_erstellen", Zusaetze(), bei=BEWILLIGT),
    _akt(lege_bescheid_ab, "bescheid_ablegen", BESCHEID, OHNE_VERGLEICH, bei=ENTWORFEN),
    _akt(gib_auf, "bescheid_aufgeben", "brief", bei=ABGELEGT),
    _akt(verzichte, "rechtsbehelf_verzichten", bei=AUFGEGEBEN),
    _akt(erfasse_zugang, "zugang_erfassen", bei=AUFGEGEBEN),
    _akt(erfasse_ruecklauf, "ruecklauf_erfassen", "unbekannt verzogen", bei=AUFGEGEBEN),
    _akt(vollziehe, "klage_erfassen", bei=AUFGEGEBEN),
    _akt(erfasse_kenntnis, "kenntnis_erfassen", "Stelle nicht besetzt", bei=AUFGEGEBEN),
    _akt(erledige_frist, "frist_erledigen", JAHRESFRIST, "kein Widerruf", bei=AUFGEGEBEN, vorher=BEKANNT_GEWORDEN),
    _akt(zeige_beginn_an, "beginn_anzeigen", bei=AUFGEGEBEN),
    _akt(
        bescheinige,
        "zahlung_bescheinigen",
        bei=BEGONNEN,
        typen=("bestandskraft_eintreten", "zahlung_bescheinigen"),
    ),
    _akt(ordne_an, "zahlung_anordnen", bei=BESCHEINIGT, als=HAUSHALT),
    _akt(lies_nachweis_ein, "nachweis_einlesen", _unterlage("nachweis"), bei=ANGEORDNET),
    _akt(
        verschiebe,
        "mittel_verschieben",
        Verschiebung(2027, 2030, Fraction(100), "später gebraucht"),
        bei=AUFGEGEBEN,
        als=HAUSHALT,
    ),
    _akt(binde, "mittel_binden", 2028, BESCHEID, bei=VORGESCHLAGEN, als=HAUSHALT, vorher=NUR_ERWARTET),
    _akt(stelle_vollstaendigkeit_fest, "nachweis_vervollstaendigen", bei=NACHGEWIESEN),
    _akt(entscheide_stichprobe, "stichprobe_ziehen", True, "Kriterien", bei=VOLLSTAENDIG),
    _akt(pruefe_nachweis, "nachweis_pruefen", "geprüft", bei=GEZOGEN),
    _akt(erfasse_evaluation, "evaluation_erfassen", _unterlage("evaluation"), bei=GEPRUEFT),
    _akt(schliesse_fall, "fall_schliessen", bei=EVALUIERT, als=LEITUNG),
    Probe(beantrage_loeschung, (FALL, "x"), "fall schliesse", LEITUNG, date(2041, 1, 2), (BEANTRAGEN,)),
)


def schreibende() -> set[Callable[..., Any]]:
    """List the functions of all services that come to open a store for writing, not what runs while it is open."""
    gefunden = pkgutil.walk_packages(services.__path__, f"{services.__name__}.")
    module = [import_module(eines.name) for eines in gefunden]
    alle = {
        funktion
        for modul in module
        for _, funktion in inspect.getmembers(modul, inspect.isfunction)
        if funktion.__module__.startswith(services.__name__)
    }
    schreiben: set[FunctionType] = set()
    while neue := {f for f in alle - schreiben if _oeffnet(f) or any(s in schreiben for s in _gerufene(f, alle))}:
        schreiben |= neue
    return {f for f in schreiben if not f.__name__.startswith("_") and not _im_vorgang(f)}


def _im_vorgang(funktion: FunctionType) -> bool:
    arten = {str(parameter.annotation) for parameter in inspect.signature(funktion).parameters.values()}
    return not arten.isdisjoint({"Einheit", "Vorgang", "Connection"})


def _oeffnet(funktion: FunctionType) -> bool:
    """Tell whether a function uses one of the methods that open a store for writing."""
    return not ({"schreibend", "schreibe"} - funktion.__globals__.keys()).isdisjoint(_namen(funktion.__code__))


def _gerufene(funktion: FunctionType, alle: set[FunctionType]) -> Iterator[FunctionType]:
    """Yield the functions of services that a function names, imported on top or inside of it."""
    namen = set(_namen(funktion.__code__))
    for andere in alle:
        hier = {name for name, wert in funktion.__globals__.items() if wert is andere}
        if namen & hier or (andere.__name__ in namen and andere.__name__ not in funktion.__globals__):
            yield andere


def _namen(code: CodeType) -> Iterator[str]:
    """Yield every global and attribute that a function names, those inside of it included."""
    yield from code.co_names
    for wert in code.co_consts:
        if isinstance(wert, CodeType):
            yield from _namen(wert)

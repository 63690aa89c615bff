"""The glossary has exactly one entry for every name that officers and developers share."""

from __future__ import annotations

import inspect
import pkgutil
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

import foerderung
from foerderung import verfahren
from foerderung.rechnung import spur
from foerderung.rechnung.regelwerk import Ausgabegruppe
from foerderung.services.regelwerk.regeln import alle
from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.zustand import Rolle, Zustand
from tests.docs.konsole import WURZEL

pytestmark = pytest.mark.checkout

GLOSSAR = WURZEL / "docs" / "glossar.md"
PAKET = Path(foerderung.__file__).parent
KOPF = {"richtlinie", "fassung", "stichtag", "regelwerk_sha256", "befunde", "spur"}
FACHMODULE = {
    "akte", "antrag", "antragsteller", "arbeitsmappe", "auszahlungsplan", "befund", "behoerde", "belegstand",
    "beratung", "berechnung", "bescheid", "dokumente", "eingaben", "entscheidung", "ergebnis", "erklaerung",
    "evaluation", "fach", "faelle", "fall", "kalender", "klage", "knoten", "nachweis", "person", "rechne", "rechnung",
    "regeln", "regelwerk", "richtlinien", "runden", "spur", "unterlagen", "verfahren", "waechter", "wortschatz",
    "zahlung", "zustand", "zuwendung",
}  # fmt: skip
"""Modules and packages named by a term of art; the others are machinery."""

ZEILE = re.compile(r"\| `(?P<name>[a-z0-9_]+)` \| (?P<deutsch>.+) \| (?P<quelle>.+) \| (?P<englisch>.+) \|")


def eintraege() -> list[re.Match[str]]:
    zeilen = GLOSSAR.read_text(encoding="utf-8").splitlines()
    tabelle = [zeile for zeile in zeilen if zeile.startswith("| `")]
    gelesen = [(zeile, ZEILE.fullmatch(zeile)) for zeile in tabelle]
    assert not [zeile for zeile, treffer in gelesen if treffer is None], "entries need four cells"
    return [treffer for _, treffer in gelesen if treffer]


def verlangt() -> dict[str, str]:
    """Map every name the glossary has to explain to where it comes from."""
    namen: dict[str, str] = {}
    for richtlinie in alle():
        deklaration = richtlinie.deklaration
        for herkunft in ("parameter", "reihen", "regeln", "befunde", "dimensionen"):
            namen |= dict.fromkeys(getattr(deklaration, herkunft), herkunft)
        namen |= {befund.code: "befunde" for befund in deklaration.befunde.values()}
        namen |= {pfad.rpartition(".")[2]: "entscheidung" for pfad in deklaration.ziele}
        dokumente = (deklaration.felder, deklaration.entscheidungsfelder, *deklaration.unterlagen.values())
        for wurzel in filter(None, dokumente):
            namen |= {feld.name: "eingaben" for feld in wurzel.alle() if feld.name}
        namen |= dict.fromkeys(deklaration.unterlagen, "unterlagen")
        for werk in richtlinie.regelwerke.values():
            namen |= dict.fromkeys(_ausgabe(werk.ausgabe), "ausgabe")
    for _, klasse in inspect.getmembers(spur, inspect.isclass):
        if klasse.__name__.endswith("Daten"):
            namen |= dict.fromkeys(klasse.__annotations__, klasse.__name__)
    namen |= dict.fromkeys(KOPF, "result")
    for modul in (PAKET / "fach").glob("*.py"):
        for _, klasse in inspect.getmembers(import_module(f"foerderung.fach.{modul.stem}"), inspect.isclass):
            if is_dataclass(klasse) and klasse.__module__.startswith("foerderung.fach"):
                namen |= {feld.name: klasse.__name__ for feld in fields(klasse)}
    for klasse in modelle():
        namen |= dict.fromkeys(_felder(klasse), klasse.__name__)
    namen |= {akt.name: "act" for akt in AKTE}
    namen |= {zustand.value: "state" for zustand in Zustand} | {rolle.value: "role" for rolle in Rolle}
    return namen | dict.fromkeys(FACHMODULE, "module")


def modelle() -> list[type]:
    """List the public models and dataclasses of the procedure."""
    module = [import_module(f"{verfahren.__name__}.{modul.name}") for modul in pkgutil.iter_modules(verfahren.__path__)]
    klassen = [
        klasse
        for modul in module
        for name, klasse in inspect.getmembers(modul, inspect.isclass)
        if klasse.__module__ == modul.__name__ and not name.startswith("_")
    ]
    return [klasse for klasse in klassen if is_dataclass(klasse) or issubclass(klasse, BaseModel)]


def _felder(klasse: type) -> list[str]:
    if is_dataclass(klasse):
        return [feld.name for feld in fields(klasse)]
    return list(klasse.model_fields) if issubclass(klasse, BaseModel) else []


def _ausgabe(gruppe: Ausgabegruppe) -> set[str]:
    unter = set().union(*(_ausgabe(kind) for kind in gruppe.gruppen))
    return {feld.name for feld in gruppe.felder} | {kind.name for kind in gruppe.gruppen} | unter


def test_every_name_of_rules_documents_results_and_modules_has_an_entry() -> None:
    vorhanden = {eintrag["name"] for eintrag in eintraege()}
    fehlend = {name: herkunft for name, herkunft in verlangt().items() if name not in vorhanden}
    assert not fehlend


def test_no_entry_explains_a_name_that_does_not_exist() -> None:
    assert not {eintrag["name"] for eintrag in eintraege()} - set(verlangt())


def test_every_kind_of_name_of_the_procedure_is_demanded() -> None:
    """The walk over the modules must not miss one silently: a name of each kind that has no other source."""
    assert {"Fallstand", "Antragsteller", "Akt", "Hindernis", "Lage", "Person", "Kopf", "Ereignis"} <= {
        klasse.__name__ for klasse in modelle()
    }
    assert {"klage_am", "huel", "kuerzel", "fall_schliessen", "angefochten", "sachbearbeitung"} <= set(verlangt())


def test_entries_are_sorted_and_occur_once() -> None:
    namen = [eintrag["name"] for eintrag in eintraege()]
    assert namen == sorted(set(namen))


def test_the_modules_named_by_a_term_of_art_exist() -> None:
    vorhanden = {pfad.stem for pfad in PAKET.rglob("*.py")} | {pfad.parent.name for pfad in PAKET.glob("*/__init__.py")}
    assert vorhanden >= FACHMODULE


@pytest.mark.parametrize("zelle", ["deutsch", "quelle", "englisch"])
def test_no_cell_is_empty(zelle: str) -> None:
    assert not [eintrag["name"] for eintrag in eintraege() if not eintrag[zelle].strip()]

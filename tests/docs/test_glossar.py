"""The glossary has exactly one entry for every name that officers and developers share."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

import foerderung
from foerderung.rechnung import spur
from foerderung.rechnung.regelwerk import Ausgabegruppe
from foerderung.services.regeln import alle
from tests.docs.konsole import WURZEL

pytestmark = pytest.mark.checkout

GLOSSAR = WURZEL / "docs" / "glossar.md"
PAKET = Path(foerderung.__file__).parent
KOPF = {"richtlinie", "fassung", "stichtag", "regelwerk_sha256", "befunde", "spur"}
FACHMODULE = {
    "antrag", "arbeitsmappe", "auszahlungsplan", "befund", "belegstand", "berechnung", "bescheid", "dokumente",
    "eingaben", "entscheidung", "ergebnis", "erklaerung", "fach", "faelle", "kalender", "knoten", "rechne", "rechnung",
    "regeln", "regelwerk", "richtlinien", "runden", "spur", "unterlagen", "wortschatz", "zuwendung",
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
    return namen | dict.fromkeys(FACHMODULE, "module")


def _ausgabe(gruppe: Ausgabegruppe) -> set[str]:
    unter = set().union(*(_ausgabe(kind) for kind in gruppe.gruppen))
    return {feld.name for feld in gruppe.felder} | {kind.name for kind in gruppe.gruppen} | unter


def test_every_name_of_rules_documents_results_and_modules_has_an_entry() -> None:
    vorhanden = {eintrag["name"] for eintrag in eintraege()}
    fehlend = {name: herkunft for name, herkunft in verlangt().items() if name not in vorhanden}
    assert not fehlend


def test_no_entry_explains_a_name_that_does_not_exist() -> None:
    assert not {eintrag["name"] for eintrag in eintraege()} - set(verlangt())


def test_entries_are_sorted_and_occur_once() -> None:
    namen = [eintrag["name"] for eintrag in eintraege()]
    assert namen == sorted(set(namen))


def test_the_modules_named_by_a_term_of_art_exist() -> None:
    vorhanden = {pfad.stem for pfad in PAKET.rglob("*.py")} | {pfad.parent.name for pfad in PAKET.glob("*/__init__.py")}
    assert vorhanden >= FACHMODULE


@pytest.mark.parametrize("zelle", ["deutsch", "quelle", "englisch"])
def test_no_cell_is_empty(zelle: str) -> None:
    assert not [eintrag["name"] for eintrag in eintraege() if not eintrag[zelle].strip()]

"""The handbook and the reference of the rule language are complete, and their examples print what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import click
import pytest

from foerderung import errors
from foerderung.cli import main
from foerderung.cli.rahmen import ABGEBROCHEN, LESER_WEG
from foerderung.errors import FoerderungError
from foerderung.fach.quelltext import Baum
from foerderung.rechnung.parser import parse
from foerderung.rechnung.typen import TYPNAMEN
from foerderung.rechnung.wortschatz import ALLE_WORTE, SONDERWORTE, WOERTER
from foerderung.richtlinien.abschnitt import Abschnitt
from foerderung.richtlinien.sammlung import _ABSCHNITTE
from foerderung.services.regelwerk.regeln import alle, regelordner
from foerderung.services.regelwerk.regelpruefung import pruefe
from tests.docs import tabellen
from tests.docs.konsole import HANDBUCH, README, REGELSPRACHE, abweichungen, dokumente

pytestmark = pytest.mark.checkout

KAPITEL = sorted(HANDBUCH.glob("*.md"))


def kapitel(nummer: int) -> str:
    (pfad,) = HANDBUCH.glob(f"{nummer:02d}-*.md")
    return pfad.read_text(encoding="utf-8")


@lru_cache
def sprache() -> str:
    return REGELSPRACHE.read_text(encoding="utf-8")


@pytest.mark.parametrize("pfad", [*KAPITEL, REGELSPRACHE], ids=lambda pfad: pfad.stem)
def test_every_command_prints_what_the_document_shows(pfad: Path) -> None:
    assert not abweichungen(pfad)


@pytest.mark.parametrize("pfad", dokumente(), ids=lambda pfad: pfad.stem)
def test_every_marked_table_is_as_the_declaration_has_it(pfad: Path) -> None:
    text = pfad.read_text(encoding="utf-8")
    assert tabellen.erneuert(text) == text


# --- inputs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dokument", "nummer"), [("antrag", 2), ("entscheidung", 5)])
def test_every_part_of_a_document_has_a_table(dokument: str, nummer: int) -> None:
    marken = {f"<!-- tabelle: {dokument} {teil} -->" for teil in tabellen.teile(dokument)}
    assert set(re.findall(rf"<!-- tabelle: {dokument} \w+ -->", kapitel(nummer))) == marken


@pytest.mark.parametrize("dokument", ["antrag", "entscheidung"])
def test_every_input_has_an_example_in_a_document_that_is_computed(dokument: str) -> None:
    zeilen = "".join(tabellen.tabelle(dokument, teil) for teil in tabellen.teile(dokument)).splitlines()
    assert not [zeile for zeile in zeilen if zeile.endswith("| – |")]


# --- findings -----------------------------------------------------------------------------------------------------


def befundzeilen() -> dict[str, str]:
    """Map the codes in the tables of chapter 4 to the severity beside them."""
    return dict(re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \| .+ \| .+ \|$", kapitel(4), re.M))


def test_every_finding_stands_in_the_handbook_with_its_severity() -> None:
    schweren: dict[str, list[str]] = {}
    for befund in (befund for richtlinie in alle() for befund in richtlinie.deklaration.befunde.values()):
        bisher = schweren.setdefault(befund.code, [])
        bisher.extend(schwere for schwere, _ in befund.schweren if schwere not in bisher)
    assert befundzeilen() == {code: ", ".join(liste) for code, liste in schweren.items()}


# --- worked example -----------------------------------------------------------------------------------------------


def test_every_figure_of_the_worked_example_is_printed_by_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    antrag = regelordner(None) / "kommpraev" / "beispiele" / "koordination-dreijaehrig.yaml"
    with pytest.raises(SystemExit):
        main(["rechne", "zuwendung", str(antrag), "--voll"])
    gedruckt = set(_zahlen(capsys.readouterr().out))
    assert not [zahl for zahl in _zahlen(kapitel(3)) if zahl not in gedruckt]


def _zahlen(text: str) -> list[str]:
    return re.findall(r"(?<![\d.,])\d[\d.]*,\d+(?![\d,])", text)


# --- command line -------------------------------------------------------------------------------------------------


def befehle(gruppe: click.Group, weg: str = "foerderung") -> Iterator[tuple[str, click.Command]]:
    """Walk over every command with the words that call it."""
    kontext = click.Context(gruppe)
    for name in gruppe.list_commands(kontext):
        befehl = gruppe.get_command(kontext, name)
        assert befehl is not None
        if isinstance(befehl, click.Group):
            yield from befehle(befehl, f"{weg} {name}")
        else:
            yield f"{weg} {name}", befehl


def test_every_command_stands_in_the_table_of_chapter_1() -> None:
    gezeigt = set(re.findall(r"^\| `(foerderung [a-z -]*[a-z])[^`]*` \|", kapitel(1), re.M))
    assert gezeigt == {weg for weg, _ in befehle(main)}


def test_every_option_stands_in_the_table_of_chapter_1() -> None:
    parameter = [param for befehl in (main, *(befehl for _, befehl in befehle(main))) for param in befehl.params]
    optionen = {"--help"}
    for param in parameter:
        if isinstance(param, click.Option):
            optionen.update(param.opts, param.secondary_opts)
    zeilen = "\n".join(zeile for zeile in kapitel(1).splitlines() if zeile.startswith("| `--"))
    assert set(re.findall(r"`(--[a-z-]+)", zeilen)) == optionen


def test_every_command_and_everything_it_takes_has_help() -> None:
    for weg, befehl in befehle(main):
        assert befehl.help, weg
        assert not [param.name for param in befehl.params if not getattr(param, "help", None)], weg


def rueckgabewerte() -> list[int]:
    """List the exit codes a process may end with."""
    klassen = [klasse for klasse in vars(errors).values() if isinstance(klasse, type)]
    eigene = {klasse.exit_code for klasse in klassen if issubclass(klasse, FoerderungError)}
    return sorted(eigene | {0, ABGEBROCHEN, LESER_WEG})


def test_every_exit_code_stands_in_chapter_8() -> None:
    gezeigt = re.findall(r"^\| (\d+) \| .+ \| .+ \|$", kapitel(8), re.M)
    assert [int(code) for code in gezeigt] == rueckgabewerte()


def test_every_exit_code_stands_in_the_readme() -> None:
    tabelle = README.read_text(encoding="utf-8").partition("## Exit codes")[2].partition("\n## ")[0]
    zeilen = re.findall(r"^\| ([\d, ]+) \| .+ \|$", tabelle, re.M)
    assert [int(code) for zeile in zeilen for code in zeile.split(", ")] == rueckgabewerte()


def test_chapter_1_lists_every_chapter() -> None:
    assert re.findall(r"^\d+\. \[.+\]\((.+\.md)\)", kapitel(1), re.M) == [pfad.name for pfad in KAPITEL[1:]]


# --- rule language ------------------------------------------------------------------------------------------------


def abschnitte() -> dict[str, str]:
    """Map the sections of rule files to what the reference says of them."""
    teile = re.split(r"^## (.*)$", sprache(), flags=re.M)[1:]
    paare = zip(teile[::2], teile[1::2], strict=True)
    return {treffer[1]: text for kopf, text in paare if (treffer := re.fullmatch(r"Abschnitt `(\w+)`", kopf))}


def test_the_reference_has_a_chapter_for_every_section() -> None:
    assert set(abschnitte()) == set(_ABSCHNITTE)


def bekannte_schluessel(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Note every key the loader asks for in each section, but for the names that guidelines choose."""
    gefragt: dict[str, set[str]] = {}
    eigene: set[tuple[str, str]] = set()
    knoten, alle_eintraege = Abschnitt.knoten, Abschnitt.alle

    def merke(selbst: Abschnitt, schluessel: str, pflicht: bool = False) -> Baum | None:
        if selbst.pfad and (selbst.pfad, schluessel) not in eigene:
            gefragt.setdefault(selbst.pfad.partition(".")[0], set()).add(schluessel)
        return knoten(selbst, schluessel, pflicht)

    def merke_namen(selbst: Abschnitt) -> Iterator[tuple[str, Baum, int]]:
        for name, baum, zeile in alle_eintraege(selbst):
            eigene.add((selbst.pfad, name))
            yield name, baum, zeile

    monkeypatch.setattr(Abschnitt, "knoten", merke)
    monkeypatch.setattr(Abschnitt, "alle", merke_namen)
    pruefe()
    return gefragt


def test_every_key_the_loader_knows_stands_in_the_chapter_of_its_section(monkeypatch: pytest.MonkeyPatch) -> None:
    gemeinsam = sprache().partition("## Abschnitt")[0]
    eingaben, unterlagen = abschnitte()["eingaben"], abschnitte()["unterlagen"]
    erklaert = {**abschnitte(), "entscheidungsfelder": eingaben, "unterlagen": unterlagen + eingaben}
    for abschnitt, schluessel in bekannte_schluessel(monkeypatch).items():
        text = gemeinsam + erklaert[abschnitt]
        assert not [name for name in schluessel if f"`{name}`" not in text], abschnitt


def wortzeilen() -> Mapping[str, tuple[str, str]]:
    """Map the words of the reference to how they are called and to an example."""
    zeilen = re.findall(r"^\| `(\w+)` \| `(.+?)` \| .+ \| `(.+)` \|$", sprache().partition("## Wörter")[2], re.M)
    return {wort: (aufruf, beispiel) for wort, aufruf, beispiel in zeilen}


def test_every_word_of_the_language_is_explained_as_it_is_called() -> None:
    aufrufe = {**SONDERWORTE, **{wort: eines.aufruf for wort, eines in WOERTER.items()}}
    assert set(wortzeilen()) == set(ALLE_WORTE)
    assert {wort: aufruf for wort, (aufruf, _) in wortzeilen().items()} == aufrufe


@pytest.mark.parametrize("wort", sorted(ALLE_WORTE))
def test_the_example_of_a_word_is_an_expression_that_uses_it(wort: str) -> None:
    _, beispiel = wortzeilen()[wort]
    assert f"{wort}(" in beispiel
    parse(beispiel)


def test_every_type_stands_in_the_table_of_types() -> None:
    tabelle = sprache().partition("## Typen und Einheiten")[2].partition("## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", tabelle, re.M)) == set(TYPNAMEN)

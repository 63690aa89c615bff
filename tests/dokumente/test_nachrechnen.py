"""A spreadsheet that recomputes the workbooks agrees with the engine in every cell, and on ties too."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from foerderung.dokumente.arbeitsmappe import render_arbeitsmappe
from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.quelltext import lies_text
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.zuwendung import Dokument, berechne, berechne_datei
from foerderung.services.regelwerk.regeln import lade
from tests.antragstext import als_yaml
from tests.dokumente.beispiele import NAMEN, werte_der_mappe
from tests.dokumente.beispiele import berechne as berechne_beispiel
from tests.dokumente.gleichstaende import (
    minijob_auf_einem_halben_cent,
    richtlinie_mit_glatten_anteilen,
    roh_auf_einem_euro,
    stelle_auf_einem_halben_cent,
)
from tests.dokumente.tabellenprogramm import (
    BRAUCHT_LIBREOFFICE,
    abweichungen,
    mit_falschen_werten,
    nachgerechnet,
)
from tests.dokumente.test_golden import FAELLE, rechne
from tests.rechnung.test_fremde_richtlinie import ANTRAG as FREMDER_ANTRAG
from tests.rechnung.test_fremde_richtlinie import REGELN as FREMDE_REGELN

pytestmark = [BRAUCHT_LIBREOFFICE, pytest.mark.lang]

JEDER = 7
"""Every so many golden cases are opened in LibreOffice, of each Fassung; all of them are checked against the engine."""


def aus_daten(richtlinie: Richtlinie, daten: dict[str, Any]) -> Berechnung:
    return berechne(richtlinie, Dokument(lies_text(als_yaml(daten), "fall.yaml"), "fall.yaml"))


def gleichstaende(ordner: Path) -> Iterator[tuple[str, Berechnung]]:
    geltend, glatt = lade("kommpraev"), richtlinie_mit_glatten_anteilen(ordner)
    for name, daten in (*roh_auf_einem_euro(), *minijob_auf_einem_halben_cent()):
        yield name, aus_daten(geltend, daten)
    for name, daten in stelle_auf_einem_halben_cent(glatt):
        yield name, aus_daten(glatt, daten)


def faelle(ordner: Path) -> Iterator[tuple[str, Berechnung]]:
    for name in NAMEN:
        yield name, berechne_beispiel(name)
    for fall in FAELLE[::JEDER]:
        yield fall.name.replace("/", "_"), rechne(fall)
    yield from gleichstaende(ordner)
    antrag = ordner / "mittelerde.yaml"
    antrag.write_text(als_yaml(FREMDER_ANTRAG), encoding="utf-8")
    yield "mittelerde", berechne_datei(antrag, regeln=FREMDE_REGELN)


@pytest.fixture(scope="module")
def gerechnet(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Berechnung]:
    return dict(faelle(tmp_path_factory.mktemp("faelle")))


@pytest.fixture(scope="module")
def mappen(gerechnet: dict[str, Berechnung]) -> dict[str, bytes]:
    return {name: render_arbeitsmappe(berechnung) for name, berechnung in gerechnet.items()}


@pytest.fixture(scope="module")
def neue(mappen: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Recompute all of them from wrong stored values: what agrees was computed, not kept."""
    falsche = {name: mit_falschen_werten(inhalt) for name, inhalt in mappen.items()}
    return nachgerechnet(tmp_path_factory.mktemp("mappen"), falsche)


def test_the_stored_values_were_wrong_before_they_were_recomputed(mappen: dict[str, bytes]) -> None:
    falsch = openpyxl.load_workbook(BytesIO(mit_falschen_werten(mappen["dresden-2024"])), data_only=True)
    assert len(abweichungen(werte_der_mappe(mappen["dresden-2024"]), falsch)) > 100


def test_every_cell_of_at_least_fifty_cases_comes_out_as_the_engine_has_it(
    mappen: dict[str, bytes], neue: dict[str, Any]
) -> None:
    assert len(mappen) >= 55
    fehler = {name: abweichungen(werte_der_mappe(inhalt), neue[name]) for name, inhalt in mappen.items()}
    assert {name: liste for name, liste in fehler.items() if liste} == {}


def test_ties_fall_as_the_engine_has_them(gerechnet: dict[str, Berechnung], neue: dict[str, Any]) -> None:
    halbe = [name for name in neue if name.startswith(("minijob_20", "stelle_E"))]
    ganze = [name for name in neue if name.startswith("roh_")]
    assert len(halbe) + len(ganze) >= 26
    for name in halbe:
        vor = [k.vor_rundung for k in gerechnet[name].knoten.values() if k.name.startswith("obergrenze_") and k.wert]
        assert any(isinstance(wert, Fraction) and (wert * 100).denominator == 2 for wert in vor)
    for name in ganze:
        roh = gerechnet[name].knoten["roh[2027]"].wert
        assert isinstance(roh, Fraction)
        assert roh.denominator == 1
        assert gerechnet[name].knoten["zuwendung[2027]"].wert == roh
    for name in (*halbe, *ganze):
        blatt = neue[name]["Kontrolle"]
        assert [zeile[3] for zeile in blatt.iter_rows(min_row=4, values_only=True) if zeile[3] not in (None, 0)] == []


def test_a_changed_parameter_changes_the_grant_as_a_changed_rule_would(
    gerechnet: dict[str, Berechnung], mappen: dict[str, bytes], tmp_path: Path
) -> None:
    inhalt = mappen["koordination-dreijaehrig"]
    buch = openpyxl.load_workbook(BytesIO(inhalt))
    blatt, _, zelle = buch.defined_names["leiter_personal"].attr_text.partition("!")
    erste = zelle.partition(":")[0].replace("$", "")
    spalte, zeile = erste[0], int(erste[1:])
    buch[blatt.strip("'")][f"{spalte}{zeile + 1}"] = 0.65  # the second year
    geaendert = tmp_path / "geaendert.xlsx"
    buch.save(geaendert)
    neu = nachgerechnet(tmp_path, {"neu": geaendert.read_bytes()})["neu"]
    ermittlung = {z[0]: z for z in neu["Ermittlung"].iter_rows(values_only=True)}
    zuwendungsfaehig = gerechnet["koordination-dreijaehrig"].knoten["zuwendungsfaehig_stelle[0,2028]"].wert
    sach = gerechnet["koordination-dreijaehrig"].knoten["roh_sach[2028]"].wert
    assert isinstance(zuwendungsfaehig, Fraction)
    assert isinstance(sach, Fraction)
    assert ermittlung["Zuwendung"][2] == int(zuwendungsfaehig * Fraction(65, 100) + sach)
    assert (
        max(z[3] for z in neu["Kontrolle"].iter_rows(min_row=4, values_only=True) if isinstance(z[3], int | float)) > 0
    )

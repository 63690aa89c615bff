"""An installed package brings a guideline along: every command finds it, and a broken package is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import foerderung
from foerderung.resources import resource_path

LADEN = """
from importlib.resources import files

def richtlinie():
    return files(__name__) / "regeln"
"""
REGELN = """
richtlinie:
  id: auenland
  kurz: RL Auenland
  titel: Richtlinie zur Pflege der Hecken
  text: Erlass des Thains
  verwendet: [antrag]
  fassungen:
    erste: {ab: 2020-01-01, fundstelle: Erlass des Thains, belegstand: norm, aendert: Erste Fassung.}
eingaben:
  ellen: {typ: anzahl, mindestens: 1, beschriftung: Ellen Hecke}
reihen:
  heckenlohn:
    bezeichnung: Lohn je Elle
    datei: heckenlohn.csv
    einheit: eur
    gueltig: {von: ab}
    wert: [lohn]
    nach_ende: fortschreiben
    fundstelle: § 1
    belegstand: norm
regeln:
  zuwendung:
    bezeichnung: Zuwendung
    typ: eur
    fundstelle: § 1
    belegstand: norm
    rechne: ellen * heckenlohn[eingang_am]
ausgabe:
  felder: {zuwendung_gesamt: zuwendung}
"""
ANTRAG = """
richtlinie: auenland
antragsteller:
  name: Stadt Beispielstadt
  art: gemeinde
  ags: "14524999"
  anschrift: {strasse: Markt 1, plz: "08056", ort: Beispielstadt}
vorhaben: {titel: Hecken, in_sachsen: true, beginn: 2027-01-01, ende: 2027-12-31, einzelprojekt: true}
eingang_am: 2026-10-01
ellen: 120
"""


class Paket:
    """A folder on the search path of Python that holds a package with its announcement."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner / "installiert"
        self.schreibe("auenland/__init__.py", LADEN)
        self.schreibe("auenland/regeln/richtlinie.yaml", REGELN)
        self.schreibe("auenland/regeln/heckenlohn.csv", "ab,lohn\n2020-01-01,1.25\n2026-01-01,1.50\n")
        self.schreibe("auenland-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: auenland\nVersion: 1.0\n")
        self.melde_an("auenland = auenland:richtlinie")

    def schreibe(self, name: str, text: str) -> Path:
        pfad = self.ordner / name
        pfad.parent.mkdir(parents=True, exist_ok=True)
        pfad.write_text(text, encoding="utf-8")
        return pfad

    def melde_an(self, zeile: str) -> None:
        self.schreibe("auenland-1.0.dist-info/entry_points.txt", f"[foerderung.richtlinien]\n{zeile}\n")

    def rufe(self, *woerter: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a process of its own that sees the package."""
        suchpfad = os.pathsep.join([str(self.ordner), str(Path(foerderung.__file__).parents[1])])
        return subprocess.run(
            [sys.executable, "-m", "foerderung", *woerter],
            cwd=self.ordner.parent,
            env={**os.environ, "PYTHONPATH": suchpfad, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )


@pytest.fixture
def paket(tmp_path: Path) -> Paket:
    return Paket(tmp_path)


# --- a sound package ----------------------------------------------------------------------------------------


def test_it_is_listed_and_checked_beside_the_shipped_guidelines(paket: Paket) -> None:
    liste, pruefung = (json.loads(paket.rufe("regeln", verb, "--json").stdout) for verb in ("liste", "pruefe"))
    assert {zeile["richtlinie"] for zeile in liste} >= {"auenland", "kommpraev"}
    (zeile,) = [zeile for zeile in pruefung if zeile["richtlinie"] == "auenland"]
    assert (zeile["fassungen"], zeile["regeln"], zeile["reihen"]) == (1, 1, 1)


def test_its_rules_are_shown_and_its_schema_written(paket: Paket) -> None:
    assert "heckenlohn" in paket.rufe("regeln", "zeige", "heckenlohn").stdout
    schema = json.loads(paket.rufe("antrag", "schema", "auenland").stdout)
    assert "ellen" in schema["properties"]


def test_an_application_is_computed_by_its_rules_and_tables(paket: Paket) -> None:
    antrag = paket.schreibe("antrag.yaml", ANTRAG)
    lauf = paket.rufe("rechne", "zuwendung", str(antrag), "--json")
    ergebnis = json.loads(lauf.stdout)
    assert (lauf.returncode, ergebnis["zuwendung_gesamt"]) == (0, "180.00")  # 120 ells at 1,50
    assert (ergebnis["richtlinie"], ergebnis["fassung"]) == ("auenland", "erste")


def test_its_cases_are_run_with_the_others(paket: Paket) -> None:
    fall = "beschreibung: Hecke.\nquelle: § 1\nbasis: hecke\nerwartet: {zuwendung_gesamt: 180}\n"
    paket.schreibe("auenland/regeln/beispiele/hecke.yaml", ANTRAG)
    ordner = paket.schreibe("faelle/fall.yaml", fall).parent
    bericht = json.loads(paket.rufe("regeln", "teste", str(ordner), "--json").stdout)
    assert bericht["unterschiede"] == {}
    assert bericht["nicht_abgedeckt"]["auenland erste"] == ["Befund vorhaben_ende_vor_beginn (eingabe)"]
    paket.schreibe("faelle/fall.yaml", fall.replace("180", "181"))
    assert paket.rufe("regeln", "teste", str(ordner)).returncode == 4


def test_a_reform_may_change_it(paket: Paket) -> None:
    antrag = paket.schreibe("antrag.yaml", ANTRAG)
    reform = paket.schreibe("reform.yaml", "regeln:\n  zuwendung: {rechne: 'ellen * heckenlohn[eingang_am] * 2'}\n")
    lauf = paket.rufe("rechne", "zuwendung", str(antrag), "--reform", str(reform), "--json")
    daten = json.loads(lauf.stdout)
    assert [daten[teil]["zuwendung_gesamt"] for teil in ("geltend", "reform")] == ["180.00", "360.00"]


def test_a_folder_of_ones_own_rules_leaves_packages_out(paket: Paket) -> None:
    regeln = str(resource_path("rules"))
    liste = json.loads(paket.rufe("--regeln", regeln, "regeln", "liste", "--json").stdout)
    assert "auenland" not in {zeile["richtlinie"] for zeile in liste}


def test_a_package_cannot_replace_a_shipped_guideline(paket: Paket) -> None:
    vorher = json.loads(paket.rufe("regeln", "pruefe", "--json").stdout)
    paket.melde_an("kommpraev = auenland:richtlinie")
    nachher = json.loads(paket.rufe("regeln", "pruefe", "--json").stdout)
    assert nachher == [zeile for zeile in vorher if zeile["richtlinie"] != "auenland"]


# --- a broken package ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quelltext", "grund"),
    [
        ("1 / 0", "division by zero"),
        ("import gibt_es_nicht", "gibt_es_nicht"),
        ("richtlinie = 5", "not callable"),
        ("andere = None", "richtlinie"),
        ("def richtlinie():\n    raise OSError('Platte voll')\n", "Platte voll"),
        ("def richtlinie():\n    return None\n", "kein Ordner: None"),
        ("def richtlinie():\n    return 'regeln'\n", "kein Ordner: regeln"),
        ("from pathlib import Path\n\ndef richtlinie():\n    return Path('/gibt/es/nicht')\n", "/gibt/es/nicht"),
    ],
)
def test_a_package_that_cannot_hand_over_its_rules_is_named(quelltext: str, grund: str, paket: Paket) -> None:
    paket.schreibe("auenland/__init__.py", quelltext)
    for woerter in (("regeln", "liste"), ("regeln", "pruefe"), ("antrag", "schema", "auenland")):
        lauf = paket.rufe(*woerter)
        assert (lauf.returncode, lauf.stdout) == (4, "")
        assert "Richtlinie „auenland“ eines Zusatzpakets lässt sich nicht laden" in lauf.stderr
        assert grund in lauf.stderr
        assert "Traceback" not in lauf.stderr


def test_faulty_rules_of_a_package_are_named_with_file_and_line(paket: Paket) -> None:
    paket.schreibe("auenland/regeln/richtlinie.yaml", REGELN.replace("ellen * hecken", "elen * hecken"))
    lauf = paket.rufe("regeln", "pruefe")
    assert lauf.returncode == 4
    zeile = REGELN.splitlines().index("    rechne: ellen * heckenlohn[eingang_am]") + 1
    assert f"richtlinie.yaml, Zeile {zeile}, regeln.zuwendung.rechne" in lauf.stderr
    assert "Meinten Sie „ellen“?" in lauf.stderr


def test_a_broken_package_does_not_disturb_a_shipped_guideline(paket: Paket) -> None:
    paket.schreibe("auenland/__init__.py", "1 / 0")
    antrag = resource_path("rules") / "kommpraev" / "beispiele" / "kleinprojekt.yaml"
    assert paket.rufe("rechne", "zuwendung", str(antrag), "--json").returncode == 0

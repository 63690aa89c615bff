"""The hash of a rule set names its content; a changed value changes hash, trace and figures by itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from foerderung.errors import EingabeError
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.regelwerk.regeln import lade
from tests.richtlinien.kopie import Kopie
from tests.services.rechengang import antrag, rechne

REGELN, PARAMETER, BEFUNDE = "kommpraev/regeln.yaml", "kommpraev/parameter.yaml", "kommpraev/befunde.yaml"


def test_the_hash_is_a_sha256_and_the_same_for_a_plain_copy(tmp_path: Path) -> None:
    summe = lade("kommpraev").sha256
    assert len(bytes.fromhex(summe)) == hashlib.sha256().digest_size
    assert Kopie(tmp_path).lade().sha256 == summe
    assert {regelwerk.sha256 for regelwerk in lade("kommpraev").regelwerke.values()} == {summe}


def test_comments_blank_lines_and_layout_do_not_count(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path)
    for pfad in (*kopie.ordner.glob("*/*.yaml"), *kopie.ordner.glob("*/*.csv")):
        text = pfad.read_text(encoding="utf-8")
        if pfad.suffix == ".csv":
            pfad.write_text("# noch ein Kommentar\n\n" + text + "\n# Ende\n", encoding="utf-8")
        else:
            pfad.write_text("# anders\n\n" + text.replace("\n  ", "\n\n  ", 3), encoding="utf-8")
    assert kopie.lade().sha256 == lade("kommpraev").sha256


def test_the_style_of_writing_does_not_count(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path)
    kopie.ersetze(PARAMETER, 'werte: {2018-06-13: "10 %"}', "werte:\n      2018-06-13: '10 %'")
    kopie.ersetze(REGELN, 'runden: {auf: "1.00", modus: abrunden,', "runden: {auf: 1.00, modus: 'abrunden',")
    assert kopie.lade().sha256 == lade("kommpraev").sha256


class _Rein(yaml.SafeLoader):
    """Keep every value a text."""


_Rein.yaml_implicit_resolvers = {}


def test_a_file_written_anew_by_another_program_does_not_count(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path)
    pfad = kopie.ordner / REGELN
    inhalt = yaml.load(pfad.read_text(encoding="utf-8"), _Rein)
    text = yaml.safe_dump(inhalt, allow_unicode=True, sort_keys=False, width=60)
    pfad.write_text(text, encoding="utf-8")
    assert kopie.lade().sha256 == lade("kommpraev").sha256


AENDERUNGEN = {
    "value": (PARAMETER, '3: "50 %"', '3: "50.1 %"'),
    "citation": (PARAMETER, "fundstelle: RL KommPräv V Nr. 2", "fundstelle: RL KommPräv V Nr. 3"),
    "mark of evidence": (PARAMETER, "belegstand: praxis", "belegstand: annahme"),
    "day": (PARAMETER, 'werte: {2018-06-13: "90 %"}', 'werte: {2018-06-12: "90 %"}'),
    "formula": (REGELN, "rechne: personal + sach", "rechne: sach + personal"),
    "explanation": (REGELN, "Die Raten bestimmt", "Raten bestimmt"),
    "label": ("kommpraev/eingaben.yaml", "beschriftung: Stellen", "beschriftung: Posten"),
    "cell of a table": ("allgemein/minijob_grenze.csv", "520", "521"),
    "informative cell of a table": ("allgemein/minijob_grenze.csv", "12.00", "12.01"),
    "holiday": ("allgemein/feiertage.yaml", "ostern: 39", "ostern: 38"),
    "order of severities": (
        BEFUNDE,
        """{hart: 'antragsteller.art = "sonstige"', ermessen: 'antragsteller.art = "verband"'}""",
        """{ermessen: 'antragsteller.art = "verband"', hart: 'antragsteller.art = "sonstige"'}""",
    ),
}


@pytest.mark.parametrize("name", AENDERUNGEN)
def test_every_change_of_content_gives_another_hash(name: str, tmp_path: Path) -> None:
    datei, alt, neu = AENDERUNGEN[name]
    kopie = Kopie(tmp_path).ersetze(datei, alt, neu)
    assert kopie.lade().sha256 != lade("kommpraev").sha256


def test_a_row_marked_as_comment_is_gone_and_changes_the_hash(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path).ersetze("allgemein/minijob_grenze.csv", "2026-01-01,", "# 2026-01-01,")
    assert kopie.lade().sha256 != lade("kommpraev").sha256


@pytest.fixture(scope="module")
def mit_65_prozent(tmp_path_factory: pytest.TempPathFactory) -> Richtlinie:
    kopie = Kopie(tmp_path_factory.mktemp("rules"))
    return kopie.ersetze(PARAMETER, 'wert: "70 %"', 'wert: "65 %"').lade()


def test_a_changed_rate_changes_figures_and_trace_and_nothing_else_needs_touching(
    mit_65_prozent: Richtlinie,
) -> None:
    vorher, nachher = rechne(antrag()).als_json(), rechne(antrag(), richtlinie=mit_65_prozent).als_json()
    alt, neu = (ergebnis["stellen"][0]["jahre"]["2028"] for ergebnis in (vorher, nachher))
    assert (alt["foerdersatz"], neu["foerdersatz"]) == ("0.7", "0.65")
    assert neu["obergrenze"] == alt["obergrenze"]
    assert neu["roh"] != alt["roh"]
    for jahr in ("2027", "2029"):
        assert nachher["jahre"][jahr] == vorher["jahre"][jahr]
    assert nachher["jahre"]["2028"]["zuwendung"] < vorher["jahre"]["2028"]["zuwendung"]
    saetze = {knoten["id"]: knoten["satz"] for knoten in nachher["spur"]["knoten"]}
    assert "65 %" in saetze["foerdersatz[0,2028]"]
    assert "Förderpraxis LPR – Annahme, nicht bestätigt" in saetze["foerdersatz_stelle_hoechst[0,2028]"]
    assert "70 %" not in " ".join(saetze.values())
    assert nachher["regelwerk_sha256"] == mit_65_prozent.sha256 != vorher["regelwerk_sha256"]


def test_the_maximum_rate_follows_the_parameter(mit_65_prozent: Richtlinie) -> None:
    entscheidung = {"saetze": [{"ort": "stellen[0]", "jahr": 2028, "satz": "70 %", "grund": "x"}]}
    assert rechne(antrag(), entscheidung).ergebnis.als_json() == rechne(antrag()).ergebnis.als_json()
    with pytest.raises(EingabeError, match="höchstens 65 %"):
        rechne(antrag(), entscheidung, richtlinie=mit_65_prozent)

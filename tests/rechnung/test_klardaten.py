"""A document becomes plain data and a tree again, and its own reader reads the same from it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.rechnung.klardaten import als_baum, als_klardaten
from foerderung.rechnung.leser import lies_dokument
from foerderung.services.regelwerk.regeln import lade
from tests.services.rechengang import antrag, dokument

WERK = lade("kommpraev").fassung(None)


def test_an_application_is_read_again_as_it_was() -> None:
    gelesen = lies_dokument(dokument(antrag()).baum, WERK.felder, "a.yaml").eingaben
    daten = als_klardaten(gelesen.baum, WERK.felder)
    assert daten["stellen"][0]["personalausgaben"] == {"2027": "48200.00", "2028": "49400.00", "2029": "50600.00"}
    assert daten["stellen"][0]["vzae"] == "0.75"
    assert daten["vorhaben"]["beginn"] == "2027-01-01"
    assert daten["anlagen"] == ["finanzierungsplan", "projektbeschreibung"]
    assert daten["erklaerungen"] == {"nicht_begonnen": True, "vorsteuerabzug": False}
    assert "begruendungen" not in daten
    nochmal = lies_dokument(als_baum(daten), WERK.felder, "a.yaml")
    assert nochmal.meldungen == ()
    assert nochmal.eingaben.werte == gelesen.werte


def test_a_rate_is_written_in_percent_and_texts_as_a_list() -> None:
    assert WERK.entscheidungsfelder is not None
    saetze = {"saetze": ({"ort": "stellen[0]", "satz": Fraction(725, 1000), "grund": "x"},)}
    assert als_klardaten(saetze, WERK.entscheidungsfelder)["saetze"][0]["satz"] == "72.5 %"
    analyse = {"praevention": {"sicherheitsanalyse": {"handlungsempfehlungen": ("b", "a")}}}
    daten = als_klardaten(analyse, WERK.felder)
    assert daten["praevention"]["sicherheitsanalyse"]["handlungsempfehlungen"] == ["b", "a"]


@pytest.mark.parametrize(
    ("daten", "baum"),
    [
        (None, Skalar(None, 0)),
        (True, Skalar("true", 0)),
        (False, Skalar("false", 0)),
        ("x", Skalar("x", 0, zitiert=True)),
        (5, Skalar("5", 0)),
        (Fraction(5, 2), Skalar("2.5", 0)),
        (date(2027, 1, 2), Skalar("2027-01-02", 0)),
        ({2027: 1}, Abbildung({"2027": Eintrag(Skalar("1", 0), 0)}, 0)),
        (frozenset({"b", "a"}), Folge((Skalar("a", 0, zitiert=True), Skalar("b", 0, zitiert=True)), 0)),
        ([1], Folge((Skalar("1", 0),), 0)),
        ((1,), Folge((Skalar("1", 0),), 0)),
    ],
)
def test_plain_data_becomes_a_tree_without_lines(daten: Any, baum: Baum) -> None:
    assert als_baum(daten) == baum


def test_a_binary_fraction_is_no_plain_data() -> None:
    with pytest.raises(TypeError, match="float is no plain data"):
        als_baum({"a": [0.5]})

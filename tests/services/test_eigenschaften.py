"""What holds for every application, whatever its figures: caps, order, shapes of the document, bytes of the result."""

from __future__ import annotations

import copy
import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from foerderung.rechnung.berechnung import Berechnung
from foerderung.richtlinien.verzeichnis import Richtlinie
from foerderung.services.rechnen.zuwendung import berechne as berechne_dokument
from foerderung.services.regelwerk.regeln import lade
from tests.antragstext import als_json, als_yaml, lies_yaml
from tests.orakel import OrakelError
from tests.orakel import rechne as orakel
from tests.richtlinien.kopie import Kopie
from tests.services.rechengang import antrag, aus_text, rechne
from tests.strategien import Rechenfall, rechenfaelle

EIGENSCHAFT = settings(
    max_examples=int(os.environ.get("FOERDERUNG_BEISPIELE", "40")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FAELLE = rechenfaelle()


def berechne(fall: Rechenfall, **anders: Any) -> Berechnung:
    """Compute a drawn case; cases outside of the rules are drawn anew."""
    try:
        orakel(fall.antrag, fall.entscheidung, fall.stichtag)
    except OrakelError:
        assume(False)
    return rechne(**{"antrag": fall.antrag, "entscheidung": fall.entscheidung, "stichtag": fall.stichtag, **anders})


def betrag(teil: Mapping[str, Any], name: str) -> Fraction:
    return Fraction(teil[name])


def jahre(berechnung: Berechnung) -> dict[str, dict[str, Any]]:
    gefunden: dict[str, dict[str, Any]] = berechnung.ergebnis.als_json()["jahre"]
    return gefunden


@EIGENSCHAFT
@given(FAELLE)
def test_the_grant_is_whole_euros_between_zero_and_every_cap(fall: Rechenfall) -> None:
    ergebnis = berechne(fall).ergebnis.als_json()
    plan = (fall.antrag.get("finanzierung") or {}).get("beantragt") or {}
    for jahr, teil in ergebnis["jahre"].items():
        zuwendung = betrag(teil, "zuwendung")
        assert zuwendung.denominator == 1
        assert 0 <= zuwendung <= betrag(teil, "roh") <= betrag(teil, "zuwendungsfaehig") * Fraction(9, 10)
        assert zuwendung <= max(Fraction(0), betrag(teil, "deckel"))
        assert zuwendung <= Fraction(plan.get(int(jahr), zuwendung))
    assert betrag(ergebnis, "zuwendung_gesamt") == sum(betrag(teil, "zuwendung") for teil in ergebnis["jahre"].values())


@EIGENSCHAFT
@given(FAELLE)
def test_the_parts_add_up_to_the_sums_shown(fall: Rechenfall) -> None:
    ergebnis = berechne(fall).ergebnis.als_json()
    for jahr, teil in ergebnis["jahre"].items():
        stellen = [stelle["jahre"][jahr] for stelle in ergebnis["stellen"] if jahr in stelle["jahre"]]
        assert betrag(teil, "personal") == sum(betrag(stelle, "zuwendungsfaehig") for stelle in stellen)
        assert betrag(teil, "zuwendungsfaehig") == betrag(teil, "personal") + betrag(teil, "sach")
        assert betrag(teil, "roh") >= sum(betrag(stelle, "roh") for stelle in stellen)
    assert betrag(ergebnis, "zuwendungsfaehig_gesamt") == sum(
        betrag(teil, "zuwendungsfaehig") for teil in ergebnis["jahre"].values()
    )


@EIGENSCHAFT
@given(FAELLE)
def test_rates_add_up_and_only_the_last_may_be_small(fall: Rechenfall) -> None:
    ergebnis = berechne(fall).ergebnis.als_json()
    raten = ergebnis["auszahlung"]["raten"]
    if not raten:
        assert ergebnis["auszahlung"]["verfahren"] != "raten" or not betrag(ergebnis, "zuwendung_gesamt")
        return
    assert ergebnis["auszahlung"]["verfahren"] == "raten"
    assert sum(betrag(rate, "betrag") for rate in raten) == betrag(ergebnis, "zuwendung_gesamt")
    assert sum(betrag(rate, "prozent") for rate in raten) == 100
    assert all(betrag(rate, "betrag") >= 10_000 for rate in raten[:-1])
    assert betrag(raten[-1], "betrag") > 0
    assert all((betrag(rate, "betrag") * 100).denominator == 1 for rate in raten)


@EIGENSCHAFT
@given(fall=FAELLE, mehr=st.integers(1, 50_000_00), art=st.sampled_from(["spenden", "andere_zuwendungen"]))
def test_more_money_of_third_parties_never_raises_the_grant(fall: Rechenfall, mehr: int, art: str) -> None:
    vorher = jahre(berechne(fall))
    reicher = copy.deepcopy(fall.antrag)
    plan = reicher.setdefault("finanzierung", {})
    spalte = plan.get(art) or {}
    plan[art] = {int(jahr): Decimal(spalte.get(int(jahr), 0)) + Decimal(mehr) / 100 for jahr in vorher}
    nachher = jahre(berechne(fall, antrag=reicher))
    for jahr, teil in vorher.items():
        assert betrag(nachher[jahr], "zuwendung") <= betrag(teil, "zuwendung")
        assert betrag(nachher[jahr], "deckel") <= betrag(teil, "deckel")


@pytest.fixture(scope="module")
def hoeherer_tarif(tmp_path_factory: pytest.TempPathFactory) -> Richtlinie:
    """Load the rules with three per cent more pay in Stufe 3, the step that makes the ceiling."""
    kopie = Kopie(tmp_path_factory.mktemp("tarif"))
    pfad = kopie.ordner / "allgemein" / "tvl_entgelt.csv"
    kommentar, *zeilen = pfad.read_text(encoding="utf-8").splitlines()
    saetze = list(csv.DictReader(zeilen))
    for satz in saetze:
        satz["s3"] = f"{Decimal(satz['s3']) * Decimal('1.03'):.2f}"
    with pfad.open("w", encoding="utf-8", newline="") as datei:
        datei.write(kommentar + "\n")
        schreiber = csv.DictWriter(datei, list(saetze[0]))
        schreiber.writeheader()
        schreiber.writerows(saetze)
    return kopie.lade()


@EIGENSCHAFT
@given(fall=FAELLE)
def test_a_higher_ceiling_never_lowers_the_grant(hoeherer_tarif: Richtlinie, fall: Rechenfall) -> None:
    vorher, nachher = berechne(fall), berechne(fall, richtlinie=hoeherer_tarif)
    for jahr, teil in jahre(vorher).items():
        for name in ("personal", "roh", "deckel", "zuwendung"):
            assert betrag(jahre(nachher)[jahr], name) >= betrag(teil, name)
    for alt, neu in zip(vorher.ergebnis.als_json()["stellen"], nachher.ergebnis.als_json()["stellen"], strict=True):
        for jahr, teil in alt["jahre"].items():
            if teil["obergrenze"] is not None:
                assert betrag(neu["jahre"][jahr], "obergrenze") >= betrag(teil, "obergrenze")


def test_the_higher_table_does_raise_a_ceiling(hoeherer_tarif: Richtlinie) -> None:
    grenzen = [
        rechne(antrag(), richtlinie=richtlinie).ergebnis.als_json()["stellen"][0]["jahre"]["2027"]["obergrenze"]
        for richtlinie in (None, hoeherer_tarif)
    ]
    assert Fraction(grenzen[0]) < Fraction(grenzen[1])


# --- the same document in another dress -------------------------------------------------------------------


def inhalt(berechnung: Berechnung) -> str:
    """Return the whole result as bytes would show it."""
    return json.dumps(berechnung.als_json(), ensure_ascii=False)


def gemischt(wert: Any, zufall: random.Random) -> Any:
    """Return the same document with the keys of every mapping in another order."""
    if isinstance(wert, Mapping):
        schluessel = list(wert)
        zufall.shuffle(schluessel)
        return {name: gemischt(wert[name], zufall) for name in schluessel}
    if isinstance(wert, list):
        return [gemischt(teil, zufall) for teil in wert]
    return wert


@EIGENSCHAFT
@given(fall=FAELLE, zufall=st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(fall: Rechenfall, zufall: random.Random) -> None:
    entscheidung = None if fall.entscheidung is None else gemischt(fall.entscheidung, zufall)
    anders = berechne(fall, antrag=gemischt(fall.antrag, zufall), entscheidung=entscheidung)
    assert inhalt(anders) == inhalt(berechne(fall))


@EIGENSCHAFT
@given(fall=FAELLE)
def test_json_and_yaml_read_again_give_the_same_inputs_and_result(fall: Rechenfall) -> None:
    erste = berechne(fall)
    wieder = berechne(fall, antrag=lies_yaml(als_yaml(fall.antrag)))
    assert wieder.antrag.eingaben == erste.antrag.eingaben
    assert inhalt(wieder) == inhalt(erste)
    for als_text in (False, True):
        text = als_json(fall.antrag, betraege_als_text=als_text)
        beschluss = None
        if fall.entscheidung is not None:
            beschluss = aus_text(als_json(fall.entscheidung, betraege_als_text=als_text), "e.json")
        dritte = berechne_dokument(lade("kommpraev"), aus_text(text, "a.json"), beschluss, fall.stichtag)
        assert inhalt(dritte) == inhalt(erste)


def _als_daten(wert: Any) -> Any:
    """Turn the document as the product keeps it back into plain data."""
    if isinstance(wert, Mapping):
        return {name: _als_daten(teil) for name, teil in wert.items()}
    if isinstance(wert, tuple):
        return [_als_daten(teil) for teil in wert]
    if isinstance(wert, frozenset):
        return sorted(wert)
    if isinstance(wert, Fraction):
        return Decimal(wert.numerator) / Decimal(wert.denominator)
    return wert


@EIGENSCHAFT
@given(fall=FAELLE)
def test_the_document_kept_inside_can_be_written_and_read_again(fall: Rechenfall) -> None:
    erste = berechne(fall)
    zweite = berechne(fall, antrag=_als_daten(erste.antrag.eingaben.baum))
    assert zweite.antrag.eingaben.werte == erste.antrag.eingaben.werte
    assert inhalt(zweite) == inhalt(erste)


_ANDERER_PROZESS = """
import json, sys
from pathlib import Path
from foerderung.services.rechnen.zuwendung import berechne_datei
sys.stdout.buffer.write(json.dumps(berechne_datei(Path(sys.argv[1])).als_json(), ensure_ascii=False).encode())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    daten = antrag(
        setze={
            "antragsteller.art": "verband",
            "antragsteller.ags": "14599",
            "praevention.prioritaeten": [1, 2, 3, 4, 5],
            "anlagen": ["sonstige", "bildungsnachweis"],
        }
    )
    pfad = tmp_path / "antrag.yaml"
    pfad.write_text(als_yaml(daten), encoding="utf-8")
    laeufe = [
        subprocess.run(
            [sys.executable, "-c", _ANDERER_PROZESS, str(pfad)],
            env={**os.environ, "PYTHONHASHSEED": samen, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout
        for samen in ("1", "2")
    ]
    assert laeufe[0] == laeufe[1] == inhalt(rechne(daten)).encode()

"""JSON on the standard output is readable where possible and never damaged."""

import json
import os
import subprocess
import sys
from decimal import Decimal

import pytest

from foerderung.cli.ausgabe import zeige_json

ERGEBNIS = {"ort": "Döbeln – „Mitte“", "betrag": "46800.00"}


def test_umlauts_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    zeige_json(ERGEBNIS)
    ausgabe = capsys.readouterr().out
    assert "Döbeln – „Mitte“" in ausgabe
    assert json.loads(ausgabe) == ERGEBNIS


@pytest.mark.parametrize("zeichensatz", ["ascii", "latin-1", "cp1252"])
def test_a_stream_that_lacks_characters_still_gets_the_whole_result(zeichensatz: str) -> None:
    programm = f"from foerderung.cli.ausgabe import zeige_json; zeige_json({ERGEBNIS!r})"
    umgebung = {**os.environ, "PYTHONIOENCODING": zeichensatz, "PYTHONUTF8": "0"}
    lauf = subprocess.run([sys.executable, "-c", programm], env=umgebung, capture_output=True, check=True)
    assert json.loads(lauf.stdout) == ERGEBNIS


@pytest.mark.parametrize("wert", [Decimal("1.5"), float("nan")])
def test_a_value_that_is_no_text_number_or_list_is_refused(wert: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        zeige_json({"wert": wert})

"""The benchmark harness tells an exceeded limit from a kept one."""

import time
from collections.abc import Iterator

import pytest

from bench.messung import Messung, NichtMessbarError, dauer_ms, fuehre_aus, prozess_ms, verhaeltnis


def test_the_median_counts_and_the_first_run_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    werte: Iterator[float] = iter([1000.0, 5.0, 90.0, 4.0])
    assert fuehre_aus([Messung("x", 10, lambda: next(werte), laeufe=3)]) == 0
    assert "0.50 of the limit  ok" in capsys.readouterr().out


def test_an_exceeded_limit_is_counted_and_marked(capsys: pytest.CaptureFixture[str]) -> None:
    messungen = [Messung("langsam", 10, lambda: 11.0), Messung("schnell", 10, lambda: 9.0)]
    assert fuehre_aus(messungen) == 1
    assert "EXCEEDED" in capsys.readouterr().out


def test_what_cannot_be_measured_here_is_named_and_never_called_ok(capsys: pytest.CaptureFixture[str]) -> None:
    def miss() -> float:
        raise NichtMessbarError("LibreOffice is not installed")

    assert fuehre_aus([Messung("pdf", 300, miss), Messung("schnell", 10, lambda: 9.0)]) == 0
    erste, zweite = capsys.readouterr().out.splitlines()
    assert erste.endswith("NOT MEASURED: LibreOffice is not installed")
    assert zweite.endswith("ok")


def test_calls_and_processes_take_time() -> None:
    assert dauer_ms(lambda: sum(range(1000))) > 0
    assert prozess_ms(["-c", "pass"]) > 0


def test_one_call_is_compared_with_another_by_their_medians_in_turn() -> None:
    reihe: list[str] = []

    def langsam() -> None:
        reihe.append("langsam")
        time.sleep(0.2 if len(reihe) == 1 else 0.03)

    def schnell() -> None:
        reihe.append("schnell")
        time.sleep(0.01)

    assert 1 < verhaeltnis(langsam, schnell, paare=3) < 10
    assert reihe == ["langsam", "schnell"] * 3

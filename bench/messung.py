"""Measure medians and compare them with limits; ratios are printed because times depend on the machine."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


class NichtMessbarError(Exception):
    """Something this machine does not have is needed for a measurement; the text names it."""


@dataclass(frozen=True, slots=True)
class Messung:
    """One thing that must stay fast.

    Attributes:
        name: what is measured.
        grenze: limit, in the unit of a measurement.
        miss: takes one measurement: milliseconds, MiB, or how much longer one thing takes than another.
        laeufe: number of measurements of which the median counts.
    """

    name: str
    grenze: int
    miss: Callable[[], float]
    laeufe: int = 15


def dauer_ms(tat: Callable[[], object]) -> float:
    """Return how long a call takes, in milliseconds."""
    beginn = time.perf_counter_ns()
    tat()
    return (time.perf_counter_ns() - beginn) / 1e6


def verhaeltnis(tat: Callable[[], object], mass: Callable[[], object], paare: int = 7) -> float:
    """Return how much longer one call takes than another: medians of calls in turn, so that both meet the same load."""
    dauern = [(dauer_ms(tat), dauer_ms(mass)) for _ in range(paare)]
    return statistics.median(dauer for dauer, _ in dauern) / statistics.median(dauer for _, dauer in dauern)


def prozess_ms(argumente: Sequence[str]) -> float:
    """Return how long this interpreter runs with the arguments, in milliseconds; the process must succeed."""
    umgebung = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    befehl = [sys.executable, *argumente]
    return dauer_ms(lambda: subprocess.run(befehl, stdout=subprocess.DEVNULL, env=umgebung, check=True))


def fuehre_aus(messungen: Sequence[Messung]) -> int:
    """Print the ratio of every median to its limit; return the number of limits exceeded.

    What cannot be measured here is named and kept apart from what was.
    """
    ueberschritten = 0
    for messung in messungen:
        try:
            messung.miss()  # the first run fills caches
        except NichtMessbarError as grund:
            print(f"{messung.name:<58} NOT MEASURED: {grund}")
            continue
        anteil = statistics.median(messung.miss() for _ in range(messung.laeufe)) / messung.grenze
        ueberschritten += anteil > 1
        urteil = "EXCEEDED" if anteil > 1 else "ok"
        print(f"{messung.name:<58} {anteil:5.2f} of the limit  {urteil}")
    return ueberschritten

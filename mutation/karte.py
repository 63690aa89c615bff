"""Which test runs which lines of the code that is changed, and how long it takes."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mutation.operatoren import Mutant

WENIGSTENS = 2


@dataclass(slots=True)
class Karte:
    """Tests by the lines they run.

    Attributes:
        zeilen: per file and line the ids of tests, or of files of tests where the line ran while they were imported.
        dauer: seconds per test.
        fehlgeschlagen: tests that fail as it is and so prove nothing.
        bibliotheken: modules that the tests load from elsewhere.
    """

    zeilen: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    dauer: dict[str, float] = field(default_factory=dict)
    fehlgeschlagen: set[str] = field(default_factory=set)
    bibliotheken: list[str] = field(default_factory=list)

    def waehle(self, mutant: Mutant, sekunden: float) -> list[str]:
        """Return the tests of a mutant's line, the quick ones first, per file up to a total duration.

        What runs on import is tried with the tests of the module, then with all: a constant or a default value may be
        used anywhere.
        """
        der_datei = self.zeilen.get(str(mutant.datei.resolve()), {})
        genannt: set[str] = set().union(*(der_datei.get(zeile, ()) for zeile in range(mutant.von, mutant.bis + 1)))
        if mutant.beim_laden:
            genannt |= set().union(*der_datei.values())
        moegliche = [test for test in self.dauer if test in genannt or test.partition("::")[0] in genannt]
        eigene = self.begrenze(moegliche, sekunden, f"test_{mutant.datei.stem}.py")
        if not mutant.beim_laden:
            return eigene
        return [*eigene, *self.begrenze(self.dauer.keys() - set(eigene), sekunden / 4)]

    def begrenze(self, tests: Iterable[str], sekunden: float, ganz: str = "") -> list[str]:
        """Put the quick tests first; of each file leave out those beyond a total duration, but for a few.

        The file named `ganz` is run whole: it mirrors the module that is changed.
        """
        gewaehlt = []
        zahlen: dict[str, tuple[int, float]] = {}
        for test in sorted(set(tests) - self.fehlgeschlagen, key=lambda name: (self.dauer[name], name)):
            datei = test.partition("::")[0]
            anzahl, summe = zahlen.get(datei, (0, 0.0))
            if anzahl < WENIGSTENS or datei.endswith(f"/{ganz}") or summe + self.dauer[test] <= sekunden:
                zahlen[datei] = anzahl + 1, summe + self.dauer[test]
                gewaehlt.append(test)
        return gewaehlt

    def ergaenze(self, andere: Karte) -> None:
        """Add what another run noted."""
        for datei, zeilen in andere.zeilen.items():
            eigene = self.zeilen.setdefault(datei, {})
            for zeile, tests in zeilen.items():
                eigene.setdefault(zeile, set()).update(tests)
        self.dauer.update(andere.dauer)
        self.fehlgeschlagen |= andere.fehlgeschlagen
        self.bibliotheken = [*dict.fromkeys([*self.bibliotheken, *andere.bibliotheken])]


class Beobachter:
    """A plugin of pytest that draws the map.

    Args:
        dateien: the files whose lines are noted.
        eigene: packages that every mutant has to import anew.
    """

    def __init__(self, dateien: Sequence[Path], eigene: Sequence[str]) -> None:
        self.karte = Karte(zeilen={str(datei.resolve()): {} for datei in dateien})
        self.eigene = eigene
        self.wer = ""

    def _beobachte(self, rahmen: FrameType, _: str, __: object) -> Any:
        zeilen = self.karte.zeilen.get(rahmen.f_code.co_filename)
        return None if zeilen is None else self._zeile

    def _zeile(self, rahmen: FrameType, ereignis: str, _: object) -> Any:
        if ereignis == "line":
            self.karte.zeilen[rahmen.f_code.co_filename].setdefault(rahmen.f_lineno, set()).add(self.wer)
        return self._zeile

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, object, object]:
        """Attribute what runs on import to the file of tests."""
        self.wer = collector.nodeid
        sys.settrace(self._beobachte if isinstance(collector, pytest.Module) else None)
        try:
            return (yield)
        finally:
            sys.settrace(None)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Attribute what runs to the test."""
        self.wer, beginn = item.nodeid, time.perf_counter()
        sys.settrace(self._beobachte)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.karte.dauer[item.nodeid] = time.perf_counter() - beginn

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note tests that fail as it is."""
        if report.failed:
            self.karte.fehlgeschlagen.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Note what was loaded."""
        self.karte.bibliotheken = [name for name in sys.modules if name.partition(".")[0] not in self.eigene]

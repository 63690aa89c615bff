"""Change the Python code of fach and rechnung once at each place; each change must fail a test.

A first run of the tests notes which test runs which line. Each mutant then gets a process of its own, forked before
the package is imported: it imports the changed module and runs the tests of its line, the quick ones first, until one
fails. Survivors are printed with file and line; those listed in ``gleichwertige.txt`` with a reason are accepted.
Arguments restrict the run to files whose path begins so: ``python -m mutation.code foerderung/fach``. What is changed
and which tests run stands in ``pyproject.toml``, section ``tool.mutation``.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import importlib.machinery
import os
import pickle
import resource
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import Phase, settings

from mutation.karte import Beobachter, Karte
from mutation.operatoren import Mutant, mutanten

ANGENOMMEN = Path(__file__).parent / "gleichwertige.txt"
ARTEN = ("killed", "equivalent", "survived")
_EIGENE = ("foerderung", "tests", "mutation")
_WARNUNG = "ignore::pytest.PytestAssertRewriteWarning"  # the libraries are loaded already, on purpose
_PYTEST = ("-q", "--tb=no", "-W", _WARNUNG, "-p", "no:cacheprovider", "-p", "no:faulthandler")
_SPEICHER = 4 << 30
_RECHENZEIT = 6


@dataclass(frozen=True, slots=True)
class Einstellung:
    """What ``pyproject.toml`` says.

    Attributes:
        quellen: folders whose modules are changed.
        stufen: folders and files of tests; a stage runs for what the stages before did not notice.
        immer: tests that run last where few others run the line: rules are loaded once and kept, so that only the
            first test that needs them is seen to run the code that loads them.
        wenige: how few.
        sekunden: what the tests of one file chosen for a mutant may take; slower ones are left out.
        prozesse: mutants tried at the same time.
        mindestens: the score in percent below which the run fails.
    """

    quellen: list[str]
    stufen: list[list[str]]
    immer: list[str]
    wenige: int
    sekunden: float
    prozesse: int
    mindestens: int


class Auswahl:
    """A plugin of pytest that runs some tests only, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.rang = {test: nummer for nummer, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep and sort; hypothesis searches the same examples every time and keeps none."""
        items[:] = sorted((i for i in items if i.nodeid in self.rang), key=lambda item: self.rang[item.nodeid])

    def pytest_collection(self) -> None:
        """Set the profile before the tests are imported, after the project's own."""
        settings.register_profile(
            "mutation", database=None, derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate)
        )
        settings.load_profile("mutation")


def pytest_lauf(argumente: Sequence[str], plugin: object) -> int:
    """Run pytest with a folder of temporary files of its own: runs side by side would tidy up each other's."""
    with tempfile.TemporaryDirectory() as ordner:
        return int(pytest.main([*_PYTEST, f"--basetemp={ordner}/tmp", *argumente], [plugin]))


def im_kind(arbeit: Callable[[], int]) -> int:
    """Do something in a forked process that prints nothing; return its process id."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        leer = os.open(os.devnull, os.O_RDWR)
        for strom in (0, 1, 2):
            os.dup2(leer, strom)
        status = arbeit()
    finally:
        os._exit(status)


def zeichne_karte(einstellung: Einstellung, dateien: Sequence[Path]) -> Karte:
    """Run all tests once, every stage in a process of its own."""
    karte = Karte()
    with tempfile.TemporaryDirectory() as ordner:
        teile = [Path(ordner) / str(nummer) for nummer in range(len(einstellung.stufen))]
        laufend = [
            im_kind(functools.partial(_zeichne_teil, tests, dateien, teil))
            for tests, teil in zip(einstellung.stufen, teile, strict=True)
        ]
        for pid in laufend:
            os.waitpid(pid, 0)
        for teil in teile:
            karte.ergaenze(pickle.loads(teil.read_bytes()))
    return karte


def _zeichne_teil(tests: Sequence[str], dateien: Sequence[Path], ziel: Path) -> int:
    beobachter = Beobachter(dateien, _EIGENE)
    pytest_lauf(tests, beobachter)
    ziel.write_bytes(pickle.dumps(beobachter.karte))
    return 0


def probiere(mutant: Mutant, karte: Karte, einstellung: Einstellung, ist_angenommen: bool) -> int:
    """Run the tests of a mutant in this process, those that mirror its module first; return 0 if all pass.

    Of a mutant that is accepted nothing else runs: enough to notice an entry of the list that has become wrong.
    Endless loops end with the limit of processor time, which a busy machine does not shorten.
    """
    lade_statt(mutant.modul, mutant.code)
    tests = karte.waehle(mutant, einstellung.sekunden)
    spiegel = [test for test in tests if f"/test_{mutant.datei.stem}.py::" in test]
    uebrige = [test for test in tests if test not in spiegel]
    stufen = [spiegel, *([test for test in uebrige if test.startswith(tuple(ordner))] for ordner in einstellung.stufen)]
    if ist_angenommen:
        stufen = stufen[:1]
    elif len(tests) < einstellung.wenige:
        weitere = (test for test in karte.dauer if test.startswith(tuple(einstellung.immer)) and test not in tests)
        stufen.append(karte.begrenze(weitere, 5 * einstellung.sekunden))
    resource.setrlimit(resource.RLIMIT_AS, (_SPEICHER, _SPEICHER))
    for stufe in filter(None, stufen):
        grenze = time.process_time() + _RECHENZEIT + 2 * sum(karte.dauer[test] for test in stufe)
        resource.setrlimit(resource.RLIMIT_CPU, (int(grenze), resource.RLIM_INFINITY))
        dateien = sorted({test.partition("::")[0] for test in stufe})
        if pytest_lauf(["-x", *dateien], Auswahl(stufe)) not in (
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            return 1
    return 0


def lade_statt(modul: str, code: CodeType) -> None:
    """Let the import of a module run other code."""
    bisher = importlib.machinery.SourceFileLoader.get_code

    def get_code(lader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        return code if name == modul else bisher(lader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]


def pruefe(
    alle: Iterable[Mutant], karte: Karte, einstellung: Einstellung, angenommen: Collection[str]
) -> Iterator[tuple[Mutant, bool]]:
    """Try mutants side by side; yield each with whether a test noticed."""
    laufend: dict[int, Mutant] = {}

    def warte() -> tuple[Mutant, bool]:
        pid, status = os.wait()
        return laufend.pop(pid), status != 0

    for mutant in alle:
        if len(laufend) == einstellung.prozesse:
            yield warte()
        versuch = functools.partial(probiere, mutant, karte, einstellung, mutant.aenderung in angenommen)
        laufend[im_kind(versuch)] = mutant
    while laufend:
        yield warte()


def lies_angenommene(text: str) -> set[str]:
    """Return the changes that are listed with a reason."""
    zeilen = (zeile.partition("  #") for zeile in text.splitlines() if not zeile.startswith("#"))
    return {aenderung.strip() for aenderung, _, grund in zeilen if grund.strip()}


def bericht(name: str, zahlen: Counter[str]) -> tuple[str, float]:
    """Return a line of figures and the score: killed of all that are not equivalent, in percent."""
    punkte = 100 * zahlen["killed"] / max(zahlen["killed"] + zahlen["survived"], 1)
    teile = ", ".join(f"{zahlen[art]} {art}" for art in ARTEN)
    return f"{name}: {zahlen.total()} mutants, {teile}, score {punkte:.1f} %", punkte


def main(anfaenge: list[str]) -> int:
    """Run all mutants; return 1 if the score is below the minimum."""
    with tempfile.TemporaryDirectory() as ordner:  # every mutant imports the package and the tests anew
        sys.dont_write_bytecode, sys.pycache_prefix = False, ordner
        return _main(anfaenge)


def _main(anfaenge: list[str]) -> int:
    einstellung = Einstellung(**tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutation"])
    dateien = sorted(datei for quelle in einstellung.quellen for datei in Path(quelle).glob("*.py"))
    karte = zeichne_karte(einstellung, dateien)
    for test in sorted(karte.fehlgeschlagen):
        print(f"fails without any change and is left out  {test}", flush=True)
    for name in karte.bibliotheken:
        with contextlib.suppress(Exception):  # what does not load here, a mutant loads for itself
            importlib.import_module(name)
    gc.freeze()
    angenommen = lies_angenommene(ANGENOMMEN.read_text(encoding="utf-8"))
    gewaehlt = [datei for datei in dateien if not anfaenge or datei.as_posix().startswith(tuple(anfaenge))]
    alle = (mutant for datei in gewaehlt for mutant in mutanten(datei, datei.read_text(encoding="utf-8")))
    gesamt: Counter[str] = Counter()
    je_ordner: dict[str, Counter[str]] = {}
    staende: dict[str, set[str]] = {}
    for mutant, bemerkt in pruefe(alle, karte, einstellung, angenommen):
        art = "killed" if bemerkt else "equivalent" if mutant.aenderung in angenommen else "survived"
        gesamt[art] += 1
        je_ordner.setdefault(mutant.datei.parent.as_posix(), Counter())[art] += 1
        staende.setdefault(mutant.aenderung, set()).add(art)
        if art == "survived":
            print(f"survived  {mutant}", flush=True)
    for aenderung in sorted(angenommen & {name for name, arten in staende.items() if arten == {"killed"}}):
        print(f"killed, although accepted  {aenderung}")
    for ordner, zahlen in sorted(je_ordner.items()):
        print(bericht(ordner, zahlen)[0])
    zeile, punkte = bericht("all", gesamt)
    print(zeile)
    return 0 if punkte >= einstellung.mindestens else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

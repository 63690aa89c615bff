"""Real processes for tests: started together at a barrier, and what became of each of them."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

Arbeit = Callable[[], Any]
"""What a process does; it is sent there, so it is a `functools.partial` of a function of a module."""

_KONTEXT = multiprocessing.get_context("forkserver")  # a clean process without threads makes the others
_KONTEXT.set_forkserver_preload(["pytest", "tests.amt.vorgeladen"])


@dataclass(frozen=True, slots=True)
class Ausgang:
    """What became of a process.

    Attributes:
        code: its exit code; if negative, the signal that ended it.
        wert: what its function returned, None if it did not come to that.
    """

    code: int
    wert: Any


def gleichzeitig(arbeiten: Sequence[Arbeit], sekunden: int = 300) -> list[Ausgang]:
    """Let each work be done by a process of its own, all released at the same moment, and wait for them.

    Raises:
        AssertionError: one raised an exception, or did not end in time.
    """
    schranke = _KONTEXT.Barrier(len(arbeiten))
    laufende = []
    for arbeit in arbeiten:
        unser, seines = _KONTEXT.Pipe(duplex=False)
        prozess = _KONTEXT.Process(target=_arbeite, args=(arbeit, schranke, seines), daemon=True)
        prozess.start()
        seines.close()  # else its end would not show here
        laufende.append((prozess, unser))
    try:
        return [_sammle(prozess, ende, sekunden) for prozess, ende in laufende]
    finally:
        for prozess, ende in laufende:
            if prozess.is_alive():
                prozess.kill()
                prozess.join()
            prozess.close()
            ende.close()


def allein(arbeit: Arbeit, sekunden: int = 300) -> Ausgang:
    """Let one work be done by a process of its own."""
    return gleichzeitig([arbeit], sekunden)[0]


def _arbeite(arbeit: Arbeit, schranke: Barrier, ende: Connection) -> None:
    schranke.wait()
    try:
        ende.send((arbeit(), ""))
    except Exception:
        ende.send((None, traceback.format_exc()))


def _sammle(prozess: Any, ende: Connection, sekunden: int) -> Ausgang:
    assert ende.poll(sekunden), f"a process did not end within {sekunden} seconds"
    try:
        wert, fehler = ende.recv()
    except EOFError:
        wert, fehler = None, ""
    assert not fehler, fehler
    prozess.join(sekunden)
    assert prozess.exitcode is not None
    assert wert is not None or prozess.exitcode <= 0, "a process ended before it came to its work"
    return Ausgang(prozess.exitcode, wert)

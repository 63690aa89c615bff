"""Play a decade of an office: ``python -m tests.simulation --saat 1``; exit code 1 with seed and step on a failure."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.simulation.lauf import FehlschlagError, Lauf, spiele
from tests.simulation.spiel import Haus
from tests.simulation.wuerfel import Umfang

JAHRZEHNT = 3652
SCHRITTE_JE_FALL = 60
BERICHT_NACH = 250


def _angaben(worte: Sequence[str] | None) -> argparse.Namespace:
    leser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    leser.add_argument("--saat", type=int, default=1, help="seed; the same seed plays the same run")
    leser.add_argument("--faelle", type=int, default=500, help="cases that begin")
    leser.add_argument("--schritte", type=int, default=0, help="steps, by default 60 for each case")
    leser.add_argument("--tage", type=int, default=JAHRZEHNT, help="days from the first step to the last")
    leser.add_argument("--gruendlich", type=int, default=1000, help="steps between the dear checks")
    return leser.parse_args(worte)


def _sage(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201  # progress is its purpose


def _zwischenstand(lauf: Lauf, seit: float) -> None:
    uhr = lauf.spiel.uhr
    if uhr.schritt % BERICHT_NACH == 0:
        lage = f"{uhr.heute}, {len(lauf.zeuge.akten)} cases, {lauf.zeuge.nummer} events"
        _sage(f"step {uhr.schritt} of {lauf.spiel.umfang.schritte}: {lage}, {time.monotonic() - seit:.0f} s")


def _bericht(lauf: Lauf, dauer: float) -> None:
    spiel = lauf.spiel
    _sage(f"seed {lauf.saat}: {spiel.uhr.schritt} steps, {len(lauf.zeuge.akten)} cases, {lauf.zeuge.nummer} events")
    _sage("ended:   " + ", ".join(f"{name} {n}" for name, n in sorted(lauf.ausgaenge.items())))
    for akt in sorted({*spiel.getan, *spiel.abgewiesen}):
        _sage(f"  {akt:28} done {spiel.getan[akt]:6}  refused {spiel.abgewiesen[akt]:6}")
    _sage("checked: " + ", ".join(f"{name} {n}" for name, n in sorted(lauf.pruefungen.items())))
    _sage(f"checksum of facts {lauf.zeuge.pruefsumme}, {dauer:.0f} s")


def main(worte: Sequence[str] | None = None) -> int:
    """Play a run and tell of it."""
    a = _angaben(worte)
    umfang = Umfang(a.schritte or a.faelle * SCHRITTE_JE_FALL, a.tage, a.faelle, a.gruendlich)
    seit = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kp-simulation-") as ordner:
        datei = str(Path(ordner) / "amt.db")
        try:
            lauf = spiele(Haus(lambda _: datei), umfang, a.saat, lambda lauf: _zwischenstand(lauf, seit))
        except FehlschlagError as fehler:
            _sage(f"FAILED: {fehler}")
            weitere = f"--faelle {a.faelle} --schritte {umfang.schritte} --tage {a.tage} --gruendlich {a.gruendlich}"
            _sage(f"again: python -m tests.simulation --saat {a.saat} {weitere}")
            return 1
    _bericht(lauf, time.monotonic() - seit)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures on cases: a practice store with the case of the demonstration, made once per run."""

from __future__ import annotations

import contextlib
import io
import itertools
import tempfile
from functools import cache
from pathlib import Path

from bench.messung import dauer_ms, prozess_ms
from foerderung.cli import main
from foerderung.cli.faden import BEARBEITUNG, EINRICHTUNG, FALL, SCHRITTE
from foerderung.errors import FoerderungError
from foerderung.resources import resource_path
from foerderung.services.amt import oeffne
from foerderung.services.fall.entscheidungsakte import rechne_nach
from foerderung.services.fall.faelle import NeuerFall, lege_fall_an
from foerderung.services.speicher.speicher import pruefe_speicher

_ZAEHLER = itertools.count(1)
HEUTE = SCHRITTE[-1].heute


@cache
def speicher() -> Path:
    """Play the whole case into a practice store and return its file."""
    ordner = Path(tempfile.mkdtemp(prefix="foerderung-bench-"))
    datei = ordner / "uebung.db"
    unterlagen = resource_path("rules") / "kommpraev" / "vorfuehrung"
    for schritt in (EINRICHTUNG, *SCHRITTE):
        worte = ["--db", str(datei), "--als", schritt.als, "--heute", schritt.heute.isoformat()]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(FoerderungError):
            main([*worte, *schritt.worte(unterlagen, ordner)], standalone_mode=False)
    return datei


def ein_akt() -> float:
    """Measure one act: judged, recorded, projected, on disk."""
    amt = oeffne(str(speicher()), BEARBEITUNG, HEUTE)
    neu = NeuerFall("A-0001", f"Vorhaben {next(_ZAEHLER)}")
    return dauer_ms(lambda: lege_fall_an(amt, neu))


def entscheidung_nachrechnen() -> float:
    """Measure recomputing a decision from its archive: rules loaded and checked, every leaf compared."""
    amt = oeffne(str(speicher()))
    return dauer_ms(lambda: rechne_nach(amt, FALL))


def speicher_pruefen() -> float:
    """Measure checking a store of some dozen events: chain, filed content, protection, projections."""
    amt = oeffne(str(speicher()))
    return dauer_ms(lambda: pruefe_speicher(amt))


def fall_zeigen() -> float:
    """Measure looking at a case as a process, interpreter start included."""
    return prozess_ms(["-m", "foerderung", "--db", str(speicher()), "fall", "zeige", FALL])

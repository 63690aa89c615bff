"""What an officer does in a rush: act after act, in a process of its own, each noted with its outcome."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from foerderung.errors import NichtErlaubtError, SpeicherError
from foerderung.services.akt import Auftrag
from foerderung.services.amt import Amt
from foerderung.services.buero.stammdaten import lege_antragsteller_an
from foerderung.services.fall.anlagen import erfasse_anlage
from foerderung.services.fall.berichtigungen import Berichtigung, berichtige
from foerderung.services.fall.faelle import NeuerFall, lege_fall_an, schliesse_fall
from foerderung.services.fall.fallrechnung import Datei
from tests.amt.buero import Platz

ANTRAGSTELLER = {"art": "gemeinde", "ags": "14524999", "strasse": "Markt 1", "plz": "08056", "ort": "Beispielstadt"}
MISCHUNG = {"titel": 45, "anlage": 20, "fall": 10, "antragsteller": 10, "abgewiesen": 15}
"""What is done how often, in percent."""


@dataclass(frozen=True, slots=True)
class Tat:
    """One act and its outcome.

    Attributes:
        art: key of `MISCHUNG`.
        marke: a text that stands in the facts of this act only.
        fall: Aktenzeichen; empty for an act outside of a case.
        ereignis: number of the event as it was reported; 0 where none is.
        nummer: number that was given to a new case or applicant.
    """

    art: str
    marke: str
    fall: str = ""
    ereignis: int = 0
    nummer: str = ""


@dataclass(frozen=True, slots=True)
class Arbeitstag:
    """What one officer did.

    Attributes:
        besetzt: how often the store was said to be busy.
        laengste: longest time an act took, in milliseconds.
    """

    person: str
    taten: tuple[Tat, ...]
    besetzt: int = 0
    laengste: int = 0


def arbeite(platz: Platz, person: str, faelle: Mapping[str, int], anzahl: int) -> Arbeitstag:
    """Perform many acts on the same cases as everybody else.

    Args:
        faelle: the cases, each with the number of the event that began it.
    """
    zufall = random.Random(person)
    amt, besetzt, laengste = platz.amt(), 0, 0
    taten: list[Tat] = []
    arten = zufall.choices(list(MISCHUNG), list(MISCHUNG.values()), k=anzahl)
    while len(taten) < anzahl:
        marke = f"{person}-{len(taten):04d}"
        beginn = time.monotonic_ns()
        try:
            taten.append(_tue(amt, arten[len(taten)], marke, zufall.choice(list(faelle.items()))))
        except SpeicherError as fehler:
            if "besetzt" not in str(fehler):
                raise
            besetzt += 1
        laengste = max(laengste, (time.monotonic_ns() - beginn) // 1_000_000)
    return Arbeitstag(person, tuple(taten), besetzt, laengste)


def rufe_befehle(platz: Platz, person: str, anzahl: int) -> Arbeitstag:
    """Begin cases by whole commands, each a program of its own."""
    wer = ["--als", platz.als] if platz.als else []
    befehl = [
        sys.executable,
        "-m",
        "foerderung",
        "fall",
        "anlegen",
        "--db",
        platz.ort,
        *wer,
        "--antragsteller",
        "A-0001",
    ]
    taten = []
    for nummer in range(anzahl):
        marke = f"befehl-{nummer:04d}"
        worte = [*befehl, "--heute", platz.heute.isoformat(), "--titel", marke, "--json"]
        lauf = subprocess.run(worte, capture_output=True, text=True, timeout=60, check=False)
        assert lauf.returncode == 0, lauf.stderr
        neu = json.loads(lauf.stdout)["ereignis"]
        taten.append(Tat("fall", marke, neu["fall"], neu["nummer"], neu["fall"]))
    return Arbeitstag(person, tuple(taten))


def _tue(amt: Amt, art: str, marke: str, ziel: tuple[str, int]) -> Tat:
    fall, anfang = ziel
    if art == "fall":
        neu = lege_fall_an(amt, NeuerFall("A-0001", marke))
        return Tat(art, marke, neu.stand.aktenzeichen, neu.ereignis.nummer, neu.stand.aktenzeichen)
    if art == "antragsteller":
        return Tat(art, marke, nummer=lege_antragsteller_an(amt, {**ANTRAGSTELLER, "name": marke}).nummer)
    if art == "titel":
        vollzug = berichtige(amt, Auftrag(fall, ""), Berichtigung(anfang, "titel", marke, marke))
        return Tat(art, marke, fall, vollzug.ereignis.nummer)
    if art == "anlage":
        datei = Datei(f"{marke}.pdf", marke.encode())
        vollzug = erfasse_anlage(amt, Auftrag(fall, "anlage_erfassen"), datei, "sonstige")
        return Tat(art, marke, fall, vollzug.ereignis.nummer)
    try:
        schliesse_fall(amt, Auftrag(fall, "fall_schliessen"))
    except NichtErlaubtError:
        return Tat(art, marke, fall)
    raise AssertionError("a case was closed that nothing was decided in")

"""Measures on a large store: what its size must not cost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

from bench.faelle import HEUTE, speicher
from bench.messung import dauer_ms, prozess_ms, verhaeltnis
from bench.vorrat import vervielfache
from foerderung.cli.faden import BEARBEITUNG, HAUSHALT
from foerderung.services.akt import Auftrag
from foerderung.services.amt import oeffne
from foerderung.services.buero.haushalt import Ansatz, setze_ansatz
from foerderung.services.buero.stammdaten import lege_antragsteller_an
from foerderung.services.fall.faelle import NeuerFall, lege_fall_an, ziehe_zurueck
from foerderung.services.fall.fallrechnung import Datei
from foerderung.store.pruefung import pruefe_kette
from foerderung.store.standpruefung import pruefe_staende

EREIGNISSE = 100_000

_ZAEHLER = itertools.count(1)


@cache
def grosser_speicher() -> Path:
    """Make a store of many events from the one of the demonstration and return its file."""
    return vervielfache(speicher(), speicher().with_name("gross.db"), EREIGNISSE)


def kette_pruefen() -> float:
    """Measure the check of the chain: headers, links, payloads, four eyes, ledger, filed content."""
    with oeffne(str(grosser_speicher())).lesend() as lesung:
        return dauer_ms(lambda: pruefe_kette(lesung))


def staende_pruefen() -> float:
    """Measure folding every case anew and comparing it with what is stored."""
    with oeffne(str(grosser_speicher())).lesend() as lesung:
        return dauer_ms(lambda: pruefe_staende(lesung))


def faelle_listen() -> float:
    """Measure an overview of all the cases of the large store as a process, every row written out."""
    return prozess_ms(["-m", "foerderung", "--db", str(grosser_speicher()), "fall", "liste"])


def faelle_suchen() -> float:
    """Measure a search for words among the same cases, sorted by amount."""
    worte = ["fall", "liste", "--suche", "präventionsrat", "--sortiere", "-zuwendung"]
    return prozess_ms(["-m", "foerderung", "--db", str(grosser_speicher()), *worte])


def akte_im_grossen_speicher() -> float:
    """Measure how much longer acts take in the large store: on cases, the register and the budget."""
    gross, klein = (_akte(datei) for datei in (grosser_speicher(), speicher()))
    return verhaeltnis(gross, klein)


def _akte(datei: Path) -> Callable[[], None]:
    amt, haushalt = (oeffne(str(datei), als, HEUTE) for als in (BEARBEITUNG, HAUSHALT))
    anschrift = {"strasse": "Rathausplatz 1", "plz": "08056", "ort": "Beispielstadt"}

    def handle() -> None:
        n = next(_ZAEHLER)
        neu = lege_fall_an(amt, NeuerFall("A-0001", f"Vorhaben {n}"))
        schreiben = Datei("schreiben.txt", f"Schreiben {n}".encode())
        ziehe_zurueck(amt, Auftrag(neu.stand.aktenzeichen, "antrag_zurueckziehen"), schreiben, "")
        lege_antragsteller_an(amt, {"name": f"Stadt {n}", "art": "gemeinde", "ags": "14524999", **anschrift})
        setze_ansatz(haushalt, Ansatz(HEUTE.year, None, {2090: Fraction(n)}))

    return handle

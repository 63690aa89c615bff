"""The limits of the product and how each is measured."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.ausgabe import csv_mib, csv_schreiben, mappe_mib, mappe_schreiben
from bench.bescheide import bescheide_als_pdf, bescheide_schreiben
from bench.faelle import ein_akt, entscheidung_nachrechnen, fall_zeigen, speicher_pruefen
from bench.groesse import (
    EREIGNISSE,
    akte_im_grossen_speicher,
    faelle_listen,
    faelle_suchen,
    kette_pruefen,
    staende_pruefen,
)
from bench.messung import Messung, dauer_ms, fuehre_aus, prozess_ms
from foerderung.rechnung.parser import parse
from foerderung.resources import resource_path
from foerderung.richtlinien.verzeichnis import lade_richtlinie
from foerderung.services.rechnen.zuwendung import Dokument, berechne

ANTRAG = Path(__file__).parent / "drei_stellen.yaml"


def hilfe() -> float:
    """Measure the help page beyond the bare start of the interpreter."""
    return prozess_ms(["-m", "foerderung", "--help"]) - prozess_ms(["-c", "pass"])


def regelwerk_laden() -> float:
    """Measure reading and checking a rule set with all its Fassungen, without any cache."""
    parse.cache_clear()
    return dauer_ms(lambda: lade_richtlinie(resource_path("rules"), "kommpraev"))


def zuwendung_im_prozess() -> float:
    """Measure one calculation with every node of its trace and all findings, rules already loaded."""
    richtlinie = lade_richtlinie(resource_path("rules"), "kommpraev")
    dokument = Dokument.lies(ANTRAG)
    return dauer_ms(lambda: berechne(richtlinie, dokument))


def spur_als_daten() -> float:
    """Measure turning a trace into data, a German sentence per node."""
    berechnung = berechne(lade_richtlinie(resource_path("rules"), "kommpraev"), Dokument.lies(ANTRAG))
    return dauer_ms(berechnung.spur)


def zuwendung_als_befehl() -> float:
    """Measure the whole command, interpreter start included."""
    return prozess_ms(["-m", "foerderung", "rechne", "zuwendung", str(ANTRAG), "--json"])


MESSUNGEN = (
    Messung("foerderung --help beyond the start of the interpreter", 60, hilfe),
    Messung("load and check the rule set", 100, regelwerk_laden),
    Messung("calculate three posts over three years with full trace", 10, zuwendung_im_prozess),
    Messung("write that trace as data, a sentence per node", 10, spur_als_daten),
    Messung("foerderung rechne zuwendung as a process", 400, zuwendung_als_befehl),
    Messung("one act on SQLite", 50, ein_akt),
    Messung("recompute a decision from its archive", 400, entscheidung_nachrechnen),
    Messung("check a store of one whole case", 200, speicher_pruefen),
    Messung("foerderung fall zeige as a process", 800, fall_zeigen),
    Messung("check the chain at 50 000 events a second", EREIGNISSE // 50, kette_pruefen, laeufe=3),
    Messung("fold and compare at 10 000 events a second", EREIGNISSE // 10, staende_pruefen, laeufe=1),
    Messung("list the 10 000 cases of the large store as a process", 500, faelle_listen),
    Messung("search them for a word, sorted by amount", 500, faelle_suchen),
    Messung("acts among 100 000 events, twice those among few", 2, akte_im_grossen_speicher, laeufe=3),
    Messung("write a notice as docx, of 200", 30, bescheide_schreiben, laeufe=3),
    Messung("turn a notice into PDF/A, of a batch of 20", 300, bescheide_als_pdf, laeufe=3),
    Messung("write 10 000 payments as a workbook", 1500, mappe_schreiben, laeufe=5),
    Messung("write 10 000 payments as csv", 1500, csv_schreiben, laeufe=5),
    Messung("memory of the process with the workbook, MiB", 60, mappe_mib, laeufe=3),
    Messung("memory of the process with the csv, MiB", 60, csv_mib, laeufe=3),
)

if __name__ == "__main__":
    sys.exit(1 if fuehre_aus(MESSUNGEN) else 0)

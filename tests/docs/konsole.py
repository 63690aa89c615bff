"""Run the console blocks of the documentation; compare what they print, or renew it with ``--erneuern``.

In a block fenced with ```` ```console ```` a line that begins with ``$`` is a command (a backslash at its end
continues it), the lines below are what it prints on both streams. ``[…]`` alone on a line stands for any number of
lines left out. A fenced block below ``<!-- datei: NAME -->`` is written to that file, and the command in
``<!-- vorher: COMMAND -->`` is run without being shown: both in the order of the document; ``vorspiel`` there plays a
case up to a command (`tests.docs.vorspiel`), ``aendere FILE.docx OLD NEW`` edits a letter. A command
``export NAME=VALUE`` holds for those that follow. Every document has a working folder of its own that holds a copy of
``rules/``.

White space at the end of a line does not count, nor which checksum is shown: that of the rules (12 digits) changes with
every rule, a hash of the chain (64 digits) with every run. Renewing leaves a line alone in which only the latter
differs.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import foerderung
from foerderung.resources import resource_path
from tests.docs import tabellen

WURZEL = Path(__file__).parents[2]
README = WURZEL / "README.md"
HANDBUCH = WURZEL / "docs" / "handbuch"
REGELSPRACHE = WURZEL / "docs" / "regelsprache.md"
AUSLASSUNG = "[…]"
DEFEKTE = ("Traceback", "Interner Fehler")
STARTER = {
    "foerderung": 'from foerderung.cli import main; main(prog_name="foerderung")',
    "vorspiel": "import sys; from tests.docs.vorspiel import main; main(sys.argv[1:])",
    "aendere": "import sys; from tests.dokumente.briefaenderung import aendere_datei; aendere_datei(*sys.argv[1:])",
}
"""Programs of a session, as Python."""

_PRUEFSUMME = re.compile(r"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b")
_KETTENHASH = re.compile(r"\b[0-9a-f]{64}\b")
_EXPORT = re.compile(r"export (?P<name>[A-Z_]+)=(?P<wert>\S+)")
_DATEI = re.compile(r"<!-- datei: (?P<name>[\w./-]+) -->")
_VORHER = re.compile(r"<!-- vorher: (?P<befehl>.+) -->")


def dokumente() -> list[Path]:
    """List the documents that may hold console blocks."""
    return [README, *sorted(HANDBUCH.glob("*.md")), REGELSPRACHE]


@dataclass
class Aufruf:
    """Hold one command as written and the lines shown below it."""

    zeilen: list[str]
    ausgabe: list[str] = field(default_factory=list)

    @property
    def befehl(self) -> str:
        return "\n".join(self.zeilen).removeprefix("$").strip()


@dataclass
class Block:
    """Hold one fenced block: its lines, whether it is run, and the file it is written to; or a hidden command."""

    zeile: int
    zeilen: list[str] = field(default_factory=list)
    ist_konsole: bool = False
    datei: str = ""
    vorher: str = ""

    @property
    def aufrufe(self) -> list[Aufruf]:
        """Split a console block into commands; a line before the first command belongs to none."""
        aufrufe: list[Aufruf] = []
        for zeile in self.zeilen:
            if aufrufe and aufrufe[-1].zeilen[-1].endswith("\\"):
                aufrufe[-1].zeilen.append(zeile)
            elif zeile.startswith("$ "):
                aufrufe.append(Aufruf([zeile]))
            elif aufrufe:
                aufrufe[-1].ausgabe.append(zeile)
            else:
                raise ValueError(f"line {self.zeile}: a console block begins with a command, not with {zeile!r}")
        return aufrufe


def bloecke(text: str) -> Iterator[Block]:
    """Walk over the fenced blocks of a document that are run or written to a file."""
    zeilen = text.split("\n")
    nummer = 0
    while nummer < len(zeilen):
        if not zeilen[nummer].startswith("```"):
            if vorher := _VORHER.fullmatch(zeilen[nummer]):
                yield Block(nummer + 1, vorher=vorher["befehl"])
            nummer += 1
            continue
        ende = zeilen.index("```", nummer + 1)
        ist_konsole = zeilen[nummer] == "```console"
        marke = _DATEI.fullmatch(zeilen[nummer - 1]) if nummer else None
        if ist_konsole or marke:
            yield Block(nummer + 1, zeilen[nummer + 1 : ende], ist_konsole, marke["name"] if marke else "")
        nummer = ende + 1


class Sitzung:
    """Run commands one after the other in a folder, as a person at a terminal would."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner / "arbeit"
        self.code = 0
        programme = ordner / "bin"
        programme.mkdir(parents=True)
        for name, aufruf in STARTER.items():
            starter = programme / name
            starter.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{aufruf}' \"$@\"\n", encoding="utf-8")
            starter.chmod(0o755)
        self.umgebung = {
            **os.environ,
            "PATH": f"{programme}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": os.pathsep.join((str(Path(foerderung.__file__).parents[1]), str(WURZEL))),
            "PYTHONUTF8": "1",
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
        }
        for name in ("FOERDERUNG_DB", "FOERDERUNG_ALS"):
            self.umgebung.pop(name, None)
        shutil.copytree(resource_path("rules"), self.ordner / "rules")

    def schreibe(self, name: str, zeilen: Iterable[str]) -> None:
        """Write a file that the document shows."""
        pfad = self.ordner / name
        pfad.parent.mkdir(parents=True, exist_ok=True)
        pfad.write_text("\n".join(zeilen) + "\n", encoding="utf-8")

    def rufe(self, befehl: str) -> list[str]:
        """Run one command and return its lines on both streams; ``$?`` is the exit code of the one before."""
        if export := _EXPORT.fullmatch(befehl):
            self.umgebung[export["name"]] = export["wert"]
            return []
        lauf = subprocess.run(
            ["sh", "-c", f"(exit {self.code})\n{befehl}"],
            cwd=self.ordner,
            env=self.umgebung,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        self.code = lauf.returncode
        zeilen = [zeile.rstrip() for zeile in lauf.stdout.split("\n")]
        while zeilen and not zeilen[-1]:
            zeilen.pop()
        return zeilen


def passt(gezeigt: Sequence[str], gedruckt: Sequence[str]) -> bool:
    """Tell whether the lines shown are the lines printed, but for those left out."""
    gedruckt = [_ohne_pruefsumme(zeile) for zeile in gedruckt]
    erstes, *weitere = _stuecke([_ohne_pruefsumme(zeile) for zeile in gezeigt])
    if gedruckt[: len(erstes)] != erstes:
        return False
    stelle = len(erstes)
    if not weitere:
        return stelle == len(gedruckt)
    for stueck in weitere[:-1]:
        gefunden = _finde(stueck, gedruckt, stelle)
        if gefunden is None:
            return False
        stelle = gefunden + len(stueck)
    letztes = weitere[-1]
    return len(gedruckt) - stelle >= len(letztes) and gedruckt[len(gedruckt) - len(letztes) :] == letztes


def erneuere(gezeigt: Sequence[str], gedruckt: Sequence[str]) -> list[str]:
    """Return the lines printed, with the same parts left out: those between the parts most like the old ones."""
    bekannt = {_KETTENHASH.sub("", zeile): zeile for zeile in gezeigt}
    return _erneuere(gezeigt, [bekannt.get(_KETTENHASH.sub("", zeile), zeile) for zeile in gedruckt])


def _erneuere(gezeigt: Sequence[str], gedruckt: Sequence[str]) -> list[str]:
    erstes, *weitere = _stuecke(gezeigt)
    if not weitere:
        return list(gedruckt)
    neu = list(gedruckt[: len(erstes)])
    stelle = len(erstes)
    for stueck in weitere[:-1]:
        stelle = _aehnlichste(stueck, gedruckt, stelle)
        neu += [AUSLASSUNG, *gedruckt[stelle : stelle + len(stueck)]]
        stelle += len(stueck)
    return [*neu, AUSLASSUNG, *gedruckt[max(stelle, len(gedruckt) - len(weitere[-1])) :]]


def _ohne_pruefsumme(zeile: str) -> str:
    return _PRUEFSUMME.sub("0" * 12, zeile)


def _stuecke(zeilen: Sequence[str]) -> list[list[str]]:
    stuecke: list[list[str]] = [[]]
    for zeile in zeilen:
        if zeile == AUSLASSUNG:
            stuecke.append([])
        else:
            stuecke[-1].append(zeile.rstrip())
    return stuecke


def _finde(stueck: Sequence[str], zeilen: Sequence[str], ab: int) -> int | None:
    laenge = len(stueck)
    return next((i for i in range(ab, len(zeilen) - laenge + 1) if list(zeilen[i : i + laenge]) == stueck), None)


def _aehnlichste(stueck: Sequence[str], zeilen: Sequence[str], ab: int) -> int:
    genau = _finde(stueck, zeilen, ab)
    if genau is not None:
        return genau
    alt = "\n".join(stueck)

    def naehe(stelle: int) -> float:
        return difflib.SequenceMatcher(None, alt, "\n".join(zeilen[stelle : stelle + len(stueck)])).ratio()

    return max(range(ab, max(ab + 1, len(zeilen) - len(stueck) + 1)), key=naehe)


def fuehre_aus(text: str) -> Iterator[tuple[Block, Aufruf, list[str]]]:
    """Run every command of a document and yield it with the lines it printed."""
    with tempfile.TemporaryDirectory(prefix="foerderung-docs-") as ordner:
        sitzung = Sitzung(Path(ordner))
        for block in bloecke(text):
            if block.datei:
                sitzung.schreibe(block.datei, block.zeilen)
            if block.vorher:
                gedruckt = sitzung.rufe(block.vorher)
                if gedruckt or sitzung.code:
                    raise RuntimeError("\n".join([block.vorher, *gedruckt]))
            for aufruf in block.aufrufe if block.ist_konsole else ():
                yield block, aufruf, sitzung.rufe(aufruf.befehl)


def abweichungen(pfad: Path) -> list[str]:
    """Return for every command of a document that prints something else the difference."""
    gefunden = []
    for block, aufruf, gedruckt in fuehre_aus(pfad.read_text(encoding="utf-8")):
        while aufruf.ausgabe and not aufruf.ausgabe[-1]:
            aufruf.ausgabe.pop()
        if not passt(aufruf.ausgabe, gedruckt):
            ort = f"{pfad.relative_to(WURZEL)}, block in line {block.zeile}: {aufruf.befehl}"
            unterschied = difflib.unified_diff(aufruf.ausgabe, gedruckt, "shown", "printed", lineterm="")
            gefunden.append("\n".join([ort, *unterschied]))
    return gefunden


def erneuert(text: str) -> str:
    """Return a document with the output of every console block as it is printed now.

    Raises:
        RuntimeError: a command failed by a defect of the program; its output must not get into a document.
    """
    neu: dict[int, list[str]] = {}
    for block, aufruf, gedruckt in fuehre_aus(text):
        if any(zeile.startswith(DEFEKTE) for zeile in gedruckt):
            raise RuntimeError("\n".join([aufruf.befehl, *gedruckt]))
        neu.setdefault(block.zeile, []).extend([*aufruf.zeilen, *erneuere(aufruf.ausgabe, gedruckt)])
    zeilen = text.split("\n")
    for block in reversed([eines for eines in bloecke(text) if eines.ist_konsole]):
        zeilen[block.zeile : block.zeile + len(block.zeilen)] = neu[block.zeile]
    return "\n".join(zeilen)


def main(argumente: Sequence[str]) -> int:
    """Renew the documents, or say which of them are out of date."""
    veraltet = 0
    for pfad in dokumente():
        text = pfad.read_text(encoding="utf-8")
        neu = tabellen.erneuert(erneuert(text))
        if neu != text:
            veraltet += 1
            sys.stdout.write(f"{pfad.relative_to(WURZEL)}\n")
            if "--erneuern" in argumente:
                pfad.write_text(neu, encoding="utf-8")
    return 1 if veraltet and "--erneuern" not in argumente else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

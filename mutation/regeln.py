"""Change every rate, bound, date, comparison and rounding in rules/ once; each change must fail a golden case.

A change is caught if the rules no longer load or a case of ``tests/faelle`` differs. Survivors are printed with file
and line; those listed in ``ueberlebende.txt`` with a reason are accepted.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from foerderung.errors import FoerderungError
from foerderung.fach.zahlen import dezimal
from foerderung.resources import resource_path
from foerderung.services.regeln import lade
from foerderung.services.regeltest import pruefe_faelle

ANGENOMMEN = Path(__file__).parent / "ueberlebende.txt"
_AUSDRUCK = re.compile(r"^\s*(?:- )?(?:rechne|wenn|nur|von|bis|hart|ermessen|\"\d{4}\"|\w+: \w+\()")
_ZEICHEN = {
    " <= ": " < ",
    " < ": " <= ",
    " >= ": " > ",
    " > ": " >= ",
    " = ": " <> ",
    " <> ": " = ",
    " und ": " oder ",
    " oder ": " und ",
    " + ": " - ",
    " - ": " + ",
    " * ": " / ",
    "min(": "max(",
    "max(": "min(",
    "nicht ": "",
    "modus: abrunden": "modus: aufrunden",
    "modus: kaufmaennisch": "modus: abrunden",
    "wahr": "falsch",
    "werktag(": "(",
}
_ZAHL = re.compile(r"(?<![\w.\-\[])(\d+(?:\.\d+)?)(?= ?%|\b)(?![\w.-])")
_TAG = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b|\"(\d{2}\.\d{2}\.)\"")
_WERT = re.compile(r"wert|werte|auf:|ueber|hoechstens|mindestens|^\s*\"?[\d.-]+\"?:|^\s*\w+: *\"?\d")
_STUMM = ("fundstelle:", "bezeichnung:", "erklaerung:", "beschriftung:", "hilfe:", "#", "text:", "titel:", "quelle:")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: file, line and the line's new text."""

    datei: Path
    zeile: int
    alt: str
    neu: str

    def __str__(self) -> str:
        return f"{self.datei}:{self.zeile}: {self.alt.strip()}  →  {self.neu.strip()}"


def mutanten(wurzel: Path) -> Iterator[Mutant]:
    """Yield every change of the rule files below a folder."""
    for pfad in sorted(wurzel.rglob("*.yaml")):
        if "beispiele" in pfad.parts:
            continue
        fortsetzung = False
        for nummer, zeile in enumerate(pfad.read_text(encoding="utf-8").splitlines(), 1):
            schluessel = re.match(r"^\s*(?:- )?[\w\".-]+:", zeile)
            ist_ausdruck = bool(_AUSDRUCK.match(zeile)) or (fortsetzung and not schluessel)
            fortsetzung = ist_ausdruck and (zeile.rstrip().endswith(">-") or not schluessel)
            if zeile.strip().startswith(_STUMM):
                continue
            for neu in _aenderungen(zeile.split("fundstelle:")[0], ist_ausdruck):
                rest = zeile[len(zeile.split("fundstelle:")[0]) :]
                yield Mutant(pfad.relative_to(wurzel), nummer, zeile, neu + rest)


def _aenderungen(zeile: str, ist_ausdruck: bool) -> Iterator[str]:
    kopf, _, _ = zeile.partition(": ")
    for alt, ersatz in _ZEICHEN.items():
        if ist_ausdruck or alt.startswith("modus"):
            for treffer in re.finditer(re.escape(alt), zeile):
                yield zeile[: treffer.start()] + ersatz + zeile[treffer.end() :]
    if ist_ausdruck or _WERT.search(zeile):
        beginn = 0 if ist_ausdruck else len(kopf)
        for treffer in _ZAHL.finditer(zeile, beginn):
            if zeile[treffer.end() : treffer.end() + 1] != ":":
                yield zeile[: treffer.start()] + dezimal(Fraction(treffer[1]) + 1) + zeile[treffer.end() :]
    for treffer in _TAG.finditer(zeile):
        yield zeile[: treffer.start()] + _naechster_tag(treffer) + zeile[treffer.end() :]


def _naechster_tag(treffer: re.Match[str]) -> str:
    if treffer[1]:
        return (date.fromisoformat(treffer[1]) + timedelta(days=1)).isoformat()
    tag, monat = treffer[2].split(".")[:2]
    naechster = date(2001, int(monat), int(tag)) + timedelta(days=1)
    return f'"{naechster.day:02d}.{naechster.month:02d}."'


def wird_bemerkt(mutant: Mutant, kopie: Path, faelle: Path) -> bool:
    """Apply a change to a copy of the rules, run all cases, undo it."""
    datei = kopie / mutant.datei
    vorher = datei.read_text(encoding="utf-8")
    zeilen = vorher.splitlines()
    zeilen[mutant.zeile - 1] = mutant.neu
    datei.write_text("\n".join(zeilen) + "\n", encoding="utf-8")
    lade.cache_clear()
    try:
        return bool(pruefe_faelle(faelle, kopie).unterschiede)
    except FoerderungError:
        return True
    finally:
        datei.write_text(vorher, encoding="utf-8")


def main() -> int:
    """Run all changes; return 1 if one survives that nobody accepted."""
    wurzel = resource_path("rules")
    angenommen = {
        zeile.split("  #")[0].strip()
        for zeile in ANGENOMMEN.read_text(encoding="utf-8").splitlines()
        if zeile and not zeile.startswith("#")
    }
    faelle = Path("tests/faelle").resolve()
    unerwartet = []
    gesamt = bemerkt = 0
    with tempfile.TemporaryDirectory() as ordner:
        kopie = Path(ordner) / "rules"
        shutil.copytree(wurzel, kopie)
        for mutant in mutanten(wurzel):
            gesamt += 1
            if wird_bemerkt(mutant, kopie, faelle):
                bemerkt += 1
            elif f"{mutant.datei}: {mutant.alt.strip()}  →  {mutant.neu.strip()}" not in angenommen:
                unerwartet.append(mutant)
                print(f"survived  {mutant}", flush=True)
    hingenommen = gesamt - bemerkt - len(unerwartet)
    print(f"{gesamt} changes, {bemerkt} caught, {hingenommen} accepted, {len(unerwartet)} survived")
    return 1 if unerwartet else 0


if __name__ == "__main__":
    sys.exit(main())

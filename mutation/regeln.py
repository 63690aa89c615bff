"""Change every rate, bound, date, comparison and rounding in rules/ once; each change must fail a golden case.

A change is caught if the rules no longer load or a case of ``tests/faelle`` differs. Survivors are printed with file
and line; those listed in ``ueberlebende.txt`` with a reason are accepted. Arguments restrict the run to files whose
path below rules/ begins so: ``python -m mutation.regeln kommpraev allgemein/vvk``.
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
from foerderung.richtlinien.faelle import Fall
from foerderung.services.regelwerk.regeln import lade, namen
from foerderung.services.regelwerk.regeltest import alle_faelle, pruefe_fall

ANGENOMMEN = Path(__file__).parent / "ueberlebende.txt"
OHNE_BETRAEGE = {"beispiele", "vorfuehrung", "unterlagen.yaml"}
"""Folders and files that no calculation reads."""

_AUSDRUCK = re.compile(r"^\s*(?:- )?(?:rechne|wenn|nur|von|bis|hart|ermessen|\"\d{4}\"|\w+: \w+\()")
_SCHLUESSEL = re.compile(r"^\s*(?:- )?[\w\".-]+:")
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
_ZAHL = re.compile(r"(?<![\w.\-\[])(\d+(?:\.\d+)?)(?= ?%|\b)(?![\w.-]|\"?:)")
_TAG = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b|\"(\d{2}\.\d{2}\.)\"")
_TEXTE = (
    "abhilfe|aendert|anzeigetexte|beschriftung|bezeichnung|erklaerung|fundstelle|gefunden|hilfe|kurz|name|quelle|text|"
    "titel|zulaessig"
)
_TEXTBLOCK = re.compile(rf"^(\s*)(?:{_TEXTE}):(?! *\{{)")
_TEXTWERT = re.compile(rf"(?<=[{{ ])(?:{_TEXTE}):(?! *\{{) *(?:\"[^\"]*\"|[^,}}]*)|#.*")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: file, line and the line's new text."""

    datei: Path
    zeile: int
    alt: str
    neu: str

    @property
    def aenderung(self) -> str:
        """Name the change as ``ueberlebende.txt`` does, without the line's number."""
        return f"{self.datei}: {self.alt.strip()}  →  {self.neu.strip()}"

    def __str__(self) -> str:
        return f"{self.datei}:{self.zeile}: {self.alt.strip()}  →  {self.neu.strip()}"


def mutanten(wurzel: Path) -> Iterator[Mutant]:
    """Yield every change of the rule files below a folder."""
    for pfad in sorted(wurzel.rglob("*.yaml")):
        if OHNE_BETRAEGE & {*pfad.parts, pfad.name}:
            continue
        fortsetzung = False
        textblock: int | None = None
        for nummer, zeile in enumerate(pfad.read_text(encoding="utf-8").splitlines(), 1):
            einzug = len(zeile) - len(zeile.lstrip())
            if textblock is not None and (einzug > textblock or not zeile.strip()):
                continue
            text = _TEXTBLOCK.match(zeile)
            textblock = len(text[1]) if text else None
            if text or zeile.lstrip().startswith("#"):
                continue
            schluessel = _SCHLUESSEL.match(zeile)
            ist_ausdruck = bool(_AUSDRUCK.match(zeile)) or (fortsetzung and not schluessel)
            fortsetzung = ist_ausdruck and (zeile.rstrip().endswith(">-") or not schluessel)
            for neu in _aenderungen(zeile, ist_ausdruck):
                yield Mutant(pfad.relative_to(wurzel), nummer, zeile, neu)


def _aenderungen(zeile: str, ist_ausdruck: bool) -> Iterator[str]:
    ohne_texte = _TEXTWERT.sub(lambda treffer: "\0" * len(treffer[0]), zeile)
    for alt, ersatz in _ZEICHEN.items():
        if ist_ausdruck or alt.startswith("modus"):
            for treffer in re.finditer(rf"(?<!\"\b){re.escape(alt)}", ohne_texte):
                yield zeile[: treffer.start()] + ersatz + zeile[treffer.end() :]
    for treffer in _ZAHL.finditer(ohne_texte):
        yield zeile[: treffer.start()] + dezimal(Fraction(treffer[1]) + 1) + zeile[treffer.end() :]
    for treffer in _TAG.finditer(ohne_texte):
        yield zeile[: treffer.start()] + _naechster_tag(treffer) + zeile[treffer.end() :]


def _naechster_tag(treffer: re.Match[str]) -> str:
    if treffer[1]:
        return (date.fromisoformat(treffer[1]) + timedelta(days=1)).isoformat()
    tag, monat = treffer[2].split(".")[:2]
    naechster = date(2001, int(monat), int(tag)) + timedelta(days=1)
    return f'"{naechster.day:02d}.{naechster.month:02d}."'


def wird_bemerkt(mutant: Mutant, kopie: Path, faelle: list[Fall]) -> bool:
    """Apply a change to a copy of the rules, run the cases until one differs, undo it.

    The case that differed moves to the front: it often notices the next change, too.
    """
    datei = kopie / mutant.datei
    vorher = datei.read_text(encoding="utf-8")
    zeilen = vorher.splitlines()
    zeilen[mutant.zeile - 1] = mutant.neu
    datei.write_text("\n".join(zeilen) + "\n", encoding="utf-8")
    try:
        return laesst_sich_unterscheiden(kopie, faelle)
    finally:
        datei.write_text(vorher, encoding="utf-8")


def laesst_sich_unterscheiden(regeln: Path, faelle: list[Fall]) -> bool:
    """Say whether rules do not load or a case differs."""
    lade.cache_clear()
    try:
        for name in namen(regeln):
            lade(name, regeln)
        for nummer, fall in enumerate(faelle):
            if pruefe_fall(fall, regeln):
                faelle.insert(0, faelle.pop(nummer))
                return True
    except FoerderungError:
        return True
    return False


def main(anfaenge: list[str]) -> int:
    """Run all changes; return 1 if one survives that nobody accepted, 2 if the cases fail as it is."""
    wurzel = resource_path("rules")
    angenommen = {
        zeile.split("  #")[0].strip()
        for zeile in ANGENOMMEN.read_text(encoding="utf-8").splitlines()
        if zeile and not zeile.startswith("#")
    }
    gesamt = bemerkt = unerwartet = 0
    with tempfile.TemporaryDirectory() as ordner:
        kopie = Path(ordner) / "rules"
        shutil.copytree(wurzel, kopie)
        faelle = list(alle_faelle(Path("tests/faelle").resolve(), kopie))
        if laesst_sich_unterscheiden(kopie, faelle):
            print("the golden cases fail without any change")
            return 2
        for mutant in mutanten(wurzel):
            if not mutant.datei.as_posix().startswith(tuple(anfaenge) or ""):
                continue
            gesamt += 1
            if wird_bemerkt(mutant, kopie, faelle):
                bemerkt += 1
                if mutant.aenderung in angenommen:
                    print(f"caught, although accepted  {mutant}", flush=True)
            elif mutant.aenderung not in angenommen:
                unerwartet += 1
                print(f"survived  {mutant}", flush=True)
    print(f"{gesamt} changes, {bemerkt} caught, {gesamt - bemerkt - unerwartet} accepted, {unerwartet} survived")
    return 1 if unerwartet else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

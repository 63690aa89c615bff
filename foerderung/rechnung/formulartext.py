"""Write a document as YAML to be completed: what is known as values, what is not as commented keys with their label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from foerderung.fach.zahlen import dezimal, zahl_deutsch
from foerderung.rechnung.eingabefeld import Eingabefeld, Fehlt, Gestalt

PFLICHT, FREIWILLIG = "(Pflicht)", "(freiwillig)"
_SCHLICHT = re.compile(r"(?!(?:null|true|false)\Z)[a-z][a-z_]{3,}\Z")
_FORMEN = {
    "text": "Text in Anführungszeichen",
    "texte": "[Text, Text]",
    "wahrheitswert": "true | false",
    "datum": "JJJJ-MM-TT",
    "jahr": "JJJJ",
    "eur": "Betrag, etwa 1234.50",
    "satz": "etwa „80 %“ in Anführungszeichen",
    "iban": "IBAN in Anführungszeichen",
}


def formular(feld: Eingabefeld, daten: Mapping[str, Any], jahre: Sequence[int] = ()) -> list[str]:
    """Return the lines of a document in the order of its declaration.

    A line that begins with ``# `` is completed by taking that mark away and writing the value behind the colon. What
    has to be completed ends with ``(Pflicht)``. A mark taken away without a value is an error, never zero.

    Args:
        feld: the declaration of the document.
        daten: what is known, as plain data; keys the declaration does not know are left out.
        jahre: years for which amounts are asked.
    """
    return list(_Schreiber(jahre).gruppe(feld, daten, ""))


class _Schreiber:
    def __init__(self, jahre: Sequence[int]) -> None:
        self.leere_jahre = f"{{{', '.join(f'{jahr}: ' for jahr in jahre)}}}"

    def gruppe(self, feld: Eingabefeld, daten: Mapping[str, Any], einzug: str) -> Iterator[str]:
        for kind in feld.kinder:
            bedingungen = [(daten.get(pfad.rpartition(".")[2]), verlangt) for pfad, verlangt in kind.nur]
            if any(gegeben not in (None, verlangt) for gegeben, verlangt in bedingungen):
                continue
            wert = daten.get(kind.name)
            if wert not in (None, "", {}, []):
                yield from self._bekannt(kind, wert, einzug)
                continue
            steht_fest = all(gegeben == verlangt for gegeben, verlangt in bedingungen)
            yield from self._offen(replace(kind, nur=()) if steht_fest else kind, einzug)

    def _bekannt(self, feld: Eingabefeld, wert: Any, einzug: str) -> Iterator[str]:
        if feld.gestalt is Gestalt.GRUPPE:
            yield f"{einzug}{feld.name}:"
            yield from self.gruppe(feld, wert, f"{einzug}  ")
        elif feld.gestalt is Gestalt.LISTE:
            yield f"{einzug}{feld.name}:"
            for glied in wert:
                yield from _mit_strich(list(self.gruppe(feld, glied, f"{einzug}    ")), f"{einzug}  ")
        elif feld.je_jahr:
            betraege = ", ".join(f"{jahr}: {_wert(betrag, feld)}" for jahr, betrag in wert.items())
            yield f"{einzug}{feld.name}: {{{betraege}}}"
        else:
            yield f"{einzug}{feld.name}: {_wert(wert, feld)}"

    def _offen(self, feld: Eingabefeld, einzug: str) -> Iterator[str]:
        """Write a key that is still empty; of a mandatory group its fields, of anything else a commented specimen."""
        if feld.gestalt is Gestalt.GRUPPE and feld.fehlt is Fehlt.FEHLER:
            yield f"{einzug}{feld.name}:"
            yield from self.gruppe(feld, {}, f"{einzug}  ")
            return
        noetig = PFLICHT if ist_pflicht(feld) else FREIWILLIG
        for zeile in self._muster(feld, einzug, noetig):
            yield f"{einzug}# {zeile[len(einzug) :]}"

    def _muster(self, feld: Eingabefeld, einzug: str, noetig: str) -> Iterator[str]:
        """Write a key without value, as it stands once the marks are taken away."""
        if feld.gestalt is Gestalt.WERT:
            leer = self.leere_jahre if feld.je_jahr else "[]" if feld.typname in ("menge", "texte") else ""
            yield f"{einzug}{feld.name}: {leer}".rstrip() + f"  # {feld.beschriftung}: {zulaessig(feld)} {noetig}"
            return
        yield f"{einzug}{feld.name}:  # {feld.beschriftung} {noetig}"
        tiefer = f"{einzug}    " if feld.gestalt is Gestalt.LISTE else f"{einzug}  "
        zeilen = [
            zeile
            for kind in feld.kinder
            for zeile in self._muster(kind, tiefer, "(nötig)" if ist_pflicht(kind) else FREIWILLIG)
        ]
        yield from _mit_strich(zeilen, f"{einzug}  ") if feld.gestalt is Gestalt.LISTE else zeilen


def _mit_strich(zeilen: Sequence[str], einzug: str) -> Iterator[str]:
    """Put the dash of a list before the first line, on a line of its own if that is a comment."""
    if zeilen[0].lstrip().startswith("#"):
        yield f"{einzug}-"
        yield from zeilen
        return
    yield f"{einzug}- {zeilen[0].lstrip()}"
    yield from zeilen[1:]


def ist_pflicht(feld: Eingabefeld) -> bool:
    """Tell whether a document without this field is refused."""
    return feld.fehlt is Fehlt.FEHLER or feld.mindestens > 0


def zulaessig(feld: Eingabefeld) -> str:
    """Say in German what may stand there."""
    bei = "".join(f", nur bei {pfad.rpartition('.')[2]}: {wert}" for pfad, wert in feld.nur)
    if isinstance(feld.vorgabe, bool | str):
        bei += f", ohne Angabe {_wert(feld.vorgabe, feld)}"
    if feld.muster:
        return f"in Anführungszeichen, {' oder '.join(muster.text for muster in feld.muster)}{bei}"
    if feld.auswahl:
        werte = " | ".join(feld.auswahl)
        return f"{werte}, mehrere möglich{bei}" if feld.typname == "menge" else f"{werte}{bei}"
    if feld.typname in _FORMEN:
        return f"{_FORMEN[feld.typname]}{' je Jahr' if feld.je_jahr else ''}{bei}"
    bis = f" bis {zahl_deutsch(feld.schranken.hoechstens)}" if feld.schranken.hoechstens is not None else ""
    return f"Zahl{bis}{bei}"


def _wert(wert: Any, feld: Eingabefeld) -> str:
    """Write a value so that no reader of YAML takes it for something else."""
    if isinstance(wert, bool):
        return "true" if wert else "false"
    if isinstance(wert, list):
        return f"[{', '.join(_zitiert(str(teil)) for teil in wert)}]"
    if feld.typname == "eur":
        return dezimal(Fraction(str(wert)), 2)
    if feld.typname in ("text", "iban", "satz"):
        return _zitiert(str(wert))
    if feld.typname == "auswahl":
        return str(wert) if _SCHLICHT.match(str(wert)) else _zitiert(str(wert))
    return str(wert)


def _zitiert(text: str) -> str:
    return f'"{"".join(map(_zeichen, text))}"'


def _zeichen(zeichen: str) -> str:
    if zeichen in '"\\':
        return f"\\{zeichen}"
    if zeichen == "\n":
        return "\\n"
    if zeichen.isprintable():
        return zeichen
    return f"\\u{ord(zeichen):04x}" if ord(zeichen) < 0x10000 else f"\\U{ord(zeichen):08x}"

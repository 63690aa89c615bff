"""Read JSON into positioned text: numbers keep their characters, duplicate keys are found."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar

_LEER = re.compile(r"[ \t\n\r]*")
_WORT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")


class JsonError(Exception):
    """A document is no JSON; carries a German message and the position."""

    def __init__(self, text: str, stelle: int) -> None:
        self.text = text
        self.stelle = stelle
        super().__init__(text)


@dataclass(slots=True)
class JsonLeser:
    """Parse one JSON document.

    Attributes:
        tiefe: nesting allowed.
        knoten: values allowed.
        doppelt: keys that stand twice, with both lines.
    """

    text: str
    tiefe: int
    knoten: int
    stelle: int = 0
    doppelt: list[tuple[str, int, int]] = field(default_factory=list)
    _umbrueche: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._umbrueche = [treffer.start() for treffer in re.finditer("\n", self.text)]

    def lies(self) -> Baum:
        """Return the tree.

        Raises:
            JsonError: not JSON, or too many values.
            RecursionError: nested too deeply.
        """
        baum = self._wert(1)
        self._leer()
        if self.stelle != len(self.text):
            raise JsonError("nach dem Ende steht noch etwas", self.stelle)
        return baum

    def zeile(self, stelle: int) -> int:
        """Return the line of a position."""
        return bisect_left(self._umbrueche, stelle) + 1

    def spalte(self, stelle: int) -> int:
        """Return the column of a position."""
        return stelle - self.text.rfind("\n", 0, stelle)

    def _leer(self) -> str:
        treffer = _LEER.match(self.text, self.stelle)
        assert treffer is not None
        self.stelle = treffer.end()
        return self.text[self.stelle : self.stelle + 1]

    def _verlange(self, zeichen: str) -> None:
        if self._leer() != zeichen:
            raise JsonError(f"„{zeichen}“ erwartet", self.stelle)
        self.stelle += 1

    def _wert(self, ebene: int) -> Baum:
        if ebene > self.tiefe:
            raise RecursionError
        self.knoten -= 1
        if self.knoten < 0:
            raise JsonError("zu viele Angaben in einer Datei", self.stelle)
        zeichen = self._leer()
        beginn = self.stelle
        if zeichen == '"':
            return Skalar(self._text(), self.zeile(beginn), True)
        if zeichen == "[":
            return Folge(tuple(self._glieder(ebene)), self.zeile(beginn))
        if zeichen == "{":
            return Abbildung(self._eintraege(ebene), self.zeile(beginn))
        treffer = _WORT.match(self.text, beginn)
        if treffer is None:
            wort = re.match(r"\w*", self.text[beginn : beginn + 12])
            gefunden = f", gefunden „{wort[0]}“" if wort and wort[0] else ""
            raise JsonError(f"ein Wert erwartet{gefunden}", beginn)
        self.stelle = treffer.end()
        return Skalar(None if treffer[0] == "null" else treffer[0], self.zeile(beginn))

    def _text(self) -> str:
        try:
            text, self.stelle = scanstring(self.text, self.stelle + 1, True)
        except JSONDecodeError as grund:
            raise JsonError("ein Text ist nicht geschlossen oder enthält ein verbotenes Zeichen", grund.pos) from None
        if any("\ud800" <= zeichen <= "\udfff" for zeichen in text):
            raise JsonError("ein Text enthält ein halbes Zeichen (\\ud800 bis \\udfff)", self.stelle)
        return str(text)

    def _glieder(self, ebene: int) -> list[Baum]:
        self.stelle += 1
        glieder: list[Baum] = []
        if self._leer() == "]":
            self.stelle += 1
            return glieder
        while True:
            glieder.append(self._wert(ebene + 1))
            if self._leer() != ",":
                self._verlange("]")
                return glieder
            self.stelle += 1

    def _eintraege(self, ebene: int) -> dict[str, Eintrag]:
        self.stelle += 1
        eintraege: dict[str, Eintrag] = {}
        if self._leer() == "}":
            self.stelle += 1
            return eintraege
        while True:
            if self._leer() != '"':
                raise JsonError("ein Schlüssel in Anführungszeichen erwartet", self.stelle)
            zeile = self.zeile(self.stelle)
            schluessel = self._text()
            self._verlange(":")
            wert = self._wert(ebene + 1)
            if schluessel in eintraege:
                self.doppelt.append((schluessel, zeile, eintraege[schluessel].zeile))
            else:
                eintraege[schluessel] = Eintrag(wert, zeile)
            if self._leer() != ",":
                self._verlange("}")
                return eintraege
            self.stelle += 1

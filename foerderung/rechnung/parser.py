"""Parse expressions of the rule language (Pratt parser); every mistake has its column and a German message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from foerderung.rechnung.ausdruck import (
    VERGLEICHE,
    Aufruf,
    Ausdruck,
    Einstellig,
    Leer,
    Name,
    Spanne,
    Text,
    Wahrheit,
    Zahl,
    Zugriff,
    Zweistellig,
)

HOECHSTENS_TIEFE = 40
HOECHSTENS_GLIEDER = 100
HOECHSTENS_ZEICHEN = 2_000

_MUSTER = re.compile(
    r"\s*(?:(?P<zahl>[0-9]+(?:\.[0-9]+)?)(?P<nach>[\wÄÖÜäöüß.]*)"
    r"|(?P<name>[A-Za-zÄÖÜäöüß_]\w*(?:\.[A-Za-z_]\w*)*)"
    r"|(?P<text>\"[^\"]*\")"
    r"|(?P<zeichen><=|>=|<>|==|!=|\*\*|[-+*/=<>()\[\],%])"
    r"|(?P<rest>\S))"
)
_BINDUNG = {"oder": 1, "und": 2, **dict.fromkeys(VERGLEICHE | {"in"}, 4), "+": 5, "-": 5, "*": 6, "/": 6}
_NICHT = 3
_VORZEICHEN = 7
_ERSATZ = {"==": "=", "!=": "<>", "and": "und", "or": "oder", "not": "nicht", "if": "wenn", "**": "*"}


class AusdruckError(Exception):
    """An expression cannot be read; carries column (from 1) and a German message."""

    def __init__(self, spalte: int, text: str) -> None:
        self.spalte = spalte
        self.text = text
        super().__init__(f"Spalte {spalte}: {text}")


@dataclass(frozen=True, slots=True)
class _Zeichen:
    art: str
    text: str
    von: int
    bis: int


@lru_cache(maxsize=4096)
def parse(text: str) -> Ausdruck:
    """Parse one expression.

    Raises:
        AusdruckError: not an expression of the language.
    """
    if len(text) > HOECHSTENS_ZEICHEN:
        raise AusdruckError(HOECHSTENS_ZEICHEN, f"Ausdruck ist länger als {HOECHSTENS_ZEICHEN} Zeichen")
    leser = _Parser(_zerlege(text))
    baum = leser.ausdruck(0)
    leser.erwarte_ende()
    return baum


def _zerlege(text: str) -> list[_Zeichen]:
    zeichen = []
    stelle = 0
    ende = len(text.rstrip())
    while stelle < ende:
        treffer = _MUSTER.match(text, stelle)
        if treffer is None or treffer.lastgroup is None:
            break
        art = "zahl" if treffer["zahl"] else treffer.lastgroup
        von = treffer.start(art) + 1
        if art == "rest":
            if treffer["rest"] == '"':
                raise AusdruckError(von, "Anführungszeichen wird nicht geschlossen")
            raise AusdruckError(von, f"unbekanntes Zeichen „{treffer['rest']}“")
        if treffer["nach"]:
            raise AusdruckError(
                von,
                f"„{treffer['zahl']}{treffer['nach']}“ ist keine Zahl (Ziffern, höchstens ein Dezimalpunkt)",
            )
        zeichen.append(_Zeichen(art, treffer[art], von, treffer.end() + 1))
        stelle = treffer.end()
    zeichen.append(_Zeichen("ende", "Ende", ende + 1, ende + 1))
    return zeichen


class _Parser:
    def __init__(self, zeichen: list[_Zeichen]) -> None:
        self.zeichen = zeichen
        self.stelle = 0
        self.tiefe = 0

    @property
    def jetzt(self) -> _Zeichen:
        return self.zeichen[self.stelle]

    @property
    def letztes_bis(self) -> int:
        return self.zeichen[self.stelle - 1].bis

    def nimm(self) -> _Zeichen:
        zeichen = self.jetzt
        self.stelle += 1
        return zeichen

    def ist(self, *texte: str) -> bool:
        return self.jetzt.art in ("zeichen", "name") and self.jetzt.text in texte

    def verlange(self, text: str) -> None:
        if not self.ist(text):
            self.unerwartet(f"„{text}“ erwartet")
        self.nimm()

    def erwarte_ende(self) -> None:
        if self.jetzt.art == "ende":
            return
        vorige = self.zeichen[self.stelle - 1]
        if self.ist(",") and vorige.art == "zahl":
            raise AusdruckError(self.jetzt.von, "Komma in einer Zahl: Dezimalpunkt schreiben, etwa 12.50")
        if self.ist(*_ERSATZ):
            ersatz = _ERSATZ[self.jetzt.text]
            raise AusdruckError(self.jetzt.von, f"„{self.jetzt.text}“ gibt es nicht, gemeint ist wohl „{ersatz}“")
        self.unerwartet("Rechenzeichen oder Ende erwartet")

    def unerwartet(self, erwartet: str) -> None:
        gefunden = "das Ende" if self.jetzt.art == "ende" else f"„{self.jetzt.text}“"
        raise AusdruckError(self.jetzt.von, f"{erwartet}, gefunden {gefunden}")

    def ausdruck(self, bindung: int) -> Ausdruck:
        self.tiefe += 1
        if self.tiefe > HOECHSTENS_TIEFE:
            raise AusdruckError(self.jetzt.von, f"mehr als {HOECHSTENS_TIEFE} Ebenen verschachtelt")
        beginn = self.jetzt.von
        links = self.anfang()
        glieder = 0
        while self.jetzt.art in ("zeichen", "name"):
            zeichen = self.jetzt
            glieder += 1
            if glieder > HOECHSTENS_GLIEDER:
                raise AusdruckError(zeichen.von, f"mehr als {HOECHSTENS_GLIEDER} Glieder in einem Ausdruck")
            staerke = _BINDUNG.get(zeichen.text, 0)
            if staerke <= bindung:
                break
            self.nimm()
            rechts = self.ausdruck(staerke)
            links = Zweistellig(zeichen.text, links, rechts, Spanne(beginn, self.letztes_bis))
            if staerke == _BINDUNG["="] and _BINDUNG.get(self.jetzt.text) == staerke:
                raise AusdruckError(
                    self.jetzt.von, f"Vergleiche lassen sich nicht verketten, gefunden „{self.jetzt.text}“"
                )
        self.tiefe -= 1
        return links

    def anfang(self) -> Ausdruck:
        zeichen = self.jetzt
        if zeichen.art == "zahl":
            return self.zahl()
        if zeichen.art == "text":
            self.nimm()
            return Text(zeichen.text[1:-1], Spanne(zeichen.von, zeichen.bis))
        if self.ist("("):
            self.nimm()
            innen = self.ausdruck(0)
            self.verlange(")")
            return innen
        if self.ist("-", "nicht"):
            self.nimm()
            innen = self.ausdruck(_VORZEICHEN if zeichen.text == "-" else _NICHT)
            return Einstellig(zeichen.text, innen, Spanne(zeichen.von, self.letztes_bis))
        if zeichen.art == "name" and zeichen.text not in _BINDUNG:
            return self.name()
        self.unerwartet("Wert erwartet")
        raise AssertionError

    def zahl(self) -> Zahl:
        zeichen = self.nimm()
        wert = Fraction(zeichen.text)
        if self.ist("%"):
            self.nimm()
            return Zahl(wert / 100, "satz", Spanne(zeichen.von, self.letztes_bis))
        if self.ist("EUR"):
            self.nimm()
            return Zahl(wert, "eur", Spanne(zeichen.von, self.letztes_bis))
        return Zahl(wert, "", Spanne(zeichen.von, zeichen.bis))

    def name(self) -> Ausdruck:
        zeichen = self.nimm()
        if zeichen.text in ("wahr", "falsch"):
            return Wahrheit(zeichen.text == "wahr", Spanne(zeichen.von, zeichen.bis))
        if zeichen.text == "leer":
            return Leer(Spanne(zeichen.von, zeichen.bis))
        if self.ist("("):
            argumente = self.liste("(", ")")
            return Aufruf(zeichen.text, argumente, Spanne(zeichen.von, self.letztes_bis))
        if self.ist("["):
            schluessel = self.liste("[", "]")
            return Zugriff(zeichen.text, schluessel, Spanne(zeichen.von, self.letztes_bis))
        return Name(zeichen.text, Spanne(zeichen.von, zeichen.bis))

    def liste(self, auf: str, zu: str) -> tuple[Ausdruck, ...]:
        self.verlange(auf)
        if self.ist(zu):
            self.unerwartet("mindestens ein Wert erwartet")
        glieder = [self.ausdruck(0)]
        while self.ist(","):
            self.nimm()
            glieder.append(self.ausdruck(0))
        self.verlange(zu)
        return tuple(glieder)

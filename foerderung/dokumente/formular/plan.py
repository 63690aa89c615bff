"""Where every input of a declared document stands in a form: one plan that is written and read by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from foerderung.errors import DokumentError, Meldung
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt

FORMULARVERSION = 1
"""Goes up whenever the layout changes; a form of another version is not read."""

TEXTZEILEN = 5
"""Rows for a list of texts."""

ERSTE_ZEILE, KOPFZEILE = 3, 2
"""Rows from 0: the first with inputs, and that of the column heads."""

BESCHRIFTUNG, EINGABE, HINWEIS = 0, 1, 2
"""Columns of a sheet with one input a row."""


@dataclass(frozen=True, slots=True)
class Feldzelle:
    """The cell of one input, from 0.

    Attributes:
        ort: key path in the document: ``stellen[0].personalausgaben[2027]``.
        index: position in the list, then the year.
        wahl: for a set, the choice that the cell says yes or no to; for texts their number from 0.
    """

    blatt: str
    zeile: int
    spalte: int
    feld: Eingabefeld
    ort: str
    index: tuple[int, ...] = ()
    wahl: str = ""


@dataclass(frozen=True, slots=True)
class Beschriftung:
    """A fixed text of the form; the reader looks for it where the plan has it."""

    blatt: str
    zeile: int
    spalte: int
    text: str
    art: str = "beschriftung"


@dataclass(frozen=True)
class Formularplan:
    """The cells of a form.

    Attributes:
        blaetter: titles of the sheets in order, with the list or group each is for (None for single inputs).
        listen: rows of each list, by its name.
    """

    wurzel: Eingabefeld
    jahre: tuple[int, ...]
    blaetter: Mapping[str, Eingabefeld | None]
    listen: Mapping[str, int]
    zellen: tuple[Feldzelle, ...]
    beschriftungen: tuple[Beschriftung, ...]

    def auf(self, blatt: str) -> Iterator[Feldzelle]:
        """Yield the inputs of a sheet."""
        return (zelle for zelle in self.zellen if zelle.blatt == blatt)

    @property
    def abdruck(self) -> str:
        """Return a fingerprint of what stands where."""
        zellen = [[z.blatt, z.zeile, z.spalte, z.ort, z.wahl, z.feld.typname] for z in self.zellen]
        texte = [[b.blatt, b.zeile, b.spalte, b.text] for b in self.beschriftungen]
        return sha256(json.dumps([zellen, texte], ensure_ascii=False).encode()).hexdigest()


def plane(
    wurzel: Eingabefeld, jahre: tuple[int, ...], zeilen: Mapping[str, int], ohne: frozenset[str] = frozenset()
) -> Formularplan:
    """Lay out a form.

    Args:
        wurzel: the declared document.
        jahre: Haushaltsjahre with a column each.
        zeilen: rows of each list, by its name.
        ohne: inputs that the form does not ask for, by key path.

    Raises:
        DokumentError: a declaration that no form can hold.
    """
    planer = _Planer(wurzel.beschriftung or "Antrag", jahre, zeilen, ohne)
    planer.gruppe(wurzel, "")
    for feld in planer.spaeter:
        planer.liste(feld) if feld.gestalt is Gestalt.LISTE else planer.jahresgruppe(feld)
    return Formularplan(wurzel, jahre, planer.blaetter, dict(zeilen), tuple(planer.zellen), tuple(planer.texte))


@dataclass
class _Planer:
    hauptblatt: str
    jahre: tuple[int, ...]
    zeilen: Mapping[str, int]
    ohne: frozenset[str]
    zeile: int = ERSTE_ZEILE
    blaetter: dict[str, Eingabefeld | None] = field(default_factory=dict)
    zellen: list[Feldzelle] = field(default_factory=list)
    texte: list[Beschriftung] = field(default_factory=list)
    spaeter: list[Eingabefeld] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blaetter[self.hauptblatt] = None

    def gruppe(self, feld: Eingabefeld, kopf: str) -> None:
        """Put the single inputs of a group on the main sheet, one a row; lists and years get sheets of their own."""
        einzelne = [kind for kind in feld.kinder if kind.gestalt is Gestalt.WERT and not kind.je_jahr]
        einzelne = [kind for kind in einzelne if kind.ort not in self.ohne]
        if einzelne and kopf:
            self._text(kopf, BESCHRIFTUNG, "abschnitt")
            self.zeile += 1
        for kind in einzelne:
            self._einzeln(kind)
        if einzelne:
            self.zeile += 1
        for kind in feld.kinder:
            if kind.gestalt is Gestalt.LISTE or _nur_jahre(kind):
                self.spaeter.append(kind)
            elif kind.gestalt is Gestalt.GRUPPE:
                self.gruppe(kind, f"{kopf}: {kind.beschriftung}" if kopf else kind.beschriftung)
        jaehrliche = tuple(kind for kind in feld.kinder if kind.je_jahr)
        if jaehrliche:
            titel = f"{feld.beschriftung} je Jahr" if kopf else "Angaben je Jahr"
            self.spaeter.append(Eingabefeld("", "", "", Gestalt.GRUPPE, titel, kinder=jaehrliche))

    def _einzeln(self, feld: Eingabefeld) -> None:
        if feld.typname == "menge":
            for text, beschriftung in (feld.auswahl or {}).items():
                self._zelle(feld, f"{feld.beschriftung}: {beschriftung}", text)
        elif feld.typname == "texte":
            for nummer in range(max(TEXTZEILEN, self.zeilen.get(feld.ort, 0))):
                self._zelle(feld, f"{feld.beschriftung} ({nummer + 1})", str(nummer))
        else:
            self._zelle(feld, feld.beschriftung, "")

    def _zelle(self, feld: Eingabefeld, beschriftung: str, wahl: str) -> None:
        self._text(beschriftung, BESCHRIFTUNG)
        self.zellen.append(Feldzelle(self.hauptblatt, self.zeile, EINGABE, feld, feld.ort, (), wahl))
        self.zeile += 1

    def _text(self, text: str, spalte: int, art: str = "beschriftung") -> None:
        self.texte.append(Beschriftung(self.hauptblatt, self.zeile, spalte, text, art))

    def jahresgruppe(self, feld: Eingabefeld) -> None:
        """Give amounts by year a sheet: one row each, a column for every year."""
        blatt = self._blatt(feld)
        self._koepfe(blatt, ["Beträge in Euro", *map(str, self.jahre)])
        for zeile, kind in enumerate(feld.kinder, ERSTE_ZEILE):
            self.texte.append(Beschriftung(blatt, zeile, BESCHRIFTUNG, kind.beschriftung))
            for spalte, jahr in enumerate(self.jahre, 1):
                self.zellen.append(Feldzelle(blatt, zeile, spalte, kind, kind.ort.format(jahr), (jahr,)))

    def liste(self, feld: Eingabefeld) -> None:
        """Give a list a sheet: one row an item, a column for every input and year."""
        blatt = self._blatt(feld)
        spalten = [(kind, jahr) for kind in feld.kinder for jahr in (self.jahre if kind.je_jahr else (None,))]
        for kind, _ in spalten:
            if kind.gestalt is not Gestalt.WERT or kind.typname in ("menge", "texte"):
                raise DokumentError(Meldung("eine Liste in einer Liste passt in kein Formular", ort=kind.ort))
        mehrere = sum(kind.je_jahr for kind in feld.kinder) > 1
        koepfe = [
            kind.beschriftung if jahr is None else f"{kind.beschriftung} {jahr}" if mehrere else str(jahr)
            for kind, jahr in spalten
        ]
        self._koepfe(blatt, ["Nr.", *koepfe])
        for nummer in range(self.zeilen[feld.name]):
            zeile = ERSTE_ZEILE + nummer
            self.texte.append(Beschriftung(blatt, zeile, BESCHRIFTUNG, str(nummer + 1), "nummer"))
            for spalte, (kind, jahr) in enumerate(spalten, 1):
                index = (nummer,) if jahr is None else (nummer, jahr)
                self.zellen.append(Feldzelle(blatt, zeile, spalte, kind, kind.ort.format(*index), index))

    def _blatt(self, feld: Eingabefeld) -> str:
        self.blaetter[feld.beschriftung] = feld
        return feld.beschriftung

    def _koepfe(self, blatt: str, texte: list[str]) -> None:
        for spalte, text in enumerate(texte):
            art = "kopf_rechts" if text.rpartition(" ")[2] in map(str, self.jahre) else "kopf"
            self.texte.append(Beschriftung(blatt, KOPFZEILE, spalte, text, art))


def _nur_jahre(feld: Eingabefeld) -> bool:
    """Tell whether a group holds nothing but amounts by year."""
    return feld.gestalt is Gestalt.GRUPPE and all(kind.je_jahr for kind in feld.kinder)


def listen(wurzel: Eingabefeld) -> list[Eingabefeld]:
    """Return the lists of a document."""
    return [feld for feld in wurzel.alle() if feld.gestalt is Gestalt.LISTE]

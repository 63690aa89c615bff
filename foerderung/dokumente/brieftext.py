"""Read what a person sees of a Word document: paragraphs, cells, margins, notes and text boxes, each with its place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree

from foerderung.dokumente.briefstile import Formate, schrift_von
from foerderung.errors import DokumentError, Meldung

Element = ElementTree.Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VERWEISE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

GRENZE_BYTES = 50_000_000
"""Unpacked size above which a document is not read."""

_KAPUTT = (zipfile.BadZipFile, zlib.error, LookupError, ElementTree.ParseError, ValueError, EOFError, RuntimeError)
"""What reading a file raises that is no whole Word document; RuntimeError where it is encrypted."""

_FESTE_FELDER = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "REF", "PAGEREF", "TOC", "SEQ"))
"""Fields whose text no clock and no other source changes."""

_UEBERGANGEN = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "delText", "sectPr")),
     f"{_MC}Fallback")
)  # fmt: skip
_ZEICHEN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_RAENDER = {f"{W}headerReference": "Kopfzeile", f"{W}footerReference": "Fußzeile"}
_NOTEN = {f"{W}footnoteReference": "Fußnote", f"{W}endnoteReference": "Endnote"}


@dataclass(frozen=True, slots=True)
class Stelle:
    """A place of a letter and the text that is seen there.

    Attributes:
        ort: German words such as „Tabelle 2, Zeile 3, Spalte 4“.
        zeile: table and row it belongs to, None outside of tables.
    """

    ort: str
    text: str
    zeile: tuple[int, int] | None = None


@dataclass(slots=True)
class Brief:
    """What a Word document shows.

    Attributes:
        koerper: its text in reading order, notes at the end of the paragraph that refers to them.
        raender: heads and feet of the pages.
        unlesbares: places that show what cannot be compared, and what it is.
    """

    koerper: list[Stelle] = field(default_factory=list)
    raender: list[Stelle] = field(default_factory=list)
    unlesbares: list[tuple[str, str]] = field(default_factory=list)


def lies_brief(inhalt: bytes, datei: str = "") -> Brief:
    """Read a Word document.

    Raises:
        DokumentError: it is none, is too large, or is broken.
    """
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
            if sum(eintrag.file_size for eintrag in archiv.infolist()) > GRENZE_BYTES:
                raise DokumentError(Meldung("das Dokument ist entpackt zu groß", datei, zulaessig="50 MB"))
            return _Paket(archiv).lies()
    except _KAPUTT as grund:
        raise DokumentError(
            Meldung("ist kein lesbares Word-Dokument", datei, abhilfe="Als .docx speichern und noch einmal ablegen.")
        ) from grund


class _Paket:
    """The parts of a document and how they refer to each other."""

    def __init__(self, archiv: zipfile.ZipFile) -> None:
        self._archiv = archiv
        (haupt,) = (ziel for art, ziel in self._verweise("").values() if art.endswith("/officeDocument"))
        self._haupt = haupt
        self.teile = self._verweise(haupt)
        self.formate = Formate(self.lies_teil("/styles"))

    def lies(self) -> Brief:
        brief = Brief()
        wurzel = self._xml(self._haupt)
        leser = _Leser(self, brief)
        koerper = wurzel.find(f"{W}body")
        if koerper is None:
            raise ValueError("a document without a body")
        leser.lies_bloecke(koerper)
        leser.schliesse()
        brief.koerper = leser.stellen
        for verweis in (eines for eines in wurzel.iter() if eines.tag in _RAENDER):
            rand = _Leser(self, brief, _RAENDER[verweis.tag])
            rand.lies_bloecke(self._xml(self.teile[verweis.attrib[f"{_R}id"]][1]))
            rand.schliesse()
            brief.raender.extend(rand.stellen)
        return brief

    def lies_teil(self, art: str) -> Element | None:
        """Return a part by the end of its kind, None if there is none."""
        gefunden = next((ziel for kennung, ziel in self.teile.values() if kennung.endswith(art)), None)
        return self._xml(gefunden) if gefunden is not None else None

    def _verweise(self, teil: str) -> dict[str, tuple[str, str]]:
        ordner, _, name = teil.rpartition("/")
        try:
            wurzel = self._xml(join(ordner, "_rels", f"{name}.rels"))
        except KeyError:
            return {}
        return {
            eines.attrib["Id"]: (eines.attrib["Type"], normpath(join("/", ordner, eines.attrib["Target"])).lstrip("/"))
            for eines in wurzel.iter(_VERWEISE)
            if eines.get("TargetMode") != "External"
        }

    def _xml(self, name: str) -> Element:
        inhalt = self._archiv.read(name)
        if b"<!DOCTYPE" in inhalt.replace(b"\0", b""):
            raise ValueError("a document type in a part")
        return ElementTree.fromstring(inhalt)


class _Leser:
    """Walk one part and collect what it shows."""

    def __init__(self, paket: _Paket, brief: Brief, name: str = "") -> None:
        self._paket, self._brief, self._name = paket, brief, name
        self.stellen: list[Stelle] = []
        self._text: list[str] = []
        self._kaesten: list[Element] = []
        self._noten: list[tuple[str, str]] = []
        self._felder: list[_Feld] = []
        self._absaetze = self._tabellen = 0
        self._ueberschrift = ""
        self._schattiert = False
        self._zelle: tuple[int, int, int] | None = None

    # --- blocks ------------------------------------------------------------------------------------------------------

    def lies_bloecke(self, eltern: Element) -> None:
        """Read paragraphs and tables, whatever they are wrapped in."""
        for kind in eltern:
            if kind.tag == f"{W}p":
                self._lies_absatz(kind)
            elif kind.tag == f"{W}tbl":
                self._lies_tabelle(kind)
            elif kind.tag == f"{W}altChunk":
                self._melde("ein eingebettetes Dokument")
            elif kind.tag not in _UEBERGANGEN:
                self.lies_bloecke(kind)

    def schliesse(self) -> None:
        """Take in what a deleted end of paragraph left open."""
        self._beende_absatz("")

    def _lies_absatz(self, absatz: Element) -> None:
        if self._zelle is None:
            self._absaetze += 1
        stil = self._paket.formate.des_absatzes(absatz)
        self._lies_inhalt(absatz, stil)
        if absatz.find(f"{W}pPr/{W}rPr/{W}del") is None:
            self._beende_absatz(stil if self._paket.formate.ist_ueberschrift(stil) else "")

    def _beende_absatz(self, ueberschrift: str) -> None:
        text, ort = "".join(self._text), self._ort()
        if ueberschrift:
            self._ueberschrift = " ".join(text.split())
        if text.strip():
            self.stellen.append(Stelle(ort, text, self._zelle[:2] if self._zelle is not None else None))
        kaesten, noten = self._kaesten, self._noten
        self._text, self._kaesten, self._noten = [], [], []
        for kasten in kaesten:
            self._lies_nebentext("Textfeld", [kasten])
        for art, nummer in noten:
            self._lies_nebentext(f"{art} {nummer}", self._note(art, nummer))

    def _lies_nebentext(self, name: str, wurzeln: list[Element]) -> None:
        leser = _Leser(self._paket, self._brief, f"{name} zu {self._ort()}" if self.stellen else name)
        for wurzel in wurzeln:
            leser.lies_bloecke(wurzel)
        leser.schliesse()
        self.stellen.extend(leser.stellen)

    def _note(self, art: str, nummer: str) -> list[Element]:
        teil = self._paket.lies_teil("/footnotes" if art == "Fußnote" else "/endnotes")
        return [eine for eine in teil if eine.get(f"{W}id") == nummer] if teil is not None else []

    def _lies_tabelle(self, tabelle: Element) -> None:
        aussen, schattiert = self._zelle, self._schattiert
        self._tabellen += 1
        nummer = self._tabellen
        for z, zeile in enumerate((eine for eine in _kinder(tabelle, "tr") if _bleibt(eine)), 1):
            spalte = 1
            for zelle in _kinder(zeile, "tc"):
                self._zelle = (nummer, z, spalte)
                self._schattiert = schrift_von(zelle.find(f"{W}tcPr")).schattiert
                self.lies_bloecke(zelle)
                weite = zelle.find(f"{W}tcPr/{W}gridSpan")
                spalte += int(weite.get(f"{W}val", "1")) if weite is not None else 1
        self._zelle, self._schattiert = aussen, schattiert

    def _ort(self) -> str:
        if self._zelle is not None:
            ort = "Tabelle {}, Zeile {}, Spalte {}".format(*self._zelle)
        elif self._name:
            return self._name
        else:
            ort = f"Absatz {self._absaetze}"
        if self._name:
            ort = f"{self._name}, {ort}"
        return f"{ort} (unter „{self._ueberschrift[:60]}“)" if self._ueberschrift else ort

    # --- text --------------------------------------------------------------------------------------------------------

    def _lies_inhalt(self, eltern: Element, stil: str) -> None:
        for kind in eltern:
            if kind.tag == f"{W}r":
                self._lies_lauf(kind, stil)
            elif kind.tag == f"{W}fldSimple":
                self._felder.append(_Feld(kind.get(f"{W}instr", ""), im_ergebnis=True))
                self._lies_inhalt(kind, stil)
                self._beende_feld()
            elif kind.tag == f"{_M}t":
                self._nimm(kind.text or "")
            elif kind.tag not in _UEBERGANGEN:
                self._lies_inhalt(kind, stil)

    def _lies_lauf(self, lauf: Element, stil: str) -> None:
        sichtbar = self._paket.formate.ist_sichtbar(lauf, stil, self._schattiert)
        for kind in lauf:
            if kind.tag == f"{W}t":
                self._nimm(kind.text or "" if sichtbar else "")
            elif kind.tag == f"{W}sym":
                self._nimm(chr(int(kind.get(f"{W}char", "20"), 16) & 0xFF) if sichtbar else "")
            elif kind.tag in _ZEICHEN:
                self._nimm(_ZEICHEN[kind.tag])
            elif kind.tag in (f"{W}fldChar", f"{W}instrText"):
                self._lies_feldzeichen(kind)
            elif kind.tag in _NOTEN:
                self._noten.append((_NOTEN[kind.tag], kind.get(f"{W}id", "")))
            elif kind.tag not in _UEBERGANGEN:
                self._lies_eingebettetes(kind)

    def _lies_eingebettetes(self, element: Element) -> None:
        """Find text boxes; a picture is only looked at, anything else that draws text is reported."""
        if element.tag == f"{W}txbxContent":
            self._kaesten.append(element)
            return
        if element.tag == f"{W}object" or element.get("uri", "").endswith(("/chart", "/diagram")):
            self._melde("ein eingebettetes Objekt")
        for kind in element:
            if kind.tag not in _UEBERGANGEN:
                self._lies_eingebettetes(kind)

    def _lies_feldzeichen(self, element: Element) -> None:
        art = element.get(f"{W}fldCharType", "")
        if element.tag == f"{W}instrText":
            if self._felder:
                self._felder[-1].anweisung += element.text or ""
        elif art == "begin":
            self._felder.append(_Feld())
        elif art == "separate" and self._felder:
            self._felder[-1].im_ergebnis = True
        elif art == "end":
            self._beende_feld()

    def _beende_feld(self) -> None:
        if not self._felder:
            return
        feld = self._felder.pop()
        if feld.name not in _FESTE_FELDER and any(zeichen.isdigit() for zeichen in feld.text):
            self._melde(f"das Feld {feld.name or '?'} („{feld.text.strip()}“), dessen Inhalt Word selbst ändert")

    def _nimm(self, text: str) -> None:
        self._text.append(text)
        for feld in self._felder:
            if feld.im_ergebnis:
                feld.text += text

    def _melde(self, was: str) -> None:
        self._brief.unlesbares.append((self._ort(), was))


@dataclass(slots=True)
class _Feld:
    """A field that is being read: its instruction, and the text it shows."""

    anweisung: str = ""
    text: str = ""
    im_ergebnis: bool = False

    @property
    def name(self) -> str:
        return (self.anweisung.split() or [""])[0].upper()


def _kinder(eltern: Element, name: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, whatever they are wrapped in, but not those of a table inside."""
    for kind in eltern:
        if kind.tag == f"{W}{name}":
            yield kind
        elif kind.tag not in _UEBERGANGEN and kind.tag not in (f"{W}tr", f"{W}tc", f"{W}p"):
            yield from _kinder(kind, name)


def _bleibt(zeile: Element) -> bool:
    return zeile.find(f"{W}trPr/{W}del") is None

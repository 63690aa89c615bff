"""Read YAML and JSON strictly into positioned text: no tags, anchors or aliases, no duplicate keys, bounded.

Values stay text: ``0.1``, ``90 %`` and ``2027-01-01`` reach the checks exactly as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from foerderung.errors import EingabeError, FoerderungError, Meldung, grund_deutsch
from foerderung.fach.quelltext import Abbildung, Baum, Eintrag, Folge, Skalar
from foerderung.richtlinien.jsonleser import JsonError, JsonLeser

HOECHSTENS_BYTES = 1_048_576
HOECHSTENS_TIEFE = 24
HOECHSTENS_KNOTEN = 200_000

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = {"", "null", "Null", "NULL", "~"}
_PROBLEME = {
    "mapping values are not allowed": "ein Doppelpunkt steht, wo keiner stehen darf (Text in Anführungszeichen setzen)",
    "cannot start any token": "ein Zeichen steht, wo keines stehen darf, etwa ein Tabulator oder %",
    "found character '\\t'": "ein Tabulator steht am Zeilenanfang (Leerzeichen verwenden)",
    "found unexpected end of stream": "das Dokument endet mitten in einem Text oder einer Klammer",
    "could not find expected ':'": "nach dem Schlüssel fehlt der Doppelpunkt",
    "did not find expected ',' or": "in der Klammer fehlt ein Komma oder die schließende Klammer",
    "did not find expected key": "die Einrückung stimmt nicht oder ein Schlüssel fehlt",
    "did not find expected '-'": "die Einrückung der Liste stimmt nicht",
    "control characters are not allowed": "das Dokument enthält Steuerzeichen",
}


def lies_datei(pfad: Traversable, fehler: type[FoerderungError] = EingabeError) -> Baum:
    """Read one YAML or JSON file (by its ending) into a tree.

    Raises:
        fehler: the file is missing, unreadable, too large, no UTF-8, or not well-formed.
    """
    name = str(pfad)
    try:
        with pfad.open("rb") as datei:
            roh = datei.read(HOECHSTENS_BYTES + 1)
    except FileNotFoundError:
        raise fehler(Meldung("Datei nicht gefunden", datei=name, abhilfe="Pfad prüfen.")) from None
    except IsADirectoryError:
        raise fehler(Meldung("das ist ein Ordner, keine Datei", datei=name)) from None
    except OSError as grund:
        raise fehler(Meldung(f"Datei nicht lesbar ({grund_deutsch(grund)})", datei=name)) from None
    if len(roh) > HOECHSTENS_BYTES:
        raise fehler(Meldung("Datei zu groß", datei=name, zulaessig="höchstens 1 MiB"))
    return lies_text(dekodiere(roh, name, fehler), name, fehler)


def dekodiere(roh: bytes, name: str, fehler: type[FoerderungError] = EingabeError) -> str:
    """Decode UTF-8, with or without byte order mark; say the line of the first wrong byte."""
    try:
        return roh.decode("utf-8-sig")
    except UnicodeDecodeError as grund:
        zeile = roh.count(b"\n", 0, grund.start) + 1
        raise fehler(
            Meldung("Zeichen sind nicht in UTF-8 gespeichert", name, zeile, abhilfe="Als UTF-8 speichern.")
        ) from None


def lies_text(text: str, name: str, fehler: type[FoerderungError] = EingabeError) -> Baum:
    """Turn the text of a YAML or JSON document into a tree; JSON where `name` ends in ``.json``."""
    try:
        return _lies_json(text, name, fehler) if name.lower().endswith(".json") else _Leser(name, fehler).lies(text)
    except yaml.YAMLError as grund:
        raise fehler(_yaml_meldung(grund, name)) from None
    except RecursionError:
        raise fehler(Meldung("zu tief verschachtelt", name, zulaessig=f"{HOECHSTENS_TIEFE} Ebenen")) from None


def _lies_json(text: str, name: str, fehler: type[FoerderungError]) -> Baum:
    leser = JsonLeser(text, HOECHSTENS_TIEFE, HOECHSTENS_KNOTEN)
    try:
        baum = leser.lies()
    except JsonError as grund:
        zeile, spalte = leser.zeile(grund.stelle), leser.spalte(grund.stelle)
        raise fehler(Meldung(f"kein gültiges JSON, Spalte {spalte}: {grund.text}", name, zeile)) from None
    if leser.doppelt:
        raise fehler(_doppelt(name, *eines) for eines in leser.doppelt)
    return baum


def _doppelt(name: str, schluessel: str, zeile: int, erste: int) -> Meldung:
    return Meldung(f"Schlüssel „{schluessel}“ steht doppelt (zuerst in Zeile {erste})", name, zeile)


def _yaml_meldung(grund: yaml.YAMLError, name: str) -> Meldung:
    marke = getattr(grund, "problem_mark", None) or getattr(grund, "context_mark", None)
    problem = str(getattr(grund, "problem", "") or getattr(grund, "reason", "") or "")
    if "nesting depth" in problem:  # newer versions of the parser stop by themselves
        zeile = marke.line + 1 if marke is not None else 0
        return Meldung("zu tief verschachtelt", name, zeile, zulaessig=f"{HOECHSTENS_TIEFE} Ebenen")
    deutsch = next((text for teil, text in _PROBLEME.items() if teil in problem), "kein gültiges YAML")
    if marke is None:
        return Meldung(deutsch, name)
    return Meldung(f"{deutsch}, Spalte {marke.column + 1}", name, marke.line + 1)


class _Leser:
    """Build the tree from the parser's events, so that an alias is refused before anything is expanded."""

    def __init__(self, name: str, fehler: type[FoerderungError]) -> None:
        self.name = name
        self.fehler = fehler
        self.meldungen: list[Meldung] = []
        self.knoten = 0

    def lies(self, text: str) -> Baum:
        ereignisse: Iterator[Any] = yaml.parse(text, Loader=_PARSER)
        next(ereignisse)
        beginn = next(ereignisse)
        if isinstance(beginn, yaml.StreamEndEvent):
            raise self.fehler(Meldung("die Datei ist leer", self.name))
        baum = self._baum(next(ereignisse), ereignisse.__next__, 1)
        next(ereignisse)
        if not isinstance(next(ereignisse), yaml.StreamEndEvent):
            self.meldungen.append(Meldung("mehr als ein Dokument in einer Datei", self.name))
        if self.meldungen:
            raise self.fehler(self.meldungen)
        return baum

    def _baum(self, ereignis: Any, naechstes: Callable[[], Any], tiefe: int) -> Baum:
        zeile = ereignis.start_mark.line + 1
        self._pruefe(ereignis, zeile, tiefe)
        if isinstance(ereignis, yaml.ScalarEvent):
            zitiert = ereignis.style in ("'", '"', "|", ">")
            text = None if not zitiert and ereignis.value in _NULL else ereignis.value
            return Skalar(text, zeile, zitiert)
        if isinstance(ereignis, yaml.SequenceStartEvent):
            glieder = []
            while not isinstance(teil := naechstes(), yaml.SequenceEndEvent):
                glieder.append(self._baum(teil, naechstes, tiefe + 1))
            return Folge(tuple(glieder), zeile)
        eintraege: dict[str, Eintrag] = {}
        while not isinstance(teil := naechstes(), yaml.MappingEndEvent):
            schluessel = self._schluessel(teil, naechstes, tiefe)
            wert = self._baum(naechstes(), naechstes, tiefe + 1)
            schluesselzeile = teil.start_mark.line + 1
            if schluessel in eintraege:
                self.meldungen.append(_doppelt(self.name, schluessel, schluesselzeile, eintraege[schluessel].zeile))
            else:
                eintraege[schluessel] = Eintrag(wert, schluesselzeile)
        return Abbildung(eintraege, zeile)

    def _schluessel(self, ereignis: Any, naechstes: Callable[[], Any], tiefe: int) -> str:
        knoten = self._baum(ereignis, naechstes, tiefe + 1)
        if isinstance(knoten, Skalar) and knoten.text != "<<":
            return knoten.text or ""
        raise self.fehler(Meldung("Schlüssel muss ein einfacher Text sein", self.name, knoten.zeile))

    def _pruefe(self, ereignis: Any, zeile: int, tiefe: int) -> None:
        self.knoten += 1
        if isinstance(ereignis, yaml.AliasEvent) or ereignis.anchor:
            raise self.fehler(Meldung("Anker und Verweise (& und *) sind nicht erlaubt", self.name, zeile))
        if ereignis.tag is not None:
            raise self.fehler(Meldung(f"Typangaben wie {ereignis.tag} sind nicht erlaubt", self.name, zeile))
        if tiefe > HOECHSTENS_TIEFE:
            raise self.fehler(
                Meldung("zu tief verschachtelt", self.name, zeile, zulaessig=f"{HOECHSTENS_TIEFE} Ebenen")
            )
        if self.knoten > HOECHSTENS_KNOTEN:
            raise self.fehler(
                Meldung("zu viele Angaben in einer Datei", self.name, zeile, zulaessig=f"{HOECHSTENS_KNOTEN}")
            )

"""The applications that documents are tested on, and what stands in a rendered document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl

from foerderung.dokumente import bescheid as bescheide
from foerderung.dokumente.arbeitsmappe import tabellenrechnung
from foerderung.dokumente.bescheid import Bescheid
from foerderung.dokumente.bescheid_kontext import bescheid_kontext
from foerderung.dokumente.bescheidangaben import Anschrift, Bescheidangaben, Ziel
from foerderung.dokumente.bezug import Bezuege
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.berechnung import Berechnung
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.tabellenbezug import STICHTAG, Bezug, Eingabebezug, Zellbezug
from foerderung.rechnung.typen import TEXT, Typ
from foerderung.resources import resource_path
from foerderung.services.rechnen.klauselwahl import waehle_klauseln
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests import golden

HIER = Path(__file__).parent
MITGELIEFERT = resource_path("rules") / "kommpraev" / "beispiele"
NAMEN = ("koordination-dreijaehrig", "kleinprojekt", "dresden-2024", "grosses_vorhaben")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SICHTBAR = {f"{_W}t", f"{_W}tab"}
_ZAHL = re.compile(r"-?\d[\d.]*(?:,\d+)?…? (?:€|%|VZÄ)")


def berechne(name: str, regeln: Path | None = None) -> Berechnung:
    """Compute one of the applications, with its decision if there is one."""
    ordner = MITGELIEFERT if (MITGELIEFERT / f"{name}.yaml").exists() else HIER
    entscheidung = ordner / f"{name}_entscheidung.yaml"
    return berechne_datei(ordner / f"{name}.yaml", entscheidung if entscheidung.exists() else None, None, regeln)


def angaben(**anders: Any) -> Bescheidangaben:
    """Return the facts of a case, with some of them replaced."""
    muster: dict[str, Any] = {
        "aktenzeichen": "KP-2027-0001",
        "dokumentnummer": "KP-2027-0001/07",
        "datum": date(2026, 11, 12),
        "behoerde": Anschrift(
            "Staatsministerium des Innern",
            "Musterstraße 2",
            "01097",
            "Dresden",
            zusatz="Geschäftsstelle des Landespräventionsrates",
            telefon="0351 000-0000",
            email="poststelle@beispiel.invalid",
        ),
        "bearbeitung": "Muster Eins (Sachbearbeitung)",
        "zeichnung": "Muster Zwei (Zeichnung)",
        "gericht": "Verwaltungsgericht Chemnitz",
        "gericht_ort": "Chemnitz",
        "antrag_eingang": date(2026, 10, 2),
        "beratung_am": date(2026, 9, 3),
        "zweck": "Eine Koordinierungsstelle begleitet den Präventionsrat und setzt den Maßnahmenplan um.",
        "ziele": (Ziel("Der Präventionsrat tagt regelmäßig.", "Sitzungen je Jahr", "mindestens 4"),),
        "nachweis_bis": date(2030, 12, 31),
    }
    return Bescheidangaben(**(muster | anders))


def render_bescheid(berechnung: Berechnung, fakten: Bescheidangaben, regeln: Path | None = None) -> Bescheid:
    """Write a notice with the clauses that the rules choose for it."""
    return bescheide.render_bescheid(berechnung, fakten, waehle_klauseln(berechnung, fakten, regeln))


def kontext(berechnung: Berechnung, fakten: Bescheidangaben | None = None) -> dict[str, Any]:
    """Return what a notice or a draft is filled with."""
    return bescheid_kontext(berechnung, Bezuege(berechnung), waehle_klauseln(berechnung, fakten), fakten)


def render_entwurf(berechnung: Berechnung, vorlagen: Path | None = None) -> Bescheid:
    """Draft a notice with the clauses that the rules choose for it."""
    return bescheide.render_entwurf(berechnung, waehle_klauseln(berechnung, None), vorlagen)


def schreibe_antrag(ziel: Path, vorlage: str, **ersetze: str) -> Path:
    """Write a variant of a shipped example with some texts replaced (the first line ``name: …`` of each keyword)."""
    text = (MITGELIEFERT / f"{vorlage}.yaml").read_text(encoding="utf-8")
    for schluessel, neu in ersetze.items():
        vorn, doppelpunkt, hinten = text.partition(f"{schluessel}: ")
        assert doppelpunkt
        text = vorn + doppelpunkt + neu + hinten[hinten.index("\n") :]
    ziel.write_text(text, encoding="utf-8")
    return ziel


def antrag_daten(name: str) -> dict[str, Any]:
    """Return a shipped example as plain data, to be changed."""
    return golden.lade_basis(name)


def text_von(docx: bytes) -> str:
    """Return the text of a Word document with its headers and footers, one line per paragraph, plain characters."""
    zeilen: list[str] = []
    with zipfile.ZipFile(BytesIO(docx)) as archiv:
        for name in archiv.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                zeilen.extend(_absaetze(ElementTree.fromstring(archiv.read(name))))
    return "\n".join(zeilen).replace("\u00a0", " ").replace("\u2011", "-")


def _absaetze(wurzel: ElementTree.Element) -> Iterator[str]:
    for absatz in wurzel.iter(f"{_W}p"):
        teile = (teil for lauf in absatz.iter(f"{_W}r") for teil in lauf)
        yield "".join(" " if teil.tag == f"{_W}tab" else teil.text or "" for teil in teile if teil.tag in _SICHTBAR)


def fremde_zahlen(text: str, berechnung: Berechnung, bescheid: Bescheid) -> tuple[int, list[str]]:
    """Count the amounts and rates in a letter's text, and list those that no referenced node accounts for.

    Citations are texts, not figures („Minijob-Zentrale: 13 % + 15 % + 2 %“); they are taken out first.
    """
    erlaubt = {wert.replace("\u00a0", " ") for bezug in bescheid.bezuege for wert in anzeigen(berechnung, bezug)}
    for fundstelle in sorted(_fundstellen(berechnung), key=len, reverse=True):
        text = text.replace(fundstelle, "")
    gefunden = _ZAHL.findall(text)
    return len(gefunden), [zahl for zahl in gefunden if zahl not in erlaubt]


def anzeigen(berechnung: Berechnung, bezug: str) -> Iterator[str]:
    """Yield how the values a reference stands for are shown."""
    if bezug.startswith("parameter:"):
        yield from _parameterwerte(berechnung, bezug.removeprefix("parameter:"))
        return
    befunde = {treffer.knoten.id: treffer.knoten for treffer in berechnung.treffer}
    knoten = befunde.get(bezug) or berechnung.knoten[bezug]
    regel = berechnung.regelwerk.regeln.get(knoten.name)
    if regel is not None:
        yield fuer_menschen(knoten.wert, regel.typ)
        yield fuer_menschen(knoten.vor_rundung, regel.typ)
    for verwendung in knoten.parameter.values():
        yield fuer_menschen(verwendung.wert, verwendung.typ)
    yield from _angaben(berechnung, knoten)


def _angaben(berechnung: Berechnung, knoten: Knoten) -> Iterator[str]:
    for angabe in knoten.angaben.values():
        feld = berechnung.regelwerk.eingaben.get(angabe.pfad)
        yield fuer_menschen(angabe.wert, feld.typ if feld is not None and feld.typ is not None else TEXT)


def _parameterwerte(berechnung: Berechnung, name: str) -> Iterator[str]:
    if name in berechnung.regelwerk.parameter:
        parameter = berechnung.regelwerk.parameter[name]
        for wert in (parameter.am(berechnung.stichtag) or {}).values():
            yield fuer_menschen(wert.wert, parameter.typ)


def _fundstellen(berechnung: Berechnung) -> set[str]:
    quellen = {regel.quelle.fundstelle for regel in berechnung.regelwerk.regeln.values()}
    for knoten in berechnung.knoten.values():
        quellen |= {verwendung.quelle.fundstelle for verwendung in knoten.parameter.values()}
    return quellen


def lies_mappe(inhalt: bytes) -> Any:
    """Read a workbook back."""
    return openpyxl.load_workbook(BytesIO(inhalt))


def werte_der_mappe(inhalt: bytes) -> Any:
    """Read a workbook back with the values stored beside its formulas."""
    return openpyxl.load_workbook(BytesIO(inhalt), data_only=True)


def zahlen_mit_spur(inhalt: bytes, berechnung: Berechnung) -> Iterator[tuple[float | int, str]]:
    """Yield the stored number of every named cell, and the trace id or key path that it shows."""
    buch = werte_der_mappe(inhalt)
    rechnung = tabellenrechnung(berechnung)
    for zelle in rechnung.alle_zellen:
        rechnung.uebersetzer.zelle(zelle.block.id, zelle.index)
    for name, bezug in rechnung.bezuege.items():
        spur = _spur(bezug, berechnung)
        if spur and name in buch.defined_names:
            blatt, _, zelle = buch.defined_names[name].attr_text.rpartition("!")
            wert = buch[blatt.strip("'")][zelle.replace("$", "")].value
            if isinstance(wert, int | float) and not isinstance(wert, bool):
                yield wert, spur


def _spur(bezug: Bezug, berechnung: Berechnung) -> str:
    if isinstance(bezug, Zellbezug) and bezug.block in berechnung.regelwerk.regeln and None not in bezug.index:
        return Knoten(bezug.block, tuple(stelle for stelle in bezug.index if stelle is not None)).id
    gegeben = berechnung.antrag.eingaben.hole
    if isinstance(bezug, Eingabebezug) and bezug.pfad != STICHTAG and gegeben(bezug.pfad, bezug.index) is not None:
        return berechnung.regelwerk.eingaben[bezug.pfad].ort.format(*bezug.index)
    return ""


def exakter_wert(berechnung: Berechnung, spur: str) -> tuple[Wert | None, Typ]:
    """Look up what a workbook's trace column names: a node, computed if need be, or an input by its key path."""
    name, _, index = spur.partition("[")
    if name in berechnung.regelwerk.regeln:
        nummern = tuple(int(teil) for teil in index.rstrip("]").split(",") if teil)
        return berechnung.rechner.knoten(name, nummern).wert, berechnung.regelwerk.regeln[name].typ
    wert: Any = berechnung.antrag.eingaben.baum
    for schritt in re.findall(r"\w+", spur):
        schluessel = int(schritt) if schritt.isdecimal() else schritt
        wert = wert[schluessel] if isinstance(wert, tuple) else wert.get(schluessel, Fraction(0))
        if wert == 0:
            break
    return wert, TEXT

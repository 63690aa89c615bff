"""Fill released Word templates in a sandbox, and write the result with the same bytes each time."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError, Meldung
from foerderung.resources import resource_path

FREIGABELISTE = "freigegeben.sha256"
"""Name of the list of released templates, in the format of ``sha256sum``."""

_GEMERKT = 256
"""Texts of templates that are kept; a letter has ten or so."""

_ZIPZEIT = (1980, 1, 1, 0, 0, 0)
_KOERPER = re.compile("<w:body[^>]*>")
_UMBRUCH = re.compile("[\t\n\a\f]")
_TRENNER = "\ue000"
_DOCXTPL_ERSATZ = re.compile(r"([{}%]_)(?=[{}%])")


def lies_vorlage(name: str, ordner: Path | None = None) -> bytes:
    """Read a released template.

    Args:
        name: path below the folder, such as ``kommpraev/zuwendungsbescheid.docx``.
        ordner: folder of templates; default the shipped one.

    Raises:
        DokumentError: it is missing, not on the list, or was altered after its release.
    """
    ordner = ordner if ordner is not None else resource_path("templates")
    freigegeben = _freigaben(ordner).get(name)
    if freigegeben is None:
        raise DokumentError(
            Meldung(
                "die Vorlage ist nicht freigegeben",
                name,
                zulaessig="Vorlagen der Freigabeliste",
                quelle=f"templates/{FREIGABELISTE}",
                abhilfe="Vorlage prüfen und mit ihrer Prüfsumme in die Liste aufnehmen.",
            )
        )
    try:
        inhalt = (ordner / name).read_bytes()
    except OSError:
        raise DokumentError(
            Meldung("die Vorlage fehlt oder ist nicht lesbar", name, abhilfe="Programm neu installieren.")
        ) from None
    gefunden = hashlib.sha256(inhalt).hexdigest()
    if gefunden != freigegeben:
        raise DokumentError(
            Meldung(
                f"die Vorlage wurde nach der Freigabe verändert (SHA-256 {gefunden[:12]}…)",
                name,
                zulaessig=f"SHA-256 {freigegeben[:12]}…",
                quelle=f"templates/{FREIGABELISTE}",
                abhilfe="Freigegebene Vorlage wiederherstellen oder die geänderte neu freigeben.",
            )
        )
    return inhalt


def _freigaben(ordner: Path) -> dict[str, str]:
    try:
        zeilen = (ordner / FREIGABELISTE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    paare = (zeile.split(maxsplit=1) for zeile in zeilen if zeile.strip() and not zeile.startswith("#"))
    return {name.lstrip("*"): summe for summe, name in paare}


class _Umgebung(ImmutableSandboxedEnvironment):
    """Compiles each text of a template once: compiling costs several times what filling does."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._uebersetzt = lru_cache(maxsize=_GEMERKT)(super().from_string)

    def from_string(self, source: Any, *angaben: Any, **weitere: Any) -> Template:
        """Return the compiled template; rendering leaves no state in it."""
        return self._uebersetzt(source, *angaben, **weitere)


@lru_cache(maxsize=_GEMERKT)
def richte(text: str) -> str:
    """Return a part of a template with each tag in one piece, as the template engine reads it."""
    return str(DocxTemplate(None).patch_xml(text))


class _Dokument(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """Mends the markup that Word puts between the signs of a tag once for each text of a template."""

    def patch_xml(self, src_xml: str) -> str:
        """Return the text with its tags in one piece."""
        return richte(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Turn line breaks of values into those of Word; where there are none, nothing has to be searched."""
        return str(super().resolve_listing(xml)) if _UMBRUCH.search(xml) else xml

    def fix_tables(self, xml: str) -> Any:
        """Return the filled document as a tree of its own; columns never change, so no table needs mending."""
        alt = self.docx.element
        huelle = etree.tostring(etree.Element(alt.tag, dict(alt.attrib), nsmap=alt.nsmap), encoding="unicode")
        return parse_xml(f"{huelle.removesuffix('/>')}>{_KOERPER.sub('<w:body>', xml, count=1)}</w:document>")

    def fix_docpr_ids(self, tree: Any) -> None:
        """Number drawings anew; loops repeat them."""
        for nummer, zeichnung in enumerate(tree.iter(qn("wp:docPr")), 1001):
            zeichnung.set("id", str(nummer))

    def map_tree(self, tree: Any) -> None:
        """Take the tree as the document; moving it into the old one would visit every node."""
        self.docx._element = self.docx.part._element = tree  # as docxtpl itself does


@cache
def umgebung() -> ImmutableSandboxedEnvironment:
    """Return the environment templates run in: no access to Python, markup escaped, missing values an error."""
    return _Umgebung()


def render_docx(vorlage: bytes, kontext: Mapping[str, Any], stand: date) -> bytes:
    """Fill a template.

    Args:
        vorlage: the template as `lies_vorlage` returned it.
        kontext: nested mappings and lists of finished texts and truth values; numbers are refused.
        stand: day written into the document's properties; the clock is not read.

    Raises:
        DokumentError: the template asks for something the context does not hold, or is no Word document.
        TypeError: a value is no text.
    """
    try:
        dokument = _Dokument(BytesIO(vorlage))
        dokument.render(_als_text(kontext), umgebung())
    except (TemplateError, zipfile.BadZipFile, KeyError) as fehler:
        raise DokumentError(Meldung(f"die Vorlage lässt sich nicht füllen ({fehler})")) from fehler
    _setze_stand(dokument, stand)
    puffer = BytesIO()
    dokument.save(puffer)
    return _gleichbleibend(puffer.getvalue())


def _als_text(wert: Any) -> Any:
    """Make texts safe for the template engine, which would rewrite ``{_{`` inside values."""
    match wert:
        case str():
            return _DOCXTPL_ERSATZ.sub(rf"\1{_TRENNER}", bereinigt(wert))
        case bool():
            return wert
        case Mapping():
            return {name: _als_text(teil) for name, teil in wert.items()}
        case list() | tuple():
            return [_als_text(teil) for teil in wert]
    raise TypeError(f"only texts go into a template, not {wert!r}")


def _setze_stand(dokument: Any, stand: date) -> None:
    tag = datetime.combine(stand, time(), UTC)
    eigenschaften = dokument.docx.core_properties
    eigenschaften.created = eigenschaften.modified = tag
    eigenschaften.revision = 1


def _gleichbleibend(inhalt: bytes) -> bytes:
    """Write a zip anew with fixed times and order, the content types first as readers expect."""
    puffer = BytesIO()
    with zipfile.ZipFile(BytesIO(inhalt)) as quelle, zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name in sorted(quelle.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            teil = quelle.read(name)
            if name.endswith(".xml"):
                teil = teil.replace(_TRENNER.encode(), b"")
            eintrag = zipfile.ZipInfo(name, _ZIPZEIT)
            eintrag.compress_type = zipfile.ZIP_DEFLATED
            eintrag.create_system = 3
            eintrag.external_attr = 0o644 << 16
            ziel.writestr(eintrag, teil)
    return puffer.getvalue()

"""Find the links of a document that lead nowhere: files that do not exist, headings that are gone."""

from __future__ import annotations

import re
from pathlib import Path

_VERWEIS = re.compile(r"\[[^\]]*\]\((?P<ziel>[^)\s]+)\)")
_ZAUN = re.compile(r"^ *```.*?^ *```", re.S | re.M)


def tote_verweise(pfad: Path) -> list[str]:
    """Return the targets of a document's links that are not there; addresses on the web are not looked at."""
    text = _ZAUN.sub("", pfad.read_text(encoding="utf-8"))
    ziele = [treffer["ziel"] for treffer in _VERWEIS.finditer(text)]
    return [ziel for ziel in ziele if "://" not in ziel and not _gibt_es(pfad, ziel)]


def _gibt_es(pfad: Path, ziel: str) -> bool:
    datei, _, anker = ziel.partition("#")
    dort = (pfad.parent / datei).resolve() if datei else pfad
    if not dort.exists():
        return False
    return not anker or anker in ankernamen(dort.read_text(encoding="utf-8"))


def ankernamen(text: str) -> set[str]:
    """Return the anchors that code hosts make from headings: small letters, hyphens for spaces, no punctuation."""
    ueberschriften = re.findall(r"^#+ (.*)$", _ZAUN.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", kopf.lower()).replace(" ", "-") for kopf in ueberschriften}

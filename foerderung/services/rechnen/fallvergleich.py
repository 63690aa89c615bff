"""Compare what a golden case expects with a result or an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from foerderung.errors import FoerderungError
from foerderung.fach.quelltext import Abbildung, Baum, Folge, Skalar
from foerderung.fach.zahlen import lies_dezimal

BEFUNDE = "befunde"
BEFUNDE_NICHT = "befunde_nicht"
SCHWERE = "schwere"
FEHLER = "fehler"
MELDUNG = "meldung"
_EIGENE = frozenset({BEFUNDE, BEFUNDE_NICHT, SCHWERE})
_FEHLT = object()


def vergleiche(erwartet: Abbildung, ergebnis: Mapping[str, Any]) -> list[str]:
    """List the differences to a result in the JSON contract; only what the case names is compared.

    A code under ``befunde`` has to occur at exactly the places listed, one under ``schwere`` with that severity.
    """
    if FEHLER in erwartet:
        return ["ein Fehler war erwartet, die Berechnung gelang"]
    unterschiede = list(_befundunterschiede(erwartet, ergebnis))
    for name, eintrag in _eintraege(erwartet):
        if name not in _EIGENE:
            unterschiede.extend(_unterschiede(name, eintrag, ergebnis.get(name, _FEHLT)))
    return unterschiede


def vergleiche_fehler(erwartet: Abbildung | None, fehler: FoerderungError) -> list[str]:
    """List the differences to an error: its exit code, and what its message has to contain."""
    erwartet = erwartet or Abbildung()
    if _text(erwartet.hole(FEHLER)) != str(fehler.exit_code):
        return [f"Fehler {fehler.exit_code}: {fehler}"]
    return [f"„{teil}“ fehlt in der Meldung" for teil in _texte(erwartet.hole(MELDUNG)) if teil not in str(fehler)]


def _befundunterschiede(erwartet: Abbildung, ergebnis: Mapping[str, Any]) -> Iterable[str]:
    orte: dict[str, list[str]] = {}
    schweren: dict[str, set[str]] = {}
    for befund in ergebnis.get(BEFUNDE, ()):
        orte.setdefault(befund["code"], []).append(befund["ort"])
        schweren.setdefault(befund["code"], set()).add(befund["schwere"])
    for code, eintrag in _eintraege(erwartet.hole(BEFUNDE)):
        if sorted(orte.get(code, [])) != sorted(_texte(eintrag)):
            yield f"Befund {code}: {orte.get(code, [])}, erwartet {_texte(eintrag)}"
    for code in _texte(erwartet.hole(BEFUNDE_NICHT)):
        if code in orte:
            yield f"Befund {code}: {orte[code]}, keiner erwartet"
    for code, eintrag in _eintraege(erwartet.hole(SCHWERE)):
        if schweren.get(code) != {_text(eintrag)}:
            yield f"Schwere von {code}: {schweren.get(code)}, erwartet {_text(eintrag)}"


def _unterschiede(ort: str, soll: Baum, ist: Any) -> Iterable[str]:
    if isinstance(soll, Abbildung) and isinstance(ist, Mapping):
        for name, eintrag in _eintraege(soll):
            yield from _unterschiede(f"{ort}.{name}", eintrag, ist.get(name, _FEHLT))
    elif isinstance(soll, Folge) and isinstance(ist, list) and len(soll.glieder) == len(ist):
        for nummer, (glied, wert) in enumerate(zip(soll.glieder, ist, strict=True)):
            yield from _unterschiede(f"{ort}[{nummer}]", glied, wert)
    elif not isinstance(soll, Skalar) or not _gleich(soll.text, ist):
        yield f"{ort}: {_anzeige(ist)}, erwartet {_anzeige(soll)}"


def _gleich(soll: str | None, ist: Any) -> bool:
    """Compare a figure by its value, anything else by its text."""
    if soll is None or ist is None:
        return soll is None and ist is None
    text = str(ist).lower() if isinstance(ist, bool) else str(ist)
    zahl = lies_dezimal(soll)
    return zahl == Fraction(text) if zahl is not None and lies_dezimal(text) is not None else soll == text


def _anzeige(wert: Any) -> str:
    match wert:
        case Skalar(text=text):
            return _anzeige(text)
        case Folge(glieder=glieder) | list(glieder):
            return f"{len(glieder)} Einträge"
        case Abbildung(eintraege=eintraege) | dict(eintraege):
            return f"{{{', '.join(eintraege)}}}"
    return "nicht im Ergebnis" if wert is _FEHLT else "null" if wert is None else str(wert)


def _eintraege(baum: Baum | None) -> Iterable[tuple[str, Baum]]:
    return [(name, e.wert) for name, e in baum.eintraege.items()] if isinstance(baum, Abbildung) else []


def _texte(baum: Baum | None) -> list[str]:
    return [_text(glied) for glied in baum.glieder] if isinstance(baum, Folge) else []


def _text(baum: Baum | None) -> str:
    return baum.text or "" if isinstance(baum, Skalar) else ""

"""Compare two versions of a document by its declaration: every value that is another, with German labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.eingabefeld import Eingabefeld, Gestalt
from foerderung.rechnung.klardaten import als_klardaten
from foerderung.rechnung.typen import TEXT

NAME = "bezeichnung"
"""Key by which an item of a list is recognised when it stands in another place."""

FEHLT = "–"


@dataclass(frozen=True, slots=True)
class Unterschied:
    """One value that is another.

    Attributes:
        ort: key path, in the new version unless it is gone there.
        bezeichnung: German labels on the way to it.
        alt: old value in German, „–“ where it was not given.
        alt_wert: old value as plain data, None where it was not given.
    """

    ort: str
    bezeichnung: str
    alt: str
    neu: str
    alt_wert: Any
    neu_wert: Any


def unterschiede(alt: Mapping[str, Any], neu: Mapping[str, Any], feld: Eingabefeld) -> list[Unterschied]:
    """Return what differs between two versions, in the order of the declaration.

    Args:
        alt: values as the reader returns them.
        neu: the same of the later version.
        feld: declaration of the document.
    """
    return list(_gruppe(alt, neu, feld, "", ()))


def _gruppe(alt: Any, neu: Any, feld: Eingabefeld, ort: str, weg: tuple[str, ...]) -> Iterator[Unterschied]:
    for kind in feld.kinder:
        links, rechts = (alt or {}).get(kind.name), (neu or {}).get(kind.name)
        hier = f"{ort}.{kind.name}" if ort else kind.name
        schritt = (*weg, kind.beschriftung)
        if kind.gestalt is Gestalt.GRUPPE:
            yield from _gruppe(links, rechts, kind, hier, schritt)
        elif kind.gestalt is Gestalt.LISTE:
            yield from _liste(links or (), rechts or (), kind, hier, weg)
        elif kind.je_jahr:
            for jahr in sorted({*(links or {}), *(rechts or {})}):
                einzeln = (links or {}).get(jahr), (rechts or {}).get(jahr)
                yield from _wert(*einzeln, kind, f"{hier}[{jahr}]", (*schritt, str(jahr)))
        else:
            yield from _wert(links, rechts, kind, hier, schritt)


def _liste(
    alt: Sequence[Mapping[str, Any]],
    neu: Sequence[Mapping[str, Any]],
    feld: Eingabefeld,
    ort: str,
    weg: tuple[str, ...],
) -> Iterator[Unterschied]:
    for links, rechts in _paare(alt, neu):
        stelle = links if rechts is None else rechts
        assert stelle is not None
        eines, anderes = (alt[links] if links is not None else None), (neu[rechts] if rechts is not None else None)
        name = (anderes or eines or {}).get(NAME)
        schritt = f"{feld.beschriftung} {f'„{name}“' if name else stelle + 1}"
        yield from _gruppe(eines, anderes, feld, f"{ort}[{stelle}]", (*weg, schritt))


def _paare(alt: Sequence[Mapping[str, Any]], neu: Sequence[Mapping[str, Any]]) -> list[tuple[int | None, int | None]]:
    """Pair the items of two lists: by a name that both hold once, the rest by their order."""
    eindeutig = _eindeutige(alt) & _eindeutige(neu)
    stellen = {eines[NAME]: i for i, eines in enumerate(alt) if eines.get(NAME) in eindeutig}
    uebrige = iter([i for i, eines in enumerate(alt) if eines.get(NAME) not in eindeutig])
    paare: list[tuple[int | None, int | None]] = []
    for j, eines in enumerate(neu):
        name = eines.get(NAME)
        paare.append((stellen[name] if name in eindeutig else next(uebrige, None), j))
    return [*paare, *((i, None) for i in uebrige)]


def _eindeutige(liste: Sequence[Mapping[str, Any]]) -> set[Any]:
    return {name for name, anzahl in Counter(eines.get(NAME) for eines in liste).items() if name and anzahl == 1}


def _wert(alt: Any, neu: Any, feld: Eingabefeld, ort: str, weg: tuple[str, ...]) -> Iterator[Unterschied]:
    if alt != neu:
        yield Unterschied(
            ort, " › ".join(weg), _text(alt, feld), _text(neu, feld), _daten(alt, feld), _daten(neu, feld)
        )


def _text(wert: Any, feld: Eingabefeld) -> str:
    if isinstance(wert, tuple):
        return ", ".join(wert) or "keine"
    return fuer_menschen(wert, feld.typ or TEXT, feld.auswahl)


def _daten(wert: Any, feld: Eingabefeld) -> Any:
    """Return a value as the reader would accept it again."""
    if wert is None:
        return None
    if not feld.je_jahr:
        return next(iter(als_klardaten({feld.name: wert}, _huelle(feld)).values()))
    je_jahr: dict[str, Any] = next(iter(als_klardaten({feld.name: {0: wert}}, _huelle(feld)).values()))
    return je_jahr["0"]


def _huelle(feld: Eingabefeld) -> Eingabefeld:
    return Eingabefeld("", "", "", Gestalt.GRUPPE, "", kinder=(feld,))

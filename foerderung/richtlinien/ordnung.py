"""Put rules in the order in which they build on each other; find cycles, also through indices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from foerderung.rechnung import ausdruck as a
from foerderung.richtlinien.ausdruecke import Ausdruecke
from foerderung.richtlinien.deklaration import Fundort, RohDimension, RohRegel


def genannte(ausdruck: a.Ausdruck) -> Iterator[str]:
    """Walk over every name an expression needs at the same index; ``vorher(…)`` looks back and does not count."""
    match ausdruck:
        case a.Name(name, _):
            yield name
        case a.Zugriff(name, schluessel, _):
            yield name
            for teil in schluessel:
                yield from genannte(teil)
        case a.Aufruf(wort, argumente, _):
            for teil in argumente[:1] if wort == "vorher" else argumente:
                yield from genannte(teil)
        case a.Zweistellig(_, links, rechts, _):
            yield from genannte(links)
            yield from genannte(rechts)
        case a.Einstellig(_, wert, _):
            yield from genannte(wert)


def abhaengigkeiten(
    ausdruecke: Ausdruecke,
    rohe: Mapping[str, RohRegel],
    texte: Mapping[str, str],
    dimensionen: Iterable[RohDimension],
) -> dict[str, set[str]]:
    """Return what each rule, dimension and sparse pair needs before it can be computed."""
    graph: dict[str, set[str]] = {}
    paare: dict[str, set[str]] = {}
    for dimension in dimensionen:
        teile = [text for text in (dimension.von, dimension.bis, dimension.nur) if text]
        graph[dimension.name] = set().union(*(_namen(ausdruecke, text, dimension.ort) for text in teile))
        if dimension.je:
            paare[dimension.name] = set(dimension.je)
    for name, roh in rohe.items():
        benoetigt = _namen(ausdruecke, texte[name], roh.rechne.ort) if texte[name] else set()
        summiert = benoetigt & set(ausdruecke.namen.dimensionen)
        index = summiert | set(roh.je)
        noetige_paare = {paar for paar, beide in paare.items() if beide <= index and beide & summiert - set(roh.je)}
        graph[name] = benoetigt | set(roh.je) | noetige_paare
    return graph


def _namen(ausdruecke: Ausdruecke, text: str, ort: Fundort) -> set[str]:
    ausdruck = ausdruecke.lies(text, ort)
    return set() if ausdruck is None else set(genannte(ausdruck))


def ordne(abhaengig: Mapping[str, set[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the names so that each comes after what it needs, and the cycles found (each once)."""
    fertig: list[str] = []
    stand: dict[str, int] = {}
    zirkel: list[tuple[str, ...]] = []

    def besuche(name: str, weg: tuple[str, ...]) -> None:
        if stand.get(name) == 2:
            return
        if stand.get(name) == 1:
            zirkel.append((*weg[weg.index(name) :], name))
            return
        stand[name] = 1
        for weiteres in sorted(abhaengig[name]):
            if weiteres in abhaengig:
                besuche(weiteres, (*weg, name))
        stand[name] = 2
        fertig.append(name)

    for name in abhaengig:
        besuche(name, ())
    return fertig, zirkel

"""Put rules in the order in which they build on each other; find cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from foerderung.rechnung import ausdruck as a


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
            if wort != "vorher":
                for teil in argumente:
                    yield from genannte(teil)
        case a.Zweistellig(_, links, rechts, _):
            yield from genannte(links)
            yield from genannte(rechts)
        case a.Einstellig(_, wert, _):
            yield from genannte(wert)


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

"""Which rules, parameters, branches and findings a set of calculations has seen, and which it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.befundpruefung import Treffer
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.regelwerk import Befundregel, Regel, Regelwerk
from foerderung.rechnung.spur import schnitt

Zweigschluessel = tuple[str, str, Spanne, Spanne]
"""Rule, its text, the whole choice, the part taken: the same text counts once for all Fassungen."""


@dataclass(slots=True)
class Abdeckung:
    """Collect what calculations have seen."""

    regeln: set[str] = field(default_factory=set)
    parameter: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    zweige: set[Zweigschluessel] = field(default_factory=set)
    befunde: set[tuple[str, str]] = field(default_factory=set)

    def sieh(self, werk: Regelwerk, knoten: Iterable[Knoten], treffer: Iterable[Treffer] = ()) -> None:
        """Add everything that the result (its nodes) and the findings of a calculation rest on."""
        for eines in knoten:
            self.regeln.add(eines.name)
            self._sieh(eines, werk.regeln[eines.name].text)
        for einer in treffer:
            self.befunde.add((einer.regel.id, einer.befund.schwere.value))
            self._sieh(einer.knoten, einer.regel.text)

    def sieh_eingabefehler(self, codes: set[str]) -> None:
        """Add findings that made a document wrong."""
        self.befunde.update((code, "hart") for code in codes)

    def _sieh(self, knoten: Knoten, text: str) -> None:
        self.parameter.update((verwendung.id, verwendung.schluessel) for verwendung in knoten.parameter.values())
        self.zweige.update((knoten.name, text, zweig.spanne, zweig.genommen) for zweig in knoten.zweige.values())

    def fehlt(self, werk: Regelwerk) -> Iterator[str]:
        """Yield what of one Fassung was not seen, as German texts."""
        for regel in werk.regeln.values():
            if regel.id not in self.regeln:
                yield f"Regel {regel.id}"
                continue
            for spanne, teil in _moegliche_zweige(regel):
                if (regel.id, regel.text, spanne, teil) not in self.zweige:
                    yield f"Zweig von {regel.id}: {schnitt(regel.text, teil)}"
        for parameter in werk.parameter.values():
            if parameter.verfahren:  # no rule reads it, so no trace can show it
                continue
            for schluessel in parameter.am(werk.fassung.ab) or {}:
                if (parameter.id, schluessel) not in self.parameter:
                    yield f"Parameter {parameter.id}" + (f" [{', '.join(schluessel)}]" if schluessel else "")
        for befund in werk.befunde:
            yield from self._fehlende_befunde(befund)

    def _fehlende_befunde(self, befund: Befundregel) -> Iterator[str]:
        for schwere, _ in befund.schweren:
            if (befund.id, schwere.value) not in self.befunde:
                yield f"Befund {befund.id} ({'eingabe' if befund.ist_eingabefehler else schwere.value})"


def _moegliche_zweige(regel: Regel) -> Iterator[tuple[Spanne, Spanne]]:
    for teil in _teile(regel.ausdruck):
        match teil:
            case g.Wenn():
                yield teil.spanne, teil.spanne_dann
                yield teil.spanne, teil.spanne_sonst
            case g.Aeusserster():
                for spanne in teil.spannen:
                    yield teil.spanne, spanne


def _teile(ausdruck: Any) -> Iterator[Any]:
    """Walk over an expression and everything within."""
    if isinstance(ausdruck, tuple):
        for teil in ausdruck:
            yield from _teile(teil)
    elif is_dataclass(ausdruck) and not isinstance(ausdruck, Spanne):
        yield ausdruck
        for feld in fields(ausdruck):
            yield from _teile(getattr(ausdruck, feld.name))

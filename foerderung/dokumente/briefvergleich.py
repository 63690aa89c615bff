"""Compare a letter that comes back with its draft: every amount, rate and day, in the order of reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from foerderung.dokumente.brieftext import Brief, Stelle
from foerderung.dokumente.briefzahlen import Schluessel, Zahl, finde_zahlen, schlicht

_UMGEBUNG = 40
"""Characters shown on each side of a figure."""


@dataclass(frozen=True, slots=True)
class Fund:
    """A figure and where it stands."""

    zahl: Zahl
    ort: str
    text: str

    @property
    def umgebung(self) -> str:
        """Return the words around, the figure in brackets."""
        vorn = self.text[: self.zahl.anfang][-_UMGEBUNG:]
        hinten = self.text[self.zahl.ende :][:_UMGEBUNG]
        davor, danach = self.zahl.anfang > _UMGEBUNG, len(self.text) - self.zahl.ende > _UMGEBUNG
        vorn = f"…{vorn.partition(' ')[2]}" if davor else vorn
        hinten = f"{hinten.rpartition(' ')[0]}…" if danach else hinten
        return " ".join(f"{vorn}[{self.zahl.text}]{hinten}".split())


@dataclass(frozen=True, slots=True)
class Abweichung:
    """A figure that is not as in the draft.

    Attributes:
        soll: in the draft, None if it was added.
        ist: in the letter, None if it is missing.
    """

    soll: Fund | None
    ist: Fund | None


@dataclass(frozen=True, slots=True)
class Vergleich:
    """What a comparison found.

    Attributes:
        anzahl: figures of the draft that were compared.
        nur_reihenfolge: the same figures stand there in another order.
    """

    anzahl: int
    abweichungen: tuple[Abweichung, ...]
    nur_reihenfolge: bool = False


def finde(stellen: Iterable[Stelle], mit_leerzeichen: bool = True) -> Iterator[Fund]:
    """Yield the figures of a letter in the order of reading."""
    for stelle in stellen:
        text = schlicht(stelle.text)
        for zahl in finde_zahlen(text, mit_leerzeichen):
            yield Fund(zahl, stelle.ort, text)


def vergleiche(entwurf: Brief, brief: Brief) -> Vergleich:
    """Compare a Word document with its draft: its text in order, heads and feet by what stands in them at all."""
    soll, ist = list(finde(entwurf.koerper)), list(finde(brief.koerper))
    am_rand, ist_am_rand = list(finde(entwurf.raender)), list(finde(brief.raender))
    return Vergleich(
        len(soll) + len(_einmal(am_rand)),
        (*_unterschiede(soll, ist), *_am_rand(am_rand, ist_am_rand)),
        _gleiche_menge(soll, ist) and _schluessel(am_rand) == _schluessel(ist_am_rand),
    )


def vergleiche_seiten(entwurf: Brief, seiten: Sequence[Stelle]) -> Vergleich:
    """Compare the text of printed pages with a draft; what stands in heads and feet may stand there once a page."""
    fliessend = [Stelle(seite.ort, " ".join(seite.text.split())) for seite in seiten]
    soll, ist = list(finde(entwurf.koerper)), list(finde(fliessend, mit_leerzeichen=False))
    rand = _schluessel(finde(entwurf.raender))
    unterschiede = tuple(_unterschiede(soll, ist, rand))
    dazu = [eine.ist for eine in unterschiede if eine.ist is not None]
    weg = [eine.soll for eine in unterschiede if eine.soll is not None]
    return Vergleich(len(soll), unterschiede, _gleiche_menge(weg, dazu))


def _unterschiede(soll: list[Fund], ist: list[Fund], geduldet: Collection[Schluessel] = ()) -> Iterator[Abweichung]:
    """Yield what differs.

    Args:
        soll: figures of the draft.
        ist: figures of the letter.
        geduldet: figures that may stand there more often.
    """
    links, rechts = ([eines.zahl.schluessel for eines in seite] for seite in (soll, ist))
    for art, i1, i2, j1, j2 in SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes():
        if art == "equal":
            continue
        dazu = [eines for eines in ist[j1:j2] if eines.zahl.schluessel not in geduldet]
        weg = soll[i1:i2]
        for nummer in range(max(len(weg), len(dazu))):
            yield Abweichung(weg[nummer] if nummer < len(weg) else None, dazu[nummer] if nummer < len(dazu) else None)


def _am_rand(soll: list[Fund], ist: list[Fund]) -> Iterator[Abweichung]:
    """Yield what heads and feet do not share; programs repeat and reorder them, so how often does not count."""
    fehlt = [eines for s, eines in _einmal(soll).items() if s not in _schluessel(ist)]
    neu = [eines for s, eines in _einmal(ist).items() if s not in _schluessel(soll)]
    for nummer in range(max(len(fehlt), len(neu))):
        yield Abweichung(fehlt[nummer] if nummer < len(fehlt) else None, neu[nummer] if nummer < len(neu) else None)


def _einmal(funde: Iterable[Fund]) -> dict[Schluessel, Fund]:
    return {eines.zahl.schluessel: eines for eines in funde}


def _schluessel(funde: Iterable[Fund]) -> set[Schluessel]:
    return set(_einmal(funde))


def _gleiche_menge(links: Iterable[Fund], rechts: Iterable[Fund]) -> bool:
    """Tell whether the same figures stand on both sides, each as often."""
    return sorted(map(_ordnung, links)) == sorted(map(_ordnung, rechts))


def _ordnung(fund: Fund) -> tuple[str, str]:
    return fund.zahl.art, str(fund.zahl.wert)

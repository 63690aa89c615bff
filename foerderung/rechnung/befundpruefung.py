"""Evaluate the findings of a rule set, each with a node that shows why it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from foerderung.fach.befund import Befund, Schwere
from foerderung.rechnung import gebunden as g
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.auswertung import FehlendeAngabeError, Rechner, Umgebung
from foerderung.rechnung.knoten import Knoten
from foerderung.rechnung.regelwerk import Befundregel, Platzhalter, Vorlage


@dataclass(frozen=True, slots=True)
class Treffer:
    """A finding that holds, with its node and the index at which it holds."""

    befund: Befund
    knoten: Knoten
    regel: Befundregel


def pruefe_eingaben(rechner: Rechner) -> Iterator[Treffer]:
    """Yield the findings that make the documents themselves wrong; what cannot be looked at is passed over."""
    for regel in rechner.regelwerk.befunde:
        if regel.ist_eingabefehler:
            try:
                yield from _pruefe(rechner, regel)
            except FehlendeAngabeError:
                continue


def pruefe_fall(rechner: Rechner) -> Iterator[Treffer]:
    """Yield the findings on the case, in the order of the rule files."""
    for regel in rechner.regelwerk.befunde:
        if not regel.ist_eingabefehler:
            yield from _pruefe(rechner, regel)


def _pruefe(rechner: Rechner, regel: Befundregel) -> Iterator[Treffer]:
    paare = rechner.paare_von(regel.dimensionen)
    for index in product(*(rechner.bereich(dimension) for dimension in regel.dimensionen)):
        umgebung = dict(zip(regel.dimensionen, index, strict=True))
        if not rechner.nimmt_teil(paare, umgebung) or not _gilt(rechner, regel.nur, umgebung):
            continue
        if regel.je_element is None:
            yield from _einzeln(rechner, regel, umgebung, "")
            continue
        name, menge = regel.je_element
        elemente = rechner.werte_aus(menge, umgebung, Knoten("", ()))
        assert isinstance(elemente, frozenset)
        for element in sorted(elemente):
            rechner.lokale[name] = element
            yield from _einzeln(rechner, regel, umgebung, element)


def _gilt(rechner: Rechner, bedingung: g.Gebunden | None, umgebung: Umgebung) -> bool:
    return bedingung is None or bool(rechner.werte_aus(bedingung, umgebung, Knoten("", ())))


def _einzeln(rechner: Rechner, regel: Befundregel, umgebung: Umgebung, element: str) -> Iterator[Treffer]:
    knoten = Knoten(f"befund:{regel.id}" + (f":{element}" if element else ""), tuple(umgebung.values()))
    schwere = next((s for s, bedingung in regel.schweren if rechner.werte_aus(bedingung, umgebung, knoten)), None)
    if schwere is None:
        return
    if regel.je_element is not None:
        rechner.werte_aus(regel.je_element[1], umgebung, knoten)
    knoten.wert = True
    yield Treffer(_befund(rechner, regel, umgebung, schwere, knoten), knoten, regel)


def _befund(rechner: Rechner, regel: Befundregel, umgebung: Umgebung, schwere: Schwere, knoten: Knoten) -> Befund:
    return Befund(
        regel.code,
        schwere,
        ort_von(rechner, regel, umgebung, knoten),
        regel.bezeichnung,
        fuelle(rechner, regel.gefunden, umgebung, knoten),
        fuelle(rechner, regel.zulaessig, umgebung, knoten),
        regel.quelle,
        fuelle(rechner, regel.abhilfe, umgebung, knoten),
        knoten.id,
    )


def ort_von(rechner: Rechner, regel: Befundregel, umgebung: Umgebung, knoten: Knoten) -> str:
    """Return the key path of a finding at its index."""
    if isinstance(regel.ort, Vorlage):
        return fuelle(rechner, regel.ort, umgebung, knoten)
    feld = rechner.regelwerk.eingaben.get(regel.ort)
    if feld is None:
        return regel.ort
    return feld.ort.format(*(umgebung[dimension] for dimension in feld.dimensionen if dimension in umgebung))


def fuelle(rechner: Rechner, vorlage: Vorlage, umgebung: Umgebung, knoten: Knoten) -> str:
    """Fill a text's placeholders; what they use is noted in `knoten`."""
    teile = []
    for teil in vorlage.teile:
        if isinstance(teil, Platzhalter):
            wert = rechner.werte_aus(teil.wert, umgebung, knoten)
            teile.append(fuer_menschen(wert, teil.typ, _texte(rechner, teil.wert, set())))
        else:
            teile.append(teil)
    return "".join(teile)


def _texte(rechner: Rechner, wert: g.Gebunden, gesehen: set[str]) -> dict[str, str]:
    """Return the labels of a text's choices; a rule that passes an input on shows the input's labels."""
    match wert:
        case g.Eingabewert(name, _):
            return dict(rechner.regelwerk.anzeigetexte.get(name, {}))
        case g.Sonst(name, _, ersatz, _):
            return {**rechner.regelwerk.anzeigetexte.get(name, {}), **_texte(rechner, ersatz, gesehen)}
        case g.Regelwert(name, _) if name not in gesehen:
            eigene = rechner.regelwerk.anzeigetexte.get(name)
            return (
                dict(eigene) if eigene else _texte(rechner, rechner.regelwerk.regeln[name].ausdruck, {*gesehen, name})
            )
    return {}

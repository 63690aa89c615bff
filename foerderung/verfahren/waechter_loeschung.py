"""Guards of the deletion for data protection."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.fach.zahlen import datum_deutsch
from foerderung.verfahren.lage import Hindernis, Lage
from foerderung.verfahren.vertretung import nur_fuer
from foerderung.verfahren.waechter import HAUSREGEL, VIER_AUGEN
from foerderung.verfahren.zustand import Rolle


def loeschung_begruendet(lage: Lage) -> Iterator[Hindernis]:
    """Who asks for a deletion says why."""
    if not lage.vorschau and not lage.angaben.get("grund"):
        yield Hindernis("grund_fehlt", "der Antrag auf Löschung ist nicht begründet", HAUSREGEL, "Mit --grund angeben.")


def aufbewahrung_abgelaufen(lage: Lage) -> Iterator[Hindernis]:
    """Nothing is deleted while the file has to be kept."""
    bis = lage.angaben.get("aufbewahrung_bis")
    if bis is not None and lage.heute <= bis:
        yield Hindernis(
            "aufbewahrung_laeuft",
            f"die Akte ist bis zum {datum_deutsch(bis)} aufzubewahren",
            "Hausregel; Parameter aufbewahrung_jahre",
        )


def kein_offener_folgefall(lage: Lage) -> Iterator[Hindernis]:
    """A case that another one rests on stays until that one is over."""
    for aktenzeichen in lage.angaben.get("offene_folgefaelle", ()):
        yield Hindernis("folgefall_offen", f"{aktenzeichen} beruft sich auf diesen Fall und ist offen", HAUSREGEL)


def loeschung_beantragt(lage: Lage) -> Iterator[Hindernis]:
    """A deletion is performed on request."""
    if lage.stand.loeschantrag is None:
        yield Hindernis(
            "loeschung_nicht_beantragt",
            "niemand hat die Löschung beantragt",
            HAUSREGEL,
            "foerderung db loesche mit --beantragen; eine andere Person vollzieht.",
        )


def anderer_als_beantragender(lage: Lage) -> Iterator[Hindernis]:
    """Who asked does not perform."""
    antrag = lage.stand.loeschantrag
    if antrag is None:
        return
    if antrag.person == lage.person.kuerzel or nur_fuer(lage.person, Rolle.ZEICHNUNG, antrag.person):
        yield Hindernis(
            VIER_AUGEN,
            f"die Löschung hat „{antrag.person}“ beantragt",
            HAUSREGEL,
            "Eine andere Person mit der Rolle zeichnung vollzieht.",
            {"beantragt_von": antrag.person},
        )

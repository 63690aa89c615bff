"""Perform an act outside of a case: judge the role, record it or its refusal, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from foerderung.services.akt import weise_ab
from foerderung.services.amt import Amt
from foerderung.store.einheit import Einheit
from foerderung.verfahren.lage import Hindernis, Person
from foerderung.verfahren.rechte import rechte
from foerderung.verfahren.waechter import HAUSREGEL
from foerderung.verfahren.zustand import ROLLENNAMEN

T = TypeVar("T")


def vollziehe_im_amt(
    amt: Amt,
    typ: str,
    bereite: Callable[[Einheit, Person], Mapping[str, Any]],
    ergebnis: Callable[[Einheit, Mapping[str, Any]], T],
    *,
    pruefe: Callable[[Einheit], Iterable[Hindernis]] = lambda _: (),
) -> T:
    """Record an act outside of a case.

    Args:
        typ: the act, as the table of rights names it.
        bereite: yields the facts of the event; raises where something stands against it.
        ergebnis: reads what is to be returned, after the act.
        pruefe: yields what else stands against the act.

    Raises:
        NichtErlaubtError: the acting person lacks the role or is blocked, or something else stands against it; the
            attempt is recorded.
    """
    erlaubt = rechte()[typ]
    with amt.schreibend() as (einheit, person):
        if not erlaubt & person.rollen or person.gesperrt:
            rollen = " oder ".join(name for rolle, name in ROLLENNAMEN.items() if rolle in erlaubt)
            grund = f"das verlangt die Rolle {rollen}; „{person.kuerzel}“ hat sie nicht oder ist gesperrt"
            weise_ab(einheit, "", amt.heute, typ, [Hindernis("rolle", grund, HAUSREGEL)])
        hindernisse = list(pruefe(einheit))
        if hindernisse:
            weise_ab(einheit, "", amt.heute, typ, hindernisse)
        fakten = bereite(einheit, person)
        einheit.schreibe(typ, "", amt.heute, fakten)
        gelesen = ergebnis(einheit, fakten)
        einheit.commit()
        return gelesen

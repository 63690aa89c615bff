"""What the deletions of a chain list: exactly that may be missing, and nothing of it may still be there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from foerderung.store import tabellen as t
from foerderung.store.projektion import Zeile
from foerderung.verfahren.loeschung import ABLAGEN, EREIGNISSE, GEBUCHT, VOLLZIEHEN


@dataclass(slots=True)
class Loeschliste:
    """What deletions removed.

    Attributes:
        nutzlasten: hash of the payload, case and event of the deletion, by the number of the event deleted.
        ablagen: event of the first deletion, by the hash of the content deleted.
        gebucht: what the events deleted booked, by their number.
    """

    nutzlasten: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    ablagen: dict[str, int] = field(default_factory=dict)
    gebucht: dict[int, list[Zeile]] = field(default_factory=dict)

    def nennt(self, nummer: int, fall: str, nutzlast_sha256: str) -> bool:
        """Tell whether a later deletion of the same case lists exactly this payload."""
        genannt = self.nutzlasten.get(nummer)
        return genannt is not None and genannt[:2] == (nutzlast_sha256, fall) and genannt[2] > nummer

    def nimm(self, nummer: int, fall: str, fakten: Any) -> None:
        """Take in the facts of a deletion."""
        for eines in fakten[EREIGNISSE]:
            self.nutzlasten[eines["nummer"]] = (eines["nutzlast_sha256"], fall, nummer)
        for sha in fakten[ABLAGEN]:
            self.ablagen.setdefault(sha, nummer)
        for eine in fakten[GEBUCHT]:
            zeile = {**eine, "fall": fall, "betrag": Fraction(eine["betrag"])}
            self.gebucht.setdefault(eine["nummer"], []).append(zeile)


def lies_loeschungen(verbindung: Connection) -> Loeschliste:
    """Collect what all deletions list; one that makes no sense lists nothing, and the fold reports it."""
    liste = Loeschliste()
    anfrage = (
        select(t.ereignis.c.nummer, t.ereignis.c.fall, t.nutzlast.c.inhalt)
        .join(t.nutzlast, t.nutzlast.c.nummer == t.ereignis.c.nummer)
        .where(t.ereignis.c.typ == VOLLZIEHEN)
        .order_by(t.ereignis.c.nummer)
    )
    for nummer, fall, inhalt in verbindung.execute(anfrage):
        try:
            liste.nimm(nummer, fall, json.loads(inhalt))
        except (AttributeError, LookupError, TypeError, ValueError):
            continue
    return liste


def pruefe_anordnungen(
    verbindung: Connection, liste: Loeschliste, vorhanden: Collection[str], genannt: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield what was ordered otherwise than the events say, and content that should be gone.

    Args:
        vorhanden: hashes of the content that is filed.
        genannt: hashes that events and records name.
    """
    soll = {("nutzlast", str(nummer)): art[2] for nummer, art in liste.nutzlasten.items()}
    soll |= {("ablage", sha): nummer for sha, nummer in liste.ablagen.items()}
    ist = {(zeile.art, zeile.schluessel): zeile.nummer for zeile in verbindung.execute(select(t.loeschung))}
    for schluessel in sorted({*soll, *ist}):
        if soll.get(schluessel) != ist.get(schluessel):
            nummer = soll.get(schluessel) or ist[schluessel]
            yield nummer, f"die Anordnung, {schluessel[0]} {schluessel[1][:12]} zu löschen, stimmt nicht"
    for sha, nummer in liste.ablagen.items():
        if sha in vorhanden and sha not in genannt:
            yield nummer, f"abgelegter Inhalt {sha[:12]} wäre zu löschen gewesen"

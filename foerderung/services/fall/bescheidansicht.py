"""Show the letter of a decision as it is filed, and for every figure in it the node or fact it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from foerderung.dokumente.belege import Herkunftsverzeichnis
from foerderung.dokumente.briefpruefung import Schriftstueck
from foerderung.dokumente.brieftext import Stelle, lies_brief
from foerderung.dokumente.briefvergleich import Fund, finde
from foerderung.dokumente.pdftext import ist_pdf, lies_seiten
from foerderung.dokumente.zeichen import bereinigt
from foerderung.errors import DokumentError, Meldung, NichtErlaubtError
from foerderung.rechnung.erklaerung import erklaere
from foerderung.services.amt import Amt, hole_fall
from foerderung.services.fall.bescheidablage import hole_herkunft
from foerderung.services.fall.entscheidungsakte import lies_akte
from foerderung.services.herkunft import Herkunft
from foerderung.store.einheit import Lesung
from foerderung.verfahren.fallstand import Fallstand

ENTWURF, GEZEICHNET = "entwurf", "gezeichnet"


@dataclass(frozen=True, slots=True)
class Zahlherkunft:
    """A figure of a letter and what it was read from.

    Attributes:
        bezuege: ids of nodes, ``parameter:ID``, ``fall:…`` or ``angabe:…``; empty where the template itself says it.
    """

    art: str
    text: str
    ort: str
    bezuege: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bescheidansicht:
    """A filed letter as text.

    Attributes:
        art: entwurf or gezeichnet.
        sha256: hash it is filed under.
        zeilen: what it says, one line per paragraph or row of a table.
        saetze: the sentence of each node that a figure was read from, by its id.
    """

    fall: str
    nummer: str
    art: str
    sha256: str
    zeilen: tuple[str, ...]
    zahlen: tuple[Zahlherkunft, ...]
    saetze: dict[str, str]
    herkunft: Herkunft

    def als_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "fall": self.fall,
            "dokument": self.nummer,
            "art": self.art,
            "sha256": self.sha256,
            "zeilen": list(self.zeilen),
            "zahlen": [
                {"art": zahl.art, "text": zahl.text, "ort": zahl.ort, "bezuege": list(zahl.bezuege)}
                for zahl in self.zahlen
            ],
            "saetze": self.saetze,
        }


@dataclass(slots=True)
class _Gelesenes:
    stellen: list[Stelle] = field(default_factory=list)
    raender: list[Stelle] = field(default_factory=list)
    mit_leerzeichen: bool = True


def zeige_bescheid(amt: Amt, aktenzeichen: str, nur_entwurf: bool = False) -> Bescheidansicht:
    """Return the signed letter, before it is signed the draft.

    Args:
        nur_entwurf: the draft in any case.

    Raises:
        EingabeError: an unknown case.
        NichtErlaubtError: nothing was drafted or filed.
        DokumentError: what is filed cannot be read as text.
    """
    with amt.lesend() as lesung:
        stand = hole_fall(lesung, aktenzeichen)
        art, sha = _waehle(stand, nur_entwurf)
        assert stand.bescheid is not None
        name = stand.bescheid.datei if art == GEZEICHNET else f"Entwurf {stand.bescheid.nummer}"
        gelesen = _lies(Schriftstueck(name, lesung.abgelegt(sha)))
        verzeichnis = hole_herkunft(lesung, stand.bescheid)
        zahlen = _zahlen(gelesen, verzeichnis)
        return Bescheidansicht(
            stand.aktenzeichen,
            stand.bescheid.nummer,
            art,
            sha,
            tuple(_zeilen(gelesen.stellen)),
            zahlen,
            _saetze(lesung, stand, {bezug for zahl in zahlen for bezug in zahl.bezuege}),
            Herkunft.von(lesung.verbindung),
        )


def _waehle(stand: Fallstand, nur_entwurf: bool) -> tuple[str, str]:
    bescheid = stand.bescheid
    if bescheid is not None and bescheid.gezeichnet is not None and not nur_entwurf:
        return GEZEICHNET, bescheid.gezeichnet
    if bescheid is not None and bescheid.entwurf is not None:
        return ENTWURF, bescheid.entwurf
    raise NichtErlaubtError(
        Meldung(
            "es ist kein Bescheid entworfen" + ("" if nur_entwurf else " oder abgelegt"),
            ort=stand.aktenzeichen,
            abhilfe="foerderung bescheid erstelle",
        )
    )


def _lies(brief: Schriftstueck) -> _Gelesenes:
    if brief.ist_word:
        gelesen = lies_brief(brief.inhalt, brief.name)
        return _Gelesenes(gelesen.koerper, gelesen.raender)
    seiten = lies_seiten(brief.inhalt) if ist_pdf(brief.inhalt) else None
    if not seiten:
        abhilfe = "Mit --entwurf den Entwurf zeigen."
        raise DokumentError(Meldung("enthält keinen Text, der sich zeigen ließe", brief.name, abhilfe=abhilfe))
    return _Gelesenes(seiten, mit_leerzeichen=False)


def _zahlen(gelesen: _Gelesenes, verzeichnis: Herkunftsverzeichnis) -> tuple[Zahlherkunft, ...]:
    funde: list[Fund] = list(finde((*gelesen.stellen, *gelesen.raender), gelesen.mit_leerzeichen))
    return tuple(
        Zahlherkunft(fund.zahl.art, fund.zahl.text, fund.ort, verzeichnis.bezuege(fund.zahl.schluessel))
        for fund in funde
    )


def _zeilen(stellen: Iterable[Stelle]) -> list[str]:
    """Return paragraphs as lines, the cells of a row on one."""
    zeilen: list[tuple[tuple[int, int] | None, str]] = []
    for stelle in stellen:
        text = " ".join(stelle.text.split()) if stelle.zeile is not None else stelle.text.strip("\n")
        if zeilen and stelle.zeile is not None and zeilen[-1][0] == stelle.zeile:
            text = f"{zeilen.pop()[1]} | {text}"
        zeilen.append((stelle.zeile, text))
    return [bereinigt(text) for _, text in zeilen]


def _saetze(lesung: Lesung, stand: Fallstand, bezuege: set[str]) -> dict[str, str]:
    """Return the sentences of nodes by the rules of the decision."""
    if stand.beschluss is None or all(":" in bezug for bezug in bezuege):
        return {}
    berechnung = lies_akte(lesung, stand.beschluss.akte).berechne()
    knoten = berechnung.knoten
    return {kennung: erklaere(berechnung.rechner, knoten[kennung]) for kennung in knoten if kennung in bezuege}

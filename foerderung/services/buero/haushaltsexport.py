"""Reports on the budget that leave the program: which there are, and what each says about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from foerderung.dokumente.tafel import Ausgabe, Tafel
from foerderung.services.amt import Amt
from foerderung.services.ausgabevermerke import ausgabevermerke
from foerderung.services.buero.bindungsliste import lies_bindungen
from foerderung.services.buero.haushaltsuebersicht import lies_uebersicht
from foerderung.services.buero.mittelbedarf import lies_mittelbedarf
from foerderung.services.buero.uebersichtstafeln import mitteltafel, zuwendungstafel
from foerderung.services.buero.zahlungsliste import lies_zahlungen
from foerderung.services.herkunft import Herkunft
from foerderung.store.einheit import Lesung
from foerderung.store.kopie import Fortschritt, still
from foerderung.verfahren.buchungen import Buchungsstelle


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What a report is about; without Kapitel and Titel about all of them."""

    jahr: int
    stelle: Buchungsstelle | None = None

    def als_text(self) -> str:
        """Return it in German."""
        return f"Haushaltsjahr {self.jahr}; {self.stelle or 'alle Buchungsstellen'}"


Frage = tuple[Lesung, Amt, Auswahl, Fortschritt]


def _uebersicht(frage: Frage) -> tuple[Tafel, ...]:
    lesung, _, auswahl, _ = frage
    blick = lies_uebersicht(lesung, auswahl.jahr, auswahl.stelle)
    return mitteltafel(blick), zuwendungstafel(blick)


def _bindungen(frage: Frage) -> tuple[Tafel, ...]:
    lesung, _, auswahl, _ = frage
    return lies_bindungen(lesung, auswahl.jahr, auswahl.stelle).tafeln()


def _mittelbedarf(frage: Frage) -> tuple[Tafel, ...]:
    lesung, amt, auswahl, fortschritt = frage
    return lies_mittelbedarf(lesung, (auswahl.jahr, auswahl.stelle), amt.heute, fortschritt).tafeln()


def _zahlungen(frage: Frage) -> tuple[Tafel, ...]:
    lesung, _, auswahl, fortschritt = frage
    return lies_zahlungen(lesung, auswahl.jahr, auswahl.stelle, fortschritt).tafeln()


BERICHTE: dict[str, tuple[str, Callable[[Frage], tuple[Tafel, ...]]]] = {
    "uebersicht": ("Übersicht nach VVK Nr. 9.2", _uebersicht),
    "bindungen": ("Bindungen und Verpflichtungsermächtigungen", _bindungen),
    "mittelbedarf": ("Mittelbedarf nach Quartalen", _mittelbedarf),
    "zahlungen": ("Zahlungen", _zahlungen),
}
"""Title of every report, and what reads it; the command line lists the same names."""


@dataclass(frozen=True)
class Haushaltsbericht:
    """A report as it leaves the program."""

    name: str
    auswahl: Auswahl
    ausgabe: Ausgabe
    herkunft: Herkunft


def lies_bericht(amt: Amt, name: str, auswahl: Auswahl, fortschritt: Fortschritt = still) -> Haushaltsbericht:
    """Read a report, all of it at one moment.

    Args:
        name: one of `BERICHTE`.

    Raises:
        NichtErlaubtError: nobody was named, or somebody the office does not know.
    """
    titel, lies = BERICHTE[name]
    with amt.lesend() as lesung:
        person = amt.handelnde(lesung)
        tafeln = lies((lesung, amt, auswahl, fortschritt))
        herkunft = Herkunft.von(lesung.verbindung)
    durch = person.kuerzel, f"{person.name} ({person.kuerzel})"
    vermerke = ausgabevermerke(herkunft, auswahl.als_text(), amt.heute, durch)
    kopf = f"{titel}, Haushaltsjahr {auswahl.jahr}"
    return Haushaltsbericht(name, auswahl, Ausgabe(kopf, tafeln, vermerke, amt.heute, herkunft.uebung), herkunft)

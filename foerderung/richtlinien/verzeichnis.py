"""Find guidelines, load them once checked, and pick the Fassung in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foerderung.errors import EingabeError, Meldung, RegelError
from foerderung.fach.aehnlichkeit import aehnlich
from foerderung.fach.zahlen import datum_deutsch
from foerderung.rechnung.regelwerk import Fassung, Regelwerk
from foerderung.richtlinien.abschnitt import Mangelliste
from foerderung.richtlinien.bau import Bauer
from foerderung.richtlinien.deklaration import Deklaration
from foerderung.richtlinien.herkunft import ALLGEMEIN, Herkunft, steckbare
from foerderung.richtlinien.sammlung import Sammler, pruefsumme


@dataclass(frozen=True, slots=True)
class Richtlinie:
    """One guideline, checked, with the rule set of each Fassung."""

    deklaration: Deklaration
    sha256: str
    regelwerke: Mapping[str, Regelwerk]

    @property
    def fassungen(self) -> list[Fassung]:
        """List the Fassungen in order of time."""
        return self.deklaration.fassungen

    def am(self, stichtag: date) -> Regelwerk:
        """Return the rule set in force on a day.

        Raises:
            RegelError: the day lies before the first Fassung.
        """
        gueltig = [fassung for fassung in self.fassungen if fassung.ab <= stichtag]
        if not gueltig:
            erste = self.fassungen[0]
            raise RegelError(
                Meldung(
                    f"{datum_deutsch(stichtag)}: vor der ersten Fassung ({self.deklaration.kurz})",
                    ort="stichtag",
                    zulaessig=f"ab {datum_deutsch(erste.ab)} (Fassung {erste.id})",
                    quelle=erste.quelle.fundstelle,
                    abhilfe="Stichtag prüfen.",
                )
            )
        return self.regelwerke[gueltig[-1].id]

    def fassung(self, name: str | None) -> Regelwerk:
        """Return the rule set of a Fassung by name, the newest without one.

        Raises:
            EingabeError: there is no such Fassung.
        """
        if name is None:
            return self.regelwerke[self.fassungen[-1].id]
        if name not in self.regelwerke:
            raise EingabeError(
                Meldung(f"Fassung „{name}“ gibt es nicht", ort="fassung", zulaessig=", ".join(self.regelwerke))
            )
        return self.regelwerke[name]


def richtlinien(regeln: Path) -> list[str]:
    """List the guidelines below a rules folder."""
    if not regeln.is_dir():
        raise RegelError(Meldung("Ordner mit Regeln nicht gefunden", datei=str(regeln)))
    if (regeln / "richtlinie.yaml").is_file():
        raise RegelError(
            Meldung("das ist der Ordner einer einzelnen Richtlinie", str(regeln), abhilfe="Den Ordner darüber angeben.")
        )
    return sorted(pfad.name for pfad in regeln.iterdir() if pfad.is_dir() and pfad.name != ALLGEMEIN)


def pruefe_richtlinie(regeln: Path, name: str) -> tuple[Richtlinie | None, list[Meldung]]:
    """Load one guideline of a rules folder; return it (None if it has violations) and all violations at once."""
    return pruefe_herkunft(Herkunft(name, regeln / name, regeln / ALLGEMEIN))


def pruefe_herkunft(herkunft: Herkunft) -> tuple[Richtlinie | None, list[Meldung]]:
    """Load one guideline from wherever it lies; return it (None if it has violations) and all violations."""
    maengel = Mangelliste()
    deklaration = Sammler(herkunft, maengel).sammle()
    sha256 = pruefsumme(deklaration)
    regelwerke: dict[str, Regelwerk] = {}
    benutzt: set[str] = set()
    for fassung in deklaration.fassungen:
        bauer = Bauer(deklaration, fassung, maengel)
        regelwerk = bauer.baue(sha256)
        benutzt |= bauer.benutzt
        if regelwerk is not None:
            regelwerke[fassung.id] = regelwerk
    _pruefe_ungenutzte(deklaration, benutzt, maengel)
    if maengel.meldungen or not regelwerke:
        return None, sorted(maengel.meldungen, key=lambda m: (m.datei, m.zeile, m.ort))
    return Richtlinie(deklaration, sha256, regelwerke), []


def _pruefe_ungenutzte(deklaration: Deklaration, benutzt: set[str], maengel: Mangelliste) -> None:
    """Report what nothing uses in the guideline's own folder, and labels of something unknown."""
    for name in deklaration.anzeigetexte:
        if name not in deklaration.regeln and name not in deklaration.parameter:
            ort = deklaration.orte[f"anzeigetext:{name}"]
            maengel.melde(Meldung(f"„{name}“ ist keine Regel und kein Parameter", ort.datei, ort.zeile, ort.pfad))
    if maengel.meldungen:
        return
    dimensionen = [name for name, dimension in deklaration.dimensionen.items() if not dimension.je]
    eigene = [*deklaration.parameter, *deklaration.reihen, *deklaration.regeln, *dimensionen]
    benutzt = benutzt | {parameter.id for parameter in deklaration.parameter.values() if parameter.verfahren}
    for name in eigene:
        if name in deklaration.eigene and name not in benutzt:
            ort = deklaration.orte[name]
            maengel.melde(
                Meldung(
                    f"„{name}“ wird nirgends verwendet",
                    ort.datei,
                    ort.zeile,
                    ort.pfad,
                    abhilfe="Verwenden oder löschen.",
                )
            )


def finde(regeln: Path, name: str, mit_zusatzpaketen: bool = False) -> Herkunft:
    """Return where a guideline lies: in the rules folder, else in an installed package.

    Raises:
        EingabeError: there is no guideline of that name.
    """
    bekannt = richtlinien(regeln)
    if name in bekannt:
        return Herkunft(name, regeln / name, regeln / ALLGEMEIN)
    zusaetzliche = steckbare() if mit_zusatzpaketen else {}
    if name in zusaetzliche:
        return Herkunft(name, zusaetzliche[name], regeln / ALLGEMEIN)
    alle = sorted({*bekannt, *zusaetzliche})
    raise EingabeError(
        Meldung(
            f"Richtlinie „{name}“ gibt es nicht",
            ort="richtlinie",
            zulaessig=", ".join(alle),
            abhilfe=aehnlich(name, alle),
        )
    )


def lade_herkunft(herkunft: Herkunft) -> Richtlinie:
    """Load one guideline.

    Raises:
        RegelError: it has violations; all of them.
    """
    richtlinie, meldungen = pruefe_herkunft(herkunft)
    if richtlinie is None:
        raise RegelError(meldungen)
    return richtlinie


def lade_richtlinie(regeln: Path, name: str) -> Richtlinie:
    """Load one guideline of a rules folder; raises as `finde` and `lade_herkunft`."""
    return lade_herkunft(finde(regeln, name))

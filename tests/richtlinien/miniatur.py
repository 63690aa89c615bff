"""Write tiny guidelines of a few lines to disk and load them, so that one property stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from foerderung.errors import Meldung
from foerderung.rechnung.auswertung import Rechner
from foerderung.rechnung.eingabewerte import Eingaben
from foerderung.rechnung.gebunden import Wert
from foerderung.rechnung.knoten import Knoten
from foerderung.richtlinien.verzeichnis import Richtlinie, pruefe_richtlinie

Angaben = Mapping[str, Any]
QUELLE = {"fundstelle": "Satzung § 1", "belegstand": "norm"}
STICHTAG = date(2027, 1, 1)
FASSUNGEN = {"2020": "2020-01-01"}
JAHR = {
    "jahr": {"bezeichnung": "Jahr", "von": "jahr(beginn)", "bis": "jahr(ende)"},
}
ZEITRAUM = {
    "beginn": {"typ": "datum", "beschriftung": "Beginn"},
    "ende": {"typ": "datum", "beschriftung": "Ende"},
}


def regel(rechne: str | Mapping[str, str], typ: str = "eur", **weitere: Any) -> dict[str, Any]:
    """Declare a rule; what is not said is cited and marked as a provision."""
    return {"bezeichnung": "Regel", "typ": typ, **QUELLE, "rechne": rechne, **weitere}


def feld(typ: str = "eur", **weitere: Any) -> dict[str, Any]:
    """Declare an input."""
    return {"typ": typ, "beschriftung": "Eingabe", **weitere}


def parameter(einheit: str, werte: Mapping[str, Any], **weitere: Any) -> dict[str, Any]:
    """Declare a parameter."""
    return {"bezeichnung": "Parameter", "einheit": einheit, **QUELLE, "werte": werte, **weitere}


def reihe(datei: str, einheit: str = "eur", **weitere: Any) -> dict[str, Any]:
    """Declare a series with the columns ``ab`` and ``wert``, carried on after its end."""
    return {
        "bezeichnung": "Reihe",
        "datei": datei,
        "einheit": einheit,
        "gueltig": {"von": "ab"},
        "wert": ["wert"],
        "nach_ende": "fortschreiben",
        **QUELLE,
        **weitere,
    }


def befund(wenn: str, ort: str = "betrag", **weitere: Any) -> dict[str, Any]:
    """Declare a finding."""
    texte = {"gefunden": "gefunden", "zulaessig": "zulässig", "abhilfe": "Ändern."}
    return {
        "schwere": "hinweis",
        "bezeichnung": "Befund",
        "wenn": wenn,
        "ort": ort,
        **QUELLE,
        **texte,
        **weitere,
    }


def schreibe(
    ordner: Path,
    *,
    fassungen: Mapping[str, str] | None = None,
    ausgabe: Angaben | None = None,
    tabellen: Mapping[str, str] | None = None,
    **abschnitte: Angaben,
) -> Path:
    """Write the guideline ``probe``; its sections stand in a common part, so that nothing has to be used."""
    for name in ("probe", "allgemein"):
        (ordner / name).mkdir(parents=True, exist_ok=True)
    kopf = {
        "richtlinie": {
            "id": "probe",
            "kurz": "Probe",
            "titel": "Satzung zur Probe",
            "text": "Satzung vom 1. Januar 2020",
            "verwendet": ["teile"],
            "fassungen": {
                name: {"ab": ab, "aendert": "Erste Fassung.", **QUELLE} for name, ab in (fassungen or FASSUNGEN).items()
            },
        },
        "ausgabe": ausgabe or {"felder": {}},
    }
    _schreibe_yaml(ordner / "probe" / "richtlinie.yaml", kopf)
    _schreibe_yaml(ordner / "allgemein" / "teile.yaml", abschnitte)
    for name, text in (tabellen or {}).items():
        (ordner / "allgemein" / name).write_text(text, encoding="utf-8")
    return ordner


def _schreibe_yaml(pfad: Path, inhalt: Angaben) -> None:
    pfad.write_text(yaml.safe_dump(dict(inhalt), allow_unicode=True, sort_keys=False), encoding="utf-8")


def pruefe(ordner: Path, **teile: Any) -> list[Meldung]:
    """Return the violations of a tiny guideline."""
    return pruefe_richtlinie(schreibe(ordner, **teile), "probe")[1]


def texte(meldungen: list[Meldung]) -> str:
    """Join violations as a person sees them."""
    return "\n".join(map(str, meldungen))


def lade(ordner: Path, **teile: Any) -> Richtlinie:
    """Return a tiny guideline that has to be without violations."""
    richtlinie, meldungen = pruefe_richtlinie(schreibe(ordner, **teile), "probe")
    assert richtlinie is not None, texte(meldungen)
    return richtlinie


@dataclass(frozen=True)
class Fall:
    """Values of inputs by their name in the rules; the index of lists and years stands in a mapping."""

    werte: Mapping[str, Any] = field(default_factory=dict)
    laengen: Mapping[str, int] = field(default_factory=dict)
    stichtag: date = STICHTAG

    def rechner(self, richtlinie: Richtlinie, **vorgaben: Wert) -> Rechner:
        """Return an evaluator of the Fassung in force."""
        werte: dict[str, dict[tuple[int, ...], Wert]] = {
            name: dict(wert) if isinstance(wert, Mapping) else {(): wert} for name, wert in self.werte.items()
        }
        return Rechner(richtlinie.am(self.stichtag), Eingaben(werte, dict(self.laengen)), self.stichtag, vorgaben)


def rechne(ordner: Path, ausdruck: str, typ: str = "eur_exakt", **teile: Any) -> Knoten:
    """Load a guideline whose rule ``x`` has this expression and return its node."""
    fall = teile.pop("fall", Fall())
    regeln = {**teile.pop("regeln", {}), "x": regel(ausdruck, typ)}
    return Fall.rechner(fall, lade(ordner, regeln=regeln, **teile)).knoten("x")


def eur(text: str) -> Fraction:
    """Read an exact number."""
    return Fraction(text)

"""Cases that wait for a decision, small enough to count: 25 000 EUR in instalments of 10 000, 12 500 and 2 500."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.amt.buero import UNTERLAGEN, Buero

ANNAHMEN = ("--annahmen-grund", "mit dem Fachreferat abgestimmt")
ANTRAGSTELLER = (
    "antragsteller", "anlege", "--name", "Stadt Beispielstadt", "--art", "gemeinde", "--ags", "14524999", "--strasse",
    "Rathausplatz 1", "--plz", "08056", "--ort", "Beispielstadt", "--iban", "DE02120300000000202051",
)  # fmt: skip


def rufe(buero: Buero, als: str, heute: str, *worte: object) -> str:
    """Run a command that has to succeed and return what it prints."""
    lauf = buero.rufe(worte, als, heute)
    assert lauf.code == 0, f"{worte}: {lauf.fehler}"
    return lauf.aus


def besetze(buero: Buero) -> None:
    """Set up an office with its persons, its facts and an applicant; no budget yet."""
    buero.gehe_bis("behoerde setze")
    rufe(buero, "bearbeitung", "2026-08-24", *ANTRAGSTELLER)


def antrag_25000(ordner: Path) -> Path:
    """Write an application over 30 000 EUR, of which 25 000 are asked for."""
    daten = yaml.safe_load((UNTERLAGEN / "antrag.yaml").read_text(encoding="utf-8"))
    daten |= {
        "vorhaben": {**daten["vorhaben"], "beginn": "2027-01-01", "ende": "2027-12-31"},
        "stellen": [],
        "weiterleitung": [],
        "sachausgaben": [
            {"bezeichnung": "Honorare", "kostenart": "honorare", "investiv": False, "betraege": {"2027": "30000.00"}}
        ],
        "finanzierung": {"eigenmittel": {"2027": "5000.00"}, "beantragt": {"2027": "25000.00"}},
    }
    ziel = ordner / "antrag25000.json"
    ziel.write_text(json.dumps(daten, default=str), encoding="utf-8")
    return ziel


def schlage_vor(buero: Buero, nummer: int, am: str, termine: Sequence[str] = ()) -> str:
    """Bring a new case to its proposal on a day and return its number.

    Args:
        termine: expected days of the instalments as the command takes them.
    """
    fall = f"KP-2026-{nummer:04d}"
    schritte: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("2026-08-24", ("fall", "anlegen", "--antragsteller", "A-0001", "--titel", f"Vorhaben {nummer}")),
        ("2026-09-03", ("beratung", "erfasse", fall, UNTERLAGEN / "beratung.yaml")),
        ("2026-10-01", ("antrag", "einlesen", fall, antrag_25000(buero.ordner))),
        ("2026-10-06", ("evaluation", "ziele", fall, "--datei", UNTERLAGEN / "ziele.yaml")),
        ("2026-10-12", ("antrag", "pruefe", fall, "--vermerk", UNTERLAGEN / "pruefvermerk.yaml")),
        (am, ("entscheidung", "schlage-vor", fall, *(wort for tag in termine for wort in ("--rate-am", tag)))),
    )
    for heute, worte in schritte:
        rufe(buero, "bearbeitung", heute, *worte)
    return fall


def zeige_fall(buero: Buero, fall: str, heute: str) -> Any:
    """Return a case as the command tells it."""
    return json.loads(rufe(buero, "leitung", heute, "fall", "zeige", fall, "--json"))


def uebersicht(buero: Buero, jahr: int, heute: str) -> Any:
    """Return the budget of a year as the command tells it."""
    return json.loads(rufe(buero, "haushalt", heute, "haushalt", "uebersicht", "--jahr", jahr, "--json"))

"""What the office enters about itself, and what of it is missing for an act."""

from __future__ import annotations

from foerderung.store.einheit import Lesung

BEHOERDENANGABEN = {
    "name": "Name der Bewilligungsbehörde",
    "zusatz": "Zusatz zum Namen, etwa die Geschäftsstelle",
    "strasse": "Straße und Hausnummer",
    "plz": "Postleitzahl",
    "ort": "Ort",
    "telefon": "Telefon",
    "email": "E-Mail",
    "kasse": "Kasse, die auszahlt",
    "anordnungsstelle": "anordnende Stelle mit Nummer",
    "kapitel": "Kapitel im Haushaltsplan",
    "titel": "Titel im Haushaltsplan",
}
"""What the office enters about itself, with German labels."""


def fehlende_behoerdenangaben(lesung: Lesung, noetig: tuple[str, ...]) -> tuple[str, ...]:
    """List what nobody entered about the authority yet, with the command that does."""
    vorhanden = lesung.behoerde()
    return tuple(
        f"{BEHOERDENANGABEN[name]} (foerderung behoerde setze {name}=…)" for name in noetig if not vorhanden.get(name)
    )

"""What the office enters about itself, and what of it is missing for an act."""

from __future__ import annotations

from collections.abc import Mapping

from foerderung.store.einheit import Lesung

BEHOERDENANGABEN = {
    "name": "Name der Bewilligungsbehörde",
    "zusatz": "Zusatz zum Namen, etwa die Geschäftsstelle",
    "strasse": "Straße und Hausnummer",
    "plz": "Postleitzahl",
    "ort": "Ort",
    "telefon": "Telefon",
    "email": "E-Mail",
    "kasse": "Kasse, die auszahlt (Nr. 5.1.1)",
    "zahlstelle": "Zahlstelle, wenn eine auszahlt (Nr. 5.1.1)",
    "kapitel": "Kapitel im Haushaltsplan (Nr. 5.1.6)",
    "titel": "Titel im Haushaltsplan (Nr. 5.1.6)",
    "anordnungsstelle": "anordnende Stelle, etwa das Referat (Nr. 5.1.10)",
    "anordnungsstellennummer": "Anordnungsstellennummer (Nr. 5.1.10)",
    "huel_namenszeichen": "Namenszeichen des Listenführers der Haushaltsüberwachungsliste (Nr. 5.1.11)",
}
"""What the office enters about itself, with German labels; the numbers are those of the VwV zu § 70 SäHO."""

BUCHUNGSSTELLE = ("kapitel", "titel")
"""What an approval needs of it: where the money is bound."""

ZAHLUNG = ("name", "kasse", "anordnungsstelle", "anordnungsstellennummer", "huel_namenszeichen")
"""What a payment order needs of it beside what the approval fixed (VwV zu § 70 SäHO Nr. 5.1)."""

BESCHEID = (*dict.fromkeys(("name", "strasse", "plz", "ort", *ZAHLUNG)),)
"""What a notice needs of it: a letterhead, and everything without which what it promises could not be paid."""

WOFUER = {"die Bewilligung": BUCHUNGSSTELLE, "den Bescheid": BESCHEID, "die Auszahlungsanordnung": ZAHLUNG}
"""Acts that need facts of the authority, in German."""


def fehlende_behoerdenangaben(lesung: Lesung, noetig: tuple[str, ...]) -> tuple[str, ...]:
    """List what nobody entered about the authority yet, with the command that does."""
    offen = offene_angaben(lesung.behoerde(), noetig)
    return tuple(f"{BEHOERDENANGABEN[name]} (foerderung behoerde setze {name}=…)" for name in offen)


def offene_angaben(vorhanden: Mapping[str, str], noetig: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of needed facts that nobody entered, or that are blank."""
    return tuple(name for name in noetig if not vorhanden.get(name, "").strip())

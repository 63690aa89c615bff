"""Copy the shipped rules and plant mistakes in the copy."""

from __future__ import annotations

import shutil
from pathlib import Path

from foerderung.errors import Meldung
from foerderung.resources import resource_path
from foerderung.richtlinien.verzeichnis import Richtlinie, pruefe_richtlinie


class Kopie:
    """A copy of the shipped rules that may be spoilt."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner / "rules"
        shutil.copytree(resource_path("rules"), self.ordner)

    def ersetze(self, datei: str, alt: str, neu: str) -> Kopie:
        """Replace the first occurrence of a text that has to be there."""
        pfad = self.ordner / datei
        text = pfad.read_text(encoding="utf-8")
        assert alt in text, f"{datei} holds no {alt!r}"
        pfad.write_text(text.replace(alt, neu, 1), encoding="utf-8")
        return self

    def ergaenze(self, datei: str, text: str) -> Kopie:
        """Add a text at the end of a file."""
        pfad = self.ordner / datei
        pfad.write_text(pfad.read_text(encoding="utf-8") + text, encoding="utf-8")
        return self

    def zeile(self, datei: str, text: str) -> int:
        """Return the line of the first occurrence of a text, counted from 1."""
        for nummer, zeile in enumerate((self.ordner / datei).read_text(encoding="utf-8").splitlines(), 1):
            if text in zeile:
                return nummer
        raise LookupError(text)

    def meldungen(self) -> list[Meldung]:
        """Return the violations of the spoilt guideline."""
        return pruefe_richtlinie(self.ordner, "kommpraev")[1]

    def lade(self) -> Richtlinie:
        """Return the guideline, which has to be without violations."""
        richtlinie, meldungen = pruefe_richtlinie(self.ordner, "kommpraev")
        assert richtlinie is not None, "\n".join(map(str, meldungen))
        return richtlinie

"""Write the diagram and the table of acts into ``docs/verfahren.md``: ``python -m tests.docs.verfahrensbild``."""

from __future__ import annotations

from pathlib import Path

from foerderung.verfahren.diagramm import mermaid, tabelle

SEITE = Path(__file__).parents[2] / "docs" / "verfahren.md"

EINLEITUNG = """# Das Verfahren

Die Zustände eines Falls und die Akte, die von einem zum anderen führen. Bild und Tabelle sind aus
`foerderung/verfahren/akte.py` gezeichnet; ein Test vergleicht sie. Wer vorschlägt, entscheidet nicht; wer eine Zahlung
bescheinigt, ordnet sie nicht an. Keine Einstellung schaltet das ab.
"""


def seite() -> str:
    """Return the page as it has to be."""
    return f"{EINLEITUNG}\n```mermaid\n{mermaid()}```\n\n{tabelle()}"


if __name__ == "__main__":
    SEITE.write_text(seite(), encoding="utf-8")

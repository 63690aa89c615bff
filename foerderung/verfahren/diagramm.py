"""The state diagram, drawn from the table of acts."""

from __future__ import annotations

from collections.abc import Iterator

from foerderung.verfahren.akte import AKTE
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN, Zustand


def mermaid() -> str:
    """Return the diagram as Mermaid source: states, and acts that lead from one to another."""
    return "\n".join(["stateDiagram-v2", *_zeilen()]) + "\n"


def _zeilen() -> Iterator[str]:
    for zustand in Zustand:
        if zustand is not Zustand.NEU:
            yield f'    state "{ZUSTANDSNAMEN[zustand]}" as {zustand.value}'
    for akt in AKTE:
        for von, nach in akt.wege:
            if von is not nach:
                anfang = "[*]" if von is Zustand.NEU else von.value
                yield f"    {anfang} --> {nach.value}: {akt.bezeichnung}"
    for ende in (Zustand.ABGESCHLOSSEN, Zustand.ZURUECKGEZOGEN, Zustand.GELOESCHT):
        yield f"    {ende.value} --> [*]"


def tabelle() -> str:
    """Return the acts as a Markdown table."""
    kopf = ["| Befehl | von → nach | Rolle | Quelle |", "|---|---|---|---|"]
    return "\n".join([*kopf, *_tabellenzeilen()]) + "\n"


def _tabellenzeilen() -> Iterator[str]:
    for akt in AKTE:
        befehl = f"`{akt.befehl}`" if akt.befehl else "(von selbst)"
        rolle = ROLLENNAMEN[akt.rolle] if akt.rolle is not None else "–"
        nach: dict[Zustand, list[Zustand]] = {}
        for von, ziel in akt.wege:
            nach.setdefault(ziel, []).append(von)
        wege = "; ".join(_weg(ziel, start) for ziel, start in nach.items())
        yield f"| {befehl} {akt.bezeichnung} | {wege} | {rolle} | {akt.quelle} |"


def _weg(nach: Zustand, von: list[Zustand]) -> str:
    start = ", ".join(ZUSTANDSNAMEN[eins] for eins in von)
    return f"bleibt {start}" if von == [nach] else f"{start} → {ZUSTANDSNAMEN[nach]}"

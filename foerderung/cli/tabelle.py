"""Tables for people: drawn on a terminal, tab-separated text when piped or written to a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

import click

MINDESTBREITE = 80
LAENGSTES_WORT = 20


def ist_terminal() -> bool:
    """Tell whether people read the output on a screen."""
    return sys.stdout.isatty()


def breite() -> int | None:
    """Return the columns of the terminal, None where nothing should be wrapped."""
    return max(shutil.get_terminal_size((120, 40)).columns, MINDESTBREITE) if ist_terminal() else None


def zeige_tabelle(
    titel: str,
    spalten: Sequence[str],
    zeilen: Sequence[Sequence[str]],
    rechts: frozenset[int] = frozenset(),
    betont: frozenset[int] = frozenset(),
    kuerzbar: frozenset[int] = frozenset(),
) -> None:
    """Print a table.

    Args:
        titel: printed above it.
        spalten: column heads; empty for none.
        zeilen: cells as they are shown; nothing in them is markup.
        rechts: columns that are aligned to the right.
        betont: rows that stand out on a terminal; their text has to say why, colours are not seen by everybody.
        kuerzbar: columns that are cut on a narrow terminal; if there are any, every row takes one line.
    """
    if not ist_terminal():
        gedruckt = (spalten, *zeilen) if spalten else zeilen
        texte = ("\t".join(" ".join(zelle.split()) for zelle in zeile) for zeile in gedruckt)
        click.echo("\n".join((titel, *texte)))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    tabelle = Table(
        title=Text(titel, style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_header=bool(spalten),
        collapse_padding=bool(kuerzbar),
    )
    for nummer, spalte in enumerate(spalten or ("",) * len(zeilen[0])):
        tabelle.add_column(
            Text(spalte),
            justify="right" if nummer in rechts else "left",
            no_wrap=nummer in rechts
            or (nummer not in kuerzbar if kuerzbar else _unteilbar([zeile[nummer] for zeile in zeilen])),
            overflow="fold",
        )
    for nummer, zeile in enumerate(zeilen):
        zellen = [Text(zelle) for zelle in zeile]
        for kurze in kuerzbar:
            zellen[kurze].no_wrap, zellen[kurze].overflow = True, "ellipsis"
        tabelle.add_row(*zellen, style="red" if nummer in betont else None)
    Console(width=breite(), highlight=False, soft_wrap=False).print(tabelle)


def _unteilbar(zellen: Sequence[str]) -> bool:
    """Tell whether a column holds short words alone, such as file numbers and days, which are unreadable in pieces."""
    return all(len(zelle) <= LAENGSTES_WORT and " " not in zelle for zelle in zellen)

"""Play the case of the demonstration up to one command, so that a chapter can begin in the middle of it.

In a document: ``<!-- vorher: vorspiel STORE 'COMMAND' -->``; the command is the beginning of one in the script.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from click.testing import CliRunner

from foerderung.cli import main as foerderung
from foerderung.cli.faden import EINRICHTUNG, SCHRITTE, Schritt
from foerderung.resources import resource_path

UNTERLAGEN = resource_path("rules") / "kommpraev" / "vorfuehrung"


def spiele(speicher: Path, befehl: str) -> None:
    """Set up a practice store and take the steps up to the first that begins so and succeeds, that one included.

    Raises:
        ValueError: no step begins so.
        RuntimeError: a step ended otherwise than the script says.
    """
    for schritt in (EINRICHTUNG, *bis(SCHRITTE, befehl)):
        worte = schritt.worte(UNTERLAGEN, speicher.parent)
        angaben = ["--db", str(speicher), "--als", schritt.als, "--heute", schritt.heute.isoformat()]
        lauf = CliRunner().invoke(foerderung, [*angaben, *worte])
        if lauf.exit_code != schritt.code:
            raise RuntimeError(f"{schritt.befehl}: {lauf.output}")


def bis(schritte: Iterable[Schritt], befehl: str) -> list[Schritt]:
    """Return the steps up to the first that begins so and succeeds."""
    genommen = []
    for schritt in schritte:
        genommen.append(schritt)
        if schritt.befehl.startswith(befehl) and not schritt.code:
            return genommen
    raise ValueError(f"no step begins with {befehl!r}")


def main(argumente: Sequence[str]) -> None:
    """Play on the command line."""
    speicher, befehl = argumente
    spiele(Path(speicher), befehl)


if __name__ == "__main__":
    main(sys.argv[1:])

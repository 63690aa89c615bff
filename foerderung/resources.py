"""Find the data folders that belong to the program: rules and templates."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: Literal["rules", "templates"]) -> Path:
    """Return the folder of that name that ships with the program.

    An installed wheel carries it inside the package; in a checkout and in an editable installation it lies
    beside the package. Plain paths are used because importing importlib.resources costs more time than a
    whole look at a help page may take.

    Raises:
        FileNotFoundError: the folder is in neither place, so the installation is damaged.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (folder := parent / name).is_dir():
            return folder
    raise FileNotFoundError(
        f"Der Ordner „{name}“ gehört zum Programm, fehlt aber neben und in {_PACKAGE}. "
        "Das Programm bitte neu installieren"
    )

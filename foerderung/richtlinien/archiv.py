"""Archive the rule files of a guideline as they are, and load a guideline from such an archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from io import BytesIO

from foerderung.richtlinien.herkunft import ALLGEMEIN, Herkunft
from foerderung.richtlinien.verzeichnis import Richtlinie, lade_herkunft

_ENDUNGEN = (".yaml", ".csv")
_ZEIT = (1980, 1, 1, 0, 0, 0)


def packe(herkunft: Herkunft) -> bytes:
    """Return a zip of the guideline's files and of the common parts; the same files yield the same bytes."""
    puffer = BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        for ordner, unter in ((herkunft.ordner, herkunft.name), (herkunft.allgemein, ALLGEMEIN)):
            for datei in _dateien(ordner):
                eintrag = zipfile.ZipInfo(f"{unter}/{datei.name}", _ZEIT)
                eintrag.compress_type = zipfile.ZIP_DEFLATED
                eintrag.create_system = 3
                archiv.writestr(eintrag, datei.read_bytes())
    return puffer.getvalue()


def lade_archiv(name: str, inhalt: bytes) -> Richtlinie:
    """Load the guideline `name` from an archive that `packe` made.

    Raises:
        RegelError: this version of the program finds violations in it.
    """
    with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
        archiv.filename = "Archiv"  # named in messages
        wurzel = zipfile.Path(archiv)
        return lade_herkunft(Herkunft(name, wurzel / name, wurzel / ALLGEMEIN))


def _dateien(ordner: Traversable) -> Iterator[Traversable]:
    yield from sorted(
        (datei for datei in ordner.iterdir() if datei.name.endswith(_ENDUNGEN)), key=lambda datei: datei.name
    )

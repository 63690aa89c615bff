"""Errors that reach a person: one base class, one exit code per cause, messages with place and remedy."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

#: Why the system refuses a file or device, in German.
_GERAET = {
    errno.EACCES: "keine Berechtigung",
    errno.EPERM: "keine Berechtigung",
    errno.ENOENT: "nicht gefunden",
    errno.EEXIST: "schon vorhanden",
    errno.ENOTDIR: "kein Ordner",
    errno.EISDIR: "ein Ordner, keine Datei",
    errno.ENOSPC: "kein Platz auf dem Datenträger",
    errno.EROFS: "Datenträger schreibgeschützt",
}


@dataclass(frozen=True, slots=True)
class Meldung:
    """State one violation: where, what was found, what is allowed, by which source, how to mend it.

    All texts are German and are shown to officers as they are.

    Attributes:
        gefunden: what stands there (or what is wrong), without a final full stop.
        datei: name of the file as the user gave it; empty if there is none.
        zeile: line in that file, from 1; 0 if unknown.
        ort: key path such as ``stellen[0].vzae``; empty if the whole document is meant.
        zulaessig: what would be accepted.
        quelle: provision or series the limit comes from.
        abhilfe: what to do.
        regel: id of the rule that was violated, not shown.
    """

    gefunden: str
    datei: str = ""
    zeile: int = 0
    ort: str = ""
    zulaessig: str = ""
    quelle: str = ""
    abhilfe: str = ""
    regel: str = ""

    def __str__(self) -> str:
        platz = self.datei
        if self.zeile:
            platz = f"{platz}, Zeile {self.zeile}" if platz else f"Zeile {self.zeile}"
        platz = ", ".join(teil for teil in (platz, self.ort) if teil)
        text = f"{platz}: {self.gefunden}" if platz else self.gefunden
        if self.zulaessig:
            text += f"; zulässig: {self.zulaessig}"
        if self.quelle:
            text += f" ({self.quelle})"
        text = text if text.endswith((".", "!", "?")) else text + "."
        return f"{text} {self.abhilfe}".rstrip()


class FoerderungError(Exception):
    """Carry one or more messages for a person and the exit code of the process."""

    exit_code: ClassVar[int] = 1
    titel: ClassVar[str] = "Fehler"

    def __init__(self, meldungen: Meldung | str | Iterable[Meldung]) -> None:
        if isinstance(meldungen, str):
            meldungen = (Meldung(meldungen),)
        elif isinstance(meldungen, Meldung):
            meldungen = (meldungen,)
        self.meldungen: tuple[Meldung, ...] = tuple(meldungen)
        super().__init__("\n".join(str(m) for m in self.meldungen))


class AufrufError(FoerderungError):
    """The command was called with words it cannot take (exit 2)."""

    exit_code = 2
    titel = "Aufruf nicht möglich"


class EingabeError(FoerderungError):
    """An application, a decision or another input document is wrong (exit 3)."""

    exit_code = 3
    titel = "Eingabe fehlerhaft"


class RegelError(FoerderungError):
    """A rule set is faulty, or a date lies outside of what it covers (exit 4)."""

    exit_code = 4
    titel = "Regelwerk"


class NichtErlaubtError(FoerderungError):
    """The state of a case or a guard does not permit the act (exit 5)."""

    exit_code = 5
    titel = "Nicht zulässig"


class SpeicherError(FoerderungError):
    """The store cannot be reached, read or written (exit 6)."""

    exit_code = 6
    titel = "Speicher"


class DokumentError(FoerderungError):
    """A document cannot be made or read (exit 7)."""

    exit_code = 7
    titel = "Dokument"


class IntegritaetError(FoerderungError):
    """Stored records contradict each other or were altered (exit 8)."""

    exit_code = 8
    titel = "Integrität verletzt"


def grund_deutsch(fehler: OSError) -> str:
    """Say why a file or device failed; the system's own words where we have none."""
    return _GERAET.get(fehler.errno or 0, fehler.strerror or "unbekannter Grund")

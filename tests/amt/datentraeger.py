"""Devices and files that fail, for real: what an office meets there, played in a process of its own."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.amt.buero import Buero, Lauf

NEUE_EINHAENGUNGEN, NEUE_BENUTZER = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
REKURSIV_PRIVAT = 0x4000 | 0x40000  # MS_REC, MS_PRIVATE
NIEMAND = 65534
KIB = 1024


@dataclass(frozen=True, slots=True)
class Stoerfall:
    """What a command did while something failed, and what is there of the store at that moment.

    Attributes:
        pruefung: what ``db pruefe`` said while it failed.
        kopf: number of the newest event.
    """

    lauf: Lauf
    pruefung: Lauf
    kopf: int


@dataclass(frozen=True, slots=True)
class Verlauf:
    """A command during several failures and after them.

    Attributes:
        vorher: number of the newest event before.
        danach: the same command once everything was right again.
    """

    vorher: int
    stoerungen: tuple[Stoerfall, ...]
    danach: Stoerfall


@dataclass(frozen=True, slots=True)
class Befehl:
    """A command line as a person gives it on a day."""

    worte: Sequence[str]
    als: str
    heute: str

    def gib(self, buero: Buero) -> Stoerfall:
        """Run it, and look at the store."""
        lauf = buero.rufe(self.worte, self.als, self.heute)
        pruefung = buero.rufe(["db", "pruefe", "--json"], self.als, None)
        return Stoerfall(lauf, pruefung, pruefung.daten["kopf"]["ereignis"])


def auf_vollem_datentraeger(vorlage: Path, ordner: Path, befehl: Befehl, frei: Sequence[int]) -> tuple[bool, Verlauf]:
    """Give a command on a full device, again with each amount of room left, and once more with enough room.

    Where the system lets nobody mount a device, writes beyond that amount fail instead; the first result tells.

    Args:
        frei: what is left, in KiB.
    """
    echt = _haenge_ein(ordner, vorlage.stat().st_size // KIB + 1024)
    stoerungen = [partial(_fuelle if echt else _begrenze, ordner, kib) for kib in frei]
    return echt, _stoere(vorlage, ordner, befehl, stoerungen)


def auf_fehlerhaftem_datentraeger(vorlage: Path, ordner: Path, befehl: Befehl, frei: Sequence[int]) -> Verlauf:
    """Give a command while every write beyond some KiB of a file fails, and once more when none does."""
    return _stoere(vorlage, ordner, befehl, [partial(_begrenze, ordner, kib) for kib in frei])


def unter_schreibschutz(vorlage: Path, ordner: Path, befehl: Befehl, rechte: Sequence[tuple[int, int]]) -> Verlauf:
    """Give a command as somebody whom modes stop, under each pair of modes, and then without.

    Args:
        rechte: pairs of the modes of the folder and of the file.
    """
    shutil.copy(vorlage, ordner / "amt.db")
    befehl.gib(Buero(ordner))  # whoever comes now may not be able to read our modules
    vorlage = Path(shutil.copy(vorlage, ordner / "vorlage.db"))
    _werde_niemand(ordner, *ordner.iterdir())
    return _stoere(vorlage, ordner, befehl, [partial(_schuetze, ordner, *paar) for paar in rechte])


def ohne_platz_fuer_dokumente(buero: Buero, befehl: Befehl) -> Lauf:
    """Give a command that writes a document while no new file can take more than a part of it."""
    echt = Path.write_bytes

    def write_bytes(pfad: Path, inhalt: Any) -> int:
        beende = _begrenze(pfad, len(inhalt) // KIB // 2)
        try:
            return echt(pfad, inhalt)
        finally:
            beende()

    Path.write_bytes = write_bytes  # type: ignore[assignment,method-assign]
    return buero.rufe(befehl.worte, befehl.als, befehl.heute)


def _stoere(
    vorlage: Path, ordner: Path, befehl: Befehl, stoerungen: Sequence[Callable[[], Callable[[], None]]]
) -> Verlauf:
    """Give a command during each failure and after the last; a failure returns what ends it."""
    buero = Buero(ordner)
    shutil.copy(vorlage, buero.datei)
    vorher = buero.rufe(["db", "pruefe", "--json"], befehl.als, None).daten["kopf"]["ereignis"]
    faelle = []
    for stoerung in stoerungen:
        beende = stoerung()
        faelle.append(befehl.gib(buero))
        beende()
    return Verlauf(vorher, tuple(faelle), befehl.gib(buero))


def _haenge_ein(ordner: Path, kib: int) -> bool:
    """Mount a small device at a folder that only this process sees; tell whether the system let us."""
    libc = ctypes.CDLL(None, use_errno=True)
    benutzer, gruppe = os.getuid(), os.getgid()
    if libc.unshare(NEUE_EINHAENGUNGEN) != 0:
        if libc.unshare(NEUE_EINHAENGUNGEN | NEUE_BENUTZER) != 0:
            return False
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"{benutzer} {benutzer} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"{gruppe} {gruppe} 1", encoding="ascii")
    if libc.mount(None, b"/", None, REKURSIV_PRIVAT, None) != 0:
        return False
    angaben = f"size={kib}k,mode=700".encode()
    return bool(libc.mount(b"tmpfs", os.fsencode(ordner), b"tmpfs", 0, angaben) == 0)


def _fuelle(ordner: Path, rest: int) -> Callable[[], None]:
    """Fill a device up to some KiB."""
    fuellung = ordner / "fuellung"
    with fuellung.open("wb", buffering=0) as datei, suppress(OSError):
        while True:
            datei.write(bytes(4 * KIB))
    os.truncate(fuellung, fuellung.stat().st_size - rest * KIB)
    return fuellung.unlink


def _begrenze(_: Path, kib: int) -> Callable[[], None]:
    """Let every write of this process beyond some KiB of a file fail."""
    _weich, hoechste = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kib * KIB, hoechste))
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (hoechste, hoechste))


def _schuetze(ordner: Path, ordnerrecht: int, dateirecht: int) -> Callable[[], None]:
    """Take rights from the folder of a store and from its file."""
    datei = ordner / "amt.db"

    def gib_zurueck() -> None:
        ordner.chmod(0o700)
        datei.chmod(0o600)

    datei.chmod(dateirecht)
    ordner.chmod(ordnerrecht)
    return gib_zurueck


def _werde_niemand(*unsere: Path) -> None:
    """Stop being root, whom no mode stops; what is ours stays ours."""
    if os.getuid() == 0:
        for eines in unsere:
            os.chown(eines, NIEMAND, NIEMAND)
        os.setgroups([])
        os.setgid(NIEMAND)
        os.setuid(NIEMAND)

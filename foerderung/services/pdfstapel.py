"""Make PDF/A files beside Word documents; what is done stays, what fails is named, a second run goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from foerderung.dokumente.pdf import herkunft, suche_programm, wandle
from foerderung.errors import AufrufError, DokumentError, Meldung, grund_deutsch
from foerderung.services.speicher.ausgabedatei import schreibe_datei
from foerderung.store.kopie import Fortschritt, still


@dataclass(frozen=True, slots=True)
class Stapelbericht:
    """What became of the documents, each group in the order they were named.

    Attributes:
        geschrieben: PDF files of this run.
        vorhanden: PDF files that were there, made from exactly these documents.
        gescheitert: what was not converted, and why.
    """

    geschrieben: tuple[Path, ...]
    vorhanden: tuple[Path, ...]
    gescheitert: tuple[Meldung, ...]

    def verlange_alle(self) -> None:
        """Do nothing if every document has its PDF.

        Raises:
            DokumentError: it names those that have none.
        """
        if self.gescheitert:
            raise DokumentError(self.gescheitert)


def wandle_dateien(dateien: Sequence[Path], ordner: Path | None, fortschritt: Fortschritt) -> Stapelbericht:
    """Write a PDF/A-2b for each Word document, under its name.

    Args:
        ordner: where the PDF files go; default beside each document.

    Raises:
        AufrufError: two documents would have the same PDF.
        DokumentError: the folder is missing, or LibreOffice is not installed although there is something to convert.
    """
    ziele = _ziele(dateien, ordner)
    geschrieben, vorhanden, gescheitert = set[Path](), set[Path](), dict[Path, Meldung]()
    offen: list[tuple[Path, bytes]] = []
    for datei, ziel in ziele.items():
        try:
            inhalt = datei.read_bytes()
            if _ist_vorhanden(ziel, inhalt):
                vorhanden.add(ziel)
            else:
                offen.append((datei, inhalt))
        except OSError as fehler:
            gescheitert[datei] = Meldung(f"ist nicht lesbar ({grund_deutsch(fehler)})", str(datei))
        except DokumentError as fehler:
            gescheitert[datei] = fehler.meldungen[0]
    for nummer, pdf in wandle([inhalt for _, inhalt in offen]) if offen else ():
        datei = offen[nummer][0]
        try:
            geschrieben.add(_schreibe(datei, ziele[datei], pdf))
        except DokumentError as fehler:
            gescheitert[datei] = fehler.meldungen[0]
        fortschritt(nummer + 1, len(offen))
    return Stapelbericht(
        tuple(ziel for ziel in ziele.values() if ziel in geschrieben),
        tuple(ziel for ziel in ziele.values() if ziel in vorhanden),
        tuple(gescheitert[datei] for datei in ziele if datei in gescheitert),
    )


def verlange_programm() -> None:
    """Do nothing if PDF files can be made here; asked before an act is recorded.

    Raises:
        DokumentError: LibreOffice is not installed.
    """
    suche_programm()


def pdf_daneben(datei: Path) -> Path:
    """Write the PDF/A-2b of one Word document beside it, and return where it lies.

    Raises:
        DokumentError: it could not be made.
    """
    wandle_dateien([datei], None, still).verlange_alle()
    return datei.with_suffix(".pdf")


def _ziele(dateien: Sequence[Path], ordner: Path | None) -> dict[Path, Path]:
    if ordner is not None and not ordner.is_dir():
        raise DokumentError(Meldung("den Ordner gibt es nicht", str(ordner), abhilfe="Ordner anlegen."))
    ziele = {datei: (ordner or datei.parent) / datei.with_suffix(".pdf").name for datei in dateien}
    doppelt = [str(ziel) for ziel, anzahl in Counter(ziele.values()).items() if anzahl > 1]
    if doppelt:
        raise AufrufError(
            Meldung(f"mehrere Dokumente ergäben „{name}“", abhilfe="Getrennt umwandeln.") for name in doppelt
        )
    return ziele


def _ist_vorhanden(ziel: Path, inhalt: bytes) -> bool:
    """Tell whether the PDF is there already, made from exactly this document.

    Raises:
        DokumentError: another file stands there, such as a signed scan; it is not overwritten.
        OSError: it cannot be read.
    """
    if not ziel.exists():
        return False
    aus = herkunft(ziel.read_bytes()) if ziel.is_file() else ""
    if not aus:
        raise DokumentError(
            Meldung(
                "steht schon da und stammt nicht aus diesem Programm; es bleibt, wie es ist",
                str(ziel),
                abhilfe="Umbenennen oder mit --nach einen anderen Ordner angeben.",
            )
        )
    return aus == sha256(inhalt).hexdigest()


def _schreibe(datei: Path, ziel: Path, pdf: bytes | str) -> Path:
    if isinstance(pdf, str):
        raise DokumentError(Meldung(pdf, str(datei), abhilfe="In Word öffnen, prüfen und neu speichern."))
    return schreibe_datei(ziel, pdf, "Platz und Rechte prüfen und noch einmal aufrufen; was fertig ist, bleibt.")

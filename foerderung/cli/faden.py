"""The life of one case as a script of commands, from the first contact to the end: shown by ``demo``, run by tests."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LEITUNG, BEARBEITUNG, HAUSHALT = "leitung", "bearbeitung", "haushalt"
FALL = "KP-2026-0001"


@dataclass(frozen=True, slots=True)
class Schritt:
    """One command.

    Attributes:
        heute: day that is played.
        als: Kuerzel of the acting person.
        befehl: words of the command; ``{unterlagen}`` and ``{ziel}`` stand for folders.
        erlaeuterung: what happens, one German sentence.
        code: exit code that is expected.
        nach: file below the target folder that takes the output, empty for none.
    """

    heute: date
    als: str
    befehl: str
    erlaeuterung: str
    code: int = 0
    nach: str = ""

    def worte(self, unterlagen: Path, ziel: Path) -> list[str]:
        """Return the words of the command."""
        return [wort.format(unterlagen=unterlagen, ziel=ziel) for wort in shlex.split(self.befehl)]


def _schritt(tag: str, als: str, befehl: str, erlaeuterung: str, code: int = 0, nach: str = "") -> Schritt:
    return Schritt(date.fromisoformat(tag), als, befehl.replace("FALL", FALL), erlaeuterung, code, nach)


EINRICHTUNG = _schritt(
    "2026-08-20",
    LEITUNG,
    f"db init --uebung --person {LEITUNG} --name 'Leitung der Geschäftsstelle' --rolle zeichnung",
    "Ein Übungsspeicher wird eingerichtet.",
)

SCHRITTE: tuple[Schritt, ...] = (
    _schritt(
        "2026-08-20",
        LEITUNG,
        f"person anlege {BEARBEITUNG} --name 'Sachbearbeitung Förderung' --rolle sachbearbeitung",
        "Drei Personen mit getrennten Rollen.",
    ),
    _schritt(
        "2026-08-20", LEITUNG, f"person anlege {HAUSHALT} --name 'Beauftragte für den Haushalt' --rolle haushalt", ""
    ),
    _schritt(
        "2026-08-20",
        LEITUNG,
        "behoerde setze 'name=Sächsisches Staatsministerium des Innern' "
        "'zusatz=Geschäftsstelle des Landespräventionsrates' 'strasse=Beispielstraße 1' plz=01000 ort=Dresden "
        "'kasse=Hauptkasse des Freistaates Sachsen' 'anordnungsstelle=Referat Haushalt' anordnungsstellennummer=0000 "
        "huel_namenszeichen=HB "
        "kapitel=0000 'titel=000 00'",
        "Angaben der Behörde; Kasse und Buchungsstelle sind Beispiele.",
    ),
    _schritt(
        "2026-08-20",
        HAUSHALT,
        "haushalt ansatz --jahr 2026 --ve 2027=300000 --ve 2030=400000 --grund 'Haushaltsplan 2026 (Beispiel)'",
        "Verpflichtungsermächtigungen für Zahlungen in späteren Jahren.",
    ),
    _schritt(
        "2026-08-24",
        BEARBEITUNG,
        "antragsteller anlege --name 'Stadt Beispielstadt' --art gemeinde --ags 14524999 "
        "--strasse 'Rathausplatz 1' --plz 08056 --ort Beispielstadt --iban DE02120300000000202051",
        "Die Stadt meldet sich.",
    ),
    _schritt(
        "2026-08-24",
        BEARBEITUNG,
        "fall anlegen --antragsteller A-0001 --titel 'Koordinierungsstelle des Kommunalen Präventionsrates'",
        "Der Fall beginnt mit dem ersten Kontakt.",
    ),
    _schritt(
        "2026-08-31",
        BEARBEITUNG,
        "entscheidung schlage-vor FALL",
        "Ohne Beratung und Antrag ist kein Vorschlag möglich.",
        code=5,
    ),
    _schritt("2026-09-03", BEARBEITUNG, "beratung erfasse FALL {unterlagen}/beratung.yaml", "Die Pflichtberatung."),
    _schritt(
        "2026-09-03",
        BEARBEITUNG,
        "antrag vorlage FALL",
        "Ein vorausgefüllter Antrag für die Stadt.",
        nach="antragsvorlage.yaml",
    ),
    _schritt("2026-10-01", BEARBEITUNG, "antrag einlesen FALL {unterlagen}/antrag.yaml", "Der Antrag geht ein."),
    _schritt("2026-10-05", BEARBEITUNG, "antrag befunde FALL", "Was die Prüfung rechnet und findet."),
    _schritt(
        "2026-10-06",
        BEARBEITUNG,
        "evaluation ziele FALL --datei {unterlagen}/ziele.yaml",
        "Woran der Erfolg gemessen wird.",
    ),
    _schritt(
        "2026-10-12",
        BEARBEITUNG,
        "antrag pruefe FALL --vermerk {unterlagen}/pruefvermerk.yaml",
        "Die Antragsprüfung endet mit ihrem Vermerk.",
    ),
    _schritt("2026-10-12", BEARBEITUNG, "fall moeglich FALL", "Was nun zu tun ist."),
    _schritt(
        "2026-11-02",
        BEARBEITUNG,
        "entscheidung schlage-vor FALL --entscheidung {unterlagen}/entscheidung.yaml "
        "--rate-am 1=15.01.2027 --rate-am 2=30.04.2030 --rate-am 3=31.07.2030",
        "Der Vorschlag an die zeichnende Person.",
    ),
    _schritt(
        "2026-11-02",
        BEARBEITUNG,
        "entscheidung bewillige FALL",
        "Wer vorschlägt, bewilligt nicht.",
        code=5,
    ),
    _schritt(
        "2026-11-09",
        LEITUNG,
        "entscheidung bewillige FALL --annahmen-grund "
        "'Förderpraxis mit dem Fachreferat abgestimmt, Vermerk vom 26.10.2026'",
        "Eine zweite Person entscheidet.",
    ),
    _schritt(
        "2026-11-09",
        BEARBEITUNG,
        "bescheid erstelle FALL --ziel {ziel}/zuwendungsbescheid.docx",
        "Der Zuwendungsbescheid, jede Zahl aus der Rechenspur.",
    ),
    _schritt(
        "2026-11-10",
        BEARBEITUNG,
        "bescheid lege-ab FALL --datei {ziel}/zuwendungsbescheid.docx",
        "Der gezeichnete Bescheid kommt zur Akte.",
    ),
    _schritt(
        "2026-11-10",
        BEARBEITUNG,
        "fall export FALL --xlsx {ziel}/finanzierungsplan.xlsx",
        "Der Finanzierungsplan als Arbeitsmappe, die selbst rechnet.",
    ),
    _schritt("2026-11-12", BEARBEITUNG, "bescheid aufgabe FALL", "Zur Post; die Fristen folgen daraus."),
    _schritt(
        "2026-12-16",
        BEARBEITUNG,
        "zahlung bescheinige FALL",
        "Vor der Bestandskraft fließt kein Geld.",
        code=5,
    ),
    _schritt(
        "2027-01-04",
        HAUSHALT,
        "haushalt ansatz --jahr 2027 --ausgabemittel 500000 --grund 'Haushaltsplan 2027 (Beispiel)'",
        "Das neue Haushaltsjahr hat Ausgabemittel; die Bindung von 2026 zählt mit.",
    ),
    _schritt("2027-01-08", BEARBEITUNG, "zahlung beginnanzeige FALL", "Die Stadt zeigt den Beginn an."),
    _schritt("2027-01-11", BEARBEITUNG, "zahlung bescheinige FALL", "Die erste Rate: bescheinigt …"),
    _schritt("2027-01-12", HAUSHALT, "zahlung ordne-an FALL", "… und von einer anderen Person angeordnet."),
    _schritt(
        "2030-01-07",
        HAUSHALT,
        "haushalt ansatz --jahr 2030 --ausgabemittel 500000 --grund 'Haushaltsplan 2030 (Beispiel)'",
        "",
    ),
    _schritt(
        "2030-03-18",
        BEARBEITUNG,
        "nachweis einlesen FALL --datei {unterlagen}/nachweis.yaml",
        "Der Verwendungsnachweis; die Zuwendung wird daraus neu gerechnet.",
    ),
    _schritt("2030-04-08", BEARBEITUNG, "nachweis vollstaendig FALL", "Nichts fehlt."),
    _schritt("2030-04-08", BEARBEITUNG, "zahlung bescheinige FALL", "Die zweite Rate."),
    _schritt("2030-04-09", HAUSHALT, "zahlung ordne-an FALL", ""),
    _schritt(
        "2030-04-15",
        BEARBEITUNG,
        "nachweis stichprobe FALL --gezogen --grund 'Zuwendung über 100.000 EUR, höchster Fördersatz im Jahrgang'",
        "Der Nachweis ist in der Stichprobe.",
    ),
    _schritt(
        "2030-05-20",
        BEARBEITUNG,
        "nachweis pruefe FALL --vermerk 'Schlüssigkeit geprüft, zweckentsprechend verwendet, Eingang 14.03.2030'",
        "Die Prüfung ist abgeschlossen.",
    ),
    _schritt("2030-05-20", BEARBEITUNG, "zahlung bescheinige FALL", "Die Schlussrate nimmt den Rest auf."),
    _schritt("2030-05-21", HAUSHALT, "zahlung ordne-an FALL", ""),
    _schritt(
        "2030-06-03",
        BEARBEITUNG,
        "evaluation erfasse FALL --datei {unterlagen}/evaluation.yaml",
        "Jeder Indikator ist bewertet.",
    ),
    _schritt("2030-06-10", LEITUNG, "fall schliesse FALL", "Alles ist erledigt."),
    _schritt("2030-06-10", HAUSHALT, "haushalt uebersicht --jahr 2030", "Was der Haushalt davon zeigt (VVK Nr. 9.2)."),
    _schritt("2030-06-10", LEITUNG, "fall zeige FALL", "Der Fall im Ganzen."),
    _schritt("2030-06-10", LEITUNG, "fall verlauf FALL", "Alles, was geschah, auch das Abgewiesene."),
    _schritt("2030-06-10", LEITUNG, "fall rechne-nach FALL", "Die Entscheidung rechnet sich aus ihrer Akte nach."),
    _schritt("2030-06-10", LEITUNG, "db pruefe", "Die Kette ist heil."),
)

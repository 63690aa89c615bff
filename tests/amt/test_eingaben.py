"""Whatever is typed wrong: a German message, the exit code of its cause, no defect, and nothing changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from foerderung.cli.faden import FALL
from tests.amt.buero import UNTERLAGEN, Buero, Lauf
from tests.amt.roh import Zeile, roh
from tests.amt.vorrat import TABELLEN, Vorrat

AM_ANFANG, VORGESCHLAGEN, IN_ZAHLUNG = "antrag einlesen", "entscheidung schlage-vor", "zahlung bescheinige"
HEUTE = {AM_ANFANG: "2026-10-05", VORGESCHLAGEN: "2026-11-05", IN_ZAHLUNG: "2030-03-20"}


@dataclass(frozen=True)
class Bestand:
    """Everything that a store holds."""

    kette: list[Zeile]
    uebriges: dict[str, list[Any]]


def bestand(buero: Buero) -> Bestand:
    with roh(buero) as offen:
        uebrige = [name for name in TABELLEN if name not in ("ereignis", "nutzlast")]
        return Bestand(
            offen.zeilen(), {n: sorted(map(repr, offen.tue(f"SELECT * FROM {n}").fetchall())) for n in uebrige}
        )


def assert_meldung(lauf: Lauf, code: int, text: str = "") -> None:
    assert lauf.code == code, f"{lauf.code}: {lauf.aus}{lauf.fehler}"
    assert lauf.aus == ""
    assert lauf.fehler.strip()
    for fremd in ("Traceback", "Interner Fehler", "Error:", "Usage", "permission denied", "invalid"):
        assert fremd not in lauf.fehler
    assert text in lauf.fehler


@contextmanager
def unveraendert(buero: Buero) -> Iterator[None]:
    vorher = bestand(buero)
    yield
    assert bestand(buero) == vorher


@contextmanager
def nur_versucht(buero: Buero, person: str = "bearbeitung") -> Iterator[None]:
    """Demand one refused attempt more and nothing else; the case only counts it."""
    vorher = bestand(buero)
    yield
    nachher = bestand(buero)
    assert nachher.kette[:-1] == vorher.kette
    neu = nachher.kette[-1]
    assert (neu.typ, neu.person) == ("versuch_abgewiesen", person)
    gleich = {name: zeilen for name, zeilen in vorher.uebriges.items() if name != "fall"}
    assert {name: nachher.uebriges[name] for name in gleich} == gleich
    assert ohne_version(nachher) == ohne_version(vorher)


def ohne_version(stand: Bestand) -> list[str]:
    return [re.sub(r'"version":\d+|(?<=-\d\d\', )\d+', "", zeile) for zeile in stand.uebriges["fall"]]


@pytest.fixture
def amt(request: pytest.FixtureRequest, vorrat: Vorrat, tmp_path: Path) -> Iterator[Buero]:
    """Return an office at the station that the test names by `parametrize(..., indirect=True)`, or at the beginning."""
    with vorrat.geteilt(tmp_path, getattr(request, "param", AM_ANFANG)) as geliehen:
        yield geliehen


@pytest.fixture
def vorgeschlagen(vorrat: Vorrat, tmp_path: Path) -> Iterator[Buero]:
    """Return an office in which a grant is proposed."""
    with vorrat.geteilt(tmp_path, VORGESCHLAGEN) as geliehen:
        yield geliehen


@pytest.fixture
def in_zahlung(vorrat: Vorrat, tmp_path: Path) -> Iterator[Buero]:
    """Return an office in which the first instalment is certified."""
    with vorrat.geteilt(tmp_path, IN_ZAHLUNG) as geliehen:
        yield geliehen


# --- what cannot be understood ---------------------------------------------------------------------------------------

UNVERSTANDEN = [
    ["fall"],
    ["fall", "fliege"],
    ["fal", "liste"],
    ["fall", "zeige"],
    ["fall", "zeige", FALL, FALL],
    ["fall", "zeige", FALL, "--so"],
    ["fall", "anlegen", "--titel", "x"],
    ["fall", "ziehe-zurueck", FALL],
    ["person", "anlege", "neu", "--name", "x", "--rolle", "minister"],
    ["antragsteller", "anlege", "--name", "x"],
    ["behoerde", "setze"],
    ["behoerde", "setze", "ort"],
    ["nachweis", "stichprobe", FALL, "--grund", "x"],
    ["bescheid", "aufgabe", FALL, "--art", "brieftaube"],
    ["nachweis", "einlesen", FALL, "--datei", "x", "--mehreinnahmen", "-5"],
    ["nachweis", "einlesen", FALL, "--datei", "x", "--mehreinnahmen", "nan"],
    ["antrag", "einlesen", FALL, ""],
    *(
        ["antrag", "pruefe", FALL, "--am", tag]
        for tag in (
            "gestern",
            "2026-13-01",
            "30.02.2026",
            "2026-2-3",
            "01/02/2026",
            "",
            "0000-01-01",
            "2026-10-05T10:00",
        )
    ),
    ["--heute", "morgen", "fall", "liste"],
    ["antrag", "pruefe", FALL, "--nachtrag", "\udcff"],
    ["fall", "zeige", "KP-\udcff"],
    ["fall", "zeige", "KP-\0"],
    ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "a\0b"],
    ["behoerde", "setze", "ort=\udcff"],
]


def test_what_cannot_be_understood_changes_nothing(amt: Buero) -> None:
    with unveraendert(amt):
        for worte in UNVERSTANDEN:
            lauf = amt.rufe(worte, heute=HEUTE[AM_ANFANG])
            assert lauf.code == 2, f"{worte}: {lauf.code} {lauf.aus}{lauf.fehler}"
            assert_meldung(lauf, 2)


# --- what does not exist ---------------------------------------------------------------------------------------------


def test_an_unknown_case_is_refused_with_the_nearest_numbers(amt: Buero) -> None:
    befehle = [
        ["fall", "zeige"],
        ["fall", "moeglich"],
        ["fall", "verlauf"],
        ["fall", "rechne-nach"],
        ["fall", "schliesse"],
        ["antrag", "vorlage"],
        ["antrag", "befunde"],
        ["antrag", "pruefe"],
        ["entscheidung", "bewillige"],
        ["bescheid", "aufgabe"],
        ["zahlung", "bescheinige"],
    ]
    with unveraendert(amt):
        for befehl in befehle:
            lauf = amt.rufe([*befehl, "KP-2026-0010"], als="leitung", heute=HEUTE[AM_ANFANG])
            assert_meldung(lauf, 3, "den Fall „KP-2026-0010“ gibt es nicht")
            assert f"etwa {FALL}" in lauf.fehler


def test_the_nearest_numbers_come_first_and_are_three(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    buero = sqlite_vorrat.buero(tmp_path, AM_ANFANG)
    for _ in range(5):
        assert buero.rufe(["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x"]).code == 0
    assert (
        "etwa KP-2026-0004, KP-2026-0001, KP-2026-0002;"
        in f"{buero.rufe(['fall', 'zeige', 'KP-2026-004']).fehler};".replace(". foer", "; foer").replace(" (", ";")
    )


UNBEKANNT = [
    (["fall", "anlegen", "--antragsteller", "A-0009", "--titel", "x"], "den Antragsteller „A-0009“ gibt es nicht"),
    (["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x", "--richtlinie", "kompraev"], "kommpraev"),
    (["fall", "anlegen", "--antragsteller", "A-0001", "--titel", " "], "der Titel ist leer"),
    (["antragsteller", "aendere", "A-0009", "--ort", "x"], "A-0009"),
    (["antragsteller", "aendere", "A-0001", "--iban", "DE02120300000000202052"], "iban"),
    (["antragsteller", "aendere", "A-0001", "--ags", "1"], "ags"),
    (["antragsteller", "aendere", "A-0001", "--plz", "8056"], "plz"),
    (["beratung", "erfasse", FALL, "gibt-es-nicht.yaml"], "nicht gefunden"),
    (["antrag", "einlesen", FALL, "gibt-es-nicht.yaml"], "nicht gefunden"),
    (["antrag", "einlesen", FALL, "/"], "nicht lesbar"),
    (["fall", "ziehe-zurueck", FALL, "--datei", "gibt-es-nicht.pdf"], "nicht gefunden"),
    (["fall", "rechne-nach", FALL], "noch nichts entschieden"),
]


def test_what_does_not_exist_is_named_and_changes_nothing(amt: Buero) -> None:
    with unveraendert(amt):
        for worte, text in UNBEKANNT:
            lauf = amt.rufe(worte, heute=HEUTE[AM_ANFANG])
            assert text in lauf.fehler, f"{worte}: {lauf.code} {lauf.aus}{lauf.fehler}"
            assert_meldung(lauf, 3)


@pytest.mark.parametrize(
    ("worte", "text"),
    [
        (["person", "sperre", "niemand"], "niemand"),
        (["person", "rolle", "niemand", "--rolle", "haushalt"], "niemand"),
        (["person", "anlege", "haushalt", "--name", "x", "--rolle", "haushalt"], "gibt es schon"),
        (["person", "anlege", "Groß", "--name", "x", "--rolle", "haushalt"], "Kleinbuchstaben"),
        (["person", "anlege", "neu", "--name", "", "--rolle", "haushalt"], "der Name ist leer"),
        (["behoerde", "setze", "orrt=Pirna"], "ort"),
    ],
)
def test_wrong_facts_of_the_office_are_named_and_change_nothing(amt: Buero, worte: list[str], text: str) -> None:
    with unveraendert(amt):
        assert_meldung(amt.rufe(worte, als="leitung"), 3, text)


# --- documents -------------------------------------------------------------------------------------------------------

KAPUTT = {
    "empty": b"",
    "a word": b"Antrag",
    "a list": b"- 1\n- 2\n",
    "no YAML": b"a: [1, 2\nb: {",
    "a tab": b"a:\n\t- b\n",
    "no UTF-8": b"titel: \xff\xfe\n",
    "binary": bytes(range(256)) * 4,
    "NUL": b"titel: a\x00b\n",
    "twice the same key": b"am: 2026-09-02\nam: 2026-09-03\n",
    "an alias": b"a: &x [1]\nb: *x\n",
    "a tag": b"!!python/object/apply:os.system [echo]\n",
    "unknown keys": b"unbekannt: 1\nanderes: {x: y}\n",
    "not finite": b"am: .nan\nkosten: .inf\n",
    "two documents": b"a: 1\n---\nb: 2\n",
    "deep": b"[" * 3000 + b"]" * 3000,
}
DOKUMENTE = {
    "beratung": (AM_ANFANG, ["beratung", "erfasse", FALL, "{}"]),
    "antrag": (AM_ANFANG, ["antrag", "einlesen", FALL, "{}"]),
    "pruefvermerk": (AM_ANFANG, ["antrag", "pruefe", FALL, "--vermerk", "{}"]),
    "ziele": (AM_ANFANG, ["evaluation", "ziele", FALL, "--datei", "{}"]),
    "entscheidung": (VORGESCHLAGEN, ["entscheidung", "schlage-vor", FALL, "--entscheidung", "{}"]),
    "nachweis": (IN_ZAHLUNG, ["nachweis", "einlesen", FALL, "--datei", "{}"]),
    "evaluation": (IN_ZAHLUNG, ["evaluation", "erfasse", FALL, "--datei", "{}"]),
}


@pytest.mark.parametrize("endung", ["yaml", "json"])
@pytest.mark.parametrize("art", DOKUMENTE)
def test_a_document_that_is_none_is_refused_and_changes_nothing(
    vorrat: Vorrat, tmp_path: Path, art: str, endung: str
) -> None:
    station, worte = DOKUMENTE[art]
    datei = tmp_path / f"unterlage.{endung}"
    with vorrat.geteilt(tmp_path, station) as buero, unveraendert(buero):
        for name, inhalt in KAPUTT.items():
            datei.write_bytes(inhalt)
            lauf = buero.rufe([wort.replace("{}", str(datei)) for wort in worte], heute=HEUTE[station])
            assert lauf.code == 3, f"{name}: {lauf.code} {lauf.aus}{lauf.fehler}"
            assert_meldung(lauf, 3, "unterlage")


VERFAELSCHT = {
    "beratung": [
        ("am: 2026-09-02", "am: 02.09.2026"),
        ("gremium: vorhanden", "gremium: vielleicht"),
        ("titel: Ko", 'titel: "\\0Ko" #'),
    ],
    "antrag": [
        ('ags: "14524999"', 'ags: "14612000"'),
        ("richtlinie: kommpraev", "richtlinie: fkp"),
        ("beginn: 2027-01-01", "beginn: 2030-01-01"),
        ("2027: 51600.00", "2027: 51600.001"),
        ("2027: 51600.00", "2026: 51600.00"),
        ("2027: 51600.00", "2027: -1"),
        ("vzae: 0.75", "vzae: 3"),
        ("kostenart: honorare", "kostenart: bestechung"),
        ("eingang_am: 2026-10-01\n", ""),
        ("titel: Koordinierungsstelle", 'titel: "\\ud800" #'),
    ],
    "pruefvermerk": [("notwendigkeit:", "noetigkeit:"), ("bemerkungen: Unter", 'bemerkungen: "\\0" #')],
    "ziele": [('sollwert: "12"\n', "\n"), ("zweck: >-", "zwecke: >-"), ("indikatoren:", "indikatoren: []\nx:")],
    "entscheidung": [
        ("ort: sachausgaben[2]", "ort: sachausgaben[9]"),
        ("jahr: 2027", "jahr: 2031"),
        ("befund: weiterleitung_pruefen", "befund: erfunden"),
        ("anerkannt: 800.00", "anerkannt: NaN"),
        ("finanzierungsart: anteil", "finanzierungsart: geschenk"),
    ],
    "nachweis": [
        ("bezeichnung: Koordination", "bezeichnung: Koordinator"),
        ("bezeichnung: Fortbildung der Koordination", "bezeichnung: Öffentlichkeitsarbeit"),
        ("2027: 50912.40", "2031: 50912.40"),
        ("2027: 50912.40", "2027: -1"),
        ("eingang_am: 2030-03-14", "eingang_am: bald"),
        ("art: verwendungsnachweis", "art: postkarte"),
    ],
    "evaluation": [("erreicht: voll", "erreicht: übervoll"), ("zusammenfassung:", "ergebnis:")],
}


@pytest.mark.parametrize(
    ("art", "alt", "neu"),
    [(art, *paar) for art, paare in VERFAELSCHT.items() for paar in paare],
    ids=lambda wert: wert.strip()[:40],
)
def test_a_document_with_one_thing_wrong_is_refused_with_its_place(
    vorrat: Vorrat, tmp_path: Path, art: str, alt: str, neu: str
) -> None:
    station, worte = DOKUMENTE[art]
    inhalt = (UNTERLAGEN / f"{art}.yaml").read_text(encoding="utf-8")
    assert alt in inhalt
    datei = tmp_path / f"{art}.yaml"
    datei.write_text(inhalt.replace(alt, neu, 1), encoding="utf-8")
    if art == "evaluation":  # it is read before the state is judged
        station = IN_ZAHLUNG
    with vorrat.geteilt(tmp_path, station) as buero:
        if art == "nachweis":
            assert buero.rufe(["zahlung", "ordne-an", FALL], als="haushalt", heute="2027-01-12").code == 0
        with unveraendert(buero):
            lauf = buero.rufe([wort.replace("{}", str(datei)) for wort in worte], heute=HEUTE[station])
            assert_meldung(lauf, 3, f"{art}.yaml")


# --- what is not permitted -------------------------------------------------------------------------------------------

VERMERK = str(UNTERLAGEN / "pruefvermerk.yaml")
NICHT_ERLAUBT: list[tuple[str, str, Sequence[str], str, str]] = [
    ("bearbeitung", AM_ANFANG, ["entscheidung", "bewillige", FALL], "2026-10-05", "ist im Zustand"),
    ("leitung", AM_ANFANG, ["antrag", "pruefe", FALL, "--vermerk", VERMERK], "2026-10-05", "verlangt die Rolle"),
    (
        "haushalt",
        VORGESCHLAGEN,
        ["entscheidung", "bewillige", FALL, "--annahmen-grund", "x"],
        "2026-11-05",
        "verlangt die Rolle",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["antrag", "pruefe", FALL, "--vermerk", VERMERK, "--am", "2026-10-06"],
        "2026-10-05",
        "nach dem heutigen Tag",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["antrag", "pruefe", FALL, "--vermerk", VERMERK, "--am", "2999-10-06"],
        "2026-10-05",
        "nach dem heutigen Tag",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["antrag", "pruefe", FALL, "--vermerk", VERMERK, "--am", "2026-09-20"],
        "2026-10-05",
        "mehr als 14 Tage",
    ),
    ("bearbeitung", AM_ANFANG, ["antrag", "pruefe", FALL], "2026-10-05", "Prüfvermerk fehlt|prüfvermerk fehlt"),
    ("bearbeitung", AM_ANFANG, ["antrag", "nachfordere", FALL], "2026-10-05", "nichts"),
    (
        "bearbeitung",
        AM_ANFANG,
        ["antrag", "einlesen", FALL, str(UNTERLAGEN / "antrag.yaml")],
        "2026-09-15",
        "liegt nach dem heutigen",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["beratung", "erfasse", FALL, str(UNTERLAGEN / "beratung.yaml")],
        "2026-10-05",
        "ist im Zustand",
    ),
    ("bearbeitung", VORGESCHLAGEN, ["entscheidung", "lehne-ab", FALL, "--grund", "x"], "2026-11-05", "selbst gemacht"),
    ("leitung", VORGESCHLAGEN, ["entscheidung", "bewillige", FALL], "2026-11-05", "Annahmen"),
    (
        "bearbeitung",
        VORGESCHLAGEN,
        ["entscheidung", "schlage-vor", FALL, "--ablehnung", ""],
        "2026-11-05",
        "nicht begründet",
    ),
    ("bearbeitung", VORGESCHLAGEN, ["bescheid", "lege-ab", FALL, "--datei", VERMERK], "2026-11-05", "ist im Zustand"),
    ("bearbeitung", IN_ZAHLUNG, ["zahlung", "bescheinige", FALL], "2027-01-11", "nicht angeordnet"),
    ("bearbeitung", IN_ZAHLUNG, ["zahlung", "ordne-an", FALL], "2027-01-12", "verlangt die Rolle"),
    ("bearbeitung", IN_ZAHLUNG, ["fall", "ziehe-zurueck", FALL, "--datei", VERMERK], "2027-01-12", "ist im Zustand"),
    (
        "bearbeitung",
        IN_ZAHLUNG,
        ["zahlung", "beginnanzeige", FALL, "--am", "2026-11-13", "--nachtrag", "x"],
        "2027-01-12",
        "vor der Bekanntgabe",
    ),
    ("leitung", IN_ZAHLUNG, ["fall", "schliesse", FALL], "2027-01-12", "ist im Zustand"),
    (
        "haushalt",
        AM_ANFANG,
        ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x"],
        "2026-10-05",
        "verlangt die Rolle",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x", "--am", "2026-10-06"],
        "2026-10-05",
        "nach dem heutigen Tag",
    ),
    (
        "bearbeitung",
        AM_ANFANG,
        ["person", "anlege", "zweite", "--name", "x", "--rolle", "haushalt"],
        "2026-10-05",
        "verlangt die Rolle",
    ),
    ("leitung", AM_ANFANG, ["person", "rolle", "leitung", "--rolle", "haushalt"], "2026-10-05", "die eigenen Rollen"),
    (
        "leitung",
        AM_ANFANG,
        ["antragsteller", "aendere", "A-0001", "--ort", "Pirna"],
        "2026-10-05",
        "verlangt die Rolle",
    ),
]


@pytest.mark.parametrize(
    ("person", "station", "worte", "heute", "grund"),
    NICHT_ERLAUBT,
    ids=[f"{p}-{' '.join(w[:2])}-{g}" for p, _, w, _, g in NICHT_ERLAUBT],
)
def test_what_is_not_permitted_leaves_the_attempt_and_nothing_else(
    vorrat: Vorrat, tmp_path: Path, person: str, station: str, worte: Sequence[str], heute: str, grund: str
) -> None:
    with vorrat.geteilt(tmp_path, station) as buero, nur_versucht(buero, person):
        lauf = buero.rufe(worte, als=person, heute=heute)
        assert_meldung(lauf, 5)
        assert re.search(grund, lauf.fehler), lauf.fehler


@pytest.mark.parametrize("tage", ["2026-09-21", "21.9.2026"])
def test_fourteen_days_back_need_no_reason_and_fifteen_do(sqlite_vorrat: Vorrat, tmp_path: Path, tage: str) -> None:
    buero = sqlite_vorrat.buero(tmp_path, AM_ANFANG)
    worte = ["antrag", "pruefe", FALL, "--vermerk", VERMERK, "--am"]
    assert_meldung(buero.rufe([*worte, "2026-09-20"], heute="2026-10-05"), 5, "mehr als 14 Tage")
    assert buero.rufe([*worte, tage], heute="2026-10-05").code == 0
    assert buero.rufe(["antrag", "einlesen", FALL, str(UNTERLAGEN / "antrag.yaml")], heute="2026-10-05").code == 0
    assert buero.rufe([*worte, "2026-09-20", "--nachtrag", "Akte war verlegt"], heute="2026-10-05").code == 0


def test_a_blocked_person_acts_no_longer(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, AM_ANFANG)
    assert buero.rufe(["person", "sperre", "bearbeitung"], als="leitung").code == 0
    for worte in (
        ["antrag", "pruefe", FALL, "--vermerk", VERMERK],
        ["antragsteller", "aendere", "A-0001", "--ort", "Pirna"],
    ):
        with nur_versucht(buero):
            assert_meldung(buero.rufe(worte, heute="2026-10-05"), 5, "gesperrt")


@pytest.mark.parametrize(
    ("als", "text"), [(None, "nicht gesagt, wer handelt"), ("niemand", "gehört nicht zum Amt"), ("Leitung", "leitung")]
)
def test_without_a_person_of_the_office_nothing_happens(
    sqlite_vorrat: Vorrat, tmp_path: Path, als: str | None, text: str
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, AM_ANFANG)
    with unveraendert(buero):
        assert_meldung(buero.rufe(["antrag", "pruefe", FALL, "--vermerk", VERMERK], als=als), 5, text)


@pytest.mark.parametrize("worte", [["fall", "liste"], ["behoerde", "setze", "ort=Pirna"]])
def test_the_day_is_played_only_in_a_practice_store(buero: Buero, worte: list[str]) -> None:
    assert buero.rufe(["db", "init", "--person", "leitung", "--name", "x"], als=None, heute=None).code == 0
    with unveraendert(buero):
        assert_meldung(buero.rufe(worte, als="leitung", heute="2026-10-05"), 5, "Übungsspeicher")
    assert buero.rufe(worte, als="leitung", heute=None).code == 0


@pytest.mark.parametrize("heute", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_defect(sqlite_vorrat: Vorrat, tmp_path: Path, heute: str) -> None:
    for station in (AM_ANFANG, VORGESCHLAGEN, "bescheid lege-ab", "bescheid aufgabe", IN_ZAHLUNG):
        buero = sqlite_vorrat.buero(tmp_path, station)
        for befehl in (
            ["fall", "anlegen", "--antragsteller", "A-0001", "--titel", "x"],
            ["fall", "moeglich", FALL],
            ["fall", "zeige", FALL],
            ["antrag", "befunde", FALL],
            ["antrag", "pruefe", FALL, "--vermerk", VERMERK],
            ["entscheidung", "schlage-vor", FALL, "--entscheidung", str(UNTERLAGEN / "entscheidung.yaml")],
            ["bescheid", "aufgabe", FALL],
            ["bescheid", "verzicht", FALL],
            ["zahlung", "beginnanzeige", FALL],
            ["klage", "erfasse", FALL],
        ):
            lauf = buero.rufe(befehl, heute=heute)
            assert lauf.code != 1, f"{befehl}: {lauf.fehler}"
        assert buero.rufe(["db", "pruefe"], als=None, heute=None).code == 0


@pytest.mark.parametrize(
    ("ziel", "text"), [("fehlt/bescheid.docx", "nicht gefunden"), (".", "ein Ordner, keine Datei")]
)
def test_a_draft_that_finds_no_place_says_why_in_german_and_is_filed(
    sqlite_vorrat: Vorrat, tmp_path: Path, ziel: str, text: str
) -> None:
    buero = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige")
    befehl = ["bescheid", "erstelle", FALL, "--ziel", str(tmp_path / ziel)]
    assert_meldung(buero.rufe(befehl, heute="2026-11-09"), 7, f"lässt sich nicht schreiben ({text})")
    befehl[-1] = str(tmp_path / "bescheid.docx")
    assert buero.rufe(befehl, heute="2026-11-09").code == 0


def test_the_history_of_a_case_shows_its_traces_whole(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    lauf = sqlite_vorrat.buero(tmp_path, "entscheidung bewillige").rufe(["fall", "verlauf", FALL, "--spur"])
    assert (lauf.code, "\nRechenspur\n" in lauf.aus, "--voll" in lauf.aus) == (0, True, False)

"""Whatever is called, by whomever, in whatever order: no defect, a whole chain, and always four eyes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from foerderung.cli.faden import FALL
from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.roh import roh
from tests.amt.vorrat import Vorrat

pytestmark = pytest.mark.lang

ANZAHL = {"sqlite": 150, "postgresql": 50}
SAAT = 2
PERSONEN = ("bearbeitung", "leitung", "haushalt", "zweite", "zweite", "revision", "fremd")
FAELLE = (FALL, FALL, FALL, "KP-2026-0002", "KP-2026-0099")
UNTERLAGE = [str(datei) for datei in sorted(UNTERLAGEN.glob("*.yaml"))]
BEFEHLE = (
    "beratung erfasse FALL DATEI",
    "antrag einlesen FALL DATEI",
    "antrag nachfordere FALL",
    "antrag pruefe FALL --vermerk {unterlagen}/pruefvermerk.yaml",
    "antrag pruefe FALL --vermerk DATEI",
    "antrag befunde FALL",
    "antrag vorlage FALL",
    "evaluation ziele FALL --datei DATEI",
    "evaluation erfasse FALL --datei {unterlagen}/evaluation.yaml",
    "entscheidung schlage-vor FALL",
    "entscheidung schlage-vor FALL --entscheidung {unterlagen}/entscheidung.yaml",
    "entscheidung bewillige FALL --annahmen-grund Grund",
    "entscheidung bewillige FALL",
    "bescheid erstelle FALL --ziel {ziel}/zuwendungsbescheid.docx",
    "bescheid lege-ab FALL --datei {ziel}/zuwendungsbescheid.docx",
    "bescheid aufgabe FALL",
    "bescheid verzicht FALL",
    "klage erfasse FALL",
    "klage erledige FALL",
    "zahlung beginnanzeige FALL",
    "zahlung bescheinige FALL",
    "zahlung ordne-an FALL",
    "nachweis einlesen FALL --datei {unterlagen}/nachweis.yaml",
    "nachweis vollstaendig FALL",
    "nachweis stichprobe FALL --gezogen --grund Grund",
    "nachweis stichprobe FALL --nicht-gezogen --grund Grund",
    "nachweis pruefe FALL --vermerk Text",
    "fall anlegen --antragsteller A-0001 --titel Zufall",
    "fall zeige FALL",
    "fall moeglich FALL",
    "fall verlauf FALL --spur",
    "fall rechne-nach FALL",
    "fall liste",
    "fall schliesse FALL",
    "fall ziehe-zurueck KP-2026-0002 --datei DATEI",
    "person rolle haushalt --rolle haushalt --rolle zeichnung",
    "person sperre haushalt --entsperren",
    "antragsteller aendere A-0001 --ort Beispielstadt",
    "behoerde setze ort=Dresden",
)
BEWILLIGE = "entscheidung bewillige FALL --annahmen-grund Grund"
BESCHEINIGE, ORDNE_AN = "zahlung bescheinige FALL", "zahlung ordne-an FALL"
WEG: dict[str, tuple[tuple[str, str], ...]] = {
    "eingegangen": (
        ("bearbeitung", "evaluation ziele FALL --datei {unterlagen}/ziele.yaml"),
        ("bearbeitung", "antrag pruefe FALL --vermerk {unterlagen}/pruefvermerk.yaml"),
    ),
    "geprueft": (
        ("bearbeitung", "evaluation ziele FALL --datei {unterlagen}/ziele.yaml"),
        (
            "zweite",
            "entscheidung schlage-vor FALL --entscheidung {unterlagen}/entscheidung.yaml --rate-am 3=2030-07-31",
        ),
    ),
    "vorgeschlagen": (("leitung", BEWILLIGE), *(("zweite", BEWILLIGE),) * 4),
    "bewilligt": (
        ("bearbeitung", "bescheid erstelle FALL --ziel {ziel}/zuwendungsbescheid.docx"),
        ("bearbeitung", "bescheid lege-ab FALL --datei {ziel}/zuwendungsbescheid.docx"),
        ("bearbeitung", "bescheid aufgabe FALL"),
    ),
    "bekanntgegeben": (("bearbeitung", "zahlung beginnanzeige FALL"), ("zweite", BESCHEINIGE)),
    "bestandskraeftig": (
        ("bearbeitung", "zahlung beginnanzeige FALL"),
        ("zweite", BESCHEINIGE),
        ("haushalt", ORDNE_AN),
    ),
    "angefochten": (("bearbeitung", "klage erledige FALL"),),
    "in_auszahlung": (("bearbeitung", "nachweis einlesen FALL --datei {unterlagen}/nachweis.yaml"),),
    "nachweis_eingereicht": (("bearbeitung", "nachweis vollstaendig FALL"),),
    "nachweis_vollstaendig": (
        ("zweite", BESCHEINIGE),
        ("haushalt", ORDNE_AN),
        ("bearbeitung", "nachweis stichprobe FALL --gezogen --grund Grund"),
        ("bearbeitung", "nachweis pruefe FALL --vermerk Text"),
    ),
    "nachweis_geprueft": (
        ("zweite", BESCHEINIGE),
        ("haushalt", ORDNE_AN),
        ("zweite", ORDNE_AN),
        ("bearbeitung", "evaluation erfasse FALL --datei {unterlagen}/evaluation.yaml"),
    ),
    "evaluiert": (("zweite", BESCHEINIGE), ("haushalt", ORDNE_AN), ("leitung", "fall schliesse FALL")),
}
"""Acts by which a case goes on from a state, and who may do them."""

OHNE_WIRKUNG = (2, 3, 4, 6)


def ist_erlaubt(code: int, zuwachs: list[str]) -> bool:
    """Tell whether an exit code fits what was recorded."""
    if code in OHNE_WIRKUNG:
        return not zuwachs
    if code == 5:
        return zuwachs in ([], ["versuch_abgewiesen"])  # nothing where nobody of the office acts
    return code in (0, 7) and "versuch_abgewiesen" not in zuwachs and len(zuwachs) <= 2


def typen(buero: Buero) -> list[str]:
    with roh(buero) as offen:
        return [zeile[0] for zeile in offen.tue("SELECT typ FROM ereignis ORDER BY nummer").fetchall()]


def vier_augen_verletzt(buero: Buero) -> list[int]:
    """Return the acts whose person also performed the act before that they depend on."""
    paare = {
        "entscheidung_bewilligen": "vorschlagen",
        "entscheidung_ablehnen": "vorschlagen",
        "zahlung_anordnen": "bescheinigen",
    }
    with roh(buero) as offen:
        zeilen = offen.zeilen()
    verletzt = []
    for stelle, zeile in enumerate(zeilen):
        if zeile.typ in paare:
            davor = [z for z in zeilen[:stelle] if z.fall == zeile.fall and z.typ.endswith(paare[zeile.typ])]
            if davor[-1].person == zeile.person:
                verletzt.append(zeile.nummer)
    return verletzt


def naechster(buero: Buero, zufall: random.Random) -> tuple[str, str]:
    """Return a person and an act by which the case goes on."""
    with roh(buero) as offen:
        zustand = offen.wert("SELECT zustand FROM fall WHERE aktenzeichen = ?", FALL)
    return zufall.choice(WEG.get(zustand, (("bearbeitung", "fall moeglich FALL"),)))


def test_random_commands_meet_no_defect_and_leave_a_whole_chain(vorrat: Vorrat, tmp_path: Path) -> None:
    buero = vorrat.buero(tmp_path, "antrag einlesen")
    for kuerzel, rollen in (("zweite", ("sachbearbeitung", "zeichnung", "haushalt")), ("revision", ("pruefung",))):
        worte = [wort for rolle in rollen for wort in ("--rolle", rolle)]
        assert buero.rufe(["person", "anlege", kuerzel, "--name", kuerzel, *worte], als="leitung").code == 0
    for mittel in ("2026 --ausgabemittel 500000 --ve 2027=500000 --ve 2030=500000", "2027 --ausgabemittel 500000",
                   "2030 --ausgabemittel 500000"):  # fmt: skip
        worte = ["haushalt", "ansatz", "--jahr", *mittel.split()]
        assert buero.rufe(worte, als="haushalt").code == 0
    zufall = random.Random(SAAT)
    heute, codes, gruende = date(2026, 10, 1), set(), ""
    for _ in range(ANZAHL["sqlite" if vorrat.server is None else "postgresql"]):
        vorher = typen(buero)
        person, befehl = naechster(buero, zufall)
        if zufall.random() < 0.3:
            person = zufall.choice(PERSONEN)
        if zufall.random() < 0.4:
            befehl = zufall.choice(BEFEHLE).replace("FALL", zufall.choice(FAELLE))
        befehl = befehl.replace("FALL", FALL).replace("DATEI", zufall.choice(UNTERLAGE))
        worte = [wort.format(unterlagen=UNTERLAGEN, ziel=tmp_path) for wort in befehl.split(" ")]
        heute += timedelta(days=zufall.choice((0, 0, 1, 2, 20)))
        if befehl.startswith("nachweis einlesen"):
            heute = max(heute, date(2030, 3, 18))
        if zufall.random() < 0.08:
            worte += ["--am", (heute + timedelta(days=zufall.choice((-400, -15, -3, 1, 9999)))).isoformat()]
        lauf = buero.rufe(worte, als=person, heute=heute.isoformat())
        nachher = typen(buero)
        lage = f"{' '.join(worte)} durch {person} am {heute}: {lauf.code}\n{lauf.fehler}"
        assert "Traceback" not in lauf.fehler + lauf.aus, lage
        assert "Interner Fehler" not in lauf.fehler, lage
        assert nachher[: len(vorher)] == vorher, lage
        assert ist_erlaubt(lauf.code, nachher[len(vorher) :]), lage
        codes.add(lauf.code)
        gruende += lauf.fehler
    assert {0, 3, 5} <= codes
    if vorrat.server is None:
        assert {"entscheidung_bewilligen", "zahlung_anordnen"} <= set(typen(buero))
        for versuchung in ("hat den Vorschlag selbst gemacht", "hat die Zahlung selbst bescheinigt"):
            assert versuchung in gruende
    assert vier_augen_verletzt(buero) == []
    lauf = buero.rufe(["db", "pruefe"], als="leitung", heute=None)
    assert lauf.code == 0, lauf.fehler

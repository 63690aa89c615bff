"""Letters and notes of a case: which can be made when, and that each says what the case says and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from foerderung.cli.faden import BEARBEITUNG, LEITUNG
from foerderung.dokumente.bescheidangaben import Anschrift
from foerderung.dokumente.schreiben.fakten import Angabenbezuege, Fallbezuege
from foerderung.dokumente.schreiben.verzeichnis import SCHREIBARTEN, render_schreiben
from foerderung.dokumente.vorlage import lies_vorlage
from foerderung.errors import DokumentError
from foerderung.fach.zahlen import datum_deutsch, euro_deutsch
from foerderung.rechnung.anzeige import fuer_menschen
from foerderung.rechnung.teilberechnung import Teilberechnung
from foerderung.rechnung.typen import TEXT
from foerderung.services.fall.schreiben import lies_angaben, sammle_fakten
from foerderung.services.rechnen.zuwendung import Dokument
from tests.amt.buero import UNTERLAGEN, Buero
from tests.amt.vorrat import Vorrat
from tests.dokumente.beispiele import anzeigen, text_von
from tests.dokumente.boese import BOESE

FALL = "KP-2026-0001"
STAND = {
    "beratungsprotokoll": ("beratung erfasse", "2026-09-03"),
    "eingangsbestaetigung": ("antrag einlesen", "2026-10-05"),
    "antragspruefvermerk": ("antrag pruefe", "2026-10-12"),
    "auszahlungsmitteilung": ("zahlung ordne-an", "2027-01-13"),
    "nachweisvermerk": ("nachweis pruefe", "2030-05-20"),
    "schlussschreiben": ("nachweis pruefe", "2030-05-20"),
}
"""Station of the script at which each letter is made; the others need a case that went another way, or a paper."""

ENDE = ("nachweis pruefe", "2030-05-20")
AUFHEBUNG = """grund: {grund}
sachverhalt: "Die Stelle war vom 1. Juli an nicht besetzt."
ermessen: "Was zweckentsprechend verwendet ist, bleibt."
neue_zuwendung: {neu}
wirkung_ab: 2028-07-01
stellungnahme_bis: 2030-07-15
stellungnahme: "Der Sachverhalt ist eingeräumt."
zahlbar_bis: 2030-08-31
zinsen_bis: 2030-05-20
erstattungen: [{{tag: 2029-03-15, betrag: 5000}}, {{tag: 2030-01-10, betrag: 1000}}]
"""
AENDERUNG = """grund: frist
begruendung: "Die Evaluation liegt erst im Herbst vor."
neue_zuwendung: 131630
nachweis_bis: 2031-03-31
"""
ANGABEN = {
    "anhoerung": AUFHEBUNG.format(grund="zweck", neu=30000),
    "aenderungsbescheid": AENDERUNG,
    "widerrufsbescheid": AUFHEBUNG.format(grund="auflage", neu=30000),
    "ruecknahmebescheid": AUFHEBUNG.format(grund="unrichtige_angaben", neu=0),
    "erstattungsbescheid": AUFHEBUNG.format(grund="bedingung", neu=30000),
    "zinsbescheid": AUFHEBUNG.format(grund="beginn", neu=0),
}
"""What an officer states for each letter that needs a paper."""

ERSTE_RATE = ("zahlung ordne-an", "2030-05-20")
"""Only the first instalment was paid, long before what it is claimed back for."""

STAND |= dict.fromkeys(ANGABEN, ENDE) | dict.fromkeys(("erstattungsbescheid", "zinsbescheid"), ERSTE_RATE)


def _neu(ordner: Path) -> Path:
    ordner.mkdir(exist_ok=True)
    return ordner


def tu(amt: Buero, befehl: list[Any], heute: str, als: str = BEARBEITUNG) -> str:
    lauf = amt.rufe(befehl, als=als, heute=heute)
    assert lauf.code == 0, lauf.fehler
    return lauf.aus


def papier(amt: Buero, art: str) -> Path:
    """Write what an officer states for a letter."""
    datei = amt.ordner / f"{art}.yaml"
    datei.write_text(ANGABEN[art], encoding="utf-8")
    return datei


def schreibe(amt: Buero, art: str, heute: str) -> tuple[str, list[str]]:
    """Make a letter and return its text and what its figures refer to."""
    ziel = amt.ordner / f"{art}.docx"
    worte = ["--angaben", papier(amt, art)] if art in ANGABEN else []
    daten = json.loads(tu(amt, ["schreiben", "erstelle", FALL, art, *worte, "--ziel", ziel, "--json"], heute))
    return text_von(ziel.read_bytes()), daten["bezuege"]


def nachgefordert(vorrat: Vorrat, ordner: Path) -> Buero:
    """Return an office whose case lacks its annexes, and was asked for them."""
    amt = vorrat.buero(_neu(ordner), "beratung erfasse")
    antrag = amt.ordner / "ohne.yaml"
    antrag.write_bytes((amt.unterlagen / "antrag.yaml").read_bytes().replace(b"anlagen: [", b"anlagen: [] # ["))
    tu(amt, ["antrag", "einlesen", FALL, antrag], "2026-10-05")
    tu(amt, ["antrag", "nachfordere", FALL, "--frist", "2026-10-30"], "2026-10-06")
    return amt


def abgelehnt(
    vorrat: Vorrat, ordner: Path, grund: str = "Die Mittel sind ausgeschöpft; andere Vorhaben gehen vor."
) -> Buero:
    amt = vorrat.buero(_neu(ordner), "antrag pruefe")
    tu(amt, ["entscheidung", "schlage-vor", FALL, "--ablehnung", grund], "2026-10-13")
    tu(amt, ["entscheidung", "lehne-ab", FALL], "2026-10-14", LEITUNG)
    return amt


def alle(vorrat: Vorrat, ordner: Path) -> dict[str, tuple[str, list[str]]]:
    """Make every letter there is, each in a case that has its facts."""
    gemacht = {}
    for art, (station, tag) in STAND.items():
        amt = vorrat.buero(_neu(ordner / art), station)
        gemacht[art] = schreibe(amt, art, tag)
    gemacht["nachforderung"] = schreibe(nachgefordert(vorrat, ordner / "n"), "nachforderung", "2026-10-06")
    gemacht["ablehnungsbescheid"] = schreibe(abgelehnt(vorrat, ordner / "a"), "ablehnungsbescheid", "2026-10-14")
    assert set(gemacht) == set(SCHREIBARTEN)
    return gemacht


@pytest.fixture(scope="module", params=["Vorführung", "vierzig Ausgaben", "Zeichen"])
def faelle(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Vorrat:
    """Return the script with its own case, one of forty items and a long name, one with characters of every kind."""
    if request.param == "Vorführung":
        return Vorrat(tmp_path_factory.mktemp("vorfuehrung"))
    ordner = tmp_path_factory.mktemp("fall")
    unterlagen = ordner / "unterlagen"
    shutil.copytree(UNTERLAGEN, unterlagen)
    if request.param == "Zeichen":
        for datei in unterlagen.iterdir():
            datei.write_text(datei.read_text("utf-8").replace("Werkstatt", ZEICHEN), encoding="utf-8")
        name = f"Stadt Beispielstadt {ZEICHEN}"
    else:
        for art, betraege in (("antrag", "betraege: {2027: 4000.00"), ("nachweis", "ausgaben: {2027: 3871.25")):
            _teile_in_vierzig(unterlagen / f"{art}.yaml", betraege)
        name = f"Stadt Beispielstadt{' mit ihren Ortsteilen am langen Flusslauf' * 5}"[:200]
    return Vorrat(ordner, None, unterlagen, {"Stadt Beispielstadt": name})


ZEICHEN = "Werkstatt & Café <Süd> „Ä ß“ 'x' {y} é"


def _teile_in_vierzig(datei: Path, betraege: str) -> None:
    """Replace the item with these amounts by forty of 100,00 EUR a year, but 75,00 in the last."""
    text = datei.read_text(encoding="utf-8")
    vorn, hinten = text[: text.index(betraege)], text[text.index(betraege) :]
    anfang = vorn.rindex("  - bezeichnung: Öffentlichkeitsarbeit")
    muster, rest = vorn[anfang:], hinten[hinten.index("\n") + 1 :]
    jahre = f"{betraege.partition(':')[0]}: {{2027: 100.00, 2028: 100.00, 2029: 75.00}}\n"
    viele = (muster.replace("Öffentlichkeitsarbeit", f"Öffentlichkeitsarbeit {n}") + jahre for n in range(1, 41))
    datei.write_text(vorn[:anfang] + "".join(viele) + rest, encoding="utf-8")


def test_every_letter_can_be_made_and_leaves_nothing_open(faelle: Vorrat, tmp_path: Path) -> None:
    for art, (text, _) in alle(faelle, tmp_path).items():
        assert not re.search(r"\{\{|\{%|\[wird|None|Undefined", text), art
        assert FALL in text
        assert "Stadt Beispielstadt" in text
        assert "Koordinierungsstelle des Kommunalen Präventionsrates" in text
        assert "ÜBUNG – kein Verwaltungsakt" in text


BETRAG_SATZ_TAG = re.compile(r"\d{1,3}(?:\.\d{3})*,\d+ €|\d+(?:,\d+)? %|\d{2}\.\d{2}\.\d{4}")


def offices(vorrat: Vorrat, ordner: Path) -> Iterator[tuple[str, Buero, date]]:
    for art, (station, tag) in STAND.items():
        yield art, vorrat.buero(_neu(ordner / art), station), date.fromisoformat(tag)
    yield "nachforderung", nachgefordert(vorrat, ordner / "n"), date(2026, 10, 6)
    yield "ablehnungsbescheid", abgelehnt(vorrat, ordner / "a"), date(2026, 10, 14)


def fakten_von(amt: Buero, art: str, tag: date) -> Any:
    platz = amt.platz(BEARBEITUNG, tag).amt()
    with platz.lesend() as lesung:
        stand = lesung.fall(FALL)
        assert stand is not None
        dokument = Dokument.lies(papier(amt, art)) if art in ANGABEN else None
        angaben = lies_angaben(platz, stand, SCHREIBARTEN[art], dokument)
        return sammle_fakten(platz, lesung, stand, SCHREIBARTEN[art], angaben)


def erlaubte(fakten: Any, bezuege: list[str]) -> set[str]:
    """Return how every figure that a letter refers to is shown."""
    fall = Fallbezuege(fakten.stand)
    texte = {datum_deutsch(fakten.kopf.datum)}
    for bezug in bezuege:
        pfad = bezug.removeprefix("fall:")
        if bezug.endswith(".unterlage"):
            texte |= set(_aus_unterlage(getattr(fakten.stand, pfad.split(".")[0]).unterlage))
        elif bezug.startswith("fall:"):
            texte.add(fall.zeige(pfad))
        elif bezug.startswith("angabe:"):
            texte.add(Angabenbezuege(fakten.angaben).zeige(bezug.removeprefix("angabe:")))
        elif teil := next((eines for eines in fakten.teile.values() if _hat(eines, bezug)), None):
            texte |= set(_aus_teil(teil, bezug))
        else:
            texte |= set(anzeigen(fakten.berechnung, bezug))
    return {text.replace("\u00a0", " ") for text in texte}


def _hat(teil: Teilberechnung, bezug: str) -> bool:
    return any(knoten.id == bezug for knoten in teil.knoten)


def _aus_teil(teil: Teilberechnung, bezug: str) -> Iterator[str]:
    (knoten,) = (eines for eines in teil.knoten if eines.id == bezug)
    yield fuer_menschen(knoten.wert, teil.regelwerk.regeln[knoten.name].typ)
    for angabe in knoten.angaben.values():
        yield fuer_menschen(angabe.wert, teil.regelwerk.eingaben[angabe.pfad].typ or TEXT)


def _aus_unterlage(daten: Any) -> Iterator[str]:
    match daten:
        case dict():
            for wert in daten.values():
                yield from _aus_unterlage(wert)
        case list():
            for wert in daten:
                yield from _aus_unterlage(wert)
        case str() if re.fullmatch(r"\d+\.\d\d", daten):
            yield euro_deutsch(Fraction(daten))
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", daten):
            yield datum_deutsch(date.fromisoformat(daten))
        case str():
            yield from BETRAG_SATZ_TAG.findall(daten)


def test_every_amount_rate_and_day_is_a_node_or_a_fact_it_refers_to(faelle: Vorrat, tmp_path: Path) -> None:
    gezaehlt = 0
    for art, amt, tag in offices(faelle, tmp_path):
        fakten = fakten_von(amt, art, tag)
        text, bezuege = schreibe(amt, art, tag.isoformat())
        worte = BETRAG_SATZ_TAG.findall(fakten.stand.nachweis.pruefvermerk) if fakten.stand.nachweis else []
        gefunden = BETRAG_SATZ_TAG.findall(text)
        stichtag = [datum_deutsch(fakten.berechnung.stichtag)] if fakten.berechnung is not None else []
        fremde = set(gefunden) - erlaubte(fakten, bezuege) - {*worte, *stichtag}
        assert not {zahl for zahl in fremde if not _in_annahme(zahl, text)}, art
        gezaehlt += len(gefunden)
    assert gezaehlt > 80


def _in_annahme(zahl: str, text: str) -> bool:
    """Tell whether a figure stands only in the sentences on assumptions, which the notice's own tests cover."""
    teil = text.partition("Unbestätigte Annahmen")
    return zahl in teil[2] and zahl not in teil[0]


def test_hostile_texts_and_long_names_stand_in_every_letter_as_they_are(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    lang = "Zweckverband für kommunale Prävention im ländlichen Raum " * 4
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        fakten = fakten_von(amt, art, tag)
        for stelle in range(0, len(BOESE), 8):
            name, strasse, titel = (" | ".join(BOESE[stelle : stelle + 8]), BOESE[stelle], lang[:200])
            boese = replace(
                fakten,
                empfaenger=Anschrift(name, strasse, "01067", 'Müller & Söhne <GmbH> "Ä"'),
                stand=fakten.stand.model_copy(update={"titel": titel}),
                kopf=replace(fakten.kopf, behoerde=replace(fakten.kopf.behoerde, name=name)),
            )
            text = _ohne_leerraum(text_von(render_schreiben(SCHREIBARTEN[art], boese).inhalt))
            for teil in (name, 'Müller & Söhne <GmbH> "Ä"', titel):
                assert _ohne_leerraum(teil) in text, art


def _ohne_leerraum(text: str) -> str:
    """Return a text without what line breaks in Word make of white space."""
    return "".join(text.split())


def test_the_same_facts_yield_the_same_bytes(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    for art, amt, tag in offices(sqlite_vorrat, tmp_path):
        fakten = fakten_von(amt, art, tag)
        einmal, nochmal = (render_schreiben(SCHREIBARTEN[art], fakten).inhalt for _ in range(2))
        assert einmal == nochmal


def test_an_altered_template_is_refused(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag einlesen")
    fakten = fakten_von(amt, "eingangsbestaetigung", date(2026, 10, 5))
    vorlagen = tmp_path / "vorlagen"
    (vorlagen / "kommpraev").mkdir(parents=True)
    (vorlagen / "kommpraev" / "eingangsbestaetigung.docx").write_bytes(
        lies_vorlage("kommpraev/eingangsbestaetigung.docx") + b" "
    )
    with pytest.raises(DokumentError, match="nicht freigegeben"):
        render_schreiben(SCHREIBARTEN["eingangsbestaetigung"], fakten, vorlagen)


def test_the_list_says_what_is_possible_now_and_what_the_rest_lacks(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "antrag einlesen")
    daten = json.loads(tu(amt, ["schreiben", "liste", FALL, "--json"], "2026-10-05"))
    assert [eine["art"] for eine in daten if eine["fehlt"] is None] == ["beratungsprotokoll", "eingangsbestaetigung"]
    assert {eine["fehlt"] for eine in daten} >= {"es ist keine Zahlung angeordnet", "der Antrag ist nicht abgelehnt"}


def test_a_letter_that_is_not_due_is_refused_and_making_one_records_nothing(vorrat: Vorrat, tmp_path: Path) -> None:
    amt = vorrat.buero(tmp_path, "antrag einlesen")
    vorher = amt.ereignisse()
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "schlussschreiben", "--ziel", tmp_path / "x.docx"])
    assert lauf.code == 5
    assert "der Verwendungsnachweis ist nicht abschließend bearbeitet" in lauf.fehler
    assert not (tmp_path / "x.docx").exists()
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "schlusschreiben"])
    assert lauf.code == 3
    assert "schlussschreiben" in lauf.fehler
    schreibe(amt, "eingangsbestaetigung", "2026-10-05")
    assert amt.ereignisse() == vorher


def test_the_refusal_gives_its_reasons_its_court_and_its_number(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = abgelehnt(sqlite_vorrat, tmp_path, "Andere Vorhaben gehen vor & die Mittel sind <ausgeschöpft>.")
    text, _ = schreibe(amt, "ablehnungsbescheid", "2026-10-14")
    assert "Der Antrag wird abgelehnt." in text
    assert "Andere Vorhaben gehen vor & die Mittel sind <ausgeschöpft>." in text
    assert "Klage beim Verwaltungsgericht Chemnitz mit Sitz in Chemnitz" in text
    assert "KP-2026-0001/01" in text
    assert "Leitung der Geschäftsstelle" in text
    tu(amt, ["bescheid", "lege-ab", FALL, "--datei", amt.ordner / "ablehnungsbescheid.docx"], "2026-10-14")
    assert (
        json.loads(tu(amt, ["fall", "zeige", FALL, "--json"], "2026-10-14"))["bescheid"]["nummer"] == "KP-2026-0001/01"
    )


def test_the_note_on_the_check_goes_into_all_that_it_has_to(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, "antrag pruefe")
    text, _ = schreibe(amt, "antragspruefvermerk", "2026-10-12")
    for nummer in range(1, 7):
        assert f"VVK Nr. 3.4.{nummer}" in text  # VVK Nr. 3.4


def test_a_payment_is_told_in_figures_and_in_words(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    text, _ = schreibe(sqlite_vorrat.buero(tmp_path, "zahlung ordne-an"), "auszahlungsmitteilung", "2027-01-13")
    assert "52.652,00 €" in text
    assert "(in Worten: zweiundfünfzigtausendsechshundertzweiundfünfzig Euro)" in text


# --- revocation, repayment, interest -------------------------------------------------------------------------------


def test_the_claim_and_its_interest_are_those_of_the_calculators(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ERSTE_RATE[0])
    text, _ = schreibe(amt, "erstattungsbescheid", ENDE[1])
    angeordnet = bezahlt(amt)
    worte = [
        "rechne",
        "rueckforderung",
        "--zuwendung",
        "131630",
        "--gezahlt",
        f"{float(angeordnet):.2f}",
        "--neu",
        "30000",
        "--json",
    ]
    forderung = Fraction(json.loads(tu(amt, worte, ENDE[1]))["rueckforderung"])
    worte = ["rechne", "zinsen", "--betrag", f"{float(forderung):.2f}", "--von", "2028-07-01", "--bis", "2030-05-20"]
    worte += ["--zahlung", "2029-03-15=5000", "--zahlung", "2030-01-10=1000", "--json"]
    zinsen = json.loads(tu(amt, worte, ENDE[1]))
    assert forderung == angeordnet - 30000
    assert f"Zurückzufordern {euro_deutsch(forderung)}" in _flach(text)
    assert f"Zinsen {euro_deutsch(Fraction(zinsen['zinsen']))}" in _flach(text)
    assert f"Noch offene Erstattung {euro_deutsch(Fraction(zinsen['restkapital']))}" in _flach(text)
    assert len(re.findall(r"\d\d\.\d\d\.\d{4} \d\d\.\d\d\.\d{4} \d+ ", _flach(text))) == len(zinsen["abschnitte"])


def bezahlt(amt: Buero) -> Fraction:
    """Return what was ordered."""
    zahlungen = amt.rufe(["fall", "zeige", FALL, "--json"], heute=ENDE[1]).daten["zahlungen"]
    return sum((Fraction(eine["betrag"]) for eine in zahlungen if eine["angeordnet_am"]), start=Fraction(0))


def _flach(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_claim_within_the_limit_is_left_alone_and_says_so(sqlite_vorrat: Vorrat, tmp_path: Path) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ENDE[0])
    angeordnet = bezahlt(amt)
    klein = AUFHEBUNG.format(grund="zweck", neu=f"{float(angeordnet - 2500):.2f}")
    datei = tmp_path / "klein.yaml"
    datei.write_text(klein, encoding="utf-8")
    worte = ["schreiben", "erstelle", FALL, "widerrufsbescheid", "--angaben", datei, "--ziel", tmp_path / "w.docx"]
    tu(amt, worte, ENDE[1])
    text = _flach(text_von((tmp_path / "w.docx").read_bytes()))
    assert (
        "Zurückgefordert wird nichts: Die Überzahlung übersteigt die Rückforderungsgrenze von 2.500,00 € nicht" in text
    )
    assert "zu erstatten (§ 49a" not in text
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "erstattungsbescheid", "--angaben", datei], heute=ENDE[1])
    assert (lauf.code, "es ist nichts zurückzufordern" in lauf.fehler) == (5, True)


@pytest.mark.parametrize(
    ("art", "alt", "neu", "meldung"),
    [
        ("widerrufsbescheid", "grund: auflage", "grund: rechtswidrig", "„rechtswidrig“ trägt keinen Widerrufsbescheid"),
        ("ruecknahmebescheid", "grund: unrichtige_angaben", "grund: zweck", "„zweck“ trägt keinen Rücknahmebescheid"),
        ("widerrufsbescheid", "ermessen: ", "# ", "braucht diese Angabe: Ermessen"),
        ("anhoerung", "stellungnahme_bis: ", "# ", "braucht diese Angabe: Stellungnahme bis"),
        ("zinsbescheid", "zinsen_bis: 2030-05-20", "zinsen_bis: 2028-06-30", "ab 01.07.2028"),
        ("zinsbescheid", "betrag: 5000", "betrag: fünf", "erstattungen[0].betrag"),
        ("anhoerung", "grund: zweck", "grund: zweckk", "Meinten Sie „zweck“?"),
        (
            "widerrufsbescheid",
            "neue_zuwendung: 30000",
            "neue_zuwendung: 131630",
            "weniger als die bewilligten 131.630,00",
        ),
        ("ruecknahmebescheid", "neue_zuwendung: 0", "neue_zuwendung: 500000", "weniger als die bewilligten 131.630,00"),
    ],
)
def test_what_an_officer_states_is_checked_before_a_letter_is_written(
    sqlite_vorrat: Vorrat, tmp_path: Path, art: str, alt: str, neu: str, meldung: str
) -> None:
    amt = sqlite_vorrat.buero(tmp_path, STAND[art][0])
    datei = tmp_path / "falsch.yaml"
    assert alt in ANGABEN[art]
    datei.write_text(ANGABEN[art].replace(alt, neu, 1), encoding="utf-8")
    ziel = tmp_path / "nie.docx"
    lauf = amt.rufe(["schreiben", "erstelle", FALL, art, "--angaben", datei, "--ziel", ziel], heute=ENDE[1])
    assert (lauf.code, ziel.exists()) == (3, False)
    assert meldung in lauf.fehler


@pytest.mark.parametrize("art", ["erstattungsbescheid", "zinsbescheid"])
def test_no_interest_runs_on_an_instalment_before_it_was_paid_out(
    sqlite_vorrat: Vorrat, tmp_path: Path, art: str
) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ENDE[0])
    lauf = amt.rufe(["schreiben", "erstelle", FALL, art, "--angaben", papier(amt, art)], heute=ENDE[1])
    assert lauf.code == 5
    assert "Rate 2 ist erst am 09.04.2030 ausgezahlt, Zinsen liefen schon ab dem 01.07.2028" in _flach(lauf.fehler)


@pytest.mark.parametrize(
    ("art", "erstattungen", "satz"),
    [
        ("erstattungsbescheid", "[]", "Zahlen Sie den Betrag bis zum 31.08.2030"),
        (
            "erstattungsbescheid",
            "[{tag: 2028-07-01, betrag: 10000}]",
            "offenen Betrag von 12.656,10 € bis zum 31.08.2030",
        ),
        ("erstattungsbescheid", "[{tag: 2028-07-01, betrag: 30000}]", "Der Betrag ist durch Ihre Zahlungen gedeckt."),
        ("zinsbescheid", "[]", "Zahlen Sie den Betrag bis zum 31.08.2030"),
        ("zinsbescheid", "[{tag: 2029-06-30, betrag: 1000}]", "Zahlen Sie die noch offenen Zinsen von"),
        ("zinsbescheid", "[{tag: 2030-05-20, betrag: 60000}]", "Die Zinsen sind damit gedeckt."),
    ],
)
def test_what_was_paid_back_already_is_not_demanded_again(
    sqlite_vorrat: Vorrat, tmp_path: Path, art: str, erstattungen: str, satz: str
) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ERSTE_RATE[0])
    datei, ziel = tmp_path / "angaben.yaml", tmp_path / "brief.docx"
    datei.write_text(re.sub(r"erstattungen: .*", f"erstattungen: {erstattungen}", ANGABEN[art]), encoding="utf-8")
    tu(amt, ["schreiben", "erstelle", FALL, art, "--angaben", datei, "--ziel", ziel], ENDE[1])
    assert satz in _flach(text_von(ziel.read_bytes()))


def test_a_letter_without_its_paper_or_with_one_it_does_not_need_is_refused(
    sqlite_vorrat: Vorrat, tmp_path: Path
) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ENDE[0])
    lauf = amt.rufe(["schreiben", "erstelle", FALL, "anhoerung"], heute=ENDE[1])
    assert (lauf.code, "foerderung schreiben vorlage KP-2026-0001 anhoerung" in lauf.fehler) == (3, True)
    worte = ["schreiben", "erstelle", FALL, "schlussschreiben", "--angaben", papier(amt, "anhoerung")]
    lauf = amt.rufe(worte, heute=ENDE[1])
    assert (lauf.code, "ohne --angaben aufrufen" in lauf.fehler) == (3, True)


@pytest.mark.parametrize("art", ANGABEN)
@pytest.mark.parametrize(
    ("neu", "erstattungen"),
    [
        ("0", "[]"),
        ("50000.50", "[{tag: 2028-07-01, betrag: 0.01}]"),
        ("12345.67", "[{tag: 2029-01-31, betrag: 20}, {tag: 2029-01-31, betrag: 22.22}]"),
    ],
)
def test_each_says_only_figures_of_its_sources_whatever_is_claimed(
    sqlite_vorrat: Vorrat, tmp_path: Path, art: str, neu: str, erstattungen: str
) -> None:
    amt = sqlite_vorrat.buero(tmp_path, STAND[art][0])
    text = re.sub(r"neue_zuwendung: .*", f"neue_zuwendung: {neu}", ANGABEN[art])
    datei = tmp_path / "angaben.yaml"
    datei.write_text(re.sub(r"erstattungen: .*", f"erstattungen: {erstattungen}", text), encoding="utf-8")
    platz = amt.platz(BEARBEITUNG, date.fromisoformat(ENDE[1])).amt()
    with platz.lesend() as lesung:
        stand = lesung.fall(FALL)
        assert stand is not None
        schreibart = SCHREIBARTEN[art]
        angaben = lies_angaben(platz, stand, schreibart, Dokument.lies(datei))
        fakten = sammle_fakten(platz, lesung, stand, schreibart, angaben)
    fertig = render_schreiben(schreibart, fakten)
    gefunden = text_von(fertig.inhalt)
    assert not re.search(r"\{\{|\{%|None|Undefined", gefunden)
    assert set(BETRAG_SATZ_TAG.findall(gefunden)) <= erlaubte(fakten, list(fertig.bezuege))


@pytest.mark.parametrize("art", ANGABEN)
def test_the_form_of_a_paper_names_every_field(sqlite_vorrat: Vorrat, tmp_path: Path, art: str) -> None:
    amt = sqlite_vorrat.buero(tmp_path, ENDE[0])
    text = tu(amt, ["schreiben", "vorlage", FALL, art], ENDE[1])
    assert set(re.findall(r"^(\w+):", ANGABEN[art], re.M)) <= set(re.findall(r"^#? ?(\w+):", text, re.M))
    lauf = amt.rufe(["schreiben", "vorlage", FALL, "schlussschreiben"], heute=ENDE[1])
    assert (lauf.code, "braucht keine weiteren Angaben" in lauf.fehler) == (3, True)

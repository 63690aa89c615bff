"""A consultation yields an application in which only what nobody knew yet is open, and that computes once completed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from foerderung.errors import EingabeError
from foerderung.rechnung.klardaten import als_klardaten
from foerderung.rechnung.leser import Gelesen, lies_dokument
from foerderung.resources import resource_path
from foerderung.services.fall.antragsvorlage import antragsvorlage
from foerderung.services.fall.unterlagen import lies_unterlage, unterlage_aus_daten
from foerderung.services.rechnen.zuwendung import Dokument, berechne, berechne_datei
from foerderung.services.regelwerk.regeln import lade
from tests.services.fall.test_unterlagen import TEXT, unterlage
from tests.services.rechengang import aus_text

RICHTLINIE = lade("kommpraev")
REGELWERK = RICHTLINIE.fassung(None)
VORFUEHRUNG = resource_path("rules") / "kommpraev" / "vorfuehrung"
HEUTE = date(2026, 9, 2)
ANTRAGSTELLER = {
    "name": "Stadt Beispielstadt",
    "art": "gemeinde",
    "ags": "14524999",
    "anschrift": {"strasse": "Rathausplatz 1", "plz": "08056", "ort": "Beispielstadt"},
    "iban": "DE02120300000000202051",
}
OFFEN = re.compile(r"^(?P<einzug> *)# (?P<name>\w+):(?P<hinweis> .*\(Pflicht\))$", re.M)
ANTWORTEN = {
    "in_sachsen": "true",
    "eingang_am": "2026-10-01",
    "qualifikation": "fachhochschule",
    "kostenart": "sonstiges",
    "investiv": "false",
    "vzae": "0.5",
    "iban": "DE02120300000000202051",
}


def beratung() -> dict[str, Any]:
    return dict(lies_unterlage(REGELWERK, "beratung", Dokument.lies(VORFUEHRUNG / "beratung.yaml")))


def vorlage(besprochen: Any = None, antragsteller: Any = None) -> str:
    return antragsvorlage(REGELWERK, antragsteller or ANTRAGSTELLER, besprochen or beratung(), HEUTE)


def ausgefuellt(text: str) -> str:
    return OFFEN.sub(lambda m: f"{m['einzug']}{m['name']}: {ANTWORTEN[m['name']]}{m['hinweis']}", text)


def lies(text: str) -> Gelesen:
    return lies_dokument(aus_text(text).baum, REGELWERK.felder, "antrag.yaml")


def test_completed_by_its_mandatory_keys_alone_it_is_computed() -> None:
    berechnung = berechne(RICHTLINIE, aus_text(ausgefuellt(vorlage())))
    fertig = berechne_datei(VORFUEHRUNG / "antrag.yaml").als_json()
    entstanden = berechnung.als_json()
    assert entstanden["zuwendungsfaehig_gesamt"] == fertig["zuwendungsfaehig_gesamt"] == "182500.00"
    assert entstanden["jahre"]["2028"]["zuwendung"] == "44590.00"


def test_what_is_prefilled_is_what_the_application_of_the_case_says() -> None:
    gelesen = lies(ausgefuellt(vorlage())).eingaben.baum
    fertig = berechne_datei(VORFUEHRUNG / "antrag.yaml").antrag.eingaben.baum
    assert gelesen["antragsteller"] == fertig["antragsteller"]
    assert gelesen["praevention"] == fertig["praevention"]
    assert gelesen["beratung_am"] == fertig["beratung_am"]
    for name in ("titel", "beginn", "ende"):
        assert gelesen["vorhaben"][name] == fertig["vorhaben"][name]
    for name in ("bezeichnung", "art", "vzae", "beginn", "ende", "personalausgaben"):
        assert gelesen["stellen"][0][name] == fertig["stellen"][0][name]
    for posten, anderer in zip(gelesen["sachausgaben"], fertig["sachausgaben"], strict=True):
        assert (posten["bezeichnung"], posten["betraege"]) == (anderer["bezeichnung"], anderer["betraege"])


def test_it_is_not_readable_before_and_the_reader_names_exactly_the_open_keys() -> None:
    text = vorlage()
    with pytest.raises(EingabeError) as gefangen:
        berechne(RICHTLINIE, aus_text(text))
    fehlend = sorted(meldung.ort.rpartition(".")[2] for meldung in gefangen.value.meldungen)
    assert fehlend == sorted(treffer["name"] for treffer in OFFEN.finditer(text))
    assert set(fehlend) == {"in_sachsen", "eingang_am", "qualifikation", "kostenart", "investiv"}


def test_the_keys_stand_in_the_order_of_the_declaration_with_label_and_allowed_values() -> None:
    text = vorlage()
    oberste = re.findall(r"^(?:# )?(\w+):", text, re.M)
    assert oberste == [feld.name for feld in REGELWERK.felder.kinder]
    assert text.startswith(
        "# Antrag nach RL KommPräv, Vorlage vom 02.09.2026 nach der Beratung vom 02.09.2026.\n# Zum Ausfüllen"
    )
    assert "  # in_sachsen:  # Durchführung im Freistaat Sachsen: true | false (Pflicht)\n" in text
    assert "  # einzelprojekt:  # Einzelprojekt: true | false, ohne Angabe true (freiwillig)\n" in text
    assert "qualifikation:  # Qualifikation: keine | berufsausbildung |" in text


def test_numbers_that_are_names_are_quoted_and_survive_any_reader_of_yaml() -> None:
    text = vorlage()
    assert '  ags: "14524999"\n' in text
    assert '    plz: "08056"\n' in text
    gelesen = yaml.safe_load(text)
    assert gelesen["antragsteller"]["anschrift"]["plz"] == "08056"
    assert gelesen["beratung_am"] == date(2026, 9, 2)
    assert gelesen["praevention"]["kpr"] == "vorhanden"


def test_a_mark_taken_away_without_a_value_is_an_error_and_never_zero() -> None:
    ohne_marken = re.sub(r"^( *)# (?=[ -]*\w+:)", r"\1", vorlage(), flags=re.M)
    orte = {meldung.ort: meldung.gefunden for meldung in lies(ohne_marken).meldungen}
    assert orte["finanzierung.beantragt[2027]"] == "Betrag fehlt"
    assert orte["weiterleitung[0].empfaenger"] == "„empfaenger“ fehlt (Empfänger)"
    assert "unbekannter" not in " ".join(orte.values())


def test_a_minijob_is_asked_for_its_own_fields_only() -> None:
    besprochen = beratung()
    besprochen["kosten"] = [{"bezeichnung": "Nachtmediation", "art": "minijob", "betraege": {"2027": "6000.00"}}]
    text = vorlage(besprochen)
    assert '  - bezeichnung: "Nachtmediation"\n    art: minijob\n    # anzahl:' in text
    assert "qualifikation" not in text
    assert "    personalausgaben: {2027: 6000.00}\n" in text
    assert "# sachausgaben:  # Sachausgaben (freiwillig)\n#   - bezeichnung:" in text


def test_what_is_unknown_of_the_applicant_stays_open() -> None:
    text = vorlage(antragsteller={"name": "Stadt Beispielstadt"})
    assert "  # art:  # Art des Antragstellers: gemeinde | landkreis |" in text
    assert "  anschrift:\n    # strasse:  # Straße und Hausnummer: Text in Anführungszeichen (Pflicht)\n" in text


def test_exact_values_give_the_same_text_as_plain_data() -> None:
    assert vorlage(unterlage_aus_daten(REGELWERK, "beratung", beratung())) == vorlage()


FALLEN = [
    "no", "08056", "1e3", "a: b # c", "- x", "'", '"', "\\", "null", "2027-01-01", "{a}", "😀",
    "a\u2028b", "a\x85b", "a\ufeffb",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(besprochen=unterlage(REGELWERK.unterlagen["beratung"]), name=st.sampled_from(FALLEN) | TEXT)
def test_whatever_was_recorded_comes_through_the_text_unchanged(besprochen: dict[str, Any], name: str) -> None:
    if not name.strip() or re.search(r"[\x00-\x08\x0b-\x1f\x7f]", name):
        name = "Stadt Beispielstadt"
    besprochen["vorhaben"]["titel"] = name
    gelesen = lies(ausgefuellt(vorlage(besprochen, {**ANTRAGSTELLER, "name": name})))
    assert gelesen.meldungen == ()
    daten = als_klardaten(gelesen.eingaben.baum, REGELWERK.felder)
    assert daten["antragsteller"]["name"] == daten["vorhaben"]["titel"] == name
    besprochene = {
        art: [k for k in besprochen["kosten"] if (k["art"] == "sachausgabe") == art] for art in (True, False)
    }
    for liste, art in (("sachausgaben", True), ("stellen", False)):
        assert [p["bezeichnung"] for p in daten.get(liste, [])] == [k["bezeichnung"] for k in besprochene[art]]
    if "weiterfinanzierung" in besprochen:
        assert daten["praevention"]["weiterfinanzierung"] == besprochen["weiterfinanzierung"]

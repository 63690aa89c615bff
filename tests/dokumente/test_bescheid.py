"""The notice of a decided case: what it says follows the calculation and the facts of the case."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest

from foerderung.dokumente.bescheidangaben import Ziel
from foerderung.resources import resource_path
from foerderung.services.rechnen.zuwendung import berechne_datei
from foerderung.services.regelwerk.regeln import lade
from tests.dokumente.beispiele import (
    HIER,
    angaben,
    berechne,
    fremde_zahlen,
    kontext,
    render_bescheid,
    schreibe_antrag,
    text_von,
)

KOORDINATION = "koordination-dreijaehrig"
GROSS = {"zwischenrate_am": date(2028, 7, 3), "weitere_zuwendungsgeber": "Landkreis Beispielkreis"}


def brief(name: str, **anders: Any) -> str:
    return text_von(render_bescheid(berechne(name), angaben(**anders)).inhalt)


def test_it_names_authority_reference_court_and_signature() -> None:
    text = brief(KOORDINATION)
    for erwartet in (
        "Staatsministerium des Innern · Musterstraße 2 · 01097 Dresden",
        "Ihr Antrag: eingegangen am 02.10.2026",
        "Aktenzeichen: KP-2027-0001",
        "Dokument: KP-2027-0001/07",
        "Bearbeitung: Muster Eins (Sachbearbeitung)",
        "Telefon: 0351 000-0000",
        "Datum: 12.11.2026",
        "Aktenzeichen KP-2027-0001 · Dokument KP-2027-0001/07",
        "fand am 03.09.2026 statt (RL KommPräv IV Nr. 2)",
        "Klage beim Verwaltungsgericht Chemnitz mit Sitz in Chemnitz erhoben werden",
        "Weisen Sie die Verwendung der Zuwendung bis zum 31.12.2030 nach.",
        "Muster Zwei (Zeichnung)",
        "Zuwendungsbescheid vom 12.11.2026, Aktenzeichen KP-2027-0001, Dokument KP-2027-0001/07",
    ):
        assert erwartet in text
    ohne = brief(KOORDINATION, beratung_am=None)
    assert "Die Beratung, die vor der Antragstellung verpflichtend ist" not in ohne


def test_purpose_and_goals_are_the_basis_of_the_erfolgskontrolle() -> None:
    zeilen = brief(KOORDINATION, ziele=(Ziel("A", "B", "C"), Ziel("D", "E", "F"))).splitlines()
    ab = zeilen.index("Sollwert")
    assert zeilen[ab + 1 : ab + 7] == ["A", "B", "C", "D", "E", "F"]
    assert angaben().zweck in zeilen


def test_what_no_authorisation_covers_is_only_expected() -> None:
    fest = brief(KOORDINATION)
    assert "bis zu 109.942,00 €\n(in Worten: bis zu " in fest
    assert "für alle Haushaltsjahre rechtsverbindlich festgesetzt" in fest
    assert "voraussichtlich" not in fest

    teils = brief(KOORDINATION, offene_jahre={2029: Fraction(20000), 2030: Fraction(9942)})
    assert "bis zu 80.000,00 €." in teils
    assert "in Worten" not in teils  # only what is bound is spelt out
    assert "Rechtsverbindlich ist die Bewilligung nur in dieser Höhe. Für Auszahlungen in 2029 und 2030 stehen" in teils
    assert "die voraussichtliche Gesamthöhe der Zuwendung beträgt bis zu 109.942,00 € (VVK Nr. 4.1)" in teils
    assert "Ausgezahlt wird nur, was rechtsverbindlich bewilligt ist." in teils
    assert "Insgesamt (voraussichtlich)" in teils

    nichts = brief(KOORDINATION, offene_jahre={2028: Fraction(109942)})
    assert "voraussichtlich bis zu 109.942,00 €." in nichts
    assert "Rechtsverbindlich ist noch kein Betrag bewilligt. Für Auszahlungen in 2028 stehen" in nichts


def test_one_year_can_be_paid_in_later_ones_without_authorisation() -> None:
    assert "VVK Nr. 4.1)." not in brief("kleinprojekt")
    assert "Für Auszahlungen in 2028 stehen" in brief("kleinprojekt", offene_jahre={2028: Fraction(1)})


def test_what_is_cut_stands_with_both_amounts_and_the_reason() -> None:
    zeilen = brief(KOORDINATION).splitlines()
    assert "Obergrenze nach TV-L, Entgeltgruppe 7: Tabellenentgelt und Jahressonderzahlung zuzüglich" in str(zeilen)
    ab = zeilen.index("Beamer")
    assert zeilen[ab - 1 : ab + 4] == [
        "2027",
        "Beamer",
        "1.190,00 €",
        "0,00 €",
        "Investive Ausgaben sind nicht zuwendungsfähig (RL KommPräv V Nr. 4).",
    ]


def test_a_cut_by_the_officer_stands_with_the_recorded_reason_and_no_other() -> None:
    zeilen = brief("grosses_vorhaben", **GROSS).splitlines()
    ab = zeilen.index("12.345,61 €")
    assert zeilen[ab : ab + 3] == ["12.345,61 €", "3.000,00 €", "Der Ansatz ist nicht ausreichend belegt."]
    assert "Stellenanteil außerhalb der Förderpraxis" in str(zeilen)
    assert (
        "Niedrigerer Fördersatz, „=cmd|' /C calc'!A0“, Haushaltsjahr 2027: Interesse der Kommune überwiegt." in zeilen
    )


def test_a_decision_in_favour_is_no_reason_for_a_refusal() -> None:
    zeilen = brief("grosses_vorhaben", **GROSS).splitlines()
    ermessen = next(n for n, zeile in enumerate(zeilen) if zeile.startswith("Im Rahmen unseres Ermessens"))
    nicht_entsprochen = next(n for n, zeile in enumerate(zeilen) if zeile.startswith("Soweit Ihrem Antrag nicht"))
    satz = next(n for n, zeile in enumerate(zeilen) if zeile.startswith("Niedrigerer Fördersatz"))
    assert nicht_entsprochen < satz < ermessen
    assert zeilen[ermessen + 1].endswith("im Innenstadtbereich“: Teilstelle in einer kleinen Gemeinde.")
    assert "Im Rahmen unseres Ermessens" not in brief(KOORDINATION)


def test_a_post_outside_the_range_is_listed_as_not_eligible_until_the_officer_allows_it() -> None:
    grund = "Gefördert werden 0,20 VZÄ bis 1,00 VZÄ"
    ohne = text_von(render_bescheid(berechne_datei(HIER / "grosses_vorhaben.yaml"), angaben(**GROSS)).inhalt)
    assert grund in ohne
    assert f"8.200,00 €\n0,00 €\n{grund}" in ohne
    assert grund not in brief("grosses_vorhaben", **GROSS)


def test_the_reasons_name_what_limited_the_grant() -> None:
    text = brief("grosses_vorhaben", **GROSS)
    assert "Haushaltsjahr 2028: Die Zuwendung ist auf 230.083,00 € begrenzt. Andere Zuwendungen mindern" in text
    assert "Haushaltsjahr 2027: Beantragt sind 280.000,00 €, bewilligt 267.998,00 €;" in text
    assert "Haushaltsjahr 2029: Beantragt" not in text
    assert "begrenzt." not in brief(KOORDINATION)  # in 2027 the cap is just as high as the sum by rates


def test_an_application_for_less_limits_the_grant(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eigenmittel="{}\n  beantragt: {2027: 5500.00}")
    text = text_von(render_bescheid(berechne_datei(antrag), angaben()).inhalt)
    assert "Haushaltsjahr 2027: Die Zuwendung ist auf den beantragten Betrag von 5.500,00 € begrenzt." in text
    assert "Beantragt sind" not in text


def test_a_fixed_amount_is_no_maximum_and_is_not_reduced() -> None:
    text = brief("grosses_vorhaben", **GROSS)
    assert "\nZuwendung bis zu\n" not in text
    assert "bis zu 1." not in text
    assert "eine Ermäßigung nach Nr. 2.1 ANBest-K tritt nicht ein" in text
    assert "hinsichtlich des Gesamtergebnisses verbindlich" not in text


def test_four_instalments_name_the_day_of_the_second() -> None:
    zeilen = brief("grosses_vorhaben", **GROSS).splitlines()
    assert [
        zeilen[nummer + 3] for nummer in range(zeilen.index("Auszahlung") + 1, zeilen.index("Auszahlung") + 17, 4)
    ] == [
        "nach Bestandskraft und Anzeige des Vorhabensbeginns",
        "am 03.07.2028",
        "nach Vorlage des vollständigen Verwendungsnachweises",
        "nach Prüfung des Verwendungsnachweises",
    ]


def test_merged_instalments_are_explained(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", einzelprojekt="false")
    satz = "Teilbeträge unter der Untergrenze der VVK Nr. 7.5 sind der nächsten Rate zugeschlagen."
    assert satz in text_von(render_bescheid(berechne_datei(antrag), angaben()).inhalt)
    assert satz not in brief(KOORDINATION)


def test_passing_on_is_permitted_to_the_named_and_else_forbidden() -> None:
    weiter = brief("kleinprojekt", weiterleitung=(("Verein Beispiel e. V.", "Werkstatt"),))
    assert "Verein Beispiel e. V.\nWerkstatt" in weiter
    assert "VVK Nr. 12.4.8" in weiter
    assert "Fügen Sie die Verwendungsnachweise der Letztempfänger bei" in weiter
    assert "nicht gestattet" not in weiter
    assert "Letztempfänger" not in brief("grosses_vorhaben", **GROSS)  # applied for, but not in the facts


@pytest.mark.parametrize(("beantragt", "erwartet"), [("4999.99", False), ("5000.00", True)])
def test_the_sentence_on_tax_money_is_due_from_5000_euros(beantragt: str, erwartet: bool, tmp_path: Path) -> None:
    zeile = f"{{}}\n  beantragt: {{2027: {beantragt}}}"
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eigenmittel=zeile)
    text = text_von(render_bescheid(berechne_datei(antrag), angaben()).inhalt)
    assert ("wird mitfinanziert mit Steuermitteln auf Grundlage des vom Sächsischen Landtag" in text) is erwartet
    assert "Weisen Sie in geeigneter Form auf die Förderung durch den Freistaat Sachsen" in text


@pytest.mark.parametrize("tag", [date(2018, 6, 13), date(2023, 6, 30), date(2023, 7, 1)])
def test_it_is_the_same_amount_from_the_first_day_of_the_guideline(tag: date) -> None:
    werte = lade("verfahren").am(tag).parameter["publizitaet_ab"].am(tag)
    assert werte is not None
    assert werte[()].wert == 5000


def test_the_amount_from_which_it_is_due_is_a_parameter_of_the_rules(tmp_path: Path) -> None:
    regeln = tmp_path / "regeln"
    shutil.copytree(resource_path("rules"), regeln)
    datei = regeln / "verfahren" / "nebenbestimmungen.yaml"
    datei.write_text(datei.read_text("utf-8").replace("2023-07-01: 5000\n", "2023-07-01: 8000\n"), "utf-8")
    for rules, erwartet in ((None, True), (regeln, False)):
        berechnung = berechne("kleinprojekt", rules)
        assert (
            "mitfinanziert mit Steuermitteln" in text_von(render_bescheid(berechnung, angaben(), rules).inhalt)
        ) is erwartet


@pytest.mark.parametrize(
    ("tag", "abweichend"),
    [(date(2028, 10, 31), False), (date(2028, 11, 1), False), (date(2028, 11, 2), True), (date(2028, 4, 30), True)],
)
def test_a_due_date_other_than_one_year_after_the_period_is_a_deviation(tag: date, abweichend: bool) -> None:
    # the period ends on 31.10.2027; 31.10.2028 is a holiday in Saxony, 01.11.2028 a working day
    text = brief("kleinprojekt", nachweis_bis=tag)
    assert ("abweichend von Nr. 6.1 ANBest-K festgelegt (VVK Nr. 5.1.2)" in text) is abweichend
    assert ("Abweichungen von ihnen sind nicht festgelegt" in text) is not abweichend


def test_the_reason_for_accepting_assumptions_stays_in_the_file() -> None:
    assert "Fachaufsicht" not in brief(KOORDINATION, annahmen_grund="Abgestimmt mit der Fachaufsicht.")


def test_the_grant_stands_in_figures_and_in_words() -> None:
    text = brief(KOORDINATION)
    assert "bis zu 109.942,00 €\n(in Worten: bis zu einhundertneuntausendneunhundertzweiundvierzig Euro)." in text


def test_findings_and_assumptions_are_not_even_looked_up_for_the_letter() -> None:
    berechnung = berechne(KOORDINATION)
    gefuellt = kontext(berechnung, angaben())
    assert (gefuellt["befunde"], gefuellt["annahmen"]) == ([], [])


def test_the_annex_explains_cuts_and_the_rounding_to_whole_euros_only() -> None:
    text = brief("grosses_vorhaben", **GROSS)
    assert (
        "2027: 3.000,00 € – Beantragt sind 12.345,61 €; Entscheidung: Der Ansatz ist nicht ausreichend belegt" in text
    )
    assert "Zuwendung 2027: 267.998,00 €, abgerundet von 267.998,599 €" in text
    assert "kaufmännisch gerundet" not in text


def test_practice_is_marked_on_first_and_following_pages() -> None:
    assert brief("kleinprojekt", uebung=True).count("ÜBUNG – kein Verwaltungsakt") == 2
    assert "ÜBUNG" not in brief("kleinprojekt")


def test_without_an_account_the_form_asks_for_it() -> None:
    assert "IBAN, Kontoinhaber" in brief("kleinprojekt")
    assert "IBAN, Kontoinhaber" not in brief(KOORDINATION)


@pytest.mark.parametrize("name", [KOORDINATION, "kleinprojekt", "dresden-2024", "grosses_vorhaben"])
def test_every_amount_and_rate_is_the_value_of_a_referenced_node(name: str) -> None:
    berechnung = berechne(name)
    bescheid = render_bescheid(berechnung, angaben(**GROSS))
    anzahl, fremde = fremde_zahlen(text_von(bescheid.inhalt), berechnung, bescheid)
    assert fremde == []
    assert anzahl > 30


@pytest.mark.parametrize(
    "wert",
    [
        "Müller & Söhne <GmbH> \"Ä\" 'ß'",
        "{{ 7*7 }} {% for x in y %}",
        "</w:t></w:r><w:r><w:t>erfunden",
        "5\u00a0000 Exemplare\u00a0/ Jahr",
        "ß" * 200,
        "Ein langes Wort je Zeile " * 8 + "Ende",
    ],
)
def test_texts_of_the_case_come_out_literally(wert: str) -> None:
    fakten = angaben(
        zweck=wert, ziele=(Ziel(wert, wert, wert),), bearbeitung=wert, zeichnung=wert, gericht=wert, gericht_ort=wert,
        zeitliche_bindung=wert, weitere_zuwendungsgeber=wert, weiterleitung=((wert, wert),), aktenzeichen=wert,
    )  # fmt: skip
    inhalt = render_bescheid(berechne("kleinprojekt"), fakten).inhalt
    assert text_von(inhalt).count(wert.replace("\u00a0", " ")) >= 13
    docx.Document(io.BytesIO(inhalt))


def test_no_break_spaces_of_the_case_are_kept() -> None:
    inhalt = render_bescheid(berechne("kleinprojekt"), angaben(zweck="5\u00a0000 Exemplare")).inhalt
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        assert "5\u00a0000 Exemplare" in archiv.read("word/document.xml").decode()


def test_the_same_case_yields_the_same_bytes_dated_by_the_notice() -> None:
    erster, zweiter = (render_bescheid(berechne("grosses_vorhaben"), angaben(**GROSS)) for _ in range(2))
    assert erster == zweiter
    erstellt = docx.Document(io.BytesIO(erster.inhalt)).core_properties.created
    assert erstellt is not None
    assert erstellt.date() == angaben().datum

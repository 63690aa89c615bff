"""The draft notice: what stands against sending it, what only a case can say, literal and reproducible."""

import io
from pathlib import Path

import docx
import pytest

from foerderung.dokumente.bescheid_ermittlung import ermittlung
from foerderung.dokumente.bezug import Bezuege
from foerderung.dokumente.entwurf import annahmen
from foerderung.errors import DokumentError
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import NAMEN, berechne, render_entwurf, schreibe_antrag, text_von


def test_the_notice_names_recipient_purpose_period_amount_and_rates() -> None:
    text = text_von(render_entwurf(berechne("koordination-dreijaehrig")).inhalt)
    for erwartet in (
        "Stadt Beispielstadt, Markt 1, 08056 Beispielstadt",
        "(Amtlicher Gemeindeschlüssel 14524999)",
        "Vorhaben „Koordinierungsstelle des Kommunalen Präventionsrates“",
        "eingegangen am 01.10.2026",
        "beginnt am 01.01.2027 und endet am 31.12.2029",
        "bis zu 109.942,00 €\n(in Worten: bis zu einhundertneuntausendneunhundertzweiundvierzig Euro).",
        "2027: 90 %, 2028: 70 %, 2029: 50 %",
        "wird als Anteilsfinanzierung gewährt",
        "IBAN DE02 1203 0000 0000 2020 51",
    ):
        assert erwartet in text


@pytest.mark.parametrize(("name", "anteil"), [("kleinprojekt", "89,99 %"), ("dresden-2024", "76,64 %")])
def test_it_names_the_share_of_the_grant_cut_off_after_two_decimals(name: str, anteil: str) -> None:
    # 7 695,00 / 8 550,50 = 0,899947 …; 143 856,00 / 187 700,00 = 0,766414 …
    text = text_von(render_entwurf(berechne(name)).inhalt)
    assert f"insgesamt einem Anteil von {anteil} der zuwendungsfähigen Ausgaben" in text


def test_it_is_visibly_a_draft_and_says_what_stands_against_sending_it() -> None:
    text = text_von(render_entwurf(berechne("koordination-dreijaehrig")).inhalt)
    assert text.count("ENTWURF – nicht zum Versand") == 2  # on the first page and on all others
    assert "Anlage fehlt: kein Nachweis des Bildungsabschlusses" in text
    assert "Leiter der Personalausgaben [2] = 70 %: Förderpraxis LPR" in text
    assert "Aktenzeichen, Datum, Anschrift der Behörde" in text
    assert "Verpflichtungsermächtigungen" in text
    assert "Verpflichtungsermächtigungen" not in text_von(render_entwurf(berechne("kleinprojekt")).inhalt)


@pytest.mark.parametrize("name", NAMEN)
def test_it_lists_every_unconfirmed_assumption_that_the_finding_names(name: str) -> None:
    berechnung = berechne(name)
    (befund,) = (befund for befund in berechnung.befunde if befund.code == "parameter_unbestaetigt")
    text = "\n".join(annahmen(berechnung, Bezuege(berechnung))).replace("\u00a0", " ")
    regelwerk = berechnung.regelwerk
    for id_ in befund.gefunden.split(", "):
        benannt = regelwerk.regeln.get(id_) or regelwerk.parameter.get(id_) or regelwerk.reihen.get(id_)
        assert (benannt.bezeichnung if benannt is not None else "Inkrafttreten der Fassung") in text


def test_hints_and_decided_findings_do_not_stand_against_sending_it() -> None:
    berechnung = berechne("grosses_vorhaben")
    text = text_von(render_entwurf(berechnung).inhalt)
    assert {"vzae_ausserhalb", "prioritaet_fehlt"} <= {befund.code for befund in berechnung.befunde}
    assert "Stellenanteil außerhalb der Förderpraxis: 0,15 VZÄ" not in text
    assert "Keine Priorität genannt" not in text


def test_a_decision_shows_with_its_reasons() -> None:
    text = text_von(render_entwurf(berechne("grosses_vorhaben")).inhalt)
    assert "Festbetragsfinanzierung" in text
    assert "bis zu 1." not in text
    assert "Der Ansatz ist nicht ausreichend belegt." in text
    assert "Niedrigerer Fördersatz, Sachausgaben: Begrenzte Haushaltsmittel." in text
    assert "Begrenzte Haushaltsmittel" not in text_von(render_entwurf(berechne("kleinprojekt")).inhalt)


@pytest.mark.parametrize(
    ("name", "jahr", "erwartet"),
    [
        (
            "koordination-dreijaehrig",
            2027,
            [
                "Zuwendungsfähige Personalausgaben der Stelle „Koordination“ 2027",
                "Obergrenze nach TV-L „Koordination“ 2027",
                "Höchster Fördersatz der Stelle „Koordination“ 2027",
                "Zuwendungsfähige Sachausgabe „Beamer“ 2027",
                "Zuwendung 2027",
            ],
        ),
        ("kleinprojekt", 2027, ["Zuwendung 2027"]),
        ("dresden-2024", 2024, ["Höchster Fördersatz der Stelle „Koordination“ 2024", "Zuwendung 2024"]),
    ],
)
def test_the_reasons_are_the_nodes_that_decided_the_year(name: str, jahr: int, erwartet: list[str]) -> None:
    berechnung = berechne(name)
    gruende = ermittlung(jahr, berechnung, Bezuege(berechnung))["gruende"]
    assert [grund.split(": ")[0] for grund in gruende] == erwartet


def test_a_binding_cap_is_explained_and_one_that_does_not_bind_is_not() -> None:
    berechnung = berechne("grosses_vorhaben")
    gruende = {jahr: str(ermittlung(jahr, berechnung, Bezuege(berechnung))["gruende"]) for jahr in (2027, 2028)}
    assert "Deckel aus der Gesamtfinanzierung 2028: 230.083,13" in gruende[2028]
    assert "Mindesteigenanteil, den Spenden decken dürfen 2028" in gruende[2028]
    assert "Deckel" not in gruende[2027].replace("Sätzen, Deckel und Antrag", "")


def test_facts_that_only_a_case_has_stand_in_square_brackets() -> None:
    text = text_von(render_entwurf(berechne("grosses_vorhaben")).inhalt)
    for erwartet in (
        "Aktenzeichen: [wird im Verfahren ergänzt]",
        "[Der Zweck wird im Verfahren nach Zielsetzung, Qualität und Umfang ergänzt.]",
        "bis zum [Termin wird im Verfahren ergänzt] nach",
        "Denselben Zweck fördern auch: [wird im Verfahren ergänzt]",
        "[Über die beantragte Weiterleitung wird im Verfahren entschieden.]",
        "Klage beim [Verwaltungsgericht wird im Verfahren ergänzt]",
        "[Unterschrift wird im Verfahren ergänzt]",
    ):
        assert erwartet in text
    klein = text_von(render_entwurf(berechne("kleinprojekt")).inhalt)
    assert "Weitere Stellen fördern denselben Zweck nicht" in klein
    assert "Die Weiterleitung der Zuwendung an Dritte ist nicht gestattet" in klein


@pytest.mark.parametrize(
    ("name", "erwartet", "unerwartet"),
    [
        ("dresden-2024", "nach Prüfung des Verwendungsnachweises", "Erstattungsverfahren"),
        ("kleinprojekt", "Erstattungsverfahren", "folgenden Raten"),
        ("grosses_vorhaben", "[Termin wird im Verfahren ergänzt]", "zum Termin im Bescheid"),
    ],
)
def test_the_way_of_payment_follows_the_calculation(name: str, erwartet: str, unerwartet: str) -> None:
    text = text_von(render_entwurf(berechne(name)).inhalt)
    assert erwartet in text
    assert unerwartet not in text


def test_before_2023_the_rates_are_left_to_the_officer(tmp_path: Path) -> None:
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", eingang_am="2022-10-01", beratung_am="2022-09-01")
    assert "[Raten und Auszahlungstermine werden im Verfahren ergänzt]" in text_von(
        render_entwurf(berechne_datei(antrag)).inhalt
    )


@pytest.mark.parametrize(
    "titel",
    [
        "Müller & Söhne <GmbH>",
        "{{ 7*7 }} {% for x in y %}",
        "</w:t></w:r><w:r><w:t>erfunden",
        "=cmd|' /C calc'!A0",
        "{_{ 1 }_} {_% x %_}",
        "Wirkung „stark“ – 100\u2009% ′″ 😀",
    ],
)
def test_texts_of_the_application_come_out_literally(titel: str, tmp_path: Path) -> None:
    gequotet = f'"{titel}"'
    antrag = schreibe_antrag(tmp_path / "a.yaml", "kleinprojekt", titel=gequotet, name=gequotet)
    inhalt = render_entwurf(berechne_datei(antrag)).inhalt
    assert f"Vorhaben „{titel}“" in text_von(inhalt)
    assert f"{titel}, Dorfstraße 3" in text_von(inhalt)
    docx.Document(io.BytesIO(inhalt))


def test_the_same_application_yields_the_same_bytes() -> None:
    assert render_entwurf(berechne("grosses_vorhaben")) == render_entwurf(berechne("grosses_vorhaben"))


def test_without_a_grant_there_is_no_notice(tmp_path: Path) -> None:
    antrag = schreibe_antrag(
        tmp_path / "a.yaml", "kleinprojekt", eigenmittel="{}\n  andere_zuwendungen: {2027: 9000.00}"
    )
    with pytest.raises(DokumentError, match="keine Zuwendung"):
        render_entwurf(berechne_datei(antrag))

"""Every notice states the ten things that VVK Nr. 4.2 asks for, each in its place, with no gap left open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from foerderung.dokumente.bescheidangaben import Bescheidangaben
from foerderung.dokumente.pflichtangaben import PFLICHTANGABEN
from foerderung.rechnung.berechnung import Berechnung
from foerderung.services.rechnen.zuwendung import berechne_datei
from tests.dokumente.beispiele import HIER, angaben, berechne, render_bescheid, text_von

GROSS = {"zwischenrate_am": date(2028, 7, 3), "weitere_zuwendungsgeber": "Landkreis Beispielkreis"}
WEITER = (("Verein Beispiel e. V.", "Nachtmediation"), ("Träger Beispiel gGmbH", "Beratung"))

FAELLE: dict[str, tuple[Callable[[], Berechnung], Bescheidangaben]] = {
    "one year, three instalments": (lambda: berechne("dresden-2024"), angaben(nachweis_bis=date(2025, 12, 31))),
    "several years, cuts": (lambda: berechne("koordination-dreijaehrig"), angaben()),
    "several years, not binding": (
        lambda: berechne("koordination-dreijaehrig"),
        angaben(offene_jahre={2029: Fraction(20000)}),
    ),
    "reimbursement": (lambda: berechne("kleinprojekt"), angaben(beratung_am=None)),
    "bound things": (lambda: berechne("kleinprojekt"), angaben(zeitliche_bindung="Die Wand: fünf Jahre.")),
    "four instalments": (lambda: berechne_datei(HIER / "grosses_vorhaben.yaml"), angaben(**GROSS)),
    "fixed amount, decision": (lambda: berechne("grosses_vorhaben"), angaben(**GROSS)),
    "passing on": (lambda: berechne("grosses_vorhaben"), angaben(**GROSS, weiterleitung=WEITER)),
    "practice": (lambda: berechne("kleinprojekt"), angaben(uebung=True)),
}
"""What a case is about, with its calculation and facts."""


def text(fall: str) -> str:
    rechne, fakten = FAELLE[fall]
    return text_von(render_bescheid(rechne(), fakten).inhalt)


def abschnitte(text: str) -> dict[str, str]:
    """Cut a letter at the headings of the mandatory parts and of the reasons."""
    ueberschriften = [angabe.ueberschrift for angabe in PFLICHTANGABEN] + ["10 Begründung", "Mit freundlichen Grüßen"]
    zeilen = text.splitlines()
    stellen = sorted((zeilen.index(ueberschrift), ueberschrift) for ueberschrift in ueberschriften)
    enden = [anfang for anfang, _ in stellen[1:]] + [len(zeilen)]
    return {name: "\n".join(zeilen[ab + 1 : bis]) for (ab, name), bis in zip(stellen, enden, strict=True)}


def test_there_are_ten_in_the_order_of_the_provision() -> None:
    assert [angabe.nummer for angabe in PFLICHTANGABEN] == list(range(1, 11))
    assert [angabe.fundstelle for angabe in PFLICHTANGABEN] == [f"VVK Nr. 4.2.{n}" for n in range(1, 11)]


@pytest.mark.parametrize("fall", FAELLE)
def test_each_stands_under_its_heading(fall: str) -> None:
    teile = abschnitte(text(fall))
    fehlend = [
        (angabe.fundstelle, saetze)
        for angabe in PFLICHTANGABEN
        for saetze in angabe.saetze
        if not any(satz in teile[angabe.ueberschrift] for satz in saetze)
    ]
    assert fehlend == []


def test_every_variant_of_a_sentence_is_used_by_some_case() -> None:
    alle = "\n".join(map(text, FAELLE))
    varianten = [satz for angabe in PFLICHTANGABEN for saetze in angabe.saetze for satz in saetze]
    assert [satz for satz in varianten if satz not in alle] == []


@pytest.mark.parametrize("fall", FAELLE)
def test_no_place_is_left_open(fall: str) -> None:
    brief = text(fall).replace("{{ 7*7 }}", "")
    assert re.findall(r"\{\{|\}\}|\{%|%\}|\bNone\b|\[[^\]]*ergänzt|\[[^\]]*entschieden", brief) == []
    assert (
        re.findall(r"„“|\(\s*\)|\s[.,;)]|\bam [.,]|(?:Telefon|E-Mail|Bearbeitung|Dokument|Datum): ?$", brief, re.M)
        == []
    )


@pytest.mark.parametrize("fall", FAELLE)
def test_no_cover_sheet_and_no_remark_of_doubt_goes_out(fall: str) -> None:
    brief = text(fall)
    for unerwartet in (
        "Annahme",
        "ENTWURF",
        "Entwurf",
        "Vorblatt",
        "Offene Befunde",
        "Förderpraxis LPR",
        "forum kriminalprävention",
    ):
        assert unerwartet not in brief

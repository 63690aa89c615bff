"""Forms: what is written is read back unchanged; whatever was done to a form is said by sheet and cell."""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from foerderung.dokumente.formular.plan import plane
from foerderung.dokumente.formular.pruefung import HOECHSTENS_DATEI
from foerderung.errors import EingabeError
from foerderung.rechnung.klardaten import als_klardaten
from foerderung.rechnung.leser import lies_dokument
from foerderung.richtlinien.quelltext import lies_text
from foerderung.services.rechnen.formulare import antragsformular, jahre_von, lies_antragsformular, zeilen
from foerderung.services.rechnen.zuwendung import Dokument, an_zellen, berechne, berechne_datei
from foerderung.services.regelwerk.regeln import lade
from tests import golden, strategien
from tests.antragstext import als_yaml
from tests.dokumente.boese import BOESE
from tests.dokumente.tabellenprogramm import BRAUCHT_LIBREOFFICE, nachgerechnet, wandle
from tests.rechnung.test_fremde_richtlinie import ANTRAG as FREMDER_ANTRAG
from tests.rechnung.test_fremde_richtlinie import REGELN as FREMDE_REGELN

HEUTE = date(2026, 9, 1)
BEISPIELE = ("koordination-dreijaehrig", "kleinprojekt", "dresden-2024")
Mappe = Any


def klardaten(daten: dict[str, Any], name: str = "kommpraev", regeln: Path | None = None) -> dict[str, Any]:
    """Return an application as the plain data its own reader makes of it."""
    felder = lade(name, regeln).fassung(None).felder
    gelesen = lies_dokument(lies_text(als_yaml(daten), "a.yaml"), felder, "a.yaml")
    assert gelesen.meldungen == ()
    klar: dict[str, Any] = ohne_leeres(als_klardaten(gelesen.eingaben.baum, felder))
    return klar


def ohne_leeres(daten: Any) -> Any:
    """Leave out empty lists and groups: to left out they are equal."""
    if isinstance(daten, dict):
        innen = {name: ohne_leeres(wert) for name, wert in daten.items()}
        return {name: wert for name, wert in innen.items() if wert not in ({}, [])}
    return [ohne_leeres(glied) for glied in daten] if isinstance(daten, list) else daten


def formular(daten: dict[str, Any]) -> bytes:
    return antragsformular(lade("kommpraev"), jahre_von(daten, HEUTE), HEUTE, daten)


def zurueck(inhalt: bytes, name: str = "kommpraev", regeln: Path | None = None) -> dict[str, Any]:
    dokument = lies_antragsformular(inhalt, "f.xlsx", regeln)
    felder = lade(name, regeln).fassung(None).felder
    gelesen = lies_dokument(dokument.baum, felder, "f.xlsx")
    assert gelesen.meldungen == ()
    klar: dict[str, Any] = ohne_leeres(als_klardaten(gelesen.eingaben.baum, felder))
    return klar


def beispiel(name: str = "koordination-dreijaehrig") -> dict[str, Any]:
    return klardaten(golden.lade_basis(name))


def bearbeitet(inhalt: bytes, tue: Callable[[Mappe], None]) -> bytes:
    """Return a form as somebody changed and saved it."""
    buch = openpyxl.load_workbook(BytesIO(inhalt))
    tue(buch)
    puffer = BytesIO()
    buch.save(puffer)
    return puffer.getvalue()


def meldungen(inhalt: bytes) -> list[str]:
    with pytest.raises(EingabeError) as fehler:
        lies_antragsformular(inhalt, "f.xlsx")
    return [str(meldung) for meldung in fehler.value.meldungen]


# --- lossless ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BEISPIELE)
def test_application_form_application_is_lossless(name: str) -> None:
    daten = beispiel(name)
    inhalt = formular(daten)
    assert zurueck(inhalt) == daten
    assert formular(zurueck(inhalt)) == inhalt


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategien.antraege())
def test_any_application_comes_back_as_it_was(antrag: dict[str, Any]) -> None:
    daten = klardaten(antrag)
    assert zurueck(formular(daten)) == daten


def test_hostile_texts_come_back_as_they_were_and_do_nothing() -> None:
    texte = [text for text in BOESE if "\t" not in text]
    roh = golden.lade_basis("koordination-dreijaehrig")
    muster = roh["sachausgaben"][0]
    roh["sachausgaben"] = [{**muster, "bezeichnung": text} for text in texte]
    daten = klardaten(roh)
    inhalt = formular(daten)
    assert zurueck(inhalt) == daten
    blatt = openpyxl.load_workbook(BytesIO(inhalt))["Sachausgaben"]
    zellen = [blatt.cell(zeile, 2) for zeile in range(4, 4 + len(texte))]
    assert [zelle.value for zelle in zellen] == texte
    assert {zelle.data_type for zelle in zellen} == {"s"}
    assert not any(zelle.hyperlink for zelle in zellen)


def test_a_form_of_another_guideline_works_as_well() -> None:
    daten = klardaten(FREMDER_ANTRAG, "mittelerde", FREMDE_REGELN)
    werk = lade("mittelerde", FREMDE_REGELN)
    inhalt = antragsformular(werk, (2026, 2027), HEUTE, daten)
    assert zurueck(inhalt, "mittelerde", FREMDE_REGELN) == daten


@BRAUCHT_LIBREOFFICE
@pytest.mark.lang
def test_a_form_saved_by_libreoffice_reads_the_same_and_its_estimate_is_the_grant(tmp_path: Path) -> None:
    alle = {name: beispiel(name) for name in ("koordination-dreijaehrig", "kleinprojekt")}
    formulare = {name: formular(daten) for name, daten in alle.items()}
    for name, datei in wandle(tmp_path, formulare).items():
        assert zurueck(datei.read_bytes()) == alle[name]
    for name, buch in nachgerechnet(tmp_path, formulare).items():
        rechnung = berechne(lade("kommpraev"), lies_antragsformular(formulare[name], "f.xlsx"), None, HEUTE)
        geschaetzt = {z[0]: z[1:] for z in buch["Schätzung"].iter_rows(values_only=True)}["Zuwendung"]
        erwartet = [teil["zuwendung"].wert for teil in rechnung.ergebnis.je_jahr("jahre").values()]
        assert list(geschaetzt[: len(erwartet)]) == erwartet
        assert geschaetzt[len(erwartet)] == rechnung.ergebnis["zuwendung_gesamt"].wert


@BRAUCHT_LIBREOFFICE
@pytest.mark.lang
def test_an_empty_form_estimates_nothing_and_shows_no_error(tmp_path: Path) -> None:
    leer = antragsformular(lade("kommpraev"), (2027, 2028), HEUTE)
    blatt = nachgerechnet(tmp_path, {"leer": leer})["leer"]["Schätzung"]
    werte = [wert for zeile in blatt.iter_rows(min_row=4, min_col=2, values_only=True) for wert in zeile]
    assert {wert for wert in werte if wert} == set()


def test_the_estimate_keeps_no_value_so_that_every_program_computes_it_on_opening() -> None:
    werte = openpyxl.load_workbook(BytesIO(formular(beispiel())), data_only=True)["Schätzung"]
    assert {wert for zeile in werte.iter_rows(min_row=4, min_col=2, values_only=True) for wert in zeile} == {None}


# --- what the form shows -------------------------------------------------------------------------------------------


def test_only_inputs_are_open_and_every_other_cell_is_protected() -> None:
    daten = beispiel()
    buch = openpyxl.load_workbook(BytesIO(formular(daten)))
    felder = lade("kommpraev").fassung(None).felder
    plan = plane(felder, jahre_von(daten, HEUTE), zeilen(felder, daten), frozenset({"richtlinie"}))
    eingaben = {(z.blatt, z.zeile + 1, z.spalte + 1) for z in plan.zellen}
    offen = {
        (blatt.title, z.row, z.column)
        for blatt in buch
        for zeile in blatt.iter_rows()
        for z in zeile
        if not z.protection.locked
    }
    assert offen == eingaben
    assert all(blatt.protection.sheet for blatt in buch if blatt.title in {*plan.blaetter, "Schätzung"})


def test_cells_offer_lists_and_say_in_german_what_they_take() -> None:
    buch = openpyxl.load_workbook(BytesIO(formular(beispiel())))
    pruefungen = {str(p.sqref): p for p in buch["Antrag"].data_validations.dataValidation}
    art = next(z for z in buch["Antrag"]["A"] if z.value == "Art des Antragstellers")
    pruefung = pruefungen[f"B{art.row}"]
    assert pruefung.type == "list"
    assert pruefung.errorTitle == "Art des Antragstellers"
    assert pruefung.error == "Zulässig ist: ein Eintrag der Liste."
    blatt, _, bereich = buch.defined_names[pruefung.formula1].attr_text.partition("!")
    texte = [zelle[0].value for zelle in buch[blatt.strip("'")][bereich.replace("$", "")]]
    assert texte == ["Gemeinde", "Landkreis", "Eigenbetrieb", "Verband", "Sonstige"]
    assert all(len(p.promptTitle or "") <= 32 and len(p.prompt or "") <= 255 for p in pruefungen.values())


def test_the_form_names_fassung_and_form_version_and_hides_what_only_programs_read() -> None:
    buch = openpyxl.load_workbook(BytesIO(formular(beispiel())))
    assert buch["Hinweise"]["B3"].value == "Dieses Formular gilt für die Fassung 2023 (Formularversion 1)."
    sichtbar = [blatt.title for blatt in buch if blatt.sheet_state == "visible"]
    assert sichtbar == [
        "Hinweise", "Antrag", "Finanzierung", "Weiterleitung an Dritte", "Stellen", "Sachausgaben", "Schätzung",
    ]  # fmt: skip


def test_rows_left_out_between_items_do_not_matter() -> None:
    daten = beispiel()

    def verschiebe(buch: Mappe) -> None:
        blatt = buch["Sachausgaben"]
        for spalte in range(2, blatt.max_column + 1):
            if blatt.cell(6, spalte).data_type != "f":
                blatt.cell(9, spalte).value, blatt.cell(6, spalte).value = blatt.cell(6, spalte).value, None

    assert zurueck(bearbeitet(formular(daten), verschiebe)) == daten


def setze(blatt: str, zelle: str, wert: Any) -> Callable[[Mappe], None]:
    def tue(buch: Mappe) -> None:
        buch[blatt][zelle] = wert

    return tue


@pytest.mark.parametrize(
    ("wert", "gelesen"),
    [
        ("1.234,50 €", "1234.50"), ("1234,5", "1234.50"), (1234.5, "1234.50"), (0.1 + 0.2, "0.30"),
        ("48.200", "48200.00"), ("1234.50", "1234.50"), (1e6, "1000000.00"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(wert: Any, gelesen: str) -> None:
    daten = zurueck(bearbeitet(formular(beispiel()), setze("Finanzierung", "B4", wert)))
    assert daten["finanzierung"]["eigenmittel"]["2027"] == gelesen


# --- what is wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tue", "erwartet"),
    [
        (setze("Finanzierung", "B4", "viel"), "Finanzierung!B4: „viel“ ist keine Zahl"),
        (setze("Finanzierung", "B4", "=1/0"), "Finanzierung!B4: eine Formel ohne gespeicherten Wert"),
        (setze("Finanzierung", "B4", "#N/A"), "Finanzierung!B4: Fehlerwert #N/A"),
        (setze("Antrag", "B13", "Bundesland"), "Antrag!B13: „Bundesland“; zulässig: Gemeinde, Landkreis"),
        (setze("Antrag", "B25", "irgendwann"), "Antrag!B25: „irgendwann“ ist kein Datum"),
        (setze("Antrag", "B24", "vielleicht"), "Antrag!B24: „vielleicht“; zulässig: ja oder nein"),
        (setze("Stellen", "B3", "Name"), "Stellen!B3: hier steht „Name“; zulässig: „Bezeichnung“"),
        (lambda buch: buch["Stellen"].merge_cells("B4:C4"), "Stellen!B4:C4: verbundene Zellen"),
        (lambda buch: buch["Stellen"].insert_rows(4), "Stellen!A4: hier steht „“"),
        (lambda buch: buch["Antrag"].delete_cols(1), "Antrag!A"),
        (lambda buch: buch.remove(buch["Stellen"]), "Stellen: das Blatt fehlt oder heißt anders"),
        (lambda buch: setattr(buch["Stellen"], "title", "Personal"), "Stellen: das Blatt fehlt oder heißt anders"),
        (lambda buch: buch.remove(buch["Formulardaten"]), "die Arbeitsmappe ist kein Formular dieses Programms"),
        (setze("Formulardaten", "A1", "{"), "die Arbeitsmappe ist kein Formular dieses Programms"),
        (setze("Formulardaten", "A1", "[]"), "die Arbeitsmappe ist kein Formular dieses Programms"),
    ],
)
def test_what_was_done_to_a_form_is_said_by_sheet_and_cell(tue: Callable[[Mappe], None], erwartet: str) -> None:
    gefunden = meldungen(bearbeitet(formular(beispiel()), tue))
    assert any(erwartet in meldung for meldung in gefunden), gefunden


@pytest.mark.parametrize(
    ("aenderung", "erwartet"),
    [
        ({"version": 2}, "Formularversion 2"),
        ({"formular": "nachweis"}, "ein Formular der Art „nachweis“"),
        ({"abdruck": "0"}, "das Formular passt nicht mehr zu den Angaben"),
        ({"jahre": [2028, 2029, 2030]}, "das Formular passt nicht mehr zu den Angaben"),
        ({"jahre": "x"}, "die Kenndaten des Formulars sind beschädigt"),
        ({"zeilen": {}}, "die Kenndaten des Formulars sind beschädigt"),
        ({"zeilen": {"stellen": 10**9}}, "die Kenndaten des Formulars sind beschädigt"),
        ({"richtlinie": "../../etc"}, "die Kenndaten des Formulars sind beschädigt"),
    ],
)
def test_forms_of_other_kinds_versions_and_layouts_are_refused(aenderung: dict[str, Any], erwartet: str) -> None:
    def tue(buch: Mappe) -> None:
        zelle = buch["Formulardaten"]["A1"]
        zelle.value = json.dumps({**json.loads(zelle.value), **aenderung})

    (gefunden,) = meldungen(bearbeitet(formular(beispiel()), tue))
    assert erwartet in gefunden


def test_all_violations_come_at_once_with_their_cells(tmp_path: Path) -> None:
    def tue(buch: Mappe) -> None:
        buch["Antrag"]["B14"] = "123"
        buch["Antrag"]["B23"] = None
        buch["Antrag"]["B25"] = "morgen"
        buch["Stellen"]["E4"] = 3
        buch["Stellen"]["K4"] = 1000.005
        buch["Sachausgaben"]["C5"] = None

    datei = tmp_path / "antrag.xlsx"
    datei.write_bytes(bearbeitet(formular(beispiel()), tue))
    with pytest.raises(EingabeError) as fehler:
        berechne_datei(datei)
    texte = [str(meldung) for meldung in fehler.value.meldungen]
    for ort in ("Antrag!B14", "Antrag!B23", "Stellen!E4", "Stellen!K4", "Sachausgaben!C5", "Antrag!B25"):
        assert any(text.startswith(f"antrag.xlsx, {ort}: ") for text in texte), (ort, texte)


def test_what_the_rules_of_input_find_is_placed_too() -> None:
    dokument = lies_antragsformular(
        bearbeitet(formular(beispiel()), setze("Antrag", "B26", date(2026, 1, 1))), "f.xlsx"
    )
    with pytest.raises(EingabeError) as fehler, an_zellen(dokument):
        berechne(lade("kommpraev"), dokument)
    assert any("f.xlsx, Antrag!B26: " in str(meldung) for meldung in fehler.value.meldungen)


def packe(teile: dict[str, bytes]) -> bytes:
    puffer = BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in teile.items():
            archiv.writestr(name, inhalt)
    return puffer.getvalue()


def umgepackt(inhalt: bytes, **neue: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(inhalt)) as archiv:
        teile = {name: archiv.read(name) for name in archiv.namelist()}
    return packe({**teile, **{name.replace("__", "/").replace("_punkt_", "."): wert for name, wert in neue.items()}})


MAPPE = {"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(
    ("inhalt", "erwartet"),
    [
        (b"", "keine lesbare Arbeitsmappe"),
        (b"Name;Wert\n", "keine lesbare Arbeitsmappe"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "verschlüsselt oder im alten Format .xls"),
        (packe({"content.xml": b"<x/>", "mimetype": b"x"}), "keine Excel-Arbeitsmappe"),
        (packe({**MAPPE, "xl/vbaProject.bin": b"x"}), "enthält Makros"),
        (packe({**MAPPE, "[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}), "Makros"),
        (packe({**MAPPE, "xl/externalLinks/externalLink1.xml": b"<x/>"}), "verweist auf andere Dateien"),
        (packe({**MAPPE, "xl/worksheets/sheet1.xml": b" " * 70_000_000}), "entpackt 3 Teile mit 66 MiB"),
        (packe({**MAPPE, "xl/worksheets/sheet1.xml": b" " * 20_000_000}), "auffällig stark gepackt"),
        (packe({**MAPPE, **{f"xl/{n}.xml": b"" for n in range(600)}}), "entpackt 602 Teile"),
        (packe({**MAPPE, "xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "erklärt eigene Zeichen"),
        (packe(MAPPE), "beschädigt"),
        (b"PK" + b"x" * (HOECHSTENS_DATEI + 1), "10240 KiB"),
    ],
)
def test_what_is_no_plain_workbook_is_refused_before_it_is_opened(inhalt: bytes, erwartet: str) -> None:
    (gefunden,) = meldungen(inhalt)
    assert erwartet in gefunden


def test_a_cut_off_form_is_refused() -> None:
    inhalt = formular(beispiel())
    for laenge in (100, len(inhalt) // 2, len(inhalt) - 30):
        (gefunden,) = meldungen(inhalt[:laenge])
        assert "keine lesbare Arbeitsmappe" in gefunden


def test_a_workbook_of_another_kind_is_no_form() -> None:
    buch = openpyxl.Workbook()
    puffer = BytesIO()
    buch.save(puffer)
    (gefunden,) = meldungen(puffer.getvalue())
    assert "kein Formular dieses Programms" in gefunden


def test_too_many_years_are_refused() -> None:
    with pytest.raises(EingabeError, match="13 Haushaltsjahre"):
        antragsformular(lade("kommpraev"), tuple(range(2027, 2040)), HEUTE)


def test_documents_read_from_text_keep_their_lines() -> None:
    daten = copy.deepcopy(golden.lade_basis("kleinprojekt"))
    daten["vorhaben"]["ende"] = date(2020, 1, 1)
    dokument = Dokument(lies_text(als_yaml(daten), "a.yaml"), "a.yaml")
    with pytest.raises(EingabeError) as fehler, an_zellen(dokument):
        berechne(lade("kommpraev"), dokument)
    assert any("a.yaml, Zeile" in str(meldung) for meldung in fehler.value.meldungen)

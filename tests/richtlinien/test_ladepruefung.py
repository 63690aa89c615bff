"""Every kind of mistake in the rules is found when they are loaded: file, line, key, German text, remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from foerderung.errors import EingabeError, Meldung, RegelError
from foerderung.resources import resource_path
from foerderung.richtlinien.verzeichnis import lade_richtlinie, pruefe_richtlinie, richtlinien
from tests.richtlinien.kopie import Kopie

REGELN, BEFUNDE, PARAMETER = "kommpraev/regeln.yaml", "kommpraev/befunde.yaml", "kommpraev/parameter.yaml"
EINGABEN, AUSGABE, KOPF = "kommpraev/eingaben.yaml", "kommpraev/ausgabe.yaml", "kommpraev/richtlinie.yaml"
ANTRAG, VVK, TVL = "allgemein/antrag.yaml", "allgemein/vvk.yaml", "allgemein/tvl.yaml"
MINIJOB, MINIJOB_CSV = "allgemein/minijob.yaml", "allgemein/minijob_grenze.csv"
JSZ_CSV, TVL_CSV, FEIERTAGE = (
    "allgemein/jahressonderzahlung.csv",
    "allgemein/tvl_entgelt.csv",
    "allgemein/feiertage.yaml",
)
NEUE_REGEL = (
    "  {name}:\n    bezeichnung: Neu\n    typ: eur\n    fundstelle: § 1\n    belegstand: norm\n    rechne: 1 EUR\n"
)


@dataclass(frozen=True)
class Fehler:
    """One planted mistake and the message it must yield.

    Attributes:
        alt: text that is replaced; empty to append `neu`.
        zeile: a text that stands, after the change, in the line to be named; empty if no line matters.
        pfad: key path to be named.
    """

    datei: str
    alt: str
    neu: str
    zeile: str
    pfad: str
    gefunden: str
    zulaessig: str = ""
    abhilfe: str = ""
    meldung_in: str = ""


KLAUSEL = (
    "\nklauseln:\n  neu:\n    titel: Neu\n    art: {art}\n    wenn: {wenn}\n"
    "    fundstelle: § 36 VwVfG\n    belegstand: norm\n    text: Neu.\n"
)

GEPFLANZT: dict[str, Fehler] = {
    "clause chosen by no rule, with the nearest": Fehler(
        AUSGABE,
        "",
        KLAUSEL.format(art="auflage", wenn="zuwendun"),
        "wenn: zuwendun",
        "klauseln.neu.wenn",
        "unbekannte Regel „zuwendun“",
        abhilfe="Meinten Sie „zuwendung“?",
    ),
    "clause chosen by an amount": Fehler(
        AUSGABE,
        "",
        KLAUSEL.format(art="auflage", wenn="zuwendung"),
        "wenn: zuwendung",
        "klauseln.neu.wenn",
        "die Regel „zuwendung“ ist weder wahr noch falsch",
        "typ: wahrheitswert",
    ),
    "clause of no kind of the law": Fehler(
        AUSGABE,
        "",
        KLAUSEL.format(art="auflag", wenn="zuwendung"),
        "art: auflag",
        "klauseln.neu.art",
        "„auflag“",
        "befristung, bedingung, widerrufsvorbehalt, auflage, auflagenvorbehalt",
        "Meinten Sie „auflage“?",
    ),
    "unknown name, with the nearest": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: personl + sach",
        "personl",
        "regeln.zuwendungsfaehig.rechne",
        "Spalte 1: unbekannter Name „personl“",
        abhilfe="Meinten Sie „personal“?",
    ),
    "unknown table, with the nearest": Fehler(
        REGELN,
        "arbeitgeberanteile[datum",
        "arbeitgeberanteil_[datum",
        "arbeitgeberanteil_[",
        "regeln.arbeitgeberanteil.rechne",
        "Spalte 1: unbekannte Tabelle „arbeitgeberanteil_“",
        abhilfe="Meinten Sie „arbeitgeberanteile“?",
    ),
    "syntax": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: personal ++ sach",
        "personal ++",
        "regeln.zuwendungsfaehig.rechne",
        "Spalte 11: Wert erwartet, gefunden „+“",
    ),
    "cycle": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: personal + sach + zuwendung",
        "sach + zuwendung",
        "regeln.zuwendungsfaehig.rechne",
        "Zirkel: zuwendungsfaehig → zuwendung → deckel → zuwendungsfaehig",
    ),
    "rule that needs itself": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: zuwendungsfaehig + sach",
        "rechne: zuwendungsfaehig + sach",
        "regeln.zuwendungsfaehig.rechne",
        "Zirkel: zuwendungsfaehig → zuwendungsfaehig",
    ),
    "bound of an index that depends on itself": Fehler(
        VVK,
        "rechne: ratenzahlen[ratenplan]",
        "rechne: summe(rate, 1 + 0 * rate)",
        "0 * rate",
        "regeln.ratenzahl.rechne",
        "Zirkel: rate → ratenzahl → rate",
    ),
    "sparse pair that depends on itself": Fehler(
        EINGABEN,
        "nur: stelle.personalausgaben > 0",
        "nur: personal > 0",
        "",
        "regeln.personal.rechne",
        "Zirkel: stelle_jahr → personal → stelle_jahr",
        meldung_in=REGELN,
    ),
    "citation of a rule missing": Fehler(
        REGELN,
        "    fundstelle: VVK Nr. 3.3.1\n",
        "",
        "  beantragt:",
        "regeln.beantragt",
        "„fundstelle“ fehlt",
        abhilfe="fundstelle: ergänzen.",
    ),
    "citation of a finding missing": Fehler(
        BEFUNDE,
        "    fundstelle: RL KommPräv IV Nr. 1\n",
        "",
        "  ort_nicht_sachsen:",
        "befunde.ort_nicht_sachsen",
        "„fundstelle“ fehlt",
        abhilfe="fundstelle: ergänzen.",
    ),
    "citation of a rounding missing": Fehler(
        REGELN,
        "modus: kaufmaennisch, fundstelle: kaufmännisch auf Cent, belegstand",
        "modus: kaufmaennisch, belegstand",
        "modus: kaufmaennisch",
        "regeln.obergrenze_stelle.runden",
        "„fundstelle“ fehlt",
        abhilfe="fundstelle: ergänzen.",
    ),
    "citation empty": Fehler(
        PARAMETER,
        "fundstelle: RL KommPräv V Nr. 2",
        'fundstelle: "  "',
        'fundstelle: "  "',
        "parameter.foerdersatz_hoechst.fundstelle",
        "ein nicht leerer Text erwartet",
    ),
    "citation missing in an early Fassung": Fehler(
        BEFUNDE,
        '      "2018": VVK Nr. 1.1\n',
        "",
        "",
        "befunde.foerderuntergrenze.fundstelle",
        "für die Fassung 2018 fehlt die Fundstelle",
        abhilfe="Stand ergänzen.",
    ),
    "text of a finding missing in an early Fassung": Fehler(
        BEFUNDE,
        '      "2018": "{zuwendung_gesamt}"\n',
        "",
        "",
        "befunde.foerderuntergrenze.gefunden",
        "für die Fassung 2018 fehlt gefunden",
        abhilfe="Stand ergänzen.",
    ),
    "mark of evidence missing": Fehler(
        REGELN,
        "    belegstand: norm\n",
        "",
        "  aktiv_von:",
        "regeln.aktiv_von",
        "„belegstand“ fehlt",
        abhilfe="belegstand: ergänzen.",
    ),
    "mark of evidence wrong": Fehler(
        REGELN,
        "belegstand: praxis",
        "belegstand: praxsi",
        "praxsi",
        "regeln.vzae_zulaessig.belegstand",
        "„praxsi“",
        "norm, norm_extern, praxis, annahme",
        "Meinten Sie „praxis“?",
    ),
    "mark of evidence of one value wrong": Fehler(
        PARAMETER,
        "fundstelle: Förderpraxis LPR, belegstand: annahme}",
        "fundstelle: Förderpraxis LPR, belegstand: annahm}",
        "annahm}",
        "parameter.leiter_personal.werte.2018-06-13.2.belegstand",
        "„annahm“",
        "norm, norm_extern, praxis, annahme",
        "Meinten Sie „annahme“?",
    ),
    "unused parameter": Fehler(
        PARAMETER,
        "",
        "  nie:\n    bezeichnung: N\n    einheit: eur\n    fundstelle: § 1\n    belegstand: norm\n"
        "    werte: {2018-01-01: 5}\n",
        "  nie:",
        "parameter.nie",
        "„nie“ wird nirgends verwendet",
        abhilfe="Verwenden oder löschen.",
    ),
    "unused rule": Fehler(
        REGELN,
        "",
        NEUE_REGEL.format(name="nie"),
        "  nie:",
        "regeln.nie",
        "„nie“ wird nirgends verwendet",
        abhilfe="Verwenden oder löschen.",
    ),
    "unused series": Fehler(
        PARAMETER,
        "parameter:\n",
        "reihen:\n  nie:\n    bezeichnung: N\n    datei: ../allgemein/minijob_grenze.csv\n    einheit: eur\n"
        "    gueltig: {von: gueltig_ab}\n    wert: [eur_monat]\n    nachrichtlich: [mindestlohn_eur, quelle]\n"
        "    nach_ende: fehler\n    fundstelle: § 1\n    belegstand: norm\nparameter:\n",
        "  nie:",
        "reihen.nie",
        "„nie“ wird nirgends verwendet",
        abhilfe="Verwenden oder löschen.",
    ),
    "unused column of a table": Fehler(
        MINIJOB,
        "nachrichtlich: [mindestlohn_eur, quelle]",
        "nachrichtlich: [quelle]",
        "datei:",
        "reihen.minijob_grenze.datei",
        "Spalte „mindestlohn_eur“ in minijob_grenze.csv wird nicht verwendet",
        abhilfe="Verwenden oder unter nachrichtlich nennen.",
    ),
    "wrong unit": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: personal + foerdersatz_sach",
        "personal + foerdersatz_sach",
        "regeln.zuwendungsfaehig.rechne",
        "Spalte 1: eur + Zahl ohne Einheit: die Einheiten passen nicht",
    ),
    "unit of a parameter unknown": Fehler(
        PARAMETER,
        "einheit: kalendertag",
        "einheit: kalendertage",
        "kalendertage",
        "parameter.antragsfenster_beginn.einheit",
        "unbekannte Einheit „kalendertage“",
    ),
    "undeclared rounding": Fehler(
        REGELN,
        "rechne: personal + sach",
        "rechne: personal + sach / 3",
        "sach / 3",
        "regeln.zuwendungsfaehig.rechne",
        "ergibt nicht sicher ganze Cent",
        abhilfe="runden: mit Quelle angeben oder typ eur_exakt verwenden.",
    ),
    "rounding to nothing": Fehler(
        REGELN,
        'auf: "1.00"',
        'auf: "0"',
        'auf: "0"',
        "regeln.zuwendung.runden.auf",
        "keine Einheit, auf die gerundet werden kann",
        "etwa 1.00 oder 0.01",
    ),
    "rounding mode": Fehler(
        REGELN,
        "modus: abrunden",
        "modus: abrundn",
        "abrundn",
        "regeln.zuwendung.runden.modus",
        "„abrundn“",
        "abrunden, aufrunden, kaufmaennisch",
        "Meinten Sie „abrunden“?",
    ),
    "undeclared dimension": Fehler(
        REGELN,
        "rechne: summe(stelle, zuwendungsfaehig_stelle)",
        "rechne: zuwendungsfaehig_stelle",
        "rechne: zuwendungsfaehig_stelle",
        "regeln.personal.rechne",
        "Spalte 1: „zuwendungsfaehig_stelle“ braucht die Dimension stelle",
        abhilfe="summe(stelle, …) verwenden oder je um stelle ergänzen.",
    ),
    "unknown dimension of a rule": Fehler(
        REGELN,
        "    je: [stelle, jahr, monat]",
        "    je: [stelle, jahr, woche]",
        "  monatsanteil:",
        "regeln.monatsanteil",
        "unbekannte Dimension „woche“",
        "monat, stelle, sachausgabe, jahr, weiterleitung, rate",
    ),
    "unknown dimension of the result": Fehler(
        AUSGABE,
        "      je: stelle\n",
        "      je: stele\n",
        "",
        "ausgabe.gruppen[1]",
        "unbekannte Dimension „stele“",
        "monat, stelle, sachausgabe, jahr, weiterleitung, rate",
    ),
    "bound of a dimension of another type": Fehler(
        EINGABEN,
        "von: 1, bis: 12",
        "von: 1 EUR, bis: 12",
        "1 EUR",
        "dimensionen.monat",
        "„1 EUR“ ist eur, als Grenze erwartet: anzahl",
    ),
    "dimension of no form": Fehler(
        EINGABEN,
        "von: 1, bis: 12}",
        "von: 1}",
        "von: 1}",
        "dimensionen.monat",
        "liste, oder von und bis, oder je und nur erwartet",
    ),
    "unknown key, with the nearest": Fehler(
        REGELN,
        "    erklaerung: \"Sie folgt",
        "    erklaerugn: \"Sie folgt",
        "erklaerugn",
        "regeln.entgeltgruppe",
        "unbekannter Schlüssel „erklaerugn“",
        "ab, belegstand, bezeichnung, erklaerung, fundstelle, je, nur, rechne, runden, typ",
        "Meinten Sie „erklaerung“?",
    ),
    "unknown section, with the nearest": Fehler(
        REGELN,
        "regeln:\n",
        "regel:\n",
        "regel:",
        "",
        "unbekannter Schlüssel „regel“",
        abhilfe="Meinten Sie „regeln“?",
    ),
    "unknown key of an input": Fehler(
        EINGABEN,
        "ueber: 0, hoechstens: 2",
        "ueber: 0, hoechtens: 2",
        "hoechtens",
        "eingaben.stellen.felder.vzae",
        "unbekannter Schlüssel „hoechtens“",
        abhilfe="Meinten Sie „hoechstens“?",
    ),
    "name declared twice": Fehler(
        PARAMETER,
        "",
        "  beantragt:\n    bezeichnung: B\n    einheit: eur\n    fundstelle: § 1\n    belegstand: norm\n"
        "    werte: {2018-01-01: 5}\n",
        "  beantragt:",
        "regeln",
        "„beantragt“ ist schon deklariert (kommpraev/parameter.yaml, Zeile 93)",
        meldung_in=REGELN,
    ),
    "rule with the name of an input": Fehler(
        REGELN,
        "",
        NEUE_REGEL.format(name="eingang_am"),
        "  eingang_am:",
        "regeln.eingang_am",
        "„eingang_am“ heißt auch eine Eingabe",
        abhilfe="Umbenennen.",
    ),
    "unknown Fassung": Fehler(
        REGELN,
        'ab: "2020"\n    typ: eur_exakt',
        'ab: "2021"\n    typ: eur_exakt',
        'ab: "2021"',
        "regeln.entgelt.ab",
        "„2021“ ist keine Fassung",
        "2018, 2020, 2023, JJJJ-MM-TT",
    ),
    "unknown Fassung of a formula": Fehler(
        REGELN,
        '"2018": wenn(vzae_zulaessig, anerk',
        '"2017": wenn(vzae_zulaessig, anerk',
        "",
        "regeln.zuwendungsfaehig_stelle.rechne",
        "„2017“ ist keine Fassung",
        "2018, 2020, 2023, JJJJ-MM-TT",
    ),
    "formula missing for a Fassung": Fehler(
        REGELN,
        '      "2018": wenn(vzae_zulaessig, anerkannte_personalausgaben, 0)\n',
        "",
        "",
        "regeln.zuwendungsfaehig_stelle.rechne",
        "für die Fassung 2018 fehlt eine Formel",
        abhilfe="Stand ergänzen.",
    ),
    "formula empty in a Fassung": Fehler(
        REGELN,
        '"2018": wenn(vzae_zulaessig, anerkannte_personalausgaben, 0)',
        '"2018": ""',
        "",
        "regeln.zuwendungsfaehig_stelle.rechne",
        "ein nicht leerer Text für „2018“ erwartet",
    ),
    "rule used before it exists": Fehler(
        REGELN,
        '"2018": wenn(vzae_zulaessig, anerkannte_personalausgaben, 0)',
        '"2018": min(anerkannte_personalausgaben, obergrenze)',
        "",
        "regeln.zuwendungsfaehig_stelle.rechne",
        "Spalte 34: „obergrenze“ gibt es in dieser Fassung noch nicht",
        abhilfe="Formel je Fassung angeben.",
    ),
    "formulas not ascending": Fehler(
        REGELN,
        '      "2018": \'"bescheid"\'\n      "2023":',
        '      "2023": \'"bescheid"\'\n      "2018":',
        "",
        "regeln.auszahlungsverfahren.rechne",
        "die Fassungen sind nicht aufsteigend",
    ),
    "parameter without value when a Fassung begins": Fehler(
        PARAMETER,
        'werte: {2018-06-13: "10 %"}',
        'werte: {2019-06-13: "10 %"}',
        "  mindesteigenanteil:",
        "parameter.mindesteigenanteil",
        "hat am 13.06.2018 (Fassung 2018) keinen Wert",
        abhilfe="Wert ab diesem Tag ergänzen oder die Regel erst ab einer späteren Fassung verwenden.",
    ),
    "days of a parameter not ascending": Fehler(
        VVK,
        "      2018-06-13: {wert: 10000, belegstand: annahme}\n      2023-07-01: 10000",
        "      2023-07-01: 10000\n      2018-06-13: {wert: 10000, belegstand: annahme}",
        "    werte:",
        "parameter.foerderuntergrenze.werte",
        "die Tage des Inkrafttretens sind nicht aufsteigend",
    ),
    "day of a parameter that is none": Fehler(
        PARAMETER,
        'werte: {2018-06-13: "10 %"}',
        'werte: {2018-06-31: "10 %"}',
        "2018-06-31",
        "parameter.mindesteigenanteil.werte",
        "„2018-06-31“ ist kein Datum",
        "JJJJ-MM-TT",
    ),
    "choice table incomplete": Fehler(
        PARAMETER,
        "        fachhochschule: E11\n",
        "",
        "  tvl_obergrenze:",
        "parameter.tvl_obergrenze",
        "für „fachhochschule“ fehlt ein Wert",
        abhilfe="Wert ergänzen.",
    ),
    "choice table incomplete from a later day": Fehler(
        PARAMETER,
        "        hochschule_fuehrung: E15\n",
        "        hochschule_fuehrung: E15\n      2024-01-01: {keine: E7}\n",
        "  tvl_obergrenze:",
        "parameter.tvl_obergrenze",
        "für „berufsausbildung“ fehlt ein Wert",
        abhilfe="Wert ergänzen.",
    ),
    "key table without keys": Fehler(
        PARAMETER,
        '        1: "90 %"\n        2: {wert: "70 %", fundstelle: Förderpraxis LPR, belegstand: annahme}\n'
        '        3: "50 %"\n',
        '        "90 %"\n',
        "",
        "parameter.leiter_personal.werte.2018-06-13",
        "je Schlüssel ein Wert erwartet (1 Ebenen)",
    ),
    "key of a table of unknown kind": Fehler(
        PARAMETER,
        "schluessel: {foerderjahr: anzahl}",
        "schluessel: {foerderjahr: ganzzahl}",
        "",
        "parameter.leiter_personal",
        "Schlüssel „foerderjahr“: unbekannte Art „ganzzahl“",
        "anzahl, text oder eine Eingabe",
    ),
    "value of a parameter wrong": Fehler(
        PARAMETER,
        "werte: {2018-06-13: 42}",
        "werte: {2018-06-13: 42.5}",
        "42.5",
        "parameter.antragsfrist_tage.werte.2018-06-13",
        "„42.5“ ist kein Wert der Einheit anzahl",
    ),
    "sexagesimal trap": Fehler(
        PARAMETER,
        "werte: {2018-06-13: 0.2}",
        "werte: {2018-06-13: 1:30}",
        "1:30",
        "parameter.vzae_mindestens.werte.2018-06-13",
        "„1:30“ ist kein Wert der Einheit vzae",
    ),
    "truth value trap": Fehler(
        ANTRAG,
        "fehlt: true",
        "fehlt: yes",
        "fehlt: yes",
        "eingaben.vorhaben.felder.einzelprojekt.fehlt",
        "Vorgabe: „yes“",
        "true oder false",
    ),
    "thousandth of a cent": Fehler(
        PARAMETER,
        "werte: {2018-06-13: 1.00}",
        "werte: {2018-06-13: 1.001}",
        "1.001",
        "parameter.rundungsspielraum.werte.2018-06-13",
        "„1.001“ ist kein Wert der Einheit eur",
    ),
    "day of the year that is none": Fehler(
        PARAMETER,
        '"31.08."',
        '"31.09."',
        "31.09.",
        "parameter.antragsfenster_beginn.werte.2018-06-13",
        "„31.09.“ ist kein Wert der Einheit kalendertag",
    ),
    "cell of a table": Fehler(
        MINIJOB_CSV,
        "520",
        "52O",
        "",
        "reihen.minijob_grenze.datei",
        "minijob_grenze.csv, Zeile 4: „52O“ in Spalte eur_monat ist keine Zahl",
        meldung_in=MINIJOB,
    ),
    "decimal comma in a table": Fehler(
        MINIJOB_CSV,
        "520,12.00",
        "520,12,00",
        "",
        "reihen.minijob_grenze.datei",
        "minijob_grenze.csv, Zeile 4: 4 Zellen erwartet",
        meldung_in=MINIJOB,
    ),
    "row of a table too short": Fehler(
        MINIJOB_CSV,
        "2022-10-01,520,12.00,",
        "2022-10-01,520,12.00 ",
        "",
        "reihen.minijob_grenze.datei",
        "minijob_grenze.csv, Zeile 4: 4 Zellen erwartet",
        meldung_in=MINIJOB,
    ),
    "day in a table": Fehler(
        MINIJOB_CSV,
        "2022-10-01",
        "01.10.2022",
        "",
        "reihen.minijob_grenze.datei",
        "minijob_grenze.csv, Zeile 4: kein Datum in den Spalten der Gültigkeit",
        meldung_in=MINIJOB,
    ),
    "year in a table": Fehler(
        JSZ_CSV,
        "2026,",
        "20266,",
        "",
        "reihen.jahressonderzahlung.datei",
        "„20266“ ist kein Jahr",
        meldung_in=TVL,
    ),
    "file of a table missing": Fehler(
        MINIJOB,
        "minijob_grenze.csv",
        "fehlt.csv",
        "fehlt.csv",
        "reihen.minijob_grenze.datei",
        "Tabelle „fehlt.csv“ ist nicht lesbar",
    ),
    "column of a table missing": Fehler(
        MINIJOB_CSV,
        "eur_monat",
        "eur_monate",
        "",
        "reihen.minijob_grenze.datei",
        "Spalte „eur_monat“ fehlt in minijob_grenze.csv",
        "gueltig_ab, eur_monate, mindestlohn_eur, quelle",
        meldung_in=MINIJOB,
    ),
    "validity of a table": Fehler(
        MINIJOB,
        "gueltig: {von:",
        "gueltig: {ab:",
        "gueltig: {ab:",
        "reihen.minijob_grenze.gueltig",
        "gueltig: ab",
        "jahr; von; von und bis",
    ),
    "gap in a table": Fehler(
        TVL_CSV,
        "2019-01-01,2019-12-31,E15",
        "2019-01-01,2019-11-30,E15",
        "",
        "reihen.tvl_entgelt.datei",
        "tvl_entgelt.csv: Lücke vor dem 01.01.2020 für E15, 3",
        meldung_in=TVL,
    ),
    "overlap in a table": Fehler(
        TVL_CSV,
        "2019-01-01,2019-12-31,E15",
        "2019-01-01,2020-12-31,E15",
        "",
        "reihen.tvl_entgelt.datei",
        "tvl_entgelt.csv: zwei Werte ab 01.01.2020 für E15, 3",
        meldung_in=TVL,
    ),
    "overlap of a single day": Fehler(
        TVL_CSV,
        "2019-01-01,2019-12-31,E15",
        "2019-01-01,2020-01-01,E15",
        "",
        "reihen.tvl_entgelt.datei",
        "tvl_entgelt.csv: zwei Werte ab 01.01.2020 für E15, 3",
        meldung_in=TVL,
    ),
    "two rows from one day": Fehler(
        MINIJOB_CSV,
        "2024-01-01",
        "2022-10-01",
        "",
        "reihen.minijob_grenze.datei",
        "minijob_grenze.csv: zwei Werte ab 01.10.2022",
        meldung_in=MINIJOB,
    ),
    "gap in years": Fehler(
        JSZ_CSV,
        "2020,",
        "# 2020,",
        "",
        "reihen.jahressonderzahlung.datei",
        "jahressonderzahlung.csv: Lücke vor dem 01.01.2021 für E14-E15",
        meldung_in=TVL,
    ),
    "what follows a series": Fehler(
        MINIJOB,
        "nach_ende: fortschreiben",
        "nach_ende: weiter",
        "weiter",
        "reihen.minijob_grenze.nach_ende",
        "„weiter“",
        "fortschreiben, fehler",
    ),
    "placeholder unknown": Fehler(
        REGELN,
        "„{stelle.qualifikation}“",
        "„{stelle.qualifiktion}“",
        "qualifiktion",
        "regeln.entgeltgruppe.erklaerung",
        "Spalte 1: unbekannter Name „stelle.qualifiktion“",
        abhilfe="Meinten Sie „stelle.qualifikation“?",
    ),
    "brace not closed": Fehler(
        REGELN,
        "„{stelle.qualifikation}“",
        "„{stelle.qualifikation“",
        "{stelle.qualifikation“",
        "regeln.entgeltgruppe.erklaerung",
        "eine geschweifte Klammer wird nicht geschlossen oder nicht geöffnet",
    ),
    "severity": Fehler(
        BEFUNDE,
        "schwere: hart",
        "schwere: haart",
        "haart",
        "befunde.beratung_fehlt.schwere",
        "„haart“",
        "hart, nachforderung, ermessen, hinweis, eingabe",
        "Meinten Sie „hart“?",
    ),
    "severity in a choice": Fehler(
        BEFUNDE,
        "schwere: {hart:",
        "schwere: {haart:",
        "haart",
        "befunde.nicht_antragsberechtigt.schwere.haart",
        "„haart“",
        "hart, nachforderung, ermessen, hinweis",
    ),
    "place of a finding unknown": Fehler(
        BEFUNDE,
        "ort: vorhaben.in_sachsen",
        "ort: vorhaben.in_sachsn",
        "  ort_nicht_sachsen:",
        "befunde.ort_nicht_sachsen",
        "ort: „vorhaben.in_sachsn“ gibt es nicht",
        "eine Eingabe, Gruppe oder Regel",
    ),
    "place of a finding needs an index": Fehler(
        BEFUNDE,
        "ort: vorhaben.in_sachsen",
        "ort: stelle.vzae",
        "  ort_nicht_sachsen:",
        "befunde.ort_nicht_sachsen",
        "ort: „stelle.vzae“ braucht die Dimension stelle",
        abhilfe="je um stelle ergänzen.",
    ),
    "condition of a finding is no condition": Fehler(
        BEFUNDE,
        "wenn: nicht vorhaben.in_sachsen",
        "wenn: eingang_am",
        "  ort_nicht_sachsen:",
        "befunde.ort_nicht_sachsen",
        "eine Bedingung erwartet, gefunden datum",
    ),
    "finding over something that is no set": Fehler(
        BEFUNDE,
        "fuer: {reihe: fortgeschrieben(zuwendung_gesamt)}",
        "fuer: {reihe: zuwendung_gesamt}",
        "  fortgeschrieben:",
        "befunde.fortgeschrieben",
        "fuer: eine Menge erwartet, gefunden eur",
    ),
    "existence of a rule that is no fact": Fehler(
        REGELN,
        '    nur: stelle.art = "stelle"\n',
        '    nur: stelle.beginn > vorhaben.beginn\n',
        "  entgeltgruppe:",
        "regeln.entgeltgruppe",
        "nur: darf nur eine Auswahl oder vorhanden(…) prüfen",
        'etwa stelle.art = "stelle"',
    ),
    "type of a rule unknown": Fehler(
        REGELN,
        "    typ: datum\n",
        "    typ: datumm\n",
        "  aktiv_von:",
        "regeln.aktiv_von",
        "unbekannter Typ „datumm“",
    ),
    "type of a rule differs": Fehler(
        REGELN,
        "typ: datum\n",
        "typ: eur\n",
        "rechne: max(stelle.beginn",
        "regeln.aktiv_von.rechne",
        "ergibt datum, deklariert ist eur",
        abhilfe="Formel oder typ berichtigen.",
    ),
    "type of an input unknown": Fehler(
        EINGABEN,
        "typ: datum",
        "typ: datumm",
        "datumm",
        "eingaben.beratung_am.typ",
        "unbekannter Typ „datumm“",
    ),
    "default of another type": Fehler(
        EINGABEN,
        "        fehlt: 1\n",
        "        fehlt: eins\n",
        "fehlt: eins",
        "eingaben.stellen.felder.anzahl.fehlt",
        "Vorgabe: „eins“ ist keine Zahl",
        "etwa 12",
    ),
    "default out of bounds": Fehler(
        EINGABEN,
        "        fehlt: 1\n",
        "        fehlt: 0\n",
        "fehlt: 0",
        "eingaben.stellen.felder.anzahl.fehlt",
        "Vorgabe: 0",
        "ab 1 bis 1.000",
    ),
    "default with a fraction of a cent": Fehler(
        ANTRAG,
        "fehlt: 0, quelle",
        "fehlt: 0.005, quelle",
        "0.005",
        "eingaben.finanzierung.felder.eigenmittel.fehlt",
        "Vorgabe: 0.005 EUR",
        "höchstens 2 Nachkommastellen",
    ),
    "default without citation": Fehler(
        EINGABEN,
        '        quelle: "Antragsvordruck: ohne Angabe eine Person"\n',
        "",
        "anzahl:",
        "eingaben.stellen.felder.anzahl",
        "„quelle“ fehlt",
        abhilfe="quelle: ergänzen.",
    ),
    "common part unknown": Fehler(
        KOPF,
        "minijob,",
        "minijobb,",
        "minijobb",
        "richtlinie.verwendet",
        "„minijobb“ gibt es nicht",
        "feiertage, minijob, tvl, unterlagen, vvk",
    ),
    "Fassungen not ascending": Fehler(
        KOPF,
        "ab: 2020-01-01",
        "ab: 2024-01-01",
        "fassungen:",
        "richtlinie.fassungen",
        "die Fassungen sind nicht aufsteigend oder gelten ab demselben Tag",
    ),
    "Fassung without a day": Fehler(
        KOPF,
        "ab: 2020-01-01",
        "ab: 1.1.2020",
        "1.1.2020",
        "richtlinie.fassungen.2020.ab",
        "„1.1.2020“ ist kein Datum",
        "JJJJ-MM-TT",
    ),
    "name of the guideline differs from its folder": Fehler(
        KOPF,
        "id: kommpraev",
        "id: komm",
        "id: komm",
        "richtlinie.id",
        "„komm“ heißt anders als der Ordner",
        "kommpraev",
    ),
    "day of the weekend": Fehler(
        FEIERTAGE,
        "wochenende: [samstag, sonntag]",
        "wochenende: [samstag, sontag]",
        "sontag",
        "kalender.wochenende",
        "„sontag“ ist kein Wochentag",
        "montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag",
    ),
    "holiday of two kinds": Fehler(
        FEIERTAGE,
        'fest: "01.01."',
        'fest: "01.01.", ostern: 3',
        "ostern: 3",
        "kalender.feiertage[0]",
        "genau eine der Angaben fest, ostern, vor erwartet",
    ),
    "holiday that is no day": Fehler(
        FEIERTAGE,
        'fest: "01.01."',
        'fest: "30.02."',
        "30.02.",
        "kalender.feiertage[0]",
        "„30.02.“ ist kein Tag",
        "TT.MM.",
    ),
    "result names an unknown rule": Fehler(
        AUSGABE,
        "sach: sach",
        "sach: scah",
        "",
        "ausgabe.gruppen[0]",
        "Spalte 1: unbekannter Name „scah“",
        abhilfe="Meinten Sie „sach“?",
    ),
    "result shown in an unknown way": Fehler(
        AUSGABE,
        "als: prozent",
        "als: promille",
        "promille",
        "ausgabe.gruppen[2].gruppen[0].felder.prozent.als",
        "„promille“",
        "prozent",
    ),
    "target of the decision in an unknown list": Fehler(
        EINGABEN,
        "feld: anerkannt, liste: stellen,",
        "feld: anerkannt, liste: stelen,",
        "stelen",
        "entscheidung.entscheidung.stelle_anerkannt",
        "unbekannte Liste „stelen“",
        "weiterleitung, stellen, sachausgaben",
        "Meinten Sie „stellen“?",
    ),
    "target of the decision for an unknown finding": Fehler(
        EINGABEN,
        "befund: vzae_ausserhalb",
        "befund: vzae_ausserhlb",
        "vzae_ausserhlb",
        "entscheidung.entscheidung.vzae_abweichung",
        "unbekannter Befund „vzae_ausserhlb“",
        abhilfe="Meinten Sie „vzae_ausserhalb“?",
    ),
    "target of the decision in an unknown section": Fehler(
        EINGABEN,
        "{abschnitt: kuerzungen",
        "{abschnitt: kuerzung",
        "abschnitt: kuerzung,",
        "entscheidung.entscheidung.stelle_anerkannt.abschnitt",
        "„kuerzung“",
        "kuerzungen, saetze, abweichungen",
        "Meinten Sie „kuerzungen“?",
    ),
}  # fmt: skip


def pflanze(ordner: Path, fehler: Fehler) -> Kopie:
    kopie = Kopie(ordner)
    if fehler.alt:
        return kopie.ersetze(fehler.datei, fehler.alt, fehler.neu)
    return kopie.ergaenze(fehler.datei, fehler.neu)


def passt(fehler: Fehler, meldung: Meldung, zeile: int) -> bool:
    return (
        meldung.datei == (fehler.meldung_in or fehler.datei)
        and meldung.ort == fehler.pfad
        and fehler.gefunden in meldung.gefunden
        and fehler.zulaessig in meldung.zulaessig
        and meldung.abhilfe == fehler.abhilfe
        and meldung.zeile > 0
        and (not zeile or meldung.zeile in (zeile, zeile + 1))  # a group is named by its key or its first entry
    )


@pytest.mark.parametrize("name", GEPFLANZT)
def test_a_planted_mistake_is_found_where_it_stands(name: str, tmp_path: Path) -> None:
    fehler = GEPFLANZT[name]
    kopie = pflanze(tmp_path, fehler)
    zeile = kopie.zeile(fehler.datei, fehler.zeile) if fehler.zeile and not fehler.meldung_in else 0
    meldungen = kopie.meldungen()
    assert any(passt(fehler, meldung, zeile) for meldung in meldungen), "\n".join(
        ["", f"expected line {zeile}", *map(repr, meldungen)]
    )


def test_the_shipped_rules_have_no_mistake() -> None:
    assert pruefe_richtlinie(resource_path("rules"), "kommpraev")[1] == []


def test_a_duplicate_key_is_found_in_its_file_with_both_lines(tmp_path: Path) -> None:
    kopie = Kopie(tmp_path).ersetze(REGELN, "    typ: datum\n", "    typ: datum\n    typ: datum\n")
    erste = kopie.zeile(REGELN, "typ: datum")
    (meldung,) = [m for m in kopie.meldungen() if "steht doppelt" in m.gefunden]
    assert meldung.gefunden == f"Schlüssel „typ“ steht doppelt (zuerst in Zeile {erste})"
    assert meldung.datei.endswith(REGELN)
    assert meldung.zeile == erste + 1


def test_several_mistakes_are_reported_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    namen = (
        "unknown name, with the nearest",
        "severity",
        "cell of a table",
        "citation of a rule missing",
        "default of another type",
        "common part unknown",
    )
    kopie = Kopie(tmp_path)
    for name in namen:
        fehler = GEPFLANZT[name]
        kopie.ersetze(fehler.datei, fehler.alt, fehler.neu)
    meldungen = kopie.meldungen()
    for name in namen:
        if name != "cell of a table":  # its part is not used any more
            assert any(passt(GEPFLANZT[name], meldung, 0) for meldung in meldungen), name
    assert [(m.datei, m.zeile) for m in meldungen] == sorted((m.datei, m.zeile) for m in meldungen)


def test_faulty_rules_end_with_exit_code_4_and_every_violation(tmp_path: Path) -> None:
    kopie = pflanze(tmp_path, GEPFLANZT["severity"]).ersetze(REGELN, "typ: datum\n", "typ: datumm\n")
    with pytest.raises(RegelError) as gefangen:
        lade_richtlinie(kopie.ordner, "kommpraev")
    assert gefangen.value.exit_code == 4
    assert "„haart“" in str(gefangen.value)
    assert "„datumm“" in str(gefangen.value)


def test_a_guideline_that_does_not_exist_is_an_input_error_with_the_nearest() -> None:
    with pytest.raises(EingabeError) as gefangen:
        lade_richtlinie(resource_path("rules"), "komprav")
    assert gefangen.value.exit_code == 3
    assert "kommpraev" in gefangen.value.meldungen[0].zulaessig
    assert gefangen.value.meldungen[0].abhilfe == "Meinten Sie „kommpraev“?"


def test_only_folders_beside_the_common_parts_are_guidelines(tmp_path: Path) -> None:
    gefunden = richtlinien(resource_path("rules"))
    assert "kommpraev" in gefunden
    assert "allgemein" not in gefunden
    assert gefunden == sorted(gefunden)
    with pytest.raises(RegelError, match="Ordner mit Regeln nicht gefunden"):
        richtlinien(tmp_path / "fehlt")


def test_a_guideline_without_head_result_or_fassungen_says_so(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    meldungen = pruefe_richtlinie(tmp_path, "leer")[1]
    assert [m.gefunden for m in meldungen] == [
        "0 Abschnitte „ausgabe“, genau einer erwartet",
        "0 Abschnitte „richtlinie“, genau einer erwartet",
    ]


def test_a_guideline_with_no_fassung_at_all_is_never_empty_handed(tmp_path: Path) -> None:
    ordner = tmp_path / "leer"
    ordner.mkdir()
    kopf = "richtlinie: {id: leer, kurz: L, titel: L, text: L, fassungen: {}}\nausgabe: {felder: {}}\n"
    (ordner / "richtlinie.yaml").write_text(kopf, encoding="utf-8")
    richtlinie, meldungen = pruefe_richtlinie(tmp_path, "leer")
    assert richtlinie is None
    assert meldungen


# --- mistakes that would do no harm anybody could see --------------------------------------------------------

STUMM: dict[str, tuple[str, str, str]] = {
    "pattern beside an unknown field": (
        ANTRAG,
        "nach: art, fuer: [landkreis]",
        "nach: artt, fuer: [landkreis]",
    ),
    "second name in fuer": (
        BEFUNDE,
        "fuer: {reihe: fortgeschrieben(zuwendung_gesamt)}",
        "fuer: {reihe: fortgeschrieben(zuwendung_gesamt), anlage: anlagen}",
    ),
    "two parts of the result with one name": (AUSGABE, "name: auszahlung", "name: jahre"),
    "dimension that nothing uses": (
        EINGABEN,
        "dimensionen:\n",
        "dimensionen:\n  woche: {bezeichnung: Woche, von: 1, bis: 52}\n",
    ),
    "formula from a day within a Fassung": (
        REGELN,
        "    rechne: summe(stelle, zuwendungsfaehig_stelle)",
        '    rechne: {"2018": "summe(stelle, zuwendungsfaehig_stelle)", 2024-01-01: "0 EUR"}',
    ),
    "rule from a day within a Fassung": (
        BEFUNDE,
        '  qualifikation_fehlt:\n    schwere: ermessen\n    ab: "2020"',
        "  qualifikation_fehlt:\n    schwere: ermessen\n    ab: 2024-01-01",
    ),
}


@pytest.mark.parametrize("name", STUMM)
def test_a_mistake_that_would_only_change_figures_in_silence_is_found(name: str, tmp_path: Path) -> None:
    datei, alt, neu = STUMM[name]
    kopie = Kopie(tmp_path).ersetze(datei, alt, neu)
    assert any(meldung.datei == datei for meldung in kopie.meldungen())

"""Mistakes in a formula are found when the rules are loaded, at their column, with a remedy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from foerderung.rechnung import gebunden as g
from foerderung.rechnung.ausdruck import Spanne
from foerderung.rechnung.bindung import Binder, BindungError
from foerderung.rechnung.namen import VORHANDEN, EingabeName, Fehlstelle, RegelName, fakten_aus, ist_faktum
from foerderung.rechnung.parser import parse
from foerderung.rechnung.typen import ANZAHL, DATUM, EUR, JAHR, MENGE, SATZ, TEXT, WAHR, Typ, einheit_text, typ_aus_text
from tests.rechnung.kleine_welt import binde, fehlstelle, welt

S, SJ = ("stelle",), ("stelle", "jahr")
NUR = 'stelle.art = "stelle"'
GEMEINSAM = "summe({0}, …) verwenden oder je um {0} ergänzen."

GEPFLANZT = {
    # the sixteen mistakes that a language for amounts has to catch
    "full-time equivalents forgotten": (
        "betrag + kopfbetrag",
        (),
        "",
        1,
        "eur + eur/vzae: die Einheiten passen nicht",
        "",
    ),
    "full-time equivalents doubled": (
        "min(betrag, kopfbetrag * stelle.vzae * stelle.vzae)",
        S,
        NUR,
        13,
        "min über eur und eur·vzae",
        "",
    ),
    "rate for amount": ("min(betrag, satz)", (), "", 13, "min über eur und Zahl ohne Einheit", ""),
    "euro times euro": (
        "betrag * betrag + betrag",
        (),
        "",
        1,
        "eur^2 + eur: die Einheiten passen nicht",
        "",
    ),
    "euro minus rate": (
        "betrag - satz",
        (),
        "",
        1,
        "eur - Zahl ohne Einheit: die Einheiten passen nicht",
        "",
    ),
    "dimension missing": (
        "je_jahr",
        (),
        "",
        1,
        "„je_jahr“ braucht die Dimension jahr",
        GEMEINSAM.format("jahr"),
    ),
    "typo": ("betragg", (), "", 1, "unbekannter Name „betragg“", "Meinten Sie „betrag“?"),
    "sum over the own index": (
        "summe(jahr, je_jahr)",
        ("jahr",),
        "",
        7,
        "über jahr wird hier schon gerechnet",
        "",
    ),
    "sum that does not depend on its dimension": (
        "summe(jahr, betrag)",
        (),
        "",
        13,
        "der Wert hängt nicht von jahr ab",
        "",
    ),
    "unguarded field": (
        "stelle.vzae",
        S,
        "",
        1,
        '„stelle.vzae“ gibt es nur, wenn stelle.art = "stelle"',
        "nur: oder wenn(…) mit dieser Bedingung ergänzen.",
    ),
    "wrong choice": (
        'stelle.art = "stele"',
        S,
        "",
        1,
        "„stele“ kommt hier nie vor, möglich sind stelle, minijob",
        "Meinten Sie „stelle“?",
    ),
    "missing value unguarded": (
        "wunsch + betrag",
        (),
        "",
        1,
        "„wunsch“ kann fehlen",
        "sonst(wunsch, …) oder vorhanden(wunsch) davorsetzen.",
    ),
    "year minus day": ("jahr(beginn) - beginn", (), "", 1, "jahr - datum ergibt nichts", ""),
    "rule of a later Fassung": (
        "obergrenze",
        (),
        "",
        1,
        "„obergrenze“ gibt es in dieser Fassung noch nicht",
        "Formel je Fassung angeben.",
    ),
}

WEITERE = {
    "summe(stelle, stelle.ausgaben)": (
        (),
        15,
        "„stelle.ausgaben“ braucht die Dimension jahr",
        GEMEINSAM.format("jahr"),
    ),
    "stelle": (
        S,
        1,
        "„stelle“ ist eine Liste und selbst kein Wert",
        "Etwa stelle.feld schreiben.",
    ),
    "leiter": ((), 1, "„leiter“ ist eine Tabelle", "Schlüssel angeben: leiter[foerderjahr]."),
    "leiter[1, 2]": ((), 1, "„leiter“ hat 1 Schlüssel", "leiter[foerderjahr] schreiben."),
    "leiter[name]": ((), 8, "Schlüssel vom Typ text, erwartet Zahl ohne Einheit", ""),
    "leiterr[1]": ((), 1, "unbekannte Tabelle „leiterr“", "Meinten Sie „leiter“?"),
    "pauschale[groesse]": ((), 11, "für „gross“ gibt es keinen Wert in der Tabelle", ""),
    'pauschale["kleim"]': (
        (),
        11,
        "für „kleim“ gibt es keinen Wert in der Tabelle",
        "Meinten Sie „klein“?",
    ),
    "entgelt[name]": ((), 1, "„entgelt“ hat 2 Schlüssel", "entgelt[eg, tag] schreiben."),
    "entgelt[name, 5]": ((), 15, "Schlüssel vom Typ Zahl ohne Einheit, erwartet datum", ""),
    "sume(stelle, 1)": ((), 1, "unbekanntes Wort „sume(…)“", "Meinten Sie „summe“?"),
    "open(name)": ((), 1, "unbekanntes Wort „open(…)“", ""),
    "summe(stele, 1)": ((), 7, "„stele“ ist keine Dimension", "Meinten Sie „stelle“?"),
    "summe(1 + 1, 1)": ((), 7, "„“ ist keine Dimension", ""),
    "vorhanden(betrag)": ((), 11, "„betrag“ fehlt nie", "Direkt verwenden."),
    "sonst(vorgabe, 0)": ((), 7, "„vorgabe“ fehlt nie", "Direkt verwenden."),
    "sonst(wunsch, satz)": ((), 15, "Ersatz vom Typ Zahl ohne Einheit für eur", ""),
    "sonst(wunsch)": ((), 1, "sonst mit 1 Angaben", "sonst(eingabe, ersatz) schreiben."),
    "wenn(ja, betrag)": ((), 1, "wenn mit 2 Angaben", "wenn(bedingung, dann, sonst) schreiben."),
    "wenn(betrag, 1, 2)": ((), 6, "wahrheitswert erwartet, gefunden eur", ""),
    "wenn(ja, betrag, name)": ((), 18, "die Zweige passen nicht zusammen: eur und text", ""),
    "min(betrag)": ((), 1, "min mit 1 Angaben", "min(x, y, …) schreiben."),
    "max(name, name)": ((), 11, "max über text und text", ""),
    "annahme(betrag)": ((), 9, "annahme(…) braucht eine Regel", ""),
    "vorher(stelle, je_jahr)": (("jahr",), 16, "vorher(…) braucht eine Regel je stelle", ""),
    "vorher(jahr, gesamt)": (("jahr",), 14, "vorher(…) braucht eine Regel je jahr", ""),
    "werktag(betrag)": ((), 1, "so nicht aufrufbar: (eur)", "werktag(datum) schreiben."),
    "beginn - jahr(beginn)": ((), 1, "datum - jahr ergibt nichts", ""),
    "beginn + ende": ((), 1, "datum + datum ergibt nichts", ""),
    "jahr(beginn) + jahr(ende)": ((), 1, "jahr + jahr ergibt nichts", ""),
    "beginn + 0.5": ((), 1, "datum + Zahl ohne Einheit ergibt nichts", ""),
    "beginn * 2": ((), 1, "datum * Zahl ohne Einheit: nur Zahlen lassen sich so verknüpfen", ""),
    "beginn < betrag": ((), 10, "datum lässt sich nicht mit eur vergleichen", ""),
    "betrag = 1": ((), 10, "eur lässt sich nicht mit Zahl ohne Einheit vergleichen", ""),
    "name < name": ((), 1, "„<“ gilt nicht für text", ""),
    "anlagen < leer": ((), 1, "„<“ gilt nicht für menge", ""),
    "nicht betrag": ((), 7, "wahrheitswert erwartet, gefunden eur", ""),
    "ja und betrag": ((), 8, "wahrheitswert erwartet, gefunden eur", ""),
    "betrag oder ja": ((), 1, "wahrheitswert erwartet, gefunden eur", ""),
    "-beginn": ((), 1, "Minus vor datum", ""),
    'name in "plan"': ((), 9, "menge erwartet, gefunden text", ""),
    "betrag in anlagen": ((), 1, "text erwartet, gefunden eur", ""),
    '"plann" in anlagen': (
        (),
        1,
        "„plann“ kommt hier nie vor, möglich sind plan, nachweis",
        "Meinten Sie „plan“?",
    ),
    "betrag / 0": ((), 1, "Division durch 0", ""),
    "stunden + 1": ((), 1, "stunde + Zahl ohne Einheit: die Einheiten passen nicht", ""),
    "anzahl(stelle, stelle.ausgaben)": (("jahr",), 16, "wahrheitswert erwartet, gefunden eur", ""),
    'summe(stelle, stelle.art = "stelle")': (
        (),
        15,
        "Zahl ohne Einheit erwartet, gefunden wahrheitswert",
        "",
    ),
    "foerderjahr": (
        SJ,
        1,
        '„foerderjahr“ gibt es nur, wenn stelle.art = "stelle"',
        "nur: oder wenn(…) mit dieser Bedingung ergänzen.",
    ),
    "nan": ((), 1, "unbekannter Name „nan“", ""),
}


@pytest.mark.parametrize("name", GEPFLANZT)
def test_each_planted_mistake_is_caught(name: str) -> None:
    text, dimensionen, nur, spalte, meldung, abhilfe = GEPFLANZT[name]
    fehler = fehlstelle(text, dimensionen, nur)
    assert (fehler.spalte, fehler.text, fehler.abhilfe) == (spalte, meldung, abhilfe)


@pytest.mark.parametrize("text", WEITERE)
def test_every_other_mistake_is_named_with_its_column(text: str) -> None:
    dimensionen, spalte, meldung, abhilfe = WEITERE[text]
    fehler = fehlstelle(text, dimensionen)
    assert (fehler.spalte, fehler.text, fehler.abhilfe) == (spalte, meldung, abhilfe)


@pytest.mark.parametrize(
    ("text", "typ", "nenner"),
    [
        ("betrag + betrag", "eur", 100),
        ("betrag * satz", "eur", 1_000_000),
        ("betrag * hoechstsatz", "eur", 1_000),
        ("betrag / 3", "eur", 300),
        ("betrag / 1.5", "eur", 300),
        ("betrag / stunden", "eur/stunde", None),
        ("stunden * (betrag / stunden)", "eur", None),
        ("min(betrag, exakt)", "eur", None),
        ("min(betrag, 0)", "eur", 100),
        ("max(0, 0) + betrag", "eur", 100),
        ("wenn(ja, betrag, 0)", "eur", 100),
        ("wenn(ja, 0, 12.5 EUR)", "eur", 2),
        ("1 + satz", "Zahl ohne Einheit", 10_000),
        ("satz * 1 %", "Zahl ohne Einheit", 1_000_000),
        ("kopfbetrag / 12", "eur/vzae", 12),
        ("summe(jahr, je_jahr)", "eur", 100),
        ("sonst(wunsch, exakt)", "eur", None),
        ("jahr(ende) - jahr(beginn) + 1", "Zahl ohne Einheit", 1),
        ("jahr(ende) - 1", "jahr", 1),
        ("ende - beginn", "Zahl ohne Einheit", 1),
        ("max(beginn, ende)", "datum", 1),
        ("datum(jahr(beginn), stichmonat)", "datum", 1),
        ("anteil_im_monat(beginn, ende, jahr(beginn), 2)", "Zahl ohne Einheit", 377_580),
        ('nicht ("plan" in anlagen) und anlagen <> leer', "wahrheitswert", 1),
        ("annahme(gesamt)", "menge", 1),
    ],
)
def test_type_and_denominator_follow_from_the_formula(text: str, typ: str, nenner: int | None) -> None:
    gefunden = binde(text)[1]
    assert (str(gefunden), gefunden.nenner) == (typ, nenner)


def test_the_literal_zero_fits_every_unit_and_no_other_number_does() -> None:
    for wert in ("betrag", "kopfbetrag", "stunden", "satz"):
        assert binde(f"{wert} > 0")[1].art == "wahr"
        assert binde(f"max(0, {wert})")[1].einheit == binde(wert)[1].einheit
    assert "vergleichen" in fehlstelle("kopfbetrag > 1").text


def test_the_unit_of_the_whole_counts_not_that_of_a_part() -> None:
    assert str(binde("betrag * betrag / betrag")[1]) == "eur"


NUR_STELLE = frozenset({("stelle.art", "stelle")})
NUR_MINIJOB = frozenset({("stelle.art", "minijob")})


@pytest.mark.parametrize(
    ("text", "wahr", "fakten"),
    [
        (NUR, True, NUR_STELLE),
        (NUR, False, NUR_MINIJOB),
        ('stelle.art <> "stelle"', True, NUR_MINIJOB),
        (f"nicht ({NUR})", True, NUR_MINIJOB),
        (f"nicht nicht ({NUR})", True, NUR_STELLE),
        (f"ja und {NUR}", True, NUR_STELLE),
        (f"ja und {NUR}", False, frozenset()),
        (f"ja oder {NUR}", True, frozenset()),
        (f"ja oder {NUR}", False, NUR_MINIJOB),
        ("vorhanden(wunsch)", True, frozenset({("wunsch", VORHANDEN)})),
        ("vorhanden(wunsch)", False, frozenset()),
        ("nicht vorhanden(wunsch)", False, frozenset({("wunsch", VORHANDEN)})),
        ('groesse <> "klein"', True, frozenset()),
        ('groesse = "klein"', True, frozenset({("groesse", "klein")})),
        ("betrag > 0", True, frozenset()),
        ('"stelle" = stelle.art', True, frozenset()),
    ],
)
def test_conditions_tell_what_is_known_where_they_hold_or_do_not(
    text: str, wahr: bool, fakten: frozenset[tuple[str, str]]
) -> None:
    assert fakten_aus(parse(text), welt().eingaben, wahr) == fakten


@pytest.mark.parametrize(
    "text",
    [
        f"wenn({NUR}, stelle.vzae, 0)",
        'wenn(stelle.art = "minijob", stelle.anzahl * 0, 0) + 0',
        'wenn(stelle.art = "minijob", 0, stelle.vzae)',
        f"wenn(nicht ({NUR}), 0, stelle.vzae)",
        f"wenn({NUR} und stelle.vzae > 0, stelle.vzae, 0)",
        'wenn(stelle.art = "minijob" oder stelle.vzae = 0, 0, stelle.vzae)',
        f"wenn({NUR}, wenn(vorhanden(stelle.grund), wenn(stelle.grund = name, 1, 2), 3), 4)",
    ],
)
def test_a_condition_opens_the_fields_it_guarantees(text: str) -> None:
    assert binde(text, S)


@pytest.mark.parametrize(
    "text",
    [
        'wenn(stelle.art = "minijob", stelle.vzae, 0)',
        f"wenn({NUR}, 0, stelle.vzae)",
        f"wenn({NUR} oder ja, stelle.vzae, 0)",
        f"wenn({NUR} und ja, 0, stelle.anzahl)",
        f"wenn(stelle.vzae > 0 und {NUR}, 1, 2)",
        f"wenn({NUR}, 1, 2) * stelle.vzae",
        "wenn(vorhanden(wunsch), 0, wunsch)",
        "wenn(vorhanden(wunsch) oder ja, wunsch, betrag)",
        f"wenn(summe(stelle, wenn({NUR}, 1, 0)) > 0, stelle.vzae, 0)",
    ],
)
def test_a_condition_opens_nothing_that_it_does_not_guarantee(text: str) -> None:
    assert fehlstelle(text, () if "summe" in text else S).text


def test_the_condition_of_a_rule_opens_its_fields() -> None:
    assert binde("stelle.vzae * foerderjahr", SJ, NUR)


def test_facts_end_with_their_branch() -> None:
    assert "kann fehlen" in fehlstelle("wenn(vorhanden(wunsch), wunsch, 0) + wunsch").text


@pytest.mark.parametrize(
    ("text", "ja"),
    [
        (NUR, True),
        ("vorhanden(wunsch)", True),
        (f"{NUR} und vorhanden(wunsch)", True),
        ("betrag > 0", False),
        (f"{NUR} und ja", False),
        (f"{NUR} oder vorhanden(wunsch)", False),
    ],
)
def test_only_facts_may_condition_a_rule(text: str, ja: bool) -> None:
    assert ist_faktum(parse(text), welt().eingaben) is ja


def test_a_sum_respects_the_sparse_pair_of_its_index() -> None:
    gebunden = binde("summe(stelle, stelle.ausgaben)", ("jahr",))[0]
    assert isinstance(gebunden, g.Ueber)
    assert gebunden.paare == ("stelle_jahr",)
    zaehlung = binde(f"anzahl(stelle, {NUR})")[0]
    assert isinstance(zaehlung, g.Ueber)
    assert zaehlung.paare == ()


def test_a_sum_inside_a_sum_leaves_the_index_of_the_outer_one() -> None:
    gebunden = binde('summe(jahr, je_jahr * anzahl(stelle, stelle.art = "stelle"))')[0]
    assert isinstance(gebunden, g.Ueber)
    assert gebunden.dimension == "jahr"


EINS, NICHTS, JA = g.Literal(Fraction(1)), g.Literal(Fraction(0)), g.Eingabewert("ja", ())
BETRAG, GESAMT = g.Eingabewert("betrag", ()), g.Regelwert("gesamt", ())
JE_JAHR, BEGINN = g.Regelwert("je_jahr", ("jahr",)), g.Eingabewert("beginn", ())


@pytest.mark.parametrize(
    ("text", "gebunden", "typ"),
    [
        ("12.5 EUR", g.Literal(Fraction(25, 2)), replace(EUR, nenner=2)),
        ("90 %", g.Literal(Fraction(9, 10)), replace(SATZ, nenner=10)),
        ("7", g.Literal(Fraction(7)), ANZAHL),
        ("0", NICHTS, replace(ANZAHL, ist_null=True)),
        ('"a"', g.Literal("a"), replace(TEXT, auswahl=("a",))),
        ("falsch", g.Literal(False), WAHR),
        ("leer", g.Literal(frozenset()), MENGE),
        ("teil", g.Lokal("teil"), TEXT),
        ("stichtag", g.Stichtag(), DATUM),
        ("jahr", g.Index("jahr"), JAHR),
        ("betrag", BETRAG, EUR),
        ("gesamt", GESAMT, EUR),
        ("hoechstsatz", g.Parameterzugriff("hoechstsatz", ()), replace(SATZ, nenner=10)),
        ("leiter[1]", g.Parameterzugriff("leiter", (EINS,)), replace(SATZ, nenner=10)),
        (
            'entgelt["E7", beginn]',
            g.Reihenzugriff("entgelt", (g.Literal("E7"),), BEGINN),
            Typ("zahl", (("eur", 1), ("vzae", -1)), 100, anzeige="zahl"),
        ),
        ("-betrag", g.Negativ(BETRAG), EUR),
        ("nicht ja", g.Nicht(JA), WAHR),
        ("ja und ja", g.Verknuepfung(True, JA, JA), WAHR),
        ("ja oder ja", g.Verknuepfung(False, JA, JA), WAHR),
        ('"plan" in anlagen', g.Element(g.Literal("plan"), g.Eingabewert("anlagen", ())), WAHR),
        ("betrag < 1 EUR", g.Vergleich("<", BETRAG, EINS), WAHR),
        ("betrag - gesamt", g.Rechnung("-", BETRAG, GESAMT), EUR),
        (
            "wenn(ja, betrag, gesamt)",
            g.Wenn(JA, BETRAG, GESAMT, Spanne(1, 25), Spanne(10, 16), Spanne(18, 24)),
            EUR,
        ),
        (
            "min(betrag, gesamt)",
            g.Aeusserster(True, (BETRAG, GESAMT), Spanne(1, 20), (Spanne(5, 11), Spanne(13, 19))),
            EUR,
        ),
        (
            "max(betrag, gesamt)",
            g.Aeusserster(False, (BETRAG, GESAMT), Spanne(1, 20), (Spanne(5, 11), Spanne(13, 19))),
            EUR,
        ),
        ("summe(monat, monat * gesamt)", g.Ueber("monat", g.Rechnung("*", g.Index("monat"), GESAMT), False, ()), None),
        ("anzahl(monat, monat > 0)", g.Ueber("monat", g.Vergleich(">", g.Index("monat"), NICHTS), True, ()), ANZAHL),
        ("vorher(jahr, je_jahr)", g.Vorheriger("jahr", "je_jahr", ("jahr",)), EUR),
        ("vorhanden(wunsch)", g.Vorhanden("wunsch", ()), WAHR),
        ("sonst(wunsch, betrag)", g.Sonst("wunsch", (), BETRAG, Spanne(1, 22)), EUR),
        ("annahme(gesamt)", g.Herkunft("annahme", "gesamt", ()), MENGE),
        ("fortgeschrieben(gesamt)", g.Herkunft("fortgeschrieben", "gesamt", ()), MENGE),
        ("jahr(beginn)", g.Funktion("jahr", (BEGINN,)), JAHR),
    ],
)
def test_each_form_is_bound_to_what_it_stands_for(text: str, gebunden: g.Gebunden, typ: Typ | None) -> None:
    namen = welt()
    namen.lokale["teil"] = TEXT
    ergebnis = binde(text, ("jahr",), namen=namen)
    assert ergebnis[0] == gebunden
    assert typ is None or ergebnis[1] == typ


def test_the_sum_of_nothing_but_zeros_is_no_literal_zero() -> None:
    assert not binde("summe(monat, monat * 0)")[1].ist_null
    assert not binde("summe(monat, wenn(monat > 1, 0, 0))")[1].ist_null


def test_rules_that_a_formula_rests_on_are_noted() -> None:
    binder = Binder(welt(), ("jahr",))
    binder.binde(parse("je_jahr + sonst(wunsch, exakt) + vorher(jahr, je_jahr)"))
    assert binder.notizen.regeln == {"je_jahr", "exakt"}
    assert binder.notizen.dimensionen == {"jahr"}
    herkunft = Binder(welt())
    herkunft.binde(parse("annahme(gesamt)"))
    assert herkunft.notizen.regeln == {"gesamt"}


def test_looking_back_does_not_rest_on_the_rule_itself() -> None:
    binder = Binder(welt(), ("jahr",))
    binder.binde(parse("vorher(jahr, je_jahr)"))
    assert binder.notizen.regeln == set()


def test_a_mistake_without_remedy_has_none() -> None:
    fehler = BindungError(3, "Fehler")
    assert (fehler.fehlstelle.spalte, fehler.fehlstelle.text, fehler.fehlstelle.abhilfe) == (3, "Fehler", "")
    assert str(fehler) == "Fehler"


def test_two_missing_conditions_are_joined() -> None:
    namen = welt()
    namen.eingaben["doppelt"] = EingabeName(EUR, (), (("groesse", "klein"), ("wunsch", VORHANDEN)))
    with pytest.raises(BindungError) as gefangen:
        binde("doppelt", namen=namen)
    assert gefangen.value.fehlstelle == Fehlstelle(
        1,
        '„doppelt“ gibt es nur, wenn groesse = "klein" und vorhanden(wunsch)',
        "nur: oder wenn(…) mit dieser Bedingung ergänzen.",
    )


def test_names_are_noted_as_used() -> None:
    binder = Binder(welt(), ("jahr",))
    binder.binde(parse("je_jahr + summe(stelle, stelle.ausgaben) * leiter[1] + sonst(wunsch, gesamt)"))
    assert binder.notizen.benutzt == {"je_jahr", "stelle", "stelle.ausgaben", "leiter", "wunsch", "gesamt"}


@pytest.mark.parametrize(
    ("text", "einheit"),
    [
        ("eur", "eur"),
        ("eur/vzae", "eur/vzae"),
        ("stunde", "stunde"),
        ("eur·stunde", "eur·stunde"),
        ("eur*stunde/vzae/vzae", "eur·stunde/vzae^2"),
        ("stunde/stunde", ""),
    ],
)
def test_units_are_products_of_powers(text: str, einheit: str) -> None:
    typ = typ_aus_text(text, frozenset({"stunde"}))
    assert typ is not None
    assert einheit_text(typ.einheit) == einheit


@pytest.mark.parametrize("text", ["", "euro", "eur/", "eur//vzae", "monat", "EUR", "eur^2"])
def test_an_undeclared_unit_is_none(text: str) -> None:
    assert typ_aus_text(text, frozenset({"stunde"})) is None


def test_division_by_the_literal_zero_is_always_caught() -> None:
    assert fehlstelle("exakt / 0").text == "Division durch 0"


def test_a_plain_parameter_with_keys_is_told_to_drop_them() -> None:
    assert fehlstelle("hoechstsatz[1]").abhilfe == "hoechstsatz schreiben."


def test_months_and_days_have_to_be_whole_numbers() -> None:
    assert "so nicht aufrufbar" in fehlstelle("datum(jahr(beginn), 1.5, 1)").text


@pytest.mark.parametrize(
    ("wert", "typ"),
    [("ja", "wahrheitswert"), ("name", "text"), ("anlagen", "menge"), ("stichmonat", "kalendertag")],
)
@pytest.mark.parametrize("zeichen", ["<", "<=", ">", ">="])
def test_what_has_no_order_can_only_be_equal_or_not(wert: str, typ: str, zeichen: str) -> None:
    assert fehlstelle(f"{wert} {zeichen} {wert}").text == f"„{zeichen}“ gilt nicht für {typ}"
    assert binde(f"{wert} = {wert}")[1] == binde(f"{wert} <> {wert}")[1] == WAHR


def test_min_takes_years_and_no_truth_values() -> None:
    assert binde("min(jahr(beginn), jahr(ende))")[1] == JAHR
    assert fehlstelle("min(ja, ja)").text == "min über wahrheitswert und wahrheitswert"


@pytest.mark.parametrize(
    ("text", "spalte", "meldung", "abhilfe"),
    [
        ("vorher(1, je_jahr)", 8, "„“ ist keine Dimension", ""),
        ("vorher(betrag, je_jahr)", 8, "„betrag“ ist keine Dimension", ""),
        ("vorher(jahr, 1)", 14, "vorher(…) braucht eine Regel je jahr", ""),
        ("vorher(jahr, gesamt)", 14, "vorher(…) braucht eine Regel je jahr", ""),
        ("vorhanden(je_jahr)", 11, "vorhanden(…) braucht eine Eingabe, gefunden „je_jahr“", ""),
        ("vorhanden(wunsh)", 11, "vorhanden(…) braucht eine Eingabe, gefunden „wunsh“", "Meinten Sie „wunsch“?"),
        ("vorhanden(wunsch[1])", 11, "vorhanden(…) braucht eine Eingabe, gefunden „wunsch“", "Meinten Sie „wunsch“?"),
        ("sonst(1, betrag)", 7, "sonst(…) braucht eine Eingabe, gefunden „“", ""),
        ("annahme(betrag)", 9, "annahme(…) braucht eine Regel", ""),
        ("annahme(foerderjahr)", 9, "„foerderjahr“ braucht die Dimension stelle", GEMEINSAM.format("stelle")),
        ("summe(1, je_jahr)", 7, "„“ ist keine Dimension", ""),
        ("jahr(betrag, ja)", 1, "so nicht aufrufbar: (eur, wahrheitswert)", "jahr(datum) schreiben."),
    ],
)
def test_a_word_that_needs_a_name_says_which(text: str, spalte: int, meldung: str, abhilfe: str) -> None:
    assert fehlstelle(text, ("jahr",)) == Fehlstelle(spalte, meldung, abhilfe)


def test_an_assumption_is_asked_of_a_rule_that_is_noted_as_used() -> None:
    binder = Binder(welt())
    binder.binde(parse("annahme(gesamt)"))
    assert binder.notizen.benutzt == {"gesamt"}


def test_looking_back_is_only_for_numbers() -> None:
    namen = welt()
    namen.regeln["tag_im_jahr"] = RegelName(DATUM, ("jahr",))
    with pytest.raises(BindungError, match="vorher"):
        binde("vorher(jahr, tag_im_jahr)", ("jahr",), namen=namen)


def test_the_day_of_reference_is_suggested_like_any_name() -> None:
    assert fehlstelle("stichtg") == Fehlstelle(1, "unbekannter Name „stichtg“", "Meinten Sie „stichtag“?")
    assert Fehlstelle(1, "ohne Rat").abhilfe == ""

"""A handful of names of every kind, in which expressions are bound without any file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foerderung.rechnung.bindung import Binder, BindungError
from foerderung.rechnung.eingabefeld import Fehlt
from foerderung.rechnung.gebunden import Gebunden
from foerderung.rechnung.namen import (
    DimensionsName,
    EingabeName,
    Fakten,
    Fehlstelle,
    Namen,
    RegelName,
    SchluesselName,
    TabellenName,
    fakten_aus,
)
from foerderung.rechnung.parser import parse
from foerderung.rechnung.typen import (
    ANZAHL,
    DATUM,
    EUR,
    EUR_EXAKT,
    JAHR,
    KALENDERTAG,
    MENGE,
    SATZ,
    TEXT,
    VZAE,
    WAHR,
    Typ,
    typ_aus_text,
)

ART = replace(TEXT, auswahl=("stelle", "minijob"))
GROESSE = replace(TEXT, auswahl=("klein", "mittel", "gross"))
STUNDE = Typ("zahl", (("stunde", 1),), 1, anzeige="zahl")
NUR_STELLE = (("stelle.art", "stelle"),)


def _typ(text: str) -> Typ:
    typ = typ_aus_text(text, frozenset({"stunde"}))
    assert typ is not None
    return typ


def welt() -> Namen:
    """Return the names: inputs, rules, tables, dimensions."""
    je_stelle, je_stelle_jahr = ("stelle",), ("stelle", "jahr")
    return Namen(
        eingaben={
            "betrag": EingabeName(EUR, ()),
            "satz": EingabeName(replace(SATZ, nenner=10_000), ()),
            "stunden": EingabeName(STUNDE, ()),
            "beginn": EingabeName(DATUM, ()),
            "ende": EingabeName(DATUM, ()),
            "ja": EingabeName(WAHR, ()),
            "name": EingabeName(TEXT, ()),
            "groesse": EingabeName(GROESSE, ()),
            "anlagen": EingabeName(replace(MENGE, auswahl=("plan", "nachweis")), ()),
            "wunsch": EingabeName(EUR, (), (), Fehlt.ERLAUBT),
            "vorgabe": EingabeName(EUR, (), (), Fehlt.VORGABE),
            "stelle.art": EingabeName(ART, je_stelle),
            "stelle.vzae": EingabeName(VZAE, je_stelle, NUR_STELLE),
            "stelle.anzahl": EingabeName(ANZAHL, je_stelle, (("stelle.art", "minijob"),)),
            "stelle.grund": EingabeName(TEXT, je_stelle, NUR_STELLE, Fehlt.ERLAUBT),
            "stelle.ausgaben": EingabeName(EUR, je_stelle_jahr),
        },
        regeln={
            "gesamt": RegelName(EUR, ()),
            "exakt": RegelName(EUR_EXAKT, ()),
            "je_jahr": RegelName(EUR, ("jahr",)),
            "erstes_jahr": RegelName(JAHR, ()),
            "foerderjahr": RegelName(ANZAHL, je_stelle_jahr, frozenset(NUR_STELLE)),
        },
        tabellen={
            "hoechstsatz": TabellenName(replace(SATZ, nenner=10), (), False),
            "kopfbetrag": TabellenName(replace(_typ("eur/vzae"), nenner=1), (), False),
            "stichmonat": TabellenName(KALENDERTAG, (), False),
            "leiter": TabellenName(replace(SATZ, nenner=10), (SchluesselName("foerderjahr", ANZAHL),), False),
            "pauschale": TabellenName(
                replace(EUR, nenner=1),
                (SchluesselName("groesse", replace(TEXT, auswahl=("klein", "mittel"))),),
                False,
            ),
            "entgelt": TabellenName(replace(_typ("eur/vzae"), nenner=100), (SchluesselName("eg", TEXT),), True),
        },
        dimensionen={
            "jahr": DimensionsName(JAHR),
            "monat": DimensionsName(ANZAHL),
            "stelle": DimensionsName(None),
        },
        paare={"stelle_jahr": je_stelle_jahr},
        spaeter={"obergrenze"},
    )


def binde(
    text: str, dimensionen: tuple[str, ...] = (), nur: str = "", namen: Namen | None = None
) -> tuple[Gebunden, Typ]:
    """Bind an expression of a rule with this index and condition."""
    namen = namen or welt()
    fakten: Fakten = fakten_aus(parse(nur), namen.eingaben) if nur else frozenset()
    return Binder(namen, dimensionen, fakten).binde(parse(text))


def fehlstelle(text: str, dimensionen: tuple[str, ...] = (), nur: str = "") -> Fehlstelle:
    """Return the mistake found in an expression."""
    with pytest.raises(BindungError) as gefangen:
        binde(text, dimensionen, nur)
    return gefangen.value.fehlstelle

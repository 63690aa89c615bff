"""Derive the Befunde of an application from the text of the guideline, beside the product and without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.orakel_grundlagen import (
    EIGENANTEIL,
    VZAE_BIS,
    VZAE_VON,
    finanzierung,
    jahre_des,
    je_jahr,
    tag,
    vzae_zulaessig,
    zahl,
)

Befund = tuple[str, str, str]
"""Code, severity, place."""

REIHENFOLGE = ("tvl_entgelt", "jahressonderzahlung", "arbeitgeberanteile", "minijob_grenze")


def ostersonntag(jahr: int) -> date:
    """Compute Easter Sunday by the anonymous Gregorian algorithm."""
    a, b, c = jahr % 19, jahr // 100, jahr % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    monat, vortag = divmod(h + rest - 7 * m + 114, 31)
    return date(jahr, monat, vortag + 1)


def feiertage(jahr: int) -> set[date]:
    """Give the public holidays of Saxony (SächsSFG; Fronleichnam is none state-wide)."""
    ostern = ostersonntag(jahr)
    bewegt = {ostern + timedelta(tage) for tage in (-2, 1, 39, 50)}
    fest = {date(jahr, m, t) for m, t in ((1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26))}
    vor_dem_23_november = date(jahr, 11, 22)
    busstag = vor_dem_23_november - timedelta((vor_dem_23_november.weekday() - 2) % 7)
    return bewegt | fest | {busstag}


def naechster_werktag(ende: date) -> date:
    """Move the end of a time limit to the next working day (§ 31 Abs. 3 VwVfG)."""
    while ende.weekday() >= 5 or ende in feiertage(ende.year):
        ende += timedelta(1)
    return ende


def _antragsteller(antrag: Mapping[str, Any]) -> Iterator[Befund]:
    beratung, eingang = antrag.get("beratung_am"), tag(antrag["eingang_am"])
    if beratung is None:
        yield "beratung_fehlt", "hart", "beratung_am"
    elif tag(beratung) > eingang:
        yield "beratung_nach_antrag", "hart", "beratung_am"
    schwere = {"sonstige": "hart", "verband": "ermessen"}.get(antrag["antragsteller"]["art"])
    if schwere:
        yield "nicht_antragsberechtigt", schwere, "antragsteller.art"
    if not antrag["vorhaben"]["in_sachsen"]:
        yield "ort_nicht_sachsen", "hart", "vorhaben.in_sachsen"


def _fristen(antrag: Mapping[str, Any], stichtag: date, gesamtausgaben: Fraction) -> Iterator[Befund]:
    beginn, eingang = tag(antrag["vorhaben"]["beginn"]), tag(antrag["eingang_am"])
    if eingang < date(beginn.year - 1, 8, 31):
        yield "frist_zu_frueh", "hinweis", "eingang_am"
    if eingang > naechster_werktag(date(beginn.year - 1, 10, 15)):
        yield "frist_versaeumt", "ermessen", "eingang_am"
        if (beginn - eingang).days < 42:
            yield "frist_sechs_wochen", "hart", "eingang_am"
    if beginn < eingang:
        yield "vorzeitiger_beginn", "hart", "vorhaben.beginn"
    if gesamtausgaben >= 1_000_000 and beginn < stichtag:
        yield "vorzeitiger_beginn_pruefen", "ermessen", "vorhaben.beginn"


def _stelle(
    antrag: Mapping[str, Any], nummer: int, entscheidung: Mapping[str, Any], ergebnis: Mapping[str, Any]
) -> Iterator[Befund]:
    stelle, ort = antrag["stellen"][nummer], f"stellen[{nummer}]"
    jahre: Mapping[int, Mapping[str, Any]] = ergebnis["stellen"][nummer]["jahre"]
    if stelle["art"] == "stelle":
        if not VZAE_VON <= zahl(stelle["vzae"]) <= VZAE_BIS:
            yield "vzae_ausserhalb", "ermessen", f"{ort}.vzae"
        for jahr, werte in jahre.items():
            if werte["foerderjahr"] > 3:
                yield "foerderdauer", "ermessen", f"{ort}.personalausgaben[{jahr}]"
        if any(werte["foerderjahr"] < 1 for werte in jahre.values()):
            yield "foerderjahr_ungueltig", "hart", f"{ort}.foerderbeginn"
        if stelle["qualifikation"] == "keine" and ergebnis["fassung"] != "2018":
            yield "qualifikation_fehlt", "ermessen", f"{ort}.qualifikation"
    if vzae_zulaessig(antrag, nummer, entscheidung):
        code = "minijob_gekappt" if stelle["art"] == "minijob" else "tvl_gekappt"
        for jahr, werte in jahre.items():
            if werte["obergrenze"] is not None and werte["beantragt"] > werte["obergrenze"]:
                yield code, "hinweis", f"{ort}.personalausgaben[{jahr}]"


def _unterlagen(antrag: Mapping[str, Any], fassung: str) -> Iterator[Befund]:
    hat_stelle = any(s["art"] == "stelle" for s in antrag.get("stellen") or ())
    noetig = ["projektbeschreibung", "finanzierungsplan"]
    if hat_stelle and fassung != "2018":
        noetig.append("bildungsnachweis")
    for anlage in noetig:
        if anlage not in (antrag.get("anlagen") or ()):
            yield "anlage_fehlt", "nachforderung", f"anlagen[{anlage}]"
    erklaerungen = antrag.get("erklaerungen") or {}
    for erklaerung in ("nicht_begonnen", "vorsteuerabzug"):
        if erklaerungen.get(erklaerung) is None:
            yield "erklaerung_fehlt", "nachforderung", f"erklaerungen.{erklaerung}"
    if erklaerungen.get("vorsteuerabzug"):
        yield "vorsteuer_pruefen", "ermessen", "erklaerungen.vorsteuerabzug"
    if antrag.get("weiterleitung"):
        yield "weiterleitung_pruefen", "ermessen", "weiterleitung"
    praevention = antrag.get("praevention") or {}
    if hat_stelle and not praevention.get("weiterfinanzierung"):
        yield "weiterfinanzierung_offen", "hinweis", "praevention.weiterfinanzierung"
    if praevention.get("sicherheitsanalyse") and not praevention.get("bezug_sicherheitsanalyse"):
        yield "sicherheitsanalyse_ohne_bezug", "hinweis", "praevention.bezug_sicherheitsanalyse"
    if not praevention.get("prioritaeten"):
        yield "prioritaet_fehlt", "hinweis", "praevention.prioritaeten"


def gesamtausgaben(antrag: Mapping[str, Any], jahr: int) -> Fraction:
    """Sum everything claimed in a year, eligible or not."""
    personal = [je_jahr(s["personalausgaben"]) for s in antrag.get("stellen") or ()]
    sach = [je_jahr(s["betraege"]) for s in antrag.get("sachausgaben") or ()]
    return sum((betraege.get(jahr, Fraction(0)) for betraege in personal + sach), Fraction(0))


def _finanzierungsplan(antrag: Mapping[str, Any], ergebnis: Mapping[str, Any]) -> Iterator[Befund]:
    if ergebnis["zuwendung_gesamt"] <= 10_000:
        yield "foerderuntergrenze", "ermessen", "zuwendung_gesamt"
    jahre = jahre_des(antrag["vorhaben"])
    eigen = sum(
        (finanzierung(antrag, art, jahr) for art in ("eigenmittel", "eigenleistungen", "spenden") for jahr in jahre),
        Fraction(0),
    )
    if eigen < EIGENANTEIL * ergebnis["zuwendungsfaehig_gesamt"]:
        yield "eigenanteil_fehlt", "hart", "finanzierung"
    for jahr in jahre:
        geld = sum(
            (finanzierung(antrag, art, jahr) for art in ("eigenmittel", "spenden", "andere_zuwendungen")),
            ergebnis["jahre"][jahr]["zuwendung"],
        )
        luecke = gesamtausgaben(antrag, jahr) - geld
        if luecke >= 1:
            unbar = luecke <= finanzierung(antrag, "eigenleistungen", jahr)
            code = ("eigenanteil_unbar", "ermessen") if unbar else ("finanzierungsluecke", "nachforderung")
            yield *code, f"finanzierung[{jahr}]"
        elif luecke <= -1:
            yield "ueberfinanzierung", "nachforderung", f"finanzierung[{jahr}]"


def befunde(
    antrag: Mapping[str, Any],
    entscheidung: Mapping[str, Any],
    stichtag: date,
    ergebnis: Mapping[str, Any],
    genutzt: set[str],
) -> list[Befund]:
    """List all Befunde that need no store, each once per place."""
    gesamt = sum((gesamtausgaben(antrag, jahr) for jahr in jahre_des(antrag["vorhaben"])), Fraction(0))
    gefunden = [*_antragsteller(antrag), *_fristen(antrag, stichtag, gesamt)]
    for nummer in range(len(antrag.get("stellen") or ())):
        gefunden += _stelle(antrag, nummer, entscheidung, ergebnis)
    gefunden += _unterlagen(antrag, ergebnis["fassung"])
    for nummer, posten in enumerate(antrag.get("sachausgaben") or ()):
        if posten.get("investiv", False):
            gefunden.append(("investiv_ausgeschlossen", "hinweis", f"sachausgaben[{nummer}].investiv"))
    gefunden += _finanzierungsplan(antrag, ergebnis)
    gefunden += [("fortgeschrieben", "hinweis", f"reihen.{name}") for name in REIHENFOLGE if name in genutzt]
    return gefunden

"""Read applications and series exactly and compute the ceilings: the ground the oracle stands on."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from foerderung.resources import resource_path

REIHEN = resource_path("rules") / "allgemein"

VZAE_VON, VZAE_BIS = Fraction(2, 10), Fraction(1)
MINIJOB_ABGABEN = Fraction(30, 100)
EIGENANTEIL = Fraction(10, 100)
ENTGELTGRUPPE = {
    "keine": "E7",
    "berufsausbildung": "E7",
    "fachhochschule": "E11",
    "hochschule": "E14",
    "hochschule_fuehrung": "E15",
}
JSZ_SPALTE = {"E7": "E5-E8", "E11": "E9a-E11", "E14": "E14-E15", "E15": "E14-E15"}
AG_SPALTEN = ("rv", "av", "kv", "kv_zusatz_ag", "pv_sachsen", "vbl_ost")


class OrakelError(Exception):
    """A date lies before the first Fassung or before the first row of a series (exit code 4)."""

    exit_code = 4


def zahl(wert: object) -> Fraction:
    """Read an amount or a share exactly; a float would already have lost digits and is refused."""
    if isinstance(wert, bool) or not isinstance(wert, int | str | Decimal | Fraction):
        raise TypeError(f"not an exact number: {wert!r}")
    return Fraction(wert)


def prozent(text: str) -> Fraction:
    """Read a rate of a decision, such as ``"72,5 %"``."""
    return Fraction(text.replace("%", "").replace(",", ".").strip()) / 100


def tag(wert: object) -> date:
    """Read a calendar day, given as a date or in ISO form."""
    return wert if isinstance(wert, date) else date.fromisoformat(str(wert))


def je_jahr(werte: Mapping[Any, Any] | None) -> dict[int, Fraction]:
    """Read a mapping from year to amount; the years may be text, as in JSON."""
    return {int(jahr): zahl(betrag) for jahr, betrag in (werte or {}).items()}


def jahre_des(vorhaben: Mapping[str, Any]) -> range:
    """Give the Haushaltsjahre of the project."""
    return range(tag(vorhaben["beginn"]).year, tag(vorhaben["ende"]).year + 1)


def finanzierung(antrag: Mapping[str, Any], art: str, jahr: int) -> Fraction:
    """Give one entry of the Finanzierungsplan; what is not named is 0."""
    return je_jahr((antrag.get("finanzierung") or {}).get(art)).get(jahr, Fraction(0))


def vzae_zulaessig(antrag: Mapping[str, Any], nummer: int, entscheidung: Mapping[str, Any]) -> bool:
    """Say whether a Stelle counts: within 0,2 and 1,0 VZÄ, or allowed by a recorded Abweichung."""
    stelle = antrag["stellen"][nummer]
    if stelle["art"] == "minijob" or VZAE_VON <= zahl(stelle["vzae"]) <= VZAE_BIS:
        return True
    return any(
        a["befund"] == "vzae_ausserhalb" and a["ort"] == f"stellen[{nummer}]"
        for a in entscheidung.get("abweichungen") or ()
    )


# --- series -----------------------------------------------------------------------------------------------


@cache
def zeilen(name: str) -> tuple[dict[str, str], ...]:
    """Read a series; the first line of each file is a comment."""
    with (REIHEN / f"{name}.csv").open(encoding="utf-8", newline="") as datei:
        return tuple(csv.DictReader(zeile for zeile in datei if not zeile.startswith("#")))


def gueltig(name: str, spalte: str, stichtag: date, genutzt: set[str], **nur: str) -> dict[str, str]:
    """Give the row in force on a day; note the series in ``genutzt`` if it is used past its last row."""
    passend = [z for z in zeilen(name) if all(z[k] == v for k, v in nur.items())]
    passend.sort(key=lambda z: z[spalte])
    bisher = [z for z in passend if date.fromisoformat(z[spalte]) <= stichtag]
    if not bisher:
        raise OrakelError(f"{name}: {stichtag} lies before the first row")
    if stichtag.year > date.fromisoformat(passend[-1][spalte]).year:
        genutzt.add(name)
    return bisher[-1]


def tabellenentgelt(eg: str, stichtag: date, genutzt: set[str]) -> Fraction:
    """Give the monthly full-time pay at Stufe 3 (RL KommPräv V Nr. 4)."""
    return Fraction(gueltig("tvl_entgelt", "valid_from", stichtag, genutzt, eg=eg)["s3"])


def sonderzahlung_satz(eg: str, jahr: int, genutzt: set[str]) -> Fraction:
    """Give the rate of the Jahressonderzahlung (§ 20 TV-L), East where the areas differ."""
    passend = {int(z["jahr"]): z for z in zeilen("jahressonderzahlung") if z["gebiet"] != "West"}
    if jahr < min(passend):
        raise OrakelError(f"jahressonderzahlung: {jahr} lies before the first row")
    if jahr > max(passend):
        genutzt.add("jahressonderzahlung")
    return Fraction(passend[min(jahr, max(passend))][JSZ_SPALTE[eg]]) / 100


def arbeitgeberanteil(jahr: int, genutzt: set[str]) -> Fraction:
    """Give the employer's share in force on 1 January."""
    zeile = gueltig("arbeitgeberanteile", "ab", date(jahr, 1, 1), genutzt)
    return sum((Fraction(zeile[spalte]) for spalte in AG_SPALTEN), Fraction(0)) / 100


def minijob_grenze(stichtag: date, genutzt: set[str]) -> Fraction:
    """Give the monthly limit of marginal employment."""
    return Fraction(gueltig("minijob_grenze", "gueltig_ab", stichtag, genutzt)["eur_monat"])


# --- ceilings ---------------------------------------------------------------------------------------------


def tage_im_monat(jahr: int, monat: int) -> int:
    """Count the days of a month."""
    naechster = date(jahr + monat // 12, monat % 12 + 1, 1)
    return (naechster - date(jahr, monat, 1)).days


def aktiv(stelle: Mapping[str, Any], vorhaben: Mapping[str, Any]) -> tuple[date, date]:
    """Give first and last active day: the overlap of the periods of Stelle and Vorhaben."""
    return (
        max(tag(stelle["beginn"]), tag(vorhaben["beginn"])),
        min(tag(stelle["ende"]), tag(vorhaben["ende"])),
    )


def monatsanteile(von: date, bis: date, jahr: int) -> list[Fraction]:
    """Give the active share of each of the twelve months."""
    anteile = []
    for monat in range(1, 13):
        tage = tage_im_monat(jahr, monat)
        erster = date(jahr, monat, 1)
        belegt = (min(bis, erster + timedelta(tage - 1)) - max(von, erster)).days + 1
        anteile.append(Fraction(max(0, belegt), tage))
    return anteile


def auf_cent(betrag: Fraction) -> Fraction:
    """Round half up to whole cents (amounts are never negative here)."""
    return Fraction((betrag * 100 + Fraction(1, 2)).__floor__(), 100)


def obergrenze(stelle: Mapping[str, Any], vorhaben: Mapping[str, Any], jahr: int, genutzt: set[str]) -> Fraction:
    """Compute the ceiling of a Stelle or Minijob in one year (Fassung 2020 and later)."""
    von, bis = aktiv(stelle, vorhaben)
    anteile = monatsanteile(von, bis, jahr)
    belegt = [(monat, anteil) for monat, anteil in enumerate(anteile, start=1) if anteil > 0]
    if stelle["art"] == "minijob":
        grenzen = sum((minijob_grenze(date(jahr, m, 1), genutzt) * a for m, a in belegt), Fraction(0))
        return auf_cent(grenzen * zahl(stelle.get("anzahl", 1)) * (1 + MINIJOB_ABGABEN))
    eg = ENTGELTGRUPPE[stelle["qualifikation"]]
    vzae = zahl(stelle["vzae"])
    entgelt = sum((tabellenentgelt(eg, date(jahr, m, 1), genutzt) * a for m, a in belegt), Fraction(0)) * vzae
    jsz = Fraction(0)
    if von <= date(jahr, 12, 1) <= bis:
        sommer = sum((tabellenentgelt(eg, date(jahr, m, 1), genutzt) for m in (7, 8, 9)), Fraction(0)) / 3
        jsz = sonderzahlung_satz(eg, jahr, genutzt) * sommer * vzae * Fraction(len(belegt), 12)
    return auf_cent((entgelt + jsz) * (1 + arbeitgeberanteil(jahr, genutzt)))

"""Compute a grant under RL KommPräv a second time, by plain arithmetic and without any code of the product.

Every formula is written out for this one guideline, from its text, so that a comparison with the product
means something. The input is taken to be valid; only a date before the rules or a series is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tests.orakel_befunde import befunde
from tests.orakel_grundlagen import (
    EIGENANTEIL,
    OrakelError,
    finanzierung,
    jahre_des,
    je_jahr,
    obergrenze,
    prozent,
    tag,
    vzae_zulaessig,
    zahl,
)

__all__ = ["OrakelError", "auszahlung", "rechne"]

FASSUNGEN = (("2018", date(2018, 6, 13)), ("2020", date(2020, 1, 1)), ("2023", date(2023, 7, 1)))
HOECHSTSATZ = Fraction(90, 100)
LEITER = {1: HOECHSTSATZ, 2: Fraction(70, 100), 3: Fraction(50, 100)}
GRUNDRATEN = ((40, "bestandskraft_beginn"), (50, "nachweis_vollstaendig"), (10, "nachweis_geprueft"))
GROSSRATEN = (
    (40, "bestandskraft_beginn"),
    (25, "zwischenrate"),
    (25, "nachweis_vollstaendig"),
    (10, "nachweis_geprueft"),
)


# --- decision ---------------------------------------------------------------------------------------------


def eintrag(liste: Iterable[Mapping[str, Any]] | None, ort: str, jahr: int) -> Mapping[str, Any] | None:
    """Find what the decision says of a place and year; an entry with the year wins over one without."""
    passend = [e for e in liste or () if e["ort"] == ort and e.get("jahr") in (None, jahr)]
    return max(passend, key=lambda e: e.get("jahr") is not None, default=None)


def foerderjahr(stelle: Mapping[str, Any], jahr: int) -> int | None:
    """Count the funded years from the first one; a Minijob has none."""
    if stelle["art"] == "minijob":
        return None
    beginn = stelle.get("foerderbeginn")
    return jahr - int(tag(stelle["beginn"]).year if beginn is None else beginn) + 1


def foerdersatz(stelle: Mapping[str, Any], nummer: int, jahr: int, entscheidung: Mapping[str, Any]) -> Fraction:
    """Give the rate: the ladder, from the fourth year an Abweichung, and never more than that maximum."""
    ort, nummer_jahr = f"stellen[{nummer}]", foerderjahr(stelle, jahr)
    hoechstens = HOECHSTSATZ if nummer_jahr is None else LEITER.get(nummer_jahr, Fraction(0))
    if nummer_jahr is not None and nummer_jahr > max(LEITER):
        dauer = [a for a in entscheidung.get("abweichungen") or () if a["befund"] == "foerderdauer"]
        erlaubt = eintrag(dauer, ort, jahr)
        hoechstens = Fraction(0) if erlaubt is None else prozent(erlaubt["satz"])
    gewaehlt = eintrag(entscheidung.get("saetze"), ort, jahr)
    return hoechstens if gewaehlt is None else min(hoechstens, prozent(gewaehlt["satz"]))


# --- the whole calculation --------------------------------------------------------------------------------


def fassung_am(stichtag: date) -> str:
    """Give the Fassung in force on a day."""
    in_kraft = [name for name, ab in FASSUNGEN if ab <= stichtag]
    if not in_kraft:
        raise OrakelError(f"no Fassung in force on {stichtag}")
    return in_kraft[-1]


def stellenjahr(
    antrag: Mapping[str, Any], nummer: int, jahr: int, kontext: tuple[str, Mapping[str, Any], set[str]]
) -> dict[str, Any]:
    """Compute one Stelle in one claimed year; ``kontext`` is Fassung, decision and the series used up."""
    fassung, entscheidung, genutzt = kontext
    stelle = antrag["stellen"][nummer]
    beantragt = je_jahr(stelle["personalausgaben"])[jahr]
    zaehlt = vzae_zulaessig(antrag, nummer, entscheidung)
    grenze = None
    if fassung != "2018":
        grenze = obergrenze(stelle, antrag["vorhaben"], jahr, genutzt if zaehlt else set())
    gekuerzt = eintrag(entscheidung.get("kuerzungen"), f"stellen[{nummer}]", jahr)
    schranken = [beantragt] if grenze is None else [beantragt, grenze]
    if gekuerzt is not None:
        schranken.append(zahl(gekuerzt["anerkannt"]))
    faehig = min(schranken) if zaehlt else Fraction(0)
    satz = foerdersatz(stelle, nummer, jahr, entscheidung)
    return {
        "beantragt": beantragt,
        "obergrenze": grenze,
        "zuwendungsfaehig": faehig,
        "foerderjahr": foerderjahr(stelle, jahr),
        "foerdersatz": satz,
        "roh": faehig * satz,
    }


def sachausgaben(antrag: Mapping[str, Any], jahr: int, entscheidung: Mapping[str, Any]) -> Fraction:
    """Sum the eligible other expenditure of a year: nothing investive, at most what was recognised."""
    summe = Fraction(0)
    for nummer, posten in enumerate(antrag.get("sachausgaben") or ()):
        betrag = je_jahr(posten["betraege"]).get(jahr, Fraction(0))
        gekuerzt = eintrag(entscheidung.get("kuerzungen"), f"sachausgaben[{nummer}]", jahr)
        if gekuerzt is not None:
            betrag = min(betrag, zahl(gekuerzt["anerkannt"]))
        summe += Fraction(0) if posten.get("investiv", False) else betrag
    return summe


def deckel(antrag: Mapping[str, Any], jahr: int, faehig: Fraction) -> Fraction:
    """Compute what third parties and the own share leave to be funded (V Nr. 2 and 5, ANBest-K 1.2)."""
    unbar, spenden = finanzierung(antrag, "eigenleistungen", jahr), finanzierung(antrag, "spenden", jahr)
    eigenanteil_in_geld = max(Fraction(0), EIGENANTEIL * faehig - unbar)
    return faehig - finanzierung(antrag, "andere_zuwendungen", jahr) - max(spenden, eigenanteil_in_geld)


def jahresrechnung(
    antrag: Mapping[str, Any],
    jahr: int,
    stellen: Sequence[Mapping[str, Any]],
    entscheidung: Mapping[str, Any],
) -> dict[str, Fraction]:
    """Compute one Haushaltsjahr from the Stellen computed before."""
    im_jahr = [stelle["jahre"][jahr] for stelle in stellen if jahr in stelle["jahre"]]
    personal = sum((s["zuwendungsfaehig"] for s in im_jahr), Fraction(0))
    sach = sachausgaben(antrag, jahr, entscheidung)
    gewaehlt = eintrag(entscheidung.get("saetze"), "sachausgaben", jahr)
    sachsatz = HOECHSTSATZ if gewaehlt is None else min(HOECHSTSATZ, prozent(gewaehlt["satz"]))
    roh = sum((s["roh"] for s in im_jahr), Fraction(0)) + sach * sachsatz
    grenze = deckel(antrag, jahr, personal + sach)
    schranken = [roh, grenze]
    beantragt = je_jahr((antrag.get("finanzierung") or {}).get("beantragt"))
    if jahr in beantragt:
        schranken.append(beantragt[jahr])
    return {
        "personal": personal,
        "sach": sach,
        "zuwendungsfaehig": personal + sach,
        "roh": roh,
        "deckel": grenze,
        "zuwendung": Fraction(max(Fraction(0), min(schranken)).__floor__()),
    }


def laenger_als_ein_jahr(beginn: date, ende: date) -> bool:
    """Say whether the period exceeds one year; one from 29 February ends with 28 February (§ 188 BGB)."""
    if (beginn.month, beginn.day) == (2, 29):
        return ende >= date(beginn.year + 1, 3, 1)
    return ende >= beginn.replace(year=beginn.year + 1)


def auszahlung(
    zuwendung: Fraction, beginn: date, ende: date, *, einzelprojekt: bool = True, fassung: str = "2023"
) -> dict[str, Any]:
    """Plan the payments (RL KommPräv VI Nr. 6, VVK 7.1, 7.2, 7.4, 7.5)."""
    if fassung != "2023":
        return {"verfahren": "bescheid", "raten": []}
    if einzelprojekt and zuwendung < 20_000:
        return {"verfahren": "erstattung", "raten": []}
    if not zuwendung:
        return {"verfahren": "raten", "raten": []}
    gross = zuwendung > 150_000 and laenger_als_ein_jahr(beginn, ende)
    vorlage = list(GROSSRATEN if gross else GRUNDRATEN)
    raten: list[dict[str, Any]] = []
    anteil, verteilt = 0, Fraction(0)
    for nummer, (punkte, anlass) in enumerate(vorlage, start=1):
        anteil += punkte
        betrag = Fraction((zuwendung * anteil).__floor__(), 100)
        if nummer == len(vorlage):
            betrag = zuwendung - verteilt
        elif betrag < 10_000:
            continue
        raten.append({"prozent": Fraction(anteil), "betrag": betrag, "anlass": anlass})
        verteilt += betrag
        anteil = 0
    return {"verfahren": "raten", "raten": raten}


def rechne(
    antrag: Mapping[str, Any],
    entscheidung: Mapping[str, Any] | None = None,
    stichtag: date | None = None,
) -> dict[str, Any]:
    """Compute the grant and its Befunde, in the shape of the JSON contract but with numbers as Fraction.

    Raises:
        OrakelError: the Stichtag lies before the first Fassung, or a date before a series.
    """
    heute = tag(antrag["eingang_am"]) if stichtag is None else stichtag
    fassung, entschieden, genutzt = fassung_am(heute), entscheidung or {}, set[str]()
    kontext = (fassung, entschieden, genutzt)
    stellen: list[dict[str, Any]] = []
    for nummer, stelle in enumerate(antrag.get("stellen") or ()):
        beantragt = [j for j, betrag in sorted(je_jahr(stelle["personalausgaben"]).items()) if betrag > 0]
        stellen.append({"jahre": {j: stellenjahr(antrag, nummer, j, kontext) for j in beantragt}})
    jahre = {j: jahresrechnung(antrag, j, stellen, entschieden) for j in jahre_des(antrag["vorhaben"])}
    gesamt = sum((j["zuwendung"] for j in jahre.values()), Fraction(0))
    vorhaben = antrag["vorhaben"]
    ergebnis: dict[str, Any] = {
        "fassung": fassung,
        "jahre": jahre,
        "stellen": stellen,
        "zuwendungsfaehig_gesamt": sum((j["zuwendungsfaehig"] for j in jahre.values()), Fraction(0)),
        "zuwendung_gesamt": gesamt,
        "auszahlung": auszahlung(
            gesamt,
            tag(vorhaben["beginn"]),
            tag(vorhaben["ende"]),
            einzelprojekt=vorhaben.get("einzelprojekt", True),
            fassung=fassung,
        ),
    }
    ergebnis["befunde"] = befunde(antrag, entschieden, heute, ergebnis, genutzt)
    return ergebnis


# --- the contract -----------------------------------------------------------------------------------------

EXAKT = {"roh", "deckel", "foerdersatz", "prozent"}


def _text(wert: Fraction, exakt: bool) -> str:
    if exakt and wert.denominator == 1:
        return str(wert.numerator)
    stellen = next((n for n in range(1, 13) if 10**n % wert.denominator == 0), None)
    if stellen is None:
        return f"{wert.numerator}/{wert.denominator}"
    stellen = stellen if exakt else 2
    vorzeichen, ziffern = "-" if wert < 0 else "", str(abs(wert * 10**stellen)).zfill(stellen + 1)
    return f"{vorzeichen}{ziffern[:-stellen]}.{ziffern[-stellen:]}"


def als_vertrag(wert: Any, schluessel: str = "") -> Any:
    """Write a result as the JSON contract has it: amounts and exact values as text, Befunde as mappings."""
    if isinstance(wert, Fraction):
        return _text(wert, schluessel in EXAKT)
    if isinstance(wert, dict):
        return {str(name): als_vertrag(teil, str(name)) for name, teil in wert.items()}
    if isinstance(wert, tuple):
        return dict(zip(("code", "schwere", "ort"), wert, strict=True))
    if isinstance(wert, list):
        return [als_vertrag(teil, schluessel) for teil in wert]
    return wert

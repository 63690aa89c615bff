"""Draw random but valid applications and decisions, weighted towards the limits of the guideline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.antragstext import als_json, als_yaml
from tests.orakel import LEITER
from tests.orakel_grundlagen import VZAE_BIS, VZAE_VON, aktiv, je_jahr, obergrenze, zahl

__all__ = ["Rechenfall", "als_json", "als_yaml", "antraege", "betraege", "entscheidungen", "rechenfaelle"]

Zieh = Callable[..., Any]
Dokument = dict[str, Any]

GRENZBETRAEGE = [
    "0.01", "9999.99", "10000.00", "10000.01", "10001.00", "11111.12", "19999.00", "19999.99", "20000.00",
    "22222.23", "150000.00", "150000.01", "150001.00", "166666.67", "166668.00", "999999.99", "1000000.00",
]  # fmt: skip
GRENZ_VZAE = ["0.2", "0.20", "0.199", "0.201", "0.19", "1.0", "1", "1.001", "0.999", "1.01", "0.001", "2"]
QUALIFIKATIONEN = ["keine", "berufsausbildung", "fachhochschule", "hochschule", "hochschule_fuehrung"]
KOSTENARTEN = [
    "honorare", "miete", "oeffentlichkeitsarbeit", "material", "ausstattung", "reisekosten", "fortbildung",
    "verwaltung", "sonstiges",
]  # fmt: skip
ANLAGEN = ["projektbeschreibung", "finanzierungsplan", "bildungsnachweis", "sonstige"]
WECHSEL = [date(2019, 12, 31), date(2020, 1, 1), date(2023, 6, 30), date(2023, 7, 1)]


@dataclass(frozen=True)
class Rechenfall:
    """Hold what one calculation needs; ``stichtag`` None means the day of receipt."""

    antrag: Dokument
    entscheidung: Dokument | None
    stichtag: date | None


def _cent(cent: int) -> Decimal:
    return Decimal(cent).scaleb(-2)


def betraege(hoechstens: int = 300_000) -> st.SearchStrategy[Decimal]:
    """Draw an amount in euros with at most two decimals, often one at a limit of the guideline."""
    grenzen = [Decimal(text) for text in GRENZBETRAEGE if Decimal(text) <= hoechstens]
    krumm = st.integers(0, hoechstens * 100).map(_cent)
    glatt = st.integers(0, hoechstens // 100).map(lambda hundert: Decimal(hundert * 100))
    return st.one_of(krumm, glatt, st.sampled_from(grenzen))


def _tage(von: date, bis: date) -> st.SearchStrategy[date]:
    return st.one_of(st.sampled_from([von, bis]), st.dates(von, bis))


def _teil(zieh: Zieh, jahre: list[int], mindestens: int = 0) -> list[int]:
    gewaehlt = zieh(st.lists(st.sampled_from(jahre), unique=True, min_size=mindestens, max_size=len(jahre)))
    return sorted(gewaehlt)


@st.composite
def _vorhaben(draw: st.DrawFn) -> Dokument:
    erstes = draw(st.integers(2020, 2030))
    letztes = min(2030, erstes + draw(st.integers(0, 2)))
    beginn = draw(st.one_of(st.just(date(erstes, 1, 1)), st.dates(date(erstes, 1, 1), date(erstes, 12, 31))))
    ende = draw(
        st.one_of(st.just(date(letztes, 12, 31)), st.dates(max(beginn, date(letztes, 1, 1)), date(letztes, 12, 31)))
    )
    vorhaben: Dokument = {
        "titel": draw(st.sampled_from(["Koordinierungsstelle", "Müller & Söhne: <Werkstatt>", "Graffiti 2.0"])),
        "in_sachsen": draw(st.sampled_from([True, True, True, False])),
        "beginn": beginn,
        "ende": ende,
    }
    for schalter in ("einzelprojekt", "wiederkehrend"):
        if draw(st.booleans()):
            vorhaben[schalter] = draw(st.booleans())
    return vorhaben


@st.composite
def _eingang(draw: st.DrawFn, beginn: date) -> date:
    vorjahr = beginn.year - 1
    raender = [date(vorjahr, 8, 30), date(vorjahr, 8, 31), *(date(vorjahr, 10, tag) for tag in range(15, 19))]
    raender += [beginn - timedelta(tage) for tage in (43, 42, 41, 1, 0, -1)]
    spaetestens = beginn + timedelta(30)
    return draw(st.one_of(st.sampled_from(raender), st.dates(min(date(vorjahr, 6, 1), beginn), spaetestens)))


def _personalausgaben(zieh: Zieh, stelle: Dokument, vorhaben: Mapping[str, Any]) -> dict[int, Decimal]:
    von, bis = aktiv(stelle, vorhaben)
    ausgaben = {}
    for jahr in _teil(zieh, list(range(von.year, bis.year + 1)), mindestens=1):
        betrag = zieh(betraege(120_000))
        if zieh(st.integers(0, 2)) == 0:
            grenze = obergrenze(stelle, vorhaben, jahr, set()) + Fraction(zieh(st.sampled_from([-1, 0, 1])), 100)
            betrag = _cent(max(0, int(grenze * 100)))
        ausgaben[jahr] = betrag
    return ausgaben


@st.composite
def _stelle(draw: st.DrawFn, nummer: int, vorhaben: Mapping[str, Any]) -> Dokument:
    beginn, ende = vorhaben["beginn"], vorhaben["ende"]
    erster_tag = draw(_tage(beginn, ende))
    letzter_tag = draw(_tage(erster_tag, ende))
    if erster_tag == beginn:
        erster_tag -= timedelta(draw(st.sampled_from([0, 0, 1, 180, 366, 1000])))
    if letzter_tag == ende:
        letzter_tag += timedelta(draw(st.sampled_from([0, 0, 1, 400])))
    stelle: Dokument = {
        "bezeichnung": f"Stelle {nummer + 1}",
        "art": draw(st.sampled_from(["stelle", "stelle", "minijob"])),
        "beginn": erster_tag,
        "ende": letzter_tag,
    }
    if stelle["art"] == "minijob":
        if draw(st.booleans()):
            stelle["anzahl"] = draw(st.integers(1, 4))
    else:
        krumm = st.integers(1, 2000).map(lambda tausendstel: Decimal(tausendstel).scaleb(-3))
        stelle["qualifikation"] = draw(st.sampled_from(QUALIFIKATIONEN))
        stelle["vzae"] = draw(
            st.one_of(st.sampled_from([Decimal(text) for text in GRENZ_VZAE]), krumm, st.just(Decimal("0.5")))
        )
        if draw(st.booleans()):
            stelle["foerderbeginn"] = draw(st.integers(beginn.year - 4, ende.year))
    stelle["personalausgaben"] = _personalausgaben(draw, stelle, vorhaben)
    return stelle


@st.composite
def _sachausgabe(draw: st.DrawFn, nummer: int, jahre: list[int]) -> Dokument:
    hoechstens = draw(st.sampled_from([20_000, 300_000, 300_000, 1_200_000]))
    return {
        "bezeichnung": f"Posten {nummer + 1}",
        "kostenart": draw(st.sampled_from(KOSTENARTEN)),
        "investiv": draw(st.sampled_from([False, False, False, True])),
        "betraege": {jahr: draw(betraege(hoechstens)) for jahr in _teil(draw, jahre, mindestens=1)},
    }


def _spalten(antrag: Mapping[str, Any]) -> list[dict[int, Decimal]]:
    personal = [stelle["personalausgaben"] for stelle in antrag["stellen"]]
    return personal + [posten["betraege"] for posten in antrag["sachausgaben"]]


def _eigenmittel_die_aufgehen(zieh: Zieh, antrag: Mapping[str, Any], jahre: list[int]) -> dict[int, Decimal]:
    """Draw own funds near a tenth of the expenditure, so that the plan often just balances."""
    mittel = {}
    for jahr in jahre:
        summe = sum((spalte.get(jahr, Decimal(0)) for spalte in _spalten(antrag)), Decimal(0))
        cent = int(summe * 10) + zieh(st.sampled_from([-100, -99, -1, 0, 1, 99, 100, 5_000]))
        mittel[jahr] = _cent(max(0, cent))
    return mittel


@st.composite
def _finanzierung(draw: st.DrawFn, antrag: Mapping[str, Any], jahre: list[int]) -> Dokument:
    plan: Dokument = {}
    if draw(st.booleans()):
        plan["eigenmittel"] = _eigenmittel_die_aufgehen(draw, antrag, jahre)
    elif draw(st.booleans()):
        plan["eigenmittel"] = {jahr: draw(betraege(50_000)) for jahr in _teil(draw, jahre)}
    for art, hoechstens in (("eigenleistungen", 20_000), ("spenden", 20_000), ("andere_zuwendungen", 50_000)):
        if draw(st.integers(0, 2)) == 0:
            plan[art] = {jahr: draw(betraege(hoechstens)) for jahr in _teil(draw, jahre)}
    weg = draw(st.integers(0, 3))
    if weg == 0:  # the whole grant in the first year, and just at a limit
        summe = Decimal(draw(st.sampled_from(GRENZBETRAEGE)))
        plan["beantragt"] = {**dict.fromkeys(jahre, Decimal("0.00")), jahre[0]: summe}
    elif weg == 1:
        plan["beantragt"] = {jahr: draw(betraege(200_000)) for jahr in _teil(draw, jahre)}
    return plan


@st.composite
def _praevention(draw: st.DrawFn) -> Dokument:
    angaben: Dokument = {
        "kpr": st.sampled_from(["vorhanden", "in_gruendung", "keiner"]),
        "kooperationsvereinbarung_am": st.dates(date(2018, 1, 1), date(2019, 12, 31)),
        "coaching": st.booleans(),
        "sicherheitsanalyse": st.just({"jahr": 2019, "handlungsempfehlungen": ["Graffiti", "Beleuchtung"]}),
        "bezug_sicherheitsanalyse": st.just("Handlungsempfehlung Graffiti"),
        "prioritaeten": st.lists(st.integers(1, 5), unique=True).map(sorted),
        "weiterfinanzierung": st.just("Übernahme in den Stellenplan"),
    }
    return {name: draw(wert) for name, wert in angaben.items() if draw(st.booleans())}


@st.composite
def _antragsteller(draw: st.DrawFn) -> Dokument:
    art = draw(st.sampled_from(["gemeinde", "gemeinde", "landkreis", "eigenbetrieb", "verband", "sonstige"]))
    schluessel = {"landkreis": ["14599"], "verband": ["14599", "14524999"], "sonstige": ["14599", "14524999"]}
    antragsteller: Dokument = {
        "name": "Stadt Beispielstadt",
        "art": art,
        "ags": draw(st.sampled_from(schluessel.get(art, ["14524999", "14729999"]))),
        "anschrift": {"strasse": "Markt 1", "plz": "08056", "ort": "Beispielstadt"},
    }
    if draw(st.booleans()):
        antragsteller["iban"] = "DE02120300000000202051"
    return antragsteller


def _beiwerk(zieh: Zieh, antrag: Dokument) -> None:
    """Add what decides no amount: declarations, papers, forwarding, reasons, prevention."""
    if zieh(st.booleans()):
        antrag["praevention"] = zieh(_praevention())
    if zieh(st.booleans()):
        antrag["weiterleitung"] = zieh(
            st.sampled_from([[], [{"empfaenger": "Verein Beispielhilfe", "zweck": "Durchführung"}]])
        )
    if zieh(st.booleans()):
        erklaerungen = {"nicht_begonnen": zieh(st.booleans()), "vorsteuerabzug": zieh(st.booleans())}
        weg = zieh(st.sampled_from([None, None, *erklaerungen]))
        antrag["erklaerungen"] = {name: wert for name, wert in erklaerungen.items() if name != weg}
    if zieh(st.booleans()):
        antrag["anlagen"] = zieh(st.lists(st.sampled_from(ANLAGEN), unique=True))
    if zieh(st.booleans()):
        grund = zieh(st.sampled_from(["kurzfristiger_bedarf", "anlassbezogen", "aktuelle_lage", "sonstige"]))
        antrag["begruendungen"] = {"foerderuntergrenze": grund, "verspaetung": "Haushalt erst im November"}


@st.composite
def antraege(draw: st.DrawFn) -> Dokument:
    """Draw a valid application of one to three years, with up to three Stellen and four Sachausgaben."""
    vorhaben = draw(_vorhaben())
    eingang = draw(_eingang(vorhaben["beginn"]))
    jahre = list(range(vorhaben["beginn"].year, vorhaben["ende"].year + 1))
    antrag: Dokument = {
        "richtlinie": "kommpraev",
        "antragsteller": draw(_antragsteller()),
        "vorhaben": vorhaben,
        "eingang_am": eingang,
        "stellen": [draw(_stelle(nummer, vorhaben)) for nummer in range(draw(st.integers(0, 3)))],
        "sachausgaben": [draw(_sachausgabe(nummer, jahre)) for nummer in range(draw(st.integers(0, 4)))],
    }
    if draw(st.integers(0, 4)):
        antrag["beratung_am"] = eingang - timedelta(draw(st.sampled_from([30, 1, 0, -1])))
    elif draw(st.booleans()):
        antrag["beratung_am"] = None
    werte = [s["personalausgaben"] for s in antrag["stellen"]] + [s["betraege"] for s in antrag["sachausgaben"]]
    if not any(betrag > 0 for spalte in werte for betrag in spalte.values()):
        antrag["sachausgaben"] = [
            {
                "bezeichnung": "Honorare",
                "kostenart": "honorare",
                "investiv": False,
                "betraege": {jahre[0]: Decimal("12500.00")},
            }
        ]
    if draw(st.integers(0, 5)):
        antrag["finanzierung"] = draw(_finanzierung(antrag, jahre))
    _beiwerk(draw, antrag)
    return antrag


# --- decisions --------------------------------------------------------------------------------------------


def _satz(zieh: Zieh, hoechstens: Fraction) -> str:
    halbe = zieh(st.integers(1, int(hoechstens * 200)))
    komma = zieh(st.sampled_from([",", "."]))
    return f"{halbe // 2}{komma}5 %" if halbe % 2 else f"{halbe // 2} %"


def _wert(satz: str) -> Fraction:
    return Fraction(satz.removesuffix(" %").replace(",", ".")) / 100


def _beantragte_jahre(posten: Mapping[str, Any]) -> list[int]:
    spalte = posten.get("personalausgaben") or posten.get("betraege")
    return [jahr for jahr, betrag in sorted(je_jahr(spalte).items()) if betrag > 0]


def _kuerzungen(zieh: Zieh, antrag: Mapping[str, Any]) -> list[Dokument]:
    orte = {f"stellen[{n}]": _beantragte_jahre(s) for n, s in enumerate(antrag["stellen"])}
    orte |= {
        f"sachausgaben[{n}]": _beantragte_jahre(s) for n, s in enumerate(antrag["sachausgaben"]) if not s["investiv"]
    }
    kuerzungen = []
    for ort, jahre in orte.items():
        if not jahre or zieh(st.integers(0, 2)):
            continue
        for jahr in sorted({None, *jahre}, key=str):
            if zieh(st.booleans()):
                eintrag: Dokument = {"ort": ort, "anerkannt": zieh(betraege(50_000)), "grund": "angemessen"}
                kuerzungen.append(eintrag if jahr is None else {**eintrag, "jahr": jahr})
    return kuerzungen


def _foerderjahre(stelle: Mapping[str, Any]) -> dict[int, int]:
    beginn = stelle.get("foerderbeginn", stelle["beginn"].year)
    return {jahr: jahr - beginn + 1 for jahr in _beantragte_jahre(stelle)}


def _stelle_entscheiden(zieh: Zieh, stelle: Mapping[str, Any], ort: str) -> tuple[list[Dokument], list[Dokument]]:
    """Draw Abweichungen and rates for one Stelle that fit it and never exceed the maximum."""
    abweichungen: list[Dokument] = []
    jahre = _beantragte_jahre(stelle)
    hoechstens = dict.fromkeys(jahre, LEITER[1])
    if stelle["art"] == "stelle":
        if not VZAE_VON <= zahl(stelle["vzae"]) <= VZAE_BIS and zieh(st.booleans()):
            abweichungen.append({"befund": "vzae_ausserhalb", "ort": ort, "grund": "Stellenzuschnitt"})
        hoechstens = {jahr: LEITER.get(fj, Fraction(0)) for jahr, fj in _foerderjahre(stelle).items()}
        spaet = [jahr for jahr, fj in _foerderjahre(stelle).items() if fj > 3]
        for jahr in sorted({None, *spaet}, key=str, reverse=True):
            if spaet and zieh(st.booleans()):
                eintrag = {
                    "befund": "foerderdauer",
                    "ort": ort,
                    "satz": _satz(zieh, LEITER[3]),
                    "grund": "Übergang",
                }
                abweichungen.append(eintrag if jahr is None else {**eintrag, "jahr": jahr})
                betroffen = spaet if jahr is None else [jahr]
                hoechstens |= dict.fromkeys(betroffen, _wert(eintrag["satz"]))
    saetze: list[Dokument] = []
    for jahr in sorted({None, *jahre}, key=str):
        grenze = min(hoechstens.values(), default=Fraction(0)) if jahr is None else hoechstens[jahr]
        if grenze > 0 and zieh(st.integers(0, 3)) == 0:
            gesenkt: Dokument = {"ort": ort, "satz": _satz(zieh, grenze), "grund": "Haushaltsmittel begrenzt"}
            saetze.append(gesenkt if jahr is None else {**gesenkt, "jahr": jahr})
    return abweichungen, saetze


@st.composite
def entscheidungen(draw: st.DrawFn, antrag: Mapping[str, Any]) -> Dokument:
    """Draw a decision that fits the application: every entry meets something, no rate is too high."""
    abweichungen: list[Dokument] = []
    saetze: list[Dokument] = []
    for nummer, stelle in enumerate(antrag["stellen"]):
        weitere, raten = _stelle_entscheiden(draw, stelle, f"stellen[{nummer}]")
        abweichungen += weitere
        saetze += raten
    sach = [_beantragte_jahre(s) for s in antrag["sachausgaben"] if not s["investiv"]]
    jahre = sorted({jahr for spalte in sach for jahr in spalte})
    for jahr in sorted({None, *jahre}, key=str) if jahre else ():
        if draw(st.integers(0, 3)) == 0:
            satz: Dokument = {"ort": "sachausgaben", "satz": _satz(draw, LEITER[1]), "grund": "begrenzt"}
            saetze.append(satz if jahr is None else {**satz, "jahr": jahr})
    teile: Dokument = {
        "kuerzungen": _kuerzungen(draw, antrag),
        "saetze": saetze,
        "abweichungen": abweichungen,
    }
    entscheidung: Dokument = {name: liste for name, liste in teile.items() if liste or draw(st.booleans())}
    if draw(st.booleans()):
        entscheidung["finanzierungsart"] = draw(st.sampled_from(["anteil", "festbetrag"]))
    return entscheidung


@st.composite
def rechenfaelle(draw: st.DrawFn) -> Rechenfall:
    """Draw an application, perhaps with a decision, and perhaps with a Stichtag other than its receipt."""
    antrag = draw(antraege())
    entscheidung = draw(entscheidungen(antrag)) if draw(st.booleans()) else None
    eingang, beginn = antrag["eingang_am"], antrag["vorhaben"]["beginn"]
    tage = [tag for tag in [*WECHSEL, beginn, beginn + timedelta(1)] if tag >= eingang]
    stichtag = draw(st.sampled_from([None, *tage]))
    return Rechenfall(antrag, entscheidung, stichtag)

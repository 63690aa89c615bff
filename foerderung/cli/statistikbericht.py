"""Show the figures on all cases: dense tables for people, the same numbers for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

import click

from foerderung.cli.herkunft import herkunft_daten, zeige_herkunft
from foerderung.cli.tabelle import zeige_tabelle
from foerderung.fach.zahlen import dezimal, euro_deutsch, zahl_deutsch
from foerderung.services.buero.statistik import BALD_TAGE, VORGAENGE, Posten, Statistik, Vorgangszahlen, median
from foerderung.verfahren.zustand import ROLLENNAMEN, ZUSTANDSNAMEN, Rolle, Zustand

_KOEPFE = ("beraten", "beantragt", "bewilligt", "abgelehnt", "zurückgezogen", "bewilligte Summe")
_BILANZ = {
    "beraten": "beratene Kommunen",
    "praeventionsraete": "mit Kommunalem Präventionsrat",
    "praeventionsraete_in_gruendung": "mit Präventionsrat in Gründung",
    "kooperationsvereinbarungen": "mit Kooperationsvereinbarung",
    "coachings": "mit Coaching",
    "sicherheitsanalysen": "mit Sicherheitsanalyse",
}
_RECHTS = frozenset(range(1, 7))


def statistik_daten(s: Statistik) -> dict[str, Any]:
    """Return all figures as plain data."""
    return {
        "jahr": s.jahr,
        "zustaende": {z: _posten_daten(s.zustaende[z]) for z in Zustand if z in s.zustaende},
        "jahre": {str(jahr): _zahlen_daten(zahlen) for jahr, zahlen in sorted(s.jahre.items())},
        "kreise": {kreis: _zahlen_daten(zahlen) for kreis, zahlen in sorted(s.kreise.items())},
        "haushaltsjahre": {str(jahr): _posten_daten(posten) for jahr, posten in sorted(s.haushaltsjahre.items())},
        "dauer_tage": {name: _dauer_daten(werte) for name, werte in _dauern(s).items()},
        "wartende": [
            {"rolle": rolle or None, "person": person or None, "anzahl": anzahl}
            for (rolle, person), anzahl in sorted(s.wartende.items())
        ],
        "fristen": {"ueberfaellig": s.ueberfaellig, "bald": s.bald_faellig},
        "bilanz": asdict(s.bilanz),
        **herkunft_daten(s.herkunft),
    }


def zeige_statistik(s: Statistik) -> None:
    """Print all figures."""
    zeitraum = "alle Jahre" if s.jahr is None else str(s.jahr)
    click.echo(f"Statistik, {zeitraum}\n")
    _zeige_zustaende(s)
    _zeige_zahlen(f"Vorgänge nach dem Jahr, in dem sie geschahen ({zeitraum})", "Jahr", s.jahre)
    _zeige_zahlen(f"Vorgänge nach Kreis ({zeitraum})", "Kreis", s.kreise)
    zeilen = [[str(jahr), str(p.anzahl), euro_deutsch(p.betrag)] for jahr, p in sorted(s.haushaltsjahre.items())]
    zeige_tabelle("Bewilligt nach Haushaltsjahr", ["Haushaltsjahr", "Fälle", "Summe"], zeilen, rechts=_RECHTS)
    dauern = [[name, _tage(werte), str(len(werte))] for name, werte in _dauern_deutsch(s).items()]
    zeige_tabelle("Dauer in Tagen", ["", "Median", "Fälle"], dauern, rechts=_RECHTS)
    _zeige_ausstehendes(s)
    bilanz = asdict(s.bilanz)
    zeige_tabelle(
        f"Bilanz nach den Beratungen ({zeitraum})",
        ["", "Kommunen"],
        [[text, str(bilanz[name])] for name, text in _BILANZ.items()],
        rechts=_RECHTS,
    )
    zeige_herkunft(s.herkunft)


def _zeige_zustaende(s: Statistik) -> None:
    zeilen = [
        [ZUSTANDSNAMEN[z], str(s.zustaende[z].anzahl), euro_deutsch(s.zustaende[z].betrag)]
        for z in Zustand
        if z in s.zustaende
    ]
    summe = sum((posten.betrag for posten in s.zustaende.values()), start=Fraction(0))
    zeilen.append(["zusammen", str(sum(p.anzahl for p in s.zustaende.values())), euro_deutsch(summe)])
    titel = "Fälle nach Zustand heute" + (f", Aktenzeichen {s.jahr}" if s.jahr is not None else "")
    zeige_tabelle(titel, ["Zustand", "Fälle", "Zuwendung"], zeilen, rechts=_RECHTS)


def _zeige_zahlen(titel: str, kopf: str, zahlen: Mapping[Any, Vorgangszahlen]) -> None:
    zeilen = [[str(name), *_zellen(eine)] for name, eine in sorted(zahlen.items())]
    if len(zeilen) > 1:
        alle = Vorgangszahlen()
        for eine in zahlen.values():
            alle.anzahl += eine.anzahl
            alle.bewilligt += eine.bewilligt
        zeilen.append(["zusammen", *_zellen(alle)])
    zeige_tabelle(titel, [kopf, *_KOEPFE], zeilen, rechts=_RECHTS)


def _zellen(zahlen: Vorgangszahlen) -> list[str]:
    return [*(str(zahlen.anzahl[vorgang]) for vorgang in VORGAENGE), euro_deutsch(zahlen.bewilligt)]


def _zeige_ausstehendes(s: Statistik) -> None:
    zeilen = [
        [ROLLENNAMEN[Rolle(rolle)] if rolle else "niemand im Amt, etwa der Antragsteller", person, str(anzahl)]
        for (rolle, person), anzahl in sorted(s.wartende.items(), key=lambda eines: (not eines[0][0], eines[0]))
    ]
    zeige_tabelle("Offene Fälle: auf wen sie warten", ["Rolle", "zuständig", "Fälle"], zeilen, rechts=frozenset({2}))
    fristen = [["überfällig", str(s.ueberfaellig)], [f"in den nächsten {BALD_TAGE} Tagen", str(s.bald_faellig)]]
    zeige_tabelle("Nächste Frist", ["", "Fälle"], fristen, rechts=_RECHTS)


def _dauern(s: Statistik) -> dict[str, list[int]]:
    return {
        "eingang_bis_entscheidung": s.dauer_entscheidung,
        "nachweis_vollstaendig_bis_schlusszahlung": s.dauer_schlusszahlung,
    }


def _dauern_deutsch(s: Statistik) -> dict[str, list[int]]:
    namen = ("Eingang des Antrags bis Entscheidung", "vollständiger Nachweis bis Anordnung der Schlussrate")
    return dict(zip(namen, _dauern(s).values(), strict=True))


def _tage(werte: list[int]) -> str:
    mitte = median(werte)
    return "–" if mitte is None else zahl_deutsch(mitte)


def _dauer_daten(werte: list[int]) -> dict[str, Any]:
    mitte = median(werte)
    return {"median": None if mitte is None else dezimal(mitte), "anzahl": len(werte)}


def _posten_daten(posten: Posten) -> dict[str, Any]:
    return {"anzahl": posten.anzahl, "betrag": dezimal(posten.betrag, 2)}


def _zahlen_daten(zahlen: Vorgangszahlen) -> dict[str, Any]:
    return {
        **{vorgang: zahlen.anzahl[vorgang] for vorgang in VORGAENGE},
        "bewilligt_summe": dezimal(zahlen.bewilligt, 2),
    }
